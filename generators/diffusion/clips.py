"""Clips that begin with the scene image, by models that film whole sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from videostudio.film.errors import GeneratorError
from videostudio.film.identity import Capabilities, FrameRule, Identity
from videostudio.film.requests import ClipRequest
from videostudio.generators.diffusion.heard import Heard, recording_of
from videostudio.generators.diffusion.last_frame import Ends, ends_of
from videostudio.generators.diffusion.lengths import Length, length_of, limited
from videostudio.generators.diffusion.resident import Resident
from videostudio.generators.diffusion.settings import ClipSettings
from videostudio.generators.diffusion.shown import opaque
from videostudio.generators.diffusion.wording import clip_text
from videostudio.generators.paper.vid_filmer import unsqueezed
from videostudio.generators.ports import Footage
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels, decode
from videostudio.tools.store.port import Artifacts

CODE_VERSION = 2
"""Raise it whenever the same request gives other pixels."""


@dataclass(frozen=True)
class Asked:
    """One clip. Pictures are of `size`, (width, height) in px; `last` is what it is to end with, None for anything."""

    text: str
    first: Image.Image
    last: Image.Image | None
    size: tuple[int, int]
    length: Length
    seed: int


@dataclass(frozen=True)
class Reel:
    """`frames`: (n, height, width, 3) in 0..1; `heard` is what is heard in them, None for models that make no sound."""

    frames: NDArray[np.float32]
    heard: Heard | None = None


class Shooter(Protocol):
    """Films with one pipeline, one clip a pass."""

    @property
    def resident(self) -> Resident: ...

    @property
    def settings(self) -> ClipSettings: ...

    def fits(self, text: str) -> bool:
        """Whether the model reads a text to its end."""
        ...

    def shoot(self, asked: Asked) -> Reel:
        """Exactly `asked.length.frames` frames. Raises BackendMissing where weights do not load, GeneratorError where
        numbers run away."""
        ...


@dataclass(frozen=True)
class Clips:
    """A SceneFilmer, Thrifty and Leaving."""

    shooter: Shooter
    backend: str

    def __post_init__(self) -> None:
        """Raises BadSetting for a number of frames that the model cannot make."""
        assert self.rule

    @cached_property
    def identity(self) -> Identity:
        """Reads all weights once, for their digest, unless the Hub named them."""
        resident = self.shooter.resident
        return Identity(
            backend=f"{self.backend}-clips",
            model=resident.home.name,
            revision=resident.home.revision,
            code_version=CODE_VERSION,
            switches=self.shooter.settings.switches(resident.card),
        )

    @property
    def capabilities(self) -> Capabilities:
        """See Card."""
        settings = self.shooter.settings
        able = self.shooter.resident.card.capabilities(
            "" if settings.offload == "none" else settings.offload, settings.number_bytes
        )
        return able.model_copy(update={"frame_rule": self.rule})

    @cached_property
    def rule(self) -> FrameRule:
        """Which numbers of frames a clip may have. Raises BadSetting."""
        card = self.shooter.resident.card
        return limited(card.frames, self.shooter.settings.most_frames, card.name)

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. What lasts longer than the model's own clips is shown slower, and says so. Frames have the
        request's proportions. Raises GeneratorError for a scene too long, before anything loads, ReferenceError_ for a
        picture that cannot be read, and as Shooter."""
        card, settings = self.shooter.resident.card, self.shooter.settings
        assert card.fps is not None, "what films has a rate"
        length = length_of(request, self.rule, card.fps, card.name)
        size = drawn_size(request.width, request.height, settings.side or card.side, card.size_multiple)
        # Squeezed, not cropped: the frames are stretched back, and nothing is lost.
        picture = opaque(decode(artifacts.read(request.image))).resize(size, Image.Resampling.LANCZOS)
        ends = self._ends(request, picture)
        text = clip_text(request, camera=ends is None, heard=card.audio)
        first, last = (picture, None) if ends is None else (ends.first, ends.last)
        reel = self.shooter.shoot(Asked(text, first, last, size, length, request.seed))
        refuse_wrong(reel, length, card.name)
        width, height = unsqueezed(size, request.width, request.height)
        seconds = (request.frames + request.tail_frames) / request.fps
        tail_s = request.tail_frames / request.fps
        return Footage(
            _stretched(reel.frames, width, height),
            width,
            height,
            length.fps,
            notes=tuple(self._notes(size, length, ends)),
            degraded=tuple(self._degraded(request, length, text)),
            sound=None if reel.heard is None else recording_of(reel.heard, seconds, tail_s),
        )

    def use_less_memory(self) -> str:
        """See Thrifty."""
        return self.shooter.resident.use_less_memory()

    def leave_device(self) -> None:
        """See Leaving."""
        self.shooter.resident.leave_device()

    def _ends(self, request: ClipRequest, picture: Image.Image) -> Ends | None:
        asked = self.shooter.settings.camera
        wanted = asked == "last_frame" or (asked == "auto" and request.camera_missed)
        if not (wanted and self.shooter.resident.card.last_frame):
            return None
        return ends_of(picture, request.camera, request.frames, request.fps)

    def _notes(self, size: tuple[int, int], length: Length, ends: Ends | None) -> Iterator[str]:
        yield f"filmed at {size[0]} x {size[1]} px in {length.frames} frames"
        if ends is not None:
            yield "the camera is led by the clip's last frame"

    def _degraded(self, request: ClipRequest, length: Length, text: str) -> Iterator[str]:
        card = self.shooter.resident.card
        if length.slowed:
            seconds = (request.frames + request.tail_frames) / request.fps
            yield (
                f"{card.name} films {(self.rule.most or 0) / (card.fps or 1):.1f} s and the scene lasts {seconds:.1f} "
                f"s with its tail: its {length.frames} frames are shown at {length.fps} instead of {card.fps} a second"
            )
        if not self.shooter.fits(text):
            yield f"the text is longer than the model reads, its end was not seen: '{text}'"


def refuse_wrong(reel: Reel, length: Length, name: str) -> None:
    """Raises GeneratorError for frames that are not as many as asked for, or no numbers."""
    if len(reel.frames) != length.frames:
        raise GeneratorError(
            f"{name} made {len(reel.frames)} frames of {length.frames}: its folder holds another model than {name}, "
            "with another rule for frames"
        )
    if not np.isfinite(reel.frames).all():
        raise GeneratorError(f"the VAE of {name} made no numbers of finite latents: take another seed, or float32")


def _stretched(frames: NDArray[np.float32], width: int, height: int) -> Iterator[Pixels]:
    for frame in frames:
        whole = np.rint(np.clip(frame, 0, 1) * 255).astype(np.uint8)
        yield np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
