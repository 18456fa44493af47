"""The sha256 of large files, read once for as long as they stay as they are.

Models have many gigabytes, and every process of a film and every `doctor` wants to know which they are.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from videostudio.film.artifact import Sha256
from videostudio.film.errors import BackendMissing, OperatorError
from videostudio.film.noun import Noun
from videostudio.tools.store.durable import Kind, write_atomic


class _Known(Noun):
    """A digest, and the file it was taken of as it was then."""

    path: str
    size: int
    modified_ns: int
    sha256: Sha256


@dataclass(frozen=True)
class Digests:
    """`folder` keeps what was found, None keeps nothing. A file that was written anew is read anew: it has another time
    or size. Without `reading` only what was found before is told."""

    folder: Path | None
    reading: bool = True

    def sha256(self, path: Path) -> str:
        """64 hex digits. Raises OSError for a file that cannot be read, BackendMissing for one that may not be."""
        stamp = path.stat()
        facts = {"path": str(path.resolve()), "size": stamp.st_size, "modified_ns": stamp.st_mtime_ns}
        note = self._note(str(facts["path"]))
        known = _read(note)
        if known is not None and known.model_dump(exclude={"sha256"}) == facts:
            return known.sha256
        if not self.reading:
            raise BackendMissing(f"{path} was not read yet: the next film or `doctor --profile` does")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if note is not None:
            kept = _Known.model_validate({**facts, "sha256": found})
            # Where nothing can be kept, the file is read again another time, and that is all.
            with suppress(OperatorError):
                write_atomic(note, kept.model_dump_json().encode(), kind=Kind.FILM)
        return found

    def revision(self, path: Path) -> str:
        """The first 12 digits, which name weights in an identity."""
        return self.sha256(path)[:12]

    def _note(self, path: str) -> Path | None:
        return self.folder / f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.json" if self.folder else None


def revision_of(files: Iterable[tuple[str, Path]], digest: Callable[[Path], str]) -> str:
    """12 hex digits over several files, each with the name that it counts under. Reads as `digest` does."""
    whole = hashlib.sha256()
    for name, path in files:
        whole.update(f"{name}\0{digest(path)}\0".encode())
    return whole.hexdigest()[:12]


def _read(note: Path | None) -> _Known | None:
    """What was found before; None for nothing, or for what cannot be read."""
    if note is None:
        return None
    try:
        return _Known.model_validate_json(note.read_bytes())
    except (OSError, ValidationError):
        return None
