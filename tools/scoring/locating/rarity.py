"""What stands out of a picture: cells that are like few others at their height. Needs no model.

A painted or photographed set repeats itself - shelves, trees, paving - and a figure does not. So a cell is as salient
as its nearest likenesses are far (context-aware saliency: Goferman, Zelnik-Manor and Tal, 2010, sections 3.1 and 3.2,
on means and spreads of cells instead of patches, which a soft picture changes little). A large figure in one colour
is like itself: that it is unlike the picture's sides counts as much (boundary prior: Wei et al., 2012).
"""

import cv2
import numpy as np

from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.lab import lab, squared_distances

CELLS = 900
"""About how many cells a picture is divided into, whatever its shape."""
INSIDE = 4
"""Pixels of a cell's side that its colours are counted over."""
SPREAD = 0.7
"""Weight of a cell's spread of colour against its mean."""
ALIKE = 0.02
"""Share of all cells that a cell is compared with, the nearest ones: a figure that is there twice stays rare."""
SIDES = 0.1
"""Share of the columns, at either side, that are taken for the set."""
ALIKE_AT_SIDES = 4
"""Cells of the sides that a cell is compared with, the nearest ones."""
FARTHER = 15.0
"""Distance in CIELAB that a picture's height apart counts as: sky is no likeness of snow on the ground."""
USUAL, STRIKING = 0.5, 0.9
"""Quantiles of the distances: up to the first nothing stands out, from the second on all stands out alike. A few
glaring buttons must not leave the rest of a coat dark."""


def rarity(picture: Pixels) -> Floats:
    """(H, W, 3) RGB -> (rows, columns) in [0, 1], about CELLS cells, row by row over the whole picture."""
    cells = _cells(picture)
    rows, columns, depth = cells.shape
    flat = cells.reshape(-1, depth)
    apart = np.sqrt(squared_distances(flat, flat)) + _height(rows, columns)
    column = np.tile(np.arange(columns), rows)
    sides = (column < SIDES * columns) | (column >= columns - SIDES * columns)
    alone, foreign = _far(apart, max(1, round(ALIKE * len(flat)))), _far(apart[:, sides], ALIKE_AT_SIDES)
    return np.asarray((_evened(alone) + _evened(foreign)).reshape(rows, columns) / 2, np.float32)


def _far(apart: Floats, nearest: int) -> Floats:
    """(N, M) distances -> (N,): the mean of the `nearest` ones."""
    return np.asarray(np.partition(apart, min(nearest, apart.shape[1]) - 1, axis=1)[:, :nearest].mean(axis=1))


def _evened(far: Floats) -> Floats:
    """(N,) distances -> [0, 1]."""
    low, high = np.quantile(far, (USUAL, STRIKING))
    return np.asarray(np.clip((far - low) / max(high - low, 1e-6), 0, 1), np.float32)


def _cells(picture: Pixels) -> Floats:
    """(rows, columns, 6): mean and weighted standard deviation of CIELAB in each cell."""
    height, width = picture.shape[:2]
    side = (height * width / CELLS) ** 0.5
    rows, columns = max(1, round(height / side)), max(1, round(width / side))
    small = cv2.resize(picture, (columns * INSIDE, rows * INSIDE), interpolation=cv2.INTER_AREA)
    inside = lab(small).reshape(rows, INSIDE, columns, INSIDE, 3).transpose(0, 2, 1, 3, 4).reshape(rows, columns, -1, 3)
    return np.concatenate([inside.mean(axis=2), SPREAD * inside.std(axis=2)], axis=2)


def _height(rows: int, columns: int) -> Floats:
    """(N, N): what cells' difference in height counts as."""
    row = np.repeat(np.arange(rows, dtype=np.float32), columns)
    return np.asarray(FARTHER / rows * np.abs(row[:, None] - row), np.float32)
