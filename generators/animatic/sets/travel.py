"""On the way: a ship's deck, a railway station, a train's carriage, a spaceship's bridge."""

import math
from dataclasses import replace

from videostudio.generators.animatic.sets import buildings, furniture, ground, outdoors, rooms
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, strewn
from videostudio.generators.animatic.sets.indoors import room
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.sky import SKY, paint_sky, stars
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix
from videostudio.generators.animatic.sets.water import paint_water

DECK: Rgb = (222, 170, 116)
SEA: Rgb = (34, 150, 204)


def ship() -> Scenery:
    layers = (
        SKY,
        Layer("sea", 5.0, _ship_sea, top=-90, bottom=60),
        Layer("rigging", 1.35, _rigging),
        Layer("deck", GROUND, _deck, top=-130),
    )
    return Scenery("ship", layers, land=160, offshore=None)


def station() -> Scenery:
    layers = (
        SKY,
        Layer("roof", 2.2, _station_roof),
        Layer("train", 1.4, _station_train, top=-260),
        Layer("platform", GROUND, _platform, top=-420),
    )
    return Scenery("station", layers)


def train() -> Scenery:
    return room("train", _carriage, _seats, _carriage_floor)


def spaceship() -> Scenery:
    return replace(room("spaceship", _hull, _consoles, _plates), lit=_cabin)


def _cabin(light: Light) -> Light:
    return replace(light, ambient=(0.9, 0.94, 1.02), sun=(190, 236, 255), cool=(24, 26, 84), haze=0.0, roofed=True)


def _ship_sea(canvas: Canvas, light: Light, seed: int) -> None:
    below = canvas.lowered(-70)
    paint_water(below, light, seed, rgb=SEA, top=0, bottom=400)


def _rigging(canvas: Canvas, light: Light, seed: int) -> None:
    wood, cloth, rope = light.tones((164, 108, 72)), light.tones((255, 246, 226)), light.on((150, 116, 86))
    step = 760.0
    for i in range(math.floor(canvas.left / step) - 1, math.ceil(canvas.right / step) + 2):
        x = i * step + 90
        canvas.slab(x - 15, -1500, x + 15, 12, wood, 10)
        for top, wide in ((-330, 270), (-640, 220), (-900, 170)):
            canvas.slab(x - wide, top - 10, x + wide, top + 4, wood, 6)
            sail = [
                (x - wide * 0.94, top - 250),
                (x + wide * 0.94, top - 250),
                (x + wide * 1.0, top - 60),
                (x + wide * 0.94, top),
                (x + wide * 0.4, top - 26),
                (x - wide * 0.4, top - 26),
                (x - wide * 0.94, top),
                (x - wide * 1.0, top - 60),
            ]
            canvas.mass([sail], cloth, 34, fall=0.6)
        for side in (-1, 1):
            for share in (0.35, 0.6, 0.85, 1.1):
                canvas.line([(x + side * 6, -420), (x + side * 300 * share, -36)], rope, 2.5)
            for row in range(7):
                y = -80 - 46 * row
                reach = 300 * (y + 420) / 384
                canvas.line([(x + side * 0.35 * reach, y), (x + side * 1.1 * reach, y)], rope, 2)
        canvas.slab(x - 44, -70, x + 44, 14, light.tones((190, 128, 84)), 16)


