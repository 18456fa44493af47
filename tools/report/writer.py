"""Writes a film's report.html."""

from pathlib import Path

from videostudio import __version__
from videostudio.film.errors import CorruptArtifact
from videostudio.film.record import FilmRecord
from videostudio.tools.report.layout import REPORT_FILE
from videostudio.tools.report.page import page
from videostudio.tools.report.stills import Stills
from videostudio.tools.report.story import Story, pictures
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.store.port import Artifacts


def write_report(record: FilmRecord, *, artifacts: Artifacts, folder: Path) -> Path:
    """Writes `folder`/report.html for a film in any state, and gives its path.

    At most 20 MB, whatever the number of scenes. Pictures whose bytes are lost are shown as lost. Raises
    NotEnoughDisk and UnusablePath.
    """
    story = Story(record, Stills(artifacts, pictures(record)), __version__)
    text = page(story, _captions(record, artifacts))
    path = folder / REPORT_FILE
    write_atomic(path, text.encode(), kind=Kind.FILM)
    return path


def _captions(record: FilmRecord, artifacts: Artifacts) -> str | None:
    if record.captions is None:
        return None
    try:
        return artifacts.read(record.captions).decode(errors="replace")
    except CorruptArtifact:
        return None
