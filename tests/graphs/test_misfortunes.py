"""What goes wrong around a scene becomes an outcome of that scene, and the film is finished all the same."""

from collections.abc import Callable
from pathlib import Path

import pytest
from films import FaultKind, faulty, small_brief
from inline import Trouble, film

from videostudio.film.brief import Approval, Budget
from videostudio.film.calibration import CalibratedScore, Calibration, Worse
from videostudio.film.errors import (
    GeneratorError,
    NotEnoughDisk,
    OverBudget,
    ScorerError,
    VideoStudioError,
    WriterError,
)
from videostudio.film.identity import Identity
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import (
    ClipRequest,
    ReferenceRequest,
    Request,
    SceneImageRequest,
    ScoreRequest,
    Subject,
    WriterRequest,
    WriterTask,
)
from videostudio.film.score import Score, ScoreSheet
from videostudio.film.verdict import Outcome
from videostudio.tools.events import Event, Warned
from videostudio.tools.store.port import Artifacts


def raising(error: VideoStudioError, where: Callable[[Request], bool]) -> Trouble:
    """Trouble with the requests that `where` points out."""

    def trouble(request: Request) -> None:
        if where(request):
            raise error

    return trouble


def clip_of(scene: str) -> Callable[[Request], bool]:
    return lambda request: isinstance(request, ClipRequest) and request.scene_id == scene


def score_of(subject: Subject, about: str = "") -> Callable[[Request], bool]:
    return lambda request: (
        isinstance(request, ScoreRequest) and request.subject is subject and about in ("", request.items[0].id)
    )


def test_a_spent_budget_ends_its_scene_at_once(furnished: Path) -> None:
    record = film(furnished / "store", small_brief(), raising(OverBudget("spent"), clip_of("scene-2")))
    assert [scene.outcome for scene in record.scenes] == [Outcome.ACCEPTED, Outcome.OVER_BUDGET]
    assert len(record.scenes[1].takes) == 1
    assert record.scenes[1].takes[0].error == "spent"
    assert any("scene 2 is missing from the film: spent" in text for text in record.degraded)
    assert record.outcome is FilmOutcome.DEGRADED


def test_failing_clips_use_up_their_attempts_and_no_rewrite(furnished: Path) -> None:
    brief = small_brief(budget=Budget(attempts=2))
    record = film(furnished / "store", brief, raising(GeneratorError("burst"), clip_of("scene-1")))
    assert record.scenes[0].outcome is Outcome.GENERATOR_ERROR
    assert [take.error for take in record.scenes[0].takes] == ["burst", "burst"]
    assert record.script is not None
    assert record.script.version == 1


def test_a_picture_that_fails_spoils_the_take(furnished: Path) -> None:
    def first_picture(request: Request) -> bool:
        return isinstance(request, SceneImageRequest) and request.scene_id == "scene-1" and request.attempt == 1

    record = film(furnished / "store", small_brief(), raising(GeneratorError("burst"), first_picture))
    takes = record.scenes[0].takes
    assert [(take.attempt, take.error, take.clip is None) for take in takes] == [(1, "burst", True), (2, "", False)]
    assert record.scenes[0].outcome is Outcome.ACCEPTED
    assert record.outcome is FilmOutcome.FINISHED


def test_a_clip_nobody_can_measure_is_kept_and_told(furnished: Path) -> None:
    record = film(furnished / "store", small_brief(), raising(ScorerError("blind"), score_of(Subject.CLIP, "scene-1")))
    first = record.scenes[0]
    assert (first.outcome, len(first.takes), first.chosen) == (Outcome.CRITIC_ERROR, 1, 1)
    assert first.takes[0].clip is not None
    assert record.cut is not None
    assert record.cut.frames == 24
    assert any("blind" in text for text in record.degraded)


def test_a_picture_nobody_can_measure_is_filmed(furnished: Path) -> None:
    record = film(furnished / "store", small_brief(), raising(ScorerError("blind"), score_of(Subject.IMAGE, "scene-2")))
    assert record.scenes[1].outcome is Outcome.ACCEPTED
    assert any("the scene image could not be measured: blind" in text for text in record.degraded)


def test_scenes_nobody_can_compare_are_cut_as_they_are(furnished: Path) -> None:
    told = list[Event]()
    blind = raising(ScorerError("blind"), score_of(Subject.FILM))
    record = film(furnished / "store", small_brief(), blind, emit=told.append)
    assert record.cut is not None
    assert record.degraded == ("the scenes could not be compared with each other: blind",)
    assert Warned(text=record.degraded[0]) in told


