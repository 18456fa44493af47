"""Off the ground: jumping, flying, falling, climbing - and in the water."""

import math

from videostudio.generators.animatic.rigs.person.acts.base import mix, put, smooth, stand, wave
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment

NEAR = 0.5
"""Own heights within which something can be climbed."""


def jump(m: Moment, who: Who) -> Stance:
    """Crouch, leap with arms flung up, land softly; a leap every 1.3 s."""
    s = stand(m, who, face="happy")
    beat = (m.t / 1.3) % 1.0
    s.prop = "-"
    if beat < 0.24:
        low = math.sin(math.pi * beat / 0.24)
        s.hip, s.spine = (-2 * low, -9.5 * low), 26 * low
        s.near, s.far = (-4 - 58 * low, 12), (8 - 52 * low, 12)
        s.face = "effort"
    elif beat < 0.86:
        air = (beat - 0.24) / 0.62
        high = 4 * air * (1 - air)
        spread = smooth(air * 4) * smooth((1 - air) * 4)
        s.up = 0.36 * high
        s.hip = (0.0, 0.0)
        s.spine = mix(10, -8, spread)
        s.near, s.far = (mix(-60, -150, spread), -8), (mix(-50, 152, spread), 10)
        s.near_leg, s.far_leg = (-26 * spread, 62 * spread, -46 * spread), (34 * spread, 70 * spread, -30 * spread)
        s.face, s.nod, s.skirt, s.cape = "delighted", -8.0, "stride", -26 * (1 - air)
    else:
        low = math.sin(math.pi * (beat - 0.86) / 0.14)
        s.hip, s.spine = (-1.5 * low, -7 * low), 14 * low
        s.near, s.far = (-40 * low, 14), (44 * low, 14)
    return s


def fly(m: Moment, who: Who) -> Stance:
    """Flat in the air, one fist ahead, legs trailing."""
    s = stand(m, who, face="happy")
    sway, flow = wave(m.t, 0.5), wave(m.t, 1.7)
    gone = smooth(m.t * 0.9)
    s.up = 0.10 + 0.16 * smooth(m.p * 1.6) + 0.04 * wave(m.t, 0.6)
    s.lean = mix(20, 62, gone) + 4 * sway
    s.hip = (0.0, 0.0)
    s.nod = -mix(14, 46, gone)
    s.spine = -8.0
    s.far = (mix(120, 172, gone) + 3 * flow, 4)
    s.near = (mix(20, 128, gone), 22)
    s.near_leg, s.far_leg = (-6 + 4 * flow, 12, -52), (6 - 4 * flow, 26, -52)
    s.cape, s.face = -6 + 7 * flow, "delighted"
    s.far_tilt = 70.0
    return s


def hover(m: Moment, who: Who) -> Stance:
    """Weightless: limbs adrift, turning slowly."""
    s = stand(m, who, face="surprised" if int(m.t * 0.5) % 2 else "happy")
    drift = wave(m.t, 0.23)
    s.along, s.up = 0.03 * drift, 0.05 * wave(m.t, 0.31)
    s.lean = -12 + 10 * wave(m.t, 0.17)
    s.hip, s.spine, s.nod = (0.0, 0.0), -6.0, -4.0
    s.near, s.far = (-68 + 12 * drift, -24), (82 - 12 * drift, 26)
    s.near_leg, s.far_leg = (-12 + 8 * drift, 40, -40), (44 - 8 * drift, 58, -30)
    s.skirt, s.cape, s.prop = "stride", -12 + 8 * drift, "-"
    return s


def launch(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="delighted")
    rise = smooth(m.p) * min(m.p, 1.3)
    crouch = smooth(m.t * 1.8) * (1 - smooth((m.t - 0.9) * 3))
    s.up, s.hip = 0.9 * rise, (0.0, -9 * crouch)
    s.spine = 18 * crouch
    s.far, s.near = (mix(20, 176, smooth((m.t - 0.7) * 2.5)), 4), (-14 - 12 * crouch, 12)
    if rise > 0.02:
        s.near_leg, s.far_leg = (-6, 10, -60), (4, 26, -60)
    s.nod, s.cape, s.prop = -14.0, 4 * wave(m.t, 2), "-"
    return s


