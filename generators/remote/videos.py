"""Jobs of `/v1/videos`: sent once, looked at until they end, fetched, whatever is killed in between.

nothing written     nothing was sent: write SENDING with what the server's list begins with now, then send
SENDING             the answer was lost, or never came: see `_settled`
SENT                the server's name of the job is known: look until it ends
DONE                it was fetched once; fetched again, it has to be the same bytes
FAILED              it ended badly, and is not sent again under this name
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from videostudio.film.errors import EndpointError, GeneratorError
from videostudio.generators.remote.dialects import Asked
from videostudio.generators.remote.journal import Job, Journal, State, passed
from videostudio.generators.remote.settings import RemoteSettings
from videostudio.generators.remote.wire import Absent, Downloaded, Unsure, Wire

VIDEOS = "videos"
LISTED = 100
MOST_SENDS = 3
SKEW_S = 3600
"""How far the server's clock may be behind this machine's."""
_LONGEST_ID = 500
_WAITING = frozenset({"queued", "pending", "in_progress", "processing", "running"})
_GOOD = frozenset({"completed", "succeeded"})
_BAD = frozenset({"failed", "cancelled", "canceled", "expired"})
_MAGIC = {b"ftyp": 4, b"\x1aE\xdf\xa3": 0}
"""What MP4 and WebM files have near their start, and where."""

Progress = Callable[[int], None]
"""Told percent."""


@dataclass(frozen=True)
class VideoJobs:
    """The jobs of one server. `sleep` waits, `now` tells the time in s since 1970."""

    wire: Wire
    settings: RemoteSettings
    journal: Journal
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def made(self, name: str, asked: Asked, out: Path, progress: Progress = lambda percent: None) -> Job:
        """Writes the clip of the job called `name` to `out`. Raises GeneratorError for a job that failed or whose clip
        is gone, and EndpointError where the server cannot be asked, and where nobody can say whether it has the job."""
        with self.journal.claim(name):
            job = self.journal.read(name)
            if job is not None and job.base_url != self.settings.base_url:
                raise EndpointError(f"the job was sent to {job.base_url}: set that server again, or another profile")
            if job is None:
                job = self._begun(name, asked)
            elif job.state is State.SENDING:
                job = self._settled(job, asked)
            if job.state is State.FAILED:
                raise GeneratorError(job.why)
            if job.state is State.SENT:
                self._awaited(job, progress)
            return self._fetched(job, out)

    def _begun(self, name: str, asked: Asked) -> Job:
        with self.journal.sending(self.settings.base_url):
            job = self.journal.keep(
                Job(
                    name=name,
                    base_url=self.settings.base_url,
                    what="video",
                    began_s=int(self.now()),
                    before=None if self.settings.idempotent else self._listed_ids(),
                    told=asked.told or {},
                )
            )
            passed("job.intended")
            return self._sent(job, asked)

    def _sent(self, job: Job, asked: Asked) -> Job:
        key = job.name if self.settings.idempotent else ""
        try:
            answer = self.wire.send(VIDEOS, body=asked.body, files=asked.files, key=key)
        except Unsure:
            return self._found(job, asked)
        except (EndpointError, GeneratorError):
            # A refusal: the server began nothing, now or with the sends before.
            self.journal.drop(job.name)
            raise
        passed("job.posted")
        return self._known(job, _id(answer, self.settings.host))

    def _known(self, job: Job, id_: str) -> Job:
        kept = self.journal.keep(job.model_copy(update={"id": id_, "state": State.SENT}))
        passed("job.kept")
        return kept

    def _settled(self, job: Job, asked: Asked) -> Job:
        """The job of a process that died while it was sending."""
        with self.journal.sending(self.settings.base_url):
            return self._found(job, asked)

    def _found(self, job: Job, asked: Asked) -> Job:
        """Whether the server has a job whose answer was lost, from the server itself: by its idempotency key, or
        because its list has one that it had not before, with something of the job in it. Raises EndpointError where it
        cannot tell."""
        if job.sends >= MOST_SENDS:
            raise EndpointError(f"{self._lost(job)}: sent {job.sends} times, and no answer came. {_what_to_do(job)}")
        if self.settings.idempotent:
            return self._sent(self._again(job), asked)
        if job.before is None:
            raise EndpointError(f"{self._lost(job)}, and it has no list of its jobs to look into. {_what_to_do(job)}")
        self.sleep(max(0.0, job.began_s + self.settings.lost_s - self.now()))
        known = self.journal.ids() | set(job.before)
        new = [one for one in self._listed() if _id_of(one) not in known and _alike(job, one)]
        if len(new) > 1 or not all(_agreed(job, one) for one in new):
            ids = ("any of " if len(new) > 1 else "") + ", ".join(_id_of(one) for one in new)
            raise EndpointError(f"{self._lost(job)}: it may be {ids}. {_what_to_do(job)}")
        if new:
            return self._known(job, _id(new[0], self.settings.host))
        return self._sent(self._again(job), asked)

    def _again(self, job: Job) -> Job:
        changes = {"sends": job.sends + 1, "began_s": int(self.now())}
        again = self.journal.keep(job.model_copy(update=changes))
        passed("job.intended")
        return again

    def _listed_ids(self) -> tuple[str, ...] | None:
        try:
            return tuple(_id_of(one) for one in self._listed())
        except Absent:
            return None

    def _listed(self) -> list[Mapping[str, Any]]:
        """The newest jobs that the server knows. Raises Absent for a server without a list."""
        answer = self.wire.look(VIDEOS, {"limit": str(LISTED), "order": "desc"})
        found = answer.get("data")
        if not isinstance(found, list):
            raise Absent(f"{self.settings.host} has no list of its jobs")
        jobs = [one for one in found if isinstance(one, Mapping) and _id_of(one)]
        if answer.get("has_more") and _created(jobs[0]) < _created(jobs[-1]):
            raise Absent(f"{self.settings.host} lists its oldest jobs first, and not all of them")
        return jobs

    def _awaited(self, job: Job, progress: Progress) -> None:
        """Looks at the job until it ends well."""
        ends = self.now() + self.settings.job_s
        while True:
            try:
                found = self.wire.look(f"{VIDEOS}/{quote(job.id, safe='')}")
            except Absent as error:
                # Some servers list a job a moment after they have named it.
                if self.now() < job.began_s + self.settings.lost_s:
                    self.sleep(self.settings.poll_ms / 1000)
                    continue
                raise self._failed(job, f"the server does not know the job {job.id} any more ({error})") from None
            state = str(found.get("status", "")).lower()
            if state in _GOOD:
                return
            if state in _BAD:
                raise self._failed(job, f"the job {job.id} ended as '{state}'{_why(found)}")
            if isinstance(percent := found.get("progress"), int | float):
                progress(max(0, min(100, int(percent))))
            if self.now() > ends:
                odd = "" if state in _WAITING else ", which is no state that is known"
                raise EndpointError(
                    f"the job {job.id} of {self.settings.host} is '{state}'{odd} after {self.settings.job_s} s: it is "
                    "looked at again when the film is; set job_s to wait longer"
                )
            self.sleep(self.settings.poll_ms / 1000)

    def _fetched(self, job: Job, out: Path) -> Job:
        try:
            got = self.wire.download(f"{VIDEOS}/{quote(job.id, safe='')}/content", out, self.settings.most_mib * 2**20)
        except Absent as error:
            raise self._failed(job, f"the clip of the job {job.id} is gone ({error})") from None
        if why := _no_video(got, out):
            raise self._failed(job, f"{self.settings.host} sent no clip for the job {job.id}: {why}")
        if job.sha256 and job.sha256 != got.sha256:
            raise self._failed(job, f"the job {job.id} has another clip than when it was fetched first")
        done = self.journal.keep(job.model_copy(update={"state": State.DONE, "sha256": got.sha256}))
        passed("job.fetched")
        return done

    def _failed(self, job: Job, why: str) -> GeneratorError:
        self.journal.keep(job.model_copy(update={"state": State.FAILED, "why": why}))
        return GeneratorError(why)

    def _lost(self, job: Job) -> str:
        return f"whether {self.settings.host} has the job {job.name[:12]} is not known: its answer was lost"


def _what_to_do(job: Job) -> str:
    return (
        f"Nothing is sent twice by itself: look at the server, then `videostudio jobs adopt {job.name[:12]} ID` with "
        f"its name there, or `videostudio jobs again {job.name[:12]}` if it has none"
    )


def _id_of(answer: Mapping[str, Any]) -> str:
    found = answer.get("id")
    return found if isinstance(found, str) and found.isprintable() and 0 < len(found) <= _LONGEST_ID else ""


def _id(answer: Mapping[str, Any], host: str) -> str:
    """The server's name of a job. Raises EndpointError for an answer without: something may have been begun."""
    if not (found := _id_of(answer)) or found in (".", ".."):
        raise EndpointError(f"{host} takes a video without naming its job: this is no /v1/videos as a job service")
    return found


