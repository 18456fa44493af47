"""Bytes under their sha256."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import (
    Kind,
    commit,
    make_folder,
    point,
    removed_on_error,
    temp_path,
    write_atomic,
)

MISSING = "is missing"

_CHUNK = 2**20
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Cas:
    """Content-addressed files: `folder`/ab/cd/<sha256>. Writing twice is harmless, in several processes too.

    `temp_folder` is on the same file system and holds what is not complete yet.
    """

    def __init__(self, folder: Path, temp_folder: Path) -> None:
        self.folder = folder
        self.temp_folder = temp_folder
        self._verified: dict[str, tuple[int, int, int]] = {}

    def file(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, or would."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, data: bytes) -> str:
        """Keeps `data`; gives its sha256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._has(sha256, len(data)):
            write_atomic(self.file(sha256), data, kind=Kind.ARTIFACT, temp_folder=self.temp_folder)
        return sha256

    def put_file(self, source: Path, *, move: bool) -> tuple[str, int]:
        """Keeps the bytes of a file, in constant memory; gives sha256 and size. `move` uses the file itself up."""
        with disk_errors(self.folder):
            make_folder(self.temp_folder)
            if not move:
                return self._copy(source)
            if source.stat().st_dev == self.temp_folder.stat().st_dev:
                return self._adopt(source)
            kept = self._copy(source)
            source.unlink()
            return kept

    def fault(self, sha256: str, size: int | None = None) -> str:
        """What is wrong with the stored bytes, "" if nothing. They are hashed once, and again if the file changed."""
        file = self.file(sha256)
        try:
            with disk_errors(file):
                return self._fault(file, size)
        except FileNotFoundError:
            return MISSING

    def forget(self) -> None:
        """Hashes everything anew when it is next asked for."""
        self._verified.clear()

    def all(self) -> Iterator[str]:
        """The sha256 of everything stored, sorted."""
        return (file.name for file in sorted(self.folder.glob("*/*/*")) if _SHA256.fullmatch(file.name))

    def _fault(self, file: Path, size: int | None) -> str:
        state = file.stat()
        if size is not None and state.st_size != size:
            return f"has {state.st_size} bytes instead of {size}"
        seen = (state.st_ino, state.st_size, state.st_mtime_ns)
        if self._verified.get(file.name) == seen:
            return ""
        if hash_file(file) != file.name:
            return "does not match its hash"
        self._verified[file.name] = seen
        return ""

    def _has(self, sha256: str, size: int) -> bool:
        if self.fault(sha256, size):
            return False
        touch(self.file(sha256))
        return True

    def _adopt(self, source: Path) -> tuple[str, int]:
        sha256, size = hash_file(source), source.stat().st_size
        if self._has(sha256, size):
            source.unlink()
        else:
            point(f"{Kind.ARTIFACT}.begin")
            commit(source, self.file(sha256), kind=Kind.ARTIFACT)
        return sha256, size

    def _copy(self, source: Path) -> tuple[str, int]:
        temp = temp_path(self.temp_folder)
        hashing, size = hashlib.sha256(), 0
        with removed_on_error(temp), source.open("rb") as reader, temp.open("xb") as writer:
            point(f"{Kind.ARTIFACT}.begin")
            while chunk := reader.read(_CHUNK):
                writer.write(chunk)
                hashing.update(chunk)
                size += len(chunk)
            point(f"{Kind.ARTIFACT}.half")
            writer.flush()
            sha256 = hashing.hexdigest()
            if self._has(sha256, size):
                temp.unlink()
            else:
                commit(temp, self.file(sha256), kind=Kind.ARTIFACT)
        return sha256, size


def hash_file(path: Path) -> str:
    """sha256 (hex) of a file, in constant memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def touch(path: Path) -> None:
    """Marks a file as used now, which keeps a clean-up away from it for a while; where it belongs to
    someone else that is their business."""
    try:
        os.utime(path)
    except (PermissionError, FileNotFoundError):
        return
