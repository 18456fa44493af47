"""One run of one film: a crew is put together, the graph is driven from wherever it stands, and the film's
folder tells how it ended."""

import asyncio
import secrets
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from videostudio.film.errors import CorruptArtifact, NotEnoughDisk, UserError
from videostudio.film.record import Calls, FilmOutcome, FilmRecord
from videostudio.film.script import Script
from videostudio.film.take import GENERATOR_STAGES
from videostudio.film.verdict import Outcome
from videostudio.graphs import bootstrap, checkpoints
from videostudio.graphs.crew import Crew, Tally
from videostudio.graphs.decision import Decision
from videostudio.graphs.executor.local import LocalExecutor
from videostudio.graphs.film_graph import film_graph
from videostudio.graphs.order import FilmOrder, published_folder
from videostudio.graphs.progress import FilmProgress
from videostudio.graphs.publisher import FolderPublisher
from videostudio.graphs.record import film_record
from videostudio.graphs.state import FilmState, fact, noun
from videostudio.tools.events import Event, EventBus, EventLog, Failed, Finished, Started, Warned
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

LEDGER_FILE = "ledger.jsonl"
EVENTS_FILE = "events.jsonl"
WORKER_LOG = "workers.log"

RESTARTS = 2
"""How often one run may begin again from the brief: for a broken checkpoint and for a broken artifact."""

_AWAITING = {"script": FilmOutcome.AWAITING_SCRIPT, "cut": FilmOutcome.AWAITING_CUT}


@dataclass(frozen=True)
class _Run:
    """What the parts of one run share."""

    order: FilmOrder
    home: Path
    crew: Crew
    executor: LocalExecutor
    progress: FilmProgress
    bus: EventBus

    @property
    def config(self) -> RunnableConfig:
        return {"configurable": {"thread_id": self.order.film}, "recursion_limit": 10_000}

    def beginning(self, approved: dict[str, str]) -> FilmState:
        """The graph's input for a film that begins with its brief and with what its user approved before."""
        given = self.order.given
        return {
            "brief": fact(self.order.brief),
            "profile": self.order.profile.name,
            "given": fact(given) if given else None,
            "approved": approved,
            "script": None,
            "rejected": "",
            "cast": {},
            "scenes": {},
            "rewrites": {},
            "regrades": 0,
            "cut": None,
            "captions": None,
            "record": None,
        }


async def produce(
    order: FilmOrder,
    workspace: Workspace,
    *,
    on_event: Callable[[Event], None] | None = None,
    workers: int | None = None,
    decision: Decision | None = None,
) -> FilmRecord:
    """Makes the film, goes on with it, or finds it made: one mechanism, since nothing that is in the store is
    made again. A finished film is made again from its brief too, which notices what has gone missing.

    The caller holds the film's lock. Raises the error tree; what was finished then is kept."""
    home = workspace.film_folder(order.film)
    bus = EventBus(EventLog(home / EVENTS_FILE))
    if on_event is not None:
        bus.subscribe(on_event)
    store, ledger = Store(workspace.store_root), Ledger(home / LEDGER_FILE)
    progress = FilmProgress(bus.emit)
    publisher = FolderPublisher(published_folder(order, home), home, store)
    executor = _executor(order, home, store, ledger, progress, workers or bootstrap.usual_workers())
    async with executor:
        run = _Run(
            order, home, _crew(order, publisher, store, ledger, executor, progress, bus), executor, progress, bus
        )
        publisher.sweep()
        bus.emit(Started(film=order.film, profile=order.profile.name, resumed=bool(ledger.lines()[0])))
        try:
            record = await _driven(run, decision)
        except Exception as error:
            bus.emit(Failed(error=type(error).__name__, text=str(error), fatal=True))
            raise
        bus.emit(Finished(outcome=record.outcome, film=record.cut))
        return record


