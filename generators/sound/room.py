"""Rooms: what a hall gives back, as convolution with noise that dies away."""

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from videostudio.generators.sound.tone import RATE, Stereo, band, chance, noise

LENGTH = 76_800
"""Samples of a room's answer: 1.6 s."""
FFT = 172_800
STRIDE = FFT - LENGTH
PREDELAY = 864
"""Samples before the first answer: 18 ms."""

_COLOURS = ((120.0, 500.0, 1.7, 0.8), (500.0, 2200.0, 1.5, 1.0), (2200.0, 7000.0, 0.8, 0.5))
"""Bands in Hz, the s in which each dies away by 60 dB, and its strength."""


def rung(sound: Stereo, share: float) -> Stereo:
    """(2, n) with `share` (0..1) of the room's answer added."""
    blocks = (sound.T[at : at + STRIDE] for at in range(0, sound.shape[1], STRIDE))
    return np.concatenate(list(in_room(blocks, share))).T


def in_room(blocks: Iterable[Stereo], share: float) -> Iterator[Stereo]:
    """(n, 2) blocks, all but the last of STRIDE samples, with the room's answer added: overlap and add."""
    answer = _answer()
    tail = np.zeros((LENGTH, 2), np.float32)
    for block in blocks:
        middle = np.fft.rfft((block[:, 0] + block[:, 1]) * np.float32(0.5), FFT)
        wet = np.fft.irfft(middle * answer, FFT, axis=1).T.astype(np.float32)
        wet[:LENGTH] += tail
        yield block + np.float32(share) * wet[: len(block)]
        tail = wet[len(block) : len(block) + LENGTH]


@cache
def _answer() -> np.ndarray:
    """The transform of both channels' impulse response, (2, FFT / 2 + 1)."""
    t = np.arange(LENGTH) / RATE
    sides = []
    for side in ("left", "right"):
        made = np.zeros(LENGTH)
        for low, high, fall_s, strength in _COLOURS:
            grain = noise(LENGTH, chance("room", side, round(low)), band(low, high, 1))
            made += strength * grain * np.exp(-6.9078 * t / fall_s)
        made *= np.minimum(1, t / 0.012) * np.minimum(1, (t[-1] - t) / 0.1)
        made = np.concatenate((np.zeros(PREDELAY), made[:-PREDELAY]))
        sides.append(made / np.sqrt(np.square(made).sum()))
    return np.asarray(np.fft.rfft(np.stack(sides), FFT, axis=1), dtype=np.complex64)
