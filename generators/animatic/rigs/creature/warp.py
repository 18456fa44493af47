"""Warps: a picture bent by a smooth field as it is laid on a frame, sampled once."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.sprites import Matrix, Sprite
from videostudio.generators.animatic.yuv import Frame, halved, lay
from videostudio.tools.arrays import Doubles
from videostudio.tools.images import Pixels

Back = Callable[[Doubles, Doubles], tuple[Doubles, Doubles]]
"""Where in the picture at rest a point of the bent one comes from: x, y in own heights, foot at (0, 0), y down."""

CELL = 14
"""Px between the points at which a field is worked out."""


@dataclass(frozen=True)
class Sheet:
    """A sprite whose foot is below its middle at (`x`, `y`) px, `scale` px per own height."""

    sprite: Sprite
    x: float
    y: float
    scale: float

    def draw(self, frame: Frame, place: Matrix, back: Back, room: tuple[float, float, float, float]) -> None:
        """Lays it on `frame`, bent; `place` puts own heights on the frame, and nothing of the bent picture lies
        outside `room` (left, top, right, bottom in own heights)."""
        grid = self._grid(frame, place, room)
        if grid is None:
            return
        left, top, columns, rows = grid
        fx, fy = np.meshgrid(left + CELL * (np.arange(columns) + 0.5), top + CELL * (np.arange(rows) + 0.5))
        inverse = np.linalg.inv(place[:, :2])
        fx, fy = fx - place[0, 2], fy - place[1, 2]
        x, y = back(inverse[0, 0] * fx + inverse[0, 1] * fy, inverse[1, 0] * fx + inverse[1, 1] * fy)
        self._lay(frame, x * self.scale + self.x, y * self.scale + self.y, left, top)

    def _grid(
        self, frame: Frame, place: Matrix, room: tuple[float, float, float, float]
    ) -> tuple[int, int, int, int] | None:
        """Left, top (even px) and how many cells across and down."""
        left, top, right, bottom = room
        corners = np.array([[left, top, 1], [right, top, 1], [left, bottom, 1], [right, bottom, 1]]) @ place.T
        (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
        height, width = frame.y.shape
        if x1 < 0 or y1 < 0 or x0 > width or y0 > height:
            return None
        x0, y0 = max(x0, 0.0), max(y0, 0.0)
        a, b = int(x0) // 2 * 2 - CELL, int(y0) // 2 * 2 - CELL
        return a, b, int(min(x1, width) - a) // CELL + 2, int(min(y1, height) - b) // CELL + 2

    def _lay(self, frame: Frame, x: Doubles, y: Doubles, left: int, top: int) -> None:
        """`x` and `y` (rows, columns): px of the sprite that cells of the frame from (`left`, `top`) show."""
        edge = self.scale * 0.06 + 2
        inside = (x > -edge) & (x < self.sprite.width + edge) & (y > -edge) & (y < self.sprite.height + edge)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if not len(rows):
            return
        cells = np.s_[max(0, rows[0] - 1) : rows[-1] + 2, max(0, columns[0] - 1) : columns[-1] + 2]
        top, left = top + CELL * cells[0].start, left + CELL * cells[1].start
        x, y = x[cells], y[cells]
        field = np.dstack([x - 0.5, y - 0.5]).astype(np.float32)
        size = (CELL * x.shape[1], CELL * x.shape[0])
        maps = np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR), np.float32)
        height, width = frame.y.shape
        a, b = max(left, 0), max(top, 0)
        c, d = min(left + size[0], width) // 2 * 2, min(top + size[1], height) // 2 * 2
        if c <= a or d <= b:
            return
        _paste(frame, self.sprite.yuva, maps[b - top : d - top, a - left : c - left], (a, b, c, d))


def _paste(frame: Frame, yuva: Pixels, maps: NDArray[np.float32], box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    across, down = cv2.split(maps)
    bent = cv2.remap(yuva, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0, 0, 0, 0))
    y, u, v, alpha = (np.asarray(plane, np.uint8) for plane in cv2.split(bent))
    through = 255 - alpha
    lay(frame.y[top:bottom, left:right], y, through)
    half = (slice(top // 2, bottom // 2), slice(left // 2, right // 2))
    through = halved(through)
    lay(frame.u[half], halved(u), through)
    lay(frame.v[half], halved(v), through)


def turned(x: Doubles, y: Doubles, around: tuple[float, float], degrees: float | Doubles) -> tuple[Doubles, Doubles]:
    """Points turned around one of them; with y down, positive turns what is above towards x ahead."""
    turn = np.radians(degrees)
    cosine, sine = np.cos(turn), np.sin(turn)
    x, y = x - around[0], y - around[1]
    return around[0] + cosine * x - sine * y, around[1] + sine * x + cosine * y


def smooth(x: Doubles) -> Doubles:
    """0 below 0, 1 above 1, and smooth between."""
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(x * x * (3 - 2 * x), np.float64)


def unbent(
    x: Doubles, y: Doubles, joint: tuple[float, float], way: tuple[float, float], degrees: float, soft: float
) -> tuple[Doubles, Doubles]:
    """Undoes a bend: what lies `way` of the joint was turned by `degrees`, all between within `soft`. Small steps
    along a flow never fold the picture, however far it is bent."""
    if abs(degrees) < 0.05:
        return x, y
    steps = max(2, round(abs(degrees) / 9))
    half = np.radians(degrees) / 2
    # The flow's axis lies between where the part was and where it is.
    ax = way[0] * np.cos(half) - way[1] * np.sin(half)
    ay = way[0] * np.sin(half) + way[1] * np.cos(half)
    for _ in range(steps):
        share = smooth(((x - joint[0]) * ax + (y - joint[1]) * ay) / soft + 0.25)
        x, y = turned(x, y, joint, -degrees / steps * share)
    return x, y
