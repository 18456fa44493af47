"""Beyond the Earth: Mars, the Moon, space; and the bare stage for places nobody knows."""

import math
from dataclasses import replace

from videostudio.generators.animatic.sets import front, ground, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, strewn, uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import BEYOND, GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.sky import stars, sun_x
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

MARS: Rgb = (214, 112, 74)
MOON: Rgb = (178, 182, 198)


def mars() -> Scenery:
    layers = (
        Layer("sky", BEYOND, _mars_sky),
        Layer("far mesas", 9.0, _mars_far, top=-330),
        Layer("dunes", 3.0, _mars_near, top=-200),
        Layer("ground", GROUND, _mars_ground, top=-90),
    )
    return Scenery("mars", layers, dry=True, front=front.RED_ROCKS, lit=_martian)


def moon() -> Scenery:
    layers = (
        Layer("sky", BEYOND, _moon_sky),
        Layer("hills", 6.0, _moon_hills, top=-230),
        Layer("ground", GROUND, _moon_ground, top=-190),
    )
    return Scenery("moon", layers, dry=True, front=front.GREY_ROCKS, lit=_lunar)


def space() -> Scenery:
    layers = (Layer("space", GROUND, _space, bottom=1e9),)
    return Scenery("space", layers, floats=True, dry=True, horizon=0.0, land=520, water=None, lit=_starlit)


def stage() -> Scenery:
    layers = (Layer("backdrop", 5.0, _backdrop), Layer("floor", GROUND, _stage_floor, top=0))
    return Scenery("plain", layers, dry=True)


def _martian(light: Light) -> Light:
    dim = 0.5 if light.dark else 1.0
    return replace(
        light,
        zenith=mix((206, 128, 92), (26, 16, 40), 0.8 if light.dark else 0.0),
        horizon=mix((255, 220, 178), (110, 66, 78), 0.8 if light.dark else 0.25 if light.low else 0.0),
        ambient=(1.0 * dim, 0.96 * dim, (0.92 if not light.dark else 1.25) * dim),
        sun=(255, 236, 204),
        cool=(112, 40, 66),
        haze=0.72,
    )


def _lunar(light: Light) -> Light:
    return replace(
        light,
        zenith=(6, 8, 26),
        horizon=(52, 60, 104),
        ambient=(0.94, 0.96, 1.04),
        sun=(240, 246, 255),
        cool=(34, 40, 84),
        haze=0.4,
    )


def _starlit(light: Light) -> Light:
    return replace(
        light,
        zenith=(14, 14, 40),
        horizon=(60, 50, 110),
        ambient=(0.92, 0.94, 1.06),
        sun=(206, 220, 255),
        cool=(40, 30, 110),
        haze=0.0,
    )


