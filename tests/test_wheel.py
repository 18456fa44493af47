"""A built wheel, installed elsewhere, makes the film."""

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from repo import copy_to


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; its dependencies are lent by the one that runs the tests."""
    place = tmp_path_factory.mktemp("elsewhere")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(place), str(copy_to(place / "source"))], check=True)
    (wheel,) = place.glob("*.whl")
    home = place / "venv"
    venv.create(home)
    packages = next(home.glob("lib/python*/site-packages"))
    subprocess.run([*pip, "--python", str(home / "bin/python"), "install", "--no-deps", str(wheel)], check=True)
    # A path file inside a lent folder is not read, so the editable install there stays out of sight.
    (packages / "lent.pth").write_text("\n".join(site.getsitepackages()) + "\n")
    return home / "bin"


@pytest.mark.slow
def test_an_installed_wheel_makes_the_film(elsewhere: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "VIDEOSTUDIO_HOME": str(tmp_path / "home")}
    where = [elsewhere / "python", "-c", "import videostudio.film as film; print(film.__file__)"]
    found = subprocess.run(where, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).is_relative_to(elsewhere.parent)
    words = ["make", "A corgi astronaut explores Mars and finds a flower", "--size", "320x180", "--json"]
    done = subprocess.run(
        [elsewhere / "videostudio", *words], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    film = json.loads(done.stdout)
    assert Path(film["report"]).is_file()
    assert (Path(film["folder"]) / "film.mp4").stat().st_size > 10_000
    assert [scene["outcome"] for scene in film["scenes"]] == ["accepted"] * 4
