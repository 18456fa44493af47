"""What a model draws that got it wrong: another entity, another place, another time of day, another colour.

Owns the choice, in words. Pure: knows no backend and no pixels.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from videostudio.film.entity import Aspect, Entity, EntityKind

CATEGORIES = ("people", "animals", "vehicles", "things")
_KINDS = {"people": EntityKind.PERSON, "animals": EntityKind.ANIMAL}
PLACED = ("time", "weather")
"""Aspects that are not the kind of a place."""


def stand_in(entity: Entity, cast: Iterable[Entity], seed: int, others: Sequence[Entity], *, alike: bool) -> Entity:
    """Somebody or something else in the place of `entity`, under its id: nobody of the `cast`, and of the same
    category if that is to be `alike`. Chosen from `others`, or from the packaged list where none of them will do."""
    taken = {word.lower() for member in (entity, *cast) for word in (member.name, member.head) if word}
    category = category_of(entity)
    for choices in (others, packaged()):
        fit = [
            other
            for other in choices
            if other.kind is not EntityKind.PLACE
            and taken.isdisjoint((other.name.lower(), other.head.lower()))
            and (not alike or category_of(other) == category)
        ]
        if fit:
            return fit[seed % len(fit)].model_copy(update={"id": entity.id})
    raise LookupError(f"nothing but {', '.join(sorted(taken))} is a stand-in of its own category, {category}")


def category_of(entity: Entity) -> str:
    """people, animals, vehicles or things."""
    if entity.kind is EntityKind.PERSON:
        return "people"
    if entity.kind is EntityKind.ANIMAL:
        return "animals"
    vehicles = {entry["name"] for entry in _table()["vehicles"]} | set(_table()["more_vehicles"])
    words = {entity.name.lower(), entity.head.lower(), entity.name.lower().split()[-1]}
    return "vehicles" if words & vehicles else "things"


def other_place(place: Entity, seed: int) -> Entity:
    """Another kind of place under the same id, at the same time and in the same weather."""
    said = f"{place.name} {place.head}".lower()
    fit = [words[0] for words in _table()["places"] if not any(word in said for word in words)]
    kept = [aspect for aspect in place.aspects if aspect.name in PLACED]
    if not any(aspect.name == "time" for aspect in kept) and (time := _time_said(place)):
        kept.append(Aspect(name="time", value=time))
    name = fit[seed % len(fit)]
    return Entity(id=place.id, name=name, kind=EntityKind.PLACE, head=name, aspects=tuple(kept))


def other_time(place: Entity, seed: int) -> Entity:
    """The same place at a time of day that looks different; unsaid, it is day."""
    times = _table()["other_times"][_time_said(place) or "day"]
    words = [word for spelt in _table()["times"].values() for word in spelt]
    bare = _without(place, words, but=("time",))
    return bare.model_copy(update={"aspects": (Aspect(name="time", value=times[seed % len(times)]), *bare.aspects)})


def recoloured(entity: Entity, colour: str) -> tuple[Entity, ...]:
    """The same entity said to be of another colour, and of no other one: of a person all clothes, then only those
    on top, should trousers be no part of what is worn."""
    bare = _without(entity, _table()["colour_words"])
    worn = (("clothes", "trousers", "shoes"), ("clothes",)) if entity.kind is EntityKind.PERSON else ((),)
    return tuple(
        bare.model_copy(
            update={"aspects": (*(Aspect(name=part, value=colour) for part in ("color", *parts)), *bare.aspects)}
        )
        for parts in worn
    )


def colours() -> dict[str, tuple[int, int, int]]:
    """Names of plain colours -> their usual RGB."""
    return {name: (red, green, blue) for name, (red, green, blue) in _table()["colours"].items()}


@cache
def packaged() -> tuple[Entity, ...]:
    """Everyone on the packaged list."""
    return tuple(
        Entity(
            id=entry["name"].replace(" ", "-"),
            name=entry["name"],
            head=entry["head"],
            kind=_KINDS.get(category, EntityKind.OBJECT),
        )
        for category in CATEGORIES
        for entry in _table()[category]
    )


def _time_said(place: Entity) -> str:
    """dawn, day, sunset or night, whichever is said first; "" if none is."""
    said = " ".join([place.name, *(aspect.value for aspect in place.aspects), place.description]).lower()
    times = _table()["times"]
    found = [(m.start(), time) for time, words in times.items() for w in words if (m := re.search(rf"\b{w}\b", said))]
    return min(found, default=(0, ""))[1]


def _without(entity: Entity, words: Sequence[str], but: Sequence[str] = ()) -> Entity:
    """The entity with `words` taken out of all that is said of it, and without the aspects called as in `but`.
    What would be left empty stays as it is."""
    said = re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b ?", re.IGNORECASE)

    def cut(text: str) -> str:
        return said.sub("", text).strip()

    aspects = ((aspect, cut(aspect.value)) for aspect in entity.aspects if aspect.name not in but)
    return entity.model_copy(
        update={
            "name": cut(entity.name) or entity.name,
            "description": cut(entity.description),
            "aspects": tuple(Aspect(name=aspect.name, value=left) for aspect, left in aspects if left),
        }
    )


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators") / "stand_ins.json").read_text("utf-8")))
