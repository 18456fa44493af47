"""One scene drawn and filmed with the paper's models in the ways that have to differ, with what it took."""

import platform
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil

from videostudio.evaluation.paper_tensors import Claim
from videostudio.evaluation.shelf import Shelf
from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.parts import img_weights, vid_weights
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.paper.settings import PaperSettings
from videostudio.generators.paper.vid_filmer import VideoStudioVid
from videostudio.generators.progress import listening
from videostudio.tools.digests import Digests
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.scoring.segmenting.choice import best_segmenter

FOX = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL, description="A red fox with a blue scarf")
LAKE = Entity(id="lake", name="frozen lake", kind=EntityKind.PLACE, description="A frozen lake among dark firs")
EVENT = "The fox runs across the frozen lake"
FPS, FRAMES, TAIL = 8, 12, 4
"""The 16 frames that the model is at home in."""


@dataclass(frozen=True)
class Shot:
    """What a picture or clip took: seconds of the median step and of all, the first with loading, and the most memory
    that torch held on the GPU, or the process on a CPU."""

    name: str
    steps: int
    step_s: float
    whole_s: float
    peak_mib: float
    file: Path


@dataclass(frozen=True)
class Shots:
    """`machine` is where they were made."""

    machine: str
    shots: tuple[Shot, ...]
    claims: tuple[Claim, ...]


@dataclass
class Watch:
    """Times steps."""

    at: list[float] = field(default_factory=list)

    def __call__(self, done: int, total: int) -> None:
        self.at.append(time.monotonic())

    @property
    def step_s(self) -> float:
        """Seconds from one step to the next, the median; 0 for fewer than two."""
        return float(np.median(np.diff(self.at))) if len(self.at) > 1 else 0.0


class Studio:
    """Makes shots one by one and keeps their files and figures."""

    def __init__(self, out: Path, device: str, watch: Watch) -> None:
        self._out, self._device, self._watch = out, device, watch
        self.shelf = Shelf(out)
        self.shots: list[Shot] = []
        out.mkdir(parents=True, exist_ok=True)

    def made(self, name: str, make: Callable[[], Pixels]) -> Pixels:
        """(H, W, 3) or (T, H, W, 3), written as a picture, frames side by side."""
        self._watch.at.clear()
        _forget_peak(self._device)
        began = time.monotonic()
        with listening(self._watch):
            pixels = make()
        whole_s = time.monotonic() - began
        file = self._out / f"{name}.png"
        file.write_bytes(encode_png(np.concatenate(list(pixels), axis=1) if pixels.ndim == 4 else pixels))
        steps = len(self._watch.at)
        self.shots.append(Shot(name, steps, self._watch.step_s, whole_s, _peak_mib(self._device), file))
        return pixels


def shots_of(models: Path, settings: PaperSettings, device: str, digests: Digests, out: Path) -> Shots:
    """A figure, a place, the scene with and without their references, and its clip with a camera at rest and moving.
    Raises GeneratorError where numbers run away, BackendMissing for what does not load."""
    watch = Watch()
    studio = Studio(out, device, watch)
    imager = VideoStudioImg(img_weights(models, digests), best_segmenter(), settings.of_images, device)
    filmer = VideoStudioVid(vid_weights(models, digests), settings.of_clips, device)
    portraits = BasePortraits(imager)
    side = settings.image_side
    size = (side, side * 5 // 8)
    fox, lake = (_cast(studio, portraits, FOX, (side, side)), _cast(studio, portraits, LAKE, size))
    words_only = (CastMember(entity=FOX), CastMember(entity=LAKE))
    drawn = studio.made("scene-with-references", lambda: _scene(imager, studio, fox, lake, size))
    words = studio.made("scene-from-words", lambda: _scene(imager, studio, *words_only, size))
    still = _clip_request(fox, lake, studio.shelf.put_picture(drawn))
    panned = still.model_copy(update={"camera": CameraMove(direction=Direction.RIGHT, speed=Speed.FAST)})
    rest, pan = (
        studio.made(name, lambda request=request: _frames(filmer, studio, request))  # type: ignore[misc]
        for name, request in (("clip-at-rest", still), ("clip-panned", panned))
    )
    weights_mib = imager.capabilities.memory_mib + filmer.capabilities.memory_mib
    most_mib = max(shot.peak_mib for shot in studio.shots)
    return Shots(
        _machine(device),
        tuple(studio.shots),
        (
            Claim("all numbers are finite", True, "each step and each picture was looked at", needed=True),
            Claim("references change the scene", *_apart(drawn, words)),
            Claim("the camera changes the clip", *_apart(rest, pan)),
            Claim("frames of a clip differ from each other", *_apart(rest[:-1], rest[1:])),
            Claim(
                "memory is at least what the backends publish for their weights", most_mib >= weights_mib,
                f"{most_mib:.0f} MiB at most, {weights_mib} published",
            ),
        ),
    )  # fmt: skip


def _cast(studio: Studio, portraits: BasePortraits, entity: Entity, size: tuple[int, int]) -> CastMember:
    request = ReferenceRequest(entity=entity, width=size[0], height=size[1], seed=7)
    pixels = studio.made(
        f"reference-{entity.id}", lambda: portraits.shoot_reference(request, artifacts=studio.shelf).pixels
    )
    return CastMember(entity=entity, reference=studio.shelf.put_picture(pixels))


def _scene(
    imager: VideoStudioImg, studio: Studio, figure: CastMember, place: CastMember, size: tuple[int, int]
) -> Pixels:
    request = SceneImageRequest(
        scene_id="scene-1", attempt=1, event=EVENT, action="run", cast=(figure,), place=place, width=size[0],
        height=size[1], seed=7,
    )  # fmt: skip
    return imager.shoot_image(request, artifacts=studio.shelf).pixels


def _clip_request(figure: CastMember, place: CastMember, image: ArtifactRef) -> ClipRequest:
    assert image.width is not None
    assert image.height is not None
    return ClipRequest(
        scene_id="scene-1", attempt=1, event=EVENT, action="run", cast=(figure,), place=place, image=image,
        frames=FRAMES, tail_frames=TAIL, width=image.width, height=image.height, fps=FPS, seed=7,
    )  # fmt: skip


def _frames(filmer: VideoStudioVid, studio: Studio, request: ClipRequest) -> Pixels:
    return np.stack(list(filmer.shoot_clip(request, artifacts=studio.shelf).frames))


def _apart(one: Pixels, other: Pixels) -> tuple[bool, str]:
    """Whether pixels differ at all, and by how much."""
    difference = float(np.abs(one.astype(float) - other.astype(float)).mean())
    return difference > 0, f"{difference:.2f} of 255 in the mean"


def _machine(device: str) -> str:
    import diffusers
    import torch
    import transformers

    untyped = (torch, diffusers, transformers)
    versions = ", ".join(f"{each.__name__} {each.__version__}" for each in untyped)
    where = torch.cuda.get_device_name(device) if device.startswith("cuda") else f"{psutil.cpu_count()} CPU cores"
    return f"{where}, Python {platform.python_version()}, {versions}"


def _forget_peak(device: str) -> None:
    if device.startswith("cuda"):
        import torch

        torch.cuda.reset_peak_memory_stats(device)


def _peak_mib(device: str) -> float:
    if device.startswith("cuda"):
        import torch

        return torch.cuda.max_memory_allocated(device) / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
