"""Finding a concept for a word: by label, then synonym, then tag, then spelling.

Similarities are milli-units of "the same thing": labels 1000, synonyms by their class, tags by how few
pictures share them, spellings by their letters.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from videostudio.generators.animatic.art.concept import Concept, How
from videostudio.generators.animatic.art.library import by_emoji, by_label, concepts, table
from videostudio.generators.animatic.art.words import phrase

SYNONYM_MILLI = {"same": 970, "near": 850, "far": 700}
LABEL_HEAD_MILLI = 900
TAG_MILLI = 860
CROWDED_TAG_MILLI = 640
CROWD = 6
FUZZY_MIN = 84.0
SHORTEST_FUZZY = 5


@dataclass(frozen=True)
class Hit:
    """A concept found for a phrase. `similarity_milli` in 0..1000."""

    concept: Concept
    similarity_milli: int
    how: How


@lru_cache(maxsize=4096)
def find(text: str, kind: str) -> Hit | None:
    """The best concept for a phrase, concepts of `kind` first; None when nothing is near enough."""
    if text in by_emoji():
        return Hit(by_emoji()[text], 1000, "label")
    wanted = phrase(text)
    if not wanted:
        return None
    return _by_label(wanted) or _by_synonym(wanted) or _by_label_head(wanted, kind) or _by_tag(wanted, kind)


@lru_cache(maxsize=4096)
def find_by_spelling(text: str) -> Hit | None:
    """The concept whose label or synonym is spelt most like `text`; None below FUZZY_MIN per cent."""
    wanted = phrase(text)
    if len(wanted) < SHORTEST_FUZZY:
        return None
    spellings = _spellings()
    best = process.extractOne(wanted, spellings.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_MIN)
    if best is None:
        return None
    spelling, score, _ = best
    concept, similarity = spellings[spelling]
    return Hit(concept, round(similarity * score / 100), "fuzzy")


@lru_cache(maxsize=1)
def synonyms() -> dict[str, tuple[Concept, int]]:
    """Synonym -> its concept and similarity_milli."""
    return {
        phrase(word): (by_label()[label], SYNONYM_MILLI[nearness])
        for nearness, by_target in table("synonyms").items()
        for label, words in by_target.items()
        for word in words
    }


@lru_cache(maxsize=1)
def _labels() -> dict[str, Concept]:
    singular = {phrase(concept.label): concept for concept in reversed(concepts())}
    # "house" is the house, though "houses" comes first and has the same singular.
    return singular | {concept.label.lower(): concept for concept in reversed(concepts())}


@lru_cache(maxsize=1)
def _label_heads() -> dict[str, list[Concept]]:
    heads = defaultdict(list)
    for label, concept in _labels().items():
        if concept.kind != "other":
            heads[label.split()[-1]].append(concept)
    return heads


@lru_cache(maxsize=1)
def _tags() -> dict[str, list[Concept]]:
    tagged = defaultdict(list)
    for concept in concepts():
        for tag in concept.tags:
            tagged[phrase(tag)].append(concept)
    return tagged


@lru_cache(maxsize=1)
def _spellings() -> dict[str, tuple[Concept, int]]:
    return {label: (concept, 1000) for label, concept in _labels().items()} | synonyms()


def _by_label(wanted: str) -> Hit | None:
    concept = _labels().get(wanted)
    # A synonym says what people mean by a word that is also some picture's name.
    if concept is None or (concept.kind == "other" and wanted in synonyms()):
        return None
    return Hit(concept, 1000, "label")


def _by_synonym(wanted: str) -> Hit | None:
    found = synonyms().get(wanted)
    return Hit(*found, "synonym") if found else None


def _by_label_head(wanted: str, kind: str) -> Hit | None:
    found = [concept for concept in _label_heads().get(wanted, ()) if concept.kind == kind]
    return Hit(found[0], LABEL_HEAD_MILLI, "label") if found else None


def _by_tag(wanted: str, kind: str) -> Hit | None:
    found = [concept for concept in _tags().get(wanted, ()) if concept.kind != "other"]
    if not found:
        return None
    of_kind = [concept for concept in found if concept.kind == kind] or found
    crowding = min(len(of_kind) - 1, CROWD) / CROWD
    return Hit(of_kind[0], round(TAG_MILLI - crowding * (TAG_MILLI - CROWDED_TAG_MILLI)), "tag")
