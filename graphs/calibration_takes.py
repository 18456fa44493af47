"""The takes of a calibration: shot and measured through an executor, and what came of it."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from videostudio.agents import designer, director
from videostudio.agents.director import Shot
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity
from videostudio.film.look import Look
from videostudio.film.requests import CastMember, Request, ScoreItem, ScoreRequest
from videostudio.film.scene import Scene
from videostudio.film.score import Score, ScoreSheet
from videostudio.graphs.executor.port import Done, Executor
from videostudio.graphs.mismatched import COUNTS, Values
from videostudio.graphs.questions import Rest
from videostudio.tools.scoring.calibrating import Sample, Wrong
from videostudio.tools.scoring.world import Story, WorldScene
from videostudio.tools.store.store import Store

SCENE_MS = 3000
STYLES = (
    "pencil sketch",
    "watercolour",
    "paper cutout",
    "film noir",
    "pastel",
    "dark",
    "sepia",
    "comic book",
    "muted",
    "neon",
)
"""One story in STYLED has one of these, the others none, as most films have none: where the wanted rate lies is mostly
theirs, but what is sound in some style is known."""
STYLED = 4

T = TypeVar("T")

Cast = dict[tuple[Entity, str], CastMember]
"""Entity and style -> who plays it."""


def look_of(number: int) -> Look:
    """The look of story `number`."""
    style = "" if (number + 1) % STYLED else STYLES[number // STYLED % len(STYLES)]
    return Look(width=480, height=270, fps=12, style=style, seed=0)


@dataclass(frozen=True)
class Shown:
    """One take of a scene and what it was asked for."""

    look: Look
    scene: Scene
    shot: Shot
    rest: Rest
    image: ArtifactRef
    staging: ArtifactRef | None
    clip: ArtifactRef

    def item(self, artifact: ArtifactRef) -> ScoreItem:
        """What a score request points at."""
        return ScoreItem(id=self.scene.id, artifact=artifact, staging=self.staging, place=self.scene.background)

    def in_film(self, scene: Scene | None = None) -> ScoreItem:
        """The clip as a scene of its film; or in the stead of another film's `scene`."""
        scene = scene or self.scene
        return ScoreItem(
            id=scene.id, artifact=self.clip, staging=self.staging, place=scene.background, cast=scene.foreground
        )


@dataclass
class Found:
    """What was measured so far: the scores of every sound take, by its name, and of every wrong one, by what is wrong
    and its name, those that should see it."""

    takes: dict[str, Values] = field(default_factory=dict)
    wrong: dict[tuple[str, str], Values] = field(default_factory=dict)

    def add_sound(self, take: str, values: Values) -> None:
        """Scores of a sound take; it may have more."""
        self.takes.setdefault(take, {}).update(values)

    def add_wrong(self, what: str, take: str, values: Values) -> None:
        """Scores of a take that should find `what` wrong; it may have more."""
        self.wrong.setdefault((what, take), {}).update(values)

    def names(self) -> frozenset[str]:
        """What has been measured of sound takes."""
        return frozenset(key.name for values in self.takes.values() for key in values)

    def sample(self) -> Sample:
        """Everything, take by take in the order of their names."""
        keys = sorted({key for values in self.takes.values() for key in values})
        ordered = [self.takes[name] for name in sorted(self.takes)]
        sound = {key: [values.get(key, float("nan")) for values in ordered] for key in keys}
        return Sample(sound, [Wrong(what, values) for (what, _), values in sorted(self.wrong.items())], COUNTS)


@dataclass
class Counter:
    """A Watcher that counts answers and tells them."""

    tell: Callable[[int], None]
    answers: int = 0

    def stepped(self, request: Request, done: int, total: int) -> None:
        """See Watcher."""

    def told(self, request: Request, text: str) -> None:
        """See Watcher."""

    def answered(self, request: Request, done: Done) -> None:
        """See Watcher."""
        self.answers += 1
        self.tell(self.answers)


@dataclass(frozen=True)
class Crew:
    """Who carries out the requests, and where their artifacts lie."""

    executor: Executor
    store: Store

    async def score(self, request: ScoreRequest) -> tuple[Score, ...]:
        """One measurement."""
        done = await self.executor.run(request)
        return ScoreSheet.model_validate_json(self.store.read(done.entry.outputs["scores"])).scores

    async def shoot(self, look: Look, scene: Scene, shot: Shot, rest: Rest) -> Shown:
        """One take."""
        outputs = (await self.executor.run(shot.image)).entry.outputs
        image, staging = outputs["image"], outputs.get("staging")
        clip = await self.executor.run(director.clip_request(shot, scene, look, image, staging))
        return Shown(look, scene, shot, rest, image, staging, clip.entry.outputs["clip"])

    async def shoot_told(self, look: Look, story: Story, told: WorldScene, cast: Cast) -> Shown:
        """The first take of a random scene, directed as a film's would be."""
        scene = Scene(
            id=told.id,
            event=told.event,
            action=told.action,
            foreground=tuple(entity.id for entity in told.cast),
            background=told.place.id,
            duration_ms=SCENE_MS,
            camera=told.camera,
            shot=told.shot,
        )
        members = [cast[entity, look.style] for entity in told.cast]
        rest = Rest(
            tuple(cast[entity, look.style] for entity in story.entities if entity not in told.cast),
            tuple(other.event for other in story.scenes if other.event != told.event),
        )
        return await self.shoot(look, scene, director.direct(scene, members, cast[told.place, look.style], look), rest)

    async def draw(self, entity: Entity, look: Look) -> ArtifactRef:
        """An entity's reference."""
        done = await self.executor.run(designer.reference_request(entity, look, 1))
        return done.entry.outputs["image"]


async def together(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """All of it at once, the results in order: the executor decides what comes first."""
    return list(await asyncio.gather(*work))
