"""By, on and under the water: beach, sea, lake, river, harbour, under water."""

from videostudio.generators.animatic.sets import buildings, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import along, strewn
from videostudio.generators.animatic.sets.country import GREEN, LEAF, PINE
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.water import foam, paint_water

SEA: Rgb = (46, 134, 184)
LAKE: Rgb = (70, 146, 176)
SAND: Rgb = (238, 212, 160)


def beach() -> Scenery:
    return Scenery(
        "beach",
        (SKY, Layer("island", 14.0, _island, top=-120), Layer("shore", GROUND, _shore, top=-460)),
        water=46,
        land=170,
    )


def sea() -> Scenery:
    return Scenery(
        "sea",
        (SKY, Layer("island", 14.0, _island, top=-120), Layer("waves", GROUND, _open_sea, top=0)),
        land=None,
        water=140,
    )


def lake() -> Scenery:
    return Scenery(
        "lake",
        (
            SKY,
            Layer("peaks", 10.0, _lake_peaks, top=-300),
            Layer("far bank", 3.0, _far_bank, top=-110),
            Layer("lake", GROUND, _lake, top=-90),
        ),
        water=96,
        land=196,
    )


def river() -> Scenery:
    return Scenery(
        "river",
        (
            SKY,
            Layer("hills", 5.0, _river_hills, top=-170),
            Layer("trees", 1.7, _river_trees, top=-250),
            Layer("river", GROUND, _river, top=-14),
        ),
        water=104,
        land=196,
    )


def harbour() -> Scenery:
    return Scenery(
        "harbour",
        (SKY, Layer("houses", 4.0, _harbour_houses, top=-260), Layer("quay", GROUND, _quay, top=-30)),
        water=80,
        land=196,
    )


def underwater() -> Scenery:
    return Scenery(
        "underwater",
        (
            Layer("deep", 12.0, _deep, bottom=120),
            Layer("far reef", 4.0, _far_reef, top=-230),
            Layer("reef", 1.6, _reef, top=-260),
            Layer("bottom", GROUND, _sea_floor, top=-150),
        ),
        floats=True,
        dry=True,
        horizon=0.72,
        land=110,
        water=-60,
    )


def _island(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 1, canvas.left - 300, canvas.right + 300, 760, y=4):
        tone = light.on((104, 140, 120), 8)
        wide = 110 + 100 * spot.size
        canvas.oval(spot.x, spot.y, wide, 30 + 34 * spot.kind, tone)
        canvas.oval(spot.x + 0.5 * wide, spot.y, wide * 0.8, 22, lighter(tone, -0.1))


def _shore(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=0, bottom=92)
    ground.plain(canvas, light, seed, rgb=SAND, top=84, strength=0.1)
    wet = lighter(light.on(SAND), -0.2)
    canvas.box(canvas.left, 86, canvas.right, 100, wet)
    foam(canvas, light, seed, y=84)
    _shells(canvas, light, seed)
    for spot in along(seed + 7, canvas.left - 300, canvas.right + 300, 560, y=118, wobble=0.5):
        plants.palm(canvas, spot.x, spot.y, 330 + 90 * spot.size, light.on((80, 152, 78)), 0.5 * (spot.kind - 0.5))
        canvas.oval(spot.x, spot.y + 2, 44, 8, lighter(light.on(SAND), -0.14))


def _shells(canvas: Canvas, light: Light, seed: int) -> None:
    below = canvas.lowered(92)
    relief.pebbles(below, light, seed + 5, rgb=SAND, step=54)
    for spot in along(seed + 9, canvas.left, canvas.right, 96, wobble=1.0):
        tone = light.on(((250, 190, 170), (250, 240, 224), (232, 140, 120))[int(spot.kind * 3)])
        y = 112 + 150 * spot.size
        canvas.polygon(
            [
                (spot.x - 8, y),
                (spot.x - 5, y - 8),
                (spot.x, y - 10),
                (spot.x + 5, y - 8),
                (spot.x + 8, y),
                (spot.x, y + 3),
            ],
            tone,
        )


def _open_sea(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=0, bottom=1e9)


def _lake_peaks(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 1, rgb=(112, 128, 146), base=10, height=250, step=300, depth=6, snow=0.3)


def _far_bank(canvas: Canvas, light: Light, seed: int) -> None:
    plants.wood(canvas, light, seed + 2, rgb=PINE, y=6, step=34, height=84, depth=3, pines=0.8)
    canvas.box(canvas.left, 2, canvas.right, 20, light.on((120, 140, 90), 3))


def _lake(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=LAKE, top=6, bottom=160)
    _bank(canvas, light, seed, y=150)
    for spot in along(seed + 8, canvas.left - 40, canvas.right + 40, 74, y=156):
        if spot.kind < 0.6:
            _reeds(canvas, light, spot.x, spot.y, 60 + 30 * spot.size)


def _river_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(112, 164, 96), base=14, height=90, length=460, depth=5)


def _river_trees(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(110, 164, 88), base=18, height=30, length=320, depth=1.7)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=6, step=120, height=160, depth=1.7, pines=0.25)


