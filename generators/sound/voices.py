"""Voices: instruments made of sines and noise, soft ones only. Mono, about as loud as each other."""

from collections.abc import Callable

import numpy as np

from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    Stereo,
    chance,
    clock,
    decay,
    glide,
    puff,
)

PAD_LOOP = 96_000
"""Samples of a pad chord's loop: 2 s."""
_PAD_PARTIALS = 7
_PAD_CENTS = 22.0
"""Width of a pad's partials: wide enough to sound like many players, too narrow to be out of tune."""


def hz_of(midi: int) -> float:
    """The frequency of a MIDI note: 69 is 440 Hz."""
    return float(440.0 * 2.0 ** ((midi - 69) / 12))


def piano(midi: int) -> Mono:
    """An upright with felt before its strings: dull hammers, two strings that beat slowly."""
    hz = hz_of(midi)
    seconds = float(np.clip(3.4 - (midi - 40) * 0.035, 1.4, 3.4))
    t = clock(seconds)
    made = np.zeros(len(t))
    for k in range(1, 9):
        partial = k * hz * np.sqrt(1 + 0.0004 * k * k)
        if partial > 6000:
            break
        fall_s = seconds / (0.9 + 0.42 * (k - 1))
        heard = t[: round(min(seconds, 1.15 * fall_s) * RATE)]
        strength = k**-1.75 * np.exp(-(((partial - 400) / 2200) ** 2) * 0.35)
        shape = np.exp(-6.9078 * heard / fall_s)
        made[: len(heard)] += strength * shape * np.sin(2 * np.pi * partial * heard)
        if k <= 2:
            made[: len(heard)] += 0.6 * strength * shape * np.sin(2 * np.pi * partial * 1.0009 * heard + 0.7)
    thump = puff(0.05, chance("piano", midi), 120, 700, 0.05, 0.003)
    made *= 1 - np.exp(-t / 0.005)
    made[: len(thump)] += 0.12 * thump
    return _ended(made)


def celesta(midi: int) -> Mono:
    """Steel plates over wood: a music box grown up."""
    return _struck(midi, 2.2, ((1.0, 1.0), (4.0, 0.18), (6.9, 0.05)), rise_s=0.003)


def marimba(midi: int) -> Mono:
    """Wooden bars over tubes, played with soft mallets."""
    return _struck(midi - 12, 0.9, ((1.0, 1.0), (3.95, 0.16), (9.1, 0.03)), rise_s=0.004)


def harp(midi: int) -> Mono:
    """A plucked gut string."""
    hz = hz_of(midi)
    seconds = float(np.clip(2.4 - (midi - 45) * 0.025, 0.9, 2.4))
    t = clock(seconds)
    made = np.zeros(len(t))
    for k in range(1, 11):
        if k * hz > 7000:
            break
        fall_s = seconds / (0.8 + 0.5 * (k - 1))
        heard = t[: round(min(seconds, 1.15 * fall_s) * RATE)]
        # Plucked at a third of its length: every third partial is missing.
        strength = abs(np.sin(np.pi * k / 3)) * k**-1.5
        made[: len(heard)] += strength * np.sin(2 * np.pi * k * hz * heard) * np.exp(-6.9078 * heard / fall_s)
    return _ended(made * (1 - np.exp(-t / 0.002)))


def bass(midi: int) -> Mono:
    """A bowed, round bass without edges."""
    hz, seconds = hz_of(midi), 2.6
    t = clock(seconds)
    tone = np.sin(2 * np.pi * hz * t) + 0.35 * np.sin(4 * np.pi * hz * t) + 0.12 * np.sin(6 * np.pi * hz * t)
    return _ended(tone * (1 - np.exp(-t / 0.03)) * np.exp(-6.9078 * t / 4.2))


def shaker(midi: int) -> Mono:
    """Seeds in a gourd; `midi` chooses which shake it is."""
    return 0.5 * puff(0.09, chance("shaker", midi), 5000, 11000, 0.07, 0.02)


def low_drum(midi: int) -> Mono:
    """A large drum, touched."""
    skin = glide(0.7, 1.5 * hz_of(midi), hz_of(midi), 0.3) * decay(0.7, 0.9, 0.006)
    return skin + 0.1 * puff(0.7, chance("drum", midi), 80, 400, 0.1, 0.004)


VOICES: dict[str, Callable[[int], Mono]] = {
    voice.__name__: voice for voice in (piano, celesta, marimba, harp, bass, shaker, low_drum)
}
"""Every voice that plays single notes."""


def pad(notes: tuple[int, ...], seconds: float, rng: Chance) -> Stereo:
    """Many strings that hold a chord: partials spread over narrow bands of chance phase (Paul Nasca's PADsynth),
    which makes a loop, played as long as wanted with a slow beginning and end; (2, n), root mean square about 1."""
    bins = PAD_LOOP // 2 + 1
    spectrum = np.zeros(bins)
    per_bin = RATE / PAD_LOOP
    for note in notes:
        for k in range(1, _PAD_PARTIALS + 1):
            centre = k * hz_of(note) / per_bin
            width = max(1.0, centre * (2 ** (_PAD_CENTS / 1200) - 1))
            around = np.arange(max(1, round(centre - 4 * width)), min(bins, round(centre + 4 * width) + 1))
            spectrum[around] += k**-2.0 * np.exp(-(((around - centre) / width) ** 2)) / np.sqrt(width)
    turns = np.exp(2j * np.pi * rng.random((2, bins), dtype=np.float32)).astype(np.complex64)
    loop = np.fft.irfft(spectrum.astype(np.float32) * turns, PAD_LOOP, axis=1)
    loop /= np.sqrt(np.square(loop).mean())
    n = round(seconds * RATE)
    return np.take(loop, range(n), axis=1, mode="wrap").astype(np.float32) * _swell(n)


def _swell(n: int) -> Mono:
    rise, fall = min(round(0.45 * RATE), n // 2), min(round(0.9 * RATE), n // 2)
    shape = np.ones(n, np.float32)
    shape[:rise] = np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    shape[n - fall :] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return shape


def _struck(midi: int, seconds: float, partials: tuple[tuple[float, float], ...], rise_s: float) -> Mono:
    hz = hz_of(midi)
    length = seconds * float(np.clip(1.25 - (midi - 60) * 0.02, 0.5, 1.4))
    t = clock(length)
    made = np.zeros(len(t))
    for ratio, strength in partials:
        if ratio * hz < 9000:
            fall = np.exp(-6.9078 * t * ratio**0.8 / length)
            made += strength * fall * np.sin(2 * np.pi * ratio * hz * t)
    return _ended(made * (1 - np.exp(-t / rise_s)))


def _ended(made: np.ndarray) -> Mono:
    """The sound with its last 30 ms faded."""
    fade = min(round(0.03 * RATE), len(made) // 2)
    made[len(made) - fade :] *= np.linspace(1, 0, fade)
    return made.astype(np.float32)
