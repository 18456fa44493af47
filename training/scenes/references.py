"""References of the very picture that is to be drawn from them: its figures cut out, and its place without them.

Paper, section 3.2: a segmentation splits each training picture into a foreground and a background reference. What the
animatic draws knows its masks, and what lies behind its figures as well; of other pictures a segmenter finds what is
salient, and the place keeps a hole, as in the paper. How good a reference is can be varied, since the paper leaves open
how much it matters.
"""

from typing import Literal

import cv2
import numpy as np
from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.generators.paper.img_references import SALIENT
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Segmenter
from videostudio.training.scenes.draw import LEAST_SHARE, cut
from videostudio.training.scenes.sample import Mask, Sample, Seen

SALIENT_ID = "salient"


class Quality(Noun):
    """What references are like. `hole`: a place shows what is behind its figures ("plate"), as an empty place does
    that a film gives as reference, or black ("black"), as in the paper; where nobody knows what is behind, it is black.
    `px`: a figure shows no more detail than at this many px of its longer side. `erosion`: a mask lacks this share of
    its figure's size all around, with a negative one it takes that much of the ground along. `noise`: this share of a
    mask's cells, an eighth of the figure wide, is wrong."""

    hole: Literal["plate", "black"] = "plate"
    px: int = Field(default=512, gt=0)
    erosion: float = Field(default=0.0, ge=-0.25, le=0.25)
    noise: float = Field(default=0.0, ge=0, le=1)


GOOD = Quality()
NOISE_CELLS = 8


def foreground(seen: Seen, side: int, quality: Quality, chance: np.random.Generator) -> Pixels:
    """(side, side, 3): the figure alone on black, as large as fits, in the middle; all black if its mask is spoiled so
    that nothing is left."""
    alpha = spoiled_mask(seen.cutout[..., 3], quality, chance) >= 128
    found = np.zeros((side, side, 3), np.uint8)
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if not len(rows):
        return found
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    kept = np.ascontiguousarray(seen.cutout[part][..., :3] * alpha[part][..., None])
    longest = max(kept.shape[:2])
    if quality.px < longest:
        kept = _resized(kept, quality.px / longest)
    fitted = _resized(kept, side / max(kept.shape[:2]))[:side, :side]
    top, left = (side - fitted.shape[0]) // 2, (side - fitted.shape[1]) // 2
    found[top : top + fitted.shape[0], left : left + fitted.shape[1]] = fitted
    return found


def background(sample: Sample, quality: Quality, chance: np.random.Generator) -> Pixels:
    """(H, W, 3): the place without its figures."""
    if quality.hole == "plate" and sample.plate is not None:
        return sample.plate
    hidden = np.zeros(sample.picture.shape[:2], np.bool_)
    for seen in sample.cast:
        hidden |= spoiled_mask(seen.mask.astype(np.uint8) * 255, quality, chance) >= 128
    return np.where(hidden[..., None], 0, sample.picture).astype(np.uint8)


def segmented(sample: Sample, segmenter: Segmenter) -> Sample:
    """The same sample with what is salient in it as its cast: nobody where nothing is, or could only be guessed.
    Raises ScorerError if the model behind the segmenter fails."""
    matte = segmenter.segment(sample.picture)
    mask: Mask = matte.alpha >= SALIENT
    if matte.degraded or mask.mean() < LEAST_SHARE:
        return sample
    seen = Seen(SALIENT_ID, "", mask, cut(sample.picture, mask))
    return Sample(sample.number, sample.picture, sample.caption, (seen,), sample.place, None, sample.action)


def spoiled_mask(mask: Pixels, quality: Quality, chance: np.random.Generator) -> Pixels:
    """(h, w) 0..255 with less around its edge, or more, and with cells that are wrong."""
    if quality.erosion:
        size = np.sqrt(np.count_nonzero(mask >= 128))
        reach = max(1, round(abs(quality.erosion) * float(size)))
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
        change = cv2.erode if quality.erosion > 0 else cv2.dilate
        mask = np.asarray(change(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0), np.uint8)
    if quality.noise:
        rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
        if len(rows):
            part = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
            wrong = (chance.random((NOISE_CELLS, NOISE_CELLS)) < quality.noise).astype(np.uint8)
            cells = cv2.resize(wrong, part.shape[::-1], interpolation=cv2.INTER_NEAREST).astype(bool)
            mask = mask.copy()
            mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = np.where(cells, 255 - part, part)
    return mask


def _resized(pixels: Pixels, scale: float) -> Pixels:
    size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), np.uint8)
