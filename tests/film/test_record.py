import pytest
from pydantic import ValidationError

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, FrameRule, Identity
from videostudio.film.record import Calls, CastRecord, FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.scene import Scene
from videostudio.film.score import Score
from videostudio.film.script import Script
from videostudio.film.staging import Box, Facing, Layer, Placement, Staging
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Gap, Outcome, Verdict, VerdictKind

REF = ArtifactRef(sha256="ab" * 32, media_type="video/mp4", size=10, width=64, height=36, frames=24, fps=24)


def full_record() -> FilmRecord:
    fox = Entity(id="fox", name="the fox", kind=EntityKind.ANIMAL)
    wood = Entity(id="wood", name="the wood", kind=EntityKind.PLACE)
    scene = Scene(
        id="s1", event="The fox runs.", action="run", foreground=("fox",), background="wood", duration_ms=4000
    )
    score = Score(name="camera", value=None, unit="px", explanation="too dark", by="flow v1")
    verdict = Verdict(kind=VerdictKind.RESHOOT, gaps=(Gap(score="camera", text="not measured"),))
    take = Take(
        scene_id="s1",
        attempt=1,
        requests={Stage.IMAGE: "0" * 64, Stage.CLIP: "1" * 64},
        clip=REF,
        scores=(score,),
        verdict=verdict,
    )
    return FilmRecord(
        film="fox-00000000",
        profile="preview",
        outcome=FilmOutcome.DEGRADED,
        brief=Brief(prompt="A fox runs"),
        script=Script(title="Fox", entities=(fox, wood), scenes=(scene,)),
        cast=(CastRecord(entity=fox, reference=REF, attempts=1),),
        scenes=(SceneRecord(id="s1", event=scene.event, outcome=Outcome.ATTEMPTS_EXHAUSTED, takes=(take,), chosen=1),),
        cut=REF,
        calls=Calls(made=2, reused=1, ledger=3),
        degraded=("the camera was not measured",),
        seconds={"clip": 1.5},
    )


def test_a_record_survives_json() -> None:
    record = full_record()
    assert FilmRecord.model_validate_json(record.model_dump_json()) == record


def test_a_record_starts_empty() -> None:
    record = FilmRecord(film="x", profile="preview", outcome=FilmOutcome.FINISHED, brief=Brief(prompt="x"))
    assert (record.script, record.cut, record.captions) == (None, None, None)
    assert record.cast == record.scenes == record.degraded == record.notes == record.licences == ()
    assert record.calls == Calls(made=0, reused=0, ledger=0)


@pytest.mark.parametrize("field", ["made", "reused", "ledger"])
def test_calls_are_counted_from_zero(field: str) -> None:
    with pytest.raises(ValidationError):
        Calls.model_validate({field: -1})


def test_a_take_is_one_of_a_numbered_series() -> None:
    assert Take(scene_id="s1", attempt=1).script_version == 1
    for bad in ({"attempt": 0}, {"attempt": 1, "script_version": 0}, {"attempt": 1, "requests": {"clip": "x"}}):
        with pytest.raises(ValidationError):
            Take.model_validate({"scene_id": "s1", **bad})


@pytest.mark.parametrize(
    "bad",
    [
        {"sha256": "AB" * 32},
        {"sha256": "ab" * 31},
        {"sha256": "ab" * 32 + "\n"},
        {"size": -1},
        {"width": 0},
        {"height": 0},
        {"frames": 0},
        {"fps": 0},
    ],
)
def test_a_reference_to_bytes_is_checked(bad: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ArtifactRef.model_validate({**REF.model_dump(), **bad})


def test_a_staging_is_checked() -> None:
    fox = Placement(entity_id="fox", box=Box(left=-5, top=0, width=10, height=10))
    assert (fox.depth_milli, fox.facing, fox.pose, fox.mask) == (1000, Facing.CAMERA, "", None)
    staging = Staging(
        width=64, height=36, ground_px=0, layers=(Layer(name="sky", depth_milli=9000),), placements=(fox,)
    )
    assert Staging.model_validate_json(staging.model_dump_json()) == staging
    for bad in ({"width": 0}, {"height": 0}, {"ground_px": -1}):
        with pytest.raises(ValidationError):
            Staging.model_validate({"width": 1, "height": 1, "ground_px": 0, **bad})
    with pytest.raises(ValidationError):
        Box(left=0, top=0, width=0, height=1)
    with pytest.raises(ValidationError):
        Layer(name="sky", depth_milli=0)


def test_what_a_backend_says_of_itself_is_checked() -> None:
    capabilities = Capabilities(licence="MIT")
    assert capabilities.frame_rule == FrameRule(step=1, offset=0, most=None)
    assert capabilities.size_multiple == 2
    with pytest.raises(ValidationError):
        Identity(backend="x", code_version=0)
    for bad in ({"step": 0}, {"offset": -1}, {"most": 0}):
        with pytest.raises(ValidationError):
            FrameRule.model_validate(bad)


def test_a_films_length_counts_its_cards() -> None:
    record = full_record()
    assert record.script is not None
    assert record.model_copy(update={"cut": None}).duration_ms == 4000
    four = record.script.scenes[0].model_copy(update={"duration_ms": 16_000})
    longer = record.model_copy(update={"cut": None, "script": record.script.model_copy(update={"scenes": (four,)})})
    assert longer.duration_ms == 20_000
    assert record.model_copy(update={"cut": REF.model_copy(update={"frames": 480})}).duration_ms == 20_000
    assert record.model_copy(update={"cut": None, "script": None}).duration_ms == 0
