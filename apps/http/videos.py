"""The routes that OpenAI's clients know: order, look, list, fetch, delete."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from videostudio.apps.desk.orders import Orders
from videostudio.apps.desk.wishes import OF_THE_MACHINE, Wishes
from videostudio.apps.http import files
from videostudio.apps.http.bodies import FORM, JSON, asked, pictures_of
from videostudio.apps.http.films import page, video_of
from videostudio.apps.http.seats import AskedFor, Seated
from videostudio.apps.http.shapes import Deleted, Video, Videos
from videostudio.graphs.machines import store_of
from videostudio.tools.report.layout import FILM_FILE

router = APIRouter(prefix="/v1/videos", tags=["videos"])

_INSTEAD = {
    "edits": "send the change to /v1/videos/{id}/edit, or to /remix for another film",
    "extensions": 'send {"wish": "add a scene where ..."} to /v1/videos/{id}/edit',
    "characters": "a film's cast keeps its looks, and pictures of yours come as `references` with the order",
}

_PICTURE = {"type": "string", "format": "binary"}


def _body() -> dict[str, Any]:
    """The description of an order's body, which is read by hand: in two kinds, and never more of it than is allowed."""
    schema = Wishes.model_json_schema()
    fields = {name: field for name, field in schema["properties"].items() if name not in OF_THE_MACHINE}
    fields |= {"model": {"type": "string"}, "input_reference_name": {"type": "string", "maxLength": 80}}
    url = {"type": "object", "properties": {"image_url": {"type": "string"}}, "required": ["image_url"]}
    kinds = {JSON: {**fields, "input_reference": url}, FORM: {**fields, "input_reference": _PICTURE}}
    content = {
        kind: {"schema": {"type": "object", "required": ["prompt"], "properties": properties}}
        for kind, properties in kinds.items()
    }
    return {"requestBody": {"required": True, "content": content}}


@router.post("", openapi_extra=_body())
async def create(request: Request, seat: Seated) -> Video:
    """Orders a film. The same order again is the same film; `"new": true` or another `seed` is another."""
    orders: Orders = request.app.state.orders
    said = await asked(request, seat.desk.limits)
    job = await orders.take(seat, said.wishes, await pictures_of(seat, said))
    return await asyncio.to_thread(lambda: video_of(seat, seat.desk.status(job.film), job))


@router.get("")
def listed(
    seat: Seated,
    after: Annotated[str | None, Query(max_length=80)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    order: Literal["asc", "desc"] = "desc",
) -> Videos:
    """Your films, a page at a time."""
    return page(seat, after, limit, newest_first=order == "desc")


@router.get("/{video_id}")
def retrieve(at: AskedFor) -> Video:
    """Where a film stands."""
    return video_of(at.seat, at.film)


@router.delete("/{video_id}")
async def delete(at: AskedFor) -> Deleted:
    """Stops the work on a film, and removes it."""
    await at.seat.jobs.remove(at.film.id)
    return Deleted(id=at.film.id)


@router.get("/{video_id}/content", response_class=Response)
def content(request: Request, at: AskedFor, variant: Annotated[str, Query(max_length=20)] = "video") -> Response:
    """The film itself, in ranges if they are asked for; as "thumbnail", the picture of its first scene."""
    if variant == "thumbnail":
        still = at.film.still(store_of(at.seat.desk.workspace))
        return files.sent(request, still, f"{at.film.id}-thumbnail.png")
    if variant != "video":
        raise HTTPException(404, f"no {variant!r} is made of films here: ask for 'video', 'thumbnail', or /files/NAME")
    return files.answer(request, at.film, FILM_FILE)


@router.post("/edits", include_in_schema=False)
@router.post("/extensions", include_in_schema=False)
@router.post("/characters", include_in_schema=False)
@router.get("/characters/{name}", include_in_schema=False)
def unserved(request: Request, _: Seated) -> None:
    """What OpenAI's clients ask for beside, and nobody makes here."""
    what = request.url.path.split("/")[3]
    raise HTTPException(404, f"/v1/videos/{what} is not served here: {_INSTEAD[what]}")


@router.get("/{video_id}/files/{name:path}", response_class=Response)
def file(request: Request, at: AskedFor, name: str) -> Response:
    """Another file of a film: captions.vtt, script.json, report.html, clips/SCENE.mp4."""
    return files.answer(request, at.film, name)
