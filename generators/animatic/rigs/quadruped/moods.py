"""What animals do when they feel or say something."""

from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.quadruped.base import (
    FRONT,
    HIND,
    bow_to,
    chatter,
    ground,
    hold_hips,
    lie,
    rear,
    sit,
    smooth,
    stand,
    wave,
    way_to,
)
from videostudio.generators.animatic.rigs.quadruped.stance import Stance, Who


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


def sleep(m: Moment, who: Who) -> Stance:
    s = lie(m, who, eyes="shut")
    s.mouth = "shut"
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
    s.along = 0.7 * way_to(m, who, 1.15) * smooth(2 * m.t) + 0.05 * bark
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
    s.prop, s.tilt = "guitar", -14.0
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


def hide(m: Moment, who: Who) -> Stance:
    """Flat on the ground, peeping."""
    duck = smooth(1.8 * m.t + 0.1)
    s = lie(m, who, eyes="wide", share=duck)
    s.tall = 1 - 0.12 * duck
    s.rise, s.nose = -24 * duck, 0.0
    s.gaze, s.tail = 2.4 * wave(m.t, 0.45), -50 * duck
    s.front = "bush"
    return s


def hug(m: Moment, who: Who) -> Stance:
    """Comes near and nuzzles."""
    s = stand(m, who, eyes="shut" if m.t > 0.8 else "")
    near = smooth(0.8 * m.t)
    s.along = way_to(m, who, 0.86) * near
    s.rise, s.nose = -18 * near + 4 * wave(m.t, 0.6), -9 * near + 5 * wave(m.t, 0.6)
    s.limbs["near-front"] = (64 * near + 5 * wave(m.t, 0.6), 26 * near, 20)
    s.pitch, s.tail = 8 * near, 24 + 24 * wave(m.t, 1.7)
    hold_hips(s, who.breed.home("near-hind") + 0.1 * who.breed.leg * near, (0.955 - 0.04 * near) * who.breed.leg)
    return s


def fight(m: Moment, who: Who) -> Stance:
    lunge = max(0.0, wave(m.t, 0.95)) ** 2
    s = rear(m, who, pitch=34 + 22 * lunge, eyes="angry")
    s.along = way_to(m, who, 1.0) * smooth(1.5 * m.t) + 0.12 * lunge
    strike = wave(m.t, 1.9)
    s.limbs = {"near-front": (88 + 42 * strike, 10, 30), "far-front": (88 - 42 * strike, 10, 30)}
    s.rise, s.nose, s.mouth, s.tail = 0.0, 8 * lunge, "wide", 20 + 16 * wave(m.t, 1.9)
    return s


def dodge(m: Moment, who: Who) -> Stance:
    s = stand(m, who, eyes="wide")
    back = max(0.0, wave(m.t - 0.12, 0.95)) ** 2
    s.along = way_to(m, who, 1.0) * smooth(1.5 * m.t) - 0.12 * back
    s.pitch, s.trunk = 12 * back, (-0.2 * back, -0.18)
    s.rise, s.nose, s.tail = 8 + 12 * back, 10 * back, -30 * back
    s.limbs["near-front"] = (60 * back + 10, -20 * back, 0)
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


def pray(m: Moment, who: Who) -> Stance:
    s = rear(m, who, pitch=44, eyes="shut")
    hold_hips(s, who.breed.home("near-hind") + 0.1 * who.breed.leg, 0.4 * who.breed.leg)
    s.limbs = {leg: s.leg(leg, (0.3, 0.0, 0.0), kneels=True) for leg in HIND}
    s.limbs |= {"near-front": (72.0, 34.0, 20.0), "far-front": (78.0, 34.0, 20.0)}
    s.rise, s.nose = s.rise - 12, -14 + 2 * wave(m.t, 0.3)
    return s


def shine(m: Moment, who: Who) -> Stance:
    """Stands proud, one front leg raised."""
    s = stand(m, who, eyes="glad" if int(m.t) % 2 else "")
    s.rise, s.nose, s.tail, s.pitch = 16 + 2 * wave(m.t, 0.4), 6.0, 34 + 4 * wave(m.t, 0.7), 3.0
    s.limbs["near-front"] = (58 + 4 * wave(m.t, 0.7), -70, 0)
    pulse = 0.02 * wave(m.t, 0.7)
    s.tall, s.wide = 1 + pulse, 1 + pulse
    return s
