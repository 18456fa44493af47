"""What animals on four legs do, and those that sit and hop."""

from dataclasses import replace
from math import copysign, cos, pi

from videostudio.generators.animatic.rigs.creature import beast_going
from videostudio.generators.animatic.rigs.creature.beast_poses import FRONT, HIND, Act, Shifts, hopping, posed, stepping
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, overshoot, spell, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.creature.gait import WALK
from videostudio.generators.animatic.rigs.pose import Moment, Pose


def idle(m: Moment, b: Build) -> Pose:
    look = spell(again(m.t, 5.0), 2.2, 0.4, 0.9, 0.5)
    return posed(
        b,
        press=0.012 * wave(m.t, 0.42),
        head=2.2 * wave(m.t, 0.31) - 9 * look,
        tail=9 * wave(m.t, 0.8),
        bend=0.8 * wave(m.t, 0.27),
    )


def still(m: Moment, b: Build) -> Pose:
    return posed(b, press=0.010 * wave(m.t, 0.35), head=1.0 * wave(m.t, 0.2), tail=3 * wave(m.t, 0.3))


def dance(m: Moment, b: Build) -> Pose:
    """Rears up on its hind legs and bounces from side to side."""
    rear = ease(m.t * 1.8)
    up = hop(m.t, 2.0)
    shifts: Shifts = {"trunk": (0.03 * wave(m.t, 1.0), 0.0)}
    free = {name: rear * (26 + 26 * wave(m.t + 0.25 * i, 2.0)) for i, name in enumerate(FRONT)}
    for index, name in enumerate(HIND):
        shifts[name] = (0.10 * b.leg * wave(m.t, 1.0), 0.22 * b.leg * max(0.0, wave(m.t + 0.5 * index, 1.0)))
    return posed(
        b,
        along=(0.22 * b.wide if b.legs else 0.0) * rear + 0.06 * wave(m.t, 0.5),
        up=0.06 * up,
        press=0.07 * (1 - up) ** 2 * rear,
        trunk=(-48 if b.legs else -10) * rear + 6 * wave(m.t, 1.0),
        head=22 * rear + 8 * wave(m.t, 2.0),
        tail=20 * wave(m.t, 2.0),
        bend=(0 if b.legs else 6) * wave(m.t, 1.0),
        shifts=shifts,
        free=free,
    )


def spin(m: Moment, b: Build) -> Pose:
    """Chases its tail: turns about, narrow when it faces us."""
    turn = cos(2 * pi * 0.6 * m.t)
    pose = posed(b, up=0.04 * hop(m.t, 1.2), head=-8 * ease(m.t * 2), tail=24 * wave(m.t, 1.2))
    return replace(pose, wide=copysign(max(abs(turn), 0.2), turn))


def greet(m: Moment, b: Build) -> Pose:
    """Sits back and waves one front paw."""
    rear = overshoot(m.t * 1.2)
    swing = wave(m.t, 2.1)
    return posed(
        b,
        press=0.02 * hop(m.t, 2.1) * rear,
        trunk=(-7 if b.legs else -4) * rear,
        head=-6 * rear + 5 * wave(m.t, 1.05),
        tail=22 * wave(m.t, 2.1),
        bend=(0 if b.legs else 7) * wave(m.t, 1.05),
        free={"near_front": rear * (76 + 20 * swing)},
    )


def shake(m: Moment, b: Build) -> Pose:
    return posed(
        b,
        along=0.010 * wave(m.t, 7.0),
        press=0.08 * ease(m.t * 3),
        head=9 * ease(m.t * 3) + 3 * wave(m.t, 8.3),
        tail=-20 * ease(m.t * 3),
        bend=1.6 * wave(m.t, 7.7),
    )