def swim(m: Moment, who: Who) -> Stance:
    """The crawl: lies in the water, one arm swings over while the other reaches ahead, feet kick."""
    s = stand(m, who, face="happy" if (0.62 * m.t) % 1.0 < 0.6 else "effort")
    at = 0.62 * m.t + 0.2
    roll = wave(at, 1)
    s.lean = 54 + 5 * roll
    s.along, s.up = -0.36, 0.13 + 0.02 * wave(m.t, 1.24)
    s.hip, s.spine, s.nod = (0.0, 0.0), -6.0, -40 + 5 * roll
    s.near, s.far = _over(at), _ahead(at)
    kick = wave(m.t, 2.6)
    s.near_leg, s.far_leg = (2 + 18 * kick, 14 - 10 * kick, -56), (2 - 18 * kick, 14 + 10 * kick, -56)
    s.prop = "-"
    return s


def _over(at: float) -> tuple[float, float]:
    """The near arm: slowly over the water from behind to ahead, and quickly back under it."""
    share = at % 1.0
    if share < 0.74:
        return mix(-30, -168, smooth(share / 0.74)), 14 + 30 * math.sin(math.pi * share / 0.74)
    return mix(192, -30, smooth((share - 0.74) / 0.26)), 14.0


def _ahead(at: float) -> tuple[float, float]:
    """The far arm: stretched ahead while it glides, then a quick pull and back over."""
    share = (at + 0.4) % 1.0
    if share < 0.66:
        return mix(158, 128, smooth(share / 0.66)), 6.0
    return mix(128, -202, smooth((share - 0.66) / 0.34)), 16.0


def climb(m: Moment, who: Who) -> Stance:
    """Hand over hand; the same side's knee comes up."""
    s = stand(m, who, face="effort")
    at = 0.72 * m.t
    reach_up = wave(at, 1, 0.12)
    s.up = 0.75 * min(m.p, 1.2) + 0.02 * abs(wave(at, 1))
    s.hip, s.spine, s.nod = (0.0, 0.0), 8 + 4 * reach_up, -16.0
    s.near, s.far = (118 + 34 * reach_up, 34 - 24 * reach_up), (122 - 34 * reach_up, 34 + 24 * reach_up)
    s.near_leg = (52 + 34 * reach_up, 92 + 14 * reach_up, -10)
    s.far_leg = (52 - 34 * reach_up, 92 - 14 * reach_up, -10)
    s.prop, s.skirt, s.cape = "-", "stride", 6.0
    if m.toward is None or m.toward > NEAR:
        s.ground = "ladder"
    return s


def fall(m: Moment, who: Who) -> Stance:
    """Trips, arms whirling, and ends flat on the back with stars to count."""
    s = stand(m, who)
    trip, down = smooth(m.t * 2.2), smooth((m.t - 0.55) * 1.9)
    whirl = wave(m.t, 2.4)
    bounce = math.exp(-4 * max(m.t - 1.1, 0)) * abs(wave(max(m.t - 1.1, 0), 1.6)) if m.t > 1.1 else 0.0
    s.along, s.up = 0.42 * down, 0.05 * bounce + 0.075 * down
    s.lean = -78 * down + 10 * (trip - down)
    s.hip = (0.0, 0.0)
    s.spine = 16 * (trip - down) - 4 * down
    s.near = (mix(-30 - 40 * whirl * trip, -112 + 4 * whirl, down), mix(14, -14, down))
    s.far = (mix(40 + 60 * trip + 40 * whirl * trip, 116 - 4 * whirl, down), 18)
    kick = 6 * wave(m.t, 1.1) * down
    s.near_leg = (mix(20 * trip, 30 + kick, down), mix(24 * trip, 42, down), -10)
    s.far_leg = (mix(-30 * trip, 64 - kick, down), mix(30 * trip, 58, down), 10)
    s.nod = mix(0, 12, down)
    s.face = "surprised" if m.t < 1.25 else "crying" if int(m.t * 0.9) % 2 else "sad"
    s.prop, s.skirt = "-", "stride"
    return s


