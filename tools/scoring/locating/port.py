"""The capability `locate`: where in a picture an entity may be. Knows no model.

A locator proposes; it is never believed about what is there. A region that was looked for under one entity's name is
compared with everybody's reference like any other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityId
from videostudio.film.identity import Identity
from videostudio.film.staging import Box, Staging
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions


class Placed(NamedTuple):
    """Whose place it is, the `box` in the clip's first picture, and where the camera alone would have left it `now`."""

    entity: EntityId
    box: Box
    now: Box


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

    @property
    def placed(self) -> tuple[Placed, ...]:
        """All placements of the staging, in px of the picture; none without a staging."""
        if self.staging is None:
            return ()
        height, width = self.picture.shape[:2]
        found = []
        for placement in self.staging.placements:
            box = regions.scaled(placement.box, width / self.staging.width)
            now = regions.moved(box, self.camera, self.at, width=width, height=height, fps=self.fps)
            found.append(Placed(placement.entity_id, box, now))
        return tuple(found)


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
