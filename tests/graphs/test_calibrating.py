"""A calibration of the preview, small, with real workers."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.film.calibration import CHECKS, TOLD_ONLY, Calibration
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.generators.faults import FaultKind
from videostudio.graphs.bootstrap import profile_named
from videostudio.graphs.calibrating import calibrate
from videostudio.graphs.mismatched import seen_across
from videostudio.tools.workspace import Workspace


@pytest.mark.slow
def test_the_command_measures_right_and_wrong_and_a_second_run_makes_nothing_again(tmp_path: Path) -> None:
    asked = ["calibrate", "--scenes", "8", "--workers", "2", "--home", str(tmp_path)]
    takes = tmp_path / "takes.jsonl"
    done = CliRunner().invoke(app, [*asked, "--takes", str(takes)])
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "calibrations").glob("preview-*.json")
    found = Calibration.model_validate_json(file.read_bytes())
    names = {score.name for score in found.scores}
    assert {"contrast", "coverage", "motion", "camera", "place_match"} <= names
    assert not names & (CHECKS | TOLD_ONLY)
    by_name = {(score.subject.value, score.name): score for score in found.scores}
    assert by_name["clip", "camera"].takes == by_name["clip", "camera"].pairs == 8
    assert by_name["film", "place_match"].pairs >= 8
    assert all("it needs 50" in score.advisory for score in found.scores if score.takes < 50)
    ledgers = list((tmp_path / "cache" / "calibrating").glob("*.ledger.jsonl"))
    made = sum(ledger.read_text().count('"made"') for ledger in ledgers)
    again = asyncio.run(calibrate(profile_named("preview"), Workspace(tmp_path), scenes=8, rate=0.02))
    assert again == found
    assert sum(ledger.read_text().count('"made"') for ledger in ledgers) == made
    answers = sum(len(ledger.read_text()) for ledger in ledgers)
    kept = asyncio.run(calibrate(profile_named("preview"), Workspace(tmp_path), scenes=8, rate=0.02, kept=takes))
    assert kept == found
    assert sum(len(ledger.read_text()) for ledger in ledgers) == answers


def test_who_is_in_too_few_scenes_cannot_be_told_to_be_the_odd_one_out() -> None:
    fox, owl = (CastMember(entity=Entity(id=name, name=name, kind=EntityKind.ANIMAL)) for name in ("fox", "owl"))
    casts = [[fox, owl], [fox, owl], [fox]]
    assert seen_across(FaultKind.RECOLOURED, fox, casts) == {"identity", "entity_match", "colours", "colours_match"}
    assert seen_across(FaultKind.RECOLOURED, owl, casts) == {"identity", "colours"}
    assert "place_match" in seen_across(FaultKind.WRONG_COLOURS, None, casts)


def test_a_profile_nobody_knows_is_refused() -> None:
    refused = CliRunner().invoke(app, ["calibrate", "--profile", "nobody"])
    assert refused.exit_code == 2
    assert "choose one of" in refused.output
