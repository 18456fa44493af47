"""Towns: a city's square, a street, a market, a castle."""

from videostudio.generators.animatic.sets import buildings, front, ground, outdoors, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.country import EARTH, GREEN, LEAF, snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape, shape
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix
from videostudio.generators.animatic.sets.water import paint_water

AWNINGS: tuple[Rgb, ...] = ((236, 96, 92), (78, 160, 204), (250, 190, 84), (118, 184, 124))
CREAM: Rgb = (255, 248, 236)


def city() -> Scenery:
    layers = (
        SKY,
        Layer("far skyline", 9.0, _far_skyline, top=-560),
        Layer("blocks", 3.0, _blocks, top=-560),
        Layer("square", GROUND, _square, top=-420),
    )
    return Scenery("city", layers)


def street() -> Scenery:
    layers = (SKY, Layer("fronts", 1.7, _fronts, top=-560), Layer("road", GROUND, _street, top=-420))
    return Scenery("street", layers, land=140)


def market() -> Scenery:
    layers = (
        SKY,
        Layer("houses", 2.8, _back_houses, top=-360),
        Layer("stalls", 1.4, _stalls, top=-330),
        Layer("cobbles", GROUND, _cobbled, top=-10),
    )
    return Scenery("market", layers)


def castle() -> Scenery:
    layers = (
        SKY,
        Layer("hills", 8.0, _castle_hills, top=-230),
        Layer("castle", 2.6, _castle, top=-620),
        Layer("meadow", GROUND, _castle_green, top=-100),
    )
    return Scenery("castle", layers, front=front.GRASS)


def _far_skyline(canvas: Canvas, light: Light, seed: int) -> None:
    buildings.skyline(canvas, light, seed + 1, y=10, height=420, depth=8, step=86)
    canvas.mist(light.horizon, -260, 0, 0.6 * light.haze)


def _blocks(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 190, y=12, wobble=0.4):
        if spot.kind < 0.75:
            tall = 170 + 300 * spot.size
            buildings.block(canvas, light, spot.x, spot.y, 110 + 50 * spot.kind, tall, 2.6, seed + round(spot.x))
    canvas.mist(light.horizon, -120, 6, 0.4 * light.haze)


def _square(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((226, 216, 204), (204, 196, 192)), gloss=0.2)
    for spot in along(seed + 3, canvas.left - 300, canvas.right + 300, 520, y=20, wobble=0.3):
        canvas.shade(spot.x, spot.y + 4, 80, 11, 0.35)
        plants.tree(canvas, spot.x, spot.y, 190 + 30 * spot.size, light.tones(LEAF), seed + round(spot.x))
        canvas.slab(spot.x - 34, spot.y - 10, spot.x + 34, spot.y + 10, light.tones((186, 172, 164)), 6)
        outdoors.lamp(canvas, light, spot.x + 260, spot.y + 4, 200)
        outdoors.bench(canvas, light, spot.x + 150, spot.y + 10, 110)


def _fronts(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 300, canvas.right + 300, 204, y=12, wobble=0.0):
        s = seed + round(spot.x)
        buildings.block(canvas, light, spot.x, spot.y, 200, 250 + 170 * spot.size, 1.5, s)
        _shop(canvas, light, spot.x, spot.y, 200, AWNINGS[int(spot.kind * len(AWNINGS))])


