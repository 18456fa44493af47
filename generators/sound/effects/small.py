"""Small things that happen once: doors, bells, bites, magic."""

from collections.abc import Iterator

import numpy as np

from videostudio.generators.sound.effects.hit import Hit, Moment
from videostudio.generators.sound.tone import (
    RATE,
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

CELESTA = ((1.0, 1.0), (4.0, 0.22), (9.2, 0.05))
BELL = ((0.5, 0.4), (1.0, 1.0), (1.19, 0.5), (1.5, 0.35), (2.0, 0.45), (2.74, 0.25), (3.76, 0.15))
PENTATONIC = (0, 2, 4, 7, 9)


def magic(moment: Moment) -> Iterator[Hit]:
    """A shimmer that climbs: something appears, or is found."""
    yield from _shimmer(moment, range(11))


def fade_away(moment: Moment) -> Iterator[Hit]:
    """The same shimmer going down: something is gone."""
    yield from _shimmer(moment, range(10, -1, -1))


def chime(moment: Moment) -> Iterator[Hit]:
    """Two warm notes: something is given, or two meet."""
    for number, step in enumerate((4, 7)):
        yield Hit(moment.middle + 0.16 * number, resonance(_pitch(step + 12), 1.1, 1.2, CELESTA), 0.0, 0.6)


def bell(moment: Moment) -> Iterator[Hit]:
    """A bell that is rung three times."""
    for stroke in range(3):
        at = 0.2 * moment.seconds + 0.75 * stroke
        if at < moment.seconds - 0.2:
            yield Hit(at, resonance(784, 1.8, 2.2, BELL), 0.0, 0.8)


def door(moment: Moment) -> Iterator[Hit]:
    """A latch, a hinge that creaks, a door that closes."""
    rng, start = moment.rng, moment.middle - 0.5
    yield Hit(start, puff(0.05, rng, 900, 3200, 0.03, 0.001), 0.1, 0.7)
    n = round(0.7 * RATE)
    rate = 45 + 55 * np.sin(np.pi * np.linspace(0, 1, n))
    grains = np.clip(np.sin(2 * np.pi * np.cumsum(rate) / RATE), 0, 1) ** 10
    hinge = noise(n, rng, band(600, 1500, 3)) * grains.astype(np.float32) * hump(0.7, 0.5)[:n]
    yield Hit(start + 0.1, hinge, 0.1, 0.6)
    yield Hit(start + 1.05, puff(0.25, rng, 70, 500, 0.16, 0.002), 0.1, 1.3)


def knock(moment: Moment) -> Iterator[Hit]:
    """Three knocks on wood."""
    for stroke in range(3):
        body = resonance(210, 0.15, 0.11, ((1.0, 1.0), (2.3, 0.6), (3.9, 0.3)))
        yield Hit(moment.middle + 0.24 * stroke, body + 0.3 * puff(0.15, moment.rng, 800, 2400, 0.03, 0.001), 0.0, 0.9)


def chomp(moment: Moment) -> Iterator[Hit]:
    """Bites, and something crisp between the teeth."""
    rng = moment.rng
    for start in moment.beats(0.35, 1.4, 0.7):
        for bite in range(3):
            shape = hump(0.13, 0.3)
            crunch = noise(len(shape), rng, band(700, 4200, 1)) * wander(len(shape), rng, 130, 0, 1) ** 2 * shape
            yield Hit(start + 0.27 * bite, crunch, 0.0, 1.2 - 0.3 * bite)


def sip(moment: Moment) -> Iterator[Hit]:
    """A drink through pursed lips, and a swallow."""
    for start in moment.beats(0.4, 1.5, 0.9):
        n = round(0.4 * RATE)
        slurp = noise(n, moment.rng, band(900, 3200, 1)) * wander(n, moment.rng, 45, 0.1, 1.0) * hump(0.4, 0.7)[:n]
        yield Hit(start, slurp, 0.0, 0.5)
        yield Hit(start + 0.5, glide(0.09, 260, 420) * hump(0.09, 0.4), 0.0, 0.8)


def pop(moment: Moment) -> Iterator[Hit]:
    """Something opens or comes up, with a tone that rises to it."""
    yield Hit(moment.middle - 0.5, glide(0.5, 220, 520, 1.4) * hump(0.5, 0.8), 0.0, 0.35)
    yield Hit(moment.middle, glide(0.07, 420, 900) * decay(0.07, 0.08), 0.0, 1.0)


def grow(moment: Moment) -> Iterator[Hit]:
    """A slow climb of soft notes."""
    seconds = 0.7 * moment.seconds
    for number, step in enumerate((0, 2, 4, 7, 9, 12)):
        note = resonance(_pitch(step), 0.9, 1.0, CELESTA)
        yield Hit(0.12 * moment.seconds + seconds * number / 6, note, -0.4 + 0.15 * number, 0.4 + 0.08 * number)


def applause(moment: Moment) -> Iterator[Hit]:
    """A few hands that clap."""
    rng = moment.rng
    for clapper in range(9):
        gap, pan = rng.uniform(0.2, 0.3), -0.8 + 0.2 * clapper
        low = rng.uniform(700, 1300)
        for beat in np.arange(0.15 + rng.uniform(0, 0.4), moment.seconds - 0.3, gap):
            loud = rng.uniform(0.3, 0.8) * min(1, 4 * (1 - beat / moment.seconds))
            yield Hit(beat + rng.uniform(0, 0.03), puff(0.06, rng, low, low * 2.4, 0.04, 0.001), pan, loud)


def breath(moment: Moment) -> Iterator[Hit]:
    """Somebody sleeps: air goes in, and out."""
    for start in moment.beats(0.1, 2.4, 1.0):
        yield Hit(start, puff(1.0, moment.rng, 500, 1900, 2.5, 0.5), 0.0, 0.5)
        yield Hit(start + 1.15, puff(1.1, moment.rng, 250, 1100, 1.6, 0.35), 0.0, 0.7)


def rustle(moment: Moment) -> Iterator[Hit]:
    """Cloth or leaves that are pushed aside."""
    for at in (0.25 * moment.seconds, 0.25 * moment.seconds + 0.5):
        shape = hump(0.5, 0.4)
        cloth = noise(len(shape), moment.rng, band(1400, 5200, 1)) * wander(len(shape), moment.rng, 24, 0.1, 1.0)
        yield Hit(at, cloth * shape, moment.rng.uniform(-0.3, 0.3), 0.8)


def rattle(moment: Moment) -> Iterator[Hit]:
    """Something that shakes all over."""
    rng = moment.rng
    for start in moment.beats(0.25, 1.3, 0.7):
        for tick in np.arange(0, 0.6, 0.055):
            yield Hit(start + tick, puff(0.04, rng, 500, 2200, 0.035, 0.001), rng.uniform(-0.3, 0.3), 0.7)


def shatter(moment: Moment) -> Iterator[Hit]:
    """Something breaks: a knock, then pieces."""
    rng = moment.rng
    yield Hit(moment.middle, puff(0.15, rng, 200, 1800, 0.12, 0.001), 0.0, 1.0)
    for _ in range(12):
        piece = resonance(rng.uniform(2200, 4600), 0.15, 0.12, ((1.0, 1.0), (2.76, 0.4)))
        yield Hit(moment.middle + rng.uniform(0.03, 0.45) ** 1.3, piece, rng.uniform(-0.7, 0.7), rng.uniform(0.1, 0.3))


def blaze(moment: Moment) -> Iterator[Hit]:
    """A flame that takes: a breath of fire, then crackles."""
    rng = moment.rng
    yield Hit(moment.middle - 0.3, puff(0.9, rng, 120, 1200, 1.0, 0.25), 0.0, 0.9)
    for _ in range(18):
        low = rng.uniform(1500, 4500)
        yield Hit(moment.middle + rng.uniform(0.1, 1.4), puff(0.03, rng, low, 2 * low, 0.015, 0.0006), 0.0, 0.5)


def horn(moment: Moment) -> Iterator[Hit]:
    """A soft horn of two tones."""
    t = np.arange(round(0.55 * RATE)) / RATE
    for number, hz in enumerate((349.2, 440.0)):
        tone = sum(np.sin(2 * np.pi * k * hz * t) / k**1.5 for k in range(1, 6))
        yield Hit(moment.middle + 0.6 * number, (tone * hump(0.55, 0.25)[: len(t)]).astype(np.float32), 0.0, 0.5)


def _shimmer(moment: Moment, order: range) -> Iterator[Hit]:
    rng = moment.rng
    for number, place in enumerate(order):
        step = PENTATONIC[place % 5] + 12 * (place // 5)
        note = resonance(_pitch(step + 12), 1.0, 1.1, CELESTA)
        yield Hit(moment.middle - 0.45 + 0.075 * number, note, rng.uniform(-0.7, 0.7), 0.35)
    sparkle: Mono = noise(round(1.2 * RATE), rng, band(6000, 12000)) * hump(1.2, 0.4)
    yield Hit(moment.middle - 0.4, sparkle * wander(len(sparkle), rng, 40, 0, 1) ** 3, 0.0, 0.25)


def _pitch(step: int) -> float:
    """Hz of `step` semitones above C5."""
    return 523.25 * 2 ** (step / 12)
