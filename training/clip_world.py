"""What the house CLIP learns to see: things and places of the animatic, each with its words.

Owns the choice of what there is and how it is called. Draws nothing.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.library import concepts, table
from videostudio.generators.animatic.rigs.person.reading import table as people

HELD_OUT_SHARE = 8
"""One concept in this many is never shown in training: the exam asks about them."""
COLOURS = ("red", "orange", "yellow", "green", "turquoise", "blue", "purple", "pink", "brown", "white", "grey", "black")
HAIR = ("red", "blond", "black", "brown", "grey", "white", "purple", "green")
CLOTHES = {"shirt": 4, "dress": 2, "coat": 2, "trousers": 2, "sweater": 1}
ADULTS = ("man", "woman", "boy", "girl", "old man", "old woman", "child", "person")
SKINS = ("light skin", "dark skin", "tan skin")
DULL = frozenset({"time", "heart", "sound", "body-parts", "person-symbol", "hand-prop", "person-gesture"})
"""Groups of artworks that nobody puts into a story as a figure."""
WORDS_OF_A_PLACE = 6
TIMES = {"dawn": ("at dawn", "at sunrise"), "day": ("", "by day"), "sunset": ("at sunset", "in the evening"),
         "night": ("at night", "at midnight")}  # fmt: skip
WEATHERS = {"clear": ("",), "cloudy": ("on a cloudy day", "under grey clouds"), 
            "rain": ("in the rain", "on a rainy day"),
            "storm": ("in a storm", "in a thunderstorm"), "snow": ("in falling snow", "while it snows"),
            "fog": ("in fog", "in the mist")}  # fmt: skip


@dataclass(frozen=True)
class Thing:
    """Somebody or something: the entity as a script has it, `calls` it can be called by (without article), and
    `family`, within which things are easily confused. `base` is what it is, whatever its colour."""

    entity: Entity
    calls: tuple[str, ...]
    family: str
    base: str

    @property
    def held_out(self) -> bool:
        """Whether training never sees it."""
        return is_held_out(self.base)


@dataclass(frozen=True)
class Spot:
    """A place at a time in a weather, as an entity and in words."""

    entity: Entity
    kind: str
    time: str
    weather: str
    calls: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether training never sees it."""
        return self.kind in _kept_for_study()


def is_held_out(base: str) -> bool:
    """What the critic's study keeps for itself, and of all else whatever its name draws, so that no list has to be
    kept in step."""
    return base in _kept_for_study() or hashlib.sha256(f"held out: {base}".encode()).digest()[0] % HELD_OUT_SHARE == 0


def things(pack: ArtPack, *, people_count: int, seed: int) -> list[Thing]:
    """All animals and objects of a pack, most of them once more in another colour, and `people_count` people."""
    draw = random.Random(seed)
    found: list[Thing] = []
    for concept in concepts(pack):
        if concept.kind not in ("animal", "object") or concept.subgroup in DULL:
            continue
        found.append(_thing(concept, ""))
        found.append(_thing(concept, draw.choice(COLOURS)))
    return found + [_person(draw, number) for number in range(people_count)]


def spots(*, seed: int) -> list[Spot]:
    """Every kind of place at every time of day in every weather."""
    draw = random.Random(seed)
    kinds = _place_table()["kinds"]
    return [
        _spot(kind, words[:WORDS_OF_A_PLACE], time, weather, draw)
        for kind, words in kinds.items()
        for time in TIMES
        for weather in WEATHERS
    ]


def article(words: str) -> str:
    """ "owl" -> "an owl"."""
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def listed(names: Sequence[str]) -> str:
    """ "a fox, a boy and an owl"."""
    told = [article(name) for name in names]
    return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else told[0]


def _thing(concept: Concept, colour: str) -> Thing:
    label = concept.label.lower()
    calls = [label, *_synonyms().get(concept.label, ())]
    named = [f"{colour} {call}" if colour else call for call in calls]
    entity = Entity(
        id=_slug(named[0]),
        name=named[0],
        kind=EntityKind(concept.kind),
        head=label[:60],
        description=f"{article(named[0])}.",
    )
    return Thing(entity, tuple(named), concept.subgroup, label)


def _person(draw: random.Random, number: int) -> Thing:
    roles = [role["words"][0] for role in people()["roles"].values()]
    who = draw.choice(ADULTS) if draw.random() < 0.6 else draw.choice(roles)
    aspects, told = [], []
    if draw.random() < 0.7:
        colour = draw.choice(HAIR)
        aspects.append(Aspect(name="hair", value=colour))
        told.append(f"{colour} hair")
    cloth = draw.choices(list(CLOTHES), list(CLOTHES.values()))[0]
    if draw.random() < 0.8:
        colour = draw.choice(COLOURS)
        aspects.append(Aspect(name=cloth, value=colour))
        told.append(f"{colour} {cloth}" if cloth == "trousers" else f"a {colour} {cloth}")
    if draw.random() < 0.3:
        aspects.append(Aspect(name="skin", value=draw.choice(SKINS).split()[0]))
    call = f"{who} with {' and '.join(told)}" if told else who
    entity = Entity(id=f"person-{number}", name=who, kind=EntityKind.PERSON, head=who, aspects=tuple(aspects))
    return Thing(entity, (call, call.replace(" with a ", " in a ", 1)), "person", f"person {number}")


def _spot(kind: str, words: Sequence[str], time: str, weather: str, draw: random.Random) -> Spot:
    when = [text for text in (draw.choice(TIMES[time]), draw.choice(WEATHERS[weather])) if text]
    name = words[0]
    entity = Entity(
        id=_slug(f"{kind} {time} {weather}"),
        name=name,
        kind=EntityKind.PLACE,
        head=name[:60],
        description=" ".join([article(name), *when]) + ".",
    )
    return Spot(entity, kind, time, weather, tuple(" ".join([word, *when]) for word in words))


@cache
def _kept_for_study() -> frozenset[str]:
    lists = json.loads((files("videostudio.tools.scoring") / "data" / "held_out.json").read_text("utf-8"))
    return frozenset(name for names in lists.values() if isinstance(names, list) for name in names)


@cache
def _place_table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.animatic") / "places.json").read_text("utf-8")))


@cache
def _synonyms() -> dict[str, list[str]]:
    """Label -> words for the same thing."""
    return {label: words[:4] for label, words in table("synonyms").get("same", {}).items()}


def _slug(text: str) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower())
    return "-".join(part for part in plain.split("-") if part)[:40].strip("-") or "thing"
