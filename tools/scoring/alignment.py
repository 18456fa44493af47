"""How like pictures are to words and to reference pictures: CLIPSIM, FG-SIM, BG-SIM. Pure."""

import numpy as np
from numpy.typing import ArrayLike

from videostudio.tools.scoring.vectors import cosines, units


def clipsim(frames: ArrayLike, text: ArrayLike) -> float:
    """Frames (T, D) and the words (D,) they should show -> mean cosine, in [-1, 1] (GODIVA, Wu et al., 2021). Of a film
    of several scenes it is the mean over the scenes, each against its own words."""
    return float(cosines(frames, text).mean())


def reference_sim(pictures: ArrayLike, references: ArrayLike) -> float:
    """Pictures (N, D), each against its own reference, the same row of (N, D) -> mean cosine, in [-1, 1]: FG-SIM for
    references of entities, BG-SIM for those of places (VideoStudio paper, table 1). Raises ValueError where they are
    not as many."""
    one, other = units(pictures), units(references)
    if one.shape != other.shape:
        raise ValueError(f"every picture needs its own reference: {one.shape} and {other.shape} do not fit")
    return float(np.clip((one * other).sum(axis=1), -1.0, 1.0).mean())
