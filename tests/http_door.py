"""A door that is served over HTTP, on this machine and over a real connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from videostudio.apps.desk.guests import Keyring
from videostudio.apps.desk.limits import SERVED, Limits
from videostudio.apps.desk.service import Service
from videostudio.apps.http.app import built
from videostudio.apps.http.server import Builds, running
from videostudio.graphs.studio import Produces, Studio
from videostudio.tools.workspace import Workspace


@contextmanager
def served(
    root: Path, produces: Produces | None, limits: Limits = SERVED, token: str = "", builds: Builds = built
) -> Iterator[str]:
    """The address of a server that ends with the block. With `token` it is the owner's; guests' are those of `root`."""
    workspace = Workspace(root).ensure()
    keyring = Keyring.of(workspace, {"VIDEOSTUDIO_TOKEN": token})
    service = Service(workspace, limits=limits, keyring=keyring, opens=lambda home: Studio(home, produces=produces))
    with running(service, builds=builds) as address:
        yield address
