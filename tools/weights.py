"""What a file of weights tells without being loaded: whether all of it is there, and how many tensors it holds.

Reads headers and tables of contents only. Nothing is unpickled, so nothing in a file can run.
"""

import json
import struct
import zipfile
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

POINTER = b"version https://git-lfs"
LONGEST_HEADER = 100_000_000
"""Bytes: the format's own limit."""
PICKLED = "data.pkl"
"""The entry of torch's archives that names the tensors."""


@dataclass(frozen=True)
class Looked:
    """`fault` says what is wrong with a file, "" if nothing is; `tensors`, and how many `numbers` they hold, are None
    where only loading would tell."""

    size: int
    fault: str = ""
    tensors: int | None = None
    numbers: int | None = None


def look_at(path: Path) -> Looked:
    """A .safetensors, .bin, .pt, .pth, .npy or .json file; of others only that there is something in them. Raises
    OSError for one that is not there."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            start = file.read(len(POINTER))
        if start == POINTER:
            return Looked(size, "is a Git LFS pointer, not the file it stands for")
        if not size:
            return Looked(size, "is empty")
        match path.suffix:
            case ".safetensors":
                return _safetensors(path, size)
            case ".bin" | ".pt" | ".pth":
                return _torch(path, size)
            case ".npy":
                np.load(path, mmap_mode="r", allow_pickle=False)
            case ".json":
                json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        return Looked(size, f"cannot be read ({_first_line(error)})")
    return Looked(size)


def _safetensors(path: Path, size: int) -> Looked:
    with path.open("rb") as file:
        head = file.read(8)
        length = struct.unpack("<Q", head)[0] if len(head) == 8 else LONGEST_HEADER + 1
        if length > min(LONGEST_HEADER, size - 8):
            return Looked(size, "is no safetensors file, or cut off in its header")
        header = json.loads(file.read(length))
    tensors = {name: facts for name, facts in header.items() if name != "__metadata__"}
    end = 8 + length + max((facts["data_offsets"][1] for facts in tensors.values()), default=0)
    if end != size:
        return Looked(size, f"is {size} bytes where its header says {end}", len(tensors))
    return Looked(size, "", len(tensors), sum(prod(facts["shape"]) for facts in tensors.values()))


def _torch(path: Path, size: int) -> Looked:
    if not zipfile.is_zipfile(path):
        return Looked(size, "is no archive as torch writes them, or cut off")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    if not any(name.rpartition("/")[2] == PICKLED for name in names):
        return Looked(size, f"is an archive without {PICKLED}: none of torch's")
    return Looked(size)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
