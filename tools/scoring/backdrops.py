"""What a picture shows behind its figures, beside what its place's reference shows of the same view.

Pure functions on pixels. Which view it is, `daylight.py` says; what palettes are, `places.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from videostudio.film.staging import Box
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import daylight, places
from videostudio.tools.scoring.daylight import Ground
from videostudio.tools.scoring.places import Palette


@dataclass(frozen=True)
class Backdrop:
    """An (H, W, 3) picture, the boxes in which `figures` are, and the `view` of the reference that it shows, as large
    as the picture."""

    picture: Pixels
    figures: Sequence[Box]
    view: Pixels

    def emptied(self, behind: Pixels) -> Pixels:
        """The set without its figures, if what is `behind` them is that set."""
        return places.emptied(self.picture, self.figures, behind)

    def colours(self, of_all: Palette) -> float:
        """[0, 1]: how like those of the view, or like those of all of the reference, colours beside the figures are.
        In a close shot half of a set's colours are not there; where the wrong view was found, all of it says more."""
        own, view = (places.palette([each], self.figures, each.shape[1]) for each in (self.picture, self.view))
        return max(places.likeness(own, view), places.likeness(own, of_all))


def backdrop(picture: Pixels, figures: Sequence[Box], ground: Ground) -> Backdrop:
    """What is behind the figures of a picture of that ground."""
    return Backdrop(picture, figures, daylight.same_view(picture, figures, ground))
