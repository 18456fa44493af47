"""Pictures for puppets: an entity's artwork alone."""

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art.drawing import draw
from videostudio.generators.animatic.art.looks import looks_of
from videostudio.generators.animatic.art.match import concept_of
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.raster import ink_box, render
from videostudio.generators.animatic.art.roles import role_of
from videostudio.tools.images import Pixels


def picture(entity: Entity, pack: ArtPack, height_px: int) -> Pixels:
    """An entity's artwork in its colours and clothes as (height_px, w, 4) RGBA uint8, straight alpha, trimmed;
    side views look to the right."""
    concept = concept_of(entity, pack).concept
    role = role_of(entity) if entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL) else None
    drawn = draw(concept, looks_of(entity), pack, role)
    return _trimmed(drawn.body, drawn.canvas, height_px)


def _trimmed(body: str, canvas: tuple[float, float, float, float], height_px: int) -> Pixels:
    box = ink_box(body, canvas)
    return render(body, box, max(1, round(height_px * box[2] / box[3])), height_px)
