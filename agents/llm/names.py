"""Names in a script: found again whatever article or capitals they come with, and in its sentences."""

import re
import unicodedata
from collections.abc import Iterable

from videostudio.film.script import says

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|them|himself|herself|itself|themselves)\b"
    r"|\bit\b(?!\s+(?:rains|snows|is|was|gets|grows|becomes)\b)",
    re.IGNORECASE,
)
_MOSTLY = 0.7


def plain_name(name: str) -> str:
    """A name without article, capitals and spaces too many, to compare it by."""
    return _ARTICLE.sub("", " ".join(name.split())).casefold()


class Names:
    """The names a script may use. `find` takes one however it is written."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {plain_name(name): name for name in names}

    def find(self, name: str) -> str | None:
        """The name as the script has it; None if it does not have it."""
        return self._names.get(plain_name(name))

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Those that the script does not have."""
        return [name for name in names if self.find(name) is None]

    def __str__(self) -> str:
        return ", ".join(f'"{name}"' for name in self._names.values())


def pronouns(sentence: str) -> list[str]:
    """The words of a sentence that stand for somebody."""
    return [found.group().lower() for found in _PRONOUN.finditer(sentence)]


def named(sentence: str, name: str, noun: str) -> bool:
    """Whether a sentence names somebody, by name or at least by noun."""
    return says(sentence, plain_name(name)) or bool(noun and says(sentence, noun))


def writing(text: str) -> str:
    """What most letters of a text are: "LATIN", "CJK", "ARABIC", ...; "" where none is most, or there are none. Kana
    and Hangul are found beside signs that other languages share, so that they decide."""
    letters = [unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()]
    if not letters:
        return ""
    for deciding in ("HIRAGANA", "KATAKANA", "HANGUL"):
        if letters.count(deciding) > 0.1 * len(letters):
            return "KANA" if deciding != "HANGUL" else deciding
    most = max(set(letters), key=letters.count)
    return most if letters.count(most) >= _MOSTLY * len(letters) else ""


def shortened(text: str, longest: int) -> str:
    """`text` in at most `longest` characters: whole sentences where one fits, else whole words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[:longest]
    end = max(kept.rfind(sign) for sign in (". ", "! ", "? ", "。", "！", "？"))
    return kept[: end + 1] if end > 0 else kept.rsplit(" ", 1)[0]
