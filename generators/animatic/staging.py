"""Staging: who stands where, how tall, facing which way and doing what."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from videostudio.film.camera import CameraMove, Direction
from videostudio.film.entity import EntityKind
from videostudio.film.staging import Box, Facing, Layer, Placement, Staging
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.view import View

TALL = 304.0
"""Height of the main figure in world units: about 40 % of a frame that is 720 units high."""
LEAST, MOST = 112.0, 410.0
RIDER, CARRIER = 196.0, 310.0
"""Height of a rider's visible part, and least height of what carries a rider."""
RIDER_SHARE = 0.66
"""The upper share of a rider that is seen."""
THING = 0.8
"""Things are drawn this much smaller than living beings of their size."""
EMPHASIS = 1.25
CLOSE = 0.5
"""Real sizes are drawn nearer to each other: twice as tall in life is 2 ** CLOSE times as tall here."""
TYPICAL_SECONDS = 4.0
"""Length of scene for which the camera's path is allowed for."""
EDGE = 14.0
"""World units that figures keep from the frame's sides."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of a scene's staging: the cast (who acts first), the motion, the camera, whom to stress,
    and a preferred way to go (+1 right, -1 left)."""

    figures: Sequence[Figure]
    motion: str
    camera: CameraMove
    emphasis: Sequence[str] = ()
    way: int = 1


def stage(wish: Wish, place: Place, width: int, height: int) -> Staging:
    """The staging of a scene image of `width` x `height` px."""
    view = view_for(wish.camera, place, width, height)
    way = _way(wish)
    sizes = _sizes(wish, view)
    spots = _spots(wish, sizes, view, way)
    placements = [
        _placement(wish, index, figure, sizes[index], spots, view, place, way)
        for index, figure in enumerate(wish.figures)
    ]
    flat = wish.camera.direction in (Direction.UP, Direction.DOWN)
    return Staging(
        width=width,
        height=height,
        ground_px=min(max(view.ground, 0), height - 1),
        layers=tuple(
            Layer(name=layer.name, depth_milli=1000 if flat else round(layer.depth * 1000))
            for layer in place.scenery.layers
        ),
        placements=tuple(placements),
    )


def view_for(camera: CameraMove, place: Place, width: int, height: int) -> View:
    """The view that leaves room for a tilt: the camera that will rise begins low, and the other way round."""
    tilt = abs(camera.flow(width, height, 1).dy) * TYPICAL_SECONDS / height
    lift = {Direction.UP: min(0.6 * tilt, 0.3), Direction.DOWN: -min(0.5 * tilt, 0.13), Direction.FORWARD: 0.07}
    return View.on(place.scenery, width, height, lift=lift.get(camera.direction, 0.0))


def role_of(wish: Wish, index: int) -> str:
    """The motion of the figure at `index` of the cast. Living companions of someone who goes where the camera
    goes come along, or they would be left behind."""
    figure, motion = wish.figures[index], MOTIONS[wish.motion]
    if index in (0, carrier(wish.figures, wish.motion)):
        return wish.motion
    if not figure.lives:
        return motion.thing
    sideways = wish.camera.direction in (Direction.LEFT, Direction.RIGHT)
    return wish.motion if sideways and motion.travel and motion.also == "idle" else motion.also


def carrier(figures: Sequence[Figure], motion: str) -> int | None:
    """Index of what carries the first of the cast in this motion, if anything does."""
    if not figures or not figures[0].lives:
        return None
    by_air = motion in ("fly", "launch", "float") and figures[0].kind is EntityKind.PERSON
    if not (by_air or motion in ("sail", "drive")):
        return None
    fit = (i for i, figure in enumerate(figures) if i and figure.carries and not (by_air and figure.afloat))
    return next(fit, None)


def _way(wish: Wish) -> int:
    if wish.camera.direction is Direction.RIGHT:
        return 1
    if wish.camera.direction is Direction.LEFT:
        return -1
    if wish.figures and not wish.figures[0].turns:
        return 1
    return wish.way


def _sizes(wish: Wish, view: View) -> list[float]:
    """Visible height of every figure, in world units."""
    if not wish.figures:
        return []
    measure = max((figure.height_m for figure in wish.figures if figure.lives), default=wish.figures[0].height_m)
    riding = carrier(wish.figures, wish.motion)
    zoom = {Direction.FORWARD: 0.92, Direction.BACKWARD: 1.12}.get(wish.camera.direction, 1.0)
    sizes = []
    for index, figure in enumerate(wish.figures):
        near = 1.0 if figure.lives else THING
        low = _least(index, figure)
        tall = min(max(TALL * near * (figure.height_m / measure) ** CLOSE, low), MOST) * zoom
        if riding is not None and index in (0, riding):
            tall = RIDER if index == 0 else max(tall, CARRIER)
        tall *= EMPHASIS if figure.entity_id in wish.emphasis else 1.0
        sizes.append(min(tall, 0.46 * view.units_wide / figure.shape, 0.6 * view.units_high))
    crowd = sum(size * figure.shape for size, figure in zip(sizes, wish.figures, strict=True) if not figure.aloft)
    squeeze = min(1.0, 0.92 * view.units_wide / max(crowd, 1.0))
    return [size * squeeze for size in sizes]


