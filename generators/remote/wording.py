"""The words of pictures and clips for models that follow instructions and read long prompts."""

from collections.abc import Iterator, Sequence

from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.views import SHOTS, VIEWS, camera_words


def portrait(request: ReferenceRequest) -> str:
    """Of an entity alone."""
    entity = request.entity
    return _sentences(f"{entity.name}: {VIEWS[entity.kind]}", entity.description, request.style)


def scene(request: SceneImageRequest, shown: Sequence[CastMember]) -> str:
    """Of a scene, in which `shown` are the members whose reference pictures go along, in their order."""
    names = {member.entity.id: member.entity.name for member in (*request.cast, request.place)}
    must = ", ".join(names[entity_id] for entity_id in request.emphasis if entity_id in names)
    return _sentences(
        *(_in_picture(number, member) for number, member in enumerate(shown, 1)),
        f"A {SHOTS[request.shot]}: {request.event}",
        request.action if request.action != request.event else "",
        f"Place: {request.place.entity.name}",
        f"Not to be missed: {must}" if must else "",
        *(f"There is only one {names[entity_id]}" for entity_id in request.single if entity_id in names),
        *(_described(member) for member in (*request.cast, request.place) if member not in shown),
        f"Style: {request.style}" if request.style else "",
    )


def clip(request: ClipRequest) -> str:
    """Of what happens in a scene, and how the camera goes."""
    return _sentences(
        request.event,
        request.action if request.action != request.event else "",
        camera_words(request.camera),
        f"Style: {request.style}" if request.style else "",
    )


def _in_picture(number: int, member: CastMember) -> str:
    return f"Image {number} is {member.entity.name}: keep the looks"


def _described(member: CastMember) -> str:
    return f"{member.entity.name}: {member.entity.description}" if member.entity.description else ""


def _sentences(*parts: str) -> str:
    return " ".join(_ended(parts))


def _ended(parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        if text := part.strip():
            text = text[0].upper() + text[1:]
            yield text if text.endswith((".", "!", "?")) else f"{text}."
