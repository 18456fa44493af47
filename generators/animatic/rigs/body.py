"""Rigs and bodies: what the stage needs to know of whatever acts on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.sprites import Matrix
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

Grade = Callable[[Pixels], Pixels]
"""Straight RGBA -> RGBA in the light of the stage."""


@dataclass(frozen=True)
class Lit:
    """A grade that rounds parts off, and its `flat` fellow for what lies on a part or turns round in one place."""

    rounded: Grade
    flat: Grade

    def __call__(self, rgba: Pixels) -> Pixels:
        return self.rounded(rgba)


def flat(grade: Grade) -> Grade:
    """A grade that leaves shapes as they are."""
    return grade.flat if isinstance(grade, Lit) else grade


class Body(Protocol):
    """A rig on the stage. Its own space has the foot at (0, 0), x ahead and y down; a body is 1 high."""

    def pose(self, motion: str, moment: Moment) -> Pose:
        """What it does in a motion of `motions.MOTIONS`."""
        ...

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """Draws it where `place` puts its own space, px; a mirrored matrix turns it round. `along`, `up` and
        `lean` of the pose are in `place` already, all else is its own business."""
        ...

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """Where it holds things, in its own space; None if it has no hand or mouth to hold with."""
        ...


@runtime_checkable
class Footed(Protocol):
    """A body with feet that cast shadows of their own."""

    def feet(self, pose: Pose) -> list[tuple[float, float]]:
        """The soles, in its own space."""
        ...


class Rig(Protocol):
    """A body as it is drawn: parts with straight alpha, in plain light, facing right."""

    def picture(self, height: int) -> Pixels:
        """It stands still: (height, w, 4) RGBA, trimmed, the foot on the lower edge. What a reference shows."""
        ...

    def body(self, height: float, grade: Grade) -> Body:
        """Ready to be drawn about `height` px high."""
        ...
