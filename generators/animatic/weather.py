"""Rain and snow between the camera and the set."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from videostudio.generators.animatic.places import Place
from videostudio.generators.animatic.sets.chance import Floats, uniform
from videostudio.generators.animatic.sets.light import Weather
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame

DROPS = 90
FLAKES = 110
_SHIFT = 4


@dataclass(frozen=True)
class Sky:
    """Falling drops or flakes: where they are at first (n, 2) in frame sizes, how near (n,) 0.4..1, and how fast
    they fall, in frame heights a second. They are lighter than the set, so only luma is drawn."""

    start: Floats
    near: Floats
    speed: float
    snow: bool
    unit: float
    fps: int

    def draw(self, frame: Frame, at: float) -> None:
        height, width = frame.y.shape
        seconds = at / self.fps
        x = self.start[:, 0] + (
            0.02 * np.sin(2 * seconds + 9 * self.near) if self.snow else -0.05 * seconds * self.near
        )
        y = (self.start[:, 1] + self.speed * self.near * seconds) % 1.1 - 0.05
        points = np.rint(np.stack([x % 1.0 * width, y * height], axis=1) * (1 << _SHIFT)).astype(int)
        if self.snow:
            self._flakes(frame, points)
        else:
            self._drops(frame, points)

    def _flakes(self, frame: Frame, points: NDArray[np.int64]) -> None:
        for (x, y), near in zip(points.tolist(), self.near.tolist(), strict=True):
            radius = round(4.2 * near * near * self.unit * (1 << _SHIFT))
            cv2.circle(frame.y, (x, y), radius, 236, -1, cv2.LINE_AA, _SHIFT)

    def _drops(self, frame: Frame, points: NDArray[np.int64]) -> None:
        for (x, y), near in zip(points.tolist(), self.near.tolist(), strict=True):
            long = round(30 * near * self.unit * (1 << _SHIFT))
            cv2.line(frame.y, (x, y), (x - long // 6, y + long), 190, 1, cv2.LINE_AA, _SHIFT)


def weather_of(place: Place, view: View, fps: int) -> Sky | None:
    """What falls in this place, if anything does."""
    weather = place.light.weather
    if place.scenery.dry or weather not in (Weather.RAIN, Weather.STORM, Weather.SNOW):
        return None
    snow = weather is Weather.SNOW
    cells = np.arange(FLAKES if snow else DROPS)
    start = np.stack([uniform(place.seed, cells, 1), uniform(place.seed, cells, 2) * 1.1], axis=1)
    near = 0.4 + 0.6 * uniform(place.seed, cells, 3)
    return Sky(start, near, 0.16 if snow else 1.5, snow, view.scale, fps)
