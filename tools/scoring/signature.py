"""The colours of a figure: the few large ones that its reference has, how much there is of each, and at what height.

Pure functions on pixels. How a picture agrees with them, `colouring.py` says.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.lab import lab

SIDE_PX = 44
"""Long side to which references are shrunk: large colours stay, outlines and noise go."""
GRID = 32
"""Cells across and down into which a figure's box is cut."""
COLOURS = 8
"""Of a reference at most."""
ONE_COLOUR = 15.0
"""CIELAB distance within which pixels are one colour."""
LEAST_SHARE = 0.03
"""Of a figure that a colour has to cover."""
SAME_SHAPE = 1.9
"""Factor by which a box may be broader or higher for its width than the reference: who lies or is seen from the edge
shows other colours."""
OPAQUE = 160


@dataclass(frozen=True)
class Signature:
    """A figure's colours: RGB (k, 3), the share of the figure that each covers (k), its mean height in the figure
    (k), 0 being the top. `wide` (GRID, GRID) in [0, 1] is where in its box the figure is, looking either way, and
    `core` where it is in both; `cover` is the share of the box it covers, `tall` its height over its width."""

    colours: Floats
    shares: Floats
    heights: Floats
    wide: Floats
    core: Floats
    cover: float
    tall: float

    def fits(self, box: Box) -> bool:
        """Whether the figure can stand in `box` without lying down or being seen from its edge."""
        ratio = self.tall * box.width / box.height
        return 1 / SAME_SHAPE < ratio < SAME_SHAPE


def signature(reference: Pixels) -> Signature:
    """Of a reference, (H, W, 3 or 4) with straight alpha."""
    whole = _trimmed(reference)
    small = _shrunk(whole)
    seen = small[..., 3] >= OPAQUE if (small[..., 3] >= OPAQUE).any() else np.ones(small.shape[:2], np.bool_)
    rgb, y = small[seen][:, :3].astype(np.float32), (np.nonzero(seen)[0] + 0.5) / len(small)
    groups = _groups(lab(rgb))
    shares = np.array([len(group) for group in groups], np.float32) / len(rgb)
    wide, core = _shape(whole[..., 3])
    return Signature(
        np.array([rgb[group].mean(0) for group in groups], np.float32),
        shares / shares.sum(),
        np.array([y[group].mean() for group in groups], np.float32),
        wide,
        core,
        float(seen.mean()),
        whole.shape[0] / whole.shape[1],
    )


def _trimmed(picture: Pixels) -> Pixels:
    """With alpha and without a transparent margin."""
    if picture.shape[2] == 3:
        return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    seen = picture[..., 3] >= OPAQUE
    if not seen.any():
        return picture
    rows, columns = (np.flatnonzero(seen.any(axis)) for axis in (1, 0))
    return np.ascontiguousarray(picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _shrunk(picture: Pixels) -> Pixels:
    """RGBA with a long side of SIDE_PX at most; what is transparent lends its edges no colour."""
    shrink = max(1.0, max(picture.shape[:2]) / SIDE_PX)
    size = (max(1, round(picture.shape[1] / shrink)), max(1, round(picture.shape[0] / shrink)))
    alpha = picture[..., 3:].astype(np.float32) / 255
    small = cv2.resize(np.dstack([picture[..., :3] * alpha, alpha]), size, interpolation=cv2.INTER_AREA)
    rgb = small[..., :3] / np.maximum(small[..., 3:], 1e-3)
    return np.rint(np.dstack([rgb, 255 * small[..., 3:]])).clip(0, 255).astype(np.uint8)


def _groups(points: Floats) -> list[NDArray[np.intp]]:
    """Which of the (n, 3) CIELAB pixels are one colour: the most usual first, each with all that are near it."""
    cells = np.floor(points / 8).astype(np.int64)
    left = np.arange(len(points))
    found: list[NDArray[np.intp]] = []
    while len(left) and len(found) < COLOURS:
        _, inverse, counts = np.unique(cells[left], axis=0, return_inverse=True, return_counts=True)
        centre = points[left[inverse.ravel() == counts.argmax()]].mean(0)
        near = np.linalg.norm(points[left] - centre, axis=1) < ONE_COLOUR
        if near.sum() < LEAST_SHARE * len(points) and found:
            break
        if near.any():
            found.append(left[near])
        left = left[~near] if near.any() else left[inverse.ravel() != counts.argmax()]
    return found


def _shape(alpha: Pixels) -> tuple[Floats, Floats]:
    small = cv2.resize(alpha.astype(np.float32) / 255, (GRID, GRID), interpolation=cv2.INTER_AREA)
    soft = np.asarray(cv2.GaussianBlur(small, (0, 0), 1.2, borderType=cv2.BORDER_CONSTANT), np.float32)
    return np.maximum(soft, soft[:, ::-1]), np.minimum(soft, soft[:, ::-1])
