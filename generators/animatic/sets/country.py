"""The country: meadow, farm, village, garden, park, forest, jungle, mountains, snow, desert."""

from videostudio.generators.animatic.sets import buildings, ground, plants, relief
from videostudio.generators.animatic.sets.canvas import Canvas, Rgb, lighter, mix
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.light import SNOW, Light, Weather
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery
from videostudio.generators.animatic.sets.sky import SKY

GREEN: Rgb = (122, 176, 86)
PINE: Rgb = (58, 110, 76)
LEAF: Rgb = (86, 148, 78)
WHITE: Rgb = (232, 240, 248)


def meadow() -> Scenery:
    return Scenery("meadow", (SKY, _far_peaks((150, 172, 196)), _green_hills(), _edge_trees(), _lawn(0.22)))


def farm() -> Scenery:
    return Scenery("farm", (SKY, _green_hills(), Layer("farmyard", 1.7, _farmyard, top=-330), _lawn(0.08)))


def village() -> Scenery:
    return Scenery(
        "village", (SKY, _green_hills(), Layer("houses", 1.6, _houses, top=-360), Layer("lane", GROUND, _lane, -14))
    )


def garden() -> Scenery:
    return Scenery("garden", (SKY, _edge_trees(), Layer("beds", 1.35, _flower_beds, top=-170), _lawn(0.5)))


def park() -> Scenery:
    return Scenery(
        "park",
        (
            SKY,
            Layer("skyline", 7.0, _park_skyline, top=-300),
            Layer("trees", 1.9, _park_trees, top=-330),
            Layer("path", GROUND, _path, -120),
        ),
    )


def forest() -> Scenery:
    return Scenery(
        "forest",
        (
            SKY,
            Layer("far wood", 4.5, _far_wood, top=-330),
            Layer("wood", 2.4, _middle_wood, top=-430),
            Layer("near wood", 1.5, _near_wood, top=-700),
            Layer("floor", GROUND, _forest_floor, -12),
        ),
    )


def jungle() -> Scenery:
    return Scenery(
        "jungle",
        (
            SKY,
            Layer("far trees", 3.2, _jungle_back, top=-430),
            Layer("palms", 1.6, _jungle_palms, top=-480),
            Layer("floor", GROUND, _jungle_floor, -30),
        ),
    )


def mountains() -> Scenery:
    return Scenery(
        "mountains",
        (
            SKY,
            Layer("far peaks", 12.0, _range_far, top=-400),
            Layer("peaks", 6.0, _range_near, top=-330),
            Layer("pines", 2.0, _pine_slope, top=-190),
            _lawn(0.1),
        ),
    )


def snow() -> Scenery:
    return Scenery(
        "snow",
        (
            SKY,
            Layer("peaks", 8.0, _white_range, top=-380),
            Layer("pines", 2.0, _white_pines, top=-240),
            Layer("snowfield", GROUND, _snowfield, -16),
        ),
    )


def desert() -> Scenery:
    return Scenery(
        "desert",
        (
            SKY,
            Layer("mesas", 9.0, _mesas, top=-240),
            Layer("dunes", 3.0, _desert_dunes, top=-150),
            Layer("sand", GROUND, _desert_floor, -190),
        ),
    )


def _far_peaks(rgb: Rgb) -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        relief.hills(canvas, light, seed + 1, rgb=rgb, base=10, height=150, length=620, depth=9)

    return Layer("far hills", 9.0, paint, top=-260)


def _green_hills() -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        relief.hills(canvas, light, seed + 2, rgb=(112, 164, 96), base=14, height=84, length=420, depth=4)
        plants.wood(canvas, light, seed + 9, rgb=LEAF, y=8, step=46, height=44, depth=4, pines=0.4)

    return Layer("hills", 4.0, paint, top=-170)