def _least(index: int, figure: Figure) -> float:
    if not figure.lives:
        return LEAST
    return TALL * (0.85 if figure.kind is EntityKind.PERSON else 0.72 if index == 0 else 0.55)


def _spots(wish: Wish, sizes: Sequence[float], view: View, way: int) -> list[float]:
    """World x of every figure's middle: the acting one first, the others where it is going, no one in the way."""
    wide = view.units_wide
    riding = carrier(wish.figures, wish.motion)
    standing = [i for i, f in enumerate(wish.figures) if i != riding and not (f.aloft and i)]
    travels = MOTIONS[wish.motion].travel > 0
    first = -0.25 if travels else {1: -0.04, 2: -0.17}.get(len(standing), -0.30)
    near = not travels and (MOTIONS[wish.motion].close or not all(wish.figures[i].lives for i in standing))
    last = {1: first, 2: 0.08 if near else 0.20}.get(len(standing), 0.32)
    xs = [0.0] * len(wish.figures)
    step = (last - first) / max(len(standing) - 1, 1)
    for order, index in enumerate(standing):
        xs[index] = (first + step * order) * wide
    _part(xs, standing, [sizes[i] * f.shape for i, f in enumerate(wish.figures)])
    if riding is not None:
        xs[riding] = xs[0]
    for order, index in enumerate(i for i, f in enumerate(wish.figures) if f.aloft and i and i != riding):
        xs[index] = (0.26 - 0.34 * order) * wide
    ahead = _allowance(wish, view)
    moved = [way * x + (0.0 if travels and i in (0, riding) else ahead) for i, x in enumerate(xs)]
    room = [max(0.0, (wide - s * f.shape) / 2 - EDGE) for s, f in zip(sizes, wish.figures, strict=True)]
    return [min(max(x, -free), free) for x, free in zip(moved, room, strict=True)]


def _part(xs: list[float], order: Sequence[int], widths: Sequence[float]) -> None:
    """Pushes neighbours apart until they no longer hide each other, and keeps their common middle."""
    before = sum(xs[i] for i in order)
    for a, b in pairwise(order):
        xs[b] = max(xs[b], xs[a] + 0.48 * (widths[a] + widths[b]))
    if len(order) > 1:
        shift = (sum(xs[i] for i in order) - before) / len(order)
        for i in order:
            xs[i] -= shift


def _allowance(wish: Wish, view: View) -> float:
    """How far to start from the middle so that a sideways camera passes it halfway through the scene."""
    path = -wish.camera.flow(view.width, view.height, 1).dx * TYPICAL_SECONDS / view.scale
    return max(-0.2 * view.units_wide, min(0.2 * view.units_wide, 0.45 * path))


def _placement(
    wish: Wish, index: int, figure: Figure, tall: float, spots: Sequence[float], view: View, place: Place, way: int
) -> Placement:
    riding = carrier(wish.figures, wish.motion)
    role = role_of(wish, index)
    motion = MOTIONS[role]
    foot = _foot(wish, index, figure, tall, view, place, motion, riding is not None)
    x = spots[index]
    if riding is not None and index == 0:
        x, foot = spots[riding] - 0.12 * way * tall, foot - _seat(wish.figures[riding]) * CARRIER
    shape = figure.shape / RIDER_SHARE if riding is not None and index == 0 else figure.shape
    height = max(2, round(tall * view.scale))
    width = max(2, round(tall * shape * view.scale))
    top = max(round(view.y(foot)) - height, round(EDGE * view.scale))
    box = Box(left=round(view.x(x) - width / 2), top=top, width=width, height=height)
    return Placement(entity_id=figure.entity_id, box=box, facing=_facing(index, figure, motion, spots, way), pose=role)


def _foot(
    wish: Wish, index: int, figure: Figure, tall: float, view: View, place: Place, motion: Motion, mounted: bool
) -> float:
    """World y of a figure's foot."""
    scenery, stressed = place.scenery, figure.entity_id in wish.emphasis
    if scenery.floats:
        middle = (0.5 - scenery.horizon) * view.units_high
        return middle + tall / 2 + (0.06 if index % 2 else -0.03) * view.units_high
    low = scenery.footing(motion.wet or figure.afloat)
    if motion.high or (figure.aloft and not motion.grounded and not (index == 0 and motion.travel)):
        return low - max(0.26 * view.units_high, 0.5 * tall) + (0 if mounted else 22 * index)
    return low - 12 * (index % 3) + (18 if stressed else 0)


def _seat(figure: Figure) -> float:
    """How high on a carrier its rider sits, as a share of its height."""
    return 0.58 if figure.saddled else 0.2 if figure.afloat or figure.aloft else 0.4


def _facing(index: int, figure: Figure, motion: Motion, spots: Sequence[float], way: int) -> Facing:
    if figure.facing is Facing.CAMERA:
        return Facing.CAMERA
    goes_along = index == 0 or motion.travel > 0 or spots[index] == spots[0]
    going_right = way > 0 if goes_along else spots[index] < spots[0]
    return Facing.RIGHT if going_right else Facing.LEFT
