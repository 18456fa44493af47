"""A film's files as resources."""

from typing import Annotated, Any

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from pydantic import Field

from videostudio.apps.desk.films import FilmFile
from videostudio.apps.desk.limits import MIB
from videostudio.apps.mcp.seating import Seats
from videostudio.apps.mcp.shapes import FILMS
from videostudio.apps.mcp.skill import skill
from videostudio.film.errors import FilmNotFound, NotAllowed, TooBusy
from videostudio.graphs.publisher import CAPTIONS_FILE, SCRIPT_FILE
from videostudio.tools.report.layout import CLIPS_FOLDER, FILM_FILE, REPORT_FILE

LARGEST_BYTES = 64 * MIB
"""Of one file: it is sent within a message, and as text, which is a third longer."""

FilmId = Annotated[str, Field(max_length=80)]

_TEXTS = {SCRIPT_FILE: "application/json", CAPTIONS_FILE: "text/vtt", REPORT_FILE: "text/html"}


def register(server: MCPServer[Any], seats: Seats) -> None:
    """Hangs the resources of this file on `server`."""

    def looked_up(film: str, name: str, context: Context[Any, Any]) -> FilmFile:
        try:
            return seats(context).film(film).file(name)
        except FilmNotFound as missing:
            raise ResourceNotFoundError(str(missing)) from missing
        except (NotAllowed, TooBusy) as refused:
            raise ResourceError(str(refused)) from refused

    def text(name: str, media_type: str) -> None:
        @server.resource(f"{FILMS}/{{film}}/{name}", name=name, mime_type=media_type)
        async def _(film: FilmId, context: Context[Any, Any]) -> str:
            """One of a film's files."""
            return looked_up(film, name, context).path.read_text("utf-8")

    for name, media_type in _TEXTS.items():
        text(name, media_type)

    @server.resource(f"{FILMS}/{{film}}/{FILM_FILE}", name=FILM_FILE, mime_type="video/mp4")
    async def whole(film: FilmId, context: Context[Any, Any]) -> bytes:
        """The film."""
        return _bytes(looked_up(film, FILM_FILE, context))

    @server.resource(f"{FILMS}/{{film}}/{CLIPS_FOLDER}/{{clip}}", name="clip", mime_type="video/mp4")
    async def scene(film: FilmId, clip: FilmId, context: Context[Any, Any]) -> bytes:
        """The clip of one scene: SCENE.mp4."""
        return _bytes(looked_up(film, f"{CLIPS_FOLDER}/{clip}", context))

    @server.resource("videostudio://skill", name="SKILL.md", mime_type="text/markdown")
    async def guide() -> str:
        """How an agent makes films here."""
        return skill()


def _bytes(file: FilmFile) -> bytes:
    size = file.path.stat().st_size
    if size > LARGEST_BYTES:
        raise ResourceError(
            f"the file has {size / MIB:.0f} MiB, and at most {LARGEST_BYTES // MIB} are sent in a message: read the "
            "clips one by one, or fetch it over HTTP (`videostudio serve`)"
        )
    return file.path.read_bytes()
