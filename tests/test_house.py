"""The house: floors look only down, and what is packaged is what is there."""

import ast
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from repo import REPO, copy_to, files

FLOORS = ("film", "tools", "generators", "agents", "graphs", "apps")
SIDE_ROOMS = ("evaluation", "training")
"""Rooms that see every floor and each other, and that no floor sees: training is measured by evaluation, and
evaluation studies what was trained, in the world that it was trained in."""
ROOMS = (*FLOORS, *SIDE_ROOMS)
SEES = {floor: set(FLOORS[: level + 1]) for level, floor in enumerate(FLOORS)} | {"agents": {"agents", "film"}}
SEES |= {side: set(ROOMS) for side in SIDE_ROOMS}
DATA_SUFFIXES = {".json", ".md", ".html", ".css", ".svg", ".typed", ".onnx", ".safetensors"}
PYPROJECT = tomllib.loads((REPO / "pyproject.toml").read_text())


def modules(floor: str) -> list[Path]:
    return sorted(path for path in (REPO / floor).rglob("*.py") if "__pycache__" not in path.parts)


def packages() -> dict[str, Path]:
    """Import name -> folder of every package there is."""
    inits = [path for floor in (*ROOMS, "videostudio") for path in modules(floor) if path.name == "__init__.py"]
    found = {".".join(("videostudio", *path.parent.relative_to(REPO).parts)): path.parent for path in inits}
    return {"videostudio" if name == "videostudio.videostudio" else name: folder for name, folder in found.items()}


def imported(path: Path) -> set[str]:
    """The full names of the modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("floor", ROOMS)
def test_imports_point_down(floor: str) -> None:
    upward = {
        (str(path.relative_to(REPO)), name)
        for path in modules(floor)
        for name in imported(path)
        if name.startswith("videostudio.") and name.split(".")[1] in {*ROOMS, "face"} - SEES[floor]
    }
    assert upward == set()


@pytest.mark.parametrize("floor", ROOMS)
def test_rooms_are_entered_by_their_full_name(floor: str) -> None:
    short = {(str(path), name) for path in modules(floor) for name in imported(path) if name.split(".")[0] in ROOMS}
    assert short == set()


@pytest.mark.parametrize("floor", ["film", "agents"])
def test_facts_and_decisions_need_no_machinery(floor: str) -> None:
    heavy = {"torch", "diffusers", "langgraph", "numpy", "cv2", "av", "httpx", "asyncio", "subprocess", "socket"}
    found = {(str(path), name) for path in modules(floor) for name in imported(path) if name.split(".")[0] in heavy}
    assert found == set()


def test_packages_listed_are_packages_there() -> None:
    assert sorted(PYPROJECT["tool"]["setuptools"]["packages"]) == sorted(packages())


def test_every_module_lies_in_a_package() -> None:
    homeless = [path for floor in ROOMS for path in modules(floor) if not (path.parent / "__init__.py").is_file()]
    assert homeless == []


def test_a_wheel_holds_every_module_and_all_data(tmp_path: Path) -> None:
    copy, there = copy_to(tmp_path / "source"), files()
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), "."]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name for name in there if name.split("/")[0] in ROOMS and Path(name).suffix in DATA_SUFFIXES | {".py"}}
    assert {f"videostudio/{name}" for name in wanted} - inside == set()
    assert {name for name in there if name.startswith("videostudio/")} - inside == set()
    assert not [name for name in inside if name.startswith(("tests/", "benchmarks/", "videostudio/tests"))]
    assert any(name.endswith("licenses/LICENSE") for name in inside)


def test_data_files_are_of_packaged_kinds() -> None:
    patterns = {
        Path(pattern).suffix for pattern in PYPROJECT["tool"]["setuptools"]["package-data"]["*"] if "*" in pattern
    }
    others = {
        str(path.relative_to(REPO))
        for folder in packages().values()
        for path in folder.iterdir()
        if path.is_file() and path.suffix not in patterns | {".py", ".pyc", ".typed"}
    }
    assert others == set()
