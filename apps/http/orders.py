"""Whom a picture shows that came without a name."""

from videostudio.apps.desk.service import Seat
from videostudio.apps.http.bodies import Asked
from videostudio.film.errors import ReferenceError_


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
