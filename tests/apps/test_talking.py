"""The commands edit and chat with a studio that makes nothing: what they print, ask and do."""

import json
from pathlib import Path
from typing import Any

import pytest
from repo import REPO
from talking import TalkStudio
from typer.testing import CliRunner, Result

from videostudio.agents.chat.guide import guide
from videostudio.apps.cli import app
from videostudio.film.errors import EndpointError, NotEnoughDisk, VideoStudioError, WorkerDied, WriterError
from videostudio.film.forecast import Forecast
from videostudio.graphs.versions import Change

DOG = "A dog runs across a meadow. The dog jumps. The dog eats. The dog sleeps."
FILM = "dog-00000000"


@pytest.fixture
def studio() -> TalkStudio:
    made = TalkStudio()
    made.film(FILM, DOG)
    return made


def run(studio: TalkStudio, home: Path, *words: str, said: str = "") -> Result:
    done = CliRunner().invoke(app, [*words, "--home", str(home)], obj=studio.opened, input=said)
    assert "Traceback" not in done.output
    return done


def test_an_edit_tells_what_it_costs_and_waits_for_a_yes(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", FILM, "make scene 2 at night")
    assert done.exit_code == 2
    for words in (
        "The change\n  - scene 2: night",
        "Made again\n  - clip: scene-2",
        "about 2.0 s with 1 worker",
        "no money",
    ):
        assert words in done.stdout
    assert "Nothing was changed: say --yes" in done.stderr
    assert studio.did == []


def test_yes_does_it(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", FILM, "make scene 2 at night", "--yes")
    assert done.exit_code == 0
    assert studio.did == [f"edit {FILM}: scene 2: night"]
    assert "The film is ready" in done.stdout


def test_the_answer_of_an_edit_is_one_object(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", FILM, "make scene 2 at night", "--yes", "--json")
    [line] = done.stdout.splitlines()
    assert json.loads(line)["answer"] == "done"
    assert json.loads(line)["film"]["film"] == FILM


def test_a_plan_lists_requests_and_runs_nothing(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", FILM, "make scene 2 at night", "--plan-only", "--json")
    assert done.exit_code == 0
    plan: dict[str, Any] = json.loads(done.stdout)["plan"]
    assert plan["changes"] == ["scene 2: night"]
    assert plan["requests"] == [
        {"stage": "clip", "about": "scene-2", "fingerprint": "b" * 64, "reused": False, "seconds": 2.0}
    ]
    assert (plan["generator_calls"], plan["seconds"], plan["money_milli"]) == (1, 2.0, 0)
    assert studio.did == []
    assert run(studio, tmp_path, "edit", FILM, "yes", "--plan-only").stdout.startswith("There is nothing to plan")


def test_an_unclear_edit_is_asked_back(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", FILM, "make it better", "--yes")
    assert done.exit_code == 2
    assert "I do not know what to do with 'make it better'" in done.stdout
    assert "You could say\n  - " in done.stdout
    assert studio.did == []
    assert list((tmp_path / "talks").iterdir()) == []


def test_no_edit_of_a_film_that_is_not_there(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "edit", "moon", "make scene 2 at night")
    assert (done.exit_code, "there is no film 'moon'" in done.stderr) == (2, True)


def test_a_chat_goes_from_sentence_to_sentence(studio: TalkStudio, tmp_path: Path) -> None:
    said = "make scene 2 at night\nyes\nshow scene 2\nshow the versions\nwhat?\nundo\nyes\nquit\nremove scene 1\nyes\n"
    done = run(studio, tmp_path, "chat", FILM, "--talk", "dog", said=said)
    assert done.exit_code == 0
    assert studio.did == [f"edit {FILM}: scene 2: night", f"edit {FILM}: undo"]
    assert "Shall I? Say yes or no" in done.stdout
    assert '2. "make scene 2 at night", from version 1' in done.stdout
    assert "<- the film" in done.stdout
    assert "Go on later: videostudio chat --talk dog" in done.stderr


def test_a_chat_can_begin_a_film_and_go_on_another_day(studio: TalkStudio, tmp_path: Path) -> None:
    first = run(studio, tmp_path, "chat", "--talk", "new", "--seconds", "8", said=f"{DOG}\n")
    assert "The script waits for your word.\n\nCast\n  - dog (animal)" in first.stdout
    later = run(studio, tmp_path, "chat", "--talk", "new", said="make scene 2 at night\nlooks good\n")
    assert studio.did == [f"make {DOG}", "edit new-00000000: scene 2: night", "approve new-00000000"]
    assert later.exit_code == 0
    proposed = run(studio, tmp_path, "chat", "--talk", "new", said="remove scene 1\n")
    assert proposed.exit_code == 0
    assert "still wanted to: remove scene 1" in run(studio, tmp_path, "chat", "--talk", "new").stderr


def test_a_chat_for_machines_is_an_object_a_line(studio: TalkStudio, tmp_path: Path) -> None:
    done = run(studio, tmp_path, "chat", FILM, "--json", said="make scene 2 at night\nno\nhelp\n")
    answers = [json.loads(line)["answer"] for line in done.stdout.splitlines()]
    assert answers == ["proposal", "shown", "shown"]


def test_a_chat_outlives_a_mistake(studio: TalkStudio, tmp_path: Path) -> None:
    (tmp_path / "dog.png").touch()
    said = f"/picture nonsense\n/picture dog={tmp_path / 'dog.png'}\nuse my picture for the dog\n"
    done = run(studio, tmp_path, "chat", FILM, said=said)
    assert "is not NAME=FILE" in done.stderr
    assert "'dog' goes by your picture" in done.stdout


class OutOfLuck(TalkStudio):
    """Cannot say what a change costs, whatever the reason."""

    faults: tuple[VideoStudioError, ...] = (
        EndpointError("the endpoint is down"),
        WriterError("the model made no sense"),
        NotEnoughDisk("the disk is full"),
        WorkerDied("a worker died"),
    )

    async def forecast(self, film: str, change: Change) -> Forecast:
        fault, *rest = self.faults
        self.faults = tuple(rest)
        raise fault


def test_a_chat_outlives_what_is_nobody_s_mistake(tmp_path: Path) -> None:
    studio = OutOfLuck()
    studio.film(FILM, DOG)
    done = run(studio, tmp_path, "chat", FILM, said="make scene 2 at night\n" * 4 + "show scene 2\n")
    assert done.exit_code == 0
    for words in ("the endpoint is down", "made no sense", "the disk is full", "a worker died"):
        assert words in done.stderr
    assert "The dog jumps." in done.stdout


def test_help_shows_what_can_be_said() -> None:
    shown = " ".join(CliRunner().invoke(app, ["chat", "--help"], env={"COLUMNS": "200"}).output.split())
    for words in ("make scene 2 at night", "undo the last two changes", "replace the dog with a cat"):
        assert words in shown


def test_the_page_tells_the_same() -> None:
    page = (REPO / "docs" / "chat.md").read_text("utf-8")
    assert [line for line in guide() if line not in page] == []
