"""The capability `locate`: where in a picture an entity may be. Knows no model.

A locator proposes; it is never believed about what is there. A region that was looked for under one entity's name is
compared with everybody's reference like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityId
from videostudio.film.identity import Identity
from videostudio.film.staging import Box, Staging

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Sight:
    """A picture, (H, W, 3) RGB, and what is known of it. The `staging`, if there is one, is of the clip's `first`
    picture, `at` frames before this one, which the `camera` moved on from at `fps`; of a scene image it is that
    picture itself. All pictures of a sight are of one size."""

    picture: Pixels
    staging: Staging | None = None
    first: Pixels | None = None
    at: int = 0
    camera: CameraMove = field(default_factory=CameraMove)
    fps: int = 24


@dataclass(frozen=True)
class Region:
    """A piece of a picture worth looking at. `hint` is whom it was proposed for, "" for anybody."""

    box: Box
    hint: EntityId | Literal[""] = ""


@runtime_checkable
class Locator(Protocol):
    """Proposes regions. The same sight gives the same regions."""

    @property
    def identity(self) -> Identity:
        """Everything about the locator that changes what it proposes."""
        ...

    def locate(self, sight: Sight, entities: Sequence[Entity]) -> tuple[Region, ...]:
        """Regions in which `entities` or second copies of them may be, the likeliest first. May be none. Raises
        ScorerError if the model behind it fails."""
        ...
