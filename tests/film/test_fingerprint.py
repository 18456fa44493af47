"""A fingerprint is a promise to every store there is: these tests hold its bytes still."""

import hashlib
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import canonical_json, derive_seed, digest, fingerprint, plain
from videostudio.film.identity import Identity
from videostudio.film.requests import (
    CastMember,
    ClipRequest,
    CutRequest,
    CutShot,
    MusicRequest,
    MusicScene,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreItem,
    ScoreRequest,
    SoundActor,
    SoundRequest,
    Subject,
    WriterRequest,
    WriterTask,
)
from videostudio.film.take import GENERATOR_STAGES, Stage

REF = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1)
FOX = Entity(id="fox", name="the fox", kind=EntityKind.ANIMAL)
WOOD = Entity(id="wood", name="the wood", kind=EntityKind.PLACE)
CAST, PLACE = (CastMember(entity=FOX, reference=REF),), CastMember(entity=WOOD, reference=REF)
ME = Identity(backend="animatic", code_version=1)

IMAGE = SceneImageRequest(
    scene_id="s1", attempt=1, event="The fox runs.", action="run", cast=CAST, place=PLACE, width=64, height=36, seed=5
)
CLIP = ClipRequest(
    scene_id="s1",
    attempt=1,
    event="The fox runs.",
    action="run",
    cast=CAST,
    place=PLACE,
    image=REF,
    frames=24,
    tail_frames=12,
    width=64,
    height=36,
    fps=24,
    seed=5,
)
REQUESTS: dict[Stage, Request] = {
    Stage.WRITER: WriterRequest(task=WriterTask.SCRIPT, prompt="A fox runs"),
    Stage.REFERENCE: ReferenceRequest(entity=FOX, width=64, height=64, seed=5),
    Stage.IMAGE: IMAGE,
    Stage.CLIP: CLIP,
    Stage.SCORE: ScoreRequest(subject=Subject.CLIP, items=(ScoreItem(id="s1", artifact=REF),)),
    Stage.SOUND: SoundRequest(
        scene_id="s1",
        place="the wood",
        action="run",
        cast=(SoundActor(name="the fox", kind=EntityKind.ANIMAL),),
        frames=24,
        tail_frames=12,
        fps=24,
        seed=5,
    ),
    Stage.MUSIC: MusicRequest(scenes=(MusicScene(beat="close", frames=24),), mood="The fox", fps=24, seed=5),
    Stage.CUT: CutRequest(shots=(CutShot(clip=REF, frames=24),), width=64, height=36, fps=24),
}

GOLDEN = {
    Stage.WRITER: "2074a51a9ce168b4eb3c2d8af18a28b6cdfd77b18cea50436e0747c4f72705b2",
    Stage.REFERENCE: "fd71502c0cb72c801df8c8a14d9803bacf086add131c6d6a9302410592e4d36e",
    Stage.IMAGE: "7b8232f8712737dc69f15b98530c7934b4e206180458c45042c724b3b271fd2e",
    Stage.CLIP: "5269189cad6b1f65655b31a5f8a507c248b2a4a3d46c1f9dfd192408439692a8",
    Stage.SCORE: "ce10c6790d5bbdf75c4bbea8e2ac73d3870b2e4da0fafded82952b5708ca41b8",
    Stage.SOUND: "31b2a4189381e2cd4b3ef36d26134b728a8ace97f907301d28baf6f1fb062679",
    Stage.MUSIC: "3cb1a62a5ee358f6095f3aa81ff0b36006c393f8a6cd3defdfd71cecc9e88234",
    Stage.CUT: "35df6531fea3b27172275c1ae3e6ccb0fe7d305cd466cc984e2a3b931f0e6b35",
}


@pytest.mark.parametrize("stage", Stage)
def test_fingerprints_are_golden(stage: Stage) -> None:
    """If this fails, every store in the world forgets its films: raise SCHEMA only on purpose."""
    assert REQUESTS[stage].STAGE is stage
    assert fingerprint(REQUESTS[stage], ME) == GOLDEN[stage]


def test_what_is_hashed_is_known() -> None:
    request = WriterRequest(task=WriterTask.SCRIPT, prompt="Ein Fuchs läuft")
    text = (
        '{"identity":{"backend":"house","code_version":2},'
        '"request":{"prompt":"Ein Fuchs läuft","task":"script"},"schema":1,"stage":"writer"}'
    )
    identity = Identity(backend="house", code_version=2)
    assert fingerprint(request, identity) == hashlib.sha256(text.encode()).hexdigest()


def test_a_schema_number_makes_other_fingerprints() -> None:
    class Newer(WriterRequest):
        SCHEMA = 2

    old = WriterRequest(task=WriterTask.SCRIPT, prompt="x")
    new = Newer(task=WriterTask.SCRIPT, prompt="x")
    assert plain(old) == plain(new)
    assert fingerprint(old, ME) != fingerprint(new, ME)


