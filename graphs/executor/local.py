"""The local executor: worker processes on this machine, fed stage by stage.

Every request is looked up in the store first. What is not there waits in one queue, ordered by stage - all
references, then all scene images, then all clips - so that a backend with one resident model loads it once.
"""

import asyncio
import heapq
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from videostudio.film.errors import OverBudget, WorkerDied
from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.requests import ChatRequest, Request, ScoreRequest, Subject, WriterRequest
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.clock import StageClock
from videostudio.graphs.executor.messages import Answered, Order, Stepped
from videostudio.graphs.executor.port import Done, Watcher
from videostudio.graphs.executor.process import WorkerProcess
from videostudio.graphs.executor.saying import said
from videostudio.tools.ledger import Ledger, LedgerLine, LineKind
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

WORKER_DEATHS = 3
"""A request that kills this many workers is not tried again."""

_RANK = {
    Stage.REFERENCE: 0,
    Stage.IMAGE: 2,
    Stage.CLIP: 4,
    Stage.MUSIC: 7,
    Stage.SOUND: 8,
    Stage.CUT: 9,
}
_SCORE_RANK = {Subject.REFERENCE: 1, Subject.IMAGE: 3, Subject.CLIP: 5, Subject.FILM: 6}


@dataclass(order=True)
class _Job:
    rank: int
    number: int
    request: Request = field(compare=False)
    fingerprint: str = field(compare=False)
    answer: "asyncio.Future[Answered]" = field(compare=False)


