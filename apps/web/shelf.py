"""The first page: the films there are."""

from videostudio.apps.web import addresses
from videostudio.apps.web.board import badge
from videostudio.apps.web.seen import Mood
from videostudio.film.record import FilmOutcome
from videostudio.graphs.studio import FilmSummary
from videostudio.tools.report.markup import Markup, tag

SHOWN = 60
"""Films on the first page, the newest first."""

_STANDS = {
    FilmOutcome.FINISHED: ("ready", Mood.GOOD),
    FilmOutcome.DEGRADED: ("ready, fell short", Mood.WARN),
    FilmOutcome.AWAITING_SCRIPT: ("waits for your word", Mood.CALM),
    FilmOutcome.AWAITING_CUT: ("waits for your word", Mood.CALM),
    FilmOutcome.REJECTED: ("you said no", Mood.WARN),
    FilmOutcome.UNFINISHED: ("unfinished", Mood.CALM),
}


def shelf(films: tuple[FilmSummary, ...]) -> Markup:
    """Links to films, in the order given; nothing where there are none."""
    if not films:
        return Markup("")
    cards = tag("ul", *(_card(film) for film in films[:SHOWN]), class_="shelf")
    return tag("section", tag("h2", "Your films"), cards, aria_label="Your films")


def _card(film: FilmSummary) -> Markup:
    length = tag("span", f"{film.seconds:g} s") if film.seconds else None
    words, mood = _STANDS[film.outcome]
    inside = (tag("strong", film.title), tag("span", badge(words, mood), length, class_="foot"))
    return tag("li", tag("a", *inside, href=addresses.page(film.id)))
