"""How animals get on: on four legs, in hops, through water and air."""

from dataclasses import replace
from math import cos, degrees, pi, sin

from videostudio.generators.animatic.rigs.creature.beast_poses import FRONT, HIND, Shifts, hopping, posed, stepping
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, spell, squash, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.creature.gait import RUN, SNEAK, WALK
from videostudio.generators.animatic.rigs.pose import Moment, Pose


def walk(m: Moment, b: Build) -> Pose:
    if b.hops:
        return hopping(m, b)
    beat = replace(WALK, reach=WALK.reach * b.leg).stride(m.speed)
    going = ease(m.t * 3)
    shifts = stepping(m, b, WALK)
    shifts["trunk"] = (0.0, going * 0.022 * wave(m.t, 2 / beat) * b.leg / 0.35)
    return posed(
        b,
        trunk=going * 1.2 * wave(m.t, 1 / beat),
        head=going * 4.5 * wave(m.t - 0.12, 2 / beat),
        tail=10 * wave(m.t, 1 / beat),
        shifts=shifts,
        legs="step",
    )


def run(m: Moment, b: Build) -> Pose:
    if b.hops:
        return hopping(m, b, high=1.5, quick=1.25)
    beat = replace(RUN, reach=RUN.reach * b.leg).stride(m.speed)
    going = ease(m.t * 3.5)
    shifts = stepping(m, b, RUN, bounds=True)
    shifts["trunk"] = (0.0, going * b.leg * (0.16 * hop(m.t, 2 / beat) - 0.10))
    return posed(
        b,
        trunk=going * 6 * wave(m.t, 1 / beat),
        head=going * (-8 * wave(m.t - 0.08, 1 / beat) + 5),
        tail=going * (16 + 9 * wave(m.t, 2 / beat)),
        shifts=shifts,
        legs="step",
    )


def flee(m: Moment, b: Build) -> Pose:
    pose = run(m, b)
    back = -13 * ease(m.t * 2)
    return replace(pose, turns={**pose.turns, "head": pose.turns["head"] + back, "tail": pose.turns["tail"] - 2 * back})


def chase(m: Moment, b: Build) -> Pose:
    pose = run(m, b)
    return replace(pose, turns={**pose.turns, "head": pose.turns["head"] + 9 * ease(m.t * 2)})


def leave(m: Moment, b: Build) -> Pose:
    pose = walk(m, b)
    back = -16 * spell(m.t, 0.9, 0.4, 0.7, 0.4)
    return replace(pose, turns={**pose.turns, "head": pose.turns["head"] + back, "tail": 20 * wave(m.t, 1.5)})


def follow(m: Moment, b: Build) -> Pose:
    pose = walk(m, b)
    return replace(
        pose, turns={**pose.turns, "head": pose.turns["head"] - 7 * ease(m.t * 2), "tail": 16 * wave(m.t, 2.2)}
    )


def sneak(m: Moment, b: Build) -> Pose:
    low = ease(m.t * 1.6)
    if b.hops:
        creep = hopping(m, b, high=0.25, quick=0.8)
        wide, tall = squash(0.16 * low)
        return replace(creep, wide=wide, tall=tall)
    shifts = stepping(m, b, SNEAK)
    shifts["trunk"] = (0.0, -0.26 * b.leg * low + 0.03 * b.leg * wave(m.t, 0.9))
    return posed(b, trunk=4 * low, head=12 * low + 3 * wave(m.t, 0.5), tail=-14 * low, shifts=shifts, legs="step")


def jump(m: Moment, b: Build) -> Pose:
    beat = again(m.t, 1.25)
    crouch = spell(beat, 0.0, 0.22, 0.05, 0.08)
    air = min(max((beat - 0.30) / 0.62, 0.0), 1.0)
    high = 4 * air * (1 - air)
    land = spell(beat, 0.88, 0.07, 0.02, 0.22)
    tuck = 0.35 * b.leg * high
    shifts: Shifts = {"trunk": (0.0, -0.32 * b.leg * (crouch + 0.8 * land))}
    for name in HIND:
        shifts[name] = (-0.5 * b.leg * high * (1 - air), tuck * air)
    for name in FRONT:
        shifts[name] = (0.5 * b.leg * high * (1 - air), tuck)
    return posed(
        b,
        up=0.42 * high,
        press=(0.14 * (crouch + land) - 0.07 * high) * (1.0 if b.hops else 0.4),
        trunk=(-18 * (0.5 - air) * min(1.0, 3 * high)),
        head=10 * crouch - 8 * high,
        tail=22 * high - 8 * crouch,
        shifts=shifts,
    )


def skip(m: Moment, b: Build) -> Pose:
    up = hop(m.t, 1.9)
    shifts = stepping(m, b, WALK) if b.legs else {"base": (0.0, 0.0)}
    kick = {name: (s[0], s[1] + 0.16 * b.leg * up) for name, s in shifts.items()}
    return posed(
        b,
        up=0.13 * up,
        press=0.05 * (up**2 - up),
        trunk=7 * wave(m.t, 0.95),
        head=-9 * wave(m.t, 0.95),
        tail=20 * wave(m.t, 1.9),
        lean=3 * wave(m.t, 0.95),
        shifts=kick,
        legs="step",
    )


def roll(m: Moment, b: Build) -> Pose:
    """Turns head over heels, around its middle, with its legs drawn in."""
    turn = 2 * pi * ease(again(m.t, 1.5) / 1.25)
    tuck = ease(m.t * 4)
    free = {leg.name: tuck * (30 if "front" in leg.name else -10) for leg in b.legs}
    pose = posed(b, head=18 * tuck, tail=-16 * tuck, press=0.05 * tuck, free=free)
    return replace(pose, along=-0.5 * sin(turn), up=0.5 - 0.5 * cos(turn), lean=degrees(turn))


