"""Several people of one name: different puppets side by side, acting slightly out of step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import cv2
import numpy as np

from videostudio.generators.animatic.rigs.body import Body, Grade
from videostudio.generators.animatic.rigs.person.figure import top_of
from videostudio.generators.animatic.rigs.person.rig import Person
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import times
from videostudio.generators.animatic.sprites import Matrix
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

T = TypeVar("T")

APART = 0.47
"""Own heights from one to the next."""
STEP = 0.17
"""Seconds by which each is behind the one before."""
SHARES = {"child": 0.72, "young": 0.97, "adult": 1.0, "old": 0.95}
"""Heights of people beside each other."""


@dataclass(frozen=True)
class Crowd(Pose):
    """The pose of several: `each` in the order of the group."""

    each: tuple[Pose, ...] = ()

    def without(self, names: frozenset[str]) -> "Crowd":
        """See Pose."""
        return replace(self, each=tuple(pose.without(names) for pose in self.each))


@dataclass(frozen=True)
class Group:
    """A rig of 2 to 5 people."""

    people: tuple[Person, ...]

    def places(self) -> list[tuple[float, float, float]]:
        """Of each: x and y of the foot and the height, in heights of the group; far ones first."""
        sizes = [SHARES[p.design.age] * (100 + top_of(p.design)) for p in self.people]
        tallest, middle = max(sizes), (len(sizes) - 1) / 2
        return [
            ((i - middle) * APART * (0.86 if len(sizes) > 3 else 1.0), -0.045 * ((i + 1) % 2), size / tallest)
            for i, size in enumerate(sizes)
        ]

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        places = self.places()
        shots = [p.picture(max(8, round(height * size))) for p, (_, _, size) in zip(self.people, places, strict=True)]
        left = min(x * height - s.shape[1] / 2 for s, (x, _, _) in zip(shots, places, strict=True))
        right = max(x * height + s.shape[1] / 2 for s, (x, _, _) in zip(shots, places, strict=True))
        high = max(s.shape[0] - round(y * height) for s, (_, y, _) in zip(shots, places, strict=True))
        sheet = np.zeros((high, round(right - left) + 2, 4), np.float32)
        for shot, (x, y, _) in _far_first(shots, places):
            top, at = high + round(y * height) - shot.shape[0], round(x * height - shot.shape[1] / 2 - left)
            part = sheet[max(top, 0) : top + shot.shape[0], at : at + shot.shape[1]]
            over = shot[-part.shape[0] :, : part.shape[1]].astype(np.float32)
            alpha = over[..., 3:] / 255
            part *= 1 - alpha
            part += np.concatenate([over[..., :3] * alpha, over[..., 3:]], axis=2)
        straight = np.concatenate([sheet[..., :3] * 255 / np.maximum(sheet[..., 3:], 1), sheet[..., 3:]], axis=2)
        return np.asarray(cv2.convertScaleAbs(straight), np.uint8)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        return GroupBody(
            self, tuple(p.body(height * s, grade) for p, (_, _, s) in zip(self.people, self.places(), strict=True))
        )


@dataclass(frozen=True)
class GroupBody:
    """A group on the stage."""

    group: Group
    bodies: tuple[Body, ...]

    def pose(self, motion: str, moment: Moment) -> Crowd:
        """See Body. Who goes keeps in step with the stage; all others are a little late. `toward` is how far the
        foremost has to go: all go as far."""
        travels = moment.speed > 0
        each = []
        for i, (body, (_, _, size)) in enumerate(zip(self.bodies, self.group.places(), strict=True)):
            late = 0.0 if travels else STEP * i
            toward = None if moment.toward is None else moment.toward / size
            own = replace(moment, t=moment.t + late, speed=moment.speed / size, toward=toward, tall=moment.tall / size)
            each.append(body.pose(motion, own))
        return Crowd(each=tuple(each))

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        poses = pose.each if isinstance(pose, Crowd) else (pose,) * len(self.bodies)
        for (body, own), spot in _far_first(list(zip(self.bodies, poses, strict=True)), self.group.places()):
            body.draw(frame, own, times(place, _local(own, spot)))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body: the hand of whoever goes first, and so gets there first."""
        if not isinstance(pose, Crowd):
            return None
        index = len(self.bodies) - 1
        held = self.bodies[index].grip(pose.each[index])
        if held is None:
            return None
        a = _local(pose.each[index], self.group.places()[index])
        x, y = a[:, :2] @ np.array(held) + a[:, 2]
        return float(x), float(y)

    def feet(self, pose: Pose) -> list[tuple[float, float]]:
        """See Footed: one spot below each."""
        return [(x, y) for x, y, _ in self.group.places()]


def _local(pose: Pose, spot: tuple[float, float, float]) -> Matrix:
    """One of a group: its own space -> the group's, its own way, rise and lean included."""
    x, y, size = spot
    turn = np.radians(pose.lean)
    c, s = np.cos(turn) * size, np.sin(turn) * size
    return np.array([[c, -s, x + pose.along * size], [s, c, y - pose.up * size]])


def _far_first(
    items: list[T], places: Sequence[tuple[float, float, float]]
) -> list[tuple[T, tuple[float, float, float]]]:
    return sorted(zip(items, places, strict=True), key=lambda pair: pair[1][1])
