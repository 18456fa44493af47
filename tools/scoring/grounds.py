"""References of places as scorers ask for them: their views are cut once for all that look at one after each other."""

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.scoring.daylight import Ground, views
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.store.port import Artifacts


def ground(reference: ArtifactRef, artifacts: Artifacts) -> Ground:
    """The last one is kept: scenes at one place often follow each other. Raises CorruptArtifact, ReferenceError_."""
    return _cut(reference, cast(Hashable, artifacts))


@lru_cache(1)
def _cut(reference: ArtifactRef, artifacts: Artifacts) -> Ground:
    whole = np.ascontiguousarray(picture(reference, artifacts)[..., :3])
    return Ground(whole, views(whole))
