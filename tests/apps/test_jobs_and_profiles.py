"""The commands `jobs`, for what was sent to servers, and `profiles`, for who can make the pixels."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from videostudio.apps.cli import app
from videostudio.generators.remote.backend import journal_at
from videostudio.generators.remote.journal import Job, Journal, State
from videostudio.graphs.bootstrap import PROFILES, resolved
from videostudio.tools.workspace import Workspace

LOST, SENT, FAILED = "a" * 64, "ab" + "c" * 62, "f" * 64


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    kept = Journal(Workspace(tmp_path).jobs_root)
    kept.keep(Job(name=LOST, base_url="http://server/v1", what="video"))
    kept.keep(Job(name=SENT, base_url="http://server/v1", what="video", state=State.SENT, id="video_7"))
    kept.keep(Job(name=FAILED, base_url="http://server/v1", what="image", state=State.FAILED, why="no room"))
    return kept


def test_nothing_was_sent(tmp_path: Path) -> None:
    assert run(tmp_path, "jobs", "list").stdout == "Nothing was sent to a server from this workspace.\n"


def test_jobs_are_listed(tmp_path: Path, journal: Journal) -> None:
    lines = run(tmp_path, "jobs", "list").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["aaaaaaaaaaaa", "video", "-"],
        ["abcccccccccc", "video", "video_7"],
        ["ffffffffffff", "image", "-"],
    ]
    assert "nobody knows whether the server has it" in lines[0]
    assert lines[2].endswith("failed: no room")
    told = json.loads(run(tmp_path, "jobs", "list", "--json").stdout)["jobs"]
    assert [(job["name"], job["state"]) for job in told] == [(LOST, "sending"), (SENT, "sent"), (FAILED, "failed")]


def test_jobs_lie_beside_a_store_that_machines_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(name=SENT, base_url="http://server/v1", what="video", state=State.SENT, id="video_7")
    for number, store in enumerate((f"memory://{tmp_path.name}", str(tmp_path / "folder"))):
        monkeypatch.setenv("VIDEOSTUDIO_MACHINES_STORE", store)
        one, two = (tmp_path / f"{number}-{name}" for name in ("one", "two"))
        profile = resolved(PROFILES["remote"], Workspace(one))
        journal_at(Path(profile.jobs), profile.shared).keep(job)
        assert "video_7" in run(two, "jobs", "list").stdout


def test_a_lost_job_is_adopted_once(tmp_path: Path, journal: Journal) -> None:
    taken = run(tmp_path, "jobs", "adopt", "aa", "video_7")
    assert (taken.exit_code, "video_7 is another job of this workspace" in taken.output) == (2, True)
    done = run(tmp_path, "jobs", "adopt", "aa", "video_8")
    assert (done.exit_code, "is video_8 on http://server/v1" in done.output) == (0, True)
    kept = journal.read(LOST)
    assert kept is not None
    assert (kept.state, kept.id) == (State.SENT, "video_8")
    assert "only a lost video is adopted" in run(tmp_path, "jobs", "adopt", "aa", "video_9").output


def test_a_job_is_sent_again_unless_the_server_has_it(tmp_path: Path, journal: Journal) -> None:
    assert "is forgotten: its film sends it again" in run(tmp_path, "jobs", "again", "f").output
    assert journal.read(FAILED) is None
    refused = run(tmp_path, "jobs", "again", "ab")
    assert (refused.exit_code, "its film goes on with it" in refused.output) == (2, True)
    for name, words in (("a", "say more of it"), ("9", "no job begins with '9'")):
        assert words in run(tmp_path, "jobs", "again", name).output


def test_profiles_are_listed_with_their_models_and_licences(tmp_path: Path) -> None:
    told = json.loads(run(tmp_path, "profiles", "--json").stdout)
    rows = {row["name"]: row for row in told["profiles"]}
    assert list(rows) == list(PROFILES)
    assert told["fit"] == []
    assert (rows["preview"]["ready"], rows["preview"]["models"]) == (True, [])
    assert not rows["default"]["ready"]
    assert [model["backend"] for model in rows["default"]["models"]] == ["klein", "wan"]
    assert all(model["permissive"] for model in rows["default"]["models"])
    assert all(model["download"] > 2**33 for model in rows["default"]["models"])


def test_ones_own_profiles_are_among_them(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    said = '[roles]\nentity_imager = "animatic"\nscene_imager = "animatic"\nscene_filmer = "animatic"\n'
    (tmp_path / "profiles" / "mine.toml").write_text(said)
    done = run(tmp_path, "profiles")
    assert done.exit_code == 0, done.output
    paragraphs = done.stdout.split("\n\n")
    assert paragraphs[-1] == "mine: animatic\n  ready\n"
    assert "licence: Apache-2.0" in next(text for text in paragraphs if text.startswith("default:"))
