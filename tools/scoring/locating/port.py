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

LARGEST = 1.6
"""How much longer than a box what is seen of its figure can be."""


class Placed(NamedTuple):
    """Whose place it is: the `box` in the clip's first picture, and where in it they are `seen` and have `things`, if
    the imager told."""

    entity: EntityId
    box: Box
    seen: Box | None = None
    things: tuple[Box, ...] = ()

    @property
    def where(self) -> Box:
        """Where they are seen; the box, where that is not known or has far more in it: a train comes with its rails."""
        sides = [max(box.width, box.height) for box in (self.seen or self.box, self.box)]
        return self.seen if self.seen is not None and sides[0] < LARGEST * sides[1] else self.box

    @property
    def lies(self) -> bool:
        """Whether who would stand here is seen lying."""
        return self.seen is not None and self.box.height > self.box.width and self.seen.width > self.seen.height


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
        width = self.picture.shape[1]
        found = []
        for placement in self.staging.placements:
            box, seen, things = placement.box, placement.seen, placement.things
            scale = width / self.staging.width
            here = tuple(regions.scaled(thing, scale) for thing in things)
            seen = seen and regions.scaled(seen, scale)
            found.append(Placed(placement.entity_id, regions.scaled(box, scale), seen, here))
        return tuple(found)

    def now(self, box: Box) -> Box:
        """Where the camera alone has moved a box of the first picture."""
        height, width = self.picture.shape[:2]
        return regions.moved(box, self.camera, self.at, width=width, height=height, fps=self.fps)


@dataclass(frozen=True)
class Region:
    """A piece of a picture worth looking at. `hint` is whom it was proposed for, "" for anybody. Of who lies it is the
    head, upright after so many quarter `turns` to the left; 0 for whole figures."""

    box: Box
    hint: EntityId | Literal[""] = ""
    turns: int = 0


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
