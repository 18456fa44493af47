"""Where broken files go: out of the way, kept, with the reason beside them."""

import os
import secrets
from pathlib import Path

from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.store.facts import Problem


def set_aside(file: Path, folder: Path, *, what: str, reason: str) -> Problem | None:
    """Moves `file` into the quarantine `folder`, with the reason beside it.

    None for a file that is gone: there is nothing to keep, or another process was faster.
    """
    if not file.exists():
        return None
    aside = folder / f"{file.name}.{secrets.token_hex(4)}"
    write_atomic(aside.with_name(f"{aside.name}.reason.txt"), f"{file.name} {reason}\n".encode(), kind=Kind.QUARANTINE)
    try:
        with disk_errors(file):
            os.replace(file, aside)
    except FileNotFoundError:
        return None
    return Problem(what=what, reason=reason, set_aside=aside.name)
