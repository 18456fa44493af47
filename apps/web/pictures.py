"""The stills and clips of a film's takes and cast, as a browser asks for them: by digest, and only a film's own."""

import asyncio
from collections import OrderedDict
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse, Response

from videostudio.apps.desk.service import Seat
from videostudio.apps.http.seats import Seated
from videostudio.apps.web import addresses
from videostudio.apps.web.facts import gathered, signature
from videostudio.apps.web.seen import pictures_of
from videostudio.film.artifact import ArtifactRef
from videostudio.film.errors import CorruptArtifact, FilmNotFound, ReferenceError_
from videostudio.graphs.machines import store_of
from videostudio.tools.images import decode, encode_jpeg, thumbnail
from videostudio.tools.report.stills import flat

WIDTHS = (360, 480, 640, 1280)
"""Px that stills are made in: a browser may not ask for one picture in a thousand sizes."""
KEPT = 400
"""Stills kept in memory, about 40 kB each."""
FILMS = 16
"""Films whose pictures are known without looking."""
QUALITY = 82

_FOR_EVER = {"cache-control": "private, max-age=31536000, immutable"}

Digest = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
FilmId = Annotated[str, Path(max_length=80)]


class Pictures:
    """Finds and makes them. For one event loop."""

    def __init__(self) -> None:
        self._stills: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._films: OrderedDict[tuple[str, str], tuple[object, dict[str, ArtifactRef]]] = OrderedDict()

    async def find(self, seat: Seat, film: str, digest: str, kind: str) -> ArtifactRef:
        """What a film calls by that digest, if it is of the kind. Raises FilmNotFound."""
        ref = (await self._of(seat, film)).get(digest)
        if ref is None or not ref.media_type.startswith(kind):
            raise FilmNotFound(f"the film '{film}' has no such picture")
        return ref

    async def still(self, seat: Seat, ref: ArtifactRef, width: int) -> bytes:
        """A picture as JPEG, at most about `width` px wide. Raises FilmNotFound for one whose bytes are lost."""
        wide = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
        if (known := self._stills.get((ref.sha256, wide))) is None:
            known = await asyncio.to_thread(_drawn, seat, ref, wide)
            self._stills[ref.sha256, wide] = known
            while len(self._stills) > KEPT:
                self._stills.popitem(last=False)
        return known

    async def _of(self, seat: Seat, film: str) -> dict[str, ArtifactRef]:
        seat.film(film)
        key, now = (seat.guest.name, film), signature(seat, film)
        known = self._films.get(key)
        if known is None or known[0] != now:
            known = (now, pictures_of(await gathered(seat, film, None)))
            self._films[key] = known
            while len(self._films) > FILMS:
                self._films.popitem(last=False)
        return known[1]


def routes(pictures: Pictures) -> APIRouter:
    """Where they are asked for."""
    router = APIRouter(tags=["page"], include_in_schema=False)

    @router.get(addresses.PICTURES, response_class=Response)
    async def still(
        seat: Seated, film: FilmId, digest: Digest, width: Annotated[int, Query(ge=1, le=4000)] = 640
    ) -> Response:
        ref = await pictures.find(seat, film, digest, "image/")
        return Response(await pictures.still(seat, ref, width), media_type="image/jpeg", headers=_FOR_EVER)

    @router.get(addresses.CLIPS, response_class=Response)
    async def clip(seat: Seated, film: FilmId, digest: Digest) -> Response:
        ref = await pictures.find(seat, film, digest, "video/")
        try:
            path = store_of(seat.desk.workspace).path(ref)
        except CorruptArtifact as lost:
            raise FilmNotFound("the bytes of that clip are lost: film the scene again") from lost
        return FileResponse(path, media_type=ref.media_type, headers={**_FOR_EVER, "etag": f'"{ref.sha256}"'})

    return router


def _drawn(seat: Seat, ref: ArtifactRef, width: int) -> bytes:
    try:
        pixels = decode(store_of(seat.desk.workspace).read(ref))
    except (CorruptArtifact, ReferenceError_) as lost:
        raise FilmNotFound("the bytes of that picture are lost: film it again") from lost
    return encode_jpeg(thumbnail(flat(pixels), width), QUALITY)
