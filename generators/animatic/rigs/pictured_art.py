"""Pictures for rigs: an entity's artwork, trimmed, and where a spot of the artwork lies on it."""

from dataclasses import dataclass

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, looks_of
from videostudio.generators.animatic.art.concept import Concept
from videostudio.generators.animatic.art.drawing import draw
from videostudio.generators.animatic.art.raster import Box, ink_box, render
from videostudio.generators.animatic.art.roles import role_of
from videostudio.generators.animatic.yuv import Pixels

HEIGHT = 360
"""Px of height at which pictures that bend are kept."""


@dataclass(frozen=True)
class Shown:
    """Straight RGBA of an artwork that looks to the right, trimmed; `box` is what it shows of it, in its units."""

    rgba: Pixels
    box: Box

    @property
    def units(self) -> float:
        """Units of the artwork that make one own height."""
        return self.box[3]

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A spot of the artwork as own heights ahead of the middle and above the foot."""
        left, top, width, height = self.box
        return (x - left - 0.5 * width) / height, (top + height - y) / height


def shown(entity: Entity, concept: Concept, pack: ArtPack) -> Shown:
    """The artwork of a concept in the colours and clothes of an entity."""
    role = role_of(entity) if entity.kind in (EntityKind.PERSON, EntityKind.ANIMAL) else None
    drawn = draw(concept, looks_of(entity), pack, role)
    box = ink_box(drawn.body, drawn.canvas)
    return Shown(render(drawn.body, box, max(1, round(HEIGHT * box[2] / box[3])), HEIGHT), box)
