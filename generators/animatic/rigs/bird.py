"""Birds and insects: the pack's picture, which bends, with wings of its own where the picture folds them."""

import math
from dataclasses import dataclass, replace

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, mixed, shape
from videostudio.generators.animatic.rigs.pictured_act import elastic, manner_of, winged
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.sheet import Item, painted
from videostudio.generators.animatic.rigs.skeleton import Picture
from videostudio.generators.animatic.rigs.warp import NOTHING, Pictured, Piece
from videostudio.generators.animatic.yuv import Pixels

WING_PX = 3.2
"""Px per unit at which wings are painted; a wing is about 50 units long."""
WING_UNITS = 78.0
"""Units of wings that make one own height."""


@dataclass(frozen=True)
class Plumage:
    """Where wings grow (own heights ahead of the middle, above the foot) and how large they are; a bird seen from
    the `front` has one on each side. `spread` birds are drawn with their wings open: those beat as they are, from
    `crest` upwards, or narrow to the middle when seen from `above`. `hops` instead of walking; `floats` on water."""

    x: float = -0.06
    y: float = 0.56
    size: float = 1.0
    front: bool = False
    spread: bool = False
    crest: float = 0.5
    above: bool = False
    hops: bool = False
    beak: tuple[float, float] = (0.4, 0.8)


PLUMAGE: dict[str, Plumage] = {
    "bird": Plumage(hops=True, y=0.5, size=0.95, beak=(0.42, 0.74)),
    "black bird": Plumage(hops=True, x=0.0, y=0.5, beak=(0.4, 0.86)),
    "parrot": Plumage(x=-0.08, y=0.52, beak=(0.28, 0.8)),
    "penguin": Plumage(front=True, x=0.36, y=0.5, size=0.5, beak=(0.1, 0.7)),
    "duck": Plumage(x=-0.12, y=0.44, size=0.9, beak=(0.46, 0.86)),
    "owl": Plumage(front=True, x=0.34, y=0.56, size=0.72, beak=(0.05, 0.62)),
    "rooster": Plumage(x=-0.02, y=0.5, size=0.72, beak=(0.46, 0.8)),
    "hen": Plumage(x=-0.1, y=0.46, size=0.72, beak=(0.46, 0.76)),
    "chicken": Plumage(x=-0.1, y=0.46, size=0.72, beak=(0.46, 0.76)),
    "swan": Plumage(x=-0.18, y=0.36, size=0.95, beak=(0.44, 0.82)),
    "flamingo": Plumage(x=-0.1, y=0.62, size=0.72, beak=(0.36, 0.78)),
    "stork": Plumage(x=-0.1, y=0.62, size=0.76, beak=(0.36, 0.78)),
    "goose": Plumage(x=-0.12, y=0.44, size=0.72, beak=(0.4, 0.88)),
    "turkey": Plumage(x=0.0, y=0.48, size=0.66, beak=(0.46, 0.7)),
    "dodo": Plumage(x=-0.04, y=0.46, size=0.5, beak=(0.42, 0.78)),
    "peacock": Plumage(front=True, x=0.14, y=0.4, size=0.4, beak=(0.0, 0.7)),
    "baby chick": Plumage(hops=True, y=0.42, size=0.6, beak=(0.3, 0.7)),
    "front-facing baby chick": Plumage(front=True, hops=True, x=0.34, y=0.4, size=0.4, beak=(0.0, 0.6)),
    "hatching chick": Plumage(front=True, hops=True, x=0.3, y=0.56, size=0.34, beak=(0.0, 0.7)),
    "eagle": Plumage(spread=True, crest=0.5, beak=(0.5, 0.56)),
    "dove": Plumage(spread=True, crest=0.52, beak=(0.44, 0.62)),
    "seagull": Plumage(spread=True, crest=0.52, beak=(0.44, 0.62)),
    "phoenix": Plumage(spread=True, crest=0.45, above=True, beak=(0.1, 0.7)),
    "bat": Plumage(spread=True, crest=0.45, above=True, beak=(0.0, 0.5)),
    "butterfly": Plumage(spread=True, above=True, beak=(0.0, 0.9)),
    "honeybee": Plumage(spread=True, crest=0.62, beak=(0.44, 0.4)),
    "dragonfly": Plumage(spread=True, above=True, beak=(0.0, 0.9)),
    "firefly": Plumage(spread=True, crest=0.66, beak=(0.46, 0.5)),
    "fly": Plumage(spread=True, above=True, beak=(0.0, 0.8)),
    "mosquito": Plumage(spread=True, crest=0.55, beak=(0.4, 0.3)),
}


