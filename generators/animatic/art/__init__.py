"""The art of the animatic: a pack's artworks, found for an entity, dressed, coloured and rasterised.

- `pack_named(name) -> ArtPack`, `default_pack() -> ArtPack`: what pictures are drawn with; passed on explicitly
- `concept_of(entity, pack) -> Match`: the nearest concept, its height in metres, and what to tell about the choice
- `facing(concept) -> Facing`: where the figure on a reference looks: RIGHT for side views, else CAMERA
- `portrait(entity, width, height, seed, pack) -> Portrait`: the reference picture's pixels and what it could not show
- `picture(entity, pack, height_px)`: the artwork alone, for puppets
- `revision(pack) -> str`: version of the pack and of the packaged tables, for a backend's identity
"""

from videostudio.generators.animatic.art.concept import Concept, Match, facing
from videostudio.generators.animatic.art.library import revision
from videostudio.generators.animatic.art.looks import Looks, looks_of
from videostudio.generators.animatic.art.match import DEGRADED_BELOW, NOTE_BELOW, concept_of
from videostudio.generators.animatic.art.packs import ArtPack, default_pack, installed, note_of, pack_named
from videostudio.generators.animatic.art.picture import picture
from videostudio.generators.animatic.art.portrait import Portrait, portrait

__all__ = [
    "DEGRADED_BELOW",
    "NOTE_BELOW",
    "ArtPack",
    "Concept",
    "Looks",
    "Match",
    "Portrait",
    "concept_of",
    "default_pack",
    "facing",
    "installed",
    "looks_of",
    "note_of",
    "pack_named",
    "picture",
    "portrait",
    "revision",
]
