"""Shapes that a canvas can fill: ellipses and outlines, in world units."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from videostudio.generators.animatic.sets.chance import Floats

Points = Sequence[tuple[float, float]] | Floats


class Oval(NamedTuple):
    """An ellipse around (x, y) with radii `rx` and `ry`, turned by `turn` degrees."""

    x: float
    y: float
    rx: float
    ry: float
    turn: float = 0.0


Shape = Oval | Points


def shape(x: float, y: float, size: float, *points: tuple[float, float]) -> list[tuple[float, float]]:
    """An outline whose points (right, up) are shares of `size` from (x, y)."""
    return [(x + u * size, y - v * size) for u, v in points]


def bar(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    """The outline of an upright rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def rounded(left: float, top: float, right: float, bottom: float, round_: float) -> Points:
    """The outline of an upright rectangle with rounded corners."""
    turns = np.linspace(0, np.pi / 2, 6)
    corners = ((right, bottom, 0), (left, bottom, 1), (left, top, 2), (right, top, 3))
    return np.concatenate(
        [
            np.stack(
                [
                    x + (-round_ if x == right else round_) + round_ * np.cos(turns + quarter * np.pi / 2),
                    y + (-round_ if y == bottom else round_) + round_ * np.sin(turns + quarter * np.pi / 2),
                ],
                axis=1,
            )
            for x, y, quarter in corners
        ]
    )