def look(m: Moment, b: Build) -> Pose:
    """Looks up and about, first back, then ahead."""
    beat = again(m.t, 3.4)
    back, ahead = spell(beat, 0.15, 0.35, 0.7, 0.4), spell(beat, 1.8, 0.35, 0.8, 0.4)
    return posed(
        b,
        press=0.010 * wave(m.t, 0.45) - 0.03 * (back + ahead),
        head=-20 * back + 8 * ahead,
        tail=8 * wave(m.t, 0.9),
        bend=-3 * back + 3 * ahead,
        shifts={"head": (-0.05 * back + 0.06 * ahead, 0.03 * (back + ahead))},
    )


def eat(m: Moment, b: Build) -> Pose:
    """Bends its front legs, puts the head to the ground and chews."""
    down = overshoot(m.t * 1.3)
    lift = spell(again(m.t, 3.6), 2.5, 0.3, 0.5, 0.3)
    chew = wave(m.t, 3.0)
    low = down * (1 - 0.6 * lift)
    return posed(
        b,
        trunk=b.bow * low,
        head=max(b.graze - b.bow, 0) * low + 4 * chew * down,
        tail=10 * wave(m.t, 1.2),
        press=0.012 * chew * down + (0.0 if b.legs else 0.08 * low),
        bend=4 * low if b.frontal else 0.0,
        shifts={"trunk": (-0.03 * low, -0.10 * b.leg * low), "head": (0.0, 0.014 * chew * low)},
    )


def sleep(m: Moment, b: Build) -> Pose:
    """Lies down: legs folded under, head on the ground, slow breath."""
    down = ease(m.t * 1.1 + 0.35) if m.t > 0 else ease(0.35)
    breath = wave(m.t, 0.22)
    shifts: Shifts = {"trunk": (0.0, -0.52 * b.leg * down)}
    for name, aside in (("far_hind", 0.06), ("near_hind", 0.12), ("far_front", 0.10), ("near_front", 0.18)):
        shifts[name] = (aside * b.leg * down, 0.0)
    return posed(
        b,
        press=-0.022 * breath + (0.0 if b.legs else 0.17 * down),
        trunk=3 * down,
        head=min(0.6 * b.graze, 26) * down - 2.5 * breath,
        tail=-12 * down + 3 * breath,
        bend=5 * down,
        shifts=shifts,
        legs="under",
    )


def talk(m: Moment, b: Build) -> Pose:
    loud = 0.55 + 0.45 * wave(m.t, 0.37)
    mouth = abs(wave(m.t, 2.6)) * loud
    return posed(
        b,
        press=-0.012 * mouth,
        head=-9 * mouth + 5 * wave(m.t, 0.6),
        tail=12 * wave(m.t, 1.3),
        bend=2 * wave(m.t, 0.9),
        shifts={"head": (0.014 * mouth, 0.024 * mouth)},
    )


def listen(m: Moment, b: Build) -> Pose:
    nod = max(0.0, wave(m.t, 0.6)) ** 3
    tilt = ease(m.t * 1.5)
    return posed(b, press=0.010 * wave(m.t, 0.45), head=-7 * tilt + 13 * nod, tail=6 * wave(m.t, 0.7), lean=1.5 * tilt)


def find(m: Moment, b: Build) -> Pose:
    """Sniffs along the ground, starts, and hops for joy."""
    sniff = spell(m.t, 0.0, 0.4, 0.8, 0.22)
    joy = ease((m.t - 1.5) * 4) * (1 - ease((m.t - 3.4) * 0.7))
    up = hop(max(m.t - 1.5, 0.0), 2.0) * joy
    return posed(
        b,
        along=0.14 * ease(m.t * 0.9),
        up=0.15 * up,
        press=0.06 * (1 - up) * joy * hop(m.t, 4.0),
        trunk=0.8 * b.bow * sniff - 9 * joy,
        head=0.85 * b.graze * sniff + 4 * wave(m.t, 4.5) * sniff - 12 * joy,
        tail=18 * wave(m.t, 3.0) * (0.4 + joy),
        shifts=dict.fromkeys((*FRONT, *HIND), (0.0, 0.12 * b.leg * up)),
    )


