"""Films whose takes go wrong by a plan, made in one process by the real film graph.

Owns the briefs, the plan's reading, and what of a finished film is truth. The truth is the plan's: nobody who measures
or judges sees it.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from videostudio.evaluation.deaf import Said, ShufflingScorer, TellingApart
from videostudio.evaluation.in_place import InPlaceExecutor, made
from videostudio.evaluation.measured import Measured
from videostudio.evaluation.takes import CLEAN
from videostudio.film.brief import Brief, Budget
from videostudio.film.calibration import Calibration
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import digest
from videostudio.film.noun import Noun
from videostudio.film.record import FilmRecord, SceneRecord
from videostudio.film.requests import ClipRequest, SceneImageRequest, Subject
from videostudio.film.score import ScoreSheet
from videostudio.film.take import Stage, Take
from videostudio.film.verdict import VerdictKind
from videostudio.generators.faults import IN_CAST, FaultKind, FaultPlan
from videostudio.graphs import bootstrap
from videostudio.graphs.order import FilmOrder
from videostudio.graphs.profile import Profile
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.world import Story
from videostudio.tools.store.store import Store

SCENES = 4
"""Of a film: one more than it takes to tell which of them is the odd one out."""
LEFT_OUT = "left_out"
"""The fault of a take from which the director left somebody out."""
SCENE_MS = 3000
"""As long as the takes that calibrations are measured on."""
WHEN = {
    "dawn": "at dawn",
    "sunset": "at sunset",
    "night": "at night",
    "rain": "in the rain",
    "snowfall": "in the snow",
    "fog": "in the fog",
}
"""Aspects of a place in the words of a prompt; what has none there is not said."""


class LoopTake(Noun):
    """One take: the fault it has (CLEAN for none), whether the critic accepted it, which scores were gaps if not,
    whether the film asked for the accepted one again (`recalled`), and whether it is in the cut."""

    scene: str
    attempt: int
    fault: str
    accepted: bool
    gaps: tuple[str, ...] = ()
    recalled: bool = False
    chosen: bool = False


class LoopFilm(Noun):
    """What became of one film. `first_sound` maps a scene to the first of its attempts that draws no fault, None if
    all that it has draw one. `seconds` is what every stage took, whenever it was done; "graph" is all the rest of
    this run. `heard` is what the scorer said."""

    film: int
    condition: str
    takes: tuple[LoopTake, ...]
    first_sound: dict[str, int | None]
    seconds: dict[str, float]
    heard: dict[Subject, tuple[Said, ...]]


@dataclass(frozen=True)
class Workplace:
    """Where films are made. What is in its store is not made again."""

    folder: Path
    profile: Profile
    calibration: Calibration

    def film(self, number: int, condition: str, brief: Brief, plan: FaultPlan, scorer: Scorer) -> LoopFilm:
        """The film of `brief`, its takes going wrong by `plan`, measured by `scorer`. It begins with its brief, and not
        where an earlier run was stopped: what is told of it is told of all its requests."""
        store = Store(self.folder / "store")
        profile = self.profile.model_copy(update={"faults": plan})
        executor = InPlaceExecutor(store, replace(bootstrap.build_backends(profile), scorer=scorer))
        decides = (brief, profile, scorer.identity, self.calibration)
        name = digest([one.model_dump_json() for one in decides])
        order = FilmOrder(film=f"film-{number}-{name[:8]}", brief=brief, profile=profile)
        asked = TellingApart(executor) if isinstance(scorer, ShufflingScorer) else executor
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as home:
            record = asyncio.run(made(order, Path(home), asked, store, self.calibration))
        rest_s = time.monotonic() - began - executor.made_s
        return LoopFilm(
            film=number,
            condition=condition,
            takes=tuple(take for scene in record.scenes for take in told_takes(scene, plan, executor)),
            first_sound=first_sound(record, plan),
            seconds={**_seconds(executor), "graph": round(rest_s, 3)},
            heard=_heard(executor),
        )


def brief_of(story: Story, budget: Budget, seed: int) -> Brief:
    """A film of SCENES scenes from one sentence about a random story, for the house writer."""
    return Brief(
        prompt=prompt(story),
        scenes=SCENES,
        duration_ms=SCENES * SCENE_MS,
        width=480,
        height=270,
        fps=12,
        seed=seed,
        cards=False,
        silent=True,
        budget=budget,
    )


def prompt(story: Story) -> str:
    """One sentence about the story's fullest scene: "A blue penguin and a pig sleep at the farm at night"."""
    scene = max(story.scenes, key=lambda one: len(one.cast))
    when = "".join(f" {WHEN[one.value]}" for one in story.place.aspects if one.value in WHEN)
    who = " and ".join(_called(entity) for entity in scene.cast)
    return f"{who[0].upper()}{who[1:]} {scene.action} at the {story.place.name}{when}"


