"""Noun phrases: determiner, owner, modifiers and head, cut out of tagged words."""

from dataclasses import dataclass, field, replace

from videostudio.agents.house.forms import is_plural, singular
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import Item, Modifier, NounPhrase
from videostudio.agents.house.sight import Word
from videostudio.film.entity import EntityKind

ELIDED = "own"
"""Head of what is left unsaid."""
_MOST_MODIFIERS = 6
_OWNERS = {"hers": "her", "his": "his", "theirs": "their"}


@dataclass
class _Draft:
    modifiers: list[Modifier] = field(default_factory=list)
    determiner: str = ""
    possessor: NounPhrase | None = None
    count: int | None = None


def noun_phrase(words: list[Word], at: int) -> tuple[Item, int] | None:
    if words[at].lower in ("hers", "theirs"):
        return _elided(words[at]), at + 1
    if words[at].tag == "PRON":
        return _pronoun(words[at]), at + 1
    start, draft = at, _Draft()
    at = _determiners(words, at, draft)
    nouns_from = at
    while at < len(words):
        step = _modifier(words, at, draft)
        if step is None:
            break
        at = step
    if at < len(words) and words[at].tag in ("NOUN", "PROPN"):
        return _with_head(words, start, at, draft)
    owned = draft.possessor is not None and words[at - 1].lower == "own"
    if at > nouns_from and words[at - 1].tag == "ADJ" and (draft.determiner or owned):
        return _adjective_as_head(words, start, at, draft)
    if words[start].lower == "his" and at == start + 1:
        return _elided(words[start]), at
    return None


def _pronoun(word: Word) -> Item:
    plural = word.lower in ("they", "them", "themselves", "we", "us")
    np = NounPhrase((word,), word.lower, word.lower, plural=plural, pronoun=True)
    return Item("np", (word,), np=np)


def _elided(word: Word) -> Item:
    """ "he opens hers": a thing of hers that was named before."""
    owner = NounPhrase((word,), _OWNERS[word.lower], _OWNERS[word.lower], pronoun=True)
    return Item("np", (word,), np=NounPhrase((word,), ELIDED, word.token.text, possessor=owner))


def _determiners(words: list[Word], at: int, draft: _Draft) -> int:
    while at < len(words) and words[at].tag in ("DET", "POSS", "NUM"):
        word = words[at]
        if word.tag == "POSS":
            draft.possessor = NounPhrase((word,), word.lower, word.lower, pronoun=True)
        elif word.tag == "NUM":
            draft.count = lexicon().numbers.get(word.lower) or (int(word.lower) if word.lower.isdecimal() else None)
            draft.determiner = f"{draft.determiner} {word.lower}".strip()
        else:
            draft.determiner = word.lower
        at += 1
    return at


def _modifier(words: list[Word], at: int, draft: _Draft) -> int | None:
    """Takes one modifier; None when the head or something else has been reached."""
    word, following = words[at], words[at + 1] if at + 1 < len(words) else None
    if len(draft.modifiers) >= _MOST_MODIFIERS:
        return None
    if word.tag == "NUM" and following is not None and following.tag in ("ADJ", "NOUN"):
        draft.count = lexicon().numbers.get(word.lower, draft.count)
        return at + 1
    if word.tag == "ADV" and following is not None and following.tag == "ADJ" and (draft.determiner or draft.possessor):
        return at + 1
    if word.tag == "ADJ":
        if word.lower not in ("own", "other"):
            draft.modifiers.append(Modifier(word.token.text, adjective=True))
        return _past_comma(words, at + 1)
    if word.tag in ("NOUN", "PROPN") and following is not None and not word.token.emoji:
        if lexicon().is_a("anyone", following.lower):
            return None
        if following.tag in ("NOUN", "PROPN") and not following.token.emoji and not _name_follows(word, following):
            draft.modifiers.append(Modifier(word.token.text, adjective=False))
            return at + 1
        if word.tag == "NOUN" and following.tag == "ADJ" and _noun_after_adjectives(words, at + 1):
            draft.modifiers.append(Modifier(word.token.text, adjective=False))
            return at + 1
    return None


def _past_comma(words: list[Word], at: int) -> int:
    """Skips the comma or "and" between two adjectives of one noun."""
    joins = at < len(words) and (words[at].tag == "COMMA" or words[at].lower == "and")
    if joins and at + 1 < len(words) and words[at + 1].tag == "ADJ" and _noun_after_adjectives(words, at + 1):
        return at + 1
    return at


