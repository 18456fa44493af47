"""Drawing with a pack without outlines: its artworks recoloured by family, house drawings softened to match."""

from collections.abc import Callable
from dataclasses import replace

from videostudio.generators.animatic.art import tint
from videostudio.generators.animatic.art.artwork import artwork, families
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
from videostudio.generators.animatic.art.dress import head_of, known_head, places_of
from videostudio.generators.animatic.art.figure import (
    headed,
    one_coloured,
    persons_head,
    seated,
    sitters_head,
    standing,
    tail,
    walkers_head,
    walking,
)
from videostudio.generators.animatic.art.library import pack_table, source_of, table
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.packs.names import SKIN_TONES
from videostudio.generators.animatic.art.paint import shade, tones_of
from videostudio.generators.animatic.art.person import bare_cloth, paint_of
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.roles import Role
from videostudio.generators.animatic.art.soften import softened

HEM = (0.0, 58.0, 72.0, 8.0)
HEM_PX = (72, 8)
"""What a bust wears is seen along its lower edge."""


def draw(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    """A concept with an entity's looks, facing as the artwork does."""
    return _DRAW[concept.form](concept, looks, role, seed, pack)


def fur_of(concept: Concept, looks: Looks, pack: ArtPack) -> tuple[str, str, str]:
    """A body's colour, its shade, and the colour at the tip of its tail, as #rrggbb."""
    own = pack_table(pack, "animals")["fur"].get(concept.label)
    found = families(concept.label, pack)
    main = own[0] if own else tint.usual_shade(found[0]) if found else "#9b9b9a"
    dark = own[1] if own else shade(main)
    tip = own[2] if own else next((tint.usual_shade(family) for family in found[1:] if family.lightness > 0.85), main)
    colour = looks.colour("body")
    if colour is None:
        return main, dark, tip
    light, darker, _ = tones_of(colour)
    return light, darker, tip


def _artwork(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    tone = _tone(paint_of(looks, role, seed).skin) if concept.kind == "person" else ""
    body = artwork(concept.label, pack, looks.colour("body"), tone)
    label = source_of(concept.label, pack)
    if concept.kind in ("animal", "person", "other"):
        body += _worn(looks, role, label, pack)
    return Drawing(body, ARTWORK_CANVAS, _missing(concept, looks, pack))


def _worn(looks: Looks, role: Role | None, label: str, pack: ArtPack) -> str:
    return softened(garments(looks, role, head_of(label, pack), places=places_of(label, pack)))


def _bust(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    paint = paint_of(looks, role, seed)
    on_it = role.wears if role and role.artwork else ()
    looks = replace(looks, wears=tuple(name for name in looks.wears if name not in on_it))
    wearing = replace(role, wears=()) if role and role.artwork else role
    bust = artwork(concept.label, pack, None, _tone(paint.skin))
    worn = tint.families_of(render(bust, HEM, *HEM_PX))
    top = tint.usual_shade(worn[0]) if worn else bare_cloth(paint).top
    body = softened(standing("", replace(bare_cloth(paint), top=top, top_dark=shade(top))))
    return Drawing(body + bust + softened(garments(looks, wearing, BUST_HEAD, paint.clothes)), FIGURE_CANVAS)


def _head(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    own = table("people")["heads"].get(concept.label)
    paint = paint_of(looks, role, seed)
    tone = "" if own is not None else _tone(paint.skin)
    cloth = bare_cloth(paint) if own is None else one_coloured(fur_of(concept, looks, pack)[0])
    body = softened(standing(headed("", cloth), cloth) + (own or {}).get("chest", ""))
    head = artwork(concept.label, pack, None if own is None else looks.colour("body"), tone)
    worn = softened(garments(looks, role, HEAD_ON_BODY))
    return Drawing(body + persons_head(head) + worn, FIGURE_CANVAS)


def _walker(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    fur, dark, tip = fur_of(concept, looks, pack)
    style = pack_table(pack, "animals")["tails"].get(concept.label, "short")
    body = softened(walking("", fur, dark, tail(style, fur, dark, tip)))
    head = walkers_head(artwork(concept.label, pack, looks.colour("body")))
    worn = softened(garments(looks, role, WALKER_HEAD))
    return Drawing(body + head + worn, FIGURE_CANVAS, _missing(concept, looks, pack))


def _sitter(concept: Concept, looks: Looks, role: Role | None, seed: int, pack: ArtPack) -> Drawing:
    fur, dark, belly = fur_of(concept, looks, pack)
    body = softened(seated(fur, dark, belly))
    head = sitters_head(artwork(concept.label, pack, looks.colour("body")))
    worn = softened(garments(looks, role, known_head(concept.label, pack) or SITTER_HEAD))
    return Drawing(body + head + worn, FIGURE_CANVAS, _missing(concept, looks, pack))


_DRAW: dict[Form, Callable[[Concept, Looks, Role | None, int, ArtPack], Drawing]] = {
    "artwork": _artwork,
    "bust": _bust,
    "head": _head,
    "walker": _walker,
    "sitter": _sitter,
}


def _missing(concept: Concept, looks: Looks, pack: ArtPack) -> tuple[str, ...]:
    return ("body",) if looks.colour("body") and not families(concept.label, pack) else ()


def _tone(skin: tuple[str, str]) -> str:
    """The emoji modifier of a skin by its two tones; "" for skins that no human has."""
    skins = table("colours")["skins"]
    named = {tuple(tones): name for name, tones in skins.items()}
    return {name: modifier for modifier, name in SKIN_TONES.items()}.get(named.get(skin, ""), "")
