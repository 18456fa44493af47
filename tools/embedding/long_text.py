"""What happens to a text that has more tokens than a model reads. Knows no tokenizer: it is given one that counts."""

import logging
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from videostudio.film.errors import ScorerError
from videostudio.tools.embedding.port import Vectors, unit

MARKS = 2
"""Tokens that every text has beside its own: start and end."""


class LongText(StrEnum):
    """REFUSE raises, CUT reads the beginning and says so, MEAN reads all and takes the mean direction."""

    REFUSE = "refuse"
    CUT = "cut"
    MEAN = "mean"


@dataclass(frozen=True)
class Windows:
    """Texts as a model can read them: `pieces`, and for each text how many of them are its own."""

    pieces: tuple[str, ...]
    counts: tuple[int, ...]

    def gathered(self, vectors: Vectors) -> Vectors:
        """One vector per piece -> one per text: the mean of its pieces, at length 1 again."""
        if len(self.pieces) == len(self.counts):
            return vectors
        starts = np.cumsum((0, *self.counts[:-1]))
        return unit(np.add.reduceat(vectors.astype(np.float64), starts, axis=0))


@dataclass(frozen=True)
class TextLimit:
    """A model's `context` in tokens (marks included), what to do beyond it, and who is told of a cut."""

    context: int
    policy: LongText
    count: Callable[[str], int]
    told: Callable[[str], None] = logging.getLogger(__name__).warning

    def windows(self, texts: Sequence[str]) -> Windows:
        """Every text as one piece, or as several if it is over-long and means are wanted."""
        split = [self._fitted(text) for text in texts]
        return Windows(tuple(piece for own in split for piece in own), tuple(len(own) for own in split))

    def _fitted(self, text: str) -> list[str]:
        tokens = self.count(text)
        if tokens <= self.context:
            return [text]
        if self.policy is LongText.MEAN:
            return list(self._portions(text, tokens - MARKS))
        limit = f"a text of {tokens} tokens is longer than the {self.context} that the model reads"
        if self.policy is LongText.REFUSE:
            raise ScorerError(f"{limit}: shorten {text[:60]!r}")
        self.told(f"{limit}: only the beginning of {text[:60]!r} was read")
        return [text]

    def _portions(self, text: str, tokens: int) -> Iterator[str]:
        """Runs of whole words of about the same number of tokens, none over the limit unless one word is."""
        room = self.context - MARKS
        fair = math.ceil(tokens / math.ceil(tokens / room))
        held: list[str] = []
        size = 0
        for word in text.split():
            own = self.count(word) - MARKS
            if held and (size >= fair or size + own > room):
                yield " ".join(held)
                held, size = [], 0
            held.append(word)
            size += own
        yield " ".join(held)