def test_each_field_counts() -> None:
    changed = [
        CLIP.model_copy(update=update)
        for update in (
            {},
            {"scene_id": "s2"},
            {"attempt": 2},
            {"event": "The fox sleeps."},
            {"action": "sleep"},
            {"cast": ()},
            {"cast": (CastMember(entity=FOX),)},
            {"place": PLACE.model_copy(update={"entity": FOX})},
            {"image": REF.model_copy(update={"sha256": "1" * 64})},
            {"staging": REF},
            {"camera": CameraMove(direction=Direction.LEFT, speed=Speed.FAST)},
            {"style": "ink"},
            {"frames": 25},
            {"tail_frames": 13},
            {"width": 66},
            {"height": 38},
            {"fps": 25},
            {"seed": 6},
        )
    ]
    names = [fingerprint(request, ME) for request in changed]
    assert len(set(names)) == len(changed)


@pytest.mark.parametrize(
    "other",
    [
        Identity(backend="animatic", code_version=2),
        Identity(backend="faulty", code_version=1),
        Identity(backend="animatic", model="m", code_version=1),
        Identity(backend="animatic", revision="r", code_version=1),
        Identity(backend="animatic", code_version=1, switches={"steps": 4}),
    ],
)
def test_who_answers_counts(other: Identity) -> None:
    assert fingerprint(CLIP, other) != fingerprint(CLIP, ME)


def test_an_identity_says_itself() -> None:
    assert str(Identity(backend="animatic", code_version=3)) == "animatic v3"


def test_fields_at_their_defaults_stay_out() -> None:
    assert plain(WriterRequest(task=WriterTask.SCRIPT, prompt="x", style="", seed=0, gaps=())) == {
        "task": "script",
        "prompt": "x",
    }
    assert plain(CLIP)["cast"][0]["entity"] == {"id": "fox", "name": "the fox", "kind": "animal"}
    assert type(plain(CLIP)["cast"]) is list
    assert type(plain(FOX)["kind"]) is str
    static = IMAGE.model_copy(update={"camera": CameraMove(direction=Direction.STATIC, speed=Speed.FAST)})
    assert fingerprint(static, ME) == fingerprint(IMAGE, ME)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    one, other = (WriterRequest(task=WriterTask.SCRIPT, prompt=text) for text in ("caf\u00e9", "cafe\u0301"))
    assert fingerprint(one, ME) == fingerprint(other, ME)
    assert canonical_json({"e\u0301": 1}) == canonical_json({"\u00e9": 1}) == '{"é":1}'


def test_canonical_json_is_sorted_and_dense() -> None:
    value = {"b": [1, True, None, "é"], "a": {"z": (2, 3), "y": ""}, "": False, "ä": -7}
    assert canonical_json(value) == '{"":false,"a":{"y":"","z":[2,3]},"b":[1,true,null,"é"],"ä":-7}'
    assert canonical_json("x") == '"x"'
    assert canonical_json("\u00e4 \U0001f98a") == '"\u00e4 \U0001f98a"'
    assert canonical_json(None) == "null"
    assert canonical_json([]) == "[]"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.5, "0.5 is a float: fingerprints take integers (ms, milli-units)"),
        ([1, {"x": 1.0}], "1.0 is a float"),
        (float("nan"), "nan is a float"),
        ({1: "x"}, "1 is no string: canonical JSON takes string keys"),
        ({None: "x"}, "None is no string"),
        (b"x", "bytes has no canonical JSON form"),
        ({1, 2}, "set has no canonical JSON form"),
        (REF, "ArtifactRef has no canonical JSON form"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object, said: str) -> None:
    with pytest.raises(TypeError) as refused:
        canonical_json(value)
    assert said in str(refused.value)


letters = st.text(st.characters(codec="utf-8"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | letters,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(letters, inner, max_size=4),
    max_leaves=10,
)


@given(values)
def test_canonical_json_is_json_in_one_form(value: object) -> None:
    text = canonical_json(value)
    assert canonical_json(json.loads(text)) == text
    assert unicodedata.is_normalized("NFC", text) or any(unicodedata.combining(letter) for letter in text)
    assert digest(value) == hashlib.sha256(text.encode()).hexdigest()


@given(st.dictionaries(st.text("abcdef", max_size=3), st.integers(), max_size=6))
def test_the_order_of_keys_does_not_count(value: dict[str, int]) -> None:
    assert digest(value) == digest(dict(reversed(value.items())))


def test_seeds_are_golden_and_depend_on_every_part() -> None:
    assert derive_seed(0, "s1", 1) == int(digest([0, "s1", 1])[:8], 16) == 4025919381
    seeds = {derive_seed(*parts) for parts in ((0, "s1", 1), (0, "s1", 2), (0, "s2", 1), (1, "s1", 1), (0, "s1"), ())}
    assert len(seeds) == 6
    assert all(0 <= seed < 2**32 for seed in seeds)


@given(st.lists(st.integers() | letters, max_size=4))
def test_seeds_are_in_range(parts: list[int | str]) -> None:
    assert 0 <= derive_seed(*parts) < 2**32
    assert derive_seed(*parts) == derive_seed(*parts)


def test_stages_are_in_the_order_a_film_needs_them() -> None:
    assert [str(stage) for stage in Stage] == [
        "writer",
        "reference",
        "scene_image",
        "clip",
        "score",
        "sound",
        "music",
        "cut",
    ]
    assert GENERATOR_STAGES == (Stage.REFERENCE, Stage.IMAGE, Stage.CLIP)


def test_requests_are_hashable() -> None:
    assert len({request: stage for stage, request in REQUESTS.items()}) == len(Stage)
