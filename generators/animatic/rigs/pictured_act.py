"""Acts of pictures that bend: what wings, tails and bodies do in a motion, on top of what stiff pictures do."""

import math
from dataclasses import dataclass, replace

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.cutout_acts import act_of
from videostudio.generators.animatic.rigs.pose import Moment, Pose


@dataclass(frozen=True)
class Manner:
    """How a motion is told without limbs. The body bows by `bow` degrees and by `bows` more `hertz` times a second,
    leans by `lean`, hops by `hop` (own heights); wings are raised by `wing` degrees and beat by `beat`, `beats` times
    a second (None: they stay folded). `tail` is how much livelier or calmer than usual a tail waves; `nod` lowers
    the front end by so much (own heights), `nods` in time."""

    bow: float = 0.0
    bows: float = 2.0
    hertz: float = 0.4
    lean: float = 0.0
    hop: float = 0.0
    wing: float | None = None
    beat: float = 0.0
    beats: float = 2.0
    tail: float = 1.0
    nod: float = 0.0
    nods: float = 0.0


USUAL = Manner()
MANNERS: dict[str, Manner] = {
    "still": Manner(bows=0.8, tail=0.6),
    "walk": Manner(bows=5, hertz=1.05, tail=1.2),
    "run": Manner(bow=8, bows=5, hertz=1.6, wing=-30, beat=16, beats=3.2, tail=2.0),
    "sneak": Manner(bow=16, bows=4, hertz=0.6, tail=0.5, nod=0.06),
    "crawl": Manner(bow=22, bows=3, hertz=0.8, tail=0.8, nod=0.1),
    "chase": Manner(bow=13, bows=5, hertz=1.8, wing=-8, beat=26, beats=3.6, tail=2.6, nod=0.03),
    "flee": Manner(bow=-6, bows=6, hertz=2.0, wing=24, beat=36, beats=3.8, tail=3.0, nod=-0.05),
    "follow": Manner(bow=3, bows=6, hertz=1.2, tail=1.5, nods=0.03),
    "carry": Manner(bow=-5, bows=3, hertz=1.05, nod=-0.04),
    "leave": Manner(bow=-3, bows=7, hertz=0.9, lean=-4, wing=30, beat=18, beats=1.2, tail=1.4),
    "push": Manner(bow=18, bows=6, hertz=1.1, nod=0.09, tail=1.4),
    "skip": Manner(bows=8, hertz=1.8, wing=0, beat=34, beats=1.8, tail=1.6),
    "roll": Manner(bows=4, hertz=0.8),
    "jump": Manner(bow=-4, bows=4, hertz=0.87, wing=20, beat=38, beats=0.87),
    "fly": Manner(bow=10, bows=3, hertz=0.7, wing=4, beat=52, beats=1.9, tail=1.2),
    "launch": Manner(bow=-8, bows=2, hertz=0.7, wing=16, beat=48, beats=2.6),
    "float": Manner(bows=4, hertz=0.36, wing=30, beat=12, beats=0.8, tail=0.7),
    "swim": Manner(bow=3, bows=3, hertz=0.8, tail=1.6),
    "sail": Manner(bow=2, bows=6, hertz=0.37, lean=-3),
    "drive": Manner(bow=-6, bows=3, hertz=2.1, lean=-4),
    "ride": Manner(bow=8, bows=6, hertz=1.7, lean=5, hop=0.03),
    "climb": Manner(bow=-12, bows=6, hertz=1.4, wing=14, beat=40, beats=2.4),
    "fall": Manner(bow=-6, bows=8, hertz=2.2, wing=52, beat=22, beats=3.0, tail=2.0),
    "descend": Manner(bow=-6, bows=3, hertz=0.5, wing=38, beat=10, beats=0.9),
    "dance": Manner(bows=15, hertz=1.0, wing=20, beat=38, beats=1.0, tail=2.0),
    "spin": Manner(bows=5, hertz=1.1, wing=10, beat=6),
    "wave": Manner(bow=-4, bows=4, hertz=0.8, wing=38, beat=26, beats=1.7),
    "shake": Manner(bow=5, bows=3, hertz=6.0, wing=-48, beat=5, beats=7, tail=0.4),
    "look": Manner(bows=12, hertz=0.27, nods=0.02),
    "think": Manner(bow=8, bows=2, hertz=0.3, wing=-20, beat=3, beats=0.4, nod=0.04),
    "read": Manner(bow=17, bows=2, hertz=0.35, nod=0.08),
    "write": Manner(bow=20, bows=3, hertz=1.1, wing=-34, beat=9, beats=2.2, nod=0.1),
    "pray": Manner(bow=30, bows=2, hertz=0.25, wing=-30, beat=1, beats=0.3, nod=0.12),
    "eat": Manner(bow=40, bows=12, hertz=1.4, lean=12, nod=0.16, nods=0.08, tail=1.2),
    "drink": Manner(bow=34, bows=18, hertz=0.45, lean=10, nod=0.14, nods=0.06),
    "sleep": Manner(bow=10, bows=1, hertz=0.24, lean=-2, nod=0.14, tail=0.2),
    "talk": Manner(bow=3, bows=10, hertz=1.3, nods=0.05),
    "argue": Manner(bow=8, bows=10, hertz=1.6, wing=20, beat=22, beats=1.6, nod=0.02, nods=0.05, tail=2.2),
    "laugh": Manner(bow=-12, bows=5, hertz=2.1, hop=0.03, wing=-10, beat=16, beats=2.1, nod=-0.06),
    "sing": Manner(bow=-16, bows=5, hertz=0.5, wing=8, beat=10, beats=0.5, nod=-0.1),
    "music": Manner(bows=10, hertz=1.1, wing=-14, beat=22, beats=2.2, tail=1.5),
    "listen": Manner(bow=-5, bows=4, hertz=0.5, lean=9),
    "find": Manner(bow=22, bows=8, hertz=1.1, nod=0.1, nods=0.05, tail=1.8),
    "found": Manner(bow=-4, bows=4, hertz=1.2, hop=0.05),
    "pick": Manner(bow=18, bows=20, hertz=0.42, nod=0.09, nods=0.09),
    "lose": Manner(bow=6, bows=14, hertz=0.3, nod=0.05, nods=0.03, tail=0.5),
    "give": Manner(bow=16, bows=3, hertz=0.5, wing=6, beat=5, beats=0.6, nod=0.03),
    "receive": Manner(bow=-12, bows=6, hertz=0.9, lean=-5, wing=24, beat=7, beats=0.9),
    "handed": Manner(bows=4, hertz=0.6),
    "throw": Manner(bow=-4, bows=22, hertz=0.62, wing=12, beat=30, beats=0.62, nods=0.05),
    "thrown": Manner(bows=6, hertz=1.0, wing=30, beat=30, beats=2.6),
    "grow": Manner(bow=-6, bows=3, hertz=0.9, wing=24, beat=14, beats=0.9),
    "shrink": Manner(bow=10, bows=3, hertz=0.9, tail=0.5),
    "appear": Manner(bow=-4, bows=5, hertz=1.3, wing=34, beat=20, beats=1.3),
    "vanish": Manner(bows=9, hertz=1.1),
    "hide": Manner(bow=26, bows=2, hertz=0.45, wing=-6, beat=3, beats=0.6, nod=0.12, tail=0.2),
    "rest": Manner(bow=-2, bows=2, hertz=0.4, nod=0.02, tail=0.4),
    "work": Manner(bow=12, bows=9, hertz=1.3, wing=-20, beat=16, beats=1.3, nods=0.03),
    "cook": Manner(bow=14, bows=7, hertz=1.0, lean=4, wing=-8, beat=14, beats=1.0, nod=0.06),
    "build": Manner(bow=8, bows=16, hertz=0.9, wing=10, beat=34, beats=0.9, nods=0.06),
    "dig": Manner(bow=30, bows=9, hertz=2.4, lean=6, nod=0.13, nods=0.05, tail=1.6),
    "paint": Manner(bow=-6, bows=9, hertz=0.7, lean=-5, wing=24, beat=18, beats=0.7),
    "sweep": Manner(bow=12, bows=18, hertz=0.8, lean=5, wing=-26, beat=20, beats=0.8),
    "fish": Manner(bow=9, bows=5, hertz=0.3, lean=4, wing=0, beat=8, beats=0.4),
    "play": Manner(bow=6, bows=12, hertz=1.5, hop=0.1, wing=10, beat=26, beats=1.5, tail=2.2),
    "fight": Manner(bow=8, bows=12, hertz=0.95, wing=36, beat=30, beats=1.9, nods=0.06, tail=2.0),
    "dodge": Manner(bow=-14, bows=8, hertz=0.95, wing=28, beat=18, beats=1.9, nod=-0.04),
    "hug": Manner(bow=13, bows=4, hertz=0.6, wing=12, beat=8, beats=0.6, nod=0.03),
    "cry": Manner(bow=22, bows=4, hertz=1.2, wing=-14, beat=4, beats=1.2, nod=0.13, nods=0.02, tail=0.3),
    "cheer": Manner(bow=-8, bows=4, hertz=1.7, wing=48, beat=24, beats=2.0, tail=1.8),
    "shine": Manner(bow=-5, bows=2, hertz=0.4, wing=34, beat=5, beats=0.5),
}
"""Motion -> its manner; those left out have the usual one."""


