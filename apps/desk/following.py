"""A film's events as they come, also those that another process writes: its log, read on from where it was."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from videostudio.tools.events import Event, from_json

LOOK_S = 0.2


class Tail:
    """Reads a log of events on, whole lines only, from the event numbered `after` + 1."""

    def __init__(self, log: Path, after: int = 0) -> None:
        self._log, self._after, self._at = log, after, 0

    def news(self) -> list[Event]:
        """The events since the last call. Lines torn by a kill are passed over."""
        try:
            with self._log.open("rb") as file:
                file.seek(self._at)
                read = file.read()
        except FileNotFoundError:
            return []
        whole = read[: read.rfind(b"\n") + 1]
        self._at += len(whole)
        events = [event for line in whole.splitlines() if line and (event := _parsed(line)) is not None]
        fresh = [event for event in events if event.seq > self._after]
        self._after = max((event.seq for event in fresh), default=self._after)
        return fresh


async def followed(log: Path, after: int, over: Callable[[], bool]) -> AsyncIterator[Event]:
    """Every event after the one numbered `after`, until `over()` and nothing is left to tell."""
    tail = Tail(log, after)
    while True:
        last = over()
        for event in tail.news():
            yield event
        if last:
            return
        await asyncio.sleep(LOOK_S)


def _parsed(line: bytes) -> Event | None:
    try:
        return from_json(line)
    except ValueError:
        return None
