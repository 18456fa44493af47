"""A worker process: reads orders from standard input, carries them out one by one, answers on standard output.

`python -m videostudio.graphs.executor.worker DUTY`. It ends with its parent: when the pipe closes, whatever it is
doing, because nobody is left to read the answer. It keeps no locks and no ledger; whoever gives the orders does.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import cv2

from videostudio.film.errors import NotEnoughMemory, StudioError
from videostudio.film.noun import Noun
from videostudio.film.requests import ClipRequest, Request
from videostudio.film.take import Stage
from videostudio.generators.ports import SceneFilmer
from videostudio.generators.progress import Progress, listening
from videostudio.graphs.bootstrap import build_backends
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.beside import Beside
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.messages import (
    WORDS,
    WORKER_REQUESTS,
    Answered,
    Freed,
    Item,
    Order,
    Ready,
    Refused,
    Stepped,
    Stop,
    Told,
)
from videostudio.graphs.executor.perform import perform, perform_together
from videostudio.graphs.executor.resident import Resident, forget
from videostudio.graphs.executor.stopping import Stopped, Stopping
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.opening import open_store
from videostudio.tools.store.store import Store

_WORK = {Stage.REFERENCE: "drawing references", Stage.IMAGE: "drawing scene images", Stage.CLIP: "filming"}

_NO_ROOM = (
    "set tiling, most_frames or side of its backend, make the film smaller or shorter, choose a profile that needs "
    "less, or free some of it"
)


class Worker:
    """One order at a time. `alone` on its device it has one model in memory, and hands the frames of a clip to a thread
    that encodes them while the next order is carried out."""

    def __init__(self, backends: Backends, store: Store, replies: BinaryIO, *, alone: bool) -> None:
        self._backends, self._store, self._alone = backends, store, alone
        self._resident, self._beside, self._stopping = Resident(backends), Beside(), Stopping()
        self._one_by_one: set[Stage] = set()
        self._replies, self._speaking = replies, threading.Lock()

    def serve(self, orders: "queue.SimpleQueue[Order]") -> None:
        """Answers orders for ever; the reader thread ends the process."""
        self._reply(Ready())
        while True:
            order = orders.get()
            if self._alone:
                self._resident.enter(order.stage)
            items, degraded = self._left_of(order)
            for item in items:
                self._carry_out(order, item, degraded)
                degraded = ()

    def stop(self, number: int) -> None:
        """Ends the order `number` in the middle of a step; from any thread."""
        self._stopping.ask(number)

    def _left_of(self, order: Order) -> tuple[tuple[Item, ...], tuple[str, ...]]:
        """Draws an order of several in one pass. If that fails, all of it is left to be carried out one by one: whose
        fault it was is seen then. Where memory was too small for several it is from here on, and the first of them
        tells so."""
        if len(order.items) == 1 or order.stage in self._one_by_one:
            return order.items, ()
        requests, names = [_request(order, item) for item in order.items], [item.fingerprint for item in order.items]
        guard = lambda: self._stopping.open(order.number)  # noqa: E731
        try:
            with listening(self._stepping(names)):
                entries = perform_together(requests, names, self._backends, self._store, guard=guard)
        except NotEnoughMemory as full:
            traceback.print_exception(full)
            forget(full)
        except Exception as error:  # told of whichever request it comes from
            forget(error)
            return order.items, ()
        except Stopped:
            for name in names:
                self._reply(_stopped(name))
            return (), ()
        else:
            for entry in entries:
                self._reply(Answered(entry=entry))
            return (), ()
        self._one_by_one.add(order.stage)
        told = f"{_WORK[order.stage]} ran out of memory with {len(names)} at a time and goes on one by one"
        self._reply(Told(fingerprint=names[0], text=told))
        return order.items, (told,)

    def _carry_out(self, order: Order, item: Item, degraded: tuple[str, ...]) -> None:
        try:
            self._answer(order, item, degraded)
        except Stopped:
            self._reply(_stopped(item.fingerprint))
        except Exception as error:
            self._refuse(item, error)

    def _answer(self, order: Order, item: Item, degraded: tuple[str, ...]) -> None:
        """Carries one request out; again with less memory, where the device was full and something can be spared."""
        work = _WORK.get(order.stage, order.stage.value)
        while True:
            try:
                return self._make(order, item, degraded)
            except NotEnoughMemory as full:
                traceback.print_exception(full)
                forget(full)
                why = str(full)
            # Outside of the handler: inside, the model that failed would be in memory as long as its error is.
            if not (spared := self._resident.spare(order.stage)):
                raise NotEnoughMemory(f"{work} ran out of memory ({why}), and no more can be spared: {_NO_ROOM}")
            told = f"{work} ran out of memory and goes on {spared}"
            degraded = (*degraded, told)
            self._reply(Told(fingerprint=item.fingerprint, text=told))

    def _make(self, order: Order, item: Item, degraded: tuple[str, ...]) -> None:
        request, name = _request(order, item), item.fingerprint
        guard = lambda: self._stopping.open(order.number)  # noqa: E731
        step = self._stepping([name])

        def filmed_by(filmer: SceneFilmer) -> Entry:
            return perform(
                request, name, replace(self._backends, scene_filmer=filmer), self._store, step, degraded=degraded
            )

        if self._alone and isinstance(request, ClipRequest):
            with listening(step):
                coming = self._beside.shoot(self._backends.scene_filmer, request, self._store, guard, filmed_by)
            self._reply(Freed(fingerprint=name))
            coming.add_done_callback(lambda done: self._settle(item, done))
        else:
            with listening(step):
                entry = perform(request, name, self._backends, self._store, step, guard=guard, degraded=degraded)
            self._reply(Answered(entry=entry))

    def _stepping(self, names: Sequence[str]) -> Progress:
        """Tells how far requests are, first by the steps of a model and then by the frames that are encoded: whichever
        is further."""
        furthest = 0.0

        def step(done: int, total: int) -> None:
            nonlocal furthest
            if done / total > furthest:
                furthest = done / total
                for name in names:
                    self._reply(Stepped(fingerprint=name, done=done, total=total))

        return step

    def _settle(self, item: Item, done: "Future[Entry]") -> None:
        error = done.exception()
        if isinstance(error, Exception):
            self._refuse(item, error)
        else:
            self._reply(Answered(entry=done.result()))

    def _refuse(self, item: Item, error: Exception) -> None:
        """The other side decides what an error means, and hears of every one."""
        traceback.print_exception(error)
        forget(error)
        self._reply(Refused.of(item.fingerprint, error))

    def _reply(self, reply: Noun) -> None:
        with self._speaking:
            self._replies.write(reply.model_dump_json().encode() + b"\n")
            self._replies.flush()


def _request(order: Order, item: Item) -> Request:
    return WORKER_REQUESTS[order.stage].model_validate(item.request)


def _stopped(name: str) -> Refused:
    return Refused.of(name, StudioError("stopped: nobody waited for it any more"))


def _read(worker: Worker, orders: "queue.SimpleQueue[Order]") -> None:
    for line in sys.stdin.buffer:
        word = WORDS.validate_json(line)
        if isinstance(word, Stop):
            worker.stop(word.number)
        else:
            orders.put(word)
    os._exit(0)


def serve(backends: Backends, store: Store, *, alone: bool) -> None:
    """Serves on this process's standard input and output, for ever."""
    # Ctrl-C reaches the whole process group; the parent decides, and its end is ours.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries may print; standard output belongs to the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    cv2.setNumThreads(1)
    orders: queue.SimpleQueue[Order] = queue.SimpleQueue()
    worker = Worker(backends, store, replies, alone=alone)
    threading.Thread(target=_read, args=(worker, orders), daemon=True).start()
    worker.serve(orders)


def main() -> None:
    """Builds the backends of the profile and serves."""
    duty = Duty.model_validate_json(sys.argv[1])
    serve(build_backends(duty.profile, fetching=True), open_store(Path(duty.store), duty.shared), alone=duty.alone)


if __name__ == "__main__":
    main()
