"""What the image encoder is shown of a picture to learn from: its figures and its place, cut from that very picture.

Paper, section 3.2. Where the world knows its figures each is a reference of its own, as a film has it; elsewhere a
segmenter finds them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from videostudio.generators.paper.img_references import blank
from videostudio.generators.paper.img_regions import Square
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.training.scenes.draw import CUT_PX
from videostudio.training.scenes.references import Quality, background, foreground, segmented
from videostudio.training.scenes.sample import Mask, Sample


@dataclass(frozen=True)
class References:
    """RGB images; figures stand on black in a square. `area` (H, W) is true on figures. `placed` is false where the
    place is no reference, but an image that stands where there is none. `squares` says where figures stand."""

    figures: tuple[Image.Image, ...]
    place: Image.Image
    area: NDArray[np.bool_]
    placed: bool = True
    squares: tuple[Square, ...] = ()


def references_of(sample: Sample, segmenter: Segmenter, quality: Quality) -> References:
    """Of a sample that knows its cast, or of any picture; always the same for the same sample. Raises ScorerError if
    the segmenter fails."""
    known = sample if has_truth(sample) else segmented(sample, segmenter)
    chance = np.random.default_rng(sample.number)
    nowhere = np.zeros((1, *sample.picture.shape[:2]), np.bool_)
    area = np.any([*nowhere, *(seen.mask for seen in known.cast)], axis=0)
    if sample.portrait:
        return References((), blank(), area, placed=False)
    figures = tuple(Image.fromarray(foreground(seen, CUT_PX, quality, chance)) for seen in known.cast)
    squares = tuple(square_of(seen.mask) for seen in known.cast)
    return References(figures, Image.fromarray(background(known, quality, chance)), area, squares=squares)


def square_of(mask: Mask) -> Square:
    """The square around what a mask (H, W) shows."""
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return (0.0, 0.0, 0.0)
    top, bottom, left, right = (int(each) for each in (rows[0], rows[-1] + 1, columns[0], columns[-1] + 1))
    height = len(mask)
    return ((left + right) / 2 / height, (top + bottom) / 2 / height, max(bottom - top, right - left) / height)


def has_truth(sample: Sample) -> bool:
    """Whether it is known who is in a picture."""
    return sample.portrait or bool(sample.cast) or sample.plate is not None


def cropped(sample: Sample, width: int, height: int, chance: np.random.Generator) -> Sample:
    """A picture from elsewhere at this size: made as small as it can be, and cut at random. What the world drew is
    returned as it is, with its truth. Raises ValueError where that is of another size."""
    if has_truth(sample):
        refuse_other_size(sample, width, height)
        return sample
    image = Image.fromarray(sample.picture)
    scale = max(width / image.width, height / image.height)
    across, down = max(width, round(image.width * scale)), max(height, round(image.height * scale))
    left, top = int(chance.integers(0, across - width + 1)), int(chance.integers(0, down - height + 1))
    part = image.resize((across, down), Image.Resampling.LANCZOS).crop((left, top, left + width, top + height))
    return Sample(sample.number, np.asarray(part, np.uint8), sample.caption)


def refuse_other_size(sample: Sample, width: int, height: int) -> None:
    """Raises ValueError for a picture that is not `width` x `height` px."""
    if sample.picture.shape[:2] != (height, width):
        down, across = sample.picture.shape[:2]
        raise ValueError(
            f"sample {sample.number} is {across} x {down} px, this scale takes {width} x {height}: draw the shards anew"
        )
