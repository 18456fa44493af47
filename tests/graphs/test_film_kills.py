"""Real films, killed at every point where something becomes durable and at moments nobody chose: each goes on to
the same bytes, and no call is made again whose answer was durable."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import films
import pytest

from videostudio.film.record import FilmRecord
from videostudio.graphs.checkpoints import POINTS as CHECKPOINT_POINTS
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.durable import KILL_AT, POINTS
from videostudio.tools.store.store import Store

FILM = (
    "import asyncio, sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]); import films\n"
    "asyncio.run(films.make(Path(sys.argv[1])))"
)

NEVER_PASSED = "quarantine."
"""Nothing is set aside while nothing is broken; the store's own tests kill there."""

EVERY_KILL = [
    f"{name}:{n}" for name in (*POINTS, *CHECKPOINT_POINTS) if not name.startswith(NEVER_PASSED) for n in (1, 2, 4)
]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, float]:
    """The film's sha256 when nothing happens to it, and the seconds it took."""
    root = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    assert begin(root).wait(300) == 0
    return film_of(root), time.monotonic() - began


def begin(root: Path, **environment: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-c", FILM, str(root), str(Path(films.__file__).parent)]
    return subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)


def film_of(root: Path) -> str:
    (film,) = (root / "films").glob("*/film.mp4")
    return hashlib.sha256(film.read_bytes()).hexdigest()


async def goes_on(root: Path, expected: str) -> FilmRecord:
    record = await films.make(root)
    assert film_of(root) == expected
    counts = Ledger(root / "films" / record.film / "ledger.jsonl").counts()
    assert counts.repeats == 0
    assert record.calls.ledger == counts.generator_calls
    assert Store(root / "store").verify() == []
    return record


async def killed_there(root: Path, kill_at: str, expected: str) -> None:
    """A point in a worker kills workers until the film gives up; one in the film's own process ends that."""
    ended = begin(root, **{KILL_AT: kill_at}).wait(300)
    assert ended != 0, f"nothing passed {kill_at}"
    await goes_on(root, expected)


async def killed_after(root: Path, seconds: float, expected: str) -> None:
    making = begin(root)
    time.sleep(seconds)
    making.kill()
    assert making.wait(60) in (0, -signal.SIGKILL)
    await goes_on(root, expected)


@pytest.mark.parametrize("kill_at", ["checkpoint.committed:4", "ledger.half:4"])
async def test_a_killed_film_goes_on(kill_at: str, tmp_path: Path, undisturbed: tuple[str, float]) -> None:
    await killed_there(tmp_path, kill_at, undisturbed[0])


@pytest.mark.slow
@pytest.mark.parametrize("kill_at", EVERY_KILL)
async def test_a_film_killed_anywhere_goes_on(kill_at: str, tmp_path: Path, undisturbed: tuple[str, float]) -> None:
    await killed_there(tmp_path, kill_at, undisturbed[0])


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(30))
async def test_a_film_killed_at_any_moment_goes_on(moment: int, tmp_path: Path, undisturbed: tuple[str, float]) -> None:
    expected, whole_s = undisturbed
    await killed_after(tmp_path, random.Random(moment).uniform(0, whole_s), expected)