def _edge_trees() -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        relief.hills(canvas, light, seed + 3, rgb=(104, 158, 84), base=16, height=38, length=300, depth=1.8)
        for spot in along(seed + 4, canvas.left - 150, canvas.right + 150, 250, y=4):
            tone = lighter(light.on(LEAF, 1.8), 0.15 * (spot.kind - 0.5))
            if spot.kind < 0.55:
                plants.tree(canvas, spot.x, spot.y, 120 + 90 * spot.size, tone, seed + round(spot.x))
            else:
                plants.bush(canvas, spot.x, spot.y, 60 + 50 * spot.size, tone)

    return Layer("trees", 1.8, paint, top=-250)


def _lawn(flowers: float) -> Layer:
    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        ground.plain(canvas, light, seed, rgb=snowed(light, GREEN))
        plants.grass(canvas, light, seed + 6, rgb=snowed(light, GREEN), flowers=flowers)

    return Layer("ground", GROUND, paint, top=-14)


def snowed(light: Light, rgb: Rgb) -> Rgb:
    """`rgb`, under snow where it snows."""
    return mix(rgb, SNOW, 0.9) if light.weather is Weather.SNOW else rgb


def _farmyard(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(196, 180, 92), base=16, height=40, length=340, depth=1.8)
    for spot in along(seed + 4, canvas.left - 400, canvas.right + 400, 620, y=2, wobble=0.3):
        buildings.barn(canvas, light, spot.x, spot.y, 250, 1.6)
        plants.tree(canvas, spot.x + 210, spot.y, 170, light.on(LEAF, 1.6), seed + round(spot.x))
        for i in range(3):
            x = spot.x - 230 + 60 * i
            canvas.oval(x, spot.y - 22, 27, 24, light.on((222, 186, 96)))
            canvas.oval(x, spot.y - 22, 15, 14, light.on((196, 156, 74)))
    buildings.fence(canvas, light, seed, y=8, height=44)


def _houses(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(112, 160, 88), base=16, height=40, length=340, depth=1.8)
    for spot in along(seed + 5, canvas.left - 300, canvas.right + 300, 232, y=4, wobble=0.2):
        if spot.kind < 0.9:
            buildings.house(canvas, light, spot.x, spot.y, 150 + 50 * spot.size, 1.5, seed + round(spot.x))
        plants.bush(canvas, spot.x + 118, spot.y + 4, 74, light.on(LEAF, 1.5))


def _lane(canvas: Canvas, light: Light, seed: int) -> None:
    green, sand = snowed(light, GREEN), snowed(light, (205, 182, 143))
    ground.plain(canvas, light, seed, rgb=green)
    plants.grass(canvas, light, seed + 6, rgb=green, flowers=0.1)
    canvas.gradient([(60, lighter(light.on(sand), 0.1)), (210, lighter(light.on(sand), -0.05))], 60, 205)
    canvas.mottle(seed + 12, 150, 0.10, top=60, stretch=3)
    for y in (60, 205):
        for spot in along(seed + round(y), canvas.left - 40, canvas.right + 40, 26, y=y):
            plants.tuft(
                canvas, spot.x, spot.y + 8, 12 + 8 * spot.size, lighter(light.on(green), -0.18 + 0.3 * spot.kind)
            )
    for spot in along(seed + 21, canvas.left, canvas.right, 19, y=132, wobble=1.0):
        r = 3 + 6 * spot.size
        canvas.oval(
            spot.x,
            74 + 120 * spot.kind,
            r,
            r * 0.5,
            lighter(light.on(sand), -0.22 if spot.size < 0.6 else 0.25),
        )


def _flower_beds(canvas: Canvas, light: Light, seed: int) -> None:
    buildings.fence(canvas, light, seed, y=4, height=84, rgb=(238, 236, 228))
    for spot in along(seed + 5, canvas.left - 80, canvas.right + 80, 58, y=8):
        plants.bush(
            canvas, spot.x, spot.y + 3, 54 + 26 * spot.size, lighter(light.on(LEAF, 1.3), 0.2 * (spot.kind - 0.5))
        )
    for spot in along(seed + 6, canvas.left - 40, canvas.right + 40, 24, y=8):
        petal = plants.PETALS[int(spot.kind * len(plants.PETALS))]
        plants.flower(
            canvas, spot.x, spot.y + 8 * spot.size, 32 + 26 * spot.size, light.on(petal), light.on((72, 130, 70))
        )


