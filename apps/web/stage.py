"""The head of a film's page: the three steps, where it stands, what is wanted of its user, and the film itself."""

from collections.abc import Mapping

from videostudio.apps.desk.films import Film
from videostudio.apps.format import time_left
from videostudio.apps.web import addresses
from videostudio.apps.web.board import badge
from videostudio.apps.web.controls import button, choice, fold, form, text
from videostudio.apps.web.facts import Facts
from videostudio.apps.web.seen import Bar, FilmSeen, Mood, Step
from videostudio.film.brief import Approval
from videostudio.graphs.publisher import CAPTIONS_FILE, SCRIPT_FILE
from videostudio.tools.report.layout import FILM_FILE, REPORT_FILE
from videostudio.tools.report.markup import Markup, joined, tag

POSTER_PX = 1280
_STEPS = {Step.SAY: "Say it", Step.APPROVE: "Approve the storyboard", Step.WATCH: "Watch"}


def steps(now: Step) -> Markup:
    """The way a film goes, and where this one is."""
    at = list(Step).index(now)
    items = (
        tag(
            "li",
            tag("span", str(number + 1), class_="dot"),
            words,
            class_="done" if number < at else None,
            aria_current="step" if number == at else None,
        )
        for number, words in enumerate(_STEPS.values())
    )
    return tag("ol", *items, class_="steps", aria_label="The way a film goes")


def stage(facts: Facts, film: FilmSeen, profiles: Mapping[str, str]) -> Markup:
    """Everything above the storyboard."""
    again = tag("a", "All films", href="/", class_="back")
    return joined(
        tag("nav", again, steps(film.step), class_="way", aria_label="Where you are"),
        _head(film),
        _standing(film),
        _screens(facts, film),
        _files(facts, film, profiles),
    )


def _head(film: FilmSeen) -> Markup:
    title = tag("h1", film.title)
    logline = tag("p", film.logline, class_="logline") if film.logline else None
    return tag("header", title, logline, class_="top")


def _standing(film: FilmSeen) -> Markup:
    """Where it stands, and the buttons that go with that."""
    bars = tag("div", *(_bar(bar) for bar in film.bars), class_="bars") if film.bars else None
    eta = tag("p", time_left(film.eta_s), class_="eta") if film.eta_s else None
    doing = tag(
        "div",
        button("Stop", "stop") if "stop" in film.can else None,
        button("Go on", "resume", "main") if "resume" in film.can else None,
        button("Undo", "undo") if "undo" in film.can else None,
        button("Redo", "redo") if "redo" in film.can else None,
        class_="buttons",
    )
    heading = tag("h2", tag("span", class_="turning", aria_hidden="true") if film.busy else None, film.headline)
    return tag(
        "section",
        tag("div", heading, tag("p", film.hint), class_="told", role="status"),
        bars,
        eta,
        _decision(film),
        doing,
        class_=f"standing {film.mood.value}",
        id="standing",
    )


def _bar(bar: Bar) -> Markup:
    label = f"{bar.words}: {bar.step} of {bar.total}"
    return tag(
        "div",
        tag("span", bar.words),
        tag("progress", value=bar.step, max=bar.total, aria_label=label),
        tag("span", f"{bar.step}/{bar.total}", class_="count"),
        class_="bar",
    )


def _decision(film: FilmSeen) -> Markup | None:
    """Yes or no, where it is wanted."""
    if film.waiting is None:
        return None
    yes = "Make the film" if film.waiting is Approval.SCRIPT else "Cut the film"
    note = text("no-note", "Why not, or what should be different?", "note", "", 2000, rows=2)
    return tag(
        "div",
        button(yes, "approve", "main large", seen=film.awaited),
        fold("say-no", "No", form("reject", note, send="Reject", seen=film.awaited)),
        class_="decision",
    )


def _screens(facts: Facts, film: FilmSeen) -> Markup | None:
    """The film; beside it the one that it was rendered from, if that is there."""
    own = _screen(facts.film, film.title, facts.film.record.profile)
    if own is None:
        return None
    other = _screen(facts.twin, film.title, facts.twin.record.profile) if facts.twin is not None else None
    if other is None:
        return tag("section", own, class_="player", aria_label="The film")
    both = button("Play both from the beginning", "play-both")
    return tag("section", tag("div", other, own, class_="pair"), both, class_="player", aria_label="Both films")


def _screen(film: Film, title: str, profile: str) -> Markup | None:
    record = film.record
    if record.cut is None:
        return None
    image = next((take.image for scene in record.scenes if (take := scene.chosen_take) and take.image), None)
    track = None
    if record.captions is not None:
        track = tag(
            "track", kind="captions", srclang="und", label="Captions", src=addresses.file(film.id, CAPTIONS_FILE)
        )
    video = tag(
        "video",
        track,
        src=addresses.cut(film.id, record.cut),
        poster=addresses.picture(film.id, image, POSTER_PX) if image else None,
        controls=True,
        preload="metadata",
        playsinline=True,
        aria_label=f"{title}, filmed with the profile {profile}",
        id=f"film-{film.id}",
    )
    return tag("figure", video, tag("figcaption", f"filmed with the profile {profile}"))


def _files(facts: Facts, film: FilmSeen, profiles: Mapping[str, str]) -> Markup | None:
    """What can be taken home, and the same script filmed another way."""
    names = {"Film": FILM_FILE, "Captions": CAPTIONS_FILE, "Report": REPORT_FILE, "Script": SCRIPT_FILE}
    there = {path.name for path in facts.film.paths.values()}
    known = {words: name for words, name in names.items() if name in there}
    if not known or film.busy:
        return None
    links = (
        tag("a", words, href=addresses.file(film.id, name), download=f"{film.id}-{name}", class_="button")
        for words, name in known.items()
    )
    again = None
    others = {name: words for name, words in profiles.items() if name != facts.film.record.profile}
    if others and "render" in film.can:
        which = choice("profile", "Profile", "profile", next(iter(others)), others)
        again = fold("film-again", "Film it another way", form("render", which, send="See what that takes"))
    return tag(
        "section", tag("div", *links, class_="buttons", aria_label="Download"), again, _notes(facts), class_="files"
    )


def _notes(facts: Facts) -> Markup | None:
    record = facts.film.record
    if not (record.degraded or record.notes or record.licences):
        return None
    short = tag("ul", *(tag("li", badge("fell short", Mood.WARN), " ", line) for line in record.degraded))
    rest = tag("ul", *(tag("li", line) for line in (*record.notes, *record.licences)))
    return fold("notes", f"Notes ({len(record.degraded) + len(record.notes) + len(record.licences)})", short, rest)
