"""What vehicles and rolling things do. What is not here they do as other things."""

from dataclasses import replace
from math import degrees

from videostudio.generators.animatic.rigs.creature import thing_acts
from videostudio.generators.animatic.rigs.creature.beast_poses import Act, posed
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, spell, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.pose import Moment, Pose


def sprung(pose: Pose, heave: float, squat: float) -> Pose:
    """The pose with the body `heave` above its wheels (own heights), the rear `squat` degrees down."""
    return replace(pose, shifts={**pose.shifts, "springs": (heave, squat)})


def _driving(hertz: float, rough: float, squat: float, lean: float = 0.0) -> Act:
    """Goes along: squats as it starts, then rocks on its springs; ships pitch, aircraft bank, rockets shake."""

    def drives(m: Moment, b: Build) -> Pose:
        begun = ease(m.t * 3)
        start = spell(m.t, 0.0, 0.35, 0.3, 0.8)
        if b.afloat:
            pitch = (2.2 + rough * 60) * wave(m.t, 0.42)
            return posed(b, up=0.016 * wave(m.t, 0.55), lean=pitch - squat * (begun + start) + lean * begun)
        if b.aloft:
            return posed(
                b,
                along=0.4 * rough * wave(m.t, 9.0),
                up=0.02 * wave(m.t, 0.5) + 0.03 * wave(m.t, 0.31),
                lean=lean * begun - 1.5 * squat * begun + 3 * wave(m.t, 0.37),
            )
        jolt = rough * (wave(m.t, hertz) + 0.6 * wave(m.t, 1.63 * hertz))
        pose = posed(b, up=0.3 * max(0.0, jolt), lean=lean * begun, press=0.2 * jolt)
        return sprung(pose, jolt, squat * (0.45 * begun + start) + 30 * rough * wave(m.t, 0.53 * hertz))

    return drives


def idle(m: Moment, b: Build) -> Pose:
    """The engine runs; on water and in the air it bobs."""
    if b.afloat or b.aloft:
        return posed(b, up=0.014 * wave(m.t, 0.45), lean=2.2 * wave(m.t, 0.31))
    return sprung(posed(b, press=0.003 * wave(m.t, 7.0)), 0.006 * wave(m.t, 7.0), 0.25 * wave(m.t, 0.8))


def still(m: Moment, b: Build) -> Pose:
    if b.afloat or b.aloft:
        return posed(b, up=0.010 * wave(m.t, 0.4), lean=1.3 * wave(m.t, 0.27))
    return sprung(posed(b), 0.003 * wave(m.t, 0.7), 0.15 * wave(m.t, 0.4))


def sail(m: Moment, b: Build) -> Pose:
    return posed(
        b, up=0.022 * wave(m.t, 0.5), lean=4 * wave(m.t, 0.37) - 1.5 * ease(m.t), along=0.006 * wave(m.t, 0.21)
    )


def launch(m: Moment, b: Build) -> Pose:
    tremble = ease(m.t * 5) * (1 - 0.6 * ease(m.p * 2))
    return posed(
        b,
        along=0.009 * wave(m.t, 11.3) * tremble,
        up=0.95 * ease(m.p) * m.p,
        press=0.06 * spell(m.t, 0.0, 0.4, 0.15, 0.25) - 0.05 * ease(m.p * 2),
        lean=0.8 * wave(m.t, 8.7) * tremble,
    )


def greet(m: Moment, b: Build) -> Pose:
    """Nods on its springs."""
    nod = wave(m.t, 1.6)
    return sprung(posed(b, lean=2 * nod * (b.afloat or b.aloft), press=0.015 * nod), 0.02 * nod, 6 * nod)


def dance(m: Moment, b: Build) -> Pose:
    pose = thing_acts.ACTS["dance"](m, b)
    return sprung(replace(pose, lean=0.6 * pose.lean), 0.03 * wave(m.t, 2.0), 5 * wave(m.t, 1.0))


