"""The public face inside an event loop: the same names as in `videostudio`, to be awaited.

Every function takes `home`, the workspace (None: the user's own), and those that make something `on_event`, which sees
everything that happens. All raise the errors of `videostudio.film.errors`.
"""

from collections.abc import Callable
from os import PathLike, fspath
from pathlib import Path
from typing import Any

from videostudio.apps.decisions import decision
from videostudio.apps.desk.desk import Desk, opened
from videostudio.apps.desk.films import Film
from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.film.brief import Brief
from videostudio.film.conversation import Reply
from videostudio.film.errors import BriefError
from videostudio.film.forecast import Forecast
from videostudio.film.script import Script
from videostudio.graphs.versions import Change
from videostudio.tools.events import Event

Home = str | PathLike[str] | None
OnEvent = Callable[[Event], None] | None
Asked = str | Wishes | Brief
"""A prompt; a prompt with wishes; or a whole brief."""

_HOW = ("profile", "writer", "upscale", "name", "new", "workers", "out")


async def make_film(asked: Asked, *, home: Home = None, on_event: OnEvent = None, **wishes: Any) -> Film:
    """The film of a prompt and of `wishes` (`scenes=3, seconds=12, size="640x360", approve="script"` - the fields of
    Wishes), or of a whole Brief, for which only `profile`, `writer`, `upscale`, `name`, `new`, `workers` and `out` are
    left to say. The same again returns the same film, or goes on with it."""
    desk = _desk(home, on_event)
    if not isinstance(asked, Brief):
        return await desk.make(_wishes(asked, wishes))
    return await desk.make_of(asked, desk.options(_beside_a_brief(wishes)))


async def plan(asked: Asked, *, home: Home = None, on_event: OnEvent = None, **wishes: Any) -> Script:
    """Only the script: cast, scenes, camera. Asked for as in `make_film`."""
    desk = _desk(home, on_event)
    if not isinstance(asked, Brief):
        return await desk.plan(_wishes(asked, wishes))
    return await desk.plan_of(asked, desk.options(_beside_a_brief(wishes)))


async def forecast(film: str, change: str | Change, *, home: Home = None) -> Forecast:
    """What a change of a film would cost; nothing is changed."""
    return await _desk(home).forecast_edit(film, change)


async def resume(film: str, *, home: Home = None, on_event: OnEvent = None) -> Film:
    """Goes on with a film that was stopped."""
    return await _desk(home, on_event).resume(film)


async def approve(film: str, note: str = "", *, seen: str = "", home: Home = None, on_event: OnEvent = None) -> Film:
    """Says yes to the script or the cut that a film waits with, and goes on. `seen` is the `record.awaited` of the Film
    that was looked at: with it, a film that waits with something else by now raises ScriptError."""
    return await _desk(home, on_event).resume(film, decision(True, note, seen))


async def reject(film: str, note: str, *, seen: str = "", home: Home = None, on_event: OnEvent = None) -> Film:
    """Says no to what a film waits with, and why. `seen` as in `approve`."""
    return await _desk(home, on_event).resume(film, decision(False, note, seen))


async def edit(film: str, change: str | Change, *, home: Home = None, on_event: OnEvent = None) -> Film:
    """The film after a change in plain English ("make scene 2 at night"), or after edits of `videostudio.film.edits`:
    only what it touches is made again. Raises Unclear for words that ask for no change."""
    return await _desk(home, on_event).edit(film, change)


async def undo(film: str, steps: int = 1, *, home: Home = None, on_event: OnEvent = None) -> Film:
    """The film as it was, so many changes ago."""
    return await _desk(home, on_event).undo(film, steps)


async def redo(film: str, steps: int = 1, *, home: Home = None, on_event: OnEvent = None) -> Film:
    """The film after changes that were undone."""
    return await _desk(home, on_event).redo(film, steps)


async def chat(
    words: str, talk: str, *, film: str | None = None, home: Home = None, on_event: OnEvent = None, **wishes: Any
) -> Reply:
    """The answer to a sentence in the conversation called `talk`, which is kept. `film` is what a new one is about;
    without, its first sentence is the prompt of a film, for which `wishes` count."""
    return await _desk(home, on_event).talk(talk, film=film, wishes=_wishes("", wishes)).say(words)


async def render(film: str, profile: str, *, home: Home = None, on_event: OnEvent = None, **wishes: Any) -> Film:
    """The script of a film with other pixels: another film."""
    return await _desk(home, on_event).render(film, _wishes("", {**wishes, "profile": profile}))


async def cancel(film: str, *, home: Home = None) -> None:
    """Stops a film that somebody is making; what was finished is kept, and `resume` goes on."""
    _desk(home).cancel(film)


async def status(film: str, *, home: Home = None) -> Film:
    """Where a film stands."""
    return _desk(home).status(film)


def _desk(home: Home, on_event: OnEvent = None) -> Desk:
    return opened(None if home is None else Path(home), on_event)


def _wishes(asked: str | Wishes, wishes: dict[str, Any]) -> Wishes:
    said = asked.model_dump(exclude_unset=True) if isinstance(asked, Wishes) else {"prompt": asked}
    if wishes.get("out") is not None:
        wishes = {**wishes, "out": fspath(wishes["out"])}
    return wishes_from({**said, **wishes})


def _beside_a_brief(wishes: dict[str, Any]) -> Wishes:
    """The wishes that say how a film is made; what it is says its brief. Raises BriefError."""
    said = _wishes("", wishes)
    if others := sorted(said.model_fields_set - {"prompt", *_HOW}):
        raise BriefError(f"'{others[0]}' stands in the Brief itself: beside one, say {', '.join(_HOW)}")
    return said
