"""Old works of stone that are seen from far: pyramids, towers, temples, domes, stone circles."""

import math

from videostudio.generators.animatic.sets import buildings
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.shapes import Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

SANDSTONE: Rgb = (232, 196, 132)
MARBLE: Rgb = (240, 232, 216)
GREY: Rgb = (176, 172, 180)
GOLD: Rgb = (244, 196, 84)
LACQUER: Rgb = (204, 74, 62)


def pyramids(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A great pyramid of stone steps, and a small one behind it."""
    for dx, size, far in ((0.92, 0.62, 1.6), (0.0, 1.0, 1.0)):
        tall, cx = height * size, x + dx * height
        tones = light.tones(SANDSTONE, depth * far)
        top, half = y - tall, 0.86 * tall
        ridge = cx + tones.side * 0.2 * half
        canvas.mass([[(cx - half, y), (cx, top), (cx + half, y)]], tones, 4)
        dark = [(ridge, y), (cx, top), (cx - tones.side * half, y)]
        canvas.veiled([dark], tones.shade, 0.75)
        for i in range(1, 12):
            row = top + tall * i / 12
            edge = half * i / 12
            canvas.line([(cx - edge, row), (cx + edge, row)], mix(tones.base, tones.shade, 0.6), 0.008 * height)


def tower(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A round tower of stone with battlements under a pointed roof."""
    stone = light.tones(GREY, depth)
    roof = light.tones(buildings.snow_on(light, (176, 82, 74)), depth)
    half, top = 0.15 * height, y - 0.7 * height
    _mound(canvas, light, x, y, 0.42 * height, depth)
    canvas.mass([[(x - 1.12 * half, y), (x - half, top), (x + half, top), (x + 1.12 * half, y)]], stone, 0.8 * half,
                fall=0.1)  # fmt: skip
    _stones(canvas, stone, x, (top, y), half)
    rim: list[Shape] = [bar(x - 1.3 * half, top - 0.04 * height, x + 1.3 * half, top + 0.02 * height)]
    rim += [bar(at - 0.2 * half, top - 0.08 * height, at + 0.2 * half, top) for at in _spread(x, 1.1 * half, 5)]
    canvas.mass([shape(x, top - 0.03 * height, height, (-0.13, 0.0), (0.0, 0.32), (0.13, 0.0))], roof, 0.1 * half,
                fall=0.3)  # fmt: skip
    canvas.mass(rim, stone.turned(0.06), 5)
    for up in (0.56, 0.36):
        buildings.arched(canvas, light, x, y - up * height, 0.055 * height, 0.11 * height, depth)
    _door(canvas, light, x, y, 0.1 * height, 0.16 * height, depth)


def clock_tower(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A square tower with a clock face on high."""
    brick = light.tones((214, 158, 122), depth)
    roof = light.tones(buildings.snow_on(light, (92, 112, 142)), depth)
    half, top = 0.13 * height, y - 0.74 * height
    buildings.box(canvas, x - half, top, x + half, y, brick)
    for up in (0.16, 0.30, 0.44):
        canvas.box(x - half, y - up * height, x + half, y - (up - 0.012) * height, brick.lit)
        buildings.arched(canvas, light, x, y - (up - 0.07) * height, 0.06 * height, 0.09 * height, depth)
    canvas.slab(x - 1.2 * half, top - 0.02 * height, x + 1.2 * half, top + 0.02 * height, brick.turned(0.1), 5)
    canvas.mass([shape(x, top, height, (-0.15, 0.0), (-0.02, 0.22), (0.0, 0.3), (0.02, 0.22), (0.15, 0.0))], roof, 8,
                fall=0.3)  # fmt: skip
    face = (x, y - 0.6 * height, 0.105 * height)
    lit = buildings.LAMPLIGHT if light.dark else light.on((254, 250, 240), depth)
    if light.dark:
        canvas.glow(face[0], face[1], 2.4 * face[2], buildings.LAMPLIGHT, 0.5)
    canvas.oval(face[0], face[1], 1.16 * face[2], 1.16 * face[2], light.on(GOLD, depth))
    canvas.oval(*face, face[2], lit)
    ink = light.on((60, 56, 70), depth)
    for hour in range(12):
        t = math.radians(30 * hour)
        canvas.oval(x + 0.82 * face[2] * math.cos(t), face[1] + 0.82 * face[2] * math.sin(t), 0.008 * height,
                    0.008 * height, ink)  # fmt: skip
    for turn, reach in ((-55, 0.75), (-150, 0.5)):
        t = math.radians(turn)
        tip = (x + reach * face[2] * math.cos(t), face[1] + reach * face[2] * math.sin(t))
        canvas.line([(x, face[1]), tip], ink, 0.016 * height)
    _door(canvas, light, x, y, 0.1 * height, 0.13 * height, depth)


def temple(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A temple with steps, columns and a gable."""
    stone = light.tones(buildings.snow_on(light, MARBLE), depth)
    half = 0.82 * height
    _mound(canvas, light, x, y, 1.2 * half, depth)
    canvas.fill([bar(x - 0.8 * half, y - 0.66 * height, x + 0.8 * half, y)], [(y, light.on((110, 104, 116), depth))])
    for at in _spread(x, 0.8 * half, 6):
        wide = 0.05 * height
        canvas.mass([bar(at - wide, y - 0.66 * height, at + wide, y)], stone, 0.9 * wide, fall=0.1)
        for row in (0.66, 0.13):
            canvas.slab(at - 1.5 * wide, y - row * height, at + 1.5 * wide, y - (row - 0.03) * height, stone, 2)
    for step in range(3):
        reach = half * (0.94 + 0.06 * step)
        canvas.slab(x - reach, y - (0.1 - 0.033 * step) * height, x + reach, y - (0.066 - 0.033 * step) * height,
                    stone.turned(-0.05 * step), 3)  # fmt: skip
    canvas.slab(x - 0.94 * half, y - 0.75 * height, x + 0.94 * half, y - 0.65 * height, stone, 4)
    canvas.mass([shape(x, y - 0.74 * height, height, (-0.82, 0.0), (0.0, 0.27), (0.82, 0.0))], stone, 8, fall=0.3)
    canvas.veiled([shape(x, y - 0.765 * height, height, (-0.58, 0.0), (0.0, 0.18), (0.58, 0.0))], stone.shade, 0.5)


def pagoda(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A tower of five storeys, each under a curved roof."""
    wall, red = light.tones((246, 234, 214), depth), light.tones(LACQUER, depth)
    roof = light.tones(buildings.snow_on(light, (70, 92, 104)), depth)
    _mound(canvas, light, x, y, 0.5 * height, depth)
    floors = 5
    for floor in range(floors):
        half = (0.21 - 0.024 * floor) * height
        low = y - 0.165 * floor * height
        buildings.box(canvas, x - 0.7 * half, low - 0.13 * height, x + 0.7 * half, low, wall)
        for at in _spread(x, 0.66 * half, 4):
            canvas.box(at - 0.008 * height, low - 0.13 * height, at + 0.008 * height, low, red.base)
        glass = buildings.LAMPLIGHT if light.dark else red.shade
        canvas.box(x - 0.14 * half, low - 0.09 * height, x + 0.14 * half, low, glass)
        eaves = [(-1.4, -0.02), (-1.5, 0.05), (-0.8, 0.05), (-0.55, 0.1), (0.55, 0.1), (0.8, 0.05), (1.5, 0.05),
                 (1.4, -0.02)]  # fmt: skip
        canvas.mass([[(x + u * half, low - 0.1 * height - v * height) for u, v in eaves]], roof, 5, fall=0.3)
    peak = y - (0.165 * floors + 0.02) * height
    canvas.line([(x, peak), (x, peak - 0.15 * height)], light.on(GOLD, depth), 0.014 * height)


def mosque(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A domed hall between two minarets."""
    wall, dome = light.tones((244, 230, 204), depth), light.tones((74, 160, 170), depth)
    gold = light.on(GOLD, depth)
    for side in (-1, 1):
        at, half = x + 0.62 * side * height, 0.035 * height
        canvas.mass([bar(at - half, y - 0.82 * height, at + half, y)], wall, 0.9 * half, fall=0.1)
        canvas.slab(at - 1.8 * half, y - 0.68 * height, at + 1.8 * half, y - 0.65 * height, wall.turned(-0.06), 2)
        canvas.mass([shape(at, y - 0.82 * height, height, (-0.05, 0.0), (0.0, 0.16), (0.05, 0.0))], dome, 5)
    buildings.box(canvas, x - 0.46 * height, y - 0.36 * height, x + 0.46 * height, y, wall)
    onion = [(-0.3, 0.0), (-0.33, 0.12), (-0.25, 0.26), (-0.1, 0.36), (0.0, 0.46), (0.1, 0.36), (0.25, 0.26),
             (0.33, 0.12), (0.3, 0.0)]  # fmt: skip
    canvas.mass([shape(x, y - 0.38 * height, height, *onion)], dome, 0.12 * height)
    canvas.slab(x - 0.34 * height, y - 0.4 * height, x + 0.34 * height, y - 0.35 * height, wall.turned(0.05), 3)
    canvas.line([(x, y - 0.83 * height), (x, y - 0.93 * height)], gold, 0.014 * height)
    for at in _spread(x, 0.33 * height, 5):
        buildings.arched(canvas, light, at, y - 0.15 * height, 0.09 * height, 0.16 * height, depth)


def stone_circle(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """Standing stones in a ring, some with a lintel."""
    for row, (reach, size) in enumerate(((0.8, 0.78), (1.15, 1.0))):
        tones = light.tones(GREY, depth * (1.3 - 0.3 * row)).turned(-0.12 if row == 0 else 0.0)
        foot, tall = y - 0.07 * height * (1 - row), size * 0.8 * height
        spots = _spread(x, reach * height, 6)
        for number, at in enumerate(spots):
            rough = 0.9 + 0.2 * float(uniform(number, 3 + row))
            wide = 0.1 * tall * rough
            canvas.shade(at, foot, 2 * wide, 0.05 * height, 0.35)
            canvas.mass([[(at - wide, foot), (at - 0.8 * wide, foot - tall), (at + 0.9 * wide, foot - tall * rough),
                          (at + wide, foot)]], tones, 0.8 * wide, fall=0.2)  # fmt: skip
        for left, right in ((spots[0], spots[1]), (spots[2], spots[3]), (spots[4], spots[5])):
            canvas.slab(left - 0.12 * tall, foot - 1.14 * tall, right + 0.12 * tall, foot - 0.96 * tall,
                        tones.turned(0.05), 8)  # fmt: skip


def lattice_tower(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A tower of iron on four curved legs."""
    iron = light.tones((140, 108, 88), depth)
    outline = [(0.22, 0.0), (0.15, 0.16), (0.09, 0.36), (0.05, 0.62), (0.022, 0.94)]
    inner = [(0.135, 0.0), (0.085, 0.16), (0.045, 0.36), (0.018, 0.62), (0.0, 0.94)]
    for side in (-1, 1):
        leg = [(x + side * u * height, y - v * height) for u, v in (*outline, *inner[::-1])]
        canvas.mass([leg], iron, 4, fall=0.2)
        for (u, v), (p, q) in zip(outline, inner[1:], strict=False):
            canvas.line([(x + side * u * height, y - v * height), (x + side * p * height, y - q * height)], iron.lit,
                        0.006 * height)  # fmt: skip
    arch = [(x + 0.15 * height * math.cos(t), y - 0.02 * height - 0.13 * height * math.sin(t))
            for t in (math.pi * i / 12 for i in range(13))]  # fmt: skip
    canvas.line(arch, iron.base, 0.02 * height)
    for up, wide in ((0.16, 0.19), (0.36, 0.12), (0.9, 0.035)):
        canvas.slab(x - wide * height, y - (up + 0.025) * height, x + wide * height, y - up * height, iron, 2)
    canvas.line([(x, y - 0.9 * height), (x, y - height)], iron.base, 0.014 * height)


def _mound(canvas: Canvas, light: Light, x: float, y: float, half: float, depth: float) -> None:
    """A low rise of the ground that a building stands on."""
    canvas.mass([Oval(x, y + 0.1 * half, half, 0.2 * half)], light.tones((124, 176, 96), depth), 6, fall=0.4)


def _stones(canvas: Canvas, tones: Tones, x: float, span: tuple[float, float], half: float) -> None:
    """Single stones that stand out of a wall between two heights."""
    top, low = span
    for i in range(16):
        at = x + 1.6 * half * (float(uniform(i, 3)) - 0.5)
        up = top + (low - top) * (0.04 + 0.92 * float(uniform(i, 4)))
        canvas.veiled([bar(at, up, at + 0.28 * half, up + 0.1 * half)], tones.shade, 0.5)


def _door(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float) -> None:
    wood = light.tones((122, 84, 62), depth)
    canvas.mass([Oval(x, y - height + 0.5 * width, 0.5 * width, 0.5 * width),
                 bar(x - 0.5 * width, y - height + 0.5 * width, x + 0.5 * width, y)], wood, 4)  # fmt: skip


def _spread(x: float, half: float, count: int) -> list[float]:
    """`count` places from `x - half` to `x + half`."""
    return [x + half * (2 * i / (count - 1) - 1) for i in range(count)]
