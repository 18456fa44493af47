"""The shape of the land: hills, mountains, dunes and rocks."""

import numpy as np

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import Floats, along, receding, strewn, uniform, waves
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

MIST = 2.4
"""Depth by which the foot of a layer is farther away than its crest: haze lies low."""


def crest(xs: Floats, seed: int, *, base: float, height: float, length: float) -> Floats:
    """World y of the crest of such hills at each of `xs`."""
    return np.asarray(base - height * (0.55 + 0.75 * waves(xs, seed, length, 3)))


def hills(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, base: float, height: float, length: float, depth: float
) -> None:
    """Rolling hills whose crest lies around world y `base` - `height`."""
    edge = crest(canvas.xs(), seed, base=base, height=height, length=length)
    tones = light.tones(rgb, depth)
    foot = light.on(lighter(rgb, 0.08), depth * MIST) if depth > 1.2 else tones.base
    canvas.ridge(
        edge,
        [(base - 1.2 * height, mix(tones.base, tones.lit, 0.35)), (base - 0.2 * height, tones.base), (base + 20, foot)],
        seed=seed + 3,
        patch=length / 4,
        rim=tones.lit,
        side=light.side,
        deep=0.8 * height + 20,
    )


def dunes(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, base: float, height: float, length: float, depth: float
) -> None:
    """Dunes with sharp lit crests: each one's far side is hidden by the next."""
    for row, (lift, share) in enumerate(((0.0, 1.0), (-0.22, 0.72), (-0.5, 0.5))):
        x = canvas.xs() / length + row * 0.37 + 0.15 * waves(canvas.xs(), seed + row, 2 * length, 2)
        saw = (x - np.floor(x)) if light.side < 0 else 1 - (x - np.floor(x))
        edge = base - height * share * (0.25 + np.where(saw < 0.7, saw / 0.7, (1 - saw) / 0.3) ** 1.25) - lift * 20
        tones = light.tones(lighter(rgb, -0.05 * row), depth)
        low = light.on(rgb, depth * 1.6)
        canvas.ridge(
            np.asarray(edge),
            [(base - 1.2 * height, tones.lit), (base - 0.3 * height, tones.base), (base + 30, low)],
            seed=seed + row,
            patch=length / 3,
            rim=tones.lit,
            side=light.side,
            deep=height,
        )


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
    """Peaks with a lit and a shaded side that stand in mist; `snow` is the share of a peak that is white."""
    tones = light.tones(rgb, depth)
    peaks = sorted(along(seed, canvas.left - 2 * step, canvas.right + 2 * step, step), key=lambda spot: -spot.size)
    for spot in peaks:
        tall = height * (0.55 + 0.5 * spot.size)
        half = step * (0.85 + 0.35 * spot.kind)
        _peak(canvas, light, (spot.x, base, tall, half), tones, snow, depth, round(spot.x) + seed)
    canvas.box(canvas.left, base - 1, canvas.right, canvas.bottom, light.on(rgb, depth * MIST))
    canvas.mist(light.horizon, base - 0.5 * height, base, 0.55 * light.haze)


def rock(canvas: Canvas, x: float, y: float, size: float, tones: Tones, seed: int) -> None:
    """A boulder `size` units wide that lies on y."""
    turns = np.linspace(np.pi, 2 * np.pi, 9)
    wide = 0.5 * size * (0.88 + 0.24 * uniform(seed, np.arange(9)))
    outline = np.stack([x + np.cos(turns) * wide, y + np.sin(turns) * wide * 0.78], axis=1)
    canvas.shade(x - 0.12 * tones.side * size, y, 0.72 * size, 0.15 * size, 0.45)
    canvas.mass(
        [[*map(tuple, outline.tolist()), (x + 0.3 * size, y + 0.05 * size), (x - 0.3 * size, y + 0.05 * size)]],
        tones,
        0.22 * size,
        fall=0.6,
    )
    if size > 26:
        top = [
            (x + (px - x) * 0.62 + 0.1 * tones.side * size, y + (py - y) * 0.9 - 1) for px, py in outline[1:8].tolist()
        ]
        canvas.veiled(
            [[*top, (x + 0.2 * size, y - 0.24 * size), (x - 0.26 * size, y - 0.2 * size)]], tones.lit, 0.4, soft=3
        )


