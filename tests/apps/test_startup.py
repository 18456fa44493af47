"""`videostudio --help` answers at once because it loads next to nothing."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
HEAVY = {"pydantic", "langgraph", "langchain_core", "numpy", "cv2", "av", "PIL", "torch", "diffusers", "asyncio"}
MODELS = {"torch", "diffusers", "transformers", "torchvision", "open_clip"}


def loaded_by(code: str) -> set[str]:
    """Top-level modules in memory after `code` ran in a process of its own."""
    tell = "\nimport json, sys\nsys.stderr.write('\\n' + json.dumps(sorted({n.split('.')[0] for n in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + tell], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    ("words", "typers_own"),
    # typer itself reads the options of a command inside a command with pydantic.
    [(["--help"], set()), (["--version"], set()), (["make", "--help"], {"pydantic"}), (["store"], {"pydantic"})],
)
def test_help_loads_nothing_heavy(words: list[str], typers_own: set[str]) -> None:
    code = f"""
import sys
sys.argv = ["videostudio", *{words!r}]
from videostudio.apps.cli import main
try:
    main()
except SystemExit:
    pass
"""
    assert (loaded_by(code) & HEAVY) - typers_own == set()


def test_the_graphs_load_no_models() -> None:
    assert loaded_by("import videostudio.graphs.film_graph, videostudio.graphs.studio") & MODELS == set()


def test_profiles_without_weights_load_no_models(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from videostudio.apps.checkup import checkup
from videostudio.tools.workspace import Workspace
assert {{found.name for found in checkup(Workspace(Path({str(tmp_path)!r}))).profiles}} >= {{"preview", "paper"}}
"""
    assert loaded_by(code) & MODELS == set()


def test_the_package_itself_is_light_and_its_names_come_when_asked_for() -> None:
    assert loaded_by("import videostudio; assert 'make_film' in dir(videostudio)") & HEAVY == set()
    assert "pydantic" in loaded_by("from videostudio import Brief; assert Brief(prompt='A fox').fps == 24")


def test_unknown_names_are_refused() -> None:
    import videostudio  # noqa: PLC0415

    with pytest.raises(AttributeError, match="no attribute 'make_movie'"):
        videostudio.make_movie  # noqa: B018


def test_main_py_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, REPO / "main.py", "--version"], capture_output=True, text=True, check=True, cwd="/"
    )
    assert done.stdout.startswith("videostudio ")
