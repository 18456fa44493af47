"""Above the clouds: the sky as a place."""

from videostudio.generators.animatic.sets import front
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.sky import SKY, cloud, cloud_tones
from videostudio.generators.animatic.sets.tones import mix


def sky() -> Scenery:
    layers = (
        SKY,
        Layer("towers", 6.0, _cloud_towers, top=-330),
        Layer("cloud tops", 2.6, _far_clouds, top=-150),
        Layer("cloud sea", GROUND, _cloud_sea, top=-90),
    )
    return Scenery("sky", layers, horizon=0.66, land=150, front=front.CLOUDS)


def _cloud_towers(canvas: Canvas, light: Light, seed: int) -> None:
    """Clouds that pile up like towers."""
    tones = cloud_tones(light, 0.4)
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 460, y=24):
        wide, x, y = 120 + 50 * spot.size, spot.x, spot.y
        lobes: list[Shape] = []
        for row in range(3 + round(2 * spot.kind)):
            r = wide * (0.62 - 0.09 * row)
            for i in (-1, 0, 1):
                jitter = float(uniform(seed, round(x), row, i + 1))
                lobes.append(Oval(x + i * 0.8 * r + 30 * (jitter - 0.5), y, r * (0.66 + 0.24 * jitter), 0.62 * r))
            y -= 0.62 * r
        canvas.mass(lobes, tones, 44, soft=3, fall=0.9)
    canvas.mist(mix(tones.base, light.horizon, 0.4), -150, 6, 0.7)


def _far_clouds(canvas: Canvas, light: Light, seed: int) -> None:
    tones = cloud_tones(light, 0.25)
    canvas.fill(
        [
            [
                (canvas.left - 9, -14),
                (canvas.right + 9, -14),
                (canvas.right + 9, canvas.bottom + 9),
                (canvas.left - 9, canvas.bottom + 9),
            ]
        ],
        [(-14, tones.base), (60, tones.shade)],
    )
    for spot in along(seed + 2, canvas.left - 200, canvas.right + 200, 150, y=6):
        cloud(canvas, spot.x, spot.y, 230 + 120 * spot.size, tones, seed + round(spot.x))


def _cloud_sea(canvas: Canvas, light: Light, seed: int) -> None:
    tones = cloud_tones(light)
    low = mix(tones.base, tones.shade, 0.55)
    canvas.gradient([(0, mix(tones.base, light.horizon, 0.3)), (300, low), (900, tones.shade)], 0)
    y, row = 16.0, 0
    while y < canvas.bottom + 90:
        size = 0.55 + 0.0021 * y
        for spot in along(seed + 61 * row, canvas.left - 300, canvas.right + 300, 270 * size, y=y):
            wide = (230 + 120 * spot.size) * size
            shade = tones.turned(-0.03 * spot.kind)
            cloud(canvas, spot.x, y + 10 * spot.chance, wide, shade, seed + round(spot.x) + row)
        y, row = y + 30 + 0.14 * y, row + 1
