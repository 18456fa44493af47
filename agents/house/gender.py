"""Whether a noun phrase names a he or a she: what its words state, and what they only suggest."""

from collections.abc import Iterator

from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import NounPhrase

_MALE_ENDS = ("man", "boy")
_FEMALE_ENDS = ("woman", "girl", "maid", "mistress", "ess", "godmother")
_NOT_BY_ENDING = frozenset({"human", "shaman", "talisman", "german", "roman"})


def stated(np: NounPhrase) -> str:
    """ "m" or "f" where head, name, "boy" before the head or a beard say so; else ""."""
    known = lexicon()
    for each in (np, np.alias):
        if each is None or each.plural:
            continue
        if sex := known.gender.get(each.head.lower()) or _by_ending(each):
            return sex
        if each.proper and (sex := next(filter(None, map(_of_word, each.name.lower().split())), "")):
            return sex
    modifiers = [modifier.text.lower() for modifier in np.modifiers]
    if not np.plural and np.group == "person":
        sexes = [known.gender[word] for word in modifiers if known.is_a("sexes", word)]
        return next(iter(sexes), "") or ("m" if _any_is("male_looks", np) else "")
    return ""


def leaning(np: NounPhrase) -> str:
    """ "m" or "f" where noun or clothes make one likelier, though either may be: a mechanic, a velvet dress."""
    for group, sex in (("female_wear", "f"), ("male_wear", "m"), ("leans_female", "f"), ("leans_male", "m")):
        if _any_is(group, np):
            return sex
    return ""


def _of_word(word: str) -> str:
    return lexicon().names.get(word) or lexicon().gender.get(word) or ""


def _by_ending(np: NounPhrase) -> str:
    word = np.head.lower()
    if np.proper or np.group != "person" or word in _NOT_BY_ENDING:
        return ""
    return "f" if word.endswith(_FEMALE_ENDS) else "m" if word.endswith(_MALE_ENDS) else ""


def _any_is(group: str, np: NounPhrase) -> bool:
    return any(lexicon().is_a(group, word) for word in _words(np))


def _words(np: NounPhrase) -> Iterator[str]:
    """Heads and modifiers of a noun phrase and of all it wears or has."""
    for each in filter(None, (np, np.alias)):
        yield each.head.lower()
        yield from (modifier.text.lower() for modifier in each.modifiers)
        for _, feature in each.features:
            yield from _words(feature)
