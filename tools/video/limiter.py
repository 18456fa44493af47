"""A limiter that looks ahead: peaks, also those between samples, are met by gain that has long begun to sink."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from videostudio.tools.video.loudness import between

Samples = NDArray[np.float32]

HOP = 48
"""Samples that share one wanted gain: 1 ms."""
REACH = 32
"""Hops before and after a peak in which the gain moves."""
SAFE = 0.7
"""Below this part of the ceiling nothing is looked for between samples: there a signal rises by 3 dB at most."""
_EDGE = 16
"""Samples of context in which points between samples are found."""


def limited(blocks: Iterable[Samples], ceiling: float) -> Iterator[Samples]:
    """The same (n, 2) blocks with no true peak above `ceiling` (1 is full scale); what needs no limiting comes
    out bit for bit. All blocks but the last are equally long: a multiple of HOP, at least (2 * REACH + 2) hops."""
    now = np.zeros((0, 2), np.float32)
    before, wanted = np.ones(0), np.ones(0)
    for following in blocks:
        edge, wanted_next = _wanted(now[-_EDGE:], following, ceiling)
        wanted[-1:] = np.minimum(wanted[-1:], edge)
        if len(now):
            yield now * _gain(before, wanted, wanted_next, len(now))
        before, now, wanted = wanted, following, wanted_next
    if len(now):
        yield now * _gain(before, wanted, np.ones(0), len(now))


def _wanted(before: Samples, block: Samples, ceiling: float) -> tuple[float, NDArray[np.float64]]:
    """The gain that the end of the block before needs, now that it is known how it goes on, and the gain that each
    hop of `block` needs."""
    hops = -(-len(block) // HOP)
    joined = np.concatenate((before, block))
    if max(joined.max(initial=0.0), -joined.min(initial=0.0)) <= ceiling * SAFE:
        return 1.0, np.ones(hops)
    fine = between(joined)
    peaks = np.maximum(fine.max(axis=(0, 1)), -fine.min(axis=(0, 1)))
    starts = len(before) + HOP * np.arange(hops)
    highest = np.maximum.reduceat(peaks, starts).astype(np.float64)
    edge = float(peaks[: len(before)].max(initial=0.0))
    return min(1.0, ceiling / max(edge, 1e-9)), np.asarray(np.minimum(1.0, ceiling / np.maximum(highest, 1e-9)))


def _gain(before: NDArray[np.float64], wanted: NDArray[np.float64], after: NDArray[np.float64], length: int) -> Samples:
    """(length, 1) gain, nowhere above what its hop wants: the least of the hops around, averaged over as many."""
    context = 2 * REACH + 2
    lead = before[-context:]
    trail = after[:context]
    whole = np.concatenate((np.ones(context - len(lead)), lead, wanted, trail, np.ones(context - len(trail))))
    if whole.min() >= 1.0:
        return np.ones((1, 1), np.float32)
    least = np.lib.stride_tricks.sliding_window_view(whole, 2 * REACH + 3).min(axis=1)
    smooth = np.convolve(least, np.full(2 * REACH + 1, 1 / (2 * REACH + 1)), "valid")
    # smooth[i] belongs to the centre of hop i - 1 of `wanted`.
    centres = (np.arange(len(smooth)) - 0.5) * HOP
    return np.interp(np.arange(length), centres, smooth).astype(np.float32)[:, None]