class Unlike:
    """A Scorer to whom every first scene of a film is unlike the others."""

    identity = Identity(backend="unlike", code_version=1)

    def score(self, request: ScoreRequest, *, artifacts: Artifacts) -> ScoreSheet:
        value = Score(
            name="place_match",
            value=0.1,
            unit="likeness",
            explanation="as red as no other",
            by=str(self.identity),
            about=request.items[0].id,
        )
        return ScoreSheet(scores=(value,) if request.subject is Subject.FILM else ())


def test_a_scene_that_still_does_not_fit_when_nothing_may_be_shot_again_is_told(furnished: Path) -> None:
    known = CalibratedScore(
        subject=Subject.FILM, name="place_match", by=str(Unlike.identity), worse=Worse.LOW, threshold=0.8
    )
    judged, told = (Unlike(), Calibration(scores=(known,))), list[Event]()
    brief = small_brief(budget=Budget(regrades=0))
    record = film(furnished / "store", brief, judged=judged, emit=told.append)
    assert [len(scene.takes) for scene in record.scenes] == [1, 1]
    assert record.degraded == (
        "scene 1 does not fit the rest of the film: the scene does not look like the other scenes at its place: "
        "as red as no other (0.1 of at least 0.8 likeness)",
    )
    assert Warned(about="scene-1", text=record.degraded[0]) in told


def test_a_film_in_a_style_says_what_the_critic_does_not_judge(tmp_path: Path) -> None:
    told, brief = list[Event](), small_brief(style="sepia", approvals=[Approval.SCRIPT])
    record = film(tmp_path, brief, emit=told.append)
    (line,) = record.degraded
    assert line.startswith("in the style 'sepia' the critic does not judge who is seen and where: ")
    assert Warned(text=line) in told
    again = film(tmp_path, small_brief(approvals=[Approval.SCRIPT]), home="plain")
    assert again.degraded == ()


def test_an_entity_without_a_reference_is_left_out_and_named(furnished: Path) -> None:
    def dog(request: Request) -> bool:
        return isinstance(request, ReferenceRequest) and request.entity.head == "dog"

    record = film(furnished / "store", small_brief(budget=Budget(attempts=2)), raising(GeneratorError("burst"), dog))
    cast = {member.entity.head: member for member in record.cast}
    assert (cast["dog"].reference, cast["dog"].attempts) == (None, 2)
    assert any("no reference of 'dog' could be made: burst" in text for text in record.degraded)
    assert record.cut is not None


def test_a_reference_nobody_can_measure_is_used(furnished: Path) -> None:
    record = film(furnished / "store", small_brief(), raising(ScorerError("blind"), score_of(Subject.REFERENCE)))
    assert all(member.reference is not None for member in record.cast)
    assert any("could not be measured: blind" in text for text in record.degraded)


def test_a_writer_that_cannot_rewrite_leaves_the_best_take(furnished: Path) -> None:
    """The clip is blank in every take, so the scene asks for a rewrite that never comes."""

    def no_rewrite(request: Request) -> bool:
        return isinstance(request, WriterRequest) and request.task is WriterTask.REWRITE

    brief = small_brief(budget=Budget(attempts=2))
    trouble, blank = raising(WriterError("no idea"), no_rewrite), faulty(FaultKind.BLANK, only=("scene-1",))
    told = list[Event]()
    record = film(furnished / "store", brief, trouble, profile=blank, emit=told.append)
    assert record.script is not None
    assert record.script.version == 1
    assert record.scenes[0].outcome is Outcome.ATTEMPTS_EXHAUSTED
    assert len(record.scenes[0].takes) == 2
    assert record.degraded[0].startswith("scene 1 could not be told another way: ")
    assert record.degraded[0].endswith("no idea")
    assert Warned(about="scene-1", text=record.degraded[0]) in told


def test_a_scene_told_otherwise_that_cannot_be_filmed_shows_its_old_clip_and_says_so(furnished: Path) -> None:
    """The one clip of the first script is frozen, the one of the second bursts."""

    def second_clip(request: Request) -> bool:
        return isinstance(request, ClipRequest) and request.scene_id == "scene-1" and request.attempt == 2

    brief, frozen = small_brief(budget=Budget(attempts=1)), faulty(FaultKind.FROZEN, only=("scene-1",))
    record = film(furnished / "store", brief, raising(GeneratorError("burst"), second_clip), profile=frozen)
    first = record.scenes[0]
    assert ([take.script_version for take in first.takes], first.chosen) == ([1, 2], 1)
    told = "scene 1 shows take 1 of 2, shot before the scene was told otherwise, since no later one has a clip"
    assert told in record.degraded


@pytest.mark.parametrize("error", [NotEnoughDisk("full"), RuntimeError("a bug")])
def test_what_is_not_the_scenes_affair_ends_the_run(furnished: Path, error: Exception) -> None:
    with pytest.raises(type(error), match=str(error)):
        film(furnished / "store", small_brief(), raising(error, clip_of("scene-1")))  # type: ignore[arg-type]
