"""What acts of four-legged animals build on: standing, sitting, lying, rearing, and where the head can get to."""

import math

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped.stance import Limb, Stance, Who

FRONT, HIND = ("near-front", "far-front"), ("near-hind", "far-hind")
CHIN = 66.0
"""Where a face from the front ends below, in units of its artwork."""


def wave(t: float, hertz: float, phase: float = 0.0) -> float:
    """-1..1, `phase` in turns."""
    return math.sin(2 * math.pi * (hertz * t + phase))


def smooth(x: float) -> float:
    """0..1 with ease in and out."""
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def mix(a: float, b: float, share: float) -> float:
    return a + (b - a) * share


def blinks(m: Moment, who: Who) -> bool:
    """Whether the eyes are just shut."""
    return (m.t + 0.013 * (who.seed % 97) + 0.6) % 3.4 > 3.26


def chatter(t: float) -> str:
    """The mouth of an animal that says something: sounds, then a breath."""
    beat = t % 2.4
    return "" if beat > 1.9 else ("open", "wide", "", "wide", "open", "")[int(beat * 7) % 6]


def stand(m: Moment, who: Who, *, eyes: str = "") -> Stance:
    """Standing at ease."""
    s = Stance(who)
    breath = wave(m.t, 0.34)
    s.trunk = (0.0, -0.012 + 0.008 * breath)
    s.rise, s.nose = 1.5 * wave(m.t, 0.23, 0.1), 1.2 * wave(m.t, 0.19)
    s.tail = 7 * wave(m.t, 0.5)
    s.cape = 2 * wave(m.t, 0.4)
    s.eyes = "shut" if not eyes and blinks(m, who) else eyes
    return s


def sit(m: Moment, who: Who, *, eyes: str = "", share: float = 1.0) -> Stance:
    """Sitting on the haunches, front legs straight; `share` 0 is standing."""
    s, breed = stand(m, who, eyes=eyes), who.breed
    hips = mix(0.97, 0.3, share) * breed.leg
    climb = min(max((0.94 * breed.leg - hips) / breed.length, 0.0), 0.8)
    s.pitch = math.degrees(math.asin(climb)) + 3 * share
    hold_hips(s, breed.home("near-hind") + 0.06 * breed.leg * share, hips + 0.008 * breed.leg * wave(m.t, 0.34))
    ground(s, FRONT, 0.0)
    for leg in HIND:
        s.limbs[leg] = s.leg(leg, (0.34 * share, 0.0, 0.0), kneels=share > 0.5)
    s.rise, s.tail = s.rise + 10 * share, s.tail - 20 * share
    return s


def lie(m: Moment, who: Who, *, eyes: str = "", share: float = 1.0) -> Stance:
    """Lying on the belly, paws ahead."""
    s, breed = stand(m, who, eyes=eyes), who.breed
    low = (0.9 * breed.deep - breed.high) / breed.leg
    s.trunk = (0.0, mix(0.0, low, share) + 0.01 * wave(m.t, 0.26))
    s.tail = -20 * share + 5 * wave(m.t, 0.3)
    for leg in FRONT:
        s.limbs[leg] = _part((68.0, 22.0, 0.0), share)
    for leg in HIND:
        s.limbs[leg] = _part((76.0, -146.0, 0.0), share)
    return s


def rear(m: Moment, who: Who, *, pitch: float = 62.0, eyes: str = "") -> Stance:
    """Standing on the hind legs, front legs before the chest."""
    s, breed = stand(m, who, eyes=eyes), who.breed
    s.pitch = pitch
    share = math.sin(math.radians(max(pitch, 0.0)))
    hold_hips(s, -0.2 * breed.length * share + breed.home("near-hind") * (1 - share), 0.95 * breed.leg)
    for leg, ahead in zip(HIND, (-0.05, 0.3), strict=True):
        s.feet[leg] = ((s.root(leg)[0] - breed.home(leg)) / breed.leg + ahead * share, 0.0, 0.0)
    s.limbs = {"near-front": (48.0, -62.0, 10.0), "far-front": (62.0, -70.0, 10.0)}
    s.rise = 18 * share + wave(m.t, 0.3)
    s.wings += pitch
    s.tail = -10 * share + 8 * wave(m.t, 0.7)
    return s


def hold_hips(s: Stance, x: float, high: float) -> None:
    """Moves the trunk, which is pitched already, so that the near hip is at `x`, `high` above the ground (units)."""
    breed = s.who.breed
    s.trunk = (0.0, 0.0)
    at_x, at_y = s.root("near-hind")
    s.trunk = ((x - at_x) / breed.leg, (high + at_y) / breed.leg)


def ground(s: Stance, legs: tuple[str, ...], ahead: float) -> None:
    """Puts feet below their joints, `ahead` of them by a share of the leg's length."""
    for leg in legs:
        s.feet[leg] = ((s.root(leg)[0] - s.who.breed.home(leg)) / s.who.breed.leg + ahead, 0.0, 0.0)


def bow_to(s: Stance, high: float, nose: float = -20.0) -> None:
    """Lowers the neck until the chin is `high` above the ground (a share of the leg's length)."""
    breed = s.who.breed
    a = math.radians(s.pitch)
    x, y = 0.5 * breed.length + 0.22 * breed.deep, -0.45 * breed.deep
    base = breed.high + s.trunk[1] * breed.leg + x * math.sin(a) - y * math.cos(a)
    below = (CHIN - breed.head.joint[1]) * breed.head.scale if breed.head.front else 0.5 * breed.neck + 3
    want = high * breed.leg + (0.9 * below if breed.head.front else 0.35 * below)
    down = math.degrees(math.asin(min(max((want - base) / breed.neck, -0.96), 0.96)))
    s.rise, s.nose = down - breed.rise, nose if breed.head.front else min(nose, -12.0) - 0.3 * max(0.0, -down)


def nose_of(who: Who) -> float:
    """How far ahead of its middle the head of a standing animal reaches, in own heights."""
    return (0.5 * who.breed.length + 1.4 * who.breed.deep) / who.units


def way_to(m: Moment, who: Who, share: float) -> float:
    """How far (own heights) to go until both touch, when both go half the way: `share` 1 is nose to nose."""
    if m.toward is None:
        return 0.0
    gap = share * (nose_of(who) + 0.5 * m.tall)
    return min(max(0.5 * (m.toward - gap), -0.25), 1.6)


def _part(limb: Limb, share: float) -> Limb:
    """A limb on its way from hanging straight."""
    return (limb[0] * share, limb[1] * share, limb[2] * share)
