"""What is done in a clip as the clip model hears it: shares of the 400 actions of Kinetics.

Owns the prototypes of the actions and the vector made of them (arXiv 2401.01256, VideoStudio-Vid). Knows no network.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from videostudio.film.errors import BackendMissing
from videostudio.tools.packages import packages_missing

CLASSES = 400
WIDTH = 1280
"""Length of the pooled embeddings that the released prototypes are."""
LEAST_COSINE = 0.2
"""A phrase less like its nearest action than this is none of them."""

Prototypes = NDArray[np.float64]
"""(400, D), one row for each action in the order of `class_names`, of any length but 0."""


class PooledText(Protocol):
    """Texts -> the pooled embeddings that the clip model is conditioned on, not normalised."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(N, D) for N > 0 texts; a row does not depend on the texts beside it but by rounding."""
        ...


def class_names() -> tuple[str, ...]:
    """The 400 actions in the order of the data set's labels: abseiling, ..., zumba. Raises BackendMissing."""
    try:
        from torchvision.models.video import R3D_18_Weights
    except ImportError as error:
        raise packages_missing("naming an action", error, "diffusion") from error
    return tuple(R3D_18_Weights.KINETICS400_V1.meta["categories"])


def named_prototypes(text: PooledText) -> Prototypes:
    """Prototypes from the actions' names, embedded as phrases will be."""
    return text.embed(class_names()).astype(np.float64)


def read_prototypes(path: Path) -> Prototypes:
    """The released `action_prototypes.npy`: float64 (400, 1280). Raises BackendMissing if that is not what it is."""
    try:
        # Mapped, not read: a header that promises terabytes costs nothing.
        found = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise BackendMissing(f"{path} cannot be read as prototypes of actions ({error}): fetch it again") from error
    if not isinstance(found, np.ndarray) or found.dtype != np.float64 or found.shape != (CLASSES, WIDTH):
        what = f"{found.dtype} {found.shape}" if isinstance(found, np.ndarray) else "an archive"
        raise BackendMissing(f"{path} is {what}, not float64 ({CLASSES}, {WIDTH}): fetch action_prototypes.npy")
    rows = np.array(found)
    if not np.isfinite(rows).all() or not rows.any(axis=1).all():
        raise BackendMissing(f"{path} has rows of zeros, or numbers that are not finite: fetch it again")
    return rows


def action_vector(phrases: Sequence[str], text: PooledText, prototypes: Prototypes) -> NDArray[np.float32]:
    """(400,) shares in [0, 1] that sum to 1, or zeros where no phrase is like an action.

    Every phrase speaks for the action whose prototype it has the greatest cosine with, if that is at least
    LEAST_COSINE; the cosines of those actions, of two phrases for one action the later, are divided by their sum.
    """
    shares = np.zeros(len(prototypes))
    if phrases:
        cosines = _unit(text.embed(phrases).astype(np.float64)) @ _unit(prototypes).T
        for row in cosines:
            best = int(row.argmax())
            if row[best] >= LEAST_COSINE:
                shares[best] = row[best]
    return np.asarray(shares / (shares.sum() or 1.0), dtype=np.float32)


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float64)
