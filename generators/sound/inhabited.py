"""Where people live and work, and where nobody does: beds of n samples, (2, n), that go round in a loop."""

import numpy as np

from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    Stereo,
    band,
    decay,
    empty,
    glide,
    hump,
    looped,
    noise,
    puff,
    put,
    resonance,
    times,
    wander,
    wide_noise,
)

GLASS = ((1.0, 1.0), (2.76, 0.5), (5.4, 0.2))
BELL = ((0.5, 0.5), (1.0, 1.0), (1.19, 0.5), (1.5, 0.35), (2.0, 0.4), (2.74, 0.2))


def traffic(n: int, rng: Chance) -> Stereo:
    """A town's hum, and cars that pass."""
    bed = 0.5 * wide_noise(n, rng, band(50, 260), 0.6)
    tyres = noise(n, rng, band(300, 2200, 1))
    for at in times(n, rng, 0.3):
        length = min(rng.uniform(2.4, 3.6), 0.9 * n / RATE)
        shape = hump(length, 0.5)
        start = int(rng.integers(0, n))
        passing = looped(tyres, len(shape), start) * shape**1.5
        across = np.linspace(0, 1, len(shape), dtype=np.float32)
        left, right = (across, 1 - across) if rng.random() < 0.5 else (1 - across, across)
        loud = rng.uniform(0.3, 0.7)
        put(bed, passing * left, at, -0.9, loud)
        put(bed, passing * right, at, 0.9, loud)
    return bed


def murmur(n: int, rng: Chance) -> Stereo:
    """Many people who talk: vowels without words, none of them to be understood."""
    bed = 0.12 * wide_noise(n, rng, band(200, 900), 0.8)
    for talker in range(7):
        pan, pitch = -0.9 + 0.3 * talker, rng.uniform(105, 230)
        said = [_syllable(pitch * rng.uniform(0.9, 1.15), rng) for _ in range(6)]
        for at in times(n, rng, 2.1):
            put(bed, said[int(rng.integers(6))], at, pan, rng.uniform(0.05, 0.35))
    return bed


def audience(n: int, rng: Chance) -> Stereo:
    """A hall full of people who are quiet: air, a rustle, a cough that is only a puff."""
    bed = 0.12 * wide_noise(n, rng, band(120, 500), 0.9) * wander(n, rng, 0.4, 0.7, 1.0)
    for at in times(n, rng, 1.8):
        put(bed, puff(0.3, rng, 1200, 4000, 0.4, 0.08), at, rng.uniform(-0.9, 0.9), rng.uniform(0.1, 0.3))
    return bed + 0.25 * murmur(n, rng)


def market(n: int, rng: Chance) -> Stereo:
    """A crowd, crates, coins, and a hand bell that wants to sell something."""
    bed = 0.7 * murmur(n, rng)
    for at in times(n, rng, 1.2):
        put(bed, puff(0.12, rng, 180, 700, 0.09), at, rng.uniform(-0.8, 0.8), 0.8)
    for at in times(n, rng, 0.3):
        for stroke in range(4):
            put(bed, resonance(1320, 0.4, 0.5, BELL), at + 0.19 * stroke, 0.6, 0.16)
    for at in times(n, rng, 1.1):
        for coin in range(int(rng.integers(1, 4))):
            ring = resonance(rng.uniform(4200, 5600), 0.12, 0.14, GLASS[:2])
            put(bed, ring, at + 0.07 * coin, rng.uniform(-0.7, 0.7), 0.15)
    return bed


def village_bell(n: int, rng: Chance) -> Stereo:
    """A church bell a long way off."""
    bed = empty(n)
    for at in times(n, rng, 0.14):
        for stroke in range(2):
            put(bed, resonance(392, 2.2, 3.0, BELL), at + 1.3 * stroke, 0.3, 0.5)
    return bed


def kitchen(n: int, rng: Chance) -> Stereo:
    """Plates, spoons and a fridge that hums."""
    bed = 0.05 * wide_noise(n, rng, band(90, 220, 2), 0.4)
    for at in times(n, rng, 1.8):
        pan = rng.uniform(-0.8, 0.8)
        for clink in range(int(rng.integers(1, 4))):
            ring = resonance(rng.uniform(1900, 3400), 0.25, 0.3, GLASS)
            put(bed, ring, at + rng.uniform(0.09, 0.16) * clink, pan, rng.uniform(0.08, 0.3))
    return bed


def room_tone(n: int, rng: Chance) -> Stereo:
    """What a quiet room sounds like."""
    return wide_noise(n, rng, band(70, 260), 0.8) * wander(n, rng, 0.4, 0.7, 1.0)


def clock_ticks(n: int, rng: Chance) -> Stereo:
    """A clock on the wall, once a second."""
    bed = empty(n)
    beats = max(1, round(n / RATE))
    tick, tock = (_knock(rng, hz) for hz in (2300, 1750))
    for beat in range(beats):
        put(bed, tick if beat % 2 == 0 else tock, beat * n / RATE / beats, -0.3, 0.6)
    return bed


def keyboards(n: int, rng: Chance) -> Stereo:
    """Keys that are pressed in runs, and a fan."""
    bed = 0.03 * wide_noise(n, rng, band(180, 420, 2), 0.4)
    for at in times(n, rng, 0.9):
        pan = rng.uniform(-0.7, 0.7)
        for gap in np.cumsum(rng.uniform(0.08, 0.2, int(rng.integers(3, 9)))):
            put(bed, puff(0.025, rng, 1800, 5200, 0.02, 0.001), at + gap, pan, rng.uniform(0.15, 0.4))
    return bed


