"""Locks that the kernel frees when their process dies: one film, one process; one answer, one maker.

A lock is `flock` on a file. What the file says is only for people; garbage in it is harmless.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from videostudio.film.errors import FilmBusy
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import make_folder


@contextmanager
def film_lock(path: Path, *, wait: bool = False) -> Iterator[None]:
    """Holds the lock file `path`, which lies in the film's folder, for as long as the block runs.

    Raises FilmBusy, naming the process that holds it, unless `wait`; UnusablePath, NotEnoughDisk.
    """
    try:
        handle = _acquire(path, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        raise FilmBusy(
            f"film '{path.parent.name}' is being made by {_holder(path)}: "
            "wait until it is done, end it, or make another film with --new"
        ) from taken
    try:
        with disk_errors(path):
            os.ftruncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def passing_lock(path: Path) -> Iterator[None]:
    """Waits for the lock file `path`, holds it while the block runs, and takes the file away afterwards."""
    handle = _acquire(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def try_passing_lock(path: Path) -> Callable[[], None] | None:
    """Holds the lock file `path` until the call of what it gives, which takes the file away; None if it is held by
    somebody, in this process too."""
    try:
        handle = _acquire(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None

    def release() -> None:
        path.unlink(missing_ok=True)
        os.close(handle)

    return release


def _acquire(path: Path, operation: int) -> int:
    """An open, locked handle on the file that `path` names now. Raises BlockingIOError if it may not wait."""
    with disk_errors(path):
        make_folder(path.parent)
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, operation)
                if _still_named(path, handle):
                    return handle
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)


def _still_named(path: Path, handle: int) -> bool:
    """Whether `path` still names the locked file: its last holder may have taken it away while we waited."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    text = path.read_bytes()[:20].decode("ascii", "replace").strip()
    return f"process {text}" if text.isdecimal() else "another process"
