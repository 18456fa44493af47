"""The art commands: what is here, what it asks, and how to get the rest."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from videostudio.apps.cli import app


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No artwork but what is installed with everything else."""
    monkeypatch.setenv("VIDEOSTUDIO_ART", str(tmp_path))


def test_the_list_says_what_is_used_and_what_a_film_owes() -> None:
    words = CliRunner().invoke(app, ["art", "list"])
    assert words.exit_code == 0
    assert "openmoji: OpenMoji 17.0.0 (films use it)" in words.output
    assert "fluent: Fluent Emoji (not installed)" in words.output
    assert "videostudio art install fluent" in words.output


def test_the_list_is_json_too() -> None:
    packs = json.loads(CliRunner().invoke(app, ["art", "list", "--json"]).output)["packs"]
    named = {pack["name"]: pack for pack in packs}
    assert list(named) == ["fluent", "openmoji", "noto"]
    assert named["openmoji"]["used"]
    assert "CC BY-SA 4.0" in named["openmoji"]["asks"]
    assert not named["fluent"]["installed"]
    assert named["fluent"]["asks"] == ""


def test_only_what_can_be_fetched_is_fetched() -> None:
    refused = CliRunner().invoke(app, ["art", "install", "../openmoji"])
    assert refused.exit_code == 2
    assert "videostudio art list" in refused.output


def test_a_machine_without_npm_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent), prepend=":")
    failed = CliRunner().invoke(app, ["art", "install"])
    assert failed.exit_code == 3
    assert "ENOTFOUND" in failed.output
