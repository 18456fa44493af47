"""A film's versions, in its folder: every script it ever had, and which of them it has now."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from videostudio.agents.editing.apply import edited
from videostudio.agents.editing.saying import in_words
from videostudio.film.brief import Brief
from videostudio.film.edits import Redo, ScriptEdit, Undo
from videostudio.film.errors import BriefError, StudioError
from videostudio.film.history import History, begun
from videostudio.film.record import FilmRecord
from videostudio.film.script import Script, against
from videostudio.tools.store.durable import Kind, write_atomic

HISTORY_FILE = "history.json"

Change = tuple[ScriptEdit, ...] | Undo | Redo
"""What makes another version of a script the film's: edits, or steps back and forth."""


def now() -> datetime:
    """The time, as versions note it."""
    return datetime.now(UTC)


def unwritten(film: str) -> BriefError:
    """Of a film that has no script."""
    return BriefError(f"'{film}' has no script yet: finish it first with `videostudio resume {film}`")


def load(folder: Path, record: FilmRecord | None) -> History:
    """The film's history; it begins with the script of its record. Raises BriefError for a film without a script,
    StudioError for a file that cannot be read."""
    try:
        return History.model_validate_json((folder / HISTORY_FILE).read_bytes())
    except FileNotFoundError:
        pass
    except (OSError, ValidationError) as error:
        raise StudioError(f"the versions in {folder / HISTORY_FILE} cannot be read: {error}") from error
    if record is None or record.script is None:
        raise unwritten(folder.name)
    return begun(record.script, now())


def keep(history: History, folder: Path) -> None:
    """Makes the history durable."""
    write_atomic(folder / HISTORY_FILE, history.model_dump_json().encode(), kind=Kind.FILM)


def changed(history: History, change: Change, brief: Brief, said: str) -> tuple[History, tuple[str, ...]]:
    """The history after a change, and the change in words. Edits may go against the brief, since they are its user's
    later word: that is among the words. Raises ScriptError for a change that cannot be."""
    if isinstance(change, Undo | Redo):
        back = isinstance(change, Undo)
        after = history.undone(change.steps) if back else history.redone(change.steps)
        told = f"{'back' if back else 'on'} to version {after.head}: {after.current.said or 'as it was made'}"
        return after, (told,)
    script, words = history.current.script, list[str]()
    for one in change:
        words.append(in_words(script, one))
        script = edited(script, [one])
    return history.grown(script, change, said, now()), (*words, *against(history.current.script, script, brief))


def settled(history: History, filmed: Script) -> History:
    """With the current version as it was filmed: newcomers described, scenes that could not be shot rewritten. So the
    next edit starts from what is seen, and no face is described twice. The first version is what there was before."""
    at = history.current
    if at.is_first or filmed == at.script:
        return history
    versions = list(history.versions)
    versions[at.number - 1] = at.model_copy(update={"script": filmed})
    return history.model_copy(update={"versions": tuple(versions)})


def own_images(folder: Path) -> frozenset[str]:
    """The sha256 of users' own pictures in any version: a clean-up of the store has to keep them."""
    try:
        history = History.model_validate_json((folder / HISTORY_FILE).read_bytes())
    except (OSError, ValidationError):
        return frozenset()
    entities = (entity for version in history.versions for entity in version.script.entities)
    return frozenset(entity.own_image.sha256 for entity in entities if entity.own_image is not None)
