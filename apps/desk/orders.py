"""From an order to a job. The same order again is the same film, so that whoever asks twice pays once."""

import asyncio
from collections.abc import Mapping

from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.wishes import Wishes
from videostudio.apps.desk.work import Job, JobState
from videostudio.film.errors import FilmBusy, TooBusy


class Orders:
    """Takes orders, one at a time: pictures are opened there, and two of the same film would lock each other out."""

    def __init__(self) -> None:
        self._one = asyncio.Lock()

    async def take(self, seat: Seat, wishes: Wishes, pictures: Mapping[str, bytes]) -> Job:
        """The job of the film that is ordered; durable when this returns. Raises the error tree."""
        async with self._one:
            if pictures:
                # Before they are kept: who is turned away leaves nothing here.
                seat.jobs.require_turn()
            return await _job(seat, *await asyncio.to_thread(_begun, seat, wishes, pictures))

    async def remix(self, seat: Seat, film: str, wish: str) -> Job:
        """The job of another film, that of the script of `film` after a change in plain English. Raises the error
        tree."""
        meant, _ = await seat.desk.understood(film, wish)
        async with self._one:
            known = seat.desk.workspace.film_ids()
            other = await asyncio.to_thread(seat.desk.studio.begin_variant, film, meant.step or meant.edits)
            return await _job(seat, other, other not in known)


async def _job(seat: Seat, film: str, is_new: bool) -> Job:
    """The job of a film whose order lies there; one that may not even wait is forgotten again."""
    job = seat.jobs.job(film)
    if job.state in (JobState.DONE, JobState.WAITING):
        return job
    try:
        return seat.jobs.submit(film)
    except TooBusy:
        if is_new:
            await asyncio.to_thread(seat.desk.remove, film)
        raise


def _begun(seat: Seat, wishes: Wishes, pictures: Mapping[str, bytes]) -> tuple[str, bool]:
    """The id of the film, its order kept, and whether there was none before."""
    studio, known = seat.desk.studio, set(seat.desk.workspace.film_ids())
    brief, options = seat.desk.asked_for(wishes, pictures)
    try:
        film = studio.begin(brief, options)
    except FilmBusy:
        # It is being made: the order is that film's. One that must be new never is.
        film = studio.film_of(brief, options)
        if film not in known:
            raise
    return film, film not in known
