"""The light of a set against that of its reference: the same view of both is looked for, and what has become of its
colours is the difference of the light.

Pure functions on pixels. A shot shows a part of what the reference shows, larger or smaller. Of all parts the one is
taken that the picture is most like, figures left out; the middle change over it forgets clouds, rain and furniture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.lab import lab

CELLS = (24, 14)
"""A view is compared in so many cells, across and down."""
PARTS = (1.0, 0.87, 0.76, 0.66, 0.57, 0.5, 0.43)
"""Shares of the reference's width that a shot may show: close shots show less than half of a set."""
ACROSS, DOWN = 6, 4
"""Where a part may lie, at most."""
WEIGHTS = np.array((0.5, 1.0, 1.0), np.float32)
"""Of L, a and b in a difference: clouds and shade change lightness most."""
LEAST_CELLS = 40
"""That must be left beside the figures; fewer, and all of the picture counts."""
SAID = 3.0
"""Change of one of L, a and b, weighted, from which it is worth a word."""


@dataclass(frozen=True)
class Ground:
    """A place's reference, and its views."""

    picture: Pixels
    views: Floats


def views(reference: Pixels) -> Floats:
    """All parts of a place's reference that a shot may show, in CIELAB: (n, down, across, 3)."""
    return np.stack(list(_parts(reference)))


def change(picture: Pixels, boxes: Sequence[Box], parts: Floats) -> Floats:
    """What the light has done to L, a and b between the part of a reference that `picture` shows and `picture`, where
    no figure's box is: (3)."""
    moved = _moved(picture, boxes, parts)
    return np.asarray(np.median(moved[_best(moved)], axis=0), np.float32)


def same_view(picture: Pixels, boxes: Sequence[Box], ground: Ground) -> Pixels:
    """The part of the reference that `picture` shows, as large as the picture."""
    (columns, rows), (top, left) = _windows()[_best(_moved(picture, boxes, ground.views))]
    (across, down), (height, width) = CELLS, ground.picture.shape[:2]
    shown = ground.picture[
        int(top / rows * height) : max(1, int((top + down) / rows * height)),
        int(left / columns * width) : max(1, int((left + across) / columns * width)),
    ]
    return as_large(shown, picture)


def as_large(reference: Pixels, picture: Pixels) -> Pixels:
    """`reference` in the size of `picture`, without alpha."""
    size = picture.shape[1], picture.shape[0]
    colours = np.ascontiguousarray(reference[..., :3])
    return np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_AREA), np.uint8)


def size(moved: Floats) -> float:
    """How far a change goes, in CIELAB units: 5 can hardly be seen, 15 is another hour."""
    return float(np.abs(moved) @ WEIGHTS)


def told(moved: Floats) -> str:
    """A change in words: "darker and bluer"."""
    names = (("lighter", "darker"), ("redder", "greener"), ("yellower", "bluer"))
    pairs = zip(moved * WEIGHTS, names, strict=True)
    said = [more if value > 0 else less for value, (more, less) in pairs if abs(value) >= SAID]
    return " and ".join(said) or "no other light"


def _moved(picture: Pixels, boxes: Sequence[Box], parts: Floats) -> Floats:
    """What L, a and b of the picture's cells beside the figures have more than each part's: (parts, cells, 3)."""
    seen = _background(boxes, picture.shape[0], picture.shape[1])
    return np.asarray((_cells(picture, CELLS)[None] - parts)[:, seen], np.float32)


def _best(moved: Floats) -> int:
    """Which part the picture is most like."""
    return int(np.argmin((np.abs(moved) @ WEIGHTS).mean(1)))


def _parts(reference: Pixels) -> Iterator[Floats]:
    across, down = CELLS
    wholes: dict[tuple[int, int], Floats] = {}
    for cells, (top, left) in _windows():
        if cells not in wholes:
            wholes[cells] = _cells(reference, cells)
        yield wholes[cells][top : top + down, left : left + across]


@cache
def _windows() -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    """Of every part: into how many cells, across and down, the whole reference falls, and the part's first ones from
    the top and from the left."""
    across, down = CELLS
    rasters = [(round(across / share), round(down / share)) for share in PARTS]
    return tuple(
        ((columns, rows), (top, left))
        for columns, rows in rasters
        for top in _starts(rows - down, DOWN)
        for left in _starts(columns - across, ACROSS)
    )


def _starts(room: int, most: int) -> list[int]:
    return sorted({round(start) for start in np.linspace(0, room, min(most, room + 1))})


def _cells(picture: Pixels, cells: tuple[int, int]) -> Floats:
    return lab(cv2.resize(np.ascontiguousarray(picture[..., :3]), cells, interpolation=cv2.INTER_AREA))


def _background(boxes: Sequence[Box], height: int, width: int) -> NDArray[np.bool_]:
    """Which cells of a picture no box touches; all, if hardly any is left."""
    across, down = CELLS
    seen = np.ones((down, across), np.bool_)
    for box in boxes:
        rows = _touched(box.top, box.height, height, down)
        seen[rows, _touched(box.left, box.width, width, across)] = False
    return seen if seen.sum() >= LEAST_CELLS else np.ones_like(seen)


def _touched(start: int, length: int, whole: int, cells: int) -> slice:
    return slice(max(0, int(start / whole * cells)), max(0, int(np.ceil((start + length) / whole * cells))))
