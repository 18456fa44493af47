"""What people do: every act its own motion, feet that stay where they stand, pairs that meet."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.person.acts import ACTS
from videostudio.generators.animatic.rigs.person.acts.gaits import TOE
from videostudio.generators.animatic.rigs.person.build import ANKLE
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.face import EXPRESSIONS
from videostudio.generators.animatic.rigs.person.painter import figure_for
from videostudio.generators.animatic.rigs.person.pieces import PIECES
from videostudio.generators.animatic.rigs.person.props import PROPS
from videostudio.generators.animatic.rigs.person.rig import HELD, Person
from videostudio.generators.animatic.rigs.pose import Moment, Pose

WHO = Person(Design()).who
TALL, FPS = 304.0, 24
"""Px of a figure's height in a frame of 1280 x 720, and frames a second."""
SAME = {("idle", "still"), ("follow", "walk"), ("roll", "spin"), ("spin", "thrown"), ("roll", "thrown")}
SAME |= {("cheer", "found"), ("float", "handed"), ("built", "idle"), ("built", "still"), ("erupt", "explode")}
SAME |= {("angle", "fish"), ("bob", "swim")}
"""Motions that only things make, or that differ in who else is on the stage."""
LIMBS = (
    "spine",
    "neck",
    "near-upper",
    "near-fore",
    "far-upper",
    "far-fore",
    "near-thigh",
    "near-shin",
    "far-thigh",
    "far-shin",
)


def at(motion: str, t: float, length: float = 4.0, **more: float) -> Pose:
    speed = MOTIONS[motion].travel * 1280 / TALL / length
    return ACTS[motion](Moment(t, t / length, speed, **more), WHO).pose()


def test_everybody_knows_every_motion() -> None:
    assert set(MOTIONS) <= set(ACTS)
    assert len(set(ACTS.values())) >= 60


@pytest.mark.parametrize("motion", sorted(ACTS))
def test_an_act_begins_the_same_however_long_the_scene_and_never_freezes(motion: str) -> None:
    assert ACTS[motion](Moment(0, 0, 0.2), WHO).pose() == ACTS[motion](Moment(0, 0, 0.7), WHO).pose()
    poses = [at(motion, 0.37 * step) for step in range(60)] if motion in MOTIONS else []
    for before, after in pairwise(poses):
        assert before.turns != after.turns or before.shifts != after.shifts or before.up != after.up
    for pose in poses:
        assert abs(pose.along) <= 1
        assert -0.1 <= pose.up <= 1.6
        assert all(math.isfinite(turn) for turn in pose.turns.values())


@pytest.mark.parametrize("motion", sorted(ACTS))
def test_faces_and_things_of_an_act_exist(motion: str) -> None:
    for step in range(40):
        faces = ACTS[motion](Moment(0.17 * step, 0.04 * step), WHO).pose().faces
        assert faces["face"] in EXPRESSIONS
        assert all(faces[part] in ("", "-") or faces[part] in PROPS or faces[part] in PIECES for part in HELD)


def limbs(motion: str, t: float) -> np.ndarray:
    pose = at(motion, t)
    turned = [math.radians(pose.turns[name]) for name in LIMBS]
    root = [
        math.radians(pose.lean - pose.turns["pelvis"]),
        4 * pose.up,
        4 * pose.shifts["pelvis"][1],
        4 * (pose.tall - 1),
        2 * (pose.wide - 1),
    ]
    return np.array([*np.cos(turned), *np.sin(turned), *root])


def test_every_pair_of_actions_differs() -> None:
    moments = np.arange(0.4, 3.6, 0.2)
    motions = {name: np.array([limbs(name, t) for t in moments]) for name in MOTIONS}
    near = []
    for one, other in combinations(sorted(motions), 2):
        if (one, other) in SAME:
            continue
        apart = np.linalg.norm(motions[one][:, None] - motions[other][None], axis=2)
        near.append((float(max(apart.min(axis=0).mean(), apart.min(axis=1).mean())), one, other))
    near.sort()
    print("nearest pairs of actions (joint distance):", near[:5])
    assert near[0][0] > 0.25


@pytest.mark.parametrize("age", ["adult", "child", "old"])
@pytest.mark.parametrize("motion", ["walk", "run", "sneak", "leave", "chase", "carry", "push", "flee"])
def test_a_planted_foot_stays_where_it_is(motion: str, age: str) -> None:
    person = Person(Design(age=age))
    skeleton, who = figure_for(person.design).skeleton, person.who
    length, speed = 4.0, MOTIONS[motion].travel * 1280 / TALL / 4.0
    worst, planted = 0.0, 0
    for side in ("near-foot", "far-foot"):
        stood: float | None = None
        for frame in range(int(length * FPS)):
            t = frame / FPS
            pose = ACTS[motion](Moment(t, t / length, speed), who).pose()
            a = skeleton.affines(pose)[side]
            x, y = a[0] * TOE + a[1] * ANKLE + a[2], a[3] * TOE + a[4] * ANKLE + a[5]
            if y < -0.8 / TALL:
                stood = None
                continue
            place = (x + speed * t + pose.along) * TALL
            stood = place if stood is None else stood
            worst, planted = max(worst, abs(place - stood)), planted + 1
    print(f"{motion} {age}: a planted foot moves {worst:.2f} px in {planted} frames")
    assert planted > 20
    assert worst < 2.0


@pytest.mark.parametrize(
    ("motion", "gap"), [("hug", 0.3), ("argue", 0.7), ("fight", 0.6), ("give", 0.6), ("talk", 0.75)]
)
def test_two_meet(motion: str, gap: float) -> None:
    other = MOTIONS[motion].also
    one, two = at(motion, 1.6, toward=1.4), at(other, 1.6, toward=1.4)
    assert 0 < 1.4 - one.along - two.along < gap
    assert at(motion, 0.0, toward=1.4).along == 0
