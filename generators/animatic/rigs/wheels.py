"""Vehicles and rolling things: wheels that turn with the way, puffs of smoke, hulls that rock, balls that roll."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from videostudio.generators.animatic.rigs.person.ink import Ink, line, oval
from videostudio.generators.animatic.rigs.pictured_act import manner_of, stiff
from videostudio.generators.animatic.rigs.pictured_art import Shown
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.sheet import Item, painted
from videostudio.generators.animatic.rigs.skeleton import Picture
from videostudio.generators.animatic.rigs.warp import NOTHING, Pictured, Piece

Wheel = tuple[float, float, float]
"""Middle and radius, in units of the artwork that looks to the right."""
HUB = 0.52
"""Share of a wheel's radius that its hub has."""
PX = 6.0
"""Px per unit at which wheels and puffs are painted."""
CRUISE = 0.5
"""Own heights a second of a vehicle that goes on the spot."""
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
        "sneak",
        "crawl",
    )
)


@dataclass(frozen=True)
class Make:
    """What moves on a vehicle: its wheels, where smoke comes from, where a rotor turns (x, y, half its width), how
    much it rocks (1 is a car). `aloft` is by how many degrees its artwork climbs: it levels out when it flies."""

    wheels: tuple[Wheel, ...] = ()
    spokes: bool = False
    chimney: tuple[float, float] | None = None
    rotor: tuple[float, float, float] | None = None
    rocks: float = 1.0
    aloft: float = 0.0
    upright: float = 0.0


def _pair(x0: float, x1: float, y: float, r: float) -> tuple[Wheel, ...]:
    return ((x0, y, r), (x1, y, r))


MAKES: dict[str, Make] = {
    "automobile": Make(_pair(19, 52.9, 57.3, 8.2)),
    "taxi": Make(_pair(19, 52.9, 58.1, 8.2)),
    "bus": Make(_pair(19, 52.6, 59.5, 7.8), rocks=0.6),
    "articulated lorry": Make(((16.8, 57.3, 8.2), (32.5, 57.3, 8.2), (55.1, 57.3, 8.2)), rocks=0.6),
    "delivery truck": Make(_pair(19.3, 52.6, 59.5, 8), rocks=0.7),
    "pickup truck": Make(_pair(19.3, 55.1, 59.5, 8)),
    "bicycle": Make(_pair(16.8, 55.1, 55.1, 12.2), spokes=True),
    "tractor": Make(((16.8, 52.9, 12.4), (55.1, 57.3, 8.2)), chimney=(50, 26), rocks=1.4),
    "motorcycle": Make(_pair(14, 57.3, 57.3, 9.6), rocks=1.2),
    "kick scooter": Make(_pair(13.5, 58.4, 58.7, 8.8)),
    "motor scooter": Make(_pair(15.2, 57.6, 61.7, 7.5)),
    "fire engine": Make(_pair(19, 52.6, 59.8, 7.8), rocks=0.7),
    "ambulance": Make(_pair(18.2, 52.1, 59.8, 7.6)),
    "police car": Make(_pair(19, 52.9, 59.2, 8)),
    "racing car": Make(_pair(12.1, 52.6, 59.5, 8), rocks=0.6),
    "sport utility vehicle": Make(_pair(21.2, 52.9, 59.5, 8), rocks=1.3),
    "locomotive": Make(
        ((11.3, 58.4, 6), (24.8, 58.4, 6), (38.3, 60.3, 4.4), (48, 60.3, 4.4)), chimney=(45, 6), rocks=0.6
    ),
    "minibus": Make(_pair(18.7, 52.6, 59.8, 7.6)),
    "trolleybus": Make(_pair(18.7, 53.2, 60.6, 7.6), rocks=0.6),
    "wagon": Make(_pair(17.9, 48.2, 56.2, 12), spokes=True, rocks=1.3),
    "auto rickshaw": Make(_pair(12.4, 55.4, 59.5, 8), rocks=1.3),
    "tricycle": Make(((14.1, 57, 10), (54, 49.9, 16)), spokes=True),
    "helicopter": Make(rotor=(43.5, 18.2, 23), rocks=1.4),
    "rocket": Make(upright=-45.0, aloft=-8.0),
    "airplane": Make(aloft=38.0),
    "small airplane": Make(aloft=36.0),
    "flying saucer": Make(rocks=2.0, aloft=10.0),
    "submarine": Make(rocks=1.6),
    "railway car": Make(((21.6, 64.6, 3.4), (48.5, 64.6, 3.4)), rocks=0.5),
    "sled": Make(rocks=1.2),
    "skateboard": Make(aloft=40.0, rocks=1.4),
    "manual wheelchair": Make(rocks=0.6),
}
STEAMS = {"train": "locomotive", "steam locomotive": "locomotive"}
"""Artwork seen from the front -> the one that shows the same from the side."""
HULLS = frozenset(
    (
        "sailboat",
        "ship",
        "passenger ship",
        "ferry",
        "motor boat",
        "speedboat",
        "canoe",
        "pirate ship",
        "paper boat",
        "raft",
        "gondola",
    )
)
ROUND = frozenset(
    (
        *("ball", "soccer ball", "basketball", "volleyball", "tennis", "baseball", "softball", "wheel", "yarn", "coin"),
        *(
            "red apple",
            "green apple",
            "tangerine",
            "watermelon",
            "melon",
            "lemon",
            "peach",
            "coconut",
            "tomato",
            "cookie",
        ),
        *(
            "donut",
            "crystal ball",
            "globe showing Europe-Africa",
            "globe showing Americas",
            "full moon",
            "egg",
            "pizza",
        ),
        *("american football", "rugby football", "pool 8 ball", "bowling", "beach ball", "snowball", "barrel"),
    )
)


