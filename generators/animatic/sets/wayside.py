"""What places are named for and people live in or come to see: mills, tents, wells, wheels, falling water, fire."""

import math

from videostudio.generators.animatic.sets import buildings, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import uniform
from videostudio.generators.animatic.sets.light import SNOW, Light
from videostudio.generators.animatic.sets.shapes import Oval, bar, shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

ROCK: Rgb = (140, 138, 150)
WOOD: Rgb = (158, 112, 78)
LAVA: Rgb = (255, 132, 58)
GAY: tuple[Rgb, ...] = ((236, 92, 88), (250, 196, 84), (96, 176, 116), (84, 150, 214), (186, 112, 196))


def lighthouse(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A lighthouse on rocks that rise from the water."""
    rock = light.tones((132, 126, 130), depth)
    for dx, size in ((-0.34, 0.3), (0.36, 0.34), (0.0, 0.5)):
        relief.rock(canvas, x + dx * height, y + 0.03 * height, size * height, rock, round(97 * size))
    canvas.veiled([Oval(x, y + 0.01 * height, 0.6 * height, 0.022 * height)], light.on((240, 250, 252)), 0.55, soft=4)
    hut = light.tones((248, 240, 226), depth)
    left, top = x + 0.1 * height, y - 0.3 * height
    buildings.box(canvas, left, top, left + 0.2 * height, y - 0.16 * height, hut)
    roof = light.tones(buildings.snow_on(light, (196, 84, 72)), depth)
    canvas.mass([[(left - 8, top + 2), (left + 0.1 * height, top - 0.1 * height), (left + 0.2 * height + 8, top + 2)]],
                roof, 5)  # fmt: skip
    buildings.window(canvas, light, left + 0.13 * height, y - 0.23 * height, 0.05 * height, 0.05 * height, light.dark,
                     depth)  # fmt: skip
    buildings.lighthouse(canvas, light, x, y - 0.15 * height, 0.86 * height, depth)


def waterfall(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """Water that falls over a cliff."""
    rock, green = light.tones(ROCK, depth), light.tones((98, 160, 92), depth)
    cliff = [(-1.0, 0.0), (-0.9, 0.5), (-0.66, 0.86), (-0.4, 0.97), (0.4, 0.97), (0.7, 0.84), (0.95, 0.46), (1.05, 0.0)]
    canvas.mass([shape(x, y, height, *cliff)], rock, 22, fall=0.2)
    for i in range(14):
        at, up = 1.7 * (float(uniform(i, 3)) - 0.5), 0.08 + 0.7 * float(uniform(i, 4))
        if abs(at) > 0.3:
            ledge = shape(x + at * height, y - up * height, height, (-0.09, 0.0), (0.09, 0.01), (0.06, -0.05))
            canvas.veiled([ledge], rock.shade, 0.5)
    canvas.mass([Oval(x + dx * height, y - up * height, 0.24 * height, 0.07 * height)
                 for dx, up in ((-0.55, 0.95), (0.55, 0.95), (-0.85, 0.68), (0.86, 0.66))],
                green, 8, fall=0.6)  # fmt: skip
    white, blue = light.on((250, 253, 255), depth), light.on((150, 204, 232), depth)
    fall = shape(x, y, height, (-0.24, 1.0), (0.24, 1.0), (0.27, 0.5), (0.32, 0.0), (-0.32, 0.0), (-0.27, 0.5))
    canvas.fill([fall], [(y - height, blue), (y - 0.6 * height, white), (y, white)])
    for i in range(11):
        at = -0.21 + 0.042 * i
        length = 0.25 + 0.5 * float(uniform(i, 7))
        up = 0.95 - 0.4 * float(uniform(i, 8))
        canvas.line([(x + at * height, y - up * height), (x + 1.2 * at * height, y - (up - length) * height)], blue,
                    0.012 * height)  # fmt: skip
    spray = [Oval(x + dx * height, y - 0.02 * height, 0.16 * height, 0.09 * height) for dx in (-0.3, -0.1, 0.1, 0.3)]
    canvas.veiled(spray, white, 0.85, soft=10)


def volcano(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A cone of dark rock with fire in its mouth and smoke above."""
    rock, fire = light.tones((112, 92, 96), depth), light.on(LAVA, 0.6 * depth)
    smoke = light.tones((128, 122, 130), depth)
    for i in range(6):
        puff = 0.1 + 0.025 * i
        canvas.mass([Oval(x + light.side * 0.03 * i * i * height, y - (0.98 + 0.1 * i) * height, puff * height,
                          0.8 * puff * height)], smoke.turned(0.06 * i), 0.06 * height, soft=4)  # fmt: skip
    canvas.glow(x, y - 0.95 * height, 0.5 * height, LAVA, 0.7)
    cone = [(-1.15, 0.0), (-0.7, 0.3), (-0.34, 0.72), (-0.2, 0.95), (-0.08, 0.9), (0.06, 0.93), (0.2, 0.96),
            (0.36, 0.7), (0.72, 0.28), (1.2, 0.0)]  # fmt: skip
    canvas.mass([shape(x, y, height, *cone)], rock, 30, fall=0.3)
    for way, stream in enumerate((
        ((-0.17, 0.94), (-0.12, 0.7), (-0.2, 0.52), (-0.17, 0.3)),
        ((0.08, 0.92), (0.12, 0.74), (0.06, 0.6), (0.16, 0.4), (0.14, 0.2)),
        ((0.19, 0.94), (0.28, 0.74), (0.34, 0.6)),
    )):  # fmt: skip
        points = [(x + u * height, y - v * height) for u, v in stream]
        canvas.line(points, mix(fire, rock.shade, 0.3), (0.05 - 0.008 * way) * height)
        canvas.line(points, fire, (0.03 - 0.006 * way) * height)
    canvas.mass([Oval(x, y - 0.935 * height, 0.19 * height, 0.035 * height)], Tones.plain(fire, light.side), 6)


def well(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A stone well with a bucket under a little roof."""
    stone, wood = light.tones((176, 172, 176), depth), light.tones(WOOD, depth)
    roof = light.tones(buildings.snow_on(light, (190, 92, 74)), depth)
    half, rim = 0.34 * height, y - 0.36 * height
    canvas.shade(x, y, 0.55 * height, 0.08 * height, 0.4)
    for side in (-1, 1):
        canvas.slab(x + side * 0.8 * half - 0.03 * height, y - 0.8 * height, x + side * 0.8 * half + 0.03 * height, rim,
                    wood, 3)  # fmt: skip
    canvas.mass([Oval(x, rim, half, 0.09 * height)], Tones.plain(light.on((62, 64, 82), depth), light.side), 4)
    canvas.line([(x, y - 0.74 * height), (x, rim - 0.12 * height)], light.on((210, 186, 140), depth), 0.014 * height)
    canvas.slab(x - 0.07 * height, rim - 0.14 * height, x + 0.07 * height, rim, wood.turned(0.1), 4)
    body = [(x - half, rim), (x - half, y - 0.05 * height), (x, y + 0.03 * height), (x + half, y - 0.05 * height),
            (x + half, rim), (x, rim + 0.09 * height)]  # fmt: skip
    canvas.mass([body], stone, 0.12 * height, fall=0.2)
    for row in range(3):
        for i in range(4):
            at = x + half * (-0.8 + 0.46 * i + 0.2 * (row % 2))
            low = rim + 0.11 * height + 0.075 * height * row
            canvas.veiled([bar(at, low, at + 0.3 * half, low + 0.045 * height)], stone.shade, 0.4, soft=1)
    canvas.slab(x - 0.9 * half, y - 0.77 * height, x + 0.9 * half, y - 0.72 * height, wood, 4)
    canvas.mass([shape(x, y - 0.76 * height, height, (-0.44, 0.0), (0.0, 0.25), (0.44, 0.0))], roof, 9, fall=0.4)


def igloo(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A hut of snow blocks with its entrance."""
    ice, dark = light.tones(SNOW, depth), light.on((70, 104, 146), depth)
    joint = mix(ice.base, light.on((120, 170, 214), depth), 0.6)
    canvas.shade(x, y, 1.2 * height, 0.1 * height, 0.35)
    dome = [(x + height * math.cos(t), y - height * math.sin(t)) for t in (math.pi * i / 24 for i in range(25))]
    canvas.mass([dome], ice, 0.3 * height, fall=0.4)
    for row in range(1, 5):
        up = 0.2 * row
        edge = math.sqrt(1 - up * up) * height
        canvas.line([(x - edge, y - up * height), (x + edge, y - up * height)], joint, 0.02 * height)
        below = math.sqrt(1 - (up - 0.2) ** 2) * height
        for i in range(-3, 4):
            at = (i + 0.5 * (row % 2)) / 3.6
            foot, top = (at * below, y - (up - 0.2) * height), (at * edge, y - up * height)
            canvas.line([(x + foot[0], foot[1]), (x + top[0], top[1])], joint, 0.018 * height)
    for reach, rgb in ((0.42, ice), (0.28, Tones.plain(dark, light.side))):
        door = [(x + light.side * 0.34 * height + reach * height * math.cos(t), y - 1.3 * reach * height * math.sin(t))
                for t in (math.pi * i / 16 for i in range(17))]  # fmt: skip
        canvas.mass([door], rgb, 0.06 * height)


def tent(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A tent with its flap open, lit from within at night."""
    cloth = light.tones((238, 150, 74), depth)
    inside = buildings.LAMPLIGHT if light.dark else light.on((96, 62, 58), depth)
    canvas.shade(x, y, 0.95 * height, 0.09 * height, 0.4)
    if light.dark:
        canvas.glow(x, y - 0.4 * height, 1.2 * height, buildings.LAMPLIGHT, 0.5)
    for side in (-1, 1):
        canvas.line([(x, y - 0.98 * height), (x + side * 1.15 * height, y)], cloth.shade, 0.014 * height)
    canvas.mass([shape(x, y, height, (-0.86, 0.0), (-0.04, 1.0), (0.04, 1.0), (0.86, 0.0))], cloth, 14, fall=0.3)
    canvas.mass([shape(x, y, height, (-0.3, 0.0), (0.0, 0.78), (0.3, 0.0))], Tones.plain(inside, light.side), 4)
    canvas.mass([shape(x, y, height, (0.3, 0.0), (0.0, 0.78), (0.44, 0.0))], cloth.turned(0.2), 5)
    canvas.mass([shape(x, y, height, (-0.3, 0.0), (0.0, 0.78), (-0.44, 0.0))], cloth.turned(0.2), 5)


def haunted_house(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A dark, crooked house with lit windows and a bare tree."""
    wall, roof = light.tones((104, 96, 122), depth), light.tones(buildings.snow_on(light, (66, 60, 88)), depth)
    bark = Tones.plain(roof.shade, light.side)
    trunk = (x - 0.62 * height, y)
    canvas.mass([plants.limb(trunk, (trunk[0] + 0.03 * height, y - 0.5 * height), 0.03 * height),
                 *(plants.limb((trunk[0] + 0.02 * height, y - up * height),
                               (trunk[0] + dx * height, y - (up + 0.22) * height), 0.012 * height)
                   for dx, up in ((-0.2, 0.34), (0.18, 0.42), (-0.08, 0.5), (0.14, 0.28)))], bark, 4)  # fmt: skip
    for left, right, low, lean in ((-0.44, 0.4, 0.42, 0.02), (-0.02, 0.32, 0.68, 0.05)):
        body = shape(x, y, height, (left, 0.0), (left + lean, low), (right + lean, low), (right, 0.0))
        canvas.mass([body], wall, 5, fall=0.1)
        middle, peak = (left + right) / 2 + 2 * lean, low + 0.3
        eaves = shape(x, y, height, (left - 0.06, low - 0.02), (middle - 0.05, peak - 0.1), (middle + 0.02, peak),
                      (middle + 0.06, peak - 0.1), (right + 0.1, low - 0.02))  # fmt: skip
        canvas.mass([eaves], roof, 8, fall=0.4)
    glow = Tones.plain(buildings.LAMPLIGHT, light.side, 0.1)
    for dx, up, wide in ((-0.3, 0.2, 0.1), (-0.13, 0.2, 0.1), (0.16, 0.5, 0.11), (0.22, 0.24, 0.1)):
        canvas.glow(x + dx * height, y - up * height, 0.2 * height, buildings.LAMPLIGHT, 0.4)
        pane = shape(x + dx * height, y - up * height, height, (-wide / 2, -0.07), (-wide / 2, 0.05), (0.0, 0.09),
                     (wide / 2, 0.04), (wide / 2, -0.06))  # fmt: skip
        canvas.mass([pane], glow, 3)
    canvas.slab(x + 0.0 * height, y - 0.17 * height, x + 0.1 * height, y, bark, 4)


def ferris_wheel(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A great wheel with gay cabins."""
    steel, radius = light.tones((226, 232, 244), depth), 0.44 * height
    hub = (x, y - 0.54 * height)
    for side in (-1, 1):
        canvas.line([hub, (x + side * 0.26 * height, y)], steel.shade, 0.022 * height)
    ring = [(hub[0] + math.cos(t), hub[1] + math.sin(t)) for t in (math.tau * i / 48 for i in range(49))]
    for share, wide in ((1.0, 0.016), (0.9, 0.01)):
        points = [(hub[0] + radius * share * (px - hub[0]), hub[1] + radius * share * (py - hub[1])) for px, py in ring]
        canvas.line(points, steel.base, wide * height)
    for i in range(10):
        t = math.tau * (i + 0.3) / 10
        rim = (hub[0] + radius * math.cos(t), hub[1] + radius * math.sin(t))
        canvas.line([hub, rim], steel.base, 0.007 * height)
        if light.dark:
            canvas.glow(*rim, 0.12 * height, buildings.LAMPLIGHT, 0.5)
        cabin = light.tones(GAY[i % len(GAY)], depth)
        canvas.mass([Oval(rim[0], rim[1] + 0.035 * height, 0.045 * height, 0.04 * height)], cabin, 5)
        sill = [(rim[0] + side * 0.045 * height, rim[1] + 0.03 * height) for side in (-1, 1)]
        canvas.line(sill, steel.lit, 0.008 * height)
    canvas.mass([Oval(*hub, 0.035 * height, 0.035 * height)], light.tones(GAY[0], depth), 5)


def watermill(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A mill whose wheel stands in the water."""
    buildings.house(canvas, light, x - 0.2 * height, y, 0.8 * height, depth, 11)
    wood, wheel = light.tones((124, 88, 64), depth), (x + 0.36 * height, y - 0.22 * height)
    radius = 0.3 * height
    ring = [(math.cos(t), math.sin(t)) for t in (math.tau * i / 36 for i in range(37))]
    for share in (1.0, 0.8):
        canvas.line([(wheel[0] + share * radius * u, wheel[1] + share * radius * v) for u, v in ring], wood.base,
                    0.026 * height)  # fmt: skip
    for i in range(12):
        t = math.tau * i / 12
        ends = [
            (wheel[0] + share * radius * math.cos(t), wheel[1] + share * radius * math.sin(t)) for share in (0, 1.1)
        ]
        canvas.line(ends, wood.lit if i % 2 else wood.base, 0.018 * height)
    canvas.mass([Oval(*wheel, 0.04 * height, 0.04 * height)], wood, 4)
    canvas.veiled([Oval(wheel[0], y + 0.05 * height, 1.2 * radius, 0.035 * height)], light.on((246, 251, 252)), 0.8,
                  soft=5)  # fmt: skip


def treehouse(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A hut in the fork of a great tree, and the ladder to it."""
    bark, leaf = light.tones((138, 96, 70), depth), light.tones((92, 160, 84), depth)
    wood = light.tones((206, 156, 104), depth)
    roof = light.tones(buildings.snow_on(light, (190, 92, 74)), depth)
    canvas.mass([plants.limb((x, y + 4), (x, y - 0.5 * height), 0.08 * height),
                 plants.limb((x, y - 0.36 * height), (x - 0.36 * height, y - 0.7 * height), 0.035 * height),
                 plants.limb((x, y - 0.36 * height), (x + 0.36 * height, y - 0.72 * height), 0.035 * height)],
                bark, 0.05 * height, fall=0.0)  # fmt: skip
    canvas.mass([Oval(x + dx * height, y - up * height, r * height, 0.8 * r * height)
                 for dx, up, r in ((-0.4, 0.74, 0.24), (0.4, 0.76, 0.24), (-0.16, 0.96, 0.24), (0.18, 0.95, 0.24))],
                leaf, 0.1 * height, fall=0.8)  # fmt: skip
    low, top = y - 0.44 * height, y - 0.7 * height
    canvas.slab(x - 0.3 * height, low, x + 0.3 * height, low + 0.035 * height, bark.turned(0.1), 3)
    buildings.box(canvas, x - 0.2 * height, top, x + 0.2 * height, low, wood)
    canvas.mass([[(x - 0.27 * height, top + 3), (x, top - 0.17 * height), (x + 0.27 * height, top + 3)]], roof, 8)
    buildings.window(canvas, light, x + 0.09 * height, low - 0.15 * height, 0.09 * height, 0.09 * height, light.dark,
                     depth)  # fmt: skip
    canvas.slab(x - 0.14 * height, low - 0.2 * height, x - 0.03 * height, low, bark, 4)
    for dx in (-0.2, -0.1):
        canvas.line([(x + dx * height, low), (x + (dx - 0.04) * height, y)], wood.shade, 0.014 * height)
    for i in range(1, 7):
        at, up = x - (0.2 + 0.04 * i / 7) * height, low + (y - low) * i / 7
        canvas.line([(at, up), (at + 0.1 * height, up)], wood.base, 0.016 * height)


def church(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """A church with a pointed tower, by its whole height."""
    buildings.church(canvas, light, x - 0.1 * height, y, height / 2.75, depth)


def ice_palace(canvas: Canvas, light: Light, x: float, y: float, height: float, depth: float) -> None:
    """Spires of ice."""
    ice = light.tones((168, 216, 244), depth)
    for dx, tall, wide in (
        (-0.5, 0.5, 0.14),
        (0.5, 0.55, 0.14),
        (-0.28, 0.76, 0.15),
        (0.3, 0.7, 0.15),
        (0.0, 1.0, 0.18),
    ):
        spire = shape(x + dx * height, y, height, (-wide, 0.0), (-0.8 * wide, 0.6 * tall), (0.0, tall),
                      (0.8 * wide, 0.6 * tall), (wide, 0.0))  # fmt: skip
        canvas.mass([spire], ice.turned(0.1 * dx), 0.08 * height, fall=0.2)
        facet = shape(x + dx * height, y, height, (0.0, 0.02), (0.0, tall), (0.8 * wide, 0.6 * tall), (wide, 0.02))
        canvas.veiled([facet], ice.lit if ice.side > 0 else ice.shade, 0.4)
    canvas.mass([Oval(x, y - 0.16 * height, 0.09 * height, 0.1 * height),
                 bar(x - 0.09 * height, y - 0.16 * height, x + 0.09 * height, y)],
                Tones.plain(light.on((84, 136, 196), depth), light.side), 6)  # fmt: skip
