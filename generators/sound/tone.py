"""The stuff that sounds are made of: coloured noise, slow curves, decays, and sounds placed in a stereo bed.

Mono is (n,) float32, stereo (2, n), at 48 kHz. Noise and curves are circular: their end meets their beginning,
so that a bed of any length can be made of a short one.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from videostudio.film.fingerprint import derive_seed

RATE = 48_000
FINE = 256

Mono = NDArray[np.float32]
Stereo = NDArray[np.float32]
Chance = np.random.Generator
Colour = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Frequencies in Hz -> magnitudes."""


def chance(*parts: int | str) -> Chance:
    """Chance that belongs to these names."""
    return np.random.Generator(np.random.PCG64(derive_seed("sound", *parts)))


def band(low: float, high: float, steep: int = 2) -> Colour:
    """A pass band from `low` to `high` Hz that falls by 6 dB x `steep` an octave on either side."""

    def magnitude(hz: NDArray[np.float32]) -> NDArray[np.float32]:
        # Far outside the band the ratio is cut: its powers would leave float32.
        above = np.minimum(np.float32(low) / np.maximum(hz, 1), 60) ** (2 * steep)
        below = np.minimum(hz / np.float32(high), 60) ** (2 * steep)
        return np.asarray(1 / np.sqrt((1 + above) * (1 + below)), dtype=np.float32)

    return magnitude


def noise(n: int, rng: Chance, colour: Colour) -> Mono:
    """`n` samples of coloured noise with a root mean square of 1."""
    bins = n // 2 + 1
    spectrum = rng.standard_normal(2 * bins, dtype=np.float32).view(np.complex64)
    spectrum *= colour(np.arange(bins, dtype=np.float32) * np.float32(RATE / n))
    spectrum[0] = 0
    # Parseval: every bin but the first stands for two.
    power = 2 * float(np.vdot(spectrum, spectrum).real) / n**2
    return np.asarray(np.fft.irfft(spectrum, n) / np.float32(np.sqrt(power)), dtype=np.float32)


def wide_noise(n: int, rng: Chance, colour: Colour, width: float = 0.7) -> Stereo:
    """Two channels that share a part of their noise: `width` 0 is mono, 1 has nothing in common."""
    left, other = noise(n, rng, colour), noise(n, rng, colour)
    shared = 1 - width
    right = np.float32(shared) * left + np.float32(np.sqrt(1 - shared**2)) * other
    return np.stack([left, right])


def wander(n: int, rng: Chance, hz: float, low: float, high: float) -> Mono:
    """A curve that goes smoothly from one chance value in low..high to the next, about `hz` times a second."""
    points = max(3, round(n / RATE * hz))
    values = rng.uniform(low, high, points)
    fine = max(16, 4 * round(n / RATE * 25))
    at = np.arange(fine) * points / fine
    step = at.astype(int)
    ease = (1 - np.cos(np.pi * (at - step))) / 2
    coarse = values[step % points] * (1 - ease) + values[(step + 1) % points] * ease
    coarse = np.append(coarse, coarse[0])
    places = np.arange(n, dtype=np.float32) * (fine / n)
    return np.asarray(np.interp(places, np.arange(fine + 1), coarse), dtype=np.float32)


def times(n: int, rng: Chance, per_s: float) -> NDArray[np.float64]:
    """Moments in s at which something happens `per_s` times a second, irregularly; at least one."""
    seconds = n / RATE
    count = max(1, round(seconds * per_s))
    return (np.arange(count) + rng.uniform(0.1, 0.9, count)) * seconds / count


def clock(seconds: float) -> NDArray[np.float64]:
    """The time in s of every sample of a sound that lasts `seconds`."""
    return np.arange(max(1, round(seconds * RATE))) / RATE


def decay(seconds: float, fall_s: float, rise_s: float = 0.002) -> Mono:
    """An envelope: up to 1 within `rise_s`, then down by 60 dB in `fall_s`; ends at 0."""
    t = clock(seconds)
    shape = np.minimum(t / rise_s, 1) * np.exp(-6.9078 * t / fall_s)
    return (shape * np.minimum(1, (seconds - t) / min(0.01, seconds / 4))).clip(0).astype(np.float32)


