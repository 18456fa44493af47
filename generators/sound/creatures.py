"""Animals heard and not seen: every layer makes a bed of n samples, (2, n), that goes round in a loop."""

import numpy as np

from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    Stereo,
    band,
    clock,
    decay,
    empty,
    glide,
    hump,
    noise,
    put,
    resonance,
    sweep,
    times,
    wander,
)

COWBELL = ((1.0, 1.0), (1.51, 0.7), (2.67, 0.35), (3.3, 0.2))


def songbirds(n: int, rng: Chance) -> Stereo:
    """Three or four birds, each with a place and a phrase of its own."""
    return _birds(n, rng, singers=4, low=2400, high=4600, phrases_per_s=0.24)


def dawn_chorus(n: int, rng: Chance) -> Stereo:
    """Many birds at once, as at daybreak."""
    return _birds(n, rng, singers=8, low=2000, high=5200, phrases_per_s=0.34)


def sparrows(n: int, rng: Chance) -> Stereo:
    """Single chirps between houses."""
    bed = empty(n)
    for at in times(n, rng, 1.4):
        pan, loud = rng.uniform(-0.9, 0.9), rng.uniform(0.2, 0.8)
        for chirp in range(int(rng.integers(1, 4))):
            pitch = rng.uniform(3400, 4300)
            put(bed, glide(0.06, pitch * 1.2, pitch) * hump(0.06, 0.3), at + 0.16 * chirp, pan, loud)
    return bed


def far_birds(n: int, rng: Chance) -> Stereo:
    """Doves far off over a plain: three soft notes that sink, and one that answers."""
    bed = empty(n)
    for at in times(n, rng, 0.4):
        pan, pitch, loud = rng.uniform(-0.9, 0.9), rng.uniform(620, 820), rng.uniform(0.3, 0.8)
        for step, length in enumerate((0.16, 0.3, 0.22)):
            note = glide(length, pitch * (1.06 - 0.05 * step), pitch * (0.98 - 0.05 * step)) * hump(length, 0.4)
            put(bed, note, at + 0.36 * step, pan, loud)
        put(bed, glide(0.3, pitch * 1.24, pitch * 1.12) * hump(0.3, 0.4), at + 1.5, -pan, 0.5 * loud)
    return bed


def gulls(n: int, rng: Chance) -> Stereo:
    """Gulls over water: cries that fall, two or three in a row."""
    bed = empty(n)
    for at in times(n, rng, 0.32):
        pan, loud, pitch = rng.uniform(-0.8, 0.8), rng.uniform(0.25, 0.8), rng.uniform(950, 1250)
        for cry in range(int(rng.integers(2, 5))):
            put(bed, _cry(pitch * (1 - 0.04 * cry), 0.34), at + 0.42 * cry, pan, loud * 0.85**cry)
    return bed


def crickets(n: int, rng: Chance) -> Stereo:
    """Crickets at night, each on its pitch and in its rhythm."""
    bed = empty(n)
    for singer in range(5):
        pitch, pan = rng.uniform(3900, 5000), -0.9 + 0.45 * singer
        count = max(1, round(n / RATE * rng.uniform(1.3, 2.1)))
        t = clock(0.3)
        pulses = np.clip(np.sin(2 * np.pi * rng.uniform(26, 34) * t), 0, 1) ** 1.5
        chirp = (np.sin(2 * np.pi * pitch * t) * pulses * np.sin(np.pi * t / 0.3) ** 0.7).astype(np.float32)
        shift, loud = rng.random(), rng.uniform(0.2, 0.6)
        for number in range(count):
            put(bed, chirp, (number + shift + rng.uniform(-0.05, 0.05)) / count * n / RATE, pan, loud)
    return bed


def owl(n: int, rng: Chance) -> Stereo:
    """An owl far off, now and then."""
    bed = empty(n)
    for at in times(n, rng, 0.16):
        pitch, pan = rng.uniform(350, 420), rng.uniform(-0.7, 0.7)
        for start, length in ((0.0, 0.28), (0.55, 0.18), (0.8, 0.5)):
            put(bed, glide(length, pitch * 1.03, pitch * 0.95) * hump(length, 0.35), at + start, pan, 0.7)
    return bed


def frogs(n: int, rng: Chance) -> Stereo:
    """Frogs at a pond."""
    bed = empty(n)
    for at in times(n, rng, 1.5):
        t = clock(0.22)
        rattle = np.clip(np.sin(2 * np.pi * rng.uniform(38, 55) * t), 0, 1) ** 2
        pitch = rng.uniform(480, 900)
        croak = (np.sin(2 * np.pi * pitch * t) + 0.5 * np.sin(4 * np.pi * pitch * t)) * rattle
        put(bed, croak.astype(np.float32) * hump(0.22, 0.4), at, rng.uniform(-0.9, 0.9), rng.uniform(0.15, 0.7))
    return bed


def bees(n: int, rng: Chance) -> Stereo:
    """A bee or two that hum from one side to the other."""
    bed = empty(n)
    for _ in range(2):
        hz = 190 * wander(n, rng, 1.2, 0.9, 1.15).astype(np.float64)
        # Whole cycles only: the loop's ends have to meet.
        hz *= np.round(hz.sum() / RATE) / (hz.sum() / RATE)
        phase = 2 * np.pi * np.cumsum(hz) / RATE
        hum = sum(np.sin(k * phase) / k for k in (1, 2, 3, 4, 5)) * wander(n, rng, 0.5, 0.0, 1.0) ** 3
        side = wander(n, rng, 0.4, 0.1, 0.9)
        bed += np.stack([hum * (1 - side), hum * side]).astype(np.float32)
    return bed