def _river(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=GREEN)
    paint_water(canvas, light, seed, rgb=LAKE, top=34, bottom=160)
    for spot in along(seed + 4, canvas.left - 40, canvas.right + 40, 30, y=36):
        relief.rock(
            canvas,
            spot.x,
            spot.y,
            16 + 16 * spot.size,
            lighter(light.on((150, 146, 138)), 0.2 * (spot.kind - 0.5)),
            seed + round(spot.x),
        )
    _bank(canvas, light, seed, y=150)
    relief.boulders(canvas, light, seed + 9, rgb=(150, 146, 138), y=160, step=170, size=52, depth=1)


def _bank(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    ground.plain(canvas, light, seed + 1, rgb=GREEN, top=y)
    canvas.box(canvas.left, y - 5, canvas.right, y + 3, light.on((140, 116, 78)))
    below = canvas.lowered(y + 4)
    plants.grass(below, light, seed + 6, rgb=GREEN, flowers=0.14, step=60)


def _reeds(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    for dx, lean in ((-9, -0.1), (0, 0.05), (10, 0.14)):
        tip = (x + dx + lean * height, y - height * (1 - 0.015 * abs(dx)))
        canvas.line([(x + dx, y), tip], light.on((96, 136, 70)), 3)
        canvas.oval(tip[0], tip[1], 4, 11, light.on((122, 80, 50)))


def _harbour_houses(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.box(canvas.left, -12, canvas.right, 20, light.on((146, 142, 136), 2.5))
    for spot in along(seed + 5, canvas.left - 200, canvas.right + 200, 118, y=-8, wobble=0.15):
        buildings.house(canvas, light, spot.x, spot.y, 98 + 20 * spot.size, 2.2, seed + round(spot.x))


def _quay(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=SEA, top=8, bottom=152)
    stone = light.on((172, 166, 156))
    canvas.box(canvas.left, 140, canvas.right, 156, lighter(stone, -0.3))
    below = canvas.lowered(154)
    ground.cobbles(below, light, seed + 3, rgb=(176, 170, 160))
    for spot in along(seed + 9, canvas.left, canvas.right, 260, y=158, wobble=0.4):
        canvas.box(spot.x - 9, spot.y - 30, spot.x + 9, spot.y, light.on((74, 78, 90)))
        canvas.oval(spot.x, spot.y - 30, 13, 6, light.on((92, 96, 110)))


def _deep(canvas: Canvas, light: Light, seed: int) -> None:
    top, low = light.on((84, 196, 222)), light.on((16, 74, 128))
    canvas.gradient([(-700, lighter(top, 0.25)), (-430, top), (40, low), (400, lighter(low, -0.4))])
    canvas.mottle(seed + 1, 300, 0.12)
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 170):
        ray = mix(top, (255, 255, 255), 0.35)
        x, lean = spot.x, 120 + 80 * spot.kind
        for i in range(6):
            canvas.glow(x + lean * i / 6, -480 + 66 * i, 64 + 22 * spot.size, ray, 0.16 * (1 - i / 7))
    for spot in strewn(seed + 3, (canvas.left, canvas.top, canvas.right, 20.0), 120):
        r = 2.5 + 6 * spot.size**2
        canvas.oval(spot.x, spot.y, r, r, mix(top, (255, 255, 255), 0.45))
        canvas.oval(spot.x + 0.2 * r, spot.y + 0.2 * r, 0.72 * r, 0.72 * r, mix(top, low, 0.35))


def _far_reef(canvas: Canvas, light: Light, seed: int) -> None:
    rgb = mix(light.on((40, 110, 140)), light.on((16, 74, 128)), 0.5)
    relief.hills(canvas, light, seed + 2, rgb=rgb, base=10, height=140, length=260, depth=1)


def _reef(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 4, canvas.left - 120, canvas.right + 120, 150, y=10):
        pick = int(spot.kind * 4)
        if pick == 0:
            relief.rock(canvas, spot.x, spot.y, 150 + 90 * spot.size, light.on((72, 108, 128)), seed + round(spot.x))
        elif pick == 1:
            plants.coral(canvas, spot.x, spot.y, 90 + 60 * spot.size, light.on((224, 104, 116)), seed)
        else:
            plants.seaweed(canvas, spot.x, spot.y, 150 + 90 * spot.size, light.on((52, 142, 96)), seed + round(spot.x))


def _sea_floor(canvas: Canvas, light: Light, seed: int) -> None:
    sand: Rgb = (150, 172, 150)
    ground.plain(canvas, light, seed, rgb=sand, strength=0.16)
    relief.pebbles(canvas, light, seed + 5, rgb=sand, step=56)
    for spot in along(seed + 6, canvas.left - 60, canvas.right + 60, 190, y=60):
        tone = light.on(((236, 128, 92), (226, 106, 150), (236, 190, 92))[int(spot.kind * 3)])
        plants.coral(canvas, spot.x, 24 + 70 * spot.size, 50 + 34 * spot.kind, tone, seed + round(spot.x))
        plants.seaweed(
            canvas,
            spot.x + 84,
            30 + 60 * spot.kind,
            84 + 50 * spot.size,
            light.on((64, 156, 100)),
            seed + round(spot.x),
        )