def pages(n: int, rng: Chance) -> Stereo:
    """Somebody turns a page."""
    bed = 0.03 * wide_noise(n, rng, band(150, 600, 1), 0.8)
    for at in times(n, rng, 0.45):
        shape = hump(0.5, 0.6)
        rustle = noise(len(shape), rng, band(2500, 8000, 1)) * shape * wander(len(shape), rng, 30, 0.1, 1.0)
        put(bed, rustle, at, rng.uniform(-0.6, 0.6), 0.3)
    return bed


def workshop(n: int, rng: Chance) -> Stereo:
    """Tools at work in the next room."""
    bed = 0.04 * wide_noise(n, rng, band(90, 300, 2), 0.5)
    for at in times(n, rng, 0.5):
        pan = rng.uniform(-0.7, 0.7)
        for stroke in range(int(rng.integers(2, 5))):
            put(bed, resonance(1250, 0.2, 0.18, ((1.0, 1.0), (2.3, 0.6))), at + 0.33 * stroke, pan, 0.14)
    return bed


def hall_air(n: int, rng: Chance) -> Stereo:
    """A large stone room: low air, and something far off that falls and echoes."""
    bed = 0.25 * wide_noise(n, rng, band(130, 420), 0.9) * wander(n, rng, 0.4, 0.5, 1.0)
    for at in times(n, rng, 0.4):
        pan, hz = rng.uniform(-0.8, 0.8), rng.uniform(240, 420)
        for echo in range(7):
            put(bed, _knock(rng, hz), at + 0.13 * echo, pan * (-0.9) ** echo, 0.5 * 0.6**echo)
    return bed


def cave_air(n: int, rng: Chance) -> Stereo:
    """A cave breathes, very low."""
    tone = wide_noise(n, rng, band(92, 104, 8), 0.7) * wander(n, rng, 0.3, 0.2, 0.9)
    return 0.8 * wide_noise(n, rng, band(45, 170), 0.8) * wander(n, rng, 0.4, 0.5, 1.0) + 0.5 * tone


def deep_space(n: int, rng: Chance) -> Stereo:
    """Slow chords of almost nothing, and lights that ring very softly."""
    bed = empty(n)
    for hz in (55.0, 82.4, 110.0, 164.8):
        bed += wide_noise(n, rng, band(hz * 0.992, hz * 1.008, 10), 0.9) * wander(n, rng, 0.3, 0.1, 1.0)
    for at in times(n, rng, 0.55):
        hz = float(rng.choice((1318.5, 1760.0, 1975.5, 2637.0)))
        put(bed, resonance(hz, 1.6, 2.0, ((1.0, 1.0), (2.0, 0.2))), at, rng.uniform(-0.9, 0.9), 0.12)
    return bed


def ship_hum(n: int, rng: Chance) -> Stereo:
    """Machines of a space ship, and an instrument that reports."""
    cycles = np.arange(n) / n
    tones = ((60, 1), (120, 0.6), (181, 0.25))
    hum = sum(strength * np.sin(2 * np.pi * round(hz * n / RATE) * cycles) for hz, strength in tones)
    bed = np.stack([hum, hum]).astype(np.float32) * 0.5 + 0.3 * wide_noise(n, rng, band(150, 700), 0.8)
    for at in times(n, rng, 0.5):
        hz = rng.uniform(900, 1500)
        for beep in range(2):
            put(bed, glide(0.08, hz, hz) * hump(0.08, 0.3), at + 0.14 * beep, rng.uniform(-0.6, 0.6), 0.12)
    return bed


def rails(n: int, rng: Chance) -> Stereo:
    """A train that rolls: the double beat of its wheels."""
    bed = 0.25 * wide_noise(n, rng, band(80, 320), 0.7)
    beats = max(1, round(n / RATE / 0.9))
    for beat in range(beats):
        for part in (0.0, 0.16):
            put(bed, puff(0.14, rng, 140, 700, 0.12), beat * n / RATE / beats + part, -0.2 + part, 1.4)
    return bed


def creaks(n: int, rng: Chance) -> Stereo:
    """Wood and rope that give a little: a ship, a jetty, a stair."""
    bed = empty(n)
    for at in times(n, rng, 0.5):
        length = rng.uniform(0.3, 0.7)
        t = np.linspace(0, 1, round(length * RATE))
        rate = rng.uniform(28, 60) * (1 + 0.5 * np.sin(np.pi * t))
        grains = np.clip(np.sin(2 * np.pi * np.cumsum(rate) / RATE), 0, 1) ** 8
        tone = noise(len(t), rng, band(350, 900, 3)) * grains.astype(np.float32) * hump(length, 0.4)
        put(bed, tone, at, rng.uniform(-0.7, 0.7), 0.5)
    return bed


def _syllable(pitch: float, rng: Chance) -> Mono:
    """A vowel of chance colour: harmonics under two formants."""
    length = rng.uniform(0.12, 0.26)
    t = np.arange(round(length * RATE)) / RATE
    first, second = rng.uniform(320, 720), rng.uniform(900, 1700)
    phase = 2 * np.pi * pitch * (t + 0.1 * t * (length - t))
    tone = np.zeros(len(t))
    for k in range(1, 12):
        hz = k * pitch
        strength = 1 / (1 + ((hz - first) / 110) ** 2) + 0.5 / (1 + ((hz - second) / 150) ** 2)
        tone += strength * np.sin(k * phase)
    return (tone * hump(length, 0.35)[: len(t)]).astype(np.float32)


def _knock(rng: Chance, hz: float) -> Mono:
    shape = decay(0.05, 0.05, 0.0008)
    body = np.sin(2 * np.pi * hz * np.arange(len(shape)) / RATE).astype(np.float32)
    return (0.7 * body + 0.5 * noise(len(shape), rng, band(hz, hz * 2))) * shape
