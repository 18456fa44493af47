"""Resting: who sleeps where a set has a bed sleeps in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.sets.scenery import Bed

LYING = 0.62
"""Most of a bed's length that whoever lies in it takes."""
SUNK = 0.03
"""Share of the bed's length by which whoever lies on it sinks in."""
MARGIN = 24.0
"""World units that are seen beyond both ends of a bed in which somebody sleeps."""
OWN = frozenset(("bed",))
"""What sleepers bring along where there is no bed."""


@dataclass(frozen=True)
class Rest:
    """Where the first of the cast sleeps."""

    bed: Bed

    @property
    def reach(self) -> float:
        """World units on either side of the frame's middle that must be seen for the bed to be."""
        return abs(self.bed.x) + self.bed.length / 2 + MARGIN

    @property
    def foot(self) -> float:
        """World y of the sleeper's foot."""
        return self.bed.y + SUNK * self.bed.length

    def fits(self, figure: Figure) -> float:
        """Greatest height of a sleeper, whose act lays it down along the bed, or curls it up."""
        return LYING * self.bed.length / max(1.0, figure.shape)


def rest_of(figures: Sequence[Figure], motion: str, place: Place) -> Rest | None:
    """The bed nearest to the middle, if the first of the cast goes to sleep and there is one."""
    if motion != "sleep" or not figures or not figures[0].lives:
        return None
    beds = place.scenery.beds(place.seed)
    return Rest(min(beds, key=lambda bed: abs(bed.x))) if beds else None
