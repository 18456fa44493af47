"""The country: meadow, farm, village, garden, park, road, forest, jungle, mountains, snow, desert."""

import math

import numpy as np

from videostudio.generators.animatic.sets import buildings, front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas, Oval, Shape
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.light import SNOW, Light, Weather
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.sky import SKY, sun_x
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

GREEN: Rgb = (126, 190, 88)
PINE: Rgb = (48, 112, 88)
LEAF: Rgb = (88, 168, 84)
WHITE: Rgb = (232, 240, 250)
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
    buildings.fence(canvas, light, seed, y=14, height=44)


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
    buildings.fence(canvas, light, seed, y=24, height=34, rgb=(248, 244, 236))
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
    buildings.fence(canvas, light, seed, y=4, height=58, rgb=(250, 248, 242))
    for spot in along(seed + 15, canvas.left - 600, canvas.right + 600, 860, y=4, wobble=0.3):
        buildings.arbour(canvas, light, spot.x - 60, spot.y + 4, 150, 1.35)
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
        buildings.fountain(canvas, light, spot.x + 60, spot.y, 190, 1.4)
    for spot in along(seed + 6, canvas.left - 100, canvas.right + 100, 190, y=12):
        plants.bush(canvas, spot.x, spot.y, 70 + 40 * spot.size, light.tones(LEAF, 1.5).turned(-0.05))


def _path(canvas: Canvas, light: Light, seed: int) -> None:
    green = snowed(light, GREEN)
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.1)
    _track(canvas, light, seed, snowed(light, (236, 214, 176)), 72, 188)
    for spot in along(seed + 31, canvas.left - 400, canvas.right + 400, 560, y=50, wobble=0.3):
        buildings.bench(canvas, light, spot.x, spot.y, 120)
        buildings.lamp(canvas, light, spot.x + 150, spot.y + 4, 180)


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
        buildings.signpost(canvas, light, spot.x - 120, spot.y, 120)


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
    for i in range(-2, 5):
        at, wide = x - light.side * 130 * i + 40 * float(uniform(seed, i, 77)), 24 + 26 * float(uniform(seed, i, 78))
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
