"""Embeddings as formulas want them: rows of one length, of length 1, in float64.

Owns the checks that every formula over embeddings needs. Knows no model and no picture.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vectors = NDArray[np.float64]


def units(embeddings: ArrayLike) -> Vectors:
    """(N, D) or (D,) of any float type -> (N, D) float64 with rows of length 1. Raises ValueError for rows that
    point nowhere: they have no angle to anything, and calling it 0 would be an invented measurement."""
    rows = np.atleast_2d(np.asarray(embeddings, np.float64))
    if rows.ndim != 2 or not rows.size:
        raise ValueError(f"embeddings are (N, D) with N, D > 0, not {rows.shape}")
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise ValueError("an embedding of length 0, or that is not finite, has no direction")
    return np.asarray(rows / lengths)


def cosines(one: ArrayLike, other: ArrayLike) -> Vectors:
    """(N, D) x (M, D) -> (N, M) cosines in [-1, 1]."""
    return np.asarray(np.clip(units(one) @ units(other).T, -1.0, 1.0))


def neighbour_cosines(embeddings: ArrayLike) -> Vectors:
    """(N, D) -> (N - 1,): the cosine of each row and the next. Raises ValueError for fewer than two rows."""
    rows = units(embeddings)
    if len(rows) < 2:
        raise ValueError("neighbours need at least 2 embeddings, there is 1")
    return np.asarray(np.clip((rows[:-1] * rows[1:]).sum(axis=1), -1.0, 1.0))


def medoid(alike: ArrayLike, digits: int = 9) -> int:
    """(N, N) likenesses -> the row that is most like all others, the first if several are to so many `digits`."""
    return int(np.argmax(np.asarray(alike).sum(axis=1).round(digits)))


def pair_cosines(embeddings: ArrayLike) -> Vectors:
    """(N, D) -> (N (N - 1) / 2,): the cosine of every two rows. Raises ValueError for fewer than two rows."""
    table = cosines(embeddings, embeddings)
    if len(table) < 2:
        raise ValueError("pairs need at least 2 embeddings, there is 1")
    return np.asarray(table[np.triu_indices(len(table), 1)])
