"""Rooms: the light in them, walls, ceilings and windows."""

from dataclasses import replace

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import strewn
from videostudio.generators.animatic.sets.furniture import GOLD, WOOD
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.shapes import Oval, bar, shape
from videostudio.generators.animatic.sets.sky import paint_sky
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

CEILING = -560.0
"""World y of the ceiling's edge; only tall frames see it."""
_SUNNY: Rgb = (255, 240, 206)


def indoor(light: Light) -> Light:
    """Indoors nothing is hazy, the day comes in through windows and in the evening lamps burn."""
    if light.dark:
        return replace(light, ambient=(0.80, 0.72, 0.72), sun=(255, 214, 150), cool=(44, 36, 92), haze=0.0, roofed=True)
    if light.low:
        return replace(
            light, ambient=(1.0, 0.90, 0.84), sun=(255, 206, 140), cool=(110, 70, 120), haze=0.0, roofed=True
        )
    return replace(light, ambient=(1.0, 0.985, 0.96), sun=_SUNNY, cool=(96, 88, 140), haze=0.0, roofed=True)


def wall(canvas: Canvas, light: Light, seed: int, *, rgb: Rgb, motif: str = "dots", panel: Rgb | None = None) -> None:
    """A papered wall with a skirting board on y = 0, a cornice and a ceiling; `panel` is the colour of the
    boards that cover its lower part, if any do."""
    tones = light.tones(rgb)
    canvas.gradient(
        [(CEILING, mix(tones.base, tones.shade, 0.35)), (-300, tones.base), (0, mix(tones.base, tones.lit, 0.3))]
    )
    _motif(canvas, tones, seed, motif)
    pool = light.side * 60
    canvas.veiled([Oval(pool, -230, 460, 250)], tones.lit, 0.22, soft=150)
    if panel is not None:
        _panel(canvas, light, panel)
    white = light.tones((250, 244, 234))
    canvas.fill([bar(canvas.left - 9, -22, canvas.right + 9, 4)], [(-22, white.lit), (4, white.base)])
    canvas.veiled([bar(canvas.left - 9, -34, canvas.right + 9, -22)], tones.shade, 0.35, fade=-1)
    if canvas.top < CEILING + 40:
        _ceiling(canvas, light, tones)


