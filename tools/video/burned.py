"""Captions lettered into pictures: at the foot of the frame, on a soft dark plate, at most two lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from videostudio.tools import lettering
from videostudio.tools.images import Pixels
from videostudio.tools.lettering import Face
from videostudio.tools.video.captions import LINE_CHARACTERS, LINES
from videostudio.tools.video.colour import planes, rgb_to_planar

LARGEST = 1 / 22
"""Size of the letters as a share of the frame's height; a line of text is then a 1/18 of it, two a 1/9."""
SAFE = 0.06
"""Share of the frame's height below the captions, and of its width beside them, that stays free: the safe area."""
INK = (255, 255, 255)
PLATE = (12, 12, 16)
PLATE_ALPHA = 150


@dataclass(frozen=True)
class Plate:
    """A caption ready to be laid on frames `first` to `stop` - 1 of its shot. `over` is planar (h * 3 / 2, w),
    premultiplied; `through` (h, w) and `through_half` are 255 - alpha. It lies at (`left`, `top`), even numbers."""

    first: int
    stop: int
    left: int
    top: int
    over: Pixels
    through: Pixels
    through_half: Pixels

    def on(self, frame: Pixels) -> Pixels:
        """The planar frame with the caption, a copy."""
        out = frame.copy()
        throughs = (self.through, self.through_half, self.through_half)
        for whole, over, through, n in zip(planes(out), planes(self.over), throughs, (1, 2, 2), strict=True):
            rows, columns = over.shape
            top, left = self.top // n, self.left // n
            part = whole[top : top + rows, left : left + columns]
            part[:] = cv2.add(cv2.multiply(part, through, scale=1 / 255), over)
        return out


def plate_of(text: str, first: int, stop: int, width: int, height: int) -> Plate | None:
    """The caption for a frame of `width` x `height` px; None if the typeface has no letters for it."""
    text, face = lettering.shown(text, Face.TEXT)
    if not text:
        return None
    room = round((1 - 2 * SAFE) * width)
    size = max(8, min(round(LARGEST * height), round(room / (0.54 * LINE_CHARACTERS))))
    lines, letters = lettering.fitted(text, face, width=room, lines=LINES, largest=size, smallest=max(6, size // 2))
    block = lettering.block(lines, letters, ink=INK)
    soft = _on_plate(block, round(0.45 * letters.size))
    low = round((1 - SAFE) * height)
    top = max(0, low - soft.shape[0]) // 2 * 2
    left = max(0, (width - soft.shape[1]) // 2) // 2 * 2
    return _planar(soft[: height - top, : width - left], first, stop, left, top)


def plates_of(pages: Sequence[tuple[int, int, str]], width: int, height: int) -> tuple[list[Plate], bool]:
    """Plates for (first frame, frame after the last, text); whether all texts could be lettered."""
    made = [plate_of(text, first, stop, width, height) for first, stop, text in pages]
    return [plate for plate in made if plate is not None], all(plate is not None for plate in made)


def _on_plate(block: Pixels, margin: int) -> Pixels:
    """The letters on a dark plate with round corners, of even size."""
    height, width = (lettering.ceil_even(side + 2 * margin) for side in block.shape[:2])
    corner = min(margin, height // 2)
    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (corner, 0), (width - 1 - corner, height - 1), PLATE_ALPHA, -1)
    cv2.rectangle(mask, (0, corner), (width - 1, height - 1 - corner), PLATE_ALPHA, -1)
    for x in (corner, width - 1 - corner):
        for y in (corner, height - 1 - corner):
            cv2.circle(mask, (x, y), corner, PLATE_ALPHA, -1, cv2.LINE_AA)
    plate = np.asarray(cv2.merge([*(cv2.convertScaleAbs(mask, alpha=c / 255) for c in PLATE), mask]), np.uint8)
    part = plate[margin : margin + block.shape[0], margin : margin + block.shape[1]]
    over = block.astype(np.uint16)
    part[:] = np.minimum(over + (part.astype(np.uint16) * (255 - over[..., 3:]) + 127) // 255, 255)
    return plate


def _planar(rgba: Pixels, first: int, stop: int, left: int, top: int) -> Plate:
    rgba = np.ascontiguousarray(rgba[: rgba.shape[0] // 2 * 2, : rgba.shape[1] // 2 * 2])
    alpha = rgba[..., 3]
    half = (alpha.shape[1] // 2, alpha.shape[0] // 2)
    half_alpha = np.asarray(cv2.resize(alpha, half, interpolation=cv2.INTER_AREA), np.uint8)
    over = rgb_to_planar(np.ascontiguousarray(rgba[..., :3]))
    # Premultiplied black is (16, 128, 128) of full cover: what is covered less carries less of the offset too.
    for plane, cover, black in zip(planes(over), (alpha, half_alpha, half_alpha), (16, 128, 128), strict=True):
        cv2.subtract(plane, cv2.convertScaleAbs(255 - cover, alpha=black / 255), dst=plane)
    return Plate(first, stop, left, top, over, 255 - alpha, 255 - half_alpha)
