"""Painting a person: skin, hair and clothes of a bust or a head, and the body below it."""

from dataclasses import dataclass
from xml.etree import ElementTree

from videostudio.film.fingerprint import derive_seed
from videostudio.generators.animatic.art.figure import Cloth, Cut
from videostudio.generators.animatic.art.library import table
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.paint import (
    areas,
    family_of,
    groups,
    repaint,
    shade,
    swap,
    tones_of,
    without_lines,
)
from videostudio.generators.animatic.art.raster import document, render
from videostudio.generators.animatic.art.roles import Role

CHEST = (20.0, 50.0, 32.0, 7.0)
CHEST_PX = (64, 14)
SKIN, SKIN_SHADE = "#fcea2b", "#f1b31c"
CUTS: dict[str, Cut] = {"shirt": "shirt", "coat": "coat", "robe": "robe", "dress": "dress"}


@dataclass(frozen=True)
class Paint:
    """The colours of one person: names of colours, skin as its light and dark tone."""

    skin: tuple[str, str]
    hair: str | None
    clothes: str | None
    trousers: str
    shoes: str
    cut: Cut
    child: bool


def paint_of(looks: Looks, role: Role | None, seed: int) -> Paint:
    """What is asked for, then what the role wears, then a choice by seed, so that people differ."""
    given = dict(role.colours if role else ()) | dict(looks.colours)
    choice = table("people")["choices"]
    pick = {name: names[derive_seed(seed, name) % len(names)] for name, names in choice.items()}
    plain = role is None or not role.artwork
    garment = looks.garment if looks.garment != "shirt" else (role.garment if role and role.garment else "shirt")
    if garment == "shirt" and role is None and looks.gender == "woman" and looks.age != "old":
        garment = pick["garment"]
    return Paint(
        skin=_skin(looks, pick["skin"]),
        hair=given.get("hair") or _hair(looks, pick["hair"]),
        clothes=given.get("clothes") or _body(looks) or (pick["clothes"] if plain else None),
        trousers=given.get("trousers", pick["trousers"]),
        shoes=given.get("shoes", pick["shoes"]),
        cut=CUTS[garment],
        child=looks.age == "child",
    )


def paint_bust(root: ElementTree.Element, paint: Paint) -> tuple[str, ...]:
    """Puts a person's colours on a bust; returns the parts that the artwork does not have."""
    _paint_skin(root, paint.skin)
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
    top = _chest_colour(root, paint) or tones_of(paint.clothes or "grey")[0]
    return Cloth(
        top=top,
        top_dark=shade(top),
        trousers=tones_of(paint.trousers)[0],
        shoes=tones_of(paint.shoes)[0],
        skin=paint.skin[0],
        cut=paint.cut,
        child=paint.child,
    )


def _body(looks: Looks) -> str | None:
    """A colour said of a person as a whole: "a red knight" wears red, "a black woman" does not."""
    colour = looks.colour("body")
    return None if colour in table("colours")["person_colours"] else colour


def _skin(looks: Looks, picked: str) -> tuple[str, str]:
    colours = table("colours")
    said = looks.colour("skin") or looks.colour("body")
    by_word = {word: tone for tone, words in colours["skin_words"].items() for word in words}
    if looks.colour("skin") and said not in by_word and said in colours["colours"]:
        light, dark, _ = tones_of(str(said))
        return light, dark
    light, dark = colours["skins"][by_word.get(said, picked) if said else picked]
    return light, dark


def _hair(looks: Looks, picked: str) -> str:
    return "silver" if looks.age == "old" else picked


def _paint_skin(root: ElementTree.Element, skin: tuple[str, str]) -> None:
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


def _chest_family(root: ElementTree.Element) -> tuple[str, ...]:
    counted = areas(render(document(without_lines(root), CHEST), *CHEST_PX))
    counted.pop(SKIN, None)
    return family_of(counted)


def _chest_colour(root: ElementTree.Element, paint: Paint) -> str | None:
    counted = areas(render(document(without_lines(root), CHEST), *CHEST_PX))
    for tone in paint.skin:
        counted.pop(tone, None)
    return counted.most_common(1)[0][0] if counted else None
