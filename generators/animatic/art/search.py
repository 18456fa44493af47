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
from videostudio.generators.animatic.art.packs import ArtPack
from videostudio.generators.animatic.art.words import phrase

VARIANT_MILLI = 970
"""A variant is a near relative in its own colour: a husky is a grey dog."""
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
def find(text: str, kind: str, pack: ArtPack) -> Hit | None:
    """The best concept of a pack for a phrase, concepts of `kind` first; None when nothing is near enough."""
    if text in by_emoji(pack):
        return Hit(by_emoji(pack)[text], 1000, "label")
    wanted = phrase(text)
    if not wanted:
        return None
    return (
        _by_label(text, wanted, pack)
        or _by_synonym(wanted, pack)
        or _by_label_head(wanted, kind, pack)
        or _by_tag(wanted, kind, pack)
    )


@lru_cache(maxsize=4096)
def find_by_spelling(text: str, pack: ArtPack) -> Hit | None:
    """The concept whose label or synonym is spelt most like `text`; None below FUZZY_MIN per cent."""
    wanted = phrase(text)
    if len(wanted) < SHORTEST_FUZZY:
        return None
    spellings = _spellings(pack)
    best = process.extractOne(wanted, spellings.keys(), scorer=fuzz.ratio, score_cutoff=FUZZY_MIN)
    if best is None:
        return None
    spelling, score, _ = best
    concept, similarity = spellings[spelling]
    return Hit(concept, round(similarity * score / 100), "fuzzy")


@lru_cache(maxsize=4)
def synonyms(pack: ArtPack) -> dict[str, tuple[Concept, int]]:
    """Synonym -> its concept and similarity_milli."""
    return {
        phrase(word): (by_label(pack)[label], SYNONYM_MILLI[nearness])
        for nearness, by_target in table("synonyms").items()
        for label, words in by_target.items()
        for word in words
        if label in by_label(pack)
    }


@lru_cache(maxsize=4)
def _labels(pack: ArtPack) -> dict[str, Concept]:
    singular = {phrase(concept.label): concept for concept in reversed(concepts(pack))}
    # "house" is the house, though "houses" comes first and has the same singular.
    return singular | {concept.label.lower(): concept for concept in reversed(concepts(pack))}


@lru_cache(maxsize=4)
def _label_heads(pack: ArtPack) -> dict[str, list[Concept]]:
    heads = defaultdict(list)
    for label, concept in _labels(pack).items():
        if concept.kind != "other":
            heads[label.split()[-1]].append(concept)
    return heads


@lru_cache(maxsize=4)
def _tags(pack: ArtPack) -> dict[str, list[Concept]]:
    tagged = defaultdict(list)
    for concept in concepts(pack):
        for tag in concept.tags:
            tagged[phrase(tag)].append(concept)
    return tagged


@lru_cache(maxsize=4)
def _spellings(pack: ArtPack) -> dict[str, tuple[Concept, int]]:
    return {label: (concept, 1000) for label, concept in _labels(pack).items()} | synonyms(pack)


def _by_label(text: str, wanted: str, pack: ArtPack) -> Hit | None:
    concept = _labels(pack).get(wanted)
    # A synonym says what people mean by a word that is also some picture's name, or the singular of one: a book is no
    # pile of books.
    exact = concept is not None and concept.label.lower() in (wanted, text.lower())
    if concept is None or (wanted in synonyms(pack) and (concept.kind == "other" or not exact)):
        return None
    return Hit(concept, VARIANT_MILLI if concept.label in table("variants") else 1000, "label")


def _by_synonym(wanted: str, pack: ArtPack) -> Hit | None:
    found = synonyms(pack).get(wanted)
    return Hit(*found, "synonym") if found else None


def _by_label_head(wanted: str, kind: str, pack: ArtPack) -> Hit | None:
    found = [concept for concept in _label_heads(pack).get(wanted, ()) if concept.kind == kind]
    return Hit(found[0], LABEL_HEAD_MILLI, "label") if found else None


def _by_tag(wanted: str, kind: str, pack: ArtPack) -> Hit | None:
    found = [concept for concept in _tags(pack).get(wanted, ()) if concept.kind != "other"]
    if not found:
        return None
    of_kind = [concept for concept in found if concept.kind == kind] or found
    crowding = min(len(of_kind) - 1, CROWD) / CROWD
    return Hit(of_kind[0], round(TAG_MILLI - crowding * (TAG_MILLI - CROWDED_TAG_MILLI)), "tag")