VEHICLE: dict[str, Act] = {
    **thing_acts.ACTS,
    "idle": idle,
    "still": still,
    "walk": _driving(3.0, 0.010, 1.5),
    "run": _driving(4.6, 0.020, 3.0, -1.5),
    "sneak": _driving(1.6, 0.006, 0.6),
    "chase": _driving(5.0, 0.022, 3.5, -3.0),
    "flee": _driving(5.6, 0.026, 4.0, 1.5),
    "follow": _driving(3.3, 0.013, 1.0, 0.5),
    "leave": _driving(3.7, 0.012, 2.2, -0.5),
    "roll": _driving(2.4, 0.008, 0.9, 0.3),
    "drive": _driving(4.2, 0.015, 2.4),
    "fly": _driving(3.4, 0.012, 2.0, -4.0),
    "swim": _driving(1.0, 0.018, 1.2, 0.8),
    "sail": sail,
    "launch": launch,
    "wave": greet,
    "dance": dance,
    "push": _driving(2.0, 0.012, -3.5, 2.0),
}
"""Motion -> what a vehicle does."""


def _rolling(bounce: float = 0.0, hertz: float = 1.4, start: float = 0.0) -> Act:
    """Rolls as far as the stage carries it, bouncing; on the spot it rocks."""

    def rolls(m: Moment, b: Build) -> Pose:
        gone = m.speed * m.t
        rock = 0.0 if m.speed else 14 * wave(m.t, 0.6)
        wind_up = -10 * start * spell(m.t, 0.0, 0.2, 0.05, 0.3)
        up = bounce * hop(m.t, hertz)
        pose = posed(b, up=up, press=0.3 * bounce * (1 - hop(m.t, hertz)) ** 3 * ease(m.t * 5))
        return rolled(pose, degrees(gone / 0.5) + rock + wind_up)

    return rolls


def rolled(pose: Pose, turn: float) -> Pose:
    """The pose, turned around its middle."""
    return replace(pose, turns={**pose.turns, "roll": turn})


def _rocked(act: Act) -> Act:
    """What others do by leaning and bending, a round thing does by rolling to and fro; it does not slide then."""

    def rocks(m: Moment, b: Build) -> Pose:
        pose = act(m, b)
        turn = 2.2 * pose.lean + 2.0 * pose.turns.get("bend", 0.0)
        return rolled(replace(pose, lean=0.0, along=pose.along + 0.4 * turn / 115), turn)

    return rocks


def fall(m: Moment, b: Build) -> Pose:
    """Drops, bounces ever lower, and rolls out."""
    bounce, beat = 0.0, m.t
    for high, length in ((0.5, 0.7), (0.25, 0.5), (0.1, 0.32), (0.04, 0.2)):
        if 0 <= beat < length:
            share = beat / length
            bounce = high * 4 * share * (1 - share)
            break
        beat -= length
    roll = 70 * ease(m.t * 0.5)
    return rolled(
        posed(b, up=bounce, press=0.06 * spell(again(m.t, 0.7), 0.0, 0.05, 0.0, 0.1) * ease(1 - m.t / 2)), roll
    )


ROLLER: dict[str, Act] = {
    **{name: _rocked(act) for name, act in thing_acts.ACTS.items()},
    "walk": _rolling(start=1.0),
    "run": _rolling(bounce=0.10, hertz=2.2),
    "chase": _rolling(bounce=0.06, hertz=2.9),
    "flee": _rolling(bounce=0.16, hertz=2.0),
    "follow": _rolling(bounce=0.03, hertz=1.5),
    "leave": _rolling(bounce=0.02, hertz=1.0, start=2.0),
    "roll": _rolling(),
    "drive": _rolling(bounce=0.015, hertz=3.6),
    "push": _rolling(start=2.0),
    "skip": _rolling(bounce=0.26, hertz=1.3),
    "sneak": _rolling(start=0.5, bounce=0.008, hertz=0.9),
    "fall": fall,
}
"""Motion -> what a rolling thing does."""