def give(m: Moment, b: Build) -> Pose:
    """Stretches its head ahead and lays something down."""
    reach = spell(m.t, 0.25, 0.6, 1.0, 0.7)
    back = spell(m.t, 0.0, 0.2, 0.05, 0.25)
    return posed(
        b,
        along=0.07 * reach - 0.02 * back,
        trunk=9 * reach - 4 * back,
        head=24 * reach - 8 * back,
        tail=16 * wave(m.t, 1.8),
        press=0.010 * wave(m.t, 0.5),
        shifts={"head": (0.07 * reach, -0.04 * reach), "near_front": (0.3 * b.leg * reach, 0.05 * b.leg * reach)},
    )


def throw(m: Moment, b: Build) -> Pose:
    """Swings its head back and tosses."""
    beat = again(m.t, 1.6)
    back, toss = spell(beat, 0.0, 0.4, 0.05, 0.12), spell(beat, 0.5, 0.12, 0.1, 0.5)
    return posed(
        b,
        up=0.05 * toss,
        trunk=-9 * back + 6 * toss,
        head=26 * back - 28 * toss,
        tail=-14 * back + 18 * toss,
        bend=-4 * back + 4 * toss,
        press=0.06 * back - 0.04 * toss,
    )


def tossed(m: Moment, b: Build) -> Pose:
    beat = min(again(m.t + 1.04, 1.6) / 1.6 * 1.3, 1.0) if m.t > 0.56 else 0.0
    return posed(
        b, along=0.8 * beat, up=3.2 * beat * (1 - beat), lean=30 * beat, tail=20 * wave(m.t, 2.0), head=-8 * beat
    )


def handed(m: Moment, b: Build) -> Pose:
    over = ease((m.t - 0.5) * 0.55)
    return posed(
        b, along=0.9 * over, up=2 * over * (1 - over) + 0.2 * over, lean=-8 * wave(over, 0.5), tail=14 * wave(m.t, 1.5)
    )


def found(m: Moment, b: Build) -> Pose:
    pop = overshoot((m.t - 1.1) * 1.6)
    return posed(
        b,
        up=0.1 * pop * hop(m.t, 1.4),
        press=0.16 * (1 - pop),
        head=18 * (1 - pop) - 6 * pop,
        tail=20 * wave(m.t, 2.0) * pop,
    )


def grow(m: Moment, b: Build) -> Pose:
    size = 0.70 + 0.58 * ease(m.p)
    pose = posed(b, head=-8 * ease(m.p) + 4 * wave(m.t, 0.7), tail=12 * wave(m.t, 1.1), lean=1.5 * wave(m.t, 0.6))
    return replace(pose, tall=size * (1 + 0.02 * wave(m.t, 1.3)), wide=size)


def shrink(m: Moment, b: Build) -> Pose:
    size = 1.0 - 0.52 * ease(m.p)
    pose = posed(b, head=14 * ease(m.p), tail=-12 * ease(m.p))
    return replace(pose, tall=size * (1 + 0.02 * wave(m.t, 1.7)), wide=size * (1 - 0.015 * wave(m.t, 1.7)))


def appear(m: Moment, b: Build) -> Pose:
    pop = overshoot(m.t * 1.5)
    pose = posed(b, head=14 * (1 - pop), tail=14 * wave(m.t, 1.6))
    return replace(pose, tall=0.35 + 0.65 * pop, wide=0.55 + 0.45 * pop)


def vanish(m: Moment, b: Build) -> Pose:
    gone = ease(m.p * 1.05) ** 2
    size = max(0.1, 1 - 0.92 * gone)
    pose = posed(b, up=0.05 * m.p, lean=10 * ease(m.p) * wave(m.t, 1.1), tail=10 * wave(m.t, 1.2))
    return replace(pose, tall=size, wide=max(0.1, 1 - 0.85 * gone) * (1 + 0.05 * wave(m.t, 1.1)))


