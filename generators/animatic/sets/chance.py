"""Chance that belongs to a position in the world, so that a place looks the same however much of it is seen."""

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]

_MASK = np.uint64(0xFFFFFFFF)
_SALTS = np.arange(1, 5)


class Spot(NamedTuple):
    """One thing's place in the world: `x`, `y` in world units; `size`, `kind` and `chance` uniform in [0, 1)."""

    x: float
    y: float
    size: float
    kind: float
    chance: float


def seed_of(*words: str) -> int:
    """A seed in [0, 2**32) from words."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:4], "big")


def uniform(seed: int, *keys: Ints | int) -> Floats:
    """Uniform numbers in [0, 1), one per broadcast element of the integer `keys`; the same keys always give
    the same numbers."""
    state = np.asarray(seed & 0xFFFFFFFF, np.uint64)
    for key in keys:
        word = np.asarray(key, np.int64).astype(np.uint64) & _MASK
        state = (state ^ ((word * np.uint64(0x9E3779B1)) & _MASK)) * np.uint64(0x85EBCA6B) & _MASK
        state = (state ^ (state >> np.uint64(15))) * np.uint64(0xC2B2AE35) & _MASK
        state = state ^ (state >> np.uint64(13))
    return np.asarray(state, np.float64) / 4294967296.0


def waves(x: Floats, seed: int, length: float, octaves: int = 4) -> Floats:
    """Smooth noise in about [-1, 1] along `x` (world units); the longest bumps are `length` wide."""
    total = np.zeros_like(x, dtype=np.float64)
    for octave in range(octaves):
        at = x * (2**octave / length)
        cell = np.floor(at).astype(np.int64)
        part = at - cell
        smooth = part * part * (3 - 2 * part)
        left, right = uniform(seed, cell, octave), uniform(seed, cell + 1, octave)
        total += (left + (right - left) * smooth - 0.5) * 2**-octave
    return np.asarray(total)


def cloudy(xs: Floats, ys: Floats, seed: int, length: float, octaves: int = 3) -> Floats:
    """Smooth noise in about [-1, 1] on the raster `ys` x `xs` (world units): shape (len(ys), len(xs))."""
    total = np.zeros((len(ys), len(xs)))
    for octave in range(octaves):
        scale = 2**octave / length
        (row, v), (column, u) = _split(ys * scale), _split(xs * scale)
        corner = uniform(seed, np.arange(row[0], row[-1] + 2)[:, None], np.arange(column[0], column[-1] + 2), octave)
        row, column = row - row[0], column - column[0]
        top = corner[row][:, column] * (1 - u) + corner[row][:, column + 1] * u
        bottom = corner[row + 1][:, column] * (1 - u) + corner[row + 1][:, column + 1] * u
        total += (top * (1 - v[:, None]) + bottom * v[:, None] - 0.5) * 2**-octave
    return total


def along(seed: int, left: float, right: float, step: float, *, y: float = 0.0, wobble: float = 0.7) -> Iterator[Spot]:
    """One spot per `step` of x between `left` and `right`, each moved by up to `wobble` of a step."""
    cells = np.arange(int(np.floor(left / step)), int(np.ceil(right / step)) + 1)
    draws = uniform(seed, cells[:, None], _SALTS)
    xs = (cells + (draws[:, 0] - 0.5) * wobble) * step
    for x, (_, size, kind, chance) in zip(xs.tolist(), draws.tolist(), strict=True):
        yield Spot(x, y, size, kind, chance)


def strewn(seed: int, box: tuple[float, float, float, float], step: float) -> Iterator[Spot]:
    """Spots all over `box` (left, top, right, bottom), one per cell of `step` x `step` world units."""
    left, top, right, bottom = box
    for row in range(int(np.floor(top / step)), int(np.ceil(bottom / step)) + 1):
        for spot in along(seed + 977 * row, left, right, step, y=row * step):
            yield spot._replace(y=spot.y + (spot.chance - 0.5) * step * 0.8)


def receding(
    seed: int, left: float, right: float, bottom: float, *, step: float = 60.0
) -> Iterator[tuple[Spot, float]]:
    """Spots on a ground plane that begins at y = 0, rows closer and cells narrower towards the horizon, sorted
    far to near. The second value is the spot's scale: 0.2 at the horizon, 1 at 260 world units below it."""
    y, row = 4.0, 0
    while y < bottom + step:
        scale = 0.2 + 0.8 * y / 260
        for spot in along(seed + 7919 * row, left, right, step * scale, y=y, wobble=0.9):
            yield spot._replace(y=spot.y + (spot.chance - 0.5) * step * scale * 0.3), scale
        y += step * scale * 0.32
        row += 1


def _split(values: Floats) -> tuple[Ints, Floats]:
    cell = np.floor(values).astype(np.int64)
    part = values - cell
    return cell, part * part * (3 - 2 * part)
