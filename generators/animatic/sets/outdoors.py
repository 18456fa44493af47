"""What stands about out of doors: lamps, benches, fences, fountains, signposts."""

import math

from videostudio.generators.animatic.sets.buildings import LAMPLIGHT
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix


def lamp(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A street lamp that burns at night."""
    iron = light.tones((66, 76, 98))
    canvas.shade(x, y, 0.16 * height, 0.04 * height, 0.4)
    half = 0.016 * height
    canvas.mass(
        [
            [(x - half, y), (x - half * 0.8, y - 0.9 * height), (x + half * 0.8, y - 0.9 * height), (x + half, y)],
            [(x - 3 * half, y), (x - half, y - 0.08 * height), (x + half, y - 0.08 * height), (x + 3 * half, y)],
        ],
        iron,
        half,
        fall=0.1,
    )
    if light.dark or light.low:
        canvas.glow(x, y - 0.95 * height, 0.9 * height, LAMPLIGHT, 0.55 if light.dark else 0.25)
        canvas.veiled([Oval(x, y - 0.95 * height, 0.34 * height, 0.34 * height)], LAMPLIGHT, 0.28, soft=0.22 * height)
        canvas.veiled(
            [Oval(x, y + 0.06 * height, 0.6 * height, 0.09 * height)], LAMPLIGHT, 0.3 if light.dark else 0.1, soft=14
        )
    glass = (
        Tones(LAMPLIGHT, (255, 236, 180), (255, 250, 226), light.side) if light.dark else light.tones((246, 244, 232))
    )
    canvas.mass(
        [
            [
                (x - 0.045 * height, y - 0.99 * height),
                (x + 0.045 * height, y - 0.99 * height),
                (x + 0.03 * height, y - 0.89 * height),
                (x - 0.03 * height, y - 0.89 * height),
            ]
        ],
        glass,
        0.03 * height,
    )
    canvas.mass(
        [[(x - 0.06 * height, y - 0.985 * height), (x, y - 1.06 * height), (x + 0.06 * height, y - 0.985 * height)]],
        iron,
        3,
    )


def bench(canvas: Canvas, light: Light, x: float, y: float, width: float) -> None:
    """A park bench."""
    wood, iron = light.tones((196, 134, 84)), light.tones((70, 76, 94))
    canvas.shade(x, y, 0.62 * width, 0.07 * width, 0.4)
    for side in (-0.4, 0.4):
        canvas.slab(x + (side - 0.025) * width, y - 0.44 * width, x + (side + 0.025) * width, y, iron, 3)
    for lift, thick in ((0.19, 0.06), (0.30, 0.055), (0.39, 0.055)):
        canvas.slab(x - 0.5 * width, y - (lift + thick) * width, x + 0.5 * width, y - lift * width, wood, 3)


def fence(canvas: Canvas, light: Light, seed: int, *, y: float, height: float, rgb: Rgb = (222, 190, 148)) -> None:
    """A wooden fence from edge to edge."""
    wood = light.tones(rgb, 1.3)
    for lift in (0.35, 0.72):
        row = y - height * lift
        shape = [
            (canvas.left - 9, row - 4),
            (canvas.right + 9, row - 4),
            (canvas.right + 9, row + 3),
            (canvas.left - 9, row + 3),
        ]
        canvas.fill([shape], [(row - 4, wood.base), (row + 3, wood.shade)])
    for spot in along(seed, canvas.left - 30, canvas.right + 30, 40, y=y, wobble=0.06):
        x = spot.x
        stake = [(x - 6, y), (x - 6, y - height), (x, y - height - 8), (x + 6, y - height), (x + 6, y)]
        canvas.polygon(stake, wood.base)
        canvas.box(
            x + 2 if wood.side < 0 else x - 6,
            y - height,
            x + 6 if wood.side < 0 else x - 2,
            y,
            mix(wood.base, wood.shade, 0.5),
        )


def arbour(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A garden gate under an arch of roses."""
    wood, leaf = light.tones((250, 248, 242), depth), light.tones((96, 168, 92), depth)
    half = width / 2
    for side in (-1, 1):
        canvas.slab(x + side * half - 6, y - 1.0 * width, x + side * half + 6, y, wood, 3)
    arch: list[Shape] = [
        Oval(x + half * math.cos(t), y - width - 0.72 * half * math.sin(t), 22, 18)
        for t in (math.pi * i / 8 for i in range(9))
    ]
    vines: list[Shape] = [
        Oval(x + side * half + 5 * (i % 2), y - 0.2 * width * i, 15, 18) for i in range(5) for side in (-1, 1)
    ]
    canvas.mass([*arch, *vines], leaf, 12)
    for i, shape in enumerate([*arch, *vines]):
        if isinstance(shape, Oval) and i % 2 == 0:
            rose = light.tones(((246, 110, 140), (255, 190, 200))[i // 2 % 2], depth)
            canvas.mass([Oval(shape.x + 5, shape.y - 3, 8.5, 8)], rose, 5)


def fountain(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float) -> None:
    """A round fountain with two bowls."""
    stone, water = light.tones((214, 212, 214), depth), light.tones((150, 210, 240), depth)
    jet = mix(water.lit, (255, 255, 255), 0.5)
    canvas.shade(x, y, 0.66 * width, 0.09 * width, 0.35)
    for r, lift, tall in ((0.5, 0.0, 0.17), (0.27, 0.34, 0.1), (0.14, 0.62, 0.07)):
        top = y - (lift + tall) * width
        canvas.mass(
            [
                [
                    (x - 0.07 * width, y - lift * width + 8),
                    (x - 0.05 * width, top),
                    (x + 0.05 * width, top),
                    (x + 0.07 * width, y - lift * width + 8),
                ]
            ],
            stone,
            8,
        )
        bowl = [
            (x - r * width, top),
            (x + r * width, top),
            (x + 0.8 * r * width, top + tall * width),
            (x - 0.8 * r * width, top + tall * width),
        ]
        canvas.mass([bowl, Oval(x, top, r * width, 0.12 * r * width)], stone, 0.05 * width)
        canvas.mass([Oval(x, top, 0.9 * r * width, 0.09 * r * width)], water, 4)
    for side in (-1, 1):
        for reach, low in ((0.2, 0.45), (0.34, 0.18)):
            arc = [
                (x + side * reach * width * t, y - (0.72 + 0.5 * t * (1 - t) * 2 - (0.72 - low) * t * t) * width)
                for t in (0, 0.2, 0.4, 0.6, 0.8, 1.0)
            ]
            canvas.line(arc, jet, 3)
    canvas.line([(x, y - 0.7 * width), (x, y - 0.95 * width)], jet, 4)


def signpost(canvas: Canvas, light: Light, x: float, y: float, height: float) -> None:
    """A wooden signpost with two arms and nothing written on it."""
    wood = light.tones((178, 124, 82))
    canvas.shade(x, y, 0.3 * height, 0.05 * height, 0.4)
    canvas.slab(x - 5, y - height, x + 5, y, wood, 3)
    for up, side, long in ((0.95, 1, 0.55), (0.7, -1, 0.48)):
        row, tip = y - up * height, x + side * long * height
        canvas.mass(
            [
                [
                    (x - side * 12, row),
                    (tip - side * 12, row),
                    (tip, row + 0.09 * height),
                    (tip - side * 12, row + 0.18 * height),
                    (x - side * 12, row + 0.18 * height),
                ]
            ],
            wood.turned(0.12),
            4,
        )
