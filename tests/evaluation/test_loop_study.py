"""The loop study: what it takes for the truth, what it makes of it, and who does not hear it."""

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from videostudio.evaluation.deaf import ShufflingScorer, SilentScorer, TellingApart
from videostudio.evaluation.loop_films import LoopFilm, LoopTake, Workplace, fault_in, prompt
from videostudio.evaluation.loop_findings import false_rejects, findings, table
from videostudio.evaluation.loop_study import Condition, LoopStudy, main
from videostudio.evaluation.measured import Measured
from videostudio.evaluation.shelf import Shelf
from videostudio.evaluation.takes import CLEAN
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief, Budget
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import fingerprint
from videostudio.film.requests import (
    CastMember,
    ClipRequest,
    Request,
    SceneImageRequest,
    ScoreItem,
    ScoreRequest,
    Subject,
)
from videostudio.film.score import Score
from videostudio.film.take import Stage
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.graphs import bootstrap
from videostudio.graphs.calibrations import shipped
from videostudio.graphs.executor.port import Done
from videostudio.tools.scoring import world
from videostudio.tools.store.entry import Entry
from videostudio.tools.workspace import Workspace

PICTURE = ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)
PLACE = CastMember(entity=Entity(id="moon", name="moon", kind=EntityKind.PLACE))
FOX = CastMember(entity=Entity(id="fox", name="fox", kind=EntityKind.ANIMAL))
FACTS = {"scene_id": "scene-1", "event": "e", "action": "walk", "place": PLACE, "width": 128, "height": 128, "seed": 1}


def image(attempt: int, *cast: CastMember) -> SceneImageRequest:
    return SceneImageRequest.model_validate({**FACTS, "attempt": attempt, "cast": cast})


def clip(attempt: int, image_attempt: int | None, *cast: CastMember) -> ClipRequest:
    filmed = {"attempt": attempt, "image_attempt": image_attempt, "image": PICTURE, "cast": cast}
    return ClipRequest.model_validate({**FACTS, **filmed, "frames": 12, "tail_frames": 6, "fps": 12})


def drawing(first: FaultKind | None, second: FaultKind | None) -> FaultPlan:
    """A plan that draws these for the first two attempts at scene-1."""
    kinds = (FaultKind.MISSING, FaultKind.FROZEN)
    plans = (FaultPlan(rate_milli=600, seed=seed, kinds=kinds) for seed in range(10_000))
    return next(
        plan
        for plan in plans
        if all(
            {plan.take_fault("scene-1", at, stage) for stage in (Stage.IMAGE, Stage.CLIP)} - {None} == {kind} - {None}
            for at, kind in ((1, first), (2, second))
        )
    )


def test_a_kept_picture_has_the_fault_of_the_attempt_that_drew_it() -> None:
    plan = drawing(FaultKind.MISSING, FaultKind.FROZEN)
    assert fault_in(plan, image(1, FOX), None) is FaultKind.MISSING
    assert fault_in(plan, image(2, FOX), clip(2, None, FOX)) is FaultKind.FROZEN
    assert fault_in(plan, image(1, FOX), clip(2, 1, FOX)) is FaultKind.MISSING
    sound_first = drawing(None, FaultKind.MISSING)
    assert fault_in(sound_first, image(1, FOX), clip(2, 1, FOX)) is None
    assert fault_in(sound_first, image(2, FOX), clip(2, None, FOX)) is FaultKind.MISSING


def test_nobody_is_missing_where_nobody_should_be() -> None:
    assert fault_in(drawing(FaultKind.MISSING, None), image(1), clip(1, None)) is None


def take(scene: str, attempt: int, fault: str, **facts: bool) -> LoopTake:
    return LoopTake(scene=scene, attempt=attempt, fault=fault, **{"accepted": False, **facts})


def test_right_is_counted_against_the_best_there_was() -> None:
    """One scene right at once, one after a false reject, one never possible, one accepted wrongly."""
    takes = (
        take("s1", 1, CLEAN, accepted=True, chosen=True),
        take("s2", 1, CLEAN),
        take("s2", 2, CLEAN, accepted=True, chosen=True),
        take("s3", 1, "frozen"),
        take("s3", 2, "black", chosen=True),
        take("s4", 1, "black", accepted=True, chosen=True),
    )
    first: dict[str, int | None] = {"s1": 1, "s2": 1, "s3": None, "s4": 2}
    film = LoopFilm(
        film=0, condition="on", takes=takes, first_sound=first, seconds={"clip": 2.0, "graph": 1.0}, heard={}
    )
    found = findings([film], 2)["on"]
    assert (found["scenes"], found["right"], found["possible"], found["of_possible"]) == (4, 2, 3, 0.6667)
    assert (found["takes"], found["ideal_takes"], found["extra_takes_ratio"]) == (6, 6, 1.0)
    false = found["false_rejects"]
    assert (false["takes"]["count"], false["takes"]["of"], false["takes"]["share"]) == (1, 3, 0.3333)
    assert (false["scenes"]["count"], false["scenes"]["of"], false["scenes_lost"]["count"]) == (1, 2, 0)
    assert found["faults"]["black"] == {"takes": 2, "accepted": 1, "recalled": 0, "kept": 2}
    assert found["faults"]["frozen"]["kept"] == 0
    assert found["seconds"]["total"] == 3.0
    told = table({"conditions": {"on": found}})
    assert "right of best possible" in told
    json.dumps(found, allow_nan=False)


SAID = tuple(
    (Measured(subject=Subject.IMAGE, name="colours", about="owl", value=value, by="appearance v1"),)
    for value in (0.1, 0.9)
)


