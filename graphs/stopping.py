"""Stopping a film that is being made, from anywhere: a file in its folder asks whoever makes it."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from videostudio.film.record import FilmRecord
from videostudio.tools.store.disk import disk_errors

STOP_FILE = "stop"
LOOK_S = 0.2
"""How often its maker looks for the file."""


def ask_to_stop(folder: Path) -> None:
    """Asks whoever makes the film in `folder` to stop. Raises NotEnoughDisk, UnusablePath."""
    with disk_errors(folder):
        (folder / STOP_FILE).touch()


async def until_stopped(work: Coroutine[Any, Any, FilmRecord], folder: Path) -> FilmRecord | None:
    """What `work` comes to; None if it was asked to stop, and did. The caller holds the film's lock: what was asked of
    an earlier run does not stop this one."""
    stop = folder / STOP_FILE
    stop.unlink(missing_ok=True)
    making = asyncio.create_task(work)
    try:
        while not making.done():
            await asyncio.wait({making}, timeout=LOOK_S)
            if stop.exists() and not making.done():
                making.cancel()
                await asyncio.wait({making})
        return None if making.cancelled() else making.result()
    except asyncio.CancelledError:
        making.cancel()
        await asyncio.wait({making})
        raise
    finally:
        stop.unlink(missing_ok=True)
