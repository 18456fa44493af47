"""Killed anywhere, a film goes on to the same bytes and repeats nothing that was durable."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from films import make, small_brief
from once import once

from videostudio.evaluation import crashes
from videostudio.tools.ledger import Ledger
from videostudio.tools.store import durable
from videostudio.tools.workspace import Workspace

MAKE = """
import asyncio, pathlib, sys
sys.path.insert(0, sys.argv[2])
import films
workers, scenes = map(int, sys.argv[3:])
brief = films.small_brief(scenes=scenes, duration_ms=1000 * scenes)
asyncio.run(films.make(pathlib.Path(sys.argv[1]), brief, workers=workers))
"""
HERE = str(Path(__file__).parent)

SOME = ("artifact.renamed", "entry.half", "writes.committed", "film.half")
RANDOM_KILLS = 30


@dataclass(frozen=True)
class Undisturbed:
    """A film of so many scenes that nobody killed, and how long it takes a process of its own."""

    scenes: int
    film: bytes
    seconds: float = 0.0


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    root = tmp_path_factory.mktemp("undisturbed")
    began = time.monotonic()
    assert start(root).wait(300) == 0
    return Undisturbed(2, film_of(root).read_bytes(), time.monotonic() - began)


@pytest.fixture(scope="module")
def short(shared_root: Path) -> Undisturbed:
    """One scene, which passes all that two do."""
    root = once(shared_root / "film-of-one-scene", lambda root: start(root, workers=1, scenes=1).wait(300))
    return Undisturbed(1, film_of(root).read_bytes())


def start(root: Path, kill_at: str | None = None, workers: int = 2, scenes: int = 2) -> "subprocess.Popen[bytes]":
    environment = {key: value for key, value in os.environ.items() if key != durable.KILL_AT}
    if kill_at:
        environment[durable.KILL_AT] = kill_at
    return subprocess.Popen(
        [sys.executable, "-c", MAKE, str(root), HERE, str(workers), str(scenes)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def film_of(root: Path) -> Path:
    [film] = Workspace(root).film_ids()
    return Workspace(root).film_folder(film) / "film.mp4"


async def goes_on(root: Path, undisturbed: Undisturbed) -> None:
    """The film is finished by the next process, byte for byte, without a durable call repeated."""
    brief = small_brief(scenes=undisturbed.scenes, duration_ms=1000 * undisturbed.scenes)
    record = await make(root, brief)
    assert film_of(root).read_bytes() == undisturbed.film
    ledger = Ledger(film_of(root).with_name("ledger.jsonl"))
    assert ledger.counts().repeats == 0
    assert record.cut is not None
    assert not [path for path in film_of(root).parent.iterdir() if path.suffix == ".tmp"]


def killed_at(root: Path, point: str, passing: int, workers: int, scenes: int = 2) -> None:
    process = start(root, f"{point}:{passing}", workers, scenes)
    status = process.wait(300)
    # 0: the film never passes this point so often. 1: its workers died of it, once too often.
    assert status in (-signal.SIGKILL, 0, 1)
    if passing == 1:
        assert status != 0, f"no film ever passes {point}"


@pytest.mark.parametrize("point", SOME)
async def test_killed_at_a_durable_step(tmp_path: Path, short: Undisturbed, point: str) -> None:
    killed_at(tmp_path, point, 1, workers=1, scenes=short.scenes)
    await goes_on(tmp_path, short)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    return crashes.undisturbed(tmp_path_factory.mktemp("whole"))


def nothing_is_repeated(one: crashes.Crash) -> None:
    assert (one.repeats, one.same) == (0, True)
    assert one.ended or one.passing > 1, f"no film ever passes {one.point}"


@pytest.mark.slow
@pytest.mark.parametrize("passing", crashes.PASSINGS)
@pytest.mark.parametrize("point", crashes.POINTS)
def test_four_workers_killed_at_every_durable_step(tmp_path: Path, whole: str, point: str, passing: int) -> None:
    nothing_is_repeated(crashes.crash(tmp_path, "local", point, passing, whole))


@pytest.mark.slow
@pytest.mark.parametrize("point", crashes.POINTS)
def test_four_workers_killed_at_every_durable_step_on_ray(tmp_path: Path, whole: str, cluster: str, point: str) -> None:
    nothing_is_repeated(crashes.crash(tmp_path, cluster, point, 1, whole))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(RANDOM_KILLS))
async def test_killed_at_any_moment(tmp_path: Path, undisturbed: Undisturbed, number: int) -> None:
    process = start(tmp_path)
    time.sleep(random.Random(number).uniform(0.1, 1.0) * undisturbed.seconds)
    process.kill()
    process.wait()
    await goes_on(tmp_path, undisturbed)
