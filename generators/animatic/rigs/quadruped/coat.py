"""Coats: the colours of an animal, taken from its head's artwork, and what it wears."""

from dataclasses import dataclass
from functools import lru_cache

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.staging import Facing
from videostudio.generators.animatic.art import ArtPack, looks_of, tint
from videostudio.generators.animatic.art.artwork import artwork, asked_colour, face
from videostudio.generators.animatic.art.dress import one_hat
from videostudio.generators.animatic.art.library import by_label
from videostudio.generators.animatic.art.paint import tones_of
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.roles import role_of
from videostudio.generators.animatic.art.words import words_of
from videostudio.generators.animatic.rigs.person.ink import dark, mixed
from videostudio.generators.animatic.rigs.quadruped.breed import Breed, Head, Spot
from videostudio.tools.images import Pixels

PROBE = 72
"""Px across the artwork from which colours are taken."""
UNITS = 72.0
SUITS = {"astronaut": "#eef1f7", "knight": "#aeb7c9", "ninja": "#3a3744"}
CAPES = {"king": "#c8283c", "queen": "#8a3fc0", "superhero": "#e0304a", "wizard": "#5a46c8", "vampire": "#3a2440"}
CLOAKS = frozenset(("cape", "cloak"))


@dataclass(frozen=True)
class Coat:
    """Everything that is drawn of an animal besides its breed; colours are #rrggbb, "" where there is none.
    `lids` are the colours around its eyes and `lip` the one around its mouth; `wears` names of garments."""

    art: str
    fur: str
    soft: str
    ink: str
    legs: str
    shell: str
    lids: tuple[str, ...]
    lip: str = "#ffffff"
    wears: tuple[str, ...] = ()
    hat_colour: str = ""
    scarf: str = "#e0483e"
    suit: str = ""
    cape: str = ""


def coat_of(entity: Entity, label: str, breed: Breed, pack: ArtPack) -> Coat:
    """The coat of an entity that is drawn as the concept `label`."""
    looks, head = looks_of(entity), breed.head
    colour = asked_colour(label, looks) or breed.colour or None
    art = head_art(head, pack, colour)
    role = role_of(entity) if entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL) else None
    name = role.name if role else ""
    wears = one_hat((*looks.wears, *(role.wears if role else ())))
    words = {word for text in (entity.name, *(a.value for a in entity.aspects)) for word in words_of(text)}
    cape = CAPES.get(name, "") or ("#c8384a" if words & CLOAKS else "")
    hat = looks.colour("hat") or dict(role.colours if role else ()).get("hat")
    scarf = looks.colour("scarf")
    probe = _probe(art)
    fur = _at(probe, head.fur)
    return Coat(
        art=art,
        fur=fur,
        soft=_at(probe, head.soft),
        ink=_at(probe, head.ink) if head.ink else dark(fur, 0.5),
        legs=_at(probe, head.legs) if head.legs else fur,
        shell=_at(probe, head.shell) if head.shell else "",
        lids=tuple(_at(probe, (x - 3.4 - r, y)) for x, y, r in head.eyes),
        lip=_lip(probe, head.mouth),
        wears=wears,
        hat_colour=tones_of(hat)[0] if hat else "",
        scarf=tones_of(scarf)[0] if scarf else "#e0483e",
        suit=SUITS.get(name, ""),
        cape=cape,
    )


def head_art(head: Head, pack: ArtPack, colour: str | None) -> str:
    """The artwork a head is cut from, looking to the right, as SVG elements. A face is its own: for a "dragon face" the
    pack shows all of the dragon."""
    is_face = not head.cut or head.label.endswith(" face")
    drawn = _face(head, pack, colour) if is_face else artwork(head.label, pack, colour)
    if by_label(pack)[head.label].facing is not Facing.LEFT:
        return drawn
    return f'<g transform="translate({UNITS} 0) scale(-1 1)">{drawn}</g>'


def _face(head: Head, pack: ArtPack, colour: str | None) -> str:
    """A face from the front whose fur has a colour, whatever else is larger on it."""
    drawn = face(head.label, pack)
    if colour is None:
        return drawn
    light, shade, _ = tones_of(colour)
    x, y = head.fur
    flipped = by_label(pack)[head.label].facing is Facing.LEFT
    fur = _at(_probe(drawn), (UNITS - x if flipped else x, y))
    return tint.in_svg(drawn, tint.towards(tint.family_of(fur), light, shade))


def known(head: Head, pack: ArtPack) -> bool:
    """Whether a pack has the artwork of a head as it was measured."""
    return not pack.outline and pack.name == "fluent" and head.label in by_label(pack)


@lru_cache(maxsize=64)
def _probe(art: str) -> Pixels:
    return render(art, (0.0, 0.0, UNITS, UNITS), PROBE, PROBE)


def _lip(pixels: Pixels, mouth: Spot) -> str:
    """The colour beside and below a mouth."""
    x, y = mouth
    one, other, below = (_at(pixels, (x + dx, y + dy)) for dx, dy in ((-12, 0), (12, 0), (0, 8)))
    return mixed(mixed(one, other, 0.5), below, 0.4)


def _at(pixels: Pixels, spot: Spot) -> str:
    """The mean colour around a spot, where the artwork covers it."""
    x, y = (round(value * PROBE / UNITS) for value in spot)
    near = pixels[max(0, y - 1) : y + 1, max(0, x - 1) : x + 1].reshape(-1, 4)
    seen = near[near[:, 3] > 200]
    if not len(seen):
        return "#9b9b9a"
    r, g, b = (round(float(value)) for value in seen[:, :3].mean(axis=0))
    return f"#{r:02x}{g:02x}{b:02x}"
