"""Beyond: Mars, the Moon, space, the sky above the clouds, a cave, a bare stage."""

from math import cos, pi, sin

from videostudio.generators.animatic.sets import ground, relief
from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import along, strewn, uniform
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import BEYOND, GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.sky import SKY, cloud, stars

MARS: Rgb = (202, 106, 66)
MOON: Rgb = (172, 174, 182)
NIGHT: Rgb = (10, 12, 30)


def mars() -> Scenery:
    return Scenery(
        "mars",
        (
            Layer("sky", BEYOND, _mars_sky),
            Layer("far mesas", 9.0, _mars_far, top=-260),
            Layer("dunes", 3.0, _mars_near, top=-170),
            Layer("ground", GROUND, _mars_ground, top=-60),
        ),
        dry=True,
    )


def moon() -> Scenery:
    return Scenery(
        "moon",
        (
            Layer("sky", BEYOND, _moon_sky),
            Layer("hills", 6.0, _moon_hills, top=-220),
            Layer("ground", GROUND, _moon_ground, top=-50),
        ),
        dry=True,
    )


def space() -> Scenery:
    return Scenery(
        "space", (Layer("space", GROUND, _space, bottom=1e9),), floats=True, dry=True, horizon=0.0, land=520, water=None
    )


def sky() -> Scenery:
    return Scenery(
        "sky",
        (SKY, Layer("cloud tops", 4.0, _far_clouds, top=-120), Layer("cloud sea", GROUND, _cloud_sea, top=-90)),
        floats=True,
        horizon=0.66,
        land=40,
    )


def cave() -> Scenery:
    return Scenery(
        "cave",
        (
            Layer("depth", 6.0, _cave_depth),
            Layer("pillars", 2.0, _pillars),
            Layer("floor", GROUND, _cave_floor, top=-120),
        ),
        dry=True,
    )


def stage() -> Scenery:
    return Scenery("plain", (Layer("backdrop", 5.0, _backdrop), Layer("floor", GROUND, _stage_floor, top=0)), dry=True)


def _mars_sky(canvas: Canvas, light: Light, seed: int) -> None:
    dim = 0.62 if light.dark else 0.0
    top, low = (mix(rgb, NIGHT, dim) for rgb in ((214, 140, 98), (250, 212, 168)))
    canvas.gradient([(-900, lighter(top, -0.4)), (-440, top), (0, low)])
    canvas.mottle(seed + 1, 420, 0.07, stretch=3)
    if light.dark:
        stars(canvas, seed, top=canvas.top, bottom=-30, step=60)
    canvas.oval(-300, -330, 18, 15, lighter(low, 0.2))
    canvas.oval(330, -290, 30, 30, lighter(low, 0.45))
    canvas.glow(330, -290, 130, (255, 246, 226), 0.5)


