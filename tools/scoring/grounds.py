"""References of places as scorers ask for them: their views are cut once for all that look at one after each other."""

from functools import lru_cache

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.scoring.daylight import Ground, views
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.store.port import Artifacts


@lru_cache(1)
def ground(reference: ArtifactRef, artifacts: Artifacts) -> Ground:
    """The last one is kept: scenes at one place often follow each other. Raises CorruptArtifact, ReferenceError_."""
    whole = np.ascontiguousarray(picture(reference, artifacts)[..., :3])
    return Ground(whole, views(whole))
