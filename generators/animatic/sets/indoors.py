"""Rooms to live in: living room, kitchen, bedroom, library, castle hall; each repeats after a bay."""

from dataclasses import replace

from videostudio.generators.animatic.sets import furniture, ground, rooms
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Bed, Layer, Paint, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

WALL = 1.6
FURNITURE = 1.3
BAY = 940.0
"""Width after which a room's furniture repeats, so that a long pan never meets a bare wall."""
MINT: Rgb = (150, 196, 178)


def living() -> Scenery:
    return room("living room", _living_wall, _living_things, _oak)


def kitchen() -> Scenery:
    return room("kitchen", _kitchen_wall, _kitchen_things, _kitchen_floor)


def bedroom() -> Scenery:
    return replace(room("bedroom", _bedroom_wall, _bedroom_things, _bedroom_floor), beds=_bedroom_beds)


def library() -> Scenery:
    return room("library", _library_wall, _library_things, _dark_boards)


def hall() -> Scenery:
    return room("hall", _hall_wall, _hall_things, _marble)


def room(kind: str, back: Paint, things: Paint, floor: Paint) -> Scenery:
    """An indoor set of three layers."""
    layers = (
        Layer("wall", WALL, back),
        Layer("furniture", FURNITURE, things),
        Layer("floor", GROUND, floor, top=-10),
    )
    return Scenery(kind, layers, dry=True, land=150, lit=rooms.indoor)


def bays(canvas: Canvas, seed: int) -> list[float]:
    """World x of the middle of every bay that is seen."""
    return _bays(canvas.left - BAY, canvas.right + BAY, seed)


def _bays(left: float, right: float, seed: int) -> list[float]:
    return [spot.x for spot in along(seed, left, right, BAY, wobble=0.10)]


def _living_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(246, 214, 184), motif="diamonds", panel=(236, 186, 150))
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x - 50, -282, 250, 220, (226, 104, 96))
        furniture.picture(canvas, light, x + 310, -300, 120, (120, 182, 220))
        furniture.picture(canvas, light, x + 200, -316, 70, (150, 196, 130))
        furniture.picture(canvas, light, x - 330, -470, 110, (240, 176, 130))


def _living_things(canvas: Canvas, light: Light, seed: int) -> None:
    for x in bays(canvas, seed):
        _fireplace(canvas, light, x - 340, 12)
        furniture.sofa(canvas, light, x + 270, 14, 330, (98, 160, 184))
        furniture.lamp_stand(canvas, light, x + 66, 14, 270)
        furniture.plant_pot(canvas, light, x - 190, 16, 150)
        furniture.pendant(canvas, light, x + 150, -410, 60, (244, 176, 100))