@dataclass(frozen=True)
class Flight:
    """The acts of a bird or an insect."""

    plumage: Plumage

    def __call__(self, motion: str, m: Moment) -> Pose:
        pose, own = elastic(motion, m), self.plumage
        if own.spread:
            return self._spread(motion, m, pose)
        raised = winged(motion, m, -8.0)
        faces = dict.fromkeys(("near-wing", "far-wing"), NOTHING if raised is None else "")
        up = 0.0 if raised is None else raised
        turns = dict(pose.turns) | {"near-wing": -up, "far-wing": up if own.front else -up - 10}
        if motion == "walk" and own.hops:
            hop = abs(_sine(m.t, 0.9))
            return replace(pose, turns=turns, faces=faces, up=0.1 * hop, lean=3.0)
        if motion in ("fly", "launch", "float", "descend"):
            pose = replace(pose, lean=pose.lean + (4 if own.front else 20), up=pose.up - 0.0012 * up)
        if motion == "wave":
            faces["far-wing"] = NOTHING
        turns["sway"] = 6 * _sine(m.t, 0.6)
        return replace(pose, turns=turns, faces=faces)

    def _spread(self, motion: str, m: Moment, pose: Pose) -> Pose:
        """Wings that the picture shows open always beat, faster the livelier the motion."""
        how = manner_of(motion)
        calm = motion in ("sleep", "rest", "hide", "still")
        beats = 0.5 if calm else 1.6 + 0.5 * min(how.tail, 2.5)
        stroke = 0.5 + 0.5 * _sine(m.t, beats)
        turns = {name: turn if name == "spin" else 0.6 * turn for name, turn in pose.turns.items()}
        if self.plumage.above:
            turns["flap"] = 1 - (0.3 if calm else 0.6) * stroke
        else:
            turns |= {"beat": 1 - (0.2 if calm else 0.62) * stroke, "crest": self.plumage.crest}
        return replace(pose, turns=turns, up=pose.up + 0.03 * (stroke - 0.5))


def bird(rgba: Pixels, plumage: Plumage, colours: tuple[str, str, str]) -> Pictured:
    """The rig of a bird shown by straight RGBA, facing right, in its main, second and dark colour."""
    pieces = () if plumage.spread else _wings(plumage, colours)
    return Pictured(rgba, Flight(plumage), pieces, plumage.beak)


def _wings(plumage: Plumage, colours: tuple[str, str, str]) -> tuple[Piece, ...]:
    scale = WING_PX * WING_UNITS / plumage.size
    near = Piece("near-wing", _wing(colours, far=False), plumage.x, plumage.y, scale)
    if plumage.front:
        right = replace(near, picture=_mirrored(near.picture), behind=True)
        return (replace(near, x=-plumage.x, name="near-wing", behind=True), replace(right, name="far-wing"))
    far = Piece("far-wing", _wing(colours, far=True), plumage.x + 0.08, plumage.y + 0.03, scale, behind=True)
    return (far, near)


def _wing(colours: tuple[str, str, str], *, far: bool) -> Picture:
    """A feathered wing that points back from its joint at (0, 0)."""
    ink = Ink()
    main, second, shade = colours
    if far:
        main, shade = dark(main, 0.2), dark(shade, 0.2)
    tip = mixed(main, shade, 0.7)
    feathers = "M-14,4C-22,16 -36,20 -50,16C-47,12 -48,9 -52,6C-48,4 -49,0 -52,-4C-44,-8 -24,-10 -10,-8Z"
    cover = "M6,-5C0,-11 -22,-11 -36,-6C-34,-2 -36,1 -38,4C-30,10 -14,11 -4,8C4,6 9,1 6,-5Z"
    quills = line("M-40,-2L-50,-3M-39,5L-50,6M-36,11L-48,15", dark(tip, 0.25), 0.9, 0.6)
    edge = line("M-30,5C-22,8 -12,8 -4,6", second if not far else dark(second, 0.2), 2.2, 0.55)
    svg = (
        shape(feathers, ink.across(dark(tip, 0.12), tip))
        + quills
        + shape(cover, ink.down(light(main, 0.28), main, dark(main, 0.1)))
        + edge
    )
    picture = painted([Item(svg, (-54, -13, 64, 36))], "".join(ink.defs), WING_PX)[0]
    assert picture is not None
    return picture


def _mirrored(picture: Picture) -> Picture:
    return Picture(picture.rgba[:, ::-1].copy(), picture.rgba.shape[1] - picture.x, picture.y)


def _sine(t: float, hertz: float) -> float:
    return math.sin(2 * math.pi * hertz * t)
