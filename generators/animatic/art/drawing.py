"""Putting a picture together: the artwork with its colours, a body where it has none, and clothes."""

from dataclasses import replace
from functools import lru_cache

from videostudio.film.staging import Facing
from videostudio.generators.animatic.art import flat, soft
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.drawn import Drawing, turned
from videostudio.generators.animatic.art.looks import Looks
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.roles import Role

PEOPLE_FORMS = ("bust", "head")
PEOPLE_PARTS = ("hair", "clothes", "trousers", "shoes")


@lru_cache(maxsize=256)
def draw(concept: Concept, looks: Looks, pack: ArtPack, role: Role | None = None, seed: int = 0) -> Drawing:
    """A concept with an entity's looks; side views are turned to the right. `seed` picks what nobody asked for."""
    style = flat if pack.outline else soft
    drawn = style.draw(concept, looks, role, seed, pack)
    if concept.form not in PEOPLE_FORMS:
        clothed = tuple(part for part in PEOPLE_PARTS if looks.colour(part))
        drawn = replace(drawn, missing=(*drawn.missing, *clothed))
    return turned(drawn) if concept.facing is Facing.LEFT else drawn
