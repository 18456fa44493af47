"""The manifest: one entry per fingerprint, each in a file of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

from videostudio.tools.store.cas import touch
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, write_atomic
from videostudio.tools.store.entry import BrokenEntry, Entry, from_bytes, to_bytes

_NAME = re.compile(r"([0-9a-f]{64})\.json")


class Manifest:
    """Entries under `folder`/ab/<fingerprint>.json."""

    def __init__(self, folder: Path, temp_folder: Path) -> None:
        self.folder = folder
        self.temp_folder = temp_folder

    def file(self, fingerprint: str) -> Path:
        """Where the entry of that fingerprint lies, or would."""
        return self.folder / fingerprint[:2] / f"{fingerprint}.json"

    def load(self, fingerprint: str) -> Entry | None:
        """The entry, None if there is none. Raises BrokenEntry."""
        try:
            with disk_errors(self.file(fingerprint)):
                data = self.file(fingerprint).read_bytes()
        except FileNotFoundError:
            return None
        entry = from_bytes(data)
        if entry.fingerprint != fingerprint:
            raise BrokenEntry(f"is the entry of {entry.fingerprint}")
        return entry

    def use(self, fingerprint: str) -> None:
        """Keeps a clean-up away from the entry for a while."""
        touch(self.file(fingerprint))

    def write(self, entry: Entry) -> Entry:
        """Makes `entry` durable; gives the entry that stands."""
        file = self.file(entry.fingerprint)
        write_atomic(file, to_bytes(entry), kind=Kind.ENTRY, temp_folder=self.temp_folder)
        return entry

    def all(self) -> Iterator[str]:
        """Every fingerprint that has a file, sorted."""
        names = (_NAME.fullmatch(file.name) for file in sorted(self.folder.glob("*/*.json")))
        return (name[1] for name in names if name)
