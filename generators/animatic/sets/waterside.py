"""By and on the water: beach, sea, lake, river, harbour."""

import math

from videostudio.generators.animatic.sets import boats, buildings, front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform, waves
from videostudio.generators.animatic.sets.country import GREEN, LEAF, PINE, snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, mix
from videostudio.generators.animatic.sets.water import foam, paint_water

SEA: Rgb = (34, 150, 204)
LAKE: Rgb = (64, 162, 192)
SAND: Rgb = (250, 222, 168)
STONE: Rgb = (150, 150, 160)


def beach() -> Scenery:
    layers = (
        SKY,
        Layer("headland", 12.0, _headland, top=-230),
        Layer("shore", GROUND, _shore, top=-520),
    )
    out = (Layer("far shore", 2.0, _far_shore, top=-320), Layer("open sea", GROUND, _high_sea, top=0))
    return Scenery("beach", layers, water=52, land=172, front=front.DRY_GRASS, offshore=out)


def coast() -> Scenery:
    layers = (
        SKY,
        Layer("headland", 12.0, _headland, top=-230),
        Layer("cliffs", 3.4, _cliffs, top=-230),
        Layer("cliff top", GROUND, _cliff_top, top=0),
    )
    out = (Layer("open sea", GROUND, _high_sea, top=0),)
    return Scenery("rocky coast", layers, land=198, water=96, offshore=out)


def sea() -> Scenery:
    layers = (
        SKY,
        Layer("islets", 9.0, _islets, top=-480),
        Layer("waves", GROUND, _open_sea, top=0),
    )
    out = (Layer("open sea", GROUND, _high_sea, top=0),)
    return Scenery("sea", layers, land=204, water=116, offshore=out)


def lake() -> Scenery:
    layers = (
        SKY,
        Layer("peaks", 10.0, _lake_peaks, top=-420),
        Layer("far bank", 3.0, _far_bank, top=-150),
        Layer("lake", GROUND, _lake, top=-20),
    )
    out = (Layer("open lake", GROUND, _open_lake, top=-20),)
    return Scenery("lake", layers, water=96, land=198, front=front.REEDS, offshore=out)


def river() -> Scenery:
    layers = (
        SKY,
        Layer("hills", 5.0, _river_hills, top=-190),
        Layer("trees", 1.9, _river_trees, top=-290),
        Layer("river", GROUND, _river, top=-150),
    )
    out = (Layer("broad river", GROUND, _broad_river, top=-150),)
    return Scenery("river", layers, water=112, land=198, front=front.GRASS, offshore=out)


def harbour() -> Scenery:
    layers = (
        SKY,
        Layer("houses", 4.0, _harbour_houses, top=-330),
        Layer("boats", 1.9, _moored, top=-330),
        Layer("quay", GROUND, _quay, top=-60),
    )
    out = (Layer("basin", GROUND, _basin, top=0),)
    return Scenery("harbour", layers, water=84, land=198, offshore=out)


def _headland(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 1, canvas.left - 400, canvas.right + 400, 900, y=6):
        tones = light.tones((120, 158, 132), 7)
        wide = 150 + 110 * spot.size
        outline = [
            (spot.x + wide * a, spot.y - b * (60 + 90 * spot.kind))
            for a, b in (
                (-1.0, 0),
                (-0.8, 0.5),
                (-0.45, 1.0),
                (0.0, 1.12),
                (0.3, 0.8),
                (0.5, 0.86),
                (0.8, 0.3),
                (1.3, 0),
            )
        ]
        canvas.mass([outline], tones, 16, fall=0.5)
    for spot in along(seed + 2, canvas.left - 200, canvas.right + 200, 520, y=6):
        if spot.kind < 0.6:
            boats.sail(canvas, light, spot.x, spot.y, 50 + 24 * spot.size, 5.0, seed + round(spot.x))
    canvas.mist(light.horizon, -70, 4, 0.5 * light.haze)


