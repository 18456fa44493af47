"""What the judge of the mini models sees with: a small network of its own, over a whole picture at once.

It starts from nothing and learns from the mini world alone (`judge_train`). The loop's own eyes, the house CLIP, are
another architecture that began as ImageNet's; both share no weight, and nothing that one has learned from the other. A
picture is read once, and every region of it is then a mean over what was read, as precise as its edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from videostudio.film.errors import ScorerError
from videostudio.film.identity import Identity
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.images import Pixels

READ_PX = 192
"""Longer side at which a picture is read: the width of what the small models draw."""
CELL_PX = 8
"""Px of what is read to a cell, each way."""
DEEP, PLAIN = 192, 6
"""Channels: of the last layer, and of colours' means and spreads."""
WIDTH = DEEP + PLAIN
Boxes = NDArray[np.float32]
"""(N, 4): left, top, right, bottom as shares of the picture's width and height."""
Rows = NDArray[np.float32]


class Trunk(nn.Module):
    """(B, 3, H, W) in -1..1, sides multiples of CELL_PX -> (B, DEEP, H / 8, W / 8). Residual blocks of two 3 x 3
    convolutions (He et al. 2016); a cell sees some 150 px around it."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            _convolution(3, 32, step=2),
            nn.GELU(),
            _Block(32, 64, step=2),
            _Block(64, 64),
            _Block(64, 128, step=2),
            _Block(128, 128),
            _Block(128, DEEP, apart=2),
        )

    def forward(self, pictures: Tensor) -> Tensor:
        found: Tensor = self.layers(pictures)
        return found


class _Block(nn.Module):
    def __init__(self, inner: int, outer: int, step: int = 1, apart: int = 1) -> None:
        super().__init__()
        self.first = _convolution(inner, outer, step, apart)
        self.second = _convolution(outer, outer, 1, apart)
        same = inner == outer and step == 1
        self.short = nn.Identity() if same else nn.Conv2d(inner, outer, 1, step, bias=False)

    def forward(self, rows: Tensor) -> Tensor:
        return nn.functional.gelu(self.short(rows) + self.second(nn.functional.gelu(self.first(rows))))


def _convolution(inner: int, outer: int, step: int = 1, apart: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inner, outer, 3, step, padding=apart, dilation=apart, bias=False), nn.GroupNorm(8, outer)
    )


def regions_of(deep: Tensor, colours: Tensor, boxes: Tensor) -> Tensor:
    """(DEEP, h, w) of the trunk, (3, H, W) in 0..1, (N, 4) -> (N, WIDTH): means over each box; of colours the spreads
    too."""
    means = _means(deep, boxes)
    plain, squares = _means(colours, boxes), _means(colours.square(), boxes)
    return torch.cat([means, plain, (squares - plain.square()).clamp_min(0).add(1e-9).sqrt()], 1)


def _means(maps: Tensor, boxes: Tensor) -> Tensor:
    """(C, h, w), (N, 4) -> (N, C), exact to parts of a cell."""
    height, width = maps.shape[1:]
    across = torch.einsum("chw,nw->nch", maps, _shares(boxes[:, 0], boxes[:, 2], width))
    return torch.einsum("nch,nh->nc", across, _shares(boxes[:, 1], boxes[:, 3], height))


def _shares(begin: Tensor, end: Tensor, cells: int) -> Tensor:
    """(N, cells): how much of a stretch lies in each of `cells` that share the whole evenly; a row sums to 1."""
    edges = torch.arange(cells + 1, device=begin.device, dtype=begin.dtype)
    low, high = (each.clamp(0, 1)[:, None] * cells for each in (begin, end))
    covered = (torch.minimum(high, edges[1:]) - torch.maximum(low, edges[:-1])).clamp_min(0)
    return covered / covered.sum(1, keepdim=True).clamp_min(1e-6)


@dataclass(frozen=True)
class Seen:
    """A picture as read: `deep` (DEEP, h, w) of the trunk, `colours` (3, H, W) in 0..1."""

    deep: Tensor
    colours: Tensor

    @torch.inference_mode()
    def regions(self, boxes: Boxes) -> Rows:
        """(N, WIDTH)."""
        return np.asarray(regions_of(self.deep, self.colours, torch.from_numpy(np.asarray(boxes, np.float32))).numpy())


@dataclass(frozen=True)
class Sight:
    """Reads pictures of film shape or of any other."""

    trunk: nn.Module

    @torch.inference_mode()
    def seen(self, picture: Pixels) -> Seen:
        """(H, W, 3) uint8."""
        scale = READ_PX / max(picture.shape[:2])
        size = tuple(max(CELL_PX, CELL_PX * round(px * scale / CELL_PX)) for px in picture.shape[1::-1])
        read: NDArray[Any] = picture
        if size != picture.shape[1::-1]:
            read = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
        colours = to_colours(np.asarray(read, np.uint8))
        device = next(self.trunk.parameters()).device
        return Seen(self.trunk((colours[None] * 2 - 1).to(device))[0].cpu(), colours)


def to_colours(picture: Pixels) -> Tensor:
    """(H, W, 3) uint8 -> (3, H, W) in 0..1."""
    return torch.from_numpy(np.moveaxis(picture, 2, 0).copy()).float() / 255


@dataclass(frozen=True)
class SightEmbedder:
    """Pictures as rows of the last layer, for metrics that compare pictures with pictures; `digits` say which weights.
    It reads no texts."""

    sight: Sight
    digits: str

    @property
    def dim(self) -> int:
        return DEEP

    @property
    def identity(self) -> Identity:
        return Identity(backend="mini-judge", revision=self.digits, code_version=2)

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        """(N, DEEP); transparency is laid on mid grey."""
        whole = np.array([[0, 0, 1, 1]], np.float32)
        return unit(np.stack([self.sight.seen(_opaque(one)).regions(whole)[0, :DEEP] for one in pictures]))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Raises ScorerError: it reads none."""
        raise ScorerError("the judge sees pictures and reads no texts: ask the house CLIP")


def _opaque(picture: Pixels) -> Pixels:
    if picture.shape[2] == 3:
        return np.ascontiguousarray(picture)
    alpha: NDArray[Any] = picture[..., 3:].astype(np.float32) / 255
    return np.asarray(np.rint(picture[..., :3] * alpha + 128 * (1 - alpha)), np.uint8)
