"""Wall time by stage: how long at least one request of a stage was under way."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from videostudio.film.take import Stage


class StageClock:
    """Adds up the time in which a stage has anything in flight; overlapping requests count once."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._began = now()
        self._in_flight: Counter[Stage] = Counter()
        self._since: dict[Stage, float] = {}
        self._total: dict[Stage, float] = {}

    @contextmanager
    def at(self, stage: Stage) -> Iterator[None]:
        """Something of `stage` is in flight while the block runs."""
        if not self._in_flight[stage]:
            self._since[stage] = self._now()
        self._in_flight[stage] += 1
        try:
            yield
        finally:
            self._in_flight[stage] -= 1
            if not self._in_flight[stage]:
                self._total[stage] = self._total.get(stage, 0.0) + self._now() - self._since[stage]

    def seconds(self) -> dict[str, float]:
        """Seconds by stage so far, in ms precision, with "total" since the clock was made."""
        stages = {stage.value: round(total, 3) for stage, total in self._total.items()}
        return {**stages, "total": round(self._now() - self._began, 3)}
