"""Towns: a city's square, a street, a market, a castle, a stage."""

from videostudio.generators.animatic.sets import buildings, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.country import GREEN, LEAF, snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.sky import SKY

AWNINGS: tuple[Rgb, ...] = ((214, 84, 76), (76, 140, 176), (232, 176, 76), (110, 160, 104))


def city() -> Scenery:
    return Scenery(
        "city",
        (
            SKY,
            Layer("far skyline", 9.0, _far_skyline, top=-380),
            Layer("blocks", 3.0, _blocks, top=-430),
            Layer("square", GROUND, _square, top=-200),
        ),
    )


def street() -> Scenery:
    return Scenery(
        "street",
        (
            SKY,
            Layer("far skyline", 8.0, _far_skyline, top=-380),
            Layer("fronts", 1.6, _fronts, top=-480),
            Layer("road", GROUND, _street, top=-190),
        ),
        land=140,
    )


def market() -> Scenery:
    return Scenery(
        "market",
        (
            SKY,
            Layer("houses", 2.6, _back_houses, top=-300),
            Layer("stalls", 1.4, _stalls, top=-220),
            Layer("cobbles", GROUND, _cobbled, top=-10),
        ),
    )


def castle() -> Scenery:
    return Scenery(
        "castle",
        (
            SKY,
            Layer("hills", 8.0, _castle_hills, top=-170),
            Layer("castle", 2.6, _castle, top=-440),
            Layer("meadow", GROUND, _castle_green, top=-14),
        ),
    )


def _far_skyline(canvas: Canvas, light: Light, seed: int) -> None:
    buildings.skyline(canvas, light, seed + 1, y=10, height=330, depth=9, step=74)


def _blocks(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 200, y=12, wobble=0.3):
        if spot.kind < 0.72:
            buildings.block(
                canvas, light, spot.x, spot.y, 130 + 50 * spot.kind, 190 + 190 * spot.size, 2.4, seed + round(spot.x)
            )


def _square(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((206, 198, 186), (184, 178, 170)))
    for spot in along(seed + 3, canvas.left - 200, canvas.right + 200, 430, y=16, wobble=0.3):
        plants.tree(canvas, spot.x, spot.y, 150 + 30 * spot.size, light.on(LEAF), seed + round(spot.x))
        canvas.box(spot.x - 26, spot.y - 6, spot.x + 26, spot.y + 10, light.on((150, 140, 130)))
        buildings.lamp(canvas, light, spot.x + 215, spot.y + 2, 170)
        buildings.bench(canvas, light, spot.x + 120, spot.y + 8, 90)


def _fronts(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 196, y=10, wobble=0.0):
        buildings.block(canvas, light, spot.x, spot.y, 190, 230 + 150 * spot.size, 1.5, seed + round(spot.x))
        _shop(canvas, light, spot.x, spot.y, 190, AWNINGS[int(spot.kind * len(AWNINGS))])


def _shop(canvas: Canvas, light: Light, x: float, y: float, width: float, awning: Rgb) -> None:
    canvas.box(x - 0.46 * width, y - 84, x + 0.46 * width, y, light.on((120, 96, 84)))
    glass = buildings.LAMPLIGHT if light.dark else light.on((168, 204, 220))
    canvas.box(x - 0.42 * width, y - 72, x + 0.12 * width, y - 16, glass)
    canvas.polygon(
        [(x - 0.3 * width, y - 72), (x - 0.2 * width, y - 72), (x - 0.3 * width, y - 16), (x - 0.4 * width, y - 16)],
        lighter(glass, 0.25),
    )
    canvas.box(x + 0.18 * width, y - 72, x + 0.40 * width, y, light.on((88, 70, 64)))
    stripes = 8
    for i in range(stripes):
        left = x - 0.48 * width + 0.96 * width * i / stripes
        right = left + 0.96 * width / stripes
        tone = light.on(awning if i % 2 else (248, 244, 236))
        canvas.polygon([(left + 4, y - 100), (right + 3, y - 100), (right, y - 70), (left, y - 70)], tone)
        canvas.oval((left + right) / 2, y - 70, (right - left) / 2, 7, tone)


def _street(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((196, 192, 186), (182, 178, 174)), size=54)
    ground.road(canvas, light, seed, top=66, bottom=206)
    for spot in along(seed + 3, canvas.left - 200, canvas.right + 200, 460, y=36, wobble=0.3):
        buildings.lamp(canvas, light, spot.x, spot.y, 178)
        plants.tree(canvas, spot.x + 210, spot.y + 4, 150, light.on(LEAF), seed + round(spot.x))


def _back_houses(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 5, canvas.left - 200, canvas.right + 200, 176, y=8, wobble=0.1):
        buildings.house(canvas, light, spot.x, spot.y, 158, 2.0, seed + round(spot.x))


def _stalls(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 6, canvas.left - 200, canvas.right + 200, 300, y=22, wobble=0.25):
        x, y = spot.x, spot.y
        wood = light.on((150, 108, 70))
        for side in (-92, 92):
            canvas.line([(x + side, y), (x + side, y - 150)], wood, 7)
        canvas.box(x - 100, y - 58, x + 100, y, wood)
        canvas.box(x - 104, y - 64, x + 104, y - 54, lighter(wood, -0.25))
        for i in range(9):
            fruit = plants.PETALS[(i * 3 + round(spot.kind * 9)) % len(plants.PETALS)]
            canvas.oval(x - 84 + 21 * i, y - 70, 12, 12, light.on(fruit))
        awning = AWNINGS[int(spot.kind * len(AWNINGS))]
        for i in range(8):
            left, right = x - 116 + 29 * i, x - 116 + 29 * (i + 1)
            tone = light.on(awning if i % 2 else (248, 244, 236))
            canvas.polygon(
                [(left * 0.9 + x * 0.1, y - 182), (right * 0.9 + x * 0.1, y - 182), (right, y - 142), (left, y - 142)],
                tone,
            )
            canvas.oval((left + right) / 2, y - 142, 14.5, 8, tone)


def _cobbled(canvas: Canvas, light: Light, seed: int) -> None:
    ground.cobbles(canvas, light, seed, rgb=(186, 174, 160))


def _castle_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(118, 160, 120), base=14, height=110, length=460, depth=6)


def _castle(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(104, 156, 92), base=18, height=60, length=900, depth=2.4)
    for spot in along(seed + 4, canvas.left - 700, canvas.right + 700, 1150, wobble=0.3):
        buildings.castle(canvas, light, spot.x - 160, 0, 400, 2.2)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=10, step=120, height=84, depth=2.2, pines=0.4)


def _castle_green(canvas: Canvas, light: Light, seed: int) -> None:
    green = snowed(light, GREEN)
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.12)
