"""Acts: clauses whose noun phrases and pronouns are known figures."""

from dataclasses import dataclass, field

from videostudio.agents.house.cast import Figure
from videostudio.agents.house.clauses import Clause
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import NounPhrase
from videostudio.film.entity import EntityKind


@dataclass(frozen=True)
class Mention:
    """A noun phrase and whom it means. No figures: plain words ("tea", "the rain")."""

    np: NounPhrase
    figures: tuple[Figure, ...] = ()
    owner: "Mention | None" = None
    inner: "Mention | None" = None
    owned_by_subject: bool = False
    beside_owner: bool = False
    """The owner stands in the same list: "a stonecutter and his apprentice"."""
    first: bool = False
    """Whether the prompt introduces the figure here."""


@dataclass(frozen=True)
class Phrase:
    """A piece of an act: words, or a preposition and mentions."""

    preposition: str = ""
    mentions: tuple[Mention, ...] = ()
    text: str = ""
    joiner: str = "and"
    inside: bool = False
    after: int = 0

    @property
    def place(self) -> Figure | None:
        """The place this phrase names, if it does."""
        for mention in self.mentions:
            for figure in mention.figures:
                if figure.kind is EntityKind.PLACE:
                    return figure
        return None


@dataclass
class Act:
    """One thing that happens. `soft`: a state, wish, habit or negation, which is no scene of its own unless
    the prompt has nothing else. `leads`: acts nobody does ("it pours") told in the same sentence."""

    clause: Clause
    number: int
    subjects: tuple[Mention, ...] = ()
    fronted: tuple[Phrase, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    soft: bool = False
    impersonal: bool = False
    place: Figure | None = None
    homeland: Figure | None = None
    """Where somebody is from: "the last tiger of Sumatra"."""
    time: str = ""
    weather: str = ""
    leads: list["Act"] = field(default_factory=list)
    trails: list["Act"] = field(default_factory=list)

    @property
    def lemma(self) -> str:
        return self.clause.verb.lemma if self.clause.verb else "be"

    @property
    def of_place(self) -> bool:
        """Whether it is a place that does something: "the volcano erupts"."""
        subjects = figures_of(self.subjects)
        return bool(subjects) and all(figure.kind is EntityKind.PLACE for figure in subjects) and self.lemma != "be"

    @property
    def of_nature(self) -> bool:
        """Whether it is the weather or the light that does something nobody has to be seen for: "the snow melts"."""
        weathers = bool(self.subjects) and all(mention.np.group == "weather" for mention in self.subjects)
        return weathers and not self.figures() and lexicon().is_a("natural", self.lemma)

    def travels(self) -> bool:
        """Whether somebody gets from one place to another."""
        return lexicon().is_a("move", self.lemma)

    def opens(self) -> bool:
        """Whether it can open a film by itself: somebody is somewhere, or sets out."""
        return self.soft or self.travels() or lexicon().is_a("inverting", self.lemma)

    def actors(self) -> tuple[Figure, ...]:
        """Who does it: the subjects, or whom a passive names with "by"; places do nothing."""
        doers = figures_of(self.subjects)
        if self.clause.verb is not None and self.clause.verb.passive:
            by = [phrase for phrase in self.phrases if phrase.preposition == "by"]
            doers = tuple(f for phrase in by for f in figures_of(phrase.mentions)) or doers
        return tuple(figure for figure in doers if figure.kind is not EntityKind.PLACE)

    def objects(self) -> tuple[Mention, ...]:
        """What it is done to: the mentions that no preposition leads."""
        return tuple(mention for phrase in self.phrases if not phrase.preposition for mention in phrase.mentions)

    def starts_in_place(self) -> bool:
        """Whether its place is where it begins rather than where it leads: "leaves the house"."""
        if self.lemma in ("leave", "exit", "escape", "flee"):
            return True
        return any(
            p.place is self.place and lexicon().is_a("from_a_place", p.preposition)
            for p in self.phrases
            if p.place is not None
        )

    def source(self) -> Figure | None:
        """The place it starts from, when it ends in another: "from the museum to the harbor", "In a village, a dog
        runs to the river"."""
        found = next((p.place for p in self.phrases if p.place is not None and p.preposition == "from"), None)
        found = found or next((p.place for p in self.fronted if p.place is not None and not p.inside), None)
        return found if found is not self.place else None

    def figures(self) -> tuple[Figure, ...]:
        """Who is seen, the acting ones first; owners and places are not."""
        found: list[Figure] = []
        for mention in (*self.subjects, *(m for phrase in (*self.fronted, *self.phrases) for m in phrase.mentions)):
            inner = mention.inner.figures if mention.inner is not None and not mention.figures else ()
            touched = mention.owner.figures if mention.owner is not None and mention.np.group == "body" else ()
            for figure in (*mention.figures, *inner, *touched):
                if figure.kind is not EntityKind.PLACE and all(figure is not each for each in found):
                    found.append(figure)
        return tuple(found)


def figures_of(mentions: tuple[Mention, ...]) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for mention in mentions:
        found += [figure for figure in mention.figures if all(figure is not each for each in found)]
    return tuple(found)
