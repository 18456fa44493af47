"""What things do: hop like toys, sway like plants, hang like lanterns and kites."""

from dataclasses import replace
from math import copysign, cos, pi

from videostudio.generators.animatic.rigs.creature.beast_acts import handed, tossed
from videostudio.generators.animatic.rigs.creature.beast_poses import Act, posed
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, overshoot, spell, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.pose import BLAST, Moment, Pose


def _make(
    *,
    hertz: float = 1.0,
    up: float = 0.0,
    press: float = 0.0,
    lean: float = 0.0,
    bend: float = 0.0,
    along: float = 0.0,
    tilt: float = 0.0,
    rise: float = 0.0,
) -> Act:
    """A lively act: hops `up`, squashes, rocks, bends and slides at `hertz`, tilted by `tilt`, rising by `rise`."""

    def acts(m: Moment, b: Build) -> Pose:
        begun, jump = ease(m.t * 4), hop(m.t, hertz)
        swing = wave(m.t, hertz / 2)
        return posed(
            b,
            along=along * swing,
            up=up * jump + rise * min(m.p, 1.2),
            press=press * begun * ((1 - jump) ** 2 if up else wave(m.t, hertz)),
            lean=tilt * begun + lean * swing,
            bend=bend * swing + _own_sway(m, b),
        )

    return acts


def _own_sway(m: Moment, b: Build) -> float:
    """What is soft or hangs is never still: the wind is in it."""
    return (3.0 * wave(m.t, 0.31) + 1.2 * wave(m.t, 0.83)) if b.soft else 1.4 * wave(m.t, 0.4) if b.aloft else 0.0


def idle(m: Moment, b: Build) -> Pose:
    return posed(
        b,
        press=0.010 * wave(m.t, 0.5),
        lean=0.8 * wave(m.t, 0.3),
        bend=_own_sway(m, b),
        up=0.02 * wave(m.t, 0.4) * b.aloft,
    )


def still(m: Moment, b: Build) -> Pose:
    return posed(b, press=0.005 * wave(m.t, 0.45), bend=0.6 * wave(m.t, 0.3) + _own_sway(m, b))


def jump(m: Moment, b: Build) -> Pose:
    beat = again(m.t, 1.15)
    crouch, land = spell(beat, 0.0, 0.2, 0.02, 0.08), spell(beat, 0.9, 0.06, 0.02, 0.17)
    air = min(max((beat - 0.26) / 0.66, 0.0), 1.0)
    high = 4 * air * (1 - air)
    return posed(b, up=0.45 * high, press=0.18 * (crouch + 0.8 * land) - 0.07 * high, lean=5 * (0.5 - air) * high)


def launch(m: Moment, b: Build) -> Pose:
    tremble = (1 - ease(m.p * 3)) * ease(m.t * 4)
    return posed(
        b,
        along=0.007 * wave(m.t, 11) * tremble,
        up=0.95 * ease(m.p) * m.p,
        press=0.10 * spell(m.t, 0.0, 0.3, 0.1, 0.2) - 0.05 * ease(m.p * 2),
        bend=_own_sway(m, b),
    )


def fall(m: Moment, b: Build) -> Pose:
    wobble = (1 - ease((m.t - 0.5) * 2)) * wave(m.t, 2.2)
    drop = ease((m.t - 0.4) * 1.6)
    return posed(
        b,
        along=0.12 * drop,
        up=0.05 * spell(m.t, 1.0, 0.1, 0.0, 0.14),
        lean=84 * drop * drop + 6 * wobble,
        bend=_own_sway(m, b),
    )


def descend(m: Moment, b: Build) -> Pose:
    left = 1 - ease(m.p * 1.1)
    return posed(
        b, up=0.45 * left, lean=7 * wave(m.t, 0.55) * left, bend=4 * wave(m.t, 0.5), press=0.01 * wave(m.t, 0.6)
    )


def spin(m: Moment, b: Build) -> Pose:
    turn = cos(2 * pi * 0.6 * m.t)
    return replace(posed(b, up=0.03 * hop(m.t, 1.2)), wide=copysign(max(abs(turn), 0.18), turn))


