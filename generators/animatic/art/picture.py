"""Pictures for puppets: an entity's artwork alone, its face from the front, and the colours of its fur."""

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import tint
from videostudio.generators.animatic.art.artwork import face, families
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.drawing import draw
from videostudio.generators.animatic.art.drawn import ARTWORK_CANVAS
from videostudio.generators.animatic.art.library import by_label, pack_table
from videostudio.generators.animatic.art.looks import looks_of
from videostudio.generators.animatic.art.match import concept_of
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.paint import shade, tones_of
from videostudio.generators.animatic.art.raster import Pixels, ink_box, render
from videostudio.generators.animatic.art.roles import role_of


def picture(entity: Entity, pack: ArtPack, height_px: int) -> Pixels:
    """An entity's artwork in its colours and clothes as (height_px, w, 4) RGBA uint8, straight alpha, trimmed;
    side views look to the right."""
    concept = concept_of(entity, pack).concept
    role = role_of(entity) if entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL) else None
    drawn = draw(concept, looks_of(entity), pack, role)
    return _trimmed(drawn.body, drawn.canvas, height_px)


def face_of(entity: Entity, pack: ArtPack, height_px: int) -> Pixels | None:
    """The face of an animal from the front in its colours, as (height_px, w, 4) RGBA, trimmed; None where the pack
    has no face of it."""
    label = face_label(concept_of(entity, pack).concept, pack)
    if label is None:
        return None
    return _trimmed(face(label, pack, looks_of(entity).colour("body")), ARTWORK_CANVAS, height_px)


def face_label(concept: Concept, pack: ArtPack) -> str | None:
    """The label of the artwork that shows a concept's face from the front; None if there is none."""
    label = pack_table(pack, "curation")["faces"].get(concept.label)
    return label if label in by_label(pack) else None


def palette_of(entity: Entity, pack: ArtPack) -> tuple[str, str, str]:
    """The colours of an animal's fur as #rrggbb: the main one, the second one (belly, muzzle, tip of the tail), and
    a dark shade of the main one."""
    concept = concept_of(entity, pack).concept
    own = pack_table(pack, "animals")["fur"].get(concept.label)
    found = families(concept.label, pack)
    main = own[0] if own else tint.usual_shade(found[0]) if found else "#9b9b9a"
    second = own[2] if own else tint.usual_shade(found[1]) if len(found) > 1 else main
    dark = own[1] if own else shade(main)
    colour = looks_of(entity).colour("body")
    if colour is None:
        return main, second, dark
    light, darker, _ = tones_of(colour)
    return light, second, darker


def _trimmed(body: str, canvas: tuple[float, float, float, float], height_px: int) -> Pixels:
    box = ink_box(body, canvas)
    return render(body, box, max(1, round(height_px * box[2] / box[3])), height_px)
