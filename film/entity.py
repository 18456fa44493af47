"""An entity: a person, animal, object or place that has to look the same in every scene."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from videostudio.film.artifact import ArtifactRef
from videostudio.film.noun import Noun

EntityId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class EntityKind(StrEnum):
    PERSON = "person"
    ANIMAL = "animal"
    OBJECT = "object"
    PLACE = "place"


class Aspect(Noun):
    """One thing known about an entity's looks: name "hair", value "blue" (paper, section 3.1)."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    value: Annotated[str, Field(min_length=1, max_length=200)]


class Entity(Noun):
    """One common entity. `name` is the words every scene uses for it; `head` the noun that is drawn
    ("corgi" of "corgi astronaut"); `description` the canonical text put into every scene's prompt. `variant_of` is the
    id of the place that this one is at another time or in other weather, whether or not the script still has it."""

    id: EntityId
    name: Annotated[str, Field(min_length=1, max_length=120)]
    kind: EntityKind
    head: Annotated[str, Field(max_length=60)] = ""
    description: Annotated[str, Field(max_length=2000)] = ""
    aspects: tuple[Aspect, ...] = ()
    own_image: ArtifactRef | None = None
    variant_of: EntityId | None = None

    @property
    def root(self) -> str:
        """The id that its looks grow from: its own, or that of the place it is a variant of."""
        return self.variant_of or self.id

    def aspect(self, name: str) -> str | None:
        """The value of the aspect called `name`, or None."""
        return next((aspect.value for aspect in self.aspects if aspect.name == name), None)
