"""What models are told that read whole sentences: who is on which picture, what happens, and where the camera goes."""

from collections.abc import Iterator, Sequence

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import ClipRequest, SceneImageRequest
from videostudio.generators.diffusion.shown import Shown
from videostudio.generators.paper.img_prompt import Fits, Prompt
from videostudio.generators.views import SHOTS, camera_words

BINDS_HARDER = 1000
"""From above this on a reference is to be kept by all means: models that look at pictures know no scale."""


def scene_text(request: SceneImageRequest, shown: Sequence[Shown], fits: Fits, *, picture: str = "Image") -> Prompt:
    """The prompt of a scene: which picture shows whom, the event, how it is shot; then whole descriptions as long as
    they fit, of those first of whom there is no picture. `picture` is what the model calls its references."""
    at = {each.member.entity.id: number for number, each in enumerate(shown, 1)}
    text = " ".join(_scene_sentences(request, at, picture))
    members = sorted((*request.cast, request.place), key=lambda member: member.entity.id in at)
    left_out = []
    for entity in (member.entity for member in members):
        description = entity.description.strip().rstrip(".")
        longer = f"{text} {entity.name[:1].upper()}{entity.name[1:]}: {description}."
        if description and fits(longer):
            text = longer
        elif description:
            left_out.append(entity.name)
    return Prompt(text, tuple(left_out), not fits(text))


def clip_text(request: ClipRequest, *, camera: bool, heard: bool = False) -> str:
    """The prompt of a clip that begins with a picture: what happens, where the camera goes if `camera`, what is heard
    if `heard`."""
    parts = [_sentence(request.event)]
    if camera:
        parts.append(camera_words(request.camera))
    if heard:
        place = request.place.entity.name
        parts.append(f"Heard are the sounds of what is done and of the {place}; nobody speaks, no music.")
    if request.style.strip():
        parts.append(_sentence(f"Style: {request.style}"))
    return " ".join(parts)


def _scene_sentences(request: SceneImageRequest, at: dict[str, int], picture: str) -> Iterator[str]:
    entities = {member.entity.id: member.entity for member in (*request.cast, request.place)}
    told = sorted(at.items(), key=lambda each: each[1])
    if told:
        yield "; ".join(f"{picture} {number} shows {_called(entities[each])}" for each, number in told) + "."
    place = request.place.entity
    if request.place_first:
        yield f"The place is {_called(place)}."
    emphasised = [_called(entities[each]) for each in request.emphasis if each in entities]
    if emphasised:
        yield f"Clearly seen: {', '.join(emphasised)}."
    yield _sentence(request.event)
    if not request.place_first:
        yield f"It happens in {_called(place)}."
    for each in request.single:
        if each in entities:
            yield f"There is only one {entities[each].name}."
    harder = [_called(entities[each]) for each in at if _strength(request, each) > BINDS_HARDER]
    if harder:
        yield f"Keep {' and '.join(harder)} exactly as in the pictures."
    elif at:
        yield "Everybody and everything looks as in the pictures."
    yield f"A {SHOTS[request.shot]}{f', {request.style.strip()}' if request.style.strip() else ''}."


def _strength(request: SceneImageRequest, entity_id: str) -> int:
    own = {binding.entity_id: binding.scale_milli for binding in request.bindings}
    return own.get(entity_id, request.reference_scale_milli)


def _called(entity: Entity) -> str:
    """With an article, but for names of one's own."""
    bare = entity.kind in {EntityKind.PERSON, EntityKind.ANIMAL} and entity.name[:1].isupper()
    return entity.name if bare else f"the {entity.name}"


def _sentence(text: str) -> str:
    return f"{text.strip().rstrip('.')}."
