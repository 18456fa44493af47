"""Holding leases: renewed while they are wanted, given up in time when they cannot be.

A lease lasts `LASTS_S` after it was last renewed, by the clock of whoever grants it. Its holder counts from the moment
before it asked, by its own clock, and is told to stop a quarter before the end. So two machines never work on the same
thing at once, unless one of them stands still for longer than that in the middle of its work, as a suspended one does.
"""

import atexit
import queue
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from videostudio.film.errors import VideoStudioError

LASTS_S = 60.0
RENEWED = 6
"""How often in its life a lease is renewed: several times in vain before it is lost."""
LEAVE_S = 2.0


class Leases(Protocol):
    """Who grants leases. Names are [a-z0-9-]."""

    def take(self, name: str, holder: str, lasts_s: float) -> bool:
        """Whether `holder` has the lease `name` now, for `lasts_s` s. Raises OperatorError."""
        ...

    def renew(self, name: str, holder: str, lasts_s: float) -> bool:
        """Whether `holder` still had the lease, and has it for `lasts_s` s more. Raises OperatorError."""
        ...

    def release(self, name: str, holder: str) -> None:
        """Gives the lease back. Raises OperatorError."""
        ...


@dataclass(eq=False)
class _Held:
    name: str
    lost: Callable[[], object]
    end: threading.Timer | None = None


class Keeper:
    """Leases of this process, renewed in a thread of its own. `holder` is for one that comes back under its old name, and
    knows otherwise that its predecessor is gone."""

    def __init__(self, leases: Leases, lasts_s: float = LASTS_S, holder: str = "") -> None:
        self._leases, self._lasts_s = leases, lasts_s
        self.holder = holder or f"{socket.gethostname()}-{secrets.token_hex(8)}"
        self._held: dict[str, _Held] = {}
        self._returned: queue.SimpleQueue[_Held | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def take(self, name: str, lost: Callable[[], object] = lambda: None) -> Callable[[], None] | None:
        """Holds the lease `name` until the call of what it gives; None if somebody has it, in this process too. `lost`
        is called, once and from another thread, if the lease could not be renewed in time. Raises what the grantor
        raises."""
        held = _Held(name, lost)
        with self._lock:
            if name in self._held:
                return None
            self._held[name] = held
        began, granted = time.monotonic(), False
        try:
            granted = self._leases.take(name, self.holder, self._lasts_s)
        finally:
            if not granted:
                self._forget(held)
        if not granted:
            return None
        self._safe_from(held, began)
        self._keep()
        return partial(self._returned.put, held)

    def _keep(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, daemon=True, name="leases")
                self._thread.start()
                atexit.register(self._leave)

    def _leave(self) -> None:
        """Gives back what was returned before the process ends; the rest ends by itself."""
        self._returned.put(None)
        if self._thread is not None:
            self._thread.join(LEAVE_S)

    def _serve(self) -> None:
        """Giving back and renewing are calls over the network: whoever works has better to do."""
        every_s = self._lasts_s / RENEWED
        due = time.monotonic() + every_s
        while True:
            try:
                held = self._returned.get(timeout=max(0.0, due - time.monotonic()))
            except queue.Empty:
                for each in tuple(self._held.values()):
                    self._renew(each)
                due = time.monotonic() + every_s
                continue
            if held is None:
                return
            self._release(held)

    def _renew(self, held: _Held) -> None:
        if held.end is None:
            return
        began = time.monotonic()
        try:
            if self._leases.renew(held.name, self.holder, self._lasts_s):
                self._safe_from(held, began)
            else:
                self._lose(held)
        except VideoStudioError:
            return  # it is tried again, until it is too late

    def _release(self, held: _Held) -> None:
        if self._held.get(held.name) is not held:
            return
        try:
            self._leases.release(held.name, self.holder)
        except VideoStudioError:
            pass  # it ends by itself
        finally:
            self._forget(held)

    def _safe_from(self, held: _Held, began: float) -> None:
        """Starts the time anew after which the lease counts as lost."""
        if held.end is not None:
            held.end.cancel()
        left = began + self._lasts_s * 3 / 4 - time.monotonic()
        held.end = threading.Timer(max(0.0, left), self._lose, (held,))
        held.end.daemon = True
        held.end.start()

    def _lose(self, held: _Held) -> None:
        if self._forget(held):
            held.lost()

    def _forget(self, held: _Held) -> bool:
        """Whether it was still held."""
        with self._lock:
            if held.end is not None:
                held.end.cancel()
            if self._held.get(held.name) is not held:
                return False
            del self._held[held.name]
            return True
