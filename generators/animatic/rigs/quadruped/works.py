"""What animals do with mouth and paws, and how they come and grow."""

import math

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped.base import (
    FRONT,
    HIND,
    bow_to,
    ground,
    lie,
    mix,
    nose_of,
    rear,
    sit,
    smooth,
    stand,
    wave,
)
from videostudio.generators.animatic.rigs.quadruped.stance import Stance, Who
from videostudio.generators.animatic.rigs.throwing import RELEASE, flight


def eat(m: Moment, who: Who) -> Stance:
    """Head down to the food, chewing."""
    s = stand(m, who)
    down = smooth(1.8 * m.t + 0.2)
    s.pitch, s.trunk = -7 * down, (0.0, -0.1 * down)
    up = smooth(3 * wave(m.t, 0.2) - 2.0)
    bow_to(s, 0.04 + 0.5 * up, -26)
    chew = wave(m.t, 2.6)
    s.rise, s.nose = s.rise * down, s.nose * down + 3 * chew
    s.mouth, s.tail = "open" if chew > 0.1 else "", 12 + 14 * wave(m.t, 1.2)
    s.feet["near-front"] = (-0.14, 0.0, 0.0)
    return s


def drink(m: Moment, who: Who) -> Stance:
    s = eat(m, who)
    s.trunk, s.pitch = (0.0, -0.2), -13.0
    ground(s, HIND, 0.0)
    bow_to(s, 0.0, -34)
    lap = wave(m.t, 3.1)
    s.nose, s.mouth, s.eyes, s.tail = s.nose + 2.5 * lap, "open" if lap > 0.3 else "", "shut", -8.0
    return s


def find(m: Moment, who: Who) -> Stance:
    """Sniffs along the ground, finds it, is glad."""
    s = stand(m, who)
    joy = smooth((m.t - 2.3) * 2.5)
    near = 0.18 if m.toward is None or not m.holds else min(max(m.toward - nose_of(who), -0.25), 1.6)
    s.along = near * smooth(0.6 * m.t)
    sniff = wave(m.t, 2.8)
    s.pitch, s.trunk = -8 * (1 - joy), (0.0, -0.12 * (1 - joy))
    bow_to(s, 0.06 + 0.02 * sniff, -24)
    s.rise, s.nose = mix(s.rise, 10, joy), mix(s.nose + 2 * sniff, 4, joy)
    s.up, s.eyes, s.mouth = 0.1 * joy * abs(wave(m.t, 1.6)), "glad" if joy > 0.5 else "", "open" if joy > 0.5 else ""
    s.tail = 34 + 26 * wave(m.t, 2.6)
    s.feet["near-front"] = (0.22 * (1 - joy), 0.1 * max(0.0, sniff) * (1 - joy), 0)
    return s


def pick(m: Moment, who: Who) -> Stance:
    """Takes something up with its mouth, again and again."""
    s = stand(m, who)
    down = smooth(0.5 + 0.9 * wave(m.t, 0.42, 0.1))
    s.pitch = -9 * down
    bow_to(s, 0.05, -26)
    s.rise, s.nose = mix(20, s.rise, down), mix(8, s.nose, down)
    s.mouth, s.tail = "open" if 0.2 < down < 0.9 else "", 20 + 12 * wave(m.t, 1.4)
    return s


def give(m: Moment, who: Who) -> Stance:
    """Stretches its head to the other and bows."""
    s = stand(m, who, eyes="glad")
    reach = smooth(0.9 * m.t) * (1 - 0.5 * smooth((m.t - 2.6) * 0.9))
    s.along, s.pitch = 0.1 * reach, -6 * reach
    s.trunk, s.rise, s.nose = (0.14 * reach, -0.06 * reach), -26 * reach, 10 * reach
    s.feet["near-front"] = (0.34 * reach, 0.0, 0.0)
    s.mouth, s.tail = "open" if reach < 0.9 else "", 22 + 20 * wave(m.t, 1.6)
    return s


