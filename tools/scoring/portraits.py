"""References as the scorer looks at them: cut out of their ground, each looked at once."""

from dataclasses import dataclass, field, replace

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.colours import samples
from videostudio.tools.scoring.figures import Portrait
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.segmenting.port import Segmenter, cut_out
from videostudio.tools.store.port import Artifacts

OPAQUE = 128
"""Alpha from which a pixel is the figure's."""


@dataclass(frozen=True)
class Portraits:
    """Portraits by `embedder` of what `segmenter` cuts out. A film asks for the same ones again and again."""

    embedder: Embedder
    segmenter: Segmenter
    _figures: dict[str, Portrait] = field(default_factory=dict)
    _places: dict[str, Portrait] = field(default_factory=dict)
    """By sha256, apart: a place's picture that was cut out as a figure is not how the place looks."""

    def of_figure(self, reference: ArtifactRef, artifacts: Artifacts) -> Portrait:
        """An entity's picture, whose ground says nothing of it: a user's own, or of a generator without alpha, is cut
        out first. Raises CorruptArtifact, ScorerError, ReferenceError_."""
        if reference.sha256 not in self._figures:
            whole = picture(reference, artifacts)
            matte = self.segmenter.segment(whole)
            cut = cut_out(whole, matte)
            half = upper_half(cut)
            parts = [cut] if half is None else [cut, half]
            vectors = self.embedder.embed_images(parts)
            first, *bust = (Portrait(vector, samples(part)) for vector, part in zip(vectors, parts, strict=True))
            self._figures[reference.sha256] = replace(first, degraded=matte.degraded, bust=next(iter(bust), None))
        return self._figures[reference.sha256]

    def of_place(self, reference: ArtifactRef, artifacts: Artifacts) -> Portrait:
        """A place's picture, all of it. Raises CorruptArtifact, ScorerError, ReferenceError_."""
        if reference.sha256 not in self._places:
            whole = np.ascontiguousarray(picture(reference, artifacts)[..., :3])
            self._places[reference.sha256] = Portrait(self.embedder.embed_images([whole])[0], samples(whole))
        return self._places[reference.sha256]


def upper_half(cut: Pixels) -> Pixels | None:
    """Of what is opaque in an (H, W, 4) picture, in the middle of a square; None if that is broader than tall."""
    opaque = cut[..., 3] >= OPAQUE
    if not opaque.any():
        return None
    (top, bottom), (left, right) = (np.flatnonzero(opaque.any(axis))[[0, -1]].tolist() for axis in (1, 0))
    if bottom - top <= right - left:
        return None
    half = cut[top : (top + bottom) // 2 + 1, left : right + 1]
    height, width = half.shape[:2]
    side = max(height, width)
    square: Pixels = np.zeros((side, side, 4), np.uint8)
    y, x = (side - height) // 2, (side - width) // 2
    square[y : y + height, x : x + width] = half
    return square
