"""Who asks: whoever started the process, or the guest whose token came with an HTTP request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mcp.server.auth.middleware.bearer_auth import AuthenticatedUser
from mcp.server.auth.provider import AccessToken
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ToolError
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from videostudio.apps.desk.guests import bearer
from videostudio.apps.desk.service import Seat, Service
from videostudio.apps.http.faults import TokenWanted, of_error, said_of
from videostudio.apps.http.seats import is_owner
from videostudio.film.errors import NotAllowed, TooBusy, Unclear, VideoStudioError

Seats = Callable[[Context[Any, Any]], Seat]
"""Whose call a context is of. Raises NotAllowed, TooBusy."""

_SEAT = "videostudio.seat"


def seat_here(service: Service) -> Seats:
    """For a process that one person's agent has started: everything is theirs. The service's keyring has no tokens."""
    return lambda _: service.enter(None)


def seat_of_request(context: Context[Any, Any]) -> Seat:
    """For calls over HTTP: whom `Seating` let in."""
    request: Any = context.request_context.request
    seat: Seat = request.scope[_SEAT]
    return seat


class Seating:
    """ASGI middleware that lets in who has a token, where there is any."""

    def __init__(self, app: ASGIApp, *, service: Service) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            seat = self._service.enter(bearer(request.headers.get("authorization", "")))
        except NotAllowed as refused:
            await of_error(request, TokenWanted(str(refused)))(scope, receive, send)
            return
        except TooBusy as busy:
            await of_error(request, busy)(scope, receive, send)
            return
        # A session of one guest answers no other: the SDK compares who began it with who asks.
        name = seat.guest.name
        user = AuthenticatedUser(AccessToken(token="", client_id=name, scopes=[]))
        await self._app({**scope, _SEAT: seat, "user": user}, receive, send)


@contextmanager
def seated(seats: Seats, context: Context[Any, Any]) -> Iterator[Seat]:
    """The seat of who calls a tool. What goes wrong with the call is told them in words that say what to do, without
    what is only the operator's business."""
    owner = False
    try:
        seat = seats(context)
        owner = is_owner(seat)
        yield seat
    except Unclear as unclear:
        choices = "; ".join(unclear.choices)
        raise ToolError(f"{unclear} You could say: {choices}" if choices else str(unclear)) from unclear
    except VideoStudioError as error:
        raise ToolError(said_of(type(error).__name__, str(error), is_owner=owner)) from error
