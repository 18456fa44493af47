"""Cut-outs: one stiff picture that is moved, leaned and stretched. For things, and for pictures we did not draw."""

from dataclasses import dataclass

import numpy as np

from videostudio.generators.animatic.rigs import cutout_acts
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame


@dataclass(frozen=True)
class Cutout:
    """A sprite as a body; its lower middle is the foot, and it is as high as the body."""

    sprite: Sprite

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return cutout_acts.act_of(motion)(moment.t, moment.p)

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        size = 1 / self.sprite.height
        stretch = np.array([[size * pose.wide, 0.0], [0.0, size * pose.tall]])
        linear = place[:, :2] @ stretch
        foot = np.array([self.sprite.width / 2, self.sprite.height])
        self.sprite.draw(frame, np.column_stack([linear, place[:, 2] - linear @ foot]))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """Stiff pictures hold nothing."""
        return None
