"""A clock for endpoints on which every wait is over at once, and on which hours pass when a server says so."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from videostudio.tools.llm.clock import Clock

BEGAN = 1_800_000_000.0
"""Seconds since 1970 when such a clock starts."""


class Hurried:
    """`waits` lists what was slept, `now_s` is the time."""

    def __init__(self) -> None:
        self.now_s = BEGAN
        self.waits: list[float] = []
        self._limits: list[tuple[float, asyncio.AbstractEventLoop, asyncio.Timeout]] = []

    @property
    def clock(self) -> Clock:
        return Clock(date=lambda: self.now_s, ticks=lambda: self.now_s, sleep=self._sleep, within=self._within)

    def pass_by(self, seconds: float) -> None:
        """Lets time pass, from whatever thread: who had less of it than that is out of time."""
        self.now_s += seconds
        for limit in list(self._limits):
            ends, loop, _ = limit
            if ends <= self.now_s:
                loop.call_soon_threadsafe(self._end, limit)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now_s += seconds

    @asynccontextmanager
    async def _within(self, seconds: float) -> AsyncIterator[None]:
        async with asyncio.timeout(None) as timeout:
            limit = (self.now_s + seconds, asyncio.get_running_loop(), timeout)
            self._limits.append(limit)
            try:
                yield
            finally:
                self._limits.remove(limit)

    def _end(self, limit: tuple[float, asyncio.AbstractEventLoop, asyncio.Timeout]) -> None:
        if limit in self._limits:
            limit[2].reschedule(limit[1].time())