def manner_of(motion: str) -> Manner:
    """The manner of a motion, or of the one most like it."""
    known = MOTIONS.get(motion)
    return MANNERS.get(motion) or MANNERS.get(known.like if known else "", USUAL)


def stiff(motion: str, m: Moment) -> Pose:
    """What a stiff picture does in a motion, whatever is asked."""
    return act_of(motion)(m.t, m.p)


def elastic(motion: str, m: Moment) -> Pose:
    """The same of a picture that bends: turns `bend` and `nod`, and what is told to roll does."""
    how, pose = manner_of(motion), stiff(motion, m)
    beat = math.sin(2 * math.pi * (how.hertz * m.t + 0.07))
    ease = _ease(m.t)
    turns = {
        "bend": (how.bow * ease + how.bows * beat),
        "nod": how.nod * ease + how.nods * max(0.0, beat),
    }
    if motion == "roll":
        turns["spin"] = -230 * m.t
    hop = how.hop * abs(math.sin(math.pi * how.hertz * m.t))
    return replace(pose, turns=turns, lean=pose.lean + how.lean * ease, up=pose.up + hop)


def winged(motion: str, m: Moment, rest: float) -> float | None:
    """How far wings are raised, in degrees; None when they are folded. `rest` is added where they beat."""
    how = manner_of(motion)
    if how.wing is None:
        return None
    return rest + how.wing * _ease(m.t) + how.beat * math.sin(2 * math.pi * how.beats * m.t)


def _ease(t: float) -> float:
    x = min(max(1.7 * t + 0.15, 0.0), 1.0)
    return x * x * (3 - 2 * x)
