"""A cave with crystals, into which daylight falls."""

import math
from dataclasses import replace

from videostudio.generators.animatic.sets import front, ground, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, strewn
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

CAVE: Rgb = (112, 100, 134)


CRYSTALS: tuple[Rgb, ...] = ((96, 224, 232), (198, 132, 244), (120, 236, 180))


def cave() -> Scenery:
    layers = (
        Layer("depth", 6.0, _cave_depth),
        Layer("pillars", 2.2, _pillars),
        Layer("mouth", 1.4, _mouth),
        Layer("floor", GROUND, _cave_floor, top=-190),
    )
    return Scenery("cave", layers, dry=True, front=front.DARK_ROCKS, lit=_cavern)


def _cavern(light: Light) -> Light:
    return replace(
        light,
        zenith=(30, 26, 48),
        horizon=(92, 122, 160),
        ambient=(0.80, 0.82, 1.0),
        sun=(180, 240, 246),
        cool=(28, 20, 62),
        haze=0.7,
    )


def _cave_depth(canvas: Canvas, light: Light, seed: int) -> None:
    tones = light.tones(CAVE, 2.0)
    canvas.gradient(
        [
            (-900, (16, 12, 30)),
            (-420, mix(tones.shade, (24, 18, 44), 0.5)),
            (-60, mix(tones.base, light.horizon, 0.25)),
            (40, tones.shade),
        ]
    )
    canvas.mottle(seed + 2, 240, 0.14)
    x = light.side * 170
    canvas.glow(x, -150, 480, (130, 214, 226), 0.75)
    canvas.glow(x, -150, 190, (226, 255, 250), 0.7)
    relief.strata(canvas, seed, tones=tones, top=max(canvas.top, -1200.0), bottom=30)
    for i in range(-2, 4):
        at = x + 60 * i
        canvas.veiled(
            [[(at - 14, -520), (at + 18, -520), (at + 60 - light.side * 190, 30), (at - 60 - light.side * 190, 30)]],
            (210, 255, 250),
            0.16,
            soft=14,
            fade=0.6,
        )
    for spot in strewn(seed + 4, (canvas.left, canvas.top, canvas.right, -20.0), 210):
        _crystal(
            canvas, light, spot.x, spot.y, 16 + 26 * spot.size, CRYSTALS[int(spot.kind * 3)], 30 * (spot.chance - 0.5)
        )


def _pillars(canvas: Canvas, light: Light, seed: int) -> None:
    tones = light.tones(CAVE, 2.2)
    for spot in along(seed + 5, canvas.left - 150, canvas.right + 150, 190):
        x, wide, tip = spot.x, 40 + 40 * spot.size, -330 + 190 * spot.kind
        canvas.mass(
            [
                [
                    (x - wide * 1.6, -1500),
                    (x + wide * 1.6, -1500),
                    (x + wide, -470),
                    (x + 0.4 * wide, -380),
                    (x + 4, tip),
                    (x - 4, tip),
                    (x - 0.5 * wide, -390),
                    (x - wide, -470),
                ]
            ],
            tones.turned(0.08 * (spot.size - 0.5)),
            24,
            fall=0.0,
        )
    for spot in along(seed + 6, canvas.left - 150, canvas.right + 150, 260, y=20):
        x, wide, tall = spot.x, 50 + 40 * spot.size, 70 + 130 * spot.kind
        canvas.mass(
            [
                [
                    (x - wide, 24),
                    (x - 0.5 * wide, -0.3 * tall),
                    (x - 4, -tall),
                    (x + 5, -tall),
                    (x + 0.45 * wide, -0.35 * tall),
                    (x + wide, 24),
                ]
            ],
            tones,
            24,
            fall=0.3,
        )


def _mouth(canvas: Canvas, light: Light, seed: int) -> None:
    """The near rock that hangs over everything like a vault."""
    dark = light.tones(mix(CAVE, (40, 32, 62), 0.55), 1.2)
    for row, lift in enumerate((0.0, -120.0, -330.0, -560.0, -760.0)):
        if canvas.top > lift - 380:
            continue
        tones = dark.turned(-0.07 * row)
        for spot in along(seed + 15 + row, canvas.left - 250, canvas.right + 250, 170):
            x, wide, tip = spot.x, 90 + 30 * spot.size, lift - 420 + 60 * spot.kind
            outline = shape(x, lift - 450, 1, (-1.5 * wide, 1300), (1.5 * wide, 1300), (1.2 * wide, 0))
            outline += [(x + 0.3 * wide, tip), (x - 0.3 * wide, tip + 20), (x - 1.2 * wide, lift - 455)]
            canvas.mass([outline], tones, 20, fall=0.0)


def _cave_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=CAVE, strength=0.16, dabs=1.3)
    canvas.veiled([Oval(light.side * 40, 120, 360, 60)], (150, 226, 232), 0.16, soft=60)
    relief.pebbles(canvas, light, seed + 5, rgb=CAVE)
    relief.boulders(canvas, light, seed + 6, rgb=(104, 92, 124), y=26, step=230, size=100, depth=1)
    for spot in along(seed + 7, canvas.left - 60, canvas.right + 60, 330, y=30):
        rgb = CRYSTALS[int(spot.kind * 3)]
        canvas.glow(spot.x, spot.y - 36, 140, rgb, 0.45)
        for dx, tall, turn in ((-24, 46, -24), (-2, 84, 4), (22, 58, 22)):
            _crystal(canvas, light, spot.x + dx, spot.y - tall * 0.4, tall, rgb, turn)


def _crystal(canvas: Canvas, light: Light, x: float, y: float, size: float, rgb: Rgb, turn: float) -> None:
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))

    def at(u: float, v: float) -> tuple[float, float]:
        return x + size * (u * c - v * s), y + size * (u * s + v * c)

    body = [at(0, -0.6), at(0.22, -0.25), at(0.18, 0.42), at(-0.18, 0.42), at(-0.22, -0.25)]
    canvas.mass([body], Tones(lighter(rgb, -0.4), rgb, lighter(rgb, 0.6), light.side), 0.1 * size)
    canvas.veiled(
        [[at(0, -0.6), at(0.08, -0.2), at(0.04, 0.42), at(-0.1, 0.42), at(-0.14, -0.22)]], (255, 255, 255), 0.28
    )
