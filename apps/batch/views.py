"""A batch as people watch it: a table that lives on a terminal, lines elsewhere."""

import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self, TextIO

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from videostudio.apps.batch.rows import Row, RowState
from videostudio.apps.format import seconds_text
from videostudio.apps.stages import STAGE_WORDS
from videostudio.tools.events import Event, Progress

LAST = 8
"""Finished items that stay in sight."""
_GOOD = (RowState.MADE, RowState.REUSED)


class View(Protocol):
    """Watches a batch, and is closed when it ends."""

    def began(self, number: int, film: str) -> Callable[[Event], None]: ...
    def ended(self, row: Row) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def fitting_view(total: int) -> View:
    """The one for standard error, of a batch with so many items."""
    return TableView(total) if sys.stderr.isatty() else LinesView(total)


class LinesView:
    """A line an item, when it is done."""

    def __init__(self, total: int, stream: TextIO | None = None) -> None:
        self._total, self._stream = total, stream or sys.stderr
        self._done = 0

    def began(self, number: int, film: str) -> Callable[[Event], None]:
        """See Watches."""
        return lambda event: None

    def ended(self, row: Row) -> None:
        """See Watches."""
        self._done += 1
        print(f"[{self._done}/{self._total}] {_line(row)}", file=self._stream, flush=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left open."""


class TableView:
    """The films that are being made, with their stages; the last that ended; and how many there are."""

    def __init__(self, total: int, console: Console | None = None) -> None:
        self._total, self._began = total, time.monotonic()
        self._running: dict[int, tuple[str, dict[str, Progress]]] = {}
        self._last: deque[Row] = deque(maxlen=LAST)
        self._counts: Counter[RowState] = Counter()
        self._live = Live(
            get_renderable=self.shown, console=console or Console(stderr=True), refresh_per_second=4, transient=False
        )

    def began(self, number: int, film: str) -> Callable[[Event], None]:
        """See Watches."""
        stages: dict[str, Progress] = {}
        self._running[number] = (film, stages)

        def hear(event: Event) -> None:
            if isinstance(event, Progress):
                stages[event.stage] = event

        return hear

    def ended(self, row: Row) -> None:
        """See Watches."""
        self._running.pop(row.number, None)
        self._counts[row.state] += 1
        self._last.append(row)

    def shown(self) -> RenderableType:
        """The table as it stands."""
        table = Table("#", "film", "state", box=None, pad_edge=False, expand=False)
        for row in self._last:
            style = "green" if row.state in _GOOD else "yellow" if row.state is RowState.WAITING else "red"
            table.add_row(str(row.number), Text(row.title or row.prompt[:60]), Text(_state(row), style=style))
        for number, (film, stages) in sorted(self._running.items()):
            at = [f"{STAGE_WORDS[event.stage]} {event.step}/{event.total}" for event in stages.values()]
            table.add_row(str(number), Text(film), Text(at[-1] if at else "beginning", style="cyan"))
        done = sum(self._counts.values())
        told = ", ".join(f"{count} {state.value}" for state, count in sorted(self._counts.items()))
        took = seconds_text(time.monotonic() - self._began)
        return Group(table, Text(f"{done} of {self._total} done in {took}{': ' if told else ''}{told}"))

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()


def _line(row: Row) -> str:
    return f"{row.number}. {row.title or row.prompt[:60]}: {_state(row)}"


def _state(row: Row) -> str:
    if row.error:
        return f"{row.state.value}, {' '.join(row.error.split())}"
    return f"{row.state.value} in {seconds_text(row.wall_s)}" if row.state is RowState.MADE else row.state.value
