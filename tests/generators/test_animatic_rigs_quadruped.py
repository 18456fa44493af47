"""Four-legged animals: every breed answers every motion, paws stay where they stand, acts differ, colours show."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from videostudio.generators.animatic.art import installed
from videostudio.generators.animatic.art.artwork import face
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.outlines import differing
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.quadruped.acts import ACTS, act_of
from videostudio.generators.animatic.rigs.quadruped.beast import LEGS, Beast, skeleton_of
from videostudio.generators.animatic.rigs.quadruped.breed import breed_of
from videostudio.generators.animatic.rigs.quadruped.coat import Coat, head_art
from videostudio.generators.animatic.rigs.quadruped.rig import Quadruped
from videostudio.generators.animatic.rigs.quadruped.stance import Who
from videostudio.generators.animatic.yuv import Frame

TALL, FPS = 300.0, 24
"""Px of a figure's height in a frame of 1280 x 720, and frames a second."""
LABELS = (
    "fox",
    "cat",
    "horse",
    "cow",
    "pig",
    "elephant",
    "giraffe",
    "rabbit",
    "mouse",
    "turtle",
    "dragon",
    "crocodile",
)
SAME = {("idle", "still"), ("roll", "spin"), ("float", "handed"), ("float", "thrown"), ("handed", "thrown")}
SAME |= {("cheer", "found"), ("drive", "kart"), ("dinghy", "sail"), ("built", "grow"), ("erupt", "explode")}
SAME |= {("angle", "fish"), ("bob", "swim")}
"""Motions that only things make, or that differ in what carries whom."""
APART = 1.2
"""Least mean difference of two acts, in degrees of a joint or hundredths of a height."""


def who(label: str) -> Who:
    breed = breed_of(label)
    assert breed is not None
    return Who(breed, breed.high + breed.deep + 0.8 * breed.neck + 12)


def beast(label: str, **changes: object) -> Beast:
    breed = breed_of(label)
    assert breed is not None
    coat = {
        "art": '<circle cx="36" cy="36" r="30" fill="#d07030"/>',
        "fur": "#d07030",
        "soft": "#ffeedd",
        "ink": "#503020",
        "legs": "#d07030",
        "shell": "#208060",
        "lids": tuple("#d07030" for _ in breed.head.eyes),
    }
    return Beast(breed, Coat(**(coat | changes)))  # type: ignore[arg-type]


def at(label: str, motion: str, t: float, length: float = 4.0) -> Pose:
    speed = MOTIONS[motion].travel * 1280 / TALL / length
    return act_of(motion)(Moment(t, t / length, speed), who(label)).pose()


def test_every_motion_has_an_act_and_unknown_ones_fall_back() -> None:
    assert set(MOTIONS) <= set(ACTS)
    assert act_of("xylophonize") is ACTS["idle"]


@pytest.mark.parametrize("motion", sorted(ACTS))
def test_an_act_begins_the_same_at_any_speed_and_never_freezes(motion: str) -> None:
    act, fox = ACTS[motion], who("fox")
    assert act(Moment(0, 0, 0.2), fox).pose() == act(Moment(0, 0, 0.9), fox).pose()
    poses = [at("fox", motion, 0.31 * step) for step in range(40)]
    for before, after in pairwise(poses):
        assert before != after
    assert all(math.isfinite(turn) for pose in poses for turn in pose.turns.values())


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("motion", ["walk", "run", "sneak", "follow", "chase", "flee", "crawl", "push"])
def test_a_paw_that_stands_moves_less_than_two_pixels_against_the_ground(label: str, motion: str) -> None:
    own = who(label)
    skeleton = skeleton_of(own.breed, own.units)
    length = 4.0
    speed = MOTIONS[motion].travel * 1280 / TALL / length
    sole = own.breed.sole / own.units
    last: dict[str, tuple[float, float]] = {}
    stood = 0
    for frame in range(int(length * FPS)):
        t = frame / FPS
        stance = act_of(motion)(Moment(t, t / length, speed), own)
        joints = skeleton.affines(stance.pose())
        for leg in LEGS:
            down = stance.feet[leg][1] == 0
            x, y = joints[f"{leg}-foot"][2] + speed * t, joints[f"{leg}-foot"][5] + sole
            if down:
                assert abs(y) * TALL < 2
                if leg in last:
                    assert abs(x - last[leg][0]) * TALL < 2
                    stood += 1
                last.setdefault(leg, (x, y))
            else:
                last.pop(leg, None)
    assert stood > 20


