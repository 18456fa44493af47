"""Hot plains: the savanna and its flat-topped trees, the oasis between dunes."""

from collections.abc import Callable

import cv2

from videostudio.generators.animatic.sets import front, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along, uniform
from videostudio.generators.animatic.sets.country import snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.sky import SKY
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix
from videostudio.generators.animatic.sets.water import paint_water

STRAW: Rgb = (232, 196, 104)
DUST: Rgb = (255, 222, 168)
ACACIA: Rgb = (116, 142, 62)
MOUND: Rgb = (190, 112, 72)
SAND: Rgb = (244, 204, 138)
WATERHOLE: Rgb = (96, 164, 180)
POOL: Rgb = (40, 164, 190)
BANK: Rgb = (112, 176, 78)
FROND: Rgb = (74, 158, 82)

POOLS = 1900.0
"""World units from pool to pool."""
POOL_Y, POOL_HIGH, POOL_WIDE = 84.0, 36.0, 500.0
"""World y of a pool's middle and its radii."""


def savanna() -> Scenery:
    layers = (
        SKY,
        Layer("far hills", 10.0, _blue_hills, top=-110),
        Layer("plain", 4.0, _far_plain, top=-110),
        Layer("acacias", 1.8, _acacias, top=-330),
        Layer("grass", GROUND, _yellow_grass, top=-120),
    )
    return Scenery("savanna", layers, front=front.STRAW)


def oasis() -> Scenery:
    layers = (
        SKY,
        Layer("far dunes", 6.0, _far_dunes, top=-250),
        Layer("dunes", 2.6, _near_dunes, top=-190),
        Layer("palms", 1.3, _palm_grove, top=-460),
        Layer("pool", GROUND, _pool, top=-10),
    )
    return Scenery("oasis", layers, land=176, water=POOL_Y + 12, front=front.REEDS)


def _warm(light: Light) -> Rgb:
    """The horizon's colour with dust in the air."""
    return mix(light.horizon, light.on(DUST), 0.55)


def _blue_hills(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 1, rgb=(124, 128, 160), base=10, height=74, length=760, depth=10)
    canvas.mist(_warm(light), -60, 4, 0.6 * light.haze)


def _far_plain(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 2, rgb=snowed(light, (214, 182, 108)), base=14, height=16, length=620, depth=4)
    for spot in along(seed + 4, canvas.left - 60, canvas.right + 60, 96, y=4):
        if spot.kind < 0.6:
            tones = light.tones(ACACIA, 4)
            acacia(canvas, spot.x, spot.y, 34 + 26 * spot.size, tones, seed + round(spot.x), far=True)
    canvas.mist(_warm(light), -70, 6, 0.6 * light.haze)


def _acacias(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=snowed(light, STRAW), base=18, height=18, length=540, depth=1.9)
    for spot in along(seed + 5, canvas.left - 340, canvas.right + 340, 400, y=8, wobble=0.45):
        tones = light.tones(ACACIA, 1.7).turned(0.1 * (spot.kind - 0.5))
        acacia(canvas, spot.x, spot.y, 190 + 84 * spot.size, tones, seed + round(spot.x))
        canvas.shade(spot.x, spot.y + 4, 110, 8, 0.25)
        plants.bush(canvas, spot.x + 130, spot.y + 8, 50 + 26 * spot.chance, light.tones((168, 164, 84), 1.7))


def _yellow_grass(canvas: Canvas, light: Light, seed: int) -> None:
    rgb = snowed(light, STRAW)
    ground.plain(canvas, light, seed, rgb=rgb)
    for spot in along(seed + 15, canvas.left - 200, canvas.right + 200, 640, y=26, wobble=0.5):
        _termite_mound(canvas, light, spot.x + 150, spot.y, 92 + 34 * spot.size, seed + round(spot.x))
    plants.grass(canvas, light, seed + 6, rgb=rgb, step=74)
    for spot in along(seed + 17, canvas.left - 400, canvas.right + 400, 1100, y=72, wobble=0.4):
        mud = light.on((176, 136, 84))
        canvas.veiled([Oval(spot.x - 60, spot.y + 1, 196, 23)], mud, 0.9, soft=5)
        _basin(canvas, light, seed, Oval(spot.x - 60, spot.y, 176, 16), WATERHOLE)
    tones = light.tones(rgb)
    for spot in along(seed + 8, canvas.left - 60, canvas.right + 60, 34, y=30, wobble=1.0):
        tone = mix(tones.base, tones.shade if spot.kind < 0.5 else tones.lit, 0.5)
        plants.tuft(canvas, spot.x, spot.y + 30 * spot.chance, 22 + 26 * spot.size, tone)


