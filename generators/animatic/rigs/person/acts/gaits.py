"""Going on foot: feet that stand stay where they stand, however fast the stage carries the body along."""

import math
from dataclasses import dataclass

from videostudio.generators.animatic.rigs.person.acts.base import blinks, hold, mix, put, smooth, stand, wave
from videostudio.generators.animatic.rigs.person.build import ANKLE
from videostudio.generators.animatic.rigs.person.stance import Foot, Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment

TOE = 6.0
"""How far ahead of the ankle a shoe rolls off the ground."""
RETRACT = 0.1
"""Share of its swing in which a foot moves back again before it lands."""
UNHURRIED = 1.3
"""Steps a second of somebody who goes on the spot."""


@dataclass(frozen=True)
class Gait:
    """`step` from one foot's place to the other's and `lift` of the swinging foot, in hundredths; `duty` is the share
    of its cycle for which a foot stands, `kick` how far a heel flies up behind, `crouch` lowers the hips, `spring`
    is their rise between steps, `roll` how far the heel rises before the toe leaves."""

    step: float
    duty: float
    lift: float
    kick: float = 0.0
    crouch: float = 0.4
    spring: float = 0.0
    roll: float = 34.0

    @property
    def half(self) -> float:
        """Half the way that a standing foot is behind or ahead of its hip."""
        return self.duty * self.step


WALK = Gait(step=23.0, duty=0.6, lift=4.2, kick=2.0)
RUN = Gait(step=29.0, duty=0.36, lift=9.0, kick=10.0, crouch=1.6, spring=3.4, roll=42.0)
SNEAK = Gait(step=19.0, duty=0.66, lift=9.5, crouch=5.4, roll=20.0)
PUSH = Gait(step=16.0, duty=0.66, lift=4.0, crouch=4.5)


def cycles(m: Moment, who: Who, gait: Gait) -> float:
    """Cycles (of two steps) since the scene began."""
    speed = m.speed * who.units
    return m.t * (speed / (2 * gait.step) if speed > 0 else UNHURRIED / 2)


def foot(u: float, gait: Gait) -> Foot:
    """A foot at `u` (0..1) of its cycle, which begins when it comes down."""
    u %= 1.0
    if u < gait.duty:
        x = gait.half - 2 * gait.step * u
        late = smooth((u / gait.duty - 0.62) / 0.38)
        return _rolled(x, -gait.roll * late)
    w = (u - gait.duty) / (1 - gait.duty)
    start = _rolled(-gait.half, -gait.roll)
    # The foot swings past its place and comes down already moving back with the ground.
    back = 2 * gait.step * (1 - gait.duty) * RETRACT
    out = min(w / (1 - RETRACT), 1.0)
    x = mix(start[0], gait.half + back, smooth(out) * 0.85 + out * 0.15) - back * max(0.0, (w - 1) / RETRACT + 1)
    y = mix(start[1], 0.0, smooth(w)) + (gait.lift + gait.kick * (1 - w)) * math.sin(math.pi * w)
    pitch = mix(
        -gait.roll - min(22.0, 2.4 * gait.lift) * math.sin(math.pi * min(w * 1.6, 1.0)), 14, smooth(w * 1.15)
    ) * (1 - smooth((w - 0.86) / 0.14))
    return x, y, pitch


def _rolled(x: float, pitch: float) -> Foot:
    """A foot whose heel has risen over a toe that stays where it is."""
    a = math.radians(pitch)
    ahead = TOE - (TOE * math.cos(a) + ANKLE * math.sin(a))
    high = -TOE * math.sin(a) + ANKLE * math.cos(a) - ANKLE
    return x + ahead, high, pitch


def legs(s: Stance, at: float, gait: Gait, behind: float = 0.0) -> None:
    """Feet and hips at `at` cycles, the hips so far `behind` the feet."""
    build = s.who.build
    length = build.thigh + build.shin
    s.near_foot, s.far_foot = foot(at, gait), foot(at + 0.5, gait)
    low = length - math.sqrt(max(length**2 - (gait.half + behind + 0.8) ** 2, 1.0))
    lift = math.sin(2 * math.pi * (2 * at - 0.12 + 0.25 * (gait.duty < 0.5)))
    if gait.duty < 0.5:
        s.hip = (
            -behind,
            -gait.crouch - low * 0.5 + gait.spring * (0.5 + 0.5 * math.sin(4 * math.pi * (at - gait.duty * 0.62))),
        )
    else:
        s.hip = (-behind, -gait.crouch - low + (0.5 if behind == 0 else 0.0) * low * (0.5 - 0.5 * lift))


def swing(at: float) -> float:
    """-1..1: how far ahead the near leg is; the near arm is as far behind."""
    return math.cos(2 * math.pi * at)


def walk(m: Moment, who: Who) -> Stance:
    s, at = stand(m, who), cycles(m, who, WALK)
    legs(s, at, WALK)
    ahead = swing(at - 0.04)
    s.spine += 3.0 + 1.2 * wave(2 * at, 1)
    s.nod = s.spine * 0.4 + 1.5 * math.sin(4 * math.pi * at + 0.6)
    s.near, s.far = (-30 * ahead, 18 + 12 * max(0.0, -ahead)), (30 * ahead + 2, 18 + 12 * max(0.0, ahead))
    s.face = "blink" if blinks(m, who) else "happy"
    s.cape = -10 - 4 * ahead
    s.skirt = "stride"
    if who.prop:
        hold(s, m)
    return s


