"""Acts of cut-outs: how one stiff picture moves, as a pose for every moment.

Every act takes `t`, the seconds since the scene began, and `p`, the share of the scene that has passed; it begins
(t = p = 0) the same however long the scene, and never stands quite still.
"""

import math
from collections.abc import Callable

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.pose import Pose

Act = Callable[[float, float], Pose]
"""(seconds since the scene began, share of the scene that has passed) -> pose."""


def _wave(t: float, hertz: float) -> float:
    return math.sin(2 * math.pi * hertz * t)


def _hop(t: float, hertz: float) -> float:
    """0 on the ground, 1 at the top, once per beat."""
    return abs(math.sin(math.pi * hertz * t))


def _smooth(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)


def _breath(t: float, hertz: float = 0.45, depth: float = 0.014) -> Pose:
    swell = depth * _wave(t, hertz)
    return Pose(tall=1 + swell, wide=1 - 0.5 * swell)


def idle(t: float, p: float) -> Pose:
    pose = _breath(t)
    return Pose(lean=1.2 * _wave(t, 0.28), tall=pose.tall, wide=pose.wide)


def still(t: float, p: float) -> Pose:
    return Pose(lean=0.8 * _wave(t, 0.35), tall=1 + 0.006 * _wave(t, 0.5))


def walk(t: float, p: float) -> Pose:
    step = _hop(t, 2.1)
    return Pose(up=0.035 * step, lean=2 + 3.2 * _wave(t, 1.05), tall=1 - 0.02 * (1 - step), wide=1 + 0.012 * (1 - step))


def run(t: float, p: float) -> Pose:
    step = _hop(t, 3.2)
    return Pose(
        up=0.085 * step,
        lean=8 * _smooth(t * 3) + 4 * _wave(t, 1.6),
        tall=1 - 0.05 * (1 - step),
        wide=1 + 0.03 * (1 - step),
    )


def sneak(t: float, p: float) -> Pose:
    return Pose(up=0.015 * _hop(t, 1.2), lean=5 + 3 * _wave(t, 0.6), tall=0.93 + 0.03 * _wave(t, 1.2), wide=1.02)


def jump(t: float, p: float) -> Pose:
    beat = (t / 1.15) % 1.0
    if beat < 0.2:
        crouch = math.sin(math.pi * beat / 0.2)
        return Pose(tall=1 - 0.16 * crouch, wide=1 + 0.10 * crouch)
    air = (beat - 0.2) / 0.8
    high = 4 * air * (1 - air)
    return Pose(up=0.42 * high, lean=6 * (0.5 - air), tall=1 + 0.06 * (1 - abs(2 * air - 1)), wide=1 - 0.03 * high)


def skip(t: float, p: float) -> Pose:
    hop = _hop(t, 1.8)
    return Pose(up=0.16 * hop, lean=4 * _wave(t, 0.9), tall=1 - 0.07 * (1 - hop) ** 3, wide=1 + 0.04 * (1 - hop) ** 3)


def fly(t: float, p: float) -> Pose:
    return Pose(
        up=0.22 * _smooth(p * 1.6) + 0.05 * _wave(t, 0.7),
        lean=-4 * _smooth(t) + 3 * _wave(t, 0.5),
        tall=1 + 0.03 * _wave(t, 2.4),
        wide=1 - 0.02 * _wave(t, 2.4),
    )


def launch(t: float, p: float) -> Pose:
    shake = 0.006 * _wave(t, 11) * (1 - _smooth(p * 3))
    return Pose(along=shake, up=0.9 * _smooth(p) * p, tall=1 + 0.04 * _smooth(p * 2), wide=1 - 0.02 * _smooth(p * 2))


def hang(t: float, p: float) -> Pose:
    return Pose(along=0.03 * _wave(t, 0.23), up=0.05 * _wave(t, 0.36), lean=6 * _wave(t, 0.2))


