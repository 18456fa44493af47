"""The country: meadow, farm, village, garden, park, road."""

import math

import numpy as np

from videostudio.generators.animatic.sets import buildings, front, ground, outdoors, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.light import SNOW, Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, mix

GREEN: Rgb = (126, 190, 88)
PINE: Rgb = (48, 112, 88)
LEAF: Rgb = (88, 168, 84)
EARTH: Rgb = (222, 188, 138)
HAY: Rgb = (240, 198, 96)


def meadow() -> Scenery:
    layers = (
        SKY,
        _far_hills((128, 168, 206), 170),
        _green_hills(110),
        Layer("knoll", 1.7, _knoll, top=-330),
        _lawn(0.26),
    )
    return Scenery("meadow", layers, front=front.GRASS)


def farm() -> Scenery:
    layers = (
        SKY,
        _green_hills(70),
        Layer("fields", 2.6, _fields, top=-90),
        Layer("farmyard", 1.7, _farmyard, top=-360),
        _lawn(0.08),
    )
    return Scenery("farm", layers, front=front.WHEAT)


def village() -> Scenery:
    layers = (SKY, _green_hills(130), Layer("houses", 1.7, _houses, top=-420), Layer("lane", GROUND, _lane, -90))
    return Scenery("village", layers, front=front.GRASS)


def garden() -> Scenery:
    layers = (SKY, Layer("hedge", 1.9, _hedge, top=-330), Layer("beds", 1.35, _flower_beds, top=-250), _lawn(0.5))
    return Scenery("garden", layers, front=front.FLOWERS)


def park() -> Scenery:
    layers = (
        SKY,
        Layer("skyline", 7.0, _park_skyline, top=-330),
        Layer("trees", 2.2, _park_trees, top=-330),
        Layer("pond", 1.5, _park_pond, top=-260),
        Layer("path", GROUND, _path, -400),
    )
    return Scenery("park", layers, front=front.GRASS)


def road() -> Scenery:
    layers = (
        SKY,
        _far_hills((128, 160, 200), 210),
        Layer("hills", 3.4, _road_hills, top=-200),
        Layer("road", GROUND, _country_road, -210),
    )
    return Scenery("road", layers, land=132, front=front.GRASS)


def snowed(light: Light, rgb: Rgb) -> Rgb:
    """`rgb`, under snow where it snows."""
    return mix(rgb, SNOW, 0.9) if light.snowy else rgb


def _far_hills(rgb: Rgb, height: float) -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        relief.hills(canvas, light, seed + 1, rgb=rgb, base=10, height=height, length=620, depth=10)
        relief.hills(
            canvas, light, seed + 8, rgb=mix(rgb, GREEN, 0.3), base=10, height=0.6 * height, length=480, depth=7
        )
        canvas.mist(light.horizon, -70, 0, 0.6 * light.haze)

    return Layer("far hills", 9.0, paint, top=-1.5 * height)


def _green_hills(height: float) -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        relief.hills(canvas, light, seed + 2, rgb=(104, 170, 104), base=14, height=height, length=420, depth=4)
        plants.wood(canvas, light, seed + 9, rgb=LEAF, y=8, step=58, height=48, depth=4, pines=0.3)
        canvas.mist(light.horizon, -60, 6, 0.5 * light.haze)

    return Layer("hills", 4.0, paint, top=-1.5 * height - 30)


def _knoll(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(118, 184, 86), base=18, height=64, length=560, depth=1.8)
    for spot in along(seed + 4, canvas.left - 300, canvas.right + 200, 430):
        (y,) = relief.crest(np.array([spot.x]), seed + 3, base=18, height=64, length=560).tolist()
        tones = light.tones(LEAF, 1.8).turned(0.12 * (spot.kind - 0.5))
        plants.tree(canvas, spot.x, y + 8, 150 + 90 * spot.size, tones, seed + round(spot.x))
        plants.bush(canvas, spot.x + 120, y + 24, 70, tones)


def _lawn(flowers: float) -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        rgb = snowed(light, GREEN)
        ground.plain(canvas, light, seed, rgb=rgb)
        plants.grass(canvas, light, seed + 6, rgb=rgb, flowers=flowers)

    return Layer("ground", GROUND, paint, top=-14)


def _fields(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=snowed(light, HAY), base=18, height=52, length=520, depth=2.6)
    for spot in along(seed + 14, canvas.left - 200, canvas.right + 200, 190):
        tone = light.on(snowed(light, mix(HAY, (196, 150, 70), spot.kind)), 2.6)
        canvas.veiled(
            [[(spot.x - 70, 20), (spot.x - 8, -16), (spot.x + 12, -16), (spot.x + 90, 20)]], tone, 0.6, soft=4
        )


