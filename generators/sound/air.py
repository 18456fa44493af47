"""Winds, leaves, snow and thunder: every layer makes a bed of n samples, (2, n), that goes round in a loop."""

import numpy as np

from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Stereo,
    band,
    decay,
    empty,
    hump,
    looped,
    noise,
    puff,
    put,
    times,
    wander,
    wide_noise,
)


def breeze(n: int, rng: Chance) -> Stereo:
    """Air that moves a little."""
    return wide_noise(n, rng, band(220, 700), 0.8) * wander(n, rng, 0.6, 0.2, 1.0)


def wind(n: int, rng: Chance) -> Stereo:
    """Gusts that rise and fall, and whistle when they are strong."""
    strength = wander(n, rng, 0.55, 0.15, 1.0)
    low = wide_noise(n, rng, band(90, 420), 0.8) * strength
    high = wide_noise(n, rng, band(420, 1100), 0.8) * strength**2
    whistle = wide_noise(n, rng, band(820, 940, 6), 0.5) * strength**4
    return np.asarray(low + 0.7 * high + 0.25 * whistle)


def high_wind(n: int, rng: Chance) -> Stereo:
    """The air above the clouds: thin and wide."""
    return wide_noise(n, rng, band(700, 2400), 1.0) * wander(n, rng, 0.8, 0.35, 1.0)


def sand(n: int, rng: Chance) -> Stereo:
    """Wind over dunes: a dry hiss in gusts over a low moan."""
    strength = wander(n, rng, 0.5, 0.1, 1.0)
    hiss = wide_noise(n, rng, band(3500, 9000), 0.9) * strength**2
    return 0.45 * hiss + wide_noise(n, rng, band(110, 300), 0.6) * wander(n, rng, 0.4, 0.3, 0.8)


def thin_air(n: int, rng: Chance) -> Stereo:
    """Wind of another planet: low and slow, with hollow tones that come and go."""
    bed = 0.8 * wide_noise(n, rng, band(60, 170), 0.8) * wander(n, rng, 0.35, 0.4, 1.0)
    for hz in (310.0, 415.0, 560.0):
        bed += 0.5 * wide_noise(n, rng, band(hz * 0.97, hz * 1.03, 8), 0.6) * wander(n, rng, 0.45, 0.0, 1.0) ** 2
    return bed


def leaves(n: int, rng: Chance) -> Stereo:
    """Trees that rustle when the air moves."""
    gust = wander(n, rng, 0.7, 0.05, 1.0) ** 2
    flutter = wander(n, rng, 18, 0.5, 1.0)
    return wide_noise(n, rng, band(2200, 7500, 1), 0.9) * gust * flutter


def dry_grass(n: int, rng: Chance) -> Stereo:
    """High dry grass: a thin hiss that runs along with the gusts, and stalks that tick against each other."""
    gust = wander(n, rng, 0.45, 0.1, 1.0) ** 2
    bed = 0.7 * wide_noise(n, rng, band(4200, 9500, 1), 0.9) * gust * wander(n, rng, 7, 0.6, 1.0)
    bed += 0.4 * wide_noise(n, rng, band(260, 620), 0.8) * wander(n, rng, 0.5, 0.3, 1.0)
    for at in times(n, rng, 5):
        put(bed, puff(0.02, rng, 2400, 5200, 0.014), at, rng.uniform(-1, 1), rng.uniform(0.05, 0.4))
    return bed


def palms(n: int, rng: Chance) -> Stereo:
    """Palm fronds that clatter softly, one crown after the other."""
    bed = 0.3 * wide_noise(n, rng, band(900, 3200, 1), 0.9) * wander(n, rng, 0.6, 0.1, 1.0) ** 2
    for at in times(n, rng, 1.1):
        pan, loud = rng.uniform(-0.9, 0.9), rng.uniform(0.2, 0.7)
        for slap in range(int(rng.integers(4, 10))):
            frond = puff(0.05, rng, 1100, 3800, 0.03, 0.004)
            put(bed, frond, at + slap * rng.uniform(0.05, 0.09), pan, loud * rng.uniform(0.3, 1.0))
    return bed


def snow_hush(n: int, rng: Chance) -> Stereo:
    """The quiet of snow: soft air, and crystals that tick now and then."""
    bed = 0.25 * wide_noise(n, rng, band(350, 800), 0.9) * wander(n, rng, 0.5, 0.3, 1.0)
    for at in times(n, rng, 14):
        put(bed, puff(0.012, rng, 6000, 11000, 0.012), at, rng.uniform(-1, 1), rng.uniform(0.02, 0.25))
    return bed


def thunder(n: int, rng: Chance) -> Stereo:
    """Thunder far away, about every six seconds, never a crack."""
    bed = empty(n)
    seconds = n / RATE
    rumble = noise(n, rng, band(35, 130, 2))
    for at in times(n, rng, 1 / 6):
        length = min(3.6, seconds)
        shape = hump(length, 0.18) * wander(round(length * RATE), rng, 6, 0.3, 1.0)[: len(hump(length, 0.18))]
        start = int(rng.integers(0, n))
        body = looped(rumble, len(shape), start) * shape
        put(bed, body, at, rng.uniform(-0.5, 0.5), rng.uniform(0.7, 1.0))
    return bed


def fire(n: int, rng: Chance) -> Stereo:
    """A camp fire: a low flutter and wood that crackles."""
    bed = 0.4 * wide_noise(n, rng, band(60, 380, 1), 0.5) * wander(n, rng, 9, 0.5, 1.0)
    for at in times(n, rng, 11):
        low = rng.uniform(1500, 5000)
        snap = puff(0.03, rng, low, low * 2, rng.uniform(0.008, 0.03), 0.0006)
        put(bed, snap, at, rng.uniform(-0.5, 0.5), rng.uniform(0.1, 1.0) ** 3 * 1.6)
    for at in times(n, rng, 0.8):
        put(bed, puff(0.08, rng, 300, 1200, 0.06) * decay(0.08, 0.09), at, rng.uniform(-0.4, 0.4), 0.5)
    return bed