def _fireplace(canvas: Canvas, light: Light, x: float, y: float) -> None:
    stone, wood = light.tones((214, 196, 184)), light.tones((150, 98, 66))
    canvas.slab(x - 70, -1500, x + 70, y - 190, stone.turned(-0.04), 8)
    canvas.slab(x - 110, y - 200, x + 110, y, stone, 8)
    for i in range(12):
        bx, by = x - 104 + 52 * (i % 4) + 20 * (i // 4 % 2), y - 186 + 62 * (i // 4)
        canvas.slab(bx, by, bx + 44, by + 52, stone.turned(0.05 * (i % 3 - 1)), 8)
    hole: list[Shape] = [Oval(x, y - 100, 66, 44), bar(x - 66, y - 100, x + 66, y)]
    canvas.mass(hole, Tones((30, 16, 22), (52, 28, 30), (80, 44, 40), light.side), 10)
    canvas.glow(x, y - 40, 170, (255, 170, 80), 0.6)
    for dx, tall, rgb in (
        (-20, 60, (250, 120, 50)),
        (18, 66, (250, 130, 54)),
        (0, 84, (255, 160, 60)),
        (-3, 50, (255, 216, 110)),
    ):
        flame = shape(
            x + dx,
            y - 12,
            tall,
            (-0.3, 0.1),
            (-0.26, 0.4),
            (-0.06, 0.66),
            (0.0, 1.0),
            (0.14, 0.66),
            (0.28, 0.36),
            (0.26, 0.1),
            (0, 0),
        )
        canvas.mass([flame], Tones.plain(rgb, light.side), 8)
    for dx in (-26, 8):
        canvas.slab(x + dx - 22, y - 20, x + dx + 36, y - 6, wood.turned(-0.2), 7)
    canvas.slab(x - 126, y - 216, x + 126, y - 196, wood, 6)
    canvas.mass([Oval(x, y - 250, 26, 26)], light.tones(furniture.GOLD), 8)
    canvas.oval(x, y - 250, 19, 19, light.on((254, 250, 240)))
    canvas.line([(x, y - 250), (x, y - 264)], light.on((80, 60, 60)), 2.5)
    canvas.line([(x, y - 250), (x + 9, y - 246)], light.on((80, 60, 60)), 2.5)
    furniture.jars(canvas, light, x - 80, y - 216, 50, ((226, 116, 110), (110, 170, 200)), 24)


def _kitchen_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(252, 240, 212), motif="plain")
    tile = light.tones((178, 218, 220))
    for row in range(4):
        for spot in along(seed + row, canvas.left - 60, canvas.right + 60, 36, y=-232 + 36 * row, wobble=0):
            tone = mix(tile.base, tile.lit if spot.kind < 0.5 else tile.shade, 0.3 * spot.size)
            canvas.box(spot.x - 17, spot.y - 17, spot.x + 17, spot.y + 17, tone)
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x, -330, 180, 150, (250, 206, 110))
        for side in (-290, 290):
            furniture.cupboard(canvas, light, x + side, -270, 250, 140, MINT)
            canvas.slab(x + side - 110, -462, x + side + 110, -450, light.tones(furniture.WOOD), 4)
            furniture.jars(canvas, light, x + side, -462, 200, furniture.BOOKS, 34)


def _kitchen_things(canvas: Canvas, light: Light, seed: int) -> None:
    for x in bays(canvas, seed):
        furniture.cupboard(canvas, light, x - 140, 12, 420, 132, MINT, doors=4)
        _fridge(canvas, light, x + 350, 12)
        _stove(canvas, light, x + 165, 12)
        furniture.jars(canvas, light, x - 250, -130, 130, ((236, 120, 96), (250, 206, 120), (150, 190, 120)), 30)
        steel = light.tones((196, 206, 216))
        canvas.line([(x - 60, -130), (x - 60, -176), (x - 36, -184), (x - 28, -166)], steel.base, 6)
        furniture.pendant(canvas, light, x - 150, -400, 56, (236, 110, 96))
        rail = light.tones((150, 110, 84))
        canvas.slab(x + 90, -236, x + 240, -230, rail, 3)
        for i, rgb in enumerate(((206, 120, 80), (120, 126, 140), (190, 150, 100))):
            at = x + 112 + 50 * i
            canvas.line([(at, -232), (at, -196)], rail.shade, 3)
            canvas.mass([Oval(at, -182, 15, 15)], light.tones(rgb), 8)


def _fridge(canvas: Canvas, light: Light, x: float, y: float) -> None:
    tones = light.tones((244, 150, 130))
    canvas.shade(x, y, 96, 10, 0.4)
    canvas.slab(x - 78, y - 330, x + 78, y, tones, 24)
    canvas.slab(x - 72, y - 222, x + 72, y - 217, Tones.plain(tones.shade, light.side), 2)
    for top, low in ((-296, -240), (-204, -130)):
        canvas.slab(x - 62, y + top, x - 54, y + low, light.tones((240, 244, 248)), 4)


def _stove(canvas: Canvas, light: Light, x: float, y: float) -> None:
    steel = light.tones((212, 216, 224))
    canvas.slab(x - 76, y - 140, x + 76, y, steel, 9)
    glass = Tones((30, 30, 44), (58, 58, 78), (120, 120, 150), light.side)
    canvas.slab(x - 56, y - 100, x + 56, y - 26, glass, 8)
    canvas.veiled([Oval(x, y - 50, 40, 18)], (255, 170, 90), 0.5, soft=10)
    for i in range(4):
        canvas.mass([Oval(x - 48 + 32 * i, y - 120, 8, 8)], glass, 5)
    pot = light.tones((226, 96, 84))
    canvas.slab(x - 34, y - 190, x + 34, y - 142, pot, 12)
    canvas.slab(x - 40, y - 196, x + 40, y - 184, pot.turned(0.1), 6)
    canvas.mass([Oval(x, y - 200, 7, 6)], light.tones((60, 60, 76)), 4)
    for dx in (-12, 10):
        steam = [(x + dx + 7 * (i % 2), y - 212 - 14 * i) for i in range(5)]
        for px, py in steam:
            canvas.veiled([Oval(px, py, 11, 10)], (255, 255, 255), 0.3, soft=7)


