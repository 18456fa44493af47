"""A worker process: reads orders from standard input, carries them out one by one, answers on standard output.

`python -m videostudio.graphs.executor.worker STORE LEDGER RUN PROFILE`. It ends with its parent: when the
pipe closes, whatever it is doing, because nobody is left to read the answer.
"""

import os
import queue
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import BinaryIO

import cv2

from videostudio.film.noun import Noun
from videostudio.graphs.bootstrap import build_backends
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.messages import WORKER_REQUESTS, Answered, Order, Ready, Refused, Stepped
from videostudio.graphs.executor.perform import perform
from videostudio.graphs.profile import Profile
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind
from videostudio.tools.store.store import Store


class Worker:
    """One order at a time, under the claim of its fingerprint."""

    def __init__(self, backends: Backends, store: Store, ledger: Ledger, run: str, replies: BinaryIO) -> None:
        self._backends, self._store, self._ledger, self._run = backends, store, ledger, run
        self._replies = replies

    def serve(self, orders: "queue.SimpleQueue[bytes]") -> None:
        """Answers orders for ever; the reader thread ends the process."""
        self._reply(Ready())
        while True:
            order = Order.model_validate_json(orders.get())
            try:
                self._reply(self._carry_out(order))
            except Exception as error:  # the other side decides what an error means, and must hear of every one
                traceback.print_exc()
                self._reply(Refused.of(error))

    def _carry_out(self, order: Order) -> Answered:
        request = WORKER_REQUESTS[order.stage].model_validate(order.request)
        with self._store.claim(order.fingerprint):
            if (entry := self._store.find(order.fingerprint)) is not None:
                return Answered(entry=entry, made=False)
            self._note(LineKind.STARTED, order)
            step = lambda done, total: self._reply(Stepped(done=done, total=total))  # noqa: E731
            entry = perform(request, order.fingerprint, self._backends, self._store, step)
            self._note(LineKind.MADE, order)
            return Answered(entry=entry, made=True)

    def _note(self, kind: LineKind, order: Order) -> None:
        self._ledger.note(
            LedgerLine(kind=kind, fingerprint=order.fingerprint, stage=order.stage, pid=os.getpid(), run=self._run)
        )

    def _reply(self, reply: Noun) -> None:
        self._replies.write(reply.model_dump_json().encode() + b"\n")
        self._replies.flush()


def _read(orders: "queue.SimpleQueue[bytes]") -> None:
    for line in sys.stdin.buffer:
        orders.put(line)
    os._exit(0)


def main() -> None:
    """Builds the backends of the profile and serves."""
    # Ctrl-C reaches the whole process group; the parent decides, and its end is ours.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    store, ledger, run, profile = sys.argv[1:]
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(orders,), daemon=True).start()
    # Libraries may print; standard output belongs to the replies.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    cv2.setNumThreads(1)
    backends = build_backends(Profile.model_validate_json(profile))
    Worker(backends, Store(Path(store)), Ledger(Path(ledger)), run, replies).serve(orders)


if __name__ == "__main__":
    main()
