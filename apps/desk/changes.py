"""A change as somebody asks for it, understood before it is queued: what is queued are edits, not words."""

from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.work import Work
from videostudio.film.edits import Redo, ScriptEdit, Undo
from videostudio.film.errors import BriefError
from videostudio.film.forecast import Forecast

MOST_STEPS = 1000


async def understood(
    desk: Desk,
    film: str,
    *,
    wish: str | None = None,
    edits: tuple[ScriptEdit, ...] = (),
    undo: int | None = None,
    redo: int | None = None,
) -> tuple[Work, Forecast]:
    """The work that a change is, and what it would cost: a `wish` in plain English, `edits` by their kinds, or versions
    to go back or forth. Raises BriefError for anything but one of them, and the error tree for a change that cannot
    be."""
    if sum(map(bool, (wish, edits, undo, redo))) != 1:
        raise BriefError("say one of wish, edits, undo and redo")
    if wish is not None:
        proposal, forecast = await desk.understood(film, wish)
        return Work(edits=proposal.edits, step=proposal.step, said=proposal.said), forecast
    step = Undo(steps=undo) if undo else Redo(steps=redo) if redo else None
    return Work(edits=edits, step=step), await desk.forecast_edit(film, step or edits)
