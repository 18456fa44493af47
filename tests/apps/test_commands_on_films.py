"""The commands on real films, made with real workers at a size that takes seconds."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from once import once
from typer.testing import CliRunner, Result

from videostudio import Brief, make_film
from videostudio.apps.cli import app
from videostudio.apps.desk.guests import new_token
from videostudio.film.errors import BackendMissing
from videostudio.generators.animatic.art import default_pack
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved
from videostudio.tools.events import Event
from videostudio.tools.workspace import Workspace

PROMPT = "A dog runs across a meadow and finds a red ball"
SMALL = ("--scenes", "2", "--seconds", "2", "--size", "256x144", "--fps", "12", "--workers", "1")
HOME = "{home}"


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)])


def answer(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.output
    film: dict[str, Any] = json.loads(done.stdout)
    return film


@pytest.fixture(scope="module")
def made(shared_root: Path) -> Path:
    """A workspace with the film, and what `make` answered. Everybody's."""

    def make(root: Path) -> None:
        film = answer(run(root / "home", "make", PROMPT, *SMALL, "--json"))
        (root / "answer.json").write_text(json.dumps(film).replace(str(root / "home"), HOME))

    return once(shared_root / "commanded-film", make)


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(made / "home", tmp_path_factory.mktemp("studio") / "home")


@pytest.fixture(scope="module")
def film(made: Path, home: Path) -> dict[str, Any]:
    """What `make` answers, as of `home`."""
    film: dict[str, Any] = json.loads((made / "answer.json").read_text().replace(HOME, str(home)))
    return film


def test_a_film_stands_where_the_answer_says(film: dict[str, Any], home: Path) -> None:
    folder = Path(film["folder"])
    assert folder.is_relative_to(home)
    for name in ("film.mp4", "captions.vtt", "report.html", "script.json", "record.json", "events.jsonl"):
        assert (folder / name).stat().st_size > 0, name
    assert Path(film["report"]) == folder / "report.html"
    assert film["outcome"] in ("finished", "degraded")
    assert [scene["outcome"] for scene in film["scenes"]] == ["accepted", "accepted"]
    assert film["calls"]["made"] == film["calls"]["ledger"] > 0
    scores = film["scenes"][0]["takes"][0]["scores"]
    assert scores
    assert all(set(score) == {"value", "unit", "explanation", "by"} for score in scores.values())


def test_the_report_links_only_to_what_is_there(film: dict[str, Any]) -> None:
    folder = Path(film["folder"])
    page = (folder / "report.html").read_text()
    for scene in film["scenes"]:
        assert f'href="clips/{scene["id"]}.mp4"' in page
        assert (folder / "clips" / f"{scene['id']}.mp4").is_file()
    assert default_pack().title in page


def test_the_same_words_give_the_same_film_and_make_nothing(film: dict[str, Any], home: Path) -> None:
    again = answer(run(home, "make", PROMPT, *SMALL, "--json"))
    assert again["film"] == film["film"]
    assert again["calls"]["made"] == 0
    assert again["calls"]["ledger"] == film["calls"]["ledger"]


def test_show_and_films_know_it(film: dict[str, Any], home: Path) -> None:
    shown = answer(run(home, "show", film["film"][:12], "--json"))
    assert (shown["film"], shown["scenes"]) == (film["film"], film["scenes"])
    assert film["film"] in run(home, "films").stdout
    assert run(home, "show", "nobody").exit_code == 2


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        (("poster",), "poster.png", b"\x89PNG"),
        (("gif", "--width", "96", "--seconds", "1"), "film.gif", b"GIF89a"),
        (("sheet",), "sheet.jpg", b"\xff\xd8"),
    ],
)
def test_prints_lie_where_the_answer_says(
    words: tuple[str, ...], name: str, begins: bytes, film: dict[str, Any], home: Path, tmp_path: Path
) -> None:
    command, *options = words
    made = answer(run(home, command, film["film"], *options, "--json"))
    assert made == {"film": film["film"], "path": str(Path(film["folder"]) / name)}
    assert Path(made["path"]).read_bytes().startswith(begins)
    assert run(home, command, film["film"], *options, "--out", str(tmp_path)).stdout.strip() == str(tmp_path / name)
    elsewhere = tmp_path / "new" / "print"
    assert run(home, command, film["film"], *options, "--out", str(elsewhere)).exit_code == 0
    assert elsewhere.read_bytes() == Path(made["path"]).read_bytes()
    assert run(home, command, "nobody").exit_code == 2


