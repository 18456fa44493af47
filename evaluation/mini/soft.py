"""Pictures made as soft and as faulty as small models draw them, so that who judges those has seen such."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

CLEAN = 0.2
"""Share of pictures that stay as they are."""


def spoiled(picture: Pixels, chance: np.random.Generator) -> Pixels:
    """(H, W, 3) as soft as an autoencoder makes it, or softer, sometimes squeezed, with grain and other light."""
    if chance.random() < CLEAN:
        return picture
    found: NDArray[Any] = picture.astype(np.float32)
    if chance.random() < 0.8:
        found = cv2.GaussianBlur(found, (0, 0), float(chance.uniform(0.3, 1.6)))
    if chance.random() < 0.4:
        height, width = picture.shape[:2]
        less = float(chance.uniform(1.3, 2.5))
        small = cv2.resize(found, (round(width / less), round(height / less)), interpolation=cv2.INTER_AREA)
        found = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    found = found * chance.uniform(0.9, 1.1, 3) + chance.uniform(-8, 8, 3)
    if chance.random() < 0.5:
        cells = chance.normal(0, 1, (picture.shape[0] // 4, picture.shape[1] // 4, 3)).astype(np.float32)
        grain = cv2.resize(cells, picture.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        found = found + grain * chance.uniform(0, 10)
    drawn = np.rint(found).clip(0, 255).astype(np.uint8)
    return _squeezed(drawn, int(chance.integers(25, 90))) if chance.random() < 0.4 else drawn


def softened(picture: Pixels, psnr_db: float) -> Pixels:
    """(H, W, 3) blurred until that little of it is left: as an autoencoder of that PSNR gives it back, near enough."""
    least, most = 0.05, 12.0
    for _ in range(12):
        middle = (least * most) ** 0.5
        least, most = (middle, most) if psnr(_blurred(picture, middle), picture) > psnr_db else (least, middle)
    return _blurred(picture, least)


def psnr(found: Pixels, wanted: Pixels) -> float:
    """dB of 8 bits."""
    error = float(np.square(found.astype(np.float64) - wanted).mean())
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def _blurred(picture: Pixels, sigma: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _squeezed(picture: Pixels, quality: int) -> Pixels:
    squeezed = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(np.asarray(cv2.imdecode(squeezed, cv2.IMREAD_COLOR), np.uint8)[..., ::-1])
