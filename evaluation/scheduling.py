"""How well work is spread: stories of simulated scenes through the real executor, against the least time they can take.

A film's references come first, then every scene by itself: image, its score, clip, its score.
"""

import asyncio
import math
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from videostudio.evaluation.simulated import CLIP, IMAGE, READY, SIDE, Latency
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import (
    CastMember,
    ClipRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreItem,
    ScoreRequest,
    Subject,
)
from videostudio.graphs.executor.duty import Duty
from videostudio.graphs.executor.local import LocalStart
from videostudio.graphs.executor.on_ray import RayStart
from videostudio.graphs.executor.port import Done, Executor
from videostudio.graphs.executor.seats import Seat
from videostudio.graphs.executor.workers import Start, WorkersExecutor
from videostudio.tools.ledger import Ledger
from videostudio.tools.store.store import Store

MODULE = "videostudio.evaluation.simulated"
PLACE = Entity(id="moon", name="moon", kind=EntityKind.PLACE)


@dataclass
class Heard:
    """A Watcher that notes what a schedule is judged by."""

    warnings: list[str] = field(default_factory=list)

    def stepped(self, request: Request, done: int, total: int) -> None:
        """See Watcher."""

    def told(self, request: Request, text: str) -> None:
        """See Watcher."""
        self.warnings.append(text)

    def answered(self, request: Request, done: Done) -> None:
        """See Watcher."""


@asynccontextmanager
async def simulated(
    root: Path, latency: Latency, seats: tuple[Seat, ...], address: str = "local", heard: Heard | None = None
) -> AsyncIterator[WorkersExecutor]:
    """The executor over simulated workers, its store and ledger under `root`."""
    duty = Duty(store=str(root / "store"), profile=latency.profile())
    start: Start = LocalStart(duty, root / "workers.log", MODULE)
    if address != "local":
        start = RayStart(duty, address, MODULE)
    executor = WorkersExecutor(
        store=Store(root / "store"),
        backends=latency.backends(),
        ledger=Ledger(root / "ledger.jsonl"),
        run=f"{os.getpid()}",
        start=start,
        seats=seats,
        watcher=heard or Heard(),
    )
    async with executor:
        yield executor


async def story(executor: Executor, *, scenes: int, entities: int) -> None:
    """A film of `scenes` scenes with `entities` in it, as the film graph asks for it."""
    cast = await asyncio.gather(*(_reference(executor, number) for number in range(entities)))
    await asyncio.gather(*(_scene(executor, number, cast) for number in range(scenes)))


async def _reference(executor: Executor, number: int) -> CastMember:
    entity = Entity(id=f"fox-{number}", name="fox", kind=EntityKind.ANIMAL)
    request = ReferenceRequest(entity=entity, width=SIDE, height=SIDE, seed=number)
    picture = (await executor.run(request)).entry.outputs["image"]
    await executor.run(_score(Subject.REFERENCE, entity.id, picture))
    return CastMember(entity=entity, reference=picture)


async def _scene(executor: Executor, number: int, cast: Sequence[CastMember]) -> None:
    image = image_request(number, cast)
    picture = (await executor.run(image)).entry.outputs["image"]
    await executor.run(_score(Subject.IMAGE, image.scene_id, picture))
    clip = ClipRequest(
        scene_id=image.scene_id,
        attempt=1,
        event=image.event,
        action=image.action,
        cast=(),
        place=image.place,
        image=picture,
        frames=12,
        tail_frames=0,
        width=SIDE,
        height=SIDE,
        fps=12,
        seed=number,
    )
    filmed = (await executor.run(clip)).entry.outputs["clip"]
    await executor.run(_score(Subject.CLIP, image.scene_id, filmed))


def image_request(number: int, cast: Sequence[CastMember] = ()) -> SceneImageRequest:
    """The first frame of scene `number`."""
    return SceneImageRequest(
        scene_id=f"scene-{number}",
        attempt=1,
        event="a fox runs",
        action="run",
        cast=tuple(cast),
        place=CastMember(entity=PLACE),
        width=SIDE,
        height=SIDE,
        seed=number,
    )


def _score(subject: Subject, about: str, artifact: ArtifactRef) -> ScoreRequest:
    return ScoreRequest(subject=subject, items=(ScoreItem(id=about, artifact=artifact),))


def least_seconds(latency: Latency, *, scenes: int, entities: int, devices: int, start_s: float) -> float:
    """The critical path of a story on devices that each load every pipeline once, scores costing no device's time: no
    stage-major schedule is faster. `start_s` is how long a worker takes to start."""
    stages_ms = (
        latency.load_ms,
        math.ceil(entities / devices) * latency.image_ms,
        latency.score_ms,
        math.ceil(scenes / devices) * latency.image_ms,
        latency.load_ms,
        math.ceil(scenes / devices) * latency.clip_ms,
        latency.score_ms,
    )
    return start_s + sum(stages_ms) / 1000


def loads(notes: Path) -> list[tuple[int, str]]:
    """(process, pipeline) of every load that simulated workers noted."""
    return [(int(pid), what) for pid, what, *_ in noted(notes) if what in (IMAGE, CLIP)]


def last_start(notes: Path) -> float:
    """When the last worker for a device was ready, on the machine's monotonic clock, s."""
    return max(float(at[0]) for _, what, *at in noted(notes) if what == READY)


def noted(notes: Path) -> list[list[str]]:
    """The notes of simulated workers, in words."""
    return [line.split() for line in notes.read_text().splitlines()] if notes.exists() else []
