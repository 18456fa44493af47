"""The light on a place: time of day and weather, and what they do to every colour."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from videostudio.generators.animatic.sets.canvas import Rgb, lighter, mix


class Time(StrEnum):
    DAWN = "dawn"
    DAY = "day"
    SUNSET = "sunset"
    NIGHT = "night"


class Weather(StrEnum):
    CLEAR = "clear"
    CLOUDY = "cloudy"
    RAIN = "rain"
    STORM = "storm"
    SNOW = "snow"
    FOG = "fog"


SNOW: Rgb = (238, 244, 250)


@dataclass(frozen=True)
class Light:
    """`zenith` and `horizon` are the sky's colours, `ambient` multiplies every colour, `haze` (0..1) is how much
    of the horizon's colour lies on far things."""

    zenith: Rgb
    horizon: Rgb
    ambient: Rgb
    sun: Rgb
    haze: float
    time: Time = Time.DAY
    weather: Weather = Weather.CLEAR

    def on(self, rgb: Rgb, depth: float = 1.0) -> Rgb:
        """The colour of something `rgb` at `depth` (1 = the ground's). Where it snows, snow lies on what is green."""
        if self.weather is Weather.SNOW and rgb[1] > 1.08 * max(rgb[0], rgb[2]):
            rgb = mix(rgb, SNOW, 0.62)
        lit = tuple(min(255.0, c * a) for c, a in zip(rgb, self.ambient, strict=True))
        return mix((lit[0], lit[1], lit[2]), self.horizon, self.haze * (1 - math.exp(-(max(depth, 1.0) - 1) / 5)))

    @property
    def dark(self) -> bool:
        return self.time is Time.NIGHT


_BY_TIME = {
    Time.DAWN: Light((112, 146, 206), (255, 208, 186), (0.95, 0.87, 0.88), (255, 236, 200), 0.75),
    Time.DAY: Light((66, 146, 226), (206, 232, 250), (1.0, 1.0, 1.0), (255, 246, 196), 0.6),
    Time.SUNSET: Light((86, 74, 150), (255, 166, 104), (1.02, 0.78, 0.7), (255, 214, 140), 0.7),
    Time.NIGHT: Light((14, 20, 56), (60, 78, 132), (0.42, 0.47, 0.72), (238, 240, 226), 0.7),
}


def light_of(time: Time, weather: Weather) -> Light:
    """The light at that time in that weather."""
    light = replace(_BY_TIME[time], time=time, weather=weather)
    if weather is Weather.CLEAR:
        return light
    grey, share = {
        Weather.CLOUDY: ((168.0, 180.0, 192.0), 0.55),
        Weather.RAIN: ((120.0, 134.0, 150.0), 0.72),
        Weather.STORM: ((70.0, 78.0, 98.0), 0.8),
        Weather.SNOW: ((206.0, 216.0, 228.0), 0.7),
        Weather.FOG: ((206.0, 212.0, 216.0), 0.75),
    }[weather]
    if light.dark:
        grey = mix((0, 0, 0), grey, 0.4)
    dim = 0.62 if weather is Weather.STORM else 0.82 if weather is Weather.RAIN else 0.95
    return replace(
        light,
        zenith=mix(light.zenith, lighter(grey, -0.12), share),
        horizon=mix(light.horizon, grey, share),
        ambient=(light.ambient[0] * dim, light.ambient[1] * dim, light.ambient[2] * dim),
        haze=0.95 if weather is Weather.FOG else min(0.9, light.haze + 0.1),
    )
