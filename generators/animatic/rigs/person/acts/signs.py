"""What a body says by itself: applause, a bow, a pointing arm, a long look, a sneeze and a yawn."""

import math

from videostudio.generators.animatic.rigs.person.acts.base import blinks, mix, mouth, put, smooth, stand, wave
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import BLAST, Moment


def clap(m: Moment, who: Who) -> Stance:
    """The hands meet before the chest, again and again; lines fly from them when they do."""
    s = stand(m, who, face="delighted" if int(m.t) % 3 == 2 else "happy")
    apart = smooth(0.5 + 0.5 * wave(m.t, 2.1, 0.55))
    s.spine, s.nod, s.lean = 5 - 2 * apart, -3 + 3 * wave(m.t, 1.05), 1.6 * wave(m.t, 1.05)
    x, y = 17.0, who.build.torso * 0.74
    put(s, "near", x - 1 - 2 * apart, y - 1 - 7 * apart)
    put(s, "far", x + 1.5 + 1 * apart, y + 1 + 8 * apart)
    s.prop = "-"
    if apart < 0.3:
        s.front, s.front_at, s.front_up = "clap", x + 3, who.build.hips + s.hip[1] + y
    return s


def bow(m: Moment, who: Who) -> Stance:
    """A deep bow: one arm across the belly, the other swept back."""
    s = stand(m, who, face="tender")
    beat = (m.t + 0.15) % 3.4
    down = smooth(beat / 0.7) * (1 - smooth((beat - 2.4) / 0.8))
    s.hip = (-5 * down, -1 - 1.5 * down)
    s.spine, s.nod = 58 * down - 4 * (1 - down), 66 * down - 3 + 1.5 * wave(m.t, 0.5)
    put(s, "far", mix(11, 20, down), mix(6, -3, down))
    s.near = (mix(-6, -58, down), mix(16, 8, down))
    s.far_foot, s.near_foot = (3 + 4 * down, 0.0, 0.0), (-3 - 2 * down, 0.0, 0.0)
    s.face, s.prop = "asleep" if down > 0.6 else "happy", "-"
    return s


def point(m: Moment, who: Who) -> Stance:
    """An arm stretched out at something, the body behind it; dashes lead on from the finger."""
    s = stand(m, who)
    out = smooth(0.25 + 1.6 * m.t)
    jab = max(0.0, wave(m.t, 1.1))
    s.spine, s.nod = 6 + 3 * jab, -5.0
    s.hip, s.gaze = (3 * out, -2.0), 4.0
    s.far = (mix(40, 97, out) + 3 * jab, mix(50, 1, out))
    s.near = (-24, 84)
    s.near_foot, s.far_foot = (-7.0, 0.0, -14.0), (8.0, 0.0, 0.0)
    s.face, s.prop, s.skirt = "talk-wide" if int(1.3 * m.t) % 3 == 1 else "happy", "-", "stride"
    if out > 0.9:
        s.front, s.front_at = "dashes", 33 + 2 * jab
        s.front_up = who.build.hips + who.build.shoulders + 4
    return s


def gaze(m: Moment, who: Who) -> Stance:
    """Stands calm, the head lifted, a hand over the eyes, and looks at one spot."""
    s = stand(m, who)
    breath = wave(m.t, 0.3)
    s.spine, s.nod, s.gaze = -4 + breath, -15 + 1.5 * wave(m.t, 0.17), 5.0
    x, y = mouth(s)
    head = who.build.head
    put(s, "far", x + 0.42 * head, y + 0.38 * head, exact=True, out=True)
    s.near = (-4 - breath, 12 + breath)
    s.near_foot, s.far_foot = (-3.0, 0.0, 0.0), (4.0, 0.0, 0.0)
    s.face, s.prop = "blink" if blinks(m, who) else "gazing", "-"
    return s


def sneeze(m: Moment, who: Who) -> Stance:
    """Ah: the head goes back; tchoo: it is thrown forward, and drops fly."""
    s = stand(m, who)
    beat = (m.t / 2.3 + 0.1) % 1.0
    back = smooth(beat / 0.36) * (1 - smooth((beat - 0.38) / 0.05))
    burst = smooth((beat - 0.38) / 0.05) * (1 - smooth((beat - 0.8) / 0.2))
    s.spine, s.nod = -12 * back + 30 * burst, -22 * back + 40 * burst + wave(m.t, 0.9)
    s.hip, s.up = (-2 * burst, -1 - 3 * burst), 0.02 * burst * (beat < 0.55)
    x, y = mouth(s)
    put(s, "near", mix(8, x + 4, max(back, burst)), mix(y - 15, y - 5, max(back, burst)), exact=True)
    s.far = (12 - 40 * burst, 20 + 20 * back)
    s.face, s.prop = "sneezing" if burst > 0.3 else "yawning" if back > 0.4 else "calm", "-"
    if burst > 0.4:
        s.front, s.front_at = "spray", x + 8
        s.front_up = who.build.hips + s.hip[1] + y
    return s


def yawn(m: Moment, who: Who) -> Stance:
    """The mouth opens wide behind a hand while the other arm stretches."""
    s = stand(m, who)
    beat = (m.t / 3.2 + 0.16) % 1.0
    open_wide = smooth(beat / 0.2) * (1 - smooth((beat - 0.74) / 0.2))
    s.spine, s.nod = -9 * open_wide, -17 * open_wide + wave(m.t, 0.4)
    s.lean = -2 * open_wide
    x, y = mouth(s)
    put(s, "near", mix(8, x + 3.5, open_wide), mix(y - 18, y - 6.5, open_wide), exact=True)
    s.far = (mix(12, 152, open_wide), mix(18, 34 + 6 * math.sin(5 * m.t), open_wide))
    s.face = "yawning" if open_wide > 0.35 else "asleep" if beat > 0.9 or beat < 0.06 else "calm"
    s.prop = "-"
    return s


def startle(m: Moment, who: Who) -> Stance:
    """Waits, crouched with the ears shut; the blast throws arms and body back."""
    s = stand(m, who)
    hit = smooth((m.p - BLAST) / 0.05) * (1 - 0.55 * smooth((m.p - 0.55) / 0.3))
    s.hip = (-6 * hit, -7 + 4 * hit + 0.6 * wave(m.t, 1.1))
    s.spine, s.nod = 18 - 44 * hit, 20 - 30 * hit
    s.near, s.far = (mix(100, -76, hit), mix(96, -24, hit)), (mix(118, 128, hit), mix(92, 20, hit))
    s.near_foot, s.far_foot = (-8.0, 0.0, 0.0), (6 + 3 * hit, 9 * hit, 26 * hit)
    s.face, s.prop, s.skirt = "surprised" if hit > 0.3 else "afraid", "-", "stride"
    return s
