"""What the critic's loop is for: films in which one thing goes wrong again and again, or once where only the whole film
shows it."""

from functools import cache
from pathlib import Path

import pytest
from films import small_brief
from inline import Trouble, film

from videostudio.film.brief import Budget
from videostudio.film.calibration import Calibration
from videostudio.film.errors import WriterError
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.requests import Request, WriterRequest, WriterTask
from videostudio.film.verdict import Outcome, VerdictKind
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.graphs import bootstrap
from videostudio.graphs.calibrations import shipped
from videostudio.graphs.profile import Profile
from videostudio.tools.scoring.port import Scorer
from videostudio.tools.scoring.styled import BESIDE_REFERENCES


def never_draws(whom: str) -> Profile:
    """The preview with a generator that leaves `whom` out of every picture."""
    plan = FaultPlan(rate_milli=1000, kinds=(FaultKind.MISSING,), whom=whom)
    return bootstrap.profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


def recolours_once(whom: str, scene: str, seed: int) -> Profile:
    """The preview whose first take of `scene` shows `whom` in another colour, and whose second does not."""
    plan = FaultPlan(rate_milli=500, seed=seed, kinds=(FaultKind.RECOLOURED,), only=(scene,), whom=whom)
    return bootstrap.profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


@cache
def shipped_critic() -> tuple[Scorer, Calibration]:
    """Who measures previews, and by what they are judged."""
    return bootstrap.scorer(), shipped("preview")


def across_alone(calibration: Calibration) -> Calibration:
    """With what holds a single take against references told only: what is left to see is between the scenes."""
    told = dict.fromkeys(BESIDE_REFERENCES, "left to the film")
    judged = (one.model_copy(update={"advisory": told.get(one.name, one.advisory)}) for one in calibration.scores)
    return calibration.model_copy(update={"scores": tuple(judged)})


def seen(record: FilmRecord, scene: str) -> list[VerdictKind | None]:
    takes = next(one for one in record.scenes if one.id == scene).takes
    return [take.verdict.kind if take.verdict else None for take in takes]


def willing(request: Request) -> None:
    """No trouble."""


def no_rewrite(request: Request) -> None:
    if isinstance(request, WriterRequest) and request.task is WriterTask.REWRITE:
        raise WriterError("no idea")


def never_drawn(root: Path, home: str, trouble: Trouble, **budget: int) -> FilmRecord:
    """A film whose ball is in no picture."""
    brief = small_brief(silent=True, budget=Budget(attempts=2, **budget))
    return film(root, brief, trouble, profile=never_draws("red-ball"), judged=shipped_critic(), home=home)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store for films of the same pictures."""
    return tmp_path_factory.mktemp("loop")


def test_whom_a_generator_cannot_draw_is_written_out_of_the_scene(shared: Path) -> None:
    record = never_drawn(shared, "rewritten", willing)
    assert record.script is not None
    assert record.script.version == 2
    told = record.script.scene("scene-2")
    assert told.foreground == ("dog",)
    assert "ball" not in told.event
    assert seen(record, "scene-2") == [VerdictKind.RESHOOT, VerdictKind.REWRITE, VerdictKind.ACCEPT]
    assert [take.script_version for take in record.scenes[1].takes] == [1, 1, 2]
    assert {scene.outcome for scene in record.scenes} == {Outcome.ACCEPTED}
    assert record.outcome is FilmOutcome.FINISHED
    assert record.cut is not None


@pytest.mark.parametrize(("home", "rewrites", "trouble"), [("none", 0, willing), ("failed", 1, no_rewrite)])
def test_a_scene_whose_every_picture_was_rejected_is_in_the_film_all_the_same_and_marked(
    shared: Path, home: str, rewrites: int, trouble: Trouble
) -> None:
    """Nobody may rewrite it, or nobody can."""
    record = never_drawn(shared, home, trouble, rewrites=rewrites)
    scene = record.scenes[1]
    assert (scene.outcome, scene.chosen, len(scene.takes)) == (Outcome.ATTEMPTS_EXHAUSTED, 3, 3)
    best, kept = scene.takes[0], scene.takes[2]
    assert (kept.image, kept.image_verdict) == (best.image, best.verdict)
    assert kept.changes == ("no picture passed: the best of them, of take 1, is filmed all the same",)
    assert record.cut is not None
    assert record.cut.frames == 24
    assert record.outcome is FilmOutcome.DEGRADED
    told = "scene 2 shows take 3 of 3, which did not pass: the scene image does not show 'red-ball'"
    assert any(text.startswith(told) for text in record.degraded)


def test_a_figure_in_other_colours_in_one_scene_of_six_is_found_across_them_and_shot_again(tmp_path: Path) -> None:
    brief = small_brief(prompt="A fox walks through the forest", scenes=6, duration_ms=6000, silent=True)
    scorer, calibration = shipped_critic()
    judged = (scorer, across_alone(calibration))
    record = film(tmp_path, brief, profile=recolours_once("fox", "scene-5", seed=8), judged=judged)
    assert seen(record, "scene-5") == [VerdictKind.ACCEPT, VerdictKind.ACCEPT]
    assert [len(scene.takes) for scene in record.scenes] == [1, 1, 1, 1, 2, 1]
    assert record.scenes[4].chosen == 2
    assert {score.about for score in record.scenes[4].scores} == {"scene-5"}
    assert "entity_match" in {score.name for score in record.scenes[4].scores}
    *why, seed, stronger = record.scenes[4].takes[1].changes
    assert why[-1].split(": ")[1] == "the scene shows 'fox' in other colours than the other scenes"
    assert all(reason.startswith("shot again to fit the film: ") for reason in why)
    assert (seed, stronger) == ("new seed", "the reference of fox binds 125 %")
    assert record.outcome is FilmOutcome.FINISHED