def _bedroom_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(190, 208, 240), motif="stripes")
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x + 90, -285, 220, 210, (255, 222, 160))
        furniture.picture(canvas, light, x - 250, -320, 110, (250, 186, 160))
        for i in range(7):
            star = furniture.GOLD if i % 2 else (250, 250, 255)
            canvas.line(
                [(x - 400 + 60 * i, -1500), (x - 400 + 60 * i, -436 + 22 * (i % 3))], light.on((220, 226, 244)), 1.5
            )
            points = [(x - 400 + 60 * i, -430 + 22 * (i % 3))]
            canvas.mass([_star(*points[0], 13)], light.tones(star), 4)


def _star(x: float, y: float, r: float) -> list[tuple[float, float]]:
    spikes = ((0, 1), (0.25, 0.32), (0.95, 0.3), (0.4, -0.12), (0.58, -0.8), (0, -0.4))
    return shape(x, y, r, *spikes, *((-u, v) for u, v in spikes[:0:-1]))


BED = (-230.0, 18.0, 400.0)
"""Place in the bay, foot and length of a bedroom's bed."""


def _bedroom_beds(seed: int) -> tuple[Bed, ...]:
    return tuple(furniture.bed_at(x + BED[0], *BED[1:]) for x in _bays(-BAY, BAY, seed))


def _bedroom_things(canvas: Canvas, light: Light, seed: int) -> None:
    for x in bays(canvas, seed):
        furniture.bed(canvas, light, x + BED[0], *BED[1:], (232, 124, 144))
        furniture.cupboard(canvas, light, x + 24, 12, 88, 90, (236, 196, 150), doors=1)
        furniture.lamp_stand(canvas, light, x + 24, -86, 96)
        furniture.cupboard(canvas, light, x + 330, 12, 210, 350, (246, 214, 170))
        _teddy(canvas, light, x + 170, 20, 84)


def _teddy(canvas: Canvas, light: Light, x: float, y: float, size: float) -> None:
    fur, pale = light.tones((206, 150, 100)), light.tones((246, 214, 170))
    for dx in (-0.26, 0.26):
        canvas.mass([Oval(x + dx * size, y - 0.92 * size, 0.13 * size, 0.13 * size)], fur, 6)
        canvas.mass([Oval(x + 1.2 * dx * size, y - 0.12 * size, 0.2 * size, 0.13 * size)], fur, 8)
        canvas.mass([Oval(x + 1.3 * dx * size, y - 0.4 * size, 0.12 * size, 0.2 * size, -60 * dx)], fur, 7)
    canvas.mass([Oval(x, y - 0.32 * size, 0.3 * size, 0.32 * size)], fur, 14)
    canvas.mass([Oval(x, y - 0.3 * size, 0.18 * size, 0.2 * size)], pale, 10)
    canvas.mass([Oval(x, y - 0.76 * size, 0.29 * size, 0.26 * size)], fur, 14)
    canvas.mass([Oval(x, y - 0.69 * size, 0.13 * size, 0.1 * size)], pale, 6)
    for dx, dy in ((-0.11, 0.82), (0.11, 0.82), (0.0, 0.73)):
        canvas.oval(x + dx * size, y - dy * size, 0.03 * size, 0.032 * size, light.on((50, 34, 34)))


def _library_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(150, 106, 96), motif="diamonds")
    for spot in along(seed, canvas.left - 250, canvas.right + 250, 470, wobble=0.0):
        rooms.window(canvas, light, spot.x + 117, -300, 120, 330, (120, 66, 84))


