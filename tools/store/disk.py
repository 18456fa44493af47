"""What the disk refuses, as errors that say who can mend it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from videostudio.film.errors import NotEnoughDisk, UnusablePath

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""No room, a quota used up, or a limit on the size of files."""

UNUSABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST})


@contextmanager
def disk_errors(path: Path, needed: int = 0) -> Iterator[None]:
    """Turns an OSError about `path` into NotEnoughDisk or UnusablePath; others pass.

    `needed` is what was to be written, in bytes, for the message; 0 if that is not known.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NotEnoughDisk(_full(path, needed, error)) from error
        if error.errno in UNUSABLE:
            raise UnusablePath(_unusable(path, error)) from error
        raise


def free_bytes(path: Path) -> int:
    """Free bytes on the file system of `path`, which need not exist yet."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return shutil.disk_usage(path).free


def used_bytes(folder: Path) -> int:
    """What lies in `folder` and below, a file of several names counted once."""
    sizes: dict[tuple[int, int], int] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            # What is gone by now takes no room.
            with suppress(FileNotFoundError):
                facts = os.lstat(os.path.join(place, name))
                sizes[facts.st_dev, facts.st_ino] = facts.st_size
    return sum(sizes.values())


def _full(path: Path, needed: int, error: OSError) -> str:
    wanted = f"{needed} bytes do not fit" if needed else "there is no room to go on writing"
    return (
        f"{path}: {wanted} ({error.strerror}; {free_bytes(path) // 2**20} MiB free): "
        "free some space, lift the limit, or set VIDEOSTUDIO_HOME to a roomier disk"
    )


def _unusable(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        named = Path(error.filename or path)
        where = next((place for place in (named, *named.parents) if place.is_file()), named)
        return f"{path}: a folder is wanted, and {where} is a file: move that file away, or choose another place"
    if error.errno == errno.EISDIR:
        return f"{path}: a file is wanted, and there is a folder: move that folder away"
    return f"{path}: {error.strerror}: give yourself the right to write there, or set VIDEOSTUDIO_HOME elsewhere"
