"""Generators of small pictures as generators of pictures of any size: they draw at the size they know, and a style
makes it large."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import cv2
import numpy as np

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.mini.styles import enlarged
from videostudio.generators.ports import EntityImager, Footage, Picture, SceneFilmer, SceneImager
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

Inner = TypeVar("Inner", EntityImager, SceneImager, SceneFilmer)


@dataclass(frozen=True)
class Upscaling:
    """`style` is one of STYLES, `side` the root of the area in px that the model draws at."""

    style: str
    side: int

    def small(self, width: int, height: int) -> dict[str, int]:
        """Sides in even numbers that the model is asked for instead: these, or as many times smaller as it takes."""
        shrunk = min(1.0, self.side / (width * height) ** 0.5)
        return {name: max(2, 2 * round(px * shrunk / 2)) for name, px in (("width", width), ("height", height))}

    def named(self, identity: Identity) -> Identity:
        """Who draws so."""
        return identity.model_copy(update={"switches": {**identity.switches, "upscale": self.style}})


@dataclass(frozen=True)
class _Upscaled(Generic[Inner]):
    """What is the same for all three: who draws, and what they can do."""

    inner: Inner
    upscaling: Upscaling

    @property
    def identity(self) -> Identity:
        return self.upscaling.named(self.inner.identity)

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities


@dataclass(frozen=True)
class UpscaledPortraits(_Upscaled[EntityImager]):
    """An EntityImager around one of small pictures."""

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager; a user's own picture stays as fine as it is. Raises as the inner one."""
        if request.entity.own_image is not None:
            return self.inner.shoot_reference(request, artifacts=artifacts)
        small = request.model_copy(update=self.upscaling.small(request.width, request.height))
        drawn = self.inner.shoot_reference(small, artifacts=artifacts)
        large = enlarged(
            np.ascontiguousarray(drawn.pixels[..., :3]), request.width, request.height, self.upscaling.style
        )
        if drawn.pixels.shape[2] == 4:
            alpha = cv2.resize(drawn.pixels[..., 3], large.shape[1::-1], interpolation=cv2.INTER_CUBIC)
            large = np.dstack([large, alpha])
        return replace(drawn, pixels=large)


@dataclass(frozen=True)
class UpscaledImager(_Upscaled[SceneImager]):
    """A SceneImager around one of small pictures. Their staging, in pixels of another size, is left out."""

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        """See SceneImager. Raises as the inner one."""
        small = request.model_copy(update=self.upscaling.small(request.width, request.height))
        drawn = self.inner.shoot_image(small, artifacts=artifacts)
        large = enlarged(drawn.pixels, request.width, request.height, self.upscaling.style)
        return replace(drawn, pixels=large, staging=None)


@dataclass(frozen=True)
class UpscaledFilmer(_Upscaled[SceneFilmer]):
    """A SceneFilmer around one of small RGB frames; each is enlarged when it is read."""

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer. Raises as the inner one."""
        small = request.model_copy(update=self.upscaling.small(request.width, request.height))
        footage = self.inner.shoot_clip(small, artifacts=artifacts)
        size = (request.width, request.height)
        return replace(footage, frames=self._large(footage.frames, *size), width=size[0], height=size[1])

    def _large(self, frames: Iterator[Pixels], width: int, height: int) -> Iterator[Pixels]:
        for frame in frames:
            yield enlarged(np.ascontiguousarray(frame), width, height, self.upscaling.style)
