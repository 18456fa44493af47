"""Rooms to work, learn, shop, eat and play in: office, classroom, workshop, shop, restaurant, theatre, hospital."""

import math

from videostudio.generators.animatic.sets import ground, rooms
from videostudio.generators.animatic.sets.canvas import Canvas, Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.indoors import bays, room
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import Scenery
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

DESK: Rgb = (226, 170, 114)
CANDY: tuple[Rgb, ...] = ((244, 110, 130), (250, 206, 100), (130, 200, 180), (150, 140, 226), (250, 160, 110))


def office() -> Scenery:
    return room("office", _office_wall, _office_things, _carpet)


def classroom() -> Scenery:
    return room("classroom", _class_wall, _class_things, _class_floor)


def workshop() -> Scenery:
    return room("workshop", _work_wall, _work_things, _work_floor)


def shop() -> Scenery:
    return room("shop", _shop_wall, _shop_things, _shop_floor)


def restaurant() -> Scenery:
    return room("restaurant", _dining_wall, _dining_things, _dining_floor)


def theatre() -> Scenery:
    return room("stage", _scene_wall, _scene_things, _scene_floor)


def hospital() -> Scenery:
    return room("hospital", _ward_wall, _ward_things, _ward_floor)


def _office_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(214, 224, 232), motif="plain")
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x - 120, -290, 480, 230)
        chart = light.tones((252, 252, 250))
        canvas.slab(x + 200, -400, x + 380, -240, chart, 5)
        for i, rgb in enumerate(CANDY[:4]):
            tall = 30 + 26 * i
            canvas.slab(x + 222 + 38 * i, -256 - tall, x + 246 + 38 * i, -256, light.tones(rgb), 4)


def _office_things(canvas: Canvas, light: Light, seed: int) -> None:
    dark = light.tones((70, 76, 96))
    for x in bays(canvas, seed):
        for at in (x - 250, x + 110):
            rooms.table(canvas, light, at, 14, 290, 116, DESK)
            canvas.slab(at - 66, -226, at + 66, -134, dark, 8)
            screen = Tones((70, 130, 190), (120, 196, 236), (210, 244, 255), light.side)
            canvas.slab(at - 58, -218, at + 58, -144, screen, 4)
            canvas.slab(at - 8, -136, at + 8, -112, dark, 3)
            canvas.slab(at - 40, -112, at + 40, -105, dark, 3)
            _swivel(canvas, light, at + 20, 20)
            canvas.slab(at + 92, -140, at + 112, -106, light.tones((244, 120, 110)), 5)
        rooms.plant_pot(canvas, light, x + 370, 16, 190)
        for dx in (-300, 60):
            rooms.pendant(canvas, light, x + dx, -420, 64, (246, 246, 248))


def _swivel(canvas: Canvas, light: Light, x: float, y: float) -> None:
    cloth, steel = light.tones((92, 140, 196)), light.tones((110, 116, 132))
    canvas.shade(x, y, 54, 8, 0.4)
    canvas.mass(
        [shape(x, y, 1, (-40, 0), (-4, 14), (-4, 60), (4, 60), (4, 14), (40, 0), (40, 6), (0, 20), (-40, 6))], steel, 3
    )
    canvas.slab(x - 40, y - 78, x + 40, y - 56, cloth, 10)
    canvas.slab(x - 34, y - 170, x + 34, y - 84, cloth.turned(-0.05), 18)


def _class_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(252, 232, 178), motif="plain", panel=(160, 200, 176))
    for x in bays(canvas, seed):
        rooms.board(canvas, light, x - 40, -290, 430, 200)
        rooms.window(canvas, light, x + 360, -300, 150, 220)
        for i in range(12):
            at = x - 280 + 42 * i
            canvas.slab(at, -448 + 5 * (i % 2), at + 34, -414 + 5 * (i % 2), light.tones(CANDY[i % 5]), 5)
        _world_map(canvas, light, x - 380, -300)


