"""Buildings and street furniture."""

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.light import Light

LAMPLIGHT: Rgb = (255, 222, 140)
WALLS: tuple[Rgb, ...] = (
    (236, 214, 178),
    (222, 168, 130),
    (198, 208, 214),
    (232, 228, 214),
    (204, 150, 132),
    (170, 190, 178),
)
ROOFS: tuple[Rgb, ...] = ((178, 84, 66), (140, 92, 78), (112, 104, 116), (158, 70, 74))


def house(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float, seed: int) -> None:
    """A cottage `width` units wide that stands on y."""
    wall = light.on(WALLS[int(uniform(seed, 1) * len(WALLS))], depth)
    roof = light.on(ROOFS[int(uniform(seed, 2) * len(ROOFS))], depth)
    half, tall = width / 2, width * (0.55 + 0.2 * float(uniform(seed, 3)))
    canvas.box(x - half, y - tall, x + half, y, wall)
    canvas.box(x + 0.2 * half, y - tall, x + half, y, lighter(wall, -0.1))
    chimney = x + half * 0.45
    canvas.box(chimney, y - tall * 1.62, chimney + 0.13 * width, y - tall * 1.15, lighter(roof, -0.25))
    peak = y - tall * 1.62
    canvas.polygon(
        [(x - half * 1.16, y - tall), (x - half * 0.62, peak), (x + half * 0.62, peak), (x + half * 1.16, y - tall)],
        roof,
    )
    for i in range(1, 4):
        row = y - tall - (tall * 0.62) * i / 4
        edge = half * (1.16 - 0.54 * i / 4)
        canvas.line([(x - edge, row), (x + edge, row)], lighter(roof, -0.16), 0.012 * width)
    _window(canvas, light, x - 0.28 * width, y - 0.62 * tall, 0.17 * width, 0.2 * width, light.dark)
    _window(
        canvas,
        light,
        x + 0.28 * width,
        y - 0.62 * tall,
        0.17 * width,
        0.2 * width,
        light.dark and bool(uniform(seed, 4) < 0.6),
    )
    door = lighter(roof, -0.3)
    canvas.box(x - 0.08 * width, y - 0.6 * tall, x + 0.08 * width, y, door)
    canvas.oval(x + 0.05 * width, y - 0.28 * tall, 0.012 * width, 0.012 * width, LAMPLIGHT)


def block(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float, seed: int
) -> None:
    """A block of flats or offices that stands on y, with rows of windows."""
    body = light.on(lighter(WALLS[int(uniform(seed, 1) * len(WALLS))], -0.28 * float(uniform(seed, 2))), depth)
    left, right, top = x - width / 2, x + width / 2, y - height
    canvas.box(left, top, right, y, body)
    canvas.box(right - 0.22 * width, top, right, y, lighter(body, -0.14))
    canvas.box(left - 3, top - 5, right + 3, top + 5, lighter(body, -0.2))
    if uniform(seed, 3) < 0.4:
        canvas.line([(x, top), (x, top - 0.16 * height)], lighter(body, -0.3), 4)
    columns, rows = max(2, int(width / 30)), max(2, int(height / 40))
    lit = uniform(seed, np.arange(rows)[:, None], np.arange(columns))
    for row in range(rows):
        for column in range(columns):
            wx = left + width * (column + 0.5) / columns
            wy = top + 22 + (height - 34) * (row + 0.5) / rows
            _pane(
                canvas,
                light,
                wx,
                wy,
                width / columns * 0.46,
                min(20.0, height / rows * 0.5),
                depth,
                float(lit[row, column]),
            )


def skyline(
    canvas: Canvas, light: Light, seed: int, *, y: float, height: float, depth: float, step: float = 92.0
) -> None:
    """A row of blocks, some high, some low."""
    for spot in along(seed, canvas.left - 200, canvas.right + 200, step, y=y, wobble=0.3):
        block(
            canvas,
            light,
            spot.x,
            y,
            step * (0.72 + 0.3 * spot.kind),
            height * (0.35 + 0.75 * spot.size**1.3),
            depth,
            seed + round(spot.x),
        )


