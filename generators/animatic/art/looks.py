"""How an entity is to look, read from its name and aspects: colours by part, age, gender, size, what it wears.

Reads words, knows no artworks. Words it cannot use are listed in `unused`, so that the report can say so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile, zip_longest

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art.library import table
from videostudio.generators.animatic.art.words import singular, words_of

REACH = 3
"""How many words may stand between a colour and the part it belongs to: "bright red woollen winter coat"."""
SMALLEST_MILLI, LARGEST_MILLI = 200, 4000
OLD_AGE, GROWN_UP_AGE = 62, 13


@dataclass(frozen=True)
class Looks:
    """`colours`: part (body, hair, clothes, trousers, shoes, hat, scarf, skin) -> name of a colour, as pairs.
    `age` is child, young, adult or old; `gender` man, woman or person; `size_milli` scales natural height, and a
    `toy` is as high as a hand."""

    colours: tuple[tuple[str, str], ...] = ()
    age: str = "adult"
    gender: str = "person"
    size_milli: int = 1000
    wears: tuple[str, ...] = ()
    garment: str = "shirt"
    hairstyle: str = ""
    toy: bool = False
    unused: tuple[str, ...] = ()

    def colour(self, part: str) -> str | None:
        """The colour asked for a part, or None."""
        return dict(self.colours).get(part)


@lru_cache(maxsize=1024)
def looks_of(entity: Entity) -> Looks:
    """What the entity's name and aspects say about its looks."""
    texts = [("", entity.name), *((aspect.name, aspect.value) for aspect in entity.aspects)]
    words = [word for aspect, text in texts for word in (*_split(aspect), *_split(text))]
    joined = f" {' '.join(words)} "
    head = set(_split(entity.head))
    person = entity.kind is EntityKind.PERSON
    return Looks(
        colours=tuple(sorted(_colours(texts, head).items())),
        age=_age(words, entity),
        gender=_first(words, table("looks")["genders"]) or "person",
        size_milli=_size(words, head | set(table("looks")["young_sizes"] if person else ())),
        wears=_phrases(joined, table("looks")["wears"], head),
        garment=_first(words, table("looks")["garments"]) or "shirt",
        hairstyle=_first(words, table("looks")["hairstyles"]) or "",
        toy=not person and bool((set(words) - head) & set(table("looks")["toys"])),
        unused=tuple(f"{name} {value}" for name, value in texts[1:] if not _is_used(name, value, entity)),
    )


def colour_names() -> dict[str, str]:
    """Word -> name of a colour."""
    colours = table("colours")
    words: dict[str, str] = colours["words"]
    return {name: name for name in colours["colours"]} | words


def _colours(texts: list[tuple[str, str]], head: set[str]) -> dict[str, str]:
    skin = next((word for aspect, text in texts if (word := _skin_word(_split(aspect), _split(text)))), None)
    found: dict[str, str] = {"skin": skin} if skin else {}
    for aspect, text in texts:
        named_part = next((part for word in _split(aspect) if (part := _part(word))), None)
        for colour, part in _statements(_split(text), head if not aspect else set()):
            found.setdefault(part or named_part or "body", colour)
    return found


def _skin_word(aspect: list[str], words: list[str]) -> str | None:
    """A word for skin that is no colour elsewhere: "olive skin", "fair-skinned", or an aspect "skin": "dark"."""
    tones = {word for said in table("colours")["skin_words"].values() for word in said}
    about_skin = any(_part(word) == "skin" for word in aspect)
    followed = zip_longest(words, words[1:], fillvalue="")
    return next((word for word, after in followed if word in tones and (about_skin or _part(after) == "skin")), None)


def _statements(words: list[str], head: set[str]) -> Iterator[tuple[str, str | None]]:
    """Each colour of a text with the part that it stands before; "blonde" and the like are said of hair."""
    names, ends = colour_names(), {*head, *table("looks")["name_ends_at"]}
    position = 0
    while position < len(words):
        pair = " ".join(words[position : position + 2])
        is_pair = " " in pair and pair in names
        colour = names[pair] if is_pair else None if words[position] in head else names.get(words[position])
        position += 2 if is_pair else 1
        if colour:
            following = takewhile(lambda word: word not in ends, words[position : position + REACH + 1])
            said_of_hair = "hair" if words[position - 1] in table("looks")["hair_words"] else None
            yield colour, next((part for word in following if (part := _part(word))), said_of_hair)


@cache
def _part(word: str) -> str | None:
    return next((part for part, words in table("looks")["parts"].items() if word in words), None)


def _split(text: str) -> list[str]:
    return [piece for word in words_of(text) for piece in word.split("-")]


def _first(words: list[str], choices: dict[str, list[str]]) -> str | None:
    known = {spelling: choice for choice, spellings in choices.items() for spelling in spellings}
    return next((known[each] for word in words for each in (word, singular(word)) if each in known), None)


def _phrases(joined: str, choices: dict[str, list[str]], head: set[str]) -> tuple[str, ...]:
    """Choices named in the text, longer phrases first, so that a "straw hat" is not also a "hat"."""
    spelt = sorted(
        ((spelling, choice) for choice, spellings in choices.items() for spelling in spellings),
        key=lambda pair: -len(pair[0]),
    )
    found: list[str] = []
    for spelling, choice in spelt:
        if f" {spelling} " in joined and not set(spelling.split()) <= head:
            joined = joined.replace(f" {spelling} ", "  ")
            found.append(choice)
    return tuple(dict.fromkeys(found))


def _age(words: list[str], entity: Entity) -> str:
    stated = entity.aspect("age") or ""
    years = re.search(r"\d+", stated)
    if years:
        age = int(years.group())
        return "child" if age < GROWN_UP_AGE else "old" if age > OLD_AGE else "adult"
    known = {*words, *map(singular, words)}
    grown_up = known & set(table("looks")["grown_ups"])
    ages = {age: said for age, said in table("looks")["ages"].items() if age != "child" or not grown_up}
    return next((age for age, said in ages.items() if known & set(said)), "adult")


def _size(words: list[str], ignored: set[str]) -> int:
    milli = 1000
    for word in dict.fromkeys(words):
        if word not in ignored:
            milli = milli * table("looks")["sizes_milli"].get(word, 1000) // 1000
    return max(SMALLEST_MILLI, min(LARGEST_MILLI, milli))


@lru_cache(maxsize=1)
def _usable() -> frozenset[str]:
    looks = table("looks")
    drawn = {part: words for part, words in looks["parts"].items() if part != "other"}
    lists = [
        *drawn.values(),
        *(looks[key][name] for key in ("garments", "wears", "ages", "genders", "hairstyles") for name in looks[key]),
    ]
    return frozenset(
        [piece for words in lists for phrase in words for piece in phrase.split()]
        + [piece for name in colour_names() for piece in name.split()]
        + list(looks["sizes_milli"])
        + [word for words in table("colours")["skin_words"].values() for word in words]
    )


def _is_used(name: str, value: str, entity: Entity) -> bool:
    """Whether a picture can show the aspect: it has a word we draw, or one the entity's name already has."""
    known = _usable() | set(_split(entity.name)) | set(_split(entity.head))
    parts = {_part(word) for word in (*_split(name), *_split(value))}
    words = _split(value)
    return "other" not in parts and any(word in known or singular(word) in known for word in words)