def grow(m: Moment, b: Build) -> Pose:
    size = 0.62 + 0.66 * ease(m.p)
    pose = posed(b, bend=2.5 * wave(m.t, 0.5), lean=1.5 * wave(m.t, 0.35))
    return replace(pose, tall=size * (1 + 0.025 * wave(m.t, 1.3)), wide=size * (1 - 0.012 * wave(m.t, 1.3)))


def shrink(m: Moment, b: Build) -> Pose:
    size = 1 - 0.5 * ease(m.p)
    return replace(posed(b, lean=2 * wave(m.t, 1.7)), tall=size * (1 + 0.02 * wave(m.t, 1.9)), wide=size)


def appear(m: Moment, b: Build) -> Pose:
    pop = overshoot(m.t * 1.5)
    return replace(posed(b, lean=4 * wave(m.t, 1.2) * (1 - min(pop, 1.0))), tall=0.4 + 0.6 * pop, wide=0.5 + 0.5 * pop)


def vanish(m: Moment, b: Build) -> Pose:
    size = max(0.1, 1 - 0.92 * ease(m.p * 1.05) ** 2)
    return replace(posed(b, up=0.05 * m.p, lean=10 * ease(m.p) * wave(m.t, 1.1)), tall=size, wide=size)


def hide(m: Moment, b: Build) -> Pose:
    peep = spell(again(m.t, 2.6), 1.3, 0.25, 0.5, 0.25)
    return posed(b, press=0.30 * ease(m.t * 1.8) * (1 - 0.4 * peep), lean=3 * peep, bend=_own_sway(m, b))


def found(m: Moment, b: Build) -> Pose:
    pop = overshoot((m.t - 1.1) * 1.6)
    return posed(
        b,
        up=0.16 * max(pop, 0.0) + 0.02 * wave(m.t, 0.8),
        press=0.08 - 0.12 * pop,
        lean=4 * wave(m.t, 0.5),
        bend=_own_sway(m, b),
    )


def throw(m: Moment, b: Build) -> Pose:
    beat = again(m.t, 1.6)
    back, toss = spell(beat, 0.0, 0.4, 0.05, 0.12), spell(beat, 0.5, 0.12, 0.1, 0.5)
    return posed(b, lean=-12 * back + 14 * toss, press=0.08 * back - 0.06 * toss, bend=-4 * back + 6 * toss)


def thrown(m: Moment, b: Build) -> Pose:
    return replace(tossed(m, b), lean=5 * tossed(m, b).lean + 2 * wave(m.t, 0.9))


def fight(m: Moment, b: Build) -> Pose:
    beat = again(m.t, 1.05)
    back, lunge = spell(beat, 0.0, 0.28, 0.02, 0.12), spell(beat, 0.36, 0.12, 0.08, 0.35)
    return posed(b, along=0.2 * lunge - 0.06 * back, up=0.03 * lunge, lean=-9 * back + 13 * lunge, press=0.06 * back)


def dodge(m: Moment, b: Build) -> Pose:
    beat = again(m.t + 0.93, 1.05) if m.t > 0.12 else 0.0
    back = spell(beat, 0.30, 0.12, 0.12, 0.4)
    return posed(b, along=-0.16 * back, lean=-11 * back, press=0.09 * back, bend=-4 * back + _own_sway(m, b))


def hug(m: Moment, b: Build) -> Pose:
    near = ease(m.t * 0.9)
    return posed(b, along=0.12 * near, lean=9 * near + 2 * wave(m.t, 0.6), press=0.02 * wave(m.t, 0.6), bend=4 * near)


def explode(m: Moment, b: Build) -> Pose:
    """Swells and trembles until the blast, and is gone after it."""
    strain, left = ease(m.p / BLAST), 1 - ease((m.p - BLAST) / 0.05)
    size = (1 + 0.12 * strain) * max(left, 0.06)
    pose = posed(b, along=0.02 * strain * left * wave(m.t, 9.0), lean=2.5 * strain * left * wave(m.t, 7.3))
    return replace(pose, tall=size * (1 + 0.02 * wave(m.t, 2.0)), wide=size)


