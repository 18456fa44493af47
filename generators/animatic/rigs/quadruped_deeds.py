"""What animals do in one place, and in water and air."""

import math

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped_base import (
    FRONT,
    HIND,
    bow_to,
    chatter,
    ground,
    hold_hips,
    lie,
    mix,
    rear,
    sit,
    smooth,
    stand,
    wave,
    way_to,
)
from videostudio.generators.animatic.rigs.quadruped_stance import LEGS, Stance, Who


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


def wave_hello(m: Moment, who: Who) -> Stance:
    s = sit(m, who, eyes="glad" if int(1.2 * m.t) % 3 else "")
    up = smooth(2.2 * m.t + 0.35)
    s.limbs["near-front"] = (104 * up + 20 * wave(m.t, 1.7), 26 + 22 * wave(m.t, 1.7, -0.1), 40)
    s.offset["near-front"] = (0.22 * up, 0.1 * up)
    s.nose, s.mouth, s.tail = -5 + 3 * wave(m.t, 0.85), "open" if wave(m.t, 1.0) > 0 else "", 18 * wave(m.t, 1.8)
    return s


def shake(m: Moment, who: Who) -> Stance:
    """Trembles, tail between its legs."""
    s = stand(m, who, eyes="wide")
    s.along, s.trunk = 0.012 * wave(m.t, 7.0), (0.0, -0.24 + 0.01 * wave(m.t, 6.1))
    s.rise, s.nose, s.tail, s.gaze = -16 + 2 * wave(m.t, 6.5), -4.0, -72 + 4 * wave(m.t, 5.0), 0.4 * wave(m.t, 7)
    s.mouth = "open" if wave(m.t, 1.1) > 0.2 else ""
    return s


def look(m: Moment, who: Who) -> Stance:
    """Looks one way and the other, a paw lifted."""
    s = stand(m, who)
    turn = smooth(0.5 + 1.1 * wave(m.t, 0.24, 0.02)) * 2 - 1
    s.rise = 12.0
    s.feet["near-front"] = (0.16, 0.3, -40.0)
    s.tail = 14.0
    if who.breed.head.front:
        s.gaze, s.nose = 3.2 * turn, -8 * turn
    else:
        s.head, s.nose = "back" if turn < -0.5 else "", 5.0
    return s


def think(m: Moment, who: Who) -> Stance:
    s = sit(m, who)
    s.nose, s.gaze, s.rise = 13 + 2 * wave(m.t, 0.3), 1.6, s.rise + 4
    s.limbs["near-front"] = (66 + 3 * wave(m.t, 0.5), 54, 60)
    return s


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


def sleep(m: Moment, who: Who) -> Stance:
    s = lie(m, who, eyes="shut")
    bow_to(s, 0.0, -4)
    swell = 0.02 * wave(m.t, 0.24)
    s.tall, s.wide, s.tail = 1 + swell, 1 - 0.3 * swell, -34 + 2 * wave(m.t, 0.12)
    s.nose += 1.2 * wave(m.t, 0.24)
    return s


def rest(m: Moment, who: Who) -> Stance:
    s = lie(m, who, eyes="glad" if int(0.7 * m.t) % 3 == 2 else "")
    s.rise, s.tail = -4 + 3 * wave(m.t, 0.25), 12 * wave(m.t, 0.45)
    s.nose = 3 * wave(m.t, 0.2)
    return s


