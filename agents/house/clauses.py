"""Clauses: who does what, to what and where, still in the words of the prompt."""

from dataclasses import dataclass, field

from videostudio.agents.house.phrases import NounPhrase, VerbGroup

_BACKWARD = ("before",)
_FORWARD = ("after", "once", "since", "as soon as", "now that", "ever since")


@dataclass(frozen=True)
class Piece:
    """What stands around the verb: a phrase (`preposition` may be "", `nps` are coordinated with
    `joiner`) or, with no `nps`, plain words. `verb` is an infinitive that goes on ("to free")."""

    preposition: str = ""
    nps: tuple[NounPhrase, ...] = ()
    text: str = ""
    joiner: str = "and"
    inside: bool = False
    """Stands between subject and verb: "the clock in the square stops"."""
    after: int = 0
    """Behind how many of the subjects it stands."""


@dataclass
class Clause:
    """One verb with its subject and what follows. `subjects` empty: the sentence goes on with those of
    clause `shares`. `marker`: the word that joined it ("while", "who", "of"). `fragment`: no verb."""

    verb: VerbGroup | None = None
    subjects: tuple[NounPhrase, ...] = ()
    shares: "Clause | None" = None
    awaits_subject: bool = False
    """A participle at the start, whose subject is the next main clause's: "Crossing the river, the fox ..."."""
    marker: str = ""
    fronted: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    describes: bool = False
    """A relative clause's or participle's verb: may be what someone always does."""
    aside: bool = False
    """A relative clause with a subject of its own: "everything it paints"; what follows belongs to the clause
    around it."""
    sentence: int = 0
    after_comma: bool = False

    @property
    def owners(self) -> tuple[NounPhrase, ...]:
        """The clause's own or shared subjects."""
        if self.subjects or self.shares is None:
            return self.subjects
        return self.shares.owners

    def goes_first(self) -> bool:
        return self.marker in _FORWARD

    def goes_last(self) -> bool:
        return self.marker in _BACKWARD
