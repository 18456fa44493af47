"""Staging: who stands where, how tall, facing which way and doing what; how near the camera stands is the `frame`'s
affair."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from videostudio.film.camera import CameraMove, Direction, ShotSize
from videostudio.film.entity import EntityKind
from videostudio.film.staging import Box, Facing, Layer, Placement, Staging
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.framing import Framing, framing_of
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.props import CLIMBED, CLIMBER, aboard, beside, uses
from videostudio.generators.animatic.resting import Rest, rest_of
from videostudio.generators.animatic.rigs.quadruped_rig import Quadruped
from videostudio.generators.animatic.sizes import draught, heights
from videostudio.generators.animatic.view import View

RIDER_SHARE = 0.66
"""The upper share of a rider that is seen."""
EMPHASIS = 1.25
EDGE = 14.0
"""World units that figures keep from the frame's sides."""
ABAFT, AFLOAT = 0.3, 0.27
"""How far behind and above the foot of whoever has a small boat their companion sits, in heights of the former."""
FAIR = 1.4
"""Where one has to be drawn smaller to fit in, nobody keeps more than this many times what that one keeps of its
height: a puppy does not outgrow the children."""
HIGHEST = 0.86
"""Most of the frame's height that something takes which is climbed."""
THIRD = 1 / 6
"""The lines that cut a frame into thirds lie this share of its width from the middle."""
ROWS = (0.95, 1.16, 0.99, 1.22, 0.97)
"""How far off the members of a group stand, 1 being the usual: those behind fill the gaps of those in front."""
TALL_ROWS = (1.02, 1.34, 0.82, 1.5, 1.16)
"""The same in an upright frame, where a group stands in depth rather than side by side."""


@dataclass(frozen=True)
class Wish:
    """What is wanted of a scene's staging: the cast (who acts first), the motion, the camera, whom to stress,
    a preferred way to go (+1 right, -1 left), and the size of the shot."""

    figures: Sequence[Figure]
    motion: str
    camera: CameraMove
    emphasis: Sequence[str] = ()
    way: int = 1
    shot: ShotSize = ShotSize.MEDIUM


def stage(wish: Wish, place: Place, width: int, height: int) -> Staging:
    """The staging of a scene image of `width` x `height` px."""
    framing = framing_for(wish, place, width, height)
    view = framing.view
    rest = rest_of(wish.figures, wish.motion, place)
    way = 1 if rest is not None else _way(wish)
    far = _distances(wish, framing)
    sizes = _sizes(wish, framing, far)
    if rest is not None:
        sizes[0] = min(sizes[0], rest.fits(wish.figures[0]))
    spots = _spots(wish, sizes, framing, way)
    plan = _Plan(wish, place, view, sizes, far, spots, way, carrier(wish.figures, wish.motion), rest)
    flat = wish.camera.direction in (Direction.UP, Direction.DOWN)
    return Staging(
        width=width,
        height=height,
        ground_px=min(max(view.ground, 0), height - 1),
        zoom_milli=framing.zoom_milli,
        layers=tuple(
            Layer(name=layer.name, depth_milli=1000 if flat else round(layer.depth * 1000))
            for layer in place.scenery.layers
        ),
        placements=tuple(plan.placement(index) for index in range(len(wish.figures))),
    )


def framing_for(wish: Wish, place: Place, width: int, height: int) -> Framing:
    """Where the camera stands for the first of the cast."""
    lead = next(iter(wish.figures), None)
    wet = lead is not None and (MOTIONS[wish.motion].wet or lead.afloat)
    rest = rest_of(wish.figures, wish.motion, place)
    reach = rest.reach if rest is not None else 0.0
    shot = wish.shot if wish.figures else None
    return framing_of(place.scenery, wish.camera, shot, width, height, wet=wet, reach=reach)


