"""Anatomy: legs, neck and tail found in the shape of an artwork that looks to the right."""

from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.rigs.creature.build import Leg, Point
from videostudio.tools.images import Pixels

Mask = NDArray[np.bool_]

INK = 96
"""Alpha from which a pixel belongs to the body."""
FOOT_BANDS = ((0.90, 0.975), (0.84, 0.90), (0.76, 0.82))
"""Rows, as shares of the height, in which legs are looked for: standing ones first, then lifted ones."""
NARROW, BROAD = 0.03, 0.46
"""Widths of a leg, as shares of the artwork's."""
MOST_LEG = 0.48
"""Longest leg, as a share of the height."""
OVERLAP = 0.05
"""Share of the height by which legs reach into the body."""


@dataclass(frozen=True)
class Shape:
    """The ink of an artwork (h, w) on a grid of its own pixels."""

    ink: Mask

    @classmethod
    def of(cls, rgba: Pixels) -> "Shape":
        return cls(rgba[..., 3] > INK)

    @property
    def height(self) -> int:
        return int(self.ink.shape[0])

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    def point(self, column: float, row: float) -> Point:
        """Px -> own heights from the foot, which is below the middle."""
        return (column - self.width / 2) / self.height, row / self.height - 1

    def middle(self, columns: tuple[float, float], rows: tuple[float, float]) -> Point:
        """The centre of the ink within shares of the width and the height."""
        left, right = (round(share * self.width) for share in columns)
        top, bottom = (round(share * self.height) for share in rows)
        found = np.argwhere(self.ink[top:bottom, left:right])
        if not len(found):
            return self.point((left + right) / 2, (top + bottom) / 2)
        row, column = found.mean(axis=0)
        return self.point(float(column) + left, float(row) + top)

    def foremost(self, rows: tuple[float, float]) -> Point:
        """The ink that is furthest ahead within shares of the height."""
        top, bottom = (round(share * self.height) for share in rows)
        found = np.argwhere(self.ink[top:bottom])
        if not len(found):
            return self.point(0.8 * self.width, (top + bottom) / 2)
        row, column = found[np.argmax(found[:, 1])]
        return self.point(float(column), float(row) + top)

    def lowest(self, ahead: float) -> Point:
        """The lowest ink beyond a place ahead of the foot (own heights)."""
        column = min(max(round(ahead * self.height + self.width / 2), 0), self.width - 2)
        found = np.argwhere(self.ink[:, column:])
        if not len(found):
            return self.point(self.width, 0.5 * self.height)
        row, aside = found[np.argmax(found[:, 0])]
        return self.point(float(aside) + column, float(row))


def legs_of(shape: Shape, near_is: Pixels) -> tuple[tuple[Leg, ...], float]:
    """The legs on which a side view stands, and its belly line (own heights, y down); none if it sits or has too
    few. `near_is` (h, w, 4) is the artwork: legs beyond the body are darker."""
    for band in FOOT_BANDS:
        found = _legs_in(shape, near_is, band)
        if found is not None:
            return found
    return (), 0.0


def _legs_in(shape: Shape, rgba: Pixels, band: tuple[float, float]) -> tuple[tuple[Leg, ...], float] | None:
    """The legs that cross the rows of a band; None if they are no two groups of them."""
    top, bottom = (round(share * shape.height) for share in band)
    runs = _runs(shape.ink[top:bottom].mean(axis=0) > 0.5, NARROW * shape.width)
    if len(runs) < 2 or any(right - left > BROAD * shape.width for left, right in runs):
        return None
    middle = float(np.argwhere(shape.ink)[:, 1].mean())
    scores = [
        (after[0] - before[1] - 0.7 * abs((after[0] + before[1]) / 2 - middle), index)
        for index, (before, after) in enumerate(pairwise(runs))
    ]
    split = 1 if len(runs) == 4 else max(scores)[1]
    if runs[split + 1][0] - runs[split][1] < 0.03 * shape.width:
        return None
    belly = _belly(shape, runs[split][1], runs[split + 1][0], top)
    if belly is None:
        return None
    hind = _pair("hind", runs[: split + 1], shape, rgba, belly)
    front = _pair("front", runs[split + 1 :], shape, rgba, belly)
    if front[0].copied and (raised := _raised(shape, runs[-1][1], belly)) is not None:
        front = [replace(front[1], name="far_front", far=True), raised]
    return (*hind, *front), belly / shape.height - 1


