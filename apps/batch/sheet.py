"""The contact sheet of a batch: every item with a picture a scene, in one HTML file that needs nothing else."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from videostudio.apps.batch.rows import Row, counted
from videostudio.film.artifact import ArtifactRef
from videostudio.film.record import FilmRecord
from videostudio.tools.report.layout import REPORT_FILE
from videostudio.tools.report.markup import Markup, joined, tag
from videostudio.tools.report.stills import Stills
from videostudio.tools.store.port import Artifacts

MOST_PICTURES = 1200
"""Of the whole page, so that it stays under 20 MB; of each film as many scenes as that leaves."""
MOST_A_FILM = 8
WIDTH = 192

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
article { border-top: 1px solid #8886; padding: 1rem 0 }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 0 }
p { margin: .3rem 0; overflow-wrap: anywhere }
img { border-radius: 4px; height: auto; margin: .3rem .3rem 0 0; max-width: 100% }
.error { border-left: 4px solid #c33; padding-left: .6rem; white-space: pre-wrap }
.facts { opacity: .75 }
"""


def sheet(
    title: str, rows: Sequence[Row], records: dict[str, FilmRecord], folders: dict[str, Path], artifacts: Artifacts
) -> str:
    """The page. `records` and `folders` are by film; a film that is in neither is shown by its words only."""
    each = max(0, min(MOST_A_FILM, MOST_PICTURES // max(1, len(records))))
    chosen = {film: list(_pictures(record))[:each] for film, record in records.items()}
    stills = Stills(artifacts, sum(map(len, chosen.values())))
    told = ", ".join(f"{count} {state}" for state, count in counted(rows).items())
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("style", Markup(_STYLE)),
    )
    articles = (_article(row, chosen.get(row.film, []), folders.get(row.film), stills) for row in rows)
    body = tag("body", tag("h1", title), tag("p", told), tag("main", *articles))
    return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"


def _article(row: Row, pictures: list[tuple[str, ArtifactRef]], folder: Path | None, stills: Stills) -> Markup:
    heading = f"{row.number}. {row.title or row.prompt[:80] or '(no prompt)'}"
    shown = [
        tag("img", src=uri, alt=event, title=event, width=WIDTH, loading="lazy")
        for event, ref in pictures
        if (uri := stills.uri(ref, WIDTH)) is not None
    ]
    return tag(
        "article",
        tag("h2", heading),
        tag("p", row.prompt) if row.title else None,
        tag("p", _facts(row), class_="facts"),
        tag("p", f"{row.error_kind}: {row.error}", class_="error") if row.error else None,
        tag("p", f"What fell short: {row.degraded}") if row.degraded else None,
        joined(*shown),
        _link(folder),
    )


def _facts(row: Row) -> str:
    facts = [row.state.value, row.film]
    if row.scenes:
        facts += [f"{row.scenes} scenes", f"{row.seconds:g} s", f"{row.takes} takes"]
    return ", ".join(fact for fact in facts if fact)


def _link(folder: Path | None) -> Markup | None:
    report = None if folder is None else folder / REPORT_FILE
    return None if report is None else tag("p", tag("a", "report", href=f"file://{quote(str(report))}"))


def _pictures(record: FilmRecord) -> Iterator[tuple[str, ArtifactRef]]:
    for scene in record.scenes:
        take = scene.chosen_take
        if take is not None and take.image is not None:
            yield scene.event, take.image
