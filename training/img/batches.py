"""Batches of encoded samples, each from its number alone. All samples of a batch that have figures have equally many,
since their tokens stand one behind the other and nothing may stand in for a figure that is not there.

    latents (B, C, h, w), words (B, L, X), figures (B, n, N, W), place (B, 1, N, W), squares (B, n, 3), area (B, h, w),
    present (B, 2) bool
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from videostudio.film.fingerprint import derive_seed
from videostudio.training.img.cache import Cache
from videostudio.training.img.encoder import Encoded, Encoder
from videostudio.training.img.references import cropped
from videostudio.training.scenes.album import Album
from videostudio.training.trainer.task import Batch


class Source(Protocol):
    """Where batches come from."""

    def batch(self, number: int) -> Batch:
        """The batch of that number; the same number gives the same batch."""
        ...


@dataclass(frozen=True)
class Kept:
    """Batches of `size` from a cache: of one number of figures each, as often as samples have it. Samples without any
    are among those with one. `portraits`: also pictures that have no references."""

    cache: Cache
    size: int
    seed: int
    portraits: bool = True

    def batch(self, number: int) -> Batch:
        """See Source."""
        chance = np.random.default_rng(derive_seed("img batch", self.seed, number))
        counts = [len(each) for each in self._alike.values()]
        figures = list(self._alike)[chance.choice(len(counts), p=np.array(counts) / sum(counts))]
        rows = sorted(chance.choice(self._alike[figures], self.size).tolist())
        facts = self.cache.rows[rows]
        # Without a figure the branch is off, and looks at nothing.
        present = torch.from_numpy(np.stack([facts[:, 1] > 0, facts[:, 2] > 0], 1))
        return {
            "latents": self.cache.latents(rows),
            "words": self.cache.words(rows),
            "figures": self.cache.figures(rows, figures),
            "place": self.cache.places(rows)[:, None],
            "squares": self.cache.squares(rows, figures),
            "area": self.cache.areas(rows),
            "present": present,
        }

    @cached_property
    def _alike(self) -> dict[int, NDArray[np.int64]]:
        """Number of figures, 1 for none as well -> the samples that have as many."""
        rows = self.cache.rows
        usable = np.flatnonzero((rows[:, 1] > 0) | (rows[:, 2] > 0) | self.portraits)
        counts = np.maximum(1, rows[usable, 1])
        return {int(count): usable[counts == count] for count in np.unique(counts)}


@dataclass(frozen=True)
class Fresh:
    """Batches of `size` of single samples, each cropped at random and encoded when it is needed (paper, section 4.1):
    for more pictures than can be kept. Of several figures in a picture one is shown, drawn by lot."""

    album: Album
    encoder: Encoder
    width: int
    height: int
    size: int
    seed: int

    def batch(self, number: int) -> Batch:
        """See Source. Raises ValueError for a sample that is no picture, or of another size than the scale."""
        chance = np.random.default_rng(derive_seed("img batch", self.seed, number))
        rows = sorted(int(row) for row in chance.integers(0, len(self.album), self.size))
        samples = [cropped(self.album.sample(row), self.width, self.height, chance) for row in rows]
        found = self.encoder.encoded(samples)
        picked = [_one_of(one, chance) for one in found]
        return {
            "latents": torch.stack([one.latents for one in found]),
            "words": torch.stack([one.words for one in found]),
            "figures": torch.stack([figure for figure, _ in picked])[:, None],
            "place": torch.stack([one.place for one in found])[:, None],
            "squares": torch.stack([square for _, square in picked])[:, None],
            "area": torch.stack([one.area for one in found]),
            "present": torch.tensor([[len(one.figures) > 0, one.placed] for one in found]),
        }


def _one_of(one: Encoded, chance: np.random.Generator) -> tuple[Tensor, Tensor]:
    if not len(one.figures):
        return torch.zeros_like(one.place), torch.zeros(3)
    number = int(chance.integers(len(one.figures)))
    return one.figures[number], one.squares[number]
