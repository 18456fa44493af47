"""Painting many parts at once: all on one sheet, cut apart afterwards, because starting the painter costs most."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from videostudio.generators.animatic.art.raster import Box, render
from videostudio.generators.animatic.rigs.skeleton import Picture
from videostudio.tools.images import Pixels

_FAINT, _EDGE = 2, 1
"""Alpha up to this is nothing, and how many px of nothing stay around a part."""


@dataclass(frozen=True)
class Item:
    """SVG elements and the box around them, in units."""

    svg: str
    box: Box


def tight(items: Sequence[Item], pictures: Sequence[Picture | None], scale: float) -> list[Item]:
    """The same items in boxes no larger than what they show, seen on `pictures` at `scale` px per unit: less to
    paint when they are larger."""
    return [
        Item("", (0.0, 0.0, 1.0, 1.0)) if picture is None else Item(item.svg, _around(picture, scale))
        for item, picture in zip(items, pictures, strict=True)
    ]


def _around(picture: Picture, scale: float) -> Box:
    high, wide = picture.rgba.shape[:2]
    return ((-picture.x - 1) / scale, (-picture.y - 1) / scale, (wide + 2) / scale, (high + 2) / scale)


def painted(items: Sequence[Item], defs: str, scale: float) -> list[Picture | None]:
    """Every item as a picture at `scale` px per unit, trimmed, (0, 0) being its joint; None where nothing is seen.
    `defs` are the paints that the items refer to."""
    # Left and right legs are alike: painted once.
    once = list(dict.fromkeys(items))
    sizes = [(ceil(item.box[2] * scale), ceil(item.box[3] * scale)) for item in once]
    places, width, height = _places(sizes)
    body = "".join(
        f'<svg x="{x}" y="{y}" width="{w}" height="{h}" overflow="hidden" '
        f'viewBox="{item.box[0]:.4f} {item.box[1]:.4f} {w / scale:.4f} {h / scale:.4f}">{item.svg}</svg>'
        for item, (x, y), (w, h) in zip(once, places, sizes, strict=True)
    )
    sheet = render(f"<defs>{defs}</defs>{body}", (0, 0, width, height), width, height)
    cut = {
        item: _cut(sheet[y : y + h, x : x + w], item.box, scale)
        for item, (x, y), (w, h) in zip(once, places, sizes, strict=True)
    }
    return [cut[item] for item in items]


def _places(sizes: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int]], int, int]:
    """Left and top of every size on a sheet, in rows, and the sheet's own size."""
    width = max(ceil(1.1 * sqrt(sum(w * h for w, h in sizes))), *(w for w, _ in sizes))
    places = [(0, 0)] * len(sizes)
    x = y = row = 0
    for index in sorted(range(len(sizes)), key=lambda i: -sizes[i][1]):
        w, h = sizes[index]
        if x + w > width:
            x, y, row = 0, y + row, 0
        places[index] = (x, y)
        x, row = x + w, max(row, h)
    return places, width, y + row


def _cut(cell: Pixels, box: Box, scale: float) -> Picture | None:
    inked = cell[..., 3] > _FAINT
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return None
    top, left = int(rows[0]), int(columns[0])
    cut = np.pad(cell[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1], ((_EDGE, _EDGE), (_EDGE, _EDGE), (0, 0)))
    return Picture(np.ascontiguousarray(cut), -box[0] * scale - left + _EDGE, -box[1] * scale - top + _EDGE)
