"""Going on four legs: feet that stand stay where they stand, however fast the stage carries the body along."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped.base import bow_to, mix, smooth, stand, wave
from videostudio.generators.animatic.rigs.quadruped.stance import LEGS, Foot, Stance, Who

SPARE = 0.03
"""Share of the leg's length that knees keep bent."""

ROCK = 9.0
"""Degrees by which a body pitches at most that is as long as its legs."""


@dataclass(frozen=True)
class Gait:
    """`begins` says when in the cycle each foot comes down, `duty` the share of it for which it stands; `reach` is
    the longest way a standing foot is carried and `lift` how high a swinging one is (shares of the leg's length),
    `fling` how far that swings beyond its place; `hertz` the fewest cycles a second, `bob` how much the trunk
    rises and falls (share of the leg), `rock` its pitch, degrees."""

    begins: Mapping[str, float]
    duty: float
    reach: float
    lift: float
    hertz: float
    fling: float = 0.0
    bob: float = 0.02
    rock: float = 0.0


def _begins(near_hind: float, near_front: float, far_hind: float, far_front: float) -> dict[str, float]:
    return dict(zip(LEGS, (near_hind, near_front, far_hind, far_front), strict=True))


WALK = Gait(_begins(0.0, 0.25, 0.5, 0.75), 0.64, 0.66, 0.17, 0.9, bob=0.018, rock=1.2)
TROT = Gait(_begins(0.0, 0.5, 0.5, 0.0), 0.46, 0.6, 0.26, 1.5, fling=0.1, bob=0.05, rock=1.5)
GALLOP = Gait(_begins(0.0, 0.46, 0.11, 0.58), 0.26, 0.62, 0.3, 1.9, fling=0.5, bob=0.12, rock=7.0)
HOP = Gait(_begins(0.0, 0.4, 0.03, 0.44), 0.24, 0.6, 0.36, 1.7, fling=0.6, bob=0.34, rock=13.0)
SNEAK = Gait(_begins(0.0, 0.25, 0.5, 0.75), 0.7, 0.62, 0.3, 0.55, bob=0.02)
CRAWL = Gait(_begins(0.0, 0.5, 0.5, 0.0), 0.66, 0.5, 0.12, 0.8, bob=0.02)


def pace(m: Moment, who: Who, gait: Gait) -> tuple[float, float]:
    """Cycles since the scene began, and the way (share of the leg) that a standing foot is carried."""
    leg = who.breed.leg / who.units
    if m.speed <= 0:
        return m.t * gait.hertz, gait.reach
    hertz = max(gait.hertz, m.speed * gait.duty / (gait.reach * leg))
    return m.t * hertz, m.speed * gait.duty / (hertz * leg)


def foot(at: float, begins: float, gait: Gait, way: float) -> Foot:
    """A foot that first comes down at `begins`, after `at` cycles. How a scene begins is the same at any speed, so
    the first cycle starts from the longest way and ends in that of all others."""
    start, now = (-begins) % 1.0, (at - begins) % 1.0
    first = math.floor(at - begins) == math.floor(-begins)
    stood = first and start < gait.duty
    at_first = gait.reach * (0.5 - start / gait.duty)
    if now < gait.duty:
        x = at_first - way * (now - start) / gait.duty if stood else way * (0.5 - now / gait.duty)
        return x, 0.0, 0.0
    w, w_first = ((u - gait.duty) / (1 - gait.duty) for u in (now, start))
    if first and not stood:
        late = smooth((w - w_first) / (1 - w_first))
        x = _swing(w, -0.5 * gait.reach, 0.5 * gait.reach, gait.fling) + 0.5 * (way - gait.reach) * late
    else:
        left = at_first - way * (gait.duty - start) / gait.duty if stood else -0.5 * way
        x = _swing(w, left, 0.5 * way, gait.fling)
    lift = math.sin(math.pi * w)
    return x, gait.lift * lift, -52 * math.sin(math.pi * min(1.4 * w, 1.0)) + 10 * lift


def _swing(w: float, left: float, lands: float, fling: float) -> float:
    """Where a foot is that swings from where it left the ground to where it lands, `w` 0..1 on its way."""
    return mix(left, lands, smooth(w)) - fling * math.sin(2 * math.pi * w) * (0.8 if w > 0.5 else 0.7)


def go(s: Stance, m: Moment, gait: Gait, crouch: float = 0.0) -> float:
    """Legs and trunk in a gait, the trunk lower by `crouch` (share of the leg); returns the cycles so far."""
    breed = s.who.breed
    at, way = pace(m, s.who, gait)
    for leg in LEGS:
        s.feet[leg] = foot(at, gait.begins[leg], gait, way)
    full = (breed.upper + breed.lower) / breed.leg
    way = mix(gait.reach, way, smooth(at))
    high = math.sqrt(max(full**2 - (0.5 * way + SPARE) ** 2, 0.2)) - SPARE
    low = high - (0.985 - breed.sole / breed.leg)
    rock = min(gait.rock, ROCK * breed.leg / breed.length)
    s.pitch = rock * math.sin(2 * math.pi * (at + 0.12))
    tilt = math.sin(math.radians(rock)) * 0.5 * breed.length / breed.leg
    # In a gallop the trunk is lowest while feet stand, highest between the pairs of them.
    swing = math.cos(2 * math.pi * (at - 0.5 * gait.duty)) if gait.duty < 0.4 else math.cos(4 * math.pi * at)
    flight = gait.bob * (0.5 - 0.5 * swing) * (0.4 if gait.duty >= 0.4 else 1.0)
    s.trunk = (0.0, low - crouch - 0.5 * tilt - (0.0 if gait.duty < 0.4 else gait.bob) + flight)
    return at


