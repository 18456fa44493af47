"""Orders of films as they come: JSON, or a form with pictures beside its fields."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic_core import from_json
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException

from videostudio.apps.desk.limits import Limits
from videostudio.apps.desk.pictures import brought, of_data_url
from videostudio.apps.desk.service import Seat
from videostudio.apps.desk.wishes import Wishes, wishes_from
from videostudio.film.errors import BriefError, ReferenceError_

JSON, FORM = "application/json", "multipart/form-data"
MOST_FIELDS = 200

_BROKEN = "the form breaks off in the middle: send it again"

_NAMED = re.compile(r"references\[(.{1,80})\]", re.S)
_LISTS = {"must", "without", "approve"}


@dataclass(frozen=True)
class Asked:
    """An order: wishes, pictures by the name of whom they show, and one that came without a name."""

    wishes: Wishes
    pictures: Mapping[str, bytes]
    nameless: bytes | None = None


async def asked(request: Request, limits: Limits) -> Asked:
    """What a request orders. Raises BriefError, ReferenceError_, HTTPException for what is no body of its kind."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == JSON:
        return _from_json(await request.body())
    if kind == FORM:
        return await _from_form(request, limits)
    raise HTTPException(415, f"send {JSON}, or {FORM} with pictures")


async def pictures_of(seat: Seat, asked: Asked) -> dict[str, bytes]:
    """The pictures of an order by the name of whom they show; a nameless one shows who acts first. Raises the error
    tree."""
    if asked.nameless is None:
        return dict(asked.pictures)
    script = await seat.desk.plan(asked.wishes)
    names = {entity.id: entity.name for entity in script.entities}
    found = next((names[scene.foreground[0]] for scene in script.scenes if scene.foreground), None)
    if found is None:
        raise ReferenceError_("nobody is seen in this film whom the picture could show: leave it out")
    return {**asked.pictures, found: asked.nameless}


def _from_json(body: bytes) -> Asked:
    try:
        said = from_json(body)
    except ValueError as error:
        raise HTTPException(400, f"the body is no JSON: {str(error)[:200]}") from error
    if not isinstance(said, dict):
        raise BriefError('the body is no JSON object: send {"prompt": "..."}')
    pictures: dict[str, bytes] = {}
    references = said.get("references")
    if isinstance(references, dict):
        said["references"], pictures = brought(references)
    nameless = said.pop("input_reference", None)
    return _sorted(said, pictures, None if nameless is None else _of_reference(nameless))


async def _from_form(request: Request, limits: Limits) -> Asked:
    whole = Request(request.scope, _as_receive(_checked(request)))
    said: dict[str, Any] = {}
    pictures: dict[str, bytes] = {}
    nameless = None
    async with whole.form(max_files=limits.pictures + 1, max_fields=MOST_FIELDS) as form:
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                if key == "input_reference":
                    nameless = await value.read()
                elif named := _NAMED.fullmatch(key):
                    pictures[named[1]] = await value.read()
                else:
                    raise BriefError(f"there is no picture {key[:80]!r}: send input_reference, or references[NAME]")
            elif (name := key.removesuffix("[]")) in _LISTS:
                said.setdefault(name, []).append(value)
            else:
                said[key] = value
    return _sorted(said, pictures, nameless)


async def _checked(request: Request) -> AsyncIterator[bytes]:
    """A form's bytes. A form without its end would be taken for one without its last picture."""
    tail = b""
    async for chunk in request.stream():
        tail = (tail + chunk)[-4:]
        yield chunk
    if not tail.rstrip().endswith(b"--"):
        raise MultiPartException(_BROKEN)


def _as_receive(chunks: AsyncIterator[bytes]) -> Any:
    """Chunks as the messages that a request reads."""

    async def receive() -> dict[str, Any]:
        try:
            return {"type": "http.request", "body": await anext(chunks), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    return receive


def _sorted(said: dict[str, Any], pictures: dict[str, bytes], nameless: bytes | None) -> Asked:
    """`model` is what OpenAI calls a profile; a nameless picture may be told whom it shows."""
    if (model := said.pop("model", None)) is not None:
        said.setdefault("profile", model)
    shows = said.pop("input_reference_name", None)
    if nameless is not None and isinstance(shows, str) and shows:
        return Asked(wishes_from(said), {**pictures, shows: nameless})
    return Asked(wishes_from(said), pictures, nameless)


def _of_reference(said: Any) -> bytes:
    url = said.get("image_url") if isinstance(said, dict) else said
    if not isinstance(url, str):
        raise ReferenceError_('input_reference: send {"image_url": "data:image/png;base64,..."}, or a form with a file')
    return of_data_url(url)
