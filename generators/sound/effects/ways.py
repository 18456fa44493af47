"""Ways to get somewhere: through air, on water, on wheels."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from videostudio.generators.sound.effects.hit import Hit, Moment
from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    band,
    clock,
    decay,
    glide,
    hump,
    noise,
    puff,
    sweep,
    wander,
)


def whoosh(moment: Moment) -> Iterator[Hit]:
    """Something that flies past, now on one side, now on the other."""
    for number, start in enumerate(moment.beats(0.15, 1.25, 0.7)):
        side = -0.5 if number % 2 else 0.5
        yield Hit(start, _swish(moment.rng, 0.75, 280, 1500), side, 0.9)
        yield Hit(start + 0.2, _swish(moment.rng, 0.6, 400, 2000), -side, 0.4)


def swing(moment: Moment) -> Iterator[Hit]:
    """One throw or turn."""
    yield Hit(moment.middle, _swish(moment.rng, 0.45, 350, 2300), -0.2, 1.0)


def wings(moment: Moment) -> Iterator[Hit]:
    """Wings that beat: quick and light, or slow and heavy."""
    gap = 0.16 + 0.16 * moment.weight
    for number, beat in enumerate(moment.beats(0.08, gap, 0.15)):
        length = 0.6 * gap
        flap = noise(round(length * RATE), moment.rng, band(160, 1100 - 300 * moment.weight, 1))
        rest = 0.35 if number % 9 > 6 else 1.0
        yield Hit(beat, flap * hump(length, 0.35), 0.25 * np.sin(beat), 0.8 * rest)


def buzz(moment: Moment) -> Iterator[Hit]:
    """An insect's wings."""
    t = clock(moment.seconds)
    hz = 205 + 25 * np.sin(2 * np.pi * 0.9 * t) + 12 * np.sin(2 * np.pi * 2.3 * t)
    tone = np.asarray(sum(sweep(k * hz) / k for k in (1, 2, 3, 4)), dtype=np.float32)
    yield Hit(0.0, tone * hump(moment.seconds, 0.5)[: len(t)], 0.0, 0.5)


def splash(moment: Moment) -> Iterator[Hit]:
    """Into the water, and the drops that fall back."""
    rng = moment.rng
    yield Hit(moment.middle, puff(0.9, rng, 500, 5200, 0.9, 0.02), -0.1, 1.0)
    yield Hit(moment.middle, glide(0.25, 240, 110) * decay(0.25, 0.3), 0.1, 0.9)
    for _ in range(14):
        pitch = rng.uniform(600, 1600)
        drop = glide(0.06, pitch, pitch * 1.4) * hump(0.06, 0.25)
        yield Hit(moment.middle + rng.uniform(0.25, 1.0), drop, rng.uniform(-0.8, 0.8), rng.uniform(0.05, 0.2))


def swim(moment: Moment) -> Iterator[Hit]:
    """Strokes through water."""
    rng = moment.rng
    for number, beat in enumerate(moment.beats(0.15, 0.85, 0.4)):
        yield Hit(beat, puff(0.55, rng, 350, 2600, 0.6, 0.14), -0.3 if number % 2 else 0.3, 0.9)
        for _ in range(4):
            pitch = rng.uniform(330, 800)
            blip = glide(0.07, pitch, pitch * 1.5) * hump(0.07, 0.25)
            yield Hit(beat + rng.uniform(0.15, 0.6), blip, rng.uniform(-0.6, 0.6), 0.25)


def row(moment: Moment) -> Iterator[Hit]:
    """Oars or a bow that parts the water, and wood that works."""
    rng = moment.rng
    for beat in moment.beats(0.1, 1.5, 0.6):
        yield Hit(beat, puff(0.9, rng, 250, 1500, 1.1, 0.25), 0.0, 0.9)
        yield Hit(beat + 0.75, _creak(rng, 0.4), 0.3, 0.5)


def engine(moment: Moment) -> Iterator[Hit]:
    """A friendly motor."""
    pitch = 62 - 10 * moment.weight
    yield Hit(0.0, _motor(moment, pitch, 14.0), 0.0, 0.7)


