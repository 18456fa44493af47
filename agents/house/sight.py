"""What a tagger sees around the word at hand: neighbours, and what the clause has so far."""

from typing import NamedTuple

from videostudio.agents.house.forms import FINITE, VerbForm, is_plural, parts_of_speech, singular, verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.tokens import Token


class Word(NamedTuple):
    """A token with its tag. `verb` is its reading as a verb where the tag is VERB."""

    token: Token
    tag: str
    verb: VerbForm | None = None

    @property
    def lower(self) -> str:
        return self.token.lower


class Possible(NamedTuple):
    noun: bool
    verb: VerbForm | None
    adjective: bool


NOMINAL_STARTS = ("DET", "NUM", "POSS", "ADJ", "GENITIVE")


class Sight:
    """One sentence while it is tagged: all its tokens, and the words tagged so far."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.words: list[Word] = []
        self.lexicon = lexicon()

    def _next(self, at: int, ahead: int = 1) -> Token | None:
        return self.tokens[at + ahead] if at + ahead < len(self.tokens) else None

    def _before(self, back: int = 1) -> str:
        """Tag of the word `back` places before the one being tagged; "" at the start."""
        return self.words[-back].tag if len(self.words) >= back else ""

    def _content_before(self) -> str:
        """Tag of the last word that is no adverb, negation or auxiliary contraction."""
        for word in reversed(self.words):
            if word.tag not in ("ADV", "NEG"):
                return word.tag
        return ""

    def _last_content(self) -> Word:
        """The last word that is no adverb or negation; the last one if all are."""
        return next((word for word in reversed(self.words) if word.tag not in ("ADV", "NEG")), self.words[-1])

    def _opens_phrase(self, low: str) -> bool:
        groups = ("determiners", "possessives", "pronouns", "prepositions", "conjunctions", "subordinators")
        return any(self.lexicon.is_a(group, low) for group in groups) or low in self.lexicon.adverbs

    def _noun_phrase_goes_on(self, at: int) -> bool:
        """Whether what follows a possessive-like word is a noun phrase's inside."""
        following = self._next(at)
        if following is None or not following.is_word:
            return False
        low = following.lower
        if following.emoji:
            return True
        if self._opens_phrase(low) or low in ("to", "not", "is", "are", "was", "were", "that", "has"):
            return low in ("own", "first", "last", "past", "fast", "hard", "inside", "outside") and low not in (
                "inside",
                "outside",
            )
        if self.lexicon.is_a("modals", low) and low not in ("can", "will", "might"):
            return False
        form = verb_form(low)
        known = singular(low) in self.lexicon.nouns or low in self.lexicon.adjectives
        if known or form is None:
            return True
        if "VBG" in form.tags:
            return self.tokens[at].lower not in ("her", "that", "all", "both")
        return bool({"NOUN", "ADJ"} & set(parts_of_speech(low))) or "VBN" in form.tags

    def _by_ahead(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.lower == "by"

    def _verb_just_before(self, back: int) -> bool:
        return self._before(back) == "VERB"

    def _has_finite(self) -> bool:
        """Whether the clause being read has a finite verb already."""
        for word in reversed(self.words):
            if word.tag in ("SUB", "REL"):
                return False
            if word.tag == "CONJ" and word.lower in ("but", "so", "yet"):
                return False
            if word.lower in ("named", "called") or self._is_only_participle(word):
                continue
            if word.tag in ("BE", "MODAL", "AUX") or (word.verb and word.verb.tags & (FINITE | {"VB"})):
                return not self._new_clause_since(word)
        return False

    def _is_only_participle(self, word: Word) -> bool:
        """ "A wolf disguised as a grandmother waits": the story is told in the present, by a verb still to come."""
        if word.verb is None or not {"VBN", "VBD"} <= word.verb.tags or self.lexicon.is_a("move", word.verb.lemma):
            return False
        at = next(i for i in range(len(self.words) - 1, -1, -1) if self.words[i] is word)
        behind_noun = at > 0 and self.words[at - 1].tag in ("NOUN", "PROPN")
        following = self._next(at)
        if not behind_noun or following is None or not self.lexicon.is_a("prepositions", following.lower):
            return False
        if any(each.tag in ("COMMA", "CONJ", "SUB", "REL") for each in self.words[at:]):
            return False
        here = self.tokens[len(self.words)]
        form = verb_form(here.lower)
        is_noun_here = self._before() in NOMINAL_STARTS or self._before() == "PREP"
        return form is not None and "VBZ" in form.tags and form.lemma in self.lexicon.verbs and not is_noun_here

    def _new_clause_since(self, verb: Word) -> bool:
        """Whether a comma or "and" after `verb` opened a new clause whose subject we are in."""
        at = next(i for i in range(len(self.words) - 1, -1, -1) if self.words[i] is verb)
        since = self.words[at + 1 :]
        marks = [i for i, word in enumerate(since) if word.tag in ("COMMA", "CONJ")]
        if not marks:
            return self._relative_has_ended(at)
        tail = since[marks[-1] + 1 :]
        return bool(tail) and not any(word.tag in ("PREP", "VERB") for word in tail[:1])

    def _relative_has_ended(self, at: int) -> bool:
        """A verb right after "who ..." belongs to the relative clause; the next one may be the main verb."""
        for word in reversed(self.words[:at]):
            if word.tag == "REL" or word.lower in ("where", "whose"):
                return True
            if word.tag in ("VERB", "COMMA", "CONJ", "SUB"):
                return False
        return False

    def _relative_open(self) -> bool:
        """Whether the last verb stands in a relative clause after a subject that still waits for its own."""
        verbs = [at for at, word in enumerate(self.words) if word.verb or word.tag == "BE"]
        rels = [at for at, word in enumerate(self.words) if word.tag == "REL" or word.lower == "whose"]
        if not rels or not verbs or verbs[-1] < rels[-1]:
            return False
        return (
            sum(at > rels[-1] for at in verbs) == 1
            and not any(word.tag in ("COMMA", "CONJ") for word in self.words[verbs[-1] :])
            and not any(at < rels[-1] and not self._sub_between(at, rels[-1]) for at in verbs)
        )

    def _sub_between(self, first: int, last: int) -> bool:
        return any(word.tag in ("SUB", "COMMA", "CONJ") for word in self.words[first:last])

    def _coordinated_subject(self) -> bool:
        """Whether the noun phrase just read is the second of "a cat and a dog"."""
        seen_and = False
        for word in reversed(self.words):
            if word.tag in ("VERB", "BE", "PREP", "SUB", "REL"):
                return False
            if word.lower == "and":
                seen_and = True
            elif seen_and and word.tag == "COMMA":
                return not any(each.verb or each.tag == "BE" for each in self.words)
        return seen_and

    def _parts_clauses(self, at: int, word: Word) -> bool:
        """Whether a subject may begin behind the word; behind "and" only if a verb came before."""
        if word.tag == "CONJ":
            told = any(each.verb is not None or each.tag == "BE" for each in self.words[:at])
            return told and at + 1 < len(self.words) and self.words[at + 1].tag in ("DET", "POSS", "NUM", "PROPN")
        return word.tag in ("SUB", "COMMA")

    def _subject_numbers(self) -> set[bool]:
        """Whether the subject is plural: by the noun just read, and by the noun phrase its clause began with."""
        last = self.words[-1]
        numbers = {(is_plural(last.lower) and not last.token.emoji) or self._coordinated_subject()}
        start = max((at for at, word in enumerate(self.words) if self._parts_clauses(at, word)), default=-1) + 1
        nominal = self.words[start:]
        if any(word.tag in ("BE", "REL", "AUX", "MODAL") for word in nominal):
            return numbers
        at = next((i for i, word in enumerate(nominal) if word.tag in ("PREP", "VERB")), len(nominal))
        verb = nominal[at].verb if at < len(nominal) else None
        if verb is not None and not verb.tags & {"VBG", "VBN"}:
            return numbers
        if any(word.lower == "one" for word in nominal):
            numbers.add(False)
        if self.lexicon.is_a("many_in_one", last.lower) or self.lexicon.is_a("same_plural", last.lower):
            numbers = {True, False}
        while 1 < at < len(nominal) and nominal[at - 1].tag == "ADJ":
            at -= 1
        if 0 < at < len(nominal) and nominal[at - 1].tag in ("NOUN", "PROPN"):
            numbers.add(is_plural(nominal[at - 1].lower) or any(word.lower == "and" for word in nominal))
        return numbers
