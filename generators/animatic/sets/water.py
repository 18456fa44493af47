"""Water seen from above its surface."""

import math

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import receding, uniform, waves
from videostudio.generators.animatic.sets.light import Light, Weather
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.sky import sun_x
from videostudio.generators.animatic.sets.tones import Rgb, lighter, mix

SWELL = {Weather.STORM: 3.0, Weather.RAIN: 1.4}
"""How much higher waves are than in fair weather."""


def paint_water(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, top: float, bottom: float, calm: float = 1.0
) -> None:
    """Water between world y `top` and `bottom`: soft swells, glints, and the sun's path on it. `calm` is more than
    1 on lakes and rivers, whose waves are lower."""
    near = light.on(rgb, 1.0)
    far = mix(near, light.horizon, 0.62)
    deep = mix(lighter(near, -0.3), light.cool, 0.3)
    stops = [
        (top, far),
        (top + 70, mix(near, far, 0.4)),
        (top + 210, near),
        (top + 420, deep),
        (top + 1000, lighter(deep, -0.3)),
    ]
    canvas.gradient(stops, top, bottom)
    part = canvas.rows(top, bottom)
    if not part.pixels.size:
        return
    high = SWELL.get(light.weather, 1.0) / calm
    crest = mix(mix(near, light.horizon, 0.55), light.sun, 0.25)
    y, row = top + 16.0, 0
    while y < min(bottom, part.bottom) + 10:
        scale = 0.25 + 0.75 * (y - top) / 260
        edge = y + 7 * scale * high * waves(part.xs(), seed + 37 * row, 170 * scale + 60, 2)
        part.fold(edge, mix(near, crest, 0.55), light.side, 10 + 26 * scale)
        y, row = y + 15 + 34 * scale, row + 1
    part.mottle(seed + 8, 260, 0.07, stretch=4)
    dull = mix(near, deep, 0.7)
    for spot, scale in receding(seed, canvas.left - 60, canvas.right + 60, min(bottom, canvas.bottom) - top, step=98):
        at = top + spot.y + 2
        if at < bottom - 2:
            wide = (12 + 26 * spot.size) * scale
            tone = mix(near, crest, 0.85) if spot.kind < 0.6 else dull
            part.oval(spot.x, at, wide, max(0.8, 0.075 * wide), tone)
            if spot.kind < 0.3:
                part.oval(spot.x + 0.5 * wide, at + 0.12 * wide, 0.6 * wide, max(0.7, 0.05 * wide), tone)
    if light.weather in (Weather.CLEAR, Weather.FOG):
        _path_of_light(part, light, seed, top)
    if light.weather is Weather.STORM:
        _white_caps(part, light, seed, top)


def foam(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    """The line where waves run out on a shore, around world y."""
    white = light.tones((246, 251, 252))
    first = math.floor((canvas.left - 80) / 44)
    for i in range(first, math.ceil((canvas.right + 80) / 44) + 1):
        lift = float(uniform(seed, i)) * 9
        canvas.veiled([Oval(i * 44, y + lift * 0.6 - 7, 38, 6 + lift * 0.4)], white.base, 0.55, soft=3)
    for i in range(first, math.ceil((canvas.right + 80) / 44) + 1):
        lift = float(uniform(seed, i)) * 9
        canvas.mass([Oval(i * 44, y + lift * 0.6, 36, 4.5 + lift * 0.5)], white, 5)


def _path_of_light(canvas: Canvas, light: Light, seed: int, top: float) -> None:
    """Glints under the sun or moon."""
    x = sun_x(light, seed)
    bright = mix(light.sun, (255, 255, 255), 0.4)
    for spot, scale in receding(seed + 3, x - 260, x + 260, canvas.bottom - top, step=46):
        wide = 40 + 210 * scale
        if abs(spot.x - x) < wide * (0.25 + 0.75 * spot.chance) and spot.kind < (
            0.75 if light.low or light.dark else 0.42
        ):
            canvas.oval(
                spot.x,
                top + spot.y + 3,
                (5 + 13 * spot.size) * scale,
                max(0.8, 1.6 * scale),
                lighter(bright, -0.1 * spot.size),
            )


def _white_caps(canvas: Canvas, light: Light, seed: int, top: float) -> None:
    white = light.tones((232, 240, 246))
    for spot, scale in receding(seed + 7, canvas.left - 60, canvas.right + 60, canvas.bottom - top, step=170):
        if spot.kind < 0.45:
            wide = (26 + 30 * spot.size) * scale
            shapes = [
                Oval(spot.x + d * wide, top + spot.y + 6 - (0.16 - 0.14 * abs(d)) * wide, 0.5 * wide, 0.12 * wide)
                for d in (-0.8, 0.0, 0.8)
            ]
            canvas.mass(shapes, white, 0.1 * wide, soft=1)
