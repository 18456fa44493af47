"""Noun phrases and verb groups: the pieces a clause is made of."""

from dataclasses import dataclass

from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.sight import Word

_INDEFINITE = ("a", "an", "another", "some", "any", "several", "many", "few", "no", "each", "every")


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
    def look(self) -> str:
        """The name with its number and what it is on: "one leg", "cast on the wrist"."""
        number = (self.determiner,) if self.count else ()
        return " ".join((*number, self.name, *(f"{where} {part.in_passing}" for where, part in self.features)))

    @property
    def in_passing(self) -> str:
        """With an article that needs no owner: "a sling", "the wrist"."""
        words = self.words if self.possessor is None else ()
        return " ".join(word.token.text for word in words) or f"the {self.name}"

    @property
    def homeward(self) -> bool:
        """The bare "home" of "goes home"."""
        return self.head == "home" and not (self.determiner or self.possessor or self.modifiers or self.plural)

    @property
    def group(self) -> str:
        """The lexicon's class of the head ("" if it has none); a compound's own entry goes first."""
        nouns = lexicon().nouns
        for start in range(len(self.modifiers)):
            compound = " ".join((*(m.text.lower() for m in self.modifiers[start:]), self.head))
            if compound in nouns:
                return nouns[compound]
        return lexicon().group(self.head)

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
