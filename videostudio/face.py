"""The public face for people who write Python: one function, no event loop."""

import asyncio
from collections.abc import Callable
from os import PathLike
from pathlib import Path

from videostudio.film.brief import Brief
from videostudio.film.record import FilmRecord
from videostudio.graphs.studio import MakeOptions, Studio
from videostudio.tools.events import Event
from videostudio.tools.workspace import Workspace


def make_film(
    brief: str | Brief,
    *,
    profile: str = "preview",
    home: str | PathLike[str] | None = None,
    out: str | PathLike[str] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> FilmRecord:
    """Makes the film of `brief` (a prompt, or a Brief with every wish in it) and waits for it.

    The same brief again returns the same film, or goes on with it. `home` is the workspace (None: the user's
    own), `out` where the film's folder shall stand, `on_event` sees everything that happens. Raises the
    errors of `videostudio.film.errors`. Inside an event loop, await `Studio.make` instead.
    """
    wanted = brief if isinstance(brief, Brief) else Brief(prompt=brief)
    workspace = Workspace(Path(home).expanduser().absolute()) if home is not None else Workspace.default()
    options = MakeOptions(profile=profile, out=Path(out) if out is not None else None)
    return asyncio.run(Studio(workspace, on_event).make(wanted, options))
