"""Edits of whole films: they cost what they touch, leave the rest byte for byte, and can be taken back."""

import asyncio
import shutil
from collections import Counter
from pathlib import Path

import pytest
from films import make, small_brief, studio
from once import once

from videostudio.film.brief import Approval
from videostudio.film.camera import ShotSize
from videostudio.film.edits import (
    AddScene,
    OrderScenes,
    Redo,
    RemoveScenes,
    Retake,
    SetCamera,
    SetJoin,
    SetNarration,
    SetStyle,
    SetTime,
    Telling,
    TellScene,
    Undo,
)
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BriefError, ScriptError
from videostudio.film.record import FilmOutcome, FilmRecord
from videostudio.film.scene import TransitionKind
from videostudio.film.take import GENERATOR_STAGES, Stage
from videostudio.graphs.decision import Decision
from videostudio.graphs.studio import Studio
from videostudio.tools.ledger import Ledger, LineKind
from videostudio.tools.workspace import Workspace

PROMPT = "A dog runs across a meadow. The dog jumps. The dog eats. The dog sleeps."
NIGHT = (SetTime(scenes=("scene-2",), time="night"),)
FADE = (SetJoin(scenes=("scene-2",), join=TransitionKind.FADE),)
CAT = Entity(id="cat", name="cat", head="cat", kind=EntityKind.ANIMAL)
SLEEPS = Telling(event="The dog barks loudly.", action="bark", foreground=("dog",))


@pytest.fixture(scope="module")
def made(shared_root: Path) -> tuple[Path, FilmRecord]:
    brief = small_brief(prompt=PROMPT, scenes=4, duration_ms=4000)
    root = once(shared_root / "film-of-four-scenes", lambda root: asyncio.run(make(root, brief)))
    [film] = studio(root).films()
    return root, studio(root).show(film.id)


@pytest.fixture
def film(made: tuple[Path, FilmRecord], tmp_path: Path) -> tuple[Studio, FilmRecord]:
    """A copy of the finished film to work on."""
    root, record = made
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    return studio(tmp_path), record


def clips(crew: Studio, name: str) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((crew.folder(name) / "clips").iterdir())}


def movie(crew: Studio, name: str) -> bytes:
    return (crew.folder(name) / "film.mp4").read_bytes()


def started(crew: Studio, name: str) -> Counter[Stage]:
    """Everything ever begun for a film, by stage."""
    lines = Ledger(crew.folder(name) / "ledger.jsonl").lines()[0]
    return Counter(line.stage for line in lines if line.kind is LineKind.STARTED)


