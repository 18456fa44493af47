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
_EDGE = 16
"""Samples of context in which points between samples are found."""


def limited(blocks: Iterable[Samples], ceiling: float) -> Iterator[Samples]:
    """The same (n, 2) blocks with no true peak above `ceiling` (1 is full scale); what needs no limiting comes
    out bit for bit. All blocks but the last are equally long: a multiple of HOP, at least (2 * REACH + 2) hops."""
    before, wanted_before = np.zeros((_EDGE, 2), np.float32), np.ones(2 * REACH + 2)
    now: Samples | None = None
    wanted = np.ones(0)
    for following in blocks:
        if now is None:
            now = following
            wanted = _wanted(before, now, following[:0], ceiling)
            continue
        wanted = _wanted(before, now, following[:_EDGE], ceiling)
        wanted_next = _wanted(now[-_EDGE:], following, following[:0], ceiling)
        yield now * _gain(wanted_before, wanted, wanted_next, len(now))
        before, wanted_before, now, wanted = now[-_EDGE:], wanted[-(2 * REACH + 2) :], following, wanted_next
    if now is not None:
        yield now * _gain(wanted_before, wanted, np.ones(0), len(now))


def _wanted(before: Samples, block: Samples, after: Samples, ceiling: float) -> NDArray[np.float64]:
    """The gain that each hop of `block` needs."""
    hops = -(-len(block) // HOP)
    # Between samples a signal rises by a factor of 2 at the very most.
    if np.abs(block).max(initial=0.0) <= ceiling / 2:
        return np.ones(hops)
    joined = np.concatenate((before, block, after))
    peaks = np.abs(between(joined)).max(axis=(0, 2))[len(before) : len(before) + len(block)]
    # A point between two hops belongs to both.
    padded = np.concatenate((peaks, np.zeros(hops * HOP - len(peaks), np.float32))).reshape(hops, HOP)
    return np.asarray(np.minimum(1.0, ceiling / np.maximum(padded.max(axis=1).astype(np.float64), 1e-9)))


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