def test_a_film_is_evaluated_by_name_and_by_folder(film: dict[str, Any], home: Path, tmp_path: Path) -> None:
    measured = answer(run(home, "evaluate", film["film"], "--json"))
    (one,) = measured["films"]
    scores = {score["name"]: score for score in one["scores"]}
    assert one["film"] == film["film"]
    assert {"clipsim", "frame_consistency", "scene_consistency", "fg_sim", "bg_sim", "dynamic_degree"} <= set(scores)
    assert all(score["by"] and score["explanation"] for score in one["scores"])
    assert "calibrated, it is" in (Path(film["folder"]) / "record.json").read_text("utf-8")
    assert scores["dynamic_degree"]["value"] is not None
    assert answer(run(home, "evaluate", film["folder"], "--json"))["films"] == measured["films"]
    clips = run(home, "evaluate", str(Path(film["folder"]) / "clips"))
    assert clips.exit_code == 0, clips.output
    assert "dynamic degree" in clips.stdout
    assert run(home, "evaluate", str(tmp_path)).exit_code == 2
    assert run(home, "evaluate", "nobody").exit_code == 2
    foreign = run(tmp_path / "another", "evaluate", film["folder"])
    assert foreign.exit_code == 2
    told = " ".join(foreign.output.split())
    assert f"does not know the film '{film['film']}'" in told
    assert "--home" in told
    assert "resume" not in told
    assert run(home, "evaluate", film["film"], "--model", str(tmp_path)).exit_code == 3


def test_a_film_waits_for_its_word(home: Path) -> None:
    waiting = run(home, "make", PROMPT, *SMALL, "--approve", "script", "--json")
    assert waiting.exit_code == 6, waiting.output
    film = json.loads(waiting.stdout)
    assert film["outcome"] == "awaiting_script"
    assert "Your word is wanted" in Path(film["report"]).read_text()
    assert run(home, "resume", film["film"]).exit_code == 6
    done = answer(run(home, "resume", film["film"], "--approve", "--json"))
    assert done["outcome"] in ("finished", "degraded")
    assert run(home, "resume", film["film"], "--approve").exit_code == 2


def test_plan_and_python_tell_the_same_story(home: Path) -> None:
    planned = json.loads(run(home, "plan", PROMPT, "--scenes", "2", "--seconds", "2", "--json").stdout)
    seen: list[Event] = []
    brief = Brief(prompt=PROMPT, scenes=2, duration_ms=2000, width=256, height=144, fps=12)
    record = make_film(brief, home=home, on_event=seen.append).record
    assert record.script
    assert [scene["event"] for scene in planned["scenes"]] == [scene.event for scene in record.script.scenes]
    assert record.calls.made == 0
    assert seen[0].type == "started"
    assert seen[-1].type == "finished"


def test_store_keeps_what_films_use_and_frees_the_rest(
    film: dict[str, Any], home: Path, small_film: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_film, tmp_path, dirs_exist_ok=True)
    alone = answer(run(tmp_path, "make", PROMPT, *SMALL, "--json"))
    assert "Freed 0 B" in run(tmp_path, "store", "gc", "--older-than", "0").stdout
    assert run(tmp_path, "store", "verify").stdout.startswith("All is as it was written")
    assert run(tmp_path, "rm", alone["film"]).exit_code == 0
    assert "Freed 0 B" not in run(tmp_path, "store", "gc", "--older-than", "0").stdout
    assert run(tmp_path, "store", "size").stdout.startswith("0 artifacts")
    assert answer(run(home, "make", PROMPT, *SMALL, "--json"))["calls"]["made"] == 0


