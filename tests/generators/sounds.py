"""How sounds are compared: by their spectrum and by how their loudness moves."""

from itertools import pairwise

import numpy as np

RATE = 48_000
_BANDS = np.geomspace(40, 16_000, 25)
_RATES = np.geomspace(0.4, 50, 9)


def portrait(sound: np.ndarray) -> np.ndarray:
    """A (2, n) sound in 32 numbers, each tens of dB: its spectrum in 24 bands below the strongest, down to -60 dB,
    and how much its level moves at eight rates from 0.4 to 50 Hz."""
    mono = sound.mean(axis=0).astype(np.float64)
    frames = np.lib.stride_tricks.sliding_window_view(mono, 2048)[::480] * np.hanning(2048)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    band = np.digitize(np.fft.rfftfreq(2048, 1 / RATE), _BANDS)
    total = power.sum(axis=0)
    spectrum = 10 * np.log10(np.array([total[band == k].sum() for k in range(1, 25)]) + 1e-12)
    level = np.sqrt(power.sum(axis=1))
    movement = np.abs(np.fft.rfft(level / level.mean() - 1))
    rate = np.fft.rfftfreq(len(level), 480 / RATE)
    moved = [
        np.sqrt((movement[(rate >= low) & (rate < high)] ** 2).sum()) / len(level) for low, high in pairwise(_RATES)
    ]
    return np.concatenate([np.maximum(spectrum - spectrum.max(), -60), 20 * np.log10(np.array(moved) + 1e-3)]) / 10


def distances(portraits: np.ndarray) -> np.ndarray:
    """Root mean square distances of every two (k, 32) portraits, in tens of dB; infinite on the diagonal."""
    found = np.sqrt(((portraits[:, None] - portraits[None]) ** 2).mean(axis=-1))
    np.fill_diagonal(found, np.inf)
    return found


def biggest_jump(sound: np.ndarray) -> float:
    """The largest step between two samples of a (2, n) sound."""
    return float(np.abs(np.diff(sound, axis=1)).max())
