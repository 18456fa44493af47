"""Where on an entity's trimmed artwork a spot of that artwork lies."""

from dataclasses import dataclass

from videostudio.film.entity import Entity
from videostudio.generators.animatic.art import ArtPack, concept_of, looks_of
from videostudio.generators.animatic.art.drawing import draw
from videostudio.generators.animatic.art.raster import Box, ink_box


@dataclass(frozen=True)
class Shown:
    """`box` is what a trimmed picture, which looks to the right, shows of its artwork, in that artwork's units."""

    box: Box

    @property
    def units(self) -> float:
        """Units of the artwork that make one own height."""
        return self.box[3]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A spot of the artwork as own heights ahead of the middle and above the foot."""
        left, top, width, height = self.box
        return (x - left - 0.5 * width) / height, (top + height - y) / height


def shown(entity: Entity, pack: ArtPack) -> Shown:
    """The same for a thing."""
    drawn = draw(concept_of(entity, pack).concept, looks_of(entity), pack)
    return Shown(ink_box(drawn.body, drawn.canvas))
