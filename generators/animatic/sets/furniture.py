"""Furniture, and what hangs on walls or from ceilings."""

from collections.abc import Sequence

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import Bed
from videostudio.generators.animatic.sets.shapes import Oval, Shape, bar, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

BOOKS: tuple[Rgb, ...] = (
    (206, 76, 72),
    (72, 128, 186),
    (98, 160, 108),
    (240, 186, 84),
    (142, 100, 172),
    (230, 138, 92),
)


GOLD: Rgb = (250, 206, 110)
WOOD: Rgb = (178, 120, 78)


def picture(canvas: Canvas, light: Light, x: float, y: float, size: float, rgb: Rgb) -> None:
    """A framed picture of a hill."""
    canvas.shade(x - light.side * 6, y + 8, 0.72 * size, 0.6 * size, 0.2)
    canvas.slab(x - size * 0.62, y - size * 0.48, x + size * 0.62, y + size * 0.48, light.tones(GOLD), 5)
    canvas.fill(
        [bar(x - size * 0.52, y - size * 0.38, x + size * 0.52, y + size * 0.38)],
        [(y - size * 0.38, light.on(rgb)), (y + size * 0.38, light.on(lighter(rgb, 0.5)))],
    )
    hill = shape(
        x, y, size, (-0.52, -0.38), (-0.3, 0.02), (-0.1, 0.1), (0.14, -0.12), (0.28, 0.0), (0.52, -0.2), (0.52, -0.38)
    )
    canvas.mass([hill], light.tones(lighter(rgb, -0.3)), 5)
    canvas.oval(x + 0.26 * size, y - 0.2 * size, 0.08 * size, 0.08 * size, light.on((255, 236, 160)))


def shelf(canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, seed: int) -> None:
    """A bookcase that stands on y."""
    wood = light.tones(WOOD)
    canvas.shade(x, y, 0.62 * width, 9, 0.4)
    canvas.slab(x - width / 2, y - height, x + width / 2, y, wood, 5)
    rows, gold, books = max(2, round(height / 78)), light.on(GOLD), [light.tones(rgb) for rgb in BOOKS]
    for row in range(rows):
        top = y - height + 9 + row * (height - 9) / rows
        bottom = y - height + (row + 1) * (height - 9) / rows
        inside = bar(x - width / 2 + 9, top, x + width / 2 - 9, bottom)
        canvas.fill([inside], [(top, mix(wood.shade, (30, 16, 30), 0.4)), (bottom, wood.shade)])
        at, draws = x - width / 2 + 12, uniform(seed, row, np.arange(60)[:, None], np.arange(2)).tolist()
        for chance, high in draws:
            thick, tall = 9 + 10 * chance, (bottom - top) * (0.6 + 0.28 * high)
            if at > x + width / 2 - 22:
                break
            book = books[int(chance * 60) % len(books)]
            canvas.box(at, bottom - tall, at + thick - 1.5, bottom, book.base)
            edge = at if light.side < 0 else at + 0.6 * thick
            canvas.box(edge, bottom - tall, edge + 0.3 * thick, bottom, mix(book.base, book.lit, 0.6))
            canvas.box(at + 2, bottom - 0.8 * tall, at + thick - 3, bottom - 0.74 * tall, gold)
            at += thick + (15 if chance > 0.92 else 0)
        canvas.fill(
            [bar(x - width / 2 + 5, bottom - 1, x + width / 2 - 5, bottom + 6)],
            [(bottom - 1, wood.lit), (bottom + 6, wood.base)],
        )


def cupboard(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, rgb: Rgb, doors: int = 2
) -> None:
    """A cupboard or chest with doors that stands on y."""
    tones = light.tones(rgb)
    canvas.shade(x, y, 0.6 * width, 9, 0.35)
    canvas.slab(x - width / 2, y - height, x + width / 2, y, tones, 7)
    canvas.slab(x - width / 2 - 6, y - height - 10, x + width / 2 + 6, y - height, tones.turned(-0.1), 5)
    wide = width / doors
    for i in range(doors):
        left = x - width / 2 + i * wide
        canvas.slab(left + 7, y - height + 9, left + wide - 7, y - 11, tones.turned(0.05), 6)
        knob = left + wide * (0.85 if i % 2 == 0 else 0.15)
        canvas.mass([Oval(knob, y - height * 0.5, 5, 5)], Tones.plain(GOLD, light.side), 3)


