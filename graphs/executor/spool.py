"""Frames on their way from the device's thread to the one that encodes them.

The spool plays the filmer's role for the encoding thread, so that a clip is carried out there as anywhere else.
"""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest
from videostudio.generators.ports import Footage, SceneFilmer
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

MOST_BYTES = 512 * 2**20
"""Of frames that wait: a clip of 121 frames of 1280 x 720 px has 320 MiB."""


class Abandoned(BaseException):
    """Nobody takes frames any more: the encoding failed, and has the reason."""


class Spool:
    """One clip. The device's thread calls `begin`, `put` and `end`; the other calls `shoot_clip`."""

    def __init__(self, filmer: SceneFilmer, most_bytes: int = MOST_BYTES) -> None:
        self._filmer, self._most = filmer, most_bytes
        self._news = threading.Condition()
        self._footage: Footage | None = None
        self._frames: deque[Pixels] = deque()
        self._held = 0
        self._ended, self._abandoned = False, False
        self._failed: Exception | None = None

    @property
    def identity(self) -> Identity:
        """The filmer's."""
        return self._filmer.identity

    @property
    def capabilities(self) -> Capabilities:
        """The filmer's."""
        return self._filmer.capabilities

    def begin(self, footage: Footage) -> None:
        """The filmer has given `footage`, whose frames are going to be put."""
        with self._news:
            self._footage = footage
            self._news.notify_all()

    def put(self, frame: Pixels) -> None:
        """Adds a frame, when there is room. Raises Abandoned."""
        with self._news:
            self._news.wait_for(lambda: self._abandoned or not self._frames or self._held + frame.nbytes <= self._most)
            if self._abandoned:
                raise Abandoned
            self._frames.append(frame)
            self._held += frame.nbytes
            self._news.notify_all()

    def end(self, failed: Exception | None = None) -> None:
        """That was the last frame, or the filmer raised `failed`."""
        with self._news:
            self._ended, self._failed = True, failed
            self._news.notify_all()

    def abandon(self) -> None:
        """The encoding is over, and takes no more."""
        with self._news:
            self._abandoned = True
            self._news.notify_all()

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        """See SceneFilmer."""
        with self._news:
            self._news.wait_for(lambda: self._footage is not None or self._ended)
            if self._footage is None:
                assert self._failed is not None, "a filmer gives footage or raises"
                raise self._failed
            return replace(self._footage, frames=self._drawn())

    def _drawn(self) -> Iterator[Pixels]:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._frames or self._ended)
                if not self._frames:
                    if self._failed is not None:
                        raise self._failed
                    return
                frame = self._frames.popleft()
                self._held -= frame.nbytes
                self._news.notify_all()
            yield frame
