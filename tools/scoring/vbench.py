"""The parts of VBench (Huang et al., 2024) that are formulas, over any embedder and any optical flow. Pure.

VBench's own numbers need its own models - DINO, CLIP, RAFT - at its own sizes: with others they go by their extractor.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from videostudio.tools.scoring.vectors import units

Frame = NDArray[np.uint8]

FULL_SCALE = 255.0
FASTEST = 0.05
"""Share of a picture's pixels, the fastest, whose mean speed counts."""
FLOW_AT_256 = 6.0
"""px a frame at a short side of 256 px that count as motion."""
PAIRS_AT_16 = 4
"""Of 16 frames, the pairs in which something has to move."""
FLOW_FPS = 8
"""Frames a second that flow is looked for between."""


def subject_consistency(frames: ArrayLike) -> float:
    """(T, D) -> the mean over frames t >= 1 of (max(0, cos(f[t-1], f[t])) + max(0, cos(f[0], f[t]))) / 2, in [0, 1].
    VBench asks it of DINO, of CLIP as `background_consistency` (of whole frames too), and over each clip's first frame
    for consistency across cuts (VBench-Long, before its mapping). Raises ValueError for fewer than two frames."""
    rows = units(frames)
    if len(rows) < 2:
        raise ValueError("consistency needs at least 2 frames, there is 1")
    before = np.clip((rows[:-1] * rows[1:]).sum(axis=1), 0.0, 1.0)
    first = np.clip(rows[1:] @ rows[0], 0.0, 1.0)
    return float(((before + first) / 2).mean())


def temporal_flickering(frames: Iterable[Frame]) -> float:
    """Frames (H, W, 3) uint8 of a clip in which nothing should move -> (255 - mean absolute difference of each to the
    next) / 255, in [0, 1]; 1 does not flicker. Every pair of frames counts alike. Raises ValueError for fewer than
    two."""
    errors = [float(np.abs(one.astype(np.int16) - other).mean()) for one, other in pairwise(frames)]
    if not errors:
        raise ValueError("flickering needs at least 2 frames")
    return (FULL_SCALE - float(np.mean(errors))) / FULL_SCALE


def moves_much(flows: Sequence[NDArray[np.floating[Any]]]) -> bool:
    """Flows (H, W, 2) in px between neighbouring frames at about FLOW_FPS -> VBench's dynamic degree of one clip: the
    mean speed of the fastest 5 % of pixels is above 6 px at a short side of 256 in at least a quarter of its frames,
    round(4 n / 16) of n, which are one more than flows; of very few at least once. Raises ValueError without a flow.
    """
    if not flows:
        raise ValueError("motion needs at least one flow")
    limit = FLOW_AT_256 * min(flows[0].shape[:2]) / 256
    enough = max(1, round(PAIRS_AT_16 * (len(flows) + 1) / 16))
    return sum(1 for flow in flows if fastest(flow) > limit) >= enough


def fastest(flow: NDArray[np.floating[Any]]) -> float:
    """(H, W, 2) -> mean length, in px, of the fastest 5 % of its vectors."""
    lengths = np.sort(np.linalg.norm(flow, axis=2).ravel())
    return float(lengths[-max(1, int(len(lengths) * FASTEST)) :].mean())
