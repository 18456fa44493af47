"""Batches: manifests that are half broken, films that fail, runs that are killed, and what is left behind."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rehearsed import Rehearsal
from rich.console import Console
from typer.testing import CliRunner, Result

from videostudio.apps.batch.manifest import Broken, Item, read
from videostudio.apps.batch.rows import Row, RowState, as_csv, worst
from videostudio.apps.batch.views import TableView
from videostudio.apps.cli import app
from videostudio.film.errors import BeyondLimits, GeneratorError, UserError
from videostudio.film.take import Stage
from videostudio.graphs.studio import Studio
from videostudio.tools.events import Progress
from videostudio.tools.ledger import Ledger
from videostudio.tools.workspace import Workspace

TINY: dict[str, Any] = {
    **{"scenes": 1, "seconds": 1, "size": "128x128", "fps": 8},
    **{"silent": True, "cards": False, "workers": 1, "attempts": 1},
}
WICKED = '<script src="https://evil.example/x.js"></script> a dog runs'


def manifest(place: Path, *items: Any, name: str = "films.jsonl") -> Path:
    file = place / name
    file.write_text("\n".join(item if isinstance(item, str) else json.dumps(item) for item in items))
    return file


def tiny(prompt: str, **more: Any) -> dict[str, Any]:
    return {"prompt": prompt, **TINY, **more}


def run(root: Path, rehearsal: Rehearsal, *words: str) -> Result:
    def opened(workspace: Workspace, on_event: Any) -> Studio:
        return Studio(workspace, on_event, rehearsal)

    return CliRunner().invoke(app, ["batch", "--home", str(root), *words], obj=opened)


def table(done: Result) -> list[dict[str, str]]:
    with Path(json.loads(done.stdout)["summary"]).open(newline="") as file:
        return list(csv.DictReader(file))


def test_a_manifest_is_read_item_by_item(tmp_path: Path) -> None:
    lines = manifest(
        tmp_path,
        "# my films",
        "",
        {"prompt": "A fox"},
        '"A dog"',
        "{",
        "[]",
        {"prompt": "x", "new": True},
        {"out": "y"},
    )
    found = read(lines, 10, {"fps": 12})
    assert [one.number for one in found] == [3, 4, 5, 6, 7, 8]
    assert [one.wishes.prompt for one in found if isinstance(one, Item)] == ["A fox", "A dog"]
    assert {one.wishes.fps for one in found if isinstance(one, Item)} == {12}
    told = [str(one.error) for one in found if isinstance(one, Broken)]
    for text, says in zip(
        told, ("line 5 is no JSON", "a sentence or an object", "another 'seed'", "'out'"), strict=True
    ):
        assert says in text
    yaml = manifest(tmp_path, "- A fox\n- prompt: A dog\n  scenes: 2\n- 7", name="films.yaml")
    assert [type(one) for one in read(yaml, 10)] == [Item, Item, Broken]


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "a.jsonl", "has no brief"),
        ("\n".join(["x"] * 11), "a.jsonl", "has 11 briefs, at most 10"),
        ("- &a A fox\n- *a", "a.yaml", "aliases"),
        ("- [", "a.yaml", "is no YAML"),
        ("prompt: A fox", "a.yaml", "has to be a list"),
        ("- !!python/object/apply:os.system [id]", "a.yaml", "is no YAML"),
    ],
)
def test_a_file_that_is_no_manifest_is_refused(text: str, name: str, says: str, tmp_path: Path) -> None:
    with pytest.raises((UserError, BeyondLimits), match=says):
        read(manifest(tmp_path, text, name=name), 10)
    with pytest.raises(UserError, match="there is no manifest"):
        read(tmp_path / "none.jsonl", 10)


def test_broken_items_stop_no_other_and_the_same_again_goes_on(tmp_path: Path) -> None:
    rehearsal = Rehearsal(fails={"storm": GeneratorError("no pixels"), "bug": ZeroDivisionError("by zero")})  # type: ignore[dict-item]
    items = (
        tiny(WICKED),
        "{",
        tiny("A cat sleeps"),
        tiny("A storm over the sea"),
        tiny("A bug crawls"),
        tiny("A fox", scenes=500),
        tiny("A fox", references={"fox": "../../etc/passwd"}),
        tiny("A cat sleeps"),
        tiny("=1+1 a dog runs", approve="script"),
    )
    file = manifest(tmp_path, *items)
    done = run(tmp_path / "home", rehearsal, str(file), "--json")
    assert done.exit_code == 5
    answer = json.loads(done.stdout)
    assert answer["counts"] == {"made": 3, "waiting": 1, "refused": 3, "failed": 2}
    rows = table(done)
    assert [row["state"] for row in rows] == [
        *("made", "refused", "made", "failed", "failed", "refused", "refused", "made", "waiting")
    ]
    assert rows[2]["film"] == rows[7]["film"]
    assert [row["error_kind"] for row in rows if row["error"]] == [
        *("BriefError", "GeneratorError", "StudioError", "BriefError", "NotAllowed")
    ]
    assert rows[8]["prompt"] == "'=1+1 a dog runs"
    assert "2. {: refused, line 2 is no JSON" in done.stderr
    assert "Traceback" not in done.stderr
    told = run(tmp_path / "home", rehearsal, str(file), "--debug")
    assert "Traceback" in told.stderr
    assert "ZeroDivisionError: by zero" in told.stderr
    page = Path(answer["sheet"]).read_text()
    assert "<script" not in page
    assert "&lt;script src=" in page
    assert not re.findall(r"""(?:src|href)=["'](?!data:image/jpeg|file:///)""", page)
    assert "default-src &#x27;none&#x27;" in page
    rehearsal.fails.clear()
    before = list(rehearsal.made)
    again = run(tmp_path / "home", rehearsal, str(file), "--json")
    assert json.loads(again.stdout)["counts"] == {"made": 2, "reused": 3, "waiting": 1, "refused": 3}
    assert len(rehearsal.made) == len(before) + 2
    assert again.exit_code == 2
    people = run(tmp_path / "home", rehearsal, str(file))
    assert "9 briefs: 5 reused, 1 waiting, 3 refused" in people.stdout
    assert "6. A fox: BriefError, scenes 500 is out of range" in people.stdout


