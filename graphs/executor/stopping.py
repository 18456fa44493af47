"""Ending a call in the middle of a step, from another thread, without the called backend's help.

A signal handler runs in the main thread between two operations of Python, which in a model are the calls of its
layers. Only calls of backends are open to it: a store half written is for a kill, not for us.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_SIGNAL = signal.SIGUSR1


class Stopped(BaseException):
    """Nobody wants the answer any more. No Exception, so that no backend takes it for a mishap of its own."""


class Stopping:
    """Ends calls in the thread that makes it, which has to be the main one."""

    def __init__(self) -> None:
        self._asked: set[int] = set()
        self._open: int | None = None
        self._main = threading.get_ident()
        signal.signal(_SIGNAL, self._on_signal)

    def ask(self, number: int) -> None:
        """The order `number` is to end; from any thread."""
        self._asked.add(number)
        signal.pthread_kill(self._main, _SIGNAL)

    @contextmanager
    def open(self, number: int) -> Iterator[None]:
        """While the block runs it may end in Stopped, if that was asked of `number` before or meanwhile."""
        self._open = number
        try:
            self._on_signal()
            yield
        finally:
            self._open = None

    def _on_signal(self, *_: object) -> None:
        if self._open is not None and self._open in self._asked:
            self._open = None
            raise Stopped
