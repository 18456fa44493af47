"""Writing so that a kill at any moment leaves the old or the new, never a half.

Every durable write of the studio passes here, and passes a named point before and after each step that a
kill could separate. The points are how that promise is kept honest: with VIDEOSTUDIO_KILL_AT="name:n" in
the environment the process kills itself at the n-th passing of that point, with no chance to clean up. So a
test can end a real film at every one of `POINTS` and look at what is left. Without the variable a point
does nothing.
"""

import fcntl
import os
import secrets
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from videostudio.tools.store.disk import disk_errors

KILL_AT = "VIDEOSTUDIO_KILL_AT"


class Kind(StrEnum):
    """What is being written; the first half of a point's name."""

    ARTIFACT = "artifact"
    ENTRY = "entry"
    QUARANTINE = "quarantine"
    FILM = "film"
    """Files of a film's folder: brief, report, the film itself."""
    LEDGER = "ledger"
    EVENTS = "events"


LOSABLE = frozenset({Kind.EVENTS})
"""Lines that are not worth a sync each: they survive a kill, a power cut may take the last of them."""

_FILE_STEPS = ("begin", "half", "written", "synced", "renamed", "committed")
_STEPS: dict[Kind, tuple[str, ...]] = {
    Kind.LEDGER: ("begin", "half", "written", "committed"),
    Kind.EVENTS: ("begin", "half", "written"),
}

POINTS: tuple[str, ...] = tuple(f"{kind}.{step}" for kind in Kind for step in _STEPS.get(kind, _FILE_STEPS))
"""All points, in the order in which a write passes them."""

passed: Counter[str] = Counter()
"""How often this process passed each point; counted only while VIDEOSTUDIO_KILL_AT is set."""


def point(name: str) -> None:
    """Passes the point `name`; dies here if VIDEOSTUDIO_KILL_AT says so."""
    wanted = os.environ.get(KILL_AT)
    if wanted is None:
        return
    passed[name] += 1
    if wanted == f"{name}:{passed[name]}":
        os.kill(os.getpid(), signal.SIGKILL)


def write_atomic(path: Path, data: bytes, *, kind: Kind, temp_folder: Path | None = None) -> None:
    """Puts `data` at `path`, durably, replacing what was there; folders on the way are made.

    `temp_folder` must be on the same file system; None means beside `path`. Raises NotEnoughDisk, UnusablePath.
    """
    temp = temp_path(temp_folder or path.parent)
    with disk_errors(path, len(data)), removed_on_error(temp):
        make_folder(temp.parent)
        with temp.open("xb") as file:
            point(f"{kind}.begin")
            _write_in_halves(file.fileno(), data, kind)
        commit(temp, path, kind=kind)


def commit(temp: Path, path: Path, *, kind: Kind) -> None:
    """Makes the complete file `temp` durable and gives it the name `path`; OSError passes."""
    point(f"{kind}.written")
    _sync(temp)
    point(f"{kind}.synced")
    changed = _make_missing(path.parent)
    os.replace(temp, path)
    point(f"{kind}.renamed")
    for folder in (path.parent, *changed):
        _sync(folder)
    point(f"{kind}.committed")


def append_line(path: Path, line: str, *, kind: Kind) -> None:
    """Adds `line` (without its line end) to the file `path`. See append_lines."""
    append_lines(path, (line,), kind=kind)


def append_lines(path: Path, lines: Sequence[str], *, kind: Kind) -> None:
    """Adds `lines` (without their line ends) to the file `path`, together and safely among several processes.

    A torn last line left by a kill is ended first, so that it cannot swallow the first of these. Durable unless the
    kind is LOSABLE. Raises NotEnoughDisk, UnusablePath.
    """
    with only_writer(path) as append:
        append(lines, kind=kind)


class Append(Protocol):
    """See append_lines."""

    def __call__(self, lines: Sequence[str], *, kind: Kind) -> None: ...


@contextmanager
def only_writer(path: Path) -> Iterator[Append]:
    """For as long as the block runs nobody else adds to the file `path`, so that what is added can depend on what is
    there. Raises NotEnoughDisk, UnusablePath."""
    with disk_errors(path):
        make_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def append(lines: Sequence[str], *, kind: Kind) -> None:
        data = b"".join(line.encode() + b"\n" for line in lines)
        with disk_errors(path, len(data)):
            point(f"{kind}.begin")
            _write_in_halves(handle, _line_end(handle) + data, kind)
            point(f"{kind}.written")
            if kind not in LOSABLE:
                os.fsync(handle)
                point(f"{kind}.committed")

    try:
        with disk_errors(path):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield append
    finally:
        os.close(handle)


def temp_path(folder: Path) -> Path:
    """A name nobody else uses, in `folder`."""
    return folder / f".{os.getpid()}-{secrets.token_hex(8)}.tmp"


@contextmanager
def removed_on_error(temp: Path) -> Iterator[None]:
    """Takes `temp` away when the block fails: a full disk is not to be filled with halves."""
    try:
        yield
    except BaseException:
        temp.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Makes `folder` and those above it, durably; OSError passes."""
    for changed in _make_missing(folder):
        _sync(changed)


def _make_missing(folder: Path) -> list[Path]:
    """Makes `folder` and those above it; gives the folders that got a new name in them, to be synced. Synced
    together and after the file they are made for they cost one turn of the disk instead of one each."""
    changed = [path.parent for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return changed


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line_end(handle: int) -> bytes:
    """What has to come before a new line: nothing, or the end of a torn one."""
    size = os.fstat(handle).st_size
    return b"" if size == 0 or os.pread(handle, 1, size - 1) == b"\n" else b"\n"


def _write_in_halves(handle: int, data: bytes, kind: Kind) -> None:
    middle = len(data) // 2
    _write_all(handle, data[:middle])
    point(f"{kind}.half")
    _write_all(handle, data[middle:])


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