def _world_map(canvas: Canvas, light: Light, x: float, y: float) -> None:
    canvas.slab(x - 82, y - 70, x + 82, y + 70, light.tones((150, 204, 236)), 4)
    green = light.tones((140, 196, 116))
    for dx, dy, rx, ry in (
        (-44, -20, 24, 22),
        (-30, 28, 14, 22),
        (20, -22, 32, 20),
        (14, 22, 14, 22),
        (54, 30, 14, 10),
    ):
        canvas.mass([Oval(x + dx, y + dy, rx, ry)], green, 6)
    for dy in (-76, 70):
        canvas.slab(x - 90, y + dy, x + 90, y + dy + 8, light.tones(rooms.WOOD), 4)


def _class_things(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 3, canvas.left - 250, canvas.right + 250, 235, y=20, wobble=0.0):
        x, y = spot.x, spot.y
        rooms.chair(canvas, light, x - 70, y - 4, 122, 1, (244, 130, 96))
        rooms.table(canvas, light, x, y, 136, 78, DESK)
        book = light.tones(CANDY[int(spot.kind * 5)])
        canvas.slab(x - 40, y - 94, x - 2, y - 84, book, 3)
        canvas.slab(x - 36, y - 102, x, y - 94, light.tones(CANDY[int(spot.size * 5)]), 3)
        canvas.mass([Oval(x + 36, y - 95, 11, 11)], light.tones((230, 70, 70)), 6)
        canvas.line([(x + 36, y - 105), (x + 39, y - 112)], light.on((100, 140, 70)), 3)


def _work_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(170, 190, 200), motif="bricks")
    wood = light.tones((214, 172, 122))
    for x in bays(canvas, seed):
        canvas.slab(x - 330, -390, x + 40, -210, wood, 6)
        for i in range(9):
            at, steel = x - 300 + 40 * i, light.tones(((190, 196, 208), (226, 96, 84), (250, 190, 90))[i % 3])
            canvas.slab(at - 4, -370, at + 4, -290, light.tones(rooms.WOOD), 3)
            head: Shape = (
                shape(at, -280, 1, (-15, 0), (15, 0), (15, 22), (-15, 22)) if i % 2 else Oval(at, -280, 13, 17)
            )
            canvas.mass([head], steel, 5)
        rooms.window(canvas, light, x + 240, -310, 220, 180)
        for i in range(3):
            _cog(canvas, light, x + 80 + 56 * (i % 2), -300 + 52 * i - 90, 30 + 8 * i)
        pipe = light.tones((206, 140, 90))
        canvas.slab(canvas.left - 40, -436, canvas.right + 40, -418, pipe, 8)


def _cog(canvas: Canvas, light: Light, x: float, y: float, r: float) -> None:
    points: list[tuple[float, float]] = []
    for i in range(10):
        for turn, reach in ((0.0, 1.0), (0.3, 1.0), (0.35, 0.78), (0.58, 0.78)):
            c, s = _unit(0.628 * i + turn)
            points.append((x + reach * r * c, y + reach * r * s))
    canvas.mass([points], light.tones((236, 190, 110)), 6)
    canvas.oval(x, y, 0.3 * r, 0.3 * r, light.on((150, 168, 180)))


def _unit(turn: float) -> tuple[float, float]:
    return math.cos(turn), math.sin(turn)


def _work_things(canvas: Canvas, light: Light, seed: int) -> None:
    glass: tuple[Rgb, ...] = ((120, 220, 180), (240, 120, 170), (130, 180, 250), (250, 206, 100))
    for x in bays(canvas, seed):
        rooms.table(canvas, light, x - 130, 14, 470, 112, (150, 110, 84))
        for i, rgb in enumerate(glass):
            at, y = x - 290 + 86 * i, -104
            tones = Tones.plain(mix(rgb, light.on(rgb), 0.5), light.side, 0.3)
            canvas.glow(at, y - 30, 80, rgb, 0.3)
            flask = shape(
                at,
                y,
                62,
                (-0.42, 0),
                (-0.46, 0.1),
                (-0.12, 0.62),
                (-0.12, 1.0),
                (0.12, 1.0),
                (0.12, 0.62),
                (0.46, 0.1),
                (0.42, 0),
            )
            canvas.mass([flask], tones, 9)
            for j in range(3):
                canvas.veiled([Oval(at - 6 + 7 * j, y - 74 - 16 * j, 5 + 1.5 * j, 5 + 1.5 * j)], rgb, 0.6)
        _machine(canvas, light, x + 250, 14)
        rooms.pendant(canvas, light, x - 130, -330, 60, (92, 140, 120))