def _park_skyline(canvas: Canvas, light: Light, seed: int) -> None:
    buildings.skyline(canvas, light, seed + 2, y=10, height=210, depth=6)


def _park_trees(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(110, 164, 88), base=16, height=34, length=380, depth=1.9)
    plants.wood(canvas, light, seed + 5, rgb=LEAF, y=0, step=170, height=200, depth=1.8, pines=0.1)
    for spot in along(seed + 6, canvas.left - 100, canvas.right + 100, 120, y=8):
        plants.bush(canvas, spot.x, spot.y, 60 + 40 * spot.size, lighter(light.on(LEAF, 1.5), -0.1))


def _path(canvas: Canvas, light: Light, seed: int) -> None:
    _lane(canvas, light, seed)
    for spot in along(seed + 31, canvas.left - 300, canvas.right + 300, 520, y=44, wobble=0.3):
        buildings.bench(canvas, light, spot.x, spot.y, 110)
        buildings.lamp(canvas, light, spot.x + 150, spot.y + 4, 150)


def _far_wood(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed, rgb=PINE, base=10, height=120, length=500, depth=4.5)
    plants.wood(canvas, light, seed + 1, rgb=PINE, y=0, step=40, height=240, depth=4.5, pines=0.7)


def _middle_wood(canvas: Canvas, light: Light, seed: int) -> None:
    plants.wood(canvas, light, seed + 2, rgb=(62, 118, 72), y=6, step=92, height=330, depth=2.4, pines=0.6)


def _near_wood(canvas: Canvas, light: Light, seed: int) -> None:
    bark = light.on((92, 68, 52), 1.5)
    for spot in along(seed + 3, canvas.left - 200, canvas.right + 200, 330, y=12):
        wide = 26 + 22 * spot.size
        canvas.polygon(
            [
                (spot.x - wide * 0.9, spot.y + 8),
                (spot.x - wide * 0.5, spot.y - 120),
                (spot.x - wide * 0.42, -900),
                (spot.x + wide * 0.42, -900),
                (spot.x + wide * 0.5, spot.y - 120),
                (spot.x + wide, spot.y + 8),
            ],
            bark,
        )
        canvas.polygon(
            [
                (spot.x + wide * 0.12, spot.y + 4),
                (spot.x + wide * 0.2, -900),
                (spot.x + wide * 0.42, -900),
                (spot.x + wide, spot.y + 8),
            ],
            lighter(bark, -0.2),
        )
        for i in range(6):
            y = spot.y - 50 - 62 * i
            canvas.line([(spot.x - wide * 0.25, y), (spot.x - wide * 0.1, y - 26)], lighter(bark, -0.3), 3)
        plants.bush(canvas, spot.x + 90, spot.y + 6, 90 + 40 * spot.kind, light.on((66, 122, 70), 1.5))


def _forest_floor(canvas: Canvas, light: Light, seed: int) -> None:
    rgb = snowed(light, (98, 122, 66))
    ground.plain(canvas, light, seed, rgb=rgb, strength=0.22)
    plants.grass(canvas, light, seed + 6, rgb=rgb, flowers=0.05, step=72)
    for spot in along(seed + 8, canvas.left, canvas.right, 30, wobble=1.0):
        canvas.oval(spot.x, 24 + 220 * spot.kind, 5 + 6 * spot.size, 3, light.on((178, 112, 58)), 60 * spot.size)


def _jungle_back(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed, rgb=(60, 120, 70), base=10, height=190, length=360, depth=3)
    plants.wood(canvas, light, seed + 1, rgb=(66, 132, 74), y=6, step=84, height=280, depth=3, pines=0.0)


