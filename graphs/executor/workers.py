"""The executor: workers, here or on other machines, fed stage by stage.

Every request is looked up in the store first. What is not there waits in one queue, ordered by stage - all
references, then all scene images, then all clips - so that a backend with one resident model loads it once. Locks and
ledger are kept here, before a worker hears of a request: workers come and go, and may be anywhere.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from videostudio.film.errors import EndpointError, OverBudget, WorkerDied
from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.requests import ChatRequest, Request, WriterRequest
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.claiming import taken
from videostudio.graphs.executor.clock import StageClock
from videostudio.graphs.executor.hand import Hand, Heard, Pipe
from videostudio.graphs.executor.messages import Answered, Freed, Item, Order, Refused, Stepped, Told
from videostudio.graphs.executor.notes import Notes
from videostudio.graphs.executor.port import Done, Watcher
from videostudio.graphs.executor.queueing import Job, Lane, Queue, rank_of
from videostudio.graphs.executor.resident import pipeline_of, together_of
from videostudio.graphs.executor.saying import said
from videostudio.graphs.executor.seats import Seat
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

WORKER_DEATHS = 3
"""A request that kills this many workers is not tried again."""

LEAVE_S = 2.0
"""How long workers may take to end what they do when the film stops: enough to tell a remote server, too."""

FIRST_LOOK_S, LONGEST_LOOK_S = 0.05, 2.0
"""How often an answer that another film is making is looked for: soon, then less and less often."""

Start = Callable[[Seat], Awaitable[Pipe]]
"""Starts a worker for a seat."""


class WorkersExecutor:
    """An Executor over one worker for each of `seats`; use as an async context manager. `start` starts a worker,
    `watcher` hears of every request. `budget_s` limits the seconds of
    generator time the film may use, `spent_s` is what earlier runs used of it."""

    def __init__(
        self,
        *,
        store: Store,
        backends: Backends,
        ledger: Ledger,
        run: str,
        start: Start,
        seats: tuple[Seat, ...],
        watcher: Watcher,
        budget_s: int | None = None,
        spent_s: float = 0.0,
    ) -> None:
        self.backends, self.run_id = backends, run
        self._store, self._notes = store, Notes(ledger, run)
        self._start, self._seats, self._watcher = start, seats, watcher
        self._budget_s, self._spent_s = budget_s, spent_s
        self._queue = Queue(seats)
        self._crew: list[asyncio.Task[None]] = []
        self._asides: set[asyncio.Task[None]] = set()
        self._orders = itertools.count()
        self._lanes: dict[tuple[Stage, int], Lane] = {}
        self.clock = StageClock()

    async def __aenter__(self) -> "WorkersExecutor":
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = (*self._crew, *self._asides)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._notes.close()

    async def warm(self) -> None:
        """Starts the workers, if they are not; before the first order, so that they load while other things
        are done."""
        if not self._crew:
            self._crew = [asyncio.create_task(self._work(seat)) for seat in self._seats]
            await asyncio.sleep(0)

    async def run(self, request: Request) -> Done:
        """See Executor."""
        with self.clock.at(request.STAGE):
            name = fingerprint(request, self.backends.identity(request))
            found = self._store.find(name)
            done = Done(found, made=False) if found is not None else await self._made(request, name)
        if not done.made:
            await self._notes.note(LineKind.REUSED, request.STAGE, name)
        self._watcher.answered(request, done)
        return done

    async def _made(self, request: Request, name: str) -> Done:
        if isinstance(request, ChatRequest):
            return await self._said(request)
        if isinstance(request, WriterRequest):
            return Done(await self._written(request, name), made=True)
        entry, made = await self._carried_out(request, name)
        if made:
            self._spend(request, entry)
        return Done(entry, made=made)

    async def _written(self, request: WriterRequest, name: str) -> Entry:
        """The writer works in this process: it is a rule book or a remote model, nothing heavy."""
        await self._notes.note(LineKind.STARTED, request.STAGE, name)
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
        await self._notes.note(LineKind.MADE, request.STAGE, name)
        return entry

    async def _said(self, request: ChatRequest) -> Done:
        assert self.backends.chat is not None, "its identity named the request"
        begun = partial(self._notes.note, LineKind.STARTED, request.STAGE)
        done = await said(request, self.backends.chat, self._store, begun)
        if done.made:
            await self._notes.note(LineKind.MADE, request.STAGE, done.entry.fingerprint)
        return done

    async def _carried_out(self, request: Request, name: str) -> tuple[Entry, bool]:
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

    async def _queued(self, request: Request, name: str) -> tuple[Entry, bool]:
        self._check_budget(request)
        many, shared = together_of(self.backends, request)
        answer: asyncio.Future[tuple[Entry, bool]] = asyncio.get_running_loop().create_future()
        job = Job(self._lane(request), request, name, answer, many, shared)
        await self.warm()
        await self._queue.put(job)
        try:
            return await job.answer
        except asyncio.CancelledError:
            job.stop()
            raise

    def _lane(self, request: Request) -> Lane:
        key = request.STAGE, rank_of(request)
        if key not in self._lanes:
            self._lanes[key] = Lane(key[1], key[0], pipeline_of(self.backends, key[0]))
        return self._lanes[key]

    async def _work(self, seat: Seat) -> None:
        """One seat's life: take the most urgent jobs, hand them over, go on when the worker's device is free; a worker
        that died is replaced when there is another job."""
        hand: Hand | None = None
        orders: set[asyncio.Task[None]] = set()
        resident = ""
        try:
            hand = await self._started(seat, [])
            while True:
                jobs = await self._queue.take(seat, resident)
                if hand is None or hand.dead:
                    hand = await self._started(seat, jobs)
                if hand is None:
                    continue
                resident, free = jobs[0].lane.pipeline, asyncio.Event()
                order = asyncio.create_task(self._handed_over(hand, jobs, free))
                orders.add(order)
                order.add_done_callback(orders.discard)
                await free.wait()
        finally:
            if hand is not None:
                await hand.leave(LEAVE_S)
            for order in tuple(orders):
                order.cancel()
            await asyncio.gather(*orders, return_exceptions=True)

    async def _started(self, seat: Seat, jobs: list[Job]) -> Hand | None:
        """A new worker; None where none could be started, which is what `jobs` are told."""
        try:
            return Hand(await self._start(seat))
        except Exception as error:  # belongs to whoever awaits the jobs
            for job in jobs:
                _settle(job, error)
            return None

    async def _handed_over(self, hand: Hand, jobs: list[Job], free: asyncio.Event) -> None:
        """Has `jobs` carried out as one order; sets `free` when the worker can take the next."""
        claims: list[Callable[[], None]] = []
        mine: dict[str, Job] = {}
        try:
            for job in jobs:
                lost = partial(asyncio.get_running_loop().call_soon_threadsafe, self._lost, hand, job, mine)
                if (claim := await taken(self._store, job.fingerprint, lost)) is None:
                    self._aside(self._awaited(job))
                    continue
                claims.append(claim)
                if (found := self._store.find(job.fingerprint)) is not None:
                    _settle(job, (found, False))
                else:
                    mine[job.fingerprint] = job
            if mine:
                await self._carried_out_by(hand, mine, free)
        except Exception as error:  # belongs to whoever awaits the jobs
            for job in jobs:
                if not job.answered:
                    _settle(job, error)
        finally:
            for claim in claims:
                claim()
            free.set()

    async def _carried_out_by(self, hand: Hand, mine: dict[str, Job], free: asyncio.Event) -> None:
        order = Order(
            number=next(self._orders),
            stage=next(iter(mine.values())).request.STAGE,
            items=tuple(Item(fingerprint=name, request=plain(job.request)) for name, job in mine.items()),
        )
        unwanted = partial(self._unwanted, hand, order, tuple(mine.values()))
        await asyncio.gather(*(self._notes.note(LineKind.STARTED, order.stage, name) for name in mine))
        if all(job.answer.done() for job in mine.values()):
            return
        for job in mine.values():
            job.stop = unwanted

        def hear(reply: Heard) -> None:
            request = mine[reply.fingerprint].request
            match reply:
                case Stepped():
                    self._watcher.stepped(request, reply.done, reply.total)
                case Told():
                    self._watcher.told(request, reply.text)
                case Freed():
                    free.set()
                case Answered():
                    mine[reply.fingerprint].answered = True
                    self._aside(self._made_known(mine[reply.fingerprint], reply.entry))
                case Refused():
                    _settle(mine[reply.fingerprint], reply.raised())

        await hand.carry_out(order, hear)

    async def _made_known(self, job: Job, entry: Entry) -> None:
        """Settles a job when the ledger has its answer. Its worker goes on meanwhile."""
        try:
            await self._notes.note(LineKind.MADE, job.request.STAGE, job.fingerprint)
        except Exception as error:  # belongs to whoever awaits the job
            _settle(job, error)
        else:
            _settle(job, (entry, True))

    def _unwanted(self, hand: Hand, order: Order, jobs: tuple[Job, ...]) -> None:
        """Stops an order when nobody waits for any part of it."""
        if all(job.answer.done() for job in jobs):
            hand.stop(order.name)

    def _lost(self, hand: Hand, job: Job, mine: dict[str, Job]) -> None:
        """The claim of a job could not be renewed: others may take it, so that its whole order ends."""
        error = EndpointError(
            f"the locks of the store {self._store.url} could not be renewed for so long that another machine may go on "
            "with what was being made: see that the store answers, and the Postgres server where one keeps the locks, "
            "and make the film again; what is finished is kept"
        )
        for each in (job, *mine.values()):
            _settle(each, error)
        hand.stop(job.fingerprint)

    async def _awaited(self, job: Job) -> None:
        """Waits, beside all other work, until whoever is making the same answer has it or is gone."""
        look_s = FIRST_LOOK_S
        while not job.answer.done():
            if (found := self._store.find(job.fingerprint)) is not None:
                return _settle(job, (found, False))
            if (claim := await taken(self._store, job.fingerprint)) is not None:
                claim()
                return await self._queue.put(job)
            await asyncio.sleep(look_s)
            look_s = min(2 * look_s, LONGEST_LOOK_S)

    def _aside(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._asides.add(task)
        task.add_done_callback(self._asides.discard)

    def _check_budget(self, request: Request) -> None:
        if self._budget_s is not None and request.STAGE in GENERATOR_STAGES and self._spent_s >= self._budget_s:
            raise OverBudget(
                f"the film has used {self._spent_s:.1f} s of the {self._budget_s} s of generator time its brief "
                "allows: raise the budget to go on"
            )

    def _spend(self, request: Request, entry: Entry) -> None:
        if request.STAGE in GENERATOR_STAGES:
            self._spent_s += entry.seconds_milli / 1000


def _settle(job: Job, result: tuple[Entry, bool] | Exception) -> None:
    if job.answer.done():
        return
    if isinstance(result, Exception):
        job.answer.set_exception(result)
    else:
        job.answer.set_result(result)
