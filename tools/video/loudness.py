"""Loudness and true peak, after ITU-R BS.1770-5 (11/2023), over blocks of any number.

Annex 1: K-weighting (a shelf for the head, a high-pass), mean square in 400 ms blocks that overlap by 75 %, gates
at -70 LUFS and 10 LU below what passes it. Annex 2: peaks of the signal at four times its rate.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
STEP = 4_800
"""Samples between two 400 ms blocks: 100 ms."""
BLOCK_STEPS = 4
ABSOLUTE_GATE = -70.0
RELATIVE_GATE = -10.0
QUIETEST = -120.0
"""What silence measures, in LUFS."""

_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
"""Tables 1 and 2 of Annex 1: numerator and denominator at 48 kHz."""

_TAPS = 4_096
"""Length of the weighting's impulse response: its pole at 38 Hz has fallen by more than 160 dB."""
_STRIDE = 25 * STEP
_FFT = 128_000
"""Samples filtered at once, and a transform that holds them with their past."""

_FRAME = 8_192

PHASES = 4
_SINC_HALF = 12

Samples = NDArray[np.float32]
Doubles = NDArray[np.float64]


def integrated(blocks: Iterable[Samples]) -> float:
    """Gated loudness in LUFS of (n, 2) blocks in a row; QUIETEST where nothing passes the gates."""
    return gated(mean_squares(blocks))


def momentary(blocks: Iterable[Samples]) -> Doubles:
    """Loudness in LUFS of every 400 ms, one value per 100 ms."""
    return _lufs(_windows(mean_squares(blocks)))


def gated(steps: Doubles) -> float:
    """Integrated loudness in LUFS of weighted mean squares of 100 ms each (both channels added)."""
    powers = _windows(steps)
    loud = powers[_lufs(powers) > ABSOLUTE_GATE]
    if not len(loud):
        return QUIETEST
    kept = loud[_lufs(loud) > _lufs(loud.mean()[None])[0] + RELATIVE_GATE]
    return float(_lufs(kept.mean()[None])[0])


def mean_squares(blocks: Iterable[Samples]) -> Doubles:
    """Weighted mean square of every 100 ms, channels added; a last part of 100 ms is left out."""
    found = [np.einsum("cst,cst->s", steps, steps).astype(np.float64) / STEP for steps in _weighted(blocks)]
    return np.concatenate(found) if found else np.zeros(0)


def steady_loudness(sound: Samples) -> float:
    """Ungated loudness in LUFS of a (2, n) sound that goes round in a loop, to about 0.1: its spectrum is weighted
    frame by frame, and less than a frame at the end is left out."""
    frame = min(_FRAME, sound.shape[1])
    frames = sound[:, : sound.shape[1] // frame * frame].reshape(2, -1, frame)
    spectrum = np.ascontiguousarray(np.fft.rfft(frames, axis=2)).view(np.float32).reshape(-1, frame // 2 + 1, 2)
    energy = np.einsum("sfi,sfi,f->", spectrum, spectrum, _power_gain(frame))
    return float(_lufs(np.array([2 * float(energy) / frame**2 / frames.shape[1]]))[0])


def true_peak(samples: Samples) -> float:
    """The largest magnitude of (n, 2) samples and between them; 1 is full scale."""
    return float(np.abs(between(samples)).max(initial=0.0))


def between(samples: Samples) -> Samples:
    """(n, 2) samples and the three points between every two: (PHASES, 2, n), as far as n samples tell."""
    fine = np.empty((PHASES, 2, len(samples)), np.float32)
    fine[0] = samples.T
    for phase, taps in enumerate(_phases(), 1):
        for channel in range(2):
            whole = np.convolve(fine[0, channel], taps)
            fine[phase, channel] = whole[_SINC_HALF : _SINC_HALF + len(samples)]
    return fine


def _lufs(power: Doubles) -> Doubles:
    """Equation 2 of Annex 1."""
    floor = 10 ** ((QUIETEST + 0.691) / 10)
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, floor)))


def _windows(steps: Doubles) -> Doubles:
    if len(steps) < BLOCK_STEPS:
        return np.zeros(0)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(steps, BLOCK_STEPS).mean(axis=1))


def _weighted(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """K-weighted stretches, (2, n, STEP), by overlap and save."""
    taps = _weighting()
    past = np.zeros((2, _TAPS), np.float32)
    for stretch in _regrouped(blocks, _STRIDE):
        length = len(stretch) // STEP * STEP
        if not length:
            return
        joined = np.concatenate((past, stretch.T), axis=1)
        made = np.fft.irfft(np.fft.rfft(joined, _FFT, axis=1) * taps, _FFT, axis=1).astype(np.float32, copy=False)
        yield made[:, _TAPS : _TAPS + length].reshape(2, -1, STEP)
        past = joined[:, -_TAPS:]


def _regrouped(blocks: Iterable[Samples], length: int) -> Iterator[Samples]:
    """The same samples in stretches of `length`, the last one shorter."""
    held: list[Samples] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += len(block)
        while count >= length:
            joined = np.concatenate(held)
            yield joined[:length]
            held, count = [joined[length:]], count - length
    if count:
        yield np.concatenate(held)


@cache
def _weighting() -> NDArray[np.complex64]:
    """The transform of the weighting's impulse response, cut to _TAPS."""
    impulse = np.fft.irfft(_response(4 * _TAPS))[:_TAPS]
    return np.asarray(np.fft.rfft(impulse, _FFT), dtype=np.complex64)


@lru_cache(8)
def _power_gain(length: int) -> Samples:
    return np.asarray(np.abs(_response(length)) ** 2, dtype=np.float32)


def _response(length: int) -> NDArray[np.complex128]:
    """The weighting at the frequencies of a real transform of `length` samples."""
    delay = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length)
    powers = np.stack([np.ones_like(delay), delay, delay**2])
    whole = np.ones_like(delay)
    for top, bottom in (_SHELF, _HIGH_PASS):
        whole *= (np.array(top) @ powers) / (np.array(bottom) @ powers)
    return np.asarray(whole)


@cache
def _phases() -> tuple[Samples, ...]:
    """Windowed sinc taps that give the signal a quarter, a half and three quarters of a sample later."""
    at = np.arange(-_SINC_HALF, _SINC_HALF + 1, dtype=np.float64)
    found = []
    for phase in range(1, PHASES):
        moved = at + phase / PHASES
        window = np.cos(np.pi * moved / (2 * _SINC_HALF + 2)) ** 2
        taps = np.sinc(moved) * window
        found.append((taps / taps.sum()).astype(np.float32))
    return tuple(found)
