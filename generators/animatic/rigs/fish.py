"""Fish, and all else that moves by bending: the pack's picture, with a wave that runs along it."""

import math
from dataclasses import dataclass, replace

from videostudio.generators.animatic.rigs.pictured_act import elastic, manner_of
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.warp import Pictured
from videostudio.generators.animatic.yuv import Pixels


@dataclass(frozen=True)
class Swimmer:
    """How a body moves: `wave` runs along it, so high at the tail (own heights), `hertz` times a second; legs or
    arms below `knee` swing by `stride`. `leaps` clear of the water when it jumps; on `land` it goes by hops of
    `hop`, and does not swim all the time. `mouth` is where it holds things (ahead of the middle, above the foot)."""

    wave: float = 0.09
    hertz: float = 1.3
    stride: float = 0.0
    knee: float = 0.4
    leaps: bool = False
    land: bool = False
    hop: float = 0.0
    mouth: tuple[float, float] = (0.45, 0.5)


SWIMMERS: dict[str, Swimmer] = {
    "fish": Swimmer(),
    "tropical fish": Swimmer(),
    "goldfish": Swimmer(),
    "blowfish": Swimmer(wave=0.04),
    "shark": Swimmer(wave=0.12, hertz=1.0, leaps=True, mouth=(0.4, 0.55)),
    "dolphin": Swimmer(wave=0.09, hertz=1.2, leaps=True, mouth=(0.46, 0.7)),
    "whale": Swimmer(wave=0.06, hertz=0.6, leaps=True, mouth=(0.4, 0.3)),
    "spouting whale": Swimmer(wave=0.06, hertz=0.6, leaps=True, mouth=(0.4, 0.3)),
    "orca": Swimmer(wave=0.08, hertz=0.8, leaps=True),
    "octopus": Swimmer(wave=0.0, hertz=0.7, stride=0.07, knee=0.5, mouth=(0.0, 0.3)),
    "squid": Swimmer(wave=0.0, hertz=0.7, stride=0.06, knee=0.4, mouth=(0.0, 0.2)),
    "jellyfish": Swimmer(wave=0.0, hertz=0.6, stride=0.07, knee=0.5, mouth=(0.0, 0.3)),
    "seahorse": Swimmer(wave=0.03, hertz=0.9),
    "seal": Swimmer(wave=0.05, hertz=1.0, land=True, hop=0.06, leaps=True, mouth=(0.2, 0.8)),
    "otter": Swimmer(wave=0.03, land=True, hop=0.04, mouth=(-0.2, 0.7)),
    "snake": Swimmer(wave=0.08, hertz=1.1, land=True, mouth=(0.1, 0.8)),
    "worm": Swimmer(wave=0.07, hertz=0.9, land=True),
    "bug": Swimmer(wave=0.06, hertz=1.0, land=True, mouth=(0.4, 0.8)),
    "snail": Swimmer(wave=0.015, hertz=0.5, land=True, mouth=(0.4, 0.6)),
    "spider": Swimmer(wave=0.0, hertz=1.8, stride=0.07, knee=0.6, land=True, mouth=(0.0, 0.4)),
    "ant": Swimmer(wave=0.0, hertz=2.0, stride=0.08, knee=0.45, land=True, mouth=(0.45, 0.6)),
    "beetle": Swimmer(wave=0.0, hertz=2.0, stride=0.06, knee=0.4, land=True),
    "lady beetle": Swimmer(wave=0.0, hertz=2.0, stride=0.05, knee=0.4, land=True),
    "cricket": Swimmer(wave=0.0, hertz=2.0, stride=0.06, knee=0.45, land=True, hop=0.16),
    "cockroach": Swimmer(wave=0.0, hertz=2.2, stride=0.05, knee=0.4, land=True),
    "scorpion": Swimmer(wave=0.0, hertz=1.8, stride=0.06, knee=0.4, land=True),
    "crab": Swimmer(wave=0.0, hertz=1.8, stride=0.07, knee=0.42, land=True, mouth=(0.3, 0.8)),
    "lobster": Swimmer(wave=0.0, hertz=1.5, stride=0.05, knee=0.5, land=True, mouth=(0.3, 0.8)),
    "shrimp": Swimmer(wave=0.06, hertz=1.2),
    "T-Rex": Swimmer(wave=0.02, hertz=1.0, stride=0.1, knee=0.34, land=True, mouth=(0.4, 0.72)),
    "kangaroo": Swimmer(wave=0.03, hertz=1.2, land=True, hop=0.3, mouth=(0.4, 0.84)),
    "sloth": Swimmer(wave=0.0, hertz=0.4, stride=0.04, knee=0.5, land=True, mouth=(-0.2, 0.5)),
    "orangutan": Swimmer(wave=0.0, hertz=1.0, stride=0.04, knee=0.3, land=True, mouth=(0.1, 0.6)),
    "mole": Swimmer(wave=0.02, hertz=1.4, stride=0.04, knee=0.2, land=True, mouth=(0.45, 0.3)),
}
GOING = frozenset(
    ("walk", "run", "sneak", "crawl", "chase", "flee", "follow", "carry", "leave", "push", "skip", "swim")
)


@dataclass(frozen=True)
class Bends:
    """The acts of such a body."""

    swimmer: Swimmer

    def __call__(self, motion: str, m: Moment) -> Pose:
        own, how, pose = self.swimmer, manner_of(motion), elastic(motion, m)
        goes = motion in GOING
        lively = how.tail * (1.0 if goes or not own.land else 0.3)
        hertz = own.hertz * (0.6 + 0.5 * min(how.tail, 2.6)) * (1.0 if goes else 0.7)
        share = 0.6 if own.land else 0.4
        turns = {name: turn if name == "spin" else share * turn for name, turn in pose.turns.items()}
        turns |= {"swim": own.wave * min(lively, 2.2), "phase": (hertz * m.t) % 1.0}
        if own.stride:
            turns |= {"stride": own.stride * min(lively, 1.6), "knee": own.knee}
        if how.wing is not None:
            # Where others raise arms or wings, all of the body points.
            points = 0.2 * (how.wing + how.beat * math.sin(2 * math.pi * how.beats * m.t))
            pose = replace(pose, lean=pose.lean - points * min(1.0, m.t + 0.2))
        if motion == "jump" and own.leaps:
            return _leap(m, pose, turns)
        if own.hop and goes:
            pose = replace(
                pose, up=own.hop * abs(math.sin(math.pi * own.hertz * m.t * (1.4 if how.tail > 1.6 else 1.0)))
            )
        if not own.land:
            pose = replace(pose, up=pose.up + 0.02 * math.sin(2 * math.pi * 0.5 * m.t))
        return replace(pose, turns=turns)


def _leap(m: Moment, pose: Pose, turns: dict[str, float]) -> Pose:
    """An arc out of the water and back into it, head first."""
    beat = (m.t / 1.9) % 1.0
    high = 4 * beat * (1 - beat)
    return replace(pose, up=1.0 * high - 0.25, lean=-46 + 92 * beat, tall=1.0, wide=1.0, turns=turns | {"bend": 0.0})


def fish(rgba: Pixels, swimmer: Swimmer) -> Pictured:
    """The rig of what straight RGBA shows, facing right."""
    return Pictured(rgba, Bends(swimmer), (), swimmer.mouth)