def table(
    canvas: Canvas,
    light: Light,
    x: float,
    y: float,
    width: float,
    height: float,
    rgb: Rgb = WOOD,
    cloth: Rgb | None = None,
) -> None:
    """A table that stands on y."""
    wood = light.tones(rgb)
    canvas.shade(x, y, 0.6 * width, 10, 0.35)
    for side in (-1, 1):
        leg = x + side * 0.42 * width
        canvas.slab(leg - 6, y - height, leg + 6, y, wood.turned(-0.08), 4)
    canvas.slab(x - width / 2, y - height - 6, x + width / 2, y - height + 10, wood, 6)
    if cloth is not None:
        tones = light.tones(cloth)
        hang = shape(
            x,
            y - height,
            width,
            (-0.5, 0.04),
            (0.5, 0.04),
            (0.52, -0.16),
            (0.4, -0.2),
            (0.2, -0.15),
            (0.0, -0.2),
            (-0.2, -0.15),
            (-0.4, -0.2),
            (-0.52, -0.16),
        )
        canvas.mass([hang], tones, 9, fall=0.6)


def chair(canvas: Canvas, light: Light, x: float, y: float, height: float, side: int, rgb: Rgb = WOOD) -> None:
    """A chair that faces `side`."""
    wood = light.tones(rgb)
    back, wide = x - side * 0.2 * height, 0.4 * height
    canvas.shade(x, y, 0.4 * height, 7, 0.3)
    for leg in (back, back + side * wide):
        canvas.slab(leg - 4, y - 0.46 * height, leg + 4, y, wood.turned(-0.08), 3)
    canvas.slab(back - 5, y - height, back + 5, y - 0.4 * height, wood, 4)
    canvas.slab(
        min(back, back + side * wide) - 5,
        y - 0.52 * height,
        max(back, back + side * wide) + 5,
        y - 0.44 * height,
        wood.turned(0.08),
        4,
    )


def sofa(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb) -> None:
    """A sofa that stands on y."""
    cloth = light.tones(rgb)
    canvas.shade(x, y, 0.58 * width, 12, 0.4)
    for side in (-1, 1):
        canvas.slab(x + side * 0.42 * width - 6, y - 16, x + side * 0.42 * width + 6, y, light.tones((120, 82, 58)), 3)
    canvas.slab(x - 0.45 * width, y - 0.48 * width, x + 0.45 * width, y - 14, cloth.turned(-0.06), 34)
    for at in (-0.21, 0.21):
        canvas.slab(x + (at - 0.2) * width, y - 0.43 * width, x + (at + 0.2) * width, y - 0.18 * width, cloth, 22)
        canvas.slab(
            x + (at - 0.21) * width, y - 0.24 * width, x + (at + 0.21) * width, y - 0.11 * width, cloth.turned(0.07), 14
        )
    for side in (-1, 1):
        canvas.slab(
            x + side * 0.46 * width - 0.07 * width,
            y - 0.31 * width,
            x + side * 0.46 * width + 0.07 * width,
            y - 12,
            cloth.turned(0.03),
            20,
        )
    canvas.slab(x - 0.3 * width, y - 0.36 * width, x - 0.12 * width, y - 0.2 * width, light.tones((250, 190, 92)), 13)


def bed_at(x: float, y: float, width: float) -> Bed:
    """Where one lies on a `bed` painted with the same numbers."""
    return Bed(x, y - 0.22 * width, width)


