"""What the image encoder is shown of a picture to learn from: its figures and its place, cut from that very picture.

Paper, section 3.3: the salient object and the rest of the same crop are the references of foreground and background.
Where the world knows its figures each is a reference of its own, as a film has it; elsewhere a segmenter finds them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from videostudio.generators.paper.img_references import SALIENT
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.training.scenes.sample import Sample


@dataclass(frozen=True)
class References:
    """RGB images; figures stand on black in a square, as the imager shows them. `area` (H, W) is true on figures."""

    figures: tuple[Image.Image, ...]
    place: Image.Image
    area: NDArray[np.bool_]


def references_of(sample: Sample, segmenter: Segmenter) -> References:
    """Of a sample that knows its cast, or of any picture. Raises ScorerError if the segmenter fails."""
    if sample.cast:
        area = np.any([seen.mask for seen in sample.cast], axis=0)
        figures = tuple(_squared(_on_black(seen.cutout, seen.cutout[..., 3] >= SALIENT * 255)) for seen in sample.cast)
    elif sample.plate is not None:
        area, figures = np.zeros(sample.picture.shape[:2], np.bool_), ()
    else:
        area = segmenter.segment(sample.picture).alpha >= SALIENT
        figures = (_squared(_on_black(sample.picture, area)),) if area.any() else ()
    plate = sample.plate if sample.plate is not None else _on_black(sample.picture, ~area)
    return References(figures, Image.fromarray(plate), area)


def cropped(sample: Sample, width: int, height: int, chance: np.random.Generator) -> Sample:
    """A picture from elsewhere at this size: made as small as it can be, and cut at random. What the world drew is
    returned as it is, with its truth. Raises ValueError where that is of another size."""
    if sample.cast or sample.plate is not None:
        refuse_other_size(sample, width, height)
        return sample
    image = Image.fromarray(sample.picture)
    scale = max(width / image.width, height / image.height)
    size = (max(width, round(image.width * scale)), max(height, round(image.height * scale)))
    left, top = (
        int(chance.integers(0, there - wanted + 1)) for there, wanted in zip(size, (width, height), strict=True)
    )
    cut = image.resize(size, Image.Resampling.LANCZOS).crop((left, top, left + width, top + height))
    return Sample(sample.number, np.asarray(cut, np.uint8), sample.caption)


def refuse_other_size(sample: Sample, width: int, height: int) -> None:
    """Raises ValueError for a picture that is not `width` x `height` px."""
    if sample.picture.shape[:2] != (height, width):
        down, across = sample.picture.shape[:2]
        raise ValueError(
            f"sample {sample.number} is {across} x {down} px, this scale takes {width} x {height}: draw the shards anew"
        )


def _squared(picture: Pixels) -> Image.Image:
    image = Image.fromarray(picture)
    side = max(image.size)
    return ImageOps.pad(image, (side, side), color="black")


def _on_black(picture: Pixels, kept: NDArray[np.bool_]) -> Pixels:
    return np.asarray(picture[..., :3] * kept[..., None], np.uint8)
