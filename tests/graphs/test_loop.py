"""What the critic's loop is for: films in which one thing goes wrong again and again, or once where only the whole film
shows it."""

from pathlib import Path

from colour_embedder import Colours
from films import small_brief
from inline import film

from videostudio.film.brief import Budget
from videostudio.film.calibration import CalibratedScore, Calibration, Worse
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.requests import Subject
from videostudio.film.verdict import Outcome, VerdictKind
from videostudio.generators.faults import FaultKind, FaultPlan
from videostudio.graphs import bootstrap
from videostudio.graphs.calibrations import shipped
from videostudio.graphs.profile import Profile
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.resemblance import ResemblanceScorer
from videostudio.tools.scoring.styled import BESIDE_REFERENCES


def never_draws(whom: str) -> Profile:
    """The preview with a generator that leaves `whom` out of every picture."""
    plan = FaultPlan(rate_milli=1000, kinds=(FaultKind.MISSING,), whom=whom)
    return bootstrap.profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


def recolours_once(whom: str, scene: str, seed: int) -> Profile:
    """The preview whose first take of `scene` shows `whom` in another colour, and whose second does not."""
    plan = FaultPlan(rate_milli=500, seed=seed, kinds=(FaultKind.RECOLOURED,), only=(scene,), whom=whom)
    return bootstrap.profile_named("preview").model_copy(update={"name": "preview-faulty", "faults": plan})


def across_alone(calibration: Calibration) -> Calibration:
    """With what holds a single take against references told only: what is left to see is between the scenes."""
    told = dict.fromkeys(BESIDE_REFERENCES, "left to the film")
    judged = (one.model_copy(update={"advisory": told.get(one.name, one.advisory)}) for one in calibration.scores)
    return calibration.model_copy(update={"scores": tuple(judged)})


def seen(record: FilmRecord, scene: str) -> list[VerdictKind | None]:
    takes = next(one for one in record.scenes if one.id == scene).takes
    return [take.verdict.kind if take.verdict else None for take in takes]


def test_whom_a_generator_cannot_draw_is_written_out_of_the_scene(tmp_path: Path) -> None:
    looking = ResemblanceScorer(Colours())
    there = CalibratedScore(subject=Subject.IMAGE, name="presence", by=looking.signed, worse=Worse.LOW, threshold=0.4)
    brief = small_brief(silent=True, budget=Budget(attempts=2))
    judged = (JoinedScorer((ChecksScorer(), looking)), Calibration(scores=(there,)))
    record = film(tmp_path, brief, profile=never_draws("red-ball"), judged=judged)
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


def test_a_figure_in_other_colours_in_one_scene_of_six_is_found_across_them_and_shot_again(tmp_path: Path) -> None:
    brief = small_brief(prompt="A fox walks through the forest", scenes=6, duration_ms=6000, silent=True)
    judged = (bootstrap.scorer(), across_alone(shipped("preview")))
    record = film(tmp_path, brief, profile=recolours_once("fox", "scene-5", seed=8), judged=judged)
    assert seen(record, "scene-5") == [VerdictKind.ACCEPT, VerdictKind.ACCEPT]
    assert [len(scene.takes) for scene in record.scenes] == [1, 1, 1, 1, 2, 1]
    assert record.scenes[4].chosen == 2
    assert {score.about for score in record.scenes[4].scores} == {"scene-5"}
    assert "entity_match" in {score.name for score in record.scenes[4].scores}
    *why, seed, stronger = record.scenes[4].takes[1].changes
    assert why[-1].split(": ")[1] == "the scene shows somebody in other colours than the other scenes"
    assert all(reason.startswith("shot again to fit the film: ") for reason in why)
    assert (seed, stronger) == ("new seed", "all references bind 125 %")
    assert record.outcome is FilmOutcome.FINISHED