def _alike(job: Job, one: Mapping[str, Any]) -> bool:
    """Whether nothing that the server repeats of a job is against it; servers repeat little, and some nothing."""
    if _created(one) and _created(one) < job.began_s - SKEW_S:
        return False
    said = {name: str(one[name]) for name in job.told if one.get(name) not in (None, "")}
    return all(_same(job.told[name], value) for name, value in said.items())


def _agreed(job: Job, one: Mapping[str, Any]) -> bool:
    """Whether the server repeats something of a job that others would hardly have: on an account of several people a
    job may be new and somebody else's, of the same model too."""
    return any(name != "model" and one.get(name) not in (None, "") for name in job.told)


def _created(one: Mapping[str, Any]) -> float:
    """s since 1970 by the server's clock, 0 if it does not say."""
    found = one.get("created_at")
    return float(found) if isinstance(found, int | float) else 0.0


def _same(ours: str, theirs: str) -> bool:
    return ours == theirs or ours.strip().removesuffix(".0") == theirs.strip().removesuffix(".0")


def _why(found: Mapping[str, Any]) -> str:
    error = found.get("error")
    told = error.get("message") or error.get("code") if isinstance(error, Mapping) else error
    return f": {' '.join(str(told).split())[:300]}" if told else ""


def _no_video(got: Downloaded, file: Path) -> str:
    """What is wrong with a file that should be MP4 or WebM; "" if nothing is."""
    if not got.size:
        return "the file is empty"
    with file.open("rb") as opened:
        start = opened.read(16)
    if not any(start[at : at + len(magic)] == magic for magic, at in _MAGIC.items()):
        return f"{got.size} bytes of type '{got.media_type}' that are neither MP4 nor WebM"
    return ""