def built(m: Moment, b: Build) -> Pose:
    """Rises from the ground in three stages, settling after each."""
    stages = ((0.0, 0.3), (0.3, 0.34), (0.6, 0.36))
    shown = 0.12 + 0.88 * sum(share * ease((m.p - begin) / 0.12) for begin, share in stages)
    settle = sum(spell(m.p, begin + 0.1, 0.02, 0.0, 0.05) for begin, _ in stages)
    return replace(posed(b, press=0.05 * settle + 0.006 * wave(m.t, 1.1)), shown=min(shown, 1.0))


def shine(m: Moment, b: Build) -> Pose:
    swell = 0.05 * wave(m.t, 0.7)
    return replace(posed(b, lean=3 * wave(m.t, 0.25), bend=_own_sway(m, b)), tall=1 + swell, wide=1 + swell)


ACTS: dict[str, Act] = {
    "idle": idle,
    "still": still,
    "walk": _make(hertz=1.9, up=0.07, press=0.06, lean=6),
    "run": _make(hertz=2.8, up=0.12, press=0.09, lean=5, tilt=8),
    "sneak": _make(hertz=1.1, up=0.02, press=0.16, lean=3, tilt=4),
    "chase": _make(hertz=3.0, up=0.13, press=0.10, lean=3, tilt=13),
    "flee": _make(hertz=3.4, up=0.14, press=0.10, lean=6, tilt=-9),
    "follow": _make(hertz=2.1, up=0.06, press=0.05, lean=9),
    "roll": _make(hertz=1.5, up=0.05, press=0.05, lean=11, tilt=4),
    "jump": jump,
    "skip": _make(hertz=1.8, up=0.16, press=0.09, lean=9, bend=3),
    "fly": _make(hertz=1.4, press=0.02, lean=5, bend=4, tilt=7, rise=0.22, along=0.02),
    "launch": launch,
    "float": _make(hertz=0.46, press=0.012, lean=7, along=0.03, bend=3),
    "swim": _make(hertz=1.1, press=0.02, lean=6, up=0.03, tilt=-4),
    "sail": _make(hertz=0.74, press=0.012, lean=4.5, along=0.012),
    "drive": _make(hertz=3.9, up=0.012, press=0.02, tilt=-2, lean=0.8),
    "climb": _make(hertz=1.4, press=0.04, lean=5, rise=0.75),
    "fall": fall,
    "descend": descend,
    "dance": _make(hertz=2.0, up=0.09, press=0.11, lean=9, bend=9, along=0.08),
    "spin": spin,
    "wave": _make(hertz=3.2, lean=5, bend=10, press=0.008),
    "shake": _make(hertz=14.0, lean=1.5, along=0.014, press=0.02),
    "look": _make(hertz=0.6, lean=4, bend=6, press=-0.03),
    "eat": _make(hertz=1.5, press=0.06, tilt=9, lean=4),
    "sleep": _make(hertz=0.24, press=0.035, tilt=7),
    "talk": _make(hertz=2.7, press=0.045, lean=2.5, bend=2),
    "listen": _make(hertz=1.2, press=0.012, tilt=-5, bend=3),
    "find": _make(hertz=1.7, up=0.10, press=0.10, tilt=7),
    "found": found,
    "give": _make(hertz=0.9, press=0.02, tilt=10, lean=5, along=0.05),
    "handed": handed,
    "throw": throw,
    "thrown": thrown,
    "grow": grow,
    "shrink": shrink,
    "appear": appear,
    "vanish": vanish,
    "leave": _make(hertz=2.3, up=0.09, press=0.07, lean=4, tilt=3),
    "hide": hide,
    "rest": _make(hertz=0.4, press=0.02, tilt=-4, lean=1),
    "work": _make(hertz=2.6, press=0.07, tilt=5, lean=6),
    "push": _make(hertz=1.3, press=0.03, tilt=13, lean=4, up=0.015),
    "fight": fight,
    "dodge": dodge,
    "hug": hug,
    "cheer": _make(hertz=1.7, up=0.20, press=0.12, lean=6),
    "shine": shine,
    "explode": explode,
    "built": built,
}
"""Motion -> its act."""
