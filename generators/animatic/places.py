"""Which set stands for a place entity, and in what light."""

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz import fuzz, process

from videostudio.film.entity import Entity
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.chance import seed_of, uniform
from videostudio.generators.animatic.sets.landmarks import with_landmark
from videostudio.generators.animatic.sets.light import Light, Time, Weather, light_of
from videostudio.generators.animatic.sets.offshore import out_on_the_water
from videostudio.generators.animatic.sets.scenery import Scenery
from videostudio.generators.animatic.style import PLAIN, Style, style_of

NEAR_ENOUGH = 80.0
"""Least similarity (0..100) of a place's word to a known one; below it the neutral stage is used."""
NEUTRAL = "plain"
_PLACING = re.compile(
    r" (?:of|near|by|at|in|on|under|over|with|beside|behind|between|above|below|next|outside|inside) "
)
"""What comes after one of these says more about a place, not what it is."""
_HOME = re.compile(r"^.*\bhome (?:at|in|on) |(?<=\w) home$")
"""Words that leave of "home at the farm" and of "castle home" the place that is somebody's home."""


@dataclass(frozen=True)
class Place:
    """A set, lit, with the seed that makes it this place and no other, and the `landmark` that it is named for, ""
    for none."""

    scenery: Scenery
    light: Light
    seed: int
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    style: Style = PLAIN
    landmark: str = ""

    @property
    def layer_names(self) -> tuple[str, ...]:
        """Names of the set's layers, far to near: they tell which set a staging was made on."""
        return tuple(layer.name for layer in self.scenery.layers)

    def on_the_water(self) -> "Place":
        """The same place seen from out on its water, or on a lake before it."""
        bare = SETS[self.scenery.kind]() if self.scenery.kind in SETS else self.scenery
        out = out_on_the_water(bare)
        return self if out is bare else replace(self, scenery=_marked(out, self.landmark))

    def styled(self, text: str) -> "Place":
        """The same place in the style that `text` asks for; words that nothing stands for are noted. In the style
        "night" it is night in every painted set."""
        style = style_of(text)
        if style == self.style:
            return self
        light = self.light
        if "night" in style.names and self.scenery.kind in SETS:
            style = style.without("night")
            light = self.scenery.lit(light_of(Time.NIGHT, light.weather, light.side))
        missed = (f"the style's words {', '.join(style.missed)} change nothing",) if style.missed else ()
        return replace(self, light=light, style=style, notes=(*self.notes, *missed))


@cache
def place_of(entity: Entity) -> Place:
    """The place an entity stands for. It depends on nothing but the entity: every scene sees the same place, and a
    variant is the same place in another light."""
    kind, notes, degraded = _kind_of(entity)
    words = " ".join([entity.name, *(aspect.value for aspect in entity.aspects), entity.description]).lower()
    table = _table()
    time = Time(_first_of(table["times"], words) or Time.DAY)
    weather = Weather(_weather_told(entity) or _first_of(table["weathers"], words) or Weather.CLEAR)
    if kind == "forest" and weather is Weather.SNOW:
        kind = "snow"
    place = place_in(kind, time, weather, seed_of("place", entity.root, entity.name))
    landmark = _landmark_of(entity, place.scenery)
    scenery = _marked(place.scenery, landmark)
    return replace(place, scenery=scenery, notes=notes, degraded=degraded, landmark=landmark)


def place_in(kind: str, time: Time, weather: Weather, seed: int) -> Place:
    """The set `kind` in the light it has at that time in that weather; the seed says where the sun stands."""
    scenery = SETS[kind]()
    light = light_of(time, weather, 1 if uniform(seed, 41) < 0.5 else -1)
    return Place(scenery, scenery.lit(light), seed)


def _marked(scenery: Scenery, landmark: str) -> Scenery:
    return with_landmark(scenery, landmark) if landmark else scenery


def _landmark_of(entity: Entity, scenery: Scenery) -> str:
    """The landmark that a place is named for or by ("the lighthouse", "beach near the lighthouse"); "" within walls,
    in the sky and under water, where none stands, and where the set has it already."""
    if scenery.dry or scenery.floats:
        return ""
    words = " ".join(["", *re.findall(r"[a-z'-]+", f"{entity.name} {entity.head}".lower()), ""])
    found = [(len(word), name) for word, name in _marks().items() if f" {word} " in words or f" {word}s " in words]
    name = max(found)[1] if found else ""
    return "" if scenery.kind in _table()["has"].get(name, ()) else name


def _weather_told(entity: Entity) -> str | None:
    """The weather that an aspect of that name gives in one word. In a name the word can mean something else: a snow
    globe, a storm drain."""
    told = (aspect.value.lower() for aspect in entity.aspects if aspect.name.lower() == "weather")
    return next((word for word in told if word in set(Weather)), None)


def is_listed(entity: Entity) -> bool:
    """Whether a place's own words, rightly spelt, name a set."""
    return _listed(entity) is not None


def _said(entity: Entity) -> tuple[str, str]:
    """Head and name in lower case; of "home at the farm" only the farm."""
    known = known_places()
    head, name = entity.head.lower().strip(), entity.name.lower().strip()
    if name not in known and (named := _HOME.sub("", name)) != name and any(end in known for end in _endings(named)):
        return "", named
    return head, name


def _listed(entity: Entity) -> str | None:
    known, (head, name) = known_places(), _said(entity)
    before = _PLACING.split(name, maxsplit=1)[0]
    for phrase in (name, *_endings(before), head, *_endings(head), *_endings(name)):
        if phrase in known:
            return known[phrase]
    return None


def _kind_of(entity: Entity) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    listed = _listed(entity)
    if listed is not None:
        return listed, (), ()
    known, (head, name) = known_places(), _said(entity)
    wanted = head or name
    best = process.extractOne(wanted, [word for word in known if word[0] == wanted[:1]], scorer=fuzz.ratio)
    if best is not None and best[1] >= NEAR_ENOUGH:
        kind = known[best[0]]
        return kind, (f"the place '{entity.name}' is shown as '{best[0]}' (similarity {best[1]:.0f} of 100)",), ()
    for word in re.findall(r"[a-z]+", f"{name} {entity.description.lower()}"):
        if word in known:
            return known[word], (f"the place '{entity.name}' is shown as '{word}'",), ()
    text = (
        f"no set resembles the place '{entity.name}': it is a bare stage; name a place such as forest, beach or street"
    )
    return NEUTRAL, (), (text,)


def _endings(phrase: str) -> list[str]:
    """'the old sea harbour' -> 'old sea harbour', 'sea harbour', 'harbour', each also without a plural s."""
    words = re.findall(r"[\w']+", phrase)
    tails = [" ".join(words[i:]) for i in range(len(words))]
    return [form for tail in tails for form in (tail, tail.removesuffix("s"), tail.removesuffix("es"))]


def _first_of(table: dict[str, list[str]], words: str) -> str | None:
    found = [
        (m.start(), kind) for kind, names in table.items() for name in names if (m := re.search(rf"\b{name}\b", words))
    ]
    return min(found)[1] if found else None


@cache
def known_places() -> dict[str, str]:
    """Word for a place -> the set that shows it."""
    return {word: kind for kind, words in _table()["kinds"].items() for word in words}


@cache
def _marks() -> dict[str, str]:
    return {word: name for name, words in _table()["landmarks"].items() for word in words}


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.animatic") / "places.json").read_text("utf-8")))
