"""A store that several machines share: the local one in front, objects at a common address behind.

Everything has the same name on both sides. Bytes go out before the entry that points at them, and entries are created,
never replaced, so that of two machines that made the same answer both go on with the first.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.leases.keeper import Keeper
from videostudio.tools.leases.objects import ObjectLeases
from videostudio.tools.leases.postgres import PostgresLeases
from videostudio.tools.store.bucket import Bucket
from videostudio.tools.store.cas import Cas, hash_file
from videostudio.tools.store.disk import disk_errors
from videostudio.tools.store.durable import Kind, commit, make_folder, removed_on_error, temp_path, write_atomic
from videostudio.tools.store.entry import BrokenEntry, Entry, from_bytes, to_bytes
from videostudio.tools.store.manifest import Manifest
from videostudio.tools.store.store import Store

LOOK_S = 0.5


class SharedStore(Store):
    """A Store over the objects at `url`; `root` keeps what was made or fetched here, and can be thrown away. Claims are
    leases, among the objects or on a Postgres server, there with names `within` a beginning. A clean-up is one of
    `root`: what other machines use is not known here."""

    def __init__(self, root: Path, url: str, postgres: str = "", within: str = "") -> None:
        super().__init__(root)
        self.url = url
        self._bucket = Bucket(url)
        self._cas = SharedCas(root, self._bucket)
        self._manifest = SharedManifest(root, self._bucket)
        self._keeper = Keeper(PostgresLeases(postgres, within) if postgres else ObjectLeases(self._bucket, "claims"))

    @contextmanager
    def claim(self, fingerprint: str) -> Iterator[None]:
        """See Store."""
        while (release := self.take(fingerprint)) is None:
            sleep(LOOK_S)
        try:
            yield
        finally:
            release()

    def take(self, fingerprint: str, lost: Callable[[], object] = lambda: None) -> Callable[[], None] | None:
        """See Store. `lost` is called when the store could not be told for so long that others may take it."""
        return self._keeper.take(fingerprint, lost)

    def read(self, ref: ArtifactRef) -> bytes:
        """See Store."""
        self._cas.fault(ref.sha256, ref.size)
        return super().read(ref)

    def _remove(self, file: Path, what: str, reason: str) -> None:
        super()._remove(file, what, reason)
        # Bytes that broke here may be whole there.
        if file.name == what and not self._cas.fault(what):
            return
        self._bucket.move(_key(self.root, file), f"quarantine/{file.name}")


class SharedCas(Cas):
    """Content-addressed files, each an object too."""

    def __init__(self, root: Path, bucket: Bucket) -> None:
        super().__init__(root / "cas", root / "tmp")
        self._root, self._bucket = root, bucket
        self._sent: set[str] = set()

    def put(self, data: bytes) -> str:
        """See Cas."""
        sha256 = super().put(data)
        self._send(sha256)
        return sha256

    def put_file(self, source: Path, *, move: bool) -> tuple[str, int]:
        """See Cas."""
        sha256, size = super().put_file(source, move=move)
        self._send(sha256)
        return sha256, size

    def fault(self, sha256: str, size: int | None = None) -> str:
        """See Cas. What is missing or broken here is fetched."""
        fault = super().fault(sha256, size)
        return super().fault(sha256, size) if fault and self._fetched(sha256) else fault

    def _has(self, sha256: str, size: int) -> bool:
        """What is about to be put is not fetched."""
        return not super().fault(sha256, size) and super()._has(sha256, size)

    def _send(self, sha256: str) -> None:
        if sha256 in self._sent:
            return
        file = self.file(sha256)
        key = _key(self._root, file)
        if self._bucket.size(key) != file.stat().st_size:
            self._bucket.send(file, key)
        self._sent.add(sha256)

    def _fetched(self, sha256: str) -> bool:
        """Whether whole bytes came. Broken ones stay away, so that they are never taken for ours."""
        temp, file = temp_path(self.temp_folder), self.file(sha256)
        with disk_errors(file), removed_on_error(temp):
            make_folder(self.temp_folder)
            if not self._bucket.fetch(_key(self._root, file), temp):
                return False
            if hash_file(temp) != sha256:
                temp.unlink()
                return False
            commit(temp, file, kind=Kind.ARTIFACT)
        return True


class SharedManifest(Manifest):
    """Entries, each an object too. The object is the truth, the file a copy."""

    def __init__(self, root: Path, bucket: Bucket) -> None:
        super().__init__(root / "entries", root / "tmp")
        self._root, self._bucket = root, bucket

    def load(self, fingerprint: str) -> Entry | None:
        """See Manifest. What is missing or broken here is fetched."""
        try:
            if (entry := super().load(fingerprint)) is not None:
                return entry
        except BrokenEntry:
            pass  # the object may be whole
        file = self.file(fingerprint)
        data = self._bucket.read(_key(self._root, file))
        if data is None:
            return None
        write_atomic(file, data, kind=Kind.ENTRY, temp_folder=self.temp_folder)
        return super().load(fingerprint)

    def write(self, entry: Entry) -> Entry:
        """See Manifest. Whoever comes second gets what the first wrote."""
        key, data = _key(self._root, self.file(entry.fingerprint)), to_bytes(entry)
        if not self._bucket.create(key, data):
            standing = self._bucket.read(key)
            data = standing if standing is not None and _is_whole(standing) else data
            self._bucket.write(key, data)
        write_atomic(self.file(entry.fingerprint), data, kind=Kind.ENTRY, temp_folder=self.temp_folder)
        return from_bytes(data)


def _is_whole(data: bytes) -> bool:
    try:
        from_bytes(data)
    except BrokenEntry:
        return False
    return True


def _key(root: Path, file: Path) -> str:
    return file.relative_to(root).as_posix()
