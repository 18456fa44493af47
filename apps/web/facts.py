"""Everything the page shows of one film, gathered at the desk. What is made of it is `seen`'s business."""

import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass

from videostudio.apps.desk.films import Film
from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.work import Job
from videostudio.apps.http.faults import said_of
from videostudio.apps.http.seats import is_owner
from videostudio.film.conversation import Proposal, Talk
from videostudio.film.errors import BriefError, FilmNotFound, VideoStudioError
from videostudio.film.forecast import Forecast
from videostudio.film.history import History
from videostudio.graphs.conversation import Asks, Conversation
from videostudio.graphs.order import EVENTS_FILE, ORDER_FILE
from videostudio.graphs.publisher import RECORD_FILE
from videostudio.graphs.versions import HISTORY_FILE
from videostudio.tools.events import Event

FORECASTS = 64
"""Forecasts kept in memory: what a change would cost is looked up once, not at every glance."""

Signature = tuple[object, ...]

_NOTHING_SAID = Talk(id="nothing")


@dataclass(frozen=True)
class Facts:
    """One film as it is kept. `history` is None before there is a script. `forecast` is what the proposal in `talk`
    would cost: None where there is none, where it cannot be done any more, or before it `is_looked_up`, which takes
    seconds. `trouble` is why the last work on it failed, "" for none; `twin` is the film that it was rendered from,
    where that is still there."""

    film: Film
    job: Job
    events: tuple[Event, ...] = ()
    history: History | None = None
    talk: Talk = _NOTHING_SAID
    forecast: Forecast | None = None
    is_looked_up: bool = True
    trouble: str = ""
    twin: Film | None = None


class Forecasts:
    """What proposals would cost, by film and proposal."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Forecast] = OrderedDict()

    def keep(self, film: str, proposal: Proposal, forecast: Forecast) -> None:
        """Remembers a forecast; the oldest is forgotten."""
        self._known[_key(film, proposal)] = forecast
        while len(self._known) > FORECASTS:
            self._known.popitem(last=False)

    def known(self, film: str, proposal: Proposal) -> Forecast | None:
        """What was looked up before."""
        return self._known.get(_key(film, proposal))

    async def of(self, seat: Seat, film: str, proposal: Proposal | None) -> Forecast | None:
        """What a proposal would cost: as remembered, or looked up again. None for one that can no longer be done."""
        if proposal is None:
            return None
        if (known := self.known(film, proposal)) is not None:
            return known
        studio = seat.desk.studio
        try:
            if proposal.render is not None:
                found = await studio.forecast_render(film, proposal.render.profile)
            else:
                found = await studio.forecast(film, proposal.step or proposal.edits)
        except VideoStudioError:
            return None
        self.keep(film, proposal, found)
        return found


def conversation(seat: Seat, film: str) -> Conversation:
    """The conversation that the page has about a film: one, whoever looks at it and from however many tabs."""
    talk = f"page-{hashlib.sha256(film.encode()).hexdigest()[:16]}"
    return seat.desk.talk(talk, film=film, asks=Asks.LEAVES_WORK)


def signature(seat: Seat, film: str) -> Signature:
    """Differs whenever the film, its job or its conversation may have changed; costs a few looks at the disk. Raises
    FilmNotFound."""
    workspace = seat.desk.workspace
    folder = workspace.film_folder(film)
    if not folder.is_dir():
        raise FilmNotFound(f"there is no film {film[:80]!r}, or no more: choose one of those on the first page")
    talk = workspace.talks_root / f"{conversation(seat, film).id}.json"
    files = (
        *(folder / name for name in (ORDER_FILE, RECORD_FILE, HISTORY_FILE, EVENTS_FILE)),
        workspace.work_root / f"{film}.json",
        talk,
    )
    return tuple(_changed(str(file)) for file in files)


async def gathered(seat: Seat, film: str, forecasts: Forecasts | None) -> Facts:
    """Everything about a film; what a proposal would cost only with `forecasts`. Raises the error tree."""
    found = seat.film(film)
    job = seat.jobs.job(film)
    talk = conversation(seat, film).talk
    trouble = said_of(job.error_kind, job.error, is_owner=is_owner(seat)) if job.error else ""
    return Facts(
        film=found,
        job=job,
        events=tuple(seat.desk.events(film)),
        history=_history(seat, film),
        talk=talk,
        forecast=await forecasts.of(seat, film, talk.proposal) if forecasts else None,
        is_looked_up=forecasts is not None,
        trouble=trouble,
        twin=_twin(seat, found),
    )


def _history(seat: Seat, film: str) -> History | None:
    try:
        return seat.desk.studio.history(film)
    except BriefError:
        return None


def _twin(seat: Seat, film: Film) -> Film | None:
    if film.record.twin is None:
        return None
    try:
        return seat.film(film.record.twin.film)
    except FilmNotFound:
        return None


def _key(film: str, proposal: Proposal) -> str:
    return f"{film} {proposal.model_dump_json()}"


def _changed(file: str) -> object:
    try:
        facts = os.stat(file)
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
