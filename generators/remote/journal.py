"""What was sent to a server, one durable file a job: written before anything is sent, so that nothing is sent twice.

A job's name is the fingerprint of its request. While it is SENDING, nobody knows whether the server has it.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError

from videostudio.film.errors import EndpointError
from videostudio.film.noun import Noun
from videostudio.tools.locks import passing_lock
from videostudio.tools.store.durable import Kind, point, write_atomic

POINTS = ("job.intended", "job.posted", "job.kept", "job.fetched")
"""Where a kill can fall between this machine and the server; see `tools/store/durable.py`."""
JOB, PICTURE = ".json", ".picture"
KEPT_S = 24 * 3600.0
"""How long an answered picture is kept beside its job: until it is in the store, and some time more."""


class State(StrEnum):
    """How far a job is, as far as this machine knows."""

    SENDING = "sending"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


class Job(Noun):
    """name        the fingerprint of the request
    base_url    where it was sent
    what        "video" or "image"
    state       how far it is
    id          the server's own name of it, "" while nobody knows it
    began_s     when it was first sent, s since 1970
    sends       how often it was sent and may have been begun
    before      ids that the server's list began with when it was sent; None where it has no list
    told        what the server may repeat of it in its list: model, prompt, size, seconds
    why         why it failed
    sha256      of what it came to, "" before
    """

    name: str
    base_url: str
    what: str
    state: State = State.SENDING
    id: str = ""
    began_s: int = 0
    sends: int = Field(default=1, ge=1)
    before: tuple[str, ...] | None = None
    told: dict[str, str] = {}
    why: str = ""
    sha256: str = ""


class Journal:
    """The jobs of one workspace; `folder` is made when the first is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, str(folder)

    def claim(self, name: str) -> AbstractContextManager[None]:
        """The right to work on a job: waits for whoever does."""
        return passing_lock(self.folder / f"{name}.lock")

    def sending(self, base_url: str) -> AbstractContextManager[None]:
        """The right to send to a server: one job at a time, so that one that is new in its list is that one."""
        return passing_lock(self.folder / f"{server_name(base_url)}.sending")

    def read(self, name: str) -> Job | None:
        """The job; None if nothing of that name was ever sent. Raises EndpointError for one that cannot be read: it may
        stand for something that was paid for."""
        try:
            data = self._get(f"{name}{JOB}")
            return None if data is None else Job.model_validate_json(data)
        except (OSError, ValidationError) as error:
            raise EndpointError(
                f"{self.place}/{name}{JOB} cannot be read, and says whether a job was sent: look for it on the server, "
                "and remove it to send the job again"
            ) from error

    def keep(self, job: Job) -> Job:
        """Makes a job durable."""
        self._put(f"{job.name}{JOB}", job.model_dump_json(indent=1).encode())
        return job

    def drop(self, name: str) -> None:
        """Forgets a job that the server has certainly not begun, or that its user wants sent again."""
        self._remove(f"{name}{JOB}")
        self._remove(f"{name}{PICTURE}")

    def keep_picture(self, job: Job, data: bytes) -> Job:
        """Makes the answer to a drawing call durable: there is no way to ask for it again."""
        self._put(f"{job.name}{PICTURE}", data)
        done = {"state": State.DONE, "sha256": hashlib.sha256(data).hexdigest()}
        return self.keep(job.model_copy(update=done))

    def picture(self, job: Job) -> bytes | None:
        """The kept answer of a job; None if it is not there as it was written."""
        try:
            data = self._get(f"{job.name}{PICTURE}")
        except OSError:
            return None
        return data if data is not None and hashlib.sha256(data).hexdigest() == job.sha256 else None

    def sweep(self, older_than_s: float = KEPT_S) -> None:
        """Removes kept answers that are in the store by now. What was sent stays written down."""
        for file in self.folder.glob(f"*{PICTURE}"):
            with suppress(FileNotFoundError):
                if time.time() - file.stat().st_mtime > older_than_s:
                    file.unlink()

    def all(self) -> Iterator[Job]:
        """Every job that can be read, by name."""
        for name in self._jobs():
            with suppress(EndpointError):
                if job := self.read(name):
                    yield job

    def ids(self) -> frozenset[str]:
        """The servers' names of all jobs. Raises EndpointError where one of them cannot be read: a job that is missing
        here would be taken for another one's."""
        found = (self.read(name) for name in self._jobs())
        return frozenset(job.id for job in found if job is not None and job.id)

    def _jobs(self) -> Iterator[str]:
        return (name.removesuffix(JOB) for name in self._names() if name.endswith(JOB))

    def _get(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def _put(self, name: str, data: bytes) -> None:
        write_atomic(self.folder / name, data, kind=Kind.FILM)

    def _remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def _names(self) -> list[str]:
        return sorted(file.name for file in self.folder.glob(f"*{JOB}"))


def server_name(base_url: str) -> str:
    """A name for a server, of hexadecimal digits."""
    return hashlib.sha256(base_url.encode()).hexdigest()[:32]


def passed(name: str) -> None:
    """Passes one of POINTS."""
    point(name)
