"""What animals do with paws that meet, with a lifted nose, and with tools that people have, too."""

from videostudio.generators.animatic.rigs.pose import BLAST, Moment
from videostudio.generators.animatic.rigs.quadruped.base import (
    FRONT,
    HIND,
    bow_to,
    ground,
    mix,
    nose_of,
    rear,
    sit,
    smooth,
    stand,
    wave,
)
from videostudio.generators.animatic.rigs.quadruped.stance import Stance, Who
from videostudio.generators.animatic.rigs.quadruped.works import work


def clap(m: Moment, who: Who) -> Stance:
    """Upright, the front paws meet before the chest."""
    s = rear(m, who, pitch=58, eyes="glad")
    apart = smooth(0.5 + 0.5 * wave(m.t, 2.1, 0.55))
    s.limbs = {"near-front": (62 - 26 * apart, 18, 40), "far-front": (62 + 40 * apart, 14, 40)}
    s.nose, s.mouth, s.tail = 4 + 3 * wave(m.t, 1.05), "open", 22 * wave(m.t, 2.1)
    if apart < 0.35:
        s.front, s.front_at, s.front_up = "clap", 0.34, 0.5
    return s


def bow(m: Moment, who: Who) -> Stance:
    """One front leg put forward, the other bent; the head goes down to it."""
    s = stand(m, who, eyes="shut")
    down = smooth(1.3 * m.t + 0.1) * (1 - 0.25 * smooth(0.5 + wave(m.t, 0.3)))
    s.pitch, s.trunk = -17 * down, (0.0, -0.2 * down)
    ground(s, HIND, 0.0)
    s.feet["near-front"] = (0.62 * down, 0.0, 12 * down)
    s.limbs["far-front"] = (34 * down, -110 * down, -40 * down)
    bow_to(s, mix(0.9, 0.22, down), -30)
    s.nose += 2 * wave(m.t, 0.5)
    s.tail = 26 + 4 * wave(m.t, 0.7)
    return s


def point(m: Moment, who: Who) -> Stance:
    """As pointers do: nose and tail in one line, a front paw lifted; dashes lead on."""
    s = stand(m, who, eyes="wide")
    out = smooth(0.25 + 1.5 * m.t)
    s.pitch, s.trunk = -4 * out, (0.1 * out, -0.06 * out)
    s.rise, s.nose = -26 * out + 1.5 * wave(m.t, 0.5), 14 * out
    s.limbs["near-front"] = (76 * out, -96 * out, -10)
    s.tail = 30 * out + 3 * wave(m.t, 1.3)
    if out > 0.9:
        s.front, s.front_at, s.front_up = "dashes", nose_of(who) + 0.16 + 0.02 * wave(m.t, 1.1), 0.72
    return s


def gaze(m: Moment, who: Who) -> Stance:
    """Stands still, mouth shut, the head lifted to what it looks at."""
    s = stand(m, who)
    s.pitch, s.trunk = 7.0, (-0.06, -0.04)
    ground(s, HIND, 0.0)
    s.feet["near-front"] = (0.16, 0.0, 0.0)
    s.rise, s.nose = 24 + wave(m.t, 0.23), (15 if who.breed.head.front else 24) + 1.5 * wave(m.t, 0.17)
    s.mouth, s.tail = "shut", -24 + 9 * wave(m.t, 0.3)
    return s


def sneeze(m: Moment, who: Who) -> Stance:
    """The head goes back, and is thrown down; drops fly."""
    s = stand(m, who)
    beat = (m.t / 2.3 + 0.1) % 1.0
    back = smooth(beat / 0.36) * (1 - smooth((beat - 0.38) / 0.05))
    burst = smooth((beat - 0.38) / 0.05) * (1 - smooth((beat - 0.8) / 0.2))
    s.pitch, s.trunk = 5 * back - 10 * burst, (0.0, -0.14 * burst)
    s.rise, s.nose = 22 * back - 34 * burst, 18 * back - 20 * burst + wave(m.t, 0.9)
    s.eyes, s.mouth, s.tail = "shut" if max(back, burst) > 0.3 else "", "wide" if burst > 0.3 else "", 40 * burst
    ground(s, HIND, 0.0)
    if burst > 0.4:
        s.front, s.front_at, s.front_up = "spray", nose_of(who), 0.46
    return s


def yawn(m: Moment, who: Who) -> Stance:
    """Stretches its front legs out, eyes shut, and opens its mouth wide."""
    s = stand(m, who, eyes="shut")
    wide = smooth(0.55 + 0.9 * wave(m.t, 0.31, 0.06))
    s.pitch, s.trunk = -13 * wide, (-0.1 * wide, -0.16 * wide)
    for leg in FRONT:
        s.feet[leg] = (0.42 * wide, 0.0, 0.0)
    ground(s, HIND, -0.04 * wide)
    s.rise, s.nose = 14 * wide, (12 if who.breed.head.front else 26) * wide + wave(m.t, 0.4)
    s.mouth, s.tail = "wide" if wide > 0.4 else "", 34 * wide
    return s


def startle(m: Moment, who: Who) -> Stance:
    """Cowers; the blast throws it back on its hind legs."""
    hit = smooth((m.p - BLAST) / 0.06) * (1 - 0.5 * smooth((m.p - 0.6) / 0.3))
    s = rear(m, who, pitch=mix(-6, 44, hit), eyes="wide")
    s.limbs = {"near-front": (mix(10, 122, hit), 20 * hit, 20), "far-front": (mix(14, 96, hit), 10 * hit, 20)}
    if hit < 0.05:
        s.limbs = {}
        ground(s, FRONT, 0.05)
    s.along = -0.08 * hit
    s.rise, s.nose, s.mouth = mix(-14, 16, hit), 8 * hit + 2 * wave(m.t, 1.2), "wide" if hit > 0.3 else ""
    s.tail = mix(-60, 50, hit)
    return s


