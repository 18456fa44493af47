"""Verb groups: "are all eating", "starts to dance", "is stolen", cut out of tagged words."""

from videostudio.agents.house.forms import FINITE
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import Item, VerbGroup
from videostudio.agents.house.sight import Word


def verb_group(words: list[Word], at: int) -> tuple[Item, int] | None:
    start, infinitive = at, False
    if words[at].tag == "ADV" and at and words[at - 1].tag == "VERB":
        return None
    if words[at].tag == "TO":
        infinitive, at = True, at + 1
    auxiliaries: list[Word] = []
    adverbs: list[str] = []
    negated = False
    while at < len(words) and words[at].tag in ("MODAL", "BE", "AUX", "NEG", "ADV", "DO", "TO"):
        if words[at].tag == "ADV" and not auxiliaries and not infinitive and not _verb_after(words, at):
            break
        if words[at].tag == "ADV":
            adverbs.append(words[at].token.text)
        elif words[at].tag == "NEG":
            negated = True
        elif words[at].tag != "TO":
            auxiliaries.append(words[at])
        at += 1
    main = words[at] if at < len(words) and words[at].tag == "VERB" else None
    if main is None and infinitive and auxiliaries and auxiliaries[-1].lower == "be":
        group = VerbGroup(tuple(words[start:at]), "be", False, frozenset({"VB"}), infinitive=True)
        return Item("verb", group.words, verb=group), at
    if main is None:
        return _copula(words, start, auxiliaries, negated)
    return _with_infinitive(words, start, at, auxiliaries, adverbs, negated, infinitive)


def _verb_after(words: list[Word], at: int) -> bool:
    while at < len(words) and words[at].tag in ("ADV", "NEG"):
        at += 1
    return at < len(words) and words[at].tag in ("VERB", "BE", "MODAL", "AUX")


def _copula(words: list[Word], start: int, auxiliaries: list[Word], negated: bool) -> tuple[Item, int] | None:
    if not auxiliaries or auxiliaries[-1].tag not in ("BE", "MODAL"):
        return None
    end = next(i for i in range(start, len(words)) if words[i] is auxiliaries[-1]) + 1
    if end < len(words) and words[end].tag == "NEG":
        end, negated = end + 1, True
    group = VerbGroup(tuple(words[start:end]), "be", True, frozenset({"VBZ"}), negated=negated)
    return Item("verb", group.words, verb=group), end


def _with_infinitive(
    words: list[Word], start: int, at: int, auxiliaries: list[Word], adverbs: list[str], negated: bool, infinitive: bool
) -> tuple[Item, int]:
    """The group from its main verb on: "starts" + "to dance", "begins" + "dancing"."""
    form = words[at].verb
    assert form is not None
    lemma, end, helper = form.lemma, at + 1, ""
    if (to_be := _wish_to_be(words, end, lemma)) is not None:
        helper, lemma, end = lemma, "be", to_be
    elif lemma == "get" and end < len(words) and words[end].tag == "VERB" and _is_participle(words[end]):
        return _passive(words, start, end, negated)
    elif (further := _dependent(words, end, lemma)) is not None:
        next_form = words[further].verb
        assert next_form is not None
        helper, lemma, end = lemma, next_form.lemma, further + 1
        if (deeper := _dependent(words, end, lemma)) is not None and words[deeper].verb is not None:
            lemma, end = words[deeper].verb.lemma, deeper + 1  # type: ignore[union-attr]
    lows = [word.lower for word in auxiliaries]
    has_be = any(word.tag == "BE" for word in auxiliaries)
    perfect = bool(lows) and lows[0] in ("having", "being")
    group = VerbGroup(
        words=tuple(words[start:end]),
        lemma=lemma,
        finite=not infinitive and not perfect and bool(auxiliaries or form.tags & (FINITE | {"VB"})),
        tags=frozenset({"VBG"}) if perfect else form.tags,
        passive=has_be and "VBN" in form.tags and "VBG" not in form.tags,
        negated=negated,
        modal=next((low for low in lows if lexicon().is_a("modals", low)), ""),
        helper=helper,
        infinitive=infinitive,
        adverbs=tuple(adverbs),
    )
    return Item("verb", group.words, verb=group), end


def _is_participle(word: Word) -> bool:
    return word.verb is not None and "VBN" in word.verb.tags


def _passive(words: list[Word], start: int, at: int, negated: bool) -> tuple[Item, int]:
    """ "gets caught"."""
    form = words[at].verb
    assert form is not None
    group = VerbGroup(tuple(words[start : at + 1]), form.lemma, True, form.tags, passive=True, negated=negated)
    return Item("verb", group.words, verb=group), at + 1


def _wish_to_be(words: list[Word], at: int, lemma: str) -> int | None:
    """End of "wants to be"."""
    known = lexicon().is_a("wish", lemma) or lexicon().is_a("catenative", lemma)
    if known and at + 1 < len(words) and words[at].tag == "TO" and words[at + 1].lower == "be":
        return at + 2
    return None


def _dependent(words: list[Word], at: int, lemma: str) -> int | None:
    """Index of the verb that depends on `lemma`: "to dance" after "start", "dancing" after "stop"."""
    known = lexicon()
    if not known.is_a("catenative", lemma) and not known.is_a("wish", lemma):
        return None
    seen_to = False
    while at < len(words) and words[at].tag in ("TO", "ADV"):
        seen_to = seen_to or words[at].tag == "TO"
        at += 1
    if at >= len(words) or words[at].tag != "VERB" or words[at].verb is None:
        return None
    form = words[at].verb
    return at if seen_to or (form is not None and "VBG" in form.tags) else None
