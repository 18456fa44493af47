"""The light on a place: time of day and weather, and what they do to every colour."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix


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
WET = (Weather.RAIN, Weather.STORM)
_FLAT = {Weather.CLEAR: 1.0, Weather.CLOUDY: 0.7, Weather.FOG: 0.45}
"""How much light and shade differ."""


@dataclass(frozen=True)
class Shadow:
    """A figure's shadow on the ground: it leans by `lean` of the figure's height (towards the right where that is
    more than 0), is `strength` (0..1) dark, and its edge is `soft` (0 sharp..1) blurred."""

    lean: float
    strength: float
    soft: float


@dataclass(frozen=True)
class Light:
    """`zenith` and `horizon` are the sky's colours, `ambient` multiplies every colour, `haze` (0..1) is how much
    of the horizon's colour lies on far things, `sun` is the colour of what lights them and `cool` that of the
    shade. The sun, moon or lamp stands on the right where `side` is +1, on the left where it is -1."""

    zenith: Rgb
    horizon: Rgb
    ambient: Rgb
    sun: Rgb
    haze: float
    time: Time = Time.DAY
    weather: Weather = Weather.CLEAR
    cool: Rgb = (70, 96, 160)
    side: int = -1
    roofed: bool = False
    """Whether the weather stays outside."""

    def on(self, rgb: Rgb, depth: float = 1.0) -> Rgb:
        """The colour of something `rgb` at `depth` (1 = the ground's). Where it snows, snow lies on what is green."""
        if self.snowy and rgb[1] > 1.08 * max(rgb[0], rgb[2]):
            rgb = mix(rgb, SNOW, 0.62)
        lit = tuple(min(255.0, c * a) for c, a in zip(rgb, self.ambient, strict=True))
        return mix((lit[0], lit[1], lit[2]), self.horizon, self.far(depth))

    def far(self, depth: float) -> float:
        """How much (0..1) of the horizon's colour lies on things at `depth`."""
        return self.haze * (1 - math.exp(-(max(depth, 1.0) - 1) / 5))

    def tones(self, rgb: Rgb, depth: float = 1.0) -> Tones:
        """Shade, base and lit colour of something `rgb` at `depth`: warm where the light falls, cool where not,
        and less different the farther away it is."""
        base = self.on(rgb, depth)
        near = (1 - self.far(depth)) * _FLAT.get(self.weather, 0.6)
        shade = mix(base, mix(lighter(base, -0.42), self.cool, 0.30), 0.8 * near)
        lit = mix(base, mix(lighter(base, 0.42), self.sun, 0.34), 0.9 * near)
        return Tones(shade, base, lit, self.side)

    @property
    def snowy(self) -> bool:
        """Whether snow lies here."""
        return self.weather is Weather.SNOW and not self.roofed

    @property
    def wet(self) -> bool:
        """Whether rain falls here."""
        return self.weather in WET and not self.roofed

    @property
    def dark(self) -> bool:
        return self.time is Time.NIGHT

    @property
    def low(self) -> bool:
        """Whether the sun stands just over the horizon."""
        return self.time in (Time.DAWN, Time.SUNSET)

    @property
    def key(self) -> tuple[float, float]:
        """Direction towards the light, a unit vector, x to the right and y up."""
        return (0.92 * self.side, 0.39) if self.low else (0.6 * self.side, 0.8)

    @property
    def rim(self) -> Rgb:
        """Colour of the light on a figure's edge."""
        return self.sun

    @property
    def relief(self) -> float:
        """How much (0..1) of a figure's light and shade there is: the greyer the sky, the less."""
        return _FLAT.get(self.weather, 0.6)

    @property
    def shadow(self) -> Shadow:
        """The shadow that a figure casts."""
        clear = _FLAT.get(self.weather, 0.5)
        strength = (0.26 if self.dark else 0.38) * (0.5 + 0.5 * clear)
        return Shadow(-self.side * (0.55 if self.low else 0.22) * clear, strength, 1.0 - 0.55 * clear)


_BY_TIME = {
    Time.DAWN: Light(
        (124, 150, 214), (255, 212, 190), (0.98, 0.88, 0.90), (255, 226, 190), 0.8, Time.DAWN, cool=(120, 104, 178)
    ),
    Time.DAY: Light((58, 142, 232), (214, 238, 252), (1.0, 1.0, 0.99), (255, 244, 204), 0.66, cool=(62, 96, 168)),
    Time.SUNSET: Light(
        (84, 62, 146), (255, 168, 110), (1.02, 0.78, 0.70), (255, 196, 112), 0.74, Time.SUNSET, cool=(96, 56, 130)
    ),
    Time.NIGHT: Light(
        (12, 20, 62), (54, 78, 142), (0.38, 0.46, 0.74), (176, 204, 255), 0.7, Time.NIGHT, cool=(14, 20, 64)
    ),
}
_GREYS: dict[Weather, tuple[Rgb, float]] = {
    Weather.CLOUDY: ((176.0, 188.0, 200.0), 0.6),
    Weather.RAIN: ((128.0, 144.0, 164.0), 0.75),
    Weather.STORM: ((70.0, 76.0, 104.0), 0.84),
    Weather.SNOW: ((206.0, 218.0, 234.0), 0.75),
    Weather.FOG: ((214.0, 220.0, 224.0), 0.8),
}


def light_of(time: Time, weather: Weather, side: int = -1) -> Light:
    """The light at that time in that weather, from the right where `side` is +1 and from the left where it is -1."""
    light = replace(_BY_TIME[time], time=time, weather=weather, side=side)
    if weather is Weather.CLEAR:
        return light
    grey, share = _GREYS[weather]
    if light.dark:
        grey = mix((0, 4, 16), grey, 0.36)
    elif light.low:
        stormy = weather is Weather.STORM
        grey, share = mix(grey, light.horizon, 0.12 if stormy else 0.35), share - (0.0 if stormy else 0.1)
    dim = {Weather.STORM: 0.62, Weather.RAIN: 0.80}.get(weather, 0.95)
    if light.dark:
        dim = 0.5 + 0.5 * dim
    return replace(
        light,
        zenith=mix(light.zenith, lighter(grey, -0.16), share),
        horizon=mix(light.horizon, grey, share),
        ambient=(light.ambient[0] * dim, light.ambient[1] * dim, light.ambient[2] * min(1.0, dim * 1.04)),
        sun=mix(light.sun, light.horizon, 0.5),
        haze=0.97 if weather is Weather.FOG else min(0.9, light.haze + 0.1),
    )
