"""The roles a generator can play, and what passes through them.

A generator turns a request into pixels or sound. It takes no decisions, repeats nothing and encodes nothing; the
executor that calls it stores, conforms and counts. It runs in a worker process of its own.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest, MusicRequest, ReferenceRequest, SceneImageRequest, SoundRequest
from videostudio.film.staging import Staging
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Picture:
    """A still. `pixels`: (H, W, 3) RGB or (H, W, 4) RGBA with straight alpha, uint8.
    `notes` tell choices made on the way, `degraded` what fell short of the request; `money_milli` is what a server
    bills for it."""

    pixels: Pixels
    staging: Staging | None = None
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    money_milli: int = 0


@dataclass(frozen=True)
class Recording:
    """Sound, made while it is read: `blocks` are (n, 2) float32 in -1..1, 48 kHz stereo."""

    blocks: Iterator[Samples]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Footage:
    """Moving pictures, made while they are read. "rgb24" frames are (H, W, 3) uint8 RGB; "yuv420p" frames
    are (H * 3 / 2, W) uint8: the planes Y, U, V one below the other, BT.709, limited range. `beats_ms` is when feet
    come down or tools strike in it, ms from its start, as far as the filmer knows. `sound` is what is heard in it, from
    its start to the end of the tail, where the filmer makes sound too; it is read after the frames;
    `money_milli` is what a server bills for it."""

    frames: Iterator[Pixels]
    width: int
    height: int
    fps: int
    pixel_format: Literal["rgb24", "yuv420p"] = "rgb24"
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    beats_ms: tuple[int, ...] = ()
    sound: Recording | None = None
    money_milli: int = 0


@dataclass(frozen=True)
class SceneSound:
    """What is heard in a scene: where it is, and what is done there, if that makes a sound. Both begin with the
    scene and last to the end of its tail."""

    ambience: Recording
    effects: Recording | None = None
    notes: tuple[str, ...] = ()


class EntityImager(Protocol):
    """Text (or the user's own picture) -> reference image of one entity."""

    @property
    def identity(self) -> Identity: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """A picture of `request.width` x `request.height` px. Raises GeneratorError."""
        ...


class SceneImager(Protocol):
    """Event and references -> scene image, with its staging if the imager knows it."""

    @property
    def identity(self) -> Identity: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """A picture of `request.width` x `request.height` px. Raises GeneratorError."""
        ...


class SceneFilmer(Protocol):
    """Scene image, staging if there is one, action and camera -> frames."""

    @property
    def identity(self) -> Identity: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """Frames that last `request.frames + request.tail_frames` at `request.fps`; a backend with a rate or
        size of its own says so in the Footage and is conformed. Raises GeneratorError, also while read."""
        ...


class Composer(Protocol):
    """Place, action and mood -> the sound of scenes, and the music under a film."""

    @property
    def identity(self) -> Identity: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def make_sounds(self, request: SoundRequest) -> SceneSound:
        """Ambience and effects of one scene with its tail. Raises GeneratorError, also while read."""
        ...

    def make_music(self, request: MusicRequest) -> Recording:
        """Music that lasts exactly as long as its scenes. Raises GeneratorError, also while read."""
        ...


@runtime_checkable
class PortraitsTogether(Protocol):
    """An EntityImager that draws several requests in one pass."""

    @property
    def most_together(self) -> int:
        """How many one pass takes."""
        ...

    def pass_of(self, request: ReferenceRequest) -> Hashable:
        """What requests of one pass have in common."""
        ...

    def shoot_references(self, requests: Sequence[ReferenceRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """The pictures that `shoot_reference` would give, in order. Raises GeneratorError for all."""
        ...


@runtime_checkable
class ImagesTogether(Protocol):
    """A SceneImager that draws several requests in one pass."""

    @property
    def most_together(self) -> int:
        """How many one pass takes."""
        ...

    def pass_of(self, request: SceneImageRequest) -> Hashable:
        """What requests of one pass have in common. Nothing is read for it."""
        ...

    def shoot_images(self, requests: Sequence[SceneImageRequest], *, artifacts: Artifacts) -> Sequence[Picture]:
        """The pictures that `shoot_image` would give, in order. Raises GeneratorError for all."""
        ...


@runtime_checkable
class Thrifty(Protocol):
    """A generator that can do with less of its device's memory, at the cost of time."""

    def use_less_memory(self) -> str:
        """Goes one step down its ladder, for good; says what it does from here on, "" if it was at the end."""
        ...


@runtime_checkable
class Leaving(Protocol):
    """A generator that can make room for another model."""

    def leave_device(self) -> None:
        """Frees the device's memory; the next call loads again."""
        ...
