"""The study: what it makes of raw scores, and that it goes on where it stopped."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from once import once

from videostudio.evaluation.critic_study import KINDS, Study, main, scored_story
from videostudio.evaluation.findings import findings, joint_badness, worst
from videostudio.evaluation.fitted import fitted
from videostudio.evaluation.measured import Measured, TakeScores, rejecting
from videostudio.evaluation.rejects import false_rejects
from videostudio.evaluation.scorers import SCORERS, scorer_named
from videostudio.evaluation.shares import interval
from videostudio.evaluation.shelf import Shelf
from videostudio.evaluation.takes import CLEAN, Format, Unit, crew_with
from videostudio.film.errors import BackendMissing, BriefError
from videostudio.film.requests import Subject
from videostudio.generators.faults import FaultKind
from videostudio.graphs.calibrations import shipped
from videostudio.tools.embedding.house import FOLDER as HOUSE_CLIP
from videostudio.tools.scoring import world
from videostudio.tools.scoring.checks import IDENTITY
from videostudio.tools.scoring.port import Scorer

SHIPPED = shipped("preview")
SHORT, SMALL = Format(frames=12), Format(width=128, height=72, frames=6)
COMMAND = ("--scenes", "4", "--kinds", "black", "--pack", "openmoji", "--jobs", "1")


def measured(name: str, value: float | None, about: str = "", subject: Subject = Subject.CLIP) -> Measured:
    return Measured(subject=subject, name=name, about=about, value=value, by=str(IDENTITY))


def take(number: int, fault: str, *scores: Measured) -> TakeScores:
    return TakeScores(story=number // 4, scene=f"s{number}", fault=fault, scores=scores)


def test_low_is_bad_but_of_stillness_and_a_ratio_is_bad_both_ways() -> None:
    one = take(0, CLEAN, measured("motion", 0.7), measured("still", 2.0), measured("camera_speed_ratio", 0.5))
    assert (worst(one, "clip.motion"), worst(one, "clip.still")) == (-0.7, 2.0)
    twice = take(0, CLEAN, measured("camera_speed_ratio", 2.0))
    assert worst(one, "clip.camera_speed_ratio") == pytest.approx(worst(twice, "clip.camera_speed_ratio"))


def test_a_take_is_as_bad_as_its_worst_entity_and_what_is_unmeasured_is_not_bad() -> None:
    one = take(0, CLEAN, measured("presence", 0.9, "fox"), measured("presence", 0.2, "car"), measured("camera", None))
    assert worst(one, "clip.presence") == -0.2
    assert worst(one, "clip.camera") == worst(one, "clip.no_such") == -np.inf


def takes_of(count: int = 400) -> list[TakeScores]:
    """Clean takes around 1 in two scores; "seen" faults are far off in one of them, "unseen" ones in none."""
    chance = np.random.default_rng(1)

    def scores(one: float) -> tuple[Measured, ...]:
        noise = chance.normal(0, 0.02, 2)
        return measured("presence", one + noise[0], "fox"), measured("place", 1 + noise[1], subject=Subject.IMAGE)

    kinds = ((CLEAN, 1.0), ("seen", 0.5), ("unseen", 1.0))
    return [take(number, kind, *scores(value)) for number in range(count) for kind, value in kinds]


def test_findings_tell_what_can_be_told_and_no_more() -> None:
    found = findings(takes_of(), SHIPPED)
    seen, unseen = found["faults"]["seen"], found["faults"]["unseen"]
    assert found["clean"]["takes"]["of"] == seen["takes"] == 400
    assert seen["best"]["score"] == "clip.presence"
    assert (seen["joint"]["tpr"], seen["joint"]["auc"]) == (1.0, 1.0)
    assert unseen["joint"]["auc"] == pytest.approx(0.5, abs=0.06)
    assert unseen["joint"]["tpr"] < 0.05
    low, high = unseen["joint"]["tpr_interval"]
    assert low <= unseen["joint"]["tpr"] <= high
    assert list(seen["scores"]) == ["clip.presence", "image.place"]
    json.dumps(found, allow_nan=False)


def test_no_take_sets_its_own_limits() -> None:
    takes = takes_of(80)
    names = {name: {t.key: worst(t, name) for t in takes} for name in ("clip.presence",)}
    before = joint_badness(takes, names)
    own = next(t for t in takes if t.story == 1 and t.fault == CLEAN)
    names["clip.presence"][own.key] = 50.0
    after = joint_badness(takes, names)
    others = [t.key for t in takes if t.story == 1 and t is not own]
    assert [after[key] for key in others] == [before[key] for key in others]
    assert after[own.key] > max(before.values())


def test_the_shipped_critic_judges_picture_clip_and_the_scene_in_its_film() -> None:
    def heard(*scores: Measured) -> frozenset[str]:
        return rejecting(take(0, CLEAN, *scores), SHIPPED)

    blank = measured("contrast", 0.5, subject=Subject.IMAGE)
    assert heard(measured("motion", 1.0), measured("camera", 0.99)) == frozenset()
    assert heard(measured("camera", 0.1), blank) == {"clip.camera", "image.contrast"}
    assert heard(measured("place_match", 0.2, "s0", Subject.FILM)) == {"film.place_match"}
    assert heard(measured("place_match", 0.2, "s1", Subject.FILM)) == frozenset()


def test_false_rejects_say_of_what_and_by_which_score() -> None:
    """Two films: in one a picture and a clip of one take fail, and a second clip; in the other one scene is recalled
    while its take passes."""
    blank, off = measured("contrast", 0.5, subject=Subject.IMAGE), measured("camera", 0.1)
    odd = measured("place_match", 0.2, "s5", Subject.FILM)
    scores = {0: (blank, off), 1: (off,), 5: (odd,)}
    found = false_rejects([take(number, CLEAN, *scores.get(number, ())) for number in range(12)], SHIPPED)
    subjects = {subject: told["count"] for subject, told in found["by_subject"].items()}
    assert (found["takes"]["count"], subjects) == (3, {"image": 1, "clip": 2, "film": 1})
    assert found["by_score"]["clip.camera"] == {"takes": 2, "alone": 1}
    films = [(found[name]["count"], found[name]["of"]) for name in ("films", "film_rejected", "film_recalled")]
    assert films == [(2, 3), (1, 3), (1, 3)]


@pytest.mark.parametrize(("part", "whole", "low", "high"), [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634)])
def test_intervals_are_wilsons(part: int, whole: int, low: float, high: float) -> None:
    assert interval(part, whole) == pytest.approx([low, high], abs=1e-4)


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_in_its_interval_and_more_cases_narrow_it(part: int, whole: int) -> None:
    part = min(part, whole)
    told, more = interval(part, whole), interval(10 * part, 10 * whole)
    assert told is not None
    assert more is not None
    assert 0 <= told[0] <= more[0] <= round(part / whole, 4) <= more[1] <= told[1] <= 1


def test_the_critic_fitted_to_some_stories_judges_others_at_about_the_wanted_rate() -> None:
    takes = takes_of(1600)
    found = fitted(takes, 0.01)
    assert found is not None
    assert found.rejects == (("clip.presence",), ("clip.presence",))
    shares = {
        fault: np.mean([found.rejected[one.key] for one in takes if one.fault == fault])
        for fault in (CLEAN, "seen", "unseen")
    }
    assert shares["seen"] == 1.0
    assert shares[CLEAN] < 0.02
    assert shares["unseen"] < 0.02


def test_no_story_helps_to_set_the_thresholds_that_judge_it() -> None:
    """Every clean take of one story is made as bad as what is faulty: judged by the others' thresholds it is rejected,
    as it would not be had it a part in them."""
    takes = takes_of(800)
    spoiled = [
        one.model_copy(update={"scores": (measured("presence", 0.5, "fox"),)})
        if (one.story, one.fault) == (7, CLEAN)
        else one
        for one in takes
    ]
    found = fitted(spoiled, 0.01)
    assert found is not None
    assert all(found.rejected[one.key] for one in spoiled if (one.story, one.fault) == (7, CLEAN))


def test_thresholds_are_not_fitted_to_a_handful_of_takes() -> None:
    takes = takes_of(60)
    assert fitted(takes, 0.01) is None
    assert findings(takes, SHIPPED)["fitted"] is None


def test_faults_come_in_turn_and_all_of_them() -> None:
    study = Study()
    assert {kind for story in range(4) for scene in range(4) for kind in study.kinds_of(story, scene)} == set(KINDS)
    assert Study(every=True).kinds_of(0, 0) == KINDS


@pytest.mark.parametrize("name", SCORERS)
def test_scorers_are_scorers(name: str) -> None:
    missing = {"grounded": "allow the download"}
    if not HOUSE_CLIP.is_dir():
        missing = dict.fromkeys(("resemblance", "grounded"), "no house CLIP")
    if name in missing:
        with pytest.raises(BackendMissing, match=missing[name]):
            scorer_named(name)
        return
    scorer: Scorer = scorer_named(name)
    assert scorer.identity.backend


def test_an_unknown_scorer_is_told_which_there_are() -> None:
    with pytest.raises(BriefError, match="choose one of"):
        scorer_named("no such")


def test_scores_of_a_story_are_the_same_every_time_and_tell_a_frozen_clip() -> None:
    study = Study(pack="openmoji", kinds=(FaultKind.FROZEN,))
    crew, scorers = crew_with("openmoji"), [scorer_named("checks")]
    [takes] = scored_story([study], 0, crew, scorers, SHORT)
    assert [takes] == [*scored_story([study], 0, crew_with("openmoji"), scorers, SHORT)]
    assert [t.fault for t in takes] == [CLEAN] * 4 + ["frozen"] * 4
    assert [bool(rejecting(t, SHIPPED)) for t in takes] == [False] * 4 + [True] * 4


@pytest.mark.parametrize("kind", [FaultKind.REVERSED, FaultKind.BLACK])
def test_a_clip_that_goes_wrong_is_the_same_from_the_picture_that_there_is(kind: FaultKind, tmp_path: Path) -> None:
    unit, story = (
        Unit(crew_with("openmoji"), Shelf(tmp_path), SMALL),
        world.story(1, 0),
    )
    sound = unit.shoot(story, story.scenes[0])
    wrong = unit.film_again(sound, kind, 3)
    assert wrong == unit.shoot(story, story.scenes[0], kind, 3)
    assert wrong.clip != sound.clip


@pytest.fixture(scope="module")
def studied(shared_root: Path) -> Path:
    """The folder of a small study that looked at its takes with and without their stagings. Everybody's."""

    def study(folder: Path) -> None:
        assert main([*COMMAND, "--json", str(folder / "study.json"), "--regions", "staging,saliency"]) == 0

    return once(shared_root / "critic-study", study)


