"""Stances: how a person stands, said in terms of hips, hands and feet, and made into a pose."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.generators.animatic.rigs.person.build import Build
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.reach import reach

Arm = tuple[float, float]
"""Degrees: the upper arm from hanging (0) by ahead (90) to straight up (180), and the bend of the elbow."""
Foot = tuple[float, float, float]
"""How far ahead of its hip joint and how high above the ground the ankle of a flat foot would be, in hundredths,
and the rise of the toe in degrees."""


@dataclass(frozen=True)
class Who:
    """Whoever acts: proportions, `units` from the ground to the top of hat or hair, what is held and worn."""

    build: Build
    units: float
    prop: str = ""
    skirt: bool = False
    seed: int = 0


@dataclass
class Stance:
    """A figure that can be posed. `hip` moves the hips (ahead, up; hundredths of the bare height), `spine` bends
    it forward and `nod` the head (degrees, both against upright), `gaze` moves the features ahead in the face.
    `far` and `near` are the arms and `far_foot` and `near_foot` the feet; `far_leg` and `near_leg` (thigh ahead,
    bend of the knee, rise of the toe; degrees) take the place of feet that stand nowhere. `prop` is what is in the
    near hand and `far_prop` in the far one ("" is their own thing, "-" nothing; who takes something up puts their
    own away), `tilt` and `far_tilt` are how far that leans forward, and `chest` what both hands hold; `toss` moves
    the thing in the far hand away from it (ahead, up; hundredths). `roll` turns the whole body forward around the
    hips. `ground` and `front` are pieces that stand behind and before the figure, whatever its own height above
    the ground; `front_at` and `front_up` move the latter ahead and up (hundredths)."""

    who: Who
    along: float = 0.0
    up: float = 0.0
    lean: float = 0.0
    hip: tuple[float, float] = (0.0, 0.0)
    spine: float = 0.0
    nod: float = 0.0
    gaze: float = 0.0
    near: Arm = (-5.0, 14.0)
    far: Arm = (7.0, 16.0)
    near_foot: Foot = (0.0, 0.0, 0.0)
    far_foot: Foot = (0.0, 0.0, 0.0)
    near_leg: tuple[float, float, float] | None = None
    far_leg: tuple[float, float, float] | None = None
    face: str = "calm"
    prop: str = ""
    far_prop: str = ""
    chest: str = ""
    tilt: float = 0.0
    far_tilt: float = 0.0
    toss: tuple[float, float] = (0.0, 0.0)
    roll: float = 0.0
    ground: str = ""
    front: str = ""
    front_at: float = 0.0
    front_up: float = 0.0
    skirt: str = ""
    cape: float = 0.0
    wide: float = 1.0
    tall: float = 1.0

    def pose(self) -> Pose:
        """All joints' turns."""
        who, build = self.who, self.who.build
        unit = 1 / who.units
        turns: dict[str, float] = {"spine": -self.spine, "neck": self.spine - self.nod}
        hands = {}
        for side, (shoulder, elbow) in (("near", self.near), ("far", self.far)):
            turns[f"{side}-upper"] = shoulder + self.spine
            turns[f"{side}-fore"] = elbow
            hands[side] = shoulder + elbow
        for side, leg, foot in (("near", self.near_leg, self.near_foot), ("far", self.far_leg, self.far_foot)):
            thigh, knee, sole = leg or self._leg(foot, build)
            turns[f"{side}-thigh"] = thigh
            turns[f"{side}-shin"] = -knee
            turns[f"{side}-foot"] = sole - thigh + knee
        turns["prop"] = -self.tilt - hands["near"]
        turns["far-prop"] = -self.far_tilt - hands["far"]
        turns["pelvis"] = -self.roll
        turns["cape"] = self.cape + 0.6 * self.spine
        turns["skirt"] = 0.0
        shifts = {
            "pelvis": (self.hip[0] * unit, self.hip[1] * unit),
            "face": (self.gaze * build.head * 0.01 * unit, 0.0),
            "far-prop": _turned(self.toss[0] * unit, self.toss[1] * unit, hands["far"]),
            "ground": (0.0, -self.up),
            "front": (self.front_at * unit, self.front_up * unit - self.up),
        }
        faces = {
            "face": self.face,
            "skirt": self.skirt,
            "prop": self.prop,
            "far-prop": self.far_prop or ("-" if self.prop else ""),
            "chest": self.chest,
            "ground": self.ground,
            "front": self.front,
        }
        return Pose(
            along=self.along,
            up=self.up,
            lean=self.lean,
            wide=self.wide,
            tall=self.tall,
            turns=turns,
            shifts=shifts,
            faces=faces,
        )

    def _leg(self, foot: Foot, build: Build) -> tuple[float, float, float]:
        x, y, rise = foot
        down = build.thigh + build.shin + self.hip[1] - y
        thigh, knee = reach(x - self.hip[0], down, build.thigh, build.shin, 1)
        return thigh, -knee, rise


def _turned(ahead: float, up: float, degrees: float) -> tuple[float, float]:
    """A way in the figure's own space, seen by a bone that is turned by `degrees`."""
    a = math.radians(degrees)
    return ahead * math.cos(a) + up * math.sin(a), up * math.cos(a) - ahead * math.sin(a)


Act = Callable[[Moment, Who], Stance]
"""What somebody does at a moment of a scene."""
