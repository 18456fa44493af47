"""One artwork of any pack as SVG elements, with curated changes made and in the colours asked for."""

import base64
import re
from functools import lru_cache
from xml.etree import ElementTree

import cv2
import numpy as np

from videostudio.generators.animatic.art import tint
from videostudio.generators.animatic.art.library import (
    OWN,
    by_label,
    edit_of,
    own_artwork,
    pack_table,
    source_of,
    sources,
    table,
)
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.packs import UNITS, ArtPack
from videostudio.generators.animatic.art.packs.names import toned
from videostudio.generators.animatic.art.paint import tones_of
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.soften import softened, softened_drawing
from videostudio.tools.images import Pixels

SQUARE = (0.0, 0.0, UNITS, UNITS)
PROBE_PX, BITMAP_PX = 64, 272
_BITMAP = re.compile(r'<image [^>]*href="data:image/png;base64,([^"]+)"/>')


@lru_cache(maxsize=256)
def artwork(label: str, pack: ArtPack, colour: str | None = None, tone: str = "") -> str:
    """The artwork shown for a label as SVG elements in UNITS x UNITS, its main colour turned into a named one, its
    skin into a tone (an emoji modifier)."""
    chain = sources(label, pack)
    svg = _drawn(chain[-1], pack, tone)
    for name in reversed(chain):
        edit = edit_of(name, pack)
        wanted = colour if colour and name == label else edit.get("colour")
        if wanted:
            svg = _tinted(svg, name, pack, wanted)
        for family, tinted in edit.get("tints", {}).items():
            svg = _recoloured(svg, tint.family_of(family), tinted)
        svg = _edited(svg, edit)
    return svg


@lru_cache(maxsize=64)
def face(label: str, pack: ArtPack, colour: str | None = None) -> str:
    """The artwork of a label itself, though another is shown for it: the face of a dog, not all of the dog."""
    svg = _drawn(label, pack, "")
    return svg if colour is None else _tinted(svg, label, pack, colour)


def asked_colour(label: str, looks: Looks) -> str | None:
    """The colour asked for a body, None where the artwork has it anyway: a red fox is what all foxes are."""
    colour = looks.colour("body")
    return None if colour in table("curation")["natural"].get(label, ()) else colour


@lru_cache(maxsize=256)
def families(label: str, pack: ArtPack) -> tuple[tint.Family, ...]:
    """The colour families of an artwork, the main one first: the largest, or the one that is curated."""
    found = tint.families_of(render(artwork(label, pack), SQUARE, PROBE_PX, PROBE_PX))
    main = pack_table(pack, "curation")["body_colour"].get(source_of(label, pack))
    return found if main is None else (tint.family_of(main), *found)


def _drawn(label: str, pack: ArtPack, tone: str) -> str:
    concept = by_label(pack)[label]
    if concept.code.startswith(OWN):
        return softened_drawing(own_artwork(concept.code, soft=True))
    emoji = toned(concept.emoji, tone)
    svg = pack.svg(emoji)
    return svg if svg is not None else _embedded(pack.pixels(emoji, BITMAP_PX))


def _embedded(pixels: Pixels) -> str:
    """A bitmap as an SVG element."""
    bgra = cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)
    data = base64.b64encode(cv2.imencode(".png", bgra)[1].tobytes()).decode()
    return f'<image width="{UNITS}" height="{UNITS}" href="data:image/png;base64,{data}"/>'


def _edited(svg: str, edit: dict[str, object]) -> str:
    removed = edit.get("remove", [])
    if isinstance(removed, list) and removed:
        root = ElementTree.fromstring(f'<g xmlns:xlink="http://www.w3.org/1999/xlink">{svg}</g>')
        for parent in list(root.iter()):
            for child in list(parent):
                if _is_named(child, removed):
                    parent.remove(child)
        svg = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    return softened(str(edit.get("under", ""))) + svg + softened(str(edit.get("add", "")))


def _is_named(element: ElementTree.Element, names: list[str]) -> bool:
    return (element.get("d") or element.get("points") or element.get("width") or "").startswith(tuple(names))


def _tinted(svg: str, label: str, pack: ArtPack, colour: str) -> str:
    found = _families_of(svg, label, pack)
    return _recoloured(svg, found[0], colour) if found else svg


def _recoloured(svg: str, family: tint.Family, colour: str) -> str:
    light, dark, _ = tones_of(colour)
    recolour = tint.towards(family, light, dark)
    bitmap = _BITMAP.fullmatch(svg)
    if bitmap is None:
        return tint.in_svg(svg, recolour)
    raw = np.frombuffer(base64.b64decode(bitmap[1]), np.uint8)
    pixels = cv2.cvtColor(np.asarray(cv2.imdecode(raw, cv2.IMREAD_UNCHANGED), np.uint8), cv2.COLOR_BGRA2RGBA)
    return _embedded(tint.in_pixels(np.asarray(pixels, np.uint8), recolour))


def _families_of(svg: str, label: str, pack: ArtPack) -> tuple[tint.Family, ...]:
    main = pack_table(pack, "curation")["body_colour"].get(source_of(label, pack))
    found = tint.families_of(render(svg, SQUARE, PROBE_PX, PROBE_PX))
    return found if main is None else (tint.family_of(main), *found)
