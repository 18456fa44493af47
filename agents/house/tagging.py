"""Parts of speech, decided from left to right: the lexicon says what a word can be, its neighbours what it is."""

from videostudio.agents.house.forms import FINITE, VerbForm, is_plural, parts_of_speech, singular, verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.sight import NOMINAL_STARTS, Possible, Word
from videostudio.agents.house.tokens import Token
from videostudio.agents.house.verb_tagging import VerbTagger

_CLOSED = (
    ("negations", "NEG"),
    ("modals", "MODAL"),
    ("be", "BE"),
    ("have", "HAVE"),
    ("do", "DO"),
    ("possessives", "POSS"),
    ("relatives", "REL"),
    ("determiners", "DET"),
    ("pronouns", "PRON"),
    ("conjunctions", "CONJ"),
)


_YEAR_DIGITS = 4
_ADJECTIVE_TAILS = (
    "ed", "ing", "like", "sized", "old", "shaped", "size", "free", "lit", "made", "built", "worn", "grown", "torn",
    "eyed", "time", "motion", "speed", "long", "high", "deep", "wide",
)  # fmt: skip


def tag(tokens: list[Token]) -> list[Word]:
    """One sentence's tokens with their tags."""
    return _Tagger(_without_shouting(tokens)).run()


def _without_shouting(tokens: list[Token]) -> list[Token]:
    """Title Case And CAPITALS say nothing about names: known words lose them."""
    words = [token for token in tokens if token.text[:1].isalpha()]
    raised = sum(token.text[0].isupper() for token in words)
    if len(words) < 4 or raised <= 0.6 * len(words):
        return tokens
    known = lexicon()
    return [
        token
        if token.lower in known.names or token.lower in known.proper_places or not _is_known(token.lower)
        else token._replace(text=token.lower)
        for token in tokens
    ]


def _is_known(word: str) -> bool:
    return word in lexicon().nouns or bool(parts_of_speech(word)) or len(word) < 4


