"""Whole films, end to end: made, found again, continued, decided on, and finished whatever goes wrong."""

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from films import faulty, faulty_once, make, small_brief, studio

from videostudio.film.brief import Approval, Budget
from videostudio.film.errors import BriefError, FilmBusy, FilmNotFound, GeneratorError, UserError
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.verdict import Outcome, VerdictKind
from videostudio.generators.faults import FaultKind
from videostudio.graphs.decision import Decision
from videostudio.graphs.studio import MakeOptions
from videostudio.tools.events import EventLog, Started
from videostudio.tools.locks import film_lock
from videostudio.tools.store.store import Store
from videostudio.tools.video.probe import probe
from videostudio.tools.workspace import Workspace


@pytest.fixture(scope="module")
def made(small_film: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FilmRecord]:
    """A finished film and its workspace, which the tests of this module must not damage."""
    root = shutil.copytree(small_film, tmp_path_factory.mktemp("studio") / "workspace")
    [film] = studio(root).films()
    return root, studio(root).show(film.id)


@pytest.fixture
def copied(made: tuple[Path, FilmRecord], tmp_path: Path) -> tuple[Path, FilmRecord]:
    """A copy of it to damage."""
    root, record = made
    return shutil.copytree(root, tmp_path / "copy"), record


def film_bytes(root: Path, record: FilmRecord) -> bytes:
    return (studio(root).folder(record.film) / "film.mp4").read_bytes()


