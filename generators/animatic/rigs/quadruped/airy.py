"""What animals do in the air, in water, up a wall and in whatever carries them."""

import math

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped.base import FRONT, HIND, bow_to, mix, rear, sit, smooth, stand, wave
from videostudio.generators.animatic.rigs.quadruped.stance import LEGS, Stance, Who


def jump(m: Moment, who: Who) -> Stance:
    """Crouches, leaps with legs stretched, lands soft."""
    s = stand(m, who)
    beat = (m.t / 1.25) % 1.0
    if beat < 0.24:
        low = math.sin(math.pi * beat / 0.24)
        s.trunk, s.pitch, s.rise, s.tail = (-0.06 * low, -0.34 * low), 5 * low, -14 * low, -20 * low
        return s
    air = (beat - 0.24) / 0.76
    high = 4 * air * (1 - air)
    s.up, s.pitch = 0.62 * high, mix(30, -26, smooth(air))
    s.trunk = (0.0, -0.2 * (1 - high) ** 3)
    reach = math.sin(math.pi * min(1.0, 1.15 * air))
    for leg in FRONT:
        s.limbs[leg] = (62 * reach + s.pitch, 16 * reach, -30 * reach)
    for leg in HIND:
        s.limbs[leg] = (mix(-58, 40, smooth(1.3 * air - 0.2)) * reach + 0.6 * s.pitch, -26 * reach, -50 * reach)
    s.rise, s.tail, s.cape = 12 * high, 20 - 46 * high, -20 * high
    return s


def fly(m: Moment, who: Who) -> Stance:
    """With wings it flaps; without, it flies as heroes do."""
    s = stand(m, who)
    s.up, s.eyes = 0.05 * wave(m.t, 0.7), "" if who.breed.wings else "glad"
    s.pitch = 8 + 4 * wave(m.t, 0.5)
    if who.breed.wings:
        beat = wave(m.t, 1.5)
        s.wings = 22 + 50 * beat
        s.up -= 0.05 * beat
    reach = 8 * wave(m.t, 0.9)
    for leg, more in zip(FRONT, (0, 16), strict=True):
        s.limbs[leg] = (84 + reach + more, -40 if who.breed.wings else 4, -40)
    for leg, more in zip(HIND, (0, 16), strict=True):
        s.limbs[leg] = (-66 - reach + more, -20, -110)
    s.rise, s.tail, s.cape = -14.0, -24 + 10 * wave(m.t, 0.8), -24 + 6 * wave(m.t, 1.6)
    return s


def launch(m: Moment, who: Who) -> Stance:
    s = fly(m, who)
    go = smooth(m.p)
    s.up, s.pitch = 0.95 * go * m.p, 40 * smooth(2 * m.p)
    s.rise = 14.0
    return s


def hover(m: Moment, who: Who) -> Stance:
    """Drifts, legs hanging, wondering."""
    s = stand(m, who, eyes="wide")
    s.up, s.along, s.pitch = 0.06 * wave(m.t, 0.36), 0.03 * wave(m.t, 0.23), 10 * wave(m.t, 0.2)
    for leg, phase in zip(LEGS, (0.0, 0.3, 0.55, 0.8), strict=True):
        s.limbs[leg] = (22 * wave(m.t, 0.5, phase), -20 + 14 * wave(m.t, 0.5, phase + 0.2), -30)
    if who.breed.wings:
        s.wings = 24 + 26 * wave(m.t, 1.2)
    s.tail = 16 * wave(m.t, 0.4)
    return s


def descend(m: Moment, who: Who) -> Stance:
    s = hover(m, who)
    s.up, s.pitch, s.wings = 0.42 * (1 - smooth(1.1 * m.p)), 16 + 4 * wave(m.t, 0.6), 40 + 12 * wave(m.t, 1.0)
    for leg in LEGS:
        s.limbs[leg] = (34 + 6 * wave(m.t, 0.9), -24, 0)
    return s


def swim(m: Moment, who: Who) -> Stance:
    """Paddles with its head up."""
    s = stand(m, who)
    s.pitch, s.trunk = 14 + 2 * wave(m.t, 0.8), (0.0, -0.1 + 0.04 * wave(m.t, 0.8))
    for leg, phase in zip(LEGS, (0.0, 0.5, 0.5, 0.0), strict=True):
        stroke = wave(m.t, 1.2, phase)
        s.limbs[leg] = (26 + 44 * stroke, -40 + 30 * wave(m.t, 1.2, phase + 0.25), -50)
    s.rise, s.nose, s.tail = 6 + 3 * wave(m.t, 0.8), 8.0, -10 + 16 * wave(m.t, 1.2)
    return s