def test_a_film_that_somebody_else_stops_is_not_made(tmp_path: Path) -> None:
    home, file = tmp_path / "home", manifest(tmp_path, tiny("A dog runs"), tiny("A cat sleeps"))

    class Stopped(Rehearsal):
        async def __call__(self, order: Any, workspace: Workspace, **more: Any) -> Any:
            if "dog" in order.brief.prompt:
                Studio(workspace).stop(order.film)
            return await super().__call__(order, workspace, **more)

    done = run(home, Stopped(scene_s=0.5), str(file), "--json")
    assert json.loads(done.stdout)["counts"] == {"made": 1, "left": 1}
    assert (done.exit_code, [row["exit_code"] for row in table(done)]) == (130, ["130", "0"])
    assert run(home, Rehearsal(), str(file)).exit_code == 0


def test_a_film_may_take_so_long_and_no_longer(tmp_path: Path) -> None:
    file = manifest(tmp_path, tiny("A dog runs"))
    done = run(tmp_path / "home", Rehearsal(scene_s=30), str(file), "--json", "--time-limit", "1")
    assert done.exit_code == 2
    (row,) = table(done)
    assert row["error"].startswith("the film took longer than the 1 s it may take: run it again")
    assert run(tmp_path / "home", Rehearsal(), str(file)).exit_code == 0


