"""Made grounds that recede from the viewer: boards, tiles, cobbles, roads."""

from collections.abc import Sequence

from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter
from videostudio.generators.animatic.sets.chance import receding, uniform
from videostudio.generators.animatic.sets.light import Light


def plain(
    canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, top: float = 0.0, patch: float = 260.0, strength: float = 0.13
) -> None:
    """Bare ground from world y `top` down, darker towards the viewer, with soft patches."""
    here = light.on(rgb)
    canvas.gradient(
        [
            (top, light.on(rgb, 2.2)),
            (top + 70, lighter(here, 0.06)),
            (top + 280, lighter(here, -0.1)),
            (top + 1000, lighter(here, -0.5)),
        ],
        top,
    )
    canvas.mottle(seed + 2, patch, strength, top=top, stretch=3.0)


def boards(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Floor boards that run from side to side, with joints, knots and grain."""
    here = light.on(rgb)
    for row, (y, below) in enumerate(_rows(canvas.bottom, 11)):
        tone = lighter(here, 0.16 * float(uniform(seed, row)) - 0.1)
        canvas.box(canvas.left, y, canvas.right, below, tone)
        canvas.line([(canvas.left, y), (canvas.right, y)], lighter(here, -0.35), 1.6)
        length = 150 + 0.7 * y
        first = int(canvas.left // length) - 1
        for cell in range(first, int(canvas.right // length) + 2):
            x = (cell + 0.8 * float(uniform(seed, row, cell))) * length
            canvas.line([(x, y), (x, below)], lighter(here, -0.4), 1.8)
            knot = x + length * 0.5 * float(uniform(seed, row, cell, 2))
            middle = (y + below) / 2
            canvas.oval(knot, middle, 0.10 * length, (below - y) * 0.12, lighter(tone, -0.14))
            canvas.oval(knot + 0.2 * length, middle, (below - y) * 0.30, (below - y) * 0.16, lighter(tone, -0.3))


def tiles(canvas: Canvas, light: Light, seed: int, *, pair: Sequence[Rgb], size: float = 70.0) -> None:
    """Tiles in two colours, laid in straight rows, each a little different."""
    a, b = light.on(pair[0]), light.on(pair[1])
    for row, (y, below) in enumerate(_rows(canvas.bottom, 16)):
        wide = size * (0.6 + 0.004 * y)
        for cell in range(int(canvas.left // wide) - 1, int(canvas.right // wide) + 2):
            chance = float(uniform(seed, row, cell))
            tone = lighter(a if (cell + row) % 2 else b, 0.12 * (chance - 0.5))
            x = cell * wide
            canvas.box(x, y, x + wide, below, tone)
            if chance < 0.5:
                canvas.polygon(
                    [
                        (x + 0.2 * wide, y + 2),
                        (x + 0.45 * wide, y + 2),
                        (x + 0.3 * wide, below - 2),
                        (x + 0.12 * wide, below - 2),
                    ],
                    lighter(tone, 0.1),
                )
        canvas.line([(canvas.left, y), (canvas.right, y)], lighter(b, -0.22), 1.5)


def cobbles(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb) -> None:
    """Rounded paving stones."""
    here = light.on(rgb)
    canvas.gradient([(0, lighter(here, -0.3)), (400, lighter(here, -0.42))], 0)
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, canvas.bottom, step=58):
        wide = 25 * scale
        canvas.oval(spot.x, spot.y, wide * (0.8 + 0.3 * spot.size), wide * 0.30, lighter(here, 0.3 * (spot.kind - 0.5)))


def road(canvas: Canvas, light: Light, seed: int, *, top: float, bottom: float) -> None:
    """A road along the picture with a dashed line, kerbs and patches."""
    tar = light.on((92, 94, 104))
    canvas.box(canvas.left, top, canvas.right, bottom, tar)
    canvas.mottle(seed + 4, 180, 0.12, top=top, stretch=3)
    for spot, scale in receding(seed, canvas.left - 40, canvas.right + 40, bottom - top - 14, step=80):
        if spot.kind < 0.6:
            tone = lighter(tar, -0.24 if spot.kind < 0.35 else 0.18)
            canvas.oval(spot.x, top + 8 + spot.y, (5 + 12 * spot.size) * scale, (2 + 3 * spot.size) * scale, tone)
    for edge in (top, bottom):
        canvas.box(canvas.left, edge - 6, canvas.right, edge + 3, light.on((196, 194, 190)))
        canvas.box(canvas.left, edge + 3, canvas.right, edge + 7, lighter(tar, -0.35))
    middle = (top + bottom) / 2
    for cell in range(int(canvas.left // 120) - 1, int(canvas.right // 120) + 2):
        x = cell * 120
        canvas.polygon(
            [(x, middle + 4), (x + 4, middle - 4), (x + 64, middle - 4), (x + 60, middle + 4)],
            light.on((240, 232, 200)),
        )


def _rows(bottom: float, first: float) -> list[tuple[float, float]]:
    rows, y = [], 0.0
    while y < bottom:
        deep = first + 0.13 * y
        rows.append((y, y + deep))
        y += deep
    return rows
