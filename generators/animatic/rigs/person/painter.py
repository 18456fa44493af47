"""Painting a person's parts: all in one sheet, cut apart afterwards, because starting the painter costs most."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil, sqrt

import numpy as np

from videostudio.generators.animatic.art.raster import Box, render
from videostudio.generators.animatic.rigs.person.build import build_of
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.figure import FACE, Figure, face_svg, figure_of
from videostudio.generators.animatic.rigs.person.ink import Ink
from videostudio.generators.animatic.rigs.person.pieces import PIECES
from videostudio.generators.animatic.rigs.person.props import PROPS
from videostudio.generators.animatic.rigs.skeleton import Picture
from videostudio.generators.animatic.yuv import Pixels

PROP_CANVAS: Box = (-26.0, -60.0, 74.0, 106.0)
PIECE_CANVAS: Box = (-72.0, -72.0, 144.0, 98.0)
TALL_CANVAS: Box = (0.0, -204.0, 36.0, 210.0)
_FAINT, _EDGE = 2, 1
"""Alpha up to this is nothing, and how many px of nothing stay around a part."""


@lru_cache(maxsize=32)
def figure_for(design: Design) -> Figure:
    """The parts of a design."""
    return figure_of(design)


@lru_cache(maxsize=24)
def pictures_of(design: Design, scale_milli: int) -> Mapping[str, Mapping[str, Picture]]:
    """Part -> face -> picture, `scale_milli` / 1000 px per unit."""
    figure, scale = figure_for(design), scale_milli / 1000
    wanted = [(part.name, face, svg, part.canvas) for part in figure.skeleton.parts for face, svg in part.svg.items()]
    sheet, places = _sheet([(svg, box) for _, _, svg, box in wanted], figure.ink, scale)
    found: dict[str, dict[str, Picture]] = {part.name: {} for part in figure.skeleton.parts}
    for (name, face, _, box), (left, top, wide, high) in zip(wanted, places, strict=True):
        picture = _cut(sheet[top : top + high, left : left + wide], box, scale)
        if picture is not None:
            found[name][face] = picture
    return found


@lru_cache(maxsize=64)
def prop_picture(name: str, scale_milli: int) -> Picture | None:
    """A thing that an act puts into a hand, or a piece that it puts on the ground."""
    ink = Ink()
    if name in PROPS:
        return _alone(PROPS[name](ink), PROP_CANVAS, ink, scale_milli / 1000)
    return _alone(PIECES[name](ink), TALL_CANVAS if name == "ladder" else PIECE_CANVAS, ink, scale_milli / 1000)


@lru_cache(maxsize=256)
def face_picture(design: Design, name: str, scale_milli: int) -> Picture | None:
    """An expression that not everybody needs."""
    share = build_of(design).head / 100
    box = (FACE[0] * share, FACE[1] * share, FACE[2] * share, FACE[3] * share)
    return _alone(face_svg(design, name), box, Ink(), scale_milli / 1000)


def _alone(svg: str, box: Box, ink: Ink, scale: float) -> Picture | None:
    sheet, places = _sheet([(svg, box)], ink, scale)
    left, top, wide, high = places[0]
    return _cut(sheet[top : top + high, left : left + wide], box, scale)


def _sheet(items: list[tuple[str, Box]], ink: Ink, scale: float) -> tuple[Pixels, list[tuple[int, int, int, int]]]:
    """All items on one sheet, and where each lies: left, top, width, height in px."""
    sizes = [(ceil(box[2] * scale), ceil(box[3] * scale)) for _, box in items]
    width = max(ceil(1.1 * sqrt(sum(w * h for w, h in sizes))), *(w for w, _ in sizes))
    places: dict[int, tuple[int, int, int, int]] = {}
    x = y = row = 0
    for index in sorted(range(len(items)), key=lambda i: -sizes[i][1]):
        w, h = sizes[index]
        if x + w > width:
            x, y, row = 0, y + row, 0
        places[index] = (x, y, w, h)
        x, row = x + w, max(row, h)
    body = "".join(
        f'<svg overflow="visible" x="{places[i][0]}" y="{places[i][1]}" width="{places[i][2]}" height="{places[i][3]}" '
        f'viewBox="{box[0]:.4f} {box[1]:.4f} {places[i][2] / scale:.4f} {places[i][3] / scale:.4f}">{svg}</svg>'
        for i, (svg, box) in enumerate(items)
    )
    height = y + row
    sheet = render(f"<defs>{''.join(ink.defs)}</defs>{body}", (0, 0, width, height), width, height)
    return sheet, [places[i] for i in range(len(items))]


def _cut(cell: Pixels, box: Box, scale: float) -> Picture | None:
    """A part trimmed to what is seen; None if it shows nothing."""
    inked = cell[..., 3] > _FAINT
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    if not len(rows):
        return None
    top, left = int(rows[0]) - _EDGE, int(columns[0]) - _EDGE
    padded = np.pad(cell, ((_EDGE + 1,) * 2, (_EDGE + 1,) * 2, (0, 0)))
    cut = padded[top + 2 : int(rows[-1]) + 4, left + 2 : int(columns[-1]) + 4]
    return Picture(np.ascontiguousarray(cut), -box[0] * scale - left + 0.0, -box[1] * scale - top + 0.0)