def bed(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb, frame: Rgb = WOOD) -> None:
    """A bed seen from the side, head on the left, that stands on y."""
    wood, cloth, linen = light.tones(frame), light.tones(rgb), light.tones((252, 250, 246))
    canvas.shade(x, y, 0.58 * width, 12, 0.4)
    canvas.slab(x - 0.46 * width, y - 0.14 * width, x + 0.46 * width, y - 0.03 * width, wood.turned(-0.08), 6)
    canvas.slab(x - 0.46 * width, y - 0.24 * width, x + 0.46 * width, y - 0.11 * width, linen, 16)
    canvas.slab(x - 0.44 * width, y - 0.31 * width, x - 0.2 * width, y - 0.18 * width, linen.turned(0.05), 20)
    quilt = shape(
        x,
        y,
        width,
        (-0.2, 0.27),
        (-0.1, 0.285),
        (0.3, 0.27),
        (0.47, 0.24),
        (0.475, 0.07),
        (0.3, 0.055),
        (0.1, 0.075),
        (-0.1, 0.055),
        (-0.2, 0.08),
    )
    canvas.mass([quilt], cloth, 0.05 * width, fall=0.5)
    canvas.mass([shape(x, y, width, (-0.22, 0.275), (-0.13, 0.287), (-0.12, 0.055), (-0.22, 0.08))], linen, 8)
    for i in range(9):
        u, v = (0.0 + 0.05 * i + 0.02 * (i % 2)), 0.12 + 0.1 * (i % 2)
        canvas.mass(
            [Oval(x + u * width - 0.02 * width, y - v * width, 0.016 * width, 0.016 * width)], cloth.turned(0.22), 3
        )
    canvas.slab(x - 0.51 * width, y - 0.46 * width, x - 0.455 * width, y, wood, 8)
    canvas.slab(x + 0.455 * width, y - 0.32 * width, x + 0.51 * width, y, wood, 8)


