"""The locator that needs neither a staging nor a model: it looks at what stands out."""

from collections.abc import Sequence

from videostudio.film.entity import Entity
from videostudio.film.identity import Identity
from videostudio.tools.scoring.locating.lying import ends
from videostudio.tools.scoring.locating.port import Region, Sight
from videostudio.tools.scoring.locating.rarity import rarity
from videostudio.tools.scoring.locating.windows import windows

PROPOSALS = 40
"""Regions of a picture. Whoever asks chooses among them by what costs little."""
LYING = 12
"""Regions besides in which somebody may be lying: of each, both ends are proposed."""
FLAT = (1.5, 2.4)
"""Widths of those over their heights."""


class SaliencyLocator:
    """Proposes up to `proposals` regions of several sizes for anybody, whatever is sought, and both ends of those in
    which somebody may lie."""

    def __init__(self, proposals: int = PROPOSALS) -> None:
        self._proposals = proposals
        self.identity = Identity(backend="saliency", code_version=2, switches={"proposals": proposals})

    def locate(self, sight: Sight, entities: Sequence[Entity]) -> tuple[Region, ...]:
        """Where the picture is least like itself, the likeliest first."""
        height, width = sight.picture.shape[:2]
        map_ = rarity(sight.picture)
        flat = windows(map_, LYING, width, height, FLAT)
        anybody = windows(map_, self._proposals, width, height)
        return (*map(Region, anybody), *(end for box in flat for end in ends(box)))
