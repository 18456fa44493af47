"""Skies: gradient, sun or moon, stars, clouds."""

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import along, strewn, uniform
from videostudio.generators.animatic.sets.light import Light, Time, Weather
from videostudio.generators.animatic.sets.scenery import BEYOND, Layer

_CLOUD_SHARE = {Weather.CLEAR: 0.5, Weather.CLOUDY: 0.9, Weather.FOG: 0.3}


def paint_sky(canvas: Canvas, light: Light, seed: int) -> None:
    """The whole sky, down to a little under the horizon."""
    canvas.gradient(
        [
            (-1500, lighter(light.zenith, -0.35)),
            (-460, light.zenith),
            (-150, mix(light.zenith, light.horizon, 0.62)),
            (0, light.horizon),
        ]
    )
    canvas.mottle(seed + 5, 520, 0.05, stretch=2.5)
    if light.dark:
        stars(canvas, seed, top=canvas.top, bottom=-30)
    if light.weather in (Weather.CLEAR, Weather.CLOUDY, Weather.FOG):
        _sun_or_moon(canvas, light, seed)
    _clouds(canvas, light, seed)


SKY = Layer("sky", BEYOND, paint_sky)


def stars(canvas: Canvas, seed: int, *, top: float, bottom: float, step: float = 46.0) -> None:
    """Stars of different size and warmth between world y `top` and `bottom`."""
    for spot in strewn(seed + 17, (canvas.left, top, canvas.right, bottom), step):
        if spot.y < bottom:
            radius = 0.9 + 2.2 * spot.size**5
            tint: Rgb = mix((255, 255, 255), (255, 226, 180) if spot.kind < 0.4 else (190, 214, 255), spot.kind)
            if radius > 1.8:
                canvas.glow(spot.x, spot.y, radius * 5, tint, 0.35)
            canvas.oval(spot.x, spot.y, radius, radius, lighter(tint, -0.35 * (1 - spot.size)))


def cloud(canvas: Canvas, x: float, y: float, width: float, light: Rgb, shade: Rgb, seed: int) -> None:
    """A flat-bottomed cloud `width` units wide whose base lies on y."""
    lobes = [(float(uniform(seed, i, 1)), float(uniform(seed, i, 2))) for i in range(6)]
    for colour, down, grow in ((shade, 0.0, 1.0), (light, -0.035, 0.93)):
        lift = down * width
        canvas.oval(x, y - 0.05 * width + lift, 0.5 * width * grow, 0.065 * width * grow, colour)
        for i, (jitter, size) in enumerate(lobes):
            at = (i - 2.5) / 2.5
            radius = width * (0.09 + 0.09 * size) * (1.15 - 0.55 * abs(at)) * grow
            centre = x + width * (0.36 * at + 0.05 * (jitter - 0.5))
            canvas.oval(centre, y - 0.06 * width - radius * 0.62 + lift, radius, radius * 0.9, colour)


def _sun_or_moon(canvas: Canvas, light: Light, seed: int) -> None:
    side = -1 if uniform(seed, 41) < 0.5 else 1
    x = side * (250 + 200 * float(uniform(seed, 42)))
    low = light.time in (Time.SUNSET, Time.DAWN)
    y, radius = (-105.0, 62.0) if low else (-335.0, 40.0)
    pale = mix(light.sun, light.horizon, 0.25 if light.weather is Weather.CLEAR else 0.7)
    canvas.glow(x, y, radius * (6.5 if low else 5), pale, 0.55 if low else 0.45)
    canvas.oval(x, y, radius, radius, pale)
    if light.dark:
        for dx, dy, r in ((-12, -8, 9), (10, 6, 12), (-4, 17, 6), (16, -16, 5)):
            canvas.oval(x + dx, y + dy, r, r, lighter(pale, -0.1))
    else:
        canvas.oval(x - radius * 0.1, y - radius * 0.1, radius * 0.78, radius * 0.78, lighter(pale, 0.35))


def _clouds(canvas: Canvas, light: Light, seed: int) -> None:
    white = light.on(mix((255, 255, 255), light.horizon, 0.2))
    if light.weather in (Weather.STORM, Weather.RAIN):
        white = mix(light.zenith, (255, 255, 255), 0.16)
    y, row = -60.0, 0
    while y > canvas.top - 120:
        size = min(1.0, 0.3 - y / 420)
        bright = mix(white, light.horizon, 0.5 * (1 - size))
        for spot in along(seed + 131 * row, canvas.left - 400, canvas.right + 400, 430 * (0.45 + 0.55 * size)):
            if spot.kind < _CLOUD_SHARE.get(light.weather, 1.0):
                width = (150 + 190 * spot.size) * size
                lift = (spot.size - 0.5) * 60 * size
                shade = mix(bright, light.zenith, 0.35)
                cloud(canvas, spot.x, y + lift, width, bright, shade, seed + row * 53 + round(spot.x))
        y -= 60 + 80 * size
        row += 1
