"""The shape of the land: hills, mountains, dunes and rocks."""

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import Floats, along, receding, strewn, uniform, waves
from videostudio.generators.animatic.sets.light import Light


def hills(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, base: float, height: float, length: float, depth: float
) -> Floats:
    """Rolling hills whose crest lies around world y `base` - `height`; returns the crest per column."""
    edge = base - height * (0.55 + 0.75 * waves(canvas.xs(), seed, length))
    near = light.on(rgb, depth)
    canvas.ridge(
        edge,
        [(base - 1.3 * height, lighter(near, 0.16)), (base, near), (base + 300, lighter(near, -0.25))],
        seed=seed + 3,
        patch=length / 5,
    )
    return edge


def dunes(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, base: float, height: float, length: float, depth: float
) -> None:
    """Dunes with a lit crest line."""
    edge = hills(canvas, light, seed, rgb=rgb, base=base, height=height, length=length, depth=depth)
    every = max(1, round(8 * canvas.scale))
    first = -round(canvas.left * canvas.scale) % every
    crest = np.stack([canvas.xs(), edge + 2], axis=1)[first::every]
    canvas.line(crest, lighter(light.on(rgb, depth), 0.3), 2.5)


def mountains(
    canvas: Canvas,
    light: Light,
    seed: int,
    *,
    rgb: Rgb,
    base: float,
    height: float,
    step: float,
    depth: float,
    snow: float = 0.35,
) -> None:
    """Peaks with a lit and a shaded side; `snow` is the share of a peak that is white."""
    body = light.on(rgb, depth)
    peaks = sorted(along(seed, canvas.left - 2 * step, canvas.right + 2 * step, step), key=lambda spot: -spot.size)
    for spot in peaks:
        tall = height * (0.55 + 0.5 * spot.size)
        _peak(
            canvas, light, spot.x, base, tall, step * (0.85 + 0.35 * spot.kind), body, snow, depth, round(spot.x) + seed
        )
    canvas.box(canvas.left, base - 1, canvas.right, canvas.bottom, lighter(body, -0.08))


def rock(canvas: Canvas, x: float, y: float, size: float, rgb: Rgb, seed: int) -> None:
    """A boulder `size` units wide that lies on y."""
    turns = np.linspace(np.pi, 2 * np.pi, 8)
    wide = 0.5 * size * (0.85 + 0.3 * uniform(seed, np.arange(8)))
    outline = np.stack([x + np.cos(turns) * wide, y + np.sin(turns) * wide * 0.72], axis=1)
    canvas.oval(x, y, 0.56 * size, 0.09 * size, lighter(rgb, -0.5))
    canvas.polygon(outline, rgb)
    top = np.concatenate([outline[1:6], [(x + 0.1 * size, y - 0.16 * size), (x - 0.2 * size, y - 0.1 * size)]])
    canvas.polygon(top, lighter(rgb, 0.16))


def craters(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Craters on the ground, bigger towards the viewer."""
    for spot, scale in receding(seed, canvas.left - 80, canvas.right + 80, canvas.bottom, step=190):
        if spot.kind < 0.55:
            r = (16 + 44 * spot.size**2) * scale
            here = light.on(rgb)
            canvas.oval(spot.x, spot.y, r * 1.16, r * 0.40, lighter(here, 0.2))
            canvas.oval(spot.x, spot.y + r * 0.03, r, r * 0.32, lighter(here, -0.32))
            canvas.oval(spot.x, spot.y + r * 0.10, r * 0.86, r * 0.22, lighter(here, -0.18))


def pebbles(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, step: float = 62.0, share: float = 0.75) -> None:
    """Small stones and dents all over the ground, for the eye and for whoever measures the camera."""
    here = light.on(rgb)
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=step):
        if spot.kind < share:
            r = (3.0 + 7.5 * spot.size**2) * scale + 1.0
            tone = lighter(here, -0.30 if spot.kind < 0.42 * share else 0.22)
            canvas.oval(spot.x + 0.25 * r, spot.y + 0.3 * r, r * 1.1, r * 0.45, lighter(here, -0.38))
            canvas.oval(spot.x, spot.y, r, r * 0.55, tone)


def boulders(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, y: float, step: float, size: float, depth: float
) -> None:
    """A loose row of boulders on world y."""
    for spot in along(seed, canvas.left - size, canvas.right + size, step, y=y):
        if spot.kind < 0.7:
            tone = lighter(light.on(rgb, depth), 0.16 * (spot.kind - 0.35))
            rock(canvas, spot.x, spot.y, size * (0.4 + 0.8 * spot.size), tone, seed + round(spot.x))


def strata(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, top: float, bottom: float, depth: float) -> None:
    """Cracks and ledges on a rock face."""
    here = light.on(rgb, depth)
    for spot in strewn(seed, (canvas.left, top, canvas.right, bottom), 74):
        wide = 18 + 44 * spot.size
        tone = lighter(here, -0.2 if spot.kind < 0.6 else 0.12)
        points = [
            (spot.x - wide, spot.y),
            (spot.x - wide * 0.2, spot.y - 5),
            (spot.x + wide, spot.y + 6),
            (spot.x, spot.y + 12),
        ]
        canvas.polygon(points, tone)


def _peak(
    canvas: Canvas,
    light: Light,
    x: float,
    base: float,
    tall: float,
    half: float,
    body: Rgb,
    snow: float,
    depth: float,
    seed: int,
) -> None:
    top = (x, base - tall)
    foot = [(x + half, base + 2), (x - half, base + 2)]
    canvas.polygon([top, *foot], lighter(body, 0.1))
    ridge = _crooked(top, (x + half * 0.12, base + 2), seed, half * 0.1)
    canvas.polygon([*ridge, foot[0]], lighter(body, -0.16))
    if snow > 0:
        white = light.on((246, 250, 255), depth)
        left = _towards(top, foot[1], snow * 1.05)
        right = _towards(top, foot[0], snow * 0.9)
        jag = _jagged(left, right, tall * 0.09, seed)
        canvas.polygon([top, right, *jag[::-1], left], white)
        middle = _towards(top, (x + half * 0.12, base), snow)
        canvas.polygon(
            [top, right, *_jagged(middle, right, tall * 0.08, seed + 1)[::-1], middle], mix(white, body, 0.28)
        )


def _towards(a: tuple[float, float], b: tuple[float, float], share: float) -> tuple[float, float]:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def _crooked(a: tuple[float, float], b: tuple[float, float], seed: int, swing: float) -> list[tuple[float, float]]:
    shares = np.linspace(0, 1, 6)
    aside = (uniform(seed, np.arange(6), 9) - 0.5) * 2 * swing * np.minimum(shares * 3, 1)
    return [(a[0] + (b[0] - a[0]) * s + d, a[1] + (b[1] - a[1]) * s) for s, d in zip(shares, aside, strict=True)]


def _jagged(a: tuple[float, float], b: tuple[float, float], deep: float, seed: int) -> list[tuple[float, float]]:
    shares = np.linspace(0, 1, 9)
    down = deep * (0.4 + uniform(seed, np.arange(9), 4)) * (np.arange(9) % 2)
    return [(a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s + d) for s, d in zip(shares, down, strict=True)]