def chop(m: Moment, who: Who) -> Stance:
    """Upright, an axe up over its head and down into a log."""
    s = rear(m, who, pitch=56)
    beat = (m.t / 1.9 + 0.1) % 1.0
    down = 1 - smooth(beat / 0.3) + smooth((beat - 0.5) / 0.1)
    s.limbs["near-front"] = (mix(122, 44, down), mix(16, 4, down), 30)
    s.limbs["far-front"] = (mix(112, 52, down), mix(16, 0, down), 30)
    s.nose, s.rise = mix(8, -14, down) + wave(m.t, 0.9), s.rise + mix(6, -14, down)
    s.prop, s.tilt, s.ground, s.ground_at = "axe", mix(-12, 96, down), "log", 0.2
    if down > 0.85:
        s.ground, s.front, s.front_at = "split-log", "chips", 0.2
    return s


def slice_up(m: Moment, who: Who) -> Stance:
    """A knife up and down on a board."""
    s = work(m, who, pace=1.8, high=58, swing=14, pitch=52)
    s.limbs["far-front"] = (72, -24, 20)
    s.lean, s.nose = 0.0, -13 + 2 * wave(m.t, 1.8)
    s.prop, s.tilt, s.ground, s.ground_at = "knife", 62 + 16 * wave(m.t, 1.8), "board", 0.14
    return s


def bake(m: Moment, who: Who) -> Stance:
    """Rolls dough out with both front paws."""
    push = wave(m.t, 0.9)
    s = rear(m, who, pitch=44 - 5 * push, eyes="glad" if int(m.t) % 3 == 2 else "")
    s.limbs = {"near-front": (50 + 9 * push, 8, 0), "far-front": (56 + 9 * push, 8, 0)}
    s.nose, s.tail = -12 + 3 * push, 12 * wave(m.t, 0.8)
    s.prop, s.tilt, s.ground, s.ground_at = "rolling-pin", 80.0, "dough", 0.12
    return s


def knit(m: Moment, who: Who) -> Stance:
    """Sits up with needles; the scarf grows."""
    s = sit(m, who)
    stitch = wave(m.t, 1.6)
    s.limbs["near-front"] = (66 + 6 * stitch, 20 - 6 * stitch, 30)
    s.limbs["far-front"] = (72 - 6 * stitch, 20 + 6 * stitch, 30)
    s.nose, s.gaze = -13 + 1.5 * stitch, 0.6
    s.front = f"scarf-{min(3, 1 + int(3 * min(m.p, 1.0)))}"
    s.front_at, s.front_up = 0.4 + 0.005 * stitch, -0.02
    return s


def mould(m: Moment, who: Who) -> Stance:
    """Pats what is made with both front paws."""
    s = work(m, who, pace=1.4, high=54, swing=18, pitch=40)
    s.eyes, s.mouth = "glad", "open" if wave(m.t, 0.6) > 0 else ""
    s.nose, s.tail = -10 + 3 * wave(m.t, 1.4), 26 * wave(m.t, 1.4)
    if not m.holds:
        s.ground, s.ground_at = "mound", 0.12
    return s


def plant(m: Moment, who: Who) -> Stance:
    """Bends over a seedling and presses the earth with both front paws."""
    s = stand(m, who)
    press = wave(m.t, 1.0)
    s.pitch, s.trunk = -12 + press, (0.0, -0.18)
    ground(s, HIND, 0.0)
    s.feet["near-front"] = (0.5, 0.12 * max(0.0, press), 0.0)
    s.feet["far-front"] = (0.56, 0.12 * max(0.0, -press), 0.0)
    bow_to(s, 0.42, -16)
    s.eyes, s.tail = "glad" if int(m.t) % 3 == 1 else "", 30 + 14 * press
    s.ground, s.ground_at = "sapling", nose_of(who) - 0.12
    return s


def water(m: Moment, who: Who) -> Stance:
    """Upright, pours from a can over flowers."""
    s = rear(m, who, pitch=54)
    sway = wave(m.t, 0.45)
    s.limbs = {"near-front": (58 + 6 * sway, 6, 20), "far-front": (64 + 6 * sway, -8, 20)}
    s.nose, s.lean, s.tail = -12 + sway, 1.5 * sway, 16 * wave(m.t, 0.9)
    s.prop, s.tilt, s.ground, s.ground_at = "watering-can", 26 + 4 * sway, "flowers", 0.22
    return s


def pull(m: Moment, who: Who) -> Stance:
    """Leans back against a rope in its mouth, legs braced."""
    s = stand(m, who, eyes="angry")
    heave = wave(m.t, 0.9)
    s.pitch, s.trunk = -8 + heave, (-0.34 - 0.05 * heave, -0.2)
    for leg in FRONT:
        s.feet[leg] = (0.26, 0.0, 14.0)
    for leg in HIND:
        s.feet[leg] = (0.16, 0.0, 0.0)
    s.rise, s.nose, s.mouth, s.tail = -20 + 3 * heave, 6 + 4 * heave, "open", 44 + 4 * wave(m.t, 2.0)
    s.front, s.front_at, s.front_up = "rope", nose_of(who) - 0.2 - 0.02 * heave, 0.5
    return s
