"""How world units lie in a frame: the one place that knows where the horizon is and how large a unit."""

from dataclasses import dataclass

from videostudio.film.staging import Staging
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.scenery import Scenery

UNITS_WIDE, UNITS_HIGH = 1280, 720


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
        ground = round((scenery.horizon - lift) * height)
        return cls(width, height, ground, _scale(width, height, zoom_milli))

    @classmethod
    def staged(cls, staging: Staging) -> "View":
        """The view in which `staging` was made."""
        scale = _scale(staging.width, staging.height, staging.zoom_milli)
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


def _scale(width: int, height: int, zoom_milli: int) -> float:
    return min(width / UNITS_WIDE, height / UNITS_HIGH) * zoom_milli / 1000