def test_out_puts_the_film_into_a_folder_of_ones_own(film: dict[str, Any], home: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    named = answer(run(home, "make", PROMPT, *SMALL, "--out", str(out), "--name", "My dog", "--json"))
    assert Path(named["folder"]).parent == out
    assert (Path(named["folder"]) / "film.mp4").is_file()
    assert Path(named["report"]).is_file()
    assert answer(run(home, "show", "My dog", "--json"))["film"] == named["film"]
    removed = run(home, "rm", "My dog")
    assert removed.exit_code == 0
    assert "is yours and stays" in removed.stderr
    assert (out / named["film"] / "film.mp4").is_file()
    assert run(home, "show", "My dog").exit_code == 2


def test_bad_places_and_pictures_are_refused_with_advice(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    for words in (("--home", str(file)), ("--home", str(tmp_path / "h"), "--out", str(file))):
        done = CliRunner().invoke(app, ["make", PROMPT, *SMALL, *words])
        assert done.exit_code == 3, done.output
        assert str(file) in done.stderr
    done = run(tmp_path / "h", "make", PROMPT, *SMALL, "--reference", f"dog={file}")
    assert done.exit_code == 2
    assert "no picture" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_says_which_doors_can_be_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_token(Workspace(tmp_path), "ann")
    monkeypatch.setenv("VIDEOSTUDIO_DOORS_SCENES", "7")
    told = "serve, mcp, web can be served; 1 guest with a token; limits set: scenes"
    assert told in run(tmp_path, "doctor").stdout
    monkeypatch.setenv("VIDEOSTUDIO_DOORS_SCENES", "many")
    assert "'doors.scenes' cannot be used" in run(tmp_path, "doctor").stdout


def test_doctor_says_what_works(home: Path, tmp_path: Path) -> None:
    done = run(home, "doctor")
    assert done.exit_code == 0, done.output
    for words in ("passed    workspace", "Profiles", "preview", "OpenMoji", str(home)):
        assert words in done.stdout
    found = json.loads(run(home, "doctor", "--json").stdout)
    assert {check["name"] for check in found["checks"]} >= {"workspace", "disk", "memory", "codecs"}
    (tmp_path / "file").touch()
    blocked = run(tmp_path / "file", "doctor")
    assert blocked.exit_code == 3
    assert "is a file where a folder is wanted" in blocked.stdout
    assert "what to do: set VIDEOSTUDIO_HOME" in blocked.stdout


def test_doctor_says_that_the_critics_model_is_not_here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_CRITIC_LOCATOR", "/nowhere/dino")
    done = run(home, "doctor")
    assert done.exit_code == 3
    assert "blocked   critic" in done.stdout
    assert "no Grounding DINO in /nowhere/dino" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_profile_without_its_weights_is_no_fault_of_the_machine(home: Path) -> None:
    plain = run(home, "doctor")
    assert plain.exit_code == 0, plain.output
    assert "absent    paper" in plain.stdout
    asked = run(home, "doctor", "--profile", "paper")
    assert asked.exit_code == 3
    for words in ("blocked   paper", "from FireCRT/VideoStudio", "licence: unverified", "what to do: read its licence"):
        assert words in asked.stdout
    assert "Traceback" not in asked.stderr
    found = json.loads(run(home, "doctor", "--profile", "paper", "--json").stdout)
    assert {part["state"] for part in found["parts"] if part["name"] in ("adapter", "base", "video")} == {"blocked"}
    assert run(home, "doctor", "--profile", "imax").exit_code == 2
    with pytest.raises(BackendMissing, match="`videostudio doctor --profile paper` says what to fetch"):
        build_backends(resolved(profile_named("paper"), Workspace(home)))


def test_ctrl_c_keeps_what_was_made_and_resume_goes_on(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("videostudio")), "make", PROMPT, *SMALL, "--home", str(tmp_path)]
    # Tests that run in the background ignore Ctrl-C, and so would the command.
    heeding = signal.signal(signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    signal.signal(signal.SIGINT, heeding)
    deadline = time.monotonic() + 60
    while not (ledgers := list(tmp_path.glob("films/*/ledger.jsonl"))) or not ledgers[0].read_text().strip():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)
    # A terminal sends it to every process of the group.
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "go on with `videostudio resume " in told
    assert "Traceback" not in told
    name = ledgers[0].parent.name
    done = answer(run(tmp_path, "resume", name, "--json"))
    assert done["outcome"] in ("finished", "degraded")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--devices", "gpu0", "'gpu0' is no device: say cuda:0,cuda:1"),
        ("--executor", "slurm", "there is no executor 'slurm': choose local, ray"),
        ("--store", "nowhere://films", "give an address as s3://bucket/films"),
    ],
)
def test_machines_that_there_are_not_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"VIDEOSTUDIO_MACHINES_{option[2:].upper()}", "cpu" if option == "--devices" else "local")
    done = run(tmp_path, "make", PROMPT, *SMALL, option, value)
    assert (done.exit_code, words in " ".join(done.output.split())) == (3, True), done.output
