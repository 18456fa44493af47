"""Frames made in one thread and encoded in another."""

import threading
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from scenes import clip

from videostudio.film.errors import NotEnoughDisk
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import ClipRequest
from videostudio.film.take import Stage
from videostudio.generators.ports import Footage, SceneFilmer
from videostudio.graphs.executor.beside import Beside
from videostudio.graphs.executor.spool import Abandoned, Spool
from videostudio.tools.images import Pixels
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.port import Artifacts
from videostudio.tools.store.store import Store

REQUEST = clip("s1")


class Filmer:
    """Frames 0, 1, 2, ..., each of 3 bytes; raises `error` in place of frame `at`, or of the footage at -1."""

    identity = Identity(backend="tiny", code_version=1)
    capabilities = Capabilities(licence="Apache-2.0")

    def __init__(self, error: Exception | None = None, at: int = 0) -> None:
        self.error, self.at = error, at

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        if self.error is not None and self.at < 0:
            raise self.error
        return Footage(frames=self._frames(request), width=1, height=1, fps=12)

    def _frames(self, request: ClipRequest) -> Iterator[Pixels]:
        for number in range(request.frames):
            if self.error is not None and number == self.at:
                raise self.error
            yield np.full((1, 1, 3), number, np.uint8)


def drawn(filmer: SceneFilmer, store: Store) -> list[int]:
    footage = filmer.shoot_clip(REQUEST, artifacts=store)
    return [int(frame[0, 0, 0]) for frame in footage.frames]


def entry(name: str = "a" * 64) -> Entry:
    return Entry(fingerprint=name, stage=Stage.CLIP, outputs={})


def test_all_frames_arrive_in_order_in_the_other_thread(tmp_path: Path) -> None:
    seen: list[object] = []

    def carry_out(filmer: SceneFilmer) -> Entry:
        seen.extend((threading.get_ident(), drawn(filmer, Store(tmp_path))))
        return entry()

    done = Beside().shoot(Filmer(), REQUEST, Store(tmp_path), nullcontext, carry_out)
    assert done.result(10) == entry()
    assert seen[0] != threading.get_ident()
    assert seen[1] == list(range(REQUEST.frames))


def test_the_next_clip_is_made_while_one_is_encoded(tmp_path: Path) -> None:
    store, beside, release = Store(tmp_path), Beside(), threading.Event()

    def slowly(filmer: SceneFilmer) -> Entry:
        drawn(filmer, store)
        release.wait(10)
        return entry()

    first = beside.shoot(Filmer(), REQUEST, store, nullcontext, slowly)
    assert not first.done(), "the device is free before the clip is encoded"
    timer = threading.Timer(0.2, release.set)
    timer.start()
    began = time.monotonic()
    second = beside.shoot(Filmer(), REQUEST, store, nullcontext, slowly)
    assert time.monotonic() - began > 0.1, "frames of one clip at a time are in memory"
    assert first.done()
    assert second.result(10) == entry()


@pytest.mark.parametrize("at", [-1, 0, 5])
def test_a_filmer_that_fails_is_heard_of_where_its_frames_were_wanted(tmp_path: Path, at: int) -> None:
    def carry_out(filmer: SceneFilmer) -> Entry:
        try:
            drawn(filmer, Store(tmp_path))
        except ZeroDivisionError as error:
            raise ValueError("the filmer failed") from error
        return entry()

    with pytest.raises(ValueError, match="the filmer failed"):
        Beside().shoot(Filmer(ZeroDivisionError(), at), REQUEST, Store(tmp_path), nullcontext, carry_out)


def test_an_encoding_that_fails_ends_the_filming(tmp_path: Path) -> None:
    def carry_out(filmer: SceneFilmer) -> Entry:
        next(filmer.shoot_clip(REQUEST, artifacts=Store(tmp_path)).frames)
        raise NotEnoughDisk("full")

    with pytest.raises(NotEnoughDisk, match="full"):
        Beside().shoot(Endless(), REQUEST, Store(tmp_path), nullcontext, carry_out)


class Endless(Filmer):
    def _frames(self, request: ClipRequest) -> Iterator[Pixels]:
        while True:
            yield np.zeros((1, 1, 3), np.uint8)


def test_frames_wait_for_room() -> None:
    spool, put = Spool(Filmer(), most_bytes=7), threading.Event()

    def many() -> None:
        for _ in range(4):
            spool.put(np.zeros((1, 1, 3), np.uint8))

    def abandoned() -> None:
        with pytest.raises(Abandoned):
            many()
        put.set()

    spool.put(np.zeros((1, 1, 3), np.uint8))
    thread = threading.Thread(target=abandoned)
    thread.start()
    assert not put.wait(0.1), "there is room for two"
    spool.abandon()
    thread.join(10)
    assert put.is_set()
