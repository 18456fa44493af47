"""A production that draws nothing, for tests of doors: orders, scripts, versions, approvals, events and locks are real,
a film is a few bytes. `Studio(workspace, produces=Rehearsal())`.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from videostudio.agents import planner
from videostudio.agents.house.writer import HouseWriter
from videostudio.film.brief import Approval
from videostudio.film.errors import UserError, VideoStudioError
from videostudio.film.record import FilmOutcome, FilmRecord, SceneRecord
from videostudio.film.script import Script
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import Outcome
from videostudio.graphs.decision import Decision
from videostudio.graphs.order import EVENTS_FILE, FilmOrder, published_folder
from videostudio.graphs.publisher import FolderPublisher, load_record
from videostudio.tools.events import Event, EventBus, EventLog, Failed, Finished, Progress, Started
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

_AWAITING = {Approval.SCRIPT: FilmOutcome.AWAITING_SCRIPT, Approval.CUT: FilmOutcome.AWAITING_CUT}


@dataclass
class Rehearsal:
    """`scene_s` is how long a scene takes. `fails` ends the films of prompts that hold a word. `made` lists the films
    whose scenes were made, in order."""

    scene_s: float = 0.0
    fails: dict[str, VideoStudioError] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    async def __call__(
        self,
        order: FilmOrder,
        workspace: Workspace,
        *,
        on_event: Callable[[Event], None] | None = None,
        workers: int | None = None,
        decision: Decision | None = None,
        anew: bool = False,
        approved: bool = False,
        admits: Callable[[Script], None] = lambda script: None,
    ) -> FilmRecord:
        home = workspace.film_folder(order.film)
        bus = EventBus(EventLog(home / EVENTS_FILE))
        if on_event is not None:
            bus.subscribe(on_event)
        run = _Run(
            order,
            Store(workspace.store_root),
            FolderPublisher(published_folder(order, home), home, Store(workspace.store_root)),
        )
        bus.emit(Started(film=order.film, profile=order.profile.name))
        for word, error in self.fails.items():
            if word in order.brief.prompt:
                bus.emit(Failed(error=type(error).__name__, text=str(error), fatal=True))
                raise error
        record = await self._played(run, None if anew else load_record(home), decision, bus, approved, admits)
        bus.emit(Finished(outcome=record.outcome, film=record.cut))
        return record

    async def _played(
        self,
        run: "_Run",
        before: FilmRecord | None,
        decision: Decision | None,
        bus: EventBus,
        approved: bool,
        admits: Callable[[Script], None],
    ) -> FilmRecord:
        waited = before.outcome if before is not None and before.outcome.waits else None
        if decision is not None and waited is None:
            raise UserError(f"the film '{run.order.film}' is not waiting for an answer: leave it out")
        if before is not None and waited is not None and decision is None:
            return before
        if before is not None and decision is not None and not decision.approved:
            return run.publish(FilmOutcome.REJECTED, before.script, notes=(decision.note,))
        script = run.order.script or await planner.plan(run.order.brief, HouseWriter().answer, "house")
        admits(script)
        wanted = run.order.brief.approvals
        if Approval.SCRIPT in wanted and waited is None and not approved:
            return run.publish(FilmOutcome.AWAITING_SCRIPT, script)
        if waited is not FilmOutcome.AWAITING_CUT:
            for at, scene in enumerate(script.scenes, 1):
                await asyncio.sleep(self.scene_s)
                bus.emit(Progress(stage=Stage.CLIP, scene_id=scene.id, step=at, total=len(script.scenes)))
            self.made.append(run.order.film)
        if Approval.CUT in wanted and waited is not FilmOutcome.AWAITING_CUT:
            return run.publish(FilmOutcome.AWAITING_CUT, script)
        return run.publish(FilmOutcome.FINISHED, script)


@dataclass
class _Run:
    order: FilmOrder
    store: Store
    publisher: FolderPublisher

    def publish(self, outcome: FilmOutcome, script: Any, notes: tuple[str, ...] = ()) -> FilmRecord:
        cut = self.store.put(
            self.order.film.encode() * 100, media_type="video/mp4", width=256, height=144, frames=24, fps=12
        )
        image = self.store.put(b"a picture", media_type="image/png", width=256, height=144)
        clip = self.store.put(b"a clip", media_type="video/mp4", width=256, height=144, frames=12, fps=12)
        done = outcome is FilmOutcome.FINISHED
        record = FilmRecord(
            film=self.order.film,
            profile=self.order.profile.name,
            outcome=outcome,
            brief=self.order.brief,
            script=script,
            scenes=tuple(
                SceneRecord(
                    id=scene.id,
                    event=scene.event,
                    outcome=Outcome.ACCEPTED if done else None,
                    takes=(Take(scene_id=scene.id, attempt=1, image=image, clip=clip),) if done else (),
                    chosen=1 if done else None,
                )
                for scene in script.scenes
            ),
            cut=cut if done else None,
            twin=self.order.twin,
            notes=notes,
        )
        self.publisher.publish(record)
        return record
