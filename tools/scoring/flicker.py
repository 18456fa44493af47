"""Whether a clip flickers: how far its brightness jumps from frame to frame where nothing moves. Pure.

VBench's temporal flickering (see `vbench.py`) is the mean difference of neighbouring frames, and holds only for clips
in which nothing moves. Here a frame is held against the mean of its two neighbours, which takes away what a camera, a
figure or the light does steadily; of all cells the median counts, which takes away what is in a few of them; and of
all frames the median, which takes away what happens seldom: lightning is no flicker.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from videostudio.tools.arrays import Doubles

LEAST_FRAMES = 3


def flicker(rasters: Sequence[NDArray[np.uint8]]) -> float | None:
    """Every frame's brightness in cells, each (rows, columns) uint8 -> levels, [0, 255]; None for fewer than
    LEAST_FRAMES. What jumps in less than half of the picture, or less often than every sixth frame, is not seen."""
    return float(np.median(jumps(rasters))) if len(rasters) >= LEAST_FRAMES else None


def jumps(rasters: Sequence[NDArray[np.uint8]]) -> Doubles:
    """The same of n >= LEAST_FRAMES frames -> (n - 2,) levels, of each but the first and the last."""
    cells = np.stack(rasters).reshape(len(rasters), -1).astype(np.int16)
    twice = np.abs(2 * cells[1:-1] - cells[:-2] - cells[2:])
    return np.asarray(np.median(twice, axis=1) / 2, np.float64)
