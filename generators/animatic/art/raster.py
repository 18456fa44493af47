"""SVG text -> pixels: straight alpha, trimmed, standing on the lower edge. Knows nothing of what it draws."""

import math
from functools import lru_cache

import numpy as np
import resvg_py

from videostudio.tools.images import Pixels, decode

Box = tuple[float, float, float, float]
"""left, top, width, height in SVG units."""

COARSE_PX, FINE_PX = 96, 256
VISIBLE = 8
MARGIN = 0.03


def render(body: str, box: Box, width: int, height: int) -> Pixels:
    """SVG elements inside `box` as (height, width, 4) RGBA uint8 with straight alpha."""
    view = " ".join(f"{value:.4f}" for value in box)
    # A size given to the renderer instead is rounded to the box's own proportions.
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{view}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMidYMax meet">{body}</svg>'
    )
    pixels = decode(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
    if pixels.shape[2] == 4:
        return pixels
    return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])


@lru_cache(maxsize=256)
def ink_box(body: str, canvas: Box) -> Box:
    """The box in SVG units that `body` really covers inside `canvas`; the canvas itself when it covers nothing."""
    coarse = _ink_box(body, canvas, COARSE_PX)
    if coarse is None:
        return canvas
    pad = max(canvas[2:]) / COARSE_PX
    left, top, width, height = coarse
    return _ink_box(body, (left - pad, top - pad, width + 2 * pad, height + 2 * pad), FINE_PX) or coarse


def _ink_box(body: str, canvas: Box, probe_px: int) -> Box | None:
    left, top, width, height = canvas
    scale = probe_px / max(width, height)
    columns, rows = math.ceil(width * scale), math.ceil(height * scale)
    shown = (left, top, columns / scale, rows / scale)
    alpha = render(body, shown, columns, rows)[:, :, 3]
    if alpha.max() <= VISIBLE:
        return None
    x0, x1 = _extent(alpha.max(axis=0))
    y0, y1 = _extent(alpha.max(axis=1))
    return (left + x0 / scale, top + y0 / scale, (x1 - x0) / scale, (y1 - y0) / scale)


def _extent(profile: Pixels) -> tuple[float, float]:
    """Where ink begins and ends along a line of (N,) largest alphas; half-covered pixels count by half."""
    covered = np.flatnonzero(profile > VISIBLE)
    first, last = int(covered[0]), int(covered[-1])
    return first + 1 - int(profile[first]) / 255, last + int(profile[last]) / 255


def fitted(body: str, canvas: Box, width: int, height: int) -> Pixels:
    """`body` trimmed to what it covers, as large as fits into `width` x `height` px with a small margin at
    the sides and the top, standing on the lower edge: (height, width, 4) RGBA."""
    left, top, ink_width, ink_height = ink_box(body, canvas)
    margin = MARGIN * max(ink_width, ink_height)
    box = (left - margin, top - margin, ink_width + 2 * margin, ink_height + margin)
    return render(body, box, width, height)
