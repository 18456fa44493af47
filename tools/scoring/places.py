"""Whether scenes at one place look like one place: palettes of their backgrounds, compared with the middle one, and
pictures without their figures.

Pure functions on small RGB pictures. A palette forgets where a colour is, and half forgets how much of it there is,
so that figures passing, a moving camera and shots of other sizes change it little; wrong colours change it much.
"""

from collections.abc import Sequence
from math import prod

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.vectors import medoid

Palette = NDArray[np.float64]

BINS = (4, 64, 64)
"""Bins of lightness, a and b in 8-bit CIELAB. Chroma is binned finer: light falls differently, paint stays. With
half as many, nights and fogs in turned colours passed for the right ones."""
SPREAD = 1.0
"""Sigma, in bins, by which a palette is smoothed, so that a colour near a bin's edge does not jump."""
EVENED = 0.6
"""The power to which a colour's area counts. A wide shot has more sky and less ground than a close one: counted in
full, areas made a meadow look less like itself (0.83) than a foggy classroom like one in wrong colours (0.86)."""
WIDER = 0.15
"""A figure's box grows by this share of its size on every side: figures swing their limbs."""


def palette(pictures: Sequence[Pixels], boxes: Sequence[Box] = (), frame_width: int = 0) -> Palette:
    """Smoothed colour histogram of small (h, w, 3) pictures, sums to 1. `boxes`, in px of a frame
    `frame_width` wide, are left out where anything else is left."""
    total = sum((_histogram(picture, boxes, frame_width) for picture in pictures), np.zeros(BINS))
    total = total**EVENED
    for axis in range(3):
        total = _smooth(total, axis)
    return np.asarray(total / max(total.sum(), 1e-12))


def likeness(one: Palette, other: Palette) -> float:
    """Bhattacharyya coefficient of two palettes, [0, 1]."""
    return float(np.minimum(1.0, np.sqrt(one * other).sum()))


def match(palettes: Sequence[Palette]) -> list[float]:
    """Likeness of each palette to the middle one, the one most like all others (the first, if several are)."""
    table = np.array([[likeness(one, other) for other in palettes] for one in palettes])
    return [float(value) for value in table[medoid(table)]]


def emptied(picture: Pixels, boxes: Sequence[Box], view: Pixels) -> Pixels:
    """The (h, w, 3) picture with the pixels of `view`, of the same size, where boxes are: a set without figures, if the
    view is of that set."""
    empty = picture.copy()
    for box in boxes:
        rows = slice(max(0, box.top), max(0, box.top + box.height))
        columns = slice(max(0, box.left), max(0, box.left + box.width))
        empty[rows, columns] = view[rows, columns]
    return empty


def _histogram(picture: Pixels, boxes: Sequence[Box], frame_width: int) -> Palette:
    seen = _background(picture.shape[:2], boxes, frame_width)
    channels = cv2.split(cv2.cvtColor(picture, cv2.COLOR_RGB2LAB))
    bins: NDArray[np.int32] = np.zeros(seen.shape, np.int32)
    for channel, count in zip(channels, BINS, strict=True):
        bins = bins * count + np.asarray(channel, np.int32) // (256 // count)
    return np.bincount(bins[seen], minlength=prod(BINS)).reshape(BINS).astype(np.float64)


def _background(shape: tuple[int, ...], boxes: Sequence[Box], frame_width: int) -> NDArray[np.bool_]:
    height, width = shape
    seen = np.ones((height, width), bool)
    small = width / frame_width if frame_width else 0
    for box in boxes:
        dx, dy = box.width * WIDER, box.height * WIDER
        left, right = (box.left - dx) * small, (box.left + box.width + dx) * small
        top, bottom = (box.top - dy) * small, (box.top + box.height + dy) * small
        seen[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = False
    return seen if seen.any() else ~seen


def _smooth(table: Palette, axis: int) -> Palette:
    bins = np.arange(table.shape[axis])
    blur = np.exp(-0.5 * ((bins[:, None] - bins) / SPREAD) ** 2)
    return np.asarray(np.moveaxis(np.tensordot(blur, table, (1, axis)), 0, axis))
