"""How a camera moved: dense flow between frames, and one robust similarity fitted to the ground's part of it.

Owns the maths from grey pictures to a `Flow`. Knows no files, no script and no scores.
Positions are in px of the given pictures, measured from the frame's centre, x to the right, y downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.film.camera import Flow, ramp_frames
from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.scoring.similarity import INLIER_PX, Fit, cell_of, fit_similarity, misses

Grey = NDArray[np.uint8]

GRID_PX = 3
"""Distance of the points at which the flow is read."""
EDGE_PX = 7
"""Points this close below the ground's edge still see what is behind it."""
CORNER = 2e-5
"""Least smaller eigenvalue of the structure tensor at a point whose flow is believed in both directions."""
LOWER_PART = 0.55
"""Where the ground begins, as a share of the height, when no staging tells."""
PER_CELL = 5
"""Points read in one cell: more make a pair slower, not better."""
LK_REACH = 2.0
"""A point that ends further (px) than this from where dense flow saw it is lost."""
ROUND_TRIP_PX = 0.3
"""A point that comes back further than this from where it began was another one on the way."""
STOP = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 20, 0.01)
ALL = slice(None)
ONE_WAY = 0.7
"""Cosine from which two flows count as going one way."""
AS_FAR = 0.8
"""Share of the way of all that the ground goes at least."""


@dataclass(frozen=True)
class Measured:
    """A clip's camera: median content motion per frame, in px of the pictures it was measured on.

    `support` in [0, 1]: the median share of votes behind it. `on_ground` is False when the ground shows too
    little texture and the whole frame was used, whose far layers move less than the ground. `pairs` used. `beside` is
    how fast points move beside that camera on average, px per frame: figures, and all of them where it shakes."""

    flow: Flow
    support: float
    on_ground: bool
    pairs: int
    beside: float = 0.0


def measure(
    pictures: Sequence[Grey],
    *,
    step: int,
    ground_row: float | None = None,
    figures: Sequence[Box] = (),
    steady: slice = ALL,
) -> Measured | None:
    """The camera of grey `pictures` (each (h, w) uint8) that lie `step` frames apart; None if nothing can be
    measured, support 0 if what moves does not move together. `ground_row` is the first picture's row where the ground
    begins, `figures` where in it somebody is, who is followed and has no vote where there are enough without: a truck
    that drives outvotes a faint ground. `steady` are the pictures between which the camera has its full speed: those
    before only help to follow the ground, those after are not looked at."""
    first, last, _ = steady.indices(len(pictures))
    if last - first < 2:
        return None
    height = pictures[0].shape[0]
    row = LOWER_PART * height if ground_row is None else ground_row
    standing = _from_centre(figures, pictures[0].shape)
    seen: Fit | None = None
    on_ground: list[Fit] = []
    anywhere: list[Fit] = []
    tracked: list[tuple[Floats, Floats]] = []
    for at, (before, after) in enumerate(pairwise(pictures[:last])):
        points, moves = trackable(before, after)
        below = points[:, 1] >= row + EDGE_PX - height / 2
        inside = _within(points, standing)
        free = np.logical_not(inside.any(axis=0), dtype=np.bool_)
        fit, whole = _fits(points, moves, below, free, before.shape)
        standing = _followed(standing, inside, moves)
        seen = fit or whole or seen
        if at >= first:
            on_ground += [fit] if fit else []
            anywhere += [whole] if whole else []
            tracked += [(points, moves)] if len(points) else []
        if ground_row is not None and seen:
            row = height / 2 + seen.scale * (row - height / 2) + seen.dy
    fits = on_ground or anywhere
    return _median(fits, tracked, step, bool(on_ground)) if tracked else None


def _fits(
    points: Floats, moves: Floats, below: NDArray[np.bool_], free: NDArray[np.bool_], shape: tuple[int, ...]
) -> tuple[Fit | None, Fit | None]:
    """The ground's fit, or the whole picture's where there is none. Points that are not `free` vote on the ground only
    if the free ones are too few, and as long as all free ones of the picture bear them out. Neither, where these do
    not or figures fill the picture: nothing tells the camera from them."""
    fit = fit_similarity(points[below & free], moves[below & free], shape)
    if fit is not None:
        return fit, None
    whole = fit_similarity(points[free], moves[free], shape)
    fit = None if free.all() else fit_similarity(points[below], moves[below], shape)
    if fit is None:
        return None, whole
    return (fit, None) if whole is not None and _leads(fit, whole, shape) else (None, None)


def _leads(ground: Fit, whole: Fit, shape: tuple[int, ...]) -> bool:
    """Whether the picture's corners go one way in both and, what is far being slower, about as far or farther with the
    ground; or hardly anywhere in both."""
    corners_at = np.array([(x * shape[1] / 2, y * shape[0] / 2) for x in (-1, 1) for y in (-1, 1)])
    near, far = ((np.array([fit.dx, fit.dy]) + (fit.scale - 1) * corners_at).ravel() for fit in (ground, whole))
    length, least = float(np.linalg.norm(near)), float(np.linalg.norm(far))
    if max(length, least) < 2 * INLIER_PX:
        return True
    return length > AS_FAR * least and float(near @ far) > ONE_WAY * length * least


