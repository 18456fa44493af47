"""Where a scene is, as ears know it: the layers of its ambience, what one walks on, how long it rings."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

UNKNOWN = "plain_air"
"""What is heard where no word of the place is known."""

_PLACING = re.compile(r"\b(?:of|near|by|at|in|on|under|over|with|beside|behind|between|above|below|next|outside)\b")
"""What comes after one of these says more about a place, not what it is."""


@dataclass(frozen=True)
class Surroundings:
    """`layers` maps a layer's name to its loudness in LUFS. `ground` is what steps sound like, `echo` the share of
    sound that the room gives back (0..1), `conditions` the weather and time that were understood."""

    kind: str
    layers: dict[str, float]
    ground: str
    indoors: bool
    echo: float
    conditions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join((self.kind.replace("_", " "), *self.conditions))


def surroundings_of(place: str, conditions: str = "", event: str = "") -> Surroundings:
    """The surroundings that a place's name, its conditions and the scene's event speak of."""
    kind = _kind(place, conditions)
    facts = _table()["kinds"][kind]
    indoors = facts.get("indoors", False)
    layers: dict[str, float] = dict(facts["layers"])
    weather = _first_named(_table()["weathers"], (place, conditions, event))
    time = _first_named(_table()["times"], (place, conditions, event))
    if time and not indoors:
        layers = _at(layers, _table()["times"][time], cold=kind in _LIFELESS or weather == "snow")
    if weather and kind not in _WEATHERLESS:
        weather_facts = _table()["weathers"][weather]
        layers = {name: loudness for name, loudness in layers.items() if name not in weather_facts.get("silences", ())}
        for name, loudness in weather_facts["inside" if indoors else "outside"].items():
            layers[name] = max(loudness, layers.get(name, loudness))
    ground = "snow" if weather == "snow" and not indoors and kind not in _WEATHERLESS else facts["ground"]
    said = tuple(word for word in (weather, time) if word)
    return Surroundings(kind, layers, ground, indoors, facts.get("echo", 0.0), said)


_WEATHERLESS = ("space", "moon", "underwater", "spaceship", "cave")
_LIFELESS = ("sea", "mars", "snow", "sky", "beach", "harbour", "mountains", "desert", *_WEATHERLESS)
"""Where no cricket lives."""


def _at(layers: dict[str, float], time: dict[str, Any], *, cold: bool) -> dict[str, float]:
    """The layers at another time of day: some animals sleep, others wake."""
    replaced: dict[str, float] = {}
    for name, loudness in layers.items():
        name_then = time["replaces"].get(name, name)
        replaced[name_then] = max(loudness, replaced.get(name_then, loudness))
    if cold:
        return replaced
    return {**time["adds"], **replaced}


def _kind(place: str, conditions: str) -> str:
    known = _known()
    name = _words(place)
    before = _words(_PLACING.split(place.lower(), maxsplit=1)[0])
    for phrase in (" ".join(name), *_endings(before), *_endings(name)):
        if phrase in known:
            return known[phrase]
    singles = [word for word in (*name, *_words(conditions)) if word in known]
    return known[singles[0]] if singles else UNKNOWN


def _endings(words: list[str]) -> Iterable[str]:
    """'old sea harbours' -> 'old sea harbours', 'old sea harbour', 'sea harbours', ... down to the last word."""
    for start in range(len(words)):
        phrase = " ".join(words[start:])
        yield phrase
        yield phrase.removesuffix("s")


def _first_named(table: dict[str, Any], texts: tuple[str, ...]) -> str:
    """The first entry of `table` that one of the texts names; earlier texts count before later ones."""
    for text in texts:
        words = set(_words(text))
        for name, facts in table.items():
            if words & set(facts["words"]):
                return name
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


@cache
def _known() -> dict[str, str]:
    return {word: kind for kind, facts in _table()["kinds"].items() for word in facts["words"]}


@cache
def _table() -> dict[str, Any]:
    return dict(json.loads((files("videostudio.generators.sound") / "data" / "places.json").read_text("utf-8")))