def fly(m: Moment, b: Build) -> Pose:
    """Whoever has no wings paddles through the air as if it swam."""
    rise = ease(m.p * 1.6)
    paddle = _paddle(m, b, 1.4)
    return posed(
        b,
        up=0.20 * rise + 0.04 * wave(m.t, 0.7),
        lean=-7 * ease(m.t) + 3 * wave(m.t, 0.5),
        head=-6 * ease(m.t),
        tail=16 * wave(m.t, 1.1),
        bend=2 * wave(m.t, 0.6),
        shifts=paddle,
    )


def launch(m: Moment, b: Build) -> Pose:
    crouch = spell(m.t, 0.0, 0.35, 0.1, 0.15)
    rise = max(0.0, m.t - 0.5)
    return posed(
        b,
        up=0.9 * ease(m.p) * m.p,
        press=0.13 * crouch - 0.05 * ease(rise),
        trunk=-9 * ease(rise * 2),
        head=-10 * ease(rise * 2),
        tail=14 * ease(rise * 2),
        shifts=_hanging(b, ease(rise * 2), m.t),
    )


def float_(m: Moment, b: Build) -> Pose:
    return posed(
        b,
        along=0.03 * wave(m.t, 0.23),
        up=0.05 * wave(m.t, 0.36),
        lean=7 * wave(m.t, 0.2),
        head=-4 * wave(m.t, 0.3),
        tail=12 * wave(m.t, 0.4),
        shifts=_hanging(b, ease(m.t * 2), m.t),
    )


def swim(m: Moment, b: Build) -> Pose:
    return posed(
        b,
        up=0.025 * wave(m.t, 0.9),
        lean=-3 * ease(m.t) + 2.5 * wave(m.t, 0.9),
        head=-7 * ease(m.t) + 3 * wave(m.t, 0.9),
        tail=12 * wave(m.t, 1.8),
        bend=1.5 * wave(m.t, 0.9),
        shifts=_paddle(m, b, 1.8),
    )


def _paddle(m: Moment, b: Build, hertz: float) -> Shifts:
    begun = ease(m.t * 3)
    shifts: Shifts = {}
    for index, leg in enumerate(b.legs):
        swing = begun * wave(m.t + index * 0.31 / hertz, hertz)
        shifts[leg.name] = (
            0.40 * b.leg * swing,
            begun * b.leg * (0.16 + 0.12 * wave(m.t + index * 0.31 / hertz + 0.2, hertz)),
        )
    return shifts


def _hanging(b: Build, share: float, t: float) -> Shifts:
    return {
        leg.name: (0.16 * b.leg * wave(t + 0.2 * index, 0.7) * share, -0.06 * b.leg * share)
        for index, leg in enumerate(b.legs)
    }


def ride(m: Moment, b: Build) -> Pose:
    """Sits still on what carries it, and is jolted."""
    return posed(
        b,
        up=0.008 * hop(m.t, 3.7),
        press=0.012 * wave(m.t, 3.7),
        head=-4 + 2.5 * wave(m.t, 1.1),
        tail=14 * wave(m.t, 1.7),
    )


def sail(m: Moment, b: Build) -> Pose:
    return posed(
        b, up=0.012 * wave(m.t, 0.5), lean=3 * wave(m.t, 0.37), head=-5 - 4 * wave(m.t, 0.37), tail=10 * wave(m.t, 0.6)
    )


def climb(m: Moment, b: Build) -> Pose:
    pull = hop(m.t, 1.4)
    reach = ease(m.t * 2)
    free = {name: reach * (38 + 30 * wave(m.t + 0.36 * i, 1.4)) for i, name in enumerate(FRONT)}
    free |= {name: reach * (4 + 18 * wave(m.t + 0.36 * i, 1.4)) for i, name in enumerate(HIND)}
    return posed(
        b,
        up=0.72 * min(m.p, 1.2) + 0.03 * pull,
        trunk=-38 * reach,
        head=10 * reach + 4 * wave(m.t, 1.4),
        tail=14 * wave(m.t, 0.7),
        bend=3 * wave(m.t, 0.7),
        free=free,
    )


def fall(m: Moment, b: Build) -> Pose:
    """Wobbles, topples on its back, and lies there with its legs in the air."""
    wobble = (1 - ease((m.t - 0.5) * 2)) * wave(m.t, 2.4)
    drop = ease((m.t - 0.45) * 1.7)
    bounce = 0.07 * spell(m.t, 1.0, 0.12, 0.0, 0.16)
    kick = ease((m.t - 1.0) * 3)
    free = {leg.name: 22 * kick * wave(m.t + 0.2 * i, 1.6) for i, leg in enumerate(b.legs)}
    return posed(
        b,
        along=-0.12 * drop,
        up=bounce + 0.12 * drop,
        lean=-88 * drop * drop + 5 * wobble,
        head=8 * wobble - 14 * drop,
        tail=18 * wave(m.t, 1.1) * kick,
        free=free,
    )


def descend(m: Moment, b: Build) -> Pose:
    left = 1 - ease(m.p * 1.1)
    return posed(
        b,
        up=0.4 * left,
        lean=4 * wave(m.t, 0.45),
        head=9 * left,
        tail=15 * wave(m.t, 0.8),
        shifts=_hanging(b, left, m.t),
    )