def _farmyard(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 5, rgb=(128, 184, 88), base=16, height=24, length=340, depth=1.7)
    for spot in along(seed + 4, canvas.left - 500, canvas.right + 500, 760, y=2, wobble=0.3):
        buildings.silo(canvas, light, spot.x - 176, spot.y - 2, 74, 250, 1.7)
        buildings.barn(canvas, light, spot.x, spot.y, 250, 1.6)
        plants.tree(canvas, spot.x + 230, spot.y, 180, light.tones(LEAF, 1.6), seed + round(spot.x))
        buildings.windmill(canvas, light, spot.x + 400, spot.y - 4, 250, 1.7)
        for dx, size in ((150, 46), (196, 38), (-262, 42)):
            _bale(canvas, light, spot.x + dx, spot.y + 10, size)
    outdoors.fence(canvas, light, seed, y=14, height=44)


def _bale(canvas: Canvas, light: Light, x: float, y: float, size: float) -> None:
    tones = light.tones(snowed(light, HAY), 1.4)
    canvas.shade(x, y, 0.8 * size, 0.14 * size, 0.35)
    canvas.mass([Oval(x, y - 0.5 * size, 0.62 * size, 0.5 * size)], tones, 0.3 * size)
    canvas.mass([Oval(x + 0.14 * size, y - 0.5 * size, 0.4 * size, 0.4 * size)], tones.turned(-0.1), 0.12 * size)
    canvas.oval(x + 0.14 * size, y - 0.5 * size, 0.16 * size, 0.16 * size, mix(tones.base, tones.shade, 0.6))


def _houses(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(120, 184, 92), base=16, height=30, length=420, depth=1.8)
    for spot in along(seed + 5, canvas.left - 260, canvas.right + 260, 232, y=4, wobble=0.25):
        tones = light.tones(LEAF, 1.7)
        plants.tree(canvas, spot.x + 112, spot.y, 130 + 50 * spot.kind, tones, seed + round(spot.x))
        buildings.house(canvas, light, spot.x, spot.y + 2, 146 + 36 * spot.size, 1.6, seed + round(spot.x))
        plants.bush(canvas, spot.x - 100, spot.y + 8, 60, tones)
    for spot in along(seed + 25, canvas.left - 1200, canvas.right + 1200, 1500, wobble=0.15):
        buildings.church(canvas, light, spot.x + 40, 2, 130, 1.75)


def _lane(canvas: Canvas, light: Light, seed: int) -> None:
    green, sand = snowed(light, GREEN), snowed(light, EARTH)
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.14)
    outdoors.fence(canvas, light, seed, y=24, height=34, rgb=(248, 244, 236))
    _track(canvas, light, seed, sand, 76, 196)


def _track(canvas: Canvas, light: Light, seed: int, rgb: Rgb, top: float, bottom: float) -> None:
    """A sandy path along the picture."""
    tones = light.tones(rgb)
    shape: list[tuple[float, float]] = []
    first = math.floor(canvas.left / 40) - 2
    steps = range(first, math.ceil(canvas.right / 40) + 3)
    shape += [(40 * i, top + 8 * float(uniform(seed, i, 1)) + 6 * math.sin(i * 0.5)) for i in steps]
    shape += [(40 * i, bottom + 12 * float(uniform(seed, i, 2)) + 6 * math.sin(i * 0.4)) for i in reversed(steps)]
    canvas.fill(
        [[(x, y - 4 if y < (top + bottom) / 2 else y + 5) for x, y in shape]],
        [(top, light.on(mix(rgb, (90, 70, 40), 0.4))), (bottom, light.on(mix(rgb, (90, 70, 40), 0.25)))],
    )
    canvas.fill([shape], [(top, mix(tones.base, tones.lit, 0.4)), (bottom, tones.base)])
    for spot in along(seed + 21, canvas.left, canvas.right, 15, wobble=1.0):
        r = 2.5 + 6 * spot.size**2
        y = top + 14 + (bottom - top - 22) * spot.kind
        canvas.oval(spot.x, y + 0.3 * r, 1.2 * r, 0.5 * r, mix(tones.base, tones.shade, 0.5))
        canvas.oval(spot.x, y, r, 0.5 * r, tones.lit if spot.chance < 0.5 else mix(tones.base, tones.shade, 0.25))
    for y in (top + 2, bottom + 10):
        for spot in along(seed + round(y), canvas.left - 40, canvas.right + 40, 44, y=y):
            tone = mix(light.on(snowed(light, GREEN)), (30, 60, 40), 0.15 + 0.2 * spot.kind)
            plants.tuft(canvas, spot.x, spot.y + 6, 12 + 12 * spot.size, tone)


