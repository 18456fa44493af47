"""The five tools: each turns a call into one call of the desk's, and the film into an answer."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, cast

from mcp.server.elicitation import AcceptedElicitation, ElicitationResult
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.resolve import Elicit, Resolve
from mcp.server.mcpserver.tools import Tool
from mcp.types import CallToolResult, ToolAnnotations
from pydantic import Field

from videostudio.apps.decisions import LONGEST_NOTE, LONGEST_SEEN, SEEN, decision
from videostudio.apps.desk.changes import MOST_STEPS, understood
from videostudio.apps.desk.desk import LONGEST_WISH
from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.pictures import brought
from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.wishes import wishes_from
from videostudio.apps.desk.work import Work
from videostudio.apps.forecasts import forecast_object
from videostudio.apps.mcp import asking, shapes
from videostudio.apps.mcp.arguments import tool, with_wishes
from videostudio.apps.mcp.seating import Seats, seated
from videostudio.apps.mcp.waiting import LONGEST_WAIT_S, USUAL_WAIT_S, settled

Ctx = Context[Any, Any]
FilmId = Annotated[str, Field(max_length=80, description="the film's id, as create_video gave it")]
Wait = Annotated[
    float,
    Field(ge=0, le=LONGEST_WAIT_S, description="seconds to wait for the film within this call; it goes on after them"),
]
Wish = Annotated[
    str | None, Field(max_length=LONGEST_WISH, description='the change in plain English: "make scene 2 at night"')
]
Steps = Annotated[int | None, Field(ge=1, le=MOST_STEPS)]
Answer = Annotated[CallToolResult, shapes.Told]

ONLY_A_PLAN = "nothing was changed: call edit_video again without plan_only to have it done"

_LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_MAKES = ToolAnnotations(destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_CHANGES = ToolAnnotations(destructive_hint=False, idempotent_hint=False, open_world_hint=False)


def five(seats: Seats, *, is_here: bool) -> Sequence[Tool]:
    """The tools for whom `seats` lets in; `is_here` is whether they ask from this machine."""
    orders = Orders()

    async def answer(seat: Seat, film: str, wait_s: float, context: Ctx, then: str = "") -> CallToolResult:
        await settled(seat, film, wait_s, context)
        return await asyncio.to_thread(lambda: shapes.told(seat, seat.film(film), is_here=is_here, then=then))

    @with_wishes
    async def create_video(context: Ctx, wait_s: Wait = USUAL_WAIT_S, **said: Any) -> Answer:
        """Make a film of several scenes whose people, places and things stay the same. The same order again is the same
        film, and goes on with it. With approve "script" it waits with its storyboard for review_storyboard."""
        with seated(seats, context) as seat:
            said["references"], pictures = brought(said["references"])
            job = await orders.take(seat, wishes_from(said), pictures)
            return await answer(seat, job.film, wait_s, context)

    async def get_video(film: FilmId, context: Ctx, wait_s: Wait = 0) -> Answer:
        """Say where a film stands: its scenes, its files, what fell short, and whether it waits for its user's word."""
        with seated(seats, context) as seat:
            return await answer(seat, seat.film(film).id, wait_s, context)

    async def looked(film: str, context: Ctx) -> str:
        with seated(seats, context) as seat:
            return seat.film(film).record.awaited

    async def ask(film: str, approved: bool | None, context: Ctx) -> asking.Word | Elicit[asking.Word] | None:
        if approved is not None or not asking.can_ask(context):
            return None
        with seated(seats, context) as seat:
            found = seat.film(film)
        return None if found.waiting is None else Elicit(asking.question(found), asking.Word)

    async def review_storyboard(
        film: FilmId,
        context: Ctx,
        asked_of: Annotated[str, Resolve(looked)],
        word: Annotated[ElicitationResult[asking.Word], Resolve(ask)],
        approved: Annotated[bool | None, Field(description="the user's word; left out, their client asks them")] = None,
        note: Annotated[str, Field(max_length=LONGEST_NOTE, description="why, above all for a no")] = "",
        seen: Annotated[str, Field(max_length=LONGEST_SEEN, description=SEEN)] = "",
        wait_s: Wait = USUAL_WAIT_S,
    ) -> Answer:
        """Give the user's yes or no to the storyboard or the cut that a film waits with; after a yes it is made. Leave
        `approved` out, so that the user is asked."""
        with seated(seats, context) as seat:
            found = seat.film(film)
            if not isinstance(word, AcceptedElicitation):
                return await answer(seat, found.id, 0, context, asking.NO_WORD)
            # Where `ask` asked nothing there is no word, of which the type of an accepted one knows nothing.
            asked = cast("asking.Word | None", word.data)
            said = asked if approved is None else asking.Word(approved=approved, note=note)
            if said is None:
                return await answer(
                    seat, found.id, 0, context, asking.ASK_THEM if found.waiting else asking.NO_QUESTION
                )
            seen = asked_of if approved is None else seen
            job = seat.jobs.submit(found.id, Work(decision=decision(said.approved, said.note, seen)))
            return await answer(seat, job.film, wait_s, context)

    async def edit_video(
        film: FilmId,
        context: Ctx,
        wish: Wish = None,
        undo: Annotated[Steps, Field(description="changes to take back")] = None,
        redo: Annotated[Steps, Field(description="changes to bring back")] = None,
        references: Annotated[
            dict[str, str] | None,
            Field(description="pictures as data URLs, by the name of whom in the film they are to show"),
        ] = None,
        plan_only: Annotated[bool, Field(description="only say what would be made again, and what it costs")] = False,
        wait_s: Wait = USUAL_WAIT_S,
    ) -> Answer:
        """Change a film by one of wish, undo, redo and references; only what the change touches is made again."""
        with seated(seats, context) as seat:
            found = seat.film(film)
            work, forecast = await understood(
                seat.desk, found.id, wish=wish, undo=undo, redo=redo, references=references
            )
            if plan_only:
                plan = forecast_object(forecast)
                return shapes.told(seat, found, is_here=is_here, then=ONLY_A_PLAN, plan=plan)
            return await answer(seat, seat.jobs.submit(found.id, work).film, wait_s, context)

    async def cancel_video(film: FilmId, context: Ctx) -> Answer:
        """Stop the work on a film. What was finished is kept, and the same order again goes on with it."""
        with seated(seats, context) as seat:
            job = await seat.jobs.cancel(seat.film(film).id)
            return await answer(seat, job.film, 0, context)

    return [
        tool(create_video, "Make a film", _MAKES),
        tool(get_video, "Look at a film", _LOOKS),
        tool(review_storyboard, "Approve or reject a storyboard", _CHANGES),
        tool(edit_video, "Change a film", _CHANGES),
        tool(cancel_video, "Stop the work on a film", _MAKES),
    ]
