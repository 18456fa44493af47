"""The routes by which a film is directed: its script, its user's word, changes, events."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import Field, field_validator, model_validator

from videostudio.apps.decisions import LONGEST_NOTE, LONGEST_SEEN, SEEN, decision
from videostudio.apps.desk.changes import MOST_STEPS, understood
from videostudio.apps.desk.desk import LONGEST_WISH
from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.words import is_broken, texts
from videostudio.apps.desk.work import Work
from videostudio.apps.forecasts import forecast_object
from videostudio.apps.http.films import video_of
from videostudio.apps.http.seats import AskedFor
from videostudio.apps.http.shapes import Planned, Video, Written
from videostudio.apps.http.telling import Streams
from videostudio.film.brief import Element
from videostudio.film.edits import ScriptEdit
from videostudio.film.errors import FilmNotFound
from videostudio.film.noun import Noun

router = APIRouter(prefix="/v1/videos/{video_id}", tags=["directing"])

MOST_EDITS = 100


class _Said(Noun):
    @field_validator("*", mode="before")
    @classmethod
    def _whole_characters(cls, said: Any) -> Any:
        if any(map(is_broken, texts(said))):
            raise ValueError("it holds half a character (U+D800 to U+DFFF): send it as UTF-8")
        return said


class Review(_Said):
    """Your word on what a film waits with."""

    approved: bool
    note: str = Field(default="", max_length=LONGEST_NOTE)
    seen: str = Field(default="", max_length=LONGEST_SEEN, description=SEEN)


class Edit(_Said):
    """One of these: a `wish` in plain English, `edits` by their kinds, versions to go back (`undo`) or forth (`redo`),
    or `references`: pictures as data URLs, by the names of whom they are to show. With `plan_only` nothing is
    changed."""

    wish: str | None = Field(default=None, max_length=LONGEST_WISH)
    edits: tuple[ScriptEdit, ...] = Field(default=(), max_length=MOST_EDITS)
    undo: int | None = Field(default=None, ge=1, le=MOST_STEPS)
    redo: int | None = Field(default=None, ge=1, le=MOST_STEPS)
    references: dict[Element, str] = {}
    plan_only: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Edit":
        if sum(map(bool, (self.wish, self.edits, self.undo, self.redo, self.references))) != 1:
            raise ValueError("send one of wish, edits, undo, redo and references")
        return self


class Remix(_Said):
    """What is to be otherwise in another film."""

    prompt: str = Field(min_length=1, max_length=LONGEST_WISH)


@router.post("/remix")
async def remix(request: Request, at: AskedFor, change: Remix) -> Video:
    """Another film: the script of this one after a change in plain English. Only what the change touches is made."""
    orders: Orders = request.app.state.orders
    job = await orders.remix(at.seat, at.film.id, change.prompt)
    return video_of(at.seat, at.seat.desk.status(job.film), job)


@router.get("/script")
def script(at: AskedFor) -> Written:
    """The film's script: cast, places, scenes, camera."""
    if at.film.script is None:
        raise FilmNotFound(f"the film '{at.film.id}' has no script yet: ask again when it has begun")
    current = at.seat.desk.studio.history(at.film.id).current
    return Written(id=at.film.id, version=current.number, script=current.script.model_dump(mode="json"))


@router.post("/review")
async def review(at: AskedFor, word: Review) -> Video:
    """Says yes or no to the script or the cut that a film waits with; after a yes it is made."""
    job = at.seat.jobs.submit(at.film.id, Work(decision=decision(word.approved, word.note, word.seen)))
    return video_of(at.seat, at.seat.desk.status(at.film.id), job)


@router.post("/edit")
async def edit(at: AskedFor, change: Edit) -> Video | Planned:
    """Changes a film: only what the change touches is made again."""
    meant, forecast = await understood(
        at.seat.desk,
        at.film.id,
        wish=change.wish,
        edits=change.edits,
        undo=change.undo,
        redo=change.redo,
        references=change.references,
    )
    if change.plan_only:
        return Planned(id=at.film.id, plan=forecast_object(forecast))
    job = at.seat.jobs.submit(at.film.id, meant)
    return video_of(at.seat, at.seat.desk.status(at.film.id), job)


@router.post("/cancel")
async def cancel(at: AskedFor) -> Video:
    """Stops the work on a film. What was finished is kept; the same order again goes on with it."""
    job = await at.seat.jobs.cancel(at.film.id)
    return video_of(at.seat, at.seat.desk.status(at.film.id), job)


@router.get("/events", response_class=StreamingResponse)
async def events(
    request: Request,
    at: AskedFor,
    after: Annotated[int, Query(ge=0, le=10**9)] = 0,
    last_event_id: Annotated[str, Header(max_length=20)] = "",
) -> StreamingResponse:
    """What happens to a film, as server-sent events, until the work on it ends. `after` is the number of the last event
    that is known, as is the header Last-Event-ID."""
    known = int(last_event_id) if last_event_id.isascii() and last_event_id.isdecimal() else after
    streams: Streams = request.app.state.streams
    return StreamingResponse(streams.told(at.seat, at.film.id, known), media_type="text/event-stream")
