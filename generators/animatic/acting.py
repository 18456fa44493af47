"""Acting: placed figures moved by their motions and seen by the camera, frame by frame."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from videostudio.film.staging import Facing, Placement, Staging
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.motions import MOTIONS, Pose
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.sets.chance import seed_of, uniform
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.staging import RIDER_SHARE, carrier
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame, Pixels

SHADOW = 0.42
FADE = 1.4
"""Heights above the ground after which a shadow is gone."""
DRAUGHT = 0.10
"""Share of a floating hull that is under water, and of a swimmer three times that."""
FINEST = 1.6


@dataclass(frozen=True)
class Actor:
    """One figure on the stage. `sprite` is drawn `fine` times as large as it stands in frame 0; (`x`, `foot`) is
    its foot there and `shade` the ground below it, all px. `ahead` is +1 or -1 (right, left), `travel` px a scene."""

    sprite: Sprite
    shadow: Sprite | None
    motion: str
    x: float
    foot: float
    shade: float
    height: float
    fine: float
    ahead: int
    travel: float
    beat: float

    def pose(self, seconds: float, share: float) -> Pose:
        """The pose at that moment; `beat` keeps a crowd from moving in step."""
        return MOTIONS[self.motion].act(seconds + self.beat, share)


@dataclass(frozen=True)
class Troupe:
    """All actors, in the order in which they are drawn, under one camera. `frames` is the scene's film time."""

    actors: Sequence[Actor]
    lens: Lens
    frames: int

    def draw(self, frame: Frame, at: int) -> None:
        """Draws everyone at frame number `at`, shadows first."""
        poses = [actor.pose(at / self.lens.fps, at / self.frames) for actor in self.actors]
        camera = self._camera(at)
        for actor, pose in zip(self.actors, poses, strict=True):
            if actor.shadow is not None:
                actor.shadow.draw(frame, _times(camera, _shadow_matrix(actor, pose, at / self.frames)))
        for actor, pose in zip(self.actors, poses, strict=True):
            actor.sprite.draw(frame, _times(camera, _matrix(actor, pose, at / self.frames)))

    def _camera(self, at: int) -> Matrix:
        (dx, dy), scale = self.lens.shift(at), self.lens.scale(at)
        x, y = self.lens.width / 2, self.lens.height / 2
        return np.array([[scale, 0.0, x - scale * x + dx], [0.0, scale, y - scale * y + dy]])


def troupe_of(figures: Sequence[Figure], staging: Staging, place: Place, view: View, lens: Lens, frames: int) -> Troupe:
    """Everyone the staging places and the cast has, far ones and riders first."""
    by_id = {figure.entity_id: figure for figure in figures}
    known = [(p, by_id[p.entity_id]) for p in staging.placements if p.entity_id in by_id]
    if not known:
        return Troupe([], lens, frames)
    way = _way(known[0][0], lens)
    rider = known[0][0].entity_id if carrier([figure for _, figure in known], known[0][0].pose) is not None else ""
    known.sort(key=lambda pair: (pair[0].entity_id == rider, pair[0].box.top + pair[0].box.height))
    reach = _reach([placement for placement, _ in known], lens, way)
    crew = [
        _actor(p, _upper(figure) if p.entity_id == rider else figure, place, view, lens, reach, way)
        for p, figure in known
    ]
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
        middle = p.box.left + p.box.width / 2
        ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: way}[p.facing]
        free = lens.width * 0.93 - middle if ahead > 0 else middle - lens.width * 0.07
        if want > 0 and p.pose != "leave":
            room = min(room, max(0.25, free / want))
    return room


def _actor(placement: Placement, figure: Figure, place: Place, view: View, lens: Lens, reach: float, way: int) -> Actor:
    box, motion = placement.box, MOTIONS[placement.pose]
    ahead = {Facing.LEFT: -1, Facing.RIGHT: 1, Facing.CAMERA: way}[placement.facing]
    fine = min(FINEST, max(1.0, lens.scale(100)))
    scenery = place.scenery
    land, water = (view.y(y) if y is not None else 1e9 for y in (scenery.land, scenery.water))
    foot = box.top + box.height
    wet = (motion.wet or figure.afloat) and scenery.water is not None and not scenery.floats
    sprite = Sprite.of(_lit(_turned(figure, placement, wet), place), round(box.width * fine), round(box.height * fine))
    casts = not scenery.floats and not wet
    beat = 0.0 if motion.travel else float(uniform(seed_of(figure.entity_id), 1)) * 1.3
    return Actor(
        sprite=sprite,
        shadow=Sprite.shadow(max(8, round(box.width * 0.9)), SHADOW) if casts else None,
        motion=placement.pose,
        x=box.left + box.width / 2,
        foot=foot,
        shade=max(foot, land if land < 1e9 else water) if figure.aloft or motion.high else foot,
        height=box.height,
        fine=fine,
        ahead=ahead,
        travel=motion.travel * reach * lens.width,
        beat=0.0 if placement.pose in _TIMED else beat,
    )


_TIMED = (
    "find",
    "found",
    "give",
    "handed",
    "appear",
    "fall",
    "throw",
    "thrown",
    "fight",
    "dodge",
    "launch",
    "hug",
    "hide",
)
"""Motions that tell something in order, or together: they start when the scene does."""


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


def _matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    """Sprite px -> frame px before the camera."""
    x = actor.x + actor.ahead * (actor.travel * share + pose.along * actor.height)
    y = actor.foot - pose.up * actor.height
    turn = np.radians(actor.ahead * pose.lean)
    cosine, sine = np.cos(turn) / actor.fine, np.sin(turn) / actor.fine
    linear = np.array([[cosine * pose.wide, -sine * pose.tall], [sine * pose.wide, cosine * pose.tall]])
    foot = np.array([actor.sprite.width / 2, actor.sprite.height])
    return np.column_stack([linear, np.array([x, y]) - linear @ foot])


def _shadow_matrix(actor: Actor, pose: Pose, share: float) -> Matrix:
    assert actor.shadow is not None
    high = max(0.0, pose.up + (actor.shade - actor.foot) / actor.height)
    size = max(0.25, 1 - high / FADE)
    x = actor.x + actor.ahead * (
        actor.travel * share + (pose.along + 0.5 * np.sin(np.radians(pose.lean))) * actor.height
    )
    wide = size * min(1.3, max(abs(pose.wide), 0.4))
    at = np.array([x - wide * actor.shadow.width / 2, actor.shade - size * actor.shadow.height * 0.55])
    return np.array([[wide, 0.0, at[0]], [0.0, size, at[1]]])


def _times(outer: Matrix, inner: Matrix) -> Matrix:
    return np.column_stack([outer[:, :2] @ inner[:, :2], outer[:, :2] @ inner[:, 2] + outer[:, 2]])
