"""The words of scenes and entities for a model that reads 77 tokens: first what must not be missed, last what there is
room for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from videostudio.film.requests import ReferenceRequest, SceneImageRequest
from videostudio.generators.views import SHOTS, VIEWS

Fits = Callable[[str], bool]
"""Whether a text can be read to its end."""


@dataclass(frozen=True)
class Prompt:
    """`left_out` names whose description found no room; `cut` if even what must be said is too long."""

    text: str
    left_out: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Wording:
    """How a model is told what to draw, as it was told in training. `name` changes whenever a text may."""

    name: str
    scene: Callable[[SceneImageRequest, Fits], Prompt]
    portrait: Callable[[ReferenceRequest, Fits], Prompt]


def prompt_of(request: SceneImageRequest, fits: Fits) -> Prompt:
    """The prompt of a scene. Whole descriptions follow in the order of the cast, the place's last, as long as they fit:
    half of one would describe somebody else."""
    text = ", ".join(_needed(request))
    left_out = []
    for member in (*request.cast, request.place):
        description = member.entity.description.strip().rstrip(".")
        longer = f"{text}, {description}"
        if description and fits(longer):
            text = longer
        elif description:
            left_out.append(member.entity.name)
    return Prompt(text, tuple(left_out), not fits(text))


def portrait_of(request: ReferenceRequest, fits: Fits) -> Prompt:
    """The prompt of an entity's picture: its description, or as many whole sentences as fit, its name and how it is
    shown."""
    entity = request.entity
    needed = ", ".join(part for part in (entity.name, VIEWS[entity.kind], request.style.strip()) if part)
    description = entity.description.strip().rstrip(".")
    if not description or fits(f"{description}, {needed}"):
        return Prompt(f"{description}, {needed}" if description else needed)
    sentences = description.split(". ")
    while sentences and not fits(f"{'. '.join(sentences)}, {needed}"):
        sentences.pop()
    kept = ". ".join(sentences)
    return Prompt(f"{kept}, {needed}" if kept else needed, left_out=(entity.name,))


AS_RELEASED = Wording("", prompt_of, portrait_of)


def _needed(request: SceneImageRequest) -> Iterator[str]:
    names = {member.entity.id: member.entity.name for member in (*request.cast, request.place)}
    if request.place_first:
        yield names[request.place.entity.id]
    yield from (names[entity_id] for entity_id in request.emphasis if entity_id in names)
    yield request.event.strip().rstrip(".")
    yield from (f"only one {names[entity_id]}" for entity_id in request.single if entity_id in names)
    if not request.place_first:
        yield names[request.place.entity.id]
    yield SHOTS[request.shot]
    if request.style.strip():
        yield request.style.strip()
