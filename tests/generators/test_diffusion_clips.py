"""The families that film, on the real pipelines of diffusers at a tiny size with random weights."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from kept import Memory
from numpy.typing import NDArray
from tiny_diffusion import TinyModels

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, BadSetting, GeneratorError
from videostudio.film.requests import CastMember, ClipRequest
from videostudio.generators.diffusion.heard import Heard, recording_of
from videostudio.generators.ports import Footage

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.usefixtures("one_thread"),
]
KEPT = Memory()
NOISE = np.random.default_rng(0).integers(0, 255, (2, 54, 96, 3), np.uint8)
PICTURES = [KEPT.put_picture(each) for each in NOISE]
REQUEST = ClipRequest(
    scene_id="s1", attempt=1, event="A girl runs along the sea.", action="run", cast=(),
    place=CastMember(entity=Entity(id="sea", name="sea", kind=EntityKind.PLACE)), image=PICTURES[0], frames=4,
    tail_frames=1, width=96, height=54, fps=12, seed=7,
    camera=CameraMove(direction=Direction.RIGHT, speed=Speed.FAST),
)  # fmt: skip
FILMED = {"wan": (13, 24), "wan14b": (9, 16), "ltx2": (17, 24)}
"""Frames that each makes of it, and their rate: the next numbers that its rule allows."""


def shot(roles: Any, **changes: Any) -> Footage:
    return roles.scene_filmer.shoot_clip(REQUEST.model_copy(update=changes), artifacts=KEPT)


def frames(roles: Any, **changes: Any) -> NDArray[np.int16]:
    return np.asarray(list(shot(roles, **changes).frames), np.int16)


@pytest.mark.parametrize("family", FILMED)
def test_clips_obey_the_models_rule_and_depend_on_seed_and_picture(tiny_models: TinyModels, family: str) -> None:
    roles = tiny_models.roles(family)
    footage = shot(roles)
    first = np.asarray(list(footage.frames), np.int16)
    assert (len(first), footage.fps) == FILMED[family]
    assert first.shape[1:] == (footage.height, footage.width, 3)
    assert footage.width / footage.height == pytest.approx(96 / 54, abs=0.03)
    assert (footage.degraded, "last frame" in " ".join(footage.notes)) == ((), False)
    assert np.array_equal(frames(roles), first)
    assert np.abs(frames(roles, seed=8) - first).max() > 2
    assert np.abs(frames(roles, image=PICTURES[1]) - first).max() > 0


@pytest.mark.parametrize("family", ["wan14b", "ltx2"])
def test_a_camera_that_was_missed_is_led_by_the_last_frame(tiny_models: TinyModels, family: str) -> None:
    roles = tiny_models.roles(family)
    first, second = frames(roles), shot(roles, attempt=2, camera_missed=True)
    assert "the camera is led by the clip's last frame" in second.notes
    assert np.abs(np.asarray(list(second.frames), np.int16) - first).max() > 0
    still = shot(roles, attempt=2, camera_missed=True, camera=CameraMove())
    assert "the camera is led by the clip's last frame" not in still.notes
    # The first clip of a second picture: nobody has seen its camera yet.
    assert "the camera is led by the clip's last frame" not in shot(roles, attempt=2).notes


def test_a_last_frame_that_would_be_ignored_is_refused(tiny_models: TinyModels) -> None:
    with pytest.raises(
        BadSetting, match="'last_frame' with ti2v-5b, which ignores one: take words, or variant i2v-a14b"
    ):
        tiny_models.roles("wan", camera="last_frame")
    with pytest.raises(BackendMissing, match="is i2v-a14b, and ti2v-5b is wanted"):
        tiny_models.roles("wan14b", variant="ti2v-5b")
    with pytest.raises(BadSetting, match="guidance_2_milli is for i2v-a14b"):
        tiny_models.roles("wan", guidance_2_milli=3000)


def test_a_scene_too_long_is_refused_before_anything_loads(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("wan")
    shooter = roles.scene_filmer.shooter
    nowhere = replace(shooter.resident.home, folder=shooter.resident.home.folder / "nowhere")
    unloaded = replace(shooter, resident=type(shooter.resident)(nowhere, shooter.resident.card, shooter.settings))
    filmer = replace(roles.scene_filmer, shooter=unloaded)
    long = REQUEST.model_copy(update={"frames": 200})
    with pytest.raises(GeneratorError, match=r"lasts 16\.8 s .* at most 121 frames, 5\.0 s at its own 24 a second"):
        filmer.shoot_clip(long, artifacts=KEPT)
    with pytest.raises(BackendMissing):
        filmer.shoot_clip(REQUEST, artifacts=KEPT)


def test_a_longer_scene_is_shown_slower_and_says_so(tiny_models: TinyModels) -> None:
    footage = shot(tiny_models.roles("wan", most_frames=9))
    assert footage.fps == 23
    assert len(list(footage.frames)) == 9
    assert "its 9 frames are shown at 23 instead of 24 a second" in footage.degraded[0]


def test_the_sound_lasts_as_long_as_the_clip_with_its_tail(tiny_models: TinyModels) -> None:
    footage = shot(tiny_models.roles("ltx2"))
    assert footage.sound is not None
    heard = np.concatenate(list(footage.sound.blocks))
    assert heard.shape == (round(5 / 12 * 48_000), 2)
    assert np.abs(heard[4_800:9_600]).max() > 0
    assert np.abs(heard).max() <= 1
    assert shot(tiny_models.roles("wan")).sound is None


def test_sound_of_any_rate_becomes_the_films() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(24_000) / 24_000, dtype=np.float32)[None] / 2
    whole = np.concatenate(list(recording_of(Heard(tone, 24_000), 2.0, 0.5).blocks))
    assert whole.shape == (96_000, 2)
    spectrum = np.abs(np.fft.rfft(whole[4_800:43_200, 0]))
    assert np.argmax(spectrum) * 48_000 / 38_400 == pytest.approx(440, abs=2)
    assert np.abs(whole[48_100:]).max() == 0
    assert np.array_equal(whole[:, 0], whole[:, 1])
    with pytest.raises(GeneratorError, match="one or two channels"):
        recording_of(Heard(np.zeros((3, 9), np.float32), 24_000), 1.0, 0.0)
    with pytest.raises(GeneratorError, match="no numbers"):
        recording_of(Heard(np.full((1, 9), np.nan, np.float32), 24_000), 1.0, 0.0)


@pytest.mark.parametrize("offload", ["model", "group"])
def test_offloading_changes_no_frame(tiny_models: TinyModels, offload: str) -> None:
    whole, spared = tiny_models.roles("wan"), tiny_models.roles("wan", offload=offload)
    assert spared.scene_filmer.identity == whole.scene_filmer.identity
    assert np.array_equal(frames(spared), frames(whole))


def test_wans_vae_stays_in_single_precision(tiny_models: TinyModels) -> None:
    roles = tiny_models.roles("wan", dtype="bfloat16")
    assert np.isfinite(frames(roles)).all()
    pipeline = roles.scene_filmer.shooter.resident.pipeline
    assert (pipeline.vae.dtype, pipeline.transformer.dtype) == (torch.float32, torch.bfloat16)
