"""Crafts: work whose tool and whose result can be told from a still."""

from videostudio.generators.animatic.rigs.person.acts.base import mix, put, smooth, stand, wave, way_to
from videostudio.generators.animatic.rigs.person.acts.hands import NEAR, approach
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.throwing import RELEASE, flight

SEAT = 24.0
"""Height of a chair's seat."""


def chop(m: Moment, who: Who) -> Stance:
    """Swings an axe up over the head and down into a log; chips fly."""
    s = stand(m, who, face="effort")
    beat = (m.t / 1.9 + 0.1) % 1.0
    down = 1 - smooth(beat / 0.3) + smooth((beat - 0.5) / 0.1)
    rest = wave(m.t, 0.9)
    s.hip, s.spine, s.nod = (-2 + 2 * down, -2 - 5 * down), mix(-16, 36, down) + rest, mix(-10, 28, down)
    s.near, s.far = (mix(192, 62, down), mix(6, 12, down)), (mix(176, 66, down), mix(12, 4, down))
    s.prop, s.tilt = "axe", mix(-26, 96, down) + 2 * rest
    s.near_foot, s.far_foot = (-9.0, 0.0, 0.0), (6.0, 0.0, 0.0)
    s.skirt, s.ground = "stride", "log"
    if down > 0.85:
        s.ground, s.front, s.front_at = "split-log", "chips", rest
    return s


def slice_up(m: Moment, who: Who) -> Stance:
    """A knife goes up and down on a board, the other hand holds what is cut."""
    s = stand(m, who, face="happy")
    up = 0.5 + 0.5 * wave(m.t, 1.8)
    s.spine, s.nod = 14.0, 18 + 2 * up
    put(s, "near", 19, 1 + 9 * up)
    put(s, "far", 29, 2.0, exact=True)
    s.prop, s.tilt, s.ground = "knife", 74 - 34 * up, "board"
    s.near_foot, s.far_foot = (-3.0, 0.0, 0.0), (3.0, 0.0, 0.0)
    return s


def bake(m: Moment, who: Who) -> Stance:
    """Rolls dough out, both hands on the pin, leaning into it."""
    s = stand(m, who, face="happy")
    push = wave(m.t, 0.9)
    s.spine, s.nod, s.hip = 22 + 6 * push, 22 + 3 * push, (-2 + 1.5 * push, -1.5)
    put(s, "near", 19 + 4 * push, -1.0)
    put(s, "far", 23 + 4 * push, 1.0)
    s.prop, s.tilt, s.ground = "rolling-pin", 76.0, "dough"
    s.near_foot, s.far_foot = (-7.0, 0.0, -8.0), (4.0, 0.0, 0.0)
    return s


def knit(m: Moment, who: Who) -> Stance:
    """Sits on a chair, needles crossing; the scarf grows down from them to the ball of yarn."""
    s = stand(m, who, face="reading")
    build, stitch = who.build, wave(m.t, 1.6)
    s.hip = (-6.0, SEAT - build.hips)
    s.spine, s.nod = 3.0, 17 + 1.5 * wave(m.t, 0.4)
    ahead = build.thigh - 4
    s.near_foot, s.far_foot = (ahead, 0.0, 0.0), (ahead + 5, 0.0, 8.0)
    height = build.torso * 0.5
    put(s, "near", 12 + stitch, height - 1.2 * stitch)
    put(s, "far", 18 - stitch, height + 1.2 * stitch)
    s.prop, s.skirt, s.ground = "-", "sit", "chair"
    s.front = f"scarf-{min(3, 1 + int(3 * min(m.p, 1.0)))}"
    s.front_at, s.front_up = s.hip[0] + 17 + 0.6 * stitch, SEAT + height + 1.5 - 34
    return s


def mould(m: Moment, who: Who) -> Stance:
    """Goes up to what is made and pats it into shape with both hands."""
    s = stand(m, who, face="delighted" if int(1.1 * m.t) % 3 == 2 else "happy")
    pat, low = wave(m.t, 1.5), 1 - 0.55 * smooth(1.2 * m.p)
    s.hip = (-3.0, -9 * low - 1)
    s.spine, s.nod = 14 + 18 * low + 2 * pat, 14 + 8 * low
    high = mix(who.build.torso * 0.62, -5, low)
    put(s, "near", 20 + 1.5 * pat, high - 3 + 4 * pat)
    put(s, "far", 23 - 1.5 * pat, high + 3 - 4 * pat)
    s.near_foot, s.far_foot = (-8.0, 0.0, 0.0), (5.0, 0.0, 0.0)
    s.prop, s.skirt = "-", "stride"
    if m.holds:
        approach(s, m, way_to(m, NEAR, both=False), 0.8)
    else:
        s.ground = "mound"
    return s


