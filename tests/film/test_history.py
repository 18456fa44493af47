"""Versions of a script: kept for ever, walked back and forth."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from videostudio.film.edits import Redescribe, SetCamera, SetStyle, SetTime
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.history import History, begun
from videostudio.film.scene import Scene
from videostudio.film.script import Script

NOW = datetime(2026, 11, 28, tzinfo=UTC)
FIRST = Script(
    title="A Meadow",
    entities=(Entity(id="meadow", name="meadow", kind=EntityKind.PLACE),),
    scenes=(
        Scene(id="scene-1", event="It rains.", action="rain", foreground=(), background="meadow", duration_ms=1000),
    ),
)


def grown(history: History, title: str) -> History:
    return history.grown(FIRST.model_copy(update={"title": title}), (SetStyle(style=title),), f"call it {title}", NOW)


def test_every_version_knows_parent_edit_words_and_time() -> None:
    history = grown(grown(begun(FIRST, NOW), "One"), "Two")
    assert [(v.number, v.parent, v.said, v.when) for v in history.versions] == [
        (1, None, "", NOW),
        (2, 1, "call it One", NOW),
        (3, 2, "call it Two", NOW),
    ]
    assert history.versions[2].edits == (SetStyle(style="Two"),)
    assert [version.script.version for version in history.versions] == [1, 2, 3]
    assert History.model_validate_json(history.model_dump_json()) == history


def test_undo_gives_the_very_script_back_and_redo_the_edit() -> None:
    history = grown(grown(begun(FIRST, NOW), "One"), "Two")
    back = history.undone(2)
    assert back.current.script.model_dump_json() == FIRST.model_dump_json()
    assert back.redone().current.script.title == "One"
    assert back.redone(2) == history


def test_an_edit_after_an_undo_is_a_branch_and_nothing_is_lost() -> None:
    history = grown(grown(begun(FIRST, NOW), "One").undone(), "Other")
    assert (history.current.number, history.current.parent) == (3, 1)
    assert [version.script.title for version in history.versions] == ["A Meadow", "One", "Other"]
    assert len({version.script.version for version in history.versions}) == 3
    assert history.undone().redone().current.script.title == "Other"


def test_there_is_an_end_to_undo_and_redo() -> None:
    history = grown(begun(FIRST, NOW), "One")
    with pytest.raises(ScriptError, match="nothing to redo"):
        history.redone()
    with pytest.raises(ScriptError, match=r"only 1 step\(s\)"):
        history.undone(2)
    with pytest.raises(ScriptError, match="nothing to undo: this is the first version"):
        begun(FIRST, NOW).undone()


def test_a_history_that_contradicts_itself_is_refused() -> None:
    history = grown(begun(FIRST, NOW), "One")
    for broken in ({"head": 3}, {"versions": history.versions[1:]}, {"versions": history.versions[::-1]}):
        with pytest.raises(ValidationError):
            History.model_validate({**dict(history), **broken})


def test_edits_that_say_nothing_are_refused() -> None:
    with pytest.raises(ValidationError, match="names a direction"):
        SetCamera(scenes=("scene-1",))
    with pytest.raises(ValidationError, match="at least one aspect"):
        Redescribe(entity="meadow")
    with pytest.raises(ValidationError):
        SetTime(scenes=(), time="night")
    with pytest.raises(ValidationError):
        SetTime(scenes=("scene-1",), time="<b>night</b>")
