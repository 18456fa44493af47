"""The top of the page: title, figures, what fell short, and the film itself."""

import base64

from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.tools.report.icons import mark
from videostudio.tools.report.layout import FILM_FILE
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.story import Story, chosen_take

_STATES = {
    FilmOutcome.FINISHED: ("finished", True),
    FilmOutcome.DEGRADED: ("finished, fell short", False),
    FilmOutcome.AWAITING_SCRIPT: ("waits for your word on the script", False),
    FilmOutcome.AWAITING_CUT: ("waits for your word before the cut", False),
    FilmOutcome.REJECTED: ("rejected", False),
    FilmOutcome.UNFINISHED: ("unfinished", False),
}
POSTER_PX = 960


def header(story: Story) -> Markup:
    """Title, logline, how the film stands, and its figures."""
    script = story.record.script
    words, good = _STATES[story.record.outcome]
    badge = tag("span", mark(good), words, class_="badge good" if good else "badge warn")
    return tag(
        "header",
        tag("p", "Production report", class_="kicker"),
        tag("h1", story.title),
        tag("p", script.logline, class_="logline") if script and script.logline else None,
        tag("p", badge, *(tag("span", figure) for figure in _figures(story.record)), class_="figures"),
    )


def banners(story: Story) -> Markup:
    """What fell short, and what the film waits for. Empty when there is neither."""
    return joined(_waiting(story.record), _fell_short(story.record.degraded))


def player(story: Story, captions: str | None) -> Markup | None:
    """The film, playable in place; None while there is no cut. `captions` is WebVTT text."""
    if story.record.cut is None:
        return None
    track = tag("track", kind="captions", srclang="und", label="Captions", src=_vtt(captions)) if captions else None
    video = tag(
        "video",
        track,
        tag("a", "Open the film", href=FILM_FILE),
        src=FILM_FILE,
        poster=_poster(story),
        controls=True,
        preload="metadata",
        playsinline=True,
        aria_label=f"The film: {story.title}",
    )
    return tag("section", video, class_="player", aria_label="The film")


def _figures(record: FilmRecord) -> list[str]:
    brief = record.brief
    figures = [f"{brief.width} × {brief.height}", f"{brief.fps} fps", f"profile {record.profile}", f"seed {brief.seed}"]
    if record.script:
        scenes = len(record.script.scenes)
        length = [f"{record.duration_ms / 1000:g} s", f"{scenes} scene{'s' if scenes > 1 else ''}"]
        figures = length + figures
    return figures


def _waiting(record: FilmRecord) -> Markup | None:
    resume = f"videostudio resume {record.film}"
    if record.outcome is FilmOutcome.UNFINISHED:
        how = [tag("p", "Nothing that was made is lost. Go on with it:"), tag("pre", resume)]
        return tag("section", tag("h2", "Not finished yet"), *how, class_="banner ask")
    if record.outcome not in (FilmOutcome.AWAITING_SCRIPT, FilmOutcome.AWAITING_CUT):
        return None
    return tag(
        "section",
        tag("h2", "Your word is wanted"),
        tag("p", "Look at the storyboard below, then say one of these:"),
        tag("pre", f"{resume} --approve --seen {record.awaited}"),
        tag("pre", f'{resume} --reject "what should be different" --seen {record.awaited}'),
        class_="banner ask",
    )


def _fell_short(degraded: tuple[str, ...]) -> Markup | None:
    if not degraded:
        return None
    items = tag("ul", *(tag("li", text) for text in degraded))
    return tag("section", tag("h2", mark(False), "What fell short"), items, class_="banner warn")


def _poster(story: Story) -> str | None:
    for scene in story.record.scenes:
        take = chosen_take(scene)
        if take and take.image:
            return story.stills.uri(take.image, POSTER_PX)
    return None


def _vtt(captions: str) -> str:
    return f"data:text/vtt;base64,{base64.b64encode(captions.encode()).decode()}"
