"""Creatures: artworks of animals, vehicles and things that bend."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import cv2
import numpy as np

from videostudio.film.entity import Entity
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.art import picture as artwork
from videostudio.generators.animatic.rigs.body import Body, Grade, Rig, flat
from videostudio.generators.animatic.rigs.creature.acts import act
from videostudio.generators.animatic.rigs.creature.bends import Bends
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.creature.herd import Herd, count_of
from videostudio.generators.animatic.rigs.creature.layers import SHOULDER, WING, Layers, cut
from videostudio.generators.animatic.rigs.creature.lids import shut_eyes
from videostudio.generators.animatic.rigs.creature.measure import build_of
from videostudio.generators.animatic.rigs.creature.warp import Sheet
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.quadruped import beast_of
from videostudio.generators.animatic.rigs.skeleton import times
from videostudio.generators.animatic.rigs.waver import Waver
from videostudio.generators.animatic.rigs.wheels import wheeled
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

EDGE = 2
"""Px of nothing around a layer, so that its edge stays soft when it is bent."""
FAR_WING = (0.10, 0.03)
"""How far the wing beyond the body is ahead of the near one, and above it, in own heights."""

FINE = 400
"""Px of height of a picture in which an eye can be told from a crest."""
FACE = 0.9
"""Own heights from the mouth within which the eyes are."""


@dataclass(frozen=True)
class Creature:
    """An entity's artwork that bends as its build says."""

    entity: Entity
    pack: ArtPack
    build: Build

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        return artwork(self.entity, self.pack, height)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        rgba = artwork(self.entity, self.pack, max(16, ceil(height)))
        own = flat(grade) if self.build.kind == "roller" else grade

        def asleep() -> Pixels | None:
            fine = artwork(self.entity, self.pack, FINE)
            shut = shut_eyes(rgba, fine, _face(fine, self.build))
            return None if shut is None else cut(own(shut), self.build).body

        return Bent(self.build, cut(own(rgba), self.build), asleep)


def _face(rgba: Pixels, build: Build) -> tuple[float, float, float] | None:
    """Middle and radius (px) of where an animal seen from the side has its eyes; None for who looks at us."""
    height, width = rgba.shape[:2]
    x, y = build.mouth
    return None if build.frontal else (width / 2 + x * height, height + y * height, FACE * height)


