"""How world units lie in a frame: the one place that knows where the horizon is and how large a unit."""

import math
from dataclasses import dataclass

from videostudio.film.staging import Staging
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.scenery import Scenery

UNITS_WIDE, UNITS_HIGH = 1280, 720
LOWER = 0.11
"""How much lower, as a share of the frame's height, the horizon lies in a frame twice as high as usual in world
units: the feet of the figures keep their distance from its lower edge, and the rest is sky, trees or ceiling."""


def scale_of(width: int, height: int) -> float:
    """Px per world unit. A frame higher than 16:9 shows as large a part of the world as any other, so it is staged
    and not cropped: narrower and higher."""
    wide = width * UNITS_HIGH >= height * UNITS_WIDE
    return height / UNITS_HIGH if wide else math.sqrt(width * height / (UNITS_WIDE * UNITS_HIGH))


@dataclass(frozen=True)
class View:
    """A frame of `width` x `height` px whose horizon is row `ground`, `scale` px per world unit."""

    width: int
    height: int
    ground: int
    scale: float

    @classmethod
    def on(cls, scenery: Scenery, width: int, height: int, *, lift: float = 0.0, zoom_milli: int = 1000) -> "View":
        """A view of a set, `zoom_milli` thousandths as large as usual; `lift` moves the horizon up by that share
        of the frame's height."""
        scale = scale_of(width, height)
        tall = min(max(height / scale / UNITS_HIGH - 1, 0.0), 1.0)
        horizon = scenery.horizon + (LOWER * tall if scenery.horizon else 0.0)
        return cls(width, height, round((horizon - lift) * height), scale * zoom_milli / 1000)

    @classmethod
    def staged(cls, staging: Staging) -> "View":
        """The view in which `staging` was made."""
        scale = scale_of(staging.width, staging.height) * staging.zoom_milli / 1000
        return cls(staging.width, staging.height, staging.ground_px, scale)

    def x(self, world: float) -> float:
        return self.width / 2 + world * self.scale

    def y(self, world: float) -> float:
        return self.ground + world * self.scale

    @property
    def units_wide(self) -> float:
        return self.width / self.scale

    @property
    def units_high(self) -> float:
        return self.height / self.scale

    def canvas(self, left: int, top: int, right: int, bottom: int, grow: float = 1.0) -> Canvas:
        """An empty canvas for px columns `left` to `right` and rows `top` to `bottom` of this frame (they may
        lie outside it), painted `grow` times as fine."""
        width, height = round((right - left) * grow), round((bottom - top) * grow)
        return Canvas.blank(
            width, height, (left - self.width / 2) / self.scale, (top - self.ground) / self.scale, self.scale * grow
        )
