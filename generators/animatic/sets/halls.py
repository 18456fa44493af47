"""Where people work, learn and are healed: office, classroom, workshop, hospital."""

import math
from collections.abc import Iterator
from dataclasses import replace

from videostudio.generators.animatic.sets import furniture, ground, rooms
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import Spot, along
from videostudio.generators.animatic.sets.indoors import bays, room
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import Bed, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

DESK: Rgb = (226, 170, 114)
CANDY: tuple[Rgb, ...] = ((244, 110, 130), (250, 206, 100), (130, 200, 180), (150, 140, 226), (250, 160, 110))


def office() -> Scenery:
    return room("office", _office_wall, _office_things, _carpet)


def classroom() -> Scenery:
    return room("classroom", _class_wall, _class_things, _class_floor)


def workshop() -> Scenery:
    return room("workshop", _work_wall, _work_things, _work_floor)


def hospital() -> Scenery:
    return replace(room("hospital", _ward_wall, _ward_things, _ward_floor), beds=_ward_beds)


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
            furniture.table(canvas, light, at, 14, 290, 116, DESK)
            canvas.slab(at - 66, -226, at + 66, -134, dark, 8)
            screen = Tones((70, 130, 190), (120, 196, 236), (210, 244, 255), light.side)
            canvas.slab(at - 58, -218, at + 58, -144, screen, 4)
            canvas.slab(at - 8, -136, at + 8, -112, dark, 3)
            canvas.slab(at - 40, -112, at + 40, -105, dark, 3)
            _swivel(canvas, light, at + 20, 20)
            canvas.slab(at + 92, -140, at + 112, -106, light.tones((244, 120, 110)), 5)
        furniture.plant_pot(canvas, light, x + 370, 16, 190)
        for dx in (-300, 60):
            furniture.pendant(canvas, light, x + dx, -420, 64, (246, 246, 248))


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
        furniture.board(canvas, light, x - 40, -290, 430, 200)
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
        canvas.slab(x - 90, y + dy, x + 90, y + dy + 8, light.tones(furniture.WOOD), 4)


def _class_things(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 3, canvas.left - 250, canvas.right + 250, 235, y=20, wobble=0.0):
        x, y = spot.x, spot.y
        furniture.chair(canvas, light, x - 70, y - 4, 122, 1, (244, 130, 96))
        furniture.table(canvas, light, x, y, 136, 78, DESK)
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
            canvas.slab(at - 4, -370, at + 4, -290, light.tones(furniture.WOOD), 3)
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
        furniture.table(canvas, light, x - 130, 14, 470, 112, (150, 110, 84))
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
        furniture.pendant(canvas, light, x - 130, -330, 60, (92, 140, 120))


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


def _ward_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(218, 240, 236), motif="plain", panel=(150, 214, 204))
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x + 260, -300, 230, 190, (190, 226, 240))
        canvas.slab(x + 20, -400, x + 120, -300, light.tones((254, 254, 252)), 12)
        red = light.tones((236, 84, 92))
        canvas.mass([bar(x + 59, -386, x + 81, -314), bar(x + 34, -361, x + 106, -339)], red, 6)


WARD_BED = 320.0
"""Length of a bed in a ward."""


def _ward_spots(seed: int, left: float, right: float) -> Iterator[Spot]:
    return along(seed + 3, left, right, 480, y=18, wobble=0.0)


def _ward_beds(seed: int) -> tuple[Bed, ...]:
    return tuple(furniture.bed_at(spot.x, spot.y, WARD_BED) for spot in _ward_spots(seed, -480, 480))


def _ward_things(canvas: Canvas, light: Light, seed: int) -> None:
    steel = light.tones((190, 204, 214))
    for spot in _ward_spots(seed, canvas.left - 400, canvas.right + 400):
        x, y = spot.x, spot.y
        furniture.bed(canvas, light, x, y, WARD_BED, (140, 206, 214), (226, 234, 240))
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


def _ward_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((230, 242, 240), (206, 228, 228)), size=80, gloss=0.5)
