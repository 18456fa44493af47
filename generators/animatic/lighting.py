"""Lighting: figures in the light of the place they stand in, rounded off towards its sun, moon or lamp.

Done once, when a shot is built: a part's picture is lighter along the edge that looks at the light and darker along
the other one, so that figures stand in the set and not before it. Its middle stays what it is.
"""

from functools import lru_cache

import cv2
import numpy as np

from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.rigs.body import Lit
from videostudio.generators.animatic.sets.light import Light
from videostudio.tools.images import Pixels

ROUND = 0.022
"""Share of a figure's height over which it is rounded off."""
RIM, SHADE = 0.72, 0.5
"""How much (0..1) of the light's colour lies on the lit edge, and of its own colour the other edge loses, in clear
light from the side."""
AIR = 0.42
"""How much (0..1) of the set's tint figures take on: they stay themselves."""


def grade_in(place: Place, height: float, side: int = 1, *, jointed: bool = False) -> Lit:
    """What light and style of `place` do to the pictures of a figure `height` px high, which is mirrored when it is
    drawn if `side` is -1. `jointed` parts turn, so they are lit from the side only, not from above."""

    def flat(rgba: Pixels) -> Pixels:
        return place.style.grade(_aired(rgba, place.light))

    def rounded(rgba: Pixels) -> Pixels:
        x, y = place.light.key
        way = (x * side * ROUND * height, 0.0 if jointed else -y * ROUND * height)
        return place.style.grade(rimmed(_aired(rgba, place.light), place.light, way))

    return Lit(rounded, flat)


def rimmed(rgba: Pixels, light: Light, way: tuple[float, float]) -> Pixels:
    """Straight RGBA rounded off: lit where it ends towards the light, shaded where it ends away from it. `way` is
    how far (px, x to the right and y down) roundness reaches, and where the light stands."""
    slope = cv2.merge([_slope(np.ascontiguousarray(rgba[..., 3]), way)] * 3)
    lit, left = _tables(light.rim, light.cool, light.relief * abs(light.key[0]))
    dark = cv2.multiply(cv2.bitwise_not(rgba[..., :3]), cv2.LUT(slope, lit), scale=1 / 255)
    rgb = cv2.multiply(cv2.bitwise_not(dark), cv2.LUT(slope, left), scale=1 / 255)
    return np.dstack([np.asarray(rgb, np.uint8), rgba[..., 3]])


def _slope(alpha: Pixels, way: tuple[float, float]) -> Pixels:
    """How much less there is of a picture towards the light than away from it: 0 = its shaded edge, 128 = its
    middle, 255 = its lit edge."""
    reach = max(1.0, float(np.hypot(*way)))
    edge = int(np.ceil(2.5 * reach)) + 1
    wide = cv2.copyMakeBorder(alpha, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=0)
    soft = cv2.GaussianBlur(wide, (0, 0), 0.6 * reach)
    (x, y), (height, width) = (round(v) for v in way), alpha.shape
    away, towards = (soft[edge + s * y :, edge + s * x :][:height, :width] for s in (-1, 1))
    return np.asarray(cv2.addWeighted(away, 0.5, towards, -0.5, 128), np.uint8)


@lru_cache(maxsize=32)
def _tables(sun: tuple[float, float, float], cool: tuple[float, float, float], much: float) -> tuple[Pixels, Pixels]:
    """Slope -> what is left of a colour's darkness on the lit edge, and of the colour on the other: (256, 1, 3)."""
    slope = (np.arange(256)[:, None, None] - 128) / 127
    lit = 255 - RIM * much * np.clip(slope, 0, 1) * np.array(sun)
    left = 255 - SHADE * much * np.clip(-slope, 0, 1) * (255 - 0.5 * np.array(cool))
    return np.rint(lit).astype(np.uint8), np.rint(left).astype(np.uint8)


def _aired(rgba: Pixels, light: Light) -> Pixels:
    """The set's tint, less of it than on the set."""
    tint = [1 - AIR * (1 - min(1.0, channel)) for channel in light.ambient]
    lit = cv2.merge([cv2.convertScaleAbs(c, alpha=t) for c, t in zip(cv2.split(rgba), (*tint, 1.0), strict=True)])
    return np.asarray(lit, np.uint8)
