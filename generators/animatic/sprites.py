"""Sprites: small premultiplied pictures laid on a frame, turned, stretched and placed between pixels."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.yuv import BLACK, GREY, Frame, halved, lay, planes_of
from videostudio.tools.images import Pixels

Matrix = NDArray[np.float64]
"""(2, 3): sprite px -> frame px."""


@dataclass(frozen=True)
class Sprite:
    """`yuva` (h, w, 4): Y, U, V and alpha, premultiplied, chroma at full size."""

    yuva: Pixels

    @classmethod
    def of(cls, rgba: Pixels, width: int, height: int) -> "Sprite":
        """From straight RGBA, scaled to `width` x `height` px."""
        alpha = rgba[..., 3:].astype(np.float32) / 255
        solid = np.concatenate([rgba[..., :3] * alpha, rgba[..., 3:].astype(np.float32)], axis=2)
        down = height < rgba.shape[0]
        scaled = cv2.resize(solid, (width, height), interpolation=cv2.INTER_AREA if down else cv2.INTER_CUBIC)
        return cls(np.asarray(cv2.merge(planes_of(np.rint(np.clip(scaled, 0, 255)).astype(np.uint8))), np.uint8))

    @classmethod
    def shadow(cls, width: int, strength: float) -> "Sprite":
        """A soft dark ellipse, `width` px wide and a sixth as high; `strength` 0..1 in its middle."""
        height = max(4, width // 6)
        y, x = np.mgrid[0:height, 0:width]
        far = np.hypot((x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1)
        inside = np.clip(1 - far, 0, 1)
        alpha = 255 * strength * inside * (2 - inside)
        return cls(np.rint(np.stack([alpha * (c / 255) for c in (BLACK, GREY, GREY, 255)], axis=2)).astype(np.uint8))

    @classmethod
    def foam(cls, width: int) -> "Sprite":
        """A ring of foam on water around whatever is in it, `width` px wide and an eighth as high."""
        height = max(4, width // 8)
        y, x = np.mgrid[0:height, 0:width]
        far = np.hypot((x + 0.5) / width * 2 - 1, (y + 0.5) / height * 2 - 1)
        ripple = 0.06 * np.sin(x / width * 43.0)
        alpha = 190 * np.clip(1 - np.abs(far - 0.72 + ripple) / 0.28, 0, 1)
        return cls(np.rint(np.stack([alpha * (c / 255) for c in (235, GREY, GREY, 255)], axis=2)).astype(np.uint8))

    @property
    def width(self) -> int:
        return int(self.yuva.shape[1])

    @property
    def height(self) -> int:
        return int(self.yuva.shape[0])

    def draw(self, frame: Frame, matrix: Matrix) -> None:
        """Lays the sprite on `frame` where `matrix` puts it; parts outside are cut off."""
        box = self._box(frame, matrix)
        if box is None:
            return
        left, top, right, bottom = box
        a, b, x, c, d, y = matrix.ravel().tolist()
        # A bilinear look-up from between the pixels' corners: -0.5 makes centres, not corners, the fixed points.
        local = np.array([[a, b, x - left + (a + b) / 2 - 0.5], [c, d, y - top + (c + d) / 2 - 0.5]])
        warped = cv2.warpAffine(self.yuva, local, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
        luma, u, v, alpha = (np.asarray(plane, np.uint8) for plane in cv2.split(warped))
        through = np.asarray(cv2.bitwise_not(alpha, dst=alpha), np.uint8)
        lay(frame.y[top:bottom, left:right], luma, through)
        half = (slice(top // 2, bottom // 2), slice(left // 2, right // 2))
        through = halved(through)
        lay(frame.u[half], halved(u), through)
        lay(frame.v[half], halved(v), through)

    @cached_property
    def _hull(self) -> Matrix:
        """(2, N): corners around all that is seen, 1 px of nothing included. A turned limb fills little of the
        box around its turned picture, much of the box around these."""
        alpha = self.yuva[..., 3]
        if not alpha.any():
            return np.zeros((2, 0))
        points = cv2.convexHull(cv2.findNonZero(alpha)).reshape(-1, 2)
        spread = points[:, None] + np.array([[-1, -1], [2, -1], [-1, 2], [2, 2]])
        return np.ascontiguousarray(spread.reshape(-1, 2).T, np.float64)

    def _box(self, frame: Frame, matrix: Matrix) -> tuple[int, int, int, int] | None:
        """Left, top, right and bottom of what is seen on the frame, even numbers; None if that is nothing."""
        if not self._hull.shape[1]:
            return None
        where = matrix[:, :2] @ self._hull
        height, width = frame.y.shape
        (x0, y0), (x1, y1) = (where.min(axis=1) + matrix[:, 2]).tolist(), (where.max(axis=1) + matrix[:, 2]).tolist()
        left, top = max(0, floor(x0) // 2 * 2), max(0, floor(y0) // 2 * 2)
        right, bottom = min(width, -(-ceil(x1) // 2) * 2), min(height, -(-ceil(y1) // 2) * 2)
        return (left, top, right, bottom) if right > left and bottom > top else None
