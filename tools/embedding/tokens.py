"""A text as token ids, from a model's tokenizer.json and without torch."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from videostudio.film.errors import BackendMissing


class TextTokens:
    """`tokenizer.json` of a model that reads `context` tokens, the unused ones filled with `pad`."""

    def __init__(self, path: Path, *, context: int, pad: int) -> None:
        try:
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the package raises nothing narrower
            raise BackendMissing(f"{path} is no tokenizer ({error}): fetch or export the model again") from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.context, self._pad = context, pad

    def count(self, text: str) -> int:
        """Tokens of the whole text, start and end included."""
        return len(self._tokenizer.encode(text))

    def ids(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Texts -> (N, context) int64. A longer text is cut; its last id is the end token all the same."""
        out = np.full((len(texts), self.context), self._pad, dtype=np.int64)
        for row, coded in zip(out, self._tokenizer.encode_batch(list(texts)), strict=True):
            own = coded.ids if len(coded.ids) <= self.context else [*coded.ids[: self.context - 1], coded.ids[-1]]
            row[: len(own)] = own
        return out
