"""Which calibration a film is judged by, and what becomes of a film that has none."""

import asyncio
import json
from dataclasses import replace
from math import isnan
from pathlib import Path

import pytest
from films import FaultKind, faulty, small_brief
from inline import film

from videostudio.film.calibration import Calibration
from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.errors import UserError
from videostudio.film.identity import Identity
from videostudio.film.record import FilmOutcome
from videostudio.film.requests import Subject
from videostudio.film.score import Score
from videostudio.film.verdict import Outcome
from videostudio.graphs import calibrations
from videostudio.graphs.bootstrap import build_backends, profile_named
from videostudio.graphs.calibrating import calibrate
from videostudio.graphs.executor.backends import Backends
from videostudio.graphs.mismatched import another_camera, asked_wrongly, by_aspect, judged, seen_kinds
from videostudio.tools.scoring.calibrating import Key
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.workspace import Workspace

PREVIEW = profile_named("preview")
BACKENDS = build_backends(PREVIEW)


def makers(backends: Backends) -> tuple[Identity, ...]:
    return tuple(backends.makers().values())


def own(folder: Path, **changes: object) -> Calibration:
    """A calibration of the user's own, kept where films look for it."""
    facts = {
        "profile": "preview",
        "scorer": BACKENDS.scorer.identity,
        "generators": makers(BACKENDS),
        "takes": 7,
        **changes,
    }
    found = Calibration.model_validate(facts)
    calibrations.keep(found, folder / "preview.json")
    return found


def drawn_with(pack: str) -> Backends:
    return build_backends(PREVIEW.model_copy(update={"art": pack}))


def test_the_usual_profile_comes_with_a_calibration_for_its_scorer(tmp_path: Path) -> None:
    found, why = calibrations.of(PREVIEW, BACKENDS, tmp_path)
    assert why == ""
    assert found == calibrations.shipped("preview")
    assert found.rejected is not None
    assert found.rejected <= found.false_rejects


def test_a_profile_that_nobody_could_measure_has_a_critic_that_advises(tmp_path: Path) -> None:
    found, why = calibrations.of(profile_named("paper"), BACKENDS, tmp_path)
    assert found == Calibration()
    assert why.startswith("the critic only advises: 'paper' is not calibrated")


def test_small_models_are_calibrated_by_their_study_and_by_nothing_else(tmp_path: Path) -> None:
    mini = PREVIEW.model_copy(update={"calibration": "mini"})
    (tmp_path / "mini.json").write_text("{", "utf-8")
    _, why = calibrations.of(mini, BACKENDS, tmp_path)
    assert why.endswith("`make study-mini` measures a new one")
    with pytest.raises(UserError, match=r"too many takes of 'mini' fail by themselves.*make study-mini"):
        asyncio.run(calibrate(profile_named("mini"), Workspace(tmp_path), scenes=8, rate=0.02))


