"""What a set is: layers from far to near, and where on it figures can stand, float or swim."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.light import Light

Paint = Callable[[Canvas, Light, int], None]
"""Paints one layer on a canvas in some light; the seed is the place's own."""

GROUND = 1.0
BEYOND = 40.0
"""Depth of the sky."""


@dataclass(frozen=True)
class Layer:
    """One layer. `depth` 1 is the ground, 2 twice as far. Nothing is painted above world y `top` or needed
    below `bottom` (what stands in front hides it)."""

    name: str
    depth: float
    paint: Paint
    top: float = -1e9
    bottom: float = 60.0


class Bed(NamedTuple):
    """A bed of a set, seen from the side with its head on the left: world x of its middle, world y of what one lies
    on, and its length."""

    x: float
    y: float
    length: float


def no_beds(seed: int) -> tuple[Bed, ...]:
    """Most places have none."""
    return ()


def by_day(light: Light) -> Light:
    """Out of doors a place has the light of its time and weather."""
    return light


@dataclass(frozen=True)
class Scenery:
    """One kind of place. `land` is the world y on which figures stand, `water` the one on which they swim or
    sail, where there is any. In a place that `floats` nothing stands: everything hangs in water, sky or space.
    `dry` places (indoors, underwater, space) know no weather. `front` is what stands between the figures and the
    camera, low enough to hide none of them; `lit` makes the place's own light of that out of doors, and
    `beds` tells of the beds near its middle for the place's seed. `offshore` layers take the last one's place where a
    scene is out on the water (see `sets.offshore`); None on what is itself afloat."""

    kind: str
    layers: tuple[Layer, ...]
    land: float | None = 150.0
    water: float | None = None
    floats: bool = False
    dry: bool = False
    horizon: float = 0.62
    """Where y = 0 lies, as a share of the frame's height."""
    notes: tuple[str, ...] = field(default=())
    front: Layer | None = None
    lit: Callable[[Light], Light] = by_day
    beds: Callable[[int], tuple[Bed, ...]] = no_beds
    offshore: tuple[Layer, ...] | None = ()

    def footing(self, wet: bool) -> float:
        """World y under the feet of someone who is in the water (`wet`) or not."""
        order = (self.water, self.land) if wet else (self.land, self.water)
        return next((y for y in order if y is not None), 150.0)
