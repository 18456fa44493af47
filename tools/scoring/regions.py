"""Where to look in a picture: boxes, the squares around them, and where they are when the camera has moved.

Owns geometry only. Boxes are in px of the picture they are cut from and may reach over its edges.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.film.staging import Box
from videostudio.tools.images import Pixels

MARGIN = 0.1
"""By how much of its size a box is widened on every side before it becomes a square: figures swing their limbs."""
LEAST_PX = 4
ALIKE = 0.12
"""Share of its side by which a square may be moved or resized and still show the same."""
APART = 0.2
"""Share of its area that a box may have in common with another and still show something else."""


def cut(picture: Pixels, box: Box) -> Pixels:
    """The square around a box, (S, S, 3)."""
    side = max(box.width, box.height) * (1 + 2 * MARGIN)
    return square(picture, *middle(box), side)


def square(picture: Pixels, x: float, y: float, side: float) -> Pixels:
    """The square of about `side` px around (x, y); beyond the edges the picture's border is repeated."""
    half = max(LEAST_PX // 2, round(side / 2))
    left, top = round(x) - half, round(y) - half
    right, bottom = left + 2 * half, top + 2 * half
    height, width = picture.shape[:2]
    rows = slice(min(max(0, top), height - 1), max(min(height, bottom), min(max(0, top), height - 1) + 1))
    columns = slice(min(max(0, left), width - 1), max(min(width, right), min(max(0, left), width - 1) + 1))
    inside = np.ascontiguousarray(picture[rows, columns])
    pads = (max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width))
    if not any(pads):
        return inside
    return np.asarray(cv2.copyMakeBorder(inside, *pads, cv2.BORDER_REPLICATE), np.uint8)


def scaled(box: Box, factor: float) -> Box:
    """The box in a picture `factor` times as large."""
    return Box(
        left=round(box.left * factor),
        top=round(box.top * factor),
        width=max(1, round(box.width * factor)),
        height=max(1, round(box.height * factor)),
    )


def moved(box: Box, camera: CameraMove, frames: float, *, width: int, height: int, fps: int) -> Box:
    """Where a box of the first frame is after `frames` of the scripted camera at its full speed."""
    flow = camera.flow(width, height, fps)
    scale = flow.scale**frames
    x, y = middle(box)
    x, y = (x - width / 2) * scale + flow.dx * frames, (y - height / 2) * scale + flow.dy * frames
    new = scaled(box, scale)
    return new.model_copy(
        update={"left": round(width / 2 + x - new.width / 2), "top": round(height / 2 + y - new.height / 2)}
    )


def middle(box: Box) -> tuple[float, float]:
    """x and y of its middle."""
    return box.left + box.width / 2, box.top + box.height / 2


def alike(box: Box, other: Box) -> bool:
    """Whether the squares around two boxes show the same."""
    side, changed = max(box.width, box.height), max(other.width, other.height)
    ways = (changed - side, *(a - b for a, b in zip(middle(box), middle(other), strict=True)))
    return max(map(abs, ways)) <= ALIKE * side


def apart(box: Box, others: Sequence[Box]) -> bool:
    """Whether a box shares less than APART of its area with each of the others."""
    return all(box.shared(other) < APART * box.width * box.height for other in others)
