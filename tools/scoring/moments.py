"""A few moments of a clip in colour, decoded from its keyframes alone."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from videostudio.film.errors import GeneratorError
from videostudio.tools.images import Pixels
from videostudio.tools.video.colour import planar_to_rgb
from videostudio.tools.video.decode import planar_frames
from videostudio.tools.video.probe import opened

GOP = 12
"""Frames from one keyframe to the next in the house format."""
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
        stamp = path.stat()
        seen = _keyframes(path, frames, stamp.st_mtime_ns, stamp.st_size)
    except (GeneratorError, OSError):
        return ()
    if not seen:
        return ()
    chosen = [round(index) for index in np.linspace(0, len(seen) - 1, min(count, len(seen)))]
    return tuple(Moment(number * GOP, _colour(seen[number])) for number in chosen)


@lru_cache(1)
def _keyframes(path: Path, frames: int | None, *_stamp: int) -> tuple[Pixels, ...]:
    """Keyframes, (h * 3 / 2, w) planar, within film time. Several scorers ask for those of one clip after each other; a
    file that was written anew has another stamp."""
    found: list[Pixels] = []
    with opened(path, quick=True) as container:
        container.streams.video[0].codec_context.skip_frame = "NONKEY"
        for number, planar in enumerate(planar_frames(container)):
            if frames is not None and number * GOP >= frames:
                break
            found.append(planar)
    return tuple(found)


def _colour(planar: Pixels) -> Pixels:
    rows, width = planar.shape
    height = rows * 2 // 3
    shrink = max(1.0, max(width, height) / LONG_SIDE)
    return planar_to_rgb(planar, (round(width / shrink), round(height / shrink)))
