"""Verb or noun: "plants", "waters", "leaves" and their like, decided by what stands around them."""

from videostudio.agents.house.forms import FINITE, VerbForm, is_plural, singular, verb_form
from videostudio.agents.house.sight import NOMINAL_STARTS, Possible, Sight, Word
from videostudio.agents.house.tokens import Token

_ALWAYS_SUBJECT = frozenset({"he", "she", "they", "i", "we", "who"})


class VerbTagger(Sight):
    """Decides whether a word that can be a verb is one."""

    def _reads_as_verb(self, at: int, possible: Possible) -> bool:
        form, low, before = possible.verb, self.tokens[at].lower, self._content_before()
        assert form is not None
        if self._before() in ("TO", "MODAL", "NEG", "AUX") or before in ("AUX", "MODAL"):
            return True
        if before == "BE":
            if form.tags & {"VBG", "VBN"}:
                return low not in self.lexicon.adjectives or self._by_ahead(at) or "VBG" in form.tags
            return False
        if self._before() in NOMINAL_STARTS:
            return False
        if "VBG" in form.tags:
            return self._gerund_is_verb(at)
        if self._closing_gesture(at, form):
            return True
        if self._before() == "PREP":
            return False
        if self.words and self._before() in ("PRON", "REL"):
            return self._after_pronoun(at, form, possible)
        if self._before() in ("NOUN", "PROPN"):
            return self._after_noun(at, form, possible)
        if self._before() == "ADV" and self._last_content().lower in _ALWAYS_SUBJECT and form.tags & (FINITE | {"VB"}):
            return True
        if before in ("NOUN", "PROPN", "PRON", "REL") and self._before() == "ADV":
            if form.tags & FINITE and not self._has_finite():
                return True
            return bool(form.tags & FINITE) and not possible.noun
        return self._at_boundary(at, form, possible)

    def _closing_gesture(self, at: int, form: VerbForm) -> bool:
        """ "drives through the desert and waves.": what people do with nothing else, at the end of a clause."""
        following = self._next(at)
        ends = following is None or not following.is_word
        deed = "VBZ" in form.tags and self.lexicon.is_a("gestures", form.lemma)
        return ends and deed and self._before() == "CONJ" and self._has_finite()

    def _gerund_is_verb(self, at: int) -> bool:
        low, following = self.tokens[at].lower, self._next(at)
        listed = low in self.lexicon.nouns
        if self._before() == "PREP":
            if listed:
                return False
            return (
                following is None
                or not following.is_word
                or self._opens_phrase(following.lower)
                or not (
                    self._noun_phrase_goes_on(at) and (low in self.lexicon.adjectives or is_plural(following.lower))
                )
            )
        if following is None or not following.is_word:
            return not listed
        if self._opens_phrase(following.lower) or following.lower == "to":
            return not listed or self._before() in ("NOUN", "PROPN", "PRON", "COMMA")
        if self._before() in ("NOUN", "PROPN", "PRON", "COMMA"):
            return not listed and low not in self.lexicon.adjectives
        return self._before() in ("ADV", "CONJ", "VERB") and not listed and low not in self.lexicon.adjectives

    def _after_pronoun(self, at: int, form: VerbForm, possible: Possible) -> bool:
        pronoun = self.words[-1].lower
        if possible.noun and self._gives(2):
            return False
        if pronoun in _ALWAYS_SUBJECT or self._before() == "REL":
            return bool(form.tags & (FINITE | {"VB"})) and not (
                self._before() == "REL" and possible.noun and self._finite_next(at)
            )
        if self._relative_open() and "VBZ" in form.tags and self._verb_just_before(2):
            return True
        if pronoun == "it" and not (self._verb_just_before(2) and "VB" in form.tags):
            return bool(form.tags & FINITE) and (not self._verb_just_before(2) or not possible.noun)
        if self._verb_just_before(2):
            return "VB" in form.tags
        return bool(form.tags & FINITE) and not self._has_finite()

    def _gives(self, back: int) -> bool:
        """ "gives it milk": the verb `back` words ago takes two objects and no bare infinitive."""
        verb = self.words[-back].verb if len(self.words) >= back else None
        return verb is not None and self.lexicon.is_a("gives", verb.lemma)

    def _after_noun(self, at: int, form: VerbForm, possible: Possible) -> bool:
        low = self.tokens[at].lower
        if not form.tags & (FINITE | {"VBN"}):
            return False
        following = self._next(at)
        agrees = any(
            bool({"VBD", "VBN"} & form.tags)
            or ("VBZ" in form.tags and not plural)
            or (bool({"VBP", "VB"} & form.tags) and plural)
            for plural in self._subject_numbers()
        )
        if not possible.noun and not possible.adjective:
            return agrees or "VBZ" in form.tags or (form.lemma in self.lexicon.verbs and not self._has_finite())
        if self._relative_open() and form.tags & FINITE and form.lemma not in self.lexicon.nouns:
            return True
        if self._seen_doing(form) and low not in self.lexicon.nouns:
            return True
        if not agrees or self._has_finite() or self._bare_compound(at):
            return False
        if following is not None and following.is_word and "VBZ" in form.tags and self._plural_verb_next(at):
            return False
        return not (possible.noun and self._finite_next(at))

    def _seen_doing(self, form: VerbForm) -> bool:
        """ "watches the mice steal": a base form behind the object of seeing, hearing, letting."""
        last = next((word.verb for word in reversed(self.words) if word.verb), None)
        if last is None or "VB" not in form.tags or form.lemma not in self.lexicon.verbs:
            return False
        governs = self.lexicon.is_a("perception", last.lemma) or self.lexicon.is_a("cause", last.lemma)
        since = next(i for i, word in enumerate(reversed(self.words)) if word.verb)
        return governs and not any(word.tag in ("PREP", "COMMA", "CONJ", "SUB") for word in self.words[-since:])

    def _bare_compound(self, at: int) -> bool:
        """ "Autumn leaves", "Water drops": a bare singular and a plural thing at the start are one noun."""
        group = self.lexicon.nouns.get(singular(self.tokens[at].lower), "time")
        if (
            len(self.words) != 1
            or self.words[0].tag == "PROPN"
            or is_plural(self.words[0].lower)
            or not is_plural(self.tokens[at].lower)
        ):
            return False
        return group not in ("time", "abstract", "weather", "person") and not self.words[0].token.emoji

    def _finite_next(self, at: int) -> bool:
        """Whether the next word can only be the clause's verb."""
        following = self._next(at)
        if following is None or not following.is_word:
            return False
        if any(self.lexicon.is_a(group, following.lower) for group in ("be", "modals", "have")):
            return True
        form = verb_form(following.lower)
        if form is None or not form.tags & {"VBZ", "VBD"} or form.lemma not in self.lexicon.verbs:
            return False
        after = self._next(at, 2)
        governs = after is not None and any(
            self.lexicon.is_a(group, after.lower) for group in ("determiners", "possessives", "pronouns")
        )
        listed = singular(following.lower) in self.lexicon.nouns or following.lower in self.lexicon.adjectives
        ends = after is None or not after.is_word
        governs = governs or (ends and self.lexicon.nouns.get(form.lemma) == "abstract")
        return not listed or ("VBZ" in form.tags and governs)

    def _acts_next(self, at: int) -> bool:
        """ "Her rival falls on the ice": the next word is the only verb in reach, though it could be a noun."""
        following, after = self._next(at), self._next(at, 2)
        form = verb_form(following.lower) if following is not None and following.is_word else None
        several = any(word.lower == "and" for word in self.words) and not any(word.verb for word in self.words)
        number = "VBP" if several else "VBZ"
        if form is None or number not in form.tags or form.lemma not in self.lexicon.verbs:
            return False
        if after is not None and after.is_word and not self._opens_phrase(after.lower):
            return False
        for token in self.tokens[at + 2 :]:
            if not token.is_word or self.lexicon.is_a("subordinators", token.lower) or token.lower in ("and", "who"):
                break
            later = verb_form(token.lower)
            if self.lexicon.is_a("be", token.lower) or (later and later.tags & {"VBZ", "VBD"}):
                return False
            if later and later.tags & FINITE and singular(token.lower) not in self.lexicon.nouns:
                return False
        return True

    def _plain_verb_next(self, at: int) -> bool:
        """ "who loves trains builds": the next word is the verb, so this one is what is loved."""
        following = self._next(at)
        form = verb_form(following.lower) if following is not None and following.is_word else None
        return form is not None and bool(form.tags & {"VBZ", "VBD"}) and form.lemma in self.lexicon.verbs

    def _plural_verb_next(self, at: int) -> bool:
        following = self._next(at)
        form = verb_form(following.lower) if following else None
        if following is None or form is None or form.lemma not in self.lexicon.verbs:
            return False
        if following.lower in self.lexicon.nouns or following.lower in self.lexicon.adverbs:
            return False
        return bool(form.tags & {"VBP", "VBD"}) and not self._opens_phrase(following.lower)

    def _at_boundary(self, at: int, form: VerbForm, possible: Possible) -> bool:
        """At the start, or after a comma, conjunction, subordinator, adverb or verb."""
        following = self._next(at)
        opens = following is None or not following.is_word or self._opens_phrase(following.lower)
        if not self.words:
            if "VB" in form.tags and self._governs(following) and form.lemma in self.lexicon.verbs:
                return True
            return "VB" in form.tags and not possible.noun and not possible.adjective and opens
        tags = frozenset[str]().union(*(word.verb.tags for word in self.words if word.verb), *map(_be_tags, self.words))
        if self._before() == "ADV" and self._relative_open() and form.tags & {"VBZ", "VBD"}:
            return True
        if self._before() == "SUB":
            return "VBN" in form.tags and not possible.noun
        if self._before() == "VERB" and not {"VBN", "VB"} & form.tags:
            ended = self._relative_has_ended(len(self.words) - 1) and not self._plain_verb_next(at)
            return not possible.noun or ended
        if self._before() == "VERB":
            return not possible.noun and not possible.adjective
        if not tags and self._before() == "COMMA" and self._after_second_names(at, form):
            return True
        if not tags and self._before() == "COMMA" and opens:
            return "VBZ" in form.tags or "VBD" in form.tags
        if tags & form.tags:
            if not possible.noun:
                return not possible.adjective or opens
            if following is None or not following.is_word or self.lexicon.is_a("conjunctions", following.lower):
                acting = self.lexicon.nouns.get(form.lemma) in (None, "abstract")
                return self._before(2) in ("VERB", "ADV", "PRON") or acting
            return opens or (self._noun_phrase_goes_on(at) and form.lemma not in self.lexicon.nouns)
        if self._before() == "COMMA" and opens and "VBZ" in form.tags and form.lemma not in self.lexicon.nouns:
            return True
        return bool(form.tags & FINITE) and not possible.noun and not possible.adjective

    def _governs(self, following: Token | None) -> bool:
        """ "Break an egg", "Cut the bread": no noun that opens a sentence has an article behind it."""
        return following is not None and any(
            self.lexicon.is_a(group, following.lower) for group in ("determiners", "possessives")
        )

    def _after_second_names(self, at: int, form: VerbForm) -> bool:
        """ "Two cooks, Tony and Gino, throw dough": the verb of a plural subject whose names stand between commas."""
        first = next((at for at, word in enumerate(self.words) if word.tag == "COMMA"), 0)
        named = any(word.tag == "PROPN" for word in self.words[first:])
        many = first > 0 and self.words[first - 1].tag == "NOUN" and is_plural(self.words[first - 1].lower)
        return named and many and "VBP" in form.tags and form.lemma in self.lexicon.verbs


def _be_tags(word: Word) -> frozenset[str]:
    """The tense a form of "be" tells a story in."""
    if word.tag != "BE":
        return frozenset()
    return frozenset({"VBD"}) if word.lower in ("was", "were") else frozenset({"VBZ", "VBP"})
