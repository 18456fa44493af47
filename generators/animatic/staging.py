"""Staging: who stands where, how tall, facing which way and doing what; how near the camera stands is the `frame`'s
affair."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from videostudio.film.camera import Direction
from videostudio.film.entity import EntityId
from videostudio.film.staging import Box, Facing, Layer, Placement, Staging
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.framing import Framing, framing_of
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.outlines import Seen
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.props import aboard, beside, uses
from videostudio.generators.animatic.resting import Rest, rest_of
from videostudio.generators.animatic.rigs.quadruped import Quadruped
from videostudio.generators.animatic.roles import Wish, carrier, in_water, role_of
from videostudio.generators.animatic.sizes import draught
from videostudio.generators.animatic.spots import EDGE, distances, sizes_of, spots_of
from videostudio.generators.animatic.view import View

RIDER_SHARE = 0.66
"""The upper share of a rider that is seen."""
ABAFT, AFLOAT = 0.3, 0.27
"""How far behind and above the foot of whoever has a small boat their companion sits, in heights of the former."""


def stage(wish: Wish, place: Place, width: int, height: int) -> Staging:
    """The staging of a scene image of `width` x `height` px."""
    framing = framing_for(wish, place, width, height)
    view = framing.view
    rest = rest_of(wish.figures, wish.motion, place)
    way = 1 if rest is not None else _way(wish)
    far = distances(wish, framing)
    sizes = sizes_of(wish, framing, far)
    if rest is not None:
        sizes[0] = min(sizes[0], rest.fits(wish.figures[0]))
    spots = spots_of(wish, sizes, framing, way)
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


def seen_in(staging: Staging, found: Mapping[EntityId, Seen]) -> Staging:
    """The staging with where everybody is seen, and what they have with them."""
    return staging.model_copy(
        update={"placements": tuple(_told(p, found.get(p.entity_id)) for p in staging.placements)}
    )


def _told(placement: Placement, seen: Seen | None) -> Placement:
    if seen is None:
        return placement.model_copy(update={"seen": None, "things": ()})
    return placement.model_copy(update={"seen": seen.box, "things": seen.things})


def framing_for(wish: Wish, place: Place, width: int, height: int) -> Framing:
    """Where the camera stands for the first of the cast."""
    lead = next(iter(wish.figures), None)
    wet = lead is not None and (MOTIONS[wish.motion].wet or lead.afloat)
    rest = rest_of(wish.figures, wish.motion, place)
    reach = rest.reach if rest is not None else 0.0
    shot = wish.shot if wish.figures else None
    return framing_of(place.scenery, wish.camera, shot, width, height, wet=wet, reach=reach)


def _way(wish: Wish) -> int:
    if wish.camera.direction is Direction.RIGHT:
        return 1
    if wish.camera.direction is Direction.LEFT:
        return -1
    if wish.figures and not wish.figures[0].turns:
        return 1
    return wish.way


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
        low = scenery.footing(in_water(figure, motion))
        # Whoever acts stands where its paws are: a dragon cooks on the ground.
        stands = motion.grounded or (index == 0 and (motion.travel > 0 or isinstance(figure.rig, Quadruped)))
        if motion.high or (figure.aloft and not stands):
            lowest = low - max(0.26 * self.view.units_high, 0.5 * tall)
            return lowest + (22 * index if self.riding is None else 0)
        wet = figure.lives and (in_water(figure, motion) or scenery.land is None) and scenery.water is not None
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
