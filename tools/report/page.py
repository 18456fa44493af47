"""The whole page: one file that needs nothing from anywhere."""

import base64
import hashlib
from importlib import resources

from videostudio.tools.report.cast import cast
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.opening import banners, header, player
from videostudio.tools.report.reproduce import licences, notes, reproduce
from videostudio.tools.report.story import Story
from videostudio.tools.report.storyboard import storyboard
from videostudio.tools.report.takes import takes
from videostudio.tools.report.timings import timings

_PARTS = (
    ("storyboard", "Storyboard"),
    ("cast", "Cast"),
    ("takes", "Takes"),
    ("notes", "Notes"),
    ("timings", "Time"),
    ("reproduce", "Make it again"),
    ("licences", "Credits"),
)


def page(story: Story, captions: str | None) -> str:
    """The report as HTML text. No script runs in it, and it asks no other host for anything."""
    parts = {
        "storyboard": storyboard(story),
        "cast": cast(story),
        "takes": takes(story),
        "notes": notes(story),
        "timings": timings(story),
        "reproduce": reproduce(story),
        "licences": licences(story),
    }
    links = (tag("a", label, href=f"#{key}") for key, label in _PARTS if parts[key] is not None)
    main = tag("main", banners(story), player(story, captions), *parts.values())
    top = joined(header(story), tag("nav", *links, aria_label="Parts of this report"))
    body = tag("body", top, main, tag("footer", f"Made with VideoStudio {story.version}"))
    return f"<!doctype html>\n{tag('html', _head(story), body, lang='en')}\n"


def _head(story: Story) -> Markup:
    style = Markup(resources.files(__package__).joinpath("style.css").read_text("utf-8"))
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", f"{story.title}: production report"),
        tag("style", style),
    )


def _policy(style: str) -> str:
    """Only this page's own style, pictures inside it, and the film beside it; nothing may run."""
    own = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{own}'; img-src data:; media-src 'self' file: data:; "
        "base-uri 'none'; form-action 'none'"
    )
