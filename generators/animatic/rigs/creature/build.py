"""How a creature or thing is built: its kind, its legs, and where it bends."""

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["beast", "bird", "fish", "vehicle", "roller", "thing"]
Wings = Literal["none", "drawn", "own", "flutter"]
"""No wings; folded ones, so that spread ones are drawn; spread in the artwork; a pair seen from above."""

Point = tuple[float, float]
"""x ahead of the foot and y down, in own heights."""


@dataclass(frozen=True)
class Leg:
    """One leg: its `foot` and `hip`, the columns `left`..`right` it fills, and whether it is beyond the body.
    A `copied` one lies exactly behind its fellow when the creature stands."""

    name: str
    foot: Point
    hip: Point
    left: float
    right: float
    far: bool
    copied: bool = False

    @property
    def length(self) -> float:
        return self.foot[1] - self.hip[1]


@dataclass(frozen=True)
class Build:
    """`wide` and all places are in own heights. `belly` is the line above which there are no legs; `neck` and
    `rump` are where head and tail bend, `head` and `tail` point from there into them (unit length); `mouth` is
    what it eats with, `chin` the lowest of what hangs ahead of the legs, `hind` the ground below its hind legs.
    `frontal` artworks look at us; `soft` things sway, `aloft` ones hang, `afloat` ones swim; who `waddles` has
    short legs."""

    kind: Kind
    wide: float
    legs: tuple[Leg, ...] = ()
    belly: float = 0.0
    neck: Point = (0.0, -0.6)
    head: Point = (0.7, -0.7)
    rump: Point = (0.0, -0.5)
    tail: Point = (-1.0, 0.0)
    mouth: Point = (0.0, -0.6)
    chin: Point = (0.0, -0.5)
    hind: float = 0.0
    frontal: bool = False
    wings: Wings = "none"
    soft: bool = False
    aloft: bool = False
    afloat: bool = False
    waddles: bool = False

    @property
    def hops(self) -> bool:
        """Whether it gets on by hopping: no legs are seen that could step."""
        return not self.legs

    @property
    def leg(self) -> float:
        """Length of its longest leg."""
        return max((leg.length for leg in self.legs), default=0.25)

    @property
    def bow(self) -> float:
        """Degrees by which it can lower its chest on bent front legs."""
        if not self.legs:
            return 5.0
        legs, chin = 0.5 * self.leg / (0.6 * self.wide), -0.8 * self.chin[1] / max(self.chin[0] - self.hind, 0.2)
        return math.degrees(math.atan(min(legs, chin)))

    @property
    def graze(self) -> float:
        """Degrees by which its head turns until the mouth, with a lowered chest, is near the ground."""
        return min(max(min(self._turn_down(self.mouth), self._turn_down(self.chin)), 2.0), 54.0)

    def _turn_down(self, point: Point) -> float:
        dx, dy = point[0] - self.neck[0], point[1] - self.neck[1]
        far = max(math.hypot(dx, dy), 0.05)
        room = -0.05 - (self.neck[1] + 0.5 * self.leg)
        return math.degrees(math.asin(min(max(room / far, -1.0), 0.9)) - math.atan2(dy, dx))
