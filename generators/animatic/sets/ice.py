"""The sea where it is cold: icebergs, floes, and a sheet of ice to stand on."""

from videostudio.generators.animatic.sets import ground
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, receding, uniform, waves
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Shape, shape
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, mix
from videostudio.generators.animatic.sets.water import paint_water

WATER: Rgb = (58, 132, 168)
ICE: Rgb = (226, 242, 250)
DEEP: Rgb = (150, 206, 228)
"""Ice below the snow on it."""


def icy_sea() -> Scenery:
    layers = (
        SKY,
        Layer("bergs", 9.0, _bergs, top=-480),
        Layer("floes", GROUND, _floes, top=0),
    )
    out = (Layer("open icy sea", GROUND, _icy_water, top=0),)
    return Scenery("icy sea", layers, land=204, water=116, offshore=out)


def _bergs(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 1, canvas.left - 500, canvas.right + 500, 430, y=10, wobble=0.5):
        size = 240 + 190 * spot.size
        canvas.mass([_berg(spot.x, spot.y, size, seed + round(spot.x))], light.tones(mix(ICE, DEEP, 0.25), 4), 26)
        canvas.veiled([shape(spot.x, spot.y, size, (-0.62, -0.02), (-0.58, 0.07), (0.6, 0.07), (0.63, -0.02))],
                      light.on(DEEP, 4), 0.7, soft=6)  # fmt: skip
    canvas.mist(light.horizon, -60, 4, 0.4 * light.haze)


def _berg(x: float, y: float, size: float, seed: int) -> Shape:
    """A jagged block with one high side."""
    way = 1 if uniform(seed, 1) < 0.5 else -1
    heights = [0.05, 0.3, 0.62, 0.86, 0.6, 0.68, 0.4, 0.26, 0.04]
    steps = len(heights) - 1
    rough = [float(uniform(seed, 2, at)) - 0.5 for at in range(len(heights))]
    outline = [(way * (1.24 * at / steps - 0.62), high * (1 + 0.5 * rough[at])) for at, high in enumerate(heights)]
    return shape(x, y, size, (way * -0.66, -0.03), *outline, (way * 0.66, -0.03))


def _icy_water(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=WATER, top=0, bottom=1e9, calm=1.6)
    top, side = light.tones(ICE), light.on(DEEP)
    for spot, scale in receding(seed + 3, canvas.left - 160, canvas.right + 160, 178, step=190):
        if spot.kind < 0.62:
            wide = (34 + 54 * spot.size) * scale
            canvas.fill(
                [_floe(spot.x, spot.y + 9 * scale, wide, seed + round(spot.x))], [(spot.y, side), (spot.y + 20, side)]
            )
            canvas.mass([_floe(spot.x, spot.y, wide, seed + round(spot.x))], top, 5 * scale)


def _floes(canvas: Canvas, light: Light, seed: int) -> None:
    _icy_water(canvas, light, seed)
    _sheet(canvas, light, seed, y=190)


def _floe(x: float, y: float, wide: float, seed: int) -> Shape:
    corners = [
        (-1.0, 0.0),
        (-0.6, 0.24),
        (0.1, 0.3),
        (0.7, 0.2),
        (1.0, -0.02),
        (0.5, -0.26),
        (-0.3, -0.3),
        (-0.8, -0.18),
    ]
    rough = [0.8 + 0.4 * float(uniform(seed, 5, at)) for at in range(len(corners))]
    return shape(x, y, wide, *((u * r, v * r) for (u, v), r in zip(corners, rough, strict=True)))


def _sheet(canvas: Canvas, light: Light, seed: int, *, y: float) -> None:
    """Fast ice along the lower edge, for those who do not swim."""
    tones = light.tones(ICE)
    xs = canvas.xs()
    edge = y - 6 + 20 * waves(xs, seed + 51, 190, 2)
    line = list(zip(xs[::6].tolist(), (edge[::6] + 13).tolist(), strict=True))
    canvas.veiled([[*line, (canvas.right + 9, y + 90), (canvas.left - 9, y + 90)]], light.on(DEEP), 1.0, soft=2)
    stops = [(y - 30, tones.lit), (y + 60, tones.base), (y + 500, mix(tones.base, light.on(DEEP), 0.5))]
    canvas.ridge(edge, stops, seed=seed + 52, patch=150, rim=tones.lit, side=light.side, deep=26)
    ground.brush(canvas, tones, seed + 53, top=y + 10, strength=1.5)
    for spot in along(seed + 55, canvas.left - 60, canvas.right + 60, 260, y=y + 26):
        if spot.kind < 0.5:
            canvas.mass([_berg(spot.x, spot.y, 34 + 40 * spot.size, seed + round(spot.x))], tones, 8)
