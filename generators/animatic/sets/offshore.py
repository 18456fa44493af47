"""Out on the water: any set as it is seen by those who swim and sail in front of it."""

from dataclasses import replace

from videostudio.generators.animatic.sets.canvas import Canvas
from videostudio.generators.animatic.sets.chance import along
from videostudio.generators.animatic.sets.country import GREEN, snowed
from videostudio.generators.animatic.sets.light import Light
from videostudio.generators.animatic.sets.scenery import GROUND, Layer, Scenery, no_beds
from videostudio.generators.animatic.sets.shapes import Oval
from videostudio.generators.animatic.sets.tones import mix
from videostudio.generators.animatic.sets.water import paint_water
from videostudio.generators.animatic.sets.waterside import LAKE

WATER = 150.0
"""World y on which those swim and sail who are out on the water."""


def out_on_the_water(scenery: Scenery) -> Scenery:
    """The set with water for its ground, up to the camera. Sets of `offshore` layers bring their own, a lake lies
    before all others; on deck, within walls, in the sky and under water nothing changes."""
    if scenery.dry or scenery.floats or scenery.offshore is None:
        return scenery
    water = scenery.offshore or (Layer("lake before it", GROUND, _lake_before, top=-20),)
    layers = (*scenery.layers[:-1], *water)
    return replace(scenery, layers=layers, land=None, water=WATER, front=None, beds=no_beds)


def _lake_before(canvas: Canvas, light: Light, seed: int) -> None:
    paint_water(canvas, light, seed, rgb=LAKE, top=6, bottom=1e9, calm=1.8)
    green = light.tones(snowed(light, GREEN), 1.6)
    for spot in along(seed + 71, canvas.left - 60, canvas.right + 60, 46, y=6):
        canvas.mass([Oval(spot.x, spot.y, 44, 9 + 5 * spot.size)], green.turned(0.1 * (spot.kind - 0.5)), 5)
    canvas.veiled([Oval(spot.x, 20, 52, 10) for spot in along(seed + 72, canvas.left - 60, canvas.right + 60, 70)],
                  mix(green.shade, light.on(LAKE), 0.5), 0.4, soft=5)  # fmt: skip