def _from_centre(boxes: Sequence[Box], shape: tuple[int, ...]) -> Floats:
    """(B, 4): left, top, right, bottom of boxes in a picture of `shape` (h, w), from its centre."""
    sides = [(box.left, box.top, box.left + box.width, box.top + box.height) for box in boxes]
    half = (shape[1] / 2, shape[0] / 2)
    return np.asarray(np.array(sides, np.float32).reshape(-1, 4) - np.array(half * 2, np.float32), np.float32)


def _within(points: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Which points (N, 2) are in which of the boxes (B, 4) of left, top, right, bottom, all from the centre: (B, N)."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    return np.asarray(((points >= low) & (points < high)).all(axis=2))


def _followed(boxes: Floats, inside: NDArray[np.bool_], moves: Floats) -> Floats:
    """The boxes where most of what moves in each of them has gone."""
    gone = [np.median(moves[points], axis=0) if points.any() else np.zeros(2) for points in inside]
    return np.asarray(boxes + np.tile(gone, 2).reshape(boxes.shape), np.float32)


def steady_pictures(count: int, step: int, frames: int, fps: int) -> slice:
    """Which of `count` pictures, `step` frames apart, show a scene of `frames` at its full speed: not while the
    camera starts and stops, and not in the handle behind the scene. All of them where fewer than two would be
    left."""
    ramp = ramp_frames(frames, fps)
    first, last = ceil(ramp / step), min(count, floor((frames - ramp) / step) + 1)
    return slice(first, last) if last - first >= 2 else ALL


def dense_flow(before: Grey, after: Grey) -> Floats:
    """(h, w, 2) float32: how far every pixel of `before` has moved in `after`."""
    flow = np.zeros((*before.shape, 2), np.float32)
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    return np.asarray(finder.calc(before, after, flow), np.float32)


def trackable(before: Grey, after: Grey) -> tuple[Floats, Floats]:
    """Points (N, 2) of `before` with texture in two directions, from the centre, and how far they moved (N, 2).

    Dense flow finds them again over long ways, Lucas-Kanade then places them to a fraction of a px (dense
    flow alone pulls small moves towards zero). Points that leave the frame are left out, and those that are not found
    again on the way back (forward-backward error; Kalal, Mikolajczyk and Matas, ICPR 2010): rain and snow, mostly."""
    height, width = before.shape
    starts = corners(before)
    if not len(starts):
        return np.empty((0, 2), np.float32), np.empty((0, 2), np.float32)
    guess = starts + dense_flow(before, after)[starts[:, 1].astype(int), starts[:, 0].astype(int)]
    ends, there = _refound(before, after, starts, guess)
    back, again = _refound(after, before, ends, ends + starts - guess)
    off_centre = np.array([(width - 1) / 2, (height - 1) / 2], np.float32)
    inside = np.all(np.abs(ends - off_centre) < off_centre - 3, axis=1)
    same = np.abs(back - starts).max(axis=1) < ROUND_TRIP_PX
    good = there & again & same & inside & (np.abs(ends - guess).max(axis=1) < LK_REACH)
    return (starts - off_centre)[good], (ends - starts)[good]


def _refound(before: Grey, after: Grey, starts: Floats, guess: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Where points (N, 2), in px from the corner, of `before` are in `after`, near `guess`; which were found (N,)."""
    ends, found, _ = cv2.calcOpticalFlowPyrLK(
        before,
        after,
        starts,
        guess.copy(),
        winSize=(13, 13),
        maxLevel=0,
        criteria=STOP,
        flags=cv2.OPTFLOW_USE_INITIAL_FLOW,
    )
    return np.asarray(ends, np.float32), found.ravel().astype(bool)


def corners(picture: Grey) -> Floats:
    """(N, 2) float32 px positions (x, y): the best corners of every cell, at most PER_CELL each."""
    strength = cv2.cornerMinEigenVal(picture, 5)[::GRID_PX, ::GRID_PX]
    ys, xs = np.nonzero(strength > CORNER)
    order = np.argsort(-strength[ys, xs], kind="stable")
    positions = (np.stack([xs, ys], axis=1) * GRID_PX).astype(np.float32)[order]
    centre = np.array(picture.shape[::-1], np.float32) * np.float32(0.5)
    cells = cell_of((positions - centre).astype(np.float32), picture.shape)
    by_cell = np.argsort(cells, kind="stable")
    _, first, counts = np.unique(cells[by_cell], return_index=True, return_counts=True)
    rank = np.arange(len(cells)) - np.repeat(first, counts)
    return positions[by_cell[rank < PER_CELL]]


def _median(fits: Sequence[Fit], tracked: Sequence[tuple[Floats, Floats]], step: int, on_ground: bool) -> Measured:
    values = [[fit.dx, fit.dy, fit.scale, fit.support] for fit in fits] or [[0.0, 0.0, 1.0, 0.0]]
    dx, dy, scale, support = (float(value) for value in np.median(values, axis=0))
    model = np.array([dx, dy, scale - 1])
    beside = float(np.mean([misses(points, moves, model).mean() for points, moves in tracked]))
    return Measured(Flow(dx / step, dy / step, scale ** (1 / step)), support, on_ground, len(fits), beside / step)
