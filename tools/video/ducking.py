"""Ducking: how much music gives way to what has to be heard over it."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from videostudio.film.requests import Bus

Samples = NDArray[np.float32]

DEPTH_DB = {Bus.EFFECTS: 5.0, Bus.NARRATION: 10.0}
"""By how much music is turned down at most, for each bus that it gives way to."""
QUIET_DB, LOUD_DB = -50.0, -28.0
"""Level of the other bus, dB below full scale: from the first one on music gives way, at the second one fully."""
ATTACK_S, RELEASE_S = 0.05, 0.5
HOPS_PER_S = 200


class Ducker:
    """Follows the other buses from block to block at `rate` samples a second."""

    def __init__(self, rate: int) -> None:
        self._hop = rate // HOPS_PER_S
        self._attack, self._release = (1 - math.exp(-1 / (s * HOPS_PER_S)) for s in (ATTACK_S, RELEASE_S))
        self._reduction_db = 0.0

    def gain(self, buses: Mapping[Bus, Samples], length: int) -> Samples:
        """The music's gain for the next `length` samples: (length,), in 0..1. `buses` hold (length, 2) each."""
        wanted = np.zeros(-(-length // self._hop))
        for bus, depth in DEPTH_DB.items():
            if bus in buses:
                wanted = np.maximum(wanted, depth * self._loudness(buses[bus]))
        curve = [self._reduction_db]
        for reduction in wanted.tolist():
            speed = self._attack if reduction > curve[-1] else self._release
            curve.append(curve[-1] + speed * (reduction - curve[-1]))
        self._reduction_db = curve[-1]
        at = np.arange(length, dtype=np.float32) / self._hop
        decibels = np.interp(at, np.arange(len(curve)), curve)
        return np.asarray(10 ** (decibels / -20), dtype=np.float32)

    def _loudness(self, block: Samples) -> NDArray[np.float64]:
        """Each hop's level between QUIET_DB (0) and LOUD_DB (1)."""
        starts = np.arange(0, len(block), self._hop)
        power = np.add.reduceat(np.square(block, dtype=np.float64).sum(axis=1), starts) / (2 * self._hop)
        level = 10 * np.log10(np.maximum(power, 1e-12))
        return np.clip((level - QUIET_DB) / (LOUD_DB - QUIET_DB), 0, 1)