def _mars_far(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(
        canvas, light, seed + 2, rgb=mix(MARS, (244, 190, 146), 0.45), base=12, height=190, step=260, depth=1, snow=0.0
    )


def _mars_near(canvas: Canvas, light: Light, seed: int) -> None:
    relief.dunes(canvas, light, seed + 3, rgb=mix(MARS, (244, 190, 146), 0.16), base=16, height=84, length=420, depth=1)


def _mars_ground(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=MARS, strength=0.18)
    relief.craters(canvas, light, seed + 4, rgb=MARS)
    relief.pebbles(canvas, light, seed + 5, rgb=MARS)
    relief.boulders(canvas, light, seed + 6, rgb=(158, 76, 48), y=22, step=230, size=74, depth=1)


def _moon_sky(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient([(-700, (4, 5, 14)), (0, (24, 28, 52))])
    stars(canvas, seed, top=canvas.top, bottom=20, step=34)
    _earth(canvas, 300, -300, 74)


def _earth(canvas: Canvas, x: float, y: float, r: float) -> None:
    canvas.glow(x, y, r * 2.2, (120, 180, 255), 0.35)
    canvas.oval(x, y, r, r, (62, 132, 214))
    for dx, dy, rx, ry in ((-0.3, -0.3, 0.42, 0.26), (0.25, 0.2, 0.4, 0.34), (-0.35, 0.42, 0.22, 0.2)):
        canvas.oval(x + dx * r, y + dy * r, rx * r, ry * r, (96, 170, 96), 20)
    for dx, dy, rx in ((0.1, -0.45, 0.5), (-0.2, 0.1, 0.45), (0.3, 0.55, 0.35)):
        canvas.oval(x + dx * r, y + dy * r, rx * r, 0.07 * r, (240, 248, 255))


def _moon_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=(120, 122, 132), base=14, height=130, length=420, depth=1)


def _moon_ground(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=MOON, strength=0.14)
    relief.craters(canvas, light, seed + 4, rgb=MOON)
    relief.pebbles(canvas, light, seed + 5, rgb=MOON)
    relief.boulders(canvas, light, seed + 6, rgb=(140, 142, 150), y=20, step=290, size=60, depth=1)


def _space(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient([(0, (14, 14, 40)), (360, (28, 20, 62)), (720, (12, 16, 44))])
    for shift, colour in ((0, (120, 60, 170)), (9, (30, 110, 190)), (18, (210, 70, 110))):
        canvas.veil(seed + shift, 520, colour, 0.85)
    stars(canvas, seed, top=canvas.top, bottom=canvas.bottom, step=34)
    for spot in strewn(seed + 3, (canvas.left - 200, canvas.top - 200, canvas.right + 200, canvas.bottom + 200), 430):
        if spot.kind < 0.34:
            _planet(canvas, spot.x, spot.y, 34 + 66 * spot.size, seed + round(spot.x))
        elif spot.kind < 0.7:
            relief.rock(canvas, spot.x, spot.y, 24 + 34 * spot.size, (112, 104, 112), seed + round(spot.x))


def _planet(canvas: Canvas, x: float, y: float, r: float, seed: int) -> None:
    hue: Rgb = ((226, 150, 96), (110, 170, 214), (206, 112, 132), (150, 196, 140))[int(uniform(seed, 1) * 4)]
    canvas.glow(x, y, r * 1.7, hue, 0.3)
    canvas.oval(x, y, r, r, lighter(hue, -0.35))
    canvas.oval(x - 0.08 * r, y - 0.08 * r, 0.9 * r, 0.9 * r, hue)
    for share in (-0.4, 0.0, 0.35):
        canvas.oval(x - 0.1 * r, y + share * r, 0.82 * r * (1 - share * share), 0.08 * r, lighter(hue, 0.2), -8)
    if uniform(seed, 2) < 0.5:
        for radius in (1.5, 1.7):
            ring = [(x + radius * r * c, y + 0.36 * radius * r * s - 0.2 * radius * r * c) for c, s in _front_half()]
            canvas.line(ring, lighter(hue, 0.45), 0.07 * r)


def _front_half() -> list[tuple[float, float]]:
    return [(cos(pi * i / 16), sin(pi * i / 16)) for i in range(-1, 18)]


def _far_clouds(canvas: Canvas, light: Light, seed: int) -> None:
    white = light.on(mix((255, 255, 255), light.horizon, 0.35))
    canvas.box(canvas.left, -20, canvas.right, canvas.bottom, white)
    for spot in along(seed + 2, canvas.left - 200, canvas.right + 200, 120, y=6):
        cloud(
            canvas,
            spot.x,
            spot.y - 8,
            190 + 120 * spot.size,
            white,
            mix(white, light.zenith, 0.16),
            seed + round(spot.x),
        )


def _cloud_sea(canvas: Canvas, light: Light, seed: int) -> None:
    white = light.on(mix((255, 255, 255), light.horizon, 0.12))
    canvas.gradient([(0, mix(white, light.zenith, 0.22)), (300, mix(white, light.zenith, 0.34))], 0)
    for row in range(64):
        y = 14 + 10 * row + 0.9 * row * row
        if y > canvas.bottom + 80:
            break
        size = 0.5 + 0.06 * row
        for spot in along(seed + 61 * row, canvas.left - 300, canvas.right + 300, 140 * size, y=y):
            shade = mix(white, light.zenith, 0.18 + 0.16 * spot.kind)
            cloud(
                canvas,
                spot.x,
                y,
                (130 + 80 * spot.size) * size,
                lighter(white, -0.04 * spot.kind),
                shade,
                seed + round(spot.x),
            )


def _cave_depth(canvas: Canvas, light: Light, seed: int) -> None:
    canvas.gradient([(-700, (26, 22, 34)), (-200, (52, 46, 66)), (40, (40, 36, 52))])
    canvas.glow(140, -120, 360, (120, 190, 200), 0.7)
    relief.strata(canvas, light, seed, rgb=(60, 54, 76), top=max(canvas.top, -900.0), bottom=30, depth=1)
    for spot in strewn(seed + 4, (canvas.left, canvas.top, canvas.right, 0.0), 190):
        _crystal(canvas, spot.x, spot.y, 12 + 22 * spot.size, (110, 214, 220) if spot.kind < 0.5 else (190, 130, 226))


def _pillars(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 5, canvas.left - 150, canvas.right + 150, 150):
        wide, long = 34 + 44 * spot.size, 120 + 240 * spot.kind
        tone: Rgb = lighter((74, 64, 82), 0.1 * (spot.size - 0.5))
        top = -430.0
        canvas.polygon(
            [
                (spot.x - wide, top - 900),
                (spot.x + wide, top - 900),
                (spot.x + wide * 0.9, top),
                (spot.x, top + long),
                (spot.x - wide * 0.9, top),
            ],
            tone,
        )
        canvas.polygon(
            [
                (spot.x + wide * 0.2, top - 900),
                (spot.x + wide, top - 900),
                (spot.x + wide * 0.9, top),
                (spot.x, top + long),
            ],
            lighter(tone, -0.2),
        )
    for spot in along(seed + 6, canvas.left - 150, canvas.right + 150, 210, y=14):
        wide, long = 40 + 40 * spot.size, 60 + 120 * spot.kind
        canvas.polygon([(spot.x - wide, 20), (spot.x, 14 - long), (spot.x + wide, 20)], (78, 68, 88))
        canvas.polygon([(spot.x + 0.1 * wide, 20), (spot.x, 14 - long), (spot.x + wide, 20)], (62, 53, 72))


def _cave_floor(canvas: Canvas, light: Light, seed: int) -> None:
    soil: Rgb = (104, 90, 98)
    canvas.gradient([(0, (74, 64, 80)), (90, soil), (400, lighter(soil, -0.4))], 0)
    canvas.mottle(seed + 2, 220, 0.2, top=0, stretch=3)
    plain_light = Light((0, 0, 0), soil, (1, 1, 1), soil, 0.0)
    relief.pebbles(canvas, plain_light, seed + 5, rgb=soil)
    relief.boulders(canvas, plain_light, seed + 6, rgb=(92, 80, 92), y=20, step=170, size=84, depth=1)
    for spot in along(seed + 7, canvas.left, canvas.right, 260, y=24):
        canvas.glow(spot.x, spot.y - 30, 90, (110, 214, 220), 0.4)
        for dx, tall in ((-14, 34), (0, 56), (15, 40)):
            _crystal(
                canvas, spot.x + dx, spot.y - tall * 0.4, tall, (110, 214, 220) if spot.kind < 0.6 else (190, 130, 226)
            )


def _crystal(canvas: Canvas, x: float, y: float, size: float, rgb: Rgb) -> None:
    half = size * 0.24
    canvas.polygon(
        [
            (x, y - size * 0.6),
            (x + half, y - size * 0.2),
            (x + half * 0.8, y + size * 0.4),
            (x - half * 0.8, y + size * 0.4),
            (x - half, y - size * 0.2),
        ],
        rgb,
    )
    canvas.polygon(
        [(x, y - size * 0.6), (x + half, y - size * 0.2), (x + half * 0.8, y + size * 0.4), (x, y + size * 0.4)],
        lighter(rgb, -0.25),
    )


def _backdrop(canvas: Canvas, light: Light, seed: int) -> None:
    tint = mix(light.zenith, (236, 232, 226), 0.62)
    canvas.gradient([(-700, lighter(tint, -0.2)), (-300, tint), (0, lighter(tint, 0.3))])
    for spot in strewn(seed + 2, (canvas.left, canvas.top, canvas.right, 0.0), 150):
        r = 26 + 44 * spot.size
        canvas.glow(spot.x, spot.y, r * 1.3, (255, 255, 255) if spot.kind < 0.6 else light.zenith, 0.2)


def _stage_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.boards(canvas, light, seed, rgb=(196, 168, 138))
