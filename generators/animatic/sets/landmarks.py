"""Landmarks: the one building or work of nature that a place is named for, set into the set it stands in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from videostudio.generators.animatic.sets import buildings, monuments, wayside
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import Scenery

Drawn = Callable[[Canvas, Light, float, float, float, float], None]
"""Draws something of a height around world x on world y as it looks at a depth."""

FAR = 2.2
"""Depth at which the air lets see what stands behind the ground, however far its layer is."""
SIDE = 90.0
"""World units from the middle to a landmark: on a third at most, so that close shots show it, and panned ones."""
BEHIND = 36.0
"""Lowest world y of the foot of what stands behind the ground."""


@dataclass(frozen=True)
class Landmark:
    """One landmark: `height` world units high, its foot on world `y`; nothing of it, smoke and glow included, is more
    than `above` heights over its foot. What is `near` stands on the ground itself, all else behind the ground, which
    hides its foot; seen from the water everything stands beyond it."""

    drawn: Drawn
    height: float
    y: float = 16.0
    near: bool = False
    above: float = 1.1


LANDMARKS: dict[str, Landmark] = {
    "church": Landmark(wayside.church, 330),
    "clock tower": Landmark(monuments.clock_tower, 325),
    "ferris wheel": Landmark(wayside.ferris_wheel, 335),
    "haunted house": Landmark(wayside.haunted_house, 310, above=1.2),
    "ice palace": Landmark(wayside.ice_palace, 320),
    "igloo": Landmark(wayside.igloo, 130, y=44, near=True),
    "lattice tower": Landmark(monuments.lattice_tower, 345),
    "lighthouse": Landmark(wayside.lighthouse, 300, y=8, above=1.7),
    "mosque": Landmark(monuments.mosque, 330),
    "pagoda": Landmark(monuments.pagoda, 330),
    "pyramids": Landmark(monuments.pyramids, 270),
    "stone circle": Landmark(monuments.stone_circle, 190, y=40, near=True),
    "temple": Landmark(monuments.temple, 240),
    "tent": Landmark(wayside.tent, 170, y=40, near=True, above=1.7),
    "tower": Landmark(monuments.tower, 325),
    "treehouse": Landmark(wayside.treehouse, 285, y=30, near=True, above=1.3),
    "volcano": Landmark(wayside.volcano, 265, above=1.75),
    "waterfall": Landmark(wayside.waterfall, 290, y=36),
    "watermill": Landmark(wayside.watermill, 250, y=44, near=True, above=1.4),
    "well": Landmark(wayside.well, 190, y=60, near=True),
    "windmill": Landmark(buildings.windmill, 270, above=1.3),
}


def with_landmark(scenery: Scenery, name: str) -> Scenery:
    """The set with one of LANDMARKS near its middle. It is painted on a layer that is there: one more would cost every
    frame of a sideways camera."""
    mark = LANDMARKS[name]
    near = mark.near and scenery.land is not None
    at = len(scenery.layers) - (1 if near else 2)
    layer = scenery.layers[at]
    if not near:
        mark = replace(mark, y=min(mark.y, BEHIND))
    both = _after(layer.paint, _planted(mark, min(FAR, layer.depth)))
    top = min(layer.top, mark.y - mark.above * mark.height)
    layers = list(scenery.layers)
    layers[at] = replace(layer, name=f"{layer.name} with {name}", paint=both, top=top)
    return replace(scenery, layers=tuple(layers))


def _planted(mark: Landmark, depth: float) -> Callable[[Canvas, Light, int], None]:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        side = 1 if uniform(seed, 43) < 0.5 else -1
        mark.drawn(canvas, light, side * SIDE, mark.y, mark.height, depth)

    return paint


def _after(
    first: Callable[[Canvas, Light, int], None], second: Callable[[Canvas, Light, int], None]
) -> Callable[[Canvas, Light, int], None]:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        first(canvas, light, seed)
        second(canvas, light, seed)

    return paint
