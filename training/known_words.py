"""The words that the animatic's tables have, as the house CLIP reads them, and how near a word has to be to one.

`python -m videostudio.training.known_words FOLDER` writes `known_words.safetensors` beside the model's weights; run it
again whenever the weights change, and now and then when tables have grown. The least cosines are measured: every
single known word is asked for as if it were unknown, and its neighbour either comes to the same picture, role, set or
motion or does not. From the least cosine on, that is as likely as WANTED.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from safetensors.numpy import save_file

from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.vocabulary import known_words
from videostudio.tools.embedding.folder import WEIGHTS, revision
from videostudio.tools.embedding.house import house_clip
from videostudio.tools.embedding.nearest import DIGITS, KINDS, KNOWN_WORDS, NOUNS, OF_A_KIND, listed
from videostudio.tools.embedding.port import Vectors, unit

WANTED = {**dict.fromkeys(KINDS, 0.75), OF_A_KIND: 0.9}
"""How likely a neighbour comes to the same at the least cosine at which it is taken. More than one half: the model has
learned from most of these words, so that it knows them better than it will know others, and a wrong picture is worse
than one that stands for anything."""
ALIKE = 80.0
"""Words spelt this much alike (0..100) are not asked about each other: spelling alone finds them."""

Meanings = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Asked:
    """Words asked for as if they were unknown: the `cosines` of their nearest neighbours, and which are `right`."""

    cosines: NDArray[np.float64]
    right: NDArray[np.bool_]

    def least(self, wanted: float) -> float:
        """The least cosine at which a neighbour is right with a likelihood of `wanted`; more than 1 if at none. The
        likelihood grows with the cosine: of all such curves the one nearest to what was seen."""
        order = np.argsort(self.cosines, kind="stable")
        likely = rising(self.right[order].astype(np.float64))
        enough = np.flatnonzero(likely >= wanted)
        return float(self.cosines[order][enough[0]]) if len(enough) else 1.001

    def told(self, least: float) -> dict[str, float]:
        """How many words were asked, the share that has an answer at a least cosine, and the share of right ones."""
        near = self.cosines >= least
        right = self.right[near].mean() if near.any() else 0.0
        return {"least": least, "words": len(self.cosines), "answered": float(near.mean()), "right": float(right)}


def rising(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The non-decreasing curve nearest to `values` (N) in the least squares (pool adjacent violators: Ayer et al.,
    An empirical distribution function for sampling with incomplete information, 1955)."""
    sums: list[float] = []
    sizes: list[int] = []
    for value in values:
        sums.append(float(value))
        sizes.append(1)
        while len(sums) > 1 and sums[-2] * sizes[-1] >= sums[-1] * sizes[-2]:
            total, size = sums.pop(), sizes.pop()
            sums[-1] += total
            sizes[-1] += size
    return np.repeat(np.array(sums) / np.array(sizes), sizes)


def main(arguments: Sequence[str]) -> None:
    """Writes the file and prints what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="the model's folder")
    folder: Path = parser.parse_args(arguments).folder
    meanings = {kind: known_words(kind, default_pack()) for kind in KINDS}
    order = listed({kind: sorted(words) for kind, words in meanings.items()})
    told = write(folder, meanings, house_clip(folder).embed_texts(order))
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


def write(folder: Path, meanings: Meanings, vectors: Vectors) -> dict[str, dict[str, float]]:
    """Measures and writes the file. `vectors` are those of `listed` words, each kind's in the alphabet's order."""
    words = {kind: sorted(each) for kind, each in meanings.items()}
    halves = vectors.astype(np.float16)
    asked = measured(meanings, words, unit(halves))
    told = {kind: each.told(each.least(WANTED[kind])) for kind, each in asked.items()}
    metadata = {
        "revision": revision(folder / WEIGHTS),
        "words": json.dumps(words),
        "least": json.dumps({kind: each["least"] for kind, each in told.items()}),
    }
    save_file({"vectors": halves}, folder / KNOWN_WORDS, metadata)
    return told


def measured(meanings: Meanings, words: Mapping[str, Sequence[str]], vectors: Vectors) -> dict[str, Asked]:
    """Every kind's words asked for in their own kind, and all nouns for their kind."""
    places = {word: place for place, word in enumerate(listed(words))}
    asked: dict[str, Asked] = {}
    for kind in words:
        comes_to = {word: {meanings[kind][word]} for word in words[kind]}
        asked[kind] = _asked(words[kind], comes_to, vectors[[places[word] for word in words[kind]]])
    nouns = listed({kind: words[kind] for kind in NOUNS if kind in words})
    kinds = {word: {kind for kind in NOUNS if word in meanings.get(kind, ())} for word in nouns}
    asked[OF_A_KIND] = _asked(nouns, kinds, vectors[[places[word] for word in nouns]])
    return asked


def _asked(words: Sequence[str], comes_to: Mapping[str, set[str]], vectors: Vectors) -> Asked:
    """Single words, each asked for among all that are neither spelt like it nor made with it."""
    cosines: list[float] = []
    right: list[bool] = []
    for place, word in enumerate(words):
        if " " in word or "-" in word:
            continue
        others = np.round((vectors @ vectors[place]).astype(np.float64), DIGITS)
        spelt = process.cdist([word], words, scorer=fuzz.ratio, score_cutoff=ALIKE)[0] > 0
        others[spelt | np.array([word in other.split() for other in words])] = -2.0
        nearest = int(others.argmax())
        cosines.append(float(others[nearest]))
        right.append(bool(comes_to[word] & comes_to[words[nearest]]))
    return Asked(np.array(cosines), np.array(right))


if __name__ == "__main__":
    main(sys.argv[1:])