def _machine(canvas: Canvas, light: Light, x: float, y: float) -> None:
    body, brass = light.tones((110, 150, 176)), light.tones((236, 180, 96))
    canvas.shade(x, y, 130, 12, 0.4)
    canvas.slab(x + 50, y - 330, x + 84, y - 180, brass, 10)
    canvas.slab(x - 110, y - 220, x + 110, y, body, 24)
    canvas.mass([Oval(x - 40, y - 224, 62, 46)], brass, 20)
    canvas.slab(x - 118, y - 100, x + 118, y - 88, brass, 5)
    for i in range(3):
        canvas.mass([Oval(x - 66 + 62 * i, y - 152, 22, 22)], light.tones((250, 248, 240)), 6)
        c, s = _unit(-2.4 + 0.8 * i)
        canvas.line(
            [(x - 66 + 62 * i, y - 152), (x - 66 + 62 * i + 16 * c, y - 152 + 16 * s)], light.on((210, 60, 60)), 3
        )
    for i in range(5):
        canvas.mass([Oval(x - 80 + 40 * i, y - 50, 11, 11)], Tones.plain(CANDY[i], light.side), 5)


def _shop_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(250, 214, 214), motif="stripes")
    wood = light.tones((244, 226, 206))
    for spot in along(seed + 4, canvas.left - 300, canvas.right + 300, 310, wobble=0.0):
        x = spot.x
        canvas.slab(x - 140, -440, x + 140, -10, wood.turned(-0.1), 8)
        for row in range(4):
            y = -340 + 96 * row
            canvas.fill(
                [bar(x - 130, y - 86, x + 130, y)], [(y - 86, mix(wood.shade, (120, 60, 70), 0.3)), (y, wood.base)]
            )
            canvas.slab(x - 142, y - 2, x + 142, y + 9, wood, 4)
            if (row + round(spot.kind * 4)) % 2:
                rooms.jars(canvas, light, x, y - 2, 240, CANDY, 40)
            else:
                for i in range(4):
                    rgb = CANDY[(i + row) % 5]
                    size, at = 40 + 9 * (i % 2), x - 96 + 64 * i
                    canvas.slab(at - size / 2, y - 2 - size, at + size / 2, y - 2, light.tones(rgb), 6)
                    canvas.slab(at - 4, y - 2 - size, at + 4, y - 2, light.tones((255, 250, 240)), 2)
    for i in range(int(canvas.left // 64) - 2, int(canvas.right // 64) + 2):
        stripe = light.tones((236, 96, 110) if i % 2 else (255, 250, 242))
        canvas.mass([bar(i * 64, -540, i * 64 + 64, -462), Oval(i * 64 + 32, -462, 32, 18)], stripe, 12, fall=0.7)


def _shop_things(canvas: Canvas, light: Light, seed: int) -> None:
    for x in bays(canvas, seed):
        front = light.tones((130, 190, 180))
        canvas.shade(x + 220, 18, 200, 12, 0.4)
        canvas.slab(x + 40, -120, x + 400, 18, front, 14)
        canvas.slab(x + 30, -134, x + 410, -116, light.tones((255, 250, 242)), 8)
        for i in range(4):
            canvas.slab(x + 58 + 84 * i, -98, x + 130 + 84 * i, -4, front.turned(0.1), 8)
        till = light.tones((226, 92, 96))
        canvas.slab(x + 290, -196, x + 370, -134, till, 12)
        canvas.slab(x + 302, -220, x + 358, -190, Tones.plain((120, 210, 190), light.side), 6)
        for i, rgb in enumerate(CANDY[:3]):
            canvas.mass(
                [Oval(x + 86 + 58 * i, -160, 26, 28)], Tones.plain(mix(rgb, (255, 255, 255), 0.35), light.side), 14
            )
            canvas.slab(x + 68 + 58 * i, -196, x + 104 + 58 * i, -184, light.tones(rooms.WOOD), 4)
        rooms.pendant(canvas, light, x + 130, -390, 60, (250, 190, 90))
        rooms.pendant(canvas, light, x + 320, -390, 60, (250, 190, 90))


def _dining_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(206, 110, 96), motif="bricks", panel=(126, 78, 66))
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x + 180, -300, 320, 210, (250, 226, 190))
        rooms.board(canvas, light, x - 260, -300, 200, 180, (60, 56, 66))


