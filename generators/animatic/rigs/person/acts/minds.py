"""Feelings and thoughts."""

import math

from videostudio.generators.animatic.rigs.person.acts.base import (
    blinks,
    mix,
    mouth,
    over,
    put,
    smooth,
    stand,
    wave,
    way_to,
)
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment


def look(m: Moment, who: Who) -> Stance:
    """A hand over the eyes; the head turns from side to side."""
    s = stand(m, who)
    turn = math.sin(2 * math.pi * 0.24 * m.t)
    s.spine, s.nod = 14 + 2 * turn, 2.0
    s.gaze = 5 + 6 * turn
    x, y = mouth(s)
    head = who.build.head
    put(s, "far", x + 0.52 * head, y + 0.36 * head, exact=True, out=True)
    s.near = (-16, 26)
    s.prop = "-"
    s.hip = (1.5 + turn, s.hip[1])
    s.far_foot, s.near_foot = (5.0, 0.0, 0.0), (-3.0, 0.0, 0.0)
    s.face = "blink" if blinks(m, who) else "gazing" if turn > 0.5 else "calm"
    return s


def think(m: Moment, who: Who) -> Stance:
    """Chin in hand, the other arm across, eyes to the sky."""
    s = stand(m, who, face="thinking")
    s.spine, s.nod = -2.0, -3 + 2 * wave(m.t, 0.25)
    x, y = mouth(s)
    put(s, "near", x - 1, y - 7.5, exact=True)
    put(s, "far", 1, who.build.torso * 0.42)
    s.lean = 1.5 * wave(m.t, 0.2)
    s.far_foot = (4.0, 0.0, 14 * max(0.0, wave(m.t, 1.2)))
    s.prop = "-"
    return s


def cry(m: Moment, who: Who) -> Stance:
    """Both fists at the eyes, the shoulders shaken by sobs."""
    s = stand(m, who, face="crying")
    sob = abs(wave(m.t, 1.7))
    s.spine, s.nod = 16 + 3 * sob, 22 + 3 * sob
    s.hip = (0.0, -1.5 - 0.8 * sob)
    x, y = mouth(s)
    put(s, "near", x - 9, y + 4 + 1.5 * sob, exact=True)
    put(s, "far", x + 5, y + 2 + 1.5 * sob, exact=True)
    s.prop = "-"
    return s


def laugh(m: Moment, who: Who) -> Stance:
    """Holds the belly and throws the head back."""
    s = stand(m, who, face="delighted")
    ha = abs(wave(m.t, 2.2))
    s.spine, s.nod = -12 + 5 * ha, -20 + 7 * ha
    s.hip = (1.0, -1.5 - 0.9 * ha)
    put(s, "near", 6, who.build.torso * 0.3 + ha)
    put(s, "far", 10, who.build.torso * 0.36 + ha)
    s.near_foot, s.far_foot = (-4.0, 0.0, 0.0), (4.0, 0.0, 0.0)
    s.prop = "-"
    return s


def shake(m: Moment, who: Who) -> Stance:
    """Trembles with arms wrapped and knees together."""
    s = stand(m, who, face="afraid")
    shiver = wave(m.t, 7.3)
    s.along = 0.006 * shiver
    s.spine, s.nod, s.lean = 12.0, 10 + 1.5 * shiver, 0.8 * wave(m.t, 6.1)
    s.hip = (0.0, -4.0 + 0.3 * shiver)
    height = who.build.torso * 0.74
    put(s, "near", 11, height + 0.6 * shiver)
    put(s, "far", 1.5, height + 2 - 0.6 * shiver)
    s.near_foot, s.far_foot = (1.5, 0.0, 0.0), (-1.5, 0.0, 0.0)
    s.prop = "-"
    return s


