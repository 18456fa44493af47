"""Stances of four-legged bodies, said in terms of trunk, feet, neck and tail, and made into a pose."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.reach import reach

LEGS = ("near-hind", "near-front", "far-hind", "far-front")
Foot = tuple[float, float, float]
"""How far ahead of its place below its joint and how high above the ground a foot is (shares of the leg's length),
and the rise of its toe in degrees."""
Limb = tuple[float, float, float]
"""Upper leg from hanging (0) to ahead (90), the bend of the lower against it, rise of the toe; degrees."""


@dataclass(frozen=True)
class Who:
    """Whoever acts: its breed, and how many units it is high."""

    breed: Breed
    units: float
    seed: int = 0


@dataclass
class Stance:
    """A four-legged body that can be posed; all angles in degrees. `trunk` moves its middle (ahead, up) in shares of
    the leg's length; `pitch` raises its front end; `overturned` (0..1) moves the legs' joints to its other side.
    `rise` and `nose` turn neck and head up against how they are carried, `tail` and `wings` are raised, whatever the
    trunk does; `gaze` moves the features ahead (units). `offset` moves legs' joints on the trunk (ahead, up; shares
    of the leg). `feet` stand or are lifted; `limbs` take the place of feet that stand nowhere. `prop` is in the near
    front paw and leans forward by `tilt`; `ground` and `front` are pieces that stand behind (`ground_at` own heights
    ahead) and before the animal, `front_at` own heights ahead and `front_up` up, whatever its own height above
    the ground."""

    who: Who
    along: float = 0.0
    up: float = 0.0
    lean: float = 0.0
    trunk: tuple[float, float] = (0.0, 0.0)
    pitch: float = 0.0
    rise: float = 0.0
    nose: float = 0.0
    gaze: float = 0.0
    overturned: float = 0.0
    tail: float = 0.0
    wings: float = -50.0
    cape: float = 0.0
    offset: dict[str, tuple[float, float]] = field(default_factory=dict)
    feet: dict[str, Foot] = field(default_factory=dict)
    limbs: dict[str, Limb] = field(default_factory=dict)
    eyes: str = ""
    mouth: str = ""
    head: str = ""
    prop: str = ""
    tilt: float = 0.0
    ground: str = ""
    ground_at: float = 0.0
    front: str = ""
    front_at: float = 0.0
    front_up: float = 0.0
    wide: float = 1.0
    tall: float = 1.0

    def pose(self) -> Pose:
        """All joints' turns."""
        breed, units = self.who.breed, self.who.units
        turns = {"trunk": self.pitch, "tail": -self.tail - self.pitch, "cape": self.cape}
        for leg in LEGS:
            upper, lower, toe = self.limbs.get(leg) or self.leg(leg, self.feet.get(leg, (0.0, 0.0, 0.0)))
            turns[leg] = upper - self.pitch
            turns[f"{leg}-shin"] = lower
            turns[f"{leg}-foot"] = toe - upper - lower
            if leg == "near-front":
                turns["prop"] = -self.tilt - toe
        carried = breed.rise + self.rise
        turns["neck"] = carried - 90 - self.pitch
        turns["neckwear"] = 0.6 * (90 - carried) + 0.4 * self.nose
        turns["head"] = 90 - carried + self.nose
        turns["near-wing"], turns["far-wing"] = -self.wings, -self.wings - 6
        over = 2 * breed.root * self.overturned / units
        along, up = (share * breed.leg / units for share in self.trunk)
        shown = "-" if self.head == "back" else ""
        return Pose(
            along=self.along,
            up=self.up,
            lean=self.lean,
            wide=self.wide,
            tall=self.tall,
            turns=turns,
            shifts={leg: self._offset(leg, over) for leg in LEGS}
            | {"ground": (self.ground_at, -self.up), "front": (self.front_at, self.front_up - self.up)}
            | {"trunk": (along, up), "eyes": (self.gaze / units, 0.0), "mouth": (self.gaze / units, 0.0)},
            faces={
                "head": self.head,
                "eyes": shown or self.eyes,
                "mouth": shown or self.mouth,
                "over": shown,
                "prop": self.prop,
                "ground": self.ground,
                "front": self.front,
            },
        )

    def _offset(self, leg: str, over: float) -> tuple[float, float]:
        """How far a leg's joint is moved on the trunk, in own heights."""
        along, up = (share * self.who.breed.leg / self.who.units for share in self.offset.get(leg, (0.0, 0.0)))
        return along, up + over

    def leg(self, leg: str, foot: Foot, *, kneels: bool = False) -> Limb:
        """The leg whose foot stands or hangs at a place; a hind leg that `kneels` has its knee ahead."""
        breed = self.who.breed
        x, y, toe = foot
        at_x, at_y = self.root(leg)
        home = breed.home(leg)
        ankle = -breed.sole - y * breed.leg
        bend = 1 if kneels or leg.endswith("front") else -1
        upper, lower = reach(home + x * breed.leg - at_x, ankle - at_y, breed.upper, breed.lower, bend)
        return upper, lower, toe

    def root(self, leg: str) -> tuple[float, float]:
        """Where a leg begins, in units from the ground below the middle, y down."""
        breed, a = self.who.breed, math.radians(self.pitch)
        x, y = breed.home(leg), breed.root
        return (
            self.trunk[0] * breed.leg + x * math.cos(a) + y * math.sin(a),
            -breed.high - self.trunk[1] * breed.leg - x * math.sin(a) + y * math.cos(a),
        )


Act = Callable[[Moment, Who], Stance]
"""What an animal does at a moment of a scene."""
