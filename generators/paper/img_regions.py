"""Where in the picture an adapter may look: the boxes of a staging as masks that diffusers' IP-Adapters take.

The released code has no such thing. A mask weighs what one reference adds to the hidden states, position by position.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from PIL import Image

from videostudio.film.entity import EntityId
from videostudio.film.staging import Box, Staging
from videostudio.tools.images import Pixels

SIZE_STEP = 64
"""px: a side that is a multiple of it halves evenly down to the smallest level of Stable Diffusion's UNet; one of fewer
levels has smaller steps. On others the masks of the inner levels would be laid out in other rows and columns than the
pixels they weigh."""


def regions_of(staging: Staging, width: int, height: int) -> dict[EntityId, Pixels]:
    """Entity -> (height, width) uint8, 255 where it stands and else 0, on a picture of `width` x `height` px of which
    the middle is shown at the staging's size. Whoever stands outside of it is left out."""
    masks = {each.entity_id: _mask(each.where, staging, width, height) for each in staging.placements}
    return {entity: mask for entity, mask in masks.items() if mask.any()}


Square = tuple[float, float, float]
"""The middle (x, y) of a square and its side, in heights of the picture."""


def squares_of(staging: Staging, width: int, height: int) -> dict[EntityId, Square]:
    """Entity -> the square that its reference is laid over, on such a picture. Whoever stands outside of it is left
    out."""
    boxes = {each.entity_id: _shown(each.where, staging, width, height) for each in staging.placements}
    return {
        entity: ((left + right) / 2 / height, (top + bottom) / 2 / height, max(right - left, bottom - top) / height)
        for entity, (left, top, right, bottom) in boxes.items()
        if right > 0 and bottom > 0 and left < width and top < height
    }


def side_by_side(count: int, width: int, height: int) -> tuple[Square, ...]:
    """Squares for figures that nobody has placed: in a row on the ground."""
    apart = width / height / (count + 1)
    return tuple(((at + 1) * apart, 0.65, min(0.5, apart)) for at in range(count))


def everywhere(width: int, height: int) -> Pixels:
    """The region of a reference that nobody has placed."""
    return np.full((height, width), 255, np.uint8)


def mask_tensor(regions: Sequence[Pixels], device: str) -> Any:
    """Regions of one adapter's references -> (1, n, height, width) in {0, 1}."""
    from diffusers.image_processor import IPAdapterMaskProcessor

    height, width = regions[0].shape
    rows = [Image.fromarray(region) for region in regions]
    masks = IPAdapterMaskProcessor().preprocess(rows, height=height, width=width)
    return masks.reshape(1, len(rows), height, width).to(device)


def _shown(box: Box, staging: Staging, width: int, height: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a staging's box, px of the picture."""
    scale = max(staging.width / width, staging.height / height)
    across, down = (width - staging.width / scale) / 2, (height - staging.height / scale) / 2
    left, top = box.left / scale + across, box.top / scale + down
    return left, top, left + box.width / scale, top + box.height / scale


def _mask(box: Box, staging: Staging, width: int, height: int) -> Pixels:
    left, top, right, bottom = _shown(box, staging, width, height)
    mask = np.zeros((height, width), np.uint8)
    mask[max(0, round(top)) : max(0, round(bottom)), max(0, round(left)) : max(0, round(right))] = 255
    return mask