def _shop(canvas: Canvas, light: Light, x: float, y: float, width: float, awning: Rgb) -> None:
    front_ = light.tones(mix(awning, (90, 66, 70), 0.55), 1.4)
    buildings.box(canvas, x - 0.47 * width, y - 92, x + 0.47 * width, y, front_)
    high, low = (
        ((255, 244, 200), buildings.LAMPLIGHT) if light.dark else (light.on((120, 176, 210)), light.on((206, 230, 236)))
    )
    if light.dark:
        canvas.glow(x - 0.15 * width, y - 40, 130, buildings.LAMPLIGHT, 0.5)
    pane = [
        (x - 0.42 * width, y - 76),
        (x + 0.12 * width, y - 76),
        (x + 0.12 * width, y - 16),
        (x - 0.42 * width, y - 16),
    ]
    canvas.fill([pane], [(y - 76, high), (y - 16, low)])
    wares = [light.tones(plants.PETALS[i], 1.4) for i in range(4)]
    for i in range(4):
        at = x + (-0.36 + 0.13 * i) * width
        canvas.mass([Oval(at, y - 26, 10, 11 + 3 * (i % 2))], wares[i], 6)
    canvas.veiled(
        [[(x - 0.3 * width, y - 76), (x - 0.2 * width, y - 76), (x - 0.3 * width, y - 16), (x - 0.4 * width, y - 16)]],
        (255, 255, 255),
        0.25,
    )
    canvas.slab(x + 0.18 * width, y - 76, x + 0.40 * width, y, front_.turned(-0.25), 4)
    canvas.slab(x + 0.21 * width, y - 70, x + 0.37 * width, y - 34, Tones.plain(low, light.side), 3)
    stripes = 8
    for i in range(stripes):
        left = x - 0.5 * width + width * i / stripes
        right = left + width / stripes
        tones = light.tones(awning if i % 2 else CREAM, 1.4)
        canvas.mass(
            [
                [(left + 5, y - 112), (right + 4, y - 112), (right, y - 76), (left, y - 76)],
                Oval((left + right) / 2, y - 76, (right - left) / 2, 8),
            ],
            tones,
            8,
            fall=0.8,
        )
    canvas.veiled(
        [[(x - 0.5 * width, y - 72), (x + 0.5 * width, y - 72), (x + 0.5 * width, y - 54), (x - 0.5 * width, y - 54)]],
        front_.shade,
        0.4,
        fade=1,
    )


def _street(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((216, 208, 204), (200, 194, 192)), size=54, gloss=0.15)
    ground.road(canvas, light, seed, top=68, bottom=208)
    for spot in along(seed + 3, canvas.left - 300, canvas.right + 300, 560, y=40, wobble=0.3):
        outdoors.lamp(canvas, light, spot.x, spot.y, 210)
        canvas.shade(spot.x + 250, spot.y + 6, 60, 9, 0.35)
        plants.tree(canvas, spot.x + 250, spot.y + 4, 170, light.tones(LEAF), seed + round(spot.x))
        _postbox(canvas, light, spot.x + 96, spot.y + 6)


def _postbox(canvas: Canvas, light: Light, x: float, y: float) -> None:
    red = light.tones((232, 70, 70))
    canvas.shade(x, y, 26, 6, 0.4)
    canvas.slab(x - 15, y - 66, x + 15, y, red, 9)
    canvas.slab(x - 10, y - 52, x + 10, y - 48, Tones.plain((70, 30, 40), light.side), 2)
    canvas.slab(x - 9, y - 42, x + 9, y - 28, light.tones(CREAM), 2)


def _back_houses(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 5, canvas.left - 200, canvas.right + 200, 190, y=8, wobble=0.1):
        buildings.house(canvas, light, spot.x, spot.y, 170 + 20 * spot.size, 2.4, seed + round(spot.x))
    canvas.mist(light.horizon, -100, 0, 0.4 * light.haze)
    for spot in along(seed + 15, canvas.left - 200, canvas.right + 200, 640):
        _bunting(canvas, light, spot.x, spot.x + 640, -290 + 40 * spot.size)


def _bunting(canvas: Canvas, light: Light, left: float, right: float, y: float) -> None:
    n = 20
    for i in range(n):
        t = (i + 0.5) / n
        x, dy = left + (right - left) * t, 130 * t * (1 - t)
        tones = light.tones(AWNINGS[i % 4], 1.6)
        canvas.mass([[(x - 11, y + dy), (x + 11, y + dy), (x, y + dy + 24)]], tones, 4)
    rope = [(left + (right - left) * t / 12, y + 130 * (t / 12) * (1 - t / 12)) for t in range(13)]
    canvas.line(rope, light.on((150, 120, 100), 1.6), 2)


