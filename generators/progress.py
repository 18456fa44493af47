"""How far the work under way is: whatever works tells, and whoever has it carried out listens.

A model is called through several layers, of which none has to know who waits for it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[int, int], None]
"""Told (steps done, steps in all) after every step."""

_LISTENER: ContextVar[Progress | None] = ContextVar("_LISTENER", default=None)


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """What works inside, in this thread, tells `progress`."""
    before = _LISTENER.set(progress)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def stepped(done: int, total: int) -> None:
    """`done` of `total` steps of the work under way are done."""
    if (progress := _LISTENER.get()) is not None:
        progress(done, total)
