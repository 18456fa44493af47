"""Progress on standard error, read from the film's events: bars on a terminal, a few plain lines elsewhere."""

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Protocol, Self

from videostudio.apps.format import seconds_text
from videostudio.apps.progress_bars import Bars
from videostudio.apps.progress_lines import Lines
from videostudio.tools.events import Event, Failed, Finished, Judged, Progress, Started, Warned


class View(Protocol):
    """Something that shows progress."""

    def progress(self, event: Progress) -> None:
        """Shows how far a stage is."""
        ...

    def say(self, text: str) -> None:
        """Shows one line that stays."""
        ...

    def close(self) -> None:
        """Leaves the terminal as it was."""
        ...


class ProgressView:
    """Subscribes to a film's events and shows the ones a person waits for. `film` is its id once known."""

    def __init__(self, view: View | None = None) -> None:
        self.film = ""
        self._began = time.monotonic()
        self._view = view or _fitting_view()

    def __call__(self, event: Event) -> None:
        """Takes one event; the studio calls it."""
        match event:
            case Started():
                self.film = event.film
                self._view.say(f"{'Going on with' if event.resumed else 'Making'} {event.film}")
            case Progress():
                self._view.progress(event)
            case Warned():
                self._view.say(f"Note: {event.text}")
            case Failed() if not event.fatal:
                self._view.say(f"{_about(event.about)}failed: {event.text}")
            case Finished():
                self._view.say(f"Done in {seconds_text(time.monotonic() - self._began)}")
            case Judged() if event.verdict and event.verdict.gaps:
                gaps = "; ".join(gap.text for gap in event.verdict.gaps)
                self._view.say(f"{_about(event.about)}take {event.attempt}, {event.verdict.kind}: {gaps}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._view.close()


def _fitting_view() -> View:
    make: Callable[[], View] = Bars if sys.stderr.isatty() else Lines
    return make()


def _about(about: str) -> str:
    return f"{about}: " if about else ""
