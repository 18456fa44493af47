"""One worker, wherever it is: the orders it has, and what it says about them.

A worker may have a second order while the first is being encoded, so what it says is sorted by request.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import ValidationError

from videostudio.film.errors import WorkerDied
from videostudio.graphs.executor.messages import REPLIES, Answered, Freed, Order, Refused, Stepped, Stop, Told

GRACE_S = 5.0
"""How long a worker may take to end an order that nobody wants, before it is killed: one call of a large model."""

Heard = Stepped | Told | Freed | Answered | Refused
Hear = Callable[[Heard], None]


class Pipe(Protocol):
    """Lines to a worker and back."""

    async def write(self, line: bytes) -> None:
        """Sends one line, its end included. Raises OSError where nobody is left to read it."""
        ...

    async def read(self) -> bytes:
        """The worker's next line; b"" when it has ended."""
        ...

    async def kill(self) -> None:
        """Ends the worker, whatever it is doing, and waits for its end."""
        ...

    async def last_words(self) -> str:
        """How a worker that ended came to its end, in words."""
        ...


@dataclass
class _UnderWay:
    order: Order
    hear: Hear
    open: set[str]
    done: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Hand:
    """A started worker."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe
        self._under_way: dict[str, _UnderWay] = {}
        self._died: WorkerDied | None = None
        self._listening = asyncio.create_task(self._listen())
        self._stopping: set[asyncio.Task[None]] = set()

    @property
    def dead(self) -> bool:
        """Whether it takes no more orders."""
        return self._died is not None

    async def carry_out(self, order: Order, hear: Hear) -> None:
        """Returns when every request of `order` was answered or refused, which `hear` is told, as all else. Raises
        WorkerDied."""
        if self._died is not None:
            raise self._died
        mine = _UnderWay(order, hear, {item.fingerprint for item in order.items})
        for name in mine.open:
            self._under_way[name] = mine
        try:
            with suppress(OSError):  # what it died of is heard at the other end of the pipe
                await self._say(order)
            await mine.done
        finally:
            for name in (item.fingerprint for item in order.items):
                self._under_way.pop(name, None)

    def stop(self, name: str) -> None:
        """Nobody wants the order `name` any more: the worker may end it within its grace and keep its model, or is
        killed."""
        if name in self._under_way:
            task = asyncio.create_task(self._stopped(name, GRACE_S))
            self._stopping.add(task)
            task.add_done_callback(self._stopping.discard)

    async def leave(self, grace_s: float) -> None:
        """Ends the worker: at once if it is idle, else when it has ended what it does, or after `grace_s`."""
        for task in self._stopping:
            task.cancel()
        names = {mine.order.name for mine in self._under_way.values()}
        await asyncio.gather(*(self._stopped(name, grace_s) for name in names))
        await self._pipe.kill()
        await asyncio.gather(self._listening, *self._stopping, return_exceptions=True)

    async def _stopped(self, name: str, grace_s: float) -> None:
        mine = self._under_way.get(name)
        if mine is None:
            return
        try:
            await self._say(Stop(number=mine.order.number))
            await asyncio.wait_for(asyncio.shield(mine.done), grace_s)
        except (TimeoutError, OSError):
            await self._pipe.kill()
        except WorkerDied:
            return

    async def _say(self, word: Order | Stop) -> None:
        await self._pipe.write(word.model_dump_json().encode() + b"\n")

    async def _listen(self) -> None:
        while line := await self._pipe.read():
            try:
                reply = REPLIES.validate_json(line)
            except ValidationError:
                await self._pipe.kill()
                self._end("a worker process said what is no message of ours: its log has the rest")
                return
            if isinstance(reply, Heard):
                self._hear(reply)
        self._end(await self._pipe.last_words())

    def _hear(self, reply: Heard) -> None:
        mine = self._under_way.get(reply.fingerprint)
        if mine is None:
            return
        mine.hear(reply)
        if isinstance(reply, Answered | Refused):
            mine.open.discard(reply.fingerprint)
            if not mine.open and not mine.done.done():
                mine.done.set_result(None)

    def _end(self, words: str) -> None:
        self._died = WorkerDied(words)
        for mine in self._under_way.values():
            if not mine.done.done():
                mine.done.set_exception(self._died)