def role_of(wish: Wish, index: int) -> str:
    """The motion of the figure at `index` of the cast. Living companions of someone who goes where the camera
    goes come along, or they would be left behind."""
    figure, motion = wish.figures[index], MOTIONS[wish.motion]
    if index in (0, carrier(wish.figures, wish.motion)):
        return wish.motion
    if not figure.lives or (motion.thing == "built" and figure.made):
        return motion.thing
    sideways = wish.camera.direction in (Direction.LEFT, Direction.RIGHT)
    return wish.motion if sideways and motion.travel and motion.also == "idle" else motion.also


def mounted(figures: Sequence[Figure], motion: str) -> tuple[Sequence[Figure], str]:
    """A mount that carries a person is ridden: the rider comes first, and the motion is that of riding."""
    if motion != "carry" or len(figures) < 2 or not (figures[0].carries and figures[1].kind is EntityKind.PERSON):
        return figures, motion
    return (figures[1], figures[0], *figures[2:]), "drive"


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


def _distances(wish: Wish, framing: Framing) -> list[float]:
    """How far off everyone stands, 1 being the usual distance: nearer is lower in the frame, and larger."""
    standing = _standing(wish)
    far, tall = [1.0] * len(wish.figures), heights(wish.figures, carrier(wish.figures, wish.motion))
    if MOTIONS[wish.motion].close and len(standing) == 2 and not framing.upright:
        return far
    for order, index in enumerate(standing):
        figure = wish.figures[index]
        if len(standing) > 2:
            far[index] = (TALL_ROWS if framing.upright else ROWS)[order % len(ROWS)]
        elif order == 1 and framing.upright:
            far[index] = 0.8 if tall[index] < 0.8 * tall[standing[0]] else 1.22
        elif order == 1:
            far[index] = 1.04 if figure.lives else 0.96
    return far


def _standing(wish: Wish) -> list[int]:
    """Who has a place on the ground of their own: neither carried along, nor used by somebody, nor in the air."""
    riding = carrier(wish.figures, wish.motion)
    used = {i for i, use in uses(wish.figures, wish.motion).items() if use.stands}
    placed = {riding, *used, *aboard(wish.figures, wish.motion, riding)}
    return [i for i, f in enumerate(wish.figures) if i not in placed and not (f.aloft and i)]


def _sizes(wish: Wish, framing: Framing, far: Sequence[float]) -> list[float]:
    """Visible height of every figure, in world units."""
    if not wish.figures:
        return []
    view, several = framing.view, len(_standing(wish)) > 1
    riding = carrier(wish.figures, wish.motion)
    sizes: list[float] = []
    wanted: list[float] = []
    for figure, height, distance in zip(wish.figures, heights(wish.figures, riding), far, strict=True):
        tall = height * (EMPHASIS if figure.entity_id in wish.emphasis else 1.0) / distance
        wide = framing.widest_of_several if several else framing.widest
        wanted.append(tall)
        sizes.append(min(tall, wide * view.units_wide / figure.shape, framing.tallest * view.units_high))
    least = min(size / tall for size, tall in zip(sizes, wanted, strict=True))
    sizes = [min(size, FAIR * least * tall) for size, tall in zip(sizes, wanted, strict=True)]
    for index, use in uses(wish.figures, wish.motion).items():
        sizes[0] = min(CLIMBER * sizes[0], HIGHEST / CLIMBED * view.units_high) if use.climbed else sizes[0]
        most = HIGHEST * view.units_high if use.climbed else 0.0
        sizes[index] = max(use.size * sizes[0], min(sizes[index], most))
    for index in aboard(wish.figures, wish.motion, riding):
        whole = sizes[0] * (0.5 if riding is None else 1.0)
        sizes[index] = whole * min(1.0, max(0.6, (wish.figures[index].height_m / wish.figures[0].height_m) ** 0.5))
    crowd = sum(size * figure.shape for size, figure in zip(sizes, wish.figures, strict=True) if not figure.aloft)
    squeeze = min(1.0, (framing.crowd if len(sizes) > 2 else 0.92) * view.units_wide / max(crowd, 1.0))
    return [size * squeeze for size in sizes]


