"""Killed at a named point: a film of simulated models that take no time, with four workers, here or on Ray, and what
the process that goes on with it finds and makes again.

`python -m videostudio.evaluation.crashes ROOT EXECUTOR` makes the film, or goes on with it.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from videostudio.evaluation.scheduling import simulated
from videostudio.evaluation.simulated import Latency
from videostudio.film.brief import Brief
from videostudio.film.calibration import Calibration
from videostudio.film.record import Calls, FilmRecord
from videostudio.graphs import checkpoints
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.driving import Run, driven
from videostudio.graphs.executor.seats import Seat, device_seats, plain_seats
from videostudio.graphs.order import EVENTS_FILE, FilmOrder
from videostudio.graphs.progress import FilmProgress
from videostudio.graphs.publisher import FolderPublisher
from videostudio.tools.events import EventBus, EventLog
from videostudio.tools.ledger import Ledger
from videostudio.tools.store import durable
from videostudio.tools.store.store import Store

POINTS = tuple(point for point in durable.POINTS if not point.startswith("quarantine.")) + checkpoints.POINTS
"""All that a film passes which is not broken to begin with."""
PASSINGS = (1, 2, 5, 13)
FOUR = device_seats(("cpu",) * 4, 1)
AT_ONCE = Latency(load_ms=0, image_ms=0, clip_ms=0, score_ms=0)
BRIEF = Brief(
    prompt="A dog runs across a meadow and finds a red ball",
    scenes=4,
    duration_ms=4000,
    width=256,
    height=144,
    fps=12,
    silent=True,
)
LONGEST_S = 300


@dataclass(frozen=True)
class Crash:
    """What became of a film that was to be killed when it passed `point` the `passing`-th time.

    ended    whether its process ended of it: killed, or in an error after its workers were; else it never got there so
             often, or another worker went on
    lost     calls that were under way, and were begun again
    repeats  calls that were begun again although their answer was durable: 0, or a promise is broken
    same     whether the film that came in the end is the undisturbed one
    """

    point: str
    passing: int
    ended: bool
    lost: int
    repeats: int
    same: bool


async def film(root: Path, executor: str, seats: Sequence[Seat] = FOUR) -> FilmRecord:
    """The film under `root`: begun, or gone on with. Raises the error tree."""
    home = root / "film"
    home.mkdir(parents=True, exist_ok=True)
    bus, store = EventBus(EventLog(home / EVENTS_FILE)), Store(root / "store")
    order = FilmOrder(film="crashed-00000000", brief=BRIEF, profile=AT_ONCE.profile())
    progress = FilmProgress(bus.emit, BRIEF)
    publisher = FolderPublisher(home, home, store)
    async with simulated(root, AT_ONCE, tuple(seats), executor) as workers:
        crew = Crew(
            film=order.film,
            executor=workers,
            artifacts=store,
            publisher=publisher,
            emit=bus.emit,
            expect=progress.expect,
            house=str(workers.backends.writer.identity),
            licences=(),
            tally=lambda: Tally(calls=Calls(), seconds={}),
            calibration=Calibration(),
        )
        publisher.sweep()
        return await driven(Run(order, home, crew), None)


def undisturbed(root: Path) -> str:
    """The sha256 of the film that nobody killed."""
    return _cut(asyncio.run(film(root, "local", plain_seats(1))))


def crash(root: Path, executor: str, point: str, passing: int, whole: str) -> Crash:
    """Has the film killed at a point, and goes on with it; `whole` is `undisturbed`'s."""
    command = [sys.executable, "-m", "videostudio.evaluation.crashes", str(root), executor]
    environment = {**os.environ, durable.KILL_AT: f"{point}:{passing}"}
    child = subprocess.run(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=LONGEST_S, check=False
    )
    cut = _cut(asyncio.run(film(root, "local", plain_seats(1))))
    counts = Ledger(root / "ledger.jsonl").counts()
    ended = child.returncode != 0
    return Crash(point, passing, ended, counts.started_without_made, counts.repeats, bool(cut) and cut == whole)


def _cut(record: FilmRecord) -> str:
    return record.cut.sha256 if record.cut is not None else ""


if __name__ == "__main__":
    asyncio.run(film(Path(sys.argv[1]), sys.argv[2]))
