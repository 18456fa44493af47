"""Who asks, and for which film."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from videostudio.apps.desk.films import Film
from videostudio.apps.desk.guests import OWNER
from videostudio.apps.desk.service import Seat, Service
from videostudio.apps.http.faults import TokenWanted
from videostudio.film.errors import NotAllowed

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
    return Chosen(seat, seat.film(video_id))


AskedFor = Annotated[Chosen, Depends(_chosen)]


def is_owner(seat: Seat) -> bool:
    """Whether a guest is the machine's owner."""
    return seat.guest.name == OWNER
