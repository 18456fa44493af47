"""Buildings."""

import math

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.light import SNOW, Light, Weather
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

LAMPLIGHT: Rgb = (255, 216, 130)
WALLS: tuple[Rgb, ...] = (
    (248, 224, 188),
    (238, 178, 142),
    (198, 216, 228),
    (246, 240, 226),
    (226, 158, 146),
    (178, 208, 194),
)
ROOFS: tuple[Rgb, ...] = ((206, 92, 74), (166, 102, 86), (104, 112, 142), (186, 76, 88))
_BEAM = (5.0, 4.2, 3.5, 2.8, 2.2, 1.6)
"""How far a lighthouse's beam reaches, in its own heights: laid over each other, so that it fades out."""


def box(canvas: Canvas, left: float, top: float, right: float, bottom: float, tones: Tones) -> None:
    """A plane wall, lit on the light's side."""
    shape = [(left, top), (right, top), (right, bottom), (left, bottom)]
    canvas.fill([shape], [(top, mix(tones.base, tones.lit, 0.25)), (bottom, mix(tones.base, tones.shade, 0.18))])
    wide = 0.26 * (right - left)
    dark = (left, left + wide) if tones.side > 0 else (right - wide, right)
    canvas.veiled([[(dark[0], top), (dark[1], top), (dark[1], bottom), (dark[0], bottom)]], tones.shade, 0.4)


def house(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float, seed: int) -> None:
    """A cottage `width` units wide that stands on y."""
    wall = light.tones(WALLS[int(uniform(seed, 1) * len(WALLS))], depth)
    roof = light.tones(snow_on(light, ROOFS[int(uniform(seed, 2) * len(ROOFS))]), depth)
    half, tall = width / 2, width * (0.55 + 0.2 * float(uniform(seed, 3)))
    canvas.shade(x, y, 0.7 * width, 0.06 * width, 0.35)
    chimney = x + half * 0.45
    box(canvas, chimney, y - tall * 1.68, chimney + 0.13 * width, y - tall * 1.15, roof.turned(-0.2))
    box(canvas, x - half, y - tall, x + half, y, wall)
    gable = tall * (0.62 + 0.3 * float(uniform(seed, 5)))
    peak, share = y - tall - gable, 0.62 if uniform(seed, 6) < 0.6 else 0.1
    canvas.mass(
        [
            [
                (x - half * 1.18, y - tall + 3),
                (x - half * share, peak),
                (x + half * share, peak),
                (x + half * 1.18, y - tall + 3),
            ]
        ],
        roof,
        0.07 * width,
        fall=0.5,
    )
    for i in range(1, 4):
        row = y - tall - gable * i / 4
        edge = half * (1.18 - (1.18 - share) * i / 4)
        canvas.line([(x - edge, row), (x + edge, row)], mix(roof.base, roof.shade, 0.5), 0.012 * width)
    canvas.veiled(
        [[(x - half, y - tall), (x + half, y - tall), (x + half, y - tall * 0.9), (x - half, y - tall * 0.9)]],
        wall.shade,
        0.5,
        fade=1,
    )
    window(canvas, light, x - 0.28 * width, y - 0.58 * tall, 0.17 * width, 0.2 * width, light.dark, depth)
    lit = light.dark and bool(uniform(seed, 4) < 0.7)
    window(canvas, light, x + 0.28 * width, y - 0.58 * tall, 0.17 * width, 0.2 * width, lit, depth)
    door = light.tones(lighter(ROOFS[int(uniform(seed, 7) * len(ROOFS))], -0.15), depth)
    canvas.slab(x - 0.09 * width, y - 0.62 * tall, x + 0.09 * width, y + 4, door, 0.08 * width)
    canvas.box(x - 0.12 * width, y, x + 0.12 * width, y + 5, wall.shade)
    canvas.oval(x + 0.05 * width, y - 0.28 * tall, 0.014 * width, 0.014 * width, LAMPLIGHT)


def snow_on(light: Light, rgb: Rgb) -> Rgb:
    """A roof's colour, under snow where it snows."""
    return mix(rgb, SNOW, 0.8) if light.snowy else rgb