def swim(t: float, p: float) -> Pose:
    return Pose(
        up=0.035 * _wave(t, 0.8),
        lean=5 * _wave(t, 0.8 + 0.0),
        tall=1 + 0.02 * _wave(t, 1.6),
        wide=1 - 0.03 * _wave(t, 1.6),
    )


def sail(t: float, p: float) -> Pose:
    return Pose(up=0.02 * _wave(t, 0.5), lean=3.4 * _wave(t, 0.37))


def drive(t: float, p: float) -> Pose:
    return Pose(
        up=0.008 * abs(_wave(t, 4.2)), lean=-1.5 * _smooth(t * 2) + 0.5 * _wave(t, 2.3), tall=1 + 0.012 * _wave(t, 4.2)
    )


def climb(t: float, p: float) -> Pose:
    pull = 0.03 * _hop(t, 1.4)
    return Pose(
        up=0.75 * min(p, 1.2) + pull,
        lean=4 * _wave(t, 0.7),
        tall=1 + 0.04 * _wave(t, 1.4),
        wide=1 - 0.03 * _wave(t, 1.4),
    )


def fall(t: float, p: float) -> Pose:
    drop = _smooth(t * 1.1 - 0.35)
    bounce = 0.05 * math.exp(-3 * max(t - 1.25, 0)) * _hop(max(t - 1.25, 0), 2) if t > 1.25 else 0.0
    return Pose(
        along=0.1 * drop,
        up=bounce,
        lean=78 * drop * drop + (1 - drop) * 4 * _wave(t, 2.2),
        tall=1 + 0.01 * _wave(t, 0.5),
    )


def descend(t: float, p: float) -> Pose:
    return Pose(up=0.4 * (1 - _smooth(p * 1.1)), lean=5 * _wave(t, 0.45), tall=1 + 0.01 * _wave(t, 0.6))


def dance(t: float, p: float) -> Pose:
    hop = _hop(t, 2.0)
    return Pose(
        along=0.10 * _wave(t, 0.5),
        up=0.07 * hop,
        lean=9 * _wave(t, 1.0),
        tall=1 - 0.06 * (1 - hop) ** 2,
        wide=1 + 0.05 * (1 - hop) ** 2,
    )


def spin(t: float, p: float) -> Pose:
    turn = math.cos(2 * math.pi * 0.55 * t)
    return Pose(up=0.03 * _hop(t, 1.1), wide=math.copysign(max(abs(turn), 0.18), turn))


def wave_hello(t: float, p: float) -> Pose:
    return Pose(up=0.02 * _hop(t, 1.6), lean=6 * _wave(t, 1.6), tall=1 + 0.01 * _wave(t, 0.5))


def shake(t: float, p: float) -> Pose:
    return Pose(along=0.012 * _wave(t, 7.0), lean=1.6 * _wave(t, 6.1), tall=0.97 + 0.01 * _wave(t, 3))


def look(t: float, p: float) -> Pose:
    turn = _smooth(math.sin(2 * math.pi * 0.27 * t) * 0.8 + 0.5) - _smooth(0.5)
    return Pose(lean=5 * turn, wide=1 - 0.07 * abs(turn), tall=1 + 0.016 * _wave(t, 0.5))


def eat(t: float, p: float) -> Pose:
    bite = max(0.0, _wave(t, 0.7))
    chew = 0.012 * _wave(t, 3.2)
    return Pose(lean=12 * bite, tall=1 - 0.04 * bite + chew, wide=1 + 0.02 * bite - chew)


def sleep(t: float, p: float) -> Pose:
    swell = 0.03 * _wave(t, 0.24)
    return Pose(lean=5 + 1.5 * _wave(t, 0.12), tall=0.94 + swell, wide=1.02 - 0.4 * swell)


