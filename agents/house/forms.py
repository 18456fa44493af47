"""English word forms: lemmas, numbers and tenses, on top of lemminflect.

lemminflect brings numpy and its tables with it (about half a second), so it is imported at the first
question and every answer is remembered.
"""

from functools import lru_cache
from typing import NamedTuple

from videostudio.agents.house.lexicon import lexicon

_IRREGULAR_BE = {True: "are", False: "is"}


FINITE = frozenset({"VBP", "VBZ", "VBD"})


class VerbForm(NamedTuple):
    """One reading of a word as a verb: its lemma and Penn tags (VB, VBP, VBZ, VBD, VBN, VBG)."""

    lemma: str
    tags: frozenset[str]


@lru_cache(maxsize=8192)
def parts_of_speech(word: str) -> dict[str, tuple[str, ...]]:
    """UPOS -> lemmas of a lower-case word, as far as lemminflect's dictionary has it."""
    from lemminflect import getAllLemmas  # noqa: PLC0415

    found: dict[str, tuple[str, ...]] = getAllLemmas(word)
    return found


@lru_cache(maxsize=4096)
def inflections(lemma: str) -> dict[str, tuple[str, ...]]:
    """Penn tag -> forms of a verb lemma; made by rule when the dictionary does not have it."""
    from lemminflect import getAllInflections, getAllInflectionsOOV  # noqa: PLC0415

    found: dict[str, tuple[str, ...]] = getAllInflections(lemma, "VERB") or getAllInflectionsOOV(lemma, "VERB")
    return {**found, "VBN": found.get("VBN", found.get("VBD", ()))}


@lru_cache(maxsize=8192)
def verb_form(word: str) -> VerbForm | None:
    """The likeliest reading of a lower-case word as a verb, or None. Verbs of the lexicon win."""
    lemmas = list(parts_of_speech(word).get("VERB", ()))
    known = lexicon().verbs
    if (fixed := lexicon().lemma_of.get(word)) is not None:
        lemmas.insert(0, fixed)
    lemmas += [stem for stem in _stems(word) if stem in known]
    if word in known:
        lemmas.append(word)
    lemmas.sort(key=lambda lemma: (lemma != fixed, lemma not in known))
    for lemma in lemmas:
        tags = frozenset(tag for tag, forms in inflections(lemma).items() if word in forms)
        if tags:
            return VerbForm(lemma, tags)
    return None


def _stems(word: str) -> list[str]:
    """Possible base forms of a regular verb form."""
    stems = []
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            stems += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return stems


def conjugated(lemma: str, plural: bool) -> str:
    """Present tense, third person: ("fly", False) -> "flies"."""
    if lemma == "be":
        return _IRREGULAR_BE[plural]
    if plural:
        return lemma
    forms = inflections(lemma).get("VBZ")
    return forms[0] if forms else lemma + "s"


def participle(lemma: str) -> str:
    """Past participle: "steal" -> "stolen"."""
    forms = inflections(lemma).get("VBN")
    return forms[0] if forms else lemma + "ed"


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Singular of a lower-case noun; the word itself where it has none ("glasses", "scissors")."""
    nouns = lexicon().nouns
    lemmas = parts_of_speech(word).get("NOUN", ())
    stems = [lemma for lemma in (*lemmas, word.removesuffix("s")) if lemma in nouns and lemma != word]
    if word in nouns and (lexicon().is_a("plural_only", word) or all(nouns[stem] != nouns[word] for stem in stems)):
        return word
    for lemma in lemmas:
        if lemma in nouns:
            return lemma
    if lemmas:
        return lemmas[0]
    return _cut_plural(word)


def _cut_plural(word: str) -> str:
    nouns = lexicon().nouns
    if "-" in word:
        first, _, last = word.rpartition("-")
        return f"{first}-{singular(last)}" if last else word
    for ending, instead in (("ves", "f"), ("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in nouns:
            return word[: -len(ending)] + instead
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "os")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether a lower-case noun stands in the plural."""
    if word in ("people", "police", "folk", "folks", "cattle", "children", "twins", "triplets", "townsfolk"):
        return True
    if lexicon().is_a("plural_only", word):
        return True
    return singular(word) != word


@lru_cache(maxsize=2048)
def plural(word: str) -> str:
    """Plural of a lower-case noun."""
    from lemminflect import getAllInflections  # noqa: PLC0415

    forms = getAllInflections(word, "NOUN").get("NNS")
    if forms:
        return str(forms[0])
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def owner_form(name: str, plural: bool) -> str:
    """ "the boy's", "the sisters'"."""
    return name + ("'" if plural and name.endswith("s") else "'s")
