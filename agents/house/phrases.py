"""Noun phrases and verb groups: the pieces of a clause, cut out of tagged words."""

from dataclasses import dataclass, field, replace

from videostudio.agents.house.forms import is_plural, singular, verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.tagging import FINITE, Word
from videostudio.film.entity import EntityKind

_INDEFINITE = ("a", "an", "another", "some", "any", "several", "many", "few", "no", "each", "every")
_MOST_MODIFIERS = 6


@dataclass(frozen=True)
class Modifier:
    """A word before the head: as written, and whether it is an adjective (a noun in a compound is none)."""

    text: str
    adjective: bool


@dataclass(frozen=True)
class NounPhrase:
    """ "an old woman in a red coat": determiner "an", modifiers "old", head "woman", features ("in", coat)."""

    words: tuple[Word, ...]
    head: str
    head_text: str
    determiner: str = ""
    possessor: "NounPhrase | None" = None
    modifiers: tuple[Modifier, ...] = ()
    count: int | None = None
    plural: bool = False
    proper: bool = False
    pronoun: bool = False
    features: tuple[tuple[str, "NounPhrase"], ...] = ()
    of: "NounPhrase | None" = None
    alias: "NounPhrase | None" = None
    """The same one in other words: "a cabin boy named Finn", "Lena, a tall scientist"."""
    tail: tuple[Word, ...] = ()
    """Words behind the head that only describe: "asleep", "made of straw"."""

    @property
    def definite(self) -> bool:
        return (
            self.proper or self.possessor is not None or (self.determiner not in (*_INDEFINITE, "") and not self.count)
        )

    @property
    def name(self) -> str:
        """The words every scene uses: modifiers and head, without article, number and owner."""
        return " ".join((*(modifier.text for modifier in self.modifiers), self.head_text))

    @property
    def group(self) -> str:
        """The lexicon's class of the head ("" if it has none); a compound's own entry goes first."""
        nouns = lexicon().nouns
        for start in range(len(self.modifiers)):
            compound = " ".join((*(m.text.lower() for m in self.modifiers[start:]), self.head))
            if compound in nouns:
                return nouns[compound]
        return nouns.get(self.head, "")

    @property
    def start(self) -> int:
        return self.words[0].token.start if self.words else 0


