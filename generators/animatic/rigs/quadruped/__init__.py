"""Quadrupeds: four-legged animals on joints, with the head of the pack's artwork.

- `beast_of(entity, pack) -> Quadruped | None`: the rig of a four-legged animal
- `breed`, `coat`: words -> what is drawn, from a table      - `tones`: shades and shapes
- `trunk`, `marks`, `limbs`, `tail`, `head`, `wear`: SVG     - `beast`: the parts on joints
- `stance`: where trunk, feet and head are                   - `base`, `acts` and its rooms: what they do
"""

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, concept_of
from videostudio.generators.animatic.rigs.quadruped.beast import Beast
from videostudio.generators.animatic.rigs.quadruped.breed import breed_of
from videostudio.generators.animatic.rigs.quadruped.coat import coat_of, known
from videostudio.generators.animatic.rigs.quadruped.rig import Quadruped

__all__ = ["Quadruped", "beast_of"]


def beast_of(entity: Entity, pack: ArtPack) -> Quadruped | None:
    """The rig of a four-legged animal; None for all others, and where the pack has no head for it."""
    if entity.kind is not EntityKind.ANIMAL:
        return None
    label = concept_of(entity, pack).concept.label
    breed = breed_of(label)
    if breed is None or not known(breed.head, pack):
        return None
    return Quadruped(Beast(breed, coat_of(entity, label, breed, pack)))
