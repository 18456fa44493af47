"""Where in a frame something was drawn: masks of its pixels and the boxes around them, in px."""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.generators.animatic.yuv import BLACK, Frame

Mask = NDArray[np.bool_]
LEAST_PX = 16
"""Fewer than these show nobody."""
DIFFERS = 12
"""Code values by which a pixel has to differ to show something else."""
MOST = 4
"""Boxes that things are told in, the largest first."""


class Seen(NamedTuple):
    """Of one of the cast: the box around it, and those around things that its act brings along."""

    box: Box
    things: tuple[Box, ...]


def solid(frame: Frame) -> Mask:
    """What was drawn on nothing: (H, W)."""
    return np.asarray(frame.y > BLACK // 2, np.bool_)


def differing(one: Frame, other: Frame) -> Mask:
    """Where two frames of one size differ: (H, W)."""
    height, width = one.y.shape
    luma, *chroma = (cv2.absdiff(a, b) > DIFFERS for a, b in zip(one.planes, other.planes, strict=True))
    coarse = np.asarray(chroma[0] | chroma[1], np.uint8)
    whole = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    return np.asarray(luma | whole, np.bool_)


def around(mask: Mask) -> Box | None:
    """The box around all that is set, None if too little is."""
    if np.count_nonzero(mask) < LEAST_PX:
        return None
    (top, bottom), (left, right) = (np.flatnonzero(mask.any(axis))[[0, -1]].tolist() for axis in (1, 0))
    return Box(left=left, top=top, width=right - left + 1, height=bottom - top + 1)


def pieces(mask: Mask) -> tuple[Box, ...]:
    """The boxes around what hangs together, without those of hardly any pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    large = sorted((piece for piece in stats[1:].tolist() if piece[4] >= LEAST_PX), key=lambda piece: -piece[4])
    return tuple(Box(left=left, top=top, width=wide, height=high) for left, top, wide, high, _ in large[:MOST])
