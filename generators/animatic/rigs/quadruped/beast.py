"""Four-legged bodies: parts on joints for a breed in its coat, painted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from videostudio.generators.animatic.art.raster import Box
from videostudio.generators.animatic.rigs.person.ink import Ink
from videostudio.generators.animatic.rigs.person.painter import prop_picture
from videostudio.generators.animatic.rigs.quadruped import head as heads
from videostudio.generators.animatic.rigs.quadruped import limbs
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.tail import tail
from videostudio.generators.animatic.rigs.quadruped.trunk import trunk
from videostudio.generators.animatic.rigs.quadruped.wear import hat_name, neckwear
from videostudio.generators.animatic.rigs.sheet import Item, painted, tight
from videostudio.generators.animatic.rigs.skeleton import Part, Picture, Skeleton

LEGS = ("near-hind", "near-front", "far-hind", "far-front")
EYES = ("shut", "glad", "sad", "angry", "wide")
MOUTHS = ("open", "wide", "shut")
NOTHING = "-"
PROP_SIZE = 0.8
"""How large a thing in a paw is, 1 being what a person of the same height would hold."""
HELD = ("prop", "ground", "front")
COARSE = 1.6
"""Px per unit at which it is found out how large parts are, and how high the whole animal."""
PERSON, SEAT = 100.0, 62.0
"""Units of a standing person's height and of the boats and bushes that people have, for which pieces are drawn."""

Pictures = Mapping[str, Mapping[str, Picture]]


@dataclass(frozen=True)
class Beast:
    """What is drawn of an animal."""

    breed: Breed
    coat: Coat


def skeleton_of(breed: Breed, units: float) -> Skeleton:
    """The joints; `units` is how high the standing animal is."""
    half, root = 0.5 * breed.length, breed.root
    parts = [_joint("ground", None, 0.0, 0.0), _joint("front", None, 0.0, 0.0)]
    parts += [_joint("trunk", None, 0.0, -breed.high)]
    for leg in LEGS:
        x = breed.home(leg)
        parts += [
            _joint(leg, "trunk", x, root),
            _joint(f"{leg}-shin", leg, 0.0, breed.upper),
            _joint(f"{leg}-foot", f"{leg}-shin", 0.0, breed.lower),
        ]
    parts += [
        _joint("prop", "near-front-foot", 0.0, 0.0),
        _joint("tail", "trunk", -half - 0.5 * breed.deep, -0.45 * breed.deep),
        _joint("far-wing", "trunk", 0.55 * half, -0.7 * breed.deep),
        _joint("near-wing", "trunk", 0.25 * half, -0.6 * breed.deep),
        _joint("cape", "trunk", half + 0.1 * breed.deep, -0.75 * breed.deep),
        _joint("neck", "trunk", half + 0.22 * breed.deep, -0.45 * breed.deep),
        _joint("neckwear", "neck", 0.0, -breed.neck),
        _joint("head", "neck", 0.0, -breed.neck),
        _joint("eyes", "head", 0.0, 0.0),
        _joint("mouth", "head", 0.0, 0.0),
        _joint("over", "head", 0.0, 0.0),
    ]
    return Skeleton(parts, _order(breed), units)


def _joint(name: str, parent: str | None, x: float, y: float) -> Part:
    return Part(name, parent, x, y, {})


def _order(breed: Breed) -> tuple[str, ...]:
    return ("ground", *_body(breed), "front")


def _body(breed: Breed) -> tuple[str, ...]:
    legs = [f"{leg}{end}" for leg in ("far-hind", "far-front") for end in ("-foot", "-shin", "")]
    near = [f"{leg}{end}" for leg in ("near-hind", "near-front") for end in ("-foot", "-shin", "")]
    if breed.shell:
        return ("tail", *legs, *near, "neck", "neckwear", "trunk", "cape", "head", "mouth", "eyes", "over")
    return (
        "far-wing",
        "tail",
        *legs,
        "neck",
        "trunk",
        *near,
        "prop",
        "cape",
        "near-wing",
        "neckwear",
        "head",
        "mouth",
        "eyes",
        "over",
    )


@lru_cache(maxsize=24)
def pictures_of(beast: Beast, scale_milli: int) -> Pictures:
    """Part -> face -> picture, at `scale_milli` / 1000 px per unit."""
    wanted, scale = _drawings(beast), scale_milli / 1000
    found: dict[str, dict[str, Picture]] = {part.name: {} for part in skeleton_of(beast.breed, 1.0).parts}
    pictures = wanted.coarse if scale == COARSE else _painted(wanted.items, wanted.defs, scale)
    for (part, face), picture in zip(wanted.names, pictures, strict=True):
        if picture is not None:
            found[part][face] = picture
    if not beast.breed.head.front:
        found["head"]["back"] = _mirrored(found["head"][""])
    if found["over"]:
        found["over"][NOTHING] = Picture(np.zeros((2, 2, 4), np.uint8), 0.0, 0.0)
    return found


