"""House drawings in the style of packs without outlines: soft gradients, and lines in a darker shade of their fill.

The drawings themselves are made once, with black outlines; this turns them. Knows no emoji.
"""

from functools import lru_cache
from xml.etree import ElementTree

import numpy as np

from videostudio.generators.animatic.art import tint

INK = frozenset(("#000", "#000000", "black"))
LIGHTER, DARKER, LINE = 0.055, 0.075, 0.13
"""How much lighter a shape's upper left is than its colour, its lower right darker, and lines inside it (OKLab)."""


@lru_cache(maxsize=512)
def softened(svg: str) -> str:
    """SVG elements without black outlines. The outline's width stays part of the shape, in the shape's colour."""
    root = ElementTree.fromstring(f"<g>{svg}</g>")
    shades: dict[str, str] = {}
    _soften(root, "#8a8a89", shades)
    body = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return f"<defs>{''.join(shades[key] for key in sorted(shades))}</defs>{body}"


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


def shifted(colour: str, lightness: float) -> str:
    """A #rrggbb colour lighter or darker by `lightness` (OKLab); shadows are a little more colourful."""
    lab = tint.lab_of(np.array([tint.rgb(colour)], np.uint8))
    lab[0, 0] += lightness
    lab[0, 1:] *= 1.0 if lightness > 0 else 1.06
    return tint.hexed(tint.rgb_of(lab)[0])


def _paint(colour: str, shades: dict[str, str]) -> str:
    """A reference to the gradient of a colour. Its name is its colour: two of one name are the same."""
    name = f"soft-{tint.hexed(np.array(tint.rgb(colour), np.uint8))[1:]}"
    stops = ((0.0, LIGHTER), (0.5, 0.0), (1.0, -DARKER))
    drawn = "".join(f'<stop offset="{at}" stop-color="{shifted(colour, by)}"/>' for at, by in stops)
    shades[name] = f'<linearGradient id="{name}" x1="0.2" y1="0" x2="0.7" y2="1">{drawn}</linearGradient>'
    return f"url(#{name})"
