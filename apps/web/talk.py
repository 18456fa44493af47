"""What was said about the film, what a change would make again, and the versions there are."""

from videostudio.apps.forecasts import made_and_reused
from videostudio.apps.web import addresses
from videostudio.apps.web.beside import way
from videostudio.apps.web.controls import button, fold, form, text
from videostudio.apps.web.facts import Facts
from videostudio.apps.web.seen import FilmSeen
from videostudio.film.conversation import Spoken
from videostudio.film.history import History, Version
from videostudio.tools.report.markup import Markup, joined, tag

SHOWN = 60
"""Turns of the conversation that are shown, the last ones."""


def talk(facts: Facts, film: FilmSeen) -> Markup:
    """The conversation, and what waits for a yes."""
    said = facts.talk.spoken[-SHOWN:]
    first = _turn("them", facts.film.record.brief.prompt)
    begun = _turn("us", film.headline) if not said else None
    turns = (part for one in said for part in _turns(one))
    log = tag("div", first, begun, *turns, class_="log", role="log", aria_label="What was said", tabindex=0)
    return joined(log, _proposal(facts, film))


def versions(facts: Facts, film: FilmSeen, beside: int | None) -> Markup | None:
    """Every version of the script, the newest first; None where there is only one."""
    history = facts.history
    if history is None:
        return None
    script = history.current.script
    names = form(
        "edit-film",
        text("film-title", "Title", "title", script.title, 120),
        text("film-style", "Style", "style", script.style, 200, hint="watercolour"),
        send="See what that changes",
    )
    titles = fold("edit-title", "Title and style", names, kind="edit") if "edit" in film.can else None
    lines = tag("ol", *(_version(v, history, film, beside) for v in reversed(history.versions)), class_="versions")
    return tag("section", tag("h2", "History"), titles, lines, id="history")


def _turns(spoken: Spoken) -> tuple[Markup, Markup]:
    return _turn("them", spoken.said), _turn("us", spoken.answered)


def _turn(who: str, words: str) -> Markup:
    name = "You: " if who == "them" else "VideoStudio: "
    return tag("p", tag("span", name, class_="unseen"), words, class_=f"turn {who}", dir="auto")


def _proposal(facts: Facts, film: FilmSeen) -> Markup | None:
    """What would be made again, before it is."""
    if facts.talk.proposal is None:
        return None
    forecast, time = facts.forecast, None
    if not facts.is_looked_up:
        told = tag("p", "Looking up what is there already ...")
    elif forecast is None:
        told = tag("p", "What it would take cannot be said any more: say again what you want.")
    else:
        made, reused, takes = made_and_reused(forecast)
        told = joined(
            _listed("The change", forecast.changes),
            _listed("Made again", made) or tag("p", "Nothing is made again."),
            fold("reused", f"Reused ({len(forecast.reused)})", tag("ul", *(tag("li", line) for line in reused)))
            if reused
            else None,
        )
        time = tag("p", takes, class_="takes-time")
    busy = film.busy
    yes = None if busy or forecast is None else button("Yes, do it", "yes", "main")
    return tag(
        "section",
        tag("h2", "Before it is done"),
        told,
        tag("div", time, tag("div", yes, button("No", "no"), class_="buttons"), class_="deciding"),
        class_="proposal",
        id="proposal",
        aria_live="polite",
    )


def _listed(title: str, lines: tuple[str, ...] | list[str]) -> Markup | None:
    return joined(tag("h3", title), tag("ul", *(tag("li", line) for line in lines))) if lines else None


def _version(version: Version, history: History, film: FilmSeen, beside: int | None) -> Markup:
    here = version.number == history.head
    words = version.said or "as it was first written"
    doing = []
    if not here:
        doing.append(
            tag(
                "a",
                "Side by side",
                href=f"{addresses.page(film.id, version.number)}#beside",
                aria_current="true" if beside == version.number else None,
            )
        )
        if way(history, version.number) is not None and "edit" in film.can:
            doing.append(button("Take this one", "back-to", version=version.number))
    return tag(
        "li",
        tag("p", tag("strong", f"Version {version.number}"), tag("span", "the film", class_="pill") if here else None),
        tag("p", words),
        tag("p", f"{version.when:%Y-%m-%d %H:%M} UTC", class_="when") if len(history.versions) > 1 else None,
        tag("p", *doing, class_="buttons") if doing else None,
        class_="here" if here else None,
    )