def lamp(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A street lamp that burns at night."""
    iron = light.on((66, 72, 84))
    canvas.line([(x, y), (x, y - 0.93 * height)], iron, 0.028 * height)
    canvas.box(x - 0.05 * height, y - 0.05 * height, x + 0.05 * height, y, iron)
    if light.dark:
        canvas.glow(x, y - 0.95 * height, 0.55 * height, LAMPLIGHT, 0.7)
    canvas.oval(
        x, y - 0.95 * height, 0.062 * height, 0.062 * height, LAMPLIGHT if light.dark else light.on((244, 240, 226))
    )
    canvas.box(x - 0.07 * height, y - 1.03 * height, x + 0.07 * height, y - height, iron)


def bench(canvas: Canvas, light: Light, x: float, y: float, width: float) -> None:
    """A park bench."""
    wood, iron = light.on((164, 112, 70)), light.on((70, 74, 82))
    for side in (-0.4, 0.4):
        canvas.line([(x + side * width, y), (x + side * width, y - 0.42 * width)], iron, 0.05 * width)
    for lift, thick in ((0.2, 0.07), (0.31, 0.055), (0.40, 0.055)):
        canvas.box(x - 0.5 * width, y - (lift + thick) * width, x + 0.5 * width, y - lift * width, wood)


def fence(canvas: Canvas, light: Light, seed: int, *, y: float, height: float, rgb: Rgb = (206, 178, 140)) -> None:
    """A wooden fence from edge to edge."""
    wood = light.on(rgb, 1.3)
    for lift in (0.35, 0.72):
        canvas.box(canvas.left, y - height * lift - 4, canvas.right, y - height * lift + 3, lighter(wood, -0.12))
    for spot in along(seed, canvas.left - 30, canvas.right + 30, 46, y=y, wobble=0.06):
        canvas.polygon(
            [
                (spot.x - 6, y),
                (spot.x - 6, y - height),
                (spot.x, y - height - 7),
                (spot.x + 6, y - height),
                (spot.x + 6, y),
            ],
            wood,
        )


def castle(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A castle with towers, gate and flags, `width` units wide, that stands on y."""
    stone = light.on((176, 172, 180), depth)
    roof = light.on((96, 92, 158), depth)
    for at, wide, tall in (
        (-0.30, 0.13, 0.92),
        (0.30, 0.13, 0.84),
        (0.0, 0.17, 1.12),
        (-0.47, 0.14, 0.66),
        (0.47, 0.14, 0.7),
    ):
        cx, half, top = x + at * width, wide * width / 2, y - tall * width * 0.62
        canvas.box(cx - half, top, cx + half, y, stone)
        canvas.box(cx + 0.2 * half, top, cx + half, y, lighter(stone, -0.13))
        canvas.polygon([(cx - half * 1.25, top), (cx, top - half * 2.9), (cx + half * 1.25, top)], roof)
        canvas.polygon([(cx + 0.1 * half, top), (cx, top - half * 2.9), (cx + half * 1.25, top)], lighter(roof, -0.2))
        canvas.line([(cx, top - half * 2.8), (cx, top - half * 3.7)], lighter(stone, -0.4), 2.5)
        canvas.polygon(
            [(cx, top - half * 3.7), (cx + half * 0.9, top - half * 3.4), (cx, top - half * 3.1)],
            light.on((214, 66, 72), depth),
        )
        _slit(canvas, light, cx, top + half * 1.1, half * 0.28)
    wall = y - 0.30 * width
    canvas.box(x - 0.5 * width, wall, x + 0.5 * width, y, lighter(stone, -0.05))
    merlon = width / 26
    for i in range(13):
        left = x - 0.5 * width + merlon * 2 * i
        canvas.box(left, wall - merlon * 0.9, left + merlon, wall + 1, lighter(stone, -0.05))
    for i in range(18):
        bx, by = x + width * (float(uniform(i, 3)) - 0.5) * 0.95, wall + (y - wall) * float(uniform(i, 4))
        canvas.box(bx, by, bx + 0.03 * width, by + 0.012 * width, lighter(stone, -0.16))
    gate = 0.075 * width
    canvas.oval(x, y - gate * 1.6, gate, gate, lighter(stone, -0.65))
    canvas.box(x - gate, y - gate * 1.6, x + gate, y, lighter(stone, -0.65))


def barn(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A red barn."""
    red, white = light.on((182, 62, 54), depth), light.on((244, 240, 232), depth)
    half, tall = width / 2, 0.48 * width
    canvas.box(x - half, y - tall, x + half, y, red)
    canvas.polygon(
        [
            (x - half * 1.08, y - tall),
            (x - half * 0.6, y - tall * 1.55),
            (x, y - tall * 1.8),
            (x + half * 0.6, y - tall * 1.55),
            (x + half * 1.08, y - tall),
        ],
        lighter(red, -0.3),
    )
    canvas.box(x - 0.16 * width, y - 0.7 * tall, x + 0.16 * width, y, white)
    canvas.box(x - 0.14 * width, y - 0.65 * tall, x + 0.14 * width, y, lighter(red, -0.1))
    for a, b in ((-1, 1), (1, -1)):
        canvas.line([(x + a * 0.14 * width, y), (x + b * 0.14 * width, y - 0.65 * tall)], white, 0.02 * width)
    canvas.box(x - 0.06 * width, y - 1.25 * tall, x + 0.06 * width, y - tall, white)


def _window(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, lit: bool) -> None:
    glass = LAMPLIGHT if lit else light.on((130, 178, 208))
    frame = light.on((250, 248, 240))
    canvas.box(x - width * 0.6, y - height * 0.58, x + width * 0.6, y + height * 0.58, frame)
    canvas.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2, glass)
    canvas.line([(x, y - height / 2), (x, y + height / 2)], frame, width * 0.1)
    canvas.line([(x - width / 2, y), (x + width / 2, y)], frame, width * 0.1)


def _pane(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, depth: float, chance: float
) -> None:
    glass = light.on(LAMPLIGHT if chance < 0.2 else (122, 156, 186), depth)
    if light.dark:
        glass = LAMPLIGHT if chance < 0.45 else light.on((60, 78, 110), depth)
    canvas.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2, lighter(glass, 0.12 * (chance - 0.5)))


def _slit(canvas: Canvas, light: Light, x: float, y: float, size: float) -> None:
    canvas.box(x - size, y - size, x + size, y + size * 2, LAMPLIGHT if light.dark else light.on((64, 62, 84)))
    canvas.oval(x, y - size, size, size, LAMPLIGHT if light.dark else light.on((64, 62, 84)))
