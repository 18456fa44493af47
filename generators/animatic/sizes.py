"""Sizes: how tall everyone is beside the others, nearer to each other than in life, as in a picture book."""

from collections.abc import Sequence

from videostudio.film.entity import EntityKind
from videostudio.generators.animatic.figures import Figure
from videostudio.generators.animatic.framing import TALL

CLOSE = 0.6
"""Real sizes are drawn nearer to each other: twice as tall in life is 2 ** CLOSE times as tall here."""
THING = 0.8
"""Things are drawn this much smaller than living beings of their size."""
PERSON, LEAD, BEAST, OBJECT = 0.52, 0.46, 0.31, 0.34
"""Least shares of TALL: of a person, of who acts, of another animal, of a thing."""
MOST = 1.55 * TALL
"""Nothing is taller; what would be makes all others smaller, by the square root of what is too much."""
RIDER, CARRIER = 196.0, 310.0
"""Height of a rider's visible part, and least height of what carries a rider."""

HULL, SWIMMER, AT_HOME = 0.10, 0.30, 0.46
"""Share under water of a hull, of whoever swims, and of people who live in the water."""


def draught(figure: Figure) -> float:
    """Share of a figure's height that is under water, if it is in water."""
    if not figure.afloat:
        return SWIMMER
    return AT_HOME if figure.kind is EntityKind.PERSON else HULL


def heights(figures: Sequence[Figure], riding: int | None) -> list[float]:
    """Visible height of every figure at the usual distance, in world units; `riding` is what carries the first."""
    living = [figure.height_m for figure in figures if figure.lives]
    measure = max(living, default=figures[0].height_m if figures else 1.0)
    wanted = [TALL * (1 if f.lives else THING) * (f.height_m / measure) ** CLOSE for f in figures]
    room = max(1.0, max(wanted, default=0.0) / MOST) ** 0.5
    found = []
    for index, (figure, tall) in enumerate(zip(figures, wanted, strict=True)):
        if riding is not None and index in (0, riding):
            found.append(RIDER if index == 0 else max(tall, CARRIER))
        else:
            found.append(min(max(tall / room, TALL * _least(index, figure)), MOST))
    return found


def _least(index: int, figure: Figure) -> float:
    if figure.kind is EntityKind.PERSON:
        return PERSON
    return OBJECT if not figure.lives else LEAD if index == 0 else BEAST
