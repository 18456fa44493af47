"""A change as somebody asks for it, understood before it is queued: what is queued are edits, not words."""

import asyncio
from collections.abc import Mapping

from videostudio.apps.desk.desk import Desk
from videostudio.apps.desk.pictures import brought
from videostudio.apps.desk.work import Work
from videostudio.film.edits import Redo, ScriptEdit, Undo, UseImage
from videostudio.film.errors import BeyondLimits, BriefError, ReferenceError_
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
    references: Mapping[str, str] | None = None,
) -> tuple[Work, Forecast]:
    """The work that a change is, and what it would cost: a `wish` in plain English, `edits` by their kinds, versions to
    go back or forth, or `references`: pictures as data URLs, by the names of whom they are to show. Raises BriefError
    for anything but one of them, and the error tree for a change that cannot be."""
    if sum(map(bool, (wish, edits, undo, redo, references))) != 1:
        raise BriefError("say one of wish, edits, undo, redo and references")
    # What is asked for is asked of the version there is now, however long it takes to read and to reckon.
    base = desk.studio.history(film).head
    if references:
        edits = await asyncio.to_thread(_pictured, desk, film, references)
    if wish is not None:
        proposal, forecast = await desk.understood(film, wish)
        return Work(edits=proposal.edits, step=proposal.step, base=proposal.base, said=proposal.said), forecast
    step = Undo(steps=undo) if undo else Redo(steps=redo) if redo else None
    return Work(edits=edits, step=step, base=base), await desk.forecast_edit(film, step or edits)


def _pictured(desk: Desk, film: str, references: Mapping[str, str]) -> tuple[ScriptEdit, ...]:
    """Pictures, kept, as edits. Nobody is looked for in a file."""
    if len(references) > desk.limits.pictures:
        raise BeyondLimits(f"references: {len(references)} pictures are too many, at most {desk.limits.pictures} here")
    named, pictures = brought(references)
    if named:
        raise ReferenceError_("a picture for a film that there is comes as data:image/...;base64,...")
    script = desk.studio.history(film).current.script
    ids = {name.casefold(): one.id for one in script.entities for name in (one.name, one.id)}
    if unknown := [name for name in pictures if name.casefold() not in ids]:
        there = ", ".join(entity.name for entity in script.entities)
        raise BriefError(f"nobody in this film is called {unknown[0][:80]!r}: there are {there}")
    return tuple(
        UseImage(entity=ids[name.casefold()], image=desk.picture(name, data)) for name, data in pictures.items()
    )
