"""Profile `mini` from end to end: a film of three scenes with tiny weights as their trainings leave them."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from filmed import Shelf
from inline import film
from little_clips import SCALE
from tiny_scenes import tiny, write_autoencoder
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.film.brief import Brief
from videostudio.film.calibration import Calibration
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, BadSetting, BriefError
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.requests import ReferenceRequest
from videostudio.film.take import Stage
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.given import Given
from videostudio.generators.mini.actions import KnownMotions
from videostudio.generators.mini.backend import build, inventory
from videostudio.generators.mini.motion import TOLD, StandInFilmer
from videostudio.generators.ports import Footage
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved, styled
from videostudio.graphs.profile import Profile
from videostudio.tools.preflight import CheckState
from videostudio.tools.report.reproduce import command
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.store.store import Store
from videostudio.tools.video.probe import probe
from videostudio.tools.workspace import Workspace

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]
BRIEF = Brief(
    prompt="A dog runs across a meadow and finds a red ball", scenes=3, duration_ms=6000, width=256, height=144,
    fps=12, silent=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """img/ and vid/, which share the autoencoder."""
    from videostudio.training.img import folder  # noqa: PLC0415 - torch is imported only where a test asks for a model
    from videostudio.training.img.parts import clip_of, fresh  # noqa: PLC0415
    from videostudio.training.vid.parts import new_pipeline, save  # noqa: PLC0415

    root = tmp_path_factory.mktemp("mini")
    scale = tiny()
    unet = {"block_out_channels": [64, 64], "norm_num_groups": 8, "attention_head_dim": 2, "layers_per_block": 1}
    scale = scale.model_copy(update={"unet": scale.unet | unet})
    parts, clip = fresh(scale, write_autoencoder(root / "autoencoder"), seed=0), clip_of(scale)
    assert clip is not None
    folder.write(parts, clip, root / "img")
    save(
        new_pipeline(root / "img", root / "img" / "vae", SCALE),
        KnownMotions(tuple(sorted(MOTIONS))),
        SCALE,
        root / "vid",
    )
    shutil.rmtree(root / "vid" / "vae")
    return root


def settings(models: Path, **more: str | int) -> dict[str, Any]:
    return {"weights": str(models), "image_steps": 1, "clip_steps": 2, "camera_after": 1} | more


def mini(models: Path, **more: str | int) -> Profile:
    return profile_named("mini").model_copy(update={"settings": {"mini": settings(models, **more)}})


@pytest.fixture(scope="module")
def made(models: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilmRecord]:
    """The animatic's portraits have alpha: no time goes into cutting them out. Nor into what the critic sees in noise,
    which takes as long as all the rest."""
    root, judged = tmp_path_factory.mktemp("studio"), (ChecksScorer(), Calibration())
    return root, film(root, BRIEF, profile=mini(models, portraits="animatic"), judged=judged)


def test_a_film_is_made_at_its_own_size(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    assert record.cut is not None
    facts = probe(Store(root).path(record.cut))
    assert (facts.frames, facts.fps, facts.width, facts.height) == (72, 12, 256, 144)
    assert len(record.scenes) == 3
    told = " ".join(record.notes)
    assert "filmed at 32 x 16 px in 3 frames" in told
    assert "is like none of the actions" not in told


def test_an_entity_is_drawn_as_large_as_asked(models: Path) -> None:
    imager = build(Given(settings=settings(models))).entity_imager
    fox = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL)
    drawn = imager.shoot_reference(ReferenceRequest(entity=fox, width=96, height=80, seed=1), artifacts=Shelf())
    assert drawn.pixels.shape[:2] == (80, 96)


def test_its_makers_name_the_style_and_the_digests_of_their_weights(models: Path) -> None:
    backends = build_backends(mini(models))
    makers = backends.makers()
    assert {stage: maker.backend for stage, maker in makers.items()} == {
        Stage.REFERENCE: "videostudio-img-base",
        Stage.IMAGE: "videostudio-img",
        Stage.CLIP: "videostudio-vid",
    }
    assert all(maker.switches["upscale"] == "crisp" and len(maker.revision) == 12 for maker in makers.values())
    record = FilmRecord(film="a", profile="mini", outcome=FilmOutcome.FINISHED, brief=BRIEF, makers=makers)
    assert "--profile mini --upscale crisp" in command(record)


def test_settings_that_change_pixels_change_who_it_is(models: Path) -> None:
    def makers(**more: str | int) -> list[str]:
        built = build(Given(settings=settings(models, **more)))
        return [role.identity.model_dump_json() for role in (built.scene_imager, built.scene_filmer)]

    assert all(one != other for one, other in zip(makers(), makers(upscale="painted"), strict=True))
    assert makers()[1] != makers(camera_after=0)[1]
    assert build(Given(settings=settings(models, portraits="animatic"))).entity_imager.identity.backend == "animatic"
    memory = build(Given(settings=settings(models))).scene_filmer.capabilities.memory_mib
    assert memory < 1000, "of the files, not of the released model"


def test_without_a_model_of_clips_the_animatics_camera_films(models: Path, tmp_path: Path) -> None:
    shutil.copytree(models / "img", tmp_path / "img")
    asked, usual = (build(Given(settings=settings(tmp_path, **more))) for more in ({"clips": "animatic"}, {}))
    assert {one.scene_filmer.identity.backend for one in (asked, usual)} == {"animatic"}
    assert usual.scene_imager.identity.switches["upscale"] == "crisp"
    assert "stands_in" not in asked.scene_filmer.identity.switches, "who asks for it needs not be told"
    assert usual.scene_filmer.identity.switches["stands_in"]
    _, clips = inventory(Given(settings=settings(tmp_path)))
    assert (clips.state, "animatic's camera" in clips.text) == (CheckState.DEGRADED, True)
    with pytest.raises(BackendMissing, match="no vid in"):
        build(Given(settings=settings(tmp_path, clips="mini")))


def test_a_film_says_that_the_animatics_camera_stands_in() -> None:
    class Films:
        identity = Identity(backend="t", code_version=1)
        capabilities = Capabilities(licence="none")

        def shoot_clip(self, request: Any, *, artifacts: Any) -> Footage:
            return Footage(iter(()), 64, 48, 12)

    footage = StandInFilmer(Films()).shoot_clip(None, artifacts=None)  # type: ignore[arg-type]
    assert footage.degraded == (TOLD,)


def test_models_that_are_not_here_are_told_with_what_to_run(models: Path, tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match=r"no img and no vid in .*make train-mini.*VIDEOSTUDIO_MINI_WEIGHTS"):
        build(Given(settings={"weights": str(tmp_path)}))
    there, absent = (inventory(Given(settings={"weights": str(folder)})) for folder in (models, tmp_path))
    assert [part.state for part in there] == [CheckState.PASSED] * 2
    assert [part.state for part in absent] == [CheckState.BLOCKED] * 2
    with pytest.raises(BadSetting, match="VIDEOSTUDIO_MINI_NAME"):
        build(Given(settings={"upscale": "huge"}))


def test_a_style_is_asked_for_by_the_film_over_the_machines_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MINI_UPSCALE", "soft")
    usual, asked = (
        resolved(profile, Workspace(tmp_path)).settings["mini"]["upscale"]
        for profile in (profile_named("mini"), styled(profile_named("mini"), "painted"))
    )
    assert (usual, asked) == ("soft", "painted")
    with pytest.raises(BriefError, match="'preview' draws at the film's size: --upscale is for mini"):
        styled(profile_named("preview"), "crisp")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [(["--profile", "mini", "--upscale", "painted"], 3, "make train-mini"), (["--upscale", "crisp"], 2, "is for mini")],
)
def test_the_command_says_what_to_do(
    words: list[str], code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_MINI_WEIGHTS", str(tmp_path / "nothing"))
    done = CliRunner().invoke(app, ["make", "A fox sleeps", "--home", str(tmp_path), *words])
    assert done.exit_code == code, done.output
    assert told in done.output
