"""Small pictures made large on purpose: each style says how what lies between the pixels is to look.

Whatever is drawn at 192 px is not sharp at 1280. Instead of hiding that, a style makes a look of it. Each frame is
enlarged by itself, the same every time.
"""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

GRAIN = 3.5
"""Spread of the canvas under a painting, in levels of 255."""
LUMA = np.array([[0.299, 0.587, 0.114]], np.float32)


def enlarged(picture: Pixels, width: int, height: int, style: str) -> Pixels:
    """(H, W, 3) uint8 -> (height, width, 3) in one of STYLES; a picture that is large enough is only made smaller."""
    if width <= picture.shape[1] and height <= picture.shape[0]:
        return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    soft = np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    return STYLES[style](soft, max(width / picture.shape[1], height / picture.shape[0]))


def crisp(soft: Pixels, times: float) -> Pixels:
    """Cut paper: every pixel of a blurred edge goes to the side it is nearer to. A shock filter (Osher and Rudin 1990):
    where the picture bends down it grows, where it bends up it shrinks, a pixel at a time over half an edge."""
    shown = soft
    for _ in range(max(1, round(times / 2))):
        smooth = cv2.GaussianBlur(cv2.transform(shown.astype(np.float32), LUMA), (0, 0), max(0.8, times / 3))
        bends_up = (cv2.Laplacian(smooth, cv2.CV_32F, ksize=3) > 0)[..., None]
        shown = np.where(bends_up, cv2.erode(shown, _PLUS), cv2.dilate(shown, _PLUS))
    # Edges one pixel wide would flicker when they move.
    return np.asarray(cv2.GaussianBlur(shown, (0, 0), 0.7), np.uint8)


def painted(soft: Pixels, times: float) -> Pixels:
    """Gouache on canvas: every pixel takes the mean of the calmest quarter around it (Kuwahara 1976), so strokes end at
    edges."""
    reach = max(2, round(times))
    colours = soft.astype(np.float32)
    luma = np.asarray(cv2.transform(colours, LUMA), np.float32)
    means, spreads = [], []
    for across, down in ((0, 0), (reach, 0), (0, reach), (reach, reach)):
        means.append(_mean(colours, reach, across, down))
        spreads.append(_mean(luma * luma, reach, across, down) - _mean(luma, reach, across, down) ** 2)
    calmest = np.argmin(spreads, axis=0)[..., None]
    strokes = np.choose(calmest, means)
    height, width = soft.shape[:2]
    return np.asarray((strokes + _canvas(width, height)[..., None]).clip(0, 255), np.uint8)


def soft(picture: Pixels, times: float) -> Pixels:
    """As it is: cubic interpolation and no more."""
    return picture


STYLES: dict[str, Callable[[Pixels, float], Pixels]] = {"crisp": crisp, "painted": painted, "soft": soft}
"""Name -> what is done to a picture that was enlarged `times` by cubic interpolation."""

_PLUS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))


def _mean(picture: NDArray[np.float32], reach: int, across: int, down: int) -> NDArray[np.float32]:
    """Of the square of `reach` + 1 px whose px (`across`, `down`) is the one that it is the mean for."""
    square, own = (reach + 1, reach + 1), (across, down)
    found = cv2.boxFilter(picture, -1, ksize=square, anchor=own, borderType=cv2.BORDER_REFLECT)
    return np.asarray(found, np.float32)


@lru_cache(maxsize=4)
def _canvas(width: int, height: int) -> NDArray[np.float32]:
    """(height, width): a weave that stays where it is while the picture moves."""
    threads = np.random.default_rng(0).normal(size=(height, width)).astype(np.float32)
    woven = cv2.GaussianBlur(threads, (0, 0), 2.0, sigmaY=0.6) + cv2.GaussianBlur(threads, (0, 0), 0.6, sigmaY=2.0)
    return np.asarray(woven / woven.std() * GRAIN, np.float32)