def test_a_film_is_as_long_and_large_as_its_brief(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    facts = probe(studio(root).folder(record.film) / "film.mp4")
    assert (facts.frames, facts.fps, facts.width, facts.height) == (24, 12, 256, 144)
    assert [scene.outcome for scene in record.scenes] == [Outcome.ACCEPTED, Outcome.ACCEPTED]


def test_the_folder_holds_what_people_open(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    folder = studio(root).folder(record.film)
    files = {path.name for path in folder.iterdir()}
    assert {"film.mp4", "captions.vtt", "report.html", "script.json", "record.json", "events.jsonl"} <= files
    assert sorted(path.name for path in (folder / "clips").iterdir()) == ["scene-1.mp4", "scene-2.mp4"]
    assert json.loads((folder / "script.json").read_text())["title"]


def test_every_call_is_made_once_and_counted(made: tuple[Path, FilmRecord]) -> None:
    _, record = made
    assert record.script is not None
    calls = len(record.script.entities) + 2 * len(record.script.scenes)
    assert (record.calls.made, record.calls.reused, record.calls.ledger) == (calls, 0, calls)


def test_the_same_brief_gives_the_same_film_without_a_call(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    before = film_bytes(root, record)
    again = asyncio.run(make(root))
    assert again.film == record.film
    assert (again.calls.made, again.calls.reused) == (0, record.calls.made)
    assert again.calls.ledger == record.calls.ledger
    assert film_bytes(root, again) == before
    assert again.cut == record.cut


def test_two_workspaces_make_the_same_bytes(made: tuple[Path, FilmRecord], tmp_path: Path) -> None:
    root, record = made
    other = asyncio.run(make(tmp_path, workers=2))
    assert film_bytes(tmp_path, other) == film_bytes(root, record)


def test_new_makes_another_film_of_the_same_brief_from_the_store(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    other = asyncio.run(make(root, new=True))
    assert other.film != record.film
    assert other.calls.made == 0
    assert other.cut == record.cut


def test_rendering_takes_the_script_as_it_is(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    other = asyncio.run(studio(root).render(record.film, "preview", MakeOptions(workers=1)))
    assert other.film != record.film
    assert other.script == record.script
    assert other.twin is not None
    assert (other.twin.film, other.twin.profile) == (record.film, "preview")
    assert set(other.twin.pictures) == {scene.id for scene in record.scenes}
    with pytest.raises(BriefError, match="there is no profile 'imax'"):
        asyncio.run(studio(root).render(record.film, "imax"))


def test_films_are_found_by_id_by_beginning_and_by_name(furnished: Path) -> None:
    record = asyncio.run(make(furnished, name="Ball"))
    crew = studio(furnished)
    for name in (record.film, record.film[:6], "Ball"):
        assert crew.show(name) == record
    with pytest.raises(FilmNotFound, match="there is no film 'Cube'"):
        crew.show("Cube")
    assert [film.id for film in crew.films()] == [record.film]
    with pytest.raises(UserError, match="already a film called 'Ball'"):
        asyncio.run(make(furnished, small_brief(prompt="A cat sleeps"), name="Ball"))
    crew.remove("Ball")
    assert crew.films() == ()


def test_a_film_can_lie_where_the_user_wants_it(made: tuple[Path, FilmRecord], tmp_path: Path) -> None:
    root, record = made
    other = asyncio.run(make(root, new=True, out=tmp_path / "films"))
    folder = tmp_path / "films" / other.film
    assert studio(root).folder(other.film) == folder
    assert (folder / "film.mp4").read_bytes() == film_bytes(root, record)
    assert (folder / "report.html").is_file()


def test_two_processes_cannot_make_one_film(made: tuple[Path, FilmRecord]) -> None:
    root, record = made
    with film_lock(Workspace(root).film_folder(record.film) / "film.lock"), pytest.raises(FilmBusy):
        asyncio.run(make(root))


def test_approvals_stop_the_film_twice_and_are_remembered(furnished: Path) -> None:
    brief = small_brief(approvals=[Approval.SCRIPT, Approval.CUT])
    crew = studio(furnished)
    waiting = asyncio.run(make(furnished, brief))
    assert waiting.outcome is FilmOutcome.AWAITING_SCRIPT
    assert waiting.script is not None
    assert waiting.calls.made == 0
    assert (crew.folder(waiting.film) / "report.html").is_file()
    assert asyncio.run(make(furnished, brief)).outcome is FilmOutcome.AWAITING_SCRIPT

    shown = asyncio.run(crew.resume(waiting.film, Decision(approved=True)))
    assert shown.outcome is FilmOutcome.AWAITING_CUT
    assert [scene.outcome for scene in shown.scenes] == [Outcome.ACCEPTED] * 2
    assert shown.cut is None

    done = asyncio.run(crew.resume(waiting.film, Decision(approved=True)))
    assert done.cut is not None
    again = asyncio.run(make(furnished, brief))
    assert (again.cut, again.calls.made) == (done.cut, 0)
    with pytest.raises(UserError, match="not waiting"):
        asyncio.run(crew.resume(waiting.film, Decision(approved=True)))


def test_a_rejected_script_makes_no_pictures(tmp_path: Path) -> None:
    brief = small_brief(approvals=[Approval.SCRIPT])
    film = asyncio.run(make(tmp_path, brief)).film
    record = asyncio.run(studio(tmp_path).resume(film, Decision(approved=False, note="too short")))
    assert record.outcome is FilmOutcome.REJECTED
    assert record.calls.ledger == 0
    assert any("too short" in text for text in record.degraded)


def test_faulty_takes_are_shot_again_until_they_pass(tmp_path: Path) -> None:
    brief = small_brief(budget=Budget(attempts=8))
    profile = faulty(FaultKind.RAISES, FaultKind.BLANK, FaultKind.FROZEN, rate_milli=500, seed=3)
    record = asyncio.run(make(tmp_path, brief, profile=profile))
    assert record.outcome is FilmOutcome.FINISHED
    takes = [take for scene in record.scenes for take in scene.takes]
    assert len(takes) > 2
    assert {scene.outcome for scene in record.scenes} == {Outcome.ACCEPTED}
    assert all(scene.takes[-1].attempt == scene.chosen for scene in record.scenes)
    assert len({take.requests.get("clip") for take in takes if take.clip}) == sum(1 for take in takes if take.clip)
    filmed = [take for take in takes if take.clip]
    assert all("size_matches" in {score.name for score in take.image_scores} for take in filmed)
    assert all("length_matches" in {score.name for score in take.scores} for take in filmed)


def test_a_frozen_scene_is_rewritten_and_the_best_take_is_kept(tmp_path: Path) -> None:
    brief = small_brief(budget=Budget(attempts=2))
    record = asyncio.run(make(tmp_path, brief, profile=faulty(FaultKind.FROZEN, only=("scene-2",))))
    assert record.outcome is FilmOutcome.DEGRADED
    assert record.script is not None
    assert record.script.version == 2
    first, second = record.scenes
    assert (first.outcome, len(first.takes)) == (Outcome.ACCEPTED, 1)
    assert (second.outcome, len(second.takes)) == (Outcome.ATTEMPTS_EXHAUSTED, 4)
    assert [take.script_version for take in second.takes] == [1, 1, 2, 2]
    verdicts = [take.verdict.kind for take in second.takes if take.verdict]
    assert verdicts == [VerdictKind.RESHOOT, VerdictKind.REWRITE, VerdictKind.RESHOOT, VerdictKind.RESHOOT]
    assert second.chosen == 3
    assert any("scene 2 shows take 3 of 4" in text for text in record.degraded)


def test_a_scene_that_always_fails_is_left_out_and_named(tmp_path: Path) -> None:
    brief = small_brief(budget=Budget(attempts=1))
    record = asyncio.run(make(tmp_path, brief, profile=faulty(FaultKind.RAISES, only=("scene-1",))))
    assert record.scenes[0].outcome is Outcome.GENERATOR_ERROR
    assert record.cut is not None
    assert record.cut.frames == 12
    assert any("scene 1 is missing from the film" in text for text in record.degraded)


def test_no_clip_at_all_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    brief = small_brief(budget=Budget(attempts=1))
    with pytest.raises(GeneratorError, match="no scene of the film has a clip"):
        asyncio.run(make(tmp_path, brief, profile=faulty(FaultKind.RAISES, only=("scene-1", "scene-2"))))


def test_a_scene_in_other_colours_is_found_by_the_film_and_shot_again(tmp_path: Path) -> None:
    prompt = "A dog runs across a meadow. The dog jumps. The dog eats. The dog sleeps."
    brief = small_brief(prompt=prompt, scenes=4, duration_ms=4000)
    profile = faulty_once(FaultKind.WRONG_COLOURS, "scene-2")
    record = asyncio.run(make(tmp_path, brief, profile=profile))
    takes = record.scenes[1].takes
    assert len(takes) == 2
    assert record.scenes[1].chosen == 2
    assert record.scenes[1].outcome is Outcome.ACCEPTED


def test_a_film_survives_a_broken_artifact_entry_and_checkpoint(copied: tuple[Path, FilmRecord]) -> None:
    root, record = copied
    before = film_bytes(root, record)
    workspace = Workspace(root)
    clip = record.scenes[0].takes[0].clip
    assert clip is not None
    path = Store(workspace.store_root).path(clip)
    path.chmod(0o644)
    path.write_bytes(b"rubbish")
    checkpoint = workspace.film_folder(record.film) / "checkpoint.sqlite"
    checkpoint.write_bytes(checkpoint.read_bytes()[:4096] + b"\xff" * 8000)
    (workspace.film_folder(record.film) / "film.lock").write_bytes(b"\x00garbage")
    (workspace.film_folder(record.film) / "film.mp4").write_bytes(b"half")

    again = asyncio.run(make(root))
    assert film_bytes(root, again) == before
    assert again.calls.made == 1
    assert list(workspace.film_folder(record.film).glob("checkpoint.sqlite.broken-*"))


def test_a_checkpoint_that_is_no_database_is_set_aside(copied: tuple[Path, FilmRecord]) -> None:
    root, record = copied
    checkpoint = Workspace(root).film_folder(record.film) / "checkpoint.sqlite"
    checkpoint.write_text("this is no database at all, but longer than its header would be" * 20)
    again = asyncio.run(make(root))
    assert again.calls.made == 0
    with sqlite3.connect(checkpoint) as database:
        assert database.execute("select count(*) from checkpoints").fetchone()[0] > 0


def test_a_stopped_film_is_unfinished_and_goes_on(tmp_path: Path) -> None:
    async def stopped() -> None:
        task = asyncio.create_task(make(tmp_path))
        crew = studio(tmp_path)
        while not any((tmp_path / "films").glob("*/ledger.jsonl")):
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        [film] = crew.films()
        assert film.outcome is FilmOutcome.UNFINISHED
        record = crew.show(film.id)
        assert {scene.outcome for scene in record.scenes} <= {Outcome.CANCELLED, Outcome.ACCEPTED}

    asyncio.run(stopped())
    [film] = studio(tmp_path).films()
    record = asyncio.run(studio(tmp_path).resume(film.id))
    assert record.cut is not None
    events = EventLog(Workspace(tmp_path).film_folder(film.id) / "events.jsonl").read()
    assert [event.resumed for event in events if isinstance(event, Started)] == [False, True]
