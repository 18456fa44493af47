"""SVG text -> pixels: straight alpha, trimmed, standing on the lower edge. Knows nothing of what it draws."""

import re
from functools import lru_cache

import numpy as np
import resvg_py
from numpy.typing import NDArray

from videostudio.tools.images import decode

Pixels = NDArray[np.uint8]

PROBE_PX = 288
MARGIN = 0.03
_SVG = re.compile(r"<svg[^>]*>(.*)</svg>\s*$", re.DOTALL)


def render(svg: str, width: int, height: int) -> Pixels:
    """(height, width, 4) RGBA uint8 with straight alpha of a whole SVG document."""
    png = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
    pixels = decode(png)
    if pixels.shape[2] == 4:
        return pixels
    return np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)])


def document(body: str, box: tuple[float, float, float, float]) -> str:
    """An SVG document of elements that shows `box` (left, top, width, height in its units)."""
    view = " ".join(f"{value:.4f}" for value in box)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" preserveAspectRatio="xMidYMax meet">{body}</svg>'


@lru_cache(maxsize=256)
def ink_box(body: str, canvas: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box in SVG units that `body` really covers inside `canvas`; the canvas itself when it covers nothing."""
    left, top, width, height = canvas
    scale = PROBE_PX / max(width, height)
    columns, rows = round(width * scale), round(height * scale)
    alpha = render(document(body, canvas), columns, rows)[:, :, 3] > 8
    if not alpha.any():
        return canvas
    xs, ys = np.flatnonzero(alpha.any(axis=0)), np.flatnonzero(alpha.any(axis=1))
    x0, x1, y0, y1 = float(xs[0]), float(xs[-1] + 1), float(ys[0]), float(ys[-1] + 1)
    return (left + x0 / scale, top + y0 / scale, (x1 - x0) / scale, (y1 - y0) / scale)


def fitted(body: str, canvas: tuple[float, float, float, float], width: int, height: int) -> Pixels:
    """`body` trimmed to what it covers, as large as fits into `width` x `height` px with a small margin at
    the sides and the top, standing on the lower edge: (height, width, 4) RGBA."""
    left, top, ink_width, ink_height = ink_box(body, canvas)
    margin = MARGIN * max(ink_width, ink_height)
    box = (left - margin, top - margin, ink_width + 2 * margin, ink_height + margin)
    return render(_framed(body, box, width, height), width, height)


def _framed(body: str, box: tuple[float, float, float, float], width: int, height: int) -> str:
    left, top, box_width, box_height = box
    scale = min(width / box_width, height / box_height)
    shown_width, shown_height = width / scale, height / scale
    return document(
        body,
        (left - (shown_width - box_width) / 2, top + box_height - shown_height, shown_width, shown_height),
    )