def plant(m: Moment, who: Who) -> Stance:
    """On one knee, sets a seedling into the earth and presses the soil."""
    s = stand(m, who, face="happy")
    build, press = who.build, max(0.0, wave(m.t, 0.9))
    s.hip = (-3.0, 0.93 * build.thigh + 5 - build.hips)
    s.spine, s.nod = 26 + 5 * press, 26 + 4 * press
    s.near_leg, s.far_foot = (-4.0, 88.0, -58.0), (16.0, 0.0, 0.0)
    put(s, "near", 22, 3 - s.hip[1] - build.hips + 6 - 2.5 * press)
    put(s, "far", 27, 3 - s.hip[1] - build.hips + 9 - 2.5 * press)
    s.prop, s.skirt, s.ground = "trowel", "sit", "sapling"
    s.tilt = 150.0
    s.face = "tender" if int(m.t) % 3 == 1 else "happy"
    return s


def water(m: Moment, who: Who) -> Stance:
    """Pours from a can over flowers."""
    s = stand(m, who, face="happy")
    pour = smooth(0.4 + 1.4 * m.t)
    sway = wave(m.t, 0.4)
    s.spine, s.nod, s.lean = 9.0, 15 + sway, 1.2 * sway
    put(s, "near", 17 + 2 * sway, who.build.torso * 0.34)
    s.far = (-26 - 3 * sway, 34)
    s.prop, s.tilt, s.ground = "watering-can", 30 * pour + 3 * sway, "flowers"
    s.near_foot, s.far_foot = (-3.0, 0.0, 0.0), (5.0, 0.0, 0.0)
    return s


def pull(m: Moment, who: Who) -> Stance:
    """Leans back on a taut rope, heels dug in, and gains it hand over hand."""
    s = stand(m, who, face="effort")
    heave = wave(m.t, 0.8)
    s.hip = (-9 - 2 * heave, -7 - 1.5 * heave)
    s.spine, s.nod = -24 - 5 * heave, -8.0
    height = who.build.torso * 0.62
    put(s, "near", 13 - 2 * heave, height)
    put(s, "far", 20 - 2 * heave, height + 0.5)
    s.near_foot, s.far_foot = (2.0, 0.0, 10.0), (15.0, 0.0, 24.0)
    s.prop, s.skirt = "-", "stride"
    s.front, s.front_at = "rope", s.hip[0] + 6
    s.front_up = who.build.hips + s.hip[1] + height
    return s


def throw(m: Moment, who: Who) -> Stance:
    """Winds up on the back foot, throws, follows through, and looks after what flies on; once a scene."""
    s = stand(m, who)
    wind = smooth((m.p + 0.06) / 0.2) * (1 - smooth((m.p - RELEASE + 0.06) / 0.07))
    loose = smooth((m.p - RELEASE + 0.06) / 0.08) * (1 - 0.2 * smooth((m.p - 0.6) / 0.3))
    sway = wave(m.t, 0.45)
    s.hip = (-5 * wind + 6 * loose, -2 - 2 * wind - 1.5 * loose)
    s.spine = -18 * wind + 26 * loose + 0.8 * sway
    s.nod = -6 * wind + 2 * loose
    # Back and up behind the head, over it, and down across the body.
    s.near = (-5 - 130 * wind + 84 * loose, 16 - 66 * wind - 8 * loose + 3 * sway)
    s.far = (10 + 74 * wind - 60 * loose, 12 + 10 * loose)
    s.near_foot, s.far_foot = (-9.0, 0.0, -26 * loose), (7 + 5 * loose, 9 * wind, 20 * wind)
    s.face = "effort" if wind > 0.2 else "delighted"
    s.prop, s.skirt = "-" if m.holds or m.p > RELEASE else "ball", "stride"
    if not m.holds and m.p > RELEASE:
        x, y = flight(m.p)
        s.front, s.front_at, s.front_up = "thrown-ball", 100 * x, 100 * y
    return s
