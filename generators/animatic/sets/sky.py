"""Skies: gradient, sun or moon, stars, clouds."""

import math

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, strewn, uniform
from videostudio.generators.animatic.sets.light import Light, Weather
from videostudio.generators.animatic.sets.scenery import BEYOND, Layer
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

_CLOUD_SHARE = {Weather.CLEAR: 0.62, Weather.CLOUDY: 0.85, Weather.FOG: 0.3}
_HEAVY = (Weather.RAIN, Weather.STORM, Weather.SNOW)


def paint_sky(canvas: Canvas, light: Light, seed: int) -> None:
    """The whole sky, down to a little under the horizon."""
    low = mix(light.horizon, light.sun, 0.3 if light.low else 0.08)
    middle = mix(light.zenith, light.horizon, 0.55)
    if light.low and light.weather is Weather.CLEAR:
        middle = mix(middle, (240, 120, 150), 0.34)
    canvas.gradient(
        [
            (-1500, lighter(light.zenith, -0.35)),
            (-470, light.zenith),
            (-190, middle),
            (-50, mix(light.horizon, low, 0.5)),
            (0, low),
        ]
    )
    canvas.mottle(seed + 5, 620, 0.04, stretch=2.5)
    if light.dark and light.weather not in _HEAVY:
        canvas.veil(seed + 31, 700, mix(light.zenith, (150, 150, 230), 0.5), 0.35)
        stars(canvas, seed, top=canvas.top, bottom=-30)
    if light.weather not in _HEAVY:
        _sun_or_moon(canvas, light, seed)
    _clouds(canvas, light, seed)
    if light.weather in _HEAVY:
        _ceiling(canvas, light, seed)
    elif not light.dark and light.weather is Weather.CLEAR:
        _birds(canvas, light, seed)


SKY = Layer("sky", BEYOND, paint_sky)


def stars(canvas: Canvas, seed: int, *, top: float, bottom: float, step: float = 46.0) -> None:
    """Stars of different size and warmth between world y `top` and `bottom`."""
    for spot in strewn(seed + 17, (canvas.left, top, canvas.right, bottom), step):
        if spot.y < bottom:
            radius = 0.9 + 2.2 * spot.size**5
            tint: Rgb = mix((255, 255, 255), (255, 226, 180) if spot.kind < 0.4 else (190, 214, 255), spot.kind)
            if radius > 1.6:
                canvas.glow(spot.x, spot.y, radius * 7, tint, 0.4)
            canvas.oval(spot.x, spot.y, radius, radius, lighter(tint, -0.35 * (1 - spot.size)))


def cloud(canvas: Canvas, x: float, y: float, width: float, tones: Tones, seed: int, strength: float = 1.0) -> None:
    """A soft cloud `width` units wide whose flat base lies on y."""
    lobes: list[Shape] = [Oval(x, y - 0.055 * width, 0.5 * width, 0.06 * width)]
    for i in range(6):
        jitter, size = float(uniform(seed, i, 1)), float(uniform(seed, i, 2))
        at = (i - 2.5) / 2.5
        radius = width * (0.09 + 0.09 * size) * (1.15 - 0.55 * abs(at))
        lobes.append(
            Oval(x + width * (0.36 * at + 0.05 * (jitter - 0.5)), y - 0.07 * width - radius * 0.6, radius, radius * 0.9)
        )
    canvas.mass(lobes, tones, 0.13 * width, soft=0.022 * width, fall=0.75, strength=strength)


def cloud_tones(light: Light, far: float = 0.0) -> Tones:
    """Tones of a cloud; `far` (0..1) of it is lost in the haze."""
    white = light.on(mix((255, 255, 255), light.horizon, 0.16))
    if light.weather in (Weather.STORM, Weather.RAIN):
        white = mix(light.zenith, (255, 255, 255), 0.14)
    lit = mix(lighter(white, 0.5), light.sun, 0.42 if light.low else 0.14)
    shade = mix(mix(white, light.zenith, 0.42), light.cool, 0.12)
    return Tones(shade, white, lit, light.side).into(light.horizon, 0.55 * far)


def sun_x(light: Light, seed: int) -> float:
    """World x of the sun or moon."""
    return light.side * (200 + 150 * float(uniform(seed, 42)))


