"""Casting: from a staging and its figures to actors who are ready to be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from videostudio.film.staging import Facing, Placement, Staging
from videostudio.generators.animatic.acting import Actor, Troupe
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.marks import MARKS
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.cutout import Cutout
from videostudio.generators.animatic.sets.chance import seed_of, uniform
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.staging import RIDER_SHARE, carrier
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Pixels

SHADOW = 0.42
DRAUGHT = 0.10
"""Share of a floating hull that is under water, and of a swimmer three times that."""
FINEST = 1.6
"""Sprites under a camera that zooms in are kept at most this much finer than they first appear."""
KEEPS_UP = 0.12
"""Share of the frame's width by which a figure gains on a camera that goes with it."""
TIMED = frozenset(
    ("find", "found", "give", "handed", "appear", "fall", "throw", "thrown", "fight", "dodge", "launch", "hug", "hide")
)
"""Motions that tell something in order, or together: they start when the scene does."""


def troupe_of(figures: Sequence[Figure], staging: Staging, place: Place, view: View, lens: Lens, frames: int) -> Troupe:
    """Everyone the staging places and the cast has, far ones and riders first."""
    by_id = {figure.entity_id: figure for figure in figures}
    known = [(p, by_id[p.entity_id]) for p in staging.placements if p.entity_id in by_id]
    if not known:
        return Troupe([], lens, frames)
    way = _way(known[0][0], lens)
    rider = known[0][0].entity_id if carrier([figure for _, figure in known], known[0][0].pose) is not None else ""
    known.sort(key=lambda pair: (pair[0].entity_id == rider, pair[0].box.top + pair[0].box.height))
    goes = _Going(way, _reach([placement for placement, _ in known], lens, way), lens, frames, rider)
    crew = [_actor(p, _upper(figure) if p.entity_id == rider else figure, place, view, goes) for p, figure in known]
    return Troupe(crew, lens, frames)


def _way(first: Placement, lens: Lens) -> int:
    """Where the scene goes: +1 right, -1 left."""
    if first.facing is Facing.CAMERA:
        return -1 if lens.shift(1)[0] > 0 else 1
    return -1 if first.facing is Facing.LEFT else 1


def _upper(figure: Figure) -> Figure:
    return replace(figure, rgba=figure.rgba[: max(1, round(figure.rgba.shape[0] * RIDER_SHARE))])


def _reach(placements: Sequence[Placement], lens: Lens, way: int) -> float:
    """Share of their travel that everyone has room for: those who go keep in the frame and keep together."""
    room = 1.0
    for p in placements:
        want = MOTIONS[p.pose].travel * lens.width
        ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: way}[p.facing]
        free = lens.width - p.box.left - p.box.width if ahead > 0 else p.box.left
        if want > 0 and p.pose != "leave":
            room = min(room, max(0.1, free / want))
    return room


@dataclass(frozen=True)
class _Going:
    """Where and how far the scene leads: `way` +1 right or -1 left, `reach` the share of travel there is room for;
    `rider` is who is carried, or ""."""

    way: int
    reach: float
    lens: Lens
    frames: int
    rider: str

    def travel(self, motion: Motion, ahead: int) -> float:
        """Px a scene, along `ahead`. Whoever goes where the camera goes keeps up with it."""
        if not motion.travel:
            return 0.0
        with_camera = max(0.0, -ahead * self.lens.shift(self.frames)[0])
        own = motion.travel * self.reach * self.lens.width
        return max(own, with_camera + KEEPS_UP * self.reach * self.lens.width)


def _actor(placement: Placement, figure: Figure, place: Place, view: View, goes: _Going) -> Actor:
    box, motion = placement.box, MOTIONS[placement.pose]
    ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: goes.way}[placement.facing]
    fine = min(FINEST, max(1.0, goes.lens.usual_growth))
    scenery = place.scenery
    land, water = (view.y(y) if y is not None else 1e9 for y in (scenery.land, scenery.water))
    foot = box.top + box.height
    swims = motion.wet or figure.afloat or (scenery.land is None and placement.entity_id != goes.rider)
    wet = swims and scenery.water is not None and not (scenery.floats or motion.high or figure.aloft)
    body, side = _body(figure, placement, place, wet, fine)
    casts = not scenery.floats and not wet
    beat = 0.0 if motion.travel else float(uniform(seed_of(figure.entity_id), 1)) * 1.3
    return Actor(
        body=body,
        shadow=Sprite.shadow(max(8, round(box.width * 0.9)), SHADOW) if casts else None,
        motion=placement.pose,
        x=box.left + box.width / 2,
        foot=foot,
        shade=max(foot, land if land < 1e9 else water) if figure.aloft or motion.high else foot,
        height=box.height,
        ahead=ahead,
        side=side,
        travel=goes.travel(motion, ahead),
        beat=0.0 if placement.pose in TIMED else beat,
        mark=None if placement.entity_id == goes.rider else MARKS.get(placement.pose),
    )


def _body(figure: Figure, placement: Placement, place: Place, wet: bool, fine: float) -> tuple[Body, int]:
    """What the actor is drawn as, and +1 or -1 for how it is turned."""
    box = placement.box
    if figure.rig is not None:
        side = -1 if placement.facing is Facing.LEFT else 1
        return figure.rig.body(box.height * fine, lambda rgba: _lit(rgba, place)), side
    pixels = _lit(_turned(figure, placement, wet), place)
    return Cutout(Sprite.of(pixels, round(box.width * fine), round(box.height * fine))), 1


def _turned(figure: Figure, placement: Placement, wet: bool) -> Pixels:
    rgba = figure.rgba
    if figure.turns and placement.facing is not Facing.CAMERA and placement.facing is not figure.facing:
        rgba = np.ascontiguousarray(rgba[:, ::-1])
    return _sunk(rgba, DRAUGHT if figure.afloat else 3 * DRAUGHT) if wet else rgba


def _sunk(rgba: Pixels, share: float) -> Pixels:
    """A figure whose lowest `share` is under a wavy water line and only shows through."""
    height, width = rgba.shape[:2]
    line = height * (1 - share) + 0.012 * height * np.sin(np.arange(width) / width * 6 * np.pi)
    under = np.clip((np.arange(height)[:, None] - line) / (0.01 * height + 1), 0, 1)
    sunk = rgba.copy()
    sunk[..., 3] = np.rint(rgba[..., 3] * (1 - 0.86 * under)).astype(np.uint8)
    return sunk


def _lit(rgba: Pixels, place: Place) -> Pixels:
    """A figure in the place's light: less so than the set, so that it stays itself."""
    tint = [1 - 0.42 * (1 - min(1.0, channel)) for channel in place.light.ambient]
    return np.asarray(
        cv2.merge([cv2.convertScaleAbs(c, alpha=t) for c, t in zip(cv2.split(rgba), (*tint, 1.0), strict=True)])
    )
