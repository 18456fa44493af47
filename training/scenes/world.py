"""The world that the mini models are trained in: which scenes there are, and which of them training never shows.

Some 120 nouns, each in three looks, in twelve kinds of place at any time in any weather. What is drawn at a number
follows from the seed, the split and the number alone. Nouns that the critic keeps for its study are never trained on,
neither here nor by the house CLIP; of the other pairs of noun and place one in eight is kept apart. Draws nothing.
"""

import hashlib
import json
import random
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.film.camera import ShotSize
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.fingerprint import derive_seed
from videostudio.film.noun import Noun
from videostudio.tools.scoring.world import KINDS, held_out
from videostudio.training.clip_world import listed

LOOKS = 3
"""Of every noun: as it usually is, and in two colours."""
PLACES_OF_A_KIND = 24
"""Forests that differ in what stands where."""
A_PLATE = 4
"""Scenes that follow each other and share place, light and size of shot: a set costs more to paint than figures."""
PAIRS_KEPT = 8
"""One pair of noun and kind of place in this many is never trained on."""
CAST = {1: 45, 2: 33, 3: 14, 4: 8}
"""How many there are in a scene, and how often."""
LIVING = ("people", "animals")
SHOTS = {ShotSize.WIDE: 1, ShotSize.MEDIUM: 4, ShotSize.CLOSE: 5}
"""Mostly near: a figure that is 20 px high tells a model of 24 x 14 latents nothing."""
TIMES = {"day": 5, "dawn": 2, "sunset": 2, "night": 3}
WEATHERS = {"clear": 6, "cloudy": 2, "rain": 2, "snow": 1, "fog": 1}


class Split(StrEnum):
    """TRAIN is what may be learned from. PAIRS are nouns and places that training shows, but never together; NOVEL
    are nouns that it never shows."""

    TRAIN = "train"
    PAIRS = "pairs"
    NOVEL = "novel"


class Subject(Noun):
    """One that stands in scenes: `noun` is what it is, `words` are what captions call it, in whichever colour."""

    noun: str
    group: str
    words: str
    entity: Entity


class Scripted(Noun):
    """A scene as it is to be drawn. `place_id` says which place it is, in which light; `way` is 1 for those who look
    and go to the right, -1 for the left."""

    number: int
    split: Split
    cast: tuple[Subject, ...]
    place: Entity
    place_id: str
    action: str
    shot: ShotSize
    way: int
    caption: str


def scripted(seed: int, number: int, split: Split = Split.TRAIN, again: int = 0) -> Scripted:
    """Scene `number` of the world `seed`; with another `again` another cast in the same place."""
    setting = random.Random(derive_seed("mini plate", seed, split, number // A_PLATE))
    kind = setting.choice(kinds())
    place, when = _place(setting, kind)
    shot = _weighed(setting, SHOTS)
    chance = random.Random(derive_seed("mini scene", seed, split, number, again))
    cast = _cast(chance, kind, split)
    action = chance.choice(_table()["actions"][cast[0].group])
    return Scripted(
        number=number,
        split=split,
        cast=cast,
        place=place,
        place_id=" ".join([place.id, *(aspect.value for aspect in place.aspects)]),
        action=action,
        shot=shot,
        way=chance.choice((-1, 1)),
        caption=_caption(chance, cast, action, kind, when),
    )


@cache
def nouns() -> dict[str, str]:
    """Noun -> its group: people, animals, vehicles or things."""
    return {noun: group for group in KINDS for noun in _table()[group]}


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of place."""
    return tuple(sorted(_table()["places"]))


def is_novel(noun: str) -> bool:
    """Whether training never shows it."""
    return noun in held_out()[nouns()[noun]]


def is_kept_pair(noun: str, kind: str) -> bool:
    """Whether training never shows this noun in this kind of place; of nouns that it shows elsewhere."""
    return not is_novel(noun) and hashlib.sha256(f"{noun} in {kind}".encode()).digest()[0] % PAIRS_KEPT == 0


@cache
def subject(noun: str, look: int) -> Subject:
    """A noun in one of its LOOKS."""
    group = nouns()[noun]
    colours = random.Random(f"looks of {noun}").sample(_table()["colours"], LOOKS - 1)
    colour = colours[look - 1] if look else ""
    person = group == "people"
    told = noun if not colour else f"{noun} in {colour}" if person else f"{colour} {noun}"
    entity = Entity(
        id="-".join([*noun.split(), *([colour] if colour else [])]),
        name=noun,
        kind=KINDS[group],
        head=noun.rsplit(maxsplit=1)[-1],
        aspects=(Aspect(name="clothes" if person else "color", value=colour),) if colour else (),
    )
    return Subject(noun=noun, group=group, words=told, entity=entity)


@cache
def _eligible(kind: str, split: Split) -> tuple[str, ...]:
    """The nouns that a split may show in a kind of place."""
    match split:
        case Split.TRAIN:
            return tuple(noun for noun in nouns() if not is_novel(noun) and not is_kept_pair(noun, kind))
        case Split.PAIRS:
            return tuple(noun for noun in nouns() if is_kept_pair(noun, kind))
        case Split.NOVEL:
            return tuple(noun for noun in nouns() if is_novel(noun))


def _cast(chance: random.Random, kind: str, split: Split) -> tuple[Subject, ...]:
    """Who is in the scene, no noun twice; who lives comes first, since it is who acts."""
    eligible = _eligible(kind, split)
    found = chance.sample(eligible, min(_weighed(chance, CAST), len(eligible)))
    found.sort(key=lambda noun: nouns()[noun] not in LIVING)
    return tuple(subject(noun, chance.randrange(LOOKS)) for noun in found)


def _place(chance: random.Random, kind: str) -> tuple[Entity, tuple[str, ...]]:
    """A place of a kind, and words for its time and weather."""
    sheltered = kind in _table()["sheltered"]
    time = "day" if sheltered else _weighed(chance, TIMES)
    weather = "clear" if sheltered else _weighed(chance, WEATHERS)
    told = (("time", time if time != "day" else ""), ("weather", weather if weather != "clear" else ""))
    entity = Entity(
        id=f"the-{kind}-{chance.randrange(PLACES_OF_A_KIND)}",
        name=kind,
        kind=EntityKind.PLACE,
        head=kind,
        aspects=tuple(Aspect(name=name, value=value) for name, value in told if value),
    )
    words = (
        chance.choice(_table()["times"][time]) if not sheltered else "",
        chance.choice(_table()["weathers"][weather]),
    )
    return entity, tuple(word for word in words if word)


def _caption(chance: random.Random, cast: tuple[Subject, ...], action: str, kind: str, when: tuple[str, ...]) -> str:
    """One of three ways to tell a scene: as scripts tell events, as a title, or the place first."""
    where = f"{_table()['places'][kind]} the {kind}"
    who = " and ".join(f"the {one.words}" for one in cast)
    style = chance.random()
    if style < 0.5:
        verb = action if len(cast) > 1 else f"{action}s"
        return f"{' '.join([f'{who} {verb} {where}', *when])}.".capitalize()
    if style < 0.8:
        return " ".join([listed([one.words for one in cast]), where, *when])
    return f"{' '.join([f'the {kind}', *when])}, {listed([one.words for one in cast])}"


def _weighed(chance: random.Random, weights: dict[Any, int]) -> Any:
    return chance.choices(list(weights), list(weights.values()))[0]


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.training.scenes") / "world.json").read_text("utf-8")))
