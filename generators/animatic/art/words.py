"""Plain English words, as far as a picture search needs them. Knows nothing of artworks."""

import re

from videostudio.generators.animatic.art.library import table

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case, without possessives: "A corgi's hat" -> a, corgi, hat."""
    lowered = text.lower().replace("’", "'")
    return tuple(re.sub(r"'s?$", "", word) for word in _WORD.findall(lowered))


def singular(word: str) -> str:
    """The singular of an English noun in lower case; other words as they are."""
    irregular: dict[str, str] = table("looks")["singulars"]
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` without articles, prepositions and the like."""
    return tuple(word for word in words_of(text) if word not in table("looks")["empty_words"])


def phrase(text: str) -> str:
    """`text` as one search phrase: lower case, hyphens as spaces, its last word in the singular."""
    words = [piece for word in words_of(text) for piece in word.split("-")]
    return " ".join((*words[:-1], singular(words[-1]))) if words else ""
