"""An entity's reference picture: its concept drawn with its looks, as pixels."""

from dataclasses import dataclass
from functools import lru_cache

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import derive_seed
from videostudio.generators.animatic.art.concept import Concept, Match
from videostudio.generators.animatic.art.drawing import draw
from videostudio.generators.animatic.art.looks import Looks, looks_of
from videostudio.generators.animatic.art.match import concept_of
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.raster import fitted
from videostudio.generators.animatic.art.roles import Role, role_of
from videostudio.tools.images import Pixels


@dataclass(frozen=True)
class Portrait:
    """What is drawn of an entity, `width` x `height` px. `undrawn`: looks that the picture does not show."""

    match: Match
    looks: Looks
    width: int
    height: int
    pack: ArtPack
    seed: int
    role: Role | None
    undrawn: tuple[str, ...]

    @property
    def pixels(self) -> Pixels:
        """(height, width, 4) RGBA uint8, straight alpha: painted when they are first asked for."""
        return rasterise(
            self.match.concept, self.looks, self.width, self.height, self.pack, seed=self.seed, role=self.role
        )


def portrait(entity: Entity, width: int, height: int, seed: int, pack: ArtPack) -> Portrait:
    """The picture of an entity that has none of its own. The same arguments give the same bytes."""
    match, looks = concept_of(entity, pack), looks_of(entity)
    role = (
        role_of(entity)
        if entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL) or match.concept.form == "head"
        else None
    )
    choice = derive_seed("portrait", seed, entity.id)
    missing = draw(match.concept, looks, pack, role, choice).missing
    undrawn = (*looks.unused, *(f"{looks.colour(part)} {part}" for part in missing))
    return Portrait(match, looks, width, height, pack, choice, role, undrawn)


@lru_cache(maxsize=32)
def rasterise(
    concept: Concept, looks: Looks, width: int, height: int, pack: ArtPack, seed: int = 0, role: Role | None = None
) -> Pixels:
    """A concept with looks as (height, width, 4) RGBA uint8 with straight alpha: as large as fits with a small
    margin, standing on the lower edge, side views turned to the right. Read-only: callers share it."""
    drawing = draw(concept, looks, pack, role, seed)
    pixels = fitted(drawing.body, drawing.canvas, width, height)
    pixels.setflags(write=False)
    return pixels
