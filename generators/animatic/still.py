"""A camera over a still picture: pans, tilts and zooms across what there is."""

from collections.abc import Iterator

import cv2
import numpy as np

from videostudio.film.camera import CameraMove
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.yuv import Frame, halved, planes_of
from videostudio.tools.images import Pixels

BREATH = 0.004
"""Under a still camera the picture swells and drifts by this share, so that nothing looks frozen."""


def still_frames(
    picture: Pixels, camera: CameraMove, width: int, height: int, fps: int, frames: int, tail: int
) -> Iterator[Pixels]:
    """`frames` + `tail` frames (H * 3 / 2, W) yuv420p of `picture` (h, w, 3 or 4) under `camera`. What lies beyond
    the picture's edge is its mirror image."""
    planes = _fitted(picture, width, height)
    lens = Lens(camera, width, height, fps, frames)
    return (_seen(planes, lens, at) for at in range(frames + tail))


def _fitted(picture: Pixels, width: int, height: int) -> tuple[Pixels, Pixels, Pixels]:
    """The picture's planes, cut to the frame's proportions and scaled to it."""
    tall, wide = picture.shape[:2]
    scale = max(width / wide, height / tall)
    size = (max(width, round(wide * scale)), max(height, round(tall * scale)))
    rgb = np.ascontiguousarray(picture[..., :3])
    big = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    top, left = (size[1] - height) // 2, (size[0] - width) // 2
    cut = big[top : top + height, left : left + width]
    y, u, v, _ = planes_of(np.dstack([cut, np.full(cut.shape[:2], 255, np.uint8)]))
    return y, halved(u), halved(v)


def _seen(planes: tuple[Pixels, Pixels, Pixels], lens: Lens, at: int) -> Pixels:
    frame = Frame.blank(lens.width, lens.height)
    (dx, dy), scale = lens.shift(at), lens.scale(at)
    if not (lens.pans or lens.tilts or lens.zooms):
        turn = 2 * np.pi * 0.2 * at / lens.fps
        scale += BREATH * np.sin(turn)
        dx += BREATH / 2 * lens.width * (np.cos(turn) - 1)
    for whole, part, n in zip(planes, frame.planes, (1, 2, 2), strict=True):
        height, width = part.shape
        x, y = (width - 1) / 2, (height - 1) / 2
        matrix = np.array([[scale, 0, x - scale * x + dx / n], [0, scale, y - scale * y + dy / n]])
        cv2.warpAffine(
            whole, matrix, (width, height), dst=part, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
        )
    return frame.buffer
