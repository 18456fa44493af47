"""Whether an entity looks in every scene of a film as it does in the others. Pure."""

from collections.abc import Mapping

import numpy as np

from videostudio.film.scene import SceneId
from videostudio.tools.scoring.figures import Vector
from videostudio.tools.scoring.vectors import medoid

LEAST_COMPANY = 3
"""Scenes with an entity, or at a place, from which one can be told to be the odd one out."""
DIGITS = 6
"""Vectors are of single precision: what differs by less is the same."""


def match(looks: Mapping[SceneId, tuple[Vector, float]]) -> dict[SceneId, float]:
    """Scene -> how an entity looks there, as a unit vector and as the share of its reference's colours that it shows,
    to scene -> likeness in [-1, 1] to the scene where it looks most as in all others (the medoid). Two scenes are as
    like as the mean of the cosine and of how near their shares are. {} for fewer than LEAST_COMPANY scenes."""
    if len(looks) < LEAST_COMPANY:
        return {}
    table = np.stack([vector for vector, _ in looks.values()])
    shares = np.array([share for _, share in looks.values()])
    alike = (table @ table.T + 1 - np.abs(shares[:, None] - shares)) / 2
    middle = alike[medoid(alike, DIGITS)]
    return {scene: float(value) for scene, value in zip(looks, middle, strict=True)}
