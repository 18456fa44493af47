"""Putting a picture together: the artwork with its edits, its colours, a body where it has none, and clothes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree import ElementTree

from videostudio.film.staging import Facing
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.dress import NECKWEAR, Head, eyes, head_of, one_hat, places_of, worn
from videostudio.generators.animatic.art.figure import (
    FIGURE_CANVAS,
    Canvas,
    headed,
    one_coloured,
    sitting,
    standing,
    tail,
    walking,
)
from videostudio.generators.animatic.art.library import artwork, by_label, table
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.paint import (
    CANVAS,
    areas,
    graded,
    inner,
    main_family,
    parse,
    repaint,
    shade,
    swap,
    without_lines,
)
from videostudio.generators.animatic.art.person import bare_cloth, cloth_of, paint_bust, paint_of, paint_skin
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.roles import Role

ARTWORK_CANVAS: Canvas = (-24.0, -24.0, 120.0, 120.0)
BUST_HEAD = Head(36.0, 28.0, 12.5)
HEAD_ON_BODY = Head(36.0, 31.0, 13.5)
WALKER_HEAD = Head(54.0, 26.0, 16.0)
SITTER_HEAD = Head(36.0, 24.0, 17.0)
HEAD_PX = 72
PEOPLE_FORMS = ("bust", "head")
PEOPLE_PARTS = ("hair", "clothes", "trousers", "shoes")
NOWHERE: Mapping[str, Head] = {}


@dataclass(frozen=True)
class Drawing:
    """SVG elements in a canvas (left, top, width, height in units); `missing` names the parts whose colour was
    asked for and which the artwork does not have."""

    body: str
    canvas: Canvas
    missing: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def draw(concept: Concept, looks: Looks, role: Role | None = None, seed: int = 0) -> Drawing:
    """A concept with an entity's looks; side views are turned to the right. `seed` picks what nobody asked for."""
    root = _edited(concept.label)
    drawn = _DRAW[concept.form](root, concept, looks, role, seed)
    if concept.form not in PEOPLE_FORMS:
        clothed = tuple(part for part in PEOPLE_PARTS if looks.colour(part))
        drawn = replace(drawn, missing=(*drawn.missing, *clothed))
    return _turned(drawn) if concept.facing is Facing.LEFT else drawn


def _artwork(root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int) -> Drawing:
    missing = _recoloured(root, concept, looks)
    if concept.kind == "person":
        paint_skin(root, paint_of(looks, role, seed).skin)
    label = _source(concept.label)
    body = inner(root) + eyes(label)
    if concept.kind in ("animal", "person", "other"):
        body += _garments(looks, role, head_of(label), places=places_of(label))
    return Drawing(body, ARTWORK_CANVAS, missing)


def _bust(root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int) -> Drawing:
    paint = paint_of(looks, role, seed)
    missing = paint_bust(root, paint)
    # An artwork of the role wears the role's things already.
    on_it = role.wears if role and role.artwork else ()
    looks = replace(looks, wears=tuple(name for name in looks.wears if name not in on_it))
    wearing = replace(role, wears=()) if role and role.artwork else role
    figure = standing(inner(root), cloth_of(root, paint)) + _garments(looks, wearing, BUST_HEAD, paint.clothes)
    return Drawing(figure, FIGURE_CANVAS, tuple(part for part in missing if looks.colour(part)))


def _head(root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int) -> Drawing:
    missing = _recoloured(root, concept, looks)
    own = table("people")["heads"].get(concept.label)
    if own is None:
        cloth, chest = bare_cloth(paint_of(looks, role, seed)), ""
    else:
        main = areas(render(without_lines(root), CANVAS, HEAD_PX, HEAD_PX)).most_common(1)[0][0]
        cloth, chest = one_coloured(main), own.get("chest", "")
    figure = standing(headed(inner(root), cloth), cloth) + chest + _garments(looks, role, HEAD_ON_BODY)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _walker(root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int) -> Drawing:
    fur, dark, tip = _fur(root, concept, looks)
    missing = _recoloured(root, concept, looks)
    style = table("animals")["tails"][concept.label]
    figure = walking(inner(root), fur, dark, tail(style, fur, dark, tip)) + _garments(looks, role, WALKER_HEAD)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _sitter(root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int) -> Drawing:
    fur, dark, _ = _fur(root, concept, looks)
    missing = _recoloured(root, concept, looks)
    figure = sitting(inner(root), fur, dark) + _garments(looks, role, SITTER_HEAD)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _fur(root: ElementTree.Element, concept: Concept, looks: Looks) -> tuple[str, str, str]:
    """The body's colour, its shade, and the colour at the tip of its tail."""
    fur, dark, tip = table("animals")["fur"][concept.label]
    colour = looks.colour("body")
    if colour is None:
        return fur, dark, tip
    painted = swap(main_family(root), colour).get(fur, fur)
    return painted, shade(painted), tip


_DRAW = {"artwork": _artwork, "bust": _bust, "head": _head, "walker": _walker, "sitter": _sitter}


def _source(label: str) -> str:
    return str(table("edits").get(label, {}).get("from", label))


def _edited(label: str) -> ElementTree.Element:
    """The artwork of a label with its own water gone and other curated changes made."""
    source = _source(label)
    root = parse(artwork(by_label()[source].code))
    for name in dict.fromkeys((source, label)):
        _edit(root, table("edits").get(name, {}))
    return root


def _edit(root: ElementTree.Element, edit: dict[str, object]) -> None:
    removed = edit.get("remove", [])
    if isinstance(removed, list) and removed:
        for parent in list(root.iter()):
            for child in list(parent):
                if (child.get("d") or child.get("points") or "").startswith(tuple(removed)):
                    parent.remove(child)
    colours = edit.get("colours", {})
    if isinstance(colours, dict):
        repaint(root, colours)
    if "add" in edit:
        added = ElementTree.fromstring(f'<g id="line-added">{edit["add"]}</g>')
        root.append(added)


def _recoloured(root: ElementTree.Element, concept: Concept, looks: Looks) -> tuple[str, ...]:
    colour = looks.colour("body")
    if colour is None:
        return ()
    family = graded(table("curation")["body_colour"].get(_source(concept.label), ())) or main_family(root)
    for group in root:
        if not group.get("id", "").startswith("line"):
            repaint(group, swap(family, colour))
    return () if family else ("body",)


def _garments(
    looks: Looks, role: Role | None, head: Head, clothes: str | None = None, places: Mapping[str, Head] = NOWHERE
) -> str:
    names = one_hat((*looks.wears, *(role.wears if role else ())))
    hat = looks.colour("hat") or dict(role.colours if role else ()).get("hat")
    around_neck = dict.fromkeys(NECKWEAR, looks.colour("scarf"))
    colours = dict.fromkeys(names, hat) | around_neck | {"hood": hat or clothes}
    return "".join(worn(name, places.get(name, head), colours[name]) for name in names)


def _turned(drawn: Drawing) -> Drawing:
    axis = 2 * drawn.canvas[0] + drawn.canvas[2]
    return replace(drawn, body=f'<g transform="translate({axis} 0) scale(-1 1)">{drawn.body}</g>')