def _spots(wish: Wish, sizes: Sequence[float], framing: Framing, way: int) -> list[float]:
    """World x of every figure's middle: the acting one on a third with room ahead of it, the others where it is
    going, no one in the way and no one cut by the frame's side, also after a zoom."""
    view = framing.view
    wide = view.units_wide
    riding = carrier(wish.figures, wish.motion)
    standing = _standing(wish)
    travels = MOTIONS[wish.motion].travel > 0
    first, last = _span(wish, standing, framing)
    xs = [0.0] * len(wish.figures)
    step = (last - first) / max(len(standing) - 1, 1)
    for order, index in enumerate(standing):
        xs[index] = (first + step * order) * wide / framing.growth**0.5
    _part(xs, standing, [sizes[i] * f.shape for i, f in enumerate(wish.figures)], _apart(framing, len(standing)))
    if riding is not None:
        xs[riding] = xs[0]
    for order, index in enumerate(i for i, f in enumerate(wish.figures) if f.aloft and i and i != riding):
        xs[index] = (0.26 - 0.34 * order) * wide
    ahead = framing.allowance
    moved = [way * x + (0.0 if travels and i in (0, riding) else ahead) for i, x in enumerate(xs)]
    grown = max(1.0, framing.growth)
    room = [
        max(0.0, (wide / 2 - EDGE) / grown - size * figure.shape / 2)
        for size, figure in zip(sizes, wish.figures, strict=True)
    ]
    kept = [min(max(x, -free), free) for x, free in zip(moved, room, strict=True)]
    # Whoever is pushed in from the side pushes their neighbours along.
    pushed = max((k - x for k, x in zip(kept, moved, strict=True)), key=abs) if len(standing) > 2 else 0.0
    return [min(max(x + pushed, -free), free) for x, free in zip(moved, room, strict=True)] if pushed else kept


def _apart(framing: Framing, count: int) -> float:
    """How far neighbours' middles are to lie from each other, in sums of their widths."""
    return 0.36 if framing.upright and count > 2 else 0.46 if framing.upright else 0.48


def _span(wish: Wish, standing: Sequence[int], framing: Framing) -> tuple[float, float]:
    """Where the first and the last of those who stand have their place, as shares of the frame's width."""
    motion, count = MOTIONS[wish.motion], len(standing)
    near = not motion.travel and (motion.close or not all(wish.figures[i].lives for i in standing))
    if motion.travel:
        first = -0.25
    else:
        first = {1: -0.7 * THIRD if wish.shot is ShotSize.CLOSE else -THIRD, 2: -THIRD}.get(count, -0.3)
    last = {1: first, 2: 0.08 if near else 0.2}.get(count, 0.32)
    return (0.75 * first, 0.75 * last) if framing.upright else (first, last)


def _part(xs: list[float], order: Sequence[int], widths: Sequence[float], apart: float) -> None:
    """Pushes neighbours apart until they no longer hide each other, and keeps their common middle. `apart` is how
    far their middles are to lie from each other, in sums of their widths."""
    before = sum(xs[i] for i in order)
    for a, b in pairwise(order):
        xs[b] = max(xs[b], xs[a] + apart * (widths[a] + widths[b]))
    if len(order) > 1:
        shift = (sum(xs[i] for i in order) - before) / len(order)
        for i in order:
            xs[i] -= shift


