"""Herds: several of a kind side by side, out of step."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from videostudio.film.entity import Entity
from videostudio.generators.animatic.rigs.body import Body, Grade, Rig
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import times
from videostudio.generators.animatic.sprites import Matrix
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

MOST = 5
_COUNTS = {"two": 2, "pair": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
STEP = 0.74
"""How far neighbours are apart, as a share of their width."""
SIZES = (1.0, 0.9, 0.95, 0.86, 0.92)
LAG = 0.37
"""Seconds by which one is behind its neighbour."""


def count_of(entity: Entity) -> int:
    """How many an entity is, by its name and its aspects `count` and `number`: 1..5."""
    words = " ".join((entity.name, entity.aspect("count") or "", entity.aspect("number") or "")).lower()
    return max((_COUNTS.get(word, 1) for word in re.findall(r"[a-z]+|\d+", words)), default=1)


@dataclass(frozen=True)
class Together(Pose):
    """What each of a herd does; the herd itself stays where it is."""

    each: tuple[Pose, ...] = ()


@dataclass(frozen=True)
class Herd:
    """`count` of a rig; the first is the largest and stands in the front."""

    rig: Rig
    count: int

    @property
    def behind(self) -> float:
        """Share of the herd's width that lies behind its foremost member."""
        return 1 - 1 / (1 + STEP * (self.count - 1))

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        singles = [self.rig.picture(max(1, round(height * size))) for size in SIZES[: self.count]]
        step = STEP * singles[0].shape[1]
        lefts = [round(k * step) for k in range(self.count)]
        width = max(left + one.shape[1] for left, one in zip(lefts, singles, strict=True))
        sheet = np.zeros((height, width, 4), np.float32)
        for left, one in reversed(list(zip(lefts, singles, strict=True))):
            _over(sheet[height - one.shape[0] :, left : left + one.shape[1]], one)
        colours = sheet[..., :3] * 255 / np.maximum(sheet[..., 3:], 1)
        return np.asarray(np.rint(np.clip(np.dstack([colours, sheet[..., 3]]), 0, 255)), np.uint8)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        single = self.rig.picture(64)
        wide = single.shape[1] / single.shape[0]
        return Bodies(self.rig.body(height, grade), self.count, wide)


@dataclass(frozen=True)
class Bodies:
    """A herd on the stage; `wide` is the width of one, in its own heights."""

    body: Body
    count: int
    wide: float

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return Together(each=tuple(self._pose(motion, moment, k) for k in range(self.count)))

    def _pose(self, motion: str, moment: Moment, index: int) -> Pose:
        t = moment.t + (LAG * index if moment.speed == 0 else 0.0)
        size = SIZES[index]
        speed = moment.speed / size
        if moment.speed:
            # Who goes starts with the others and falls out of step by and by: feet stay where they are put.
            t *= 1 + 0.06 * index
            speed /= 1 + 0.06 * index
        toward = None if moment.toward is None else moment.toward / size
        return self.body.pose(motion, Moment(t, moment.p, speed, toward, moment.tall / size))

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        each = pose.each if isinstance(pose, Together) else (pose,)
        middle = STEP * self.wide * (len(each) - 1) / 2
        for index in reversed(range(len(each))):
            one, size = each[index], SIZES[index]
            turn = np.radians(one.lean)
            cosine, sine = size * np.cos(turn), size * np.sin(turn)
            x = STEP * self.wide * index - middle + size * one.along
            own = np.array([[cosine, -sine, x], [sine, cosine, -size * one.up]])
            self.body.draw(frame, one, times(place, own))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """Each would hold something else: nobody does."""
        return None


def _over(below: NDArray[np.float32], one: Pixels) -> None:
    alpha = one[..., 3:].astype(np.float32)
    below *= 1 - alpha / 255
    below[..., :3] += one[..., :3] * (alpha / 255)
    below[..., 3:] += alpha
