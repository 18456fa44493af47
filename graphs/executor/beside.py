"""Encoding a clip beside the making of the next: frames are made in this thread, and encoded in another."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from videostudio.film.errors import StudioError
from videostudio.film.requests import ClipRequest
from videostudio.generators.ports import SceneFilmer
from videostudio.graphs.executor.perform import Guard
from videostudio.graphs.executor.spool import Abandoned, Spool
from videostudio.graphs.executor.stopping import Stopped
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.port import Artifacts


class Beside:
    """The one clip that is being encoded, if there is one."""

    def __init__(self) -> None:
        self._before: Future[Entry] | None = None

    def shoot(
        self,
        filmer: SceneFilmer,
        request: ClipRequest,
        artifacts: Artifacts,
        guard: Guard,
        carry_out: Callable[[SceneFilmer], Entry],
    ) -> "Future[Entry]":
        """The entry to come of `request`, when `filmer` is done with it: `carry_out` runs in another thread, with a
        filmer that gives the frames made here. Raises what it raises over a filmer that failed, and Stopped."""
        spool = Spool(filmer)
        entry: Future[Entry] = Future()

        def encode() -> None:
            try:
                done = carry_out(spool)
            except Exception as error:
                spool.abandon()
                entry.set_exception(error)
            else:
                entry.set_result(done)

        threading.Thread(target=encode, daemon=True).start()
        try:
            self._spooled(filmer, request, artifacts, guard, spool)
        except Abandoned:
            entry.result()
        except Stopped:
            spool.end(StudioError("stopped"))
            raise
        except Exception as error:
            # The other thread gets it in place of a frame, and says what it means.
            spool.end(error)
            entry.result()
        self._before = entry
        return entry

    def _spooled(
        self, filmer: SceneFilmer, request: ClipRequest, artifacts: Artifacts, guard: Guard, spool: Spool
    ) -> None:
        with guard():
            footage = filmer.shoot_clip(request, artifacts=artifacts)
        if self._before is not None:
            self._before.exception()  # waits: frames of one clip at a time are in memory
        spool.begin(footage)
        while True:
            with guard():
                frame = next(footage.frames, None)
            if frame is None:
                return spool.end()
            spool.put(frame)
