"""Painting a person: skin, hair and clothes of a bust or a head, and the body below it."""

from dataclasses import dataclass, replace
from xml.etree import ElementTree

import numpy as np

from videostudio.film.fingerprint import derive_seed
from videostudio.generators.animatic.art.figure import Cloth, Cut
from videostudio.generators.animatic.art.library import table
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.paint import (
    Family,
    areas,
    family_of,
    groups,
    inner,
    repaint,
    shade,
    swap,
    tones_of,
    without_lines,
)
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.roles import Role

CHEST = (20.0, 50.0, 32.0, 7.0)
CHEST_PX = (64, 14)
FACE = (29.0, 24.0, 14.0, 16.0)
FACE_PX = (28, 32)
SHOULDERS = (0.0, 57.4, 72.0, 1.2)
SHOULDERS_PX = (720, 12)
NARROW, WIDE = (22.0, 50.0), (15.0, 57.0)
NATURAL_RED = "ginger"
SKIN, SKIN_SHADE = "#fcea2b", "#f1b31c"
CUTS: dict[str, Cut] = {"shirt": "shirt", "coat": "coat", "robe": "robe", "dress": "dress", "tail": "tail"}


@dataclass(frozen=True)
class Paint:
    """The colours of one person: names of colours, skin as its light and dark tone."""

    skin: tuple[str, str]
    hair: str | None
    clothes: str | None
    top: str | None
    trousers: str
    shoes: str
    cut: Cut
    child: bool
    own_skin: bool


def paint_of(looks: Looks, role: Role | None, seed: int) -> Paint:
    """What is asked for, then what the role wears, then a choice by seed, so that people differ."""
    plain = role is None or not role.artwork
    paints = plain or (role is not None and role.repainted)
    worn = {part: colour for part, colour in (role.colours if role else ()) if paints or part != "clothes"}
    given = worn | dict(looks.colours)
    choice = table("people")["choices"]
    pick = {name: _one(names, seed, name) for name, names in choice.items()}
    fitting = table("people")["skin_by_hair"].get(looks.colour("hair"), choice["skin"])
    tone = _tone(looks) or _one(fitting, seed, "skin")
    light, dark = table("colours")["skins"].get(tone) or tones_of(tone)[:2]
    garment = looks.garment if looks.garment != "shirt" else (role.garment if role and role.garment else "shirt")
    if garment == "shirt" and role is None and looks.gender == "woman" and looks.age != "old":
        garment = pick["garment"]
    return Paint(
        skin=(light, dark),
        hair=NATURAL_RED if given.get("hair") == "red" else given.get("hair") or _hair(looks, tone, seed),
        clothes=looks.colour("clothes") or _body(looks) or worn.get("clothes") or (pick["clothes"] if plain else None),
        top=None if looks.colour("clothes") else given.get("top"),
        trousers=given.get("trousers", pick["trousers"]),
        shoes=given.get("shoes", pick["shoes"]),
        cut=CUTS[garment],
        child=looks.age == "child",
        own_skin=role is not None and role.own_skin,
    )


def paint_bust(root: ElementTree.Element, paint: Paint) -> tuple[str, ...]:
    """Puts a person's colours on a bust; returns the parts that the artwork does not have."""
    paint_skin(root, paint.skin)
    missing = []
    if paint.hair and not _paint_hair(root, paint.hair):
        missing.append("hair")
    if paint.clothes:
        family = _chest_family(root)
        for group in groups(root, "color"):
            repaint(group, swap(family, paint.clothes))
    return tuple(missing)


def cloth_of(root: ElementTree.Element, paint: Paint) -> Cloth:
    """The body that goes with a painted bust: its top is what the bust wears on the chest."""
    cloth = bare_cloth(paint)
    top = tones_of(paint.top)[0] if paint.top else _chest_colour(root, paint) or cloth.top
    skin = _face_colour(root) if paint.own_skin else cloth.skin
    return replace(cloth, top=top, top_dark=shade(top), skin=skin, shoulders=_shoulders(root))


