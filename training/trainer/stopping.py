"""Being told to stop: SIGTERM and SIGINT end a run between two steps, so that it can keep its state first."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass
class Told:
    """Whether the process was told to stop."""

    to_stop: bool = False


@contextmanager
def listening() -> Iterator[Told]:
    """Notes the signals as long as the context lasts; elsewhere than in the main thread nobody can be told."""
    told = Told()
    if current_thread() is not main_thread():
        yield told
        return

    def note(signum: int, frame: FrameType | None) -> None:
        told.to_stop = True

    before = {one: signal.signal(one, note) for one in SIGNALS}
    try:
        yield told
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