def _hedge(canvas: Canvas, light: Light, seed: int) -> None:
    tones = light.tones((84, 152, 92), 1.9)
    for spot in along(seed + 3, canvas.left - 150, canvas.right + 150, 330, y=2):
        plants.tree(canvas, spot.x, spot.y, 190 + 70 * spot.size, tones, seed + round(spot.x))
    shapes: list[Shape] = [
        Oval(s.x, 4 - 52 - 12 * s.size, 44, 30 + 10 * s.kind)
        for s in along(seed + 6, canvas.left - 100, canvas.right + 100, 52)
    ]
    canvas.mass(
        [*shapes, [(canvas.left - 60, 24), (canvas.left - 60, -54), (canvas.right + 60, -54), (canvas.right + 60, 24)]],
        tones.turned(-0.06),
        22,
        fall=0.6,
    )


def _flower_beds(canvas: Canvas, light: Light, seed: int) -> None:
    outdoors.fence(canvas, light, seed, y=4, height=58, rgb=(250, 248, 242))
    for spot in along(seed + 15, canvas.left - 600, canvas.right + 600, 860, y=4, wobble=0.3):
        outdoors.arbour(canvas, light, spot.x - 60, spot.y + 4, 150, 1.35)
    for spot in along(seed + 5, canvas.left - 80, canvas.right + 80, 84, y=10):
        plants.bush(
            canvas, spot.x, spot.y + 6, 64 + 30 * spot.size, light.tones(LEAF, 1.3).turned(0.16 * (spot.kind - 0.5))
        )
    for spot in along(seed + 6, canvas.left - 40, canvas.right + 40, 27, y=12):
        petal = plants.PETALS[int(spot.kind * len(plants.PETALS))]
        plants.flower(
            canvas, spot.x, spot.y + 8 * spot.size, 34 + 32 * spot.size, light.on(petal), light.on((72, 130, 70))
        )


def _park_skyline(canvas: Canvas, light: Light, seed: int) -> None:
    buildings.skyline(canvas, light, seed + 2, y=10, height=230, depth=7)
    canvas.mist(light.horizon, -180, 0, 0.5 * light.haze)


def _park_trees(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(116, 182, 92), base=16, height=44, length=380, depth=2.2)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=0, step=170, height=200, depth=2.2, pines=0.1)


def _park_pond(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 16, canvas.left - 700, canvas.right + 700, 980, y=14, wobble=0.2):
        outdoors.fountain(canvas, light, spot.x + 60, spot.y, 190, 1.4)
    for spot in along(seed + 6, canvas.left - 100, canvas.right + 100, 190, y=12):
        plants.bush(canvas, spot.x, spot.y, 70 + 40 * spot.size, light.tones(LEAF, 1.5).turned(-0.05))


def _path(canvas: Canvas, light: Light, seed: int) -> None:
    green = snowed(light, GREEN)
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.1)
    _track(canvas, light, seed, snowed(light, (236, 214, 176)), 72, 188)
    for spot in along(seed + 31, canvas.left - 400, canvas.right + 400, 560, y=50, wobble=0.3):
        outdoors.bench(canvas, light, spot.x, spot.y, 120)
        outdoors.lamp(canvas, light, spot.x + 150, spot.y + 4, 180)


def _road_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=snowed(light, (150, 186, 96)), base=16, height=96, length=700, depth=3.4)
    plants.wood(canvas, light, seed + 5, rgb=PINE, y=8, step=300, height=84, depth=3, pines=0.9)


def _country_road(canvas: Canvas, light: Light, seed: int) -> None:
    green = snowed(light, (150, 186, 92))
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.06)
    ground.road(canvas, light, seed, top=60, bottom=204)
    wood = light.tones((150, 116, 86), 1.2)
    wire = mix(wood.shade, (30, 34, 50), 0.4)
    step = 430.0
    for i in range(math.floor(canvas.left / step) - 1, math.ceil(canvas.right / step) + 2):
        x = i * step
        canvas.mass(
            [
                [(x - 5, 30), (x - 4, -196), (x + 4, -196), (x + 5, 30)],
                [(x - 40, -178), (x + 40, -178), (x + 40, -170), (x - 40, -170)],
            ],
            wood,
            5,
            fall=0.1,
        )
        for dx in (-34, 34):
            sag = [(x + dx + step * t, -182 + 60 * t * (1 - t)) for t in (0, 0.15, 0.3, 0.5, 0.7, 0.85, 1.0)]
            canvas.line(sag, wire, 1.5)
    for spot in along(seed + 41, canvas.left - 300, canvas.right + 300, 980, y=40, wobble=0.4):
        outdoors.signpost(canvas, light, spot.x - 120, spot.y, 120)