def hide(m: Moment, who: Who) -> Stance:
    """Crouches low, hands over the head, and peeps."""
    s = stand(m, who)
    duck = smooth(0.1 + m.t * 1.5)
    peep = max(0.0, wave(m.t, 0.4)) ** 2 * duck
    build = who.build
    s.hip = (-5 * duck, -(build.hips - 13) * duck * 0.86 + 4 * peep)
    s.spine, s.nod = 30 * duck - 6 * peep, 20 * duck - 18 * peep
    x, y = mouth(s)
    put(s, "near", mix(-9, x - 12, duck), mix(2, y + 14, duck))
    put(s, "far", mix(12, x + 4, duck), mix(2, y + 17, duck))
    s.near_foot, s.far_foot = (-2.0, 0.0, -22 * duck), (4.0, 0.0, 0.0)
    s.face, s.prop, s.skirt = "afraid", "-", "sit" if duck > 0.6 else "stride"
    if m.toward is None or m.toward > 0.5:
        s.front = "bush"
    return s


def lose(m: Moment, who: Who) -> Stance:
    """Empty hands, turned up; looks left and right on the ground."""
    s = stand(m, who, face="sad")
    turn = wave(m.t, 0.35)
    s.spine, s.nod, s.gaze = 8.0, 10 + 3 * wave(m.t, 0.7), 9 * turn
    shrug = 0.5 + 0.5 * wave(m.t, 0.55)
    s.near, s.far = (-26 - 5 * shrug, -62), (34 + 5 * shrug, 62)
    s.hip = (0.0, -1.2)
    s.prop = "-"
    return s


def cheer(m: Moment, who: Who) -> Stance:
    """Jumps with both fists up."""
    s = stand(m, who, face="delighted")
    beat = (m.t * 1.35 + 0.2) % 1.0
    hop = max(0.0, math.sin(math.pi * beat * 1.35)) if beat < 0.74 else 0.0
    low = math.sin(math.pi * (beat - 0.74) / 0.26) if beat > 0.74 else 0.0
    s.up, s.hip = 0.13 * hop, (0.0, -5 * low)
    pump = wave(m.t, 2.7)
    s.near, s.far = (-154 + 8 * pump, -12), (156 - 8 * pump, 12)
    if hop > 0.08:
        s.near_leg, s.far_leg = (-8, 34 * hop, -34 * hop), (14 * hop, 24 * hop, -30 * hop)
    s.nod, s.spine = -9.0, -4.0
    s.prop, s.skirt = "-", "stride" if hop > 0.1 else ""
    return s


def dance(m: Moment, who: Who) -> Stance:
    """Side to side on the beat: hips out, one arm up, one down, knees lifted in turn."""
    s = stand(m, who, face="delighted")
    beat = m.t * 1.0
    sway, hop = wave(beat, 1), abs(wave(beat, 1))
    side = 1 if sway > 0 else -1
    met = max(0.0, way_to(m, 0.95)) * smooth(m.t * 0.8)
    s.along, s.up = met + 0.05 * wave(m.t, 0.5), 0.035 * hop
    s.hip = (3.2 * sway, -2.6 + 1.8 * hop)
    s.spine, s.lean, s.nod = -4 * sway, 5 * sway, -4 - 3 * sway
    s.near = (-100 - 44 * sway, -36) if side > 0 else (-44 + 20 * sway, -64)
    s.far = (60 - 30 * sway, 80) if side > 0 else (106 - 44 * sway, 34)
    lift = 46 * hop
    if side > 0:
        s.near_leg = (-16 * hop, 10 + lift, -20 * hop)
    else:
        s.far_leg = (10 + lift, 14 + 1.2 * lift, -20 * hop)
    s.skirt, s.prop, s.cape = "stride", "-", 14 * sway
    return s


def sleep(m: Moment, who: Who) -> Stance:
    """Lies on the back under a blanket that rises and falls, an arm under the head."""
    s = stand(m, who, face="asleep")
    swell = wave(m.t, 0.22)
    build = who.build
    s.roll = -88.0
    s.hip = (6.0, 11.5 + 0.5 * swell - build.hips)
    s.spine, s.nod = -1 + 1.0 * swell, 6.0
    s.near, s.far = (16 + 2 * swell, 60), (150, 60)
    s.near_leg, s.far_leg = (30, 56, -10), (6, 12, -8)
    s.prop, s.skirt, s.ground, s.front = "-", "", "bed", "blanket"
    return s


