"""Progress as bars on a terminal: one a stage, with the scene at work and the time the film still needs."""

import time

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, SpinnerColumn, Task, TaskID, TextColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from videostudio.apps.format import time_left
from videostudio.apps.stages import STAGE_WORDS
from videostudio.film.take import Stage
from videostudio.tools.events import Progress


class _Left(ProgressColumn):
    """The time the whole film still needs, counted down between two events."""

    def render(self, task: Task) -> Text:
        ends_at: float | None = task.fields["ends_at"]
        if task.finished or ends_at is None:
            return Text("")
        return Text(time_left(ends_at - time.monotonic()), style="cyan")


class Bars:
    """Draws on `console` (standard error) until closed, then leaves the last state standing."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True)
        self._bars = RichProgress(
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("{task.description:<16}", markup=False),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[scene]}", style="dim", markup=False),
            _Left(),
            console=self._console,
        )
        self._tasks: dict[Stage, TaskID] = {}
        self._bars.start()

    def progress(self, event: Progress) -> None:
        """Moves the bar of the event's stage."""
        if event.stage not in self._tasks:
            self._tasks[event.stage] = self._bars.add_task(STAGE_WORDS[event.stage], total=None, scene="", ends_at=None)
        ends_at = None if event.eta_s is None else time.monotonic() + event.eta_s
        done = event.step >= event.total
        self._bars.update(
            self._tasks[event.stage],
            completed=event.step,
            total=event.total,
            scene="" if done else event.scene_id,
            ends_at=ends_at,
        )

    def say(self, text: str) -> None:
        """One line above the bars."""
        self._console.print(Text(text))

    def close(self) -> None:
        """Ends the drawing."""
        self._bars.stop()
