"""Who is "he" and who is "she" where the nouns do not say: the assignment under which the whole prompt reads best."""

from collections.abc import Callable, Iterator
from itertools import product

from videostudio.agents.house.cast import Cast, Figure
from videostudio.agents.house.gender import stated
from videostudio.film.entity import EntityKind

_MOST_UNKNOWN = 4
_LEANING = 4
_MARGIN = 2
"""How much better than the reading from left to right another one must fit."""


def best_genders(cast: Cast, fit_with: Callable[[dict[str, str]], int]) -> dict[str, str] | None:
    """A gender by name for everybody whose words leave it open, or None where there is nothing to decide: nobody
    unknown, or one pronoun only. `fit_with` reads the prompt with these genders."""
    unknown = [figure for figure in cast.figures if _is_open(figure)]
    called = {sex for figure in cast.figures for sex in figure.called & {"m", "f"}}
    if len(called) < 2 or not 1 <= len(unknown) <= _MOST_UNKNOWN:
        return None
    now = {figure.name: figure.gender for figure in unknown}
    best, best_fit = None, cast.fit + _leanings(unknown, now) + _MARGIN
    for genders in _assignments(unknown):
        fit = fit_with(genders) + _leanings(unknown, genders)
        if fit > best_fit:
            best, best_fit = genders, fit
    return best


def _is_open(figure: Figure) -> bool:
    return figure.kind is EntityKind.PERSON and not figure.plural and not stated(figure.np) and "n" not in figure.called


def _assignments(unknown: list[Figure]) -> Iterator[dict[str, str]]:
    for sexes in product("mf", repeat=len(unknown)):
        yield dict(zip((figure.name for figure in unknown), sexes, strict=True))


def _leanings(unknown: list[Figure], genders: dict[str, str]) -> int:
    leaning = [(figure.leaning, genders[figure.name]) for figure in unknown if figure.leaning and genders[figure.name]]
    return sum(_LEANING if suggested == given else -_LEANING for suggested, given in leaning)
