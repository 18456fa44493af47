"""Long work cut into parts, over several processes; parts that are there already stay, so that it can go on later."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

Task = TypeVar("Task")
Arrays = Mapping[str, Any]


def in_parts(paths: Sequence[Path], tasks: Sequence[Task], work: Callable[[Task], Arrays], jobs: int) -> Iterator[int]:
    """Does `work` on every task and writes the arrays that it gives to the path beside it; see `to_files`."""
    return to_files(paths, tasks, _Written(work), jobs)


def to_files(
    paths: Sequence[Path], tasks: Sequence[Task], write: Callable[[Path, Task], None], jobs: int
) -> Iterator[int]:
    """Has every task written to the path beside it; yields how many are done. `write` is a function of a module, since
    other processes have to find it, and writes its path whole or not at all."""
    todo = [(path, task) for path, task in zip(paths, tasks, strict=True) if not path.is_file()]
    done = len(tasks) - len(todo)
    yield done
    with get_context("spawn").Pool(jobs) as workers:
        for _ in workers.imap(_Spread(write), todo):
            done += 1
            yield done


class _Spread:
    """Calls with a pair as two arguments."""

    def __init__(self, write: Callable[[Path, Any], None]) -> None:
        self._write = write

    def __call__(self, one: tuple[Path, Any]) -> None:
        self._write(*one)


class _Written:
    """Does one task and writes its arrays."""

    def __init__(self, work: Callable[[Any], Arrays]) -> None:
        self._work = work

    def __call__(self, path: Path, task: Any) -> None:
        with path.with_suffix(".tmp").open("wb") as out:
            np.savez(out, **self._work(task))
        path.with_suffix(".tmp").replace(path)
