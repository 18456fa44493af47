"""Progress from events: a few plain lines in a log, bars on a terminal."""

import io

from rich.console import Console

from videostudio.apps.format import bytes_text, plural, seconds_text
from videostudio.apps.progress import ProgressView
from videostudio.apps.progress_bars import Bars
from videostudio.apps.progress_lines import Lines
from videostudio.film.record import FilmOutcome
from videostudio.film.take import Stage
from videostudio.film.verdict import Gap, Verdict, VerdictKind
from videostudio.tools.events import Decided, Failed, Finished, Judged, Progress, Started, Warned


class Clock:
    """A clock that the test turns."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def step(number: int, total: int = 100, eta_s: float | None = 42.0) -> Progress:
    return Progress(stage=Stage.CLIP, scene_id=f"scene-{number}", step=number, total=total, eta_s=eta_s)


def test_lines_speak_now_and_then() -> None:
    out, clock = io.StringIO(), Clock()
    lines = Lines(out, clock)
    for number in range(1, 100):
        clock.now += 1.0
        lines.progress(step(number))
    assert len(out.getvalue().splitlines()) == 9
    assert out.getvalue().splitlines()[0] == "scenes in motion 10/100 (scene-10), about 42 s left"


def test_a_finished_stage_is_told_once_and_again_when_it_grew() -> None:
    out = io.StringIO()
    lines = Lines(out, Clock())
    for number, total in ((4, 4), (4, 4), (4, 5), (5, 5)):
        lines.progress(step(number, total, eta_s=None))
    assert out.getvalue().splitlines() == ["scenes in motion 4/4", "scenes in motion 5/5"]


def test_events_become_words() -> None:
    out = io.StringIO()
    gap = Gap(score="camera", text="it moves the other way")
    with ProgressView(Lines(out, Clock())) as view:
        view(Started(film="mars-1", resumed=True))
        view(Judged(about="scene-2", attempt=1, verdict=Verdict(kind=VerdictKind.RESHOOT, gaps=(gap,))))
        view(Judged(about="scene-2", attempt=2, verdict=Verdict(kind=VerdictKind.ACCEPT)))
        view(Failed(about="scene-3", error="GeneratorError", text="no paint"))
        view(Failed(error="NotEnoughDisk", text="told elsewhere", fatal=True))
        view(Decided(by="director", text="closer"))
        view(Warned(text="dusty"))
        view(Finished(outcome=FilmOutcome.FINISHED))
        assert view.film == "mars-1"
    assert out.getvalue().splitlines() == [
        "Going on with mars-1",
        "scene-2: take 1, reshoot: it moves the other way",
        "scene-3: failed: no paint",
        "Note: dusty",
        "Done in 0.0 s",
    ]


def test_bars_show_stage_scene_and_time_left() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=120, color_system=None)
    view = ProgressView(Bars(console))
    with view:
        view(Started(film="mars-1"))
        view(step(2, 4))
        view(Warned(text="[bold]words, no markup[/bold]"))
    text = out.getvalue()
    for words in ("Making mars-1", "scenes in motion", "2/4", "scene-2", "about 42 s left"):
        assert words in text
    assert "[bold]words, no markup[/bold]" in text


def test_figures_read_well() -> None:
    assert [seconds_text(s) for s in (0.84, 9.99, 41.4, 200, 7500)] == [
        *("0.8 s", "10.0 s", "41 s", "3 min 20 s", "2 h 5 min")
    ]
    assert [bytes_text(b) for b in (0, 999, 1500, 2_500_000, 3_200_000_000)] == [
        *("0 B", "999 B", "1.5 kB", "2.5 MB", "3.2 GB")
    ]
    assert [plural(n, "take") for n in (0, 1, 2)] == ["0 takes", "1 take", "2 takes"]
