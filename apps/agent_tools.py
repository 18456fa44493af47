"""Films as LangChain tools, for agents built with LangChain or LangGraph.

What an agent says was written by a model, so that it gets the limits of a served door and names no files.
"""

import asyncio
from collections.abc import Callable, Coroutine
from os import PathLike
from pathlib import Path
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import BaseModel, Field, create_model

from videostudio.apps.decisions import LONGEST_NOTE, LONGEST_SEEN, SEEN, decision
from videostudio.apps.desk.desk import LONGEST_WISH, Desk
from videostudio.apps.desk.limits import Limits, served
from videostudio.apps.desk.paths import NOWHERE
from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.apps.forecasts import forecast_object
from videostudio.film.errors import Unclear, UserError
from videostudio.graphs.studio import Studio
from videostudio.tools.workspace import Workspace

Work = Callable[..., Coroutine[Any, Any, dict[str, Any]]]

_FILM = Field(description="the film's id, as make_film gave it")


_ASKED = ("prompt", "scenes", "seconds", "style", "size", "seed", "profile")
"""The wishes that a small model may be trusted to keep apart."""

_WISHES: Any = {name: (Wishes.model_fields[name].annotation, Wishes.model_fields[name]) for name in _ASKED}


_WORD = Field(default=True, description="wait with the script until review_film approves of it")

MakeFilm: type[BaseModel] = create_model(
    "MakeFilm", __doc__="The arguments of make_film.", review_script=(bool, _WORD), **_WISHES
)


class FilmStatus(BaseModel):
    """The arguments of film_status."""

    film: str = _FILM


class ReviewFilm(BaseModel):
    """The arguments of review_film."""

    film: str = _FILM
    approved: bool = Field(description="yes or no to what the film waits with")
    note: str = Field(default="", max_length=LONGEST_NOTE, description="why, above all for a no")
    seen: str = Field(default="", max_length=LONGEST_SEEN, description=SEEN)


class EditFilm(BaseModel):
    """The arguments of edit_film."""

    film: str = _FILM
    wish: str = Field(max_length=LONGEST_WISH, description='the change in plain English: "make scene 2 at night"')
    plan_only: bool = Field(default=False, description="only say what would be made again, and what it costs")


def film_tools(
    home: str | PathLike[str] | None = None,
    *,
    limits: Limits | None = None,
    opens: Callable[[Workspace], Studio] = Studio,
) -> list[BaseTool]:
    """make_film, film_status, review_film and edit_film over the workspace at `home`, None for the user's own; `limits`
    are those of the machine's served doors for None. Each waits until its film is made, or waits for a word."""
    workspace = Workspace.at(None if home is None else Path(home))
    desk = Desk(opens(workspace), workspace, limits=limits or served(workspace), paths=NOWHERE)

    async def make_film(review_script: bool = True, **said: Any) -> dict[str, Any]:
        """Make a film of several scenes whose people, places and things stay the same. Returns the film's id; where it
        waits for approval, show its scenes to the user and call review_film."""
        wishes = wishes_from({**said, "approve": "script" if review_script else ""})
        return (await desk.make(wishes)).in_short()

    async def film_status(film: str) -> dict[str, Any]:
        """Say where a film stands: its scenes, its files, what fell short, and whether it waits for approval."""
        return desk.status(film).in_short()

    async def review_film(film: str, approved: bool, note: str = "", seen: str = "") -> dict[str, Any]:
        """Say yes or no to the script or the cut that a film waits with. After a yes the film is made."""
        return (await desk.resume(film, decision(approved, note, seen))).in_short()

    async def edit_film(film: str, wish: str, plan_only: bool = False) -> dict[str, Any]:
        """Change a film in plain English; only what the change touches is made again."""
        if plan_only:
            return forecast_object(await desk.forecast_edit(film, wish))
        return (await desk.edit(film, wish)).in_short()

    return [
        _tool(make_film, MakeFilm),
        _tool(film_status, FilmStatus),
        _tool(review_film, ReviewFilm),
        _tool(edit_film, EditFilm),
    ]


def _tool(work: Work, arguments: type[BaseModel]) -> BaseTool:
    """`work` as a tool that tells the agent what it can mend itself, and raises everything else."""

    async def awaited(**said: Any) -> dict[str, Any]:
        try:
            return await work(**said)
        except Unclear as unclear:
            choices = "; ".join(unclear.choices)
            raise ToolException(f"{unclear} You could say: {choices}" if choices else str(unclear)) from unclear
        except UserError as error:
            raise ToolException(str(error)) from error

    def waited(**said: Any) -> dict[str, Any]:
        return asyncio.run(awaited(**said))

    return StructuredTool.from_function(
        func=waited,
        coroutine=awaited,
        name=work.__name__,
        description=work.__doc__,
        args_schema=arguments,
        handle_tool_error=True,
    )