def test_a_machine_without_room_for_all_begins_none(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    huge = [tiny("A dog runs", size="3840x3840", fps=60, seconds=6000, scenes=100, seed=seed) for seed in range(200)]
    done = run(tmp_path / "home", rehearsal, str(manifest(tmp_path, *huge)))
    assert done.exit_code == 3
    assert "free on the disk" in done.stderr
    assert rehearsal.made == []


def test_planning_makes_nothing_and_says_what_it_takes(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    file = manifest(tmp_path, tiny("A dog runs across a meadow"), tiny("A cat", scenes=0))
    over = ("--set", "seed=3", "--set", "style=water colour")
    plan = json.loads(run(tmp_path / "home", rehearsal, str(file), "--plan-only", "--json", *over).stdout)
    first, second = plan["items"]
    assert (first["scenes"], first["calls"], first["there"]) == (1, 4, False)
    assert second["error"].startswith("BriefError: scenes 0 is out of range")
    assert plan["total"]["calls"] == 4
    assert (plan["total"]["films"], plan["total"]["refused"]) == (1, 1)
    assert rehearsal.made == Workspace(tmp_path / "home").film_ids() == []
    run(tmp_path / "home", rehearsal, str(file), *over)
    told = run(tmp_path / "home", rehearsal, str(file), "--plan-only", *over)
    assert told.exit_code == 2
    assert "there already" in told.stdout
    assert "0 films to make, 1 there already, 1 refused" in told.stdout
    assert run(tmp_path / "home", rehearsal, str(file), "--set", "seed").exit_code == 2


def test_the_table_shows_what_runs_and_what_ended() -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    view = TableView(3, console)
    view.began(1, "a-film-00000000")(Progress(stage=Stage.CLIP, step=1, total=4))
    view.ended(Row(number=2, prompt="[bold]A dog", state=RowState.MADE, wall_s=3))
    console.print(view.shown())
    shown = console.export_text()
    for words in ("a-film-00000000", "scenes in motion 1/4", "[bold]A dog", "made in 3.0 s", "1 of 3 done"):
        assert words in shown


def test_cells_are_no_formulas_and_the_worst_item_decides() -> None:
    rows = [Row(number=1, prompt=p, state=RowState.FAILED, exit_code=c) for p, c in (("=a", 6), ("@b", 3), ("-1", 2))]
    assert [row["prompt"] for row in csv.DictReader(as_csv(rows).splitlines())] == ["'=a", "'@b", "'-1"]
    assert (worst(rows), worst(rows[:1]), worst([])) == (3, 6, 0)


def start(root: Path, file: Path) -> "subprocess.Popen[str]":
    command = [str(Path(sys.executable).with_name("videostudio")), "batch", str(file)]
    return subprocess.Popen(
        [*command, "--home", str(root), "--at-once", "2", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def films_done(root: Path) -> int:
    return len(list(Workspace(root).films_root.glob("*/film.mp4")))


def killed_twice(place: Path, films: int, kills: tuple[int, int]) -> None:
    """A batch of so many films and five broken briefs among them, killed when so many films are there."""
    animals, places = ("dog", "cat", "fox", "bear", "owl"), ("meadow", "beach", "forest", "desert", "street")
    good = [tiny(f"A {who} runs across a {where}", seed=seed) for who in animals for where in places for seed in (0, 1)]
    broken = ["{", tiny("A fox", scene=3), tiny(" "), tiny("A fox", scenes=500), tiny("A fox", profile="paper")]
    items: list[Any] = good[:films]
    step = films // len(broken)
    for at, one in enumerate(broken):
        items.insert(at * (step + 1), one)
    file, root, began = manifest(place, *items), place / "home", time.monotonic()
    for enough in kills:
        process = start(root, file)
        while films_done(root) < enough:
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    process = start(root, file)
    answer = json.loads(process.communicate()[0])
    assert process.returncode == 3
    # A kill may fall between a film and its record: then it is cut again, from what is there.
    assert answer["counts"]["made"] + answer["counts"]["reused"] == films
    assert (answer["counts"]["refused"], answer["counts"]["failed"]) == (4, 1)
    errors = [row["error_kind"] for row in answer["items"] if row["error"]]
    assert errors == ["BriefError"] * 4 + ["BackendMissing"]
    counts = [Ledger(path).counts() for path in Workspace(root).films_root.glob("*/ledger.jsonl")]
    begun, made = sum(one.generator_calls for one in counts), sum(one.generator_made for one in counts)
    repeated, took = sum(one.repeats for one in counts), time.monotonic() - began
    print(f"{films_done(root)} films, {answer['counts']}; {len(errors)} errors; {took:.0f} s")
    print(f"{begun} generator calls begun, {made} answered; {repeated} durable ones repeated")
    assert films_done(root) == films
    assert repeated == 0


@pytest.mark.slow
@pytest.mark.timeout(3 * 3600)
def test_fifty_briefs_five_of_them_broken_and_two_kills(tmp_path: Path) -> None:
    killed_twice(tmp_path, 45, (12, 30))