def acacia(canvas: Canvas, x: float, y: float, height: float, tones: Tones, seed: int, far: bool = False) -> None:
    """An umbrella acacia of `height` units that stands on y: a forked trunk under flat crowns in layers, wider than
    it is high."""
    bark = Tones.plain(mix((112, 82, 60), tones.base, 0.3), tones.side)
    lean = 0.1 * height * (float(uniform(seed, 7)) - 0.5)
    fork = (x + lean, y - 0.4 * height)
    tips = ((-0.42, 0.76), (-0.14, 0.84), (0.2, 0.88), (0.46, 0.72))
    wood: list[Shape] = [plants.limb((x, y + 2), fork, 0.034 * height)]
    wood += [plants.limb(fork, (x + u * height, y - v * height), 0.017 * height) for u, v in tips]
    canvas.mass(wood, bark, 0.03 * height, fall=0.0)
    for u, v, wide in ((-0.4, 0.76, 0.36), (0.42, 0.73, 0.34), (0.02, 0.88, 0.52)):
        shift = 0.07 * (float(uniform(seed, round(100 * v))) - 0.5)
        crown = _crown(x + (u + shift) * height, y - v * height, wide * height)
        canvas.mass(crown, tones.turned(0.05 * (v - 0.8)), 0.07 * height, fall=0.9)
        if far:
            break


def _crown(x: float, y: float, wide: float) -> list[Shape]:
    """A flat cushion of leaves, `wide` units to either side, whose lower edge is level."""
    lobes: list[Shape] = [
        Oval(x + at * wide, y - rise * wide, 0.34 * wide, 0.13 * wide)
        for at, rise in ((-0.66, 0.02), (-0.34, 0.1), (0.0, 0.14), (0.34, 0.1), (0.66, 0.02))
    ]
    return [*lobes, Oval(x, y, 0.92 * wide, 0.1 * wide)]


def _termite_mound(canvas: Canvas, light: Light, x: float, y: float, height: float, seed: int) -> None:
    tones = light.tones(MOUND)
    canvas.shade(x, y + 2, 0.6 * height, 0.12 * height, 0.4)
    for at, tall, half in ((-0.26, 0.55, 0.15), (0.24, 0.68, 0.15), (0.0, 1.0, 0.2), (0.1, 0.36, 0.24)):
        rough = [0.02 * height * (float(uniform(seed, i, round(100 * tall))) - 0.5) for i in range(4)]
        left, top = x + at * height, y - tall * height
        spire = [
            (left - half * height * 1.25, y + 4),
            (left - half * height * 0.8 + rough[0], y - 0.5 * tall * height),
            (left - half * height * 0.34 + rough[1], top + 0.05 * height),
            (left, top),
            (left + half * height * 0.36 + rough[2], top + 0.08 * height),
            (left + half * height * 0.85 + rough[3], y - 0.45 * tall * height),
            (left + half * height * 1.25, y + 4),
        ]
        canvas.mass([spire], tones.turned(0.04 * (0.7 - tall)), 0.1 * height, fall=0.5)


def _far_dunes(canvas: Canvas, light: Light, seed: int) -> None:
    relief.dunes(canvas, light, seed + 1, rgb=(240, 186, 122), base=14, height=190, length=980, depth=6)
    canvas.mist(_warm(light), -90, 4, 0.5 * light.haze)


def _near_dunes(canvas: Canvas, light: Light, seed: int) -> None:
    relief.dunes(canvas, light, seed + 2, rgb=(246, 200, 130), base=18, height=96, length=640, depth=2.6)


def _palms(canvas: Canvas, seed: int) -> list[tuple[float, float, float]]:
    """World x, height and lean of the palms behind the pools."""
    found = []
    for pool in _pools(canvas, seed):
        for i, at in enumerate((-0.96, -0.74, -0.5, -0.12, 0.26, 0.56, 0.78, 1.0)):
            u, v = float(uniform(seed, round(pool), i)), float(uniform(seed, round(pool), i, 2))
            x = pool + POOL_WIDE * at + 40 * (u - 0.5)
            found.append((x, 170 + 190 * v, 0.3 * (u - 0.5) + (0.08 if at > 0 else -0.08)))
    return found


