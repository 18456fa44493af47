"""Under the sea."""

import math
from dataclasses import replace

from videostudio.generators.animatic.sets import front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, strewn, uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.sky import sun_x
from videostudio.generators.animatic.sets.tones import Rgb, lighter, mix


def underwater() -> Scenery:
    layers = (
        Layer("deep", 12.0, _deep, bottom=120),
        Layer("far reef", 4.0, _far_reef, top=-330),
        Layer("reef", 1.7, _reef, top=-300),
        Layer("bottom", GROUND, _sea_floor, top=-170),
    )
    return Scenery(
        "underwater", layers, floats=True, dry=True, horizon=0.72, land=110, water=-60, front=front.CORALS, lit=_sunk
    )


def _sunk(light: Light) -> Light:
    """Under water all light comes from above and is blue."""
    dim = 0.5 if light.dark else 0.9 if light.low else 1.0
    return replace(
        light,
        horizon=mix((0, 0, 0), (44, 148, 196), dim),
        zenith=mix((0, 0, 0), (120, 226, 240), dim),
        ambient=(0.74 * dim, 0.94 * dim, 1.0 * dim),
        sun=(196, 250, 255),
        cool=(10, 60, 130),
        haze=0.8,
    )


def _deep(canvas: Canvas, light: Light, seed: int) -> None:
    top, low = light.zenith, mix(light.horizon, (6, 50, 110), 0.3)
    canvas.gradient(
        [(-900, lighter(top, 0.5)), (-500, top), (-200, light.horizon), (60, low), (400, lighter(low, -0.4))]
    )
    canvas.mottle(seed + 1, 300, 0.08)
    x = sun_x(light, seed)
    canvas.glow(x, -640, 620, (255, 255, 255), 0.55)
    for i in range(-4, 7):
        at, wide = x + 150 * i + 60 * float(uniform(seed, i, 7)), 26 + 34 * float(uniform(seed, i, 8))
        lean = 0.45 * (at - x) + 60
        canvas.veiled(
            [[(at - wide, -760), (at + wide, -760), (at + lean + 2.4 * wide, 20), (at + lean - 2.4 * wide, 20)]],
            (235, 255, 255),
            0.22,
            soft=20,
            fade=0.9,
        )
    for spot in strewn(seed + 3, (canvas.left, canvas.top, canvas.right, 20.0), 130):
        r = 2.5 + 7 * spot.size**2
        canvas.veiled([Oval(spot.x, spot.y, r, r)], (236, 255, 255), 0.35)
        canvas.veiled([Oval(spot.x - 0.3 * r, spot.y - 0.3 * r, 0.35 * r, 0.35 * r)], (255, 255, 255), 0.8)
    school = mix(light.zenith, (20, 90, 150), 0.5)
    for spot in along(seed + 33, canvas.left - 100, canvas.right + 100, 460):
        for i in range(6):
            fx, fy = spot.x + 34 * (i % 3) + 12 * (i // 3), -250 + 120 * spot.size + 22 * (i // 3) + 9 * (i % 2)
            canvas.polygon(
                [
                    (fx - 9, fy),
                    (fx, fy - 4),
                    (fx + 8, fy),
                    (fx + 14, fy - 5),
                    (fx + 14, fy + 5),
                    (fx + 8, fy),
                    (fx, fy + 4),
                ],
                school,
            )


def _far_reef(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(46, 116, 146), base=12, height=90, length=260, depth=4)
    tones = light.tones((52, 110, 142), 4)
    for spot in along(seed + 8, canvas.left - 300, canvas.right + 300, 420, y=20):
        wide, tall = 60 + 50 * spot.size, 150 + 110 * spot.kind
        pillar = [
            (spot.x - wide, 20),
            (spot.x - wide * 0.7, -tall * 0.4),
            (spot.x - wide * 0.5, -tall),
            (spot.x + wide * 0.4, -tall * 1.06),
            (spot.x + wide * 0.6, -tall * 0.5),
            (spot.x + wide, 20),
        ]
        canvas.mass([pillar], tones, 26, fall=0.8)
        for i in range(4):
            plants.seaweed(
                canvas, spot.x + 70 + 26 * i, 10, 110 + 30 * (i % 2), light.tones((58, 140, 130), 3), seed + i
            )
    canvas.mist(light.horizon, -160, 10, 0.6)


def _reef(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 4, canvas.left - 160, canvas.right + 160, 180, y=14):
        pick, s = int(spot.kind * 4), seed + round(spot.x)
        if pick == 0:
            relief.rock(canvas, spot.x, spot.y, 180 + 90 * spot.size, light.tones((90, 120, 150), 1.6), s)
            plants.coral(canvas, spot.x + 20, spot.y - 80, 60, light.tones((255, 170, 90), 1.4), s)
        elif pick == 1:
            plants.coral(canvas, spot.x, spot.y, 120 + 70 * spot.size, light.tones((246, 96, 128), 1.5), seed)
        else:
            plants.seaweed(canvas, spot.x, spot.y, 170 + 100 * spot.size, light.tones((58, 168, 116), 1.5), s)


def _sea_floor(canvas: Canvas, light: Light, seed: int) -> None:
    sand: Rgb = (226, 218, 180)
    ground.plain(canvas, light, seed, rgb=sand, strength=0.12)
    for spot in along(seed + 16, canvas.left - 100, canvas.right + 100, 150):
        canvas.veiled([Oval(spot.x, 40 + 130 * spot.kind, 80, 8)], (236, 255, 255), 0.22, soft=5)
    relief.pebbles(canvas, light, seed + 5, rgb=sand, step=68)
    for spot in along(seed + 6, canvas.left - 60, canvas.right + 60, 250, y=60):
        tones = light.tones(((255, 140, 92), (246, 116, 166), (255, 206, 96))[int(spot.kind * 3)])
        s = seed + round(spot.x)
        plants.coral(canvas, spot.x, 26 + 66 * spot.size, 62 + 40 * spot.kind, tones, s)
        plants.seaweed(canvas, spot.x + 104, 34 + 56 * spot.kind, 96 + 60 * spot.size, light.tones((70, 176, 110)), s)
        _starfish(canvas, light, spot.x - 90, 90 + 110 * spot.chance, 20)


def _starfish(canvas: Canvas, light: Light, x: float, y: float, r: float) -> None:
    points = [
        (
            x + (r if i % 2 == 0 else 0.42 * r) * math.cos(math.pi * i / 5 + 0.3),
            y + 0.6 * (r if i % 2 == 0 else 0.42 * r) * math.sin(math.pi * i / 5 + 0.3),
        )
        for i in range(10)
    ]
    canvas.shade(x, y + 3, r, 0.4 * r, 0.3)
    canvas.mass([points], light.tones((255, 150, 96)), 5)
