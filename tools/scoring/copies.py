"""Whether a picture is nothing but a reference, pasted: a place without anybody in it, a figure before nothing. Pure.

A scene rightly holds its references, in part. So the part that is least like the reference decides: a copy is like it
everywhere. Brightness and contrast may have changed, size and position too; a cut-out may lie on any one colour.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.looks import luma

Levels = NDArray[np.float32]

LONG_SIDE = 96
"""px at which pictures are compared: a copy is one however it was compressed."""
BLOCK_PX = 8
"""Side of the parts of which the least like one decides: a small figure fills one."""
GROUND_LEVELS = 10.0
"""What differs by less from the colour at the picture's edge is ground."""
OPAQUE = 0.5
"""Alpha from which a cut-out is there."""
GAINS = (0.5, 2.0)
"""Changes of contrast that leave a copy a copy. Without a lower limit any picture would be a faint copy."""
APART = 128.0
"""Mean difference, in levels, at which a part has nothing of the reference."""


@dataclass(frozen=True)
class Small:
    """A picture's brightness (h, w), at most LONG_SIDE px; `alpha` (h, w) in [0, 1], None where all is opaque."""

    grey: Levels
    alpha: Levels | None = None


def small(picture: Pixels) -> Small:
    """(H, W, 3 or 4) uint8 RGB, straight alpha, as pictures are compared."""
    scale = min(1.0, LONG_SIDE / max(picture.shape[:2]))
    grey = luma(picture).astype(np.float32)
    if picture.shape[2] == 3:
        return Small(_scaled(grey, scale))
    alpha = np.asarray(picture[..., 3] / 255, np.float32)
    covered = _scaled(alpha, scale)
    shown = _scaled(np.asarray(alpha * grey, np.float32), scale)
    return Small(np.asarray(shown / np.maximum(covered, 1e-3), np.float32), covered)


def copy_likeness(picture: Small, reference: Small) -> float:
    """A scene image and a reference -> [0, 1]: 1 for a picture that is only the reference, 0 for one of nothing."""
    frame, paper = picture.grey, reference.grey
    ground = np.float32(np.median(np.concatenate([frame[0], frame[-1], frame[:, 0], frame[:, -1]])))
    shown = np.abs(frame - ground) > GROUND_LEVELS
    if not shown.any():
        return 0.0
    if reference.alpha is None:
        return max(_likeness(frame, _laid(frame, paper, ground, shown)), _likeness(frame, _filling(paper, frame.shape)))
    covered = reference.alpha > OPAQUE
    if not covered.any():
        return 0.0
    paper = np.asarray(reference.alpha * paper + (1 - reference.alpha) * ground, np.float32)[_extent(covered)]
    return _likeness(frame, _laid(frame, paper, ground, shown))


def _laid(frame: Levels, paper: Levels, ground: np.float32, shown: NDArray[np.bool_]) -> Levels:
    """The reference on one colour, where and as large as anything is shown."""
    laid = np.full_like(frame, ground)
    spot = laid[_extent(shown)]
    spot[:] = _resized(paper, spot.shape)
    return laid


def _extent(shown: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The rows and columns in which anything is shown."""
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _filling(paper: Levels, shape: tuple[int, ...]) -> Levels:
    """The middle of a picture that was made as large as covers a frame of that shape."""
    height, width = shape
    scale = max(height / paper.shape[0], width / paper.shape[1])
    whole = _resized(paper, (max(height, round(paper.shape[0] * scale)), max(width, round(paper.shape[1] * scale))))
    top, left = (whole.shape[0] - height) // 2, (whole.shape[1] - width) // 2
    return whole[top : top + height, left : left + width]


def _likeness(frame: Levels, pasted: Levels) -> float:
    """1 where all parts agree, after the gain and offset that fit best."""
    off, spread = frame - frame.mean(), pasted - pasted.mean()
    gain = float(np.clip((off * spread).sum() / max(float((spread**2).sum()), 1e-6), *GAINS))
    misses = np.abs(off - np.float32(gain) * spread)
    parts = _scaled(misses, 1 / BLOCK_PX)
    return max(0.0, 1 - float(parts.max()) / APART)


def _scaled(picture: Levels, scale: float) -> Levels:
    """(h, w) -> `scale` times as large, at least 1 x 1."""
    height, width = picture.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _resized(picture, size[::-1])


def _resized(picture: Levels, shape: tuple[int, ...]) -> Levels:
    """(h, w) -> `shape`, (rows, columns)."""
    return np.asarray(cv2.resize(picture, shape[::-1], interpolation=cv2.INTER_AREA), np.float32)