def _stalls(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 6, canvas.left - 300, canvas.right + 300, 350, y=24, wobble=0.25):
        x, y = spot.x, spot.y
        wood, high = light.tones((176, 122, 80), 1.3), 200 + 40 * spot.size
        for side in (-108, 108):
            canvas.slab(x + side - 4, y - high + 20, x + side + 4, y, wood, 3)
        canvas.veiled(
            [[(x - 104, y - high + 50), (x + 104, y - high + 50), (x + 104, y - 70), (x - 104, y - 70)]],
            wood.shade,
            0.5,
        )
        if light.dark or light.low:
            canvas.glow(x, y - high + 70, 130, buildings.LAMPLIGHT, 0.6 if light.dark else 0.3)
            canvas.mass([Oval(x, y - high + 66, 9, 11)], Tones.plain((255, 230, 160), light.side), 5)
        canvas.slab(x - 118, y - 66, x + 118, y, wood, 5)
        for i in range(1, 5):
            canvas.line([(x - 118 + 47 * i, y - 58), (x - 118 + 47 * i, y - 3)], wood.shade, 2)
        fruits = [light.tones(plants.PETALS[(i + round(spot.kind * 9)) % 5], 1.2) for i in range(3)]
        for row in (1, 0):
            for i in range(9 - row):
                canvas.mass([Oval(x - 96 + 24 * i + 12 * row, y - 74 - 18 * row, 13.5, 13)], fruits[i // 3], 9)
        awning = AWNINGS[int(spot.kind * len(AWNINGS))]
        for i in range(8):
            left, right = x - 136 + 34 * i, x - 136 + 34 * (i + 1)
            tones = light.tones(awning if i % 2 else CREAM, 1.3)
            top = [
                (left * 0.86 + x * 0.14, y - high - 30),
                (right * 0.86 + x * 0.14, y - high - 30),
                (right, y - high + 22),
                (left, y - high + 22),
            ]
            shapes: list[Shape] = [top, Oval((left + right) / 2, y - high + 22, 17, 10)]
            canvas.mass(shapes, tones, 9, fall=0.8)


def _cobbled(canvas: Canvas, light: Light, seed: int) -> None:
    ground.cobbles(canvas, light, seed, rgb=(212, 196, 180))


def _castle_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(118, 170, 148), base=14, height=140, length=460, depth=7)
    canvas.mist(light.horizon, -90, 4, 0.5 * light.haze)


def _castle(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(112, 172, 100), base=18, height=70, length=900, depth=2.4)
    gates = [spot.x - 120 for spot in along(seed + 4, canvas.left - 700, canvas.right + 700, 1150, wobble=0.3)]
    for x in gates:
        buildings.castle(canvas, light, x, -26, 520, 2.0)
    clear = tuple((x - 110, x + 110) for x in gates)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=10, step=120, height=100, depth=2.2, pines=0.4, clear=clear)


def _castle_green(canvas: Canvas, light: Light, seed: int) -> None:
    green = snowed(light, GREEN)
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.14)
    _moat(canvas, light, seed)
    path, wood = light.tones(snowed(light, EARTH)), light.tones((168, 112, 72))
    for spot in along(seed + 4, canvas.left - 700, canvas.right + 700, 1150, wobble=0.3):
        x = spot.x - 120
        way = [(x - 44, 64), (x + 44, 64), (x + 60, 120), (x + 20, 180), (x + 110, 320), (x + 240, 1400)]
        way += [(x - 420, 1400), (x - 170, 320), (x - 130, 180), (x - 60, 120)]
        canvas.fill([way], [(60, path.lit), (300, path.base), (900, path.shade)])
        bridge = shape(x, 4, 1, (-34, 0), (34, 0), (48, -66), (-48, -66))
        canvas.mass([bridge], wood, 6)
        for i in range(1, 7):
            y = 4 + 9.5 * i
            canvas.line([(x - 34 - 2 * i, y), (x + 34 + 2 * i, y)], wood.shade, 2)
        for side in (-1, 1):
            canvas.line([(x + side * 32, -88), (x + side * 46, 66)], light.on((90, 90, 104)), 3)


def _moat(canvas: Canvas, light: Light, seed: int) -> None:
    """Water that lies around the castle."""
    paint_water(canvas, light, seed, rgb=(70, 160, 190), top=8, bottom=56, calm=2.0)
    for spot in along(seed + 8, canvas.left - 40, canvas.right + 40, 46, y=58):
        stone = light.tones((186, 182, 190)).turned(0.2 * (spot.kind - 0.5))
        canvas.mass([Oval(spot.x, spot.y, 20 + 8 * spot.size, 7 + 3 * spot.kind)], stone, 5)
