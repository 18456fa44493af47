"""A picture as a network wants it: one size, three channels, the model's own mean and spread.

The whole picture is squashed into the square, for every model: nothing at its edges is lost.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from videostudio.film.errors import ScorerError
from videostudio.tools.images import Pixels

GREY = 128
"""What transparency is laid on, 0..255: half way, so that neither dark nor light artwork drowns."""


@dataclass(frozen=True)
class PictureFormat:
    """`side` in px; `mean` and `std` of red, green, blue in 0..1."""

    side: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


def planes(picture: Pixels, wanted: PictureFormat) -> NDArray[np.float32]:
    """(H, W, 3) RGB or (H, W, 4) RGBA uint8, straight alpha -> (3, side, side) float32, mean 0 and spread 1."""
    square = _opaque(picture).resize((wanted.side, wanted.side), Image.Resampling.BICUBIC)
    unit = np.asarray(square, dtype=np.float32) / np.float32(255)
    normal = (unit - np.array(wanted.mean, np.float32)) / np.array(wanted.std, np.float32)
    return np.ascontiguousarray(normal.transpose(2, 0, 1), dtype=np.float32)


def _opaque(picture: Pixels) -> Image.Image:
    if picture.dtype != np.uint8 or picture.ndim != 3 or picture.shape[2] not in (3, 4) or 0 in picture.shape:
        raise ScorerError(
            f"a picture of {picture.dtype} {picture.shape} cannot be embedded: give uint8 (height, width, 3 or 4)"
        )
    image = Image.fromarray(picture)
    if image.mode == "RGB":
        return image
    paper = Image.new("RGB", image.size, (GREY, GREY, GREY))
    paper.paste(image, mask=image.getchannel("A"))
    return paper
