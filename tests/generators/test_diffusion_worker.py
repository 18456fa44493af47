"""A worker over real pipelines of diffusers at a tiny size: memory that it gives back when a device is full, and work
that it ends in the middle of a step."""

import io
import signal
import time
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny_diffusion import TinyModels

from videostudio.evaluation.simulated import Latency
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, Request
from videostudio.graphs.executor.messages import REPLIES, Answered, Item, Order, Refused, Stepped, Told
from videostudio.graphs.executor.worker import Worker
from videostudio.tools.images import decode, encode_png
from videostudio.tools.store.store import Store

pytestmark = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
    pytest.mark.usefixtures("one_thread", "own_signal"),
]
SEA = CastMember(entity=Entity(id="sea", name="sea", kind=EntityKind.PLACE))


@pytest.fixture
def own_signal() -> Iterator[None]:
    """A worker takes a signal of its process for itself."""
    before = signal.getsignal(signal.SIGUSR1)
    yield
    signal.signal(signal.SIGUSR1, before)


class Ended(Exception):
    """There are no more orders."""


class Orders:
    """A queue that comes to an end when all orders are answered."""

    def __init__(self, orders: Sequence[Order], replies: io.BytesIO) -> None:
        self._orders, self._open = iter(orders), sum(len(order.items) for order in orders)
        self._replies = replies

    def get(self) -> Order:
        for order in self._orders:
            return order
        until = time.monotonic() + 20
        while sum(isinstance(reply, Answered | Refused) for reply in heard(self._replies)) < self._open:
            assert time.monotonic() < until, "not all orders were answered"
            time.sleep(0.02)
        raise Ended


def heard(replies: io.BytesIO) -> list[Any]:
    return [REPLIES.validate_json(line) for line in replies.getvalue().splitlines()]


def hired(store: Store, replies: io.BytesIO, **roles: Any) -> Worker:
    """A worker alone on its device, with these roles."""
    return Worker(replace(Latency().backends(), **roles), store, replies, alone=True)


def served(worker: Worker, replies: io.BytesIO, *orders: Order) -> list[Any]:
    """What a worker says to the orders."""
    with pytest.raises(Ended):
        worker.serve(Orders(orders, replies))  # type: ignore[arg-type]
    return heard(replies)


def order(maker: Any, *requests: Request, number: int = 0) -> Order:
    items = tuple(Item(fingerprint=fingerprint(each, maker.identity), request=plain(each)) for each in requests)
    return Order(number=number, stage=requests[0].STAGE, items=items)


def clip_request(store: Store) -> ClipRequest:
    data = encode_png(np.full((54, 96, 3), 90, np.uint8))
    return ClipRequest(
        scene_id="s1", attempt=1, event="A girl runs.", action="run", cast=(), place=SEA,
        image=store.put(data, media_type="image/png", width=96, height=54), frames=4, tail_frames=1, width=96,
        height=54, fps=12, seed=7,
    )  # fmt: skip


def test_a_pipeline_that_fills_its_device_is_gone_before_it_loads_again(
    tiny_models: TinyModels, tmp_path: Path
) -> None:
    store, filmer = Store(tmp_path), tiny_models.roles("wan", most_frames=17).scene_filmer
    resident = filmer.shooter.resident
    denoiser = resident.pipeline.transformer
    first = weakref.ref(denoiser)
    left: list[bool] = []

    def full(*_: Any) -> None:
        raise torch.OutOfMemoryError("tried to allocate 2.00 GiB, 1.20 GiB is free")

    def loading(pipeline: Any) -> None:
        left.append(first() is not None)

    denoiser.register_forward_pre_hook(full)
    del denoiser
    resident.prepare = loading
    said = io.BytesIO()
    replies = served(hired(store, said, scene_filmer=filmer), said, order(filmer, clip_request(store)))
    assert left == [False], "two pipelines were in memory at once"
    told = "filming ran out of memory and goes on with only the part at work on the device"
    assert [reply.text for reply in replies if isinstance(reply, Told)] == [told]
    assert [reply.entry.degraded[-1] for reply in replies if isinstance(reply, Answered)] == [told]
    steps = [(reply.done, reply.total) for reply in replies if isinstance(reply, Stepped)]
    assert steps == [(1, 2), (2, 2)], "how far the model is, and not once more how far its frames are"


def test_a_picture_is_ended_inside_a_step_by_the_workers_signal(tiny_models: TinyModels, tmp_path: Path) -> None:
    store, imager = Store(tmp_path), tiny_models.roles("klein").entity_imager
    girl = Entity(id="girl", name="girl", kind=EntityKind.PERSON)
    request = ReferenceRequest(entity=girl, width=64, height=64, seed=7)
    before = imager.shoot_reference(request, artifacts=store).pixels
    said = io.BytesIO()
    worker = hired(store, said, entity_imager=imager)
    calls: list[int] = []

    def stop(*_: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            worker.stop(0)

    hook = imager.painter.resident.pipeline.transformer.transformer_blocks[0].register_forward_pre_hook(stop)
    replies = served(worker, said, order(imager, request), order(imager, request, number=1))
    hook.remove()
    kinds = [(type(reply).__name__, getattr(reply, "done", 0)) for reply in replies[1:]]
    again = [("Stepped", 1), ("Stepped", 2), ("Answered", 0)]
    assert kinds == [("Stepped", 1), ("Refused", 0), *again]
    assert np.array_equal(decode(store.read(replies[-1].entry.outputs["image"])), before)


def test_pictures_of_one_pass_all_tell_its_steps(tiny_models: TinyModels, tmp_path: Path) -> None:
    store, imager, said = Store(tmp_path), tiny_models.roles("klein").entity_imager, io.BytesIO()
    girl = Entity(id="girl", name="girl", kind=EntityKind.PERSON)
    wanted = [ReferenceRequest(entity=girl, width=64, height=64, seed=seed) for seed in (7, 8)]
    replies = served(hired(store, said, entity_imager=imager), said, order(imager, *wanted))
    assert len([reply for reply in replies if isinstance(reply, Answered)]) == 2
    steps = [(reply.fingerprint, reply.done) for reply in replies if isinstance(reply, Stepped)]
    names = [fingerprint(each, imager.identity) for each in wanted]
    assert steps == [(name, done) for done in (1, 2) for name in names]