def test_two_studies_of_the_same_takes_lie_in_files_of_their_own(studied: Path) -> None:
    staged, alone = (json.loads((studied / f"study-{name}.json").read_text()) for name in ("staging", "saliency"))
    assert (staged["study"]["staged"], alone["study"]["staged"]) == (True, False)
    assert staged["clean"]["takes"]["of"] == alone["clean"]["takes"]["of"] == 4
    files = ("study-saliency.json", "study-saliency.takes.jsonl", "study-staging.json", "study-staging.takes.jsonl")
    assert tuple(sorted(path.name for path in studied.iterdir())) == files
    with pytest.raises(BriefError, match="choose from staging, saliency"):
        main([*COMMAND, "--regions", "everywhere"])


def test_a_study_that_was_cut_off_goes_on(studied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, raw = tmp_path / "study.json", tmp_path / "study.takes.jsonl"
    command = [*COMMAND, "--json", str(out)]
    whole = (studied / "study-staging.json").read_text()
    lines = (studied / "study-staging.takes.jsonl").read_text().splitlines(keepends=True)
    assert len(lines) == 9
    raw.write_text("".join(lines[:4]) + lines[4][:20])
    assert main(command) == 0
    assert sorted(raw.read_text().splitlines()) == sorted("".join(lines).splitlines())
    assert json.loads(out.read_text())["faults"].keys() == json.loads(whole)["faults"].keys() == {"black"}
    assert "black" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="another study"):
        main([*command, "--seed", "1"])
