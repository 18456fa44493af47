"""Work and play of the hands."""

import math

from videostudio.generators.animatic.rigs.person.acts.base import (
    chatter,
    mix,
    mouth,
    over,
    put,
    smooth,
    stand,
    wave,
    way_to,
)
from videostudio.generators.animatic.rigs.person.acts.gaits import WALK, legs
from videostudio.generators.animatic.rigs.person.props import ACROSS
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment

NEAR = 0.42
"""How near (own heights) to the side of what they work at people stand."""


def strike(t: float, hertz: float) -> float:
    """-1 (drawn back) .. 1 (struck): slow back, quick down, a rest."""
    beat = (hertz * t) % 1.0
    if beat < 0.55:
        return 1 - 2 * smooth(beat / 0.55)
    return -1 + 2 * smooth((beat - 0.55) / 0.16)


def approach(s: Stance, m: Moment, far: float, seconds: float) -> float:
    """Walks `far` own heights within `seconds`; returns the share of it that is done."""
    done = smooth(m.t / seconds)
    if abs(far) > 0.02:
        s.along = far * done
        steps = max(1, round(abs(far) * s.who.units / WALK.step))
        if 0 < done < 1:
            legs(s, 0.25 + done * steps / 2 * (1 if far > 0 else -1), WALK)
            s.skirt = "stride"
    return done


def wave_hello(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="delighted" if int(m.t) % 3 == 1 else "happy")
    hello = wave(m.t, 1.6)
    up = smooth(0.35 + m.t * 1.8)
    s.far = (mix(30, 116, up) + 4 * hello, 22 + 24 * hello * up)
    s.spine, s.nod, s.lean = -3.0, -5 + 2 * hello, 1.5 * hello
    s.hip, s.prop = (0.6, s.hip[1]), "-"
    return s


def eat(m: Moment, who: Who) -> Stance:
    """A slice of bread goes up to the mouth; bite, then chew."""
    s = stand(m, who)
    beat = (m.t / 1.9 + 0.15) % 1.0
    near = smooth(beat / 0.3) * (1 - smooth((beat - 0.55) / 0.2))
    x, y = mouth(s)
    put(s, "near", mix(13, x + 5.5, near), mix(y - 16, y - 6, near), exact=True)
    put(s, "far", 17, who.build.torso * 0.3)
    s.prop, s.tilt, s.ground = "-" if m.holds else "bread", mix(30, -16, near), "table"
    s.face = "biting" if 0.22 < beat < 0.55 else "chewing"
    s.nod = s.nod + 4 * near + (2 * wave(m.t, 2.6) if beat > 0.6 else 0)
    return s


def drink(m: Moment, who: Who) -> Stance:
    """Lifts a cup, drinks with the head back, sighs; the other hand on the hip."""
    s = stand(m, who)
    beat = (m.t / 2.3 + 0.1) % 1.0
    up = smooth(beat / 0.25) * (1 - smooth((beat - 0.7) / 0.2))
    s.spine, s.nod = -6 * up, 4 - 18 * up
    x, y = mouth(s)
    put(s, "near", mix(12, x + 6, up), mix(y - 17, y - 4, up), exact=True)
    put(s, "far", 13, who.build.torso * 0.1)
    s.prop, s.tilt = "-" if m.holds else "cup", -62 * up
    s.face = "asleep" if up > 0.7 else "delighted" if beat > 0.75 else "happy"
    return s


def cook(m: Moment, who: Who) -> Stance:
    """Stirs a pan that the other hand holds."""
    s = stand(m, who, face="happy")
    turn = 2 * math.pi * 0.9 * m.t
    s.spine, s.nod = 12.0, 12.0
    put(s, "near", 20 + 3.4 * math.cos(turn), 6 + 1.2 * math.sin(turn))
    s.prop, s.tilt = "ladle", -6 + 16 * math.cos(turn)
    put(s, "far", 13, who.build.torso * 0.5)
    s.ground = "pot"
    s.face = "delighted" if int(m.t / 1.2) % 3 == 2 else "happy"
    return s


