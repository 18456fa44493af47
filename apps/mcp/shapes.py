"""What a tool answers: the HTTP door's video object, what to do next, and links to the film's files."""

from typing import Any

from mcp.types import CallToolResult, ContentBlock, ResourceLink, TextContent
from pydantic import Field

from videostudio.apps.desk.films import Film, FilmFile
from videostudio.apps.desk.service import Seat
from videostudio.apps.http.films import video_of
from videostudio.apps.http.shapes import Video

FILMS = "videostudio://films"

_NEXT = {
    "queued": "call get_video with wait_s to wait for it",
    "in_progress": "call get_video with wait_s to wait for it",
    "completed": "hand over film.mp4 from `files`; edit_video changes the film",
    "failed": "`error` says why, and what to do",
}
_REVIEW = "it waits for your user's word on the {what}: call review_storyboard, with `awaited` as `seen`"


class Told(Video):
    """A film. `next` says what to do now; `files` are addresses of resources, by the files' names; `folder` is where
    they lie, for who asks from the same machine; `plan` is what a change would make again, where only that was asked
    for."""

    next: str
    files: dict[str, str] = Field(default={}, description="file name -> address of its resource")
    folder: str | None = None
    plan: dict[str, Any] | None = None


def address(film: str, name: str) -> str:
    """The address of the resource that is one file of a film."""
    return f"{FILMS}/{film}/{name}"


def told(
    seat: Seat,
    film: Film,
    *,
    is_here: bool,
    then: str = "",
    plan: dict[str, Any] | None = None,
) -> CallToolResult:
    """A film as the answer of a tool. `is_here` is whether who asks is on this machine; `then` is what to do next where
    that is not what it usually is."""
    video, files = video_of(seat, film), film.files()
    usual = _REVIEW.format(what=video.waiting) if video.waiting else _NEXT[video.status]
    answer = Told(
        **video.model_dump(),
        next=then or usual,
        files={name: address(film.id, name) for name in files},
        folder=str(film.folder) if is_here else None,
        plan=plan,
    )
    said = answer.model_dump(mode="json")
    links = [_link(film.id, name, file) for name, file in files.items()]
    content: list[ContentBlock] = [TextContent(text=answer.model_dump_json()), *links]
    return CallToolResult(content=content, structured_content=said)


def _link(film: str, name: str, file: FilmFile) -> ResourceLink:
    size = file.path.stat().st_size
    return ResourceLink(uri=address(film, name), name=f"{film}/{name}", mime_type=file.media_type, size=size)
