"""What the judge of the mini models sees with: EfficientNet-lite0 as ImageNet made it, over a whole picture at once.

The loop's own eyes are the house CLIP. It began as the same network, and its training changed all but the first blocks;
here none is changed, and nothing that the house CLIP learned from teaches the judge. A picture is read once, at thrice
its size, and every region of it is then a mean over what was read, as precise as its edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import timm
import torch
from numpy.typing import NDArray

from videostudio.film.errors import ScorerError
from videostudio.film.identity import Identity
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.images import Pixels
from videostudio.training.clip_teacher import FEATURES, FEATURES_SHA256_BEGINS, load_features

READ_PX = 576
"""Width at which a picture of a film is read: a figure of 40 px covers four cells each way."""
MIDDLE, TOP, PLAIN = 112, 1280, 6
"""Channels: of the fifth block, of the last layer, and of colours' means and spreads."""
WIDTH = MIDDLE + TOP + PLAIN
Boxes = NDArray[np.float32]
"""(N, 4): left, top, right, bottom as shares of the picture's width and height."""
Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Seen:
    """A picture as read; each of `maps` (C, h, w)."""

    maps: tuple[NDArray[np.floating[Any]], ...]

    def regions(self, boxes: Boxes) -> Rows:
        """(N, WIDTH): means over each box; the spreads of colours as well."""
        middle, top, colours, squares = (_means(each, boxes) for each in self._sums)
        spreads = np.sqrt(np.maximum(squares - colours**2, 0))
        return np.concatenate([middle, top, colours, spreads], axis=1)

    @cached_property
    def _sums(self) -> list[NDArray[np.float64]]:
        return [np.pad(each, ((0, 0), (1, 0), (1, 0))).cumsum(1, np.float64).cumsum(2) for each in self.maps]


class Sight:
    """Reads pictures of film shape or of any other. Raises BackendMissing where the package with its weights is not
    installed."""

    def __init__(self) -> None:
        self._trunk: Any = timm.create_model("tf_efficientnet_lite0", num_classes=0).eval()
        load_features(self._trunk)

    @torch.inference_mode()
    def seen(self, picture: Pixels) -> Seen:
        """(H, W, 3) uint8."""
        scale = READ_PX / max(picture.shape[:2])
        size = tuple(max(32, 32 * round(px * scale / 32)) for px in picture.shape[1::-1])
        large = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
        colours = np.moveaxis(np.asarray(picture, np.float32) / np.float32(255), 2, 0)
        trunk = self._trunk
        found = trunk.bn1(trunk.conv_stem(torch.from_numpy(np.moveaxis(large, 2, 0)[None].copy()).float() / 127.5 - 1))
        for block in trunk.blocks[:5]:
            found = block(found)
        middle = found
        for block in trunk.blocks[5:]:
            found = block(found)
        top = trunk.bn2(trunk.conv_head(found))
        return Seen((middle[0].numpy(), top[0].numpy(), colours, np.square(colours)))


@dataclass(frozen=True)
class SightEmbedder:
    """Pictures as rows of the last layer, for metrics that compare pictures with pictures. It reads no texts."""

    sight: Sight

    @property
    def dim(self) -> int:
        return TOP

    @property
    def identity(self) -> Identity:
        return Identity(
            backend="efficientnet-lite0", model=FEATURES[0], revision=FEATURES_SHA256_BEGINS, code_version=1
        )

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        """(N, TOP); transparency is laid on mid grey."""
        whole = np.array([[0, 0, 1, 1]], np.float32)
        rows = [self.sight.seen(_opaque(one)).regions(whole)[0, MIDDLE : MIDDLE + TOP] for one in pictures]
        return unit(np.stack(rows))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Raises ScorerError: it reads none."""
        raise ScorerError("EfficientNet-lite0 sees pictures and reads no texts: ask the house CLIP")


def _opaque(picture: Pixels) -> Pixels:
    if picture.shape[2] == 3:
        return np.ascontiguousarray(picture)
    alpha = picture[..., 3:].astype(np.float32) / 255
    return np.asarray(np.rint(picture[..., :3] * alpha + 128 * (1 - alpha)), np.uint8)


def _means(sums: NDArray[np.float64], boxes: Boxes) -> Rows:
    """(C, h + 1, w + 1) sums from the corner, (N, 4) -> (N, C) means, exact to parts of a cell: between the edges of a
    cell the sum grows evenly."""
    height, width = sums.shape[1] - 1, sums.shape[2] - 1
    left, right = (np.clip(boxes[:, at] * width, 0, width) for at in (0, 2))
    top, bottom = (np.clip(boxes[:, at] * height, 0, height) for at in (1, 3))
    area = np.maximum((right - left) * (bottom - top), 1e-6)
    whole = _at(sums, bottom, right) - _at(sums, top, right) - _at(sums, bottom, left) + _at(sums, top, left)
    return np.asarray(whole.T / area[:, None], np.float32)


def _at(sums: NDArray[np.float64], rows: NDArray[Any], columns: NDArray[Any]) -> NDArray[np.float64]:
    """(C, N): between four corners."""
    above = np.minimum(rows.astype(int), sums.shape[1] - 2)
    before = np.minimum(columns.astype(int), sums.shape[2] - 2)
    down, on = rows - above, columns - before
    upper = sums[:, above, before] * (1 - on) + sums[:, above, before + 1] * on
    lower = sums[:, above + 1, before] * (1 - on) + sums[:, above + 1, before + 1] * on
    return np.asarray(upper * (1 - down) + lower * down)