def build(m: Moment, who: Who) -> Stance:
    """Hammers a birdhouse on a bench, or at what is built."""
    s = stand(m, who)
    hit = strike(m.t + 0.2, 1.05)
    s.hip, s.spine, s.nod = (-2.0, -4.0), 20 + 6 * hit, 18.0
    put(s, "far", 22, -6.0)
    s.near = (mix(148, 66, (hit + 1) / 2), mix(52, 14, (hit + 1) / 2))
    s.prop, s.tilt = "hammer", mix(-36, 88, (hit + 1) / 2)
    s.near_foot, s.far_foot = (-7.0, 0.0, 0.0), (7.0, 0.0, 0.0)
    s.face, s.skirt = "effort", "stride"
    if m.holds:
        approach(s, m, way_to(m, NEAR, both=False), 0.8)
    else:
        s.ground = "bench"
    return s


def dig(m: Moment, who: Who) -> Stance:
    """Thrusts a spade into the ground and heaves."""
    s = stand(m, who)
    beat = (m.t / 1.7 + 0.35) % 1.0
    down = smooth(beat / 0.3) * (1 - smooth((beat - 0.5) / 0.3))
    heave = smooth((beat - 0.5) / 0.2) * (1 - smooth((beat - 0.8) / 0.2))
    s.hip = (-3.0, -5 - 4 * down)
    s.spine = 24 + 16 * down - 8 * heave
    s.nod = s.spine * 0.7
    put(s, "near", 13 + 3 * heave, 13 - 7 * down + 7 * heave)
    put(s, "far", 18 + 4 * heave, 2 - 7 * down + 9 * heave)
    s.prop, s.tilt = "spade", -34 - 20 * heave
    s.near_foot, s.far_foot = (-10.0, 0.0, 0.0), (8.0, 0.0, 0.0)
    s.face, s.skirt, s.ground = "effort", "stride", "heap"
    return s


def paint(m: Moment, who: Who) -> Stance:
    """Brush ahead, palette in the other hand."""
    s = stand(m, who)
    stroke = wave(m.t, 0.8)
    s.spine, s.nod = -2 + 3 * stroke, -2.0
    height = who.build.torso
    put(s, "far", 17 + 2 * wave(m.t, 0.8, 0.25), height * 0.84 + 6 * stroke)
    s.far_prop, s.far_tilt, s.ground = "brush", 78.0, "easel"
    put(s, "near", 6, height * 0.42)
    s.prop, s.tilt = "palette", 4.0
    s.face = "thinking" if int(m.t / 1.3) % 3 == 2 else "happy"
    return s


def write(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="reading")
    s.spine, s.nod = 16.0, 16.0
    put(s, "far", 17, 1.5)
    put(s, "near", 20 + 2.2 * wave(m.t, 1.9), 3 + 0.7 * wave(m.t, 3.1))
    s.prop, s.ground = "pencil", "desk"
    return s


def sweep(m: Moment, who: Who) -> Stance:
    s = stand(m, who, face="happy")
    stroke = wave(m.t, 0.85)
    s.spine, s.nod, s.hip = 14 + 4 * stroke, 14.0, (stroke, -1.5)
    put(s, "near", 8 + 7 * stroke, 13)
    put(s, "far", 13 + 7 * stroke, 3)
    s.prop, s.tilt = "broom", -24 + 16 * stroke
    s.near_foot, s.far_foot = (-6.0, 0.0, 0.0), (6.0, 0.0, 0.0)
    return s


def fish(m: Moment, who: Who) -> Stance:
    s = stand(m, who)
    tug = max(0.0, wave(m.t, 0.4)) ** 3
    s.spine, s.nod, s.hip = -4 - 6 * tug, 2.0, (-1 - 2 * tug, -1.2 - 2 * tug)
    put(s, "near", 9 - 2 * tug, 9 + 4 * tug)
    put(s, "far", 13 - 2 * tug, 12 + 4 * tug)
    s.prop, s.tilt = "rod", 12 - 16 * tug
    s.face = "surprised" if tug > 0.5 else "happy"
    return s


def work(m: Moment, who: Who) -> Stance:
    """Turns a wrench: the work of whoever makes or mends."""
    s = stand(m, who, face="effort")
    turn = wave(m.t, 0.9)
    s.spine, s.nod, s.hip = 22 + 3 * turn, 16.0, (-2.0, -4.5)
    put(s, "near", 19, 12 + 5 * turn)
    put(s, "far", 21, 5.0)
    s.prop, s.tilt = "wrench", 60 + 26 * turn
    s.near_foot, s.far_foot = (-6.0, 0.0, 0.0), (6.0, 0.0, 0.0)
    s.skirt = "stride"
    return s


