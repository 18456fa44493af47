"""Artifacts kept in memory, for tests of generators."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.images import encode_png


@dataclass
class Memory:
    """Artifacts in memory."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> ArtifactRef:
        ref = ArtifactRef(sha256=sha256(data).hexdigest(), media_type="image/png", size=len(data))
        self.kept[ref.sha256] = data
        return ref

    def put_picture(self, pixels: NDArray[np.uint8]) -> ArtifactRef:
        return self.put(encode_png(pixels))

    def read(self, ref: ArtifactRef) -> bytes:
        return self.kept[ref.sha256]

    def path(self, ref: ArtifactRef) -> Path:
        raise FileNotFoundError(ref.sha256)
