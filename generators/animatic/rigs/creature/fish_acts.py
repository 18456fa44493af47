"""What fish, whales, octopuses and snakes do: a wave runs along them. What is not here they do as other animals."""

from dataclasses import replace

from videostudio.generators.animatic.rigs.creature import beast_acts, beast_going
from videostudio.generators.animatic.rigs.creature.beast_poses import Act, posed
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, overshoot, spell, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.pose import Moment, Pose


def waved(pose: Pose, high: float, phase: float) -> Pose:
    """The pose with a wave along the body: `high` at the tail, in own heights, `phase` in turns."""
    return replace(pose, shifts={**pose.shifts, "wave": (high, phase)})


def _waves(act: Act, high: float, hertz: float) -> Act:
    """An act through which a wave runs."""
    return lambda m, b: waved(act(m, b), high, hertz * m.t)


def _going(high: float, hertz: float, lean: float = 0.0) -> Act:
    """Gets on, waving: the quicker, the shorter its beats."""

    def goes(m: Moment, b: Build) -> Pose:
        quick = hertz * (1 + 0.25 * min(m.speed, 2.0) * ease(m.t * 3))
        pose = posed(
            b,
            up=0.025 * wave(m.t, 0.6),
            lean=lean * ease(m.t * 2) + 3 * wave(m.t, 0.6),
            head=4 * wave(m.t, hertz),
            press=0.02 * wave(m.t, hertz) if not b.frontal else 0.07 * wave(m.t, hertz),
        )
        return waved(pose, high * (0.5 + 0.5 * ease(m.t * 2)), hertz * m.t + (quick - hertz) * 0.2)

    return goes


def idle(m: Moment, b: Build) -> Pose:
    return waved(
        posed(b, up=0.02 * wave(m.t, 0.35), lean=2 * wave(m.t, 0.23), press=0.012 * wave(m.t, 0.5)), 0.045, 0.7 * m.t
    )


def still(m: Moment, b: Build) -> Pose:
    return waved(posed(b, press=0.008 * wave(m.t, 0.4)), 0.02, 0.4 * m.t)


def jump(m: Moment, b: Build) -> Pose:
    """Leaps out of the water in an arc, nose up and then down."""
    beat = again(m.t, 1.5)
    dip = spell(beat, 0.0, 0.25, 0.03, 0.1)
    air = min(max((beat - 0.32) / 0.85, 0.0), 1.0)
    high = 4 * air * (1 - air)
    turn = -42 * (1 - 2 * air) * min(1.0, 4 * high)
    return waved(
        posed(b, up=0.75 * high - 0.08 * dip, lean=turn + 8 * dip, press=0.05 * dip - 0.04 * high),
        0.06 + 0.05 * high,
        2.4 * m.t,
    )


def eat(m: Moment, b: Build) -> Pose:
    bite = max(0.0, wave(m.t, 0.9))
    return waved(
        posed(b, along=0.07 * bite, lean=9 * bite, head=8 * bite + 4 * wave(m.t, 3.4), press=-0.03 * bite),
        0.06,
        0.9 * m.t,
    )


def sleep(m: Moment, b: Build) -> Pose:
    down, breath = ease(m.t + 0.3), wave(m.t, 0.2)
    return waved(
        posed(b, up=-0.02 * down, lean=9 * down + 1.5 * breath, head=6 * down, press=0.05 * down + 0.02 * breath),
        0.02,
        0.25 * m.t,
    )


def dance(m: Moment, b: Build) -> Pose:
    """Stands on its tail and sways."""
    rear = ease(m.t * 1.6)
    pose = posed(
        b,
        along=0.08 * wave(m.t, 0.5),
        up=0.09 * hop(m.t, 2.0),
        lean=(0 if b.frontal else -34) * rear + 12 * wave(m.t, 1.0),
        press=0.06 * wave(m.t, 2.0),
        bend=8 * wave(m.t, 1.0),
    )
    return waved(pose, 0.12, 2.0 * m.t)


def greet(m: Moment, b: Build) -> Pose:
    rear = overshoot(m.t * 1.2)
    pose = posed(b, lean=(0 if b.frontal else -14) * rear + 6 * wave(m.t, 1.6), head=-5 * rear, bend=5 * wave(m.t, 1.6))
    return waved(pose, 0.16 * rear, 1.6 * m.t)


def look(m: Moment, b: Build) -> Pose:
    beat = again(m.t, 3.4)
    back, ahead = spell(beat, 0.2, 0.4, 0.6, 0.4), spell(beat, 1.8, 0.4, 0.8, 0.4)
    pose = posed(b, lean=-13 * back + 8 * ahead, head=-9 * back + 5 * ahead, bend=-4 * back + 4 * ahead)
    return waved(pose, 0.035, 0.6 * m.t)


def climb(m: Moment, b: Build) -> Pose:
    reach = ease(m.t * 2)
    pose = posed(b, up=0.72 * min(m.p, 1.2) + 0.03 * hop(m.t, 1.4), lean=(-4 if b.frontal else -48) * reach)
    return waved(pose, 0.12, 1.4 * m.t)


def rest(m: Moment, b: Build) -> Pose:
    down = ease(m.t * 1.2 + 0.3)
    return waved(
        posed(b, press=0.06 * down + 0.014 * wave(m.t, 0.3), lean=-4 * down, bend=2 * wave(m.t, 0.2)), 0.028, 0.4 * m.t
    )


def work(m: Moment, b: Build) -> Pose:
    stroke = wave(m.t, 1.9)
    return waved(
        posed(b, along=0.03 * stroke, lean=8 * ease(m.t * 2) + 4 * stroke, head=10 * stroke, press=0.03 * stroke),
        0.08,
        1.9 * m.t,
    )


ACTS: dict[str, Act] = {
    **{name: _waves(act, 0.05, 1.0) for name, act in beast_acts.ACTS.items()},
    "idle": idle,
    "still": still,
    "walk": _going(0.10, 1.2),
    "run": _going(0.15, 2.2, 5),
    "chase": _going(0.17, 2.5, 9),
    "flee": _going(0.19, 2.9, -5),
    "follow": _going(0.11, 1.5, -2),
    "leave": _going(0.12, 1.3, -4),
    "sneak": _going(0.06, 0.7, 3),
    "skip": _waves(beast_going.skip, 0.11, 1.9),
    "jump": jump,
    "swim": _going(0.13, 1.4),
    "fly": _waves(beast_going.fly, 0.12, 1.5),
    "float": _waves(beast_going.float_, 0.06, 0.5),
    "climb": climb,
    "dance": dance,
    "wave": greet,
    "look": look,
    "eat": eat,
    "sleep": sleep,
    "rest": rest,
    "work": work,
    "push": _going(0.13, 1.1, 11),
    "cheer": _waves(beast_acts.cheer, 0.14, 3.4),
    "fight": _waves(beast_acts.fight, 0.12, 2.0),
}
"""Motion -> its act."""
