"""What stands between the figures and the camera: out of focus, low, and never in the way.

A front layer is nearer than the ground, so it slides faster. It is painted from world y 0 at the frame's lower edge
upwards, whatever the frame's shape.
"""

import math
from collections.abc import Callable

import cv2

from videostudio.generators.animatic.sets import plants
from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import Spot, along, uniform
from videostudio.generators.animatic.sets.light import SNOW, Light
from videostudio.generators.animatic.sets.scenery import Layer
from videostudio.generators.animatic.sets.shapes import Oval, Shape
from videostudio.generators.animatic.sets.tones import Rgb, Tones, mix

DEPTH = 0.72
HIGH = 64.0
"""World units that front things reach above the frame's lower edge."""
_SOFT = 3.0
_Plant = Callable[[Canvas, Light, Spot, int], None]


def _front(plant: _Plant, step: float) -> Layer:
    """A layer of out-of-focus things, one per `step` world units where chance has them, in loose groups."""

    def paint(canvas: Canvas, light: Light, seed: int) -> None:
        sharp = canvas.grown(4 * _SOFT)
        for spot in along(seed + 401, canvas.left - 120, canvas.right + 120, step):
            if uniform(seed + 402, math.floor(spot.x / 330)) < 0.6:
                plant(sharp, light, spot, seed)
        side = 2 * max(1, round(0.6 * _SOFT * canvas.scale)) + 1
        cv2.blur(sharp.pixels, (side, side), dst=sharp.pixels)
        canvas.laid(sharp)

    return Layer("front", DEPTH, paint, top=-HIGH, bottom=20)


def _near(light: Light, rgb: Rgb) -> Tones:
    """Near things are seen against the light: darker."""
    if light.snowy and rgb[1] > rgb[0]:
        rgb = mix(rgb, SNOW, 0.5)
    tones = light.tones(rgb)
    return tones.into(tones.shade, 0.55)


def _blade(canvas: Canvas, x: float, y: float, tall: float, lean: float, wide: float, tones: Tones) -> None:
    tip = (x + lean, y - tall)
    middle = (x + 0.35 * lean, y - 0.55 * tall)
    shape = [
        (x - wide, y),
        (middle[0] - 0.8 * wide, middle[1]),
        tip,
        (middle[0] + 0.8 * wide, middle[1]),
        (x + wide, y),
    ]
    canvas.polygon(shape, tones.base if lean * tones.side > 0 else mix(tones.base, tones.shade, 0.4))


def _grass(rgb: Rgb, flowers: float = 0.0, ears: bool = False) -> _Plant:
    def plant(canvas: Canvas, light: Light, spot: Spot, seed: int) -> None:
        tones = _near(light, rgb)
        for i in range(5):
            u, v = float(uniform(seed, round(spot.x), i)), float(uniform(seed, round(spot.x), i, 2))
            tall = HIGH * (0.35 + 0.6 * u) * (0.6 + 0.4 * spot.size)
            x, lean = spot.x + 9 * (i - 2), 26 * (v - 0.5)
            _blade(canvas, x, 10, tall + 8, lean, 4.2, tones)
            if ears:
                canvas.mass([Oval(x + lean, 6 - tall, 4.5, 12, 8 * (v - 0.5))], _near(light, (250, 206, 110)), 4)
        if spot.kind < flowers:
            petal = _near(light, plants.PETALS[int(spot.kind / flowers * len(plants.PETALS))])
            at = -HIGH * (0.45 + 0.3 * spot.size)
            shapes: list[Shape] = [
                Oval(spot.x + 9 * math.cos(t), at + 9 * math.sin(t), 7.5, 7.5) for t in (0.3, 1.56, 2.8, 4.1, 5.3)
            ]
            canvas.line([(spot.x, 10), (spot.x, at)], tones.shade, 3)
            canvas.mass(shapes, petal, 6)
            canvas.oval(spot.x, at, 5.5, 5.5, _near(light, (255, 214, 100)).base)

    return plant


def _leaves(rgb: Rgb, wide: float) -> _Plant:
    def plant(canvas: Canvas, light: Light, spot: Spot, seed: int) -> None:
        tones = _near(light, rgb)
        for i, turn in enumerate((-152, -30, -122, -58, -90)):
            long = HIGH * (0.72 + 0.22 * float(uniform(seed, round(spot.x), i)))
            t = math.radians(turn)
            x, y = spot.x + 0.5 * long * math.cos(t), 8 + 0.5 * long * math.sin(t)
            canvas.mass([Oval(x, y, 0.5 * long, wide * long, turn)], tones.turned(0.05 * (i % 3 - 1)), 8)

    return plant


def _mounds(rgb: Rgb) -> _Plant:
    def plant(canvas: Canvas, light: Light, spot: Spot, seed: int) -> None:
        wide, tall = 70 + 60 * spot.size, HIGH * (0.3 + 0.4 * spot.kind)
        tones = light.tones(rgb)
        canvas.mass(
            [Oval(spot.x, 14, wide, tall), Oval(spot.x + 0.8 * wide, 16, 0.6 * wide, 0.7 * tall)],
            tones.into(tones.shade, 0.3),
            22,
        )

    return plant


GRASS = _front(_grass((96, 170, 78), 0.22), 52)
FLOWERS = _front(_grass((92, 168, 82), 0.7), 56)
WHEAT = _front(_grass((226, 184, 92), ears=True), 48)
DRY_GRASS = _front(_grass((206, 164, 98)), 110)
STRAW = _front(_grass((214, 174, 84)), 40)
REEDS = _front(_grass((104, 150, 88), ears=False), 46)
FERNS = _front(_leaves((72, 142, 84), 0.12), 96)
LEAVES = _front(_leaves((54, 140, 78), 0.17), 84)
ROCKS = _front(_mounds((138, 140, 150)), 210)
SNOWDRIFT = _front(_mounds((236, 242, 252)), 150)
CORALS = _front(_leaves((206, 96, 120), 0.09), 120)
CLOUDS = _front(_mounds((255, 255, 255)), 150)
RED_ROCKS = _front(_mounds((176, 84, 56)), 240)
GREY_ROCKS = _front(_mounds((140, 142, 152)), 240)
DARK_ROCKS = _front(_mounds((66, 58, 80)), 170)
