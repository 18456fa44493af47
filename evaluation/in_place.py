"""Films made in one process: the film graph as it is, driven as `videostudio make` drives it, with an executor that
carries requests out where it stands. What is made lies in a store, so that nothing is made twice.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from videostudio.film.calibration import Calibration
from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.record import Calls, FilmRecord
from videostudio.film.requests import Request, WriterRequest
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.driving import Run, driven
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.executor.perform import perform
from videostudio.graphs.executor.port import Done, Executor
from videostudio.graphs.order import FilmOrder
from videostudio.tools.events import Event
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store


@dataclass
class InPlaceExecutor:
    """An Executor over `backends` in this process. `answered` has every answer by its fingerprint, and `made_s` how
    many seconds of work were done here for those that were not in the store."""

    store: Store
    backends: Backends
    answered: dict[str, Entry] = field(default_factory=dict)
    made_s: float = 0.0

    async def run(self, request: Request) -> Done:
        """See Executor."""
        name = fingerprint(request, self.backends.identity(request))
        found = self.store.find(name)
        entry = found or await self._made(request, name)
        self.answered[name] = entry
        self.made_s += 0.0 if found else entry.seconds_milli / 1000
        return Done(entry, made=found is None)

    async def _made(self, request: Request, name: str) -> Entry:
        if not isinstance(request, WriterRequest):
            return perform(request, name, self.backends, self.store, lambda done, total: None)
        text = await self.backends.writer.answer(request)
        answer = self.store.put(text.encode(), media_type="application/json")
        return self.store.record(
            Entry(fingerprint=name, stage=request.STAGE, outputs={"answer": answer}, request=plain(request))
        )


class Unpublished:
    """A Publisher for films that nobody opens: their record is what a run gives back."""

    def publish(self, record: FilmRecord) -> None:
        """See Publisher."""


async def made(
    order: FilmOrder,
    home: Path,
    executor: Executor,
    store: Store,
    calibration: Calibration,
    uncalibrated: str = "",
    emit: Callable[[Event], object] = lambda event: None,
) -> FilmRecord:
    """The film of `order`, its checkpoints in `home`; `emit` hears its events. Raises the error tree."""
    crew = Crew(
        film=order.film,
        executor=executor,
        artifacts=store,
        publisher=Unpublished(),
        emit=emit,
        expect=lambda script: None,
        house="",
        licences=(),
        tally=lambda: Tally(calls=Calls(), seconds={}),
        calibration=calibration,
        uncalibrated=uncalibrated,
        preflight=order.preflight,
    )
    home.mkdir(parents=True, exist_ok=True)
    return await driven(Run(order, home, crew), None)
