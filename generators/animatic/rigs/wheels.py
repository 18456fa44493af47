"""Wheels that turn as far as a vehicle goes, puffs of smoke from its chimney, and the blur of a rotor."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from videostudio.film.entity import Entity
from videostudio.generators.animatic.art import ArtPack, concept_of
from videostudio.generators.animatic.rigs.body import Body, Grade, Rig, flat
from videostudio.generators.animatic.rigs.person.ink import Ink, line, oval
from videostudio.generators.animatic.rigs.pictured_art import Shown, shown
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.sheet import Item, painted
from videostudio.generators.animatic.rigs.skeleton import Picture, sprite_affine
from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

Wheel = tuple[float, float, float]
"""Middle and radius, in units of the artwork that looks to the right."""
HUB = 0.52
"""Share of a wheel's radius that its hub has."""
TRACK_PX = 160.0
"""Px per own height at which a track is painted."""
PX = 6.0
"""Px per unit at which wheels and puffs are painted."""
NOTHING, TRACK = "-", "track"
TIES = 0.2
"""Own heights from one tie of a track to the next."""
MEASURED = "fluent"
"""The pack on whose artworks wheels were measured."""
MOVING = frozenset(
    (
        "walk",
        "run",
        "chase",
        "flee",
        "follow",
        "carry",
        "leave",
        "push",
        "skip",
        "roll",
        "drive",
        "ride",
        "kart",
        "sneak",
        "crawl",
    )
)


@dataclass(frozen=True)
class Make:
    """What moves on a vehicle: its wheels, where smoke comes from, where a rotor turns (x, y, half its
    width), and whether it runs on rails."""

    wheels: tuple[Wheel, ...] = ()
    spokes: bool = False
    chimney: tuple[float, float] | None = None
    rotor: tuple[float, float, float] | None = None
    rails: bool = False


def _pair(x0: float, x1: float, y: float, r: float) -> tuple[Wheel, ...]:
    return ((x0, y, r), (x1, y, r))


MAKES: dict[str, Make] = {
    "automobile": Make(_pair(19, 52.9, 57.3, 8.2)),
    "taxi": Make(_pair(19, 52.9, 58.1, 8.2)),
    "bus": Make(_pair(19, 52.6, 59.5, 7.8)),
    "articulated lorry": Make(((16.8, 57.3, 8.2), (32.5, 57.3, 8.2), (55.1, 57.3, 8.2))),
    "delivery truck": Make(_pair(19.3, 52.6, 59.5, 8)),
    "pickup truck": Make(_pair(19.3, 55.1, 59.5, 8)),
    "bicycle": Make(_pair(16.8, 55.1, 55.1, 12.2), spokes=True),
    "tractor": Make(((16.8, 52.9, 12.4), (55.1, 57.3, 8.2)), chimney=(50, 26)),
    "motorcycle": Make(_pair(14, 57.3, 57.3, 9.6)),
    "kick scooter": Make(_pair(13.5, 58.4, 58.7, 8.8)),
    "motor scooter": Make(_pair(15.2, 57.6, 61.7, 7.5)),
    "fire engine": Make(_pair(19, 52.6, 59.8, 7.8)),
    "ambulance": Make(_pair(18.2, 52.1, 59.8, 7.6)),
    "police car": Make(_pair(19, 52.9, 59.2, 8)),
    "racing car": Make(_pair(12.1, 52.6, 59.5, 8)),
    "sport utility vehicle": Make(_pair(21.2, 52.9, 59.5, 8)),
    "locomotive": Make(
        ((11.3, 58.4, 6), (24.8, 58.4, 6), (38.3, 60.3, 4.4), (48, 60.3, 4.4)), chimney=(45, 6), rails=True
    ),
    "minibus": Make(_pair(18.7, 52.6, 59.8, 7.6)),
    "trolleybus": Make(_pair(18.7, 53.2, 60.6, 7.6)),
    "wagon": Make(_pair(17.9, 48.2, 56.2, 12), spokes=True),
    "auto rickshaw": Make(_pair(12.4, 55.4, 59.5, 8)),
    "tricycle": Make(((14.1, 57, 10), (54, 49.9, 16)), spokes=True),
    "helicopter": Make(rotor=(43.5, 18.2, 23)),
    "railway car": Make(((21.6, 64.6, 3.4), (48.5, 64.6, 3.4)), rails=True),
    "train": Make(
        ((8, 56.5, 3.5), (27, 56.5, 3.5), (43, 55.3, 4.7), (54, 55.3, 4.7), (64, 56.5, 3.5)),
        chimney=(62.5, 16),
        rails=True,
    ),
    "metro": Make(((8, 56.5, 3.5), (27, 56.5, 3.5), (43, 55.3, 4.7), (54, 55.3, 4.7), (64, 56.5, 3.5)), rails=True),
    "tram": Make(((15, 57, 3.4), (23, 57, 3.4), (49, 57, 3.4), (57, 57, 3.4)), rails=True),
}


