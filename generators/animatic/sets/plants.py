"""Plants: trees, grass, flowers, cacti, reeds and what grows under water."""

from itertools import pairwise

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter
from videostudio.generators.animatic.sets.chance import along, receding, uniform
from videostudio.generators.animatic.sets.light import Light, Weather

PETALS: tuple[Rgb, ...] = ((240, 92, 110), (250, 200, 70), (250, 248, 240), (170, 120, 220), (255, 150, 80))


def pine(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb, snow: bool = False) -> None:
    """A conifer of `height` units that stands on y."""
    canvas.box(x - 0.035 * height, y - 0.16 * height, x + 0.035 * height, y, lighter((96, 66, 44), -0.2))
    for tier in range(4):
        bottom, top = y - height * (0.10 + 0.20 * tier), y - height * (0.46 + 0.18 * tier)
        half = height * (0.27 - 0.052 * tier)
        tone = lighter(rgb, 0.05 * tier)
        canvas.polygon(
            [(x, top), (x + half, bottom), (x, bottom + 0.03 * height), (x - half, bottom)], lighter(tone, -0.14)
        )
        canvas.polygon([(x, top), (x - half, bottom), (x - 0.05 * height, bottom + 0.02 * height)], tone)
        if snow:
            canvas.polygon(
                [(x, top), (x + 0.55 * half, bottom - 0.10 * height), (x - 0.6 * half, bottom - 0.09 * height)],
                (240, 246, 252),
            )


def tree(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb, seed: int) -> None:
    """A broad-leaved tree of `height` units that stands on y."""
    trunk: Rgb = lighter((110, 78, 52), -0.1 + 0.002 * (sum(rgb) / 3 - 110))
    wide = 0.05 * height
    canvas.polygon(
        [(x - wide, y), (x - wide * 0.6, y - 0.55 * height), (x + wide * 0.6, y - 0.55 * height), (x + wide, y)], trunk
    )
    canvas.line([(x, y - 0.35 * height), (x + 0.16 * height, y - 0.58 * height)], trunk, wide * 0.7)
    blobs = [
        (-0.2, 0.56, 0.19),
        (0.2, 0.58, 0.19),
        (0.0, 0.5, 0.18),
        (-0.11, 0.75, 0.2),
        (0.12, 0.78, 0.18),
        (0.0, 0.66, 0.22),
    ]
    jitter = (uniform(seed, np.arange(6)) - 0.5) * 0.05
    for tone, dx, dy, grow in (
        (lighter(rgb, -0.2), 0.015, -0.02, 1.06),
        (rgb, 0.0, 0.0, 1.0),
        (lighter(rgb, 0.14), -0.04, 0.045, 0.62),
    ):
        for (bx, by, r), j in zip(blobs, jitter, strict=True):
            canvas.oval(
                x + height * (bx + dx + j), y - height * (by + dy), height * r * grow, height * r * 0.92 * grow, tone
            )


def bush(canvas: Canvas, x: float, y: float, width: float, rgb: Rgb) -> None:
    """A bush `width` units wide that stands on y."""
    for tone, lift, grow in ((lighter(rgb, -0.2), 0.0, 1.0), (rgb, 0.03, 0.9), (lighter(rgb, 0.15), 0.09, 0.5)):
        for at, r in ((-0.3, 0.2), (0.3, 0.2), (0.0, 0.28)):
            canvas.oval(x + width * at, y - width * (0.8 * r + lift), width * r * grow, width * r * 0.85 * grow, tone)


def palm(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb, lean: float) -> None:
    """A palm that leans by `lean` of its height."""
    bend = [(x + lean * height * t * t, y - height * 0.86 * t) for t in np.linspace(0, 1, 7)]
    canvas.line(bend, (138, 102, 66), 0.05 * height)
    for a, b in pairwise(bend[1:]):
        canvas.line([a, ((a[0] + b[0]) / 2 + 0.02 * height, (a[1] + b[1]) / 2)], (112, 80, 52), 0.012 * height)
    top = bend[-1]
    for i, turn in enumerate(np.radians([-170, -140, -105, -70, -35, -8, 18, 165])):
        reach = height * (0.36 + 0.04 * (i % 2))
        tip = (top[0] + np.cos(turn) * reach, top[1] + np.sin(turn) * reach * 0.7 + 0.14 * height)
        middle = (top[0] + np.cos(turn) * reach * 0.6, top[1] + np.sin(turn) * reach * 0.75)
        tone = lighter(rgb, 0.1 * (i % 3 - 1))
        canvas.polygon(
            [top, (middle[0], middle[1] - 0.05 * height), tip, (middle[0], middle[1] + 0.045 * height)], tone
        )
    for dx in (-0.03, 0.035):
        canvas.oval(top[0] + dx * height, top[1] + 0.035 * height, 0.03 * height, 0.03 * height, (104, 70, 42))


