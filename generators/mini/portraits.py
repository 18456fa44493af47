"""Pictures of figures that are drawn on plain ground, at the size that the model knows, and cut out of it."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from videostudio.film.entity import EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.mini.plain_ground import GROUND, keyed
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.ports import Picture
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

ROOM = 0.06
"""Of its longer side that a figure has around it."""
CODE_VERSION = 1
"""Raise it whenever the same request gives other pixels."""


@dataclass(frozen=True)
class PlainPortraits:
    """An EntityImager around `inner`, which draws figures at `width` x `height` px whatever is asked for. A place fills
    its picture, as ever."""

    inner: BasePortraits
    width: int
    height: int

    @property
    def identity(self) -> Identity:
        """The inner one's, which cuts out what it draws at another size."""
        inner = self.inner.identity
        plain = {"plain_ground": f"{CODE_VERSION} {self.width}x{self.height}"}
        return inner.model_copy(update={"switches": {**inner.switches, **plain}})

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        """See EntityImager. A figure's picture has alpha, unless it cannot be told from its ground: then the picture is
        degraded. Raises as the inner one."""
        entity = request.entity
        if entity.own_image is not None or entity.kind is EntityKind.PLACE:
            return self.inner.shoot_reference(request, artifacts=artifacts)
        small = request.model_copy(update={"width": self.width, "height": self.height})
        drawn = self.inner.shoot_reference(small, artifacts=artifacts)
        alpha = keyed(drawn.pixels)
        if alpha is None:
            pixels = _resized(drawn.pixels, request)
            told = f"the picture of '{entity.name}' shows no figure that can be told from its ground"
            return replace(drawn, pixels=pixels, degraded=(*drawn.degraded, told))
        return replace(drawn, pixels=_resized(np.dstack([drawn.pixels, alpha]), request))


def _resized(picture: Pixels, request: ReferenceRequest) -> Pixels:
    """What is there of the figure in the middle of the request's size, on the ground that it was drawn on."""
    alpha = picture[..., 3] if picture.shape[2] == 4 else np.full(picture.shape[:2], 255, np.uint8)
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    part = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = min(request.width / part.shape[1], request.height / part.shape[0]) / (1 + 2 * ROOM)
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    found = np.full((request.height, request.width, 3), GROUND, np.uint8)
    if picture.shape[2] == 4:
        found = np.dstack([found, np.zeros(found.shape[:2], np.uint8)])
    top, left = (request.height - size[1]) // 2, (request.width - size[0]) // 2
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    found[top : top + size[1], left : left + size[0]] = cv2.resize(part, size, interpolation=how)
    return found
