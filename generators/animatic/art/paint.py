"""Colours on an artwork: which one it mainly has, and putting others in their place.

Works on parsed SVG elements; OpenMoji draws outlines in the group "line" and fills in "color", "hair" and "skin".
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from xml.etree import ElementTree

import numpy as np

from videostudio.generators.animatic.art.library import table
from videostudio.generators.animatic.art.raster import render
from videostudio.tools.images import Pixels

CANVAS = (0.0, 0.0, 72.0, 72.0)
PROBE_PX = 96
INK = "#000000"
WHITE, GREY = ("#ffffff", "#d0cfce"), ("#d0cfce", "#9b9b9a")
FAMILIES = (
    ("#ea5a47", "#d22f27", "#781e32"),
    ("#f4aa41", "#e27022"),
    ("#fcea2b", "#f1b31c"),
    ("#b1cc33", "#5c9e31", "#186648"),
    ("#92d3f5", "#61b2e4", "#1e50a0"),
    ("#b399c8", "#8967aa"),
    ("#ffa7c0", "#e67a94"),
    ("#a57939", "#6a462f", "#352318"),
    WHITE,
    GREY,
    ("#3f3f3f",),
)
"""OpenMoji's palette, light to dark. White things are shaded with the light grey, so it is in two families."""
Family = tuple[tuple[str, int], ...]
"""Tones of one family with their depth: 0 is the main tone."""


def parse(svg: str) -> ElementTree.Element:
    """A packaged SVG document without its namespace, colours in lower case and full length."""
    root = ElementTree.fromstring(re.sub(r'\sxmlns="[^"]*"', "", svg, count=1))
    for element in root.iter():
        for paint in ("fill", "stroke"):
            if paint in element.attrib:
                element.set(paint, _full(element.attrib[paint]))
    return root


def inner(root: ElementTree.Element) -> str:
    """The elements inside an SVG document as text."""
    return "".join(ElementTree.tostring(child, encoding="unicode") for child in root)


def groups(root: ElementTree.Element, *names: str) -> Iterator[ElementTree.Element]:
    """The top groups whose id starts with one of `names`."""
    return (child for child in root if child.get("id", "").startswith(names))


def repaint(element: ElementTree.Element, colours: Mapping[str, str]) -> None:
    """Puts other colours in place of fills and strokes; black outlines stay unless they are asked for."""
    for item in element.iter():
        for paint in ("fill", "stroke"):
            colour = item.get(paint, "")
            if colour in colours:
                item.set(paint, colours[colour])


def without_lines(root: ElementTree.Element) -> str:
    """The fills of an artwork as SVG text."""
    return "".join(
        ElementTree.tostring(child, encoding="unicode") for child in root if not child.get("id", "").startswith("line")
    )


def areas(pixels: Pixels) -> Counter[str]:
    """Colour -> pixels that have exactly it, of (H, W, 4) RGBA; see-through pixels and black left out."""
    opaque = pixels[pixels[:, :, 3] == 255][:, :3]
    colours, counts = np.unique(opaque, axis=0, return_counts=True)
    counted = {
        "#{:02x}{:02x}{:02x}".format(*(int(channel) for channel in colour)): int(count)
        for colour, count in zip(colours, counts, strict=True)
    }
    counted.pop(INK, None)
    return Counter(counted)


def main_family(root: ElementTree.Element) -> Family:
    """The palette family that covers most of the artwork; () if it has none."""
    return family_of(areas(render(without_lines(root), CANVAS, PROBE_PX, PROBE_PX)))


def family_of(counted: Counter[str]) -> Family:
    """The family with the largest area; its most frequent tone and lighter ones have depth 0."""
    family = max(FAMILIES, key=lambda tones: sum(counted[tone] for tone in tones))
    if family is WHITE and counted[WHITE[0]] < counted[WHITE[1]]:
        family = GREY
    start = max(range(len(family)), key=lambda index: counted[family[index]])
    return graded(family, start) if counted[family[start]] else ()


def graded(tones: Sequence[str], start: int = 0) -> Family:
    """Tones, light to dark, with their depth counted from the one at `start`."""
    return tuple((tone, max(0, index - start)) for index, tone in enumerate(tones))


def swap(family: Family, colour: str) -> dict[str, str]:
    """A map from a family's tones to those of a named colour, by depth."""
    tones = tones_of(colour)
    return {tone: tones[min(depth, len(tones) - 1)] for tone, depth in family}


@cache
def tones_of(colour: str) -> tuple[str, str, str]:
    """Light, dark and darkest tone of a named colour, as #rrggbb."""
    light, dark, darkest = table("colours")["colours"][colour]
    return (light, dark, darkest)


def shade(colour: str, milli: int = 780) -> str:
    """A darker tone of a #rrggbb colour."""
    channels = (int(colour[start : start + 2], 16) * milli // 1000 for start in (1, 3, 5))
    return "#{:02x}{:02x}{:02x}".format(*channels)


def _full(colour: str) -> str:
    lowered = colour.lower()
    if re.fullmatch(r"#[0-9a-f]{3}", lowered):
        return "#" + "".join(digit * 2 for digit in lowered[1:])
    return lowered
