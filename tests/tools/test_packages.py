"""What is said where packages are missing."""

import json
import shlex
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from repo import REPO

import videostudio
from videostudio.tools import packages


def test_a_clone_installs_its_own_extra_with_its_own_lock() -> None:
    said = shlex.split(packages.install_command("server"))
    assert said[:4] == [sys.executable, "-m", "pip", "install"]
    assert said[4:] == ["-c", str(REPO / "requirements.lock"), "-e", f"{REPO}[server]"]
    assert str(packages.packages_missing("Ray", "ray", "ray")).startswith("Ray needs packages that are missing (ray): ")


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        ({"url": "file:///d/x.whl", "archive_info": {}}, "videostudio-crew[ui] @ file:///d/x.whl"),
        (
            {"url": "https://host/x", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "videostudio-crew[ui] @ git+https://host/x@abc",
        ),
        (None, "videostudio-crew[ui]"),
    ],
)
def test_an_installed_package_names_where_it_came_from(
    origin: dict[str, object] | None, wanted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(videostudio, "__file__", str(tmp_path / "site-packages" / "videostudio" / "__init__.py"))
    told = None if origin is None else json.dumps(origin)
    monkeypatch.setattr(packages, "distribution", lambda name: SimpleNamespace(read_text=lambda file: told))
    assert shlex.split(packages.install_command("ui"))[-1] == wanted
