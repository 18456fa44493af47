"""A world whose truth is known: random stories of a few scenes, told in the words the house writer uses.

Scorers are calibrated on it, and studied.

A story has one place at one time in one weather, a handful of entities with colours, and scenes in which some of
them do something before a scripted camera. The same seed and number give the same story.
"""

import json
import random
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.film.camera import CameraMove, Direction, ShotSize, Speed
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.fingerprint import derive_seed
from videostudio.film.noun import Noun

SCENES = 4
"""Of a story: one more than it takes to tell which of them is the odd one out."""
KINDS = {
    "people": EntityKind.PERSON,
    "animals": EntityKind.ANIMAL,
    "vehicles": EntityKind.OBJECT,
    "things": EntityKind.OBJECT,
}
COLOURED = {"people": 0.5, "animals": 0.25, "vehicles": 0.8, "things": 0.6}
"""How often somebody's colour is said: of people, that of their clothes."""
STATIC = 0.25
"""Share of scenes whose camera stands still."""


class Split(StrEnum):
    """Which words a world is made of: all, those that may be trained on, or those held out."""

    ALL = "all"
    SEEN = "seen"
    HELD_OUT = "held_out"


class WorldScene(Noun):
    """One scene of a story: what is scripted, and so what is right."""

    id: str
    event: str
    action: str
    cast: tuple[Entity, ...]
    place: Entity
    camera: CameraMove
    shot: ShotSize
    seed: int


class Story(Noun):
    """Scenes at one place with entities in common."""

    id: str
    place: Entity
    entities: tuple[Entity, ...]
    scenes: tuple[WorldScene, ...]


def story(seed: int, number: int, split: Split = Split.ALL) -> Story:
    """Story `number` of the world `seed`."""
    chance = random.Random(derive_seed("world", seed, number, split))
    place = _place(chance, split)
    groups = [_group(chance, index) for index in range(chance.randint(3, 4))]
    names = _names(chance, groups, split)
    entities = tuple(_entity(chance, group, name) for group, name in zip(groups, names, strict=True))
    by_id = dict(zip((entity.id for entity in entities), groups, strict=True))
    scenes = tuple(_scene(chance, f"story-{number}-scene-{n}", place, entities, by_id) for n in range(1, SCENES + 1))
    return Story(id=f"story-{number}", place=place, entities=entities, scenes=scenes)


def words(group: str, split: Split) -> tuple[str, ...]:
    """The names of a group - people, animals, vehicles, things, places - that a split has."""
    held = frozenset(held_out()[group])
    everyone: Sequence[str] = _table()[group]
    return tuple(name for name in everyone if split is Split.ALL or (name in held) is (split is Split.HELD_OUT))


@cache
def held_out() -> dict[str, list[str]]:
    """Group -> names that nothing is trained on."""
    return dict(json.loads((files("videostudio.tools.scoring") / "data" / "held_out.json").read_text("utf-8")))


def _group(chance: random.Random, index: int) -> str:
    """Who acts first lives, mostly; the others are anything."""
    weights = (5, 5, 2, 0) if index == 0 else (3, 3, 2, 3)
    return chance.choices(tuple(KINDS), weights)[0]


def _names(chance: random.Random, groups: Sequence[str], split: Split) -> list[str]:
    """A name for each group, none twice and none within another."""
    found: list[str] = []
    for group in groups:
        fit = [name for name in words(group, split) if not any(name in other or other in name for other in found)]
        found.append(chance.choice(fit))
    return found


def _entity(chance: random.Random, group: str, name: str) -> Entity:
    aspects: tuple[Aspect, ...] = ()
    if chance.random() < COLOURED[group]:
        part = "clothes" if group == "people" else "color"
        aspects = (Aspect(name=part, value=chance.choice(_table()["colours"])),)
    return Entity(
        id=name.replace(" ", "-"), name=name, kind=KINDS[group], head=name.rsplit(maxsplit=1)[-1], aspects=aspects
    )


def _place(chance: random.Random, split: Split) -> Entity:
    name = chance.choice(words("places", split))
    told = (("time", chance.choice(_table()["times"])), ("weather", chance.choice(_table()["weathers"])))
    aspects = tuple(Aspect(name=aspect, value=value) for aspect, value in told if value)
    return Entity(id=f"the-{name}", name=name, kind=EntityKind.PLACE, head=name, aspects=aspects)


def _scene(
    chance: random.Random, scene_id: str, place: Entity, entities: Sequence[Entity], groups: dict[str, str]
) -> WorldScene:
    cast = tuple(chance.sample(entities, chance.choices((1, 2, 3), (4, 4, 2))[0]))
    if groups[cast[0].id] == "things":
        cast = tuple(sorted(cast, key=lambda entity: groups[entity.id] == "things"))
    action = chance.choice(_table()["actions"][groups[cast[0].id]])
    return WorldScene(
        id=scene_id,
        event=_event(cast, action, place),
        action=action,
        cast=cast,
        place=place,
        camera=_camera(chance),
        shot=chance.choices((ShotSize.WIDE, ShotSize.MEDIUM, ShotSize.CLOSE), (2, 5, 2))[0],
        seed=chance.randrange(2**32),
    )


def _camera(chance: random.Random) -> CameraMove:
    if chance.random() < STATIC:
        return CameraMove()
    moves = [direction for direction in Direction if direction is not Direction.STATIC]
    return CameraMove(direction=chance.choice(moves), speed=chance.choice(tuple(Speed)))


def _event(cast: Sequence[Entity], action: str, place: Entity) -> str:
    """ "The fox and the man in red walk in the forest at night."."""
    told = " and ".join(f"the {entity.name}" for entity in cast)
    when = "".join(f", {aspect.value}" for aspect in place.aspects)
    return f"{told} {action} at the {place.name}{when}.".capitalize()


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.tools.scoring") / "data" / "world.json").read_text("utf-8")))
