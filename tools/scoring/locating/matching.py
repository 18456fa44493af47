"""Where in a picture something looks like a piece of it, or of an earlier one: normalised cross-correlation."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring import regions

WIDTH = 192
"""px across which pictures are compared: coats and heads, not eyes."""
LEAST_PX = 3
"""Shorter sides match anything."""
RISEN = 0.75
"""How far up or down somebody may have gone from where the camera would have left them, in lengths of their longer
side: who jumps does. Sideways there is no limit: who runs crosses the frame."""


def followed(first: Pixels, box: Box, picture: Pixels, expected: Box, count: int) -> list[Box]:
    """The `count` places in `picture` most like what fills `box` of the `first` picture (of its size), the likest
    first: as large as it is `expected` to be, at about its height. `expected` alone, where there is nothing to go
    by."""
    scale = WIDTH / picture.shape[1]
    own = regions.scaled(expected, scale)
    template = _piece(_small(first, scale), regions.scaled(box, scale), own)
    scores = None if template is None else _scores(_small(picture, scale), template)
    if scores is None:
        return [expected]
    down = max(1, round(RISEN * max(own.width, own.height)))
    scores[: max(0, own.top - down)] = scores[max(0, own.top + down + 1) :] = -1
    found: list[Box] = []
    while len(found) < count and (scores > -1).any():
        found.append(_moved(expected, scores, scale))
        scores[~_free(scores.shape, own, [regions.scaled(found[-1], scale)])] = -1
    return found or [expected]


def likest(picture: Pixels, box: Box, taken: Sequence[Box]) -> Box | None:
    """Where the picture is most like what fills `box` of it, away from what is `taken`; None where there is no room
    or nothing to go by."""
    scale = WIDTH / picture.shape[1]
    small, own = _small(picture, scale), regions.scaled(box, scale)
    template = _piece(small, own, own)
    scores = None if template is None else _scores(small, template)
    if scores is None:
        return None
    scores[~_free(scores.shape, own, [regions.scaled(other, scale) for other in taken])] = -1
    return _moved(box, scores, scale) if (scores > -1).any() else None


def _free(places: tuple[int, ...], box: Box, taken: Sequence[Box]) -> NDArray[np.bool_]:
    """Of all places (rows, columns) of a box, those where it is apart from what is taken."""
    top, left = np.indices(places, sparse=True)
    free = np.ones(places, np.bool_)
    for other in taken:
        across = np.minimum(left + box.width, other.left + other.width) - np.maximum(left, other.left)
        down = np.minimum(top + box.height, other.top + other.height) - np.maximum(top, other.top)
        shared = np.maximum(0, across) * np.maximum(0, down)
        free &= shared < regions.APART * box.width * box.height
    return free


def _small(picture: Pixels, scale: float) -> Pixels:
    size = (WIDTH, max(1, round(picture.shape[0] * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _piece(picture: Pixels, box: Box, like: Box) -> Pixels | None:
    """What fills `box`, at the size of `like` but no larger than the picture; None if hardly anything does."""
    rows = slice(max(0, box.top), max(0, box.top + box.height))
    columns = slice(max(0, box.left), max(0, box.left + box.width))
    inside = picture[rows, columns]
    if min(inside.shape[:2]) < LEAST_PX or (box.width, box.height) == (like.width, like.height):
        return inside if min(inside.shape[:2]) >= LEAST_PX else None
    size = (
        min(picture.shape[1], max(LEAST_PX, round(inside.shape[1] * like.width / box.width))),
        min(picture.shape[0], max(LEAST_PX, round(inside.shape[0] * like.height / box.height))),
    )
    return np.asarray(cv2.resize(inside, size, interpolation=cv2.INTER_AREA), np.uint8)


def _scores(picture: Pixels, template: Pixels) -> Floats | None:
    """(rows, columns) in [-1, 1] of every place of the template's top left corner; None for one colour all over,
    which is like nothing."""
    if template.shape[0] > picture.shape[0] or template.shape[1] > picture.shape[1] or template.std() < 1:
        return None
    return np.nan_to_num(np.asarray(cv2.matchTemplate(picture, template, cv2.TM_CCOEFF_NORMED), np.float32))


def _moved(box: Box, scores: Floats, scale: float) -> Box:
    top, left = np.unravel_index(int(scores.argmax()), scores.shape)
    return box.model_copy(update={"left": round(int(left) / scale), "top": round(int(top) / scale)})
