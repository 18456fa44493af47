"""The house writer's word lists, read once from the packaged JSON. Where they come from: README.md beside this file."""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from videostudio.film.entity import EntityKind


def data(name: str) -> Any:
    """The packaged JSON file `data/<name>.json`."""
    return json.loads(files("videostudio.agents.house").joinpath("data", f"{name}.json").read_text("utf-8"))


class Lexicon:
    """Word lists as dictionaries and sets. Every word is a lower-case singular or base form; a compound is
    known both with spaces and with hyphens."""

    def __init__(self) -> None:
        self.nouns: dict[str, str] = {}
        """Noun -> class: person, animal, place, building, time, weather, abstract or a class of objects
        (vehicle, furniture, plant, food, wear, body, thing)."""
        self.gender: dict[str, str] = {}
        """Noun -> "m" or "f", for people whose noun says so."""
        self.also_place: set[str] = set()
        self.proper_places: set[str] = set()
        self._read_nouns(data("nouns"))
        verbs = data("verbs")
        self.lemma_of: dict[str, str] = verbs.pop("lemma_of")
        self.verb_groups: dict[str, frozenset[str]] = {group: frozenset(words) for group, words in verbs.items()}
        self.verbs: frozenset[str] = frozenset().union(*self.verb_groups.values())
        modifiers = data("modifiers")
        self.adverbs: frozenset[str] = frozenset(modifiers.pop("adverbs"))
        self.adjectives: dict[str, str] = {
            word: group for group, words in reversed(modifiers.items()) for word in words
        }
        names = data("names")
        self.names: dict[str, str] = {name: sex if sex != "any" else "" for sex in names for name in names[sex]}
        """First name -> "m", "f" or "" where it is both."""
        self.trades: dict[str, list[str]] = data("trades")
        """Role -> verbs that tell it from other roles."""
        words = data("function_words")
        self.numbers: dict[str, int] = words["numbers"]
        self.emoji_people: dict[str, str] = words["emoji_people"]
        self.emoji_names: dict[str, str] = words["emoji_names"]
        self.words: dict[str, frozenset[str]] = {
            group: frozenset(entries) for group, entries in words.items() if isinstance(entries, list)
        }
        self.words |= {group: frozenset(entries) for group, entries in data("groups").items()}
        self.words["prepositions"] |= self.words["compound_prepositions"]
        self._compounds: dict[str, list[tuple[str, ...]]] = {}
        for entry in sorted(
            [*words["compound_prepositions"], *words["pairs"], *(w for w in words["subordinators"] if " " in w)],
            key=len,
            reverse=True,
        ):
            self._compounds.setdefault(entry.split()[0], []).append(tuple(entry.split()))
        self.leadins = sorted((tuple(entry.split()) for entry in words["leadins"]), key=len, reverse=True)

    def _read_nouns(self, nouns: dict[str, Any]) -> None:
        """Later classes do not overwrite earlier ones: the first class is what the bare word means."""
        for group in ("male", "female", "any"):
            for word in nouns["person"][group]:
                self._add(word, "person")
                if group != "any":
                    self.gender.setdefault(word, group[0])
        self._add_all(nouns["animal"], "animal")
        for word in (*nouns["building"], *(word for words in nouns["place"].values() for word in words)):
            self.also_place.update((word, word.replace("-", " ")))
        for word in nouns["place"]["proper"]:
            self.proper_places.update((word, word.replace("-", " ")))
        for group in ("vehicle", "furniture", "plant", "food", "wear", "body", "thing"):
            self._add_all(nouns["object"][group], group)
        self._add_all(nouns["building"], "building")
        for words in nouns["place"].values():
            self._add_all(words, "place")
        for group in ("time", "weather", "abstract"):
            self._add_all(nouns[group], group)

    def _add_all(self, words: list[str], group: str) -> None:
        for word in words:
            self._add(word, group)

    def _add(self, word: str, group: str) -> None:
        self.nouns.setdefault(word, group)
        self.nouns.setdefault(word.replace("-", " "), group)

    def is_a(self, group: str, word: str) -> bool:
        """Whether a function word or verb group has `word`."""
        return word in self.words.get(group, ()) or word in self.verb_groups.get(group, ())

    def compounds_from(self, first: str) -> list[tuple[str, ...]]:
        """Prepositions of several words that begin with `first`, longest first."""
        return self._compounds.get(first, [])

    def group(self, noun: str) -> str:
        """The class of a singular noun, "" if no list has it; "great-grandmother" is a kind of grandmother."""
        known = self.nouns.get(noun)
        return known if known is not None else self.nouns.get(noun.removeprefix("great-").removeprefix("she-"), "")

    def is_place(self, word: str) -> bool:
        return word in self.also_place

    def kind(self, noun: str) -> EntityKind | None:
        """What a singular noun names, or None for words the lists do not have and for what is no thing
        (times, weather, ideas)."""
        group = self.nouns.get(noun)
        if group is None or group in ("time", "weather", "abstract"):
            return None
        if group in ("building", "place"):
            return EntityKind.PLACE
        if group in ("person", "animal"):
            return EntityKind(group)
        return EntityKind.OBJECT


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The one lexicon of this process; about 20 ms the first time."""
    return Lexicon()
