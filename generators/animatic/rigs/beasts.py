"""Beasts: which animals have a jointed body of the house, with the head of the pack's artwork."""

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, concept_of
from videostudio.generators.animatic.rigs.quadruped import Beast
from videostudio.generators.animatic.rigs.quadruped_breed import breed_of
from videostudio.generators.animatic.rigs.quadruped_coat import coat_of, known
from videostudio.generators.animatic.rigs.quadruped_rig import Quadruped


def beast_of(entity: Entity, pack: ArtPack) -> Quadruped | None:
    """The rig of a four-legged animal; None for all others, and where the pack has no head for it."""
    if entity.kind is not EntityKind.ANIMAL:
        return None
    label = concept_of(entity, pack).concept.label
    breed = breed_of(label)
    if breed is None or not known(breed.head, pack):
        return None
    return Quadruped(Beast(breed, coat_of(entity, label, breed, pack)))
