"""Jobs that were sent to a server, in words, and what their user decides about lost ones."""

import json
from collections.abc import Sequence

from videostudio.film.errors import UserError
from videostudio.generators.remote.journal import Job, Journal, State

_STATES = {
    State.SENDING: "sent, and its answer lost: nobody knows whether the server has it",
    State.SENT: "with the server",
    State.DONE: "done",
    State.FAILED: "failed",
}
SHOWN = 12
"""Digits of a job's name that people are shown."""


def in_words(jobs: Sequence[Job]) -> str:
    """A line a job."""
    if not jobs:
        return "Nothing was sent to a server from this workspace."
    return "\n".join(_line(job) for job in jobs)


def as_json(jobs: Sequence[Job]) -> str:
    """`{"jobs": [...]}`."""
    return json.dumps({"jobs": [job.model_dump(mode="json", exclude={"before"}) for job in jobs]}, ensure_ascii=False)


def adopted(journal: Journal, name: str, theirs: str) -> str:
    """Gives a lost job the server's name of it. Raises UserError."""
    job = _one(journal, name)
    if job.state is not State.SENDING or job.what != "video":
        raise UserError(f"the job {job.name[:SHOWN]} is {_STATES[job.state]}: only a lost video is adopted")
    if theirs in journal.ids():
        raise UserError(f"{theirs} is another job of this workspace: `videostudio jobs list` shows which")
    journal.keep(job.model_copy(update={"id": theirs, "state": State.SENT}))
    return f"The job {job.name[:SHOWN]} is {theirs} on {job.base_url}. Its film goes on with `videostudio resume`."


def forgotten(journal: Journal, name: str) -> str:
    """Forgets a job. Raises UserError for one that the server is known to be at."""
    job = _one(journal, name)
    if job.state is State.SENT:
        raise UserError(f"the job {job.name[:SHOWN]} is {job.id} on {job.base_url}: its film goes on with it")
    journal.drop(job.name)
    return f"The job {job.name[:SHOWN]} is forgotten: its film sends it again."


def _one(journal: Journal, name: str) -> Job:
    found = [job for job in journal.all() if name and job.name.startswith(name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(f"no job begins with '{name}': `videostudio jobs list` shows them all")
    raise UserError(f"'{name}' may be {', '.join(job.name[:SHOWN] for job in found)}: say more of it")


def _line(job: Job) -> str:
    told = f": {job.why}" if job.why else ""
    return f"{job.name[:SHOWN]}  {job.what:<6} {job.id or '-':<20} {_STATES[job.state]}{told}"
