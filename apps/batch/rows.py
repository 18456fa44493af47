"""What became of every item of a manifest, a row each, and the table of them that spreadsheets read."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from videostudio.apps.answers import exit_code
from videostudio.apps.batch.manifest import Broken
from videostudio.apps.desk.films import Film
from videostudio.apps.door import STOPPED_EXIT
from videostudio.film.noun import Noun

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet, and a prompt is anybody's text."""


class RowState(StrEnum):
    """How an item ended. REUSED: its film was there already. LEFT: nobody came to it."""

    MADE = "made"
    REUSED = "reused"
    WAITING = "waiting"
    REJECTED = "rejected"
    REFUSED = "refused"
    FAILED = "failed"
    LEFT = "left"


class Row(Noun):
    """One item. `seconds` is film time, `wall_s` what this run took; calls are of generators, `calls_made` in this run
    and `calls_ever` over all; `error_kind` is the error's class, `exit_code` what `make` would have ended with."""

    number: int = Field(ge=1)
    prompt: str
    state: RowState
    film: str = ""
    title: str = ""
    outcome: str = ""
    scenes: int = 0
    seconds: float = 0.0
    takes: int = 0
    calls_made: int = 0
    calls_reused: int = 0
    calls_ever: int = 0
    tokens: int = 0
    money_milli: int = 0
    wall_s: float = 0.0
    path: str = ""
    degraded: str = ""
    error_kind: str = ""
    error: str = ""
    exit_code: int = 0


def row_of(number: int, film: Film, wall_s: float, *, reused: bool = False) -> Row:
    """The row of a film."""
    record, folder, calls = film.record, film.paths, film.record.calls
    state = RowState.MADE if folder.get("film") else RowState.LEFT
    if film.waiting or film.rejected:
        state = RowState.WAITING if film.waiting else RowState.REJECTED
    return Row(
        number=number,
        prompt=record.brief.prompt,
        state=RowState.REUSED if reused else state,
        film=film.id,
        title=film.script.title if film.script else "",
        outcome=film.outcome.value,
        scenes=len(film.scenes),
        seconds=record.duration_ms / 1000,
        takes=sum(len(scene.takes) for scene in film.scenes),
        calls_made=0 if reused else calls.made,
        calls_reused=0 if reused else calls.reused,
        calls_ever=calls.ledger,
        tokens=record.spent.tokens,
        money_milli=record.spent.money_milli,
        wall_s=round(wall_s, 1),
        path=str(folder.get("film", "")),
        degraded="; ".join(record.degraded),
        exit_code=STOPPED_EXIT if state is RowState.LEFT else exit_code(record),
    )


def broken_row(broken: Broken, *, refused: bool, film: str = "", wall_s: float = 0.0) -> Row:
    """The row of an item without a film."""
    return Row(
        number=broken.number,
        prompt=broken.label,
        state=RowState.REFUSED if refused else RowState.FAILED,
        film=film,
        wall_s=round(wall_s, 1),
        error_kind=type(broken.error).__name__,
        error=str(broken.error),
        exit_code=broken.error.exit_code,
    )


def counted(rows: Sequence[Row]) -> dict[str, int]:
    """How many rows ended how, in the order of the states; states that none has are left out."""
    found = Counter(row.state for row in rows)
    return {state.value: found[state] for state in RowState if found[state]}


def worst(rows: Sequence[Row]) -> int:
    """The exit code of the item that needs most attention: a bug, the operator, the user, a stopped one, one that
    waits."""
    order = (5, 3, 2, STOPPED_EXIT, 6)
    return next((code for code in order if any(row.exit_code == code for row in rows)), 0)


def as_csv(rows: Sequence[Row]) -> str:
    """One line a row under its heading; texts are kept from being formulas."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(Row.model_fields)
    for row in rows:
        table.writerow(_cell(value) for value in row.model_dump(mode="json").values())
    return out.getvalue()


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