def keep_down(s: Stance) -> None:
    """Raises or lowers the trunk until every foot that stands is as far away as its leg can be."""
    breed = s.who.breed
    full, folded = 0.998 * (breed.upper + breed.lower), 1.01 * abs(breed.upper - breed.lower)
    for most, way in ((folded, 1), (full, -1)):
        for leg in LEGS:
            x, y, _ = s.feet[leg]
            at_x, at_y = s.root(leg)
            across, down = breed.home(leg) + x * breed.leg - at_x, -breed.sole - at_y
            wanted = math.sqrt(max(most**2 - across**2, 0.0))
            if y <= 0 and way * (wanted - down) > 0:
                s.trunk = (s.trunk[0], s.trunk[1] + (wanted - down) / breed.leg)


def walk(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    gait = HOP if who.breed.gait == "hop" else WALK
    at = go(s, m, gait)
    keep_down(s)
    s.rise += 3 * math.sin(4 * math.pi * at)
    s.nose += 2 * math.sin(4 * math.pi * at + 0.8)
    s.tail = 10 * math.sin(2 * math.pi * at)
    s.cape = 3 * math.sin(2 * math.pi * at)
    return s


def run(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    at = go(s, m, HOP if who.breed.gait == "hop" else GALLOP)
    keep_down(s)
    beat = math.sin(2 * math.pi * at + 0.5)
    s.rise = -14 + 5 * beat
    s.nose = 4 * beat
    s.tail = -34 + 14 * beat
    s.cape = -16 + 8 * beat
    s.mouth = "open"
    return s


def chase(m: Moment, who: Who) -> Stance:
    s = run(m, who)
    s.rise, s.eyes, s.mouth = s.rise - 12, "angry", "wide" if wave(m.t, 2.0) > -0.3 else "open"
    s.nose, s.tail = s.nose + 5, s.tail + 18
    return s


def flee(m: Moment, who: Who) -> Stance:
    s = run(m, who)
    s.rise, s.eyes, s.mouth, s.tail = s.rise + 20, "wide", "wide", -66 + 6 * wave(m.t, 3.0)
    s.nose, s.gaze = s.nose + 8, -2.0
    return s


def trot(m: Moment, who: Who) -> Stance:
    """Going along with somebody, in step and in good spirits."""
    s = stand(m, who)
    at = go(s, m, HOP if who.breed.gait == "hop" else TROT)
    keep_down(s)
    s.rise += 6
    s.tail = 16 + 22 * math.sin(4 * math.pi * at)
    s.eyes = "glad" if who.breed.head.front and int(m.t) % 3 == 2 else s.eyes
    return s


def sneak(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    go(s, m, SNEAK, crouch=0.3)
    s.pitch = -3.0 * min(1.0, who.breed.leg / who.breed.length)
    keep_down(s)
    s.rise, s.nose = -34 + 3 * wave(m.t, 0.5), 12.0
    s.tail, s.eyes, s.gaze = -30 + 5 * wave(m.t, 0.7), "angry", 1.2 * wave(m.t, 0.4)
    return s


def crawl(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    go(s, m, CRAWL, crouch=0.52)
    keep_down(s)
    s.rise, s.tail = -28 + 4 * wave(m.t, 0.8), -40.0
    return s


def leave(m: Moment, who: Who) -> Stance:
    """Goes off and looks back once more."""
    s = walk(m, who)
    back = smooth((m.t - 0.5) * 2.5) * (1 - smooth((m.t - 3.0) * 2.0))
    if who.breed.head.front:
        s.gaze, s.nose = -3.0 * back, s.nose + 9 * back
    else:
        s.head = "back" if back > 0.5 else ""
    s.tail += 20 * back
    return s


def carry(m: Moment, who: Who) -> Stance:
    s = walk(m, who)
    s.rise, s.nose, s.mouth, s.tail = s.rise + 10, s.nose - 6, "open", s.tail + 20
    return s


def push(m: Moment, who: Who) -> Stance:
    """Head down against something, hind legs straining."""
    s = stand(m, who)
    go(s, m, CRAWL, crouch=0.16)
    heave = wave(m.t, 1.1)
    share = min(1.0, who.breed.leg / who.breed.length)
    s.pitch, s.trunk = (-9 + 1.5 * heave) * share, (0.06 + 0.02 * heave, s.trunk[1] - 0.04)
    keep_down(s)
    bow_to(s, 0.55, -24)
    s.eyes, s.tail = "shut", 26.0
    if m.toward is None:
        s.ground, s.ground_at = (
            "crate",
            (0.5 * who.breed.length + 1.4 * who.breed.deep + who.breed.neck) / who.units - 0.1,
        )
    return s


def skip(m: Moment, who: Who) -> Stance:
    """Springs along with all four legs stiff."""
    s = stand(m, who, eyes="glad")
    hop = abs(math.sin(math.pi * 1.7 * m.t))
    turn = 1 if int(1.7 * m.t) % 2 == 0 else -1
    s.up, s.pitch = 0.22 * hop, 11 * turn * hop
    s.trunk = (0.0, -0.16 * (1 - hop) ** 2)
    for leg, swing in zip(LEGS, (-1, 1, -0.6, 0.7), strict=True):
        s.limbs[leg] = (16 * swing * hop * turn, 8 * hop, -18 * hop) if hop > 0.12 else s.leg(leg, (0.0, 0.0, 0.0))
    s.rise, s.tail, s.mouth = 8 * hop, 30 + 16 * wave(m.t, 3.4), "open"
    return s
