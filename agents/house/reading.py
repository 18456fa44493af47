"""A prompt read once: its figures, its acts in story order and what every pronoun means."""

from dataclasses import dataclass, replace

from videostudio.agents.house.acts import Act
from videostudio.agents.house.assignment import best_genders
from videostudio.agents.house.cast import Cast, Figure
from videostudio.agents.house.caster import Caster, Resolution
from videostudio.agents.house.clause_reader import clauses
from videostudio.agents.house.clauses import Clause
from videostudio.agents.house.hunch import Hunch
from videostudio.agents.house.items import items
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.story_order import in_story_order, with_weather_told
from videostudio.agents.house.tagging import tag
from videostudio.agents.house.tokens import Token, sentences

_LONGEST_WEIGHED = 200
"""Words up to which all assignments of "he" and "she" are weighed."""


@dataclass
class Reading:
    """`acts` in story order, `fragments` the phrases without a verb, `trace` every third-person pronoun."""

    figures: list[Figure]
    acts: list[Act]
    fragments: list[Act]
    trace: list[Resolution]
    words: int = 0


def read(prompt: str, own_names: tuple[str, ...] = (), hunch: Hunch | None = None) -> Reading:
    """Reads at most a few thousand words well under a second."""
    found = sentences(prompt)
    read_clauses = _all_clauses(found)
    cast, reading = _read(read_clauses, own_names, hunch)
    reading.words = sum(map(len, found))
    if reading.words > _LONGEST_WEIGHED:
        return reading
    genders = best_genders(cast, lambda genders: _read(read_clauses, own_names, hunch, genders)[0].fit)
    if genders is not None:
        reading = replace(_read(read_clauses, own_names, hunch, genders)[1], words=reading.words)
    return reading


def _read(
    read_clauses: list[Clause],
    own_names: tuple[str, ...],
    hunch: Hunch | None,
    genders: dict[str, str] | None = None,
) -> tuple[Cast, Reading]:
    cast = Cast(own_names, genders, hunch)
    caster = Caster(cast)
    acts: list[Act] = []
    fragments: list[Act] = []
    for number, clause in enumerate(read_clauses):
        following = read_clauses[number + 1] if number + 1 < len(read_clauses) else None
        act = caster.act(clause, number, following)
        (acts if clause.verb is not None else fragments).append(act)
    ordered = with_weather_told(in_story_order(acts))
    return cast, Reading(cast.figures, ordered, fragments, caster.trace)


def _all_clauses(found: list[list[Token]]) -> list[Clause]:
    return [
        clause for number, tokens in enumerate(found) for clause in clauses(items(tag(_without_leadin(tokens))), number)
    ]


def _without_leadin(tokens: list[Token]) -> list[Token]:
    """Without "Make a film about", "Once upon a time there was", which say nothing of the story."""
    lowers = tuple(token.lower for token in tokens)
    for leadin in lexicon().leadins:
        if lowers[: len(leadin)] == leadin and len(tokens) > len(leadin):
            rest = tokens[len(leadin) :]
            return _without_leadin(rest[1:] if rest[0].text == "," and len(rest) > 1 else rest)
    return tokens


def resolve_pronouns(prompt: str) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Every third-person pronoun of the prompt: (lower-case word, offset in the NFC text, names meant), in order."""
    trace = sorted(read(prompt).trace, key=lambda each: each.start)
    return tuple((each.word, each.start, tuple(figure.name for figure in each.figures)) for each in trace)
