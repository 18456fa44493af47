"""Pictures of the store as scorers ask for them: decoded once for all that look at one after each other."""

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from videostudio.film.artifact import ArtifactRef
from videostudio.tools import images
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

KEPT = 4
"""Pictures: one that is scored, and the references that scorers of one request look at between."""


def picture(ref: ArtifactRef, artifacts: Artifacts) -> Pixels:
    """(H, W, 3 or 4) uint8 as `images.decode` gives it, shared and so read-only. Raises CorruptArtifact,
    ReferenceError_."""
    return _decoded(ref, cast(Hashable, artifacts))


@lru_cache(KEPT)
def _decoded(ref: ArtifactRef, artifacts: Artifacts) -> Pixels:
    pixels = images.decode(artifacts.read(ref))
    pixels.flags.writeable = False
    return pixels
