"""Closed eyes for artworks that have them open: small dark spots in the head are painted over and become arcs."""

from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.tools.images import Pixels

DARK, LIGHTER, SOLID = 110, 40, 200
"""Brightest channel up to which a spot may be an eye, how much more it is around it, and alpha of what is inside."""
LEAST, MOST = 0.0004, 0.045
"""How large an eye is, as a share of the height squared."""
ROUND = 0.7
"""Least share that a disc fills of the box around it (pi / 4 when no pixel is cut): a crest or a beak fills less."""
Spot = tuple[float, float, float]
"""Middle and radius, px."""
INK = (52, 40, 58, 255)


def shut_eyes(rgba: Pixels, fine: Pixels, face: Spot | None = None) -> Pixels | None:
    """The picture with its eyes closed; None where no eye is found. They are looked for in a `fine` picture of the
    same, and within its `face` if it is known where that is."""
    scale = rgba.shape[0] / fine.shape[0]
    spots = [(scale * x, scale * y, scale * r) for x, y, r in _eyes(fine, face)]
    if not spots:
        return None
    shut = rgba.copy()
    for x, y, r in spots:
        _close(shut, x, y, r)
    return shut


def _close(rgba: Pixels, x: float, y: float, r: float) -> None:
    """Covers what is within 1.5 radii with the colour around it, and draws a lid."""
    at, lid = (round(x), round(y)), _around(rgba, x, y, r)
    cv2.circle(rgba, at, max(2, round(1.55 * r)), (*lid, 255), -1, cv2.LINE_AA)
    axes = (max(2, round(1.25 * r)), max(1, round(0.75 * r)))
    cv2.ellipse(rgba, at, axes, 0, 10, 170, INK, max(1, round(0.42 * r)), cv2.LINE_AA)


def _eyes(rgba: Pixels, face: Spot | None) -> list[Spot]:
    """One or two eyes: compact dark spots in the upper part with something lighter around; a pair before one, and a
    round one before a larger one."""
    height = rgba.shape[0]
    bright = rgba[..., :3].max(axis=2)
    ink = ((bright < DARK) & (rgba[..., 3] > SOLID)).astype(np.uint8)
    ink[round(0.72 * height) :] = 0
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink)
    found, discs = [], set()
    for (_, _, wide, high, area), (x, y) in zip(stats[1:], middles[1:], strict=True):
        compact = area > 0.6 * wide * high and 0.38 < wide / high < 1.9
        if compact and LEAST * height**2 < area < MOST * height**2:
            r = float(max(wide, high)) / 2
            seen = face is None or np.hypot(x - face[0], y - face[1]) < face[2]
            if seen and max(_around(rgba, x, y, r)) > float(bright[round(y), round(x)]) + LIGHTER:
                found.append((float(x), float(y), r))
                discs |= {found[-1]} if area > ROUND * wide * high else set()
    found.sort(key=lambda spot: -spot[2])
    single = sorted(found, key=lambda spot: spot not in discs)[:1]
    return next((list(pair) for pair in combinations(found, 2) if _alike(*pair, height)), single)


def _alike(one: Spot, other: Spot, height: int) -> bool:
    return other[2] > 0.8 * one[2] and abs(one[1] - other[1]) < 0.06 * height


def _around(rgba: Pixels, x: float, y: float, r: float) -> tuple[int, int, int]:
    """The usual colour on a ring around a spot, where there is any picture."""
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    rows = np.clip(np.rint(y + 1.8 * r * np.sin(angles)), 0, rgba.shape[0] - 1).astype(int)
    columns = np.clip(np.rint(x + 1.8 * r * np.cos(angles)), 0, rgba.shape[1] - 1).astype(int)
    ring: NDArray[np.uint8] = rgba[rows, columns]
    inside = ring[ring[:, 3] > SOLID]
    if not len(inside):
        return (0, 0, 0)
    red, green, blue = (int(value) for value in np.median(inside[:, :3], axis=0))
    return red, green, blue