def play(m: Moment, who: Who) -> Stance:
    """Tosses a ball up and catches it, on springy knees."""
    s = stand(m, who, face="delighted")
    beat = (m.t / 1.15 + 0.1) % 1.0
    flight = 4 * beat * (1 - beat)
    dip = math.cos(2 * math.pi * beat)
    s.hip, s.up = (0.0, -2.4 - 1.8 * dip), 0.02 * flight
    s.nod, s.spine = -9 * flight, -2.0
    s.far = (92 + 22 * flight, 34 + 12 * flight)
    s.near = (-70 - 30 * flight, -18)
    s.near_leg = (-30 * flight, 64 * flight, -30 * flight)
    s.far_prop, s.toss = "-" if m.holds else "ball", (2 * flight, 4 + 34 * flight)
    s.prop, s.skirt = "-", "stride"
    return s


def music(m: Moment, who: Who) -> Stance:
    """Strums the guitar (or their own instrument), foot tapping."""
    s = stand(m, who)
    strum, sway = wave(m.t, 2.0), wave(m.t, 0.5)
    s.spine, s.nod, s.lean = -3 + 3 * sway, 4 + 4 * wave(m.t, 1.0), 2.5 * sway
    height = who.build.torso * 0.42
    s.chest = who.prop if who.prop in ACROSS and who.prop not in ("map", "open-book", "shield") else "guitar"
    put(s, "far", 21, height + 6)
    put(s, "near", 1, height - 1 + 3.2 * strum)
    s.far_foot = (3.0, 0.0, 16 * max(0.0, strum))
    s.face, s.prop = "singing" if int(m.t / 0.9) % 2 else "tender", "-"
    return s


def sing(m: Moment, who: Who) -> Stance:
    """A microphone at the mouth, the other arm thrown wide."""
    s = stand(m, who)
    sway = wave(m.t, 0.5)
    s.lean, s.spine, s.nod = 3 * sway, -6.0, -8 + 4 * sway
    x, y = mouth(s)
    put(s, "near", x + 4, y - 6, exact=True)
    s.prop, s.tilt = "mic", -26.0
    s.far = (112 + 16 * sway, 6)
    s.face = "singing" if (m.t * 1.7) % 1.0 < 0.75 else "happy"
    s.near_foot, s.far_foot = (-4.0, 0.0, 0.0), (5.0, 0.0, 0.0)
    return s


def read(m: Moment, who: Who) -> Stance:
    """An open book in both hands, the eyes on it."""
    s = stand(m, who, face="reading")
    s.spine, s.nod = 3.0, 15 + 1.5 * wave(m.t, 0.3)
    height = who.build.torso * 0.42
    s.chest = "-" if m.holds else "open-book"
    put(s, "near", 0, height - 3)
    put(s, "far", 12, height - 3)
    if m.t % 2.4 > 2.05:
        s.face = "happy"
    s.gaze, s.prop = 2 * wave(m.t, 0.45), "-"
    return s


def find(m: Moment, who: Who) -> Stance:
    """Goes to it, bows, takes it up and holds it high with joy."""
    s = stand(m, who)
    far = way_to(m, 0.14, both=False, least=0.1)
    done = approach(s, m, far, 1.1)
    bow = smooth((m.t - 0.75) * 2.6) * (1 - smooth((m.t - 1.35) * 2.4))
    joy = over((m.t - 1.45) * 1.1) if m.t > 1.45 else 0.0
    if done >= 1 or bow > 0:
        s.hip, s.spine, s.nod = (-3 * bow, -12 * bow - 0.6), 52 * bow - 5 * joy, 30 * bow - 12 * joy
    s.far = (mix(mix(24, 74, bow), 150, joy) + 3 * wave(m.t, 1.0) * joy, mix(12, 8, joy))
    s.near = (mix(-6 + 50 * bow, -34, joy), 16)
    s.far_foot, s.near_foot = (4 * bow, 0, 0) if done >= 1 else s.far_foot, s.near_foot
    s.face = "delighted" if joy > 0.3 else "surprised"
    s.prop = "-"
    s.up = 0.03 * joy * abs(wave(m.t, 0.9))
    return s


