"""What most acts build on: standing, breathing, blinking, holding, and curves of time."""

import math

from videostudio.generators.animatic.rigs.person.props import ACROSS, LOW, POLES
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.reach import reach


def wave(t: float, hertz: float, phase: float = 0.0) -> float:
    """-1..1, `phase` in turns."""
    return math.sin(2 * math.pi * (hertz * t + phase))


def smooth(x: float) -> float:
    """0..1 with ease in and out."""
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def over(x: float) -> float:
    """0..1, swinging past its end and back, as what stops with weight."""
    x = min(max(x, 0.0), 1.0)
    return 1 - math.exp(-6 * x) * math.cos(7.5 * x) if x < 1 else 1.0


def mix(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def blinks(m: Moment, who: Who) -> bool:
    """Whether the eyes are just shut."""
    return (m.t + 0.013 * (who.seed % 97) + 0.6) % 3.1 > 2.98


def stand(m: Moment, who: Who, *, face: str = "calm") -> Stance:
    """Standing at ease; whatever is held is held so that it can be seen."""
    s = Stance(who)
    breath = wave(m.t, 0.32)
    s.hip = (0.0, -0.03 + 0.02 * breath)
    s.spine = who.build.stoop + 0.7 * breath
    s.nod = 0.35 * who.build.stoop + 1.1 * wave(m.t, 0.21, 0.1)
    s.near = (-5 - 1.2 * breath, 15 + 2 * breath)
    s.far = (8 + 1.2 * breath, 17 + 2 * breath)
    s.near_foot, s.far_foot = (-1.2, 0.0, 0.0), (1.0, 0.0, 0.0)
    s.face = "blink" if face == "calm" and blinks(m, who) else face
    s.cape = 2 * wave(m.t, 0.4)
    hold(s, m)
    return s


def hold(s: Stance, m: Moment) -> None:
    """The hands' usual place for their own thing."""
    prop, breath = s.who.prop, wave(m.t, 0.32)
    if not prop:
        return
    if prop in ACROSS:
        s.near, s.far = (-8 + breath, 98), (14 + breath, 78)
    elif prop in LOW:
        s.near = (4 + breath, 14)
    elif prop == "cane":
        s.far = (20 + breath, 16)
    elif prop == "lantern":
        s.far = (46 + breath, 34)
    elif prop in POLES:
        s.far, s.far_tilt = (40 + breath, 34), 3.0 + 1.5 * breath
    else:
        s.far, s.far_tilt = (26 + breath, 62 + 2 * breath), 22.0 + 3 * breath


def put(s: Stance, side: str, x: float, y: float, *, exact: bool = False, out: bool = False) -> None:
    """Moves a hand to `x` ahead of and `y` above the hips (hundredths), as far as the arm goes; unless `exact`, `x`
    is less for shorter arms; `out` turns the elbow ahead. The spine has to be bent before."""
    build = s.who.build
    x *= 1.0 if exact else min(1.0, (build.upper + build.fore) / 26)
    tilt = math.radians(s.spine)
    own_x = (0.78 if side == "far" else -0.84) * build.shoulder
    at_x = own_x * math.cos(tilt) + build.shoulders * math.sin(tilt)
    at_y = build.shoulders * math.cos(tilt) - own_x * math.sin(tilt)
    arm = reach(x - at_x, at_y - y, build.upper, build.fore + 1.4, 1 if out else -1)
    if side == "far":
        s.far = arm
    else:
        s.near = arm


def mouth(s: Stance) -> tuple[float, float]:
    """Where the mouth is, ahead of and above the hips."""
    build, tilt = s.who.build, math.radians(s.spine)
    x, y = 1.0 + 0.11 * build.head, build.torso - 0.8 + 0.17 * build.head
    return x * math.cos(tilt) + y * math.sin(tilt), y * math.cos(tilt) - x * math.sin(tilt)


def chatter(t: float) -> str:
    """The mouth of somebody who talks: words, then a breath."""
    beat = t % 2.6
    if beat > 2.15:
        return "happy"
    return ("talk", "talk-wide", "calm", "talk-wide", "talk", "calm")[int(beat * 7.5) % 6]


def way_to(m: Moment, gap: float, *, both: bool = True, least: float = 0.0) -> float:
    """How far (own heights) to go until the other is `gap` away, when both go half the way or one goes all."""
    if m.toward is None:
        return least
    return min(max((m.toward - gap) * (0.5 if both else 1.0), -0.25), 1.6)
