"""House drawings in the style of packs without outlines: soft gradients, one light from the upper left.

The drawings themselves are made once, with black outlines; this turns them. Knows no emoji.
"""

import zlib
from functools import lru_cache
from xml.etree import ElementTree

import numpy as np

from videostudio.generators.animatic.art import tint

INK = frozenset(("#000", "#000000", "black"))
LIGHTER, DARKER, LINE = 0.055, 0.075, 0.13
"""How much lighter a shape's upper left is than its colour, its lower right darker, and lines inside it (OKLab)."""
DETAIL = 'stroke="#2b1636" stroke-opacity="0.30" stroke-width="1.3"'
"""Lines inside a drawing: a shade of whatever lies under them."""
OWN_COLOUR = "data-soft"
"""A line that is a thing of its own, such as a rope, has its colour in this attribute."""
THING_WIDTH = 2.4
LIGHT = (
    '<linearGradient id="soft-light" gradientUnits="userSpaceOnUse" x1="14" y1="4" x2="54" y2="70">'
    '<stop offset="0" stop-color="#fff" stop-opacity="0.26"/><stop offset="0.45" stop-color="#fff" stop-opacity="0"/>'
    '<stop offset="0.6" stop-color="#5a2470" stop-opacity="0"/>'
    '<stop offset="1" stop-color="#5a2470" stop-opacity="0.24"/></linearGradient>'
)


@lru_cache(maxsize=512)
def softened(svg: str) -> str:
    """SVG elements without black outlines. The outline's width stays part of the shape, in the shape's colour."""
    root = ElementTree.fromstring(f"<g>{svg}</g>")
    shades: dict[str, str] = {}
    _soften(root, "#8a8a89", shades)
    return _defs(shades) + "".join(ElementTree.tostring(child, encoding="unicode") for child in root)


@lru_cache(maxsize=64)
def softened_drawing(document: str) -> str:
    """An own drawing of the groups "color" with fills, "line" with outlines, and perhaps "top" with eyes: the fills
    softened and lit, of the lines only those inside and those that are things of their own."""
    root = ElementTree.fromstring(document.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    filled, lines = _parted(root)
    fills = softened("".join(_text(shape) for shape in filled))
    inside = "".join(_text(line) for line in lines if line.get(OWN_COLOUR) is None)
    things = "".join(_thing(line) for line in lines if (line.get(OWN_COLOUR) or "none") != "none")
    top = "".join(_text(group) for group in root if group.get("id") == "top")
    name = f"soft-mask-{zlib.crc32(fills.encode()):08x}"
    return (
        f'<defs>{LIGHT}<mask id="{name}" mask-type="alpha">{fills}</mask></defs>{things}{fills}'
        f'<g mask="url(#{name})"><g fill="none" stroke-linecap="round" stroke-linejoin="round" {DETAIL}>{inside}</g>'
        f'<rect x="-10" y="-10" width="92" height="92" fill="url(#soft-light)"/></g>{top}'
    )


def _parted(root: ElementTree.Element) -> tuple[list[ElementTree.Element], list[ElementTree.Element]]:
    """A drawing's filled shapes and its lines. Where a group is outlined as a whole, its shapes are."""
    filled: list[ElementTree.Element] = []
    lines: list[ElementTree.Element] = []
    for group in root:
        if group.get("id") == "top":
            continue
        for shape in group:
            is_line = group.get("id") == "line" or shape.get("fill") == "none"
            if is_line:
                lines.append(shape)
            else:
                shape.attrib = _inherited(group) | shape.attrib
                filled.append(shape)
    for line in lines:
        for name in ("stroke", "stroke-width"):
            line.attrib.pop(name, None)
    return filled, lines


def _inherited(group: ElementTree.Element) -> dict[str, str]:
    return {name: value for name, value in group.attrib.items() if name.startswith("stroke")}


def shifted(colour: str, lightness: float) -> str:
    """A #rrggbb colour lighter or darker by `lightness` (OKLab); shadows are a little more colourful."""
    lab = tint.lab_of(np.array([tint.rgb(colour)], np.uint8))
    lab[0, 0] += lightness
    lab[0, 1:] *= 1.0 if lightness > 0 else 1.06
    return tint.hexed(tint.rgb_of(lab)[0])


def _text(element: ElementTree.Element) -> str:
    return ElementTree.tostring(element, encoding="unicode")


def _thing(line: ElementTree.Element) -> str:
    colour = str(line.get(OWN_COLOUR))
    style = f'fill="none" stroke="{colour}" stroke-width="{THING_WIDTH}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<path d="{line.get("d")}" {style}/>'


def _soften(element: ElementTree.Element, ground: str, shades: dict[str, str]) -> str:
    """Turns an element and all in it; returns the colour that later lines lie on."""
    if element.tag in ("defs", "linearGradient", "radialGradient", "filter"):
        return ground
    for child in element:
        ground = _soften(child, ground, shades)
    fill, stroke = element.get("fill", ""), element.get("stroke", "")
    if not fill.startswith("#"):
        if stroke in INK:
            element.set("stroke", shifted(ground, -LINE))
        return ground
    if fill in INK and not stroke:
        return ground
    paint = _paint(fill, shades)
    element.set("fill", paint)
    if stroke in INK:
        element.set("stroke", paint)
    return fill


def _defs(shades: dict[str, str]) -> str:
    return f"<defs>{''.join(shades[key] for key in sorted(shades))}</defs>" if shades else ""


def _paint(colour: str, shades: dict[str, str]) -> str:
    """A reference to the gradient of a colour. Its name is its colour: two of one name are the same."""
    name = f"soft-{tint.hexed(np.array(tint.rgb(colour), np.uint8))[1:]}"
    stops = ((0.0, LIGHTER), (0.5, 0.0), (1.0, -DARKER))
    drawn = "".join(f'<stop offset="{at}" stop-color="{shifted(colour, by)}"/>' for at, by in stops)
    shades[name] = f'<linearGradient id="{name}" x1="0.2" y1="0" x2="0.7" y2="1">{drawn}</linearGradient>'
    return f"url(#{name})"
