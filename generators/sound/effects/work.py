"""Work: tools and what they are used on."""

from collections.abc import Iterator

import numpy as np

from videostudio.generators.sound.effects.hit import Hit, Moment
from videostudio.generators.sound.tone import (
    RATE,
    Mono,
    band,
    clock,
    decay,
    glide,
    hump,
    noise,
    puff,
    resonance,
    wander,
)

ANVIL = ((1.0, 1.0), (2.32, 0.6), (3.87, 0.35), (5.1, 0.2))


def hammer(moment: Moment) -> Iterator[Hit]:
    """Blows on wood with a nail in it."""
    for beat in moment.beats(0.3, 0.55, 0.3):
        yield Hit(beat, resonance(1150, 0.25, 0.2, ANVIL), 0.1, 0.35)
        yield Hit(beat, puff(0.25, moment.rng, 150, 900, 0.08, 0.001), 0.1, 1.0)


def dig(moment: Moment) -> Iterator[Hit]:
    """A spade that goes in, and earth that is thrown."""
    rng = moment.rng
    for beat in moment.beats(0.2, 1.15, 0.7):
        yield Hit(beat, puff(0.3, rng, 700, 3600, 0.28, 0.05), -0.1, 0.8)
        yield Hit(beat + 0.05, puff(0.3, rng, 80, 300, 0.14, 0.005), -0.1, 0.7)
        for _ in range(7):
            yield Hit(beat + 0.55 + rng.uniform(0, 0.2), puff(0.04, rng, 300, 1400, 0.04), 0.3, rng.uniform(0.1, 0.4))


def chop(moment: Moment) -> Iterator[Hit]:
    """A knife on a board, in runs of four, or stroke by stroke as it is seen."""
    rng = moment.rng
    for number, beat in enumerate(moment.beats(0.25, 0.21, 0.2)):
        if moment.shown or number % 6 < 4:
            board = resonance(rng.uniform(240, 270), 0.09, 0.07, ((1.0, 1.0), (2.7, 0.5)))
            yield Hit(beat, board + 0.4 * puff(0.09, rng, 2000, 6000, 0.02, 0.0008), 0.0, 0.9)


def sizzle(moment: Moment) -> Iterator[Hit]:
    """A hot pan, with fat that pops, and a spoon that stirs."""
    rng, n = moment.rng, round(moment.seconds * RATE)
    hiss = noise(n, rng, band(3200, 9500, 1)) * wander(n, rng, 9, 0.45, 1.0)
    yield Hit(0.0, hiss * hump(moment.seconds, 0.5)[:n] ** 0.5, 0.0, 0.3)
    for _ in range(round(9 * moment.seconds)):
        pop = puff(0.02, rng, 2500, 7000, 0.012, 0.0006)
        yield Hit(rng.uniform(0.1, moment.seconds - 0.1), pop, rng.uniform(-0.3, 0.3), rng.uniform(0.1, 0.9))
    for beat in moment.beats(0.5, 0.8, 0.4):
        yield Hit(beat, resonance(rng.uniform(1500, 1700), 0.2, 0.16, ANVIL), 0.2, 0.12)


def brew(moment: Moment) -> Iterator[Hit]:
    """Something thick that bubbles."""
    rng = moment.rng
    for _ in range(round(11 * moment.seconds)):
        pitch = rng.uniform(120, 380)
        length = rng.uniform(0.07, 0.14)
        bubble = glide(length, pitch, pitch * 1.7) * hump(length, 0.4)
        yield Hit(rng.uniform(0.05, moment.seconds - 0.2), bubble, rng.uniform(-0.4, 0.4), rng.uniform(0.3, 1.0))


def saw(moment: Moment) -> Iterator[Hit]:
    """To and fro, teeth in wood."""
    for number, beat in enumerate(moment.beats(0.15, 0.42, 0.4)):
        n = round(0.34 * RATE)
        teeth = 0.5 + 0.5 * np.sin(2 * np.pi * (75 if number % 2 else 60) * np.arange(n) / RATE)
        low = 900 if number % 2 else 650
        stroke = noise(n, moment.rng, band(low, low * 3.5, 1)) * teeth.astype(np.float32)
        yield Hit(beat, stroke * hump(0.34, 0.5)[:n], 0.0, 0.7)