def _shore(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=0, bottom=100)
    ground.plain(canvas, light, seed, rgb=SAND, top=88, strength=0.08)
    wet = light.on(mix(SAND, (150, 120, 100), 0.4))
    edge = 84 + 7 * waves(canvas.xs(), seed + 3, 210, 2)
    canvas.veiled(
        [
            [
                *zip(canvas.xs()[::8].tolist(), edge[::8].tolist(), strict=True),
                (canvas.right + 9, 112),
                (canvas.left - 9, 112),
            ]
        ],
        wet,
        0.75,
        soft=5,
    )
    foam(canvas, light, seed, y=86)
    _shells(canvas, light, seed)
    for spot in along(seed + 7, canvas.left - 300, canvas.right + 300, 620, y=122, wobble=0.5):
        canvas.shade(spot.x, spot.y, 90, 12, 0.35)
        plants.palm(canvas, spot.x, spot.y, 350 + 90 * spot.size, light.tones((70, 170, 92)), 0.5 * (spot.kind - 0.5))
    for spot in along(seed + 17, canvas.left - 300, canvas.right + 300, 900, y=124, wobble=0.3):
        _parasol(canvas, light, spot.x + 210, spot.y, 150)


def _far_shore(canvas: Canvas, light: Light, seed: int) -> None:
    """The beach from out at sea: a strip of sand under palms."""
    sand, leaf = light.tones(SAND, 2), light.tones((70, 170, 92), 2)
    edge = -14 + 8 * waves(canvas.xs(), seed + 3, 300, 2)
    canvas.ridge(edge, [(-22, sand.lit), (6, sand.base), (20, sand.shade)])
    for spot in along(seed + 7, canvas.left - 300, canvas.right + 300, 210, y=-8, wobble=0.6):
        plants.palm(canvas, spot.x, spot.y, 150 + 60 * spot.size, leaf, 0.5 * (spot.kind - 0.5))
        plants.bush(canvas, spot.x + 70, spot.y - 2, 40 + 30 * spot.chance, leaf)
    for spot in along(seed + 17, canvas.left - 300, canvas.right + 300, 620, y=-2, wobble=0.3):
        _parasol(canvas, light, spot.x + 90, spot.y, 56)


def _parasol(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    wood = light.tones((220, 190, 150))
    canvas.shade(x - light.side * 30, y + 2, 80, 11, 0.4)
    canvas.slab(x - 3, y - height, x + 3, y, wood, 3)
    half, top = 0.56 * height, y - height
    for i in range(6):
        a, b = math.pi * (1 - i / 6), math.pi * (1 - (i + 1) / 6)
        gore = [
            (x, top - 0.3 * height),
            (x + half * math.cos(a), top + 0.1 * height - 0.25 * height * math.sin(a)),
            (x + half * math.cos(b), top + 0.1 * height - 0.25 * height * math.sin(b)),
        ]
        low = [(x + half * math.cos(a), top + 0.1 * height), (x + half * math.cos(b), top + 0.1 * height)]
        canvas.mass(
            [[gore[0], gore[1], low[0], low[1], gore[2]]],
            light.tones((244, 100, 96) if i % 2 else (255, 246, 232)),
            9,
            fall=0.6,
        )
    towel = [(x + 40, y + 12), (x + 150, y + 8), (x + 170, y + 22), (x + 54, y + 27)]
    canvas.mass([towel], light.tones((92, 190, 200)), 4)


def _shells(canvas: Canvas, light: Light, seed: int) -> None:
    below = canvas.lowered(96)
    relief.pebbles(below, light, seed + 5, rgb=SAND, step=66)
    for spot in along(seed + 9, canvas.left, canvas.right, 130, wobble=1.0):
        tones = light.tones(((255, 190, 176), (255, 242, 226), (240, 146, 128))[int(spot.kind * 3)])
        y, r = 116 + 150 * spot.size, 7 + 4 * spot.chance
        fan = [(spot.x + r * math.cos(t), y - 1.1 * r * math.sin(t)) for t in (math.pi * i / 6 for i in range(7))]
        canvas.mass([[*fan, (spot.x, y + 0.4 * r)]], tones, 4)


def _islets(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 1, canvas.left - 600, canvas.right + 600, 980, y=10, wobble=0.4):
        relief.rock(canvas, spot.x, spot.y, 190 + 90 * spot.size, light.tones((132, 132, 146), 4), seed + round(spot.x))
        relief.rock(canvas, spot.x + 120, spot.y, 90, light.tones((132, 132, 146), 4), seed + round(spot.x) + 1)
        buildings.lighthouse(canvas, light, spot.x, spot.y - 62 - 20 * spot.size, 190, 3.4)
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 760, y=6):
        if spot.kind < 0.8:
            boats.sail(canvas, light, spot.x, spot.y, 70 + 40 * spot.size, 4.0, seed + round(spot.x))
    canvas.mist(light.horizon, -60, 4, 0.4 * light.haze)


