"""Driving the film graph: from wherever its checkpoint stands to its end, or to a question.

Apart from `production.py`, so that workers are already loading while this imports the graph library.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.types import Command, StateSnapshot

from videostudio.film.brief import Approval
from videostudio.film.errors import CorruptArtifact, UserError
from videostudio.film.fingerprint import digest
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.script import Script
from videostudio.film.verdict import Outcome
from videostudio.graphs.checkpoints import BrokenCheckpoint, Checkpoints
from videostudio.graphs.crew import Crew
from videostudio.graphs.decision import Decision
from videostudio.graphs.film_graph import film_graph
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.record import film_record
from videostudio.graphs.state import FilmState, SceneResult, fact, noun
from videostudio.tools.events import Warned

RESTARTS = 2
"""How often one run may begin again from the brief: for a broken checkpoint and for a broken artifact."""

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""What the serialiser raises over a checkpoint that the database can read and that still makes no sense."""

MOST_STANDING = 200
"""Scenes of older versions that the state carries: a few kilobytes each, and every checkpoint has them."""

_KEPT = (Outcome.ACCEPTED, Outcome.ATTEMPTS_EXHAUSTED)
"""How a scene has to have ended so that an edit of others leaves it alone."""

_AWAITING = {"script": FilmOutcome.AWAITING_SCRIPT, "cut": FilmOutcome.AWAITING_CUT}


@dataclass(frozen=True)
class Run:
    """What the parts of one run share. `anew` is for a script that was edited: the film begins with it, wherever it
    stood, and `approved` says that its user has approved of it already."""

    order: FilmOrder
    home: Path
    crew: Crew
    anew: bool = False
    approved: bool = False
    postgres: str = ""
    """The server that keeps the film's checkpoints; "" for a file in `home`."""
    apart: str = ""
    """What the film's name begins with there; see Workspace."""

    @property
    def checkpoints(self) -> Checkpoints:
        return Checkpoints(f"{self.apart}{self.order.film}", self.home, self.postgres)

    @property
    def config(self) -> RunnableConfig:
        return {"configurable": {"thread_id": self.checkpoints.thread}, "recursion_limit": 10_000}

    def beginning(self, before: FilmState | None = None) -> FilmState:
        """The graph's input for a film that begins with its brief, with what its user approved `before`, and with the
        scenes that an edit may leave standing."""
        given, old = self.order.script, before or {}
        approved = dict(old.get("approved", {}))
        if self.approved and given is not None:
            approved[Approval.SCRIPT.value] = digest(fact(given))
        standing = _standing(old) if self.order.edited is not None else {}
        return {
            "brief": fact(self.order.brief),
            "profile": self.order.profile.name,
            "given": fact(given) if given else None,
            "approved": approved,
            "script": None,
            "rejected": "",
            "cast": {},
            "scenes": {},
            "standing": standing,
            "rewrites": dict(old.get("rewrites", {})) if standing else {},
            "regrades": 0,
            "sound": None,
            "cut": None,
            "captions": None,
            "record": None,
        }


async def driven(run: Run, decision: Decision | None) -> FilmRecord:
    """Drives the graph to its end or to a question, beginning again where what it stood on is broken."""
    fresh = False
    for _ in range(RESTARTS):
        try:
            return await _attempt(run, decision, fresh=fresh)
        except CorruptArtifact as error:
            run.crew.emit(Warned(text=f"{error}; it is made again"))
            fresh, decision = True, None
        except BrokenCheckpoint as error:
            where = await run.checkpoints.set_aside()
            run.crew.emit(
                Warned(text=f"the checkpoint is broken ({error}) and {where}; the film goes on from the store")
            )
    return await _attempt(run, decision, fresh=True)


async def stood(run: Run) -> FilmState:
    """The state that the film's checkpoint has; {} without one that can be read."""
    if not run.checkpoints.may_stand():
        return {}
    try:
        async with run.checkpoints.saver() as saver:
            return _state(await _read(film_graph(saver).aget_state(run.config)))
    except BrokenCheckpoint:
        return {}


def _standing(state: FilmState) -> dict[str, SceneResult]:
    """The scenes, by digest, that have a take which is there to stay: those of versions before too, so that undo finds
    them as they were."""
    now = {scene["digest"]: scene for scene in state.get("scenes", {}).values()}
    known = {**state.get("standing", {}), **now}
    kept = [(name, scene) for name, scene in known.items() if scene["chosen"] and Outcome(scene["outcome"]) in _KEPT]
    return dict(kept[-MOST_STANDING:])


async def _attempt(run: Run, decision: Decision | None, *, fresh: bool) -> FilmRecord:
    async with run.checkpoints.saver() as saver:
        graph = film_graph(saver)
        snapshot = await _read(graph.aget_state(run.config))
        anew = fresh or run.anew
        if snapshot.interrupts and not anew and decision is None:
            return _published(run, snapshot)
        if decision is not None and not snapshot.interrupts:
            raise UserError(f"the film '{run.order.film}' is not waiting for an answer: leave it out")
        state = _state(snapshot)
        if anew or not (snapshot.next or decision):
            # All that is still true is in the store; a history of finished runs would only grow.
            await saver.adelete_thread(run.checkpoints.thread)
            # What is broken must not stand.
            start: Any = run.beginning({"approved": state.get("approved", {})} if fresh else state)
        else:
            start = _continuation(run, state, snapshot, decision)
        try:
            await graph.ainvoke(start, run.config, context=run.crew, durability="sync")
        except asyncio.CancelledError:
            _cancelled(run, await graph.aget_state(run.config))
            raise
        return _published(run, await graph.aget_state(run.config))


async def _read(reading: Coroutine[Any, Any, StateSnapshot]) -> StateSnapshot:
    """A snapshot. A checkpoint that the database can read and the serialiser cannot is as broken as any other."""
    try:
        return await reading
    except UNREADABLE as error:
        raise BrokenCheckpoint(f"{type(error).__name__}: {error}") from error


def _continuation(
    run: Run, state: FilmState, snapshot: StateSnapshot, decision: Decision | None
) -> Command[Any] | None:
    """What a graph that was stopped is called with: the answer it waits for, or nothing."""
    if script := state.get("script"):
        run.crew.expect(noun(Script, script))
    if decision is None:
        return None
    return Command(resume={snapshot.interrupts[0].id: decision.model_dump(mode="json")})


def _published(run: Run, snapshot: StateSnapshot) -> FilmRecord:
    """The record of a film that ended or waits; a waiting film gets a report to decide by."""
    if not snapshot.interrupts:
        return noun(FilmRecord, snapshot.values["record"])
    outcome = _AWAITING[snapshot.interrupts[0].value["awaits"]]
    record = film_record(_state(snapshot), run.crew, outcome)
    run.crew.publisher.publish(record)
    return record


def _cancelled(run: Run, snapshot: StateSnapshot) -> None:
    """The record of a film that was stopped; what was being worked on is marked as cancelled."""
    record = film_record(_state(snapshot) or run.beginning(), run.crew, FilmOutcome.UNFINISHED)
    scenes = tuple(
        scene if scene.outcome else scene.model_copy(update={"outcome": Outcome.CANCELLED}) for scene in record.scenes
    )
    run.crew.publisher.publish(record.model_copy(update={"scenes": scenes}))


def _state(snapshot: StateSnapshot) -> FilmState:
    state: Any = snapshot.values
    return cast(FilmState, state)
