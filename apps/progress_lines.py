"""Progress as plain lines, for logs and pipes: one when a stage is done, and one now and then between."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from videostudio.apps.format import time_left
from videostudio.apps.stages import STAGE_WORDS
from videostudio.film.take import Stage
from videostudio.tools.events import Progress

QUIET_S = 10.0
"""At most one line in so many seconds, unless a stage is done."""


class Lines:
    """Writes to `stream` (standard error)."""

    def __init__(self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._spoke = clock()
        self._done: dict[Stage, int] = {}

    def progress(self, event: Progress) -> None:
        """A line if a stage is done, or none was written for a while."""
        finished = event.step >= event.total > self._done.get(event.stage, 0)
        if not finished and self._clock() - self._spoke < QUIET_S:
            return
        if finished:
            self._done[event.stage] = event.total
        left = f", {time_left(event.eta_s)}" if event.eta_s else ""
        where = f" ({event.scene_id})" if event.scene_id and not finished else ""
        self.say(f"{STAGE_WORDS[event.stage]} {event.step}/{event.total}{where}{left}")

    def say(self, text: str) -> None:
        """One line, at once."""
        self._spoke = self._clock()
        print(text, file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing is left open."""
