"""What birds and other winged animals do. What is not here they do as other animals do."""

from dataclasses import replace

from videostudio.generators.animatic.rigs.creature import beast_acts, beast_going
from videostudio.generators.animatic.rigs.creature.beast_poses import Act, hopping, posed
from videostudio.generators.animatic.rigs.creature.beats import again, ease, hop, overshoot, spell, wave
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.pose import Moment, Pose


def winged(pose: Pose, spread: float, beat: float) -> Pose:
    """The pose with wings `spread` 0..1 whose tips are down (-1) or up (1)."""
    return replace(pose, shifts={**pose.shifts, "wings": (spread, beat)})


def _flaps(act: Act, *, hertz: float, spread: float = 1.0, start: float = 0.0) -> Act:
    """An act with wings that beat all the while."""

    def flapping(m: Moment, b: Build) -> Pose:
        quick = hertz * (1.4 if b.wings == "flutter" else 1.0)
        return winged(act(m, b), spread * ease((m.t - start) * 4 + 0.3), wave(m.t, quick))

    return flapping


def idle(m: Moment, b: Build) -> Pose:
    """Stands, tilts its head in jerks; what flutters opens and closes its wings."""
    jerk = spell(again(m.t, 2.7), 0.8, 0.09, 0.7, 0.09) - spell(again(m.t, 4.1), 2.6, 0.09, 0.5, 0.09)
    pose = posed(b, press=0.012 * wave(m.t, 0.5), head=11 * jerk, tail=5 * wave(m.t, 0.9), up=_hover(m, b))
    return winged(pose, 0.8 if _airborne(b) else 0.0, wave(m.t, 2.4 if b.aloft else 0.8))


def _airborne(b: Build) -> bool:
    return b.wings in ("flutter", "own")


def _hover(m: Moment, b: Build) -> float:
    return 0.03 * wave(m.t, 0.9) if b.aloft else 0.0


def still(m: Moment, b: Build) -> Pose:
    return posed(b, press=0.010 * wave(m.t, 0.4), tail=3 * wave(m.t, 0.4))


def walk(m: Moment, b: Build) -> Pose:
    """Struts on its legs, or waddles: the body tips from foot to foot."""
    if b.wings in ("flutter", "own") and b.aloft:
        return winged(
            posed(b, up=0.10 * ease(m.t) + 0.05 * wave(m.t, 0.9), lean=4 * wave(m.t, 0.45)), 1.0, wave(m.t, 3.0)
        )
    if b.legs and not b.waddles:
        pose = beast_going.walk(m, b)
        return replace(pose, turns={**pose.turns, "head": 8 * ease(m.t * 3) * wave(m.t, 2.2)})
    going = ease(m.t * 3)
    pose = hopping(m, b, high=0.22, quick=1.3)
    tip = going * wave(m.t, 1.6)
    return replace(pose, lean=6.5 * tip, turns={**pose.turns, "bend": -4 * tip, "tail": 10 * tip, "head": 3 * tip})


def run(m: Moment, b: Build) -> Pose:
    """Runs with its wings out."""
    if b.aloft:
        return fly(m, b)
    pose = beast_going.run(m, b) if b.legs and not b.waddles else walk(m, b)
    pose = replace(pose, lean=pose.lean + 7 * ease(m.t * 3))
    return winged(pose, 0.75 * ease(m.t * 3), 0.4 + 0.5 * wave(m.t, 3.2))


def fly(m: Moment, b: Build) -> Pose:
    """Beats its wings, and glides between."""
    beats = 1 - 0.85 * spell(again(m.t, 3.2), 2.0, 0.2, 0.6, 0.2)
    flap = wave(m.t, 2.1 if b.wings != "flutter" else 3.6)
    legs = {leg.name: (-0.5 * b.leg * ease(m.t * 2), 0.3 * b.leg * ease(m.t * 2)) for leg in b.legs}
    pose = posed(
        b,
        up=0.22 * ease(m.p * 1.6) - 0.035 * flap * beats + 0.03 * wave(m.t, 0.4),
        lean=9 * ease(m.t * 2) + 4 * wave(m.t, 0.45),
        head=-5 * ease(m.t * 2),
        tail=6 * wave(m.t, 0.9),
        shifts=legs,
    )
    return winged(pose, ease(m.t * 4 + 0.2), flap * beats + 0.55 * (1 - beats))


def leave(m: Moment, b: Build) -> Pose:
    """Looks back once, and flies up and away."""
    back = spell(m.t, 0.5, 0.3, 0.5, 0.3)
    pose = posed(
        b,
        up=0.45 * ease(m.p * 1.2) * min(m.p * 2, 1.0) + 0.04 * wave(m.t, 1.3),
        lean=-9 * ease(m.t * 2),
        head=6 * ease(m.t * 2) - 18 * back,
        tail=8 * wave(m.t, 1.3),
    )
    return winged(pose, ease(m.t * 4 + 0.2), wave(m.t, 2.6))


def glide(m: Moment, b: Build) -> Pose:
    pose = posed(b, along=0.03 * wave(m.t, 0.2), up=0.06 * wave(m.t, 0.33), lean=7 * wave(m.t, 0.22))
    return winged(pose, 0.95, 0.6 + 0.12 * wave(m.t, 0.7))