def _library_things(canvas: Canvas, light: Light, seed: int) -> None:
    wood = light.tones((150, 96, 62))
    for spot in along(seed, canvas.left - 300, canvas.right + 300, 470, wobble=0.0):
        x = spot.x - 117
        for dx in (-105, 105):
            furniture.shelf(canvas, light, x + dx, 8, 202, 620, seed + round(x + dx))
        ladder = x + 60
        for dx in (0, 46):
            canvas.mass([shape(ladder + dx, 14, 1, (-5, 0), (34, 420), (44, 420), (6, 0))], wood.turned(0.12), 4)
        for i in range(1, 10):
            at = ladder + 39 * i / 10
            canvas.slab(at - 3, 14 - 42 * i - 4, at + 52, 14 - 42 * i + 4, wood.turned(0.16), 3)
        if spot.kind < 0.7:
            _globe(canvas, light, x + 236, 16, 130)
        furniture.pendant(canvas, light, x + 234, -390, 54, (88, 150, 120))


def _globe(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    wood = light.tones(furniture.WOOD)
    canvas.shade(x, y, 0.34 * height, 8, 0.4)
    canvas.mass(
        [shape(x, y, height, (-0.24, 0), (-0.05, 0.1), (-0.05, 0.4), (0.05, 0.4), (0.05, 0.1), (0.24, 0))], wood, 6
    )
    r, at = 0.3 * height, y - 0.68 * height
    canvas.mass([Oval(x, at, r, r)], light.tones((86, 160, 214)), 0.8 * r)
    for dx, dy, rx in ((-0.3, -0.2, 0.4), (0.3, 0.25, 0.35)):
        canvas.mass([Oval(x + dx * r, at + dy * r, rx * r, 0.8 * rx * r)], light.tones((140, 190, 110)), 5)
    canvas.line(
        [(x - r, at - r * 0.9), (x - 1.2 * r, at), (x - 0.8 * r, at + 0.95 * r), (x, at + 1.2 * r)],
        light.on(furniture.GOLD),
        4,
    )


def _hall_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(186, 170, 172), motif="bricks")
    for spot in along(seed, canvas.left - 300, canvas.right + 300, 360, wobble=0.0):
        _lancet(canvas, light, spot.x + 180, -300, 110, 330)


def _lancet(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float) -> None:
    """A tall pointed window of coloured glass."""
    stone = light.tones((214, 204, 200))
    half, top, low = width / 2, y - height / 2, y + height / 2

    def arch(grow: float) -> list[tuple[float, float]]:
        h = half + grow
        curve = [
            (x - h, low + grow),
            (x - h, top + 50),
            (x - 0.72 * h, top + 10 - grow * 0.4),
            (x - 0.34 * h, top - 26 - grow * 0.8),
            (x, top - 46 - grow),
        ]
        return [*curve, *((2 * x - px, py) for px, py in curve[-2::-1])]

    canvas.mass([arch(16)], stone, 8)
    glow = (24, 32, 84) if light.dark else light.sun
    panes: tuple[Rgb, ...] = ((92, 150, 226), (240, 186, 84), (214, 92, 110), (110, 186, 140))
    canvas.fill([arch(0)], [(top, mix(panes[0], glow, 0.3)), (low, mix(panes[2], glow, 0.3))])
    for i in range(5):
        for side in (-1, 1):
            rgb = mix(panes[(i + (side > 0)) % 4], glow, 0.25 if not light.dark else 0.6)
            left = x - half + 5 if side < 0 else x + 3
            row = top + 52 + (low - top - 56) * i / 5
            canvas.slab(
                left, row, left + half - 8, row + (low - top - 56) / 5 - 5, Tones.plain(rgb, light.side, 0.3), 6
            )
    if not light.dark:
        canvas.glow(x, y, 1.6 * width, light.sun, 0.4)
        lean = -light.side * 150
        canvas.veiled(
            [[(x - half, top), (x + half, top), (x + half + lean, 4), (x - half + lean, 4)]],
            light.sun,
            0.2,
            soft=10,
            fade=0.5,
        )


