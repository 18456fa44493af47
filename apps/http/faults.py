"""Errors as HTTP answers, in OpenAI's shape: {"error": {"message", "type", "code", "param"}}."""

import re
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from videostudio.film import errors
from videostudio.film.errors import (
    FilmBusy,
    FilmNotFound,
    ModelError,
    NotAllowed,
    OperatorError,
    TooBusy,
    Unclear,
    UserError,
    VideoStudioError,
)

OUR_FAULT = "this is a bug in VideoStudio, not your fault: whoever runs this machine finds it in the log"
NOT_YOURS = "this machine cannot do it yet: whoever runs it finds out why with `videostudio doctor`"

_STATUS: tuple[tuple[type[VideoStudioError], int], ...] = (
    (NotAllowed, 403),
    (FilmNotFound, 404),
    (FilmBusy, 409),
    (TooBusy, 429),
    (UserError, 400),
    (OperatorError, 503),
    (ModelError, 502),
)
_TYPES = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}


class TokenWanted(NotAllowed):
    """Whoever asks has no token, or none that is known."""


def refusal(status: int, message: str, code: str, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    """An answer that says no, and why."""
    kind = _TYPES.get(status, "invalid_request_error" if status < 500 else "server_error")
    error = {"message": message, "type": kind, "code": code, "param": None, **more}
    # The client need not ask again by itself for anything but a limit that passes.
    retry = {} if status == 429 else {"x-should-retry": "false"}
    return JSONResponse({"error": error}, status, {**retry, **(headers or {})})


def of_error(request: Request, error: Exception) -> Response:
    """An error of the tree."""
    code = code_of(type(error).__name__)
    match error:
        case TokenWanted():
            return refusal(401, str(error), code, {"www-authenticate": "Bearer"})
        case TooBusy():
            return refusal(429, str(error), code, {"retry-after": str(max(1, round(error.retry_after_s)))})
        case Unclear():
            return refusal(400, str(error), code, choices=list(error.choices))
    is_owner = getattr(request.state, "is_owner", False)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return refusal(status, said_of(type(error).__name__, str(error), is_owner=is_owner), code)


def of_http(_: Request, error: Exception) -> Response:
    """What the framework refuses: unknown paths, methods, bodies that cannot be read."""
    assert isinstance(error, HTTPException)
    return refusal(error.status_code, str(error.detail), "http", dict(error.headers or {}))


def of_validation(_: Request, error: Exception) -> Response:
    """A body or a parameter of the wrong kind."""
    assert isinstance(error, RequestValidationError)
    faults = (f"{'.'.join(map(str, one['loc'][1:]))[:80] or one['loc'][0]}: {one['msg']}" for one in error.errors())
    return refusal(422, "\n".join(faults).encode(errors="replace").decode(), "validation")


def of_disconnect(_: Request, __: Exception) -> Response:
    """A body that broke off: nobody reads this."""
    return refusal(400, "the body broke off: send it again", "disconnected")


def of_bug(_: Request, __: Exception) -> Response:
    """What must not happen. What it says stays in the log."""
    return refusal(500, OUR_FAULT, "bug")


def said_of(kind: str, text: str, *, is_owner: bool) -> str:
    """What an asker is told of an error by the name of its class: machines and bugs are their operator's business, and
    their texts name folders."""
    tree = getattr(errors, kind, None)
    if is_owner or (isinstance(tree, type) and issubclass(tree, UserError | ModelError)) or kind == "TokenWanted":
        return text
    return NOT_YOURS if isinstance(tree, type) and issubclass(tree, OperatorError) else OUR_FAULT


def code_of(kind: str) -> str:
    """The name of an error's class as a code: FilmNotFound -> film_not_found."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).strip("_").lower()