def hump(seconds: float, peak: float = 0.5) -> Mono:
    """An envelope from 0 to 1 at `peak` (a part of the whole) and back to 0, without corners."""
    t = np.linspace(0, 1, max(2, round(seconds * RATE)))
    warped = np.where(t < peak, t / peak / 2, 0.5 + (t - peak) / (1 - peak) / 2)
    return (np.sin(np.pi * warped) ** 2).astype(np.float32)


def sweep(hz: NDArray[np.float64]) -> Mono:
    """A sine whose frequency at every sample is `hz` (n,)."""
    return np.sin(2 * np.pi * np.cumsum(hz) / RATE).astype(np.float32)


def glide(seconds: float, start: float, end: float, bend: float = 1.0) -> Mono:
    """A sine that goes from `start` to `end` Hz; `bend` above 1 moves late, below 1 early."""
    t = np.linspace(0, 1, max(2, round(seconds * RATE)))
    return sweep(start * (end / start) ** (t**bend))


def puff(seconds: float, rng: Chance, low: float, high: float, fall_s: float, rise_s: float = 0.002) -> Mono:
    """A short burst of noise between `low` and `high` Hz."""
    shape = decay(seconds, fall_s, rise_s)
    return noise(max(64, len(shape)), rng, band(low, high))[: len(shape)] * shape


def put(bed: Stereo, sound: Mono, at_s: float, pan: float = 0.0, gain: float = 1.0) -> None:
    """Adds `sound` to `bed` from `at_s` on; what reaches beyond the end goes on at the beginning.
    `pan` -1 is left, 1 is right."""
    n = bed.shape[1]
    sides = (np.float32(gain * np.cos((pan + 1) * np.pi / 4)), np.float32(gain * np.sin((pan + 1) * np.pi / 4)))
    start, done = round(at_s * RATE) % n, 0
    while done < len(sound):
        piece = sound[done : done + n - start]
        for channel, side in zip(bed, sides, strict=True):
            channel[start : start + len(piece)] += side * piece
        done, start = done + len(piece), 0


def empty(n: int) -> Stereo:
    """A bed with nothing in it."""
    return np.zeros((2, n), np.float32)


def looped(sound: Mono, n: int, start: int = 0) -> Mono:
    """`n` samples of a loop, (..., m) -> (..., n), from sample `start` of it on."""
    rounds = -(-(start + n) // sound.shape[-1])
    return np.asarray(np.concatenate([sound] * rounds, axis=-1)[..., start : start + n])


def ringing(hz: float, fall_s: float, n: int) -> Mono:
    """`n` samples of a sine that falls by 60 dB in `fall_s`: powers of one complex number, taken as the products of
    a few hundred, which is ten times quicker than a sine and an exponential for each."""
    step = (-6.9078 / fall_s + 2j * np.pi * hz) / RATE
    fine, coarse = np.exp(step * np.arange(FINE)), np.exp(step * FINE * np.arange(-(-n // FINE)))
    fine, coarse = fine.astype(np.complex64), coarse.astype(np.complex64)
    return np.asarray((np.outer(coarse.imag, fine.real) + np.outer(coarse.real, fine.imag)).ravel()[:n])


def resonance(hz: float, seconds: float, fall_s: float, partials: tuple[tuple[float, float], ...]) -> Mono:
    """Something struck: `partials` are (times the pitch, strength); higher ones fade sooner."""
    n = max(1, round(seconds * RATE))
    made = np.zeros(n, np.float32)
    for ratio, strength in partials:
        made += np.float32(strength) * ringing(hz * ratio, fall_s / ratio**0.7, n)
    return softened(made, 0.0015, 0.02)


def softened(sound: Mono, rise_s: float, fall_s: float) -> Mono:
    """`sound` with straight ramps at its ends, in place."""
    rise, fall = min(round(rise_s * RATE), len(sound) // 2), min(round(fall_s * RATE), len(sound) // 2)
    sound[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    sound[len(sound) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return sound