@dataclass(frozen=True)
class _Plan:
    """All that is settled of a scene before everyone gets their box: `sizes` and `spots` in world units, `far` and
    `way` as in the functions of these names."""

    wish: Wish
    place: Place
    view: View
    sizes: Sequence[float]
    far: Sequence[float]
    spots: Sequence[float]
    way: int
    riding: int | None
    rest: Rest | None

    def placement(self, index: int) -> Placement:
        """The box and the role of one of the cast."""
        figure, view, tall = self.wish.figures[index], self.view, self.sizes[index]
        inside = aboard(self.wish.figures, self.wish.motion, self.riding)
        x, foot = self._place(index, inside)
        halved = self.riding is not None and index in (0, *inside)
        shape = figure.shape / RIDER_SHARE if halved else figure.shape
        height = max(2, round(tall * view.scale))
        width = max(2, round(tall * shape * view.scale))
        climbed = index and self.wish.motion == "climb"
        top = round(view.y(foot)) - height
        top = top if climbed else max(top, round(EDGE * view.scale))
        box = Box(left=round(view.x(x) - width / 2), top=top, width=width, height=height)
        role = self.wish.motion if index in inside else role_of(self.wish, index)
        facing = _facing(index, figure, MOTIONS[role], self.spots, self.way)
        return Placement(entity_id=figure.entity_id, box=box, facing=facing, pose=role)

    def _place(self, index: int, inside: Sequence[int]) -> tuple[float, float]:
        """World x and y of somebody's foot."""
        if index == 0:
            return self._lead()
        use = uses(self.wish.figures, self.wish.motion).get(index)
        if use is not None and use.stands:
            x, foot = self._lead()
            ahead = beside(use, self.sizes[0], self.sizes[index], self.wish.figures[index].shape)
            return x + self.way * ahead, foot - (use.at[1] if use.at else 0.0) * self.sizes[0]
        if index in inside:
            x, foot = self._lead()
            side = (1 if inside.index(index) else -1) if self.riding is None else (-1 if inside.index(index) else 1)
            if self.riding is None:
                return x + side * ABAFT * self.way * self.sizes[0], foot - AFLOAT * self.sizes[0]
            return x + side * 0.6 * self.way * self.sizes[0], foot
        return self.spots[index], self._foot(index, MOTIONS[role_of(self.wish, index)])

    def _lead(self) -> tuple[float, float]:
        motion = MOTIONS[role_of(self.wish, 0)]
        if self.rest is not None:
            return self.rest.bed.x, self.rest.foot
        if self.riding is None:
            return self.spots[0], self._foot(0, motion)
        mount, tall = self.wish.figures[self.riding], self.sizes[self.riding]
        foot = self._foot(self.riding, motion)
        return self.spots[self.riding] - 0.12 * self.way * self.sizes[0], foot - _seat(mount) * tall

    def _foot(self, index: int, motion: Motion) -> float:
        """World y of a figure's foot: the nearer, the further below the horizon."""
        figure, tall, scenery = self.wish.figures[index], self.sizes[index], self.place.scenery
        if scenery.floats:
            middle = (0.5 - scenery.horizon) * self.view.units_high
            return middle + tall / 2 + (0.06 if index % 2 else -0.03) * self.view.units_high
        low = scenery.footing(motion.wet or figure.afloat)
        if motion.high or (figure.aloft and not motion.grounded and not (index == 0 and motion.travel)):
            lowest = low - max(0.26 * self.view.units_high, 0.5 * tall)
            return lowest + (22 * index if self.riding is None else 0)
        wet = figure.lives and (motion.wet or figure.afloat or scenery.land is None) and scenery.water is not None
        low += draught(figure) * tall if wet else 0.0
        return low / self.far[index] + (18 if figure.entity_id in self.wish.emphasis else 0)


def _seat(figure: Figure) -> float:
    """How high on a carrier its rider sits, as a share of its height."""
    if isinstance(figure.rig, Quadruped):
        return figure.rig.saddle
    return 0.58 if figure.saddled else 0.2 if figure.afloat or figure.aloft else 0.4


def _facing(index: int, figure: Figure, motion: Motion, spots: Sequence[float], way: int) -> Facing:
    if figure.facing is Facing.CAMERA:
        return Facing.CAMERA
    goes_along = index == 0 or motion.travel > 0 or spots[index] == spots[0]
    going_right = way > 0 if goes_along else spots[index] < spots[0]
    return Facing.RIGHT if going_right else Facing.LEFT
