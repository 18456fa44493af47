"""The words of a scene for a model that reads 77 tokens: first what must not be missed, last what there is room for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from videostudio.film.camera import ShotSize
from videostudio.film.requests import SceneImageRequest

SHOTS = {ShotSize.WIDE: "wide shot", ShotSize.MEDIUM: "medium shot", ShotSize.CLOSE: "close-up"}


@dataclass(frozen=True)
class Prompt:
    """`left_out` names whose description found no room; `cut` if even what must be said is too long."""

    text: str
    left_out: tuple[str, ...] = ()
    cut: bool = False


def prompt_of(request: SceneImageRequest, fits: Callable[[str], bool]) -> Prompt:
    """The prompt of a scene; `fits` says whether a text can be read to its end. Whole descriptions follow in the order
    of the cast, the place's last, as long as they fit: half of one would describe somebody else."""
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
