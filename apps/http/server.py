"""Serving the application: until it is told to end, or beside whatever else a process does."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built
from videostudio.film.errors import BadSetting

END_S = 3
"""How long answers that are being given may take when the server is told to end. Films need no time: they go on when
it is started again."""


Builds = Callable[[Service], FastAPI]
"""Who makes the application: `app.built`, or another door's that has it inside."""


def serve(service: Service, host: str, port: int, ready: Callable[[str], None], builds: Builds = built) -> None:
    """Serves until it is told to end; `ready` hears the address. Raises BadSetting where that would be open to a
    network without a token, or cannot be listened on."""
    service.keyring.require_safe(host)
    with _listening(host, port) as listening:
        ready(_address(host, listening))
        _server(builds(service)).run([listening])


@contextmanager
def running(service: Service, host: str = "127.0.0.1", port: int = 0, builds: Builds = built) -> Iterator[str]:
    """The address of a server in a thread of its own, which ends with the block; `port` 0 is any that is free. Raises
    as `serve`."""
    service.keyring.require_safe(host)
    with _listening(host, port) as listening:
        server = _server(builds(service))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            yield _address(host, listening)
        finally:
            server.should_exit = True
            thread.join()


def _server(app: FastAPI) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=END_S,
        )
    )


def _listening(host: str, port: int) -> socket.socket:
    """A socket that holds what is sent before the server looks at it."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadSetting(
            f"nothing can be served on {host}:{port} ({error.strerror}): choose another --host or --port"
        ) from error


def _address(host: str, listening: socket.socket) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