async def _driven(run: _Run, decision: Decision | None) -> FilmRecord:
    """Drives the graph to its end or to a question, beginning again where what it stood on is broken."""
    fresh = False
    for _ in range(RESTARTS):
        try:
            return await _attempt(run, decision, fresh=fresh)
        except CorruptArtifact as error:
            run.bus.emit(Warned(text=f"{error}; it is made again"))
            fresh = True
        except sqlite3.OperationalError as error:
            raise NotEnoughDisk(f"the checkpoint in {run.home} cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            aside = checkpoints.set_aside(run.home)
            run.bus.emit(
                Warned(
                    text=f"the checkpoint is broken ({error}) and now lies in {aside.name}; "
                    "the film goes on from the store"
                )
            )
    return await _attempt(run, decision, fresh=True)


async def _attempt(run: _Run, decision: Decision | None, *, fresh: bool) -> FilmRecord:
    async with checkpoints.film_saver(run.home) as saver:
        graph = film_graph(saver)
        snapshot = await _read(graph.aget_state(run.config))
        if snapshot.interrupts and not fresh and decision is None:
            return _published(run, snapshot)
        if decision is not None and not snapshot.interrupts:
            raise UserError(f"the film '{run.order.film}' is not waiting for an answer: leave it out")
        state = _state(snapshot)
        if fresh or not (snapshot.next or decision):
            # All that is still true is in the store; a history of finished runs would only grow.
            await saver.adelete_thread(run.order.film)
            start: Any = run.beginning(state.get("approved", {}))
        else:
            start = _continuation(run, state, snapshot, decision)
        if fresh or not state.get("record"):
            run.executor.warm()
        try:
            await graph.ainvoke(start, run.config, context=run.crew, durability="sync")
        except asyncio.CancelledError:
            _cancelled(run, await graph.aget_state(run.config))
            raise
        return _published(run, await graph.aget_state(run.config))


async def _read(reading: Any) -> StateSnapshot:
    """A snapshot. A checkpoint that SQLite can read and the serialiser cannot is as broken as any other."""
    try:
        snapshot: StateSnapshot = await reading
    except checkpoints.UNREADABLE as error:
        raise sqlite3.DatabaseError(f"{type(error).__name__}: {error}") from error
    return snapshot


def _continuation(
    run: _Run, state: FilmState, snapshot: StateSnapshot, decision: Decision | None
) -> Command[Any] | None:
    """What a graph that was stopped is called with: the answer it waits for, or nothing."""
    if script := state.get("script"):
        run.progress.expect(noun(Script, script))
    if decision is None:
        return None
    return Command(resume={snapshot.interrupts[0].id: decision.model_dump(mode="json")})


def _published(run: _Run, snapshot: StateSnapshot) -> FilmRecord:
    """The record of a film that ended or waits; a waiting film gets a report to decide by."""
    if not snapshot.interrupts:
        return noun(FilmRecord, snapshot.values["record"])
    outcome = _AWAITING[snapshot.interrupts[0].value["awaits"]]
    record = film_record(_state(snapshot), run.crew, outcome)
    run.crew.publisher.publish(record)
    return record


def _cancelled(run: _Run, snapshot: StateSnapshot) -> None:
    """The record of a film that was stopped; what was being worked on is marked as cancelled."""
    record = film_record(_state(snapshot) or run.beginning({}), run.crew, FilmOutcome.UNFINISHED)
    scenes = tuple(
        scene if scene.outcome else scene.model_copy(update={"outcome": Outcome.CANCELLED}) for scene in record.scenes
    )
    run.crew.publisher.publish(record.model_copy(update={"scenes": scenes}))


def _state(snapshot: StateSnapshot) -> FilmState:
    state: Any = snapshot.values
    return cast(FilmState, state)


def _executor(
    order: FilmOrder, home: Path, store: Store, ledger: Ledger, progress: FilmProgress, workers: int
) -> LocalExecutor:
    run_id = secrets.token_hex(8)
    module = "videostudio.graphs.executor.worker"
    arguments = (str(store.root), str(ledger.path), run_id, order.profile.model_dump_json())
    budget_s = order.brief.budget.gpu_s
    return LocalExecutor(
        store=store,
        backends=bootstrap.build_backends(order.profile),
        ledger=ledger,
        run=run_id,
        command=(sys.executable, "-m", module, *arguments),
        log=home / WORKER_LOG,
        workers=workers,
        watch=progress.heard,
        budget_s=budget_s,
        spent_s=_spent_s(store, ledger) if budget_s is not None else 0.0,
    )


def _crew(
    order: FilmOrder,
    publisher: FolderPublisher,
    store: Store,
    ledger: Ledger,
    executor: LocalExecutor,
    progress: FilmProgress,
    bus: EventBus,
) -> Crew:
    def tally() -> Tally:
        now, ever = ledger.counts(executor.run_id), ledger.counts()
        calls = Calls(made=now.generator_made, reused=now.generator_reused, ledger=ever.generator_calls)
        return Tally(calls=calls, seconds=executor.clock.seconds())

    return Crew(
        film=order.film,
        executor=executor,
        artifacts=store,
        publisher=publisher,
        emit=bus.emit,
        expect=progress.expect,
        writer=str(executor.backends.writer.identity),
        licences=executor.backends.licences(),
        tally=tally,
    )


def _spent_s(store: Store, ledger: Ledger) -> float:
    """Seconds of generator time that earlier runs of the film used."""
    made = {
        line.fingerprint for line in ledger.lines()[0] if line.kind is LineKind.MADE and line.stage in GENERATOR_STAGES
    }
    entries = (store.find(fingerprint) for fingerprint in made)
    return sum(entry.seconds_milli for entry in entries if entry is not None) / 1000
