"""Four-legged animals as rigs: drawn from breed and coat, posed by their acts."""

from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from videostudio.generators.animatic.rigs.body import Body, Grade, flat
from videostudio.generators.animatic.rigs.pose import NOTHING, Moment, Pose
from videostudio.generators.animatic.rigs.quadruped.acts import act_of
from videostudio.generators.animatic.rigs.quadruped.base import stand
from videostudio.generators.animatic.rigs.quadruped.beast import (
    COARSE,
    HELD,
    LEGS,
    Beast,
    mouth_of,
    pictures_of,
    piece_of,
    skeleton_of,
)
from videostudio.generators.animatic.rigs.quadruped.stance import Stance, Who
from videostudio.generators.animatic.rigs.skeleton import Painted, Picture, Skeleton, seen, sprite_affine
from videostudio.generators.animatic.sets.chance import seed_of
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

FEATURES = ("eyes", "mouth")
REACH = 2.6
"""Own heights that the longest of them reaches ahead and behind."""
HEIGHTS = tuple(round(512 * 2 ** (step / 4)) for step in range(-16, 3))
"""Px of height for which parts are painted; a body is drawn with the next larger ones, so that scenes share them."""


@lru_cache(maxsize=64)
def units_of(beast: Beast) -> float:
    """How high the standing animal is, hats included, measured on a small picture."""
    breed = beast.breed
    return float(standing(beast, breed.high + breed.deep + breed.neck + 40, COARSE).shape[0]) / COARSE


def scale_for(height: float, units: float) -> int:
    """In thousandths: px per unit at which parts are painted for an animal `height` px high."""
    return max(1, round(1000 * next((h for h in HEIGHTS if h >= height), height) / units))


def standing(beast: Beast, units: float, scale: float) -> Pixels:
    """The animal at rest, `scale` px per unit, when it is taken to be `units` high."""
    stance = stand(Moment(0, 0), Who(beast.breed, units))
    painted = Painted(skeleton_of(beast.breed, units), scale, pictures_of(beast, round(1000 * scale)), scale)
    return painted.picture(stance.pose(), REACH)


@dataclass(frozen=True)
class Quadruped:
    """The rig of a four-legged animal."""

    beast: Beast

    @property
    def who(self) -> Who:
        """What acts have to know."""
        return Who(self.beast.breed, units_of(self.beast), seed_of("beast", repr(self.beast.breed)) % 1000)

    @property
    def rises(self) -> float:
        """How many times as high as without a hat it is."""
        bare = replace(self.beast, coat=replace(self.beast.coat, wears=()))
        return units_of(self.beast) / units_of(bare)

    @property
    def saddle(self) -> float:
        """How high on it somebody sits, as a share of its height."""
        breed = self.beast.breed
        return (breed.high + 0.72 * breed.deep) / units_of(self.beast)

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        return self.posed(stand(Moment(0, 0), self.who), height)

    def posed(self, stance: Stance, height: int) -> Pixels:
        """The animal in any stance, as `picture`."""
        units = units_of(self.beast)
        drawn = scale_for(height, units)
        pictures = pictures_of(self.beast, drawn)
        painted = Painted(skeleton_of(self.beast.breed, units), height / units, pictures, drawn / 1000)
        return _as_high(painted.picture(stance.pose(), REACH), height)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        units = units_of(self.beast)
        return QuadrupedBody(self, self.who, skeleton_of(self.beast.breed, units), scale_for(height, units), grade)


def _as_high(rgba: Pixels, height: int) -> Pixels:
    """A picture with exactly `height` rows: what is too much or too little is at its top."""
    missing = height - rgba.shape[0]
    return np.pad(rgba, ((missing, 0), (0, 0), (0, 0))) if missing > 0 else np.ascontiguousarray(rgba[-missing:])


def _merging(top: Pixels, bottom: Pixels) -> Pixels:
    """One picture that becomes another from its top to its bottom."""
    share = np.clip(np.linspace(-0.5, 1.2, len(top), dtype=np.float32), 0, 1)[:, None, None]
    return np.asarray(np.rint(top + (bottom.astype(np.float32) - top) * share), np.uint8)


@dataclass(frozen=True)
class QuadrupedBody:
    """A four-legged animal on the stage; parts become sprites when they are first seen."""

    rig: Quadruped
    who: Who
    skeleton: Skeleton
    scale: int
    grade: Grade
    _sprites: dict[tuple[str, str], tuple[Sprite, float, float] | None] = field(default_factory=dict)

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return act_of(motion)(moment, self.who).pose()

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        joints = self.skeleton.affines(pose)
        a, b, u, c, d, v = (float(value) for value in place.reshape(6))
        for name in self.skeleton.order:
            found = self._sprite(name, pose.faces.get(name, ""))
            if found is not None:
                sprite, x, y = found
                own = sprite_affine((a, b, u, c, d, v), joints[name], x, y, self.scale / 1000)
                sprite.draw(frame, np.array(own).reshape(2, 3))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body: what it holds is in its mouth."""
        a, b, x, c, d, y = self.skeleton.affines(pose)["head"]
        u, v, _ = mouth_of(self.who.breed)
        return a * u + b * v + x, c * u + d * v + y

    def feet(self, pose: Pose) -> list[tuple[float, float]]:
        """See Footed."""
        joints = self.skeleton.affines(pose)
        sole = self.who.breed.sole / self.who.units
        return [(joints[f"{leg}-foot"][2], joints[f"{leg}-foot"][5] + sole) for leg in LEGS]

    def _sprite(self, part: str, face: str) -> tuple[Sprite, float, float] | None:
        key = (part, face)
        if key not in self._sprites:
            picture = self._picture(part, face)
            self._sprites[key] = (
                None
                if picture is None
                else (Sprite.of(self._graded(part, picture.rgba), *picture.rgba.shape[1::-1]), picture.x, picture.y)
            )
        return self._sprites[key]

    def _graded(self, part: str, rgba: Pixels) -> Pixels:
        """Features lie flat on the head, and the tops of legs in the trunk's own light, or they would stand out."""
        if part in FEATURES:
            return flat(self.grade)(rgba)
        return _merging(flat(self.grade)(rgba), self.grade(rgba)) if part in LEGS else self.grade(rgba)

    def _picture(self, part: str, face: str) -> Picture | None:
        if face == NOTHING:
            return None
        if part in HELD:
            return piece_of(self.rig.beast, part, face, self.who.units, self.scale)
        return seen(pictures_of(self.rig.beast, self.scale)[part], face)