def _face_colour(root: ElementTree.Element) -> str:
    return areas(render(without_lines(root), FACE, *FACE_PX)).most_common(1)[0][0]


def bare_cloth(paint: Paint) -> Cloth:
    """The body that goes with a person's colours alone."""
    top = tones_of(paint.clothes or "grey")[0]
    return Cloth(
        top=top,
        top_dark=shade(top),
        trousers=tones_of(paint.trousers)[0],
        shoes=tones_of(paint.shoes)[0],
        skin=paint.skin[0],
        cut=paint.cut,
        child=paint.child,
    )


def _shoulders(root: ElementTree.Element) -> tuple[float, float]:
    """Where a bust ends at its lower edge, left and right of the middle, to the centre of its outline. What it
    holds in its hands makes no broader shoulders."""
    solid = render(inner(root), SHOULDERS, *SHOULDERS_PX)[SHOULDERS_PX[1] // 2, :, 3] > 128
    gaps, middle, scale = np.flatnonzero(~solid), SHOULDERS_PX[0] // 2, SHOULDERS_PX[0] / SHOULDERS[2]
    before, after = gaps[gaps < middle], gaps[gaps > middle]
    left = float(before[-1] + 1) / scale + 1 if len(before) else 0.0
    right = float(after[0]) / scale - 1 if len(after) else 72.0
    return min(max(left, WIDE[0]), NARROW[0]), max(min(right, WIDE[1]), NARROW[1])


def _body(looks: Looks) -> str | None:
    """A colour said of a person as a whole: "a red knight" wears red, "a black woman" does not."""
    colour = looks.colour("body")
    return None if colour in table("colours")["person_colours"] else colour


def _tone(looks: Looks) -> str | None:
    """The skin that is asked for: one of the natural tones, any colour ("a woman with green skin"), or None."""
    words = {word: tone for tone, said in table("colours")["skin_words"].items() for word in said}
    skin = looks.colour("skin")
    return words.get(skin, skin) if skin else words.get(looks.colour("body") or "")


def _hair(looks: Looks, tone: str, seed: int) -> str:
    hair = table("people")["hair_by_skin"]
    return "silver" if looks.age == "old" else _one(hair.get(tone, hair["light"]), seed, "hair")


def _one(choices: list[str], seed: int, what: str) -> str:
    return choices[derive_seed(seed, what) % len(choices)]


def paint_skin(root: ElementTree.Element, skin: tuple[str, str]) -> None:
    """Puts a skin's light and dark tone on a person's artwork."""
    tones = {SKIN: skin[0], SKIN_SHADE: skin[1]}
    painted = [group for group in groups(root, "skin") if len(group)]
    for group in painted or list(groups(root, "color")):
        repaint(group, tones if painted else {SKIN: skin[0]})


def _paint_hair(root: ElementTree.Element, colour: str) -> bool:
    hair = [group for group in groups(root, "hair") if len(group)]
    found = {item.get(paint, "none") for group in hair for item in group.iter() for paint in ("fill", "stroke")}
    tints = sorted((tint for tint in found if tint.startswith("#") and tint != "#000000"), key=_luma, reverse=True)
    tones = tones_of(colour)
    for group in hair:
        repaint(group, {tint: tones[min(index, len(tones) - 1)] for index, tint in enumerate(tints)})
    return bool(tints)


def _luma(colour: str) -> int:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return 299 * red + 587 * green + 114 * blue


def _chest_family(root: ElementTree.Element) -> Family:
    counted = areas(render(without_lines(root), CHEST, *CHEST_PX))
    counted.pop(SKIN, None)
    return family_of(counted)


def _chest_colour(root: ElementTree.Element, paint: Paint) -> str | None:
    counted = areas(render(without_lines(root), CHEST, *CHEST_PX))
    for tone in paint.skin:
        counted.pop(tone, None)
    return counted.most_common(1)[0][0] if counted else None