def _jungle_palms(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 2, canvas.left - 250, canvas.right + 250, 230, y=8):
        plants.palm(
            canvas, spot.x, spot.y, 290 + 120 * spot.size, light.on((72, 150, 74), 1.5), 0.4 * (spot.kind - 0.5)
        )
    for spot in along(seed + 3, canvas.left - 100, canvas.right + 100, 74, y=10):
        plants.bush(
            canvas, spot.x, spot.y, 80 + 60 * spot.size, lighter(light.on((58, 128, 66), 1.4), 0.2 * (spot.kind - 0.5))
        )


def _jungle_floor(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=(104, 126, 62), strength=0.2)
    plants.grass(canvas, light, seed + 6, rgb=(82, 150, 66), flowers=0.08, step=56)


def _range_far(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 1, rgb=(122, 134, 160), base=12, height=350, step=250, depth=7, snow=0.42)


def _range_near(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 2, rgb=(104, 116, 126), base=14, height=235, step=330, depth=4, snow=0.22)


def _pine_slope(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(96, 140, 84), base=16, height=46, length=420, depth=2)
    plants.wood(canvas, light, seed + 4, rgb=PINE, y=10, step=62, height=130, depth=2, pines=1.0)


def _white_range(canvas: Canvas, light: Light, seed: int) -> None:
    relief.mountains(canvas, light, seed + 1, rgb=(150, 168, 196), base=12, height=320, step=300, depth=6, snow=0.62)


def _white_pines(canvas: Canvas, light: Light, seed: int) -> None:
    relief.hills(canvas, light, seed + 3, rgb=(222, 232, 244), base=16, height=64, length=420, depth=2)
    plants.wood(canvas, light, seed + 4, rgb=(74, 118, 100), y=8, step=104, height=150, depth=2, pines=1.0, snow=True)


def _snowfield(canvas: Canvas, light: Light, seed: int) -> None:
    ground.plain(canvas, light, seed, rgb=WHITE, strength=0.09)
    relief.pebbles(canvas, light, seed + 5, rgb=(206, 220, 238), step=78, share=0.8)
    for spot in along(seed + 8, canvas.left, canvas.right, 70, wobble=1.0):
        plants.tuft(canvas, spot.x, 30 + 220 * spot.kind, 10 + 14 * spot.size, light.on((150, 160, 150)))


def _mesas(canvas: Canvas, light: Light, seed: int) -> None:
    for spot in along(seed + 1, canvas.left - 300, canvas.right + 300, 330, y=12):
        wide, tall = 110 + 130 * spot.size, 90 + 110 * spot.kind
        red = light.on((196, 110, 74), 5)
        x, y = spot.x, spot.y
        canvas.polygon(
            [
                (x - wide, y),
                (x - wide * 0.62, y - tall * 0.8),
                (x - wide * 0.55, y - tall),
                (x + wide * 0.5, y - tall),
                (x + wide * 0.6, y - tall * 0.7),
                (x + wide, y),
            ],
            red,
        )
        for share, tone in ((0.86, -0.12), (0.6, 0.08), (0.42, -0.1)):
            canvas.polygon(
                [
                    (x - wide * (1.0 - 0.45 * share), y - tall * share),
                    (x + wide * (1.0 - 0.47 * share), y - tall * share),
                    (x + wide * (1.04 - 0.47 * share), y - tall * (share - 0.09)),
                    (x - wide * (1.04 - 0.45 * share), y - tall * (share - 0.09)),
                ],
                lighter(red, tone),
            )


def _desert_dunes(canvas: Canvas, light: Light, seed: int) -> None:
    relief.dunes(canvas, light, seed + 2, rgb=(226, 178, 112), base=16, height=74, length=520, depth=3)


def _desert_floor(canvas: Canvas, light: Light, seed: int) -> None:
    sand: Rgb = (232, 188, 122)
    ground.plain(canvas, light, seed, rgb=sand)
    for spot in along(seed + 7, canvas.left - 120, canvas.right + 120, 310, y=14):
        plants.cactus(canvas, spot.x, spot.y, 90 + 80 * spot.size, light.on((88, 142, 88)))
    relief.pebbles(canvas, light, seed + 5, rgb=sand)
    relief.boulders(canvas, light, seed + 9, rgb=(190, 124, 84), y=24, step=400, size=70, depth=1)
