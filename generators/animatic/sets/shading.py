"""What light does to the pixels of a rounded body, and how colours are laid over each other."""

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.sets.chance import Floats
from videostudio.generators.animatic.sets.tones import Rgb, Tones


def rows_of(stops: Sequence[tuple[float, Rgb]], ys: Floats) -> NDArray[np.uint8]:
    """Opaque colours (len(ys), 4) that run through `stops` (y, rgb)."""
    at = [y for y, _ in stops]
    columns = [np.interp(ys, at, [rgb[i] for _, rgb in stops]) for i in range(3)]
    return np.asarray(np.rint(np.stack([*columns, np.full(len(ys), 255.0)], axis=1)), np.uint8)


def opaque(rgb: Rgb) -> tuple[int, int, int, int]:
    red, green, blue = (round(min(max(c, 0), 255)) for c in rgb)
    return red, green, blue, 255


@lru_cache(maxsize=512)
def ramp(tones: Tones) -> NDArray[np.uint8]:
    """Colours (1, 256, 4) from shade over base to lit, opaque."""
    at = np.arange(256)
    parts = [np.interp(at, (0, 128, 255), [rgb[i] for rgb in tones[:3]]) for i in range(3)]
    table = np.clip(np.rint(np.stack([*parts, np.full(256, 255.0)], axis=1)), 0, 255)
    return np.asarray(table[None], np.uint8)


def blurred(mask: NDArray[np.uint8], px: float) -> NDArray[np.uint8]:
    side = 2 * max(1, round(0.5 * px)) + 1
    return np.asarray(cv2.blur(cv2.blur(mask, (side, side)), (side, side)), np.uint8)


def relief(mask: NDArray[np.uint8], px: float, side: int) -> NDArray[np.uint8]:
    """How much light falls on a body of outline `mask` that is rounded over `px`: 128 on its flat parts, more
    where it faces the light above and to its `side`, less where it faces away."""
    height, width = mask.shape
    step = max(1, round(0.5 * px))
    wide = cv2.copyMakeBorder(blurred(mask, px), step, step, step, step, cv2.BORDER_CONSTANT, value=(0,))
    towards = wide[:height, step + side * step : step + side * step + width]
    away = wide[2 * step :, step - side * step : step - side * step + width]
    return np.asarray(cv2.addWeighted(away, 0.5, towards, -0.5, 128), np.uint8)


def over(part: NDArray[np.uint8], colour: NDArray[np.uint8], mask: NDArray[np.uint8]) -> None:
    """Lays opaque `colour` (h, w, 4) on `part`, as far as `mask` (h, w) covers it."""
    cv2.multiply(part, cv2.merge([255 - mask] * 4), dst=part, scale=1 / 255)
    cv2.add(part, cv2.multiply(colour, cv2.merge([mask] * 4), scale=1 / 255), dst=part)