@dataclass(frozen=True)
class Piece:
    """A picture at (`x` ahead of the middle, `y` above the foot; own heights), `scale` px of it being one height."""

    name: str
    picture: Picture
    x: float
    y: float
    scale: float


@dataclass(frozen=True)
class Wheeled:
    """A rig with wheels: whatever that does, they turn as far as it goes."""

    rig: Rig
    pieces: Sequence[Piece]
    radii: tuple[float, ...]

    def picture(self, height: int) -> Pixels:
        """See Rig."""
        return self.rig.picture(height)

    def body(self, height: float, grade: Grade) -> Body:
        """See Rig."""
        sprites = [Sprite.of(flat(grade)(p.picture.rgba), *p.picture.rgba.shape[1::-1]) for p in self.pieces]
        return WheeledBody(self, self.rig.body(height, grade), sprites)


@dataclass(frozen=True)
class WheeledBody:
    """A vehicle on the stage."""

    rig: Wheeled
    chassis: Body
    sprites: Sequence[Sprite]

    def pose(self, motion: str, moment: Moment) -> Pose:
        """See Body: `turns`, `shifts` and `faces` of the pieces, by name, beside what the chassis does."""
        pose, goes = self.chassis.pose(motion, moment), motion in MOVING
        way = moment.t * moment.speed if goes else 0.0
        turns = {f"wheel-{i}": -math.degrees(way / r) for i, r in enumerate(self.rig.radii)}
        faces, shifts = _trimmings(moment, goes)
        shifts[TRACK] = (-(way % TIES), 0.0)
        return replace(
            pose, turns={**pose.turns, **turns}, shifts={**pose.shifts, **shifts}, faces={**pose.faces, **faces}
        )

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        """See Body."""
        for under in (True, False):
            self._pieces(frame, pose, place, under=under)
            if under:
                self.chassis.draw(frame, pose, place)

    def _pieces(self, frame: Frame, pose: Pose, place: Matrix, *, under: bool) -> None:
        a, b, u, c, d, v = (float(value) for value in place.reshape(6))
        for piece, sprite in zip(self.rig.pieces, self.sprites, strict=True):
            if pose.faces.get(piece.name) == NOTHING or (piece.name == TRACK) != under:
                continue
            turn = math.radians(pose.turns.get(piece.name, 0.0))
            along, up = pose.shifts.get(piece.name, (0.0, 0.0))
            x, y = (piece.x + along) * pose.wide, -(piece.y + up) * pose.tall
            cosine, sine = math.cos(turn), math.sin(turn)
            joint = (pose.wide * cosine, pose.wide * sine, x, -pose.tall * sine, pose.tall * cosine, y)
            own = sprite_affine((a, b, u, c, d, v), joint, piece.picture.x, piece.picture.y, piece.scale)
            sprite.draw(frame, np.array(own).reshape(2, 3))

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        """See Body."""
        return self.chassis.grip(pose)


def wheeled(rig: Rig, entity: Entity, pack: ArtPack) -> Rig:
    """A rig with wheels, where its artwork has any that are known."""
    make = MAKES.get(concept_of(entity, pack).concept.label)
    if make is None or pack.name != MEASURED:
        return rig
    return wheels_of(rig, shown(entity, pack), make)


def wheels_of(rig: Rig, own: Shown, make: Make) -> Wheeled:
    """A rig with the wheels of its make, `own` being where they are on its picture."""
    pieces = [*_rails(own, make), *_wheels(own, make), *_puffs(own, make), *_rotor(own, make)]
    return Wheeled(rig, pieces, tuple(r / own.units for _, _, r in make.wheels))


def _trimmings(m: Moment, goes: bool) -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
    """Smoke that rises and stays behind, and the rotor's blur."""
    faces, shifts = {}, {}
    beat = (1.1 * m.t + 0.1) % 1.0
    for i in range(3):
        shifts[f"puff-{i}"] = (-(0.10 + 0.16 * goes) * (i + beat), 0.16 * (i + beat))
        faces[f"puff-{i}"] = "" if goes or i == 0 else NOTHING
    faces["rotor-0"], faces["rotor-1"] = ("", NOTHING) if int(9 * m.t) % 2 == 0 else (NOTHING, "")
    return faces, shifts


def _rails(shown: Shown, make: Make) -> list[Piece]:
    return [Piece(TRACK, _track(round(0.5 * shown.box[2] / shown.box[3])), 0.0, 0.0, TRACK_PX)] if make.rails else []