def hide(m: Moment, b: Build) -> Pose:
    """Ducks with the head between its paws, and peeps."""
    peep = spell(again(m.t, 2.6), 1.3, 0.25, 0.5, 0.25)
    duck = ease(m.t * 1.8) * (1 - 0.4 * peep)
    shifts: Shifts = {"trunk": (0.0, -0.52 * b.leg * duck)}
    for name in FRONT:
        shifts[name] = (0.12 * b.leg * duck, 0.0)
    for name in HIND:
        shifts[name] = (-0.08 * b.leg * duck, 0.0)
    return posed(
        b,
        press=(0.10 if b.legs else 0.28) * duck,
        trunk=5 * duck,
        head=min(0.8 * b.graze, 30) * duck,
        tail=-24 * duck + 2 * wave(m.t, 5.0),
        shifts=shifts,
        legs="under",
    )


def rest(m: Moment, b: Build) -> Pose:
    """Sits on its haunches."""
    down = ease(m.t * 1.3 + 0.35)
    breath = wave(m.t, 0.3)
    shifts: Shifts = {"trunk": (0.0, -0.45 * b.leg * down)}
    for name in HIND:
        shifts[name] = (0.25 * b.leg * down, 0.0)
    for name in FRONT:
        shifts[name] = (-0.12 * b.leg * down, 0.0)
    return posed(
        b,
        press=-0.014 * breath + (0.0 if b.legs else 0.05 * down),
        trunk=(-24 if b.legs else -5) * down,
        head=12 * down + 3 * wave(m.t, 0.17),
        tail=8 * wave(m.t, 0.5),
        shifts=shifts,
        legs="under",
    )


def work(m: Moment, b: Build) -> Pose:
    """Digs: the front paws go fast, the rear is up."""
    begun = ease(m.t * 2)
    shifts: Shifts = {"trunk": (0.0, -0.10 * b.leg * begun)}
    for index, name in enumerate(FRONT):
        phase = m.t + 0.12 * index
        shifts[name] = (
            0.34 * b.leg * wave(phase, 4.0) * begun,
            0.22 * b.leg * max(0.0, wave(phase + 0.06, 4.0)) * begun,
        )
    return posed(
        b,
        trunk=0.9 * b.bow * begun + 1.2 * wave(m.t, 4.0),
        head=0.6 * b.graze * begun + 3 * wave(m.t, 4.0),
        tail=22 * wave(m.t, 2.6),
        press=0.02 * wave(m.t, 4.0),
        bend=2 * wave(m.t, 4.0) * begun if not b.legs else 0.0,
        shifts=shifts,
    )


def push(m: Moment, b: Build) -> Pose:
    """Head down, shoulder in."""
    if b.hops:
        pose = hopping(m, b, high=0.2, quick=1.2)
        return replace(pose, lean=10 * ease(m.t * 2) + 2 * wave(m.t, 1.3))
    strain = ease(m.t * 2)
    shifts = stepping(m, b, WALK)
    shifts["trunk"] = (0.05 * strain + 0.02 * wave(m.t, 1.3) * strain, -0.12 * b.leg * strain)
    return posed(
        b, trunk=6 * strain, head=30 * strain + 3 * wave(m.t, 1.3), tail=-10 * strain, shifts=shifts, legs="step"
    )


def fight(m: Moment, b: Build) -> Pose:
    """Rears and strikes with the front paws."""
    beat = again(m.t, 1.05)
    back, lunge = spell(beat, 0.0, 0.28, 0.02, 0.12), spell(beat, 0.36, 0.12, 0.08, 0.35)
    return posed(
        b,
        along=0.20 * lunge - 0.06 * back,
        up=0.03 * lunge,
        trunk=(-20 if b.legs else -8) * back - (6 if b.legs else -4) * lunge,
        head=-8 * back + 16 * lunge,
        tail=20 * back,
        press=0.05 * back,
        lean=-4 * back + 7 * lunge,
        free={"near_front": 62 * back + 34 * lunge, "far_front": 30 * back + 60 * lunge},
    )