def run(m: Moment, who: Who) -> Stance:
    s, at = stand(m, who), cycles(m, who, RUN)
    legs(s, at, RUN)
    ahead = swing(at - 0.03)
    s.spine = 15 + 2 * math.sin(4 * math.pi * at)
    s.nod = 4.0
    s.near, s.far = (-8 - 48 * ahead, 84 + 12 * ahead), (4 + 48 * ahead, 84 - 12 * ahead)
    s.face = "effort" if int(m.t * 1.5) % 3 == 2 else "happy"
    s.cape = -38 - 6 * ahead
    s.skirt = "stride"
    s.far_tilt = 40 + 12 * ahead
    return s


def chase(m: Moment, who: Who) -> Stance:
    s = run(m, who)
    shake = wave(m.t, 2.2)
    s.spine += 5
    s.far = (98 + 8 * shake, 8 + 8 * shake)
    s.face, s.far_tilt = "shouting" if int(m.t * 2) % 3 else "angry", 62.0
    return s


def flee(m: Moment, who: Who) -> Stance:
    s = run(m, who)
    flap = wave(m.t, 2.6)
    s.spine, s.nod, s.gaze = 6.0, -6.0, -7.0
    s.near, s.far = (-128 + 16 * flap, -22), (132 + 16 * flap, 26)
    s.face, s.prop = "afraid", "-"
    return s


def sneak(m: Moment, who: Who) -> Stance:
    s, at = stand(m, who), cycles(m, who, SNEAK)
    legs(s, at, SNEAK)
    paw = math.sin(2 * math.pi * at)
    s.spine, s.nod = 24 + 3 * math.sin(4 * math.pi * at), 6.0
    s.gaze = 3 * wave(m.t, 0.4)
    s.near, s.far = (46 + 9 * paw, 92), (64 - 9 * paw, 92)
    s.face, s.prop, s.cape, s.skirt = "sly", "-", -20.0, "stride"
    return s


def leave(m: Moment, who: Who) -> Stance:
    """Walks off, a bag in hand, and waves back over the shoulder."""
    s = walk(m, who)
    hello = wave(m.t, 1.5)
    s.gaze, s.nod, s.spine = -15.0, -5.0, 1.0
    s.far = (146 + 12 * hello, 18 + 24 * hello)
    s.near, s.prop, s.tilt = (2 - 6 * swing(cycles(m, who, WALK)), 10), "bag", 0.0
    s.face = "sad" if int(m.t * 0.8) % 2 == 0 else "happy"
    return s


def carry(m: Moment, who: Who) -> Stance:
    """Walks with both arms around something."""
    s = walk(m, who)
    s.spine = -6.0
    bob = 0.6 * math.sin(4 * math.pi * cycles(m, who, WALK))
    height = who.build.torso * 0.5 + bob
    put(s, "near", 13, height - 1)
    put(s, "far", 16, height + 2)
    s.face, s.prop = "effort" if int(m.t) % 3 == 2 else "happy", "-"
    return s


def skip(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    beat = m.t * 1.5
    hop = abs(math.sin(math.pi * beat))
    lead = math.cos(math.pi * math.floor(beat + 0.5))
    kick = math.sin(math.pi * (beat % 1.0))
    near = lead > 0
    s.hip, s.up = (0.0, -2.5 + 2.2 * hop), 0.10 * hop
    high, low = (72 * kick, 92 * kick, -30 * kick), (-10 * kick, 26 * kick, -34 * kick)
    s.near_leg, s.far_leg = (high, low) if near else (low, high)
    s.near, s.far = (-60 - 66 * hop, -10), (66 + 66 * hop, 12)
    s.spine, s.nod, s.face, s.skirt = 4.0, -4.0, "delighted", "stride"
    s.cape = -24.0
    s.prop = "-"
    return s


def push(m: Moment, who: Who) -> Stance:
    s, at = stand(m, who), cycles(m, who, PUSH)
    legs(s, at, PUSH, behind=6.0)
    heave = wave(m.t, 1.1)
    s.spine, s.nod = 40 + 4 * heave, 20.0
    s.near, s.far = (88, 4 + 6 * heave), (92, 2 + 6 * heave)
    s.face, s.prop, s.skirt = "effort", "-", "stride"
    if m.toward is None:
        s.ground = "crate"
    return s


def crawl(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    build = who.build
    at = cycles(m, who, Gait(step=15.0, duty=0.6, lift=2))
    pace = math.sin(2 * math.pi * at)
    s.hip = (-8.0, build.thigh - build.hips + build.leg + 3)
    s.spine, s.nod = 74.0, 30.0
    s.near_leg, s.far_leg = (16 * pace, 88 + 8 * pace, -60), (-16 * pace, 88 - 8 * pace, -60)
    s.near, s.far = (6 - 24 * pace, 6), (12 + 24 * pace, 6)
    s.face, s.prop, s.skirt = "calm", "-", "sit"
    return s
