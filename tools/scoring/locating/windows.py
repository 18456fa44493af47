"""Boxes around what stands out of a map: windows of many sizes that are fuller than what surrounds them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats

Windows = NDArray[np.float64]
"""(N, 4): top, left, height, width in cells."""

HEIGHTS = (0.14, 0.2, 0.28, 0.4, 0.55, 0.75)
"""Of windows, as shares of the map's height: from a cat across the room to a face."""
ASPECTS = (0.45, 0.7, 1.0, 1.5, 2.4)
"""Widths of windows over their heights: from somebody who stands to a bus."""
AROUND = 0.35
"""How wide the surroundings are, as a share of a window's shorter side."""
LARGER = 0.5
"""The power of its area that a window's fullness is multiplied with: of two that are equally full, the larger."""
OVERLAP = 0.42
"""Of the squares around two windows, over their union: from there on they show the same."""
CONSIDERED = 4000
"""The fullest windows, from which a few are chosen."""


def windows(map_: Floats, count: int, width: int, height: int, aspects: Sequence[float] = ASPECTS) -> list[Box]:
    """Up to `count` boxes of the given `aspects` in a picture of `width` x `height` px for a map (rows, columns) of
    it, the fullest first, no two alike."""
    rows, columns = map_.shape
    found = [(_fullness(map_, shape), shape) for shape in _shapes(rows, columns, aspects)]
    values = np.concatenate([scores.ravel() for scores, _ in found])
    places = np.concatenate([_places(scores.shape, shape) for scores, shape in found])
    order = np.argsort(-values, kind="stable")[:CONSIDERED]
    order = order[values[order] > 0]
    across, down = width / columns, height / rows
    return [
        Box(left=round(x * across), top=round(y * down), width=round(w * across) or 1, height=round(h * down) or 1)
        for y, x, h, w in _unlike(places[order], count)
    ]


def _shapes(rows: int, columns: int, aspects: Sequence[float]) -> list[tuple[int, int]]:
    shapes = {
        (max(2, round(share * rows)), max(2, round(share * rows * aspect))) for share in HEIGHTS for aspect in aspects
    }
    return sorted(shape for shape in shapes if shape[0] <= rows and shape[1] <= columns) or [(rows, columns)]


def _fullness(map_: Floats, shape: tuple[int, int]) -> Windows:
    """(places down, places across): by how much the mean inside a window exceeds that around it, times its size."""
    summed = np.pad(map_.astype(np.float64).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    high, wide = shape
    rim = max(1, round(AROUND * min(shape)))
    top = np.arange(map_.shape[0] - high + 1)[:, None]
    left = np.arange(map_.shape[1] - wide + 1)[None, :]
    inside = _sum(summed, top, left, top + high, left + wide)
    above, before = np.maximum(0, top - rim), np.maximum(0, left - rim)
    below, behind = np.minimum(map_.shape[0], top + high + rim), np.minimum(map_.shape[1], left + wide + rim)
    around = _sum(summed, above, before, below, behind) - inside
    rest = np.maximum(1, (below - above) * (behind - before) - high * wide)
    return np.asarray((inside / (high * wide) - around / rest) * (high * wide) ** LARGER)


def _sum(
    summed: Windows, top: NDArray[np.int_], left: NDArray[np.int_], bottom: NDArray[np.int_], right: NDArray[np.int_]
) -> Windows:
    return np.asarray(summed[bottom, right] - summed[top, right] - summed[bottom, left] + summed[top, left])


def _places(grid: tuple[int, ...], shape: tuple[int, int]) -> Windows:
    top, left = np.indices(grid).reshape(2, -1)
    return np.stack([top, left, np.full_like(top, shape[0]), np.full_like(top, shape[1])], axis=1).astype(np.float64)


def _unlike(candidates: Windows, count: int) -> Sequence[Windows]:
    """The first `count` of which no two, squared as they will be looked at, cover much the same."""
    kept: list[Windows] = []
    while len(candidates) and len(kept) < count:
        kept.append(candidates[0])
        candidates = candidates[_overlap(candidates, candidates[0]) < OVERLAP]
    return kept


def _overlap(some: Windows, one: Windows) -> Windows:
    """(N, 4) and (4,) -> (N,): intersection over union of the squares around them."""
    sides, side = some[:, 2:].max(axis=1), one[2:].max()
    apart = np.abs(some[:, :2] + some[:, 2:] / 2 - one[:2] - one[2:] / 2)
    shared = np.maximum(0, np.minimum(np.minimum(sides, side)[:, None], (sides[:, None] + side) / 2 - apart))
    area = shared[:, 0] * shared[:, 1]
    return np.asarray(area / (sides**2 + side**2 - area))
