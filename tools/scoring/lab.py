"""CIELAB, in which equal distances look about equally far apart: from RGB, and how far colours lie apart in it."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.arrays import Floats


def lab(rgb: NDArray[np.integer[Any] | np.floating[Any]]) -> Floats:
    """RGB in [0, 255], (n, 3) or (h, w, 3), -> CIELAB of the same shape: L in [0, 100], a and b in [-128, 127]."""
    rows = rgb.reshape(-1, rgb.shape[-2], 3).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(rows, cv2.COLOR_RGB2LAB), np.float32).reshape(rgb.shape)


def squared_distances(some: Floats, others: Floats) -> Floats:
    """(n, d) and (m, d) -> (n, m): squares of Euclidean distances. What rounding makes negative is 0."""
    squares = (some**2).sum(axis=1)[:, None] + (others**2).sum(axis=1) - 2 * some @ others.T
    return np.asarray(np.maximum(squares, 0), np.float32)
