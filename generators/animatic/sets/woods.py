"""Among trees: forest and jungle."""

import math

from videostudio.generators.animatic.sets import front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.country import PINE, snowed
from videostudio.generators.animatic.sets.light import Light, Weather
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.sky import SKY, sun_x
from videostudio.generators.animatic.sets.tones import mix


def forest() -> Scenery:
    layers = (
        SKY,
        Layer("far wood", 4.5, _far_wood, top=-420),
        Layer("wood", 2.4, _middle_wood, top=-520),
        Layer("near wood", 1.5, _near_wood),
        Layer("floor", GROUND, _forest_floor, -60),
    )
    return Scenery("forest", layers, front=front.FERNS)


def jungle() -> Scenery:
    layers = (
        SKY,
        Layer("far trees", 3.6, _jungle_back, top=-520),
        Layer("waterfall", 2.4, _jungle_fall, top=-520),
        Layer("palms", 1.5, _jungle_palms),
        Layer("floor", GROUND, _jungle_floor, -60),
    )
    return Scenery("jungle", layers, front=front.LEAVES)


def _far_wood(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed, rgb=PINE, base=10, height=140, length=500, depth=4.5)
    plants.wood(canvas, light, seed + 1, rgb=PINE, y=0, step=54, height=280, depth=4.5, pines=0.75)
    canvas.mist(mix(light.horizon, light.sun, 0.3), -300, 0, 0.75 * light.haze)


def _middle_wood(canvas: Canvas, light: Light, seed: int) -> None:
    plants.wood(canvas, light, seed + 2, rgb=(58, 126, 82), y=6, step=128, height=360, depth=2.4, pines=0.55)
    canvas.mist(light.horizon, -160, 8, 0.55 * light.haze)
    if not light.dark and light.weather is Weather.CLEAR:
        _shafts(canvas, light, seed)


def _shafts(canvas: Canvas, light: Light, seed: int) -> None:
    """Sunbeams that fall through the leaves."""
    rgb = mix(light.sun, (255, 255, 255), 0.25)
    x, lean = sun_x(light, seed), -light.side * 0.55
    for i in range(-1, 4):
        at, wide = x - light.side * 180 * i + 40 * float(uniform(seed, i, 77)), 30 + 30 * float(uniform(seed, i, 78))
        canvas.veiled(
            [
                [
                    (at - wide * 0.5, -520),
                    (at + wide * 0.5, -520),
                    (at + wide * 1.5 + 520 * lean, 20),
                    (at - wide * 1.5 + 520 * lean, 20),
                ]
            ],
            rgb,
            0.30,
            soft=14,
            fade=0.75,
        )


def _near_wood(canvas: Canvas, light: Light, seed: int) -> None:
    bark = light.tones((104, 76, 60), 1.5)
    for spot in along(seed + 3, canvas.left - 200, canvas.right + 200, 400, y=12):
        wide, x, y = 27 + 20 * spot.size, spot.x, spot.y
        left = [(x - wide * 1.7, y + 8), (x - wide * 0.75, y - 40), (x - wide * 0.55, y - 150), (x - wide * 0.5, -700)]
        right = [(x + wide * 0.5, -700), (x + wide * 0.55, y - 150), (x + wide * 0.8, y - 40), (x + wide * 1.8, y + 8)]
        side = 1 if spot.kind < 0.5 else -1
        branch = [(x, y - 330), (x + side * 130, y - 420), (x + side * 136, y - 408), (x, y - 296)]
        canvas.mass([[*left, *right], branch], bark, wide * 0.8, fall=0.0)
        for i in range(14):
            at, dy = x + wide * 0.8 * (float(uniform(seed, i, 3)) - 0.5), y - 40 - 46 * i
            canvas.veiled([Oval(at, dy, 2.6, 14)], bark.shade, 0.7)
        moss = light.tones((104, 160, 84), 1.5)
        canvas.mass([Oval(x - wide * 0.9, y + 2, wide, 10), Oval(x + wide, y + 4, wide * 1.1, 9)], moss, 8)
        canopy = [
            Oval(x + dx, y + dy, r, 0.8 * r)
            for dx, dy, r in (
                (side * 140, -440, 80),
                (side * 60, -480, 90),
                (-90, -520, 110),
                (30, -560, 130),
                (120, -540, 110),
            )
        ]
        for lift, turn in ((-480.0, -0.16), (-240.0, -0.09), (0.0, 0.0)):
            leaves: list[Shape] = [c._replace(y=c.y + lift, x=c.x - 0.3 * lift * side) for c in canopy]
            canvas.mass(leaves, light.tones((62, 130, 74), 1.5).turned(turn), 46, fall=0.8)
        plants.bush(canvas, x + 120, y + 8, 100 + 40 * spot.kind, light.tones((70, 138, 80), 1.5))


def _forest_floor(canvas: Canvas, light: Light, seed: int) -> None:
    rgb = snowed(light, (106, 140, 74))
    ground.plain(canvas, light, seed, rgb=rgb, strength=0.2)
    plants.grass(canvas, light, seed + 6, rgb=rgb, flowers=0.04, step=100)
    if not light.dark and light.weather is Weather.CLEAR:
        for spot in along(seed + 18, canvas.left - 100, canvas.right + 100, 210):
            canvas.veiled(
                [Oval(spot.x, 50 + 150 * spot.kind, 70 + 50 * spot.size, 14 + 8 * spot.size)], light.sun, 0.22, soft=12
            )
    for spot in along(seed + 8, canvas.left, canvas.right, 40, wobble=1.0):
        canvas.oval(spot.x, 24 + 220 * spot.kind, 5 + 6 * spot.size, 3, light.on((204, 132, 70)), 60 * spot.size)
    for spot in along(seed + 9, canvas.left - 60, canvas.right + 60, 350, y=26):
        _mushroom(canvas, light, spot.x, spot.y + 30 * spot.kind, 30 + 18 * spot.size)