def test_acts_differ_in_what_limbs_and_body_do() -> None:
    """Prints the two acts that are most alike."""
    tracks = {}
    for motion in MOTIONS:
        rows = []
        for t in np.arange(0.4, 3.8, 0.11):
            pose = at("fox", motion, float(t))
            box = [100 * v for v in (pose.along, pose.up, pose.wide - 1, pose.tall - 1, *pose.shifts["trunk"])]
            rows.append([*(pose.turns[part] for part in sorted(pose.turns)), pose.lean, *box])
        tracks[motion] = np.array(rows)
    apart = {
        (a, b): float(np.abs(tracks[a] - tracks[b]).mean())
        for a, b in combinations(sorted(MOTIONS), 2)
        if (a, b) not in SAME
    }
    least = min(apart, key=lambda pair: apart[pair])
    print(f"least apart: {least} {apart[least]:.2f}")
    assert apart[least] > APART


def test_a_head_that_is_lowered_reaches_the_ground() -> None:
    for label in LABELS:
        own = who(label)
        joints = skeleton_of(own.breed, own.units).affines(at(label, "eat", 1.0))
        standing = skeleton_of(own.breed, own.units).affines(at(label, "idle", 1.0))
        assert joints["head"][5] > standing["head"][5] + 0.1


def test_colours_clothes_and_hats_show() -> None:
    plain, red, crowned = (
        Quadruped(beast("fox", **changes)).picture(120) for changes in ({}, {"fur": "#2040d0"}, {"wears": ("crown",)})
    )
    assert plain.shape[0] == crowned.shape[0] == 120
    assert plain.shape == red.shape
    assert red[..., 2].sum() > 1.3 * plain[..., 2].sum()
    assert Quadruped(beast("fox", wears=("crown",))).who.units > Quadruped(beast("fox")).who.units + 2
    assert crowned.shape != plain.shape


@pytest.mark.parametrize("label", LABELS)
def test_a_body_draws_itself_and_holds_things_in_its_mouth(label: str) -> None:
    rig = Quadruped(beast(label))
    body = rig.body(80, lambda rgba: rgba)
    for motion in ("walk", "sleep", "cheer", "leave"):
        frame = Frame.blank(320, 240)
        frame.buffer[:] = 128
        pose = body.pose(motion, Moment(1.1, 0.3, 0.8))
        body.draw(frame, pose, np.array([[80.0, 0, 150], [0, 80.0, 200]]))
        assert (frame.y != 128).sum() > 300
        grip = body.grip(pose)
        assert grip is not None
        assert -2 < grip[1] < 0.3
    joints = body.feet(body.pose("idle", Moment(1, 0.2)))  # type: ignore[attr-defined]
    assert max(abs(y) for _, y in joints) < 0.02


@pytest.mark.parametrize("motion", ["hide", "dig", "write"])
def test_a_bare_pose_is_without_what_the_act_brings_along(motion: str) -> None:
    body = Quadruped(beast("fox")).body(80, lambda rgba: rgba)
    pose = body.pose(motion, Moment(0.4, 0.1))
    drawn = []
    for one in (pose, pose.bare()):
        frame = Frame.blank(320, 240)
        frame.buffer[:] = 0
        body.draw(frame, one, np.array([[80.0, 0, 150], [0, 80.0, 200]]))
        drawn.append(frame)
    assert differing(*drawn).sum() > 60
    assert pose.bare().bare() == pose.bare()
    walking = body.pose("walk", Moment(0.4, 0.1))
    assert walking.bare() is walking


@pytest.mark.parametrize("label", ["fox", "cat", "rabbit", "horse", "mouse"])
def test_a_scarf_is_seen_whichever_way_the_head_looks(label: str) -> None:
    worn, bare = (
        Quadruped(beast(label, wears=wears, scarf="#1020f0")).picture(120).astype(int) for wears in (("scarf",), ())
    )
    blue, none = (
        float(((p[..., 2] > p[..., 0] + 60) & (p[..., 3] > 200)).sum() / (p[..., 3] > 200).sum()) for p in (worn, bare)
    )
    assert blue > 0.012
    assert none < 0.001


def test_a_dragon_has_the_face_on_its_neck_and_not_all_of_the_dragon() -> None:
    fluent, breed = installed().get("fluent"), breed_of("dragon")
    if fluent is None:
        pytest.skip("Fluent Emoji is not installed")
    assert breed is not None
    assert face("dragon face", fluent) in head_art(breed.head, fluent, None)