def descend(m: Moment, b: Build) -> Pose:
    """Glides down and brakes with quick wings."""
    left = 1 - ease(m.p * 1.1)
    pose = posed(b, up=0.5 * left, lean=14 * left - 12 * spell(m.p, 0.55, 0.15, 0.05, 0.2), head=-6 * left)
    return winged(pose, max(left, 0.1), 0.7 * left + (1 - left) * wave(m.t, 3.4))


def launch(m: Moment, b: Build) -> Pose:
    crouch = spell(m.t, 0.0, 0.3, 0.05, 0.12)
    rise = ease((m.t - 0.35) * 2)
    pose = posed(b, up=0.9 * ease(m.p) * m.p, press=0.13 * crouch, lean=-12 * rise, head=6 * rise)
    return winged(pose, ease(m.t * 3 + 0.2), wave(m.t, 3.1))


def eat(m: Moment, b: Build) -> Pose:
    """Pecks: quick bows in threes, then looks up."""
    beat = again(m.t, 2.4)
    peck = max(spell(beat, 0.2 + 0.5 * k, 0.13, 0.04, 0.16) for k in range(3))
    up = spell(beat, 1.75, 0.15, 0.3, 0.15)
    stoop = 0.35 * ease(m.t * 2) * (1 - up)
    return posed(
        b,
        lean=(26 if b.legs else 15) * (0.55 * peck + stoop),
        head=30 * (0.7 * peck + stoop) - 10 * up,
        tail=-8 * peck,
        press=0.03 * peck,
    )


def sleep(m: Moment, b: Build) -> Pose:
    """Fluffs up and tucks its head down."""
    down, breath = ease(m.t + 0.4), wave(m.t, 0.22)
    pose = posed(b, head=20 * down, press=0.09 * down - 0.03 * breath, lean=2 * down, tail=-6 * down)
    legs = {leg.name: (0.0, 0.0) for leg in b.legs}
    return replace(
        pose, wide=pose.wide * (1 + 0.03 * down), shifts={**legs, "trunk": (0.0, -0.5 * b.leg * down * bool(b.legs))}
    )


def rest(m: Moment, b: Build) -> Pose:
    down, breath = ease(m.t * 1.4 + 0.35), wave(m.t, 0.34)
    jerk = spell(again(m.t, 3.1), 1.1, 0.09, 0.9, 0.09)
    return posed(
        b,
        press=0.04 * down - 0.014 * breath,
        head=-9 * jerk,
        lean=-3 * down,
        shifts={"trunk": (0.0, -0.75 * b.leg * down * bool(b.legs))},
    )


def greet(m: Moment, b: Build) -> Pose:
    """Lifts its wings and waves with them."""
    rear = overshoot(m.t * 1.3)
    pose = posed(
        b, lean=-6 * rear + 3 * wave(m.t, 1.0), head=-5 * rear, up=0.02 * hop(m.t, 2.0), bend=3 * wave(m.t, 1.0)
    )
    return winged(pose, rear, 0.55 + 0.4 * wave(m.t, 2.0))


def dance(m: Moment, b: Build) -> Pose:
    up = hop(m.t, 2.0)
    pose = posed(
        b,
        along=0.08 * wave(m.t, 0.5),
        up=0.10 * up,
        press=0.10 * (1 - up) ** 2 * ease(m.t * 5),
        lean=11 * wave(m.t, 1.0),
        head=-12 * wave(m.t, 2.0),
        tail=14 * wave(m.t, 2.0),
        bend=5 * wave(m.t, 1.0),
    )
    return winged(pose, ease(m.t * 3), wave(m.t, 2.0))


def work(m: Moment, b: Build) -> Pose:
    """Hammers with its beak."""
    peck = max(0.0, wave(m.t, 3.2))
    return posed(
        b,
        lean=7 * ease(m.t * 2) + 5 * peck,
        head=12 * ease(m.t * 2) + 13 * peck,
        tail=7 * wave(m.t, 3.2),
        press=0.02 * peck,
    )


def hug(m: Moment, b: Build) -> Pose:
    return winged(beast_acts.hug(m, b), ease(m.t * 1.2), -0.35 + 0.15 * wave(m.t, 0.8))


ACTS: dict[str, Act] = {
    **beast_acts.ACTS,
    "idle": idle,
    "still": still,
    "walk": walk,
    "run": run,
    "chase": _flaps(beast_going.chase, hertz=3.4),
    "flee": _flaps(beast_going.flee, hertz=4.2),
    "skip": _flaps(beast_going.skip, hertz=1.9, spread=0.7),
    "jump": _flaps(beast_going.jump, hertz=2.4, spread=0.8),
    "fly": fly,
    "float": glide,
    "launch": launch,
    "descend": descend,
    "climb": _flaps(beast_going.climb, hertz=2.6, spread=0.8),
    "fall": _flaps(beast_going.fall, hertz=5.0, spread=0.7, start=0.1),
    "eat": eat,
    "sleep": sleep,
    "rest": rest,
    "wave": greet,
    "dance": dance,
    "work": work,
    "fight": _flaps(beast_acts.fight, hertz=2.8),
    "cheer": _flaps(beast_acts.cheer, hertz=3.4),
    "hug": hug,
    "shake": _flaps(beast_acts.shake, hertz=6.0, spread=0.3),
    "leave": leave,
    "shine": _flaps(beast_acts.shine, hertz=0.6, spread=0.9),
}
"""Motion -> its act."""