def rocket(moment: Moment) -> Iterator[Hit]:
    """A roar that grows, softened as if by distance."""
    n = round(moment.seconds * RATE)
    roar = noise(n, moment.rng, band(45, 420, 1)) + 0.35 * noise(n, moment.rng, band(420, 2600, 1))
    yield Hit(0.0, roar * hump(moment.seconds, 0.6)[:n] * wander(n, moment.rng, 14, 0.7, 1.0), 0.0, 0.9)


def train(moment: Moment) -> Iterator[Hit]:
    """Chuffs that come in fours, and a whistle of two tones."""
    rng = moment.rng
    for number, beat in enumerate(moment.beats(0.1, 0.24, 0.3)):
        yield Hit(beat, puff(0.18, rng, 200, 1900, 0.16, 0.02), 0.0, 1.0 if number % 4 == 0 else 0.6)
    t = clock(0.8)
    whistle = sum(np.sin(2 * np.pi * hz * t) for hz in (587.3, 740.0, 880.0)) * hump(0.8, 0.3)[: len(t)]
    yield Hit(moment.middle, whistle.astype(np.float32), 0.2, 0.16)


def roll(moment: Moment) -> Iterator[Hit]:
    """Wheels or runners on the ground."""
    n = round(moment.seconds * RATE)
    rumble = noise(n, moment.rng, band(110, 900, 1)) * wander(n, moment.rng, 12, 0.4, 1.0)
    yield Hit(0.0, rumble * hump(moment.seconds, 0.5)[:n], 0.0, 0.7)
    for beat in moment.beats(0.4, 0.9, 0.5):
        ring = np.sin(2 * np.pi * 2350 * clock(0.2)).astype(np.float32) * decay(0.2, 0.25)
        yield Hit(beat, ring, 0.2, 0.05)


def drag(moment: Moment) -> Iterator[Hit]:
    """Something heavy that is pushed a little at a time."""
    for start in moment.beats(0.2, 1.1, 0.8):
        length = 0.7
        scrape = noise(round(length * RATE), moment.rng, band(180, 1300, 1))
        grain = wander(len(scrape), moment.rng, 55, 0.2, 1.0)
        yield Hit(start, scrape * grain * hump(length, 0.4)[: len(scrape)], 0.0, 0.8)


def fall(moment: Moment) -> Iterator[Hit]:
    """A whistle that sinks, and a soft end."""
    yield Hit(moment.middle - 0.6, glide(0.6, 900, 260, 1.2) * hump(0.6, 0.5), 0.0, 0.28)
    yield Hit(moment.middle, puff(0.25, moment.rng, 60, 320, 0.22, 0.004), 0.0, 1.3)


def _swish(rng: Chance, seconds: float, low: float, high: float) -> Mono:
    """Air whose colour rises and falls as it passes: three bands, one after the other and back."""
    n = round(seconds * RATE)
    edges = np.geomspace(low, high, 4)
    shape = hump(seconds, 0.45)[:n]
    bands = enumerate(pairwise(edges))
    parts = (noise(n, rng, band(low, high * 1.3)) * shape ** (1 + 1.5 * k) for k, (low, high) in bands)
    return np.asarray(0.5 * sum(parts), dtype=np.float32)


def _motor(moment: Moment, pitch: float, throb_hz: float) -> Mono:
    t = clock(moment.seconds)
    hz = pitch * (1 + 0.12 * np.sin(np.pi * t / moment.seconds) + 0.01 * np.sin(2 * np.pi * 3.1 * t))
    tone = sum(strength * sweep(k * hz) for k, strength in ((1, 0.8), (2, 1.0), (3, 0.5), (4, 0.35), (6, 0.18)))
    throb = 0.75 + 0.25 * np.sin(2 * np.pi * throb_hz * t)
    air = 0.3 * noise(len(t), moment.rng, band(150, 900, 1))
    return np.asarray((tone + air) * throb * hump(moment.seconds, 0.5)[: len(t)] ** 0.5, dtype=np.float32)


def _creak(rng: Chance, seconds: float) -> Mono:
    n = round(seconds * RATE)
    rate = np.linspace(70, 40, n)
    grains = np.clip(np.sin(2 * np.pi * np.cumsum(rate) / RATE), 0, 1) ** 8
    return noise(n, rng, band(320, 800, 3)) * grains.astype(np.float32) * hump(seconds, 0.4)[:n]