@dataclass(frozen=True)
class Ride:
    """The acts of a vehicle; `radii` are its wheels', in own heights."""

    make: Make
    radii: tuple[float, ...]

    def __call__(self, motion: str, m: Moment) -> Pose:
        pose, make, how = stiff("drive" if motion == "ride" else motion, m), self.make, manner_of(motion)
        goes = motion in MOVING
        way = m.t * (m.speed or CRUISE * how.tail) if goes else 0.03 * math.sin(2 * math.pi * 0.5 * m.t)
        bounce = make.rocks * (
            0.01 * abs(math.sin(2 * math.pi * 2.1 * m.t)) if goes else 0.004 * math.sin(2 * math.pi * 3 * m.t)
        )
        turns = {f"wheel-{i}": -math.degrees(way / r) for i, r in enumerate(self.radii)}
        lean = (
            pose.lean * (0.5 if self.radii else 1.0)
            + 0.1 * how.bow
            + 0.12 * how.bows * math.sin(2 * math.pi * how.hertz * m.t) * make.rocks
        )
        if motion in ("fly", "float", "descend", "swim", "sail", *MOVING):
            lean += make.aloft * _smooth(1.4 * m.t + 0.5)
        if motion == "launch":
            lean += make.upright * _smooth(2 * m.t + 0.4)
        faces, shifts = self._trimmings(motion, m, goes)
        up = pose.up + bounce + 0.5 * how.hop
        return replace(pose, turns=turns, lean=lean, up=up, faces=faces, shifts=shifts)

    def _trimmings(self, motion: str, m: Moment, goes: bool) -> tuple[dict[str, str], dict[str, tuple[float, float]]]:
        """Smoke that rises, and the rotor's blur."""
        faces, shifts = {}, {}
        for i in range(3):
            u = (1.1 * m.t + 0.1) % 1.0
            shifts[f"puff-{i}"] = (-(0.10 + 0.16 * goes) * (i + u), 0.16 * (i + u))
            faces[f"puff-{i}"] = "" if goes or i == 0 else NOTHING
        lifted = motion in ("fly", "launch", "float", "descend", *MOVING)
        faces["rotor-0"], faces["rotor-1"] = ("", NOTHING) if int(9 * m.t) % 2 == 0 else (NOTHING, "")
        if not lifted:
            faces["rotor-0"] = faces["rotor-1"] = NOTHING
        return faces, shifts


@dataclass(frozen=True)
class Rocking:
    """The acts of a hull: it rolls and pitches with the waves whatever it does."""

    def __call__(self, motion: str, m: Moment) -> Pose:
        pose, how = stiff("sail" if motion in MOVING else motion, m), manner_of(motion)
        sea = math.sin(2 * math.pi * 0.37 * m.t)
        lively = min(how.tail, 2.6)
        heave = 0.012 * lively * math.sin(2 * math.pi * 0.53 * m.t)
        turns = {"bend": 1.5 * sea + 0.12 * how.bows * math.sin(2 * math.pi * how.hertz * m.t), "sway": 5 * sea}
        return replace(pose, turns=turns, lean=pose.lean + 2.2 * lively * sea + 0.12 * how.bow, up=pose.up + heave)


@dataclass(frozen=True)
class Rolling:
    """The acts of what is round: it turns as far as it goes."""

    def __call__(self, motion: str, m: Moment) -> Pose:
        pose, how = stiff(motion, m), manner_of(motion)
        goes = motion in MOVING
        way = m.t * (m.speed or CRUISE * how.tail) if goes else 0.04 * math.sin(2 * math.pi * how.hertz * m.t)
        spin = -math.degrees(way / 0.5) - pose.lean
        if motion in ("jump", "skip", "play", "thrown", "dance", "throw"):
            spin -= 150 * m.t
        hop = how.hop * abs(math.sin(math.pi * how.hertz * m.t))
        if motion in ("still", "idle", "found", "handed"):
            spin = 3 * math.sin(2 * math.pi * 0.35 * m.t)
        up = 0.006 * abs(math.sin(2 * math.pi * 1.7 * m.t)) if goes else pose.up
        return replace(
            pose,
            lean=0.0,
            turns={"spin": spin},
            up=up + hop,
            tall=pose.tall if not goes else 1.0,
            wide=pose.wide if not goes else 1.0,
        )


def vehicle(shown: Shown, make: Make) -> Pictured:
    """The rig of a vehicle."""
    pieces = [*_wheels(shown, make), *_puffs(shown, make), *_rotor(shown, make)]
    radii = tuple(r / shown.units for _, _, r in make.wheels)
    return Pictured(shown.rgba, Ride(make, radii), pieces)


def hull(shown: Shown) -> Pictured:
    """The rig of a boat."""
    return Pictured(shown.rgba, Rocking())


def roller(shown: Shown) -> Pictured:
    """The rig of what rolls."""
    return Pictured(shown.rgba, Rolling())


def _wheels(shown: Shown, make: Make) -> list[Piece]:
    return [
        Piece(f"wheel-{i}", _hub(round(r, 1), make.spokes), *shown.at(x, y), PX * shown.units)
        for i, (x, y, r) in enumerate(make.wheels)
    ]


def _puffs(shown: Shown, make: Make) -> list[Piece]:
    if make.chimney is None:
        return []
    x, y = shown.at(*make.chimney)
    return [
        Piece(f"puff-{i}", _puff(size), x, y + 0.04, PX * shown.units, behind=i > 0)
        for i, size in enumerate((3.4, 5.4, 7.6))
    ]


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


def _smooth(x: float) -> float:
    x = min(max(x, 0.0), 1.0)
    return x * x * (3 - 2 * x)
