"""Actors: one of the cast ready to be drawn: body, shadow, water line, and the way they have to go."""

from dataclasses import dataclass

import numpy as np

from videostudio.film.staging import Box, Facing, Placement
from videostudio.generators.animatic.acting import Actor
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.lighting import grade_in
from videostudio.generators.animatic.marks import MARKS
from videostudio.generators.animatic.motions import MOTIONS, Motion
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.rigging import sideways
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.cutout import Cutout
from videostudio.generators.animatic.roles import in_water
from videostudio.generators.animatic.sets.chance import seed_of, uniform
from videostudio.generators.animatic.sizes import draught
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.view import View
from videostudio.tools.images import Pixels

SHADOW, SOLE = 0.42, 0.34
FINEST = 1.6
"""Sprites under a camera that zooms in are kept at most this much finer than they first appear."""
KEEPS_UP = 0.12
"""Share of the frame's width by which a figure gains on a camera that goes with it."""
TIMED = frozenset(
    (
        *("find", "found", "give", "receive", "handed", "appear", "fall", "throw", "thrown", "fight", "dodge"),
        *("launch", "hug", "hide", "argue", "talk", "listen", "dance", "spin"),
        *("build", "mould", "bow", "point"),
    )
)
"""Motions that tell something in order, or together, or turn somebody edge-on: they start when the scene does."""


@dataclass(frozen=True)
class Going:
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


def actor_of(placement: Placement, figure: Figure, place: Place, view: View, goes: Going) -> Actor:
    box, motion = placement.box, MOTIONS[placement.pose]
    ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: goes.way}[placement.facing]
    fine = min(FINEST, max(1.0, goes.lens.usual_growth))
    scenery = place.scenery
    land, water = (view.y(y) if y is not None else 1e9 for y in (scenery.land, scenery.water))
    foot = box.top + box.height
    swims = in_water(figure, motion) or (scenery.land is None and placement.entity_id != goes.rider)
    wet = swims and scenery.water is not None and not (scenery.floats or motion.high or figure.aloft)
    body, side = _body(figure, placement, place, wet, fine)
    casts = not scenery.floats and not wet
    jointed = figure.rig is not None
    beat = 0.0 if motion.travel else float(uniform(seed_of(figure.entity_id), 1)) * 1.3
    return Actor(
        body=body,
        shadow=_shadow(box, jointed) if casts else None,
        motion=placement.pose,
        x=box.left + box.width / 2,
        foot=foot,
        shade=max(foot, land if land < 1e9 else water) if figure.aloft or motion.high else foot,
        height=box.height,
        ahead=ahead,
        side=side,
        travel=goes.travel(motion, ahead),
        beat=0.0 if placement.pose in TIMED else beat,
        sole=Sprite.shadow(max(6, round(box.height * 0.2)), SOLE) if casts and jointed else None,
        line=foot - draught(figure) * box.height if wet and (jointed or figure.lives) else None,
        foam=Sprite.foam(max(8, round(0.62 * box.height))) if wet and (jointed or figure.lives) else None,
        mark=None if placement.entity_id == goes.rider else MARKS.get(placement.pose),
        plays=placement.entity_id,
    )


def _shadow(box: Box, jointed: bool) -> Sprite:
    """The shadow of a whole figure; feet have their own."""
    if jointed:
        return Sprite.shadow(max(8, round(min(box.width * 1.1, 0.46 * box.height + 0.5 * box.width))), 0.6 * SHADOW)
    return Sprite.shadow(max(8, round(box.width * 0.9)), SHADOW)


def _body(figure: Figure, placement: Placement, place: Place, wet: bool, fine: float) -> tuple[Body, int]:
    """What the actor is drawn as, and +1 or -1 for how it is turned."""
    box = placement.box
    if figure.rig is not None:
        side, jointed = -1 if placement.facing is Facing.LEFT else 1, sideways(figure.rig)
        return figure.rig.body(box.height * fine, grade_in(place, box.height * fine, side, jointed=jointed)), side
    turned = _turned(figure, placement, wet)
    pixels = grade_in(place, turned.shape[0])(turned)
    return Cutout(Sprite.of(pixels, round(box.width * fine), round(box.height * fine))), 1


def _turned(figure: Figure, placement: Placement, wet: bool) -> Pixels:
    rgba = figure.rgba
    if figure.turns and placement.facing is not Facing.CAMERA and placement.facing is not figure.facing:
        rgba = np.ascontiguousarray(rgba[:, ::-1])
    return _sunk(rgba, draught(figure)) if wet and not figure.lives else rgba


def _sunk(rgba: Pixels, share: float) -> Pixels:
    """A figure whose lowest `share` is under a wavy water line and only shows through."""
    height, width = rgba.shape[:2]
    line = height * (1 - share) + 0.012 * height * np.sin(np.arange(width) / width * 6 * np.pi)
    under = np.clip((np.arange(height)[:, None] - line) / (0.01 * height + 1), 0, 1)
    sunk = rgba.copy()
    sunk[..., 3] = np.rint(rgba[..., 3] * (1 - 0.86 * under)).astype(np.uint8)
    return sunk