def dodge(m: Moment, b: Build) -> Pose:
    beat = again(m.t + 1.05 - 0.12, 1.05) if m.t > 0.12 else 0.0
    back = spell(beat, 0.30, 0.12, 0.12, 0.4)
    return posed(
        b,
        along=-0.17 * back,
        up=0.05 * back * (1 - back) * 4,
        lean=-9 * back,
        press=0.10 * back,
        head=-14 * back + 2 * wave(m.t, 1.9),
        tail=-16 * back,
    )


def hug(m: Moment, b: Build) -> Pose:
    """Leans over to the other and nestles its head."""
    near = ease(m.t * 0.9)
    reach = 0.10 if m.toward is None else min(max(m.toward - 0.5 * b.wide - 0.15, 0.0), 0.45)
    return posed(
        b,
        along=reach * near,
        lean=5 * near + 1.5 * wave(m.t, 0.6),
        trunk=-4 * near,
        head=15 * near + 5 * wave(m.t, 0.6),
        tail=18 * wave(m.t, 1.6),
        press=0.016 * wave(m.t, 0.6),
        shifts={"head": (0.04 * near, 0.0)},
        free={"near_front": 58 * near + 6 * wave(m.t, 0.6)},
    )


def cheer(m: Moment, b: Build) -> Pose:
    up = hop(m.t, 1.7)
    return posed(
        b,
        up=0.20 * up,
        press=0.10 * (1 - up) ** 2 * ease(m.t * 6) - 0.04 * up,
        trunk=-12 * up,
        head=-12 * up,
        tail=24 * wave(m.t, 3.4),
        lean=3 * wave(m.t, 0.85),
        free={**dict.fromkeys(FRONT, 46 * up), **dict.fromkeys(HIND, -22 * up)},
    )


def shine(m: Moment, b: Build) -> Pose:
    swell = 0.5 + 0.5 * wave(m.t, 0.6) if m.t > 0 else 0.5
    pose = posed(b, head=-12 * swell, tail=10 * wave(m.t, 0.6), lean=1.5 * wave(m.t, 0.3), trunk=-3 * swell)
    return replace(pose, tall=1 + 0.05 * swell, wide=1 + 0.03 * swell)


ACTS: dict[str, Act] = {
    "idle": idle,
    "still": still,
    "walk": beast_going.walk,
    "run": beast_going.run,
    "sneak": beast_going.sneak,
    "chase": beast_going.chase,
    "flee": beast_going.flee,
    "follow": beast_going.follow,
    "roll": beast_going.roll,
    "jump": beast_going.jump,
    "skip": beast_going.skip,
    "fly": beast_going.fly,
    "launch": beast_going.launch,
    "float": beast_going.float_,
    "swim": beast_going.swim,
    "sail": beast_going.sail,
    "drive": beast_going.ride,
    "climb": beast_going.climb,
    "fall": beast_going.fall,
    "descend": beast_going.descend,
    "dance": dance,
    "spin": spin,
    "wave": greet,
    "shake": shake,
    "look": look,
    "eat": eat,
    "sleep": sleep,
    "talk": talk,
    "listen": listen,
    "find": find,
    "found": found,
    "give": give,
    "handed": handed,
    "throw": throw,
    "thrown": tossed,
    "grow": grow,
    "shrink": shrink,
    "appear": appear,
    "vanish": vanish,
    "leave": beast_going.leave,
    "hide": hide,
    "rest": rest,
    "work": work,
    "push": push,
    "fight": fight,
    "dodge": dodge,
    "hug": hug,
    "cheer": cheer,
    "shine": shine,
}
"""Motion -> its act."""
