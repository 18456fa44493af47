"""How often somebody may ask."""

import time
from collections import deque
from collections.abc import Callable

from videostudio.film.errors import TooBusy

WINDOW_S = 60.0


class Rates:
    """Counts the requests of every guest within the last minute. For one thread."""

    def __init__(self, per_minute: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = per_minute, clock
        self._asked: dict[str, deque[float]] = {}

    def take(self, guest: str) -> None:
        """One request of `guest`. Raises TooBusy with the time after which there is room again."""
        if self._most is None:
            return
        now, asked = self._clock(), self._asked.setdefault(guest, deque())
        while asked and asked[0] <= now - WINDOW_S:
            asked.popleft()
        if len(asked) >= self._most:
            wait = round(asked[0] + WINDOW_S - now, 1)
            raise TooBusy(f"{self._most} requests a minute are allowed: ask again in {wait:g} s", wait)
        asked.append(now)