def scrub(moment: Moment) -> Iterator[Hit]:
    """A brush or broom."""
    for number, beat in enumerate(moment.beats(0.15, 0.46, 0.4)):
        yield Hit(beat, puff(0.36, moment.rng, 1500, 6000, 0.45, 0.12), -0.25 if number % 2 else 0.25, 0.8)


def write(moment: Moment) -> Iterator[Hit]:
    """A pencil on paper, word by word."""
    rng = moment.rng
    for beat in moment.beats(0.2, 0.62, 0.5):
        n = round(rng.uniform(0.25, 0.5) * RATE)
        scratch = noise(n, rng, band(2600, 7500, 1)) * wander(n, rng, 26, 0.0, 1.0) ** 2
        yield Hit(beat, scratch * hump(n / RATE, 0.4)[:n], 0.0, 0.6)


def keys(moment: Moment) -> Iterator[Hit]:
    """A keyboard in use."""
    rng = moment.rng
    for beat in np.cumsum(rng.uniform(0.09, 0.24, round(moment.seconds * 5))):
        yield Hit(float(beat), puff(0.03, rng, 1600, 5000, 0.022, 0.001), rng.uniform(-0.2, 0.2), rng.uniform(0.4, 1.0))


def page(moment: Moment) -> Iterator[Hit]:
    """A page that is turned, and another."""
    for at in (0.2 * moment.seconds, 0.65 * moment.seconds):
        shape = hump(0.45, 0.6)
        rustle = noise(len(shape), moment.rng, band(2200, 8500, 1)) * wander(len(shape), moment.rng, 35, 0.1, 1.0)
        yield Hit(at, rustle * shape, 0.1, 0.9)


def pour(moment: Moment) -> Iterator[Hit]:
    """Water into a vessel that fills: its tone rises."""
    n = round(max(0.8, 0.7 * moment.seconds) * RATE)
    seconds = n / RATE
    t = clock(seconds)[:n]
    gurgle = np.sin(2 * np.pi * np.cumsum(350 + 650 * t / seconds + 60 * wander(n, moment.rng, 14, -1, 1)) / RATE)
    water = 0.5 * noise(n, moment.rng, band(900, 4200, 1)) + 0.5 * gurgle * wander(n, moment.rng, 18, 0, 1)
    yield Hit(0.15 * moment.seconds, _rounded(water.astype(np.float32), seconds), 0.0, 0.6)


def shutter(moment: Moment) -> Iterator[Hit]:
    """A camera that clicks twice."""
    for start in (moment.middle, moment.middle + 0.9):
        for part, gain in ((0.0, 1.0), (0.07, 0.6)):
            yield Hit(start + part, puff(0.05, moment.rng, 1400, 4800, 0.03, 0.001), 0.0, gain)


def tinker(moment: Moment) -> Iterator[Hit]:
    """Small metal things that are put together."""
    rng = moment.rng
    for beat in moment.beats(0.2, 0.34, 0.2):
        if rng.random() < 0.75:
            ting = resonance(rng.uniform(1300, 2600), 0.15, 0.12, ANVIL)
            yield Hit(beat + rng.uniform(0, 0.1), ting, rng.uniform(-0.3, 0.3), rng.uniform(0.2, 0.5))
            yield Hit(beat + 0.12, puff(0.05, rng, 700, 2500, 0.04, 0.001), 0.1, 0.4)


def strike(moment: Moment) -> Iterator[Hit]:
    """A friendly fight: soft thumps with air before them."""
    rng = moment.rng
    for beat in moment.beats(0.4, 0.7, 0.3):
        swish = noise(round(0.2 * RATE), rng, band(500, 2400, 1)) * hump(0.2, 0.7)
        yield Hit(beat - 0.18, swish, rng.uniform(-0.4, 0.4), 0.35)
        yield Hit(beat, puff(0.2, rng, 70, 420, 0.16, 0.003) + glide(0.2, 160, 75) * decay(0.2, 0.2), 0.0, 0.9)


def _rounded(sound: Mono, seconds: float) -> Mono:
    return sound * np.minimum(1, 6 * hump(seconds, 0.5)[: len(sound)])
