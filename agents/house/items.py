"""A tagged sentence as pieces, with what belongs to a noun phrase taken into it: looks, names, "of wolves"."""

from dataclasses import replace

from videostudio.agents.house.forms import verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.noun_phrases import noun_phrase
from videostudio.agents.house.phrases import Item, NounPhrase
from videostudio.agents.house.sight import Word
from videostudio.agents.house.verb_groups import verb_group

_ON_BODY = frozenset({"across", "around", "behind", "between", "in", "on", "over", "round"})
_OWNERS = {"hers": "her", "his": "his", "mine": "my", "ours": "our", "theirs": "their", "yours": "your"}
_SINGLE = {"COMMA": "comma", "CONJ": "conj", "SUB": "sub", "REL": "rel", "PREP": "prep", "ADV": "adv", "NEG": "adv"}


def items(words: list[Word]) -> list[Item]:
    """A tagged sentence as a list of pieces, noun phrases with their features and names absorbed."""
    found: list[Item] = []
    at = 0
    while at < len(words):
        item, end = _homeward(words, at) or verb_group(words, at) or noun_phrase(words, at) or _single(words, at)
        found.append(item)
        at = end
    return _absorbed(found)


def _homeward(words: list[Word], at: int) -> tuple[Item, int] | None:
    """ "takes it home", "go home": a place without preposition or article; "the way home" is none."""
    word, before = words[at], words[at - 1] if at else None
    if word.lower != "home" or word.tag != "ADV" or before is None or before.lower in ("way", "ride", "trip", "road"):
        return None
    if not any(each.verb is not None or each.tag == "BE" for each in words[:at]):
        return None
    return Item("np", (word,), np=NounPhrase((word,), "home", "home")), at + 1


def _single(words: list[Word], at: int) -> tuple[Item, int]:
    word = words[at]
    return Item(_SINGLE.get(word.tag, "adj" if word.tag == "ADJ" else "adv"), (word,)), at + 1


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
    if at + 1 < len(found) and found[at].low == "of" and found[at + 1].low in _OWNERS and item.np is not None:
        word = found[at + 1].words[0]
        owner = NounPhrase((word,), _OWNERS[word.lower], _OWNERS[word.lower], pronoun=True)
        np = replace(item.np, possessor=owner)
        return Item("np", (*item.words, *found[at].words, word), np=np), at + 2
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
    if worn is None or worn.pronoun or not (wears or marker.low in ("with", "in", "and", "on")):
        return None
    if marker.low == "on" and not _posture(item.np, worn):
        return None
    if _held(worn, found, ahead + 1):
        return None
    worn, end = _borne(worn, found, ahead + 1)
    own_part = marker.low == "with" and worn.group == "body" and worn.possessor is not None and not worn.features
    if own_part and any(piece.verb is not None for piece in found[:at]):
        return None
    on_body = bool(worn.features) and marker.low in ("with", "and")
    body = worn.group == "body" or (worn.group == "" and _bodily(worn.head)) or on_body
    clothes = worn.group == "wear" or (marker.low == "in" and _all_in(worn))
    if marker.low == "and" and not (item.np.features and (body or clothes) and item.np.features[-1][1] is not worn):
        return None
    looks = clothes or marker.low == "on" or (body and marker.low in ("with", "and"))
    if not (looks or (wears and worn.group != "person")):
        return None
    preposition = (
        item.np.features[-1][0] if marker.low == "and" else ("in" if clothes and marker.low != "with" else "with")
    )
    if not clothes and not body:
        preposition = "in"
    if marker.low == "on":
        preposition = "on"
    np = replace(item.np, features=(*item.np.features, (preposition, worn)))
    words = (*item.words, *(word for piece in found[at:end] for word in piece.words))
    return Item("np", words, np=np), end


def _all_in(worn: NounPhrase) -> bool:
    """ "a woman in black"."""
    return lexicon().adjectives.get(worn.head) == "color" and not worn.determiner and worn.possessor is None


def _posture(np: NounPhrase, stood_on: NounPhrase) -> bool:
    """ "a flamingo on one leg", "a man on crutches"."""
    alive = np.proper or np.group in ("person", "animal")
    counted = stood_on.group == "body" and stood_on.count is not None and stood_on.possessor is None
    return alive and (counted or lexicon().is_a("supports", stood_on.head))


def _held(thing: NounPhrase, found: list[Item], at: int) -> bool:
    """ "with a bone in its mouth": a thing of its own."""
    where = _np_at(found, at + 1)
    in_grip = where is not None and found[at].low in ("in", "between") and lexicon().is_a("holding_parts", where.head)
    return in_grip and thing.possessor is None


def _borne(worn: NounPhrase, found: list[Item], at: int) -> tuple[NounPhrase, int]:
    """ "a cast on her wrist", "a flower in her hair", "his arm in a sling": with what it is on, and where that
    ends. What is in a hand or a mouth is only held."""
    where, preposition = _np_at(found, at + 1), found[at].low if at < len(found) else ""
    if where is None or where.pronoun or preposition not in _ON_BODY:
        return worn, at
    if worn.group == "body":
        kept = preposition == "in" and where.group not in ("place", "building", "person", "animal", "time", "weather")
        kept = (kept and worn.possessor is not None) or (preposition != "in" and where.group == "body")
    else:
        kept = where.group == "body" and not lexicon().is_a("holding_parts", where.head)
        kept = kept and (worn.group not in ("person", "animal") or lexicon().is_a("dressings", worn.head))
    return (replace(worn, features=((preposition, where),)), at + 2) if kept else (worn, at)


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
