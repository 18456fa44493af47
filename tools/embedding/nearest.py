"""The nearest of the known words by what they mean, for words that no table has. Knows no pictures and no stories.

`known_words.safetensors` beside a model's weights holds the vectors of the words that are known, by kind, and how near
is near enough, both of those very weights (`training/known_words.py` writes it). Beside other weights it is not used.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from videostudio.tools.embedding import folder as files
from videostudio.tools.embedding.house import FOLDER, house_clip
from videostudio.tools.embedding.port import Vectors, unit

KNOWN_WORDS = "known_words.safetensors"
NOUNS = ("animal", "object", "person", "place")
KINDS = (*NOUNS, "action")
OF_A_KIND = "kind"
"""The name under which it is kept how near a word of a kind has to be to tell the kind of another."""
DIGITS = 3
"""Cosines are compared in thousandths, so that no last bit of a sum decides."""


class Texts(Protocol):
    """The part of an embedder that reads."""

    def embed_texts(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Near:
    """A known word and its cosine to the word asked for, -1..1."""

    word: str
    cosine: float


@dataclass(frozen=True)
class KnownWords:
    """`words` by kind, `vectors` (N, D) of all of them, `places` in it by word, and by kind the `least` cosine of a
    neighbour that is near enough."""

    words: Mapping[str, tuple[str, ...]]
    vectors: Vectors
    places: Mapping[str, int]
    least: Mapping[str, float]
    revision: str


class NearestWords:
    """Words nearest to others in the text space of a model, which is loaded when the first word is asked for."""

    def __init__(self, known: Callable[[], KnownWords], texts: Callable[[], Texts], identity: str) -> None:
        """`identity` names weights and known words: whatever they decide depends on it."""
        self.identity = identity
        self._load_known, self._load_texts = known, texts
        self._asked: dict[str, Vectors] = {}

    def near(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        """The nearest known word of a `kind` (animal, object, person, place or action) that is in `among`; None where
        none is near enough. Of equally near ones, the first of the alphabet."""
        found = self.nearest(word, kind, among)
        return found if found is not None and found.cosine >= self.known.least[kind] else None

    def nearest(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        """The same, however far it is; None only where no word is known."""
        return self._best(word, [each for each in self.known.words.get(kind, ()) if each in among])

    def kind(self, noun: str) -> str | None:
        """The kind that the nearest known noun is of: animal, object, person or place; None where none is near."""
        found = {kind: self._best(noun, self.known.words.get(kind, ())) for kind in NOUNS}
        near = [(-each.cosine, kind) for kind, each in found.items() if each is not None]
        if not near or -min(near)[0] < self.known.least[OF_A_KIND]:
            return None
        return min(near)[1]

    def _best(self, word: str, words: Sequence[str]) -> Near | None:
        if not words or not any(sign.isascii() and sign.isalpha() for sign in word):
            return None  # the model spells in ASCII: all else is one unknown sign to it
        rows = [self.known.places[each] for each in words]
        cosines = np.round(self.known.vectors[rows] @ self._vector(word), DIGITS)
        best = min(range(len(words)), key=lambda at: (-cosines[at], words[at]))
        return Near(words[best], float(cosines[best]))

    def _vector(self, word: str) -> Vectors:
        if word not in self._asked:
            self._asked[word] = self._texts.embed_texts([word])[0]
        return self._asked[word]

    @cached_property
    def known(self) -> KnownWords:
        """What it was measured with."""
        return self._load_known()

    @cached_property
    def _texts(self) -> Texts:
        return self._load_texts()


def nearest_words(folder: Path = FOLDER) -> NearestWords | None:
    """The nearest words of the model in `folder`; None where there is no model, or nothing measured with its weights.
    Reads the beginning of one file and the digest of another, loads nothing."""
    if not (folder / files.WEIGHTS).is_file() or not (folder / KNOWN_WORDS).is_file():
        return None
    weights = files.revision(folder / files.WEIGHTS)
    if _header(folder / KNOWN_WORDS)[0]["__metadata__"].get("revision") != weights:
        return None
    words = files.revision(folder / KNOWN_WORDS)
    return NearestWords(lambda: read(folder / KNOWN_WORDS), lambda: house_clip(folder), f"{weights}.{words[:6]}")


def read(path: Path) -> KnownWords:
    """A file of known words."""
    header, begin = _header(path)
    told = header["__metadata__"]
    shape, (first, last) = header["vectors"]["shape"], header["vectors"]["data_offsets"]
    halves = np.frombuffer(path.read_bytes()[begin + first : begin + last], dtype="<f2").reshape(shape)
    words = {kind: tuple(each) for kind, each in json.loads(told["words"]).items()}
    order = listed(words)
    places = {word: place for place, word in enumerate(order)}
    return KnownWords(words, unit(halves), places, json.loads(told["least"]), told["revision"])


def listed(words: Mapping[str, Sequence[str]]) -> list[str]:
    """Every word of all kinds once, in the order of its vector."""
    return list(dict.fromkeys(word for kind in KINDS for word in words.get(kind, ())))


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The head of a safetensors file, and where its tensors begin; the package itself is not in the core."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        return json.loads(file.read(size)), 8 + size
