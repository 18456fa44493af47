"""An embedder without a model, for tests of what looks with one."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from videostudio.film.identity import Identity
from videostudio.tools.embedding.port import Vectors, unit
from videostudio.tools.images import Pixels

RED, BLUE, GREEN, SKY = (220, 30, 30), (30, 40, 220), (30, 200, 40), (180, 220, 250)


class Colours:
    """An embedder that sees how much of which colour there is, and reads colours' names."""

    identity = Identity(backend="colours", code_version=1, revision="0123")
    dim = 65
    asked = 0

    def embed_images(self, pictures: Sequence[Pixels]) -> Vectors:
        self.asked += len(pictures)
        return unit(np.reshape([self._seen(picture) for picture in pictures], (-1, self.dim)))

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        named = {"red": RED, "blue": BLUE, "green": GREEN}
        patches = [next((named[word] for word in named if word in text), SKY) for text in texts]
        return self.embed_images([np.full((4, 4, 3), patch, np.uint8) for patch in patches])

    def _seen(self, picture: Pixels) -> NDArray[np.float64]:
        seen = picture[..., :3].reshape(-1, 3)
        seen = seen[picture[..., 3].ravel() > 128] if picture.shape[2] == 4 else seen
        bins = (seen // 64).astype(int) @ np.array([16, 4, 1])
        return np.append(np.bincount(bins, minlength=64) / max(len(seen), 1), 0.05)