def talk(t: float, p: float) -> Pose:
    loud = 0.5 + 0.5 * _wave(t, 0.37)
    return Pose(
        lean=2.5 * _wave(t, 0.9), tall=1 + 0.025 * loud * abs(_wave(t, 2.7)), wide=1 - 0.012 * loud * abs(_wave(t, 2.7))
    )


def listen(t: float, p: float) -> Pose:
    nod = max(0.0, _wave(t, 0.6)) ** 3
    return Pose(lean=3.5 * nod, tall=1 + 0.014 * _wave(t, 0.45))


def find(t: float, p: float) -> Pose:
    bow = _smooth(t * 1.4) * (1 - _smooth((t - 1.3) * 2.5))
    joy = 0.12 * _hop(t - 1.8, 1.7) * (1 - _smooth((t - 3.2) * 0.6)) if t > 1.8 else 0.0
    return Pose(along=0.16 * _smooth(t * 1.4), up=joy, lean=15 * bow, tall=1 - 0.05 * bow + 0.014 * _wave(t, 0.5))


def found(t: float, p: float) -> Pose:
    pop = _smooth((t - 1.1) * 2.2)
    ring = math.exp(-2.2 * max(t - 1.3, 0)) * _wave(max(t - 1.3, 0), 2.2) if t > 1.3 else 0.0
    return Pose(
        up=0.16 * pop + 0.02 * pop * _wave(t, 0.8),
        lean=3 * _wave(t, 0.5),
        tall=1 + 0.1 * pop + 0.14 * ring,
        wide=1 + 0.1 * pop - 0.1 * ring,
    )


def give(t: float, p: float) -> Pose:
    reach = _smooth(t * 0.9) * (1 - 0.7 * _smooth((t - 2.2) * 0.9))
    return Pose(along=0.06 * reach, lean=9 * reach, tall=1 + 0.014 * _wave(t, 0.5))


def handed(t: float, p: float) -> Pose:
    over = _smooth((t - 0.5) * 0.55)
    return Pose(
        along=0.9 * over,
        up=0.5 * 4 * over * (1 - over) + 0.25 * over,
        lean=-10 * _wave(over, 0.5),
        tall=1 + 0.02 * _wave(t, 0.9),
    )


def throw(t: float, p: float) -> Pose:
    beat = (t / 1.6) % 1.0
    swing = (
        -14 * math.sin(math.pi * min(beat / 0.35, 1.0))
        if beat < 0.35
        else 18 * math.sin(math.pi * min((beat - 0.35) / 0.4, 1.0))
    )
    return Pose(lean=swing, tall=1 + 0.014 * _wave(t, 0.5))


def thrown(t: float, p: float) -> Pose:
    beat = min(((t + 1.04) / 1.6) % 1.0 * 1.3, 1.0) if t > 0.56 else 0.0
    return Pose(along=0.8 * beat, up=0.9 * 4 * beat * (1 - beat), lean=220 * beat + 2 * _wave(t, 0.9))


def grow(t: float, p: float) -> Pose:
    size = 0.72 + 0.55 * _smooth(p)
    return Pose(lean=2 * _wave(t, 0.5), tall=size * (1 + 0.02 * _wave(t, 1.3)), wide=size)


def shrink(t: float, p: float) -> Pose:
    size = 1.0 - 0.5 * _smooth(p)
    return Pose(tall=size * (1 + 0.015 * _wave(t, 1.3)), wide=size)


def appear(t: float, p: float) -> Pose:
    size = 0.55 + 0.45 * _smooth(t * 0.9) + 0.09 * math.exp(-2.5 * t) * _wave(t, 1.4)
    return Pose(up=0.02 * _hop(t, 1.2), lean=2 * _wave(t, 0.5), tall=size, wide=size)


def vanish(t: float, p: float) -> Pose:
    size = max(0.12, 1.0 - 0.9 * _smooth(p * 1.05) ** 2)
    return Pose(up=0.04 * p, lean=8 * _smooth(p) * _wave(t, 1.1), tall=size, wide=size)