def fault_in(plan: FaultPlan, image: SceneImageRequest, clip: ClipRequest | None) -> FaultKind | None:
    """What is wrong with a take of these requests: with its picture, which may be an earlier attempt's, or with its
    clip. Where there is nobody to strike, a fault in the cast is none."""
    picture = plan.take_fault(image.scene_id, image.attempt, Stage.IMAGE)
    if picture in IN_CAST and plan.struck(picture, image.cast, image.scene_id, image.attempt) is None:
        picture = None
    if picture is not None or clip is None:
        return picture
    return plan.take_fault(clip.scene_id, clip.attempt, Stage.CLIP)


def first_sound(record: FilmRecord, plan: FaultPlan) -> dict[str, int | None]:
    """Scene -> the first attempt at it for which no fault is drawn, None if there is none in the brief's attempts."""
    assert record.script is not None
    attempts = range(1, record.brief.budget.attempts + 1)
    return {
        scene.id: next((at for at in attempts if not _drawn(plan, scene.id, at, bool(scene.foreground))), None)
        for scene in record.script.scenes
    }


def told_takes(scene: SceneRecord, plan: FaultPlan, executor: InPlaceExecutor) -> Iterator[LoopTake]:
    """The takes of a scene with the truth about them."""
    for take in scene.takes:
        accepted = take.verdict is not None and take.verdict.kind is VerdictKind.ACCEPT
        image, clip = _requests(take, executor)
        thinned = len(image.cast) < len(_requests(scene.takes[0], executor)[0].cast)
        yield LoopTake(
            scene=scene.id,
            attempt=take.attempt,
            fault=fault_in(plan, image, clip) or (LEFT_OUT if thinned else CLEAN),
            accepted=accepted,
            gaps=tuple(dict.fromkeys(gap.score for gap in take.verdict.gaps)) if take.verdict else (),
            recalled=accepted and take is not scene.takes[-1],
            chosen=take.attempt == scene.chosen,
        )


def _requests(take: Take, executor: InPlaceExecutor) -> tuple[SceneImageRequest, ClipRequest | None]:
    asked = {stage: executor.answered[name].request for stage, name in take.requests.items()}
    clip = ClipRequest.model_validate(asked[Stage.CLIP]) if Stage.CLIP in asked else None
    return SceneImageRequest.model_validate(asked[Stage.IMAGE]), clip


def _drawn(plan: FaultPlan, scene: str, attempt: int, cast: bool) -> bool:
    found = {plan.take_fault(scene, attempt, stage) for stage in (Stage.IMAGE, Stage.CLIP)} - {None}
    return bool(found - set(IN_CAST)) or (cast and bool(found))


def _called(entity: Entity) -> str:
    """With its colour, but for people: of what they wear only some is theirs in the writer's words."""
    colour = next((aspect.value for aspect in entity.aspects), "") if entity.kind is not EntityKind.PERSON else ""
    words = f"{colour} {entity.name}".strip()
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _seconds(executor: InPlaceExecutor) -> dict[str, float]:
    spent: Counter[str] = Counter()
    for entry in executor.answered.values():
        spent[entry.stage.value] += entry.seconds_milli
    return {stage: milli / 1000 for stage, milli in spent.items()}


def _heard(executor: InPlaceExecutor) -> dict[Subject, tuple[Said, ...]]:
    """What the scorer said of pictures and clips, sheet by sheet, and of the films' scenes, scene by scene; in an order
    that is the same in every run."""
    found: dict[Subject, list[Said]] = {subject: [] for subject in (Subject.IMAGE, Subject.CLIP, Subject.FILM)}
    for _, entry in sorted(executor.answered.items()):
        subject = Subject(entry.request["subject"]) if entry.stage is Stage.SCORE else Subject.REFERENCE
        if subject in found:
            data = executor.store.read(entry.outputs["scores"])
            scores = ScoreSheet.model_validate_json(data).scores
            said = [Measured(subject=subject, name=s.name, about=s.about, value=s.value, by=s.by) for s in scores]
            abouts = dict.fromkeys(one.about for one in said)
            film = [tuple(one for one in said if one.about == about) for about in abouts]
            found[subject] += film if subject is Subject.FILM else [tuple(said)]
    return {subject: tuple(sheets) for subject, sheets in found.items()}
