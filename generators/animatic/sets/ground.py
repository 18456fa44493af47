"""Grounds that recede from the viewer: bare land, boards, tiles, cobbles, roads."""

from collections.abc import Sequence

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import receding, uniform, waves
from videostudio.generators.animatic.sets.light import SNOW, Light
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.tones import Rgb, Tones, lighter, mix

SWELLS = ((26.0, 9.0, 300.0), (74.0, 16.0, 460.0), (150.0, 24.0, 640.0), (262.0, 32.0, 800.0), (420.0, 40.0, 1000.0))
"""Folds of open ground: world y, height and length."""


def plain(
    canvas: Canvas,
    light: Light,
    seed: int,
    *,
    rgb: Rgb,
    top: float = 0.0,
    strength: float = 0.13,
    dabs: float = 1.0,
    swells: bool = True,
) -> None:
    """Bare ground from world y `top` down: soft folds, darker towards the viewer, with the strokes of a broad
    brush, `dabs` times as strong as usual."""
    tones = light.tones(rgb)
    far = light.on(mix(rgb, tones.lit, 0.1), 2.6)
    stops = [
        (top, mix(far, tones.lit, 0.18)),
        (top + 60, mix(tones.base, tones.lit, 0.14)),
        (top + 190, tones.base),
        (top + 330, mix(tones.base, tones.shade, 0.5)),
        (top + 1000, mix(tones.base, tones.shade, 0.9)),
    ]
    canvas.gradient(stops, top)
    for row, (y, height, length) in enumerate(SWELLS if swells else ()):
        if top + y - height > canvas.bottom:
            break
        edge = top + y + height * waves(canvas.xs(), seed + 91 * row, length, 2)
        canvas.fold(edge, mix(tones.base, tones.lit, 0.30), light.side, 26 + 0.2 * y)
    canvas.mottle(seed + 2, 260.0, strength, top=top + 4, stretch=3.0)
    brush(canvas, tones, seed + 13, top=top, strength=dabs)
    if light.wet:
        puddles(canvas, light, seed, top=top)


def brush(canvas: Canvas, tones: Tones, seed: int, *, top: float, strength: float = 1.0) -> None:
    """Broad, flat strokes a little lighter or darker than the ground, larger towards the viewer."""
    below = canvas.lowered(top)
    pale, dark = mix(tones.base, tones.lit, 0.14), mix(tones.base, tones.shade, 0.5)
    for spot, scale in receding(seed, canvas.left - 90, canvas.right + 90, below.bottom, step=104):
        share = (0.07 + 0.08 * spot.chance) * strength * min(1.0, 0.5 + scale)
        here = mix(tones.base, dark if spot.y > 190 else pale, min(1.0, abs(spot.y - 190) / 140))
        tone = mix(here, tones.shade if spot.kind < 0.55 else tones.lit, share)
        wide = (16 + 40 * spot.size) * scale
        below.oval(spot.x, spot.y + 3, wide, 2.0 + 0.13 * wide, tone, 5 * (spot.kind - 0.5))


def puddles(canvas: Canvas, light: Light, seed: int, *, top: float) -> None:
    """Rain water on the ground that shows the sky."""
    below = canvas.lowered(top)
    sheen = mix(light.horizon, (255, 255, 255), 0.12)
    for spot, scale in receding(seed + 29, canvas.left - 140, canvas.right + 140, below.bottom, step=250):
        if spot.kind < 0.6:
            wide = (46 + 60 * spot.size) * scale
            shapes = [
                Oval(spot.x, spot.y + 4, wide, 0.16 * wide),
                Oval(spot.x + 0.6 * wide, spot.y + 6, 0.6 * wide, 0.12 * wide),
            ]
            below.mass(
                shapes,
                Tones(mix(sheen, light.zenith, 0.75), mix(sheen, light.zenith, 0.35), sheen, -light.side),
                0.1 * wide,
                strength=0.8,
            )


