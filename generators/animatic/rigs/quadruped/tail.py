"""Tails of animals as SVG: they point back and up from (0, 0)."""

from collections.abc import Callable

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, line, oval, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.tones import low, sized

Draw = Callable[[Breed, Coat, Ink], str]
BRUSH = "M2,2C-5,3.5 -12,2 -17,-4C-20,-8 -21,-13 -19,-16C-14,-15.5 -9,-13 -6,-9C-3,-5 2,-4 2,-3Z"
BRUSH_END = (
    "M-14.4,-15.2C-16,-15.9 -17.5,-16 -19,-16C-21,-13 -20,-8 -17,-4C-15.5,-6 -16,-8 -14,-9.5C-15,-11.5 -13,-13 "
    "-14.4,-15.2Z"
)
PLUME = "M2,3C-6,4 -13,0 -15,-8C-17,-17 -12,-25 -4,-25C2,-25 4,-19 0,-17C-4,-15 -7,-14 -6,-9C-5,-5 -1,-3 3,-3Z"
HAIR = "M2,-1C-4,-4 -10,-2 -12,5C-13.5,11 -12,17 -15,21C-10,21 -6,17 -5.5,11C-5,6 -3,4 2,3Z"
THICK = "M0.3,-0.86C-0.35,-0.8 -0.8,-0.2 -1.05,-0.9C-0.9,0.7 -0.25,0.9 0.3,0.8Z"
PADDLE = "M2,2C-4,4 -16,6 -20,2C-22,-1 -19,-4 -14,-4C-8,-4 -3,-4 2,-3Z"
CURL = "M1,0C-3,0 -4,-4 -1.5,-4.5C1,-5 1,-1 -3,-1.5C-5.5,-2 -6,-4 -6,-5"
RINGED = "M2,1C-8,2 -13,-3 -17,-12"
RINGS = "M-5.1,-0.1L-6.8,-0.9M-10,-3L-11.6,-4.7M-15.6,-9L-17,-12"
TUFTED = frozenset(("lion", "zebra", "cow face", "donkey", "giraffe"))
"""Heads of animals whose tuft has the colour of their markings."""


def tail(breed: Breed, coat: Coat, ink: Ink) -> str:
    """The tail of a breed; "" for those that have none."""
    return TAILS[breed.tail](breed, coat, ink) if breed.tail in TAILS else ""


def _brush(breed: Breed, coat: Coat, ink: Ink) -> str:
    fur = coat.fur
    end = shape(BRUSH_END, light(coat.soft, 0.1)) if breed.tip else ""
    scale = (0.66 if breed.tail == "short-brush" else 1.0) * breed.length / 22
    brush = shape(BRUSH, ink.slant(light(fur, 0.2), fur, low(fur, 0.2)))
    return f'<g transform="scale({scale:.4f})">{brush}{end}</g>'


def _ringed(breed: Breed, coat: Coat, ink: Ink) -> str:
    return line(RINGED, coat.fur, 6.4) + line(RINGS, coat.ink, 6.4)


def _sickle(breed: Breed, coat: Coat, ink: Ink) -> str:
    fill = ink.slant(light(coat.fur, 0.2), coat.fur, coat.fur)
    return line("M1,1C-6,0 -10,-4 -10,-10C-10,-15 -7,-17 -4,-16.5", fill, 4.6)


def _long(breed: Breed, coat: Coat, ink: Ink) -> str:
    striped = breed.pattern in ("tiger", "tabby", "spots")
    end = line("M-11,-18.5Q-10,-21 -7,-22", dark(coat.fur, 0.3), 3.8) if striped else ""
    return line("M1,1C-7,2 -12,-1 -13,-8C-14,-15 -12,-20 -7,-22", ink.down(light(coat.fur, 0.15), coat.fur), 3.8) + end


def _tuft(breed: Breed, coat: Coat, ink: Ink) -> str:
    hangs = breed.deep > 9.3 and breed.leg > 18.5
    path, x, y = ("M1,0C-6,-1 -9,4 -9,12", -9, 14) if hangs else ("M1,1C-7,2 -11,-2 -12,-9", -12, -11)
    colour = coat.ink if breed.head.label in TUFTED else dark(coat.fur, 0.35)
    return line(path, coat.fur, 2.4) + oval(x, y, 2.6, 3.6, colour)


def _hair(breed: Breed, coat: Coat, ink: Ink) -> str:
    return shape(HAIR, ink.down(light(coat.ink, 0.2), coat.ink, dark(coat.ink, 0.15)))


def _pompom(breed: Breed, coat: Coat, ink: Ink) -> str:
    fill = ink.ball(light(coat.soft, 0.4), coat.soft, low(coat.soft, 0.2))
    return line("M1,1C-3,-2 -5,-6 -6,-9", coat.fur, 2.2) + oval(-6.5, -12, 4.6, 4.6, fill)


def _puff(breed: Breed, coat: Coat, ink: Ink) -> str:
    return oval(-2, -1, 4, 3.8, ink.ball(light(coat.fur, 0.6), light(coat.fur, 0.25), low(coat.fur, 0.2)))


def _stub(breed: Breed, coat: Coat, ink: Ink) -> str:
    return oval(-1.5, 0, 3.2, 2.6, ink.down(light(coat.fur, 0.2), coat.fur), turn=30)


def _curl(breed: Breed, coat: Coat, ink: Ink) -> str:
    return line(CURL, dark(coat.fur, 0.06), 1.9)


def _whip(breed: Breed, coat: Coat, ink: Ink) -> str:
    return line("M1,2C-6,4 -10,2 -13,-1C-16,-4 -19,-4 -22,-2", coat.soft, 1.8)


def _plume(breed: Breed, coat: Coat, ink: Ink) -> str:
    colour = coat.ink if breed.head.label == "chipmunk" else coat.fur
    edge = line("M-11,-18C-9,-22 -6,-23.5 -3,-23.5", light(coat.soft, 0.3), 2, 0.7)
    return shape(PLUME, ink.slant(light(colour, 0.3), colour, low(colour, 0.25))) + edge


def _paddle(breed: Breed, coat: Coat, ink: Ink) -> str:
    return shape(PADDLE, ink.down(light(coat.ink, 0.2), coat.ink))


def _thick(breed: Breed, coat: Coat, ink: Ink) -> str:
    fur, length, d = coat.fur, 0.9 * breed.length, breed.deep
    path = sized(THICK, 2 * d, d, length)
    end = ""
    if breed.pattern == "dragon":
        place = f"translate({-1.05 * length:.2f} {-0.9 * d:.2f})"
        end = f'<g transform="{place}">{shape("M3,2.5L-1,-6L-6,1Z", coat.ink, coat.ink, 1.5)}</g>'
    return end + shape(path, ink.down(light(fur, 0.15), fur, low(fur, 0.3)))


def _point(breed: Breed, coat: Coat, ink: Ink) -> str:
    return shape("M2,-2C-3,-2 -6,1 -8,4C-4,5 0,4 3,3Z", coat.fur)


TAILS: dict[str, Draw] = {
    "brush": _brush,
    "short-brush": _brush,
    "ringed": _ringed,
    "sickle": _sickle,
    "long": _long,
    "tuft": _tuft,
    "hair": _hair,
    "pompom": _pompom,
    "puff": _puff,
    "stub": _stub,
    "curl": _curl,
    "whip": _whip,
    "plume": _plume,
    "paddle": _paddle,
    "thick": _thick,
    "point": _point,
}
"""Name of a tail -> how it is drawn."""
