"""How loud a film comes out: one gain for the whole of it, fades at its ends, and a ceiling for its peaks."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from videostudio.tools.video.limiter import limited
from videostudio.tools.video.loudness import ABSOLUTE_GATE, RATE, integrated

Samples = NDArray[np.float32]

CEILING = 10 ** (-2.5 / 20)
"""Highest true peak before encoding. AAC gives peaks back up to 1 dB higher, and the film has to stay below -1 dBTP."""
MOST_GAIN_DB = 24.0
FADE_IN_S, FADE_OUT_S = 0.05, 0.7


def mastered(play: Callable[[], Iterable[Samples]], total: int, loudness: float | None) -> Iterator[Samples]:
    """What `play` gives, (n, 2) blocks of `total` samples together, at an integrated `loudness` (LUFS) with its
    ends faded; None leaves it as it is. No true peak passes CEILING. `play` is called twice: first to measure."""
    if loudness is None:
        return limited(play(), CEILING)
    measured = integrated(faded(play(), total))
    gain_db = loudness - measured if measured > ABSOLUTE_GATE else 0.0
    gain = np.float32(10 ** (min(gain_db, MOST_GAIN_DB) / 20))
    return limited((block * gain for block in faded(play(), total)), CEILING)


def faded(blocks: Iterable[Samples], total: int) -> Iterator[Samples]:
    """The same blocks, from silence and to silence."""
    fade_in, fade_out = (min(round(RATE * s), total // 4) for s in (FADE_IN_S, FADE_OUT_S))
    at = 0
    for block in blocks:
        place = np.arange(at, at + len(block))
        at += len(block)
        if place[0] >= fade_in and at <= total - fade_out:
            yield block
            continue
        rise = np.clip(place / max(1, fade_in), 0, 1)
        fall = np.clip((total - 1 - place) / max(1, fade_out), 0, 1)
        curve = np.sin(np.pi / 2 * rise) * np.sin(np.pi / 2 * fall) ** 2
        yield block * curve.astype(np.float32)[:, None]
