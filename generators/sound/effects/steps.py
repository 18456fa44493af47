"""Steps, on whatever there is to step on."""

from collections.abc import Callable, Iterator

import numpy as np

from videostudio.generators.sound.effects.hit import Hit, Moment
from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    band,
    decay,
    glide,
    hump,
    noise,
    puff,
    resonance,
    wander,
)

IN_THE_AIR_S = 0.55
"""From the take-off of a jump to its landing."""


def walk(moment: Moment) -> Iterator[Hit]:
    """About two steps a second."""
    return _steps(moment, 1.9, 0.9)


def run(moment: Moment) -> Iterator[Hit]:
    """Faster and a little harder."""
    return _steps(moment, 3.1, 1.1)


def sneak(moment: Moment) -> Iterator[Hit]:
    """Slow and soft."""
    return _steps(moment, 1.2, 0.4)


def hooves(moment: Moment) -> Iterator[Hit]:
    """A trot: two knocks close together; one for each hoof where hooves are seen."""
    rng = moment.rng
    for beat in moment.beats(0.15, 0.42, 0.2):
        for part in (0.0,) if moment.shown else (0.0, 0.13):
            at = beat + part + _astray(moment, 0.01)
            yield Hit(at, _wood(rng), 0.0, 0.4)
            yield Hit(at, _foot(moment, 1.0), 0.0, 0.6)


def jump(moment: Moment) -> Iterator[Hit]:
    """Off the ground with a breath of air, and down again."""
    for beat in moment.beats(0.2 + IN_THE_AIR_S, 1.3, 0.8 - IN_THE_AIR_S):
        yield Hit(max(0.0, beat - IN_THE_AIR_S), glide(0.22, 300, 620, 0.8) * hump(0.22, 0.3), 0.0, 0.25)
        yield Hit(beat, _foot(moment, 1.4), 0.0, 1.0)


def dance(moment: Moment) -> Iterator[Hit]:
    """Light steps in threes."""
    rng = moment.rng
    for number, beat in enumerate(moment.beats(0.1, 0.38, 0.2)):
        yield Hit(beat, _foot(moment, 0.7), rng.uniform(-0.3, 0.3), 0.9 if number % 3 == 0 else 0.5)


def climb(moment: Moment) -> Iterator[Hit]:
    """Hands and feet that find a hold."""
    rng = moment.rng
    for beat in moment.beats(0.2, 0.62, 0.3):
        yield Hit(beat, puff(0.16, rng, 900, 3800, 0.2, 0.03), rng.uniform(-0.3, 0.3), 0.6)
        yield Hit(beat + 0.2, _foot(moment, 0.7), rng.uniform(-0.2, 0.2), 0.8)


def _steps(moment: Moment, per_s: float, force: float) -> Iterator[Hit]:
    """Light feet step more often than heavy ones."""
    rng = moment.rng
    gap = 1 / (per_s * (1.35 - 0.3 * moment.weight))
    for number, beat in enumerate(moment.beats(0.12, gap, 0.12)):
        side = -0.15 if number % 2 else 0.15
        loud = rng.uniform(0.75, 1.0) * (0.6 + 0.3 * moment.weight)
        yield Hit(beat + _astray(moment, 0.015), _foot(moment, force), side, loud)


def _astray(moment: Moment, most_s: float) -> float:
    """How far beside its beat a step falls, s; not at all where it is seen."""
    return 0.0 if moment.shown else moment.rng.uniform(-most_s, most_s)


def _foot(moment: Moment, force: float) -> Mono:
    return np.asarray(np.float32(force) * GROUNDS.get(moment.ground, _grass)(moment.rng))


def _grass(rng: Chance) -> Mono:
    return 0.6 * puff(0.12, rng, 1800, 6500, 0.13, 0.02) + 0.9 * puff(0.12, rng, 120, 420, 0.09, 0.004)


def _leaves(rng: Chance) -> Mono:
    shape = hump(0.2, 0.25)
    crackle = noise(len(shape), rng, band(2200, 8000, 1)) * shape * wander(len(shape), rng, 70, 0.0, 1.0) ** 2
    return 1.3 * crackle + 0.7 * puff(0.2, rng, 120, 400, 0.09, 0.004)


def _sand(rng: Chance) -> Mono:
    return 0.9 * puff(0.2, rng, 1200, 4200, 0.22, 0.05) + 0.4 * puff(0.2, rng, 90, 260, 0.1, 0.01)


def _snow(rng: Chance) -> Mono:
    shape = hump(0.22, 0.4)
    crunch = noise(len(shape), rng, band(500, 2600, 1)) * shape * wander(len(shape), rng, 110, 0.05, 1.0) ** 2
    return np.float32(1.8) * crunch


def _gravel(rng: Chance) -> Mono:
    made = np.zeros(round(0.2 * RATE), np.float32)
    for _ in range(9):
        at, low = int(rng.integers(0, round(0.13 * RATE))), rng.uniform(1400, 4000)
        grain = puff(0.03, rng, low, low * 1.8, 0.025, 0.001)[: len(made) - at]
        made[at : at + len(grain)] += rng.uniform(0.2, 0.7) * grain
    return made


def _stone(rng: Chance) -> Mono:
    click = 0.5 * puff(0.07, rng, 1500, 4200, 0.03, 0.001)
    return click + 1.1 * puff(0.07, rng, 180, 600, 0.07, 0.001)


def _wood(rng: Chance) -> Mono:
    knock = resonance(rng.uniform(165, 200), 0.14, 0.12, ((1.0, 1.0), (2.4, 0.6), (4.1, 0.25)))
    return 0.9 * knock + 0.35 * puff(0.14, rng, 900, 2600, 0.03, 0.001)


def _metal(rng: Chance) -> Mono:
    ring = resonance(rng.uniform(280, 340), 0.3, 0.3, ((1.0, 1.0), (2.76, 0.5), (4.2, 0.35), (5.9, 0.2)))
    return 0.6 * ring + 0.4 * puff(0.3, rng, 1500, 3500, 0.03, 0.001)


def _dust(rng: Chance) -> Mono:
    return 0.9 * puff(0.16, rng, 70, 240, 0.14, 0.008) + 0.25 * puff(0.16, rng, 900, 2600, 0.14, 0.03)


def _water(rng: Chance) -> Mono:
    pitch = rng.uniform(380, 620)
    plop = glide(0.18, pitch, pitch * 1.5, 0.6) * decay(0.18, 0.16, 0.01)
    return 0.5 * plop + 0.8 * puff(0.18, rng, 900, 4200, 0.2, 0.02)


GROUNDS: dict[str, Callable[[Chance], Mono]] = {
    "grass": _grass,
    "leaves": _leaves,
    "sand": _sand,
    "snow": _snow,
    "gravel": _gravel,
    "stone": _stone,
    "wood": _wood,
    "metal": _metal,
    "dust": _dust,
    "water": _water,
}
"""A step on each kind of ground. Where there is none, nobody steps."""
