"""Films of three scenes through the profiles of open weights, with tiny models named as users name theirs."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from inline import film
from listening import RATE, decoded
from tiny_diffusion import FOLDERS, TINY, TinyModels

from videostudio.apps.profile_shelf import row_of
from videostudio.film.brief import Brief
from videostudio.film.calibration import Calibration
from videostudio.film.identity import Identity
from videostudio.film.record import FilmRecord
from videostudio.film.requests import Bus, CutRequest, Request, SoundRequest
from videostudio.film.take import Stage
from videostudio.graphs.bootstrap import profile_named, resolved
from videostudio.graphs.machines import Machines
from videostudio.graphs.profile import Profile
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.store.store import Store
from videostudio.tools.video.probe import probe
from videostudio.tools.workspace import Workspace

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.usefixtures("one_thread"),
]
BRIEF = Brief(
    prompt="A dog runs across a meadow and finds a red ball", scenes=3, duration_ms=3000, width=192, height=128, fps=8,
    silent=True,
)  # fmt: skip


def named(name: str, models: TinyModels, root: Path) -> Profile:
    """The profile as a user's environment sets it up."""
    profile = profile_named(name)
    with pytest.MonkeyPatch.context() as environment:
        for backend in {profile.entity_imager, profile.scene_imager, profile.scene_filmer}:
            folders = FOLDERS["wan14b" if (name, backend) == ("quality", "wan") else backend]
            told = {
                **TINY,
                "side": 32,
                "steps": 1,
                **{setting: models.folder(of) for setting, of in folders.items()},
            }
            told |= {"wan": {"most_frames": 21}, "ltx2": {"side": 64}, "qwen": {"edit_steps": 1}}.get(backend, {})
            for setting, value in told.items():
                environment.setenv(f"VIDEOSTUDIO_{backend.upper()}_{setting.upper()}", str(value))
        return resolved(profile, Workspace(root))


def made(
    name: str, models: TinyModels, root: Path, brief: Brief, hear: Callable[[Request], None] = lambda request: None
) -> FilmRecord:
    # What the critic sees in noise is of no interest, and takes as long as all pictures.
    judged = (ChecksScorer(), Calibration())
    return film(root, brief, hear, profile=named(name, models, root), judged=judged)


def maker(root: Path, record: FilmRecord, stage: Stage) -> Identity:
    """Who made the first scene's."""
    entry = Store(root).find(record.scenes[0].takes[0].requests[stage])
    assert entry is not None
    return Identity.model_validate(entry.identity)


@pytest.mark.parametrize("name", ["default", "small"])
def test_a_film_is_as_long_and_large_as_its_brief(name: str, tiny_models: TinyModels, tmp_path: Path) -> None:
    record = made(name, tiny_models, tmp_path, BRIEF)
    assert record.cut is not None
    facts = probe(Store(tmp_path).path(record.cut))
    assert (facts.frames, facts.width, facts.height) == (24, 192, 128)
    assert len(record.scenes) == 3
    made_by = {stage: maker(tmp_path, record, stage) for stage in (Stage.IMAGE, Stage.CLIP)}
    assert [identity.backend for identity in made_by.values()] == ["klein-scenes", "wan-clips"]
    assert ("tiling" in made_by[Stage.CLIP].switches) == (name == "small")
    assert "its 21 frames are shown at" in " ".join(record.degraded)


@pytest.mark.slow
@pytest.mark.usefixtures("small_references")
def test_a_film_of_quality_is_painted_and_edited_by_qwen_and_led_to_its_last_frames(
    tiny_models: TinyModels, tmp_path: Path
) -> None:
    record = made("quality", tiny_models, tmp_path, BRIEF)
    assert record.cut is not None
    assert probe(Store(tmp_path).path(record.cut)).frames == 24
    made_by = {stage: maker(tmp_path, record, stage) for stage in (Stage.IMAGE, Stage.CLIP)}
    assert [identity.backend for identity in made_by.values()] == ["qwen-scenes", "wan-clips"]
    assert "camera" in made_by[Stage.CLIP].switches, "this model takes a last frame"


def test_what_the_model_made_heard_is_heard_in_the_film(tiny_models: TinyModels, tmp_path: Path) -> None:
    asked: list[Request] = []
    record = made("audio", tiny_models, tmp_path, BRIEF.model_copy(update={"silent": False}), asked.append)
    sounds = [scene.takes[0].sound for scene in record.scenes]
    assert len(sounds) == 3
    assert all(sounds)
    cut = next(request for request in asked if isinstance(request, CutRequest))
    effects = [cue for cue in cut.audio if cue.bus is Bus.EFFECTS]
    assert [cue.audio for cue in effects] == sounds
    assert [cue.start_ms for cue in effects] == sorted({cue.start_ms for cue in effects})
    assert not [request for request in asked if isinstance(request, SoundRequest)], "no composer adds another"
    assert record.cut is not None
    heard = decoded(Store(tmp_path).path(record.cut))
    assert len(heard) / RATE == pytest.approx(3.0, abs=0.1)
    assert np.abs(heard).max() > 0.01


def test_looking_at_profiles_reads_no_weights(tiny_models: TinyModels, tmp_path: Path) -> None:
    profile = named("default", tiny_models, tmp_path)
    row = row_of(profile, Store(tmp_path / "store"), Machines())
    assert (row.ready, row.seconds) == (True, None)
    assert not (tmp_path / "cache" / "digests").exists()


def test_settings_of_a_machine_count_more_than_the_profiles(tiny_models: TinyModels, tmp_path: Path) -> None:
    told = named("small", tiny_models, tmp_path)
    assert told.settings["wan"]["side"] == "32"
    assert told.settings["wan"]["offload"] == "group"
    assert profile_named("small").usual["wan"]["side"] == 640
