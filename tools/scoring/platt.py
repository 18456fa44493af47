"""A share that ranks right and wrong takes, made a probability: Platt scaling of its logit. Pure.

Platt, "Probabilistic Outputs for Support Vector Machines", 1999, section 2.2, with his smoothed targets; fitted by
Newton's method as by Lin, Lin and Weng, 2007. Both kinds weigh alike: the probability is that of a take which is as
likely wrong as sound.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from videostudio.film.calibration import logit
from videostudio.tools.arrays import Doubles

STEPS = 50
RIDGE = 1e-9
"""Keeps a step finite where the fit is nearly sure of everything."""
DONE = 1e-8
"""A step that changes nothing any more."""


def fitted(sound: ArrayLike, wrong: ArrayLike) -> tuple[float, float] | None:
    """Shares (n,) of sound takes and (m,) of wrong ones, in [0, 1] -> slope and offset of the logit, which minimise the
    weighted negative log-likelihood; None where there are none of either, or the slope would not be positive."""
    good, bad = (_logits(values) for values in (sound, wrong))
    if not len(good) or not len(bad):
        return None
    rows = np.stack([np.concatenate([good, bad]), np.ones(len(good) + len(bad))], axis=1)
    targets = np.repeat([(len(good) + 1) / (len(good) + 2), 1 / (len(bad) + 2)], [len(good), len(bad)])
    weights = np.repeat([0.5 / len(good), 0.5 / len(bad)], [len(good), len(bad)])
    found = np.zeros(2)
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weights * (told - targets))
        bend = rows.T @ (rows * (weights * told * (1 - told))[:, None]) + RIDGE * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while np.abs(step).max() > DONE and _loss(rows, targets, weights, found - step) > _loss(
            rows, targets, weights, found
        ):
            step = step / 2
        if np.abs(step).max() <= DONE:
            break
        found = found - step
    return (round(float(found[0]), 4), round(float(found[1]), 4)) if found[0] > 0 else None


def _loss(rows: Doubles, targets: Doubles, weights: Doubles, found: Doubles) -> float:
    """The weighted negative log-likelihood."""
    logits = rows @ found
    return float(weights @ (np.logaddexp(0, logits) - targets * logits))


def _logits(values: ArrayLike) -> Doubles:
    known: Sequence[float] = [float(value) for value in np.asarray(values, np.float64) if not np.isnan(value)]
    return np.array([logit(value) for value in known], np.float64)
