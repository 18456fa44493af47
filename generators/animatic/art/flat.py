"""Drawing with a pack of flat fills and black outlines: edits, colours of its palette, bodies in its lines."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

from videostudio.generators.animatic.art.concept import Concept, Form
from videostudio.generators.animatic.art.drawn import (
    ARTWORK_CANVAS,
    BUST_HEAD,
    FIGURE_CANVAS,
    HEAD_ON_BODY,
    SITTER_HEAD,
    WALKER_HEAD,
    Drawing,
    garments,
)
from videostudio.generators.animatic.art.dress import eyes, head_of, places_of
from videostudio.generators.animatic.art.figure import headed, one_coloured, sitting, standing, tail, walking
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
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.packs.openmoji import document
from videostudio.generators.animatic.art.paint import (
    CANVAS,
    Family,
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

HEAD_PX = 72


def draw(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    """A concept with an entity's looks, facing as the artwork does."""
    root = _edited(concept.label, pack)
    return _DRAW[concept.form](root, concept, looks, role, seed, pack)


def _artwork(
    root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack
) -> Drawing:
    missing = _recoloured(root, concept, looks, pack)
    if concept.kind == "person":
        paint_skin(root, paint_of(looks, role, seed).skin)
    label = source_of(concept.label, pack)
    body = inner(root) + eyes(label, pack)
    if concept.kind in ("animal", "person", "other"):
        body += garments(looks, role, head_of(label, pack), places=places_of(label, pack))
    return Drawing(body, ARTWORK_CANVAS, missing)


def _bust(
    root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack
) -> Drawing:
    paint = paint_of(looks, role, seed)
    missing = paint_bust(root, paint)
    # An artwork of the role wears the role's things already.
    on_it = role.wears if role and role.artwork else ()
    looks = replace(looks, wears=tuple(name for name in looks.wears if name not in on_it))
    wearing = replace(role, wears=()) if role and role.artwork else role
    figure = standing(inner(root), cloth_of(root, paint)) + garments(looks, wearing, BUST_HEAD, paint.clothes)
    return Drawing(figure, FIGURE_CANVAS, tuple(part for part in missing if looks.colour(part)))


def _head(
    root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack
) -> Drawing:
    missing = _recoloured(root, concept, looks, pack)
    own = table("people")["heads"].get(concept.label)
    if own is None:
        cloth, chest = bare_cloth(paint_of(looks, role, seed)), ""
    else:
        main = areas(render(without_lines(root), CANVAS, HEAD_PX, HEAD_PX)).most_common(1)[0][0]
        cloth, chest = one_coloured(main), own.get("chest", "")
    figure = standing(headed(inner(root), cloth), cloth) + chest + garments(looks, role, HEAD_ON_BODY)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _walker(
    root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack
) -> Drawing:
    fur, dark, tip = _fur(root, concept, looks, pack)
    missing = _recoloured(root, concept, looks, pack)
    style = pack_table(pack, "animals")["tails"][concept.label]
    figure = walking(inner(root), fur, dark, tail(style, fur, dark, tip)) + garments(looks, role, WALKER_HEAD)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _sitter(
    root: ElementTree.Element, concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack
) -> Drawing:
    fur, dark, _ = _fur(root, concept, looks, pack)
    missing = _recoloured(root, concept, looks, pack)
    figure = sitting(inner(root), fur, dark) + garments(looks, role, SITTER_HEAD)
    return Drawing(figure, FIGURE_CANVAS, missing)


def _fur(root: ElementTree.Element, concept: Concept, looks: Looks, pack: ArtPack) -> tuple[str, str, str]:
    """The body's colour, its shade, and the colour at the tip of its tail."""
    furs = pack_table(pack, "animals")["fur"]
    fur, dark, tip = furs[next(label for label in sources(concept.label, pack) if label in furs)]
    colour = looks.colour("body")
    if colour is None:
        return fur, dark, tip
    painted = swap(main_family(root), colour).get(fur, fur)
    return painted, shade(painted), tip


_DRAW: dict[Form, Callable[[ElementTree.Element, Concept, Looks, Role | None, int, ArtPack], Drawing]] = {
    "artwork": _artwork,
    "bust": _bust,
    "head": _head,
    "walker": _walker,
    "sitter": _sitter,
}


def _edited(label: str, pack: ArtPack) -> ElementTree.Element:
    """The artwork of a label with its own water gone and other curated changes made."""
    chain = sources(label, pack)
    code = by_label(pack)[chain[-1]].code
    root = parse(own_artwork(code) if code.startswith(OWN) else document(code))
    for name in reversed(chain):
        _edit(root, edit_of(name, pack))
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
    if "colour" in edit:
        _paint(root, main_family(root), str(edit["colour"]))
    if "add" in edit:
        added = ElementTree.fromstring(f'<g id="line-added">{edit["add"]}</g>')
        root.append(added)


def _recoloured(root: ElementTree.Element, concept: Concept, looks: Looks, pack: ArtPack) -> tuple[str, ...]:
    colour = looks.colour("body")
    if colour is None:
        return ()
    family = graded(pack_table(pack, "curation")["body_colour"].get(source_of(concept.label, pack), ())) or main_family(
        root
    )
    _paint(root, family, colour)
    return () if family else ("body",)


def _paint(root: ElementTree.Element, family: Family, colour: str) -> None:
    for group in root:
        if not group.get("id", "").startswith("line"):
            repaint(group, swap(family, colour))
