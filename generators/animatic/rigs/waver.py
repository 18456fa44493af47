"""An arm for what has none: a ghost, a balloon or a lantern that waves puts out a white-gloved hand."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from videostudio.generators.animatic.rigs.body import Body, Grade, Rig
from videostudio.generators.animatic.rigs.person.ink import Ink, line, oval, shape
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.sheet import Item, painted
from videostudio.generators.animatic.rigs.skeleton import Picture, sprite_affine
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

ARM = "arm"
WAVES = frozenset(("wave",))
PX = 260.0
"""Px per own height at which the arm is painted."""
SHOULDER = (0.34, 0.5)
"""Where the arm begins: share of the width ahead of the middle, and own heights above the foot."""


@dataclass(frozen=True)
class Waver:
    """A rig that waves with an arm; `wide` is in own heights."""

    rig: Rig
    wide: float

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        return self.rig.picture(height)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        arm = _arm()
        return WaverBody(self.rig.body(height, grade), self.wide, Sprite.of(grade(arm.rgba), *arm.rgba.shape[1::-1]))


@dataclass(frozen=True)
class WaverBody:
    """The same on the stage."""

    body: Body
    wide: float
    arm: Sprite

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body: `turns` of the arm, which is seen while it waves."""
        pose = self.body.pose(motion, moment)
        if motion not in WAVES:
            return pose
        swing = 46 + 24 * math.sin(2 * math.pi * 1.5 * moment.t)
        return replace(pose, turns={**pose.turns, ARM: swing})

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        self.body.draw(frame, pose, place)
        if ARM not in pose.turns:
            return
        turn, arm = math.radians(pose.turns[ARM]), _arm()
        cosine, sine = math.cos(turn), math.sin(turn)
        x, y = SHOULDER[0] * self.wide * pose.wide, -SHOULDER[1] * pose.tall
        a, b, u, c, d, v = (float(value) for value in place.reshape(6))
        own = sprite_affine((a, b, u, c, d, v), (cosine, -sine, x, sine, cosine, y), arm.x, arm.y, PX)
        self.arm.draw(frame, np.array(own).reshape(2, 3))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body."""
        return self.body.grip(pose)


@lru_cache(maxsize=1)
def _arm() -> Picture:
    """A short arm that points up from its shoulder at (0, 0), with an open hand and two lines beside it."""
    ink = Ink()
    glove = ink.ball("#ffffff", "#f4f1fa", "#cfc8de")
    fingers = "".join(
        oval(x, y, 0.026, 0.05, glove, turn=turn)
        for x, y, turn in ((-0.055, -0.335, -24), (0.0, -0.36, 0), (0.055, -0.335, 24))
    )
    hand = fingers + oval(0.075, -0.25, 0.024, 0.045, glove, turn=70) + oval(0.0, -0.27, 0.07, 0.07, glove)
    sleeve = line("M0,0V-0.2", "#b9b1cc", 0.075) + line("M0,0V-0.2", "#f4f1fa", 0.055)
    cuff = shape("M-0.055,-0.21H0.055V-0.175H-0.055Z", "#d9d3ea", "#9a92b0", 0.008)
    swish = line("M0.15,-0.38Q0.19,-0.31 0.18,-0.24M-0.15,-0.38Q-0.19,-0.31 -0.18,-0.24", "#f7b733", 0.02)
    picture = painted([Item(sleeve + hand + cuff + swish, (-0.3, -0.5, 0.6, 0.6))], "".join(ink.defs), PX)[0]
    assert picture is not None
    return picture
