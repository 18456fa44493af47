"""Staging: where everything stands in a scene image, written beside it by imagers that know."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import EntityId
from videostudio.film.noun import Noun


class Facing(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    CAMERA = "camera"


class Box(Noun):
    """A rectangle in px of the scene image; may reach over its edges."""

    left: int
    top: int
    width: int = Field(gt=0)
    height: int = Field(gt=0)

    def shared(self, other: "Box") -> int:
        """px² that two boxes have in common."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(0, across) * max(0, down)


class Placement(Noun):
    """One entity on the stage. `box` is its place: what it would fill upright and alone. `seen` is where its pixels
    are, less what is hidden by others, from imagers that know: who lies down fills another box. `things` is where
    things are that its action brings along and its reference does not have: a bush to hide behind, a spade.
    `depth_milli` is its distance: 1000 = the ground plane on which camera speeds are defined, 2000 = twice as far.
    `pose` is the action it is in, as a lemma."""

    entity_id: EntityId
    box: Box
    seen: Box | None = None
    things: tuple[Box, ...] = ()
    depth_milli: int = Field(default=1000, gt=0)
    facing: Facing = Facing.CAMERA
    pose: Annotated[str, Field(max_length=60)] = ""
    mask: ArtifactRef | None = None

    @property
    def where(self) -> Box:
        """Where it is seen, as far as the imager told."""
        return self.seen or self.box


class Layer(Noun):
    """One painted layer, far ones first. Under a pan it moves `1000 / depth_milli` as far as the ground."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    depth_milli: int = Field(gt=0)


class Staging(Noun):
    """A scene image taken apart. `ground_px` is the row where the ground begins; `zoom_milli` how large the place
    is shown, 1000 being the imager's usual view of it."""

    width: int = Field(gt=0)
    height: int = Field(gt=0)
    ground_px: int = Field(ge=0)
    zoom_milli: int = Field(default=1000, gt=0)
    layers: tuple[Layer, ...] = ()
    placements: tuple[Placement, ...] = ()


class Beats(Noun):
    """When feet come down or tools strike in a clip, ms from its start, in order."""

    ms: tuple[int, ...] = ()