def _hall_things(canvas: Canvas, light: Light, seed: int) -> None:
    stone, red, gold = light.tones((222, 212, 206)), light.tones((196, 56, 72)), light.tones(furniture.GOLD)
    for spot in along(seed, canvas.left - 300, canvas.right + 300, 360, wobble=0.0):
        x = spot.x
        canvas.slab(x - 27, -1500, x + 27, 8, stone, 18)
        canvas.slab(x - 40, -440, x + 40, -410, stone.turned(0.05), 8)
        canvas.slab(x - 42, -20, x + 42, 12, stone.turned(0.05), 8)
        canvas.mass([shape(x, -390, 1, (-25, 0), (25, 0), (25, -170), (0, -200), (-25, -170))], red, 6)
        canvas.mass([_star(x, -310, 16)], gold, 4)
        for side in (-1, 1):
            at = x + side * 62
            canvas.glow(at, -236, 110, (255, 196, 110), 0.6 if light.dark else 0.35)
            canvas.mass(
                [shape(at, -220, 30, (-0.22, 0), (-0.1, 0.45), (0, 0.9), (0.12, 0.45), (0.22, 0))],
                Tones.plain((255, 190, 90), light.side),
                4,
            )
            canvas.mass(
                [shape(at, -190, 34, (-0.1, 0), (-0.26, 0.95), (0.26, 0.95), (0.1, 0))], light.tones((104, 74, 62)), 4
            )
    for x in bays(canvas, seed):
        _throne(canvas, light, x + 40, 12)


def _throne(canvas: Canvas, light: Light, x: float, y: float) -> None:
    gold, red, stone = light.tones(furniture.GOLD), light.tones((206, 60, 80)), light.tones((206, 194, 190))
    for i in range(3):
        canvas.slab(x - 150 + 26 * i, y - 18 * (i + 1), x + 150 - 26 * i, y - 18 * i + 6, stone.turned(0.04 * i), 5)
    y -= 54
    back = shape(
        x,
        y,
        1,
        (-56, 0),
        (-60, 190),
        (-66, 214),
        (-40, 208),
        (-24, 236),
        (0, 262),
        (24, 236),
        (40, 208),
        (66, 214),
        (60, 190),
        (56, 0),
    )
    canvas.mass([back], gold, 9)
    canvas.slab(x - 42, y - 186, x + 42, y - 50, red, 18)
    canvas.slab(x - 58, y - 70, x + 58, y - 40, red.turned(0.08), 12)
    canvas.slab(x - 58, y - 44, x + 58, y, gold.turned(-0.06), 6)
    for side in (-1, 1):
        canvas.slab(x + side * 62 - 12, y - 104, x + side * 62 + 12, y, gold, 9)
        canvas.mass([Oval(x + side * 62, y - 106, 15, 15)], gold.turned(0.08), 8)
    canvas.mass([Oval(x, y - 236, 9, 9)], light.tones((226, 70, 90)), 5)


def _oak(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(224, 168, 118))
    for x in bays(canvas, seed):
        furniture.rug(canvas, light, x + 120, 136, 600, (206, 96, 96))
        rooms.shaft(canvas, light, x - 50, 250)


def _bedroom_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(240, 206, 166))
    for x in bays(canvas, seed):
        furniture.rug(canvas, light, x - 20, 140, 620, (150, 160, 220))
        rooms.shaft(canvas, light, x + 90, 220)


def _dark_boards(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(164, 108, 78))
    for x in bays(canvas, seed):
        furniture.rug(canvas, light, x, 136, 640, (84, 126, 160))


def _kitchen_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((250, 242, 228), (226, 178, 150)))
    for x in bays(canvas, seed):
        rooms.shaft(canvas, light, x, 180)


def _marble(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((232, 224, 220), (190, 178, 180)), size=84)
    red, gold = light.tones((206, 56, 74)), light.on(furniture.GOLD)
    for x in bays(canvas, seed):
        at = x + 40
        canvas.fill(
            [shape(at, 0, 1, (-126, 0), (126, 0), (420, -1200), (-420, -1200))],
            [(0, gold), (500, mix(gold, red.shade, 0.4))],
        )
        canvas.fill(
            [shape(at, 0, 1, (-112, 0), (112, 0), (392, -1200), (-392, -1200))],
            [(0, red.lit), (200, red.base), (700, red.shade)],
        )
        for i in range(5):
            y = 30 + 44 * i + 4 * i * i
            canvas.mass(
                [_star(at - 60 - 0.16 * y, y, 9 + 0.03 * y), _star(at + 60 + 0.16 * y, y, 9 + 0.03 * y)],
                light.tones(furniture.GOLD),
                4,
            )