class _Tagger(VerbTagger):
    """Tags one sentence."""

    def run(self) -> list[Word]:
        for at in range(len(self.tokens)):
            self.words.append(self._word(at))
        if not self.words or (len(self.words) > 1 and self.words[1].tag == "PROPN"):
            return self.words
        return [self._plain_start(self.words[0]), *self.words[1:]]

    def _plain_start(self, word: Word) -> Word:
        """A sentence's first word loses its capital unless it is a name."""
        shouted = word.token.text[1:] != word.token.text[1:].lower()
        if word.tag == "PROPN" or word.token.emoji or shouted or not parts_of_speech(word.lower):
            return word
        return word._replace(token=word.token._replace(text=word.token.text[0].lower() + word.token.text[1:]))

    def _word(self, at: int) -> Word:
        token = self.tokens[at]
        if token.emoji:
            return Word(token, "NOUN")
        if self.lexicon.is_a("pairs", token.lower):
            return Word(token, "ADV")
        if not token.is_word:
            return Word(token, "COMMA")
        if token.lower[0].isdigit():
            year = self._before() == "PREP" and token.lower.isdecimal() and len(token.lower) == _YEAR_DIGITS
            return Word(token, "NOUN" if self._before() == "NOUN" or year else "NUM")
        return self._closed(at) or self._open(at)

    def _closed(self, at: int) -> Word | None:
        token, low = self.tokens[at], self.tokens[at].lower
        by_context = {
            "'s": self._clitic_s,
            "to": lambda at: "TO" if self._infinitive_follows(at) else "PREP",
            "her": self._her,
            "that": self._that,
            "so": self._so_then,
            "then": self._so_then,
        }
        if low in by_context:
            return Word(token, by_context[low](at))
        if low == "one" and (self._next(at) or token).lower == "of":
            return Word(token, "PRON")
        if low == "one" and self._before() in ("ADJ", "DET"):
            return Word(token, "NOUN")
        if low in self.lexicon.numbers:
            return Word(token, "NUM")
        if low in ("all", "both", "each") and self._before() == "PRON":
            return Word(token, "ADV")
        if low in ("no", "all", "both", "each") and not self._noun_phrase_goes_on(at):
            return Word(token, "ADV")
        for group, tag_ in _CLOSED:
            if self.lexicon.is_a(group, low):
                if tag_ in ("HAVE", "DO"):
                    return self._have_do(at, tag_)
                return Word(token, tag_)
        if low == "like" and self._before() in ("PRON", "TO", "MODAL", "NEG", "DO"):
            return None
        if self.lexicon.is_a("subordinators", low) or self.lexicon.is_a("prepositions", low):
            return Word(token, self._subordinator_or_preposition(at))
        return None

    def _her(self, at: int) -> str:
        goes_on = self._noun_phrase_goes_on(at) and not self._naming() and not self._gift_for_her(at)
        goes_on = goes_on and not self._loved_her(at)
        return "POSS" if goes_on else "PRON"

    def _loved_her(self, at: int) -> bool:
        """ "who loves her builds a bridge": a verb that governs something follows."""
        verb, after = self._next(at), self._next(at, 2)
        form = verb_form(verb.lower) if verb is not None else None
        if verb is None or after is None or form is None or "VBZ" not in form.tags:
            return False
        governs = self.lexicon.is_a("determiners", after.lower) or self.lexicon.is_a("possessives", after.lower)
        return governs and form.lemma in self.lexicon.verbs and singular(verb.lower) not in self.lexicon.nouns

    def _gift_for_her(self, at: int) -> bool:
        """ "brings her flowers", "gives her tea": who is given several things or something to eat at the end."""
        thing, after = self._next(at), self._next(at, 2)
        verb = self.words[-1].verb if self.words else None
        gives = self._gives(1) or (verb is not None and self.lexicon.is_a("treating", verb.lemma))
        if thing is None or not gives or (after is not None and after.is_word and after.lower != "and"):
            return False
        group = self.lexicon.nouns.get(singular(thing.lower), "")
        return group == "food" or (is_plural(thing.lower) and group in ("plant", "thing"))

    def _naming(self) -> bool:
        """ "names her Lily": what follows is a name."""
        verb = self.words[-1].verb if self.words else None
        return verb is not None and verb.lemma in ("name", "call")

    def _clitic_s(self, at: int) -> str:
        if self._before() in ("PRON", "REL") or (self.words and self.words[-1].lower in ("there", "that", "here")):
            return "BE"
        following = self._next(at)
        if following is None or self.lexicon.is_a("determiners", following.lower):
            return "BE" if following else "GENITIVE"
        form, after = verb_form(following.lower), self._next(at, 2)
        if form and "VBG" in form.tags and singular(following.lower) not in self.lexicon.nouns:
            is_clause = after is None or not after.is_word or self._opens_phrase(after.lower)
            return "BE" if is_clause else "GENITIVE"
        return "GENITIVE"

    def _infinitive_follows(self, at: int) -> bool:
        ahead = 1
        following = self._next(at)
        while following and following.lower in self.lexicon.adverbs and following.lower.endswith("ly"):
            ahead += 1
            following = self._next(at, ahead)
        if following is None or not following.is_word:
            return False
        low = following.lower
        if low in ("be", "have", "do"):
            return True
        form = verb_form(low)
        if form is None or "VB" not in form.tags or following.text[0].isupper():
            return False
        if self.lexicon.is_place(low) or self.lexicon.nouns.get(low) in ("time", "person"):
            after = self._next(at, ahead + 1)
            return after is not None and (
                self.lexicon.is_a("determiners", after.lower) or self.lexicon.is_a("possessives", after.lower)
            )
        return form.lemma in self.lexicon.verbs or singular(low) not in self.lexicon.nouns

    def _that(self, at: int) -> str:
        if any(word.lower == "so" for word in self.words[-5:]) and self._before() not in ("CONJ", "SUB"):
            return "CONJ"
        if self._before() in ("NOUN", "PROPN") or (self.words and self.words[-1].lower in ("everything", "something")):
            return "REL"
        if self._before() == "VERB":
            following = self._next(at)
            if following and (self._opens_phrase(following.lower) or is_plural(following.lower)):
                return "SUB"
        following = self._next(at)
        everyone = following is not None and self.lexicon.is_a("anyone", following.lower) and following.lower != "one"
        return "DET" if self._noun_phrase_goes_on(at) and not everyone else "PRON"

    def _so_then(self, at: int) -> str:
        following = self._next(at)
        describes = following is not None and (
            following.lower in self.lexicon.adjectives
            or following.lower.endswith("ly")
            or following.lower in ("much", "many", "far", "hard", "fast", "long")
        )
        if self.tokens[at].lower == "so" and describes:
            return "ADV"
        return "CONJ" if self.tokens[at].lower == "so" else "ADV"

    def _have_do(self, at: int, tag_: str) -> Word:
        """An auxiliary before a verb, else a verb of its own."""
        token, ahead = self.tokens[at], 1
        following = self._next(at)
        while following and (following.lower in self.lexicon.adverbs or following.lower == "not"):
            ahead += 1
            following = self._next(at, ahead)
        if following is not None:
            form = verb_form(following.lower)
            if tag_ == "HAVE" and following.lower in ("been", "to"):
                return Word(token, "AUX")
            wanted = {"VBN"} if tag_ == "HAVE" else {"VB"}
            plain = singular(following.lower) in self.lexicon.nouns and following.lower not in ("left", "found")
            if form and wanted & form.tags and not plain:
                return Word(token, "AUX")
        form = verb_form(token.lower) or VerbForm("have" if tag_ == "HAVE" else "do", frozenset({"VBP", "VBZ", "VBD"}))
        return Word(token, "VERB", form)

    def _subordinator_or_preposition(self, at: int) -> str:
        low = self.tokens[at].lower
        is_sub, is_prep = self.lexicon.is_a("subordinators", low), self.lexicon.is_a("prepositions", low)
        following = self._next(at)
        last = self.words[-1].verb if self.words else None
        if low == "as" and last is not None and "VBN" in last.tags:
            return "PREP"
        if is_sub and is_prep:
            return "SUB" if self._finite_ahead(at) else "PREP"
        if is_sub:
            if low == "once" and not self._finite_ahead(at):
                return "ADV"
            return "SUB"
        if low in self.lexicon.adverbs and (
            following is None or not following.is_word or not self._starts_noun_phrase(following)
        ):
            return "ADV"
        return "PREP"

    def _starts_noun_phrase(self, following: Token) -> bool:
        low = following.lower
        if low in ("and", "but", "to", "then") or self.lexicon.is_a("subordinators", low):
            return False
        if self.lexicon.is_a("prepositions", low):
            return False
        return low not in self.lexicon.adverbs or low in ("underground", "home", "last", "first")

    def _finite_ahead(self, at: int) -> bool:
        """Whether a finite verb comes before the next comma: "before the sun rises", not "before dawn"."""
        seen_noun = False
        for token in self.tokens[at + 1 :]:
            if not token.is_word:
                return False
            low = token.lower
            if self.lexicon.is_a("be", low) or self.lexicon.is_a("modals", low) or low in ("has", "have", "had"):
                return seen_noun
            form = verb_form(low)
            if self.lexicon.is_a("determiners", low) or low in self.lexicon.adjectives or low in self.lexicon.adverbs:
                continue
            is_noun = singular(low) in self.lexicon.nouns
            if form and "VBG" in form.tags and not seen_noun:
                return True
            if self.lexicon.is_a("pronouns", low) or is_noun or token.text[0].isupper():
                if seen_noun and form and form.tags & FINITE and form.lemma in self.lexicon.verbs:
                    return True
                seen_noun = True
                continue
            if seen_noun and form and form.tags & FINITE:
                return True
            seen_noun = seen_noun or ("NOUN" in parts_of_speech(low) or not parts_of_speech(low))
        return False

    def _open(self, at: int) -> Word:
        token = self.tokens[at]
        low = token.lower
        if self.words and self.words[-1].lower in ("named", "called") and self._before(2) == "NOUN":
            return Word(token, "PROPN")
        if self._is_name(at):
            return Word(token, "PROPN")
        if low in ("go", "loose") and self.words and self.words[-1].verb and self.words[-1].verb.lemma == "let":
            return Word(token, "ADV")
        possible = self._possible(low)
        if low in ("next", "last", "first", "past", "far") and self._before() in ("DET", "POSS"):
            return Word(token, "ADJ")
        if low in self.lexicon.adverbs and not (possible.noun and self._before() in NOMINAL_STARTS):
            return Word(token, "ADV")
        if possible.verb and self._reads_as_verb(at, possible):
            return Word(token, "VERB", possible.verb)
        if possible.adjective and not self._noun_here(at, possible):
            return Word(token, "ADJ")
        if possible.noun:
            return Word(token, "NOUN")
        if possible.verb and possible.verb.tags & {"VBG", "VBN"}:
            return Word(token, "ADJ" if self._noun_phrase_goes_on(at) or not self.words else "NOUN")
        if "ADV" in parts_of_speech(low) or (low.endswith("ly") and low not in self.lexicon.nouns):
            return Word(token, "ADV")
        return Word(token, "ADJ" if possible.adjective else "NOUN")

    def _is_name(self, at: int) -> bool:
        token, low = self.tokens[at], self.tokens[at].lower
        if not token.text[0].isupper():
            return False
        if low in self.lexicon.names and self._before() not in ("DET", "POSS", "ADJ"):
            return at > 0 or low not in self.lexicon.nouns or not is_plural(low)
        if low in self.lexicon.proper_places:
            return True
        if "-" in low and low.endswith(_ADJECTIVE_TAILS):
            return False
        if self.lexicon.nouns.get(low) == "abstract" and at > 0:
            return True
        if low in self.lexicon.nouns:
            return self._before() == "PROPN"
        following = self._next(at)
        if at > 0 and following is not None and following.text[0].isupper():
            return True
        if at > 0:
            return singular(low) not in self.lexicon.nouns
        if singular(low) in self.lexicon.nouns or low in self.lexicon.adjectives or low in self.lexicon.adverbs:
            return False
        known = parts_of_speech(low)
        return not known or (not {"NOUN", "ADJ", "ADV"} & set(known) and verb_form(low) is None)

    def _possible(self, low: str) -> Possible:
        known = self.lexicon
        base, parts = singular(low), parts_of_speech(low)
        listed_noun = base in known.nouns or low in known.nouns
        form = verb_form(low)
        if form and form.lemma not in known.verbs and (listed_noun or low in known.adjectives):
            form = None
        adjective = low in known.adjectives or (not listed_noun and "ADJ" in parts) or _looks_adjectival(low)
        if adjective and form and form.lemma not in known.verbs and not form.tags & {"VBG", "VBN", "VBZ"}:
            form = None
        noun = listed_noun or "NOUN" in parts or (form is None and not adjective and "ADV" not in parts)
        if noun and not listed_noun and form and form.lemma in known.verbs and not form.tags & {"VB", "VBZ"}:
            noun = False
        return Possible(noun, form, adjective)

    def _noun_here(self, at: int, possible: Possible) -> bool:
        """An adjective that can be a noun is one when nothing nominal follows: "a silver", "in the dark"."""
        low = self.tokens[at].lower
        material = self.lexicon.adjectives.get(low) == "material"
        if self.lexicon.adjectives.get(low) == "color" and self.words and self.words[-1].lower == "in":
            return not self._noun_phrase_goes_on(at) or self._finite_next(at) or self._governs_next(at)
        listed = singular(low) in self.lexicon.nouns or material
        if material and self._before() in ("VERB", "PREP"):
            return not self._noun_phrase_goes_on(at)
        if listed and self._before() == "NOUN":
            return self._finite_next(at) or not self._noun_phrase_goes_on(at)
        if not possible.noun or self._before() not in ("DET", "ADJ", "POSS", "PREP", "NUM", "GENITIVE"):
            return listed and low not in self.lexicon.adjectives
        if not listed and self._before() not in ("DET", "ADJ", "POSS"):
            return False
        if self.lexicon.nouns.get(low) == "person" and self._acts_next(at):
            return True
        if low in self.lexicon.adjectives and self._quality_after_comma(at):
            return False
        return not self._noun_phrase_goes_on(at) or self._finite_next(at)

    def _governs_next(self, at: int) -> bool:
        """ "men in black chase an alien": the next word is a verb that has an object."""
        following, after = self._next(at), self._next(at, 2)
        form = verb_form(following.lower) if following is not None and following.is_word else None
        governs = after is not None and (
            self.lexicon.is_a("determiners", after.lower) or self.lexicon.is_a("possessives", after.lower)
        )
        return governs and form is not None and form.lemma in self.lexicon.verbs and bool(form.tags & FINITE)

    def _quality_after_comma(self, at: int) -> bool:
        """ "a cold, tired traveler": another adjective follows the comma, and a noun that adjective."""
        comma, quality, noun = self._next(at), self._next(at, 2), self._next(at, 3)
        if comma is None or comma.text != "," or quality is None or noun is None:
            return False
        return quality.lower in self.lexicon.adjectives and noun.is_word and not self._opens_phrase(noun.lower)


def _looks_adjectival(low: str) -> bool:
    """By its ending, for words no list has: "three-legged", "snow-covered", "moonless"."""
    if low in lexicon().nouns:
        return False
    if "-" in low:
        return low.endswith(_ADJECTIVE_TAILS)
    return not parts_of_speech(low) and low.endswith(("ful", "less", "ous", "ish", "like", "ic"))