def lamp_stand(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A standing lamp that burns in the evening."""
    brass = light.tones((190, 146, 92))
    canvas.mass([bar(x - 3, y - 0.8 * height, x + 3, y), Oval(x, y - 3, 0.11 * height, 0.03 * height)], brass, 3)
    on = light.dark or light.low
    if on:
        canvas.glow(x, y - 0.82 * height, height * 1.1, (255, 218, 150), 0.5 if light.dark else 0.25)
        canvas.veiled(
            [Oval(x, y - 0.82 * height, 0.34 * height, 0.34 * height)], (255, 226, 160), 0.22, soft=0.2 * height
        )
    shade = Tones((244, 178, 92), (255, 226, 160), (255, 246, 214), light.side) if on else light.tones((250, 226, 180))
    canvas.mass([shape(x, y, height, (-0.16, 0.72), (-0.1, 1.0), (0.1, 1.0), (0.16, 0.72))], shade, 0.08 * height)


def pendant(canvas: Canvas, light: Light, x: float, y: float, size: float, rgb: Rgb) -> None:
    """A lamp that hangs from the ceiling, its lower edge on y."""
    canvas.line([(x, -1500), (x, y - 0.6 * size)], light.on((90, 80, 90)), 3)
    on = light.dark or light.low
    if on:
        canvas.glow(x, y, 4.2 * size, (255, 220, 150), 0.5 if light.dark else 0.25)
        canvas.veiled(
            [shape(x, y, size, (-0.45, 0), (0.45, 0), (2.2, -5.5), (-2.2, -5.5))],
            (255, 226, 160),
            0.13,
            soft=10,
            fade=0.8,
        )
    canvas.mass([Oval(x, y, 0.2 * size, 0.16 * size)], Tones.plain((255, 244, 206), light.side), 5)
    canvas.mass(
        [shape(x, y, size, (-0.6, 0), (-0.44, 0.32), (-0.14, 0.56), (0.14, 0.56), (0.44, 0.32), (0.6, 0))],
        light.tones(rgb),
        0.2 * size,
    )


def rug(canvas: Canvas, light: Light, x: float, y: float, width: float, rgb: Rgb) -> None:
    """An oval rug on the floor."""
    tones = light.tones(rgb)
    canvas.shade(x, y + 4, 0.53 * width, 0.1 * width, 0.3)
    for grow, turn in ((1.0, -0.12), (0.92, 0.14), (0.8, 0.0), (0.5, 0.18), (0.42, 0.05)):
        canvas.mass([Oval(x, y, width / 2 * grow, width * 0.085 * grow)], tones.turned(turn), 5, fall=0.2)
    for i in range(14):
        canvas.oval(x + width * 0.36 * (i - 6.5) / 6.5, y + (8 if i % 2 else -8), 7, 4, tones.lit)


def plant_pot(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A plant in a pot."""
    clay, leaf = light.tones((220, 122, 88)), light.tones((84, 168, 96))
    canvas.shade(x, y, 0.24 * height, 0.05 * height, 0.4)
    for i, (dx, dy, turn) in enumerate(
        (
            (-0.26, 0.62, 35),
            (0.26, 0.64, -35),
            (-0.16, 0.84, 62),
            (0.17, 0.86, -62),
            (0.0, 0.94, 90),
            (-0.1, 0.58, 50),
            (0.1, 0.6, -50),
        )
    ):
        canvas.line([(x, y - 0.34 * height), (x + dx * height, y - dy * height)], leaf.shade, 3)
        canvas.mass(
            [Oval(x + dx * height, y - dy * height, 0.17 * height, 0.075 * height, turn)],
            leaf.turned(0.05 * (i % 3 - 1)),
            0.05 * height,
        )
    canvas.mass([shape(x, y, height, (-0.16, 0.36), (0.16, 0.36), (0.12, 0.0), (-0.12, 0.0))], clay, 0.06 * height)
    canvas.slab(x - 0.19 * height, y - 0.41 * height, x + 0.19 * height, y - 0.33 * height, clay.turned(0.06), 4)


def board(
    canvas: Canvas, light: Light, x: float, y: float, width: float, height: float, rgb: Rgb = (52, 104, 88)
) -> None:
    """A blackboard around (x, y) with a drawn sun, a house and sums that nobody can read."""
    canvas.slab(x - width / 2 - 9, y - height / 2 - 9, x + width / 2 + 9, y + height / 2 + 9, light.tones(WOOD), 5)
    canvas.fill(
        [bar(x - width / 2, y - height / 2, x + width / 2, y + height / 2)],
        [(y - height / 2, light.on(lighter(rgb, -0.12))), (y + height / 2, light.on(lighter(rgb, 0.1)))],
    )
    chalk = light.on((240, 246, 240))
    for i in range(3):
        row = y - height * 0.26 + 0.24 * height * i
        canvas.line(
            [(x - 0.42 * width + 0.06 * width * j, row + 3 * ((i + j) % 3)) for j in range(6 + i % 2)], chalk, 2.5
        )
    house = shape(
        x + 0.24 * width,
        y + 0.3 * height,
        0.4 * height,
        (-0.5, 0),
        (-0.5, 0.7),
        (0, 1.2),
        (0.5, 0.7),
        (0.5, 0),
        (-0.5, 0),
    )
    canvas.line(house, chalk, 2.5)
    canvas.oval(x + 0.4 * width, y - 0.3 * height, 0.07 * height, 0.07 * height, light.on((255, 226, 130)))
    canvas.slab(
        x - 0.3 * width, y + height / 2 + 4, x + 0.3 * width, y + height / 2 + 14, light.tones(WOOD).turned(0.1), 3
    )


def jars(
    canvas: Canvas, light: Light, x: float, y: float, width: float, colours: Sequence[Rgb], size: float = 26.0
) -> None:
    """A row of jars or bottles that stand on y."""
    count = max(1, int(width / (1.5 * size)))
    for i in range(count):
        at, tones = x - width / 2 + (i + 0.5) * width / count, light.tones(colours[i % len(colours)])
        tall = size * (1.2 + 0.5 * (i * 7 % 3) / 2)
        body: list[Shape] = [
            bar(at - 0.42 * size, y - 0.75 * tall, at + 0.42 * size, y),
            Oval(at, y - 0.75 * tall, 0.42 * size, 0.2 * size),
        ]
        canvas.mass(body, tones, 0.25 * size)
        canvas.slab(at - 0.25 * size, y - tall, at + 0.25 * size, y - 0.78 * tall, tones.turned(0.25), 3)
        canvas.veiled([Oval(at - 0.2 * size, y - 0.45 * tall, 0.07 * size, 0.25 * tall)], (255, 255, 255), 0.5)
