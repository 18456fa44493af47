"""References as the scorer looks at them: cut out of their ground, each looked at once."""

from dataclasses import dataclass, field

import numpy as np

from videostudio.film.artifact import ArtifactRef
from videostudio.tools.embedding.port import Embedder
from videostudio.tools.scoring.colours import samples
from videostudio.tools.scoring.figures import Portrait
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.segmenting.port import Segmenter, cut_out
from videostudio.tools.store.port import Artifacts


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
            vector = self.embedder.embed_images([cut])[0]
            self._figures[reference.sha256] = Portrait(vector, samples(cut), matte.degraded)
        return self._figures[reference.sha256]

    def of_place(self, reference: ArtifactRef, artifacts: Artifacts) -> Portrait:
        """A place's picture, all of it. Raises CorruptArtifact, ScorerError, ReferenceError_."""
        if reference.sha256 not in self._places:
            whole = np.ascontiguousarray(picture(reference, artifacts)[..., :3])
            self._places[reference.sha256] = Portrait(self.embedder.embed_images([whole])[0], samples(whole))
        return self._places[reference.sha256]
