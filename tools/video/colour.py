"""Between RGB and what a clip stores: planar YUV 4:2:0, BT.709, limited range.

A planar frame is (H * 3 / 2, W) uint8: the planes Y (H, W), U and V (H / 2, W / 2 each, stored row by row)
one below the other; H and W are even. Conversions are exact to one level for flat colours.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

BLACK = (16, 128, 128)
"""Y, U, V of black."""

_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB


def _rgb_to_yuv_matrix() -> NDArray[np.float32]:
    """BT.709 (Rec. ITU-R BT.709-6, items 3.2 to 3.5) for 8 bit: Y in 16..235, U and V in 16..240."""
    luma = np.array([_KR, _KG, _KB])
    blue = (np.array([0, 0, 1]) - luma) / (2 * (1 - _KB))
    red = (np.array([1, 0, 0]) - luma) / (2 * (1 - _KR))
    scaled = np.stack([luma * 219, blue * 224, red * 224]) / 255
    return np.hstack([scaled, [[16], [128], [128]]]).astype(np.float32)


def _yuv_to_rgb_matrix() -> NDArray[np.float32]:
    forward = _rgb_to_yuv_matrix().astype(np.float64)
    back = np.linalg.inv(forward[:, :3])
    return np.hstack([back, -back @ forward[:, 3:]]).astype(np.float32)


_TO_YUV = _rgb_to_yuv_matrix()
_TO_RGB = _yuv_to_rgb_matrix()


def planes(planar: Pixels) -> tuple[Pixels, Pixels, Pixels]:
    """Views of the Y (H, W), U and V (H / 2, W / 2) planes of a contiguous planar frame."""
    rows, width = planar.shape
    height = rows * 2 // 3
    half = (height // 2, width // 2)
    quarter = height * width // 4
    chroma = planar.reshape(-1)[height * width :]
    return planar[:height], chroma[:quarter].reshape(half), chroma[quarter:].reshape(half)


def rgb_to_planar(rgb: Pixels) -> Pixels:
    """(H, W, 3) RGB -> planar frame; chroma is the mean of each 2 x 2 block."""
    height, width = rgb.shape[:2]
    planar: Pixels = np.empty((height * 3 // 2, width), np.uint8)
    luma, blue, red = planes(planar)
    cv2.extractChannel(cv2.transform(rgb, _TO_YUV), 0, luma)
    small = cv2.resize(rgb, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    chroma = cv2.transform(small, _TO_YUV)
    cv2.extractChannel(chroma, 1, blue)
    cv2.extractChannel(chroma, 2, red)
    return planar


def planar_to_rgb(planar: Pixels, size: tuple[int, int] | None = None) -> Pixels:
    """A planar frame -> (H, W, 3) RGB, scaled to `size` (width, height) on the way if given."""
    luma, blue, red = planes(planar)
    size = size or (luma.shape[1], luma.shape[0])
    yuv = cv2.merge([scaled(plane, size) for plane in (luma, blue, red)])
    return np.asarray(cv2.transform(yuv, _TO_RGB), dtype=np.uint8)


def scaled(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """One plane or an RGB picture scaled to `size` (width, height): area mean down, linear up."""
    height, width = pixels.shape[:2]
    if (width, height) == size:
        return pixels
    smaller = size[0] < width or size[1] < height
    method = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, size, interpolation=method), dtype=np.uint8)


def black(width: int, height: int) -> Pixels:
    """A black planar frame."""
    planar: Pixels = np.empty((height * 3 // 2, width), np.uint8)
    for plane, level in zip(planes(planar), BLACK, strict=True):
        plane[...] = level
    return planar
