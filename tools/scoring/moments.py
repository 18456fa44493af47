"""A few moments of a clip in colour: of its keyframes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.keyframes import GOP, keyframes
from videostudio.tools.video.colour import planar_to_rgb

LONG_SIDE = 640
"""px of the pictures at most: a small figure still fills the square that an embedder looks at."""


@dataclass(frozen=True)
class Moment:
    """Frame number `at` of a clip, (h, w, 3) RGB."""

    at: int
    picture: Pixels


def moments(path: Path, *, count: int, frames: int | None) -> tuple[Moment, ...]:
    """Up to `count` keyframes spread over the clip's `frames` of film time: the first, the last, and those evenly in
    between; () if none can be decoded."""
    try:
        seen = keyframes(path, frames)
    except (GeneratorError, OSError):
        return ()
    if not seen:
        return ()
    chosen = [round(index) for index in np.linspace(0, len(seen) - 1, min(count, len(seen)))]
    return tuple(Moment(number * GOP, _colour(seen[number])) for number in chosen)


def _colour(planar: Pixels) -> Pixels:
    rows, width = planar.shape
    height = rows * 2 // 3
    shrink = max(1.0, max(width, height) / LONG_SIDE)
    return planar_to_rgb(planar, (round(width / shrink), round(height / shrink)))
