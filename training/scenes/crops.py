"""Pictures from elsewhere in the size that a model learns at."""

import cv2
import numpy as np

from videostudio.tools.images import Pixels


def crop(picture: Pixels, width: int, height: int, chance: np.random.Generator) -> Pixels:
    """(height, width, 3): a random part of a picture (H, W, 3), as large as fits it, scaled to the size; paper, section
    4.1, with 512 x 512 px."""
    tall, wide = picture.shape[:2]
    part = min(tall / height, wide / width)
    high, broad = min(tall, max(1, round(part * height))), min(wide, max(1, round(part * width)))
    top, left = int(chance.integers(tall - high + 1)), int(chance.integers(wide - broad + 1))
    cut = picture[top : top + high, left : left + broad]
    how = cv2.INTER_AREA if part > 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (width, height), interpolation=how), np.uint8)
