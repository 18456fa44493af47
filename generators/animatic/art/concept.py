"""What the art pack offers: a concept is one artwork with what the stage has to know about it."""

from dataclasses import dataclass
from typing import Literal

from videostudio.film.staging import Facing

How = Literal["label", "tag", "synonym", "fuzzy", "kind"]
Form = Literal["artwork", "bust", "head", "walker", "sitter"]


@dataclass(frozen=True)
class Concept:
    """One thing OpenMoji has a picture of. `code` names the artwork's file, `kind` is person, animal, object,
    place or other. `form` says how much of a figure the artwork is: all of it, a bust, or only a head, which
    is then put on a body. `height_m` is its natural height; `aloft` things hang in the air, `afloat` ones swim."""

    code: str
    label: str
    emoji: str = ""
    tags: tuple[str, ...] = ()
    subgroup: str = ""
    kind: str = "object"
    form: Form = "artwork"
    facing: Facing = Facing.CAMERA
    height_m: float = 1.0
    aloft: bool = False
    afloat: bool = False


@dataclass(frozen=True)
class Match:
    """The concept nearest to an entity, its `height_m` already that of the entity. `similarity_milli`: 1000 is
    the very thing. `wanted` is the word looked for; `notes` and `degraded` are sentences for the report."""

    concept: Concept
    similarity_milli: int
    how: How
    wanted: str
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()


def facing(concept: Concept) -> Facing:
    """Where the figure on a reference looks: side views are turned to the right, all others look at us."""
    return Facing.CAMERA if concept.facing is Facing.CAMERA else Facing.RIGHT
