"""The capability `segment`: which pixels of a picture belong to its subject. Knows no model."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from videostudio.film.identity import Identity
from videostudio.tools.images import Pixels

Mask = NDArray[np.float32]


@dataclass(frozen=True)
class Matte:
    """(H, W) float32 in [0, 1], 1 where the subject is. `degraded` says why it is less than one would wish, "" if it
    is not."""

    alpha: Mask
    degraded: str = ""


@runtime_checkable
class Segmenter(Protocol):
    """A picture -> its subject's mask. The same picture gives the same mask."""

    @property
    def identity(self) -> Identity:
        """Model and weights; `revision` is the start of the weights' sha256."""
        ...

    def segment(self, picture: Pixels) -> Matte:
        """(H, W, 3) RGB or (H, W, 4) RGBA straight alpha, uint8 -> its matte. Raises ScorerError if the model behind
        it fails."""
        ...


def cut_out(picture: Pixels, matte: Matte) -> Pixels:
    """(H, W, 3 or 4) -> (H, W, 4): the subject alone, in straight alpha."""
    return np.dstack([picture[..., :3], np.rint(matte.alpha * 255).astype(np.uint8)])
