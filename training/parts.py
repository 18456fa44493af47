"""Long work cut into parts, over several processes; parts that are there already stay, so that it can go on later."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

Task = TypeVar("Task")
Arrays = Mapping[str, Any]


def in_parts(paths: Sequence[Path], tasks: Sequence[Task], work: Callable[[Task], Arrays], jobs: int) -> Iterator[int]:
    """Does `work` on every task and writes what it gives to the path beside it; yields how many are done. `work` is a
    function of a module, since other processes have to find it."""
    todo = [(path, task) for path, task in zip(paths, tasks, strict=True) if not path.is_file()]
    done = len(tasks) - len(todo)
    yield done
    with get_context("spawn").Pool(jobs) as workers:
        for _ in workers.imap(_Written(work), todo):
            done += 1
            yield done


class _Written:
    """Does one task and writes its arrays, whole or not at all."""

    def __init__(self, work: Callable[[Any], Arrays]) -> None:
        self._work = work

    def __call__(self, one: tuple[Path, Any]) -> None:
        path, task = one
        with path.with_suffix(".tmp").open("wb") as out:
            np.savez(out, **self._work(task))
        path.with_suffix(".tmp").replace(path)
