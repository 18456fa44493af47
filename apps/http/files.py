"""A film's files as answers: in ranges, and known by the digests of their bytes."""

import os

from fastapi import Request
from fastapi.responses import FileResponse, Response

from videostudio.apps.desk.films import Film, FilmFile


def answer(request: Request, film: Film, name: str) -> Response:
    """One file of a film. Raises FilmNotFound for a name that it does not have."""
    return sent(request, film.file(name), f"{film.id}-{name.rsplit('/', maxsplit=1)[-1]}")


def sent(request: Request, file: FilmFile, called: str) -> Response:
    """A file, `called` so where somebody saves it."""
    facts = os.stat(file.path)
    # A film that was changed a moment ago may lie there already, before its record does.
    digest = file.ref.sha256 if file.ref is not None and file.ref.size == facts.st_size else None
    headers = {"etag": f'"{digest}"'} if digest else {}
    shown = FileResponse(
        file.path,
        headers=headers,
        media_type=file.media_type,
        filename=called,
        stat_result=facts,
        content_disposition_type="inline",
    )
    if _is_known(request.headers.get("if-none-match"), shown.headers["etag"]):
        return Response(status_code=304, headers={"etag": shown.headers["etag"]})
    return shown


def _is_known(said: str | None, etag: str) -> bool:
    """Whether the asker has these bytes already (RFC 9110, section 13.1.2: a weak comparison)."""
    if said is None:
        return False
    return said.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in said.split(","))
