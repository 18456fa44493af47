"""Creatures: the rig of whatever is not a person."""

from videostudio.film.entity import Entity
from videostudio.generators.animatic.art import ArtPack, Match
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.quadruped import Beast
from videostudio.generators.animatic.rigs.quadruped_breed import breed_of
from videostudio.generators.animatic.rigs.quadruped_coat import coat_of, known
from videostudio.generators.animatic.rigs.quadruped_rig import Quadruped


def creature_of(entity: Entity, match: Match, pack: ArtPack) -> Rig | None:
    """The rig of an animal or a thing; None for people and places, and for what came with a picture of its own."""
    label = match.concept.label
    breed = breed_of(label)
    if breed is not None and known(breed.head, pack):
        return Quadruped(Beast(breed, coat_of(entity, label, breed, pack)))
    return None
