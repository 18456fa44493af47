"""The journal of jobs where several machines may make a film: objects beside those of their store.

Whoever carries a request out holds its claim in that store, so no job is worked on twice at a time; what is held here
besides is the right to send.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from videostudio.generators.remote.journal import KEPT_S, Journal, server_name
from videostudio.tools.leases.keeper import Keeper
from videostudio.tools.leases.objects import ObjectLeases
from videostudio.tools.store.bucket import Bucket

FOLDER = "jobs"
LOOK_S = 0.2


class SharedJournal(Journal):
    """A Journal among the objects at `url`; what is only passing lies in `folder`. Raises as Bucket does."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        self._bucket, self.place = Bucket(url), f"{url}/{FOLDER}"
        self._keeper = Keeper(ObjectLeases(self._bucket, "claims"))

    @contextmanager
    def sending(self, base_url: str) -> Iterator[None]:
        """See Journal. A machine that loses it in the middle may leave two new jobs in the list, and then its user is
        asked."""
        while (release := self._keeper.take(f"sending-{server_name(base_url)}")) is None:
            sleep(LOOK_S)
        try:
            yield
        finally:
            release()

    def sweep(self, older_than_s: float = KEPT_S) -> None:
        """Removes nothing: what other machines still need is not known here."""

    def _get(self, name: str) -> bytes | None:
        return self._bucket.read(f"{FOLDER}/{name}")

    def _put(self, name: str, data: bytes) -> None:
        self._bucket.write(f"{FOLDER}/{name}", data)

    def _remove(self, name: str) -> None:
        self._bucket.remove(f"{FOLDER}/{name}")

    def _names(self) -> list[str]:
        return self._bucket.names(FOLDER)