def church(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A village church with a pointed tower."""
    wall, roof = light.tones((250, 242, 226), depth), light.tones(snow_on(light, (112, 124, 160)), depth)
    box(canvas, x - 0.1 * width, y - 0.9 * width, x + 0.9 * width, y, wall)
    canvas.mass(
        [
            [
                (x - 0.16 * width, y - 0.88 * width),
                (x, y - 1.35 * width),
                (x + 0.8 * width, y - 1.35 * width),
                (x + 0.98 * width, y - 0.88 * width),
            ]
        ],
        roof,
        8,
    )
    box(canvas, x - 0.3 * width, y - 1.7 * width, x + 0.14 * width, y, wall)
    canvas.mass(
        [
            [
                (x - 0.38 * width, y - 1.68 * width),
                (x - 0.08 * width, y - 2.75 * width),
                (x + 0.22 * width, y - 1.68 * width),
            ]
        ],
        roof,
        10,
    )
    canvas.oval(x - 0.08 * width, y - 1.45 * width, 0.1 * width, 0.1 * width, light.on((250, 226, 160), depth))
    for dx, up in ((-0.08, 0.55), (0.34, 0.5), (0.64, 0.5)):
        arched(canvas, light, x + dx * width, y - up * width, 0.1 * width, 0.3 * width, depth)


def silo(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float) -> None:
    """A round tower for grain."""
    steel, half = light.tones((206, 214, 224), depth), width / 2
    canvas.mass(
        [[(x - half, y), (x - half, y - height), (x + half, y - height), (x + half, y)]], steel, 0.4 * width, fall=0.1
    )
    canvas.mass(
        [Oval(x, y - height, half, 0.42 * width)], light.tones(snow_on(light, (176, 188, 204)), depth), 0.3 * width
    )
    for i in range(1, 6):
        row = y - height * i / 6
        canvas.line([(x - half, row), (x + half, row)], mix(steel.base, steel.shade, 0.5), 2)


def windmill(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A windmill whose four sails stand still."""
    wall, cap = light.tones((246, 238, 222), depth), light.tones(snow_on(light, (178, 86, 72)), depth)
    canvas.mass(
        [
            [
                (x - 0.22 * height, y),
                (x - 0.12 * height, y - 0.72 * height),
                (x + 0.12 * height, y - 0.72 * height),
                (x + 0.22 * height, y),
            ]
        ],
        wall,
        0.14 * height,
        fall=0.1,
    )
    canvas.mass([Oval(x, y - 0.72 * height, 0.15 * height, 0.13 * height)], cap, 0.08 * height)
    canvas.slab(x - 0.05 * height, y - 0.2 * height, x + 0.05 * height, y, light.tones((130, 90, 70), depth), 6)
    window(canvas, light, x, y - 0.44 * height, 0.07 * height, 0.08 * height, light.dark, depth)
    hub, wood = (x, y - 0.74 * height), light.tones((150, 110, 82), depth)
    for turn in (20, 110, 200, 290):
        t = math.radians(turn)
        c, s = math.cos(t), math.sin(t)
        tip = (hub[0] + 0.5 * height * c, hub[1] + 0.5 * height * s)
        sail = [
            (hub[0] + a * height * c - b * height * s, hub[1] + a * height * s + b * height * c)
            for a, b in ((0.1, 0.0), (0.5, 0.0), (0.5, 0.1), (0.1, 0.08))
        ]
        canvas.fill(
            [sail],
            [
                (hub[1] - 0.5 * height, light.on((255, 250, 236), depth)),
                (hub[1] + 0.5 * height, light.on((226, 212, 190), depth)),
            ],
            0.9,
        )
        canvas.line([hub, tip], wood.base, 0.022 * height)
    canvas.mass([Oval(*hub, 0.03 * height, 0.03 * height)], wood, 4)


def block(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float, seed: int
) -> None:
    """A block of flats or offices that stands on y, with rows of windows."""
    tones = light.tones(lighter(WALLS[int(uniform(seed, 1) * len(WALLS))], -0.16 * float(uniform(seed, 2))), depth)
    left, right, top = x - width / 2, x + width / 2, y - height
    crown = float(uniform(seed, 3))
    if crown < 0.25:
        canvas.line([(x, top), (x, top - 0.2 * height)], tones.shade, 4)
        canvas.oval(x, top - 0.2 * height, 4, 4, light.on((240, 90, 80), depth))
    elif crown < 0.5:
        box(canvas, x - 0.28 * width, top - 0.1 * height, x + 0.28 * width, top + 2, tones.turned(0.05))
    elif crown < 0.7:
        canvas.mass([[(left, top + 2), (x, top - 0.16 * height), (right, top + 2)]], tones, 10)
    box(canvas, left, top, right, y, tones)
    canvas.box(left - 3, top - 4, right + 3, top + 5, mix(tones.base, tones.lit, 0.5))
    if light.snowy:
        white = light.tones(SNOW, depth)
        canvas.slab(left - 5, top - 13, right + 5, top, white, 7)
    columns, rows = max(2, int(width / 34)), max(2, int(height / 46))
    lit = uniform(seed, np.arange(rows)[:, None], np.arange(columns))
    for row in range(rows):
        for column in range(columns):
            wx = left + width * (column + 0.5) / columns
            wy = top + 24 + (height - 36) * (row + 0.5) / rows
            size = (width / columns * 0.5, min(24.0, height / rows * 0.55))
            _pane(canvas, light, wx, wy, size, depth, float(lit[row, column]))


def skyline(
    canvas: Canvas, light: Light, seed: int, *, y: float, height: float, depth: float, step: float = 92.0
) -> None:
    """Towers in the distance, some high, some low, with few windows."""
    for spot in along(seed, canvas.left - 200, canvas.right + 200, step, y=y, wobble=0.5):
        tones = light.tones(lighter((150, 166, 196), 0.2 * (spot.kind - 0.5)), depth)
        wide, tall = step * (0.5 + 0.4 * spot.kind), height * (0.3 + 0.8 * spot.size**1.6)
        left, top = spot.x - wide / 2, y - tall
        outline: list[tuple[float, float]] = [(left, y), (left, top), (left + wide, top), (left + wide, y)]
        if spot.chance < 0.3:
            outline[2:2] = [(spot.x - 3, top - 10), (spot.x, top - 0.25 * tall), (spot.x + 3, top - 10)]
        elif spot.chance < 0.5:
            outline[2:2] = [(left + 0.2 * wide, top - 14), (left + 0.8 * wide, top - 14)]
        canvas.fill([outline], [(top, mix(tones.base, tones.lit, 0.3)), (y, light.on((150, 166, 196), depth * 2.5))])
        dark = left if tones.side > 0 else left + 0.7 * wide
        canvas.veiled(
            [[(dark, top), (dark + 0.3 * wide, top), (dark + 0.3 * wide, y), (dark, y)]], tones.shade, 0.4, fade=0.7
        )
        for i in range(int(tall / 22)):
            for j in (-0.28, 0.0, 0.28):
                if uniform(seed, round(spot.x), i, round(j * 9)) < (0.42 if light.dark else 0.5):
                    glass = LAMPLIGHT if light.dark else tones.shade
                    wx, wy = spot.x + j * wide, top + 14 + 22 * i
                    canvas.box(wx - 4, wy - 5, wx + 4, wy + 5, mix(glass, tones.base, 0.25 if light.dark else 0.55))


def castle(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A castle with towers, gate and flags, `width` units wide, that stands on y."""
    stone, roof = light.tones((206, 200, 214), depth), light.tones(snow_on(light, (108, 112, 196)), depth)
    towers = ((-0.30, 0.13, 0.92), (0.30, 0.13, 0.84), (0.0, 0.17, 1.12), (-0.47, 0.14, 0.66), (0.47, 0.14, 0.7))
    for at, wide, tall in towers:
        cx, half, top = x + at * width, wide * width / 2, y - tall * width * 0.62
        canvas.mass(
            [
                [
                    (cx - half, y),
                    (cx - half, top),
                    (cx - 1.16 * half, top),
                    (cx - 1.16 * half, top - 0.5 * half),
                    (cx + 1.16 * half, top - 0.5 * half),
                    (cx + 1.16 * half, top),
                    (cx + half, top),
                    (cx + half, y),
                ]
            ],
            stone,
            0.7 * half,
            fall=0.15,
        )
        top -= 0.5 * half
        canvas.line([(cx, top - half * 2.7), (cx, top - half * 3.7)], stone.shade, 2.5)
        flag = light.tones((236, 76, 96), depth)
        canvas.mass([[(cx, top - half * 3.7), (cx + half * 1.0, top - half * 3.4), (cx, top - half * 3.1)]], flag, 3)
        canvas.mass(
            [[(cx - half * 1.3, top + 2), (cx, top - half * 2.9), (cx + half * 1.3, top + 2)]],
            roof,
            0.7 * half,
            fall=0.3,
        )
        arched(canvas, light, cx, top + half * 1.6, half * 0.5, half * 0.9, depth)
    wall = y - 0.30 * width
    merlon = width / 26
    shapes: list[Shape] = [
        [(x - 0.5 * width, y), (x - 0.5 * width, wall), (x + 0.5 * width, wall), (x + 0.5 * width, y)]
    ]
    for i in range(13):
        left = x - 0.5 * width + merlon * 2 * i
        shapes.append(
            [
                (left, wall + 1),
                (left, wall - merlon * 0.9),
                (left + merlon, wall - merlon * 0.9),
                (left + merlon, wall + 1),
            ]
        )
    canvas.mass(shapes, stone.turned(-0.04), 7, fall=0.3)
    for i in range(22):
        bx, by = x + width * (float(uniform(i, 3)) - 0.5) * 0.95, wall + (y - wall) * float(uniform(i, 4))
        canvas.veiled(
            [[(bx, by), (bx + 0.03 * width, by), (bx + 0.03 * width, by + 0.013 * width), (bx, by + 0.013 * width)]],
            stone.shade,
            0.4,
        )
    gate = 0.075 * width
    arch: list[Shape] = [
        Oval(x, y - gate * 1.6, gate, gate),
        [(x - gate, y), (x - gate, y - gate * 1.6), (x + gate, y - gate * 1.6), (x + gate, y)],
    ]
    canvas.mass(arch, Tones.plain(mix(light.on((120, 78, 56), depth), stone.shade, 0.3), light.side), 6)
    for i in range(-2, 3):
        canvas.line([(x + 0.36 * gate * i, y), (x + 0.36 * gate * i, y - gate * 2.2)], stone.shade, 1.5)


def barn(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A red barn."""
    red, white = light.tones((206, 70, 62), depth), light.on((252, 246, 238), depth)
    roof = light.tones(snow_on(light, (136, 62, 62)), depth)
    half, tall = width / 2, 0.48 * width
    canvas.shade(x, y, 0.7 * width, 0.06 * width, 0.35)
    gable = [
        (x - half, y - tall + 2),
        (x - half * 0.58, y - tall * 1.5),
        (x, y - tall * 1.75),
        (x + half * 0.58, y - tall * 1.5),
        (x + half, y - tall + 2),
    ]
    box(canvas, x - half, y - tall, x + half, y, red)
    canvas.fill([gable], [(y - tall * 1.75, red.lit), (y - tall, red.base)])
    for i in range(1, 9):
        at = x - half + width * i / 9
        canvas.line([(at, y), (at, y - tall)], mix(red.base, red.shade, 0.35), 1.5)
    top = [
        (x - half * 1.12, y - tall + 4),
        (x - half * 0.64, y - tall * 1.54),
        (x, y - tall * 1.82),
        (x + half * 0.64, y - tall * 1.54),
        (x + half * 1.12, y - tall + 4),
    ]
    under = [(px + (x - px) * 0.10, py + 0.09 * tall) for px, py in top]
    canvas.mass([[*top, *under[::-1]]], roof, 6, fall=0.3)
    canvas.box(x - 0.16 * width, y - 0.7 * tall, x + 0.16 * width, y, white)
    canvas.box(x - 0.14 * width, y - 0.65 * tall, x + 0.14 * width, y, mix(red.base, red.shade, 0.25))
    for a, b in ((-1, 1), (1, -1)):
        canvas.line([(x + a * 0.14 * width, y), (x + b * 0.14 * width, y - 0.65 * tall)], white, 0.02 * width)
    window(canvas, light, x, y - 1.16 * tall, 0.12 * width, 0.12 * width, light.dark, depth)


def lighthouse(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A lighthouse in red and white that shines when it is dark."""
    white, red = light.tones((252, 248, 242), depth), light.tones((224, 76, 70), depth)
    half = 0.11 * height
    for i in range(5):
        a, b = 1 - 0.09 * i, 1 - 0.09 * (i + 1)
        low, top = y - 0.155 * height * i, y - 0.155 * height * (i + 1)
        canvas.mass(
            [[(x - half * a, low), (x - half * b, top), (x + half * b, top), (x + half * a, low)]],
            red if i % 2 else white,
            0.6 * half,
            fall=0.0,
        )
    top = y - 0.775 * height
    canvas.slab(
        x - 0.085 * height,
        top - 0.02 * height,
        x + 0.085 * height,
        top + 0.01 * height,
        light.tones((80, 84, 104), depth),
        3,
    )
    bright = light.dark or light.low or light.weather in (Weather.STORM, Weather.FOG)
    if bright:
        canvas.glow(x, top - 0.08 * height, 0.7 * height, LAMPLIGHT, 0.6)
        for reach in _BEAM:
            for side in (-1, 1):
                tip, wide = x + side * reach * height, 0.08 * reach * height
                beam = [(x, top - 0.08 * height), (tip, top - 0.08 * height - wide), (tip, top - 0.08 * height + wide)]
                canvas.veiled([beam], LAMPLIGHT, 0.16 / len(_BEAM), soft=14)
    canvas.slab(
        x - 0.05 * height,
        top - 0.13 * height,
        x + 0.05 * height,
        top - 0.01 * height,
        Tones.plain(LAMPLIGHT if bright else light.on((190, 220, 240), depth), light.side),
        3,
    )
    canvas.mass(
        [
            [
                (x - 0.07 * height, top - 0.12 * height),
                (x, top - 0.22 * height),
                (x + 0.07 * height, top - 0.12 * height),
            ]
        ],
        red,
        5,
    )


def window(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, lit: bool, depth: float = 1.0
) -> None:
    """A small window with a cross; it glows where someone is at home."""
    frame = light.on((254, 250, 242), depth)
    if lit:
        canvas.glow(x, y, 1.7 * height, LAMPLIGHT, 0.5)
    canvas.box(x - width * 0.6, y - height * 0.58, x + width * 0.6, y + height * 0.58, frame)
    pane = [
        (x - width / 2, y - height / 2),
        (x + width / 2, y - height / 2),
        (x + width / 2, y + height / 2),
        (x - width / 2, y + height / 2),
    ]
    high, low = (
        ((255, 240, 190), LAMPLIGHT) if lit else (light.on((106, 160, 206), depth), light.on((176, 214, 232), depth))
    )
    canvas.fill([pane], [(y - height / 2, high), (y + height / 2, low)])
    canvas.line([(x, y - height / 2), (x, y + height / 2)], frame, width * 0.1)
    canvas.line([(x - width / 2, y), (x + width / 2, y)], frame, width * 0.1)


def _pane(
    canvas: Canvas, light: Light, x: float, y: float, size: tuple[float, float], depth: float, chance: float
) -> None:
    width, height = size
    glass = light.on((132, 172, 208), depth)
    lit = chance < (0.5 if light.dark else 0.25 if light.low else 0.0)
    if lit:
        glass = mix(LAMPLIGHT, light.horizon, 0.3 * light.far(depth))
    elif light.dark:
        glass = light.on((70, 92, 130), depth)
    top = y - height / 2
    canvas.box(x - width / 2, top, x + width / 2, y + height / 2, lighter(glass, 0.16 * (chance - 0.5)))
    canvas.box(x - width / 2, top, x + width / 2, top + 0.35 * height, lighter(glass, 0.22 if not lit else 0.3))


def arched(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float) -> None:
    """A window with a round arch; it glows at night."""
    glass = Tones.plain(LAMPLIGHT if light.dark else light.on((72, 74, 112), depth), light.side, 0.15)
    if light.dark:
        canvas.glow(x, y, 2.2 * height, LAMPLIGHT, 0.4)
    half = width / 2
    canvas.mass(
        [
            Oval(x, y - height / 2, half, half),
            [
                (x - half, y - height / 2),
                (x + half, y - height / 2),
                (x + half, y + height / 2),
                (x - half, y + height / 2),
            ],
        ],
        glass,
        2,
    )
