"""Serving the application: until it is told to end, or beside whatever else a process does."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built
from videostudio.film.errors import UnusablePath

END_S = 3
"""How long answers that are being given may take when the server is told to end. Films need no time: they go on when
it is started again."""


def serve(service: Service, host: str, port: int) -> None:
    """Serves until it is told to end. Raises BadSetting where that would be open to a network without a token."""
    _server(service, host, port).run()


@contextmanager
def running(service: Service, host: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """The address of a server in a thread of its own, which ends with the block; `port` 0 is any that is free. Raises
    as `serve`, and UnusablePath if it does not start."""
    server = _server(service, host, port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise UnusablePath(f"nothing can be served on {host}:{port}: choose another port")
        time.sleep(0.01)
    try:
        yield f"http://{host}:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def _server(service: Service, host: str, port: int) -> uvicorn.Server:
    service.keyring.require_safe(host)
    return uvicorn.Server(
        uvicorn.Config(
            built(service),
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=END_S,
        )
    )
