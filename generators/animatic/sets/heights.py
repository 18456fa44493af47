"""Bare land: mountains, snow, desert."""

from videostudio.generators.animatic.sets import front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.country import PINE, snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

WHITE: Rgb = (232, 240, 250)


def mountains() -> Scenery:
    layers = (
        SKY,
        Layer("far peaks", 12.0, _range_far, top=-560),
        Layer("peaks", 5.0, _range_near, top=-420),
        Layer("pines", 2.0, _pine_slope, top=-230),
        Layer("ledge", GROUND, _ledge, top=-70),
    )
    return Scenery("mountains", layers, front=front.ROCKS)


def snow() -> Scenery:
    layers = (
        SKY,
        Layer("hills", 6.0, _white_hills, top=-300),
        Layer("pines", 2.0, _white_pines, top=-300),
        Layer("snowfield", GROUND, _snowfield, -190),
    )
    return Scenery("snow", layers, front=front.SNOWDRIFT)


def desert() -> Scenery:
    layers = (
        SKY,
        Layer("mesas", 8.0, _mesas, top=-300),
        Layer("dunes", 2.8, _desert_dunes, top=-170),
        Layer("sand", GROUND, _desert_floor, -230),
    )
    return Scenery("desert", layers, front=front.DRY_GRASS)


def _range_far(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 1, rgb=(112, 128, 168), base=12, height=470, step=280, depth=8, snow=0.4)


def _range_near(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 2, rgb=(98, 112, 136), base=14, height=300, step=360, depth=3.6, snow=0.22)


def _pine_slope(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(98, 150, 96), base=16, height=70, length=420, depth=2)
    plants.wood(canvas, light, seed + 4, rgb=PINE, y=10, step=84, height=140, depth=2, pines=1.0)


def _ledge(canvas: Canvas, light: Light, seed: int) -> None:
    rgb = snowed(light, (136, 178, 98))
    ground.plain(canvas, light, seed, rgb=rgb)
    plants.grass(canvas, light, seed + 6, rgb=rgb, flowers=0.12)
    relief.boulders(canvas, light, seed + 9, rgb=(150, 152, 160), y=26, step=210, size=90, depth=1)


def _white_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 1, rgb=(206, 222, 244), base=12, height=210, length=760, depth=6)
    relief.hills(canvas, light, seed + 2, rgb=(220, 232, 248), base=12, height=120, length=520, depth=4)
    plants.wood(canvas, light, seed + 7, rgb=(96, 140, 140), y=4, step=60, height=56, depth=5, pines=1.0, snow=True)


def _white_pines(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(228, 237, 248), base=16, height=64, length=420, depth=2)
    plants.wood(canvas, light, seed + 4, rgb=(62, 122, 112), y=8, step=136, height=190, depth=2, pines=1.0, snow=True)


def _snowfield(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=WHITE, strength=0.07, dabs=1.3)
    for spot in along(seed + 14, canvas.left - 600, canvas.right + 600, 900, y=22, wobble=0.4):
        _snowman(canvas, light, spot.x + 130, spot.y, 150)
    relief.pebbles(canvas, light, seed + 5, rgb=(214, 226, 244), step=96, share=0.7)
    for spot in along(seed + 8, canvas.left, canvas.right, 90, wobble=1.0):
        plants.tuft(canvas, spot.x, 30 + 220 * spot.kind, 10 + 14 * spot.size, light.on((150, 168, 168)))


def _snowman(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    white, coal = light.tones((244, 248, 254)), light.on((50, 52, 66))
    canvas.shade(x, y, 0.4 * height, 0.08 * height, 0.35)
    for lift, r in ((0.24, 0.27), (0.58, 0.2), (0.84, 0.145)):
        canvas.mass([Oval(x, y - lift * height, r * height, r * height)], white, 0.22 * height * r * 3)
    for dx in (-0.05, 0.05):
        canvas.oval(x + dx * height, y - 0.87 * height, 0.016 * height, 0.02 * height, coal)
    for lift in (0.5, 0.6):
        canvas.oval(x, y - lift * height, 0.018 * height, 0.018 * height, coal)
    canvas.polygon(
        [(x, y - 0.84 * height), (x + 0.12 * height, y - 0.815 * height), (x, y - 0.8 * height)],
        light.on((244, 140, 60)),
    )
    canvas.mass(
        [
            [
                (x - 0.15 * height, y - 0.72 * height),
                (x + 0.15 * height, y - 0.72 * height),
                (x + 0.14 * height, y - 0.66 * height),
                (x - 0.14 * height, y - 0.66 * height),
            ]
        ],
        light.tones((220, 70, 76)),
        5,
    )
    canvas.slab(
        x - 0.16 * height, y - 0.98 * height, x + 0.16 * height, y - 0.95 * height, Tones.plain(coal, light.side), 3
    )
    canvas.slab(
        x - 0.1 * height, y - 1.13 * height, x + 0.1 * height, y - 0.95 * height, Tones.plain(coal, light.side), 4
    )


def _mesas(canvas: Canvas, light: Light, seed: int) -> None:
    red = light.tones((206, 112, 78), 6)
    foot = light.on((226, 150, 106), 12)
    for spot in along(seed + 1, canvas.left - 300, canvas.right + 300, 330, y=14):
        wide, tall, x, y = 84 + 110 * spot.size, 120 + 120 * spot.kind, spot.x, spot.y
        s = light.side
        left = [
            (x - wide, y),
            (x - wide * 0.66, y - tall * 0.5),
            (x - wide * 0.6, y - tall * 0.9),
            (x - wide * 0.5, y - tall),
        ]
        right = [
            (x + wide * 0.46, y - tall),
            (x + wide * 0.58, y - tall * 0.88),
            (x + wide * 0.64, y - tall * 0.5),
            (x + wide, y),
        ]
        canvas.fill([[*left, *right]], [(y - tall, red.lit), (y - 0.5 * tall, red.base), (y, foot)])
        dark = right if s < 0 else left[::-1]
        inner = [(px - (px - x) * 0.45, py) for px, py in dark]
        canvas.fill(
            [[*dark, *inner[::-1]]],
            [(y - tall, red.shade), (y - 0.4 * tall, mix(red.shade, red.base, 0.5)), (y, foot)],
            0.8,
        )
        for share, thick in ((0.88, 0.05), (0.7, 0.03), (0.55, 0.06)):
            half = wide * (0.6 if share > 0.5 else 0.7)
            canvas.veiled(
                [
                    [
                        (x - half, y - tall * share),
                        (x + half, y - tall * share),
                        (x + half, y - tall * (share - thick)),
                        (x - half, y - tall * (share - thick)),
                    ]
                ],
                red.shade,
                0.35,
            )
    canvas.mist(light.horizon, -110, 4, 0.6 * light.haze)


def _desert_dunes(canvas: Canvas, light: Light, seed: int) -> None:
    relief.dunes(canvas, light, seed + 2, rgb=(240, 190, 122), base=16, height=100, length=560, depth=2.8)


def _desert_floor(canvas: Canvas, light: Light, seed: int) -> None:
    sand: Rgb = (244, 200, 132)
    ground.plain(canvas, light, seed, rgb=sand, dabs=1.2)
    for spot in along(seed + 7, canvas.left - 120, canvas.right + 120, 390, y=18):
        plants.cactus(canvas, spot.x, spot.y, 120 + 90 * spot.size, light.tones((84, 156, 104)))
    relief.pebbles(canvas, light, seed + 5, rgb=sand)
    relief.boulders(canvas, light, seed + 9, rgb=(204, 134, 94), y=30, step=400, size=80, depth=1)
