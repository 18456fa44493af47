"""Markings of coats: what is painted on a trunk, to be seen inside its outline."""

from collections.abc import Callable

from videostudio.generators.animatic.rigs.person.ink import Ink, dark, light, mixed, oval, shape
from videostudio.generators.animatic.rigs.quadruped.breed import Breed
from videostudio.generators.animatic.rigs.quadruped.coat import Coat
from videostudio.generators.animatic.rigs.quadruped.tones import low, sized

Marks = Callable[[Breed, Coat], str]
FAWN = ((-0.9, -0.5), (-0.5, -0.7), (-0.1, -0.55), (0.3, -0.62), (-0.7, -0.16), (-0.25, -0.2), (0.2, -0.2))
SPOTS = (
    *((-1.1, -0.3), (-0.75, -0.72), (-0.62, 0.1), (-0.25, -0.4), (-0.1, 0.3), (0.2, -0.75)),
    *((0.45, -0.05), (0.8, -0.5), (0.95, 0.35), (-1.0, 0.5), (0.4, 0.6)),
)
PATCHES = ((-1.0, -0.5, 0.5, 0.62), (0.05, -0.6, 0.44, 0.5), (0.9, 0.3, 0.34, 0.6), (-0.25, 0.75, 0.26, 0.3))
TILE = "M-1,-0.7L0.5,-1L1,0.3L0.2,1L-0.8,0.7Z"
SADDLE = "M-2,-0.62C-1,-1.1 1,-0.5 2,-0.9L2,-2L-2,-2Z"


def markings(breed: Breed, coat: Coat, ink: Ink) -> str:
    """The markings of a breed, and the shade below."""
    d, half = breed.deep, 0.5 * breed.length
    dusk = oval(0, 1.25 * d, 1.4 * half + d, 0.55 * d, low(coat.fur, 0.5), opacity=0.35)
    return MARKS[breed.pattern](breed, coat) + dusk if breed.pattern in MARKS else dusk


def _dots(breed: Breed, spots: tuple[tuple[float, float], ...], size: float, colour: str) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return "".join(oval(x * half, y * d, size * d, 0.9 * size * d, colour) for x, y in spots)


def _belly(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return oval(0.1 * half, 1.12 * d, 1.05 * half, 0.5 * d, coat.soft)


def _fawn(breed: Breed, coat: Coat) -> str:
    return _belly(breed, coat) + _dots(breed, FAWN, 0.07, light(coat.fur, 0.75))


def _bib(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return oval(half + 0.5 * d, 0.5 * d, 0.62 * d, 0.9 * d, light(coat.soft, 0.4))


def _spots(breed: Breed, coat: Coat) -> str:
    return _dots(breed, SPOTS, 0.19, coat.ink)


def _patches(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return "".join(oval(x * half, y * d, w * half, h * d, coat.ink, turn=18) for x, y, w, h in PATCHES)


def _mantle(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return oval(1.1 * half, -0.3 * d, 1.3 * d, 1.15 * d, mixed(coat.fur, coat.soft, 0.6))


def _panda(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return oval(half, 0.1 * d, 0.62 * d, 1.5 * d, coat.ink)


def _saddle(breed: Breed, coat: Coat) -> str:
    return shape(sized(SADDLE, 0.5 * breed.length, breed.deep), light(coat.soft, 0.5))


def _plates(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length
    return oval(0.1 * half, 1.05 * d, 1.4 * half, 0.42 * d, coat.soft)


def _stripes(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.5 * breed.deep
    count = {"tiger": 6, "zebra": 8, "tabby": 4}[breed.pattern]
    tint = dark(coat.fur, 0.34) if breed.pattern == "tabby" else coat.ink
    wide = {"tiger": 0.085, "zebra": 0.075, "tabby": 0.1}[breed.pattern] * half
    found = ""
    for i in range(count):
        x = (-0.86 + 1.7 * i / (count - 1)) * half
        long = (1.1 if i % 2 else 0.55) * d if breed.pattern != "zebra" else 1.7 * d
        lean = 0.25 * wide * (i - count / 2)
        found += shape(
            f"M{x - wide:.2f},{-1.1 * d:.2f}C{x - 0.5 * wide:.2f},{-0.7 * d:.2f} {x + lean:.2f},{-0.4 * d:.2f} "
            f"{x + 1.4 * lean:.2f},{-d + long:.2f}C{x + lean + wide:.2f},{-0.4 * d:.2f} {x + wide:.2f},{-0.7 * d:.2f} "
            f"{x + wide:.2f},{-1.1 * d:.2f}Z",
            tint,
        )
    return found


def _tiles(breed: Breed, coat: Coat) -> str:
    d, half = breed.deep, 0.5 * breed.length + 0.4 * breed.deep
    tile, found = shape(sized(TILE, 0.19 * half, 0.24 * d), coat.ink, coat.ink, 1.2), ""
    for row, y in enumerate((-0.66, -0.08, 0.5)):
        for i in range(5):
            x = (-0.92 + 0.46 * i + 0.2 * (row % 2)) * half
            found += f'<g transform="translate({x:.2f} {y * d:.2f})">{tile}</g>'
    return found


MARKS: dict[str, Marks] = {
    "belly": _belly,
    "fawn": _fawn,
    "bib": _bib,
    "tiger": _stripes,
    "zebra": _stripes,
    "tabby": _stripes,
    "spots": _spots,
    "cow": _patches,
    "giraffe": _tiles,
    "mantle": _mantle,
    "panda": _panda,
    "saddle": _saddle,
    "scutes": _plates,
    "dragon": _plates,
}
"""Pattern of a breed -> its markings."""
