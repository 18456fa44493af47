"""Which language a text is in, by its function words: "the", "der", "el". Letters alone do not tell Spanish from
English.

Texts here are a few short sentences, and the question is nearly always whether a model fell back into English. Where
the words do not say enough, nothing is said: a narration is asked for again only where it is plainly in another
language.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files

FEWEST, PLAINLY = 1.0, 1.75
"""Points that a text needs to be told at all, and to be told plainly. A word counts one, and less where several
languages have it."""
ENGLISH = frozenset({"English"})
MARGIN = 1.6
"""How many times the points of another language the likeliest has at most, for both to be possible."""
_WORD = re.compile(r"[^\W\d_]+(?:['’])?")


def tongues(text: str, fewest: float = FEWEST) -> frozenset[str]:
    """The languages, by their English names, that `text` may be in: one, or neighbours such as Danish and Norwegian.
    None where it has too few words to tell."""
    points = _points(text)
    most = max(points.values(), default=0.0)
    return frozenset(name for name, many in points.items() if most >= fewest and many * MARGIN > most)


def astray(text: str, wanted: frozenset[str]) -> str:
    """The language that `text` is plainly in and that is none of those `wanted`; "" where it may be one of them."""
    found = tongues(text, PLAINLY)
    if not wanted or not found or found & wanted:
        return ""
    return min(found, key=lambda name: (-_points(text)[name], name))


def called(name: str) -> frozenset[str]:
    """The language of that English name; none for another name."""
    return frozenset({name.strip().capitalize()} & _words().keys())


def speaks_of_a_language(text: str) -> bool:
    """Whether a text names a language, and so may wish for another one than its own: "narrated in French"."""
    return re.search(rf"\b(?:{'|'.join(_words())}|Chinese|Japanese|Korean|Arabic|Hindi)\b", text, re.I) is not None


def _points(text: str) -> dict[str, float]:
    points: dict[str, float] = {}
    owners = _owners()
    for found in _WORD.findall(text.lower()):
        languages = owners.get(found.rstrip("'’"), ())
        for language in languages:
            points[language] = points.get(language, 0.0) + 1 / len(languages)
    return points


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    known: dict[str, str] = json.loads(
        files("videostudio.agents.llm").joinpath("function_words.json").read_text("utf-8")
    )
    return known


@lru_cache(maxsize=1)
def _owners() -> dict[str, tuple[str, ...]]:
    owners: dict[str, list[str]] = {}
    for language, words in _words().items():
        for word in words.split():
            owners.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in owners.items()}