def _noun_after_adjectives(words: list[Word], at: int) -> bool:
    while at < len(words) and words[at].tag == "ADJ":
        at += 1
    return at < len(words) and words[at].tag in ("NOUN", "PROPN")


def _name_follows(word: Word, following: Word) -> bool:
    """ "a robot Bolt": a lower-case noun and then a name."""
    return following.tag == "PROPN" and word.tag == "NOUN" and word.token.text[0].islower()


def _with_head(words: list[Word], start: int, at: int, draft: _Draft) -> tuple[Item, int]:
    word = words[at]
    end = at + 1
    proper = word.tag == "PROPN"
    head = word.token.text if proper else singular(word.lower)
    head, head_text = (head, word.token.text) if proper else _compounded(draft, head, word.token.text)
    np = NounPhrase(
        words=tuple(words[start:end]),
        head=head,
        head_text=head_text,
        determiner="a" if word.token.emoji and not draft.determiner else draft.determiner,
        possessor=draft.possessor,
        modifiers=tuple(draft.modifiers),
        count=draft.count,
        plural=not word.token.emoji and not proper and _plural(word, draft),
        proper=proper or _titled_name(draft, words, start),
    )
    if end < len(words) and words[end].tag == "GENITIVE" and end + 1 < len(words):
        return _owned(words, start, end + 1, np) or (Item("np", np.words, np=np), end + 1)
    if end < len(words) and words[end].tag == "PROPN" and not proper:
        name = NounPhrase((words[end],), words[end].token.text, words[end].token.text, proper=True)
        return Item("np", tuple(words[start : end + 1]), np=replace(np, alias=name)), end + 1
    return Item("np", np.words, np=np), end


def _compounded(draft: _Draft, head: str, text: str) -> tuple[str, str]:
    """Head and its text when modifiers and head are one listed noun: a teddy bear is no bear, a living room
    does not live. Things take their whole name as head, the others keep the last word."""
    known = lexicon().nouns
    for start in range(len(draft.modifiers)):
        parts = draft.modifiers[start:]
        compound = " ".join((*(part.text.lower() for part in parts), head))
        if compound not in known:
            continue
        if lexicon().kind(compound) is EntityKind.OBJECT:
            draft.modifiers = draft.modifiers[:start]
            return compound, " ".join((*(part.text for part in parts), text))
        draft.modifiers[start:] = [replace(part, adjective=False) for part in parts]
        break
    return head, text


def _titled_name(draft: _Draft, words: list[Word], start: int) -> bool:
    return (
        False
        if draft.determiner or start >= len(words)
        else any(
            modifier.text[0].isupper() and modifier.text.lower() in lexicon().names for modifier in draft.modifiers
        )
    )


def _plural(word: Word, draft: _Draft) -> bool:
    if draft.count is not None:
        return draft.count > 1
    if draft.determiner in ("a", "an", "this", "that", "each", "every", "another", "one"):
        return False
    if draft.determiner in ("these", "those", "several", "many", "few", "both", "all"):
        return True
    bare = not draft.determiner and draft.possessor is None and lexicon().is_a("same_plural", word.lower)
    return is_plural(word.lower) or bare


def _owned(words: list[Word], start: int, at: int, owner: NounPhrase) -> tuple[Item, int] | None:
    found = noun_phrase(words, at)
    if found is None or found[0].np is None or found[0].np.pronoun:
        return None
    np, end = found[0].np, found[1]
    if np.possessor is not None:
        inner = replace(np.possessor, possessor=owner) if not np.possessor.possessor else np.possessor
        np = replace(np, possessor=inner, words=tuple(words[start:end]))
    else:
        np = replace(np, possessor=owner, words=tuple(words[start:end]))
    return Item("np", np.words, np=np), end


def _adjective_as_head(words: list[Word], start: int, at: int, draft: _Draft) -> tuple[Item, int]:
    """ "the blind", "the smallest": an adjective that stands for a person or thing."""
    word = words[at - 1]
    np = NounPhrase(
        tuple(words[start:at]), word.lower, word.token.text, draft.determiner, draft.possessor,
        tuple(draft.modifiers[:-1]), draft.count,
    )  # fmt: skip
    return Item("np", np.words, np=np), at