def _wheels(shown: Shown, make: Make) -> list[Piece]:
    return [
        Piece(f"wheel-{i}", _hub(round(r, 1), make.spokes), *shown.at(x, y), PX * shown.units)
        for i, (x, y, r) in enumerate(make.wheels)
    ]


def _puffs(shown: Shown, make: Make) -> list[Piece]:
    if make.chimney is None:
        return []
    x, y = shown.at(*make.chimney)
    return [Piece(f"puff-{i}", _puff(size), x, y + 0.04, PX * shown.units) for i, size in enumerate((3.4, 5.4, 7.6))]


def _rotor(shown: Shown, make: Make) -> list[Piece]:
    if make.rotor is None:
        return []
    x, y, half = make.rotor
    return [
        Piece(f"rotor-{i}", _blur(half * share), *shown.at(x, y), PX * shown.units)
        for i, share in enumerate((1.0, 0.45))
    ]


@lru_cache(maxsize=64)
def _hub(r: float, spokes: bool) -> Picture:
    """What is seen to turn on a wheel: a hub with nuts, or spokes."""
    if spokes:
        rays = "".join(_ray(r * 0.8, a, "#9aa0b8", 0.55) for a in range(0, 180, 30))
        return _picture(rays + oval(0, 0, 0.12 * r, 0.12 * r, "#6d7388"), r)
    hub = HUB * r
    nuts = "".join(
        oval(0.62 * hub * math.cos(a), 0.62 * hub * math.sin(a), 0.17 * hub, 0.17 * hub, "#7b7494")
        for a in (i * 2 * math.pi / 5 for i in range(5))
    )
    disc = oval(0, 0, hub, hub, "#a9a3c0") + oval(0, 0, 0.9 * hub, 0.9 * hub, "#d9d3ea") + nuts
    marks = "".join(_ray(0.84 * r, a, "#5a4a78", 0.7, 0.66 * r) for a in (0, 60, 120, 180, 240, 300))
    return _picture(marks + disc + oval(0, 0, 0.2 * hub, 0.2 * hub, "#8f88a8"), r)


def _ray(r: float, degrees: float, colour: str, width: float, start: float | None = None) -> str:
    a = math.radians(degrees)
    first = -r if start is None else start
    return line(
        f"M{first * math.cos(a):.3f},{first * math.sin(a):.3f}L{r * math.cos(a):.3f},{r * math.sin(a):.3f}",
        colour,
        width,
    )


@lru_cache(maxsize=4)
def _track(half: int) -> Picture:
    """Two rails on ties and gravel that lead far beyond both ends of what runs on them; units are own heights."""
    far, high = 5 + half, 0.09
    ties = "".join(
        line(f"M{i * TIES:.2f},-0.015L{i * TIES - 0.03:.2f},{high - 0.015}", "#7a5230", 0.055)
        for i in range(-round(far / TIES), round(far / TIES) + 1)
    )
    bed = f'<rect x="{-far - 1}" y="-0.03" width="{2 * far + 2}" height="{high + 0.05}" fill="#a39b98"/>'
    rails = "".join(
        line(f"M{-far - 1},{y}H{far + 1}", colour, wide)
        for y in (0.0, high - 0.03)
        for colour, wide in (("#565064", 0.028), ("#c9c6d6", 0.012))
    )
    box = (-far - 0.5, -0.05, 2 * far + 1.0, high + 0.1)
    picture = painted([Item(bed + ties + rails, box)], "", TRACK_PX)[0]
    assert picture is not None
    return picture


@lru_cache(maxsize=16)
def _puff(size: float) -> Picture:
    ink = Ink()
    cloud = "".join(
        oval(x * size, y * size, r * size, r * size, ink.ball("#ffffff", "#f1eef6", "#cfc9dc"), opacity=0.92)
        for x, y, r in ((-0.5, 0.1, 0.52), (0.45, 0.14, 0.5), (0.0, -0.22, 0.62))
    )
    return _picture(cloud, 1.2 * size, "".join(ink.defs))


@lru_cache(maxsize=16)
def _blur(half: float) -> Picture:
    return _picture(
        oval(0, 0, half, 2.0, "#e9e4f4", opacity=0.75) + oval(0, 0, 0.86 * half, 1.0, "#b9b0cc", opacity=0.6), half + 1
    )


def _picture(svg: str, reach: float, defs: str = "") -> Picture:
    picture = painted([Item(svg, (-reach - 1, -reach - 1, 2 * reach + 2, 2 * reach + 2))], defs, PX)[0]
    assert picture is not None
    return picture
