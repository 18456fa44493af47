"""A film's whole page as two pieces of HTML: the film, and the conversation about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from videostudio.apps.web.beside import Earlier, side_by_side
from videostudio.apps.web.board import board
from videostudio.apps.web.controls import button, fold
from videostudio.apps.web.facts import Facts
from videostudio.apps.web.roster import roster
from videostudio.apps.web.seen import FilmSeen, film_seen
from videostudio.apps.web.stage import stage
from videostudio.apps.web.talk import talk, versions
from videostudio.tools.report.markup import Markup, joined, tag


@dataclass(frozen=True)
class Whole:
    """What a browser is sent. Every word of users and models in it is escaped."""

    film: Markup
    talk: Markup
    title: str


def whole(facts: Facts, other: Earlier | None, profiles: Mapping[str, str]) -> Whole:
    """The page of a film; `other` is a version to see it next to, `profiles` those it may be filmed with,
    with words for them."""
    film = film_seen(facts)
    parts = (
        stage(facts, film, profiles),
        side_by_side(facts, film, other),
        board(film),
        roster(film),
        versions(facts, film, other.version.number if other else None),
        _removal(film),
    )
    return Whole(joined(*parts), talk(facts, film), film.title)


def lost(why: str) -> Whole:
    """The page of a film that cannot be shown, and why."""
    back = tag("p", tag("a", "To all films", href="/", class_="button"))
    return Whole(
        tag("section", tag("h1", "Nothing to see here"), tag("p", why), back, class_="lost"), Markup(""), "VideoStudio"
    )


def _removal(film: FilmSeen) -> Markup | None:
    if "remove" not in film.can:
        return None
    sure = tag("p", "The film and its report are removed from this machine.")
    return fold("remove", "Remove this film", sure, button("Remove it", "remove", "warn"))
