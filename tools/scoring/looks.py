"""What can be said of pictures by counting: contrast, coverage, stillness. Pure functions on arrays."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

Levels = NDArray[np.float32]

LUMA = (0.2126, 0.7152, 0.0722)
"""BT.709 weights of red, green and blue."""
OPAQUE = 128
"""Alpha from which a pixel counts as covered."""
GRAIN_PX = 4
"""Pictures are averaged over squares of this side before they are compared: an encoder's noise cancels, a limb's
motion does not."""
BLOCK_PX = 16
"""Side of the blocks in which change is looked for: a small figure must not drown in a large still set."""
CHANGE_LEVELS = 1.0
"""Mean change of a block from which two pictures differ: above what encoding the same picture twice makes."""


def luma(pixels: Pixels) -> Pixels:
    """(H, W, 3 or 4) RGB uint8 -> (H, W) uint8."""
    return np.asarray(pixels[..., :3].astype(np.float32) @ np.array(LUMA, np.float32) + 0.5).astype(np.uint8)


def contrast(grey: Pixels) -> float:
    """Standard deviation of a grey picture in levels, [0, 127.5]; 0 is a blank one."""
    return float(grey.std())


def reference_contrast(pixels: Pixels) -> float:
    """Contrast of a reference picture. A cut-out is laid on black or white, whichever it differs from more,
    so that a black silhouette counts and an empty or full single colour does not."""
    grey = luma(pixels)
    if pixels.shape[2] == 3:
        return contrast(grey)
    covered = pixels[..., 3] >= OPAQUE
    if not covered.any():
        return 0.0
    ground = 0 if grey[covered].mean() > 127 else 255
    return contrast(np.where(covered, grey, ground).astype(np.uint8))


def coverage(pixels: Pixels) -> float:
    """Share of opaque pixels, [0, 1]; 1 for a picture without alpha."""
    return 1.0 if pixels.shape[2] == 3 else float((pixels[..., 3] >= OPAQUE).mean())


def changes(pictures: Sequence[Pixels]) -> list[float]:
    """Change in levels from each grey picture to the next, in the block that changes most: (n) -> (n - 1)."""
    return [_change(before, after) for before, after in pairwise(_shrunk(picture, GRAIN_PX) for picture in pictures)]


def longest_still(change: Sequence[float]) -> range:
    """The most neighbouring pairs in a row that do not differ, the first if several are as many."""
    longest, start = range(0), 0
    for number, levels in enumerate(change, 1):
        if levels >= CHANGE_LEVELS:
            start = number
        elif number - start > len(longest):
            longest = range(start, number)
    return longest


def dullest(contrasts: Sequence[float]) -> range:
    """Around the picture of least contrast those that are nearer to it than to the median one. At least one picture."""
    least = int(np.argmin(contrasts))
    near = np.asarray(contrasts) <= (contrasts[least] + float(np.median(contrasts))) / 2
    first, stop = least, least + 1
    while first > 0 and near[first - 1]:
        first -= 1
    while stop < len(near) and near[stop]:
        stop += 1
    return range(first, stop)


def _change(before: Levels, after: Levels) -> float:
    return float(_shrunk(np.abs(before - after), BLOCK_PX // GRAIN_PX).max())


def _shrunk(picture: Pixels | Levels, times: int) -> Levels:
    """(h, w) -> float32 means over squares of `times` px; at least 1 x 1."""
    height, width = picture.shape
    size = (max(1, width // times), max(1, height // times))
    return np.asarray(cv2.resize(picture.astype(np.float32), size, interpolation=cv2.INTER_AREA), np.float32)
