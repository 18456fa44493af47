"""Painting a person's parts, all on one sheet."""

from collections.abc import Mapping
from functools import lru_cache

from videostudio.generators.animatic.art.raster import Box
from videostudio.generators.animatic.rigs.person.build import build_of
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.figure import FACE, Figure, face_svg, figure_of
from videostudio.generators.animatic.rigs.person.ink import Ink
from videostudio.generators.animatic.rigs.person.pieces import PIECES
from videostudio.generators.animatic.rigs.person.props import PROPS
from videostudio.generators.animatic.rigs.sheet import Item, painted
from videostudio.generators.animatic.rigs.skeleton import Picture

PROP_CANVAS: Box = (-26.0, -60.0, 74.0, 106.0)
PIECE_CANVAS: Box = (-72.0, -72.0, 144.0, 98.0)
TALL_CANVAS: Box = (0.0, -204.0, 36.0, 210.0)


@lru_cache(maxsize=32)
def figure_for(design: Design) -> Figure:
    """The parts of a design."""
    return figure_of(design)


@lru_cache(maxsize=24)
def pictures_of(design: Design, scale_milli: int) -> Mapping[str, Mapping[str, Picture]]:
    """Part -> face -> picture, `scale_milli` / 1000 px per unit."""
    figure, scale = figure_for(design), scale_milli / 1000
    wanted = [
        (part.name, face, Item(svg, part.canvas)) for part in figure.skeleton.parts for face, svg in part.svg.items()
    ]
    found: dict[str, dict[str, Picture]] = {part.name: {} for part in figure.skeleton.parts}
    pictures = painted([item for _, _, item in wanted], "".join(figure.ink.defs), scale)
    for (name, face, _), picture in zip(wanted, pictures, strict=True):
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
    return painted([Item(svg, box)], "".join(ink.defs), scale)[0]
