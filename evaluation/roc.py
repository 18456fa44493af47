"""How well a number tells bad from good. Everywhere `bad` and `good` are (N,) and (M,) floats, the higher the worse;
-inf is what could not be measured, which rejects nobody."""

from collections.abc import Callable

import numpy as np

from videostudio.tools.arrays import Doubles

RESAMPLES = 400
"""Of a bootstrap: an interval's ends are then stable to about a tenth of its width."""


def roc(good: Doubles, bad: Doubles) -> tuple[Doubles, Doubles]:
    """False- and true-positive rates, (K,) each from 0 to 1, of every threshold from the strictest."""
    edges = np.unique(np.concatenate([good, bad]))[::-1]
    false, true = (1 - np.searchsorted(np.sort(values), edges, "left") / len(values) for values in (good, bad))
    return np.concatenate([[0.0], false]), np.concatenate([[0.0], true])


def threshold_at(good: Doubles, rate: float) -> float:
    """The least threshold above which at most the share `rate` of `good` lies."""
    allowed = int(np.floor(rate * len(good) + 1e-9))
    return float(np.sort(good)[len(good) - 1 - min(allowed, len(good) - 1)])


def tpr_at(good: Doubles, bad: Doubles, rate: float) -> float:
    """The share of `bad` that is rejected where at most the share `rate` of `good` is, [0, 1]."""
    return float((bad > threshold_at(good, rate)).mean())


def interval(
    measure: Callable[[Doubles, Doubles], float], good: Doubles, bad: Doubles, seed: int
) -> tuple[float, float]:
    """95 % bootstrap interval of `measure(good, bad)`, both resampled."""
    chance = np.random.default_rng(seed)
    drawn = [measure(chance.choice(good, len(good)), chance.choice(bad, len(bad))) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, (2.5, 97.5))
    return float(low), float(high)
