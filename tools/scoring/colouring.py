"""Whether a figure in a picture has its own colours, whatever light falls on it.

Pure functions on pixels. Under one light - a factor for each of red, green and blue, and some haze - every colour of
the figure's reference has to be found at about its height where the figure stands; and what is found there that
neither the figure, nor the set, nor anybody else has, is foreign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np

from videostudio.film.staging import Box
from videostudio.tools.arrays import Floats
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.lab import lab, squared_distances
from videostudio.tools.scoring.signature import GRID, Signature

SET_CELLS, SAME_PAINT = (48, 27), 3.0
"""Cells across and down whose colours a set has; those that lie within so much of CIELAB are one."""
NEAR = np.array((14.0, 7.5, 7.5), np.float32)
"""Sigma of likeness in L, a and b: shading changes lightness most."""
HEIGHT = 0.22
"""Sigma of likeness in height, in heights of the figure."""
ENOUGH = 0.35
"""Share of a colour's area in its reference that has to be seen: figures turn, stoop and hide behind each other."""
SURE = 0.7
"""How much less the set as a whole or somebody else excuses a colour in the middle of a figure than at its edge."""
BESIDE, BESIDE_CELLS, BESIDE_ROWS = 0.4, 4, 2
"""What lies so many widths beside a box, in so many cells, excuses everything in it at the same height, give or take
so many rows: there the set is seen past somebody who lies, or grows out of the ground."""
GREY, VIVID = 0.35, 30.0
"""A grey counts so much of a colour whose chroma is VIVID: greys are in every set."""
MISSED = 0.1
"""How much a figure's missing colours count against foreign ones: who turns away or stoops misses some."""
CENTRES = 9
"""Every so many cells, one is the middle of a foreign colour that is looked for."""
THIN, LIKELY = 5, 3
"""Every so many cells tell which lights are likely; so many of these are then tried on all cells."""
LEAST_PX = 3
IN_SIGHT = 0.3
"""Share of a figure that things before it have to leave in sight."""
BRIGHTNESS = (0.72, 0.86, 1.0)
WARMTH = (-0.25, -0.15, 0.0, 0.15)
"""Logarithm of red over blue."""
HAZE = (0.0, 0.15, 0.3)
"""Share of the set's middle colour that lies on a figure."""
LIGHTS: Floats = np.array(
    [(b * np.exp(w / 2), b, b * np.exp(-w / 2)) for b, w in product(BRIGHTNESS, WARMTH)], np.float32
).clip(0, 1)
"""Lights that are tried, from night to noon and from moon to evening sun: (n, 3)."""


@dataclass(frozen=True)
class Surroundings:
    """What is not the figure: colours of the set (n, 3) in CIELAB, its middle colour (3) in RGB, the signatures
    of whoever else is there, and the boxes of things before which nobody's colours can be told."""

    set_colours: Floats
    middle: Floats
    others: tuple[Signature, ...] = ()
    things: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """How a picture agrees with a signature under the light in which it does best: shares, [0, 1], of the figure
    that are foreign and missing, and the colour (RGB) that is missing most."""

    foreign: float
    missing: float
    lost: tuple[int, int, int]

    @property
    def likeness(self) -> float:
        """[0, 1]."""
        return max(0.0, 1 - self.foreign - MISSED * self.missing)


def surroundings(pictures: Sequence[Pixels], others: Sequence[Signature], things: Sequence[Box] = ()) -> Surroundings:
    """Of a set as its `pictures` show it, (h, w, 3 or 4) each, with `others` and `things` in it."""
    small = [cv2.resize(np.ascontiguousarray(p[..., :3]), SET_CELLS, interpolation=cv2.INTER_AREA) for p in pictures]
    cells = np.concatenate([np.asarray(picture, np.float32).reshape(-1, 3) for picture in small])
    painted = lab(cells)
    _, first = np.unique(np.rint(painted / SAME_PAINT), axis=0, return_index=True)
    return Surroundings(painted[first], cells.mean(0), tuple(others), tuple(things))


