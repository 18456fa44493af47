"""The study: what it makes of raw scores, and that it goes on where it stopped."""

import json
from pathlib import Path

import numpy as np
import pytest

from videostudio.evaluation.critic_study import KINDS, Study, main, scored_story
from videostudio.evaluation.findings import Measured, TakeScores, findings, joint_badness, rejected, take_key, worst
from videostudio.evaluation.scorers import SCORERS, scorer_named
from videostudio.evaluation.takes import CLEAN, crew_with
from videostudio.film.errors import BackendMissing, BriefError
from videostudio.film.requests import Subject
from videostudio.generators.faults import FaultKind
from videostudio.graphs.calibrations import shipped
from videostudio.tools.embedding.house import FOLDER as HOUSE_CLIP
from videostudio.tools.scoring.checks import IDENTITY
from videostudio.tools.scoring.port import Scorer

SHIPPED = shipped("preview")


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
    assert found["clean"]["takes"] == seen["takes"] == 400
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
    names = {name: {take_key(t): worst(t, name) for t in takes} for name in ("clip.presence",)}
    before = joint_badness(takes, names)
    own = next(t for t in takes if t.story == 1 and t.fault == CLEAN)
    names["clip.presence"][take_key(own)] = 50.0
    after = joint_badness(takes, names)
    others = [take_key(t) for t in takes if t.story == 1 and t is not own]
    assert [after[key] for key in others] == [before[key] for key in others]
    assert after[take_key(own)] > max(before.values())


def test_the_shipped_critic_judges_picture_clip_and_the_scene_in_its_film() -> None:
    assert not rejected(take(0, CLEAN, measured("motion", 1.0), measured("camera", 0.99)), SHIPPED)
    assert rejected(take(0, CLEAN, measured("camera", 0.1)), SHIPPED)
    assert rejected(take(0, CLEAN, measured("contrast", 0.5, subject=Subject.IMAGE)), SHIPPED)
    assert rejected(take(0, CLEAN, measured("place_match", 0.2, "s0", Subject.FILM)), SHIPPED)
    assert not rejected(take(0, CLEAN, measured("place_match", 0.2, "s1", Subject.FILM)), SHIPPED)


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
    takes = scored_story(study, 0, crew, scorers)
    assert takes == scored_story(study, 0, crew_with("openmoji"), scorers)
    assert [t.fault for t in takes] == [CLEAN] * 4 + ["frozen"] * 4
    assert [rejected(t, SHIPPED) for t in takes] == [False] * 4 + [True] * 4


def test_a_study_that_was_cut_off_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, raw = tmp_path / "study.json", tmp_path / "study.takes.jsonl"
    command = ["--scenes", "4", "--json", str(out), "--kinds", "black", "--pack", "openmoji", "--jobs", "1"]
    assert main(command) == 0
    whole, lines = out.read_text(), raw.read_text().splitlines(keepends=True)
    assert len(lines) == 9
    raw.write_text("".join(lines[:4]) + lines[4][:20])
    out.unlink()
    assert main(command) == 0
    assert sorted(raw.read_text().splitlines()) == sorted("".join(lines).splitlines())
    assert json.loads(out.read_text())["faults"].keys() == json.loads(whole)["faults"].keys() == {"black"}
    assert "black" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="another study"):
        main([*command, "--seed", "1"])