@dataclass(frozen=True)
class _Drawings:
    """Names (part, face) of all pictures, that of the head first, how they are drawn, and all of them, COARSE."""

    names: Sequence[tuple[str, str]]
    items: Sequence[Item]
    defs: str
    coarse: Sequence[Picture | None]


@lru_cache(maxsize=48)
def _drawings(beast: Beast) -> _Drawings:
    ink = Ink()
    drawn = [*_head_drawings(beast, ink), *_body_drawings(beast, ink)]
    items, defs = [item for _, _, item in drawn], "".join(ink.defs)
    coarse = _painted(items, defs, COARSE)
    return _Drawings([(part, face) for part, face, _ in drawn], tight(items, coarse, COARSE), defs, coarse)


def _painted(items: Sequence[Item], defs: str, scale: float) -> list[Picture | None]:
    # The artwork's blurs cost what the sheet they are on measures: the head has a small one of its own.
    return painted(items[:1], defs, scale) + painted(items[1:], defs, scale)


def _body_drawings(beast: Beast, ink: Ink) -> list[tuple[str, str, Item]]:
    breed, coat = beast.breed, beast.coat
    d, half = breed.deep, 0.5 * breed.length
    w = 1.7 * breed.thick * breed.hind
    found = [("trunk", "", Item(trunk(breed, coat, ink), (-half - 2.2 * d, -3.2 * d, 2 * half + 4.4 * d, 5.4 * d)))]
    for side in ("near", "far"):
        far = side == "far"
        for end in ("hind", "front"):
            svg = limbs.upper_leg(breed, coat, ink, far=far, hind=end == "hind")
            found.append((f"{side}-{end}", "", Item(svg, (-w, -w, 2 * w, breed.upper + 2 * w))))
        shin = Item(limbs.lower_leg(breed, coat, ink, far=far), (-w, -w, 2 * w, breed.lower + 2 * w))
        sole = Item(limbs.foot(breed, coat, ink, far=far), (-w, -w, 2.6 * w, 2 * w))
        found += [(f"{side}-{end}-shin", "", shin) for end in ("hind", "front")]
        found += [(f"{side}-{end}-foot", "", sole) for end in ("hind", "front")]
        if breed.wings:
            found.append((f"{side}-wing", "", Item(limbs.wing(coat, ink, far=far), (-36, -38, 46, 42))))
    n = breed.neck + 3 * breed.collar
    found.append(("neck", "", Item(limbs.neck(breed, coat, ink), (-n, -n, 2 * n, n + 2 * breed.collar + d))))
    found.append(("tail", "", Item(tail(breed, coat, ink), _tail_box(breed))))
    if coat.cape:
        found.append(
            (
                "cape",
                "",
                Item(limbs.cape(breed, coat, ink), (-1.3 * breed.length, -2 * d, 1.8 * breed.length, 4.5 * d)),
            )
        )
    return found


def _tail_box(breed: Breed) -> Box:
    side = max(34.0, 1.4 * breed.length)
    return (-side, -side, side + 10, 2 * side)


def _head_drawings(beast: Beast, ink: Ink) -> list[tuple[str, str, Item]]:
    breed, coat = beast.breed, beast.coat
    box, features = heads.extent(breed, worn=bool(hat_name(coat))), heads.features(breed)
    found = [("head", "", Item(heads.head(breed, coat, ink), box))]
    found += [("eyes", name, Item(heads.eyes(breed, coat, name), features)) for name in EYES]
    found += [("mouth", name, Item(heads.mouth(breed, coat, name), features)) for name in MOUTHS]
    w = 2 * breed.collar + breed.deep
    found.append(("neckwear", "", Item(neckwear(breed, coat, ink), (-w, -w, 2 * w, 2 * w + 24))))
    found.append(("over", "", Item(heads.over(breed, coat, ink), box)))
    return found


def piece_of(beast: Beast, part: str, name: str, units: float, scale_milli: int) -> Picture | None:
    """A thing that an act puts into a paw or on the ground."""
    if not name:
        return None
    breed = beast.breed
    size = units / PERSON
    if part == "prop":
        size *= PROP_SIZE
    if part == "front":
        size = max(size, (breed.length + 2.2 * breed.deep) / SEAT)
    return prop_picture(name, max(1, round(size * scale_milli)))


def _mirrored(picture: Picture) -> Picture:
    return Picture(np.ascontiguousarray(picture.rgba[:, ::-1]), picture.rgba.shape[1] - picture.x, picture.y)


def mouth_of(breed: Breed) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The mouth in units around the head's joint, as (x, y, 1)."""
    return np.array([*heads.muzzle(breed), 1.0])
