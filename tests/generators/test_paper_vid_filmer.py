"""VideoStudio-Vid as a scene filmer: requests of any length and shape, what they say, and who the filmer is."""

import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers import DDIMScheduler
from filmed import Shelf
from numpy.typing import NDArray
from paper_vid import WARPING, with_unet, write_released_vid
from PIL import Image

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing, GeneratorError, ReferenceError_, StudioError
from videostudio.film.fingerprint import fingerprint
from videostudio.film.requests import CastMember, ClipRequest
from videostudio.generators.paper.vid_filmer import VideoStudioVid, shown_fps, unsqueezed
from videostudio.generators.paper.vid_folder import VidWeights
from videostudio.generators.paper.vid_settings import PAPER, RELEASED, VidSettings
from videostudio.generators.ports import Footage
from videostudio.tools.images import encode_png
from videostudio.tools.video.conform import Source, Target, conformed

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # of diffusers' solvers
    pytest.mark.usefixtures("one_thread"),
]

SHELF = Shelf()
PICTURE = np.random.default_rng(0).integers(0, 255, (54, 96, 3), np.uint8)
MARS = CastMember(entity=Entity(id="mars", name="Mars", kind=EntityKind.PLACE, description="red dust"))
PAN = CameraMove(direction=Direction.RIGHT, speed=Speed.FAST)
REQUEST = ClipRequest(
    scene_id="s1", attempt=1, event="The corgi runs.", action="run", cast=(), place=MARS,
    image=SHELF.put(encode_png(PICTURE), "image/png", width=96, height=54), frames=6, tail_frames=3, width=96,
    height=54, fps=24, seed=7,
)  # fmt: skip
TINY = VidSettings(steps=2, guidance_milli=1500, frames=3, side=64, camera_after=1)


@pytest.fixture(scope="module")
def filmer(tmp_path_factory: pytest.TempPathFactory) -> VideoStudioVid:
    return VideoStudioVid(VidWeights(write_released_vid(tmp_path_factory.mktemp("vid") / "released")), TINY)


def shot(filmer: VideoStudioVid, **changes: Any) -> Footage:
    return filmer.shoot_clip(REQUEST.model_copy(update=changes), artifacts=SHELF)


def frames(filmer: VideoStudioVid, **changes: Any) -> NDArray[np.uint8]:
    return np.stack(list(shot(filmer, **changes).frames))


def other(filmer: VideoStudioVid, **changes: Any) -> VideoStudioVid:
    """The same with other fields, and with what is loaded already."""
    changed = replace(filmer, **changes)
    changed.__dict__.update({name: getattr(filmer, name) for name in ("_pipeline", "_prototypes", "_parser")})
    return changed


def test_a_clip_is_shown_at_the_models_rate_and_in_the_requests_proportions(filmer: VideoStudioVid) -> None:
    footage = shot(filmer)
    assert (footage.width, footage.height, footage.fps, footage.pixel_format) == (114, 64, 8, "rgb24")
    assert footage.notes[0] == "filmed at 64 x 64 px in 3 frames"
    assert footage.degraded == ()
    assert len(list(conformed(footage.frames, Source(114, 64, 8), Target(96, 54, 24, 9)))) == 9


@pytest.mark.parametrize(("total", "fps"), [(1, 8), (48, 8), (49, 7), (96, 4), (109, 3), (384, 1)])
def test_long_scenes_are_shown_slower(total: int, fps: int) -> None:
    request = REQUEST.model_copy(update={"frames": total, "tail_frames": 0})
    assert shown_fps(request, RELEASED) == fps
    made = iter([np.zeros((54, 96, 3), np.uint8)] * 16)
    assert len(list(conformed(made, Source(96, 54, fps), Target(96, 54, 24, total)))) == total
    if fps < 8:
        short = iter([np.zeros((54, 96, 3), np.uint8)] * 16)
        with pytest.raises(GeneratorError, match=r"needed are \d+"):
            list(conformed(short, Source(96, 54, fps + 1), Target(96, 54, 24, total)))


def test_a_scene_too_long_is_refused_before_anything_loads(tmp_path: Path) -> None:
    nothing = VideoStudioVid(VidWeights(tmp_path / "nowhere"))
    with pytest.raises(GeneratorError, match=r"17\.0 s with its tail, and VideoStudio-Vid makes 16 frames: make it"):
        shot(nothing, frames=17 * 24, tail_frames=0)
    with pytest.raises(BackendMissing, match="lacks its tokenizer_2"):
        shot(nothing)


def test_a_slowed_clip_says_so(filmer: VideoStudioVid) -> None:
    footage = shot(filmer, frames=12, tail_frames=3)
    assert footage.fps == 4
    assert footage.degraded == (
        "the model films 0.4 s and the scene lasts 0.6 s with its tail: its 3 frames are shown at 4 instead of 8 a "
        "second",
    )


@pytest.mark.parametrize(
    ("size", "wanted", "shown"),
    [
        ((512, 320), (1280, 720), (568, 320)),
        ((320, 512), (720, 1280), (320, 568)),
        ((512, 320), (1024, 640), (512, 320)),
        ((512, 320), (768, 512), (512, 342)),
        ((384, 384), (64, 64), (384, 384)),
    ],
)
def test_frames_are_stretched_back(size: tuple[int, int], wanted: tuple[int, int], shown: tuple[int, int]) -> None:
    assert unsqueezed(size, *wanted) == shown