def _cliffs(canvas: Canvas, light: Light, seed: int) -> None:
    """Steep cliffs under grass, with rocks that stand before them in the sea."""
    chalk, green = light.tones((222, 212, 198), 3.4), light.tones(snowed(light, GREEN), 3.4)
    for spot in along(seed + 31, canvas.left - 600, canvas.right + 600, 470, y=8, wobble=0.3):
        half, tall = 150 + 60 * spot.size, 90 + 80 * spot.kind
        wall = [(-1.0, 0.0), (-0.92, 0.7), (-0.84, 1.0), (0.7, 0.9), (0.84, 0.62), (0.9, 0.3), (1.0, 0.0)]
        canvas.mass([[(spot.x + u * half, spot.y - v * tall) for u, v in wall]], chalk, 14, fall=0.2)
        for i in range(9):
            rough, deep = (float(uniform(seed, round(spot.x), i, draw)) for draw in (1, 2))
            x, high = spot.x + half * (-0.86 + 0.2 * i + 0.12 * rough), spot.y - (0.5 + 0.36 * rough) * tall
            crack = [(x, high), (x + 5 - i, high + (0.2 + 0.3 * deep) * tall)]
            canvas.line(crack, mix(chalk.base, chalk.shade, 0.4), 3)
        turf = [(-0.87, 0.94), (-0.84, 1.06), (-0.2, 1.1), (0.72, 0.97), (0.76, 0.84), (0.2, 0.94), (-0.5, 0.92)]
        canvas.mass([[(spot.x + u * half, spot.y - v * tall) for u, v in turf]], green, 6)
        for dx, size in ((-1.12, 46), (1.14, 60), (1.36, 34)):
            relief.rock(canvas, spot.x + dx * half, spot.y + 2, size, chalk.turned(-0.1), seed + round(spot.x))


def _cliff_top(canvas: Canvas, light: Light, seed: int) -> None:
    _high_sea(canvas, light, seed)
    foam(canvas, light, seed, y=140)
    _bank(canvas, light, seed, y=152)
    relief.boulders(canvas, light, seed + 9, rgb=STONE, y=162, step=260, size=54, depth=1)


def _high_sea(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=0, bottom=1e9)


def _open_sea(canvas: Canvas, light: Light, seed: int) -> None:
    _high_sea(canvas, light, seed)
    _shelf(canvas, light, seed, y=190)


