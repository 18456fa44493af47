"""The user's word on a storyboard, asked of them by their client where it can."""

from typing import Any

from mcp.server.mcpserver import Context
from pydantic import BaseModel, Field

from videostudio.apps.decisions import LONGEST_NOTE
from videostudio.apps.desk.films import Film
from videostudio.film.brief import Approval

ASK_THEM = (
    "this client cannot ask its user: show them the title and the scenes, ask for their word, and call "
    "review_storyboard again with approved true or false, a note with what they said, and the film's `awaited` as "
    "`seen`"
)
NO_WORD = "the user gave no answer, and the film still waits: ask them again later, or call cancel_video"

NO_QUESTION = "it waits for no answer: get_video says where it stands"


class Word(BaseModel):
    """What the user is asked."""

    approved: bool = Field(description="Go on with it as it is?")
    note: str = Field(default="", max_length=LONGEST_NOTE, description="Why, above all for a no")


def can_ask(context: Context[Any, Any]) -> bool:
    """Whether the client shows its user a form when it is asked to."""
    said = context.client_capabilities
    asks = said.elicitation if said is not None else None
    # A client that says nothing of its forms has them: what came before there were several kinds.
    return asks is not None and (asks.form is not None or asks.url is None)


def question(film: Film) -> str:
    """What the user reads before they say yes or no."""
    what = "finished cut" if film.waiting is Approval.CUT else "storyboard"
    title = film.script.title if film.script else film.id
    scenes = "\n".join(f"{number}. {scene.event}" for number, scene in enumerate(film.scenes, 1))
    return f"The {what} of {title}:\n{scenes}\nDo you approve of it?"
