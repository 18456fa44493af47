"""Indoors: living room, kitchen, bedroom, office, library, classroom, hall."""

from videostudio.generators.animatic.sets import buildings, ground, rooms
from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Paint, Scenery

WALL = 1.6
FURNITURE = 1.3
_BAY = 900.0
"""Width after which a room's furniture repeats, so that a long pan never meets a bare wall."""


def living() -> Scenery:
    return _room("living room", _living_wall, _living_things, _oak)


def kitchen() -> Scenery:
    return _room("kitchen", _kitchen_wall, _kitchen_things, _kitchen_floor)


def bedroom() -> Scenery:
    return _room("bedroom", _bedroom_wall, _bedroom_things, _oak)


def office() -> Scenery:
    return _room("office", _office_wall, _office_things, _office_floor)


def library() -> Scenery:
    return _room("library", _library_wall, _library_things, _dark_boards)


def hall() -> Scenery:
    return _room("hall", _hall_wall, _hall_things, _marble)


def _room(kind: str, back: Paint, things: Paint, floor: Paint) -> Scenery:
    layers = (
        Layer("wall", WALL, back),
        Layer("furniture", FURNITURE, things, top=-430),
        Layer("floor", GROUND, floor, top=-10),
    )
    return Scenery(kind, layers, dry=True, land=150)


def _indoor(light: Light) -> Light:
    """Indoors nothing is hazy and the night is never black."""
    lamp = tuple(max(a, 0.66) for a in light.ambient)
    return Light(
        light.zenith,
        light.horizon,
        (lamp[0] * 1.02, lamp[1], lamp[2] * 0.96),
        light.sun,
        0.0,
        light.time,
        light.weather,
    )


def _bays(canvas: Canvas, seed: int) -> list[float]:
    return [spot.x for spot in along(seed, canvas.left - _BAY, canvas.right + _BAY, _BAY, wobble=0.12)]


