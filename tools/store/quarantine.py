"""Where broken files go: out of the way, kept, with the reason beside them."""

import os
import secrets
from pathlib import Path

from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.store.facts import Problem


def set_aside(file: Path, folder: Path, *, what: str, reason: str) -> Problem:
    """Moves `file` into the quarantine `folder` and writes the reason beside it.

    Nothing happens to a file that is gone: another process may have been faster.
    """
    aside = folder / f"{file.name}.{secrets.token_hex(4)}"
    if not file.exists():
        return Problem(what=what, reason=reason)
    write_atomic(aside.with_name(f"{aside.name}.reason.txt"), f"{file.name} {reason}\n".encode(), kind=Kind.QUARANTINE)
    try:
        with disk_errors(file):
            os.replace(file, aside)
    except FileNotFoundError:
        return Problem(what=what, reason=reason)
    return Problem(what=what, reason=reason, set_aside=aside.name)
