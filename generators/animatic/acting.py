"""Acting: placed figures moved by their motions and seen by the camera, frame by frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.marks import Mark
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import times
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame

FADE = 1.4
"""Heights above the ground after which a shadow is gone."""


@dataclass(frozen=True)
class Actor:
    """One figure on the stage: `height` px high in frame 0, (`x`, `foot`) is its foot there and `shade` the ground
    below it, all px. `ahead` is +1 or -1 (right, left) for where it goes, `side` for how its body is turned,
    `travel` px a scene. `toward` and `tall` see Moment."""

    body: Body
    shadow: Sprite | None
    motion: str
    x: float
    foot: float
    shade: float
    height: float
    ahead: int
    side: int
    travel: float
    beat: float
    toward: float | None = None
    tall: float = 1.0
    mark: Mark | None = None

    def pose(self, seconds: float, share: float, length: float) -> Pose:
        """The pose at that moment of a scene of `length` s; `beat` keeps a crowd from moving in step."""
        speed = self.travel / self.height / length
        return self.body.pose(self.motion, Moment(seconds + self.beat, share, speed, self.toward, self.tall))


@dataclass(frozen=True)
class Troupe:
    """All actors, in the order in which they are drawn, under one camera. `frames` is the scene's film time."""

    actors: Sequence[Actor]
    lens: Lens
    frames: int

    def draw(self, frame: Frame, at: int) -> None:
        """Draws everyone at frame number `at`, shadows first."""
        length = self.frames / self.lens.fps
        poses = [actor.pose(at / self.lens.fps, at / self.frames, length) for actor in self.actors]
        camera = self._camera(at)
        for actor, pose in zip(self.actors, poses, strict=True):
            if actor.shadow is not None:
                actor.shadow.draw(frame, times(camera, _shadow_matrix(actor, pose, at / self.frames)))
        for actor, pose in zip(self.actors, poses, strict=True):
            actor.body.draw(frame, pose, times(camera, _matrix(actor, pose, at / self.frames)))
        for actor, pose in zip(self.actors, poses, strict=True):
            if actor.mark is not None:
                self._mark(frame, actor, actor.mark, pose, at)

    def _mark(self, frame: Frame, actor: Actor, mark: Mark, pose: Pose, at: int) -> None:
        sprite, camera = mark.sprite(), self._camera(at)
        for x, y, size in mark.copies(at / self.lens.fps):
            scale = size * actor.height / sprite.height
            middle = actor.x + actor.ahead * (actor.travel * at / self.frames + (pose.along + x) * actor.height)
            corner = np.array([middle, actor.foot - y * actor.height]) - scale * sprite.height / 2
            sprite.draw(frame, times(camera, np.array([[scale, 0.0, corner[0]], [0.0, scale, corner[1]]])))

    def _camera(self, at: int) -> Matrix:
        (dx, dy), scale = self.lens.shift(at), self.lens.scale(at)
        x, y = self.lens.width / 2, self.lens.height / 2
        return np.array([[scale, 0.0, x - scale * x + dx], [0.0, scale, y - scale * y + dy]])


def _matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    """The body's own space -> frame px before the camera."""
    x = actor.x + actor.ahead * (actor.travel * share + pose.along * actor.height)
    y = actor.foot - pose.up * actor.height
    turn = np.radians(actor.ahead * pose.lean)
    cosine, sine = np.cos(turn) * actor.height, np.sin(turn) * actor.height
    return np.array([[cosine * actor.side, -sine, x], [sine * actor.side, cosine, y]])


def _shadow_matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    assert actor.shadow is not None
    high = max(0.0, pose.up + (actor.shade - actor.foot) / actor.height)
    size = max(0.25, 1 - high / FADE)
    x = actor.x + actor.ahead * (
        actor.travel * share + (pose.along + 0.5 * np.sin(np.radians(pose.lean))) * actor.height
    )
    wide = size * min(1.3, max(abs(pose.wide), 0.4))
    at = np.array([x - wide * actor.shadow.width / 2, actor.shade - size * actor.shadow.height * 0.55])
    return np.array([[wide, 0.0, at[0]], [0.0, size, at[1]]])
