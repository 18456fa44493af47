"""Looks at films for the routes: a film with its job, and the films of a guest in pages."""

from videostudio.apps.desk.films import Film
from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.work import Job
from videostudio.apps.http import shapes
from videostudio.apps.http.seats import is_owner


def video_of(seat: Seat, film: Film, job: Job | None = None) -> shapes.Video:
    """A film as it stands."""
    work = job or seat.jobs.job(film.id)
    created_s = _created_s(seat, film.id, work)
    return shapes.video(film, work, created_s, seat.jobs.progress(film.id), is_owner=is_owner(seat))


def page(seat: Seat, after: str | None, limit: int, *, newest_first: bool) -> shapes.Videos:
    """`limit` films, from the one behind the film `after` on. An `after` that is gone begins anew."""
    jobs = {job.film: job for job in seat.jobs.jobs()}
    ids = sorted(
        seat.desk.workspace.film_ids(),
        key=lambda film: (_created_s(seat, film, jobs.get(film)), film),
        reverse=newest_first,
    )
    begin = ids.index(after) + 1 if after in ids else 0
    data = [video_of(seat, seat.desk.status(film)) for film in ids[begin : begin + limit]]
    return shapes.Videos(
        data=data,
        first_id=data[0].id if data else None,
        last_id=data[-1].id if data else None,
        has_more=begin + limit < len(ids),
    )


def _created_s(seat: Seat, film: str, job: Job | None) -> float:
    """When a film was ordered here; of one from another door, when its folder last changed."""
    if job is not None and (queued_s := job.first_s or job.queued_s):
        return queued_s
    try:
        return seat.desk.workspace.film_folder(film).stat().st_mtime
    except FileNotFoundError:
        return 0.0
