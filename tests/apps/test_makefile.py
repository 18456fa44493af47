"""`make film`: words arrive verbatim and unexecuted, whatever they look like."""

import os
import subprocess
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]


@pytest.fixture
def command(tmp_path: Path) -> Path:
    """Stands where `videostudio` would; writes down its arguments, each ended by a zero byte."""
    script = tmp_path / "videostudio"
    script.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" >{tmp_path}/arguments\n')
    script.chmod(0o755)
    return script


def make(*words: str, cwd: Path = REPO, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS", "PROMPT"))}
    return subprocess.run(
        ["make", *words], cwd=cwd, env={**clean, **environment}, capture_output=True, text=True, check=False, timeout=60
    )


def arguments(command: Path) -> list[str]:
    return (command.parent / "arguments").read_text().split("\0")[:-1]


PROMPTS = [
    "A corgi astronaut explores Mars and finds a flower",
    """She says "hello" and it's 'fine'""",
    "It costs $5, or $$5, or ${HOME}, or $HOME, or $(HOME), or $@ $< $^ %",
    "`touch {trap}` and $(touch {trap})",
    "$(shell touch {trap}) and ${shell touch {trap}}",
    "a; touch {trap} && touch {trap} | touch {trap} & > {trap}",
    "first line\nsecond line\n\ttabbed, # no comment, \\ and \\\\ end",
    "--help",
    "-n",
    "../../etc/passwd <script>alert(1)</script> * ? [a] ~ !",
    "כלב על הירח 🐶 犬が月を歩く",
    "FILM=1 PROMPT=2 override",
]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("given", ["as an argument", "in the environment"])
def test_words_arrive_as_typed(prompt: str, given: str, command: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    prompt = prompt.replace("{trap}", str(trap))
    if given == "as an argument":
        done = make("film", f"VIDEOSTUDIO={command}", f"PROMPT={prompt}")
    else:
        done = make("film", f"VIDEOSTUDIO={command}", PROMPT=prompt)
    assert done.returncode == 0, done.stderr
    assert arguments(command) == ["make", "--", prompt]
    assert not trap.exists()


def test_more_options_come_before_the_words(command: Path) -> None:
    done = make("film", f"VIDEOSTUDIO={command}", "PROMPT=A fox", 'ARGS=--scenes 6 --style "water colour"')
    assert done.returncode == 0, done.stderr
    assert arguments(command) == ["make", "--scenes", "6", "--style", "water colour", "--", "A fox"]


def test_the_small_models_film_the_preview_of_the_same_words(command: Path) -> None:
    """So the report has both side by side."""
    asked = command.parent / "arguments"
    command.write_text(
        f"""#!/bin/sh\nprintf "%s\\0" "$@" >>{asked}\n"""
        """[ "$1" = render ] || echo '{"film": "a-home-0123abcd", "folder": "films"}'\n"""
    )
    done = make("mini", f"VIDEOSTUDIO={command}", "PROMPT=A $HOME", "ARGS=--scenes 3")
    assert done.returncode == 0, done.stderr
    preview, film = ["make", "--json", "--scenes", "3", "--", "A $HOME"], ["render", "--profile", "mini", "--"]
    assert arguments(command) == [*preview, *film, "a-home-0123abcd"]


def test_without_a_preview_the_small_models_film_nothing(command: Path) -> None:
    command.write_text(f"#!/bin/sh\necho $1 >>{command.parent}/arguments\nexit 3\n")
    assert make("mini", f"VIDEOSTUDIO={command}", "PROMPT=A fox").returncode == 2
    assert (command.parent / "arguments").read_text() == "make\n"


@pytest.mark.parametrize("words", [(), ("PROMPT=",)])
def test_without_words_it_says_how_and_sets_nothing_up(words: tuple[str, ...], tmp_path: Path) -> None:
    done = make("film", f"VENV={tmp_path}/venv", *words)
    assert done.returncode == 2
    assert 'make film PROMPT="' in done.stderr
    assert not (tmp_path / "venv").exists()


def test_a_failing_command_fails_the_target(command: Path) -> None:
    command.write_text("#!/bin/sh\nexit 3\n")
    assert make("film", f"VIDEOSTUDIO={command}", "PROMPT=A fox").returncode == 2


def test_help_lists_the_targets() -> None:
    done = make()
    assert done.returncode == 0
    assert 'make film PROMPT="' in done.stdout
    listed = {line.split()[0] for line in done.stdout.splitlines() if line and not line.startswith(("make", "ARGS"))}
    ours = {
        "film",
        "mini",
        "serve",
        "web",
        "doctor",
        "test",
        "test-slow",
        "test-browser",
        "bench",
        "check-paper-weights",
        "check-gpu",
        "train-mini",
        "study-mini",
        "mutants",
    }
    assert listed == {"help", *ours, "lock", "wheel", "clean"}


def test_old_python_is_refused_with_advice(tmp_path: Path) -> None:
    for name in ("python", "python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        old = tmp_path / name
        old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n')
        old.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(
        [REPO / "scripts/setup", tmp_path / "venv"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "3.11 or newer; found: Python 3.9.2" in done.stderr
    assert "apt install python3 python3-venv" in done.stderr


def test_missing_venv_module_is_told(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.write_text(
        '#!/bin/sh\ncase "$*" in\n*--version*) echo "Python 3.12.1";;\n*ensurepip*) exit 1;;\n*-m*) exit 9;;\nesac\n'
    )
    bare.chmod(0o755)
    done = subprocess.run(
        [REPO / "scripts/setup", tmp_path / "venv"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(bare)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "its venv module is not" in done.stderr
    assert "apt install python3-venv" in done.stderr
