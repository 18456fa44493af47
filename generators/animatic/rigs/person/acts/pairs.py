"""What two do together: they meet, face and touch."""

from videostudio.generators.animatic.rigs.person.acts.base import mix, put, smooth, stand, wave, way_to
from videostudio.generators.animatic.rigs.person.acts.hands import approach
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import Moment


def hug(m: Moment, who: Who) -> Stance:
    """Goes up to the other with open arms, and closes them."""
    s = stand(m, who, face="happy")
    done = approach(s, m, way_to(m, 0.22, least=0.04), 1.0)
    open_arms, close = smooth(0.2 + m.t * 1.6), smooth((m.t - 0.8) * 2.0)
    squeeze = wave(m.t, 0.5) * close
    down = min(max((1 - m.tall) * 40, -6), 16)
    s.spine = mix(2, 6 + 0.8 * down, close) + squeeze
    s.nod = mix(-2, 8, close)
    height = who.build.torso * 0.72 - down
    if close <= 0:
        s.near, s.far = (mix(-6, 62, open_arms), 8), (mix(8, 104, open_arms), 4)
    else:
        x = 15 + 0.6 * squeeze
        put(s, "near", mix(18, x, close), height - 4)
        put(s, "far", mix(22, x + 2, close), height + 3)
    s.lean = 1.6 * wave(m.t, 0.4) * close
    if done >= 1:
        s.near_foot, s.far_foot = (-3.0, 0.0, -12 * close * (down < -2)), (2.5, 0.0, 0.0)
    s.face, s.prop = "tender" if close > 0.4 else "happy", "-"
    return s


def fight(m: Moment, who: Who) -> Stance:
    """Fists up, bouncing; then a lunge with a straight arm."""
    s = stand(m, who)
    approach(s, m, way_to(m, 0.48), 0.7)
    lunge = max(0.0, wave(m.t, 0.8, -0.06)) ** 2
    bounce = abs(wave(m.t, 1.6))
    s.along += 0.08 * lunge
    s.hip, s.up = (4 * lunge, -4.5 - 2 * lunge), 0.012 * bounce * (1 - lunge)
    s.spine, s.nod = 8 + 16 * lunge, 6.0
    if who.prop in ("sword", "staff", "axe", "trident", "pitchfork", "broom", "wand", "spade", "umbrella"):
        s.far = (mix(150, 74, lunge), mix(30, 4, lunge))
        s.far_tilt = mix(-20, 86, lunge)
        s.near = (-30, 60)
    else:
        s.far = (mix(48, 88, lunge), mix(96, 2, lunge))
        s.near = (mix(42, 20, lunge), 112)
        s.prop = "-"
    s.near_foot, s.far_foot = (-10 - 3 * lunge, 0.0, -12 * lunge), (9 + 3 * lunge, 0.0, 0.0)
    s.face, s.skirt = "shouting" if lunge > 0.4 else "angry", "stride"
    return s


def dodge(m: Moment, who: Who) -> Stance:
    """Arms before the face, leaning away from the blow."""
    s = stand(m, who)
    approach(s, m, way_to(m, 0.48), 0.7)
    back = max(0.0, wave(m.t - 0.08, 0.8, -0.06)) ** 2
    s.along -= 0.05 * back
    s.hip, s.spine, s.nod = (-4 * back, -4 - 4 * back), 6 - 26 * back, -4.0
    s.near, s.far = (64 + 10 * back, 86), (78 + 16 * back, 70)
    s.near_foot, s.far_foot = (-9.0, 0.0, 0.0), (6.0, 5 * back, 22 * back)
    s.face, s.skirt = "afraid" if back > 0.25 else "effort", "stride"
    s.prop = "-"
    return s