def talk(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    s.mouth = chatter(m.t)
    beat = wave(m.t, 1.3)
    s.rise, s.nose = 8 + 4 * beat, 3 + 3 * wave(m.t, 1.9)
    s.feet["near-front"] = (0.2, 0.16 + 0.14 * max(0.0, wave(m.t, 0.8)), -30.0)
    s.tail = 10 + 18 * wave(m.t, 1.1)
    return s


def listen(m: Moment, who: Who) -> Stance:
    s = sit(m, who)
    s.nose, s.tail = -11 + 2 * wave(m.t, 0.35), 8 * wave(m.t, 0.6)
    s.rise += 3 * max(0.0, wave(m.t, 0.6)) ** 3
    return s


def argue(m: Moment, who: Who) -> Stance:
    """Barks into the other's face, stamping."""
    s = stand(m, who, eyes="angry")
    bark = max(0.0, wave(m.t, 1.5))
    s.along = 0.5 * way_to(m, 1.4) * smooth(2 * m.t) + 0.05 * bark
    s.pitch, s.trunk = -6 + 9 * bark, (0.08 * bark, -0.1)
    s.rise, s.nose = -20 + 10 * bark, 10 * bark
    s.mouth, s.tail = "wide" if bark > 0.2 else "open", 52 + 5 * wave(m.t, 3)
    s.feet["near-front"] = (0.1, 0.26 * max(0.0, wave(m.t, 1.5, 0.4)), -20)
    return s


def laugh(m: Moment, who: Who) -> Stance:
    s = sit(m, who, eyes="glad")
    ha = abs(wave(m.t, 2.1))
    s.rise, s.nose, s.mouth = s.rise + 10, 15 + 5 * ha, "wide" if ha > 0.35 else "open"
    s.trunk = (s.trunk[0], s.trunk[1] + 0.05 * ha)
    ground(s, FRONT, 0.0)
    s.limbs["near-front"] = (52 + 10 * ha, -84, 20)
    return s


def sing(m: Moment, who: Who) -> Stance:
    """Howls at the sky."""
    s = sit(m, who, eyes="shut")
    s.rise, s.nose = s.rise + 16, (26 if who.breed.head.front else 42) + 4 * wave(m.t, 0.5)
    s.mouth, s.tail = "wide" if m.t % 1.8 < 1.3 else "open", 14 * wave(m.t, 0.5)
    return s


def dance(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=66 + 5 * wave(m.t, 2.0), eyes="glad")
    side = wave(m.t, 1.0)
    s.along, s.up, s.lean = 0.07 * wave(m.t, 0.5), 0.05 * abs(wave(m.t, 1.0)), 6 * side
    s.limbs = {"near-front": (100 + 36 * side, 20, 20), "far-front": (-100 + 36 * side, -20, -20)}
    s.offset = {"near-front": (0.1, 0.2), "far-front": (0.05, 0.5)}
    lifted = "near-hind" if side > 0 else "far-hind"
    x, _, _ = s.feet[lifted]
    s.feet[lifted] = (x + 0.18, 0.26 * abs(side), -24 * abs(side))
    s.nose, s.tail, s.mouth = 7 * side, 24 * side, "open"
    return s


def music(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=54, eyes="shut")
    strum = wave(m.t, 2.2)
    s.limbs = {"near-front": (44 + 22 * strum, -50, 10), "far-front": (84, -84 - 6 * strum, 10)}
    s.lean, s.nose, s.tail = 3 * wave(m.t, 1.1), 7 * wave(m.t, 1.1), 12 * strum
    return s


def cheer(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=70, eyes="glad")
    hop = abs(wave(m.t, 0.85))
    s.up = 0.2 * hop
    s.limbs = {"near-front": (124 + 14 * hop, 10, 30), "far-front": (-124 - 14 * hop, -10, -30)}
    s.offset = {"near-front": (0.1, 0.28), "far-front": (0.05, 0.62)}
    s.rise, s.nose, s.mouth, s.tail = s.rise + 6, 8.0, "wide", 26 * wave(m.t, 3.2)
    s.wings += 40 + 20 * wave(m.t, 1.7)
    return s


def cry(m: Moment, who: Who) -> Stance:
    s = sit(m, who, eyes="sad")
    sob = abs(wave(m.t, 1.2))
    s.rise, s.nose, s.tail = -30 + 3 * sob, (-12 if who.breed.head.front else -30) - 3 * sob, -34.0
    s.trunk = (s.trunk[0], s.trunk[1] - 0.02 * sob)
    s.mouth = "open" if sob > 0.5 else ""
    return s


def lose(m: Moment, who: Who) -> Stance:
    s = look(m, who)
    s.feet, s.eyes, s.tail, s.rise = {}, "sad" if int(m.t) % 3 == 2 else "wide", -40.0, -6.0
    s.trunk = (0.0, -0.1)
    return s


def find(m: Moment, who: Who) -> Stance:
    """Sniffs along the ground, finds it, is glad."""
    s = stand(m, who)
    joy = smooth((m.t - 2.3) * 2.5)
    near = way_to(m, 0.85, both=False) if m.holds else 0.18
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
    """Tosses its head."""
    s = stand(m, who)
    beat = (m.t / 1.6) % 1.0
    back = math.sin(math.pi * min(beat / 0.45, 1.0)) if beat < 0.45 else 0.0
    fling = math.sin(math.pi * min((beat - 0.45) / 0.5, 1.0)) if beat >= 0.45 else 0.0
    s.pitch, s.trunk = -10 * back + 16 * fling, (0.0, -0.12 * back)
    s.rise, s.nose = -44 * back + 22 * fling, -14 * back + 26 * fling
    s.mouth, s.tail = "wide" if fling > 0.1 else "", 30 * fling
    s.feet["near-front"] = (0.2 * fling, 0.4 * fling, -40 * fling)
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
    return s


def work(m: Moment, who: Who, *, pace: float = 1.5, high: float = 62.0, swing: float = 26.0, pitch: float = 56.0) -> Stance:
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
    return s


def build(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=50)
    hit = abs(wave(m.t, 0.9)) ** 0.6
    s.limbs["near-front"] = (46 + 96 * hit, 20 * hit, 30)
    s.limbs["far-front"] = (52, -16, 20)
    s.lean, s.nose = 8 * (1 - hit) - 2, -14 * (1 - hit)
    return s


def paint(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=66)
    s.limbs["near-front"] = (104 + 26 * wave(m.t, 0.7), 10 + 12 * wave(m.t, 1.4), 30)
    s.limbs["far-front"] = (40, -70, 20)
    s.nose = 7 * wave(m.t, 0.35)
    return s


def sweep(m: Moment, who: Who) -> Stance:
    s = work(m, who, pitch=48)
    both = 22 * wave(m.t, 0.9)
    s.limbs = {"near-front": (34 + both, -8, 0), "far-front": (44 + both, -10, 0)}
    s.along, s.lean = 0.03 * wave(m.t, 0.9), 5 * wave(m.t, 0.9)
    return s


def fish(m: Moment, who: Who) -> Stance:
    s = sit(m, who)
    s.limbs["near-front"] = (78 + 5 * wave(m.t, 0.5), 4, 10)
    s.limbs["far-front"] = (86 + 5 * wave(m.t, 0.5), 4, 10)
    s.nose, s.rise = -6.0, s.rise - 8
    return s


def read(m: Moment, who: Who) -> Stance:
    s = lie(m, who)
    s.rise, s.nose = -18.0, -12 + 2 * wave(m.t, 0.3)
    s.gaze, s.tail = 1.2 * wave(m.t, 0.5), 20 + 10 * wave(m.t, 0.4)
    s.limbs["near-front"] = (84, -20 + 8 * wave(m.t, 0.25), 0)
    return s


def write(m: Moment, who: Who) -> Stance:
    s = read(m, who)
    s.limbs["near-front"] = (72 + 10 * wave(m.t, 2.2), 10 + 16 * wave(m.t, 1.1), 0)
    s.nose, s.rise, s.tail = -18.0, -24.0, -8.0
    return s


def pray(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=44, eyes="shut")
    hold_hips(s, who.breed.home("near-hind") + 0.1 * who.breed.leg, 0.4 * who.breed.leg)
    s.limbs = {leg: s.leg(leg, (0.3, 0.0, 0.0), kneels=True) for leg in HIND}
    s.limbs |= {"near-front": (72.0, 34.0, 20.0), "far-front": (78.0, 34.0, 20.0)}
    s.rise, s.nose = s.rise - 12, -14 + 2 * wave(m.t, 0.3)
    return s


def play(m: Moment, who: Who) -> Stance:
    """Bows with its chest on the ground and its rump in the air, then bounces."""
    s, breed = stand(m, who, eyes="glad"), who.breed
    down = smooth(0.65 + 0.8 * wave(m.t, 0.45, 0.2))
    s.pitch = -24 * down
    s.trunk = (-0.08 * down, -0.28 * down)
    s.up = 0.1 * (1 - down) * abs(wave(m.t, 1.6))
    for leg in FRONT:
        s.feet[leg] = (0.5 * down, 0.0, 0.0)
    ground(s, HIND, 0.0)
    s.rise, s.nose = 6 * down + (8 if breed.head.front else 0), 6.0
    s.mouth, s.tail = "open", 46 + 30 * wave(m.t, 2.8)
    return s


def fight(m: Moment, who: Who) -> Stance:
    lunge = max(0.0, wave(m.t, 0.95)) ** 2
    s = rear(m, who, pitch=34 + 22 * lunge, eyes="angry")
    s.along = way_to(m, 1.15) * smooth(1.5 * m.t) + 0.12 * lunge
    strike = wave(m.t, 1.9)
    s.limbs = {"near-front": (88 + 42 * strike, 10, 30), "far-front": (88 - 42 * strike, 10, 30)}
    s.rise, s.nose, s.mouth, s.tail = 0.0, 8 * lunge, "wide", 20 + 16 * wave(m.t, 1.9)
    return s


def dodge(m: Moment, who: Who) -> Stance:
    s = stand(m, who, eyes="wide")
    back = max(0.0, wave(m.t - 0.12, 0.95)) ** 2
    s.along = way_to(m, 1.15) * smooth(1.5 * m.t) - 0.12 * back
    s.pitch, s.trunk = 12 * back, (-0.2 * back, -0.18)
    s.rise, s.nose, s.tail = 8 + 12 * back, 10 * back, -30 * back
    s.limbs["near-front"] = (60 * back + 10, -20 * back, 0)
    return s


def hug(m: Moment, who: Who) -> Stance:
    """Comes near and nuzzles."""
    s = stand(m, who, eyes="shut" if m.t > 0.8 else "")
    near = smooth(0.8 * m.t)
    s.along = way_to(m, 0.95) * near
    s.rise, s.nose = -18 * near + 4 * wave(m.t, 0.6), -9 * near + 5 * wave(m.t, 0.6)
    s.limbs["near-front"] = (64 * near + 5 * wave(m.t, 0.6), 26 * near, 20)
    s.pitch, s.tail = 8 * near, 24 + 24 * wave(m.t, 1.7)
    hold_hips(s, who.breed.home("near-hind") + 0.1 * who.breed.leg * near, (0.955 - 0.04 * near) * who.breed.leg)
    return s


def hide(m: Moment, who: Who) -> Stance:
    """Flat on the ground, peeping."""
    duck = smooth(1.8 * m.t + 0.1)
    s = lie(m, who, eyes="wide", share=duck)
    s.tall = 1 - 0.12 * duck
    s.rise, s.nose = -24 * duck, 0.0
    s.gaze, s.tail = 2.4 * wave(m.t, 0.45), -50 * duck
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


def shine(m: Moment, who: Who) -> Stance:
    """Stands proud, one front leg raised."""
    s = stand(m, who, eyes="glad" if int(m.t) % 2 else "")
    s.rise, s.nose, s.tail, s.pitch = 16 + 2 * wave(m.t, 0.4), 6.0, 34 + 4 * wave(m.t, 0.7), 3.0
    s.limbs["near-front"] = (58 + 4 * wave(m.t, 0.7), -70, 0)
    pulse = 0.02 * wave(m.t, 0.7)
    s.tall, s.wide = 1 + pulse, 1 + pulse
    return s