@dataclass
class Alike:
    """An Executor whose pictures are all the same, heard by a scorer that says what was said of others."""

    scorer: ShufflingScorer = field(default_factory=lambda: ShufflingScorer({Subject.IMAGE: SAID}, seed=1))
    heard: list[Score] = field(default_factory=list)

    async def run(self, request: Request) -> Done:
        if isinstance(request, ScoreRequest):
            self.heard += self.scorer.score(request, artifacts=Shelf(Path())).scores
        name = fingerprint(request, self.scorer.identity)
        return Done(Entry(fingerprint=name, stage=request.STAGE, outputs={"image": PICTURE}), made=True)


def heard_of(*attempts: int) -> list[Score]:
    """What is heard of the pictures of these attempts at a scene, one after another."""
    question = ScoreRequest(subject=Subject.IMAGE, items=(ScoreItem(id="scene-1", artifact=PICTURE),), cast=(FOX,))
    alike = Alike()
    asked = TellingApart(alike)

    async def shot() -> None:
        for attempt in attempts:
            await asked.run(image(attempt, FOX))
            await asked.run(question)

    asyncio.run(shot())
    return alike.heard


def test_shuffled_scores_are_those_of_another_take_about_this_ones_cast() -> None:
    heard = heard_of(*range(1, 21))
    assert {(score.about, score.by) for score in heard} == {("fox", "appearance v1")}
    assert {score.value for score in heard} == {0.1, 0.9}


def of_sound(*scenes: tuple[str, ...]) -> LoopFilm:
    """A film whose takes are all sound: of each scene what became of them, in order: "no", "yes", or "again" by the
    film."""
    takes = tuple(
        take(f"s{number}", at, CLEAN, accepted=word != "no", recalled=word == "again")
        for number, words in enumerate(scenes)
        for at, word in enumerate(words, 1)
    )
    return LoopFilm(film=0, condition="on", takes=takes, first_sound={}, seconds={}, heard={})


def test_false_rejects_are_told_of_takes_of_scenes_over_all_attempts_and_of_films() -> None:
    films = [
        of_sound(("yes",), ("no", "no", "yes")),
        of_sound(("again", "yes"), ("no", "no", "no")),
        of_sound(("again", "yes")),
        of_sound(("yes",), ("yes",)),
    ]
    found = false_rejects(films)
    counts = {name: (told["count"], told["of"]) for name, told in found.items() if name != "by_gap"}
    assert counts == {
        "takes": (5, 13),
        "recalled": (2, 8),
        "scenes": (2, 7),
        "scenes_lost": (1, 7),
        "films": (3, 4),
        "films_rejected": (2, 4),
        "films_recalled": (2, 4),
    }


def test_retakes_that_look_the_same_are_heard_apart_and_the_same_take_never() -> None:
    first, *others = heard_of(*range(1, 21))
    assert any(score != first for score in others)
    assert heard_of(*range(1, 21)) == [first, *others]
    assert heard_of(3, 3, 1, 3) == [others[1], others[1], first, others[1]]


def test_prompts_are_sentences_with_colours_and_the_time() -> None:
    told = [prompt(world.story(1, number)) for number in range(30)]
    assert len(set(told)) == 30
    assert any("at night" in one for one in told)
    assert all(one[:2] in ("A ", "An") for one in told)


def test_the_critic_that_hears_finds_every_frozen_take_and_the_deaf_one_none(tmp_path: Path) -> None:
    profile = bootstrap.resolved(bootstrap.profile_named("preview"), Workspace(tmp_path))
    plan = FaultPlan(rate_milli=500, seed=3, kinds=(FaultKind.FROZEN,))
    facts = {"prompt": "A dog runs across a meadow and finds a red ball", "scenes": 2, "duration_ms": 2000}
    small = {"width": 256, "height": 144, "fps": 12, "silent": True, "budget": Budget(attempts=4, rewrites=0)}
    brief, place = Brief.model_validate({**facts, **small}), Workplace(tmp_path, profile, shipped("preview"))
    on, off = (
        place.film(0, condition, brief, plan, scorer)
        for condition, scorer in ((Condition.ON, bootstrap.scorer()), (Condition.OFF, SilentScorer()))
    )
    assert any(take.fault == "frozen" for take in on.takes)
    assert all(take.accepted is (take.fault == CLEAN) for take in on.takes)
    assert len([take for take in on.takes if take.chosen and take.fault == CLEAN]) == 2
    assert [take.attempt for take in off.takes if take.accepted and take.chosen] == [1, 1]
    assert any(take.fault == "frozen" for take in off.takes)
    assert on.first_sound == off.first_sound
    assert len(on.heard[Subject.FILM]) == 2
    assert not any(off.heard[Subject.CLIP])


def test_a_calibration_of_another_scorer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="give its own"):
        main(["--scorers", "checks", "--json", str(tmp_path / "loop.json")])


@pytest.mark.slow
def test_a_study_is_the_same_again_from_its_workspace(tmp_path: Path) -> None:
    out = tmp_path / "loop.json"
    command = ["--scenes", "4", "--kinds", "black", "--pack", "openmoji", "--jobs", "1", "--work", str(tmp_path / "w")]
    assert main([*command, "--json", str(out)]) == 0
    first = json.loads(out.read_text())["conditions"]
    assert first.keys() == {"on", "off", "shuffled"}
    assert main([*command, "--json", str(out)]) == 0
    again = json.loads(out.read_text())["conditions"]
    for name, told in first.items():
        assert {**again[name], "seconds": None} == {**told, "seconds": None}


def test_the_same_film_goes_wrong_in_the_same_way_in_every_condition() -> None:
    study = LoopStudy(calibration=shipped("preview"))
    assert study.plan(3) == study.plan(3)
    assert study.plan(3).seed != study.plan(4).seed