def rest(m: Moment, who: Who) -> Stance:
    """Sits on the ground, knees up, leaning back on one hand."""
    s = stand(m, who, face="happy")
    build = who.build
    sway = wave(m.t, 0.22)
    s.hip = (-4.0, build.hip * 0.62 + 1.5 - build.hips)
    s.spine, s.nod = -10 + 1.5 * sway, -4 + 3 * sway
    s.near_foot, s.far_foot = (14.0, 0.0, 0.0), (27.0, 0.0, 12.0)
    s.near = (-40, 6)
    s.far = (52 + 2 * sway, 34)
    s.skirt, s.prop = "sit", "-"
    s.face = "blink" if blinks(m, who) else "tender" if int(m.t / 1.7) % 2 else "happy"
    return s


def grow(m: Moment, who: Who) -> Stance:
    """From a crouch to tiptoe, arms unfolding."""
    s = stand(m, who)
    size = smooth(0.12 + m.p * 0.88)
    k = 0.72 + 0.5 * size
    s.tall, s.wide = k * (1 + 0.01 * wave(m.t, 1.1)), k
    s.spine, s.nod = 22 * (1 - size) - 8 * size, 16 * (1 - size) - 16 * size
    s.hip = (0.0, -9 * (1 - size))
    s.near, s.far = (mix(10, -148, size), mix(70, -8, size)), (mix(20, 152, size), mix(80, 8, size))
    s.face, s.prop = "surprised" if size < 0.5 else "delighted", "-"
    return s


def shrink(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="surprised" if m.p < 0.5 else "afraid")
    size = 1.0 - 0.5 * smooth(m.p)
    s.tall, s.wide = size * (1 + 0.012 * wave(m.t, 1.3)), size
    s.near, s.far, s.nod, s.prop = (-30, -58), (40, 58), 18 * smooth(m.p), "-"
    s.gaze = -4.0
    return s


def appear(m: Moment, who: Who) -> Stance:
    """Springs up out of nothing with a flourish."""
    s = stand(m, who, face="delighted")
    up = over(m.t * 0.75)
    size = 0.55 + 0.45 * up
    s.tall, s.wide = size, 0.7 + 0.3 * up
    s.up = 0.05 * math.sin(math.pi * min(m.t, 1.0))
    s.near, s.far = (mix(-10, -86, up), mix(30, -30, up)), (mix(10, 92, up), mix(30, 34, up))
    s.near_foot, s.far_foot = (-5.0, 0.0, 0.0), (5.0, 0.0, 0.0)
    s.nod, s.spine = -5 + 2 * wave(m.t, 0.8), -4.0
    s.prop = "-"
    return s


def vanish(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="surprised")
    gone = smooth(m.p * 1.05) ** 2
    s.tall = s.wide = max(0.12, 1.0 - 0.9 * gone)
    s.up, s.lean = 0.1 * gone, 14 * gone * wave(m.t, 0.9)
    s.near, s.far = (-60 - 60 * gone, -20), (64 + 60 * gone, 22)
    s.near_leg, s.far_leg = (-14, 30 * gone, -20), (20 * gone, 40 * gone, -20)
    s.prop = "-"
    return s


def shine(m: Moment, who: Who) -> Stance:
    """Arms wide, face up, beaming."""
    s = stand(m, who, face="tender")
    pulse = wave(m.t, 0.6)
    s.tall = s.wide = 1 + 0.02 * pulse
    s.near, s.far = (-74 - 8 * pulse, -10), (78 + 8 * pulse, 10)
    s.nod, s.spine, s.prop = -14.0, -8.0, "-"
    return s


def pray(m: Moment, who: Who) -> Stance:
    """Kneels, the head bowed over folded hands."""
    s = stand(m, who, face="asleep")
    build = who.build
    s.hip = (-2.0, build.thigh + 3.6 - build.hips)
    s.spine, s.nod = 7 + wave(m.t, 0.25), 20 + 2 * wave(m.t, 0.3)
    s.near_leg, s.far_leg = (4.0, 92.0, -62.0), (8.0, 96.0, -62.0)
    height = build.torso * 0.66
    put(s, "near", 12.5, height)
    put(s, "far", 13.5, height + 0.8)
    s.prop, s.skirt = "-", "sit"
    return s
