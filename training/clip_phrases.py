"""Words and phrases with the teacher's vectors: what the text tower learns language from.

Owns which phrases there are. All words of the vocabulary come alone and in small phrases, so that words of no picture
are known too.
"""

import random
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from videostudio.training.clip_pool import Pool
from videostudio.training.clip_teacher import SENTENCES, Teacher, packaged
from videostudio.training.clip_world import COLOURS, article, listed

SHAPES = ("{a}", "{word}", "{colour} {word}", "{a} in the {place}", "the {word} and the {other}", "{a} with {another}")
COMBINED = 24_000


class Phrases:
    """`sentences` (N) and their `vectors` (N, 384)."""

    def __init__(self, sentences: Sequence[str], vectors: Tensor) -> None:
        self.sentences, self.vectors = list(sentences), vectors
        self._place = {sentence: index for index, sentence in enumerate(self.sentences)}

    @classmethod
    def prepared(cls, path: Path, pool: Pool, tokens: Tokenizer) -> "Phrases":
        """Read from `path`, or asked of the teacher once."""
        sentences = phrases(pool, tokens)
        if path.is_file():
            vectors = load_file(path)["vectors"].float()
            if len(vectors) == len(sentences):
                return cls(sentences, vectors)
        vectors = Teacher()(sentences)
        save_file({"vectors": vectors.half()}, path)
        return cls(sentences, vectors)

    def drawn(self, count: int, chance: np.random.Generator) -> tuple[list[str], Tensor]:
        """`count` of them at random."""
        chosen = chance.integers(len(self.sentences), size=count)
        return [self.sentences[index] for index in chosen], self.vectors[torch.from_numpy(chosen)]

    def vectors_of(self, sentences: Sequence[str]) -> Tensor:
        """(N, 384) of known sentences. Raises KeyError for one that is not among them."""
        return self.vectors[[self._place[sentence] for sentence in sentences]]

    def teacher(self) -> Teacher:
        """The teacher itself."""
        return self._teacher

    @cached_property
    def _teacher(self) -> Teacher:
        return Teacher()

    @staticmethod
    def bert_vocabulary() -> list[str]:
        """The teacher's own word pieces, in their order."""
        return packaged(SENTENCES[0], "model/vocab.txt").read_text(encoding="utf-8").splitlines()


def phrases(pool: Pool, tokens: Tokenizer) -> list[str]:
    """How every thing and place is called, all whole words of the vocabulary, and combinations of them."""
    draw = random.Random(0)
    things = [listed([call]) for thing in pool.things for call in thing.calls]
    places = [f"the {call}" for spot in pool.spots for call in spot.calls[:2]]
    words = sorted(piece for piece in tokens.get_vocab() if piece.isalpha() and len(piece) > 2)
    return list(dict.fromkeys([*things, *words, *places, *(_combined(draw, words, places) for _ in range(COMBINED))]))


def _combined(draw: random.Random, words: Sequence[str], places: Sequence[str]) -> str:
    word, other = draw.choice(words), draw.choice(words)
    return draw.choice(SHAPES).format(
        a=article(word),
        word=word,
        other=other,
        another=article(other),
        colour=draw.choice(COLOURS),
        place=draw.choice(places).removeprefix("the "),
    )