def boards(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Floor boards that run from side to side, with joints, knots and grain, in the light of the room."""
    tones = light.tones(rgb)
    here = tones.base
    for row, (y, below) in enumerate(_rows(canvas.bottom, 15)):
        fade = lighter(here, -0.0009 * y + 0.06)
        length = 210 + 0.9 * y
        first = int(canvas.left // length) - 1
        for cell in range(first, int(canvas.right // length) + 2):
            x = (cell + 0.8 * float(uniform(seed, row, cell))) * length
            tone = lighter(fade, 0.13 * float(uniform(seed, row, cell, 3)) - 0.07)
            after = (cell + 1 + 0.8 * float(uniform(seed, row, cell + 1))) * length
            canvas.fill(
                [[(x, y), (after, y), (after, below), (x, below)]],
                [(y, mix(tone, tones.lit, 0.16)), (below, lighter(tone, -0.05))],
            )
            canvas.line([(x, y), (x, below)], lighter(fade, -0.25), 1.4)
            knot = x + length * 0.5 * float(uniform(seed, row, cell, 2))
            middle = (y + below) / 2
            canvas.oval(knot, middle, 0.10 * length, (below - y) * 0.12, lighter(tone, -0.07))
            canvas.oval(knot + 0.2 * length, middle, (below - y) * 0.24, (below - y) * 0.13, lighter(tone, -0.16))
        canvas.line([(canvas.left, y), (canvas.right, y)], lighter(fade, -0.24), 1.5)


def tiles(
    canvas: Canvas, light: Light, seed: int, *, pair: Sequence[Rgb], size: float = 70.0, gloss: float = 0.35
) -> None:
    """Tiles in two colours that run to a point behind the wall, with a sheen (`gloss` 0..1) on some."""
    a, b = (light.tones(mix(rgb, SNOW, 0.82) if light.snowy else rgb) for rgb in pair)
    lines, deep, spread = _rows(canvas.bottom, 13), 130.0, size / 130.0
    for row, (y, below) in enumerate(lines):
        near, far = (deep + below) * spread, (deep + y) * spread
        first, last = int(canvas.left / far) - 2, int(canvas.right / far) + 2
        for cell in range(first, last):
            chance = float(uniform(seed, row, cell))
            tones = (a if (cell + row) % 2 else b).turned(0.07 * (chance - 0.5) - 0.0006 * y)
            shape = [(cell * far, y), ((cell + 1) * far, y), ((cell + 1) * near, below), (cell * near, below)]
            canvas.polygon(shape, tones.base)
            if chance < gloss:
                shine = [
                    ((cell + 0.15) * far, y + 1),
                    ((cell + 0.5) * far, y + 1),
                    ((cell + 0.35) * near, below - 1),
                    ((cell + 0.06) * near, below - 1),
                ]
                canvas.polygon(shine, mix(tones.base, tones.lit, 0.25))
        canvas.line([(canvas.left, y), (canvas.right, y)], mix(b.base, b.shade, 0.35), 1.3)
    canvas.mottle(seed + 3, 300, 0.06, top=0, stretch=3)
    if light.snowy:
        brush(canvas, a, seed + 7, top=2, strength=2.6)
    if light.wet:
        puddles(canvas, light, seed, top=6)


def cobbles(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Rounded paving stones."""
    tones = light.tones(mix(rgb, SNOW, 0.8) if light.snowy else rgb)
    joint = mix(tones.base, tones.shade, 0.75)
    canvas.gradient([(0, mix(joint, light.on(rgb, 2.2), 0.4)), (400, lighter(joint, -0.15))], 0)
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=62):
        wide = 27 * scale * (0.82 + 0.3 * spot.size)
        body = lighter(tones.base, 0.16 * (spot.kind - 0.5) - 0.0005 * spot.y)
        canvas.oval(spot.x, spot.y, wide, wide * 0.31, mix(body, tones.shade, 0.3))
        canvas.oval(spot.x, spot.y - 0.04 * wide, wide * 0.93, wide * 0.25, body)
        canvas.oval(
            spot.x + 0.2 * tones.side * wide, spot.y - 0.09 * wide, wide * 0.5, wide * 0.11, mix(body, tones.lit, 0.4)
        )
    canvas.mottle(seed + 3, 300, 0.08, top=0, stretch=3)
    if light.wet:
        puddles(canvas, light, seed, top=6)


def road(canvas: Canvas, light: Light, seed: int, *, top: float, bottom: float) -> None:
    """A road along the picture with a dashed line, kerbs and patches."""
    tones = light.tones((88, 92, 108))
    canvas.fill(
        [_bar(canvas, top, bottom)],
        [(top, mix(tones.base, tones.lit, 0.2)), (bottom, mix(tones.base, tones.shade, 0.2))],
    )
    band = canvas.rows(top + 4, bottom - 6)
    if band.pixels.size:
        band.mottle(seed + 4, 180, 0.10, stretch=3)
        brush(band, tones, seed + 5, top=top + 8, strength=1.3)
        if light.wet:
            puddles(band, light, seed + 6, top=top + 16)
    kerb = light.tones((206, 202, 196))
    for edge in (top, bottom):
        canvas.fill([_bar(canvas, edge - 8, edge + 3)], [(edge - 8, kerb.lit), (edge + 3, kerb.base)])
        canvas.box(canvas.left, edge + 3, canvas.right, edge + 8, mix(tones.base, tones.shade, 0.7))
    middle, paint = (top + bottom) / 2, light.on((248, 238, 206))
    for cell in range(int(canvas.left // 130) - 1, int(canvas.right // 130) + 2):
        x = cell * 130
        canvas.polygon([(x, middle + 4), (x + 5, middle - 4), (x + 70, middle - 4), (x + 65, middle + 4)], paint)


def _bar(canvas: Canvas, top: float, bottom: float) -> list[tuple[float, float]]:
    left, right = canvas.left - 20, canvas.right + 20
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _rows(bottom: float, first: float) -> list[tuple[float, float]]:
    rows, y = [], 0.0
    while y < bottom:
        deep = first + 0.15 * y
        rows.append((y, y + deep))
        y += deep
    return rows
