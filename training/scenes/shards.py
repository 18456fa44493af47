"""Samples in tar files, as webdataset lays them out: the files of one sample stand together and share the name up to
the first dot.

    00000.tar   00000000.png 00000000.json 00000000.mask.png ..., 00000001.png ...

Owns the files and where in them a sample lies; what is in them is the business of whoever encodes and decodes. Samples
are found by number, so that a run can read them in any order and begin anywhere.
"""

import io
import os
import tarfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

Files = Mapping[str, bytes]
"""What one sample consists of, by the names' endings: "png", "json", "mask.png"."""
Place = tuple[int, int]
"""Where a file lies in its tar: first byte, and how many."""


def write_shard(path: Path, samples: Iterable[tuple[str, Files]]) -> None:
    """Writes a tar of samples by their keys, whole or not at all; equal samples give equal bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".tmp")
    with tarfile.open(part, "w", format=tarfile.USTAR_FORMAT) as tar:
        for key, files in samples:
            for ending, data in files.items():
                member = tarfile.TarInfo(f"{key}.{ending}")
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
    part.replace(path)


class Shards:
    """All samples of the tars in a folder, in the order of their names."""

    def __init__(self, folder: Path) -> None:
        """Reads tables of contents alone. Raises ValueError for a folder without samples."""
        self._samples = [sample for path in sorted(folder.glob("*.tar")) for sample in _contents(path)]
        if not self._samples:
            raise ValueError(f"{folder} holds no samples: give a folder with .tar files, as webdataset makes them")

    def __len__(self) -> int:
        return len(self._samples)

    def key(self, number: int) -> str:
        """The name that the files of a sample share."""
        return self._samples[number][1]

    def files(self, number: int, *endings: str) -> dict[str, bytes]:
        """The files of a sample; only those with one of `endings` if any are given. Nothing else is read."""
        path, _, places = self._samples[number]
        tar = _opened(path)
        return {
            ending: os.pread(tar, size, begin)
            for ending, (begin, size) in places.items()
            if not endings or ending in endings
        }


def _contents(path: Path) -> list[tuple[Path, str, dict[str, Place]]]:
    found: dict[str, dict[str, Place]] = {}
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                folder, _, name = member.name.rpartition("/")
                key, _, ending = name.partition(".")
                found.setdefault(f"{folder}/{key}" if folder else key, {})[ending.lower()] = (
                    member.offset_data,
                    member.size,
                )
    return [(path, key, places) for key, places in found.items()]


@lru_cache(maxsize=1024)
def _opened(path: Path) -> int:
    """A file descriptor for the life of the process: reading at a place needs no position, so threads may share it."""
    return os.open(path, os.O_RDONLY)
