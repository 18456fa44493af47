"""What a batch leaves behind: summary.csv and sheet.html."""

from collections.abc import Sequence
from pathlib import Path

from videostudio.apps.batch.rows import Row, as_csv
from videostudio.apps.batch.sheet import sheet
from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.films import Film
from videostudio.film.errors import VideoStudioError
from videostudio.graphs.machines import store_of
from videostudio.tools.store.durable import Kind, make_folder, write_atomic

SUMMARY_FILE = "summary.csv"
SHEET_FILE = "sheet.html"


def write(folder: Path, title: str, rows: Sequence[Row], desk: Desk) -> None:
    """Writes both into `folder`. Raises NotEnoughDisk, UnusablePath."""
    found = {row.film: film for row in rows if row.film and (film := _film(row.film, desk)) is not None}
    records = {name: film.record for name, film in found.items()}
    folders = {name: film.folder for name, film in found.items() if "report" in film.paths}
    make_folder(folder)
    write_atomic(folder / SUMMARY_FILE, as_csv(rows).encode(), kind=Kind.FILM)
    page = sheet(title, rows, records, folders, store_of(desk.workspace))
    write_atomic(folder / SHEET_FILE, page.encode(), kind=Kind.FILM)


def _film(name: str, desk: Desk) -> Film | None:
    """None for a film that was never begun, or whose record cannot be read: the batch is told of all the same."""
    try:
        return desk.status(name)
    except VideoStudioError:
        return None