def _dining_things(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 3, canvas.left - 400, canvas.right + 400, 400, y=20, wobble=0.0):
        x, y = spot.x + 60, spot.y
        rooms.chair(canvas, light, x - 118, y - 3, 150, 1, (150, 92, 62))
        rooms.chair(canvas, light, x + 118, y - 3, 150, -1, (150, 92, 62))
        rooms.table(
            canvas, light, x, y, 170, 92, (150, 92, 62), cloth=(252, 246, 236) if spot.kind < 0.5 else (236, 104, 96)
        )
        bottle, wax = light.tones((80, 140, 100)), light.tones((255, 246, 226))
        canvas.mass(
            [
                shape(
                    x - 40,
                    y - 98,
                    60,
                    (-0.16, 0),
                    (-0.16, 0.55),
                    (-0.06, 0.75),
                    (-0.06, 1),
                    (0.06, 1),
                    (0.06, 0.75),
                    (0.16, 0.55),
                    (0.16, 0),
                )
            ],
            bottle,
            5,
        )
        canvas.slab(x - 4, y - 132, x + 4, y - 98, wax, 3)
        canvas.glow(x, y - 142, 90, (255, 206, 120), 0.5 if light.dark else 0.3)
        canvas.mass([Oval(x, y - 141, 4.5, 9)], Tones.plain((255, 214, 120), light.side), 3)
        canvas.mass([Oval(x + 42, y - 102, 27, 6)], light.tones((250, 250, 252)), 4)
        canvas.mass([Oval(x + 42, y - 109, 16, 9)], light.tones((250, 190, 100)), 5)
        rooms.pendant(canvas, light, x, -330, 74, (64, 110, 110))