def _mushroom(canvas: Canvas, light: Light, x: float, y: float, size: float) -> None:
    stem, cap = light.tones((246, 232, 212)), light.tones((226, 74, 66))
    canvas.shade(x, y, 0.5 * size, 0.12 * size, 0.4)
    canvas.mass(
        [
            [
                (x - 0.14 * size, y),
                (x - 0.1 * size, y - 0.6 * size),
                (x + 0.1 * size, y - 0.6 * size),
                (x + 0.14 * size, y),
            ]
        ],
        stem,
        0.1 * size,
    )
    dome: list[tuple[float, float]] = [
        (x + 0.5 * size * math.cos(t), y - 0.5 * size - 0.42 * size * math.sin(t))
        for t in (math.pi * i / 10 for i in range(11))
    ]
    canvas.mass([dome], cap, 0.2 * size, fall=0.6)
    for dx, dy, r in ((-0.2, 0.66, 0.07), (0.08, 0.78, 0.09), (0.28, 0.62, 0.06)):
        canvas.oval(x + dx * size, y - dy * size, r * size, 0.8 * r * size, stem.base)


def _jungle_back(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed, rgb=(60, 136, 96), base=10, height=250, length=360, depth=3.6)
    for spot in along(seed + 1, canvas.left - 200, canvas.right + 200, 120, y=-40):
        plants.tree(
            canvas,
            spot.x,
            spot.y,
            250 + 120 * spot.size,
            light.tones((62, 142, 92), 3.6).turned(0.1 * (spot.kind - 0.5)),
            seed + round(spot.x),
            far=True,
        )
    canvas.mist(mix(light.horizon, (200, 240, 190), 0.3), -260, 10, 0.8 * light.haze)


def _jungle_fall(canvas: Canvas, light: Light, seed: int) -> None:
    rock, white = light.tones((110, 124, 118), 2.4), light.tones((214, 240, 250), 2.0)
    for spot in along(seed + 11, canvas.left - 500, canvas.right + 500, 1050, wobble=0.4):
        x, top = spot.x - 120, -330.0
        canvas.mass(
            [
                [
                    (x - 170, 20),
                    (x - 150, -120),
                    (x - 110, -210),
                    (x - 96, top - 40),
                    (x + 60, top - 60),
                    (x + 110, top),
                    (x + 130, -180),
                    (x + 180, -60),
                    (x + 200, 20),
                ]
            ],
            rock,
            40,
            fall=0.3,
        )
        canvas.mass([[(x - 40, top), (x + 40, top), (x + 62, 10), (x - 62, 10)]], white, 20, fall=0.2)
        for dx in (-26, -8, 12, 30):
            canvas.veiled(
                [[(x + dx, top + 10), (x + dx + 5, top + 10), (x + dx * 1.5 + 8, 0), (x + dx * 1.5, 0)]], white.lit, 0.7
            )
        for dx in (-50, 0, 50):
            canvas.veiled([Oval(x + dx, 6, 60, 26)], (255, 255, 255), 0.5, soft=12)


def _jungle_palms(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 250, canvas.right + 250, 260, y=8):
        tones = light.tones((66, 164, 84), 1.5)
        plants.palm(canvas, spot.x, spot.y, 330 + 130 * spot.size, tones, 0.4 * (spot.kind - 0.5))
    vine = light.tones((54, 122, 66), 1.3)
    for spot in along(seed + 12, canvas.left - 100, canvas.right + 100, 190):
        long = -470 + 190 * spot.size
        canvas.line([(spot.x, -1400), (spot.x, -440), (spot.x + 8 * (spot.kind - 0.5), long)], vine.shade, 4)
        for i in range(5):
            y = long - 26 * i
            canvas.mass([Oval(spot.x + (9 if i % 2 else -9), y, 11, 6, 30 if i % 2 else -30)], vine, 5)
    for spot in along(seed + 3, canvas.left - 100, canvas.right + 100, 96, y=10):
        plants.bush(
            canvas,
            spot.x,
            spot.y,
            90 + 70 * spot.size,
            light.tones((56, 140, 74), 1.4).turned(0.16 * (spot.kind - 0.5)),
        )


def _jungle_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=(108, 142, 66), strength=0.2)
    plants.grass(canvas, light, seed + 6, rgb=(86, 162, 70), flowers=0.08, step=84)
    for spot in along(seed + 8, canvas.left - 80, canvas.right + 80, 240, y=34):
        tones = light.tones((64, 160, 86))
        for turn in (-150, -118, -90, -62, -30):
            t, long = math.radians(turn), 60 + 24 * spot.size
            x, y = spot.x + 0.5 * long * math.cos(t), spot.y + 0.5 * long * math.sin(t)
            canvas.mass([Oval(x, y, 0.5 * long, 0.13 * long, turn)], tones.turned(0.002 * (turn + 90)), 7)