def hide(t: float, p: float) -> Pose:
    duck = _smooth(t * 1.6) * (0.85 + 0.15 * _wave(t, 0.45))
    return Pose(tall=1 - 0.34 * duck, wide=1 + 0.06 * duck, lean=4 * duck + 1.5 * _wave(t, 0.5))


def sit(t: float, p: float) -> Pose:
    swell = 0.015 * _wave(t, 0.4)
    return Pose(lean=-2.5 + 1.2 * _wave(t, 0.2), tall=0.95 + swell, wide=1.01 - 0.5 * swell)


def work(t: float, p: float) -> Pose:
    stroke = max(0.0, _wave(t, 1.3))
    return Pose(up=0.03 * stroke, lean=9 * (1 - stroke) - 2, tall=1 - 0.03 * (1 - stroke) + 0.01 * _wave(t, 0.5))


def push(t: float, p: float) -> Pose:
    return Pose(lean=11 + 3 * _wave(t, 1.3), up=0.02 * _hop(t, 1.3), tall=0.97 + 0.02 * _wave(t, 1.3), wide=1.02)


def fight(t: float, p: float) -> Pose:
    lunge = max(0.0, _wave(t, 0.95)) ** 2
    return Pose(along=0.22 * lunge, up=0.05 * _hop(t, 1.9), lean=13 * lunge - 4, tall=1 + 0.02 * _wave(t, 1.9))


def dodge(t: float, p: float) -> Pose:
    back = max(0.0, _wave(t - 0.12, 0.95)) ** 2
    return Pose(along=-0.16 * back, up=0.04 * _hop(t, 1.9), lean=-10 * back + 2, tall=1 + 0.02 * _wave(t, 1.9))


def hug(t: float, p: float) -> Pose:
    near = _smooth(t * 0.8)
    return Pose(along=0.14 * near, lean=7 * near + 1.5 * _wave(t, 0.6), tall=1 + 0.016 * _wave(t, 0.6))


def cheer(t: float, p: float) -> Pose:
    hop = _hop(t, 1.7)
    return Pose(up=0.15 * hop, lean=5 * _wave(t, 0.85), tall=1 + 0.05 * hop - 0.03, wide=1 - 0.02 * hop)


def shine(t: float, p: float) -> Pose:
    pulse = 0.045 * _wave(t, 0.7)
    return Pose(lean=3 * _wave(t, 0.25), tall=1 + pulse, wide=1 + pulse)


ACTS: dict[str, Act] = {
    "idle": idle,
    "still": still,
    "walk": walk,
    "run": run,
    "sneak": sneak,
    "chase": run,
    "flee": run,
    "follow": walk,
    "roll": drive,
    "jump": jump,
    "skip": skip,
    "fly": fly,
    "launch": launch,
    "float": hang,
    "swim": swim,
    "sail": sail,
    "drive": drive,
    "climb": climb,
    "fall": fall,
    "descend": descend,
    "dance": dance,
    "spin": spin,
    "wave": wave_hello,
    "shake": shake,
    "look": look,
    "eat": eat,
    "sleep": sleep,
    "talk": talk,
    "listen": listen,
    "find": find,
    "found": found,
    "give": give,
    "handed": handed,
    "throw": throw,
    "thrown": thrown,
    "grow": grow,
    "shrink": shrink,
    "appear": appear,
    "vanish": vanish,
    "leave": walk,
    "hide": hide,
    "rest": sit,
    "work": work,
    "push": push,
    "fight": fight,
    "dodge": dodge,
    "hug": hug,
    "cheer": cheer,
    "shine": shine,
}
"""Motion -> its act."""


def act_of(motion: str) -> Act:
    """The act of a motion, or of the one that is most like it; it idles where nothing is."""
    known = MOTIONS.get(motion)
    return ACTS.get(motion) or ACTS.get(known.like if known else "", idle)