def test_equal_requests_give_equal_frames(filmer: VideoStudioVid) -> None:
    first = frames(filmer)
    assert first.shape == (3, 64, 114, 3)
    assert np.array_equal(frames(filmer), first)
    assert not np.array_equal(frames(filmer, seed=8), first)
    assert not np.array_equal(frames(filmer, event="The corgi jumps.", action="jump"), first)
    assert not np.array_equal(frames(filmer, style="watercolour"), first)


def test_the_scripted_camera_moves_the_clip(filmer: VideoStudioVid) -> None:
    still = frames(filmer)
    moved = frames(filmer, camera=PAN)
    assert not np.array_equal(moved, still)
    assert not np.array_equal(frames(filmer, camera=CameraMove(direction=Direction.LEFT)), moved)
    unblended = other(filmer, settings=replace(TINY, camera_blend_milli=0))
    assert np.array_equal(frames(unblended, camera=PAN), still)


def test_a_warping_model_is_told_its_camera(filmer: VideoStudioVid, tmp_path: Path) -> None:
    folder = with_unet(filmer.weights.folder, tmp_path / "warping", **WARPING)
    warping = VideoStudioVid(VidWeights(folder), replace(TINY, steps=1))
    assert not np.array_equal(frames(warping, camera=PAN), frames(warping))


def test_a_model_that_knows_no_actions_is_told_none(filmer: VideoStudioVid, tmp_path: Path) -> None:
    folder = with_unet(filmer.weights.folder, tmp_path / "plain", action_prob_fea_guidance=False)
    plain = VideoStudioVid(VidWeights(folder), TINY)
    assert shot(plain).notes == ("filmed at 64 x 64 px in 3 frames",)
    told = {"generator": torch.Generator(), "actions": torch.zeros(1, 400), "width": 64, "height": 64}
    with pytest.raises(StudioError, match="this model knows no actions: leave them out"):
        plain._pipeline("The corgi runs.", Image.fromarray(PICTURE), **told)


def test_the_papers_sampler_takes_the_place_of_the_folders(filmer: VideoStudioVid) -> None:
    paper = replace(filmer, settings=replace(TINY, sampler="ddim", tiling=True))
    assert not np.array_equal(frames(paper), frames(filmer))
    assert isinstance(paper._pipeline.scheduler, DDIMScheduler)
    assert paper._pipeline.vae.use_tiling
    assert (PAPER.sampler, PAPER.steps, PAPER.eta_milli, PAPER.guidance) == ("ddim", 70, 1000, (12.0, 12.0))


def test_what_is_not_read_of_a_text_is_told(filmer: VideoStudioVid) -> None:
    long = "The corgi runs and runs and runs over the red dust of Mars and looks for a flower that nobody has seen."
    (told,) = shot(filmer, event=long).degraded
    assert told.startswith("the text is longer than the model reads")


def test_prototypes_are_a_file_or_the_names_of_actions(filmer: VideoStudioVid, tmp_path: Path) -> None:
    np.save(tmp_path / "action_prototypes.npy", np.random.default_rng(0).normal(size=(400, 1280)))
    wide = replace(filmer, weights=replace(filmer.weights, prototypes=tmp_path / "action_prototypes.npy"))
    with pytest.raises(BackendMissing, match="prototypes of 1280 numbers, the text encoder gives 16: leave them out"):
        shot(wide)
    assert filmer._prototypes.shape == (400, 16)


def test_a_pipeline_leaves_its_device(filmer: VideoStudioVid) -> None:
    own = replace(filmer)
    own.__dict__["_pipeline"] = replace(TINY)
    left = weakref.ref(own.__dict__["_pipeline"])
    own.leave_device()
    assert left() is None


def test_a_picture_that_is_none_is_refused(filmer: VideoStudioVid) -> None:
    with pytest.raises(ReferenceError_):
        shot(filmer, image=SHELF.put(b"no picture", "image/png", width=96, height=54))


def test_the_identity_follows_what_changes_pixels(filmer: VideoStudioVid, tmp_path: Path) -> None:
    np.save(tmp_path / "rows.npy", np.ones((400, 1280)))
    others = [
        replace(filmer, weights=replace(filmer.weights, prototypes=tmp_path / "rows.npy")),
        replace(filmer, weights=replace(filmer.weights, image_encoder=filmer.weights.folder / "vae")),
        replace(filmer, settings=replace(TINY, sampler="ddim")),
        replace(filmer, settings=replace(TINY, last_guidance_milli=3000)),
        replace(filmer, dtype="bfloat16"),
        replace(filmer, device="cuda:0"),
    ]
    names = {fingerprint(REQUEST, each.identity) for each in (filmer, *others)}
    assert len(names) == len(others) + 1
    assert filmer.identity.switches["verbs"] == "grammar"
    lossless = replace(filmer, device="cuda:1", offload=True)
    assert fingerprint(REQUEST, lossless.identity) in names
    assert fingerprint(REQUEST, replace(filmer, dtype="float32").identity) in names


def test_capabilities_are_published_before_anything_loads(tmp_path: Path) -> None:
    nothing = VideoStudioVid(VidWeights(tmp_path))
    told = nothing.capabilities
    assert told.licence.startswith("unverified")
    assert (told.native_fps, told.frame_rule.most) == (8, 16)
    assert told.memory_mib > replace(nothing, device="cuda").capabilities.memory_mib > 9000
