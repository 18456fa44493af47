"""A user's own picture as a figure: its transparency if it has any, else a rough cut-out, else a framed card."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from videostudio.tools.images import Pixels

SEE_THROUGH_BELOW = 250
SEE_THROUGH_SHARE = 0.005
CUT_PX = 320
BORDER_SHARE = 0.03
ROUNDS = 5
SEED = 20
LEAST_SHARE, MOST_SHARE = 0.05, 0.90
MARGIN_SHARE = 0.03
FRAME_SHARE = 0.04


@dataclass(frozen=True)
class CutOut:
    """`pixels`: (H, W, 4) RGBA uint8 with straight alpha, trimmed; `rough` says how it was made, "" if clean."""

    pixels: Pixels
    rough: str = ""


def cut_out(picture: Pixels) -> CutOut:
    """(H, W, 3 or 4) uint8 -> the subject of the picture. The same picture gives the same cut-out."""
    if picture.shape[2] == 4 and np.mean(picture[:, :, 3] < SEE_THROUGH_BELOW) > SEE_THROUGH_SHARE:
        return CutOut(trimmed(picture))
    rgb = np.ascontiguousarray(picture[:, :, :3])
    mask = _subject(rgb)
    share = float(np.mean(mask > 127))
    if not LEAST_SHARE <= share <= MOST_SHARE:
        return CutOut(
            framed(rgb), f"no subject found to cut out ({share:.0%} of the picture): it is shown as a framed card"
        )
    return CutOut(trimmed(np.dstack([rgb, mask])), f"a rough cut-out ({share:.0%} of the picture)")


def shrunk(pixels: Pixels, longest: int) -> Pixels:
    """(H, W, 3 or 4) with no side longer than `longest` px; smaller pictures as they are. Keeps what follows
    within memory: a camera's picture as floats takes a gigabyte."""
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return pixels
    image = Image.fromarray(pixels)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    # Pillow's RGBa has colours weighed by alpha, so that see-through borders do not bleed in.
    small = image.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA") if pixels.shape[2] == 4 else None
    return np.asarray(small or image.resize(size, Image.Resampling.BOX), dtype=np.uint8)


def trimmed(pixels: Pixels) -> Pixels:
    """RGBA without its fully see-through borders; unchanged when nothing is visible."""
    visible = pixels[:, :, 3] > 8
    if not visible.any():
        return pixels
    rows, columns = np.flatnonzero(visible.any(axis=1)), np.flatnonzero(visible.any(axis=0))
    return pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def framed(rgb: Pixels) -> Pixels:
    """(H, W, 3) RGB with a white border and a black edge, as opaque RGBA."""
    border = max(4, round(FRAME_SHARE * max(rgb.shape[:2])))
    edge = max(1, border // 4)
    card = np.pad(rgb, ((border, border), (border, border), (0, 0)), constant_values=255)
    card = np.pad(card, ((edge, edge), (edge, edge), (0, 0)), constant_values=0)
    return np.dstack([card, np.full(card.shape[:2], 255, np.uint8)])


def fit(pixels: Pixels, width: int, height: int) -> Pixels:
    """RGBA as large as fits into `width` x `height` px with a small margin at the sides and the top, standing on
    the lower edge: (height, width, 4)."""
    margin = round(MARGIN_SHARE * min(width, height))
    scale = min((width - 2 * margin) / pixels.shape[1], (height - margin) / pixels.shape[0])
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    scaled = _resized(pixels, size)
    canvas = np.zeros((height, width, 4), np.uint8)
    left = (width - size[0]) // 2
    canvas[height - size[1] :, left : left + size[0]] = scaled
    return canvas


def cover(pixels: Pixels, width: int, height: int) -> Pixels:
    """(H, W, 3 or 4) -> (height, width, 3) RGB: the middle of the picture, as much as fills the size."""
    own_height, own_width = pixels.shape[:2]
    scale = max(width / own_width, height / own_height)
    crop_width, crop_height = min(own_width, round(width / scale)), min(own_height, round(height / scale))
    left, top = (own_width - crop_width) // 2, (own_height - crop_height) // 2
    middle = np.ascontiguousarray(pixels[top : top + crop_height, left : left + crop_width, :3])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(middle, (width, height), interpolation=how), dtype=np.uint8)


def _resized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Resized with colours weighed by alpha, so that no border colour bleeds in."""
    alpha = pixels[:, :, 3:].astype(np.float32) / 255
    weighed = np.dstack([pixels[:, :, :3].astype(np.float32) * alpha, alpha])
    smaller = size[0] < pixels.shape[1]
    scaled = cv2.resize(weighed, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_LINEAR)
    straight = scaled[:, :, :3] / np.maximum(scaled[:, :, 3:], 1e-6)
    return np.clip(np.dstack([straight, scaled[:, :, 3:] * 255]) + 0.5, 0, 255).astype(np.uint8)


def _subject(rgb: Pixels) -> NDArray[np.uint8]:
    """(H, W) uint8: 255 where the subject is, soft at its edge."""
    height, width = rgb.shape[:2]
    scale = min(1.0, CUT_PX / max(height, width))
    small = cv2.resize(rgb, (max(8, round(width * scale)), max(8, round(height * scale))), interpolation=cv2.INTER_AREA)
    inset_x, inset_y = (max(1, round(BORDER_SHARE * length)) for length in (small.shape[1], small.shape[0]))
    box = (inset_x, inset_y, small.shape[1] - 2 * inset_x, small.shape[0] - 2 * inset_y)
    mask = np.zeros(small.shape[:2], np.uint8)
    models = np.zeros((1, 65), np.float64), np.zeros((1, 65), np.float64)
    # Its k-means draws from OpenCV's own generator.
    cv2.setRNGSeed(SEED)
    cv2.grabCut(small[:, :, ::-1].copy(), mask, box, *models, ROUNDS, cv2.GC_INIT_WITH_RECT)
    inside = np.isin(mask, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8) * 255
    whole = cv2.morphologyEx(inside, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
