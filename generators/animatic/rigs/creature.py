"""Creatures: the rig of whatever is not a person."""

from collections.abc import Mapping
from dataclasses import replace

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, Match, palette_of
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.library import by_label, table
from videostudio.generators.animatic.rigs.bird import PLUMAGE, bird
from videostudio.generators.animatic.rigs.body import Rig
from videostudio.generators.animatic.rigs.fish import SWIMMERS, Swimmer, fish
from videostudio.generators.animatic.rigs.pictured_art import shown
from videostudio.generators.animatic.rigs.plant import SWAYS, swaying
from videostudio.generators.animatic.rigs.quadruped import Beast
from videostudio.generators.animatic.rigs.quadruped_breed import breed_of
from videostudio.generators.animatic.rigs.quadruped_coat import coat_of, known
from videostudio.generators.animatic.rigs.quadruped_rig import Quadruped
from videostudio.generators.animatic.rigs.wheels import HULLS, MAKES, ROUND, STEAMS, hull, roller, vehicle

SOME_ANIMAL = Swimmer(wave=0.02, hertz=0.8, stride=0.03, knee=0.3, land=True)
"""How an animal moves of which only the picture is known."""


def creature_of(entity: Entity, match: Match, pack: ArtPack) -> Rig | None:
    """The rig of an animal or a thing; None for people and places, for what came with a picture of its own, and for
    things that stay stiff."""
    if entity.own_image is not None or entity.kind not in (EntityKind.ANIMAL, EntityKind.OBJECT):
        return None
    concept = match.concept
    breed = breed_of(concept.label)
    if breed is not None and known(breed.head, pack):
        return Quadruped(Beast(breed, coat_of(entity, concept.label, breed, pack)))
    return _pictured(entity, concept, pack)


def _pictured(entity: Entity, concept: Concept, pack: ArtPack) -> Rig | None:
    label = _kin(concept.label, PLUMAGE, SWIMMERS)
    if label in PLUMAGE:
        return bird(shown(entity, concept, pack).rgba, PLUMAGE[label], palette_of(entity, pack))
    if label in SWIMMERS or entity.kind is EntityKind.ANIMAL:
        return fish(shown(entity, concept, pack).rgba, SWIMMERS.get(label, SOME_ANIMAL))
    return _thing(entity, _from_side(concept, pack), pack)


def _thing(entity: Entity, concept: Concept, pack: ArtPack) -> Rig | None:
    label = _kin(concept.label, MAKES, SWAYS)
    if label in MAKES and pack.name == "fluent":
        return vehicle(shown(entity, concept, pack), MAKES[label])
    if label in MAKES:
        return vehicle(shown(entity, concept, pack), replace(MAKES[label], wheels=(), chimney=None, rotor=None))
    if label in HULLS:
        return hull(shown(entity, concept, pack))
    if label in ROUND:
        return roller(shown(entity, concept, pack))
    return swaying(shown(entity, concept, pack), SWAYS[label]) if label in SWAYS else None


def _kin(label: str, *known: Mapping[str, object]) -> str:
    """A label, or the one it is a variant of, where only that is known."""
    return label if any(label in names for names in known) else str(table("variants").get(label, {}).get("from", label))


def _from_side(concept: Concept, pack: ArtPack) -> Concept:
    """The same thing seen from the side, where the pack shows it from the front."""
    return by_label(pack).get(STEAMS.get(concept.label, ""), concept)
