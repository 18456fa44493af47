"""The artifact store: what was made once is found again, by any process, whatever happened in between."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact
from videostudio.tools.locks import passing_lock, try_passing_lock
from videostudio.tools.store import upkeep
from videostudio.tools.store.cas import MISSING, Cas
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import make_folder, temp_path
from videostudio.tools.store.entry import BrokenEntry, Entry
from videostudio.tools.store.facts import GcFacts, Problem, SizeFacts
from videostudio.tools.store.manifest import Manifest
from videostudio.tools.store.quarantine import set_aside


class Store:
    """Artifacts under their sha256, and entries that map a fingerprint to the artifacts that answer it.

    Nothing is on disk before the first write. Every write is durable when the call returns. Methods that
    touch the disk raise NotEnoughDisk and UnusablePath. `set_aside` lists what this object found broken.
    """

    url = ""
    """The address of the store that this one shares its artifacts with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.set_aside: list[Problem] = []
        self._cas = Cas(root / "cas", root / "tmp")
        self._manifest = Manifest(root / "entries", root / "tmp")

    def put(
        self,
        data: bytes,
        *,
        media_type: str,
        width: int | None = None,
        height: int | None = None,
        frames: int | None = None,
        fps: int | None = None,
    ) -> ArtifactRef:
        """Keeps `data`."""
        return ArtifactRef(
            sha256=self._cas.put(data),
            media_type=media_type,
            size=len(data),
            width=width,
            height=height,
            frames=frames,
            fps=fps,
        )

    def put_file(
        self,
        path: Path,
        *,
        media_type: str,
        width: int | None = None,
        height: int | None = None,
        frames: int | None = None,
        fps: int | None = None,
        move: bool = False,
    ) -> ArtifactRef:
        """Keeps the bytes of a file, in constant memory. `move` uses the file up, which spares the copy for a
        file from `scratch`."""
        sha256, size = self._cas.put_file(path, move=move)
        return ArtifactRef(
            sha256=sha256,
            media_type=media_type,
            size=size,
            width=width,
            height=height,
            frames=frames,
            fps=fps,
        )

    @contextmanager
    def scratch(self, suffix: str = "") -> Iterator[Path]:
        """A path on the store's file system to write a file to; what is left there afterwards is removed."""
        with disk_errors(self.root):
            make_folder(self._cas.temp_folder)
        path = temp_path(self._cas.temp_folder).with_suffix(suffix)
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def read(self, ref: ArtifactRef) -> bytes:
        """The bytes, verified. Raises CorruptArtifact, after setting them aside, if they are not as written."""
        try:
            with disk_errors(file := self._cas.file(ref.sha256)):
                data = file.read_bytes()
        except FileNotFoundError:
            raise self._corrupt(ref, MISSING) from None
        if len(data) != ref.size or hashlib.sha256(data).hexdigest() != ref.sha256:
            raise self._corrupt(ref, f"has {len(data)} bytes that are not the {ref.size} that were written")
        return data

    def path(self, ref: ArtifactRef) -> Path:
        """The file of the bytes, verified when it is first asked for and whenever it changed. Raises
        CorruptArtifact as `read` does."""
        if fault := self._fault(ref):
            raise self._corrupt(ref, fault)
        return self._cas.file(ref.sha256)

    def holds(self, ref: ArtifactRef) -> bool:
        """Whether the bytes are there and whole. Nothing is set aside: the question may be a stranger's."""
        return not self._fault(ref)

    def find(self, fingerprint: str) -> Entry | None:
        """The entry, if it and all it points at are whole. What is broken is set aside, and None returned."""
        entry = self._whole(fingerprint)
        if entry is not None:
            self._manifest.use(fingerprint)
        return entry

    def entries(self) -> Iterator[Entry]:
        """Every entry that can be read, unverified: for figures over all that was ever made."""
        for fingerprint in self._manifest.all():
            with suppress(BrokenEntry):
                if entry := self._manifest.load(fingerprint):
                    yield entry

    def record(self, entry: Entry) -> Entry:
        """Makes `entry` durable; gives the entry that stands. The first answer to a fingerprint is kept.

        Raises CorruptArtifact if an output is not in the store.
        """
        if standing := self.find(entry.fingerprint):
            return standing
        for ref in entry.outputs.values():
            self.path(ref)
        return self._manifest.write(entry)

    def claim(self, fingerprint: str) -> AbstractContextManager[None]:
        """The right to make the answer to `fingerprint`: waits for whoever is making it, on this machine.

        Look again with `find` after getting it. The kernel frees it when the process dies.
        """
        return passing_lock(self.root / "claims" / fingerprint)

    def take(self, fingerprint: str, lost: Callable[[], object] = lambda: None) -> Callable[[], None] | None:
        """The right to make the answer to `fingerprint`, as `claim` gives it, without waiting: call the result to give
        it back. None if somebody has it. `lost` is called, from any thread, when it was lost before that, which cannot
        happen on one machine."""
        return try_passing_lock(self.root / "claims" / fingerprint)

    def gc(self, keep: Iterable[str], *, older_than_s: float = upkeep.GRACE_S) -> GcFacts:
        """Removes entries whose fingerprint is not in `keep`, artifacts whose sha256 is not in `keep` and that no
        remaining entry points at, and leftovers of killed processes; nothing that was made or used in the last
        `older_than_s` seconds."""
        return upkeep.collect(self._cas, self._manifest, keep=frozenset(keep), older_than_s=older_than_s)

    def verify(self) -> list[Problem]:
        """Hashes everything anew, sets aside what is broken and tells of it."""
        already = len(self.set_aside)
        self._cas.forget()
        for fingerprint in self._manifest.all():
            self._whole(fingerprint)
        for sha256 in self._cas.all():
            if fault := self._cas.fault(sha256):
                self._remove(self._cas.file(sha256), sha256, fault)
        return self.set_aside[already:]

    def size(self) -> SizeFacts:
        """What lies in the store."""
        return upkeep.measure(self._cas, self._manifest, self._quarantine)

    @property
    def _quarantine(self) -> Path:
        return self.root / "quarantine"

    def _whole(self, fingerprint: str) -> Entry | None:
        file = self._manifest.file(fingerprint)
        try:
            entry = self._manifest.load(fingerprint)
        except BrokenEntry as error:
            self._remove(file, fingerprint, str(error))
            return None
        faults = {ref.sha256: self._fault(ref) for ref in entry.outputs.values()} if entry else {}
        broken = {sha256: fault for sha256, fault in faults.items() if fault}
        for sha256, fault in broken.items():
            self._remove(self._cas.file(sha256), sha256, fault)
        if broken:
            points = "; ".join(f"{sha256}, which {fault}" for sha256, fault in broken.items())
            self._remove(file, fingerprint, f"points at {points}")
            return None
        return entry

    def _fault(self, ref: ArtifactRef) -> str:
        return self._cas.fault(ref.sha256, ref.size)

    def _corrupt(self, ref: ArtifactRef, fault: str) -> CorruptArtifact:
        self._remove(self._cas.file(ref.sha256), ref.sha256, fault)
        return CorruptArtifact(f"artifact {ref.sha256} {fault}: it is made again when its film is made again")

    def _remove(self, file: Path, what: str, reason: str) -> None:
        if problem := set_aside(file, self._quarantine, what=what, reason=reason):
            self.set_aside.append(problem)
