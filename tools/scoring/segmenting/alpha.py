"""The best mask is the one a picture brings along."""

import numpy as np

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.segmenting.port import Matte, Segmenter

OPAQUE = 250
"""Alpha from which a pixel hides what is behind it."""
LEAST_CLEAR = 0.01
"""Share of a cut-out's pixels that are not opaque, at least: a picture that is opaque all over is not cut out."""


class AlphaSegmenter:
    """The picture's own alpha; `otherwise` segments pictures that have none."""

    def __init__(self, otherwise: Segmenter) -> None:
        self._otherwise = otherwise
        inner = otherwise.identity
        self.identity = inner.model_copy(update={"backend": f"alpha, {inner.backend}"})

    def segment(self, picture: Pixels) -> Matte:
        """Raises what `otherwise` raises."""
        if is_cut_out(picture):
            return Matte(np.asarray(picture[..., 3] / 255, np.float32))
        return self._otherwise.segment(np.ascontiguousarray(picture[..., :3]))


def is_cut_out(picture: Pixels) -> bool:
    """Whether a picture has transparency to speak of, and not only that."""
    if picture.shape[2] == 3:
        return False
    clear = float((picture[..., 3] < OPAQUE).mean())
    return LEAST_CLEAR <= clear < 1