def _mars_sky(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient(
        [
            (-900, lighter(light.zenith, -0.3)),
            (-470, light.zenith),
            (-120, mix(light.zenith, light.horizon, 0.75)),
            (0, light.horizon),
        ]
    )
    canvas.mottle(seed + 1, 520, 0.05, stretch=3)
    if light.dark:
        stars(canvas, seed, top=canvas.top, bottom=-30, step=60)
    x = sun_x(light, seed)
    canvas.glow(x, -320, 340, (255, 244, 222), 0.6)
    canvas.glow(x, -320, 90, (255, 252, 240), 0.8)
    canvas.mass([Oval(x, -320, 27, 27)], Tones((255, 250, 236), (255, 252, 244), (255, 255, 252), light.side), 16)
    _ringed(canvas, light, -light.side * 330, -352, 34)


def _ringed(canvas: Canvas, light: Light, x: float, y: float, r: float) -> None:
    body = Tones(mix((214, 96, 70), light.zenith, 0.3), (246, 158, 92), (255, 214, 150), light.side)
    canvas.mass([Oval(x, y, r, r)], body, 0.8 * r)
    gold = Tones((206, 140, 60), (250, 206, 96), (255, 240, 170), light.side)
    outer = [
        (x + 1.75 * r * math.cos(t), y + 0.5 * r * math.sin(t) - 0.3 * r * math.cos(t))
        for t in (math.pi * i / 18 for i in range(-1, 20))
    ]
    inner = [
        (x + 1.4 * r * math.cos(t), y + 0.34 * r * math.sin(t) - 0.26 * r * math.cos(t))
        for t in (math.pi * i / 18 for i in range(-1, 20))
    ]
    canvas.mass([[*outer, *inner[::-1]]], gold, 0.1 * r)


def _mars_far(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(
        canvas, light, seed + 2, rgb=mix(MARS, (180, 84, 74), 0.4), base=12, height=250, step=330, depth=7, snow=0.0
    )


def _mars_near(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=mix(MARS, (244, 180, 130), 0.2), base=20, height=120, length=620, depth=3)
    relief.hills(canvas, light, seed + 9, rgb=MARS, base=24, height=62, length=420, depth=1.9)


def _mars_ground(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=MARS, strength=0.12, dabs=1.3)
    relief.craters(canvas, light, seed + 4, rgb=MARS)
    relief.pebbles(canvas, light, seed + 5, rgb=MARS)
    relief.boulders(canvas, light, seed + 6, rgb=(178, 84, 60), y=28, step=290, size=90, depth=1)


def _moon_sky(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient([(-700, (4, 5, 18)), (-200, (12, 16, 44)), (0, (34, 42, 86))])
    canvas.veil(seed + 31, 640, (90, 84, 170), 0.5)
    stars(canvas, seed, top=canvas.top, bottom=20, step=36)
    _earth(canvas, light, -light.side * 300, -300, 84)


def _earth(canvas: Canvas, light: Light, x: float, y: float, r: float) -> None:
    canvas.glow(x, y, r * 2.6, (120, 190, 255), 0.45)
    canvas.mass(
        [Oval(x, y, r, r)], Tones((22, 50, 132), (58, 146, 232), (150, 220, 255), light.side), 0.9 * r, fall=0.2
    )
    green = Tones((30, 96, 96), (112, 194, 112), (190, 236, 160), light.side)
    for dx, dy, rx, ry in ((-0.3, -0.32, 0.4, 0.24), (0.28, 0.2, 0.36, 0.34), (-0.35, 0.42, 0.22, 0.2)):
        canvas.mass(
            [
                Oval(x + dx * r, y + dy * r, rx * r, ry * r, 20),
                Oval(x + (dx + 0.12) * r, y + (dy + 0.14) * r, 0.6 * rx * r, 0.8 * ry * r, 60),
            ],
            green,
            0.14 * r,
            strength=0.9,
        )
    for dx, dy, rx in ((0.1, -0.45, 0.5), (-0.2, 0.1, 0.45), (0.3, 0.55, 0.35)):
        canvas.veiled([Oval(x + dx * r, y + dy * r, rx * r, 0.075 * r)], (250, 253, 255), 0.75, soft=3)


def _moon_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(132, 136, 156), base=14, height=150, length=520, depth=4)
    relief.hills(canvas, light, seed + 8, rgb=(150, 154, 172), base=18, height=70, length=380, depth=2)


def _moon_ground(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=MOON, strength=0.10, dabs=1.2)
    relief.craters(canvas, light, seed + 4, rgb=MOON)
    for spot in along(seed + 14, canvas.left - 700, canvas.right + 700, 1150, y=24, wobble=0.3):
        _lander(canvas, light, spot.x - light.side * 330, spot.y, 150)
    relief.pebbles(canvas, light, seed + 5, rgb=MOON)
    relief.boulders(canvas, light, seed + 6, rgb=(150, 152, 168), y=26, step=320, size=76, depth=1)


def _lander(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    gold, steel = light.tones((240, 190, 96)), light.tones((206, 212, 226))
    canvas.shade(x, y, 0.6 * height, 0.08 * height, 0.45)
    for side in (-1, 1):
        leg = [
            (x + side * 0.2 * height, y - 0.42 * height),
            (x + side * 0.5 * height, y),
            (x + side * 0.46 * height, y),
            (x + side * 0.14 * height, y - 0.38 * height),
        ]
        canvas.mass([leg, Oval(x + side * 0.5 * height, y, 0.09 * height, 0.03 * height)], steel, 4)
    canvas.mass(
        [
            [
                (x - 0.3 * height, y - 0.55 * height),
                (x + 0.3 * height, y - 0.55 * height),
                (x + 0.26 * height, y - 0.24 * height),
                (x - 0.26 * height, y - 0.24 * height),
            ]
        ],
        gold,
        12,
    )
    canvas.mass(
        [
            [
                (x - 0.2 * height, y - 0.55 * height),
                (x - 0.24 * height, y - 0.76 * height),
                (x - 0.1 * height, y - 0.95 * height),
                (x + 0.12 * height, y - 0.95 * height),
                (x + 0.24 * height, y - 0.76 * height),
                (x + 0.2 * height, y - 0.55 * height),
            ]
        ],
        steel,
        14,
    )
    canvas.mass([Oval(x, y - 0.76 * height, 0.08 * height, 0.08 * height)], Tones.plain((110, 190, 230), light.side), 5)
    canvas.line([(x + 0.14 * height, y - 0.9 * height), (x + 0.28 * height, y - 1.15 * height)], steel.base, 2.5)
    canvas.mass([Oval(x + 0.3 * height, y - 1.16 * height, 0.1 * height, 0.05 * height, -35)], steel, 4)


def _space(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient([(0, (14, 12, 44)), (360, (34, 22, 78)), (720, (12, 18, 56)), (1400, (8, 8, 30))])
    for shift, colour in ((0, (132, 66, 190)), (9, (36, 128, 214)), (18, (232, 84, 132)), (27, (60, 60, 170))):
        canvas.veil(seed + shift, 620, colour, 0.95)
    stars(canvas, seed, top=canvas.top, bottom=canvas.bottom, step=40)
    box = (canvas.left - 260, canvas.top - 260, canvas.right + 260, canvas.bottom + 260)
    for spot in strewn(seed + 5, box, 560):
        if spot.kind < 0.42:
            canvas.glow(spot.x, spot.y, 60, (255, 250, 236), 0.5)
            for turn in (0, 90):
                canvas.veiled([Oval(spot.x, spot.y, 30, 1.6, turn)], (255, 255, 255), 0.8, soft=1)
    for spot in strewn(seed + 3, box, 430):
        s = seed + round(spot.x)
        if spot.kind < 0.5:
            _planet(canvas, light, spot.x, spot.y, 40 + 66 * spot.size, s)
        elif spot.kind < 0.8:
            size = 30 + 40 * spot.size
            turns = [(math.pi * i / 5, 0.42 + 0.16 * float(uniform(s, i))) for i in range(10)]
            canvas.mass(
                [[(spot.x + size * r * math.cos(t), spot.y + size * r * math.sin(t)) for t, r in turns]],
                light.tones((132, 118, 140)),
                0.3 * size,
            )
            canvas.veiled(
                [Oval(spot.x + 0.1 * size, spot.y + 0.05 * size, 0.12 * size, 0.1 * size)], (60, 50, 90), 0.6, soft=2
            )


def _planet(canvas: Canvas, light: Light, x: float, y: float, r: float, seed: int) -> None:
    hue: Rgb = ((246, 166, 104), (104, 186, 240), (232, 120, 152), (150, 214, 156))[int(uniform(seed, 1) * 4)]
    canvas.glow(x, y, r * 2.0, hue, 0.4)
    tones = Tones(mix(lighter(hue, -0.55), (40, 20, 110), 0.4), hue, lighter(hue, 0.6), light.side)
    ringed = uniform(seed, 2) < 0.5
    if ringed:
        _ring(canvas, x, y, r, tones, 0)
    canvas.mass([Oval(x, y, r, r)], tones, 0.95 * r, fall=0.2)
    for share in (-0.45, -0.1, 0.3, 0.55):
        half = math.sqrt(1 - share * share)
        canvas.veiled([Oval(x, y + share * r, 0.9 * half * r, 0.07 * r, -8)], tones.lit, 0.35, soft=3)
    if ringed:
        _ring(canvas, x, y, r, tones, 1)


def _ring(canvas: Canvas, x: float, y: float, r: float, tones: Tones, half: int) -> None:
    """The half of a planet's ring that lies behind (0) or before (1) it."""
    turns = [math.pi * (half - 1) + math.pi * i / 20 for i in range(21)]
    for a, b, rgb in ((1.9, 1.62, tones.lit), (1.56, 1.36, mix(tones.base, tones.lit, 0.5))):
        edge = [
            (x + k * r * math.cos(t), y + 0.32 * k * r * math.sin(t) - 0.2 * k * r * math.cos(t))
            for k, ts in ((a, turns), (b, turns[::-1]))
            for t in ts
        ]
        canvas.veiled([edge], rgb, 0.85)


def _backdrop(canvas: Canvas, light: Light, seed: int) -> None:
    tint = mix(light.zenith, (240, 232, 228), 0.62)
    canvas.gradient([(-900, lighter(tint, -0.3)), (-300, tint), (0, lighter(tint, 0.35))])
    for spot in strewn(seed + 2, (canvas.left - 200, canvas.top - 200, canvas.right + 200, 100.0), 210):
        r = 40 + 70 * spot.size
        canvas.veiled([Oval(spot.x, spot.y, r, r)], (255, 255, 255) if spot.kind < 0.6 else light.zenith, 0.16, soft=6)


def _stage_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(206, 176, 146))
