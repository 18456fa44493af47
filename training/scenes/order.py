"""The order in which a run reads what there is: shuffled anew each time round, and the same wherever it begins."""

from collections.abc import Iterator

import numpy as np


def shuffled(total: int, seed: int, start: int) -> Iterator[int]:
    """Numbers below `total` from place `start` of an endless order on, in which each comes once a round."""
    around, at = divmod(start, total)
    while True:
        yield from np.random.default_rng([seed, around]).permutation(total)[at:].tolist()
        around, at = around + 1, 0
