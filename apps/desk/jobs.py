"""Films made in the background of a door that is served: queued, made a few at a time, stopped, found again after a
restart. A job's id is its film's.
"""

import asyncio
import time
from collections.abc import AsyncGenerator

from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.films import Film
from videostudio.apps.desk.following import followed
from videostudio.apps.desk.work import GO_ON, Job, JobBook, JobState, Work
from videostudio.film.errors import FilmBusy, FilmNotFound, TooBusy, UserError, VideoStudioError
from videostudio.graphs.decision import refuse_unseen
from videostudio.graphs.order import EVENTS_FILE
from videostudio.tools.events import Event, Progress, Started

WHEN_FULL_S = 10.0
BUSY_S = 1.0
"""Between two looks at a film that another process is at work on."""
BUG = "StudioError"


class Jobs:
    """The jobs of one guest's desk. `turns` is shared by all that make films on this machine. For one event loop."""

    def __init__(self, desk: Desk, turns: asyncio.Semaphore) -> None:
        self.desk, self._turns = desk, turns
        self._book = JobBook(desk.workspace)
        self._at_work: dict[str, asyncio.Task[None]] = {}

    def recover(self) -> None:
        """Takes up what an earlier process left queued or running."""
        for job in self._book.all():
            if not job.state.ended and job.film not in self._at_work:
                self._put_to_work(job)

    def submit(self, film: str, work: Work = GO_ON) -> Job:
        """Queues work on a film that is ordered; durable when this returns. The same work again is the same job. Raises
        FilmNotFound, FilmBusy for other work than what is being done, TooBusy, UserError, also for a word on what the
        film does not wait with any more."""
        found = self.desk.status(film)
        known = self._book.find(film)
        if film in self._at_work and known is not None:
            if known.work.asks_the_same(work):
                return known
            raise FilmBusy(f"'{film}' is being worked on: wait until it is done, or cancel that")
        self.require_turn()
        if work.decision is not None:
            if found.waiting is None:
                raise UserError(f"the film '{film}' is not waiting for an answer")
            refuse_unseen(work.decision, found.record)
            work = work.model_copy(update={"awaits": found.waiting})
        now = _now()
        first_s = (known.first_s or known.queued_s) if known is not None else now
        job = Job(film=film, state=JobState.QUEUED, work=work, first_s=first_s, queued_s=now)
        return self._put_to_work(self._book.keep(job))

    def require_turn(self) -> None:
        """Nothing where one more film may wait. Raises TooBusy."""
        if len(self._at_work) >= self.desk.limits.films_waiting + self.desk.limits.films_at_once:
            raise TooBusy(f"{len(self._at_work)} films are waiting already: come back later", WHEN_FULL_S)

    def job(self, film: str) -> Job:
        """Where the work on a film stands. A film that was made through another door has a job like it. Raises
        FilmNotFound."""
        found, known = self.desk.status(film), self._book.find(film)
        return known or Job(film=found.id, state=_state_of(found))

    def jobs(self) -> list[Job]:
        """All jobs, the oldest first."""
        return self._book.all()

    def progress(self, film: str) -> float:
        """How much of the film there is, in [0, 1], from the events of its last run."""
        done: dict[str, Progress] = {}
        for event in self.desk.events(film):
            if isinstance(event, Started):
                done.clear()
            if isinstance(event, Progress):
                done[event.stage] = event
        total = sum(event.total for event in done.values())
        return sum(event.step for event in done.values()) / total if total else 0.0

    async def follow(self, film: str, after: int = 0) -> AsyncGenerator[Event, None]:
        """The film's events after the one numbered `after`, until its job has ended."""
        log = self.desk.workspace.film_folder(self.desk.status(film).id) / EVENTS_FILE
        # What is done here is known; only what other processes do has to be looked up.
        async for event in followed(log, after, lambda: film not in self._at_work and self.job(film).state.ended):
            yield event

    async def wait(self, film: str) -> Job:
        """The film's job once it has ended."""
        if task := self._at_work.get(film):
            await asyncio.wait({task})
        return self.job(film)

    async def cancel(self, film: str) -> Job:
        """Stops the work on a film: what was finished is kept. Nothing happens where none is done."""
        task = self._at_work.get(film)
        if task is not None:
            task.cancel()
            await asyncio.wait({task})
        # It may be another process that makes it, and ours only waited for that.
        self.desk.cancel(film)
        if task is None:
            return self.job(film)
        job = self._book.find(film)
        return self._ended(job, JobState.CANCELLED) if job is not None and not job.state.ended else self.job(film)

    async def remove(self, film: str) -> None:
        """Stops the work on a film and removes it."""
        await self.cancel(film)
        self.desk.remove(film)
        self._book.forget(film)
        await asyncio.to_thread(self.desk.tidy, is_quiet=not self._at_work)

    async def close(self) -> None:
        """Lets everything fall, as a kill would: the next `recover` takes it up."""
        tasks = set(self._at_work.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _put_to_work(self, job: Job) -> Job:
        task = asyncio.create_task(self._worked(job))
        self._at_work[job.film] = task
        task.add_done_callback(lambda _: self._at_work.pop(job.film, None))
        return job

    async def _worked(self, job: Job) -> None:
        try:
            film = await self._when_free(job)
            if film is not None:
                self._ended(job, _state_of(film))
        except FilmNotFound:
            # Removed before its turn came.
            self._book.forget(job.film)
        except VideoStudioError as error:
            self._ended(job, JobState.FAILED, str(error), type(error).__name__)
        # The outermost boundary of a job: whatever else comes here is a bug, and must not be lost in a task.
        except Exception as error:
            self._ended(job, JobState.FAILED, f"{type(error).__name__}: {error}", BUG)

    async def _when_free(self, job: Job) -> Film | None:
        """Carries the work out when its turn has come and nobody else is at work on the film; None if it was stopped
        meanwhile by another process, which has noted that down."""
        while True:
            try:
                async with self._turns:
                    self._book.keep(job.model_copy(update={"state": JobState.RUNNING, "begun_s": _now()}))
                    return await self.desk.carry_out(job.film, job.work)
            except FilmBusy:
                self._book.keep(job)
                await asyncio.sleep(BUSY_S)
                known = self._book.find(job.film)
                if known is not None and known.state is JobState.CANCELLED:
                    return None

    def _ended(self, job: Job, state: JobState, error: str = "", kind: str = "") -> Job:
        facts = {"state": state, "error": error, "error_kind": kind, "ended_s": _now()}
        begun = self._book.find(job.film) or job
        return self._book.keep(begun.model_copy(update=facts))


def _state_of(film: Film) -> JobState:
    if film.waiting is not None:
        return JobState.WAITING
    return JobState.DONE if film.record.cut is not None or film.rejected else JobState.CANCELLED


def _now() -> float:
    return round(time.time(), 6)