def _shelf(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    """Flat rocks at the water's edge, on which who does not swim can stand."""
    rgb = (158, 142, 132)
    tones = light.tones(rgb)
    xs = canvas.xs()
    edge = y - 8 + 16 * waves(xs, seed + 51, 240, 3)
    for lift, strength in ((-16.0, 0.35), (-7.0, 0.8)):
        line = list(zip(xs[::6].tolist(), (edge[::6] + lift).tolist(), strict=True))
        canvas.veiled(
            [[*line, (canvas.right + 9, y + 60), (canvas.left - 9, y + 60)]],
            light.on((240, 250, 252)),
            strength,
            soft=4,
        )
    stops = [
        (y - 24, tones.lit),
        (y + 30, tones.base),
        (y + 150, mix(tones.base, tones.shade, 0.6)),
        (y + 700, tones.shade),
    ]
    canvas.ridge(edge, stops, seed=seed + 52, patch=120, rim=tones.lit, side=light.side, deep=40)
    below = canvas.lowered(y + 6)
    ground.brush(canvas, tones, seed + 53, top=y + 8, strength=1.8)
    relief.pebbles(below, light, seed + 54, rgb=rgb, step=84)
    for spot in along(seed + 55, canvas.left - 100, canvas.right + 100, 230, y=y + 4):
        if spot.kind < 0.45:
            relief.rock(canvas, spot.x, spot.y, 40 + 44 * spot.size, tones.turned(0.06), seed + round(spot.x))


def _lake_peaks(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 1, rgb=(104, 124, 160), base=10, height=330, step=340, depth=6, snow=0.3)


def _far_bank(canvas: Canvas, light: Light, seed: int) -> None:
    plants.wood(canvas, light, seed + 2, rgb=PINE, y=6, step=44, height=96, depth=3, pines=0.85)
    canvas.box(canvas.left, 2, canvas.right, 20, light.on((140, 160, 104), 3))
    canvas.mist(light.horizon, -70, 8, 0.5 * light.haze)


def _open_lake(canvas: Canvas, light: Light, seed: int, *, bottom: float = 1e9) -> None:
    paint_water(canvas, light, seed, rgb=LAKE, top=6, bottom=bottom, calm=1.8)
    dim = mix(light.on(PINE, 2.0), light.on(LAKE), 0.4)
    for spot in along(seed + 2, canvas.left - 60, canvas.right + 60, 44):
        canvas.veiled([Oval(spot.x, 22 + 16 * spot.size, 15, 24 + 18 * spot.size)], dim, 0.35, soft=6)


def _lake(canvas: Canvas, light: Light, seed: int) -> None:
    _open_lake(canvas, light, seed, bottom=164)
    for spot in along(seed + 18, canvas.left - 500, canvas.right + 500, 900, y=70, wobble=0.3):
        boats.rowing(canvas, light, spot.x - 120, spot.y, 110)
    _bank(canvas, light, seed, y=154)
    for spot in along(seed + 8, canvas.left - 40, canvas.right + 40, 90, y=162):
        if spot.kind < 0.55:
            _reeds(canvas, light, spot.x, spot.y, 70 + 40 * spot.size)


def _river_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(112, 172, 112), base=14, height=110, length=460, depth=5)
    canvas.mist(light.horizon, -80, 6, 0.5 * light.haze)


def _river_trees(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(118, 182, 92), base=18, height=30, length=320, depth=1.9)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=6, step=170, height=190, depth=1.8, pines=0.25)


def _broad_river(canvas: Canvas, light: Light, seed: int, *, bottom: float = 1e9) -> None:
    ground.plain(canvas, light, seed, rgb=snowed(light, GREEN))
    paint_water(canvas, light, seed, rgb=LAKE, top=40, bottom=bottom, calm=1.4)
    for spot in along(seed + 4, canvas.left - 40, canvas.right + 40, 54, y=42):
        tones = light.tones(STONE).turned(0.2 * (spot.kind - 0.5))
        relief.rock(canvas, spot.x, spot.y, 20 + 22 * spot.size, tones, seed + round(spot.x))
    for spot in along(seed + 14, canvas.left - 700, canvas.right + 700, 1080, y=58, wobble=0.2):
        _bridge(canvas, light, spot.x + 110, spot.y, 420)


