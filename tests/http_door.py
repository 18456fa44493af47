"""The HTTP door on this machine, over a real connection, for tests and benchmarks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import SERVED, Limits
from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built
from videostudio.graphs.studio import Produces, Studio
from videostudio.tools.workspace import Workspace


@contextmanager
def served(root: Path, produces: Produces | None, limits: Limits = SERVED, token: str = "") -> Iterator[str]:
    """The address of a server that ends with the block. With `token` it is the owner's; guests' are those of `root`."""
    workspace = Workspace(root).ensure()
    service = Service(
        workspace,
        limits=limits,
        keyring=Keyring.of(workspace, {"VIDEOSTUDIO_TOKEN": token}),
        opens=lambda home: Studio(home, produces=produces),
    )
    config = uvicorn.Config(
        built(service), host="127.0.0.1", port=0, log_level="critical", timeout_graceful_shutdown=1, lifespan="on"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("the server did not start")
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