def _sun_or_moon(canvas: Canvas, light: Light, seed: int) -> None:
    x = sun_x(light, seed)
    y, radius = (-118.0, 58.0) if light.low else (-352.0, 42.0)
    clear = light.weather is Weather.CLEAR
    pale = mix(light.sun, light.horizon, 0.0 if clear else 0.6)
    canvas.glow(x, y, radius * (11 if light.low else 8), pale, 0.62 if light.low else 0.4)
    canvas.glow(x, y, radius * 2.6, lighter(pale, 0.3), 0.5)
    if light.dark:
        _moon(canvas, x, y, radius, mix((250, 244, 214), light.horizon, 0.0 if clear else 0.5), light.side)
        return
    canvas.mass([Oval(x, y, radius, radius)], Tones(pale, lighter(pale, 0.45), (255, 255, 250), light.side), radius)
    if clear:
        _rays(canvas, x, y, radius, lighter(pale, 0.2), seed)


def _moon(canvas: Canvas, x: float, y: float, radius: float, rgb: Rgb, side: int) -> None:
    canvas.mass([Oval(x, y, radius, radius)], Tones(lighter(rgb, -0.25), rgb, lighter(rgb, 0.5), side), radius)
    for dx, dy, r in ((-14, -8, 9), (11, 6, 12), (-4, 19, 6), (17, -17, 5)):
        dent = Tones(lighter(rgb, 0.1), lighter(rgb, -0.11), lighter(rgb, -0.2), side)
        canvas.mass([Oval(x + dx, y + dy, r, r)], dent, 0.5 * r)


def _rays(canvas: Canvas, x: float, y: float, radius: float, rgb: Rgb, seed: int) -> None:
    """Broad soft beams that fan out of the sun."""
    for i in range(7):
        turn = math.pi * (2 * i / 7 + 0.16 * float(uniform(seed, i, 5)))
        wide, long = 0.09 + 0.05 * float(uniform(seed, i, 6)), radius * (6.5 + 4 * float(uniform(seed, i, 7)))
        tips = [(x + long * math.cos(turn + d), y + long * math.sin(turn + d)) for d in (-wide, wide)]
        root = [(x + radius * math.cos(turn + d), y + radius * math.sin(turn + d)) for d in (wide, -wide)]
        canvas.veiled([[*tips, *root]], rgb, 0.07, soft=30)


def _clouds(canvas: Canvas, light: Light, seed: int) -> None:
    y, row = -52.0, 0
    while y > canvas.top - 120:
        size = min(1.0, 0.28 - y / 420)
        tones = cloud_tones(light, 1 - size)
        for spot in along(seed + 131 * row, canvas.left - 400, canvas.right + 400, 450 * (0.45 + 0.55 * size)):
            if spot.kind < _CLOUD_SHARE.get(light.weather, 0.4):
                width = (150 + 210 * spot.size) * size
                lift = (spot.size - 0.5) * 60 * size
                cloud(canvas, spot.x, y + lift, width, tones, seed + row * 53 + round(spot.x))
        y -= 62 + 84 * size
        row += 1


def _ceiling(canvas: Canvas, light: Light, seed: int) -> None:
    """Heavy clouds that hang over everything."""
    white = cloud_tones(light)
    step, row = 92.0, 0
    for y in (-900.0, -740.0, -600.0, -490.0, -400.0, -330.0):
        row += 1
        if y < canvas.top - 160:
            continue
        tones = white.turned(-0.26 + 0.05 * row) if light.weather is Weather.STORM else white.turned(0.02 * row - 0.1)
        lobes: list[Shape] = [
            [
                (canvas.left - 400, y),
                (canvas.left - 400, y - 300),
                (canvas.right + 400, y - 300),
                (canvas.right + 400, y),
            ]
        ]
        for spot in along(seed + 211 * row, canvas.left - 200, canvas.right + 200, step, y=y):
            lobes.append(Oval(spot.x, y + 14 * spot.kind, 70 + 40 * spot.size, 30 + 34 * spot.kind))
        canvas.mass(lobes, tones._replace(lit=tones.base), 40, soft=9, fall=0.0, strength=0.92)


def _birds(canvas: Canvas, light: Light, seed: int) -> None:
    ink = mix(light.zenith, (40, 50, 80), 0.6)
    for spot in along(seed + 71, canvas.left - 100, canvas.right + 100, 620):
        if spot.kind > 0.45:
            continue
        for i in range(3):
            x, y, s = spot.x + 34 * i, -236 - 60 * spot.size + 15 * (i % 2), 7 + 3 * float(uniform(seed, i))
            canvas.line(
                [
                    (x - s, y - 0.4 * s),
                    (x - 0.4 * s, y - 0.62 * s),
                    (x, y),
                    (x + 0.4 * s, y - 0.62 * s),
                    (x + s, y - 0.4 * s),
                ],
                ink,
                2,
            )
