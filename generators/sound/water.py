"""Waters: every layer makes a bed of n samples, (2, n), that goes round in a loop."""

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
    times,
    wander,
    wide_noise,
)


def surf(n: int, rng: Chance) -> Stereo:
    """Waves that run up a beach: a low roll, then foam that hisses back."""
    bed = 0.05 * wide_noise(n, rng, band(200, 1500))
    roll, foam = noise(n, rng, band(90, 900)), noise(n, rng, band(900, 7000, 1))
    waves = max(1, round(n / RATE / 4.5))
    for number in range(waves):
        at = (number + rng.uniform(-0.12, 0.12)) / waves * n / RATE
        length, pan = min(rng.uniform(4.0, 5.5), n / RATE), rng.uniform(-0.6, 0.6)
        put(bed, _cut(roll, hump(length * 0.8, 0.45), rng), at, pan, rng.uniform(0.5, 0.8))
        put(bed, _cut(foam, hump(length * 0.7, 0.3) ** 2, rng), at + length * 0.32, -pan / 2, rng.uniform(0.3, 0.5))
    return bed


def open_sea(n: int, rng: Chance) -> Stereo:
    """A heavy swell far from any shore."""
    deep = wide_noise(n, rng, band(50, 330)) * wander(n, rng, 0.4, 0.25, 1.0)
    spray = wide_noise(n, rng, band(700, 3500, 1), 0.9) * wander(n, rng, 0.5, 0.0, 0.35) ** 2
    return deep + 1.2 * spray


def lapping(n: int, rng: Chance) -> Stereo:
    """Small waves against wood and stone."""
    bed = 0.06 * wide_noise(n, rng, band(250, 1800))
    for at in times(n, rng, 1.3):
        for _ in range(int(rng.integers(2, 5))):
            pitch = rng.uniform(260, 620)
            blip = glide(0.09, pitch, pitch * rng.uniform(1.15, 1.5)) * hump(0.09, 0.3)
            put(bed, blip, at + rng.uniform(0, 0.3), rng.uniform(-0.8, 0.8), rng.uniform(0.1, 0.4))
        put(bed, puff(0.5, rng, 250, 1600, 0.6, 0.15), at, rng.uniform(-0.6, 0.6), 0.35)
    return bed


def stream(n: int, rng: Chance) -> Stereo:
    """A brook that babbles over stones."""
    bed = wide_noise(n, rng, band(500, 3200), 0.8) * wander(n, rng, 7, 0.5, 1.0)
    return 0.5 * bed + 1.6 * bubbles(n, rng, 26, 500, 1700)


def trickle(n: int, rng: Chance) -> Stereo:
    """A spring that runs thinly into its pool, drop by drop."""
    return 0.08 * wide_noise(n, rng, band(900, 2600), 0.5) + bubbles(n, rng, 9, 850, 2600)


def bubbles(n: int, rng: Chance, per_s: float, low: float, high: float) -> Stereo:
    """Bubbles of chance size: short tones that rise."""
    bed = empty(n)
    for at in times(n, rng, per_s):
        pitch = low * (high / low) ** rng.random()
        length = rng.uniform(0.02, 0.07)
        put(
            bed,
            glide(length, pitch, pitch * rng.uniform(1.1, 1.6)) * hump(length, 0.2),
            at,
            rng.uniform(-0.9, 0.9),
            rng.uniform(0.1, 1.0) ** 2,
        )
    return bed


def rain(n: int, rng: Chance) -> Stereo:
    """Steady rain with single drops near by."""
    bed = wide_noise(n, rng, band(1500, 9000, 1), 0.9) * wander(n, rng, 0.5, 0.75, 1.0)
    drops = empty(n)
    kinds = [_drop(rng, rng.uniform(1200, 4500)) for _ in range(24)]
    for at in times(n, rng, 45):
        put(drops, kinds[int(rng.integers(24))], at, rng.uniform(-1, 1), rng.uniform(0.2, 1.0) ** 2)
    return 0.5 * bed + 1.5 * drops


def drips(n: int, rng: Chance) -> Stereo:
    """Drops that fall into a cave's pool, each with its echoes."""
    bed = empty(n)
    for at in times(n, rng, 1.1):
        pitch, pan, loud = rng.uniform(700, 1700), rng.uniform(-0.8, 0.8), rng.uniform(0.3, 1.0)
        plink = glide(0.14, pitch, pitch * 1.35, 0.5) * decay(0.14, 0.16)
        for echo in range(6):
            put(bed, plink, at + echo * 0.19 + 0.02 * echo**2, pan * (-0.8) ** echo, loud * 0.55**echo)
    return bed


def underwater(n: int, rng: Chance) -> Stereo:
    """Everything low and near, and air that rises in strings of bubbles."""
    bed = wide_noise(n, rng, band(40, 240, 3)) * wander(n, rng, 0.5, 0.5, 1.0)
    rising = empty(n)
    for at in times(n, rng, 0.6):
        pan, pitch = rng.uniform(-0.7, 0.7), rng.uniform(260, 480)
        for step in range(int(rng.integers(5, 11))):
            hz = pitch * 1.06**step
            put(rising, glide(0.07, hz, hz * 1.4) * hump(0.07, 0.25), at + step * rng.uniform(0.06, 0.1), pan, 0.5)
    return bed + 0.7 * rising


def simmer(n: int, rng: Chance) -> Stereo:
    """A pot that boils gently."""
    return 0.35 * wide_noise(n, rng, band(1800, 6000, 1), 0.5) + 1.3 * bubbles(n, rng, 16, 180, 420)


def _drop(rng: Chance, low: float) -> Mono:
    shape = decay(0.02, 0.025, 0.0008)
    return noise(len(shape), rng, band(low, low * 2)) * shape


def _cut(source: Mono, shape: Mono, rng: Chance) -> Mono:
    """A chance stretch of a looping source under an envelope."""
    start = int(rng.integers(0, len(source)))
    return looped(source, len(shape), start) * shape