def _river(canvas: Canvas, light: Light, seed: int) -> None:
    _broad_river(canvas, light, seed, bottom=166)
    for spot in along(seed + 24, canvas.left - 60, canvas.right + 60, 210, y=90):
        if spot.kind < 0.6:
            y = 84 + 50 * spot.size
            relief.rock(canvas, spot.x, y, 30 + 30 * spot.size, light.tones(STONE), seed + round(spot.x))
            canvas.veiled([Oval(spot.x, y + 3, 30 + 20 * spot.size, 4)], light.on((240, 250, 252)), 0.5, soft=2)
    _bank(canvas, light, seed, y=156)
    relief.boulders(canvas, light, seed + 9, rgb=STONE, y=166, step=210, size=60, depth=1)


def _bridge(canvas: Canvas, light: Light, x: float, y: float, width: float) -> None:
    """An arched bridge of stone over the river, seen from the side."""
    stone = light.tones((196, 186, 178), 1.2)
    n = 16
    deck = [(x + width * (i / n - 0.5), y - 96 * math.sin(math.pi * i / n) - 22) for i in range(n + 1)]
    arch = [(x + width * 0.74 * (i / n - 0.5), y + 8 - 78 * math.sin(math.pi * i / n)) for i in range(n + 1)]
    canvas.veiled([Oval(x, y + 24, 0.44 * width, 16)], stone.shade, 0.4, soft=8)
    canvas.mass([[*deck, (x + width * 0.5, y + 10), *arch[::-1], (x - width * 0.5, y + 10)]], stone, 9, fall=0.3)
    rail = [(px, py - 24) for px, py in deck]
    canvas.mass([[*rail, *((px, py - 14) for px, py in rail[::-1])]], stone.turned(0.1), 4)
    for px, py in deck[::2]:
        canvas.slab(px - 4, py - 26, px + 4, py + 2, stone, 2)
    for i in range(18):
        px, py = deck[i % n]
        bx = px + 6 * float(uniform(i, 5))
        canvas.veiled([[(bx, py + 8), (bx + 16, py + 8), (bx + 16, py + 14), (bx, py + 14)]], stone.shade, 0.4)


