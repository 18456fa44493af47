"""What is said to a worker and by it, over a pipe that is none."""

import asyncio

import pytest

from videostudio.film.errors import GeneratorError, WorkerDied
from videostudio.film.noun import Noun
from videostudio.film.take import Stage
from videostudio.graphs.executor.hand import Hand, Heard
from videostudio.graphs.executor.messages import WORDS, Answered, Freed, Item, Order, Ready, Refused, Stop
from videostudio.tools.store.entry import Entry

A, B, C = "a" * 64, "b" * 64, "c" * 64


class FakePipe:
    """A worker that says what it is told to."""

    def __init__(self) -> None:
        self.heard: list[Order | Stop] = []
        self.killed = False
        self._lines: asyncio.Queue[bytes] = asyncio.Queue()

    def say(self, *replies: Noun) -> None:
        for reply in replies:
            self._lines.put_nowait(reply.model_dump_json().encode() + b"\n")

    async def write(self, line: bytes) -> None:
        self.heard.append(WORDS.validate_json(line))

    async def read(self) -> bytes:
        return await self._lines.get()

    async def kill(self) -> None:
        self.killed = True
        self._lines.put_nowait(b"")

    async def last_words(self) -> str:
        return "it was time"

    def mumble(self) -> None:
        self._lines.put_nowait(b"hello\n")


def order(*names: str) -> Order:
    return Order(number=7, stage=Stage.CLIP, items=tuple(Item(fingerprint=name, request={}) for name in names))


def answered(name: str) -> Answered:
    return Answered(entry=Entry(fingerprint=name, stage=Stage.CLIP, outputs={}))


async def at_once() -> None:
    """Lets everything happen that can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_what_is_said_reaches_the_order_it_is_about() -> None:
    pipe, first, second = FakePipe(), list[Heard](), list[Heard]()
    hand = Hand(pipe)
    one = asyncio.create_task(hand.carry_out(order(A, B), first.append))
    two = asyncio.create_task(hand.carry_out(order(C), second.append))
    await at_once()
    replies = (answered(B), Freed(fingerprint=A), answered(C), Refused.of(A, GeneratorError("no luck")))
    pipe.say(Ready(), *replies)
    await asyncio.wait_for(asyncio.gather(one, two), 5)
    assert first == [replies[0], replies[1], replies[3]]
    assert second == [replies[2]]
    await hand.leave(5)
    assert pipe.killed


async def test_a_worker_that_dies_fails_all_it_had_and_takes_no_more() -> None:
    pipe = FakePipe()
    hand = Hand(pipe)
    orders = [asyncio.create_task(hand.carry_out(order(name), lambda reply: None)) for name in (A, B)]
    await at_once()
    await pipe.kill()
    assert [type(error) for error in await asyncio.gather(*orders, return_exceptions=True)] == [WorkerDied, WorkerDied]
    assert hand.dead
    with pytest.raises(WorkerDied, match="it was time"):
        await hand.carry_out(order(C), lambda reply: None)


async def test_a_worker_that_says_what_it_must_not_is_killed() -> None:
    pipe = FakePipe()
    hand = Hand(pipe)
    pipe.mumble()
    with pytest.raises(WorkerDied, match="no message of ours"):
        await hand.carry_out(order(A), lambda reply: None)
    assert pipe.killed


async def test_an_unwanted_order_is_ended_by_the_worker_and_it_lives() -> None:
    pipe = FakePipe()
    hand = Hand(pipe)
    unwanted = asyncio.create_task(hand.carry_out(order(A), lambda reply: None))
    await at_once()
    hand.stop(A)
    hand.stop(B)
    await at_once()
    assert pipe.heard == [order(A), Stop(number=7)]
    pipe.say(Refused.of(A, GeneratorError("stopped")))
    await asyncio.wait_for(unwanted, 5)
    assert not pipe.killed
    await hand.leave(0)


async def test_who_does_not_stop_in_time_is_killed() -> None:
    pipe = FakePipe()
    hand = Hand(pipe)
    busy = asyncio.create_task(hand.carry_out(order(A), lambda reply: None))
    await at_once()
    await hand.leave(0.05)
    assert pipe.heard[-1] == Stop(number=7)
    with pytest.raises(WorkerDied):
        await busy