def _scene_wall(canvas: Canvas, light: Light, seed: int) -> None:
    """The painted backcloth: hills, a moon and a castle of cardboard."""
    del seed
    canvas.gradient([(-900, (26, 18, 66)), (-420, (64, 60, 150)), (-150, (190, 120, 190)), (0, (255, 190, 160))])
    for i in range(int(canvas.left // 620) - 1, int(canvas.right // 620) + 2):
        x = i * 620.0
        canvas.mass([Oval(x + 160, -330, 54, 54)], Tones.plain((255, 236, 170), light.side), 24)
        canvas.mass(
            [Oval(x - 200, 20, 300, 150), Oval(x + 160, 30, 260, 110)], Tones.plain((120, 90, 170), light.side), 30
        )
        castle = shape(
            x - 190,
            -110,
            1,
            (-70, 0),
            (-70, 70),
            (-54, 70),
            (-54, 110),
            (-40, 140),
            (-26, 110),
            (-26, 60),
            (10, 60),
            (10, 150),
            (26, 190),
            (42, 150),
            (42, 50),
            (70, 50),
            (70, 0),
        )
        canvas.mass([castle], Tones.plain((86, 64, 140), light.side), 6)
        for dx, dy in ((-260, -380), (-60, -300), (20, -410), (260, -260), (300, -400)):
            canvas.mass(
                [
                    shape(
                        x + dx,
                        dy,
                        9,
                        (0, 1),
                        (0.25, 0.25),
                        (1, 0),
                        (0.25, -0.25),
                        (0, -1),
                        (-0.25, -0.25),
                        (-1, 0),
                        (-0.25, 0.25),
                    )
                ],
                Tones.plain((255, 244, 200), light.side),
                2,
            )


def _scene_things(canvas: Canvas, light: Light, seed: int) -> None:
    del seed
    red, gold = light.tones((206, 44, 66)), light.tones(rooms.GOLD)
    step = 1180.0
    for i in range(int(canvas.left // step) - 1, int(canvas.right // step) + 2):
        for side in (-1, 1):
            edge = (i + 0.5) * step
            for j in range(5):
                left = edge + side * (10 + 34 * j) - (44 if side < 0 else 0)
                canvas.slab(left, -1500, left + 44, 12, red.turned(0.05 * (j % 2) - 0.03 * j), 18)
            tie = edge + side * 120
            canvas.slab(tie - 60, -170, tie + 60, -150, gold, 7)
    for i in range(int(canvas.left // 150) - 1, int(canvas.right // 150) + 2):
        x = i * 150.0
        canvas.mass(
            [Oval(x + 75, -400, 86, 54), bar(x - 10, -1500, x + 160, -400)], red.turned(0.03 * (i % 2)), 26, fall=0.1
        )
        canvas.mass([Oval(x + 75, -352, 30, 7)], gold, 3)
    for x in (-260.0, 0.0, 260.0):
        canvas.veiled(
            [[(x * 0.8 - 20, -520), (x * 0.8 + 20, -520), (x + 110, 12), (x - 110, 12)]],
            (255, 246, 214),
            0.2,
            soft=12,
            fade=0.6,
        )


def _scene_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(196, 132, 88))
    for x in (-260.0, 0.0, 260.0):
        canvas.veiled([Oval(x, 130, 190, 56)], (255, 244, 206), 0.3, soft=26)
    gold = light.tones(rooms.GOLD)
    for i in range(int(canvas.left // 96) - 1, int(canvas.right // 96) + 2):
        canvas.mass([Oval(i * 96.0, 262, 30, 24)], gold, 12)
        canvas.glow(i * 96.0, 244, 70, (255, 240, 190), 0.35)


def _ward_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(218, 240, 236), motif="plain", panel=(150, 214, 204))
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x + 260, -300, 230, 190, (190, 226, 240))
        canvas.slab(x - 330, -390, x - 230, -290, light.tones((254, 254, 252)), 12)
        red = light.tones((236, 84, 92))
        canvas.mass([bar(x - 291, -376, x - 269, -304), bar(x - 316, -351, x - 244, -329)], red, 6)


def _ward_things(canvas: Canvas, light: Light, seed: int) -> None:
    steel = light.tones((190, 204, 214))
    for spot in along(seed + 3, canvas.left - 400, canvas.right + 400, 480, y=18, wobble=0.0):
        x, y = spot.x, spot.y
        rooms.bed(canvas, light, x, y, 320, (140, 206, 214), (226, 234, 240))
        canvas.slab(x + 196, y - 260, x + 202, y, steel, 2)
        canvas.slab(x + 176, y - 250, x + 222, y - 190, Tones.plain((206, 236, 250), light.side), 12)
        canvas.line([(x + 199, y - 190), (x + 186, y - 130), (x + 150, y - 84)], steel.base, 2.5)
        screen = light.tones((80, 92, 116))
        canvas.slab(x - 176, y - 250, x - 86, y - 180, screen, 9)
        pulse = [
            (x - 168, y - 214),
            (x - 150, y - 214),
            (x - 142, y - 236),
            (x - 132, y - 194),
            (x - 122, y - 214),
            (x - 94, y - 214),
        ]
        canvas.line(pulse, (140, 250, 180), 3)
        curtain = light.tones((246, 214, 220))
        for j in range(3):
            canvas.slab(x + 226 + 22 * j, -420, x + 254 + 22 * j, -20, curtain.turned(0.03 * (j % 2)), 12)
    canvas.slab(canvas.left - 40, -430, canvas.right + 40, -422, steel, 3)


def _carpet(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((140, 164, 186), (128, 152, 176)), size=90, gloss=0.1)


def _class_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(226, 184, 134))
    for x in bays(canvas, seed):
        rooms.shaft(canvas, light, x + 360, 150)


def _work_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((176, 170, 170), (160, 156, 160)), size=100, gloss=0.15)


def _shop_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((255, 246, 236), (150, 206, 200)), size=64)


def _dining_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(178, 116, 80))
    for x in bays(canvas, seed):
        rooms.shaft(canvas, light, x + 180, 320)


def _ward_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((230, 242, 240), (206, 228, 228)), size=80, gloss=0.5)