@dataclass(frozen=True)
class Bent:
    """A creature ready for the stage, in the stage's light; `asleep` is its body with closed eyes, if it has eyes."""

    build: Build
    layers: Layers
    asleep: Callable[[], Pixels | None]

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return act(motion, moment, self.build)

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        bends = Bends(self.build, pose)
        if self.build.kind == "roller":
            self._stiff(frame, "", times(place, bends.rolled()))
            return
        trunk = bends.trunk()
        if self.layers.wing is not None:
            self._wing(frame, bends, times(place, trunk), far=True)
        under = pose.faces.get("legs") == "under"
        for leg in self.build.legs:
            if leg.far or under:
                self._stiff(frame, leg.name, times(place, bends.leg(leg, trunk)))
        half = self.build.wide / 2
        body = self._asleep if pose.faces.get("eyes") == "shut" else self._sheets[""]
        body.draw(frame, place, bends.back, (-half - 0.55, -1.75, half + 0.55, 0.35))
        for leg in self.build.legs:
            if not (leg.far or under):
                self._stiff(frame, leg.name, times(place, bends.leg(leg, trunk)))
        if self.layers.wing is not None:
            self._wing(frame, bends, times(place, trunk), far=False)

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """Its mouth."""
        if self.build.kind in ("vehicle", "roller", "thing"):
            return None
        bends, (x, y) = Bends(self.build, pose), self.build.mouth
        neck, turn = self.build.neck, np.radians(bends.turn("head"))
        along, up = bends.shift("head")
        x, y = x - neck[0], y - neck[1]
        x, y = neck[0] + x * np.cos(turn) - y * np.sin(turn) + along, neck[1] + x * np.sin(turn) + y * np.cos(turn) - up
        at = bends.trunk() @ (x, y, 1.0)
        return float(at[0]), float(at[1])

    def _stiff(self, frame: Frame, name: str, own: Matrix) -> None:
        """A layer that only turns, leans and stretches; `own` puts own heights on the frame."""
        sheet = self._sheets[name]
        linear = own[:, :2] / sheet.scale
        sheet.sprite.draw(frame, np.column_stack([linear, own[:, 2] - linear @ (sheet.x, sheet.y)]))

    def _wing(self, frame: Frame, bends: Bends, own: Matrix, *, far: bool) -> None:
        spread, beat = bends.shift("wings")
        wing = self.layers.wing
        if spread < 0.05 or wing is None:
            return
        size = spread * 0.62 / wing.shape[0]
        neck = self.build.neck
        x, y = neck[0] - 0.08 + (FAR_WING[0] if far else 0.0), -0.52 - (FAR_WING[1] if far else 0.0)
        lag = beat - 0.15 if far else beat
        across = np.array([[size, size * 0.35 * -lag], [0.0, size * (lag if abs(lag) > 0.12 else 0.12)]])
        shoulder = np.array(SHOULDER) * wing.shape[0] / WING[3]
        linear = own[:, :2] @ across
        at = own @ (x, y, 1.0)
        self._wings[far].draw(frame, np.column_stack([linear, at - linear @ shoulder]))

    @cached_property
    def _sheets(self) -> dict[str, Sheet]:
        """Layer -> its picture, cut to what is seen of it."""
        height = self.layers.body.shape[0]
        foot = self.layers.body.shape[1] / 2
        return {name: _sheet(rgba, foot, height) for name, rgba in {"": self.layers.body, **self.layers.legs}.items()}

    @cached_property
    def _asleep(self) -> Sheet:
        """The body with closed eyes."""
        shut, height = self.asleep(), self.layers.body.shape[0]
        return self._sheets[""] if shut is None else _sheet(shut, shut.shape[1] / 2, height)

    @cached_property
    def _wings(self) -> tuple[Sprite, Sprite]:
        """The near wing, and the darker one beyond the body."""
        assert self.layers.wing is not None
        far = self.layers.wing.copy()
        far[..., :3] = np.rint(far[..., :3] * 0.82).astype(np.uint8)
        near = self.layers.wing
        return _sprite(near), _sprite(far)


def _sheet(rgba: Pixels, foot: float, height: int) -> Sheet:
    seen = rgba[..., 3] > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    top, left = (int(found[0]) if len(found) else 0 for found in (rows, columns))
    bottom, right = (int(found[-1]) + 1 if len(found) else 1 for found in (rows, columns))
    padded = cv2.copyMakeBorder(
        rgba[top:bottom, left:right], EDGE, EDGE, EDGE, EDGE, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)
    )
    return Sheet(_sprite(np.asarray(padded, np.uint8)), foot - left + EDGE, height - top + EDGE, float(height))


def _sprite(rgba: Pixels) -> Sprite:
    return Sprite.of(rgba, rgba.shape[1], rgba.shape[0])


def creature_of(entity: Entity, pack: ArtPack) -> Rig | None:
    """The rig of an animal or a thing, or of several; None for people, places and whoever has an own picture. Four
    legs are jointed where the pack has the head; all else is an artwork that bends."""
    if entity.own_image is not None:
        return None
    single, count = beast_of(entity, pack) or _thing(entity, pack), count_of(entity)
    return single if single is None or count == 1 else Herd(single, count)


def bending_of(entity: Entity, pack: ArtPack) -> Creature | None:
    """The artwork of an animal or a thing as a rig; None for people and places."""
    build = build_of(entity, pack)
    return None if build is None else Creature(entity, pack, build)


def _thing(entity: Entity, pack: ArtPack) -> Rig | None:
    bending = bending_of(entity, pack)
    if bending is None:
        return None
    return Waver(bending, bending.build.wide) if bending.build.kind == "thing" else wheeled(bending, entity, pack)