@dataclass(frozen=True)
class VerbGroup:
    """ "are all eating", "starts to dance", "is stolen": the main verb is the last one that happens."""

    words: tuple[Word, ...]
    lemma: str
    finite: bool
    tags: frozenset[str]
    passive: bool = False
    negated: bool = False
    modal: str = ""
    helper: str = ""
    """Lemma of a verb the main one depends on: "start" of "starts to dance"."""
    infinitive: bool = False
    adverbs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A piece of a sentence: kind np, verb, prep, sub, rel, conj, comma, adv, adj, to."""

    kind: str
    words: tuple[Word, ...]
    np: NounPhrase | None = None
    verb: VerbGroup | None = None

    @property
    def low(self) -> str:
        return " ".join(word.lower for word in self.words)


@dataclass
class _Draft:
    modifiers: list[Modifier] = field(default_factory=list)
    determiner: str = ""
    possessor: NounPhrase | None = None
    count: int | None = None


_SINGLE = {"COMMA": "comma", "CONJ": "conj", "SUB": "sub", "REL": "rel", "PREP": "prep", "ADV": "adv", "NEG": "adv"}


def items(words: list[Word]) -> list[Item]:
    """A tagged sentence as a list of pieces, noun phrases with their features and names absorbed."""
    found: list[Item] = []
    at = 0
    while at < len(words):
        item, end = _verb_group(words, at) or _noun_phrase(words, at) or _single(words, at)
        found.append(item)
        at = end
    return _absorbed(found)


def _single(words: list[Word], at: int) -> tuple[Item, int]:
    word = words[at]
    return Item(_SINGLE.get(word.tag, "adj" if word.tag == "ADJ" else "adv"), (word,)), at + 1


# --- verb groups ------------------------------------------------------------------------------------


def _verb_group(words: list[Word], at: int) -> tuple[Item, int] | None:
    start, infinitive = at, False
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


# --- noun phrases -----------------------------------------------------------------------------------


def _noun_phrase(words: list[Word], at: int) -> tuple[Item, int] | None:
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
    if at > nouns_from and words[at - 1].tag == "ADJ" and draft.determiner:
        return _adjective_as_head(words, start, at, draft)
    return None


def _pronoun(word: Word) -> Item:
    plural = word.lower in ("they", "them", "themselves", "we", "us")
    np = NounPhrase((word,), word.lower, word.lower, plural=plural, pronoun=True)
    return Item("np", (word,), np=np)


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
    return is_plural(word.lower)


def _owned(words: list[Word], start: int, at: int, owner: NounPhrase) -> tuple[Item, int] | None:
    found = _noun_phrase(words, at)
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


# --- what a noun phrase takes in --------------------------------------------------------------------


def _absorbed(found: list[Item]) -> list[Item]:
    """Noun phrases with what belongs to them: "with blue hair", "in a red coat", "named Finn", "of wolves"."""
    done: list[Item] = []
    at = 0
    while at < len(found):
        item = found[at]
        at += 1
        if item.np is not None and (not item.np.pronoun or item.np.head == "one"):
            item, at = _take_in(item, found, at)
        done.append(item)
    return done


def _take_in(item: Item, found: list[Item], at: int) -> tuple[Item, int]:
    taken = _of(item, found, at) or _feature(item, found, at) or _named(item, found, at)
    while taken is not None:
        item, at = taken
        taken = _of(item, found, at) or _feature(item, found, at) or _named(item, found, at)
    return item, at


def _np_at(found: list[Item], at: int) -> NounPhrase | None:
    return found[at].np if at < len(found) else None


def _of(item: Item, found: list[Item], at: int) -> tuple[Item, int] | None:
    inner = _np_at(found, at + 1)
    if at >= len(found) or found[at].low != "of" or inner is None or item.np is None or item.np.of is not None:
        return None
    if inner.pronoun and item.np.head != "one":
        return None
    taken, end = _take_in(found[at + 1], found, at + 2)
    np = replace(item.np, of=taken.np)
    return Item("np", (*item.words, *found[at].words, *taken.words), np=np), end


def _feature(item: Item, found: list[Item], at: int) -> tuple[Item, int] | None:
    """ "with blue hair", "in yellow boots", "wearing a red hat": looks, not things of their own."""
    if at >= len(found) or item.np is None:
        return None
    marker = found[at]
    wears = lexicon().is_a("wearing", marker.low) or marker.low in ("dressed in", "clad in")
    ahead = at + 1
    if wears and ahead < len(found) and found[ahead].low == "in":
        ahead += 1
    worn = _np_at(found, ahead)
    if worn is None or worn.pronoun or not (wears or marker.low in ("with", "in", "and")):
        return None
    body = worn.group == "body" or (worn.group == "" and _bodily(worn.head))
    clothes = worn.group == "wear"
    if marker.low == "and" and not (item.np.features and (body or clothes) and item.np.features[-1][1] is not worn):
        return None
    if not (clothes or (body and marker.low in ("with", "and")) or (wears and worn.group != "person")):
        return None
    preposition = (
        item.np.features[-1][0] if marker.low == "and" else ("in" if clothes and marker.low != "with" else "with")
    )
    if not clothes and not body:
        preposition = "in"
    np = replace(item.np, features=(*item.np.features, (preposition, worn)))
    words = (*item.words, *(word for piece in found[at : ahead + 1] for word in piece.words))
    return Item("np", words, np=np), ahead + 1


def _bodily(head: str) -> bool:
    return head.endswith(("eyed", "haired", "hair"))


def _named(item: Item, found: list[Item], at: int) -> tuple[Item, int] | None:
    """ "a boy named Finn", "a dog called Old Bob"."""
    alias = _np_at(found, at + 1)
    if at >= len(found) or found[at].low not in ("named", "called") or alias is None or item.np is None:
        return None
    form = verb_form(found[at].words[0].lower)
    if form is None or alias.pronoun:
        return None
    np = replace(item.np, alias=replace(alias, proper=True))
    return Item("np", (*item.words, *found[at].words, *alias.words), np=np), at + 2
