"""Text into tokens: words, numbers, emoji and punctuation, sentence by sentence."""

import unicodedata
from typing import NamedTuple

from videostudio.agents.house.lexicon import lexicon

ENDS = ".!?;:…\n。！？；：।؟"
LONGEST_SENTENCE = 90
"""Tokens; real sentences are far shorter."""
_COMMA_LIKE = "—–()[]{}|،、，/\\<>"
_QUOTES = '"“”„«»‘`*_#~^'
_TITLES = {"mr", "mrs", "ms", "dr", "st", "prof", "sr", "jr", "vs"}
_CLITICS = ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m")


class Token(NamedTuple):
    """A piece of text. `lower` is its lower-case form, `start` its offset in the (NFC) text."""

    text: str
    lower: str
    start: int = 0
    emoji: bool = False

    @property
    def is_word(self) -> bool:
        return self.emoji or self.lower[0].isalnum() or self.lower[0] == "'"


def sentences(text: str) -> list[list[Token]]:
    """The text's sentences, each without its final mark; a colon or semicolon ends one too."""
    found: list[list[Token]] = [[]]
    for token in _tokens(unicodedata.normalize("NFC", text)):
        if token.text in ENDS:
            found.append([])
        else:
            found[-1].append(token)
    whole = [_with_compounds(sentence) for sentence in found if any(token.is_word for token in sentence)]
    return [part for sentence in whole for part in _readable(sentence)]


def _readable(sentence: list[Token]) -> list[list[Token]]:
    """Sentences too long to be read in one go are cut at commas, or where there is none, anywhere."""
    parts: list[list[Token]] = []
    while len(sentence) > LONGEST_SENTENCE:
        commas = [at for at in range(20, LONGEST_SENTENCE) if sentence[at].lower in (",", "and")]
        cut = commas[-1] if commas else LONGEST_SENTENCE
        parts.append(sentence[:cut])
        sentence = sentence[cut:]
    return [part for part in (*parts, sentence) if any(token.is_word for token in part)]


def _with_compounds(tokens: list[Token]) -> list[Token]:
    """Prepositions of several words ("out of", "in the middle of") become one token."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        size = next((len(c) for c in _compounds_at(tokens, at)), 1)
        words = tokens[at : at + size]
        joined.append(
            words[0]
            if size == 1
            else words[0]._replace(
                text=" ".join(word.text for word in words), lower=" ".join(word.lower for word in words)
            )
        )
        at += size
    return joined


def _compounds_at(tokens: list[Token], at: int) -> list[tuple[str, ...]]:
    lowers = tuple(token.lower for token in tokens[at : at + 6])
    found = [compound for compound in lexicon().compounds_from(lowers[0]) if lowers[: len(compound)] == compound]
    return [compound for compound in found if compound[-1] != "to" or not _deed_at(lowers[len(compound) :])]


def _deed_at(lowers: tuple[str, ...]) -> bool:
    """ "rows out to save a sailor": an infinitive, and no "out to sea"."""
    known = lexicon()
    if not lowers or lowers[0] not in known.verbs:
        return False
    return lowers[0] not in known.nouns or any(
        known.is_a(group, word) for word in lowers[1:2] for group in ("determiners", "possessives", "pronouns")
    )


def _tokens(text: str) -> list[Token]:
    text = text.replace("’", "'").replace("‘", "'")
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        if _is_letter(char):
            end = _word_end(text, at)
            tokens += _split_clitics(text[at:end], at)
            at = end + _skip_title_dot(text, at, end)
        elif char.isdigit():
            end = _number_end(text, at)
            tokens.append(Token(text[at:end], text[at:end].lower(), at))
            at = end
        elif _is_emoji(char):
            end = _emoji_end(text, at)
            tokens += _named_emoji(text[at:end], at)
            at = end
        else:
            tokens += _punctuation(text, at)
            at += 1
    return tokens


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM"


def _word_end(text: str, at: int) -> int:
    """End of the word that starts at `at`; digits, apostrophes and hyphens inside belong to it."""
    while at < len(text):
        inner = text[at] in "'-‑" and at + 1 < len(text) and _is_letter(text[at + 1])
        if not (_is_letter(text[at]) or text[at].isdigit() or inner):
            break
        at += 1
    return at


def _number_end(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or (text[at] in ".,'-" and text[at + 1 : at + 2].isalnum())):
        at += 1
    return at


def _skip_title_dot(text: str, start: int, end: int) -> int:
    """1 if the word is an abbreviated title whose full stop does not end the sentence."""
    return int(text[start:end].lower() in _TITLES and text[end : end + 1] == ".")


def _split_clitics(word: str, at: int) -> list[Token]:
    lower = word.lower()
    if lower in ("can't", "cannot"):
        return [Token(word[:3], "can", at), Token("not", "not", at + 3)]
    if lower == "won't":
        return [Token("will", "will", at), Token("not", "not", at + 2)]
    for clitic in _CLITICS:
        if lower.endswith(clitic) and len(lower) > len(clitic):
            stem = word[: -len(clitic)]
            first = Token(stem, stem.lower(), at)
            return [first, Token(clitic, "not" if clitic == "n't" else clitic, at + len(stem))]
    return [Token(word, lower, at)]


def _punctuation(text: str, at: int) -> list[Token]:
    char = text[at]
    if (char == "." and text[at + 1 : at + 2] == ".") or char in _QUOTES:
        return []
    if char in ENDS:
        return [Token(char, char)]
    if char == "," or char in _COMMA_LIKE or (char == "-" and text[at + 1 : at + 2] in ("-", " ")):
        return [Token(",", ",")]
    if char == "'" and at and text[at - 1] in "sS" and not text[at + 1 : at + 2].isalpha():
        return [Token("'", "'s")]
    if char == "&":
        return [Token("and", "and")]
    return []


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) == "So" or 0x1F000 <= ord(char) <= 0x1FAFF


def _emoji_end(text: str, at: int) -> int:
    """End of an emoji with its modifiers and joined parts."""
    at += 1
    while at < len(text):
        if text[at] in "\ufe0f\u20e3" or 0x1F3FB <= ord(text[at]) <= 0x1F3FF:
            at += 1
        elif text[at] == "\u200d" and at + 1 < len(text):
            at += 2
        else:
            break
    return at


def _named_emoji(sequence: str, at: int) -> list[Token]:
    """An emoji as a noun, by the name Unicode has for it; signs and selectors have none."""
    names = [unicodedata.name(char, "") for char in sequence if _is_emoji(char)]
    names = [name for name in names if name and not name.startswith(("EMOJI MODIFIER", "REGIONAL", "VARIATION"))]
    if not names:
        return []
    words = lexicon()
    role = next((words.emoji_people[name] for name in names[1:] if name in words.emoji_people), None)
    name = role or words.emoji_names.get(names[0]) or _plain(names[0])
    if role and names[0] in ("MAN", "WOMAN"):
        name = f"{names[0].lower()} {name}"
    return [Token(name, name.lower(), at, emoji=True)]


def _plain(name: str) -> str:
    name = name.lower().split(" with ")[0]
    if name.endswith(" face") and name.removesuffix(" face") not in lexicon().nouns:
        return name
    for noise in (" face", " symbol", "black ", "white ", "heavy ", " sign"):
        name = name.removesuffix(noise).removeprefix(noise)
    return name
