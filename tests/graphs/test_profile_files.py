"""Profiles of one's own: read, looked up, and refused in words that say what to do."""

from pathlib import Path

import pytest

from videostudio.apps.profile_shelf import as_json, in_words, row_of
from videostudio.film.errors import BriefError
from videostudio.graphs.bootstrap import PROFILES, profile_named, profile_said, profiles, resolved
from videostudio.graphs.machines import Machines
from videostudio.tools.store.store import Store
from videostudio.tools.workspace import Workspace

MINE = """
title = "drawn by the preview, filmed by a server"
most_workers = 3

[roles]
entity_imager = "animatic"
scene_imager = "animatic"
scene_filmer = "remote"

[remote]
base_url = "http://localhost:8091/v1"
idempotent = true
poll_ms = 100
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    place = Workspace(tmp_path)
    place.profiles_root.mkdir()
    return place


def test_a_profile_of_ones_own_is_named_listed_and_made_of_what_it_says(workspace: Workspace) -> None:
    (workspace.profiles_root / "mine.toml").write_text(MINE)
    (workspace.profiles_root / "broken.toml").write_text("[roles]")
    found = profile_named("mine", workspace)
    assert (found.name, found.scene_filmer, found.most_workers) == ("mine", "remote", 3)
    assert found.settings == {"remote": {"base_url": "http://localhost:8091/v1", "idempotent": 1, "poll_ms": 100}}
    assert profile_said(str(workspace.profiles_root / "mine.toml"), workspace) == found
    with pytest.raises(BriefError, match="there is no profile"):
        profile_named(str(workspace.profiles_root / "mine.toml"), workspace)
    assert list(profiles(workspace)) == [*PROFILES, "mine"]
    assert resolved(found, workspace).settings["remote"]["poll_ms"] == 100
    row = row_of(resolved(found, workspace), Store(workspace.store_root), Machines())
    assert (row.ready, row.models, row.fits) == (True, (), ())
    assert "mine: entities animatic, scenes animatic, clips remote\n  ready" in in_words([row])
    assert '"name": "mine"' in as_json([row])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("roles = [", "is no TOML"),
        ("[roles]", r"'roles\.entity_imager' is missing: \[roles\] has entity_imager"),
        (MINE.replace('"remote"', '"os.system"', 1), "no backend is called 'os.system', as scene_filmer wants: choose"),
        (MINE + "\n[klein]\nside = 512\n", r"\[klein\] is set, and no role has it"),
        (MINE + "api_key = 'x'", "a key does not belong into a profile, .* set VIDEOSTUDIO_REMOTE_API_KEY"),
        (MINE + "job_s = 1.5", "'job_s' of .remote. has to be a text or a whole number"),
        (MINE.replace("title", "titel"), "'titel' is nothing that can be set here"),
        ("composer = 'orchestra'\n" + MINE, "there is no composer 'orchestra': choose one of procedural"),
        ("writer = 'monkey'\n" + MINE, "there is no writer 'monkey': choose one of house, llm"),
        ("x" * 70_000, "more than 64 KiB"),
    ],
)
def test_files_that_are_no_profile(workspace: Workspace, text: str, words: str) -> None:
    (workspace.profiles_root / "mine.toml").write_text(text)
    with pytest.raises(BriefError, match=words):
        profile_named("mine", workspace)


def test_names_that_there_are_not(workspace: Workspace) -> None:
    (workspace.profiles_root / "mine.toml").write_text(MINE)
    with pytest.raises(BriefError, match=r"no profile 'm\.toml/\.\./x': choose one of audio, default, mine, mini"):
        profile_named("m.toml/../x", workspace)
    with pytest.raises(BriefError, match=r"cannot be read \(No such file"):
        profile_said("nowhere.toml", workspace)
    (workspace.profiles_root / "preview.toml").write_text(MINE)
    with pytest.raises(BriefError, match="'preview' is a profile that comes with the program"):
        profile_said(str(workspace.profiles_root / "preview.toml"), workspace)
