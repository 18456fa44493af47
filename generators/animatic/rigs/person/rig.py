"""People as rigs: drawn from their design, posed by their acts."""

from dataclasses import dataclass, field

import numpy as np

from videostudio.generators.animatic.rigs.body import Body, Grade, flat
from videostudio.generators.animatic.rigs.person.acts import act_of
from videostudio.generators.animatic.rigs.person.clothes import GARMENTS
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.painter import face_picture, figure_for, pictures_of, prop_picture
from videostudio.generators.animatic.rigs.person.stance import Stance, Who
from videostudio.generators.animatic.rigs.pose import NOTHING, Moment, Pose
from videostudio.generators.animatic.rigs.skeleton import Painted, Picture, seen, sprite_affine
from videostudio.generators.animatic.sets.chance import seed_of
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

HELD = ("prop", "far-prop", "chest", "ground", "front")
BOTH = 0.2
"""Own heights within which two hands hold the same thing."""


@dataclass(frozen=True)
class Person:
    """A person's rig."""

    design: Design

    @property
    def who(self) -> Who:
        """What acts have to know."""
        figure = figure_for(self.design)
        return Who(
            build=figure.build,
            units=figure.skeleton.units,
            prop=self.design.prop,
            skirt=GARMENTS[self.design.garment].hem > 0,
            seed=seed_of("who", repr(self.design)) % 1000,
        )

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        return self.posed(act_of("idle")(Moment(0, 0), self.who), height)

    def posed(self, stance: Stance, height: int) -> Pixels:
        """The person in any stance, as `picture`."""
        figure = figure_for(self.design)
        scale = round(1000 * height / figure.skeleton.units)
        pictures = {name: dict(faces) for name, faces in pictures_of(self.design, scale).items()}
        pose = stance.pose()
        for part in (*HELD, "face"):
            name = pose.faces.get(part, "")
            found = picture_of(self.design, part, name, scale)
            pictures[part] = {name: found} if found is not None else {}
        return Painted(figure.skeleton, scale / 1000, pictures, scale / 1000).picture(pose)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        scale = round(1000 * height / figure_for(self.design).skeleton.units)
        return PersonBody(self, self.who, max(scale, 1), grade)


@dataclass(frozen=True)
class PersonBody:
    """A person on the stage; parts become sprites when they are first seen."""

    person: Person
    who: Who
    scale: int
    grade: Grade
    _sprites: dict[tuple[str, str], tuple[Sprite, float, float] | None] = field(default_factory=dict)

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body."""
        return act_of(motion)(moment, self.who).pose()

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        skeleton = figure_for(self.person.design).skeleton
        joints = skeleton.affines(pose)
        a, b, u, c, d, v = (float(value) for value in place.reshape(6))
        unit = self.scale / 1000
        for name in skeleton.order:
            found = self._sprite(name, pose.faces.get(name, ""))
            if found is not None:
                sprite, x, y = found
                sprite.draw(frame, np.array(sprite_affine((a, b, u, c, d, v), joints[name], x, y, unit)).reshape(2, 3))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body: between both hands if they are near each other, else the higher one."""
        joints = figure_for(self.person.design).skeleton.affines(pose)
        near, far = ((joints[name][2], joints[name][5]) for name in ("prop", "far-prop"))
        if abs(near[0] - far[0]) + abs(near[1] - far[1]) < BOTH:
            return (near[0] + far[0]) / 2, (near[1] + far[1]) / 2
        return min(near, far, key=lambda hand: hand[1])

    def feet(self, pose: Pose) -> list[tuple[float, float]]:
        """See Footed."""
        joints = figure_for(self.person.design).skeleton.affines(pose)
        sole = 0.034
        return [(joints[name][2] + 0.012, joints[name][5] + sole) for name in ("near-foot", "far-foot")]

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
        return (flat(self.grade) if part == "face" else self.grade)(rgba)

    def _picture(self, part: str, face: str) -> Picture | None:
        return picture_of(self.person.design, part, face, self.scale)


def picture_of(design: Design, part: str, face: str, scale: int) -> Picture | None:
    """A part's picture; things in hands and rare expressions are painted when they are first wanted."""
    drawn = pictures_of(design, scale)[part]
    if part in HELD and face:
        return None if face == NOTHING else prop_picture(face, scale)
    if part == "face" and face not in ("", "calm") and face not in drawn:
        return face_picture(design, face, scale)
    return seen(drawn, face)
