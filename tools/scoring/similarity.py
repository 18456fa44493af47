"""One robust similarity through points that moved: what most of the picture does, whoever else moves in it.

Pure maths. Positions are in px of a picture, measured from its centre, x to the right, y downwards.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from videostudio.tools.arrays import Floats

CELLS = (10, 16)
"""Rows and columns of the raster in which every cell has one vote, so that a busy figure does not outvote
a quiet ground."""
LEAST_CELLS = 6
"""Fewer voting cells than this cannot tell a camera from a figure."""
LEAST_COLUMNS = 5
"""Nor can cells that stand in fewer columns: a figure is narrow, a set is wide."""
HYPOTHESES = 160
INLIER_PX = 0.3


@dataclass(frozen=True)
class Fit:
    """One pair's similarity p -> scale * p + (dx, dy); `support` is the share of votes within INLIER_PX of it."""

    dx: float
    dy: float
    scale: float
    support: float


def fit_similarity(points: Floats, moves: Floats, shape: tuple[int, ...]) -> Fit | None:
    """The similarity that most cells agree on: consensus over hypotheses from two points each, then
    re-weighted least squares. None where it rests on fewer than LEAST_CELLS cells or LEAST_COLUMNS columns
    of them. `shape` is (h, w)."""
    cells = cell_of(points, shape)
    _, index, counts = np.unique(cells, return_inverse=True, return_counts=True)
    if len(counts) < LEAST_CELLS:
        return None
    votes = 1 / counts[index] / len(counts)
    model = _consensus(points, moves, votes)
    for tolerance in (2 * INLIER_PX, INLIER_PX, INLIER_PX):
        near = misses(points, moves, model) / tolerance
        model = _least_squares(points, moves, votes * np.clip(1 - near**2, 0, None) ** 2)
    follow = misses(points, moves, model) < INLIER_PX
    agreeing = np.unique(cells[follow])
    if len(agreeing) < LEAST_CELLS or len(np.unique(agreeing % CELLS[1])) < LEAST_COLUMNS:
        return None
    return Fit(float(model[0]), float(model[1]), float(1 + model[2]), float(votes[follow].sum()))


def cell_of(points: Floats, shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Which cell of the raster each point (N, 2) of a picture of `shape` (h, w) is in: (N,)."""
    height, width = shape
    rows = np.clip((points[:, 1] / height + 0.5) * CELLS[0], 0, CELLS[0] - 1).astype(np.int64)
    columns = np.clip((points[:, 0] / width + 0.5) * CELLS[1], 0, CELLS[1] - 1).astype(np.int64)
    return rows * CELLS[1] + columns


def _residuals(points: Floats, moves: Floats, models: NDArray[np.float64]) -> NDArray[np.float64]:
    """(M, N, 2) differences between the moves and what models (M, 3) of (dx, dy, scale - 1) predict."""
    return moves[None] - (models[:, None, :2] + models[:, None, 2:] * points[None])


def misses(points: Floats, moves: Floats, model: NDArray[np.float64]) -> NDArray[np.float64]:
    """(N,) px by which each point ends elsewhere than `model` says."""
    return np.asarray(np.linalg.norm(_residuals(points, moves, model[None])[0], axis=1))


def _consensus(points: Floats, moves: Floats, votes: NDArray[np.float64]) -> NDArray[np.float64]:
    """The hypothesis (3,) with most votes within INLIER_PX."""
    draws = np.random.default_rng(0).choice(len(points), (HYPOTHESES, 2), p=votes / votes.sum())
    apart = points[draws[:, 1]] - points[draws[:, 0]]
    spread = np.maximum((apart**2).sum(axis=1), 1.0)
    growth = ((moves[draws[:, 1]] - moves[draws[:, 0]]) * apart).sum(axis=1) / spread
    shift = (moves[draws] - growth[:, None, None] * points[draws]).mean(axis=1)
    models = np.column_stack([shift, growth]).astype(np.float64)
    close = (_residuals(points, moves, models) ** 2).sum(axis=2) < INLIER_PX**2
    return np.asarray(models[np.argmax(close @ votes)])


def _least_squares(points: Floats, moves: Floats, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted (dx, dy, scale - 1) from the normal equations."""
    total = max(weights.sum(), 1e-12)
    centre = (weights @ points) / total
    mean = (weights @ moves) / total
    off = points - centre
    growth = (weights @ (off * (moves - mean)).sum(axis=1)) / max(weights @ (off**2).sum(axis=1), 1e-9)
    return np.array([*(mean - growth * centre), growth])
