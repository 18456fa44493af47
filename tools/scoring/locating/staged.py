"""The locator that is told where everybody stands, and looks around there all the same."""

from collections.abc import Iterator, Sequence

from videostudio.film.entity import Entity
from videostudio.film.identity import Identity
from videostudio.film.staging import Box
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions
from videostudio.tools.scoring.locating.lying import ends
from videostudio.tools.scoring.locating.matching import followed, likest
from videostudio.tools.scoring.locating.port import Locator, Region, Sight
from videostudio.tools.scoring.locating.rarity import rarity
from videostudio.tools.scoring.locating.saliency import SaliencyLocator
from videostudio.tools.scoring.locating.windows import windows

STRIKING = 12
"""Windows of a picture's map of which those around a placement are proposed beside it: a box is that of a figure
upright and alone. One who sleeps, or is half hidden, fills another."""
LATER = 2
"""Places where somebody of a clip's first picture may be now."""
SMALLEST, LARGEST = 0.35, 1.6
"""Size of such a window over the placement's."""


class StagingLocator:
    """Proposes, hinted, for every placement: where it is seen and its box, or, if the imager did not tell where it is
    seen, its box and what stands out within (in a scene image); where its figure has gone (later in a clip); both ends
    of who lies, one of which is the head. And, for anybody, what stands out elsewhere and the places most like those
    boxes, in which a second copy may be. Sights without a staging are for `otherwise`."""

    def __init__(self, otherwise: Locator | None = None) -> None:
        self._otherwise = otherwise or SaliencyLocator()
        other = self._otherwise.identity
        self.identity = Identity(backend=f"staging, {other.backend}", code_version=3, switches=other.switches)

    def locate(self, sight: Sight, entities: Sequence[Entity]) -> tuple[Region, ...]:
        """Raises what `otherwise` raises."""
        if sight.staging is None:
            return self._otherwise.locate(sight, entities)
        if sight.at:
            hinted = tuple(_later(sight))
            return (*hinted, *_copies(sight.picture, hinted))
        height, width = sight.picture.shape[:2]
        striking = windows(rarity(sight.picture), STRIKING, width, height)
        hinted = tuple(_at_once(sight, striking))
        boxes = [region.box for region in hinted]
        free = [Region(window) for window in striking if regions.apart(window, boxes)]
        return (*hinted, *_copies(sight.picture, hinted), *free)


def _at_once(sight: Sight, striking: Sequence[Box]) -> Iterator[Region]:
    for one in sight.placed:
        if one.seen is None:
            yield Region(one.box, one.entity)
            yield from (Region(window, one.entity) for window in striking if _within(window, one.box))
        else:
            yield Region(one.where, one.entity)
            if one.lies:
                yield from ends(one.where, one.entity)
            elif not regions.alike(one.where, one.box):
                yield Region(one.box, one.entity)


def _later(sight: Sight) -> Iterator[Region]:
    for one in sight.placed:
        now = sight.now(one.where)
        gone = [now] if sight.first is None else followed(sight.first, one.where, sight.picture, now, LATER)
        yield from (Region(place, one.entity) for place in gone)
        yield from ends(gone[0], one.entity) if one.lies else ()


def _copies(picture: Pixels, hinted: Sequence[Region]) -> Iterator[Region]:
    """For everybody's likeliest box, the place most like it that is in nobody's."""
    own = {region.hint: region.box for region in reversed(hinted)}
    copies = (likest(picture, box, list(own.values())) for box in own.values())
    yield from (Region(copy) for copy in copies if copy is not None)


def _within(window: Box, box: Box) -> bool:
    """Whether a window's middle is in the square around a box, and its size of the same order."""
    side, other = max(box.width, box.height), max(window.width, window.height)
    reach = side * (0.5 + regions.MARGIN)
    x, y = regions.middle(window)
    own_x, own_y = regions.middle(box)
    return abs(x - own_x) < reach and abs(y - own_y) < reach and SMALLEST * side < other < LARGEST * side
