"""Time, as calls of endpoints know it: all of it in one place, so that a test of a thousand calls waits for none."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass


@dataclass(frozen=True)
class Clock:
    """date     seconds since 1970, for endpoints that say until when to wait
    ticks    seconds that only go forward
    sleep    waits so many seconds
    within   a block that raises TimeoutError when it takes longer than so many seconds
    """

    date: Callable[[], float] = time.time
    ticks: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    within: Callable[[float], AbstractAsyncContextManager[object]] = asyncio.timeout


MACHINE = Clock()
"""The machine's own."""