def test_night_in_one_scene_makes_that_scene_and_nothing_else(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    before, first, calls = clips(crew, record.film), movie(crew, record.film), started(crew, record.film)
    plan = asyncio.run(crew.forecast(record.film, NIGHT))
    assert plan.changes == ("scene 2: night",)
    wanted = Counter(request.stage for request in plan.made)
    assert {stage: wanted[stage] for stage in GENERATOR_STAGES} == {Stage.REFERENCE: 1, Stage.IMAGE: 1, Stage.CLIP: 1}
    kept = {(one.stage, one.about) for one in plan.reused}
    assert {(stage, f"scene-{n}") for stage in (Stage.IMAGE, Stage.CLIP) for n in (1, 3, 4)} <= kept
    assert (Stage.REFERENCE, "dog") in kept
    assert started(crew, record.film) == calls

    night = asyncio.run(crew.edit(record.film, NIGHT, "make scene 2 at night"))
    assert night.calls.made == plan.generator_calls == 3
    assert started(crew, record.film) - calls == wanted
    after = clips(crew, record.film)
    assert {name for name in after if after[name] != before[name]} == {"scene-2"}
    edited = movie(crew, record.film)
    assert edited != first

    back = asyncio.run(crew.forecast(record.film, Undo()))
    assert back.made == ()
    undone = asyncio.run(crew.edit(record.film, Undo()))
    assert (undone.calls.made, undone.script) == (0, record.script)
    assert clips(crew, record.film) == before
    assert movie(crew, record.film) == first
    assert asyncio.run(crew.edit(record.film, Redo())).calls.made == 0
    assert movie(crew, record.film) == edited

    history = crew.history(record.film)
    assert [(v.number, v.parent, v.said) for v in history.versions] == [(1, None, ""), (2, 1, "make scene 2 at night")]
    assert history.head == 2
    assert history.versions[0].script == record.script


def test_another_event_measures_no_other_scene_anew(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    before, calls = clips(crew, record.film), started(crew, record.film)
    edited = asyncio.run(crew.edit(record.film, (TellScene(scene="scene-2", telling=SLEEPS),)))
    new = started(crew, record.film) - calls
    assert (new[Stage.IMAGE], new[Stage.CLIP], new[Stage.REFERENCE]) == (1, 1, 0)
    assert new[Stage.SCORE] == 3
    after = clips(crew, record.film)
    assert {name for name in after if after[name] != before[name]} == {"scene-2"}
    assert edited.script is not None
    assert edited.script.scene("scene-2").event == "The dog barks loudly."


def test_another_take_asks_for_that_scene_once_more_and_for_nothing_else(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    before = clips(crew, record.film)
    plan = asyncio.run(crew.forecast(record.film, (Retake(scenes=("scene-2",)),)))
    assert sorted((one.stage, one.about) for one in plan.made if one.stage in GENERATOR_STAGES) == [
        (Stage.CLIP, "scene-2"),
        (Stage.IMAGE, "scene-2"),
    ]
    again = asyncio.run(crew.edit(record.film, (Retake(scenes=("scene-2",)),)))
    asked = [{scene.id: scene.takes[-1].requests for scene in one.scenes} for one in (record, again)]
    assert {name for name in asked[0] if asked[0][name] != asked[1][name]} == {"scene-2"}
    # Artwork leaves little to chance: the clip may well be the same one.
    after = clips(crew, record.film)
    assert {name for name in after if after[name] != before[name]} <= {"scene-2"}
    assert asyncio.run(crew.edit(record.film, Undo())).calls.made == 0
    assert clips(crew, record.film) == before


def test_joins_and_narration_cost_a_cut(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    plan = asyncio.run(crew.forecast(record.film, (*FADE, SetNarration(scene="scene-3", text="Nobody saw it."))))
    assert [one.stage for one in plan.made] == [Stage.CUT]


def test_order_and_removal_make_no_picture(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    order = OrderScenes(order=("scene-3", "scene-1", "scene-2", "scene-4"))
    plan = asyncio.run(crew.forecast(record.film, (order, RemoveScenes(scenes=("scene-4",)))))
    assert plan.generator_calls == 0
    moved = asyncio.run(crew.edit(record.film, (order, RemoveScenes(scenes=("scene-4",)))))
    assert (moved.calls.made, moved.duration_ms) == (0, 3000)
    assert set(clips(crew, record.film)) == {"scene-1", "scene-2", "scene-3"}
    assert [scene.id for scene in moved.scenes] == ["scene-3", "scene-1", "scene-2"]


def test_a_new_scene_and_a_new_style_cost_what_they_touch(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    new = (AddScene(after="scene-4", telling=SLEEPS),)
    assert asyncio.run(crew.forecast(record.film, new)).generator_calls == 2
    style = asyncio.run(crew.forecast(record.film, (SetStyle(style="watercolour"),)))
    assert style.generator_calls == len(record.cast) + 2 * len(record.scenes)
    camera = asyncio.run(crew.forecast(record.film, (SetCamera(scenes=("scene-1",), shot=ShotSize.CLOSE),)))
    assert camera.generator_calls == 2


def test_seconds_come_from_what_was_made(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    plan = asyncio.run(crew.forecast(record.film, NIGHT))
    clip = next(one for one in plan.made if one.stage is Stage.CLIP)
    assert clip.seconds is not None
    assert 0 < clip.seconds < record.seconds["total"]
    assert plan.seconds is not None
    assert clip.seconds <= plan.seconds < 2 * record.seconds["total"]
    assert plan.money_milli == 0
    assert all(one.seconds == 0 for one in plan.reused)


def test_the_same_sentence_gives_the_edited_film_back(film: tuple[Studio, FilmRecord], tmp_path: Path) -> None:
    crew, record = film
    asyncio.run(crew.edit(record.film, NIGHT))
    edited = movie(crew, record.film)
    again = asyncio.run(make(tmp_path, record.brief))
    assert (again.film, again.calls.made) == (record.film, 0)
    assert movie(crew, record.film) == edited
    files = [crew.folder(record.film) / name for name in ("history.json", "order.json")]
    written = [path.stat().st_mtime_ns for path in files]
    assert asyncio.run(crew.resume(record.film)).calls.made == 0
    assert [path.stat().st_mtime_ns for path in files] == written, "nothing has changed, so nothing is written"
    assert movie(crew, record.film) == edited


def test_who_saw_an_older_version_is_told(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    asyncio.run(crew.edit(record.film, FADE, base=1))
    with pytest.raises(ScriptError, match="you saw version 1, it has version 2 now"):
        asyncio.run(crew.edit(record.film, NIGHT, base=1))
    with pytest.raises(ScriptError, match="nothing to redo"):
        asyncio.run(crew.forecast(record.film, Redo()))
    assert crew.history(record.film).head == 2


def test_an_edit_of_a_waiting_script_waits_again_and_costs_nothing(furnished: Path) -> None:
    brief = small_brief(approvals=[Approval.SCRIPT, Approval.CUT])
    crew = studio(furnished)
    waiting = asyncio.run(make(furnished, brief))
    edited = asyncio.run(crew.edit(waiting.film, NIGHT))
    assert (edited.outcome, edited.calls.ledger) == (FilmOutcome.AWAITING_SCRIPT, 0)
    # Days later, from another process: nothing but the folder is there.
    later = Studio(Workspace(furnished))
    shown = asyncio.run(later.resume(waiting.film, Decision(approved=True)))
    assert shown.outcome is FilmOutcome.AWAITING_CUT
    assert shown.script is not None
    assert shown.script.entity(shown.script.scene("scene-2").background).aspect("time") == "night"
    dawn = asyncio.run(later.edit(waiting.film, (SetTime(scenes=("scene-1",), time="dawn"),)))
    assert dawn.outcome is FilmOutcome.AWAITING_CUT
    assert dawn.calls.made == 3
    done = asyncio.run(later.resume(waiting.film, Decision(approved=True)))
    assert done.cut is not None
    assert asyncio.run(later.resume(waiting.film)).calls.made == 0


def test_newcomers_are_described_once_and_for_ever(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    telling = Telling(event="A cat sleeps.", action="sleep", foreground=("cat",), newcomers=(CAT,))
    asyncio.run(crew.edit(record.film, (TellScene(scene="scene-3", telling=telling),)))
    described = crew.history(record.film).current.script.entity("cat").description
    assert described.startswith("A cat.")
    asyncio.run(crew.edit(record.film, FADE))
    assert crew.history(record.film).current.script.entity("cat").description == described


def test_a_film_without_a_script_cannot_be_edited(film: tuple[Studio, FilmRecord]) -> None:
    crew, record = film
    (crew.folder(record.film) / "record.json").unlink()
    with pytest.raises(BriefError, match="has no script yet"):
        asyncio.run(crew.edit(record.film, NIGHT))
