"""The locator that needs neither a staging nor a model: it looks at what stands out."""

from collections.abc import Sequence

from videostudio.film.entity import Entity
from videostudio.film.identity import Identity
from videostudio.tools.scoring.locating.port import Region, Sight
from videostudio.tools.scoring.locating.rarity import rarity
from videostudio.tools.scoring.locating.windows import windows

PROPOSALS = 24
"""Regions of a picture. Whoever asks chooses among them by what costs little."""


class SaliencyLocator:
    """Proposes up to `proposals` regions of several sizes for anybody, whatever is sought."""

    def __init__(self, proposals: int = PROPOSALS) -> None:
        self._proposals = proposals
        self.identity = Identity(backend="saliency", code_version=1, switches={"proposals": proposals})

    def locate(self, sight: Sight, entities: Sequence[Entity]) -> tuple[Region, ...]:
        """Where the picture is least like itself, the likeliest first."""
        height, width = sight.picture.shape[:2]
        return tuple(Region(box) for box in windows(rarity(sight.picture), self._proposals, width, height))
