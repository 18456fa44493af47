"""Parts of speech, decided from left to right: the lexicon says what a word can be, its neighbours what it is."""

from typing import NamedTuple

from videostudio.agents.house.forms import VerbForm, is_plural, parts_of_speech, singular, verb_form
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.tokens import Token

FINITE = frozenset({"VBP", "VBZ", "VBD"})
NOMINAL_STARTS = ("DET", "NUM", "POSS", "ADJ", "GENITIVE")


class Word(NamedTuple):
    """A token with its tag. `verb` is its reading as a verb where the tag is VERB."""

    token: Token
    tag: str
    verb: VerbForm | None = None

    @property
    def lower(self) -> str:
        return self.token.lower


class _Possible(NamedTuple):
    noun: bool
    verb: VerbForm | None
    adjective: bool


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
_ALWAYS_SUBJECT = frozenset({"he", "she", "they", "i", "we", "who"})
_WITHOUT_ARTICLE = frozenset({"DET", "POSS", "NUM", "PRON", "PREP", "ADV", "TO", "COMMA", "CONJ", "GENITIVE"})


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


class _Tagger:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.words: list[Word] = []
        self.lexicon = lexicon()

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

    def _next(self, at: int, ahead: int = 1) -> Token | None:
        return self.tokens[at + ahead] if at + ahead < len(self.tokens) else None

    def _before(self, back: int = 1) -> str:
        """Tag of the word `back` places before the one being tagged; "" at the start."""
        return self.words[-back].tag if len(self.words) >= back else ""

    def _word(self, at: int) -> Word:
        token = self.tokens[at]
        if token.emoji:
            return Word(token, "NOUN")
        if self.lexicon.is_a("pairs", token.lower):
            return Word(token, "ADV")
        if not token.is_word:
            return Word(token, "COMMA")
        if token.lower[0].isdigit():
            return Word(token, "NOUN" if self._before() == "NOUN" else "NUM")
        return self._closed(at) or self._open(at)

    # --- closed classes -------------------------------------------------------------------------

    def _closed(self, at: int) -> Word | None:
        token, low = self.tokens[at], self.tokens[at].lower
        if low == "'s":
            return Word(token, self._clitic_s(at))
        if low == "to":
            return Word(token, "TO" if self._infinitive_follows(at) else "PREP")
        if low == "her":
            return Word(token, "POSS" if self._noun_phrase_goes_on(at) else "PRON")
        if low == "that":
            return Word(token, self._that(at))
        if low in ("so", "then"):
            return Word(token, self._so_then(at))
        if low == "one" and (self._next(at) or token).lower == "of":
            return Word(token, "PRON")
        if low == "one" and self._before() in ("ADJ", "DET"):
            return Word(token, "NOUN")
        if low in self.lexicon.numbers:
            return Word(token, "NUM")
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

    def _opens_phrase(self, low: str) -> bool:
        groups = ("determiners", "possessives", "pronouns", "prepositions", "conjunctions", "subordinators")
        return any(self.lexicon.is_a(group, low) for group in groups) or low in self.lexicon.adverbs

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

    def _that(self, at: int) -> str:
        if any(word.lower == "so" for word in self.words[-5:]) and self._before() not in ("CONJ", "SUB"):
            return "CONJ"
        if self._before() in ("NOUN", "PROPN") or (self.words and self.words[-1].lower in ("everything", "something")):
            return "REL"
        if self._before() == "VERB":
            following = self._next(at)
            if following and (self._opens_phrase(following.lower) or is_plural(following.lower)):
                return "SUB"
        return "DET" if self._noun_phrase_goes_on(at) else "PRON"

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

    # --- open classes ---------------------------------------------------------------------------

    def _open(self, at: int) -> Word:
        token = self.tokens[at]
        low = token.lower
        if self._is_name(at):
            return Word(token, "PROPN")
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

    def _possible(self, low: str) -> _Possible:
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
        return _Possible(noun, form, adjective)

    def _noun_here(self, at: int, possible: _Possible) -> bool:
        """An adjective that can be a noun is one when nothing nominal follows: "a silver", "in the dark"."""
        low = self.tokens[at].lower
        material = self.lexicon.adjectives.get(low) == "material"
        listed = singular(low) in self.lexicon.nouns or material
        if material and self._before() in ("VERB", "PREP"):
            return not self._noun_phrase_goes_on(at)
        if listed and self._before() == "NOUN":
            return self._finite_next(at) or not self._noun_phrase_goes_on(at)
        if not possible.noun or self._before() not in ("DET", "ADJ", "POSS", "PREP", "NUM", "GENITIVE"):
            return listed and low not in self.lexicon.adjectives
        if not listed and self._before() not in ("DET", "ADJ"):
            return False
        return not self._noun_phrase_goes_on(at) or self._finite_next(at)

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

    def _reads_as_verb(self, at: int, possible: _Possible) -> bool:
        form, low, before = possible.verb, self.tokens[at].lower, self._content_before()
        assert form is not None
        if self._before() in ("TO", "MODAL", "NEG", "AUX"):
            return True
        if before == "BE":
            if form.tags & {"VBG", "VBN"}:
                return low not in self.lexicon.adjectives or self._by_ahead(at) or "VBG" in form.tags
            return False
        if self._before() in NOMINAL_STARTS:
            return False
        if "VBG" in form.tags:
            return self._gerund_is_verb(at)
        if self._before() == "PREP":
            return False
        if self.words and self._before() in ("PRON", "REL"):
            return self._after_pronoun(at, form, possible)
        if self._before() in ("NOUN", "PROPN"):
            return self._after_noun(at, form, possible)
        if before in ("NOUN", "PROPN", "PRON", "REL") and self._before() == "ADV":
            if form.tags & FINITE and not self._has_finite():
                return True
            return bool(form.tags & FINITE) and not possible.noun
        return self._at_boundary(at, form, possible)

    def _content_before(self) -> str:
        """Tag of the last word that is no adverb, negation or auxiliary contraction."""
        for word in reversed(self.words):
            if word.tag not in ("ADV", "NEG"):
                return word.tag
        return ""

    def _by_ahead(self, at: int) -> bool:
        following = self._next(at)
        return following is not None and following.lower == "by"

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

    def _after_pronoun(self, at: int, form: VerbForm, possible: _Possible) -> bool:
        pronoun = self.words[-1].lower
        if pronoun in _ALWAYS_SUBJECT or self._before() == "REL":
            return bool(form.tags & (FINITE | {"VB"})) and not (
                self._before() == "REL" and possible.noun and self._finite_next(at)
            )
        if pronoun == "it" and not (self._verb_just_before(2) and "VB" in form.tags):
            return bool(form.tags & FINITE) and (not self._verb_just_before(2) or not possible.noun)
        if self._verb_just_before(2):
            return "VB" in form.tags
        return bool(form.tags & FINITE) and not self._has_finite()

    def _verb_just_before(self, back: int) -> bool:
        return self._before(back) == "VERB"

    def _after_noun(self, at: int, form: VerbForm, possible: _Possible) -> bool:
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

    def _subject_numbers(self) -> set[bool]:
        """Whether the subject is plural: by the noun just read, and by the noun phrase its clause began with."""
        last = self.words[-1]
        numbers = {(is_plural(last.lower) and not last.token.emoji) or self._coordinated_subject()}
        start = max((at for at, word in enumerate(self.words) if word.tag in ("SUB", "COMMA")), default=-1) + 1
        nominal = self.words[start:]
        if any(word.tag in ("BE", "REL", "AUX", "MODAL") for word in nominal):
            return numbers
        at = next((i for i, word in enumerate(nominal) if word.tag in ("PREP", "VERB")), len(nominal))
        if at < len(nominal) and nominal[at].verb and not nominal[at].verb.tags & {"VBG", "VBN"}:
            return numbers
        if any(word.lower == "one" for word in nominal):
            numbers.add(False)
        if self.lexicon.is_a("many_in_one", last.lower):
            numbers = {True, False}
        if 0 < at < len(nominal) and nominal[at - 1].tag in ("NOUN", "PROPN"):
            numbers.add(is_plural(nominal[at - 1].lower) or any(word.lower == "and" for word in nominal))
        return numbers

    def _bare_compound(self, at: int) -> bool:
        """ "Autumn leaves", "Water drops": a bare singular and a plural thing at the start are one noun."""
        group = self.lexicon.nouns.get(singular(self.tokens[at].lower), "time")
        if len(self.words) != 1 or is_plural(self.words[0].lower) or not is_plural(self.tokens[at].lower):
            return False
        return group not in ("time", "abstract", "weather", "person") and not self.words[0].token.emoji

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

    def _plural_verb_next(self, at: int) -> bool:
        following = self._next(at)
        form = verb_form(following.lower) if following else None
        if following is None or form is None or form.lemma not in self.lexicon.verbs:
            return False
        if following.lower in self.lexicon.nouns or following.lower in self.lexicon.adverbs:
            return False
        return bool(form.tags & {"VBP", "VBD"}) and not self._opens_phrase(following.lower)

    def _has_finite(self) -> bool:
        """Whether the clause being read has a finite verb already."""
        for word in reversed(self.words):
            if word.tag in ("SUB", "REL"):
                return False
            if word.tag == "CONJ" and word.lower in ("but", "so", "yet"):
                return False
            if word.tag in ("BE", "MODAL", "AUX") or (word.verb and word.verb.tags & (FINITE | {"VB"})):
                return not self._new_clause_since(word)
        return False

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
            if word.tag == "REL" or word.lower == "where":
                return True
            if word.tag in ("VERB", "COMMA", "CONJ", "SUB"):
                return False
        return False

    def _relative_open(self) -> bool:
        """Whether the last verb stands in a relative clause after a subject that still waits for its own."""
        verbs = [at for at, word in enumerate(self.words) if word.verb or word.tag == "BE"]
        rels = [at for at, word in enumerate(self.words) if word.tag == "REL"]
        if not rels or not verbs or verbs[-1] < rels[-1]:
            return False
        return (
            sum(at > rels[-1] for at in verbs) == 1
            and not any(word.tag in ("COMMA", "CONJ") for word in self.words[verbs[-1] :])
            and not any(at < rels[-1] and not self._sub_between(at, rels[-1]) for at in verbs)
        )

    def _sub_between(self, first: int, last: int) -> bool:
        return any(word.tag in ("SUB", "COMMA", "CONJ") for word in self.words[first:last])

    def _at_boundary(self, at: int, form: VerbForm, possible: _Possible) -> bool:
        """At the start, or after a comma, conjunction, subordinator, adverb or verb."""
        following = self._next(at)
        opens = following is None or not following.is_word or self._opens_phrase(following.lower)
        if not self.words:
            return "VB" in form.tags and not possible.noun and not possible.adjective and opens
        tags = frozenset[str]().union(*(word.verb.tags for word in self.words if word.verb), *map(_be_tags, self.words))
        if self._before() == "SUB":
            return "VBN" in form.tags and not possible.noun
        if self._before() == "VERB" and not {"VBN", "VB"} & form.tags:
            return not possible.noun or self._relative_has_ended(len(self.words) - 1)
        if self._before() == "VERB":
            return not possible.noun and not possible.adjective
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


def _be_tags(word: Word) -> frozenset[str]:
    """The tense a form of "be" tells a story in."""
    if word.tag != "BE":
        return frozenset()
    return frozenset({"VBD"}) if word.lower in ("was", "were") else frozenset({"VBZ", "VBP"})


def _looks_adjectival(low: str) -> bool:
    """By its ending, for words no list has: "three-legged", "snow-covered", "moonless"."""
    if low in lexicon().nouns:
        return False
    if "-" in low:
        return low.endswith(("ed", "ing", "like", "sized", "old", "shaped", "size", "free"))
    return not parts_of_speech(low) and low.endswith(("ful", "less", "ous", "ish", "like", "ic"))
