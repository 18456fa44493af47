"""Requests that wait for a worker: stage by stage, and no model is loaded twice where waiting spares it.

A worker alone on its device takes what its model can do as long as there is any, then the most urgent of the rest.
All other workers take the most urgent. Whatever waits has to be done, so nothing is lost by doing it first.
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from videostudio.film.requests import Request, ScoreRequest, Subject
from videostudio.film.take import Stage
from videostudio.graphs.executor.seats import Seat
from videostudio.tools.store.entry import Entry

_RANK = {
    Stage.REFERENCE: 0,
    Stage.IMAGE: 2,
    Stage.CLIP: 4,
    Stage.MUSIC: 7,
    Stage.SOUND: 8,
    Stage.CUT: 9,
}
_SCORE_RANK = {Subject.REFERENCE: 1, Subject.IMAGE: 3, Subject.CLIP: 5, Subject.FILM: 6}


@dataclass(frozen=True)
class Lane:
    """Requests that one worker can do one after the other with the same model: `pipeline` names it."""

    rank: int
    stage: Stage
    pipeline: str


@dataclass(eq=False)
class Job:
    """A request that somebody waits for. `together` is how many can be one order with it, `shared` what those have in
    common. `stop` ends the order it went into, if it is under way. `answered` by a worker, it only waits for the
    ledger."""

    lane: Lane
    request: Request
    fingerprint: str
    answer: "asyncio.Future[tuple[Entry, bool]]"
    together: int = 1
    shared: Hashable = None
    stop: Callable[[], None] = field(default=lambda: None)
    answered: bool = False


def rank_of(request: Request) -> int:
    """How urgent a request is: references before images before clips, each with its scores."""
    return _SCORE_RANK[request.subject] if isinstance(request, ScoreRequest) else _RANK[request.STAGE]


class Queue:
    """Jobs for `seats`."""

    def __init__(self, seats: tuple[Seat, ...]) -> None:
        self._seats = seats
        self._lanes: dict[Lane, deque[Job]] = {}
        self._news = asyncio.Condition()

    async def put(self, job: Job) -> None:
        """Adds a job behind those of its lane."""
        async with self._news:
            self._lanes.setdefault(job.lane, deque()).append(job)
            self._news.notify_all()

    async def take(self, seat: Seat, resident: str) -> list[Job]:
        """The next jobs for a worker that has the pipeline `resident` in memory, all of one lane; waits for one."""
        async with self._news:
            while True:
                if jobs := self._next(seat, resident):
                    return jobs
                await self._news.wait()

    def _next(self, seat: Seat, resident: str) -> list[Job]:
        while lanes := [lane for lane, jobs in self._lanes.items() if jobs and lane.stage in seat.stages]:
            lane = min(lanes, key=lambda lane: (seat.alone and lane.pipeline != resident, lane.rank))
            if jobs := self._drawn(lane):
                return jobs
        return []

    def _drawn(self, lane: Lane) -> list[Job]:
        """The first that is still wanted, and as many behind it as may go together with it, but no more than this
        worker's share of all."""
        waiting = self._lanes[lane]
        while waiting and waiting[0].answer.cancelled():
            waiting.popleft()
        if not waiting:
            return []
        able = sum(lane.stage in seat.stages for seat in self._seats)
        most = min(waiting[0].together, math.ceil(len(waiting) / able))
        jobs = [waiting.popleft()]
        if most > 1:
            alike = [job for job in waiting if job.shared == jobs[0].shared and not job.answer.cancelled()]
            jobs += alike[: most - 1]
            self._lanes[lane] = deque(job for job in waiting if job not in jobs)
        return jobs
