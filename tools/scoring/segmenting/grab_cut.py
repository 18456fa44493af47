"""The last resort: GrabCut (Rother, Kolmogorov and Blake, 2004) knows colours, not things."""

import cv2
import numpy as np

from videostudio.film.identity import Identity
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Mask, Matte

LONG_SIDE = 256
"""px at which it works: finer grain only makes it slower."""
RIM = 0.04
"""Share of each side that is taken for background."""
ROUNDS = 4
LEAST, MOST = 0.03, 0.95
"""Share of a picture that a subject can be. Beyond, nothing was found."""
TOLD = "cut out by its colours alone (GrabCut), its outline is a guess"
UNCUT = "not cut out: it has no transparency, and its colours do not tell a subject"


class GrabCut:
    """Takes the rim of a picture for background and looks for other colours inside. Always degraded."""

    identity = Identity(backend="grabcut", code_version=1)

    def segment(self, picture: Pixels) -> Matte:
        """(H, W, 3 or 4) -> its matte; all of the picture where nothing is found."""
        height, width = picture.shape[:2]
        small = _small(picture)
        mask = _grabbed(small) if min(small.shape[:2]) > 2 / RIM else np.ones(small.shape[:2], np.float32)
        if not LEAST <= mask.mean() <= MOST:
            return Matte(np.ones((height, width), np.float32), UNCUT)
        grown = cv2.resize(mask, (width, height), interpolation=cv2.INTER_LINEAR)
        return Matte(np.asarray(grown, np.float32), TOLD)


def _small(picture: Pixels) -> Pixels:
    height, width = picture.shape[:2]
    shrink = max(1.0, max(height, width) / LONG_SIDE)
    size = (max(1, round(width / shrink)), max(1, round(height / shrink)))
    # GrabCut takes what OpenCV calls BGR; only distances count, so the order does not matter.
    return np.asarray(cv2.resize(picture[..., :3], size, interpolation=cv2.INTER_AREA), np.uint8)


def _grabbed(picture: Pixels) -> Mask:
    height, width = picture.shape[:2]
    across, down = round(RIM * width), round(RIM * height)
    mask = np.full((height, width), cv2.GC_BGD, np.uint8)
    inner = (across, down, width - 2 * across, height - 2 * down)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(0)  # it clusters colours from random starts: the same picture has to give the same mask
    try:
        cv2.grabCut(picture, mask, inner, *models, ROUNDS, cv2.GC_INIT_WITH_RECT)
    except cv2.error:
        return np.ones((height, width), np.float32)  # one colour all over: there are no clusters
    return np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.float32)