def _raised(shape: Shape, right: int, belly: int) -> Leg | None:
    """A front leg that is lifted: ink below the belly ahead of the standing one, `right` being where that ends."""
    low = belly + round(0.02 * shape.height)
    count, pieces = cv2.connectedComponents(shape.ink[low:].astype(np.uint8))
    standing = set(np.unique(pieces[-max(2, (shape.height - low) // 3) :, : right + 1]).tolist())
    for piece in range(1, count):
        rows, columns = (np.flatnonzero((pieces == piece).any(axis=axis)) for axis in (1, 0))
        big = len(rows) >= 0.04 * shape.height and len(columns) >= NARROW * shape.width
        if piece not in standing and big and columns[0] >= right - 0.03 * shape.width:
            return _leg("near_front", shape, int(columns[0]), int(columns[-1]) + 1, belly, far=False)
    return None


def _runs(filled: Mask, least: float) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def _belly(shape: Shape, left: int, right: int, top: int) -> int | None:
    """Px row of the lowest ink in the middle of the gap between two groups of legs."""
    third = (right - left) // 3
    column = shape.ink[:top, left + third : right - third + 1]
    rows = np.flatnonzero(column.any(axis=1))
    if not len(rows):
        return None
    return max(int(rows[-1]), round((1 - MOST_LEG) * shape.height))


def _pair(group: str, runs: list[tuple[int, int]], shape: Shape, rgba: Pixels, belly: int) -> list[Leg]:
    """At most two legs of a group, the far one first; a lone leg gets a fellow behind it."""
    runs = sorted(runs, key=lambda run: run[0] - run[1])[:2]
    if len(runs) == 1:
        left, right = _column(shape, runs[0], belly)
        return [
            _leg(f"far_{group}", shape, left, right, belly, far=True, copied=True),
            _leg(f"near_{group}", shape, left, right, belly, far=False),
        ]
    runs = sorted(runs, key=lambda run: _light(rgba, run, belly))
    (a, b), (c, d) = (_column(shape, run, belly) for run in runs)
    if a < c:
        b = c = (min(b, runs[1][0]) + max(c, runs[0][1])) // 2 if b > c else (b + c) // 2
    else:
        d = a = (min(d, runs[0][0]) + max(a, runs[1][1])) // 2 if d > a else (d + a) // 2
    return [
        _leg(f"far_{group}", shape, a, b, belly, far=True),
        _leg(f"near_{group}", shape, c, d, belly, far=False),
    ]


def _column(shape: Shape, run: tuple[int, int], belly: int) -> tuple[int, int]:
    """The columns that a leg fills from the belly to the foot, followed upwards from the foot."""
    left, right = run
    low, high = left, right
    for row in range(round(FOOT_BANDS[0][1] * shape.height), belly, -1):
        line = shape.ink[row]
        inside = np.flatnonzero(line[left:right])
        if not len(inside):
            continue
        left, right = left + int(inside[0]), left + int(inside[-1]) + 1
        while left > 0 and line[left - 1] and low - left < 0.12 * shape.width:
            left -= 1
        while right < shape.width and line[right] and right - high < 0.12 * shape.width:
            right += 1
        if right - left > 1.9 * (run[1] - run[0]):
            break
        low, high = min(low, left), max(high, right)
    return low, high


def _light(rgba: Pixels, run: tuple[int, int], belly: int) -> float:
    piece = rgba[belly:, run[0] : run[1]]
    solid = piece[..., 3] > INK
    return float(piece[..., :3][solid].mean()) if solid.any() else 0.0


def _leg(name: str, shape: Shape, left: int, right: int, belly: int, *, far: bool, copied: bool = False) -> Leg:
    rows = np.flatnonzero(shape.ink[:, left:right].any(axis=1))
    foot = shape.point((left + right) / 2, float(rows[-1] + 1))
    return Leg(
        name=name,
        foot=foot,
        hip=shape.point((left + right) / 2, belly - OVERLAP * shape.height),
        left=shape.point(left, 0)[0],
        right=shape.point(right, 0)[0],
        far=far,
        copied=copied,
    )


def bird_legs_of(shape: Shape, rgba: Pixels) -> tuple[tuple[Leg, ...], float]:
    """The two thin legs of a bird, and the line at which they leave the body; none if its feet are not seen."""
    top, bottom = (round(share * shape.height) for share in (0.84, 0.92))
    runs = _runs(shape.ink[top:bottom].mean(axis=0) > 0.5, 0.01 * shape.width)
    if not runs or len(runs) > 3 or sum(b - a for a, b in runs) > 0.3 * shape.width:
        return (), 0.0
    thin = sum(b - a for a, b in runs)
    filled = shape.ink.sum(axis=1)
    rows = [row for row in range(round(0.4 * shape.height), top) if filled[row] > 2.4 * thin]
    belly = rows[-1] if rows else top
    return tuple(_pair("hind", runs, shape, rgba, belly)), belly / shape.height - 1
