"""Who asks, and for which film."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from videostudio.apps.desk.films import Film
from videostudio.apps.desk.guests import OWNER
from videostudio.apps.desk.service import Seat, Service
from videostudio.apps.http.faults import TokenWanted
from videostudio.film.errors import FilmNotFound, NotAllowed

_BEARER = HTTPBearer(auto_error=False, description="A token of `videostudio token add`, or VIDEOSTUDIO_TOKEN's.")


async def _seated(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]) -> Seat:
    service: Service = request.app.state.service
    try:
        seat = service.enter(given.credentials if given else None)
    except NotAllowed as refused:
        raise TokenWanted(str(refused)) from refused
    request.state.is_owner = is_owner(seat)
    return seat


Seated = Annotated[Seat, Depends(_seated)]


@dataclass(frozen=True)
class Chosen:
    """A film of the guest who asks for it."""

    seat: Seat
    film: Film


def _chosen(video_id: Annotated[str, Path(max_length=80)], seat: Seated) -> Chosen:
    film = seat.desk.status(video_id)
    # A desk knows films by names and beginnings of ids too: people type those, programs do not.
    if film.id != video_id:
        raise FilmNotFound(f"there is no film {video_id!r}: its id is what the answer to its order said")
    return Chosen(seat, film)


AskedFor = Annotated[Chosen, Depends(_chosen)]


def is_owner(seat: Seat) -> bool:
    """Whether a guest is the machine's owner."""
    return seat.guest.name == OWNER