def cicadas(n: int, rng: Chance) -> Stereo:
    """The high shimmer of warm countries."""
    left, right = (noise(n, rng, band(4600, 6400, 5)) for _ in range(2))
    pulse = 0.6 + 0.4 * np.sin(2 * np.pi * round(n / RATE * 17) * np.arange(n) / n)
    return np.stack([left, right]) * (pulse * wander(n, rng, 0.35, 0.2, 1.0)).astype(np.float32)


def jungle_calls(n: int, rng: Chance) -> Stereo:
    """Birds and beasts between tall trees: whoops that climb, and dry rattles."""
    bed = empty(n)
    for at in times(n, rng, 0.5):
        pan, pitch = rng.uniform(-0.9, 0.9), rng.uniform(500, 900)
        for whoop in range(int(rng.integers(3, 7))):
            length = 0.16
            call = glide(length, pitch, pitch * 1.7, 0.8) * hump(length, 0.6)
            put(bed, call, at + 0.21 * whoop, pan, 0.45 * (0.6 + 0.1 * whoop))
    for at in times(n, rng, 0.35):
        pan, pitch = rng.uniform(-0.9, 0.9), rng.uniform(1500, 2300)
        for click in range(9):
            put(bed, glide(0.03, pitch, pitch * 0.8) * hump(0.03, 0.3), at + 0.055 * click, pan, 0.3)
    return bed


def farmyard(n: int, rng: Chance) -> Stereo:
    """Hens that cluck, and a cow's bell."""
    bed = empty(n)
    for at in times(n, rng, 1.1):
        pan, loud, base = rng.uniform(-0.8, 0.8), rng.uniform(0.2, 0.7), rng.uniform(420, 560)
        for cluck in range(int(rng.integers(1, 5))):
            put(bed, _cluck(base * rng.uniform(0.95, 1.1)), at + 0.21 * cluck, pan, loud)
    for at in times(n, rng, 0.4):
        pan = rng.uniform(-0.6, 0.6)
        for stroke in range(int(rng.integers(1, 4))):
            put(bed, resonance(620, 0.5, 0.7, COWBELL), at + 0.37 * stroke, pan, 0.13)
    return bed


def whale_song(n: int, rng: Chance) -> Stereo:
    """Long tones from far away in deep water."""
    bed = empty(n)
    for at in times(n, rng, 0.14):
        pitch, pan = rng.uniform(180, 300), rng.uniform(-0.5, 0.5)
        length = min(2.6, 0.9 * n / RATE)
        put(bed, glide(length, pitch, pitch * rng.choice((0.6, 1.5)), 1.5) * hump(length, 0.4), at, pan, 0.6)
    return bed


def _birds(n: int, rng: Chance, singers: int, low: float, high: float, phrases_per_s: float) -> Stereo:
    bed = empty(n)
    for singer in range(singers):
        pitch, pan = rng.uniform(low, high), -0.9 + 1.8 * singer / max(1, singers - 1)
        phrase = _phrase(pitch, rng)
        loud = rng.uniform(0.15, 0.6)
        for at in times(n, rng, phrases_per_s):
            for start, note in phrase:
                put(bed, note, at + start, pan, loud * rng.uniform(0.8, 1.0))
    return bed


def _phrase(pitch: float, rng: Chance) -> list[tuple[float, Mono]]:
    """What one bird sings: a few notes of its own, always the same."""
    notes, at = [], 0.0
    for _ in range(int(rng.integers(3, 8))):
        length = rng.uniform(0.05, 0.16)
        start, end = pitch * rng.uniform(0.85, 1.2), pitch * rng.uniform(0.85, 1.2)
        t = clock(length)
        trill = 1 + rng.choice((0.0, 0.03)) * np.sin(2 * np.pi * 32 * t)
        curve = start * (end / start) ** (t / length) * trill
        notes.append((at, sweep(curve) * hump(length, 0.4)[: len(t)]))
        at += length + rng.uniform(0.03, 0.1)
    return notes


def _cry(pitch: float, seconds: float) -> Mono:
    t = np.linspace(0, 1, round(seconds * RATE))
    curve = pitch * (1 + 0.28 * np.sin(np.pi * np.minimum(1, t * 2.2)) - 0.25 * t)
    phase = 2 * np.pi * np.cumsum(curve) / RATE
    tone = np.sin(phase) + 0.45 * np.sin(2 * phase) + 0.2 * np.sin(3 * phase)
    return (tone * hump(seconds, 0.3)).astype(np.float32)


def _cluck(pitch: float) -> Mono:
    t = clock(0.11)
    curve = pitch * (1 + 0.5 * t / 0.11)
    phase = 2 * np.pi * np.cumsum(curve) / RATE
    tone = sum(strength * np.sin(k * phase) for k, strength in ((1, 0.5), (2, 1.0), (3, 0.6), (4, 0.25)))
    return np.asarray(tone, dtype=np.float32) * decay(0.11, 0.16, 0.012)[: len(t)]