def seated(m: Moment, who: Who) -> Stance:
    """Sits upright in whatever carries it."""
    s = sit(m, who)
    s.lean, s.up = 1.2 * wave(m.t, 0.5), 0.006 * wave(m.t, 2.3)
    s.rise += 8
    s.tail, s.cape = 10 * wave(m.t, 0.6), -14 + 6 * wave(m.t, 1.4)
    return s


def sail(m: Moment, who: Who) -> Stance:
    """Sits and looks out over the bow, swaying with the waves."""
    s = seated(m, who)
    swell = wave(m.t, 0.37)
    s.lean, s.rise, s.nose = 4 * swell, s.rise + 8 - 3 * swell, 7 - 4 * swell
    s.limbs["near-front"] = (36 + 6 * swell, 12, 10)
    return s


def ride(m: Moment, who: Who) -> Stance:
    """Sits astride and goes up and down with what it sits on."""
    s = seated(m, who)
    beat = wave(m.t, 1.7)
    s.up, s.lean = 0.03 * abs(beat), 6 + 3 * beat
    s.rise, s.nose, s.tail = s.rise - 6 + 4 * beat, 3 * beat, 20 + 16 * beat
    s.limbs["near-front"], s.limbs["far-front"] = (58, 10 - 6 * beat, 10), (64, 10 - 6 * beat, 10)
    return s


def drive(m: Moment, who: Who) -> Stance:
    s = seated(m, who)
    s.limbs["near-front"] = (74 + 5 * wave(m.t, 1.1), 6, 10)
    s.limbs["far-front"] = (80 - 5 * wave(m.t, 1.1), 6, 10)
    s.mouth, s.up = "open", 0.012 * abs(wave(m.t, 2.1))
    return s


def kart(m: Moment, who: Who) -> Stance:
    """Drives a car of its own, for want of another."""
    s = drive(m, who)
    s.up = 0.06 + 0.008 * abs(wave(m.t, 3.1))
    s.front = "kart"
    return s


def dinghy(m: Moment, who: Who) -> Stance:
    """Sails a boat of its own, afloat where a third of the figure would be under water."""
    s = sail(m, who)
    bob = 0.008 * wave(m.t, 0.5)
    s.up, s.front, s.front_up = 0.3 + bob, "dinghy", 0.32 + bob
    return s


def climb(m: Moment, who: Who) -> Stance:
    """Goes up with the body upright, paw over paw."""
    s = rear(m, who, pitch=74 + 3 * wave(m.t, 0.7))
    step = wave(m.t, 0.9)
    s.up = 0.75 * min(m.p, 1.2) + 0.02 * abs(step)
    s.limbs = {
        "near-front": (128 + 34 * step, 20 - 20 * step, 40),
        "far-front": (128 - 34 * step, 20 + 20 * step, 40),
        "near-hind": (34 - 30 * step, -62 + 30 * step, 20),
        "far-hind": (34 + 30 * step, -62 - 30 * step, 20),
    }
    s.rise, s.nose = 22.0, 14.0
    s.ground, s.ground_at = "ladder", 0.12
    return s


def fall(m: Moment, who: Who) -> Stance:
    """Trips, and ends on its back with its legs in the air."""
    drop = smooth(1.15 * m.t - 0.4)
    s = stand(m, who, eyes="wide" if drop < 0.9 else "shut")
    breed = who.breed
    if drop <= 0.02:
        for leg, phase in zip(LEGS, (0.0, 0.5, 0.3, 0.8), strict=True):
            s.limbs[leg] = (24 * wave(m.t, 2.2, phase), -18, 0)
        return s
    s.lean, s.overturned = 16 * math.sin(math.pi * drop), drop
    s.trunk = (0.0, mix(0.0, (0.86 * breed.deep - breed.high) / breed.leg, drop))
    kick = 9 * (0.4 + 0.6 * math.exp(-max(0.0, m.t - 1.3)))
    for leg, rest, phase in zip(LEGS, (128, 168, 150, 196), (0.0, 0.5, 0.3, 0.8), strict=True):
        s.limbs[leg] = (rest * drop + kick * wave(m.t, 1.9, phase), 30 * drop, 40 * drop + rest * drop)
    bow_to(s, 0.0, -8)
    s.mouth, s.tail = "wide" if drop < 0.9 else "open", -30 * drop
    return s


def spin(m: Moment, who: Who) -> Stance:
    """Chases its tail."""
    s = stand(m, who, eyes="glad")
    turn = math.cos(2 * math.pi * 0.6 * m.t)
    s.wide = math.copysign(max(abs(turn), 0.22), turn)
    for leg, phase in zip(LEGS, (0.0, 0.5, 0.5, 0.0), strict=True):
        s.feet[leg] = (0.12 * wave(m.t, 2.4, phase), 0.18 * max(0.0, wave(m.t, 2.4, phase)), 0)
    s.up, s.tail, s.rise = 0.03 * abs(wave(m.t, 1.2)), 40.0, -12.0
    return s
