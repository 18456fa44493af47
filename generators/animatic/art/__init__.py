"""The art of the animatic: OpenMoji's artworks, found for an entity, dressed, coloured and rasterised.

- `concept_of(entity) -> Match`: the nearest concept, its height in metres, and what to tell about the choice
- `facing(concept) -> Facing`: where the figure on a reference looks: RIGHT for side views, else CAMERA
- `portrait(entity, width, height, seed) -> Portrait`: the reference picture's pixels and what it could not show
- `rasterise(concept, looks, width, height, seed) -> (height, width, 4) RGBA`, straight alpha, standing on the
  lower edge
- `revision() -> str`: version of the art pack and of the packaged tables, for a backend's identity

Artworks: OpenMoji (https://openmoji.org), CC BY-SA 4.0. Names: emojibase-data, MIT.
"""

from videostudio.generators.animatic.art.concept import Concept, Match, facing
from videostudio.generators.animatic.art.library import revision
from videostudio.generators.animatic.art.looks import Looks, looks_of
from videostudio.generators.animatic.art.match import DEGRADED_BELOW, NOTE_BELOW, concept_of
from videostudio.generators.animatic.art.portrait import Portrait, portrait, rasterise

__all__ = [
    "DEGRADED_BELOW",
    "NOTE_BELOW",
    "Concept",
    "Looks",
    "Match",
    "Portrait",
    "concept_of",
    "facing",
    "looks_of",
    "portrait",
    "rasterise",
    "revision",
]
