"""Calls of `/v1/images`: answered at once, so that an answer which is lost cannot be asked for again.

A call is written down before it is sent, its picture before it is used. One that was lost is sent again only where that
costs nothing, or where the server knows it by its idempotency key.
"""

import base64
import binascii
import time
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.film.errors import EndpointError, GeneratorError
from videostudio.generators.remote.dialects import Asked
from videostudio.generators.remote.journal import Job, Journal, State, passed
from videostudio.generators.remote.settings import RemoteSettings
from videostudio.generators.remote.wire import Unsure, Wire
from videostudio.tools.store.durable import temp_path

GENERATIONS, EDITS = "images/generations", "images/edits"
MOST_SENDS = 3
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Drawn:
    """A picture's file, and how often it may have been drawn for it."""

    data: bytes
    sends: int


@dataclass(frozen=True)
class Pictures:
    """The drawing calls of one server."""

    wire: Wire
    settings: RemoteSettings
    journal: Journal
    now: Callable[[], float] = time.time

    def drawn(self, name: str, asked: Asked) -> Drawn:
        """The picture of the call called `name`. Raises GeneratorError for words that the server will not have, and for
        an answer that is no picture; EndpointError where it cannot be asked, and for a paid call that was lost."""
        with self.journal.claim(name):
            self.journal.sweep()
            job = self.journal.read(name)
            if job is not None and job.state is State.DONE and (kept := self.journal.picture(job)) is not None:
                return Drawn(kept, job.sends)
            if job is not None and job.state is State.FAILED:
                raise GeneratorError(job.why)
            if job is None:
                began_s = int(self.now())
                job = self.journal.keep(Job(name=name, base_url=self.settings.base_url, what="image", began_s=began_s))
            else:
                job = self._again(job)
            return self._sent(job, asked)

    def _sent(self, job: Job, asked: Asked) -> Drawn:
        path = EDITS if asked.files else GENERATIONS
        key = job.name if self.settings.idempotent else ""
        while True:
            passed("job.intended")
            try:
                answer = self.wire.send(path, body=asked.body, files=asked.files, key=key)
                break
            except Unsure:
                job = self._again(job)
            except (EndpointError, GeneratorError):
                # A refusal: nothing was drawn for it.
                self.journal.drop(job.name)
                raise
        passed("job.posted")
        try:
            data = self._data(answer)
        except GeneratorError as error:
            self.journal.keep(job.model_copy(update={"state": State.FAILED, "why": str(error)}))
            raise
        done = self.journal.keep_picture(job, data)
        passed("job.kept")
        return Drawn(data, done.sends)

    def _again(self, job: Job) -> Job:
        """The same call once more, if that may be."""
        free = self.settings.image_price is not None and self.settings.image_price.of() == 0
        if job.sends >= MOST_SENDS or not (free or self.settings.idempotent):
            raise EndpointError(
                f"whether {self.settings.host} drew the picture {job.name[:12]} is not known: its answer was lost, and "
                f"it may have been paid for. `videostudio jobs again {job.name[:12]}` draws it again; where drawing "
                "costs nothing, set VIDEOSTUDIO_REMOTE_PRICE_IMAGE_MILLI=0"
            )
        return self.journal.keep(job.model_copy(update={"sends": job.sends + 1, "began_s": int(self.now())}))

    def _data(self, answer: dict[str, object]) -> bytes:
        """The first picture of an answer: in it, or at an address of the same server."""
        found = answer.get("data")
        first = found[0] if isinstance(found, list) and found else None
        if isinstance(first, dict) and isinstance(text := first.get("b64_json"), str):
            try:
                return base64.b64decode(text.partition("base64,")[2] or text, validate=True)
            except binascii.Error:
                raise GeneratorError(f"{self.settings.host} sent a picture that is no base64") from None
        if isinstance(first, dict) and isinstance(address := first.get("url"), str):
            return self._fetched(address)
        raise GeneratorError(f"{self.settings.host} answers without a picture: {' '.join(map(str, answer))[:200]}")

    def _fetched(self, address: str) -> bytes:
        out = temp_path(self.journal.folder)
        # A server that gives paths gives them from its root.
        root = self.settings.base_url.split("/", 3)
        path = "/".join(root[:3]) + address if address.startswith("/") else address
        try:
            self.wire.download(path, out, MOST_BYTES)
            return out.read_bytes()
        finally:
            out.unlink(missing_ok=True)