def _deck(canvas: Canvas, light: Light, seed: int) -> None:
    white, wood = light.tones((255, 250, 240)), light.tones((196, 134, 86))
    for i in range(math.floor(canvas.left / 74) - 1, math.ceil(canvas.right / 74) + 2):
        post = shape(
            i * 74.0,
            4,
            84,
            (-0.08, 0),
            (-0.05, 0.2),
            (-0.13, 0.5),
            (-0.05, 0.85),
            (-0.08, 1),
            (0.08, 1),
            (0.05, 0.85),
            (0.13, 0.5),
            (0.05, 0.2),
            (0.08, 0),
        )
        canvas.mass([post], white, 5)
    canvas.slab(canvas.left - 60, -98, canvas.right + 60, -80, wood, 7)
    canvas.slab(canvas.left - 60, -8, canvas.right + 60, 8, wood.turned(-0.1), 4)
    ground.boards(canvas, light, seed, rgb=DECK)
    for spot in along(seed + 9, canvas.left - 200, canvas.right + 200, 520, y=30, wobble=0.4):
        _barrel(canvas, light, spot.x, spot.y, 84)
        _barrel(canvas, light, spot.x + 70, spot.y + 6, 74)
        _coil(canvas, light, spot.x + 260, spot.y + 16, 40)
        ring: list[Shape] = [Oval(spot.x + 150, -46, 34, 34)]
        canvas.mass(ring, light.tones((236, 84, 80)), 9)
        canvas.mass([Oval(spot.x + 150, -46, 19, 19)], light.tones((120, 190, 220)), 3)


