"""Waiting for a film within a call, with progress for whoever wants to hear of it."""

from contextlib import aclosing
from typing import Any

import anyio
from mcp.server.mcpserver import Context

from videostudio.apps.desk.service import Seat
from videostudio.apps.stages import STAGE_WORDS
from videostudio.tools.events import Progress

LONGEST_WAIT_S = 600
USUAL_WAIT_S = 30
"""Many clients give up on a call after a minute."""


async def settled(seat: Seat, film: str, wait_s: float, context: Context[Any, Any]) -> None:
    """Returns when the work on a film has ended or `wait_s` are over. The film does not mind: it goes on."""
    known = seat.desk.events(film)
    shown = 0.0
    with anyio.move_on_after(wait_s):
        async with aclosing(seat.jobs.follow(film, known[-1].seq if known else 0)) as events:
            async for event in events:
                # A film that is cut again begins anew, and progress may only grow within a call.
                if isinstance(event, Progress) and (done := seat.jobs.progress(film)) > shown:
                    shown = done
                    await context.report_progress(shown, 1.0, f"{STAGE_WORDS[event.stage]} {event.step}/{event.total}")
