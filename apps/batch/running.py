"""Making the films of a manifest, a few at a time; what befalls one of them befalls no other."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from videostudio.apps.batch.admitting import Admitted
from videostudio.apps.batch.manifest import Broken
from videostudio.apps.batch.rows import Row, broken_row, row_of
from videostudio.apps.desk.desk import Desk
from videostudio.film.errors import OverBudget, StudioError, VideoStudioError
from videostudio.tools.events import Event


class Watches(Protocol):
    """Who shows how a batch goes."""

    def began(self, number: int, film: str) -> Callable[[Event], None]:
        """A film is begun; gives who hears of what happens to it."""
        ...

    def ended(self, row: Row) -> None:
        """An item has its row."""
        ...


OpensDesk = Callable[[Callable[[Event], None]], Desk]


class Batch:
    """One run over a manifest's items. `desk` gives a desk whose events are heard; `limit_s` is the time that one film
    may take, None for any."""

    def __init__(self, desk: OpensDesk, watcher: Watches, *, at_once: int, limit_s: float | None = None) -> None:
        self._desk, self._watcher = desk, watcher
        self._turns, self._limit_s = asyncio.Semaphore(at_once), limit_s
        self._films: dict[str, asyncio.Lock] = {}
        self.rows: dict[int, Row] = {}
        """Item number -> its row, as far as the batch has come."""
        self.bugs: list[Exception] = []
        """What films ended by that no error of the tree is, with its traceback."""

    async def run(self, items: Sequence[Admitted | Broken]) -> None:
        """Makes what can be made; returns when every item has its row."""
        for item in items:
            if isinstance(item, Broken):
                self._end(broken_row(item, refused=True))
        await asyncio.gather(*(self._item(item) for item in items if isinstance(item, Admitted)))

    async def _item(self, item: Admitted) -> None:
        # Two items of one brief are one film: the second finds it made.
        async with self._films.setdefault(item.film, asyncio.Lock()), self._turns:
            began = time.monotonic()
            try:
                row = await self._row(item, began)
            except VideoStudioError as error:
                row = self._failed(item, error, began)
            except TimeoutError:
                why = f"the film took longer than the {self._limit_s:g} s it may take: run it again to go on"
                row = self._failed(item, OverBudget(why), began)
            # The boundary between films: whatever else comes here is a bug in one, and the others are made.
            except Exception as error:
                self.bugs.append(error)
                row = self._failed(item, StudioError(f"{type(error).__name__}: {error}"), began)
            self._end(row)

    async def _row(self, item: Admitted, began: float) -> Row:
        if item.made is not None:
            return row_of(item.number, self._desk(lambda event: None).status(item.film), 0.0, reused=True)
        desk = self._desk(self._watcher.began(item.number, item.film))
        async with asyncio.timeout(self._limit_s):
            film = await desk.make_of(item.brief, item.options)
        return row_of(item.number, film, time.monotonic() - began)

    def _failed(self, item: Admitted, error: VideoStudioError, began: float) -> Row:
        broken = Broken(item.number, " ".join(item.brief.prompt.split())[:60], error)
        return broken_row(broken, refused=False, film=item.film, wall_s=time.monotonic() - began)

    def _end(self, row: Row) -> None:
        self.rows[row.number] = row
        self._watcher.ended(row)
