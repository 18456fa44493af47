"""The film graph without processes: an executor that works in place, for what cannot be provoked from outside."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from langgraph.checkpoint.memory import InMemorySaver

from videostudio.film.brief import Brief
from videostudio.film.fingerprint import fingerprint, plain
from videostudio.film.record import Calls, FilmRecord
from videostudio.film.requests import Request, WriterRequest
from videostudio.graphs import calibrations
from videostudio.graphs.bootstrap import build_backends, profile_named
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.executor.perform import perform
from videostudio.graphs.executor.port import Done
from videostudio.graphs.film_graph import film_graph
from videostudio.graphs.profile import Profile
from videostudio.graphs.state import fact, noun
from videostudio.tools.store.entry import Entry
from videostudio.tools.store.store import Store

Trouble = Callable[[Request], None]
"""Raises for the requests that are to go wrong."""


class InlineExecutor:
    """Performs requests where it stands, after `trouble` had its chance. `asked` lists them all."""

    def __init__(self, root: Path, profile: Profile, trouble: Trouble) -> None:
        self.profile = profile
        self.store, self.backends, self.trouble = Store(root), build_backends(profile), trouble
        self.asked: list[Request] = []

    async def run(self, request: Request) -> Done:
        self.asked.append(request)
        self.trouble(request)
        name = fingerprint(request, self.backends.identity(request))
        if (found := self.store.find(name)) is not None:
            return Done(found, made=False)
        if isinstance(request, WriterRequest):
            return Done(await self._written(request, name), made=True)
        return Done(perform(request, name, self.backends, self.store, lambda done, total: None), made=True)

    async def _written(self, request: WriterRequest, name: str) -> Entry:
        text = await self.backends.writer.answer(request)
        answer = self.store.put(text.encode(), media_type="application/json")
        return self.store.record(
            Entry(fingerprint=name, stage=request.STAGE, outputs={"answer": answer}, request=plain(request))
        )


class KeptRecord:
    """A publisher that keeps the record."""

    def __init__(self) -> None:
        self.records: list[FilmRecord] = []

    def publish(self, record: FilmRecord) -> None:
        self.records.append(record)


def film(
    root: Path, brief: Brief, trouble: Trouble = lambda request: None, *, profile: Profile | None = None
) -> FilmRecord:
    """The film of `brief`, made in place."""
    return asyncio.run(_film(InlineExecutor(root, profile or profile_named("preview"), trouble), brief))


async def _film(executor: InlineExecutor, brief: Brief) -> FilmRecord:
    publisher = KeptRecord()
    calibration, uncalibrated = calibrations.of(executor.profile, executor.backends, executor.store.root)
    crew = Crew(
        film="inline-00000000",
        executor=executor,
        artifacts=executor.store,
        publisher=publisher,
        emit=lambda event: None,
        expect=lambda script: None,
        writer="house v1",
        licences=(),
        tally=lambda: Tally(calls=Calls(), seconds={}),
        calibration=calibration,
        uncalibrated=uncalibrated,
    )
    begin: dict[str, Any] = {"brief": fact(brief), "profile": "preview", "given": None, "script": None, "rejected": ""}
    begin |= {"cast": {}, "scenes": {}, "rewrites": {}, "regrades": 0, "cut": None, "captions": None}
    config = {"configurable": {"thread_id": "film"}, "recursion_limit": 1000}
    ended = await film_graph(InMemorySaver()).ainvoke(begin, config, context=crew)  # type: ignore[arg-type,call-overload]
    record = noun(FilmRecord, ended["record"])
    assert publisher.records == [record]
    return record