def craters(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Craters on the ground, bigger towards the viewer."""
    tones = light.tones(rgb)
    for spot, scale in receding(seed, canvas.left - 80, canvas.right + 80, canvas.bottom, step=210):
        if spot.kind < 0.5:
            r = (16 + 50 * spot.size**2) * scale
            hollow = Tones(tones.lit, mix(tones.base, tones.shade, 0.6), tones.shade, tones.side)
            canvas.oval(spot.x, spot.y, r * 1.14, r * 0.39, mix(tones.base, tones.lit, 0.7))
            canvas.oval(spot.x, spot.y + r * 0.03, r, r * 0.31, hollow.base)
            canvas.oval(
                spot.x - 0.1 * tones.side * r, spot.y + r * 0.09, r * 0.84, r * 0.2, mix(tones.base, tones.shade, 0.25)
            )


def pebbles(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, step: float = 78.0, share: float = 0.7) -> None:
    """Small stones all over the ground in loose groups, for the eye and for whoever measures the camera."""
    tones = light.tones(rgb)
    under, dull = mix(tones.base, tones.shade, 0.75), mix(tones.base, tones.shade, 0.3)
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=step):
        if spot.kind < share:
            r = (3.0 + 8.5 * spot.size**3) * scale + 0.9
            canvas.oval(spot.x - 0.3 * tones.side * r, spot.y + 0.3 * r, r * 1.15, r * 0.45, under)
            canvas.oval(spot.x, spot.y, r, r * 0.6, dull if spot.chance < 0.5 else tones.base)
            canvas.oval(spot.x + 0.25 * tones.side * r, spot.y - 0.18 * r, r * 0.55, r * 0.28, tones.lit)


def boulders(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, y: float, step: float, size: float, depth: float
) -> None:
    """A loose row of boulders on world y."""
    for spot in along(seed, canvas.left - size, canvas.right + size, step, y=y):
        if spot.kind < 0.7:
            tones = light.tones(rgb, depth).turned(0.16 * (spot.kind - 0.35))
            rock(canvas, spot.x, spot.y, size * (0.4 + 0.8 * spot.size), tones, seed + round(spot.x))


def strata(canvas: Canvas, seed: int, *, tones: Tones, top: float, bottom: float) -> None:
    """Cracks and ledges on a rock face."""
    for spot in strewn(seed, (canvas.left, top, canvas.right, bottom), 84):
        wide = 18 + 54 * spot.size
        rgb = tones.shade if spot.kind < 0.6 else mix(tones.base, tones.lit, 0.4)
        points = [
            (spot.x - wide, spot.y),
            (spot.x - wide * 0.2, spot.y - 6),
            (spot.x + wide, spot.y + 6),
            (spot.x, spot.y + 11),
        ]
        canvas.veiled([points], rgb, 0.45, soft=2)


def _peak(
    canvas: Canvas,
    light: Light,
    at: tuple[float, float, float, float],
    tones: Tones,
    snow: float,
    depth: float,
    seed: int,
) -> None:
    x, base, tall, half = at
    top = (x, base - tall)
    near, far = x + tones.side * half, x - tones.side * half
    foot = light.on(tones.base, 1.0) if light.haze == 0 else mix(tones.base, light.horizon, 0.35)
    rise = [(base - tall, 0.0), (base - 0.5 * tall, 0.0), (base, 1.0)]
    outline = _rough([(near, base + 2), top], seed, half * 0.07)
    slope = _rough([top, (far, base + 2)], seed + 5, half * 0.07)
    lit, dark = mix(tones.base, tones.lit, 0.45), mix(tones.base, tones.shade, 0.75)
    canvas.fill([[*outline, *slope]], [(y, mix(lit, foot, share)) for y, share in rise])
    ridge = _crooked(top, (x - tones.side * half * 0.1, base + 2), seed, half * 0.12)
    canvas.fill([[*ridge, *slope[::-1]]], [(y, mix(dark, foot, share)) for y, share in rise])
    for i in range(2):
        root = ridge[2 + i]
        tip = (root[0] + tones.side * half * (0.35 + 0.12 * i), base - 0.1 * tall)
        canvas.fill(
            [[root, tip, (root[0] + tones.side * half * 0.1, base - 0.06 * tall)]],
            [(root[1], mix(lit, dark, 0.5)), (base - 0.2 * tall, mix(lit, foot, 0.6))],
            0.6,
        )
    if snow > 0:
        white = light.tones((236, 243, 252), depth)
        a, b = _on(outline[::-1], snow * 1.05), _on(slope, snow * 0.92)
        cap = [*_until(outline[::-1], snow * 1.05)[::-1], *_until(slope, snow * 0.92)]
        canvas.fill(
            [[*cap, *_jagged(b, a, tall * 0.10, seed)]],
            [(base - tall, white.lit), (base - (1 - snow) * tall, white.base)],
        )
        middle = _on(ridge, snow)
        shaded = [*_until(ridge, snow)[::-1], *_until(slope, snow * 0.92)]
        canvas.fill(
            [[*shaded, *_jagged(b, middle, tall * 0.09, seed + 1)]],
            [
                (base - tall, mix(white.base, white.shade, 0.6)),
                (base - (1 - snow) * tall, mix(white.shade, tones.shade, 0.25)),
            ],
        )


Line = list[tuple[float, float]]


def _rough(ends: Line, seed: int, swing: float) -> Line:
    (ax, ay), (bx, by) = ends
    shares = np.linspace(0, 1, 8)
    aside = (uniform(seed, np.arange(8), 9) - 0.5) * 2 * swing * np.minimum(np.minimum(shares, 1 - shares) * 5, 1)
    return [(ax + (bx - ax) * s, ay + (by - ay) * s + d) for s, d in zip(shares.tolist(), aside.tolist(), strict=True)]


def _on(line: Line, share: float) -> tuple[float, float]:
    at = np.linspace(0, 1, len(line))
    return float(np.interp(share, at, [p[0] for p in line])), float(np.interp(share, at, [p[1] for p in line]))


def _until(line: Line, share: float) -> Line:
    """The part of a line up to `share` of it."""
    return [p for i, p in enumerate(line) if i / (len(line) - 1) < share]


def _crooked(a: tuple[float, float], b: tuple[float, float], seed: int, swing: float) -> Line:
    shares = np.linspace(0, 1, 6)
    aside = (uniform(seed, np.arange(6), 9) - 0.5) * 2 * swing * np.minimum(shares * 3, 1)
    return [
        (a[0] + (b[0] - a[0]) * s + d, a[1] + (b[1] - a[1]) * s)
        for s, d in zip(shares.tolist(), aside.tolist(), strict=True)
    ]


def _jagged(a: tuple[float, float], b: tuple[float, float], deep: float, seed: int) -> Line:
    shares = np.linspace(0, 1, 9)
    down = deep * (0.4 + uniform(seed, np.arange(9), 4)) * (np.arange(9) % 2)
    return [
        (a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s + d)
        for s, d in zip(shares.tolist(), down.tolist(), strict=True)
    ]
