"""Boats that lie or sail in the distance."""

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.tones import Rgb

HULLS: tuple[Rgb, ...] = ((226, 92, 84), (64, 120, 178), (250, 244, 232), (76, 150, 130))


def sail(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float, seed: int) -> None:
    """A sailing boat of `height` units that swims on y."""
    hull = light.tones(HULLS[int(uniform(seed, 1) * len(HULLS))], depth)
    cloth = light.tones((255, 250, 240), depth)
    canvas.mass(
        [[(x, y - height), (x + 0.44 * height, y - 0.24 * height), (x, y - 0.22 * height)]], cloth, 0.1 * height
    )
    canvas.mass(
        [
            [
                (x - 0.05 * height, y - 0.86 * height),
                (x - 0.05 * height, y - 0.24 * height),
                (x - 0.34 * height, y - 0.24 * height),
            ]
        ],
        cloth.turned(-0.08),
        0.08 * height,
    )
    canvas.mass(
        [
            [
                (x - 0.42 * height, y - 0.18 * height),
                (x + 0.48 * height, y - 0.18 * height),
                (x + 0.34 * height, y),
                (x - 0.3 * height, y),
            ]
        ],
        hull,
        0.06 * height,
    )


def rowing(canvas: Canvas, light: Light, x: float, y: float, width: float) -> None:
    """An empty rowing boat on y."""
    wood = light.tones((196, 120, 80))
    canvas.veiled(
        [
            [
                (x - 0.5 * width, y),
                (x + 0.5 * width, y),
                (x + 0.4 * width, y + 0.12 * width),
                (x - 0.4 * width, y + 0.12 * width),
            ]
        ],
        wood.shade,
        0.4,
        soft=4,
    )
    canvas.mass(
        [
            [
                (x - 0.55 * width, y - 0.24 * width),
                (x - 0.3 * width, y - 0.18 * width),
                (x + 0.3 * width, y - 0.18 * width),
                (x + 0.55 * width, y - 0.26 * width),
                (x + 0.4 * width, y + 0.02 * width),
                (x - 0.4 * width, y + 0.02 * width),
            ]
        ],
        wood,
        0.07 * width,
    )
    canvas.line([(x - 0.1 * width, y - 0.2 * width), (x - 0.5 * width, y + 0.05 * width)], wood.lit, 3)


def fishing(canvas: Canvas, light: Light, x: float, y: float, width: float, depth: float, seed: int) -> None:
    """A moored fishing boat with cabin and mast on y."""
    hull = light.tones(HULLS[int(uniform(seed, 1) * len(HULLS))], depth)
    white, wood = light.tones((252, 248, 240), depth), light.tones((150, 110, 84), depth)
    tall = width * (0.95 + 0.4 * float(uniform(seed, 2)))
    canvas.slab(x - 3, y - tall, x + 3, y - 0.2 * width, wood, 2)
    for dx in (-0.48, 0.5):
        canvas.line([(x, y - tall), (x + dx * width, y - 0.24 * width)], wood.shade, 1.2)
    canvas.slab(x - 0.32 * width, y - 0.48 * width, x - 0.06 * width, y - 0.2 * width, white, 6)
    glass = (255, 224, 150) if light.dark else light.on((120, 176, 210), depth)
    canvas.slab(x - 0.28 * width, y - 0.42 * width, x - 0.1 * width, y - 0.32 * width, white._replace(base=glass), 3)
    canvas.mass(
        [
            [
                (x - 0.5 * width, y - 0.22 * width),
                (x + 0.3 * width, y - 0.22 * width),
                (x + 0.56 * width, y - 0.3 * width),
                (x + 0.42 * width, y + 0.03 * width),
                (x - 0.42 * width, y + 0.03 * width),
            ]
        ],
        hull,
        0.08 * width,
    )
    canvas.line(
        [
            (x - 0.5 * width, y - 0.19 * width),
            (x + 0.34 * width, y - 0.19 * width),
            (x + 0.54 * width, y - 0.26 * width),
        ],
        white.base,
        4,
    )
