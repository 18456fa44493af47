"""Where people go out: shop, restaurant, theatre."""

from videostudio.generators.animatic.sets import furniture, ground, rooms
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.halls import CANDY
from videostudio.generators.animatic.sets.indoors import bays, room
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import Scenery
from videostudio.generators.animatic.sets.shapes import Oval, bar, shape
from videostudio.generators.animatic.sets.tones import Tones, mix


def shop() -> Scenery:
    return room("shop", _shop_wall, _shop_things, _shop_floor)


def restaurant() -> Scenery:
    return room("restaurant", _dining_wall, _dining_things, _dining_floor)


def theatre() -> Scenery:
    return room("stage", _scene_wall, _scene_things, _scene_floor)


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
                furniture.jars(canvas, light, x, y - 2, 240, CANDY, 40)
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
            canvas.slab(x + 68 + 58 * i, -196, x + 104 + 58 * i, -184, light.tones(furniture.WOOD), 4)
        furniture.pendant(canvas, light, x + 130, -390, 60, (250, 190, 90))
        furniture.pendant(canvas, light, x + 320, -390, 60, (250, 190, 90))


def _dining_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, light, seed, rgb=(206, 110, 96), motif="bricks", panel=(126, 78, 66))
    for x in bays(canvas, seed):
        rooms.window(canvas, light, x + 180, -300, 320, 210, (250, 226, 190))
        furniture.board(canvas, light, x - 260, -300, 200, 180, (60, 56, 66))


def _dining_things(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 3, canvas.left - 400, canvas.right + 400, 400, y=20, wobble=0.0):
        x, y = spot.x + 60, spot.y
        furniture.chair(canvas, light, x - 118, y - 3, 150, 1, (150, 92, 62))
        furniture.chair(canvas, light, x + 118, y - 3, 150, -1, (150, 92, 62))
        furniture.table(
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
        furniture.pendant(canvas, light, x, -330, 74, (64, 110, 110))


def _scene_wall(canvas: Canvas, light: Light, seed: int) -> None:
    """The painted backcloth: hills, a moon and a castle of cardboard."""
    del seed
    canvas.gradient([(-900, (26, 18, 66)), (-420, (64, 60, 150)), (-150, (190, 120, 190)), (0, (255, 190, 160))])
    for i in range(int(canvas.left // 620) - 1, int(canvas.right // 620) + 2):
        x = i * 620.0
        canvas.mass([Oval(x + 160, -330, 54, 54)], Tones.plain((255, 236, 170), light.side), 24)
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
        canvas.mass(
            [Oval(x - 200, 20, 300, 150), Oval(x + 160, 30, 260, 110)], Tones.plain((120, 90, 170), light.side), 30
        )
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
    red, gold = light.tones((206, 44, 66)), light.tones(furniture.GOLD)
    step = 1000.0
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
    gold = light.tones(furniture.GOLD)
    for i in range(int(canvas.left // 96) - 1, int(canvas.right // 96) + 2):
        canvas.mass([Oval(i * 96.0, 262, 30, 24)], gold, 12)
        canvas.glow(i * 96.0, 244, 70, (255, 240, 190), 0.35)


def _shop_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((255, 246, 236), (150, 206, 200)), size=64)


def _dining_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(178, 116, 80))
    for x in bays(canvas, seed):
        rooms.shaft(canvas, light, x + 180, 320)
