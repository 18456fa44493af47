"""Scripts for prompts the grammar cannot read: the prompt's own words, kept as they are."""

import re

from videostudio.agents.house.arc import Arc, Moment
from videostudio.agents.house.cast import SUBJECT, Figure
from videostudio.agents.house.phrases import NounPhrase
from videostudio.agents.house.places import Places
from videostudio.film.entity import EntityKind

_LONGEST_NAME = 40
_ENDS = re.compile(r"[.!?;:,\n。！？；：、，؟،؛।…]+")


def verbatim(prompt: str, scenes: int, seed: int) -> list[Moment]:
    """`scenes` moments: the prompt's sentences in their order, between an arrival and a close where there is
    room. The longest word stands for what the film is about."""
    figure = _figure(prompt)
    start = Places().inferred((), seed)
    told = _pieces(prompt)
    told = [told[i * len(told) // scenes] for i in range(scenes)] if len(told) > scenes else told
    quoted = [Moment("appear", start, text=text, lead=(figure,), shows_lead=True) for text in told]
    around = Arc([figure], start, seed).moments([], [], scenes - len(quoted))
    return [*around[:1], *quoted, *around[1:]]


def _pieces(prompt: str) -> list[str]:
    """The prompt's sentences and clauses, without signs that mean something in a template."""
    found = [" ".join(re.sub(r"[\[\]{}<>]", " ", piece).split()) for piece in _ENDS.split(prompt)]
    return [piece[:900] for piece in found if any(char.isalnum() for char in piece)]


def _figure(prompt: str) -> Figure:
    words = re.findall(r"[^\W\d_]+", prompt) or re.findall(r"\w+", prompt) or ["thing"]
    name = max(words[:200], key=len)[:_LONGEST_NAME]
    np = NounPhrase((), name, name, proper=True)
    return Figure(name, name, EntityKind.OBJECT, np, proper=True, seen=[(0, SUBJECT)])
