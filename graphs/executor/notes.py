"""The ledger beside the event loop: lines that come while the disk is busy are made durable together.

A turn of the disk takes 5 to 15 ms however many lines it carries. Noted one by one, two lines a job keep a busy
executor from feeding its workers.
"""

import asyncio
import os

from videostudio.film.take import Stage
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind


class Notes:
    """What one run, named `run`, writes into `ledger`. Lines keep the order in which they were noted."""

    def __init__(self, ledger: Ledger, run: str) -> None:
        self._ledger, self._run = ledger, run
        self._waiting: list[tuple[LedgerLine, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    def note(self, kind: LineKind, stage: Stage, name: str) -> "asyncio.Future[None]":
        """Adds a line about the fingerprint `name`; done when it is durable, or with what Ledger.note raises. The line
        is written even if nobody waits for that."""
        line = LedgerLine(kind=kind, fingerprint=name, stage=stage, pid=os.getpid(), run=self._run)
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((line, durable))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return durable

    async def close(self) -> None:
        """Waits until all lines are written."""
        if self._writing is not None:
            await self._writing

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            failed: Exception | None = None
            try:
                await asyncio.to_thread(self._ledger.note, *(line for line, _ in together))
            except Exception as error:  # belongs to whoever waits for the lines
                failed = error
            for _, durable in together:
                if durable.done():
                    continue
                if failed is None:
                    durable.set_result(None)
                else:
                    durable.set_exception(failed)
