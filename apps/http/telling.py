"""A film's events as server-sent events."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

from videostudio.apps.desk.service import Seat
from videostudio.apps.http.faults import said_of
from videostudio.apps.http.films import video_of
from videostudio.apps.http.seats import is_owner
from videostudio.film.errors import FilmNotFound, TooBusy
from videostudio.tools.events import Event, Failed, to_json

MOST_STREAMS = 20
"""Of one guest."""

QUIET_S = 15.0
"""After which a word is sent for those who close quiet connections."""


class Streams:
    """How many streams every guest has open: each holds one of the requests that may be answered at a time."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    def told(self, seat: Seat, film: str, after: int) -> AsyncIterator[str]:
        """As `told` below. Raises TooBusy, before anything is sent."""
        if self._open[seat.guest.name] >= MOST_STREAMS:
            raise TooBusy(f"{MOST_STREAMS} streams of events are open: close one", QUIET_S)
        return self._counted(seat, film, after)

    async def _counted(self, seat: Seat, film: str, after: int) -> AsyncIterator[str]:
        self._open[seat.guest.name] += 1
        try:
            async with aclosing(told(seat, film, after)) as lines:
                async for line in lines:
                    yield line
        finally:
            self._open[seat.guest.name] -= 1


async def told(seat: Seat, film: str, after: int) -> AsyncGenerator[str]:
    """Every event after the one numbered `after`, and at last "done" with the film as it stands. A film that is
    removed meanwhile just ends."""
    events = seat.jobs.follow(film, after)
    coming: asyncio.Task[Event] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            done, _ = await asyncio.wait({coming}, timeout=QUIET_S)
            if not done:
                yield ": still at it\n\n"
                continue
            event, coming = coming.result(), None
            yield f"id: {event.seq}\nevent: {event.type}\ndata: {to_json(_for(seat, event))}\n\n"
    except StopAsyncIteration:
        found = video_of(seat, seat.desk.status(film))
        yield f"event: done\ndata: {found.model_dump_json()}\n\n"
    except FilmNotFound:
        return
    finally:
        if coming is not None:
            coming.cancel()


async def _next(events: AsyncIterator[Event]) -> Event:
    return await anext(events)


def _for(seat: Seat, event: Event) -> Event:
    """An event without what is only the operator's business."""
    if not isinstance(event, Failed):
        return event
    return event.model_copy(update={"text": said_of(event.error, event.text, is_owner=is_owner(seat))})