def _pools(canvas: Canvas, seed: int) -> list[float]:
    """World x of the middles of the pools in view."""
    reach = 1.3 * POOL_WIDE
    spots = along(seed + 9, canvas.left - POOLS, canvas.right + POOLS, POOLS, wobble=0.06)
    return [spot.x for spot in spots if canvas.left - reach < spot.x < canvas.right + reach]


def _palm_grove(canvas: Canvas, light: Light, seed: int) -> None:
    tones = light.tones(FROND, 1.2)
    for i, (x, height, lean) in enumerate(_palms(canvas, seed)):
        canvas.shade(x, 14, 70, 8, 0.3)
        plants.palm(canvas, x, 14, height, tones.turned(0.05 * (i % 3 - 1)), lean)
    for pool in _pools(canvas, seed):
        for spot in along(seed + 11, pool - POOL_WIDE, pool + POOL_WIDE, 76, y=16):
            green = light.tones(BANK, 1.2).turned(0.14 * (spot.kind - 0.5))
            plants.bush(canvas, spot.x, spot.y, 50 + 38 * spot.size, green)


def _pool(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=SAND, dabs=1.2)
    relief.pebbles(canvas, light, seed + 5, rgb=SAND)
    for x in _pools(canvas, seed):
        green = light.tones(snowed(light, BANK))
        for grow, strength in ((1.16, 0.5), (1.08, 1.0)):
            bank = Oval(x, POOL_Y + 2, POOL_WIDE * grow + 16, POOL_HIGH * grow + 14)
            canvas.veiled([bank], mix(green.base, green.lit, 0.2), strength, soft=5)
        _water(canvas, light, seed, x)
        _greenery(canvas, light, seed, x)


def _water(canvas: Canvas, light: Light, seed: int, x: float) -> None:
    """The pool around world x, with the palms upside down in it."""
    palm_leaf, bark = mix(light.on(FROND), light.on(POOL), 0.2), mix(light.on((110, 80, 54)), light.on(POOL), 0.25)
    far = POOL_Y - POOL_HIGH

    def mirrored(water: Canvas) -> None:
        for palm, tall, lean in _palms(canvas, seed):
            tip, top = palm + lean * tall, far + 0.17 * tall
            water.veiled([plants.limb((palm, far - 6), (tip, top), 5)], bark, 0.6, soft=2)
            crown: list[Shape] = [Oval(tip + dx, top - 3 * abs(dx) / 26, 26, 5, dx / 2) for dx in (-28, 0, 28)]
            water.veiled(crown, palm_leaf, 0.75, soft=2)

    _basin(canvas, light, seed, Oval(x, POOL_Y, POOL_WIDE, POOL_HIGH), POOL, mirrored)


def _basin(
    canvas: Canvas, light: Light, seed: int, shore: Oval, rgb: Rgb, mirrored: Callable[[Canvas], None] | None = None
) -> None:
    """Still water within `shore`, with what is `mirrored` in it."""
    part = canvas.rows(shore.y - shore.ry - 4, shore.y + shore.ry + 4)
    height, width = part.pixels.shape[:2]
    if not height:
        return
    water, inside = (Canvas.blank(width, height, part.left, part.top, part.scale) for _ in range(2))
    paint_water(water, light, seed, rgb=rgb, top=shore.y - shore.ry - 8, bottom=1e9, calm=3.0)
    if mirrored is not None:
        mirrored(water)
    inside.mass([shore], Tones.plain((255, 255, 255)), 1)
    cv2.multiply(water.pixels, cv2.merge([inside.pixels[..., 3]] * 4), dst=water.pixels, scale=1 / 255)
    part.laid(water)


def _greenery(canvas: Canvas, light: Light, seed: int, x: float) -> None:
    """Grass and flowers around the pool around world x."""
    tones = light.tones(snowed(light, BANK))
    for spot in along(seed + 21, x - POOL_WIDE, x + POOL_WIDE, 22, wobble=1.0):
        share = max(0.0, 1 - ((spot.x - x) / POOL_WIDE) ** 2) ** 0.5
        for side in (-1, 1):
            y = POOL_Y + side * (POOL_HIGH * share + 3 + 9 * spot.chance) + 4
            tone = mix(tones.base, tones.shade if spot.kind < 0.6 else tones.lit, 0.55)
            plants.tuft(canvas, spot.x, y, (12 if side < 0 else 18) + 14 * spot.size, tone)
        if spot.kind > 0.86 and not light.snowy:
            petal = light.on(plants.PETALS[int(spot.chance * len(plants.PETALS))])
            plants.flower(canvas, spot.x, POOL_Y + POOL_HIGH * share + 14, 24, petal, tones.shade)