def tuft(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb) -> None:
    """Three blades of grass."""
    for dx, lean, tall in ((-0.28, -0.5, 0.75), (0.28, 0.5, 0.8), (0.0, 0.08, 1.0)):
        foot = x + dx * height
        canvas.polygon(
            [(foot - 0.14 * height, y), (foot + lean * height * 0.6, y - tall * height), (foot + 0.14 * height, y)], rgb
        )


def flower(canvas: Canvas, x: float, y: float, height: float, petal: Rgb, stem: Rgb) -> None:
    """A small flower of `height` units."""
    canvas.line([(x, y), (x, y - 0.7 * height)], stem, max(1.0, 0.1 * height))
    r = 0.2 * height
    for turn in np.radians([90, 162, 234, 306, 18]):
        canvas.oval(x + r * np.cos(turn), y - 0.8 * height - r * np.sin(turn), r * 0.8, r * 0.8, petal)
    canvas.oval(x, y - 0.8 * height, r * 0.6, r * 0.6, (250, 216, 90))


def cactus(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb) -> None:
    """A saguaro of `height` units."""
    wide = 0.13 * height
    canvas.line([(x, y - 0.03 * height), (x, y - height)], rgb, wide)
    canvas.oval(x, y - height, wide / 2, wide / 2, rgb)
    for side, low, tall in ((-1, 0.42, 0.78), (1, 0.55, 0.9)):
        bend = [
            (x, y - low * height),
            (x + side * 0.24 * height, y - low * height),
            (x + side * 0.24 * height, y - tall * height),
        ]
        canvas.line(bend, rgb, wide * 0.75)
        canvas.oval(bend[2][0], bend[2][1], wide * 0.37, wide * 0.37, rgb)
    canvas.line(
        [(x - 0.03 * height, y - 0.05 * height), (x - 0.03 * height, y - 0.97 * height)],
        lighter(rgb, 0.2),
        0.02 * height,
    )


def seaweed(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb, seed: int) -> None:
    """Swaying ribbons that grow from y."""
    for blade in range(3):
        tall = height * (0.6 + 0.4 * float(uniform(seed, blade)))
        t = np.linspace(0, 1, 9)
        sway = np.sin(t * 5 + blade * 2 + seed % 7) * 0.09 * height * t
        points = np.stack([x + (blade - 1) * 0.09 * height + sway, y - tall * t], axis=1)
        canvas.line(points, lighter(rgb, 0.12 * (blade - 1)), 0.055 * height)


def coral(canvas: Canvas, x: float, y: float, height: float, rgb: Rgb, seed: int) -> None:
    """A branching coral that stands on y."""
    for turn in np.radians([-58, -28, 0, 26, 55]):
        reach = height * (0.75 + 0.25 * float(uniform(seed, round(turn * 10))))
        tip = (x + np.sin(turn) * reach, y - np.cos(turn) * reach)
        canvas.line([(x, y), tip], rgb, 0.12 * height)
        canvas.oval(*tip, 0.085 * height, 0.085 * height, lighter(rgb, 0.18))
        side = (x + np.sin(turn) * reach * 0.6, y - np.cos(turn) * reach * 0.6)
        canvas.line([side, (side[0] + 0.2 * height, side[1] - 0.18 * height)], rgb, 0.08 * height)


def wood(
    canvas: Canvas,
    light: Light,
    seed: int,
    *,
    rgb: Rgb,
    y: float,
    step: float,
    height: float,
    depth: float,
    pines: float = 0.5,
    snow: bool = False,
) -> None:
    """A row of trees on y; `pines` is the share of conifers."""
    for spot in along(seed, canvas.left - height, canvas.right + height, step, y=y):
        tall = height * (0.65 + 0.45 * spot.size)
        tone = lighter(light.on(rgb, depth), 0.14 * (spot.kind - 0.5))
        if spot.chance < pines:
            pine(canvas, spot.x, spot.y, tall * 1.1, tone, snow)
        else:
            tree(canvas, spot.x, spot.y, tall, tone, seed + round(spot.x))


def grass(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, flowers: float = 0.0, step: float = 64.0) -> None:
    """Tufts, and where it does not snow flowers, all over the ground."""
    here = light.on(rgb)
    flowers = 0.0 if light.weather is Weather.SNOW else flowers
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=step):
        tall = (9 + 13 * spot.size) * scale + 2
        if spot.kind < flowers:
            petal = PETALS[int(spot.kind / max(flowers, 1e-6) * len(PETALS)) % len(PETALS)]
            flower(canvas, spot.x, spot.y, tall * 1.15, light.on(petal), lighter(here, -0.3))
        elif spot.kind < 0.85:
            tuft(canvas, spot.x, spot.y, tall, lighter(here, -0.26 if spot.kind < 0.55 else 0.2))