def test_the_shipped_thresholds_reject_what_is_plainly_wrong() -> None:
    shipped = calibrations.shipped("preview")
    for subject, name in (
        (Subject.REFERENCE, "contrast"),
        (Subject.IMAGE, "contrast"),
        (Subject.CLIP, "contrast"),
        (Subject.CLIP, "motion"),
        (Subject.CLIP, "camera"),
        (Subject.FILM, "place_match"),
    ):
        known = shipped.named(subject, name)
        assert known is not None
        assert known.rejects, (name, known.advisory)
        assert known.beyond(0.2 if name == "place_match" else 0.0)
        assert not known.beyond(known.matched[len(known.matched) // 2])


def test_the_shipped_probability_of_an_event_is_told_and_nothing_else_changes() -> None:
    shipped = calibrations.shipped("preview")
    known = shipped.named(Subject.IMAGE, "event_probability")
    assert known is not None
    share = Score(name=known.name, value=0.1457, unit="share", explanation="told", by=known.by)
    other = share.model_copy(update={"by": "somebody else"})
    told, same = shipped.told(Subject.IMAGE, [share, other])
    assert same == other
    assert told.explanation.startswith("told; calibrated, it is 76% probable")
    assert told.model_copy(update={"explanation": "told"}) == share
    assert [known.probability(value) for value in (0.0, 1.0)] == pytest.approx([0.02, 1.0], abs=0.03)


def test_the_users_own_calibration_comes_first(tmp_path: Path) -> None:
    mine = own(tmp_path)
    assert calibrations.of(PREVIEW, BACKENDS, tmp_path) == (mine, "")


def test_one_for_another_scorer_or_a_broken_one_is_passed_over_and_told(tmp_path: Path) -> None:
    own(tmp_path, scorer=BACKENDS.scorer.identity.model_copy(update={"revision": "another"}))
    found, amiss = calibrations.of(PREVIEW, BACKENDS, tmp_path)
    assert found == calibrations.shipped("preview")
    now = f"{BACKENDS.scorer.identity} {BACKENDS.scorer.identity.model}"
    assert f"calibrated for {now} another, not for {now}" in amiss
    assert "the calibration that comes with the program is used" in amiss
    (tmp_path / "preview.json").write_text("{")
    found, amiss = calibrations.of(PREVIEW, BACKENDS, tmp_path)
    assert found == calibrations.shipped("preview")
    assert "preview.json cannot be read" in amiss


def test_one_measured_with_another_segmenter_does_not_fit(tmp_path: Path) -> None:
    now = BACKENDS.scorer.identity
    switches = {**now.switches, "resemblance.segmenter": "alpha, rembg v1 u2net 0123"}
    own(tmp_path, scorer=now.model_copy(update={"switches": switches}))
    found, amiss = calibrations.of(PREVIEW, BACKENDS, tmp_path)
    assert found == calibrations.shipped("preview")
    assert "resemblance.segmenter 'alpha, rembg v1 u2net 0123', not 'alpha, grabcut v1'" in amiss


def test_pictures_of_another_pack_are_not_judged_by_the_shipped_thresholds(tmp_path: Path) -> None:
    found, amiss = calibrations.of(PREVIEW, drawn_with("openmoji"), tmp_path)
    assert found == Calibration()
    assert amiss.startswith(
        "the critic only advises: 'preview' is calibrated with pictures of animatic fluent, not of animatic openmoji; "
    )


def test_calibrations_of_several_scorers_and_packs_lie_beside_each_other(tmp_path: Path) -> None:
    other = drawn_with("openmoji")
    seen_by = [BACKENDS, other, replace(BACKENDS, scorer=ChecksScorer())]
    for takes, backends in enumerate(seen_by):
        generators = tuple(
            one.identity for one in (backends.entity_imager, backends.scene_imager, backends.scene_filmer)
        )
        mine = Calibration(profile="preview", scorer=backends.scorer.identity, generators=generators, takes=takes)
        calibrations.keep(mine, tmp_path / calibrations.file_of("preview", mine.scorer, mine.generators))
    assert [calibrations.of(PREVIEW, backends, tmp_path)[0].takes for backends in seen_by] == [0, 1, 2]


def test_no_calibration_is_told_and_what_to_do(tmp_path: Path) -> None:
    found, amiss = calibrations.of(PREVIEW.model_copy(update={"calibration": "mine"}), BACKENDS, tmp_path)
    assert found == Calibration()
    assert amiss == (
        "the critic only advises: 'mine' is not calibrated; "
        "`videostudio calibrate --profile preview` measures a new one"
    )


def test_a_film_without_a_calibration_rejects_nothing_and_says_so(tmp_path: Path) -> None:
    frozen = faulty(FaultKind.FROZEN).model_copy(update={"calibration": "none"})
    record = film(tmp_path, small_brief(), profile=frozen)
    assert record.outcome is FilmOutcome.DEGRADED
    assert "the critic only advises" in record.degraded[0]
    assert [scene.outcome for scene in record.scenes] == [Outcome.ACCEPTED] * 2
    verdict = record.scenes[0].takes[0].verdict
    assert verdict is not None
    told = {gap.score: gap.text for gap in verdict.advice}
    assert told["motion"].startswith("advisory: 0")


def test_a_kept_calibration_is_small_and_readable(tmp_path: Path) -> None:
    calibrations.keep(calibrations.shipped("preview"), tmp_path / "new" / "x.json")
    text = (tmp_path / "new" / "x.json").read_text("utf-8")
    assert len(text) < 40_000
    assert json.loads(text)["profile"] == "preview"


def score(name: str, value: float | None, about: str = "") -> Score:
    return Score(name=name, value=value, unit="u", explanation="", by="s v1", about=about)


def test_a_take_is_as_bad_as_the_worst_it_is_measured_about() -> None:
    scores = [
        score("presence", 0.9, "fox"),
        score("presence", 0.4, "owl"),
        score("extra", 0.1, "fox"),
        score("extra", 0.3, "owl"),
        score("decodable", 1.0),
        score("still", 2.0),
        score("camera", None),
    ]
    found = judged(Subject.IMAGE, scores)
    assert {key.name: value for key, value in found.items() if not isnan(value)} == {"presence": 0.4, "extra": 0.3}
    assert Key(Subject.IMAGE, "camera", "s v1", "u") in found
    assert [key.name for key in judged(Subject.IMAGE, scores, frozenset({"extra"}))] == ["extra"]


def test_a_wrong_question_counts_for_who_is_not_there_only() -> None:
    scores = [
        score("presence", 0.9, "fox"),
        score("presence", 0.1, "tiger"),
        score("contrast", 9.0),
        score("event", 0.2),
    ]
    found = asked_wrongly(Subject.IMAGE, scores, "tiger")
    assert {key.name: value for key, value in found.items()} == {"presence": 0.1, "event": 0.2}
    told = {what: [key.name for key in values] for what, values in by_aspect(found).items()}
    assert told == {"cast": ["presence"], "event": ["event"]}


def test_only_faults_that_some_score_should_see_are_shot() -> None:
    assert seen_kinds(frozenset({"motion", "beauty"})) == (FaultKind.FROZEN,)
    assert seen_kinds(frozenset({"identity"})) == (FaultKind.RECOLOURED, FaultKind.SWAPPED_KIND)


def test_another_camera_is_another_and_the_same_each_time() -> None:
    moves = [CameraMove(direction=direction, speed=speed) for direction in Direction for speed in Speed]
    drawn = [another_camera(move, f"scene-{n}") for n in range(20) for move in moves]
    assert all(one != move for one, move in zip(drawn, moves * 20, strict=True))
    assert drawn == [another_camera(move, f"scene-{n}") for n in range(20) for move in moves]
    assert len(set(drawn)) > len(set(moves)) / 2
