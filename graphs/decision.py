"""What a user answers when the film waits for them."""

from typing import Annotated

from pydantic import Field

from videostudio.film.errors import ScriptError
from videostudio.film.noun import Noun
from videostudio.film.record import FilmRecord


class Decision(Noun):
    """Approved or not, and why. `seen` is what the film waited with when its user looked (`FilmRecord.awaited`); ""
    says yes or no to whatever it waits with now."""

    approved: bool
    note: Annotated[str, Field(max_length=2000)] = ""
    seen: Annotated[str, Field(max_length=80)] = ""


def refuse_unseen(decision: Decision, record: FilmRecord) -> None:
    """Raises ScriptError for a word on something else than the film waits with now."""
    if not decision.seen or decision.seen == record.awaited:
        return
    if not record.awaited:
        raise ScriptError("the film waits for no word any more: look at what became of it")
    what = record.awaited.partition("-")[0]
    raise ScriptError(
        f"the film has changed meanwhile: it waits with another {what} than the one you saw. "
        "Look at it and say your word again"
    )