def _motif(canvas: Canvas, tones: Tones, seed: int, motif: str) -> None:
    box = (canvas.left, max(canvas.top, CEILING), canvas.right, -30.0)
    pale, dark = mix(tones.base, tones.lit, 0.4), mix(tones.base, tones.shade, 0.22)
    if motif == "stripes":
        first = int(canvas.left // 90) - 1
        for i in range(first, int(canvas.right // 90) + 2):
            canvas.veiled([bar(i * 90, CEILING, i * 90 + 40, 0)], tones.lit, 0.22)
        return
    for spot in strewn(seed, box, 66):
        tone = dark if spot.kind < 0.5 else pale
        if motif == "dots":
            canvas.oval(spot.x, spot.y, 4 + 3 * spot.size, 4 + 3 * spot.size, tone)
        elif motif == "bricks":
            canvas.veiled([bar(spot.x - 28, spot.y - 10, spot.x + 28, spot.y + 10)], tone, 0.8)
        elif motif == "diamonds":
            canvas.polygon(shape(spot.x, spot.y, 1, (0, 10), (7, 0), (0, -10), (-7, 0)), tone)


def _panel(canvas: Canvas, light: Light, rgb: Rgb) -> None:
    tones = light.tones(rgb)
    canvas.fill(
        [bar(canvas.left - 9, -134, canvas.right + 9, 0)],
        [(-134, tones.lit), (-120, tones.base), (0, mix(tones.base, tones.shade, 0.3))],
    )
    first = int(canvas.left // 96) - 1
    for i in range(first, int(canvas.right // 96) + 2):
        canvas.slab(i * 96 + 9, -116, i * 96 + 87, -32, tones.turned(0.03), 6)
    canvas.fill([bar(canvas.left - 9, -142, canvas.right + 9, -132)], [(-142, tones.lit), (-132, tones.base)])


def _ceiling(canvas: Canvas, light: Light, wall_: Tones) -> None:
    white = light.tones((246, 240, 232))
    canvas.gradient(
        [(-1500, mix(white.base, white.shade, 0.7)), (CEILING, mix(white.base, white.shade, 0.15))], bottom=CEILING
    )
    canvas.fill(
        [bar(canvas.left - 9, CEILING, canvas.right + 9, CEILING + 26)],
        [(CEILING, white.lit), (CEILING + 26, white.base)],
    )
    canvas.veiled([bar(canvas.left - 9, CEILING + 26, canvas.right + 9, CEILING + 60)], wall_.shade, 0.35, fade=1)
    for i, y in enumerate((CEILING - 36, CEILING - 100, CEILING - 200, CEILING - 350)):
        beam = light.tones(WOOD).turned(-0.05 * i)
        thick = 15 + 9 * i
        canvas.fill([bar(canvas.left - 9, y - thick, canvas.right + 9, y)], [(y - thick, beam.shade), (y, beam.base)])


def window(
    canvas: Canvas,
    light: Light,
    x: float,
    y: float,
    width: float,
    height: float,
    curtain: Rgb | None = None,
) -> None:
    """A window around (x, y) that shows the sky outside, and the light that falls through it."""
    frame = light.tones((252, 248, 240))
    left, top = x - width / 2, y - height / 2
    if not light.dark:
        canvas.glow(x, y, 0.95 * width, light.sun, 0.35)
    canvas.slab(left - 13, top - 13, left + width + 13, top + height + 13, frame, 6)
    size = (max(1, round(width * canvas.scale)), max(1, round(height * canvas.scale)))
    outside = Canvas.blank(*size, x - width / 2, -420.0, canvas.scale)
    paint_sky(outside, replace(light, haze=0.6), 7)
    meadow, low = light.tones((150, 200, 120), 1.6), -420.0 + height
    outside.mass([Oval(left + 0.3 * width, low + 8, 0.5 * width, 0.22 * height)], meadow, 9)
    outside.mass([Oval(left + 0.85 * width, low + 10, 0.5 * width, 0.16 * height)], meadow.turned(-0.06), 9)
    canvas.paste(outside, left, top)
    canvas.veiled(
        [
            shape(
                left,
                top,
                1,
                (0.1 * width, 0),
                (0.34 * width, 0),
                (0.14 * width, -height),
                (0, -height),
                (0, -0.6 * height),
            )
        ],
        (255, 255, 255),
        0.16,
    )
    for bar_ in (bar(x - 4, top, x + 4, top + height), bar(left, y - 4, left + width, y + 4)):
        canvas.mass([bar_], frame, 3)
    canvas.slab(left - 24, top + height + 10, left + width + 24, top + height + 22, frame.turned(-0.05), 5)
    if curtain is not None:
        _curtains(canvas, light, (left, top, width, height), curtain)


def shaft(canvas: Canvas, light: Light, x: float, width: float) -> None:
    """A patch of light on the floor from a window above x; nothing at night."""
    if light.dark:
        return
    lean = -light.side * 60
    for dx in (-0.26, 0.26):
        at = x + dx * width
        patch = shape(
            at,
            0,
            1,
            (-0.2 * width + lean, -36),
            (0.2 * width + lean, -36),
            (0.27 * width + 2.6 * lean, -150),
            (-0.24 * width + 2.6 * lean, -150),
        )
        canvas.veiled([patch], light.sun, 0.34, soft=9)


def _curtains(canvas: Canvas, light: Light, box: tuple[float, float, float, float], rgb: Rgb) -> None:
    left, top, width, height = box
    x, cloth = left + width / 2, light.tones(rgb)
    for side in (-1, 1):
        outer, inner = x + side * (width / 2 + 34), x + side * width * 0.24
        points = [
            (outer, top - 20),
            (inner, top - 20),
            (x + side * width * 0.34, top + 0.45 * height),
            (x + side * (width / 2 + 2), top + 0.62 * height),
            (x + side * width * 0.42, top + height + 30),
            (outer + side * 4, top + height + 30),
        ]
        canvas.mass([points], cloth, 14, fall=0.2)
        for share in (0.25, 0.5, 0.75):
            a = outer + (inner - outer) * share
            canvas.veiled(
                [
                    [
                        (a - 4, top - 18),
                        (a + 4, top - 18),
                        (outer + (x + side * 0.42 * width - outer) * share, top + height + 28),
                    ]
                ],
                cloth.shade,
                0.5,
                soft=3,
            )
        canvas.slab(
            x + side * (width / 2 + 6) - 22,
            top + 0.58 * height,
            x + side * (width / 2 + 6) + 22,
            top + 0.65 * height,
            Tones.plain(GOLD, light.side),
            5,
        )
    canvas.slab(left - 52, top - 30, left + width + 52, top - 20, light.tones(WOOD), 5)