def _barrel(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    wood, iron = light.tones((190, 124, 76)), light.tones((96, 96, 112))
    canvas.shade(x, y, 0.5 * height, 0.1 * height, 0.4)
    body = shape(
        x,
        y,
        height,
        (-0.3, 0),
        (-0.38, 0.3),
        (-0.4, 0.5),
        (-0.38, 0.7),
        (-0.3, 1),
        (0.3, 1),
        (0.38, 0.7),
        (0.4, 0.5),
        (0.38, 0.3),
        (0.3, 0),
    )
    canvas.mass([body], wood, 0.2 * height)
    for v, half in ((0.2, 0.36), (0.78, 0.36)):
        canvas.slab(x - half * height, y - (v + 0.05) * height, x + half * height, y - v * height, iron, 2)
    canvas.mass([Oval(x, y - height, 0.3 * height, 0.07 * height)], wood.turned(-0.15), 3)


def _coil(canvas: Canvas, light: Light, x: float, y: float, r: float) -> None:
    rope = light.tones((236, 206, 150))
    canvas.shade(x, y + 4, 1.3 * r, 0.35 * r, 0.4)
    for i in range(3):
        canvas.mass([Oval(x, y - 8 * i, r, 0.32 * r)], rope.turned(0.04 * i), 4)
    canvas.mass([Oval(x, y - 17, 0.5 * r, 0.13 * r)], rope.turned(-0.4), 3)


def _station_roof(canvas: Canvas, light: Light, seed: int) -> None:
    del seed
    iron, glass = light.tones((84, 122, 128), 2.0), light.tones((214, 236, 244), 2.0)
    step = 620.0
    for i in range(math.floor(canvas.left / step) - 1, math.ceil(canvas.right / step) + 2):
        x = i * step
        turns = [math.pi * (1 - j / 16) for j in range(17)]
        outer = [(x + 310 * math.cos(t), -330 - 210 * math.sin(t)) for t in turns]
        inner = [(x + 292 * math.cos(t), -330 - 192 * math.sin(t)) for t in turns]
        canvas.veiled([[*outer, (x + 310, -330), (x - 310, -330)]], glass.base, 0.35)
        canvas.mass([[*outer, *inner[::-1]]], iron, 6)
        for j in range(2, 15, 2):
            canvas.line([inner[j], (x, -330)], iron.base, 4)
        canvas.slab(x - 310, -336, x + 310, -322, iron, 4)
        canvas.slab(x - 322, -330, x - 298, 14, iron, 9)
        canvas.slab(x - 334, -20, x - 286, 14, iron.turned(-0.1), 5)
        canvas.line([(x, -330), (x, -290)], iron.shade, 4)
        canvas.mass([Oval(x, -256, 40, 40)], iron, 8)
        canvas.mass([Oval(x, -256, 32, 32)], Tones.plain((255, 252, 240), light.side, 0.12), 8)
        for end in ((x, -280), (x + 15, -250)):
            canvas.line([(x, -256), end], light.on((60, 60, 76)), 4)


def _station_train(canvas: Canvas, light: Light, seed: int) -> None:
    step = 460.0
    cream = light.tones((255, 242, 214))
    for i in range(math.floor(canvas.left / step) - 1, math.ceil(canvas.right / step) + 2):
        x = i * step + 40
        body = light.tones(((206, 76, 72), (72, 126, 150))[(i + seed) % 2])
        canvas.slab(x - 222, -196, x + 222, -6, body, 18)
        canvas.slab(x - 222, -210, x + 222, -184, body.turned(-0.25), 12)
        canvas.slab(x - 222, -142, x + 222, -70, cream, 6)
        for j in range(4):
            at = x - 150 + 100 * j
            high, low = (
                ((255, 240, 190), buildings.LAMPLIGHT)
                if light.dark
                else (light.on((110, 160, 196)), light.on((190, 220, 232)))
            )
            canvas.fill([bar(at - 34, -136, at + 34, -78)], [(-136, high), (-78, low)])
            canvas.veiled([shape(at, -78, 1, (-30, 0), (-12, 58), (6, 58), (-12, 0))], (255, 255, 255), 0.25)
        for dx in (-160, -110, 110, 160):
            canvas.mass([Oval(x + dx, 0, 24, 24)], light.tones((76, 76, 92)), 8)
            canvas.oval(x + dx, 0, 8, 8, light.on((190, 190, 200)))
        canvas.slab(x + 222, -60, x + 240, -46, light.tones((70, 70, 84)), 3)


def _platform(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((216, 206, 198), (198, 188, 184)), size=64, gloss=0.2)
    yellow = light.tones((252, 208, 96))
    canvas.fill(
        [bar(canvas.left - 9, 0, canvas.right + 9, 9)], [(0, light.on((120, 116, 122))), (9, light.on((150, 146, 150)))]
    )
    canvas.fill([bar(canvas.left - 9, 20, canvas.right + 9, 30)], [(20, yellow.lit), (30, yellow.base)])
    for spot in along(seed + 9, canvas.left - 200, canvas.right + 200, 560, y=52, wobble=0.3):
        outdoors.bench(canvas, light, spot.x, spot.y, 130)
        outdoors.lamp(canvas, light, spot.x - 130, spot.y - 4, 230)
        _case(canvas, light, spot.x + 130, spot.y + 6, 62, (176, 104, 70))
        _case(canvas, light, spot.x + 176, spot.y + 10, 46, (92, 140, 160))


def _case(canvas: Canvas, light: Light, x: float, y: float, size: float, rgb: Rgb) -> None:
    tones = light.tones(rgb)
    canvas.shade(x, y, 0.7 * size, 0.12 * size, 0.4)
    canvas.slab(x - 0.14 * size, y - 0.86 * size, x + 0.14 * size, y - 0.6 * size, tones.turned(-0.3), 5)
    canvas.slab(x - 0.5 * size, y - 0.72 * size, x + 0.5 * size, y, tones, 8)
    for dx in (-0.3, 0.3):
        canvas.slab(x + dx * size - 4, y - 0.72 * size, x + dx * size + 4, y, tones.turned(-0.2), 2)


def _carriage(canvas: Canvas, light: Light, seed: int) -> None:
    wood = light.tones((206, 148, 98))
    rooms.wall(canvas, light, seed, rgb=(250, 232, 200), motif="plain", panel=(190, 126, 82))
    for i in range(math.floor(canvas.left / 330) - 1, math.ceil(canvas.right / 330) + 2):
        x = i * 330.0
        left, top, wide, high = x - 120, -350, 240, 190
        canvas.slab(left - 16, top - 16, left + wide + 16, top + high + 16, wood, 20)
        size = (max(1, round(wide * canvas.scale)), max(1, round(high * canvas.scale)))
        outside = Canvas.blank(*size, left, -150.0, canvas.scale)
        paint_sky(outside, replace(light, haze=0.6), 7)
        for rgb, base, height, s in (((130, 170, 200), 0.0, 70, 3), ((126, 184, 108), 34.0, 50, 5)):
            edge = [
                (left - 40 + 40 * k, base - height * (0.4 + 0.4 * math.sin(0.9 * k + s * (i + 1)))) for k in range(9)
            ]
            outside.mass([[*edge, (left + 320, 90), (left - 40, 90)]], light.tones(rgb), 9)
        canvas.paste(outside, left, top)
        canvas.veiled(
            [shape(left, top, 1, (20, 0), (80, 0), (30, -high), (0, -high), (0, -0.4 * high))], (255, 255, 255), 0.2
        )
        canvas.slab(x + 150, -430, x + 180, 0, wood.turned(-0.06), 8)
        canvas.slab(x - 130, -420, x + 130, -410, light.tones(furniture.GOLD), 4)
        _case(canvas, light, x - 40 + 30 * (i % 3), -420, 60, ((176, 104, 70), (92, 140, 160), (220, 150, 90))[i % 3])


def _seats(canvas: Canvas, light: Light, seed: int) -> None:
    del seed
    for i in range(math.floor(canvas.left / 330) - 1, math.ceil(canvas.right / 330) + 2):
        x = i * 330.0
        cloth = light.tones((72, 134, 122))
        for side in (-1, 1):
            at = x + 165 + side * 66
            canvas.shade(at, 14, 74, 9, 0.4)
            canvas.slab(min(at - side * 40, at - side * 66), -176, max(at - side * 40, at - side * 66), 12, cloth, 16)
            canvas.slab(at - 50, -62, at + 50, -24, cloth.turned(0.06), 14)
            canvas.slab(at - 46, -26, at + 46, 12, cloth.turned(-0.2), 6)
            canvas.slab(
                min(at - side * 36, at - side * 68),
                -190,
                max(at - side * 36, at - side * 68),
                -150,
                light.tones((255, 250, 240)),
                9,
            )
        furniture.table(canvas, light, x, 12, 110, 92)


def _hull(canvas: Canvas, light: Light, seed: int) -> None:
    tones = light.tones((150, 164, 196))
    canvas.gradient([(-900, tones.shade), (-420, mix(tones.base, tones.shade, 0.4)), (0, tones.base)])
    for i in range(math.floor(canvas.left / 560) - 1, math.ceil(canvas.right / 560) + 2):
        x = i * 560.0
        left, top, wide, high = x - 210, -390, 420, 240
        size = (max(1, round(wide * canvas.scale)), max(1, round(high * canvas.scale)))
        canvas.slab(left - 26, top - 26, left + wide + 26, top + high + 26, tones.turned(0.1), 60)
        outside = Canvas.blank(*size, left, top, canvas.scale)
        outside.gradient([(top, (10, 10, 40)), (top + high, (40, 30, 100))])
        outside.veil(seed, 300, (130, 70, 200), 0.8)
        stars(outside, seed, top=top, bottom=top + high, step=34)
        planet = ((246, 166, 104), (104, 186, 240), (150, 214, 156))[i % 3]
        outside.mass(
            [Oval(x + 60, top + high + 20, 130, 130)],
            Tones(mix(planet, (20, 10, 70), 0.7), planet, mix(planet, (255, 255, 255), 0.6), light.side),
            90,
        )
        canvas.paste(outside, left, top)
        for cx, cy in ((0, 0), (1, 0), (0, 1), (1, 1)):
            px, py = left + cx * wide, top + cy * high
            sx, sy = (1, -1)[cx], (1, -1)[cy]
            canvas.mass(
                [
                    [
                        (px - sx * 4, py - sy * 4),
                        (px + sx * 46, py - sy * 4),
                        (px + sx * 16, py + sy * 16),
                        (px - sx * 4, py + sy * 46),
                    ]
                ],
                tones.turned(0.1),
                4,
            )
        canvas.veiled([shape(left, top, 1, (60, 0), (150, 0), (70, -high), (10, -high))], (255, 255, 255), 0.14)
        canvas.slab(x + 250, -1500, x + 310, 4, tones.turned(-0.08), 20)
        for j in range(5):
            canvas.mass([Oval(x + 280, -60 - 84 * j, 9, 9)], Tones.plain((120, 230, 250), light.side), 5)
            canvas.glow(x + 280, -60 - 84 * j, 44, (120, 230, 250), 0.45)
        for row in range(3):
            y = -520 - 190 * row
            canvas.slab(x - 220, y - 110, x + 220, y, tones.turned(-0.05 * row), 40)
            canvas.slab(x - 170, y - 66, x + 170, y - 44, Tones.plain((206, 246, 255), light.side, 0.1), 11)
            canvas.glow(x, y - 55, 190, (160, 230, 255), 0.35)
    for spot in strewn(seed + 4, (canvas.left, max(canvas.top, -900.0), canvas.right, -10.0), 150):
        canvas.veiled([bar(spot.x - 20, spot.y - 2, spot.x + 20, spot.y)], tones.shade, 0.3)


def _consoles(canvas: Canvas, light: Light, seed: int) -> None:
    body = light.tones((224, 230, 242))
    for spot in along(seed + 3, canvas.left - 300, canvas.right + 300, 380, y=16, wobble=0.0):
        x, y = spot.x + 60, spot.y
        canvas.shade(x, y, 150, 12, 0.45)
        canvas.mass(
            [
                shape(
                    x, y, 1, (-130, 0), (-110, 74), (-140, 96), (-116, 128), (116, 128), (140, 96), (110, 74), (130, 0)
                )
            ],
            body,
            12,
        )
        glow: tuple[Rgb, ...] = ((90, 230, 220), (250, 130, 170), (250, 210, 100))
        screen = Tones((10, 60, 110), (30, 130, 180), (140, 240, 250), light.side)
        canvas.mass([shape(x, y, 1, (-84, 170), (84, 170), (92, 134), (-92, 134))], screen, 8)
        canvas.line(
            [(x - 70 + 14 * k, y - 150 - 9 * math.sin(1.1 * k + spot.kind * 6)) for k in range(11)],
            (180, 255, 240),
            2.5,
        )
        canvas.glow(x, y - 150, 130, (110, 230, 250), 0.35)
        for k in range(9):
            rgb = glow[(k + round(9 * spot.kind)) % 3]
            canvas.mass([Oval(x - 96 + 24 * k, y - 106, 7.5, 6)], Tones.plain(rgb, light.side), 3)
        canvas.slab(x - 100, y - 66, x + 100, y - 12, body.turned(-0.08), 10)


def _plates(canvas: Canvas, light: Light, seed: int) -> None:
    ground.tiles(canvas, light, seed, pair=((150, 160, 190), (136, 146, 178)), size=110, gloss=0.5)
    for x in range(math.floor(canvas.left / 560) - 1, math.ceil(canvas.right / 560) + 2):
        canvas.veiled([Oval(x * 560.0, 120, 230, 50)], (130, 214, 255), 0.2, soft=30)
    canvas.fill([bar(canvas.left - 9, 2, canvas.right + 9, 10)], [(2, (120, 236, 250)), (10, (60, 160, 210))])


def _carriage_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(190, 134, 92))
    rug = light.tones((206, 96, 88))
    canvas.fill([bar(canvas.left - 9, 96, canvas.right + 9, 200)], [(96, rug.lit), (110, rug.base), (200, rug.base)])
    for i in range(math.floor(canvas.left / 70) - 1, math.ceil(canvas.right / 70) + 2):
        canvas.mass([shape(i * 70.0, 148, 1, (0, 18), (26, 0), (0, -18), (-26, 0))], rug.turned(0.2), 5)