def receive(m: Moment, who: Who) -> Stance:
    s = sit(m, who, eyes="wide" if m.t < 1.4 else "glad")
    s.limbs["near-front"] = (70 * smooth(m.t), 24, 30)
    s.limbs["far-front"] = (62 * smooth(m.t), 24, 30)
    s.tail, s.mouth = 24 * wave(m.t, 2.0), "open"
    return s


def throw(m: Moment, who: Who) -> Stance:
    """Swings its head back and tosses what its mouth holds; once a scene."""
    s = stand(m, who)
    back = smooth((m.p + 0.06) / 0.2) * (1 - smooth((m.p - RELEASE + 0.06) / 0.07))
    fling = smooth((m.p - RELEASE + 0.06) / 0.08) * (1 - 0.6 * smooth((m.p - 0.6) / 0.3))
    s.pitch, s.trunk = -10 * back + 16 * fling, (0.0, -0.12 * back)
    s.rise, s.nose = -44 * back + 22 * fling + wave(m.t, 0.5), -14 * back + 26 * fling
    s.mouth, s.tail = "wide" if fling > 0.1 else "open" if m.holds else "", 30 * fling + 8 * wave(m.t, 1.2)
    s.feet["near-front"] = (0.2 * fling, 0.4 * fling, -40 * fling)
    if not m.holds and m.p > RELEASE:
        s.front, (s.front_at, s.front_up) = "thrown-ball", flight(m.p)
    return s


def dig(m: Moment, who: Who) -> Stance:
    """Head down, rump up, front paws flying."""
    s = stand(m, who)
    s.pitch, s.trunk = -15 + 1.5 * wave(m.t, 2.6), (0.0, -0.22)
    ground(s, HIND, -0.05)
    bow_to(s, 0.06, -30)
    for leg, phase in zip(FRONT, (0.0, 0.5), strict=True):
        stroke = wave(m.t, 2.6, phase)
        s.limbs[leg] = (18 + 46 * stroke, 22 - 16 * stroke, -20)
    s.tail, s.eyes = 38 + 14 * wave(m.t, 2.6), "shut" if who.breed.head.front else ""
    s.ground, s.ground_at = "heap", _ahead(who) - 0.1
    return s


def work(
    m: Moment, who: Who, *, pace: float = 1.5, high: float = 62.0, swing: float = 26.0, pitch: float = 56.0
) -> Stance:
    """Upright, busy with both front paws."""
    s = rear(m, who, pitch=pitch)
    stroke = wave(m.t, pace)
    s.limbs = {"near-front": (high + swing * stroke, -26, 20), "far-front": (high + 14 - swing * stroke, -30, 20)}
    s.nose, s.lean = -7 + 2 * stroke, 1.5 * stroke
    return s


def cook(m: Moment, who: Who) -> Stance:
    s = work(m, who, pace=1.0, high=70)
    stir = 2 * math.pi * m.t
    s.limbs["near-front"] = (64 + 16 * math.cos(stir), -22 + 20 * math.sin(stir), 20)
    s.limbs["far-front"] = (78, -40, 20)
    s.eyes = "glad" if int(m.t) % 3 == 1 else ""
    s.prop, s.tilt, s.ground, s.ground_at = "ladle", -16.0, "pot", 0.12
    return s


def build(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=50)
    hit = abs(wave(m.t, 0.9)) ** 0.6
    s.limbs["near-front"] = (46 + 96 * hit, 20 * hit, 30)
    s.limbs["far-front"] = (52, -16, 20)
    s.lean, s.nose = 8 * (1 - hit) - 2, -14 * (1 - hit)
    s.prop, s.tilt = "hammer", 96 - 80 * hit
    if not m.holds:
        s.ground, s.ground_at = "bench", 0.1
    return s