def _bank(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    green = snowed(light, GREEN)
    earth = light.tones((160, 128, 86))
    edge = y - 2 + 7 * waves(canvas.xs(), seed + 61, 200, 2)
    canvas.ridge(edge - 5, [(y - 12, earth.base), (y + 12, earth.shade)])
    tones = light.tones(green)
    canvas.ridge(
        edge,
        [
            (y - 8, mix(tones.base, tones.lit, 0.25)),
            (y + 60, tones.base),
            (y + 160, mix(tones.base, tones.shade, 0.6)),
            (y + 800, tones.shade),
        ],
        rim=tones.lit,
        side=light.side,
    )
    canvas.mottle(seed + 2, 220, 0.1, top=y + 10, stretch=3.0)
    ground.brush(canvas, tones, seed + 13, top=y + 8)
    below = canvas.lowered(y + 6)
    plants.grass(below, light, seed + 6, rgb=green, flowers=0.16, step=76)


def _reeds(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    green, brown = light.tones((104, 160, 82)), light.tones((140, 92, 58))
    for dx, lean in ((-16, -0.16), (-9, -0.08), (0, 0.05), (10, 0.14), (17, 0.2)):
        tip = (x + dx + lean * height, y - height * (1 - 0.02 * abs(dx)))
        blade = [
            (x + dx - 2.5, y),
            (x + dx + 0.4 * lean * height - 2, y - 0.5 * height),
            tip,
            (x + dx + 0.4 * lean * height + 2, y - 0.5 * height),
            (x + dx + 2.5, y),
        ]
        canvas.polygon(blade, green.base if dx < 4 else mix(green.base, green.shade, 0.5))
        if abs(dx) < 12:
            canvas.mass([Oval(tip[0], tip[1], 4.5, 13, 8 * lean)], brown, 4)


def _harbour_houses(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.box(canvas.left, -12, canvas.right, 20, light.on((166, 160, 160), 2.5))
    for spot in along(seed + 5, canvas.left - 200, canvas.right + 200, 112, y=-8, wobble=0.15):
        tall = 130 + 80 * spot.size
        wall = light.tones(buildings.WALLS[int(spot.kind * len(buildings.WALLS))], 2.4)
        roof = light.tones(buildings.snow_on(light, buildings.ROOFS[int(spot.chance * len(buildings.ROOFS))]), 2.4)
        x, y = spot.x, spot.y
        buildings.box(canvas, x - 50, y - tall, x + 50, y, wall)
        steps = [
            (x - 54, y - tall + 2),
            (x - 54, y - tall - 16),
            (x - 30, y - tall - 16),
            (x - 30, y - tall - 40),
            (x + 30, y - tall - 40),
            (x + 30, y - tall - 16),
            (x + 54, y - tall - 16),
            (x + 54, y - tall + 2),
        ]
        peak = [(x - 56, y - tall + 3), (x, y - tall - 70), (x + 56, y - tall + 3)]
        canvas.mass([steps if spot.size < 0.5 else peak], roof if spot.size >= 0.5 else wall.turned(-0.06), 8)
        for row in range(int(tall / 46)):
            for dx in (-26, 22):
                lit = light.dark and bool(uniform(seed, round(x), row, dx) < 0.6)
                buildings.window(canvas, light, x + dx, y - 34 - 44 * row, 18, 24, lit, 2.2)
    canvas.mist(light.horizon, -90, 0, 0.4 * light.haze)


def _moored(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 15, canvas.left - 300, canvas.right + 300, 360, y=22):
        boats.fishing(canvas, light, spot.x, spot.y, 150 + 60 * spot.size, 1.7, seed + round(spot.x))


def _basin(canvas: Canvas, light: Light, seed: int, *, bottom: float = 1e9) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=16, bottom=bottom, calm=1.5)
    for spot in along(seed + 15, canvas.left - 300, canvas.right + 300, 360, y=22):
        canvas.veiled([Oval(spot.x, 28, 70, 12)], light.on((30, 70, 110)), 0.35, soft=8)


def _quay(canvas: Canvas, light: Light, seed: int) -> None:
    _basin(canvas, light, seed, bottom=156)
    stone = light.tones((190, 182, 176))
    top = [(canvas.left - 9, 142), (canvas.right + 9, 142), (canvas.right + 9, 158), (canvas.left - 9, 158)]
    canvas.fill([top], [(142, stone.shade), (158, mix(stone.base, stone.shade, 0.6))])
    below = canvas.lowered(156)
    ground.cobbles(below, light, seed + 3, rgb=(196, 188, 182))
    canvas.fill(
        [[(canvas.left - 9, 150), (canvas.right + 9, 150), (canvas.right + 9, 164), (canvas.left - 9, 164)]],
        [(150, stone.lit), (164, stone.base)],
    )
    iron = light.tones((74, 82, 104))
    for spot in along(seed + 9, canvas.left - 60, canvas.right + 60, 330, y=166, wobble=0.4):
        canvas.shade(spot.x, spot.y, 24, 5, 0.4)
        canvas.slab(spot.x - 9, spot.y - 32, spot.x + 9, spot.y, iron, 4)
        canvas.mass([Oval(spot.x, spot.y - 32, 15, 7)], iron, 5)
        crate = light.tones((206, 156, 100))
        for dx, dy, s in ((86, 0, 44), (128, 2, 36), (104, -42, 34)):
            x, y = spot.x + dx, spot.y + dy
            canvas.slab(x - s / 2, y - s, x + s / 2, y, crate, 4)
            canvas.line([(x - s / 2 + 4, y - s + 5), (x + s / 2 - 4, y - 5)], mix(crate.base, crate.shade, 0.6), 3)
