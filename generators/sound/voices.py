"""Voices: instruments made of sines and noise, soft ones only. Mono, about as loud as each other."""

import math
from collections.abc import Callable

import numpy as np

from videostudio.generators.sound.tone import (
    RATE,
    Chance,
    Mono,
    Stereo,
    chance,
    decay,
    glide,
    looped,
    puff,
    ringing,
    softened,
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
    made = np.zeros(round(seconds * RATE), np.float32)
    for k in range(1, 9):
        partial = k * hz * float(np.sqrt(1 + 0.0004 * k * k))
        if partial > 6000:
            break
        strength = k**-1.75 * math.exp(-(((partial - 400) / 2200) ** 2) * 0.35)
        fall_s = seconds / (0.9 + 0.42 * (k - 1))
        _add(made, strength, partial, fall_s)
        if k <= 2:
            _add(made, 0.6 * strength, partial * 1.0009, fall_s)
    _soften(made, 0.005)
    thump = puff(0.05, chance("piano", midi), 120, 700, 0.05, 0.003)
    made[: len(thump)] += np.float32(0.12) * thump
    return softened(made, 0.0, 0.03)


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
    made = np.zeros(round(seconds * RATE), np.float32)
    for k in range(1, 11):
        # Plucked at a third of its length: every third partial is missing.
        if k % 3 and k * hz <= 7000:
            _add(made, 0.866 * k**-1.5, k * hz, seconds / (0.8 + 0.5 * (k - 1)))
    return softened(_soften(made, 0.002), 0.0, 0.03)


def bass(midi: int) -> Mono:
    """A bowed, round bass without edges."""
    made = np.zeros(round(2.6 * RATE), np.float32)
    for k, strength in ((1, 1.0), (2, 0.35), (3, 0.12)):
        _add(made, strength, k * hz_of(midi), 4.2)
    return softened(_soften(made, 0.03), 0.0, 0.1)


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
    return looped(loop.astype(np.float32, copy=False), n) * _swell(n)


def _swell(n: int) -> Mono:
    rise, fall = min(round(0.45 * RATE), n // 2), min(round(0.9 * RATE), n // 2)
    shape = np.ones(n, np.float32)
    shape[:rise] = np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    shape[n - fall :] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return shape


def _struck(midi: int, seconds: float, partials: tuple[tuple[float, float], ...], rise_s: float) -> Mono:
    hz = hz_of(midi)
    length = seconds * float(np.clip(1.25 - (midi - 60) * 0.02, 0.5, 1.4))
    made = np.zeros(round(length * RATE), np.float32)
    for ratio, strength in partials:
        if ratio * hz < 9000:
            _add(made, strength, ratio * hz, length / ratio**0.8)
    return softened(_soften(made, rise_s), 0.0, 0.03)


def _add(made: Mono, strength: float, hz: float, fall_s: float) -> None:
    """A partial, as long as it is heard."""
    n = min(len(made), round(1.15 * fall_s * RATE))
    made[:n] += np.float32(strength) * ringing(hz, fall_s, n)


def _soften(made: Mono, rise_s: float) -> Mono:
    """The sound with a rounded beginning, in place."""
    n = min(len(made), round(8 * rise_s * RATE))
    made[:n] *= 1 - np.exp(-np.arange(n, dtype=np.float32) / np.float32(rise_s * RATE))
    return made