class LocalExecutor:
    """An Executor over `workers` processes; use as an async context manager. `command` starts a worker,
    `watcher` hears of every request. `budget_s` limits the seconds of
    generator time the film may use, `spent_s` is what earlier runs used of it."""

    def __init__(
        self,
        *,
        store: Store,
        backends: Backends,
        ledger: Ledger,
        run: str,
        command: tuple[str, ...],
        log: Path,
        workers: int,
        watcher: Watcher,
        budget_s: int | None = None,
        spent_s: float = 0.0,
    ) -> None:
        self.backends, self.run_id = backends, run
        self._store, self._ledger = store, ledger
        self._command, self._log, self._workers, self._watcher = command, log, workers, watcher
        self._budget_s, self._spent_s = budget_s, spent_s
        self._waiting: list[_Job] = []
        self._numbers = itertools.count()
        self._news = asyncio.Condition()
        self._warming = asyncio.Lock()
        self._crew: list[asyncio.Task[None]] = []
        self.clock = StageClock()

    async def __aenter__(self) -> "LocalExecutor":
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._crew:
            task.cancel()
        await asyncio.gather(*self._crew, return_exceptions=True)

    async def warm(self) -> None:
        """Starts the workers, if they are not; before the first order, so that they load while other things
        are done."""
        async with self._warming:
            while len(self._crew) < self._workers:
                worker = await WorkerProcess.start(self._command, self._log)
                self._crew.append(asyncio.create_task(self._work(worker)))

    async def run(self, request: Request) -> Done:
        """See Executor."""
        with self.clock.at(request.STAGE):
            name = fingerprint(request, self.backends.identity(request))
            found = self._store.find(name)
            done = Done(found, made=False) if found is not None else await self._made(request, name)
        if not done.made:
            self._note(LineKind.REUSED, request.STAGE, name)
        self._watcher.answered(request, done)
        return done

    async def _made(self, request: Request, name: str) -> Done:
        if isinstance(request, ChatRequest):
            return await self._said(request)
        if isinstance(request, WriterRequest):
            return Done(await self._written(request, name), made=True)
        answered = await self._carried_out(request, name)
        if answered.made:
            self._spend(request, answered.entry)
        return Done(answered.entry, made=answered.made)

    async def _written(self, request: WriterRequest, name: str) -> Entry:
        """The writer works in this process: it is a rule book or a remote model, nothing heavy."""
        self._note(LineKind.STARTED, request.STAGE, name)
        text = await self.backends.writer.answer(request)
        answer = self._store.put(text.encode(), media_type="application/json")
        entry = self._store.record(
            Entry(
                fingerprint=name,
                stage=request.STAGE,
                outputs={"answer": answer},
                request=plain(request),
                identity=plain(self.backends.writer.identity),
            )
        )
        self._note(LineKind.MADE, request.STAGE, name)
        return entry

    async def _said(self, request: ChatRequest) -> Done:
        assert self.backends.chat is not None, "its identity named the request"
        begun = lambda name: self._note(LineKind.STARTED, request.STAGE, name)  # noqa: E731
        done = await said(request, self.backends.chat, self._store, begun)
        if done.made:
            self._note(LineKind.MADE, request.STAGE, done.entry.fingerprint)
        return done

    async def _carried_out(self, request: Request, name: str) -> Answered:
        """Queues the request until a worker survives it."""
        attempts = AsyncRetrying(
            retry=retry_if_exception_type(WorkerDied),
            stop=stop_after_attempt(WORKER_DEATHS),
            wait=wait_random_exponential(multiplier=0.1, max=1),
            reraise=True,
        )
        async for attempt in attempts:
            with attempt:
                return await self._queued(request, name)
        raise AssertionError("tenacity ends with an answer or an error")

    async def _queued(self, request: Request, name: str) -> Answered:
        self._check_budget(request)
        rank = _SCORE_RANK[request.subject] if isinstance(request, ScoreRequest) else _RANK[request.STAGE]
        job = _Job(rank, next(self._numbers), request, name, asyncio.get_running_loop().create_future())
        async with self._news:
            heapq.heappush(self._waiting, job)
            self._news.notify()
        await self.warm()
        return await job.answer

    async def _work(self, started: WorkerProcess) -> None:
        """One worker's life: take the most urgent job, hand it over, hand its answer back; a dead worker is
        replaced when there is another job."""
        worker: WorkerProcess | None = started
        try:
            while True:
                job = await self._next_job()
                if worker is None:
                    worker = await WorkerProcess.start(self._command, self._log)
                try:
                    answer = await worker.carry_out(self._order(job), self._stepper(job))
                except WorkerDied as died:
                    _settle(job, died)
                    worker = None
                except Exception as error:  # belongs to whoever awaits the job
                    _settle(job, error)
                else:
                    _settle(job, answer)
        finally:
            if worker is not None:
                await worker.kill()

    async def _next_job(self) -> _Job:
        async with self._news:
            while True:
                while self._waiting:
                    job = heapq.heappop(self._waiting)
                    if not job.answer.cancelled():
                        return job
                await self._news.wait()

    def _order(self, job: _Job) -> Order:
        return Order(stage=job.request.STAGE, fingerprint=job.fingerprint, request=plain(job.request))

    def _stepper(self, job: _Job) -> Callable[[Stepped], None]:
        return lambda step: self._watcher.stepped(job.request, step.done, step.total)

    def _check_budget(self, request: Request) -> None:
        if self._budget_s is not None and request.STAGE in GENERATOR_STAGES and self._spent_s >= self._budget_s:
            raise OverBudget(
                f"the film has used {self._spent_s:.1f} s of the {self._budget_s} s of generator time its brief "
                "allows: raise the budget to go on"
            )

    def _spend(self, request: Request, entry: Entry) -> None:
        if request.STAGE in GENERATOR_STAGES:
            self._spent_s += entry.seconds_milli / 1000

    def _note(self, kind: LineKind, stage: Stage, name: str) -> None:
        self._ledger.note(LedgerLine(kind=kind, fingerprint=name, stage=stage, pid=os.getpid(), run=self.run_id))


def _settle(job: _Job, result: Answered | Exception) -> None:
    if job.answer.cancelled():
        return
    if isinstance(result, Exception):
        job.answer.set_exception(result)
    else:
        job.answer.set_result(result)
