"""Wading: any body in water, of which what is below the water's line only shows through."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.sprites import Matrix
from videostudio.generators.animatic.yuv import Frame, Pixels

SEEN = 0.16
"""How much of what is under water shows."""
ROOM = 1.6
"""How far, in own heights, a body may reach to either side and below its foot."""
RIPPLE, LONG = 0.012, 0.42
"""Height and length of the ripples along the line, in own heights."""


@dataclass(frozen=True)
class Wading:
    """A body whose lowest `share` is under water when it stands; whoever jumps comes out of it."""

    body: Body
    share: float

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return self.body.pose(motion, moment)

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        tall = float(np.hypot(place[0, 0], place[1, 0]))
        line = float(place[1, 2]) + (pose.up - self.share) * tall
        height, width = frame.y.shape
        left, right = (int(min(max(place[0, 2] + side * ROOM * tall, 0), width)) // 2 * 2 for side in (-1, 1))
        top = int(min(max(line - RIPPLE * tall - 2, 0), height)) // 2 * 2
        bottom = int(min(max(line + ROOM * tall, 0), height)) // 2 * 2
        if right <= left or bottom <= top:
            self.body.draw(frame, pose, place)
            return
        whole = np.s_[top:bottom, left:right]
        half = np.s_[top // 2 : bottom // 2, left // 2 : right // 2]
        views = (frame.y[whole], frame.u[half], frame.v[half])
        before = [view.copy() for view in views]
        self.body.draw(frame, pose, place)
        columns = np.arange(left, right) + 0.5
        ripple = line + RIPPLE * tall * np.sin(2 * np.pi * (columns - place[0, 2]) / (LONG * tall))
        under = np.clip(np.arange(top, bottom)[:, None] + 0.5 - ripple, 0, 1).astype(np.float32)
        for view, old, share in zip(views, before, (under, under[::2, ::2], under[::2, ::2]), strict=True):
            _sink(view, old, share)

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body."""
        return self.body.grip(pose)


def _sink(view: Pixels, water: Pixels, under: NDArray[np.float32]) -> None:
    """Lets the water cover what was drawn, where it is `under` 0..1."""
    covered = view + (water.astype(np.float32) - view) * (under * (1 - SEEN))
    view[...] = np.rint(covered).astype(np.uint8)
