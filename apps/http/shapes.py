"""The answers of the door: OpenAI's video object with what a film has beside it."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from videostudio.apps.desk.films import Film
from videostudio.apps.desk.work import Job, JobState
from videostudio.apps.http.faults import code_of, said_of

Status = Literal["queued", "in_progress", "completed", "failed"]
_STATUS: dict[JobState, Status] = {
    JobState.QUEUED: "queued",
    JobState.RUNNING: "in_progress",
    JobState.WAITING: "in_progress",
    JobState.DONE: "completed",
    JobState.FAILED: "failed",
    JobState.CANCELLED: "failed",
}


class Fault(BaseModel):
    """Why a video failed."""

    code: str
    message: str


class SceneShape(BaseModel):
    """One scene in short."""

    id: str
    event: str
    outcome: str | None = None


class Video(BaseModel):
    """A film. What is before `waiting` is OpenAI's: times in seconds since 1970, `progress` in percent. `waiting` is
    "script" or "cut" while the film needs its user's word (`/review`), and `awaited` names that script or cut: send it
    back with the word, as `seen`. `degraded` says what fell short."""

    id: str
    object: Literal["video"] = "video"
    created_at: int
    completed_at: int | None = None
    expires_at: int | None = None
    error: Fault | None = None
    model: str
    progress: int = Field(ge=0, le=100)
    prompt: str | None = None
    remixed_from_video_id: str | None = None
    seconds: str
    size: str
    status: Status
    waiting: str | None = None
    awaited: str = ""
    title: str | None = None
    scenes: list[SceneShape] = []
    degraded: list[str] = []
    notes: list[str] = []


class Videos(BaseModel):
    """A page of films, the newest first."""

    object: Literal["list"] = "list"
    data: list[Video]
    first_id: str | None = None
    last_id: str | None = None
    has_more: bool = False


class Deleted(BaseModel):
    """A film that is gone."""

    id: str
    object: Literal["video.deleted"] = "video.deleted"
    deleted: Literal[True] = True


class Written(BaseModel):
    """A film's script, and which of its versions it is."""

    id: str
    version: int
    script: dict[str, Any]


class Planned(BaseModel):
    """What a change would make again, and what it costs; nothing was changed."""

    id: str
    plan: dict[str, Any]


def video(film: Film, job: Job, created_s: float, progress: float, *, is_owner: bool) -> Video:
    """A film and the work on it. `created_s` in seconds since 1970, `progress` in [0, 1]."""
    brief, status = film.record.brief, _STATUS[job.state]
    fault = _fault(film, job, is_owner)
    if fault is not None:
        status = "failed"
    return Video(
        id=film.id,
        created_at=round(created_s),
        completed_at=round(job.ended_s) if status == "completed" and job.ended_s else None,
        error=fault,
        model=film.record.profile,
        progress=100 if status == "completed" else min(99, round(100 * progress)),
        prompt=brief.prompt,
        remixed_from_video_id=film.record.twin.film if film.record.twin else None,
        seconds=f"{(film.record.duration_ms or brief.duration_ms or 0) / 1000:g}",
        size=f"{brief.width}x{brief.height}",
        status=status,
        waiting=film.waiting.value if film.waiting and job.state.ended else None,
        awaited=film.record.awaited if job.state.ended else "",
        title=film.script.title if film.script else None,
        scenes=[SceneShape(id=one.id, event=one.event, outcome=one.outcome) for one in film.scenes],
        degraded=list(film.record.degraded),
        notes=list(film.record.notes),
    )


def _fault(film: Film, job: Job, is_owner: bool) -> Fault | None:
    """Why there is no film, or not the one that was asked for last."""
    if job.state is JobState.FAILED:
        return Fault(code=code_of(job.error_kind), message=said_of(job.error_kind, job.error, is_owner=is_owner))
    if job.state is JobState.CANCELLED:
        return Fault(code="cancelled", message="it was stopped: order it again, and it goes on where it was")
    if job.state is JobState.DONE and film.rejected:
        return Fault(code="rejected", message="its user said no: edit it, and it begins anew")
    return None
