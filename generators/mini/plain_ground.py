"""The plain ground that a figure's picture has: what it looks like, and what of a picture is figure.

Training shows figures on it, and captions say so. The ground is of a colour that no figure of the world has, and whose
brightness is that of neither black nor white ones; around a figure the autoencoder lets both run into each other.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

GROUND = (120, 180, 180)
"""RGB."""
WORDS = "on a plain ground"
NEAR = 22.0
"""How far from the ground's colour the ground may lie, in CIE Lab."""
LEAST, MOST = 0.02, 0.9
"""Of a picture, a figure."""
SPECK = 0.1
"""Of the largest piece; a smaller one is a slip of the model."""
Alpha = NDArray[np.uint8]


def keyed(picture: Pixels) -> Alpha | None:
    """(H, W), 255 where `picture` (H, W, 3) shows a figure, 0 on the ground around it; None where there is no telling.
    The ground is what looks like the picture's edge and is joined to it, so that what looks like it within a figure is
    the figure's."""
    lab = np.asarray(cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2Lab), np.float32)
    edge = np.concatenate([lab[:2].reshape(-1, 3), lab[:, :2].reshape(-1, 3), lab[:, -2:].reshape(-1, 3)])
    ground = np.median(edge, axis=0)
    alike = (np.linalg.norm(lab - ground, axis=2) < NEAR).astype(np.uint8)
    joined = cv2.connectedComponents(alike, connectivity=4)[1]
    outside = np.isin(joined, np.unique(np.concatenate([joined[0], joined[:, 0], joined[:, -1]]))) & (alike > 0)
    figure = cv2.morphologyEx((~outside).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, pieces, stats, _ = cv2.connectedComponentsWithStats(figure, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    if not len(areas) or not LEAST <= areas.sum() / figure.size <= MOST:
        return None
    kept = [piece for piece in range(1, count) if areas[piece - 1] >= SPECK * areas.max()]
    return np.where(np.isin(pieces, kept), 255, 0).astype(np.uint8)


def placed(cutout: Pixels, width: int, height: int) -> tuple[Pixels, NDArray[np.bool_]]:
    """A cut-out (h, w, 4) on the ground, as large as fits with some room around it: (height, width, 3), and where it
    is. Raises ValueError for one that shows nothing."""
    alpha = cutout[..., 3] >= 128
    if not alpha.any():
        raise ValueError("the cut-out shows nothing: leave out who cannot be seen")
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    part = cutout[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    share = part[..., 3:].astype(np.float32) / 255
    scale = min(0.9 * width / part.shape[1], 0.9 * height / part.shape[0])
    size = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    # Both are made smaller by themselves, so that no colour of the ground that it came from gets in.
    colours = cv2.resize(part[..., :3] * share, size, interpolation=how)
    small = cv2.resize(share[..., 0], size, interpolation=how)[..., None]
    picture = np.full((height, width, 3), GROUND, np.uint8)
    mask = np.zeros((height, width), np.bool_)
    top, left = (height - size[1]) // 2, (width - size[0]) // 2
    where = slice(top, top + size[1]), slice(left, left + size[0])
    picture[where] = np.rint(colours + (1 - small) * GROUND).clip(0, 255)
    mask[where] = small[..., 0] >= 0.5
    return picture, mask