def pick(m: Moment, who: Who) -> Stance:
    """Picks fruit: reaches up, takes, lays it in the basket."""
    s = stand(m, who, face="happy")
    beat = (m.t / 2.0 + 0.2) % 1.0
    up = smooth(beat / 0.3) * (1 - smooth((beat - 0.5) / 0.3))
    s.spine, s.nod = 14 - 20 * up, 10 - 26 * up
    s.hip = (0.0, -2 + 1.8 * up)
    s.far = (mix(48, 158, up), mix(40, 6, up))
    s.far_prop = "apple" if beat > 0.38 else "-"
    s.near, s.prop, s.tilt = (10, 42), "basket", 0.0
    s.near_foot, s.far_foot = (-2.0, 0.0, -18 * up), (2.0, 0.0, -18 * up)
    return s


def give(m: Moment, who: Who) -> Stance:
    """Steps up to the other and holds it out with both hands."""
    s = stand(m, who, face="happy")
    done = approach(s, m, way_to(m, 0.46, least=0.0), 1.0)
    out = smooth((m.t - 0.35) * 1.3)
    s.spine, s.nod = 3 + 8 * out, 3.0
    height = who.build.torso * (0.5 + 0.12 * out)
    put(s, "near", mix(9, 24, out), height - 1)
    put(s, "far", mix(11, 26, out), height + 1)
    if done >= 1:
        s.near_foot, s.far_foot = (-4.0, 0.0, 0.0), (5.0, 0.0, 0.0)
    s.face, s.prop = "tender" if out > 0.6 and int(m.t) % 2 else "happy", "-" if m.holds else "gift"
    return s


def receive(m: Moment, who: Who) -> Stance:
    """Waits, glad, and reaches out for what is given."""
    s = stand(m, who, face="happy")
    approach(s, m, way_to(m, 0.46, least=0.0), 1.0)
    out = smooth((m.t - 0.7) * 1.2)
    s.spine, s.nod = 2 + 5 * out, 4.0
    height = who.build.torso * 0.56
    put(s, "near", mix(2, 20, out), mix(2, height - 1, out))
    put(s, "far", mix(12, 22, out), mix(2, height + 1, out))
    s.face, s.prop = "delighted" if out > 0.5 else "surprised", "-"
    return s


def argue(m: Moment, who: Who) -> Stance:
    """Up to the other's face, finger out, then both hands to the sky."""
    s = stand(m, who)
    approach(s, m, way_to(m, 0.6), 0.8)
    phase = (m.t / 1.5 + 0.5 * (who.seed % 2)) % 1.0
    jab = wave(m.t, 2.4)
    s.spine, s.nod = 12.0, 2 + 3 * jab
    if phase < 0.6:
        s.far, s.near = (84 + 7 * jab, 6 + 8 * max(0.0, -jab)), (-34, 92)
        s.face = "shouting"
    else:
        s.far, s.near = (70, 66 + 6 * jab), (-46, -70 - 6 * jab)
        s.spine, s.face = -4.0, "angry"
    s.near_foot, s.far_foot = (-6.0, 0.0, 0.0), (6.0, 0.0, 0.0)
    s.prop = "-"
    return s


def talk(m: Moment, who: Who) -> Stance:
    """Words with open hands."""
    s = stand(m, who)
    approach(s, m, way_to(m, 0.62) if m.toward is not None and m.toward > 0.62 else 0.0, 0.9)
    beat, big = wave(m.t, 0.9), 0.5 + 0.5 * wave(m.t, 0.31, 0.2)
    s.nod, s.lean = 2 + 3.5 * beat, 1.5 * wave(m.t, 0.45)
    s.spine = 3 + 2 * beat
    s.far = (44 + 12 * beat + 10 * big, 66 - 14 * beat)
    s.near, s.far_tilt = (-14 - 6 * beat, 58 + 10 * big), 26 - 8 * beat
    s.face = chatter(m.t)
    return s


def listen(m: Moment, who: Who) -> Stance:
    """Hands folded, the head a little aside; nods, and smiles when it understands."""
    s = stand(m, who)
    approach(s, m, way_to(m, 0.62) if m.toward is not None and m.toward > 0.62 else 0.0, 0.9)
    nod = max(0.0, wave(m.t, 0.55)) ** 2
    s.spine, s.nod, s.gaze = 5.0, 3 + 9 * nod, 2.0
    height = who.build.torso * 0.26
    put(s, "near", 10, height + 0.4 * wave(m.t, 0.3))
    if not who.prop:
        put(s, "far", 12, height + 0.4)
    s.lean = 1.2 * wave(m.t, 0.27)
    s.face = "happy" if nod > 0.3 else s.face
    return s
