"""Keeping the store small: what may go, and how much there is."""

import time
from collections.abc import Iterable
from pathlib import Path

from videostudio.tools.store.cas import Cas
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.entry import BrokenEntry, inputs
from videostudio.tools.store.facts import GcFacts, SizeFacts
from videostudio.tools.store.manifest import Manifest

GRACE_S = 3600.0
"""Bytes are stored a moment before the entry that points at them, and a film may take long between the two."""


def collect(cas: Cas, manifest: Manifest, *, keep: frozenset[str], older_than_s: float) -> GcFacts:
    """Removes what nobody needs; entries first, so that a kill in between leaves only artifacts to collect.

    What an entry's request points at stays as long as the entry does: it is where the answer came from.
    """
    before = time.time() - older_than_s
    entries = [file for name in manifest.all() if name not in keep and _is_old(file := manifest.file(name), before)]
    freed = _remove(entries)
    needed = _needed(manifest) | keep
    artifacts = [file for name in cas.all() if name not in needed and _is_old(file := cas.file(name), before)]
    leftovers = [file for file in _files(cas.temp_folder) if _is_old(file, before)]
    freed += _remove(artifacts) + _remove(leftovers)
    return GcFacts(entries=len(entries), artifacts=len(artifacts), leftovers=len(leftovers), freed_bytes=freed)


def measure(cas: Cas, manifest: Manifest, quarantine: Path) -> SizeFacts:
    """Counts and bytes of everything."""
    artifacts = [cas.file(sha256) for sha256 in cas.all()]
    aside, leftovers = _files(quarantine), _files(cas.temp_folder)
    return SizeFacts(
        entries=sum(1 for _ in manifest.all()),
        artifacts=len(artifacts),
        artifact_bytes=_bytes(artifacts),
        quarantined=sum(1 for file in aside if not file.name.endswith(".reason.txt")),
        quarantined_bytes=_bytes(aside),
        leftovers=len(leftovers),
        leftover_bytes=_bytes(leftovers),
    )


def _needed(manifest: Manifest) -> set[str]:
    needed: set[str] = set()
    for fingerprint in manifest.all():
        try:
            entry = manifest.load(fingerprint)
        except BrokenEntry:
            continue
        if entry is not None:
            needed.update(inputs(entry), (ref.sha256 for ref in entry.outputs.values()))
    return needed


def _is_old(file: Path, before: float) -> bool:
    try:
        return file.stat().st_mtime < before
    except FileNotFoundError:
        return False


def _remove(files: Iterable[Path]) -> int:
    """Removes files; gives the bytes they had."""
    freed = 0
    for file in files:
        with disk_errors(file):
            freed += _size(file)
            file.unlink(missing_ok=True)
    return freed


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []


def _bytes(files: Iterable[Path]) -> int:
    return sum(_size(file) for file in files)


def _size(file: Path) -> int:
    """The store is alive while it is looked at: what is gone by now counts nothing."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
