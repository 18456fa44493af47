"""The server: tools and resources over the desk's Service, and the two ways to reach them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette

from videostudio import __version__
from videostudio.apps.desk.guests import OWNER, Keyring
from videostudio.apps.desk.service import Service
from videostudio.apps.http.gate import Gate
from videostudio.apps.http.metrics import Metrics
from videostudio.apps.mcp import artifacts
from videostudio.apps.mcp.seating import Seating, Seats, seat_here, seat_of_request
from videostudio.apps.mcp.tools import five
from videostudio.tools.workspace import Workspace

PATH = "/mcp"

INSTRUCTIONS = """
Films of several scenes whose people, places and things stay the same. Order one with create_video; with "approve":
"script" it waits with its storyboard for review_storyboard. get_video says where it stands, edit_video changes it in
plain English. Every answer says in `next` what to do now. The resource videostudio://skill says more.
""".strip()


def here(service: Service) -> MCPServer[Any]:
    """The server for the one who started this process. `service` is that of `own`."""
    return _server(seat_here(service), service, is_here=True)


def own(workspace: Workspace) -> Service:
    """A service for who sits at the machine: without tokens, whoever else has one, and with the limits of served doors,
    since a model does the asking."""
    return Service(workspace, keyring=Keyring(workspace))


def over_http(service: Service) -> Starlette:
    """The same over streamable HTTP, for guests with tokens, or this machine's own users where there are none."""
    # What the SDK would check of Host and Origin, the gate of all served doors does.
    checked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = _server(seat_of_request, service, is_here=False).streamable_http_app(
        streamable_http_path=PATH, transport_security=checked, max_request_body_size=service.limits.body_bytes
    )
    app.add_middleware(Seating, service=service)
    app.add_middleware(Gate, keyring=service.keyring, limits=service.limits, metrics=Metrics())
    return app


def _server(seats: Seats, service: Service, *, is_here: bool) -> MCPServer[Any]:
    @asynccontextmanager
    async def lifespan(_: MCPServer[Any]) -> AsyncIterator[None]:
        # A process for one person's agent leaves the films of guests to the server that serves them.
        service.recover(OWNER) if is_here else service.recover()
        try:
            yield
        finally:
            await service.close()

    server: MCPServer[Any] = MCPServer(
        "videostudio",
        title="VideoStudio",
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=list(five(seats, is_here=is_here)),
        lifespan=lifespan,
        log_level="WARNING",
    )
    artifacts.register(server, seats)
    return server
