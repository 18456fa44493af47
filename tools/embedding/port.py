"""The capability `embed`: what an embedder promises. Knows no model.

Every embedder gives rows of length 1, the same row for the same input whatever lies beside it in the batch, and
keeps device, dtype and the treatment of over-long text from its construction on.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from videostudio.film.errors import ScorerError
from videostudio.film.identity import Identity
from videostudio.tools.images import Pixels

Vectors = NDArray[np.float32]
"""(N, D) float32, L2-normalised rows: the cosine of two rows is their product."""


@runtime_checkable
class Embedder(Protocol):
    """Pictures and texts -> unit vectors in one space of `dim` dimensions."""

    @property
    def identity(self) -> Identity:
        """Model and weights; `revision` is the start of the weights' sha256."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        """(H, W, 3) RGB or (H, W, 4) RGBA uint8 pictures, each of any size -> (N, dim). Transparency is laid on
        mid grey. Raises ScorerError for a picture without pixels or of another layout."""
        ...

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Texts, empty ones too -> (N, dim)."""
        ...


def unit(rows: NDArray[np.floating]) -> Vectors:
    """(N, D) -> the same directions at length 1. Raises ScorerError where there is no direction."""
    wide = rows.astype(np.float64)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    if not np.all(np.isfinite(lengths) & (lengths > 0)):
        raise ScorerError("the model gave a vector of no direction (zero or not finite): its weights are damaged")
    return np.asarray(wide / lengths, dtype=np.float32)
