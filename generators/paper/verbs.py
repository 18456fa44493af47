"""The verb phrases of an event: spaCy's where its English model is installed, else the scene's one verb as told.

Owns the paper's pattern over parts of speech, VERB? ADV* AUX* VERB+, and the ways to them.
"""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from itertools import combinations
from typing import Protocol

SPACY_MODEL = "en_core_web_sm"
"""The released code's; a Python package of its own."""
PATTERN = re.compile("V?A*X*V+")
LETTERS = {"VERB": "V", "ADV": "A", "AUX": "X"}
WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Token(Protocol):
    """A word as spaCy gives it."""

    @property
    def pos_(self) -> str:
        """Universal part of speech: VERB, ADV, AUX, NOUN, ..."""
        ...

    @property
    def text_with_ws(self) -> str:
        """The word with the space behind it."""
        ...


Parser = Callable[[str], Iterable[Token]]


def installed_parser() -> Parser | None:
    """spaCy's English model, loaded; None where it is not installed."""
    if find_spec(SPACY_MODEL) is None:
        return None
    parser: Parser = import_module(SPACY_MODEL).load()
    return parser


def verb_phrases(event: str, action: str, parser: Parser | None) -> tuple[str, ...]:
    """What is done in `event`, in its own words and order. A parser finds any number of phrases, also none. Without
    one there is one phrase: `action`, the lemma of the event's one verb, as the event has it, with the adverbs and
    auxiliaries right before it, or the bare lemma."""
    if parser is None:
        return _told(event, action)
    tokens = list(parser(event))
    spans = phrase_spans([token.pos_ for token in tokens])
    return tuple("".join(token.text_with_ws for token in tokens[first:end]).strip() for first, end in spans)


def phrase_spans(parts: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """(first, end) of the pattern's matches in parts of speech that share no word: longer ones before shorter, then
    earlier ones before later."""
    letters = "".join(LETTERS.get(part, "-") for part in parts)
    found = [span for span in combinations(range(len(letters) + 1), 2) if PATTERN.fullmatch(letters, *span)]
    kept: list[tuple[int, int]] = []
    for first, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other or first >= stop for other, stop in kept):
            kept.append((first, end))
    return tuple(sorted(kept))


def _told(event: str, action: str) -> tuple[str, ...]:
    words = WORDS.findall(event)
    kinds = [_kinds(word) for word in words]
    # A form other than the lemma is surely the verb: "walks" rather than the "walk" of "her morning walk".
    forms = sorted(
        (at for at, kind in enumerate(kinds) if action.lower() in kind.get("VERB", ())),
        key=lambda at: words[at].lower() == action.lower(),
    )
    if not forms:
        return (action,)
    first = last = forms[0]
    while first and "AUX" in kinds[first - 1]:
        first -= 1
    while first and set(kinds[first - 1]) == {"ADV"} and words[first - 1].lower() != "not":
        first -= 1
    return (" ".join(words[first : last + 1]),)


def _kinds(word: str) -> dict[str, tuple[str, ...]]:
    """Universal part of speech -> lemmas that `word` may have in it."""
    from lemminflect import getAllLemmas

    found: dict[str, tuple[str, ...]] = getAllLemmas(word.lower())
    return found