def agreement(own: Signature, picture: Pixels, box: Box, around: Surroundings) -> Agreement | None:
    """How what `picture` (H, W, 3) shows in `box` agrees with a figure's signature; None where hardly anything of the
    box is in the picture, or of the figure in sight."""
    cut = _cells(picture, box)
    if cut is None:
        return None
    cells, rows, columns = cut
    core, whole = (part[rows, columns].ravel() for part in (own.core, own.wide))
    wide = whole * _in_sight(box, around.things)[rows, columns].ravel()
    if wide.sum() <= IN_SIGHT * whole.sum():
        return None
    heights = np.repeat((np.arange(rows.start, rows.stop) + 0.5) / GRID, _length(columns))
    open_to = wide * _unexcused(cells, core, around) * (1 - _beside(picture, box, cut))
    seen = _Seen(cells, heights.astype(np.float32), wide, open_to)
    lit = _lit(own.colours, around.middle)
    foreign, lost = _judged(own, lit, seen.thinned())
    likely = np.argsort(foreign + MISSED * lost.sum(1), kind="stable")[:LIKELY]
    foreign, lost = _judged(own, lit[likely], seen)
    best = int(np.argmin(foreign + MISSED * lost.sum(1)))
    red, green, blue = (round(float(value)) for value in own.colours[int(np.argmax(lost[best]))])
    return Agreement(float(foreign[best]), float(lost[best].sum()), (red, green, blue))


@dataclass(frozen=True)
class _Seen:
    """The cells of a box: CIELAB (n, 3), how high each is (n), how likely the figure is there (n), and that times how
    little else explains what is seen (n)."""

    cells: Floats
    heights: Floats
    wide: Floats
    open_to: Floats

    def thinned(self) -> "_Seen":
        """Every so many of them."""
        return _Seen(self.cells[::THIN], self.heights[::THIN], self.wide[::THIN], self.open_to[::THIN])


def _judged(own: Signature, lit: Floats, seen: _Seen) -> tuple[Floats, Floats]:
    """Under each of the lights in which `lit` (lights, k, 3) has a figure's colours: the largest share of it that is
    of one foreign colour (lights), and the weight of each of its own that is not found (lights, k)."""
    area = max(float(seen.wide.sum()), 1e-6)
    alike = _alike(lit.reshape(-1, 3), seen.cells).reshape(*lit.shape[:2], -1)
    strange = (1 - alike.max(1)) * seen.open_to
    foreign = (strange @ _alike(seen.cells[::CENTRES], seen.cells).T).max(1) / area
    return np.asarray(foreign, np.float32), _lost(own, alike * (seen.wide / area), seen.heights)


def _lost(own: Signature, found: Floats, heights: Floats) -> Floats:
    """Weight of every colour that is not found, under every light: (lights, k). `found` (lights, k, cells) is how
    much of it is in each cell, `heights` (cells) where they are."""
    near = np.exp(-0.5 * ((own.heights[:, None] - heights) / HEIGHT) ** 2)
    enough = ENOUGH * own.shares * own.cover / own.wide.mean()
    weights = own.shares * (GREY + np.clip(np.linalg.norm(lab(own.colours)[:, 1:], axis=1) / VIVID, 0, 1))
    return np.asarray(weights / weights.sum() * (1 - np.minimum(1, (found * near).sum(2) / enough)), np.float32)


def _unexcused(cells: Floats, core: Floats, around: Surroundings) -> Floats:
    """How little, [0, 1], the set and everybody else explain each cell's colour."""
    excuse = 1 - SURE * core
    left = 1 - _nearest(around.set_colours, cells) * excuse
    if around.others:
        colours = np.concatenate([other.colours for other in around.others])
        left = left * (1 - _nearest(_lit(colours, around.middle, HAZE[:1]).reshape(-1, 3), cells) * excuse)
    return np.asarray(left, np.float32)


