"""The executor: store first, then a queue by stage, over processes that may die."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scenes import clip, image, reference

from videostudio.film.errors import EndpointError, GeneratorError, OverBudget, StudioError, WorkerDied
from videostudio.film.requests import Request, WriterRequest, WriterTask
from videostudio.film.take import Stage
from videostudio.graphs.bootstrap import build_backends, profile_named
from videostudio.graphs.executor.messages import Refused
from videostudio.graphs.executor.port import Done
from videostudio.graphs.executor.process import ProcessPipe
from videostudio.graphs.executor.seats import Seat, plain_seats
from videostudio.graphs.executor.workers import WorkersExecutor
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.store import Store

NAME = "a" * 64
DOUBLE = Path(__file__).with_name("worker_double.py")


class Heard:
    """What the executor told its watcher."""

    def __init__(self) -> None:
        self.steps: list[tuple[Stage, str]] = []

    def stepped(self, request: Request, done: int, total: int) -> None:
        self.steps.append((request.STAGE, f"{done}/{total}"))

    def told(self, request: Request, text: str) -> None:
        self.steps.append((request.STAGE, text))

    def answered(self, request: Request, done: Done) -> None:
        self.steps.append((request.STAGE, "made" if done.made else "found"))


def executor(root: Path, mode: str = "answer", heard: Heard | None = None, **options: Any) -> WorkersExecutor:
    command = (sys.executable, str(DOUBLE), str(root / "store"), mode, str(root / "orders"))

    async def start(seat: Seat) -> ProcessPipe:
        return await ProcessPipe.start(command, root / "workers.log", seat.environment())

    return WorkersExecutor(
        backends=build_backends(profile_named("preview")),
        ledger=Ledger(root / "ledger.jsonl"),
        run="r1",
        start=start,
        **{"store": Store(root / "store"), "seats": plain_seats(1), "watcher": heard or Heard(), **options},
    )


def orders(root: Path) -> list[str]:
    return (root / "orders").read_text().split()


async def test_an_answer_is_made_once_and_then_found(tmp_path: Path) -> None:
    heard = Heard()
    async with executor(tmp_path, heard=heard) as crew:
        first = await crew.run(reference("corgi"))
        second = await crew.run(reference("corgi"))
    assert (first.made, second.made) == (True, False)
    assert first.entry == second.entry
    assert orders(tmp_path) == ["reference"]
    assert heard.steps == [
        (Stage.REFERENCE, "1/2"),
        (Stage.REFERENCE, "made"),
        (Stage.REFERENCE, "found"),
    ]
    assert Ledger(tmp_path / "ledger.jsonl").counts().generator_reused == 1


async def test_waiting_requests_are_carried_out_stage_by_stage(tmp_path: Path) -> None:
    async with executor(tmp_path) as crew:
        wanted = [clip("s1"), image("s1"), reference("corgi"), clip("s2"), reference("moon"), image("s2")]
        await asyncio.gather(*(crew.run(request) for request in wanted))
    assert orders(tmp_path) == ["reference"] * 2 + ["scene_image"] * 2 + ["clip"] * 2


async def test_a_refusal_is_raised_by_its_name(tmp_path: Path) -> None:
    async with executor(tmp_path, "refuse") as crew:
        with pytest.raises(GeneratorError, match=r"^no luck$"):
            await crew.run(reference("corgi"))


async def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    async with executor(tmp_path, "die-once") as crew:
        done = await crew.run(reference("corgi"))
    assert done.made
    assert orders(tmp_path) == ["reference"] * 2


async def test_a_request_that_kills_three_workers_is_given_up_with_their_last_words(tmp_path: Path) -> None:
    async with executor(tmp_path, "die") as crew:
        with pytest.raises(WorkerDied, match="status 9: ran out of luck"):
            await crew.run(reference("corgi"))
    assert orders(tmp_path) == ["reference"] * 3


async def test_a_budget_stops_the_next_generator_call_and_nothing_else(tmp_path: Path) -> None:
    async with executor(tmp_path, budget_s=1, spent_s=0.5) as crew:
        await crew.run(reference("corgi"))
        with pytest.raises(OverBudget, match=r"used 1\.1 s of the 1 s"):
            await crew.run(reference("moon"))
        assert not (await crew.run(reference("corgi"))).made
    assert orders(tmp_path) == ["reference"]


class Losing(Store):
    """A store whose claims are lost as soon as they are had."""

    url = "s3://films"

    def take(self, fingerprint: str, lost: Callable[[], object] = lambda: None) -> Callable[[], None] | None:
        lost()
        return super().take(fingerprint)


async def test_a_claim_that_was_lost_is_told_as_what_it_is(tmp_path: Path) -> None:
    async with executor(tmp_path, store=Losing(tmp_path / "store")) as crew:
        with pytest.raises(EndpointError, match=r"the store s3://films could not be renewed .* make the film again"):
            await crew.run(reference("corgi"))


async def test_leaving_ends_a_busy_worker(tmp_path: Path) -> None:
    async with executor(tmp_path, "hang") as crew:
        pending = asyncio.create_task(crew.run(reference("corgi")))
        while not (tmp_path / "orders").exists():
            await asyncio.sleep(0.02)
        pending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await pending


async def test_writers_answer_in_this_process(tmp_path: Path) -> None:
    async with executor(tmp_path, "die") as crew:
        done = await crew.run(WriterRequest(task=WriterTask.SCRIPT, prompt="A dog runs.", scenes=2))
    assert done.made
    assert done.entry.outputs["answer"].media_type == "application/json"
    assert Ledger(tmp_path / "ledger.jsonl").counts().made_by_stage == {Stage.WRITER: 1}


async def test_wall_time_is_counted_by_stage(tmp_path: Path) -> None:
    async with executor(tmp_path) as crew:
        await crew.run(reference("corgi"))
        seconds = crew.clock.seconds()
    assert set(seconds) == {"reference", "total"}
    assert 0 < seconds["reference"] <= seconds["total"]


def test_errors_keep_their_class_and_unknown_ones_are_bugs() -> None:
    assert isinstance(Refused.of(NAME, OverBudget("x")).raised(), OverBudget)
    bug = Refused.of(NAME, ZeroDivisionError("division by zero")).raised()
    assert type(bug) is StudioError
    assert str(bug) == "ZeroDivisionError: division by zero"
    assert type(Refused(fingerprint=NAME, error="ClassVar", text="x").raised()) is StudioError