def descend(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="happy")
    left = 1 - smooth(m.p * 1.1)
    sway = wave(m.t, 0.4)
    s.up, s.lean = 0.4 * left, 7 * sway * left
    s.hip = (0.0, -1.2 * (1 - left))
    s.near, s.far = (-96 * left - 8, -8 * left + 14 * (1 - left)), (100 * left + 8, 12)
    if left > 0.04:
        s.near_leg, s.far_leg = (8 * left, 20 * left, -40 * left), (20 * left, 34 * left, -34 * left)
    s.nod, s.cape, s.skirt, s.prop = 10 * left, -20 * left, "stride", "-"
    return s


def spin(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="delighted")
    turn = math.cos(2 * math.pi * 0.55 * m.t)
    s.wide = math.copysign(max(abs(turn), 0.42), turn)
    s.up = 0.03 * abs(wave(m.t, 0.55))
    s.near, s.far = (-88.0, -8.0), (92.0, 10.0)
    s.near_leg = (-20, 70, -40)
    s.skirt, s.prop = "stride", "-"
    return s


def sail(m: Moment, who: Who) -> Stance:
    """Sits in a boat that rocks, and rows."""
    s = seat(m, who)
    at = 0.5 * m.t + 0.1
    pull = wave(at, 1)
    s.lean = 3 * wave(m.t, 0.37)
    s.up = 0.015 * wave(m.t, 0.5)
    s.spine, s.nod = 6 + 15 * pull, 2.0
    height = who.build.torso * 0.46 + 3.0 * wave(at, 1, 0.25)
    put(s, "near", 12 + 8 * pull, height)
    put(s, "far", 14 + 8 * pull, height + 1)
    s.face, s.prop = "happy", "-"
    return s


def seat(m: Moment, who: Who) -> Stance:
    """Sitting with the hips where a seat is: at the figure's own place."""
    s = stand(m, who)
    s.hip = (0.0, who.build.leg * 1.1 - who.build.hips)
    s.near_leg, s.far_leg = (86, 78, 0), (90, 70, 0)
    s.skirt = "sit"
    return s


def drive(m: Moment, who: Who) -> Stance:
    """At the wheel: both hands ahead, steering."""
    s = seat(m, who)
    jolt = abs(wave(m.t, 3.1))
    s.up, s.spine, s.nod = 0.008 * jolt, 4.0, 1.0 * wave(m.t, 1.4)
    steer = wave(m.t, 0.45)
    height = who.build.torso * 0.62
    put(s, "near", 15, height + 2.4 * steer)
    put(s, "far", 16, height - 2.4 * steer + 2)
    s.face, s.prop, s.cape = "happy", "-", -18.0
    return s


def ride(m: Moment, who: Who) -> Stance:
    """Astride: a leg on each side, hands at reins or handlebar, bouncing with what carries."""
    s = seat(m, who)
    jolt = wave(m.t, 1.9)
    s.up, s.spine, s.nod = 0.015 * abs(jolt), 10 + 3 * jolt, -2.0
    height = who.build.torso * 0.44
    put(s, "near", 15, height + jolt)
    put(s, "far", 17, height + 2 + jolt)
    s.near_leg, s.far_leg = (54 + 3 * jolt, 62, 8), (58, 62, 8)
    s.face, s.prop, s.cape = "delighted", "-", -26 + 6 * jolt
    return s


def kart(m: Moment, who: Who) -> Stance:
    """Drives a car of their own, for want of another."""
    s = drive(m, who)
    s.hip = (-4.0, 15 + 0.6 * abs(wave(m.t, 3.1)) - who.build.hips)
    s.near_leg, s.far_leg = (93, 8, 30), (96, 10, 30)
    s.front = "kart"
    return s


def dinghy(m: Moment, who: Who) -> Stance:
    """Rows a boat of their own, afloat where a third of the figure would be under water."""
    s = sail(m, who)
    bob = 0.8 * wave(m.t, 0.5)
    level = 0.3 * who.units
    s.up, s.lean = 0.0, 1.5 * wave(m.t, 0.37)
    s.hip = (-2.0, level + 4 + bob - who.build.hips)
    s.front, s.front_up = "dinghy", level + 2 + bob
    return s