def _in_sight(box: Box, things: Sequence[Box]) -> Floats:
    """1 for every cell of a box that no thing covers, else 0: (GRID, GRID)."""
    seen = np.ones((GRID, GRID), np.float32)
    for thing in things:
        if box.shared(thing):
            across = ((thing.left - box.left) / box.width, (thing.left + thing.width - box.left) / box.width)
            down = ((thing.top - box.top) / box.height, (thing.top + thing.height - box.top) / box.height)
            rows, columns = (_share(max(0.0, begin), min(1.0, end)) for begin, end in (down, across))
            seen[rows, columns] = 0
    return seen


def _beside(picture: Pixels, box: Box, cut: tuple[Floats, slice, slice]) -> Floats:
    """How well, [0, 1], each cell is explained by what is left and right of the box at its height."""
    cells, rows, columns = cut
    at = np.repeat(np.arange(rows.start, rows.stop), _length(columns))
    found = np.zeros(len(cells), np.float32)
    reach = max(LEAST_PX, round(BESIDE * box.width))
    top, bottom = max(0, box.top), min(picture.shape[0], box.top + box.height)
    for left in (box.left - reach, box.left + box.width):
        strip = picture[top:bottom, max(0, left) : max(0, left + reach), :3]
        if strip.shape[1] < LEAST_PX:
            continue
        size = (BESIDE_CELLS, _length(rows))
        small = cv2.resize(np.ascontiguousarray(strip), size, interpolation=cv2.INTER_AREA)
        near = np.abs(np.repeat(np.arange(rows.start, rows.stop), BESIDE_CELLS)[:, None] - at) <= BESIDE_ROWS
        alike = _alike(lab(np.asarray(small, np.float32).reshape(-1, 3)), cells) * near
        found = np.maximum(found, alike.max(0))
    return found


def _alike(colours: Floats, cells: Floats) -> Floats:
    """(n, 3) and (m, 3) in CIELAB -> (n, m) in [0, 1]."""
    return np.asarray(np.exp(-0.5 * _apart(colours, cells)), np.float32)


def _nearest(colours: Floats, cells: Floats) -> Floats:
    """How like the nearest of the colours each cell is: (n, 3) and (m, 3) -> (m)."""
    return np.asarray(np.exp(-0.5 * _apart(colours, cells).min(0)), np.float32)


def _apart(colours: Floats, cells: Floats) -> Floats:
    return squared_distances(colours / NEAR, cells / NEAR)


def _lit(rgb: Floats, middle: Floats, hazes: Sequence[float] = HAZE) -> Floats:
    """(k, 3) RGB under every light and haze, in CIELAB: (lights, k, 3)."""
    lit = np.concatenate([LIGHTS[:, None] * rgb * (1 - haze) + haze * middle for haze in hazes])
    return lab(lit.reshape(-1, 3)).reshape(lit.shape)


def _cells(picture: Pixels, box: Box) -> tuple[Floats, slice, slice] | None:
    """CIELAB of the cells of a box that are in the picture (n, 3), and which rows and columns of GRID they are."""
    height, width = picture.shape[:2]
    left, right = max(0, box.left), min(width, box.left + box.width)
    top, bottom = max(0, box.top), min(height, box.top + box.height)
    if right - left < LEAST_PX or bottom - top < LEAST_PX:
        return None
    columns = _share((left - box.left) / box.width, (right - box.left) / box.width)
    rows = _share((top - box.top) / box.height, (bottom - box.top) / box.height)
    inside = np.ascontiguousarray(picture[top:bottom, left:right, :3])
    small = cv2.resize(inside, (_length(columns), _length(rows)), interpolation=cv2.INTER_AREA)
    return lab(np.asarray(small, np.float32).reshape(-1, 3)), rows, columns


def _share(begin: float, end: float) -> slice:
    first = min(GRID - 1, round(begin * GRID))
    return slice(first, max(first + 1, round(end * GRID)))


def _length(part: slice) -> int:
    return int(part.stop - part.start)