def paint(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=66)
    s.limbs["near-front"] = (104 + 26 * wave(m.t, 0.7), 10 + 12 * wave(m.t, 1.4), 30)
    s.limbs["far-front"] = (40, -70, 20)
    s.nose = 7 * wave(m.t, 0.35)
    s.prop, s.tilt, s.ground, s.ground_at = "brush", 66.0, "easel", 0.14
    return s


def sweep(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=48)
    both = 22 * wave(m.t, 0.9)
    s.limbs = {"near-front": (34 + both, -8, 0), "far-front": (44 + both, -10, 0)}
    s.along, s.lean = 0.03 * wave(m.t, 0.9), 5 * wave(m.t, 0.9)
    s.prop, s.tilt = "broom", -8 - 0.8 * both
    return s


def fish(m: Moment, who: Who) -> Stance:
    s = sit(m, who)
    s.limbs["near-front"] = (78 + 5 * wave(m.t, 0.5), 4, 10)
    s.limbs["far-front"] = (86 + 5 * wave(m.t, 0.5), 4, 10)
    s.nose, s.rise = -6.0, s.rise - 8
    s.prop, s.tilt = "rod", 6 + 5 * wave(m.t, 0.5)
    return s


def read(m: Moment, who: Who) -> Stance:
    s = lie(m, who)
    s.rise, s.nose = -18.0, -12 + 2 * wave(m.t, 0.3)
    s.gaze, s.tail = 1.2 * wave(m.t, 0.5), 20 + 10 * wave(m.t, 0.4)
    s.limbs["near-front"] = (84, -20 + 8 * wave(m.t, 0.25), 0)
    s.prop, s.tilt = "open-book", -12.0
    return s


def write(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=46)
    s.limbs["near-front"] = (66 + 8 * wave(m.t, 2.2), 6 + 12 * wave(m.t, 1.1), 0)
    s.limbs["far-front"] = (60, 10, 0)
    s.nose = -12 + 2 * wave(m.t, 1.1)
    s.prop, s.tilt, s.ground, s.ground_at = "pencil", 20.0, "desk", 0.14
    return s


def grow(m: Moment, who: Who) -> Stance:
    s, size = stand(m, who, eyes="wide"), 0.7 + 0.6 * smooth(m.p)
    s.tall, s.wide = size * (1 + 0.03 * wave(m.t, 1.4)), size * (1 - 0.02 * wave(m.t, 1.4))
    s.rise, s.mouth = 10 + 4 * wave(m.t, 1.4), "open"
    return s


def shrink(m: Moment, who: Who) -> Stance:
    s, size = stand(m, who, eyes="wide"), 1 - 0.5 * smooth(m.p)
    s.tall, s.wide = size * (1 + 0.02 * wave(m.t, 1.6)), size
    s.rise, s.tail = -14.0, -40.0
    return s


def appear(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=30 * math.exp(-1.2 * m.t), eyes="glad")
    size = 0.5 + 0.5 * smooth(0.9 * m.t) + 0.1 * math.exp(-2.5 * m.t) * wave(m.t, 1.4)
    s.tall = s.wide = size
    s.limbs, s.tail = {}, 30 + 20 * wave(m.t, 1.8)
    ground(s, FRONT, 0.0) if m.t > 2 else s.limbs.update({leg: (70 * math.exp(-m.t), 0, 0) for leg in FRONT})
    return s


def vanish(m: Moment, who: Who) -> Stance:
    s = stand(m, who, eyes="shut")
    size = max(0.12, 1 - 0.9 * smooth(1.05 * m.p) ** 2)
    s.tall, s.wide, s.up, s.lean = size, size, 0.05 * m.p, 8 * smooth(m.p) * wave(m.t, 1.1)
    return s


def _ahead(who: Who) -> float:
    """Own heights from the middle to beyond the front legs."""
    return (0.5 * who.breed.length + 0.7 * who.breed.deep) / who.units
