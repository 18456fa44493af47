"""One film, one process: on this machine by a lock of its kernel, among machines by a lease."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from videostudio.film.errors import EndpointError, FilmBusy
from videostudio.graphs.machines import Machines
from videostudio.tools.leases.keeper import Keeper
from videostudio.tools.leases.postgres import PostgresLeases
from videostudio.tools.locks import film_lock
from videostudio.tools.workspace import Workspace

LOCK_FILE = "film.lock"


@contextmanager
def film_held(folder: Path, workspace: Workspace) -> Iterator[None]:
    """Holds the film whose folder is `folder` while the block runs. Raises FilmBusy; EndpointError, after ending the
    task that runs the block, if the server could not be told for so long that others may take the film."""
    postgres = Machines.of(workspace).postgres.get_secret_value()
    with film_lock(folder / LOCK_FILE):
        if postgres:
            with _leased(folder, PostgresLeases(postgres, workspace.apart)):
                yield
        else:
            yield


@contextmanager
def _leased(folder: Path, leases: PostgresLeases) -> Iterator[None]:
    name, lost = f"film-{folder.name}", False
    # The kernel's lock says that no other process of this machine has the film: what one that was killed held is ours.
    keeper = Keeper(leases, holder=f"{socket.gethostname()}:{folder}")
    try:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
    except RuntimeError:
        loop, task = None, None  # a command that is done in a moment

    def stop() -> None:
        nonlocal lost
        lost = True
        if loop is not None and task is not None:
            loop.call_soon_threadsafe(task.cancel)

    release = keeper.take(name, stop)
    if release is None:
        holder = leases.holder(name)
        leases.close()
        raise FilmBusy(
            f"{name} is being made by {holder or 'another machine'}: wait until it is done, end it "
            "there, or make another film with --new; a machine that was switched off gives it back within a minute"
        )
    try:
        yield
    except asyncio.CancelledError:
        if not lost:
            raise
        raise EndpointError(
            "the Postgres server could not be reached for so long that another machine may go on with the film: make "
            "the film again when it answers; what is finished is kept"
        ) from None
    finally:
        release()
        keeper.close()
        leases.close()