def _living_wall(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    rooms.wall(canvas, inside, seed, rgb=(222, 198, 172), motif="diamonds")
    for x in _bays(canvas, seed):
        rooms.window(canvas, inside, x - 40, -262, 230, 210, (190, 92, 84))
        rooms.picture(canvas, inside, x + 300, -270, 110, (110, 160, 190))


def _living_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    for x in _bays(canvas, seed):
        rooms.sofa(canvas, inside, x + 290, 12, 330, (92, 130, 150))
        rooms.lamp_stand(canvas, inside, x + 90, 12, 250)
        rooms.plant_pot(canvas, inside, x - 240, 14, 150)
        rooms.shelf(canvas, inside, x - 360, 8, 150, 300, seed)


def _kitchen_wall(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    rooms.wall(canvas, inside, seed, rgb=(232, 226, 206))
    tile = inside.on((176, 206, 204))
    for row in range(4):
        for spot in along(seed + row, canvas.left - 60, canvas.right + 60, 34, y=-218 + 34 * row, wobble=0):
            canvas.box(spot.x - 16, spot.y - 16, spot.x + 16, spot.y + 16, lighter(tile, 0.18 * (spot.kind - 0.5)))
    for x in _bays(canvas, seed):
        rooms.window(canvas, inside, x, -306, 170, 140, (236, 190, 92))
        for side in (-290, 290):
            rooms.cupboard(canvas, inside, x + side, -250, 250, 140, (150, 176, 150))


def _kitchen_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    for x in _bays(canvas, seed):
        rooms.cupboard(canvas, inside, x - 130, 10, 420, 132, (150, 176, 150), doors=4)
        rooms.cupboard(canvas, inside, x + 330, 10, 140, 330, (226, 232, 234), doors=1)
        steel = inside.on((172, 178, 186))
        canvas.box(x + 100, -128, x + 240, 10, steel)
        canvas.box(x + 116, -92, x + 224, -20, lighter(steel, -0.6))
        for i in range(4):
            canvas.oval(x + 124 + 30 * i, -110, 7, 7, lighter(steel, -0.5))
        canvas.box(x + 140, -166, x + 196, -130, inside.on((200, 86, 70)))
        canvas.oval(x + 168, -166, 30, 6, inside.on((120, 50, 44)))
        rooms.plant_pot(canvas, inside, x - 290, -128, 84)


def _bedroom_wall(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    rooms.wall(canvas, inside, seed, rgb=(188, 200, 222))
    for x in _bays(canvas, seed):
        rooms.window(canvas, inside, x + 60, -262, 210, 200, (240, 214, 160))
        rooms.picture(canvas, inside, x - 260, -280, 100, (240, 180, 150))


def _bedroom_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    for x in _bays(canvas, seed):
        rooms.bed(canvas, inside, x - 240, 16, 380, (196, 110, 124))
        rooms.cupboard(canvas, inside, x + 2, 10, 84, 84, (190, 150, 110), doors=1)
        rooms.lamp_stand(canvas, inside, x + 2, -82, 90)
        rooms.cupboard(canvas, inside, x + 340, 10, 200, 320, (206, 172, 130))


def _office_wall(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    rooms.wall(canvas, inside, seed, rgb=(206, 212, 214))
    for x in _bays(canvas, seed):
        rooms.window(canvas, inside, x - 150, -268, 320, 200)
        canvas.box(x + 180, -360, x + 400, -200, inside.on((150, 108, 70)))
        canvas.box(x + 190, -350, x + 390, -210, inside.on((60, 96, 80)))
        for i in range(4):
            canvas.line([(x + 206, -326 + 26 * i), (x + 330 + 12 * i, -326 + 26 * i)], inside.on((226, 232, 226)), 3)


def _office_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    for x in _bays(canvas, seed):
        wood = inside.on((176, 128, 84))
        canvas.box(x - 60, -112, x + 250, -98, wood)
        for leg in (-46, 226):
            canvas.box(x + leg, -98, x + leg + 12, 12, lighter(wood, -0.2))
        canvas.box(x + 30, -208, x + 150, -128, inside.on((52, 58, 70)))
        canvas.box(x + 38, -200, x + 142, -136, inside.on((120, 190, 220)))
        canvas.box(x + 84, -128, x + 96, -112, inside.on((52, 58, 70)))
        rooms.shelf(canvas, inside, x - 300, 8, 190, 300, seed)
        rooms.plant_pot(canvas, inside, x + 340, 12, 170)


def _library_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, _indoor(light), seed, rgb=(150, 112, 92), motif="diamonds")


def _library_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    for spot in along(seed, canvas.left - 250, canvas.right + 250, 232, wobble=0.0):
        rooms.shelf(canvas, inside, spot.x, 6, 206, 410, seed + round(spot.x))
        if spot.kind < 0.45:
            rooms.lamp_stand(canvas, inside, spot.x + 116, 12, 230)


def _hall_wall(canvas: Canvas, light: Light, seed: int) -> None:
    rooms.wall(canvas, _indoor(light), seed, rgb=(176, 160, 150), motif="bricks")


def _hall_things(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    stone: Rgb = inside.on((206, 196, 184))
    for spot in along(seed, canvas.left - 250, canvas.right + 250, 320, wobble=0.0):
        x = spot.x
        canvas.box(x - 24, -900, x + 24, 8, stone)
        canvas.box(x + 6, -900, x + 24, 8, lighter(stone, -0.16))
        canvas.box(x - 38, -16, x + 38, 10, lighter(stone, 0.1))
        red = inside.on((170, 48, 56))
        canvas.polygon([(x + 120, -400), (x + 200, -400), (x + 200, -180), (x + 160, -146), (x + 120, -180)], red)
        canvas.oval(x + 160, -300, 24, 24, inside.on(buildings.LAMPLIGHT))
        canvas.polygon([(x + 145, -300), (x + 160, -330), (x + 175, -300), (x + 160, -270)], red)


def _oak(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    ground.boards(canvas, inside, seed, rgb=(186, 136, 92))
    for x in _bays(canvas, seed):
        rooms.rug(canvas, inside, x + 120, 128, 560, (178, 86, 84))


def _dark_boards(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    ground.boards(canvas, inside, seed, rgb=(136, 92, 64))
    for x in _bays(canvas, seed):
        rooms.rug(canvas, inside, x, 128, 620, (72, 104, 132))


def _kitchen_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, _indoor(light), seed, pair=((232, 226, 214), (190, 150, 128)))


def _office_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, _indoor(light), seed, pair=((150, 160, 170), (138, 148, 160)), size=90)


def _marble(canvas: Canvas, light: Light, seed: int) -> None:
    inside = _indoor(light)
    ground.tiles(canvas, inside, seed, pair=((216, 208, 200), (164, 150, 146)), size=84)
    canvas.polygon([(-150, 0), (150, 0), (420, 1200), (-420, 1200)], inside.on((170, 48, 56)))
