"""The animatic as an endless source: scenes drawn while a run learns from them, by processes of their own.

For short runs and for machines with processors to spare; drawing costs more than a step of a small model, so that long
runs read shards (`write.py`).
"""

import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import count
from multiprocessing import get_context

import cv2

from videostudio.training.scenes.draw import Drawer
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.sample import Sample
from videostudio.training.scenes.world import A_PLATE, Split

AHEAD = 8
"""Blocks that each process may be ahead of who reads."""


def stream(form: Form, start: int, *, jobs: int, split: Split = Split.TRAIN) -> Iterator[Sample]:
    """Scenes number `start`, `start` + 1, ... of a split, without end, in this order whatever `jobs` is."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_deaf) as workers:
        blocks = count(start // A_PLATE)
        waiting: deque[Future[list[Sample]]] = deque()
        skip = start % A_PLATE
        try:
            while True:
                while len(waiting) < AHEAD * jobs:
                    waiting.append(workers.submit(block, form, split, next(blocks)))
                yield from waiting.popleft().result()[skip:]
                skip = 0
        finally:
            workers.shutdown(wait=False, cancel_futures=True)


def _deaf() -> None:
    """Ctrl-C reaches every process of a terminal. It is for the run, which still needs what is drawn for its step."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def block(form: Form, split: Split, number: int) -> list[Sample]:
    """The scenes of block `number`: those that share a set, so that it is painted once."""
    cv2.setNumThreads(1)
    return [drawer(form).scene(one, split) for one in range(number * A_PLATE, (number + 1) * A_PLATE)]


@cache
def drawer(form: Form) -> Drawer:
    """This process's own: the figures that it has drawn stay."""
    return Drawer(form)
