"""Who and what a prompt is about: figures, found again under other words, with their looks as aspects."""

from dataclasses import dataclass, field

from videostudio.agents.house.clauses import Clause
from videostudio.agents.house.forms import parts_of_speech
from videostudio.agents.house.gender import leaning, stated
from videostudio.agents.house.hunch import Hunch
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import NounPhrase
from videostudio.film.entity import Aspect, EntityKind

SUBJECT, OBJECT, OBLIQUE, OWNER, LOCATION = "subject", "object", "oblique", "owner", "location"
_ABSTRACT_ENDS = ("ness", "ity", "tion", "sion", "ment", "ance", "ence", "ship", "ism", "hood", "dom", "cy")
_PERSON_ENDS = ("er", "or", "ist", "ian", "man", "woman", "eer", "smith", "herd", "wright", "ess")
_LOCATING = frozenset({"on", "from", "out of", "under", "behind", "near", "beside", "above", "below"})
_BREEDS = {"bird": "birds", "cat": "cats", "dog": "dogs", "horse": "horses"}
_SAME_AS = {
    "man": "m", "gentleman": "m", "fellow": "m", "guy": "m", "boy": "m", "lad": "m",
    "woman": "f", "lady": "f", "girl": "f", "person": "", "hero": "", "stranger": "",
}  # fmt: skip


@dataclass(eq=False)
class Figure:
    """One person, animal, object or place of the story. `gender`: "m", "f" or "" while unknown."""

    name: str
    head: str
    kind: EntityKind
    np: NounPhrase
    owner: "Figure | None" = None
    """Whose it is, where the first mention says so: "the keeper's daughter"."""
    gender: str = ""
    leaning: str = ""
    """The likelier gender where the words do not state one."""
    plural: bool = False
    proper: bool = False
    group: str = ""
    looks: dict[str, list[str]] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    """Pronouns it was called by."""
    seen: list[tuple[int, str]] = field(default_factory=list)
    """(clause number, role) of every mention."""

    @property
    def animate(self) -> bool:
        return self.kind in (EntityKind.PERSON, EntityKind.ANIMAL)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        return tuple(
            Aspect(name=name[:60], value=", ".join(values)[:200]) for name, values in self.looks.items() if values
        )

    def turns_out(self, np: NounPhrase) -> None:
        """ "whose shadow is a wolf", "the new teacher is a bear": what is said of it is what is drawn."""
        alive = np.group in ("person", "animal") and self.kind is EntityKind.OBJECT
        if self.head != np.head and not np.plural and (alive or (self.animate and _tells_more(np))):
            if lexicon().nouns.get(self.head) == "person" and not lexicon().is_a("predicates", self.head):
                self.look("role", self.head)
            self.head, self.group = np.head[:60], np.group
            self.kind = EntityKind.ANIMAL if np.group == "animal" else EntityKind.PERSON
            self.look("look", np.name)

    def look(self, name: str, value: str) -> None:
        values = self.looks.setdefault(name, [])
        if value not in values:
            values.append(value)


@dataclass(frozen=True)
class Setting:
    """Where in a clause a noun phrase stands: clause number, role, preposition and the clause itself."""

    number: int
    role: str
    preposition: str = ""
    clause: Clause | None = None

    @property
    def lemma(self) -> str:
        return self.clause.verb.lemma if self.clause and self.clause.verb else ""


class Cast:
    """All figures so far, in order of first mention."""

    def __init__(
        self, own_names: tuple[str, ...] = (), genders: dict[str, str] | None = None, hunch: Hunch | None = None
    ) -> None:
        """`genders`: "m" or "f" for figures by name, where their nouns do not say it. `hunch` is asked about nouns that
        no list has."""
        self.figures: list[Figure] = []
        self.groups: list[tuple[Figure, ...]] = []
        self.own_names = {name.casefold(): name for name in own_names}
        self.genders = genders or {}
        self.hunch = hunch
        self.fit = 0
        """How well the "he" and "she" read so far fit whom they were given to."""

    def identify(self, np: NounPhrase, setting: Setting) -> Figure | None:
        """The figure a noun phrase names, new or met before; None if it names nothing that can be seen."""
        figure = self._met(np, setting)
        if figure is None:
            kind = kind_of(np, setting, self.hunch)
            if kind is None:
                return None
            if kind is EntityKind.PLACE and self._on_vehicle(np):
                kind = EntityKind.OBJECT
            figure = self.add(np, kind)
        else:
            _add_looks(figure, np)
        figure.seen.append((setting.number, _prominence(setting)))
        return figure

    def _on_vehicle(self, np: NounPhrase) -> bool:
        """ "A bus breaks down. The driver waves from the roof"."""
        part = np.determiner == "the" and not np.modifiers and lexicon().is_a("vehicle_parts", np.head)
        built = [f for f in self.figures if f.group in ("vehicle", "building")]
        return part and bool(built) and built[-1].group == "vehicle"

    def note_group(self, figures: tuple[Figure, ...]) -> None:
        """Remembers figures that acted together, so that "they" can mean them."""
        if len(figures) > 1 and figures not in self.groups:
            self.groups.append(figures)

    # --- met before -----------------------------------------------------------------------------

    def _met(self, np: NounPhrase, setting: Setting) -> Figure | None:
        if np.proper:
            return self._by_name(np)
        if np.determiner in ("another",) or (np.count and np.count > 1 and np.determiner != "the"):
            return None
        either = lexicon().is_a("same_plural", np.head)
        named = [f for f in self.figures if f.head == _head(np) and not f.proper]
        same = [f for f in named if f.plural == np.plural or either]
        same += [f for f in self.figures if f.np.alias is not None and f.proper and f.np.head == np.head]
        if np.determiner in ("a", "an", "one"):
            return None
        fitting = [f for f in same if not _differs(f, np)]
        if fitting:
            return max(fitting, key=_last_seen)
        if same and np.definite and len(same) == 1 and not _contradicts(same[0], np):
            return same[0]
        return self._by_other_word(np, setting) if np.determiner in ("the", "this", "that", "these", "those") else None

    def _by_name(self, np: NounPhrase) -> Figure | None:
        for figure in self.figures:
            names = {figure.name.casefold(), figure.head.casefold()}
            if figure.np.alias is not None:
                names.add(figure.np.alias.name.casefold())
            if np.name.casefold() in names or (figure.proper and np.head.casefold() in figure.name.casefold().split()):
                return figure
        return None

    def _by_other_word(self, np: NounPhrase, setting: Setting) -> Figure | None:
        """ "the brave man" for a knight, "the creature" for an animal, "the bird" for a parrot."""
        if np.plural:
            return None
        fitting = [f for f in self.figures if not f.plural and _could_be(f, np.head)]
        return max(fitting, key=lambda f: (_last_seen(f), f.seen[-1][1] == SUBJECT), default=None)

    # --- new ------------------------------------------------------------------------------------

    def add(self, np: NounPhrase, kind: EntityKind) -> Figure:
        """A figure that has not been met before."""
        bare = np.of if np.of is not None and lexicon().is_a("collectives", np.head) else np
        name, head = bare.name, _head(bare)
        proper = np.proper
        if np.alias is not None and np.alias.proper and not np.proper:
            name, proper = np.alias.name, True
        elif np.alias is not None and (np.proper or _tells_more(np.alias)):
            head = _head(np.alias)
        elif np.proper and (title := _title_of(np)) is not None:
            head = title
        if kind is EntityKind.PLACE and np.of is not None and bare is np and np.of.group not in ("person", "animal"):
            name = f"{name} of {_with_article(np.of)}"
        name = self.unused(self._own(name))
        figure = Figure(
            name=name,
            head=head[:60],
            kind=kind,
            np=np,
            gender=stated(np) or self.genders.get(name, ""),
            leaning=leaning(np),
            plural=bare.plural or (np.plural and bare is np),
            proper=proper,
            group=bare.group,
        )
        _add_looks(figure, bare)
        if np.alias is not None:
            _add_looks(figure, np.alias)
        self.figures.append(figure)
        return figure

    def _own(self, name: str) -> str:
        """The spelling the user gave with a picture, if the figure has that name."""
        return self.own_names.get(name.casefold(), name)[:110]

    def unused(self, name: str) -> str:
        """The name, or with an ordinal where somebody or something has it already."""
        taken = {figure.name.casefold() for figure in self.figures}
        if name.casefold() not in taken:
            return name
        for ordinal in ("second", "third", "fourth", "fifth", "sixth"):
            if f"{ordinal} {name}".casefold() not in taken:
                return f"{ordinal} {name}"
        return f"{name} {len(taken)}"


def _tells_more(alias: NounPhrase) -> bool:
    """Whether the second name says what is drawn: "the bell ringer, an owl"."""
    return alias.group == "animal" or alias.head in ("robot", "alien", "ghost", "vampire", "elf", "zombie", "dragon")


def _title_of(np: NounPhrase) -> str | None:
    """ "captain" of "Captain Rosa"."""
    titles = [modifier.text.lower() for modifier in np.modifiers]
    return next((title for title in titles if lexicon().nouns.get(title) in ("person", "animal")), None)


def _prominence(setting: Setting) -> str:
    """What is merely where something happens is hardly meant by a later "it"; what is searched for is."""
    if setting.preposition == "for" and lexicon().is_a("seeking", setting.lemma):
        return OBJECT
    return LOCATION if setting.role == OBLIQUE and setting.preposition in _LOCATING else setting.role


def _with_article(np: NounPhrase) -> str:
    """An inner noun phrase of a place's name, as the prompt has it."""
    words = [word.token.text for word in np.words if word.tag != "POSS"]
    return " ".join(words)


def _last_seen(figure: Figure) -> int:
    return figure.seen[-1][0] if figure.seen else -1


def _head(np: NounPhrase) -> str:
    """The noun that is drawn: "corgi" of "corgi astronaut", "dog" of "robot dog"."""
    return drawn_modifier(np) or np.head


def drawn_modifier(np: NounPhrase) -> str | None:
    """An animal whose role the head is: the "corgi" of "corgi astronaut", but no lion in a "lion tamer"."""
    known = lexicon().nouns
    if np.group != "person" or lexicon().is_a("works_on_animals", np.head):
        return None
    for at, modifier in reversed(list(enumerate(np.modifiers))):
        word = modifier.text.lower()
        if at and known.get(f"{np.modifiers[at - 1].text.lower()} {word}", "animal") != "animal":
            return None
        if known.get(word) == "animal" and not modifier.adjective:
            return word
        if not modifier.adjective and word in ("robot", "alien", "zombie", "vampire") and np.head != word:
            return word
    return None


def kind_of(np: NounPhrase, setting: Setting, hunch: Hunch | None = None) -> EntityKind | None:
    """What a noun phrase names; None for times, weather, ideas and parts of a body."""
    if np.of is not None and (lexicon().is_a("collectives", np.head)):
        return kind_of(np.of, setting, hunch)
    if lexicon().is_a("anyone", np.head) or np.head[0].isdigit():
        return None
    if np.alias is not None and not np.alias.proper and np.alias.group == "animal":
        return EntityKind.ANIMAL
    if drawn_modifier(np) is not None:
        return EntityKind.PERSON if drawn_modifier(np) in ("robot", "alien", "zombie", "vampire") else EntityKind.ANIMAL
    if np.proper:
        return _kind_of_name(np, setting)
    group = np.group
    if group == "body" and (setting.role == SUBJECT or (setting.role == OBJECT and np.possessor is None)):
        return EntityKind.OBJECT
    if _in_the_grip(np, setting) or _at_work(np, setting):
        return EntityKind.OBJECT
    if group in ("time", "weather", "abstract", "body") or _occasion(np, setting) or _befriends(np, setting):
        return None
    if np.homeward or _grounds(np, setting):
        return EntityKind.PLACE
    if group in ("building", "place") or lexicon().is_place(np.head):
        return _place_or_object(np, setting, group)
    if group == "person":
        return EntityKind.PERSON
    if group == "animal":
        return EntityKind.OBJECT if _toy(np) and setting.role != SUBJECT else EntityKind.ANIMAL
    return EntityKind.OBJECT if group else _kind_of_unknown(np, setting, hunch)


def _toy(np: NounPhrase) -> bool:
    return any(lexicon().is_a("toy_materials", modifier.text.lower()) for modifier in np.modifiers)


def _befriends(np: NounPhrase, setting: Setting) -> bool:
    """ "makes friends with the fox": nobody else comes."""
    return setting.role == OBJECT and setting.lemma == "make" and np.head == "friend" and not np.determiner


def _occasion(np: NounPhrase, setting: Setting) -> bool:
    """ "wears them to a ball", "dances at the ball": people go there, nobody throws it."""
    known = lexicon()
    there = setting.preposition in ("to", "at", "for", "from", "before", "after", "during")
    attended = there and known.is_a("going_out", setting.lemma)
    shown = setting.role == OBJECT and known.is_a("works", np.head) and known.is_a("performing", setting.lemma)
    return shown or (
        known.is_a("occasions", np.head) and (attended or (_goes_out(setting) and not setting.preposition))
    )


def _goes_out(setting: Setting) -> bool:
    """ "Cinderella leaves the ball", which a dog would leave too, but another one."""
    people = setting.clause is not None and all(np.group != "animal" for np in setting.clause.owners)
    return people and setting.lemma in ("attend", "enter", "host", "leave", "miss")


def _in_the_grip(np: NounPhrase, setting: Setting) -> bool:
    """Weather and light that somebody handles: "locks a storm in a jar", "catches the moonlight"."""
    airy = np.group == "weather" or lexicon().is_a("lights", np.head)
    return airy and setting.role == OBJECT and not setting.preposition and lexicon().is_a("grasping", setting.lemma)


def _at_work(np: NounPhrase, setting: Setting) -> bool:
    """A force of nature that does something to somebody or somewhere: "the flood reaches the valley"."""
    if setting.role != SUBJECT or setting.clause is None or not lexicon().is_a("forces", np.head):
        return False
    return any(not piece.preposition and any(not each.pronoun for each in piece.nps) for piece in setting.clause.pieces)


def _grounds(np: NounPhrase, setting: Setting) -> bool:
    """Words that name a place only where somebody is or goes: "on the ice", "into the ring", "from the stands"."""
    known = lexicon()
    looked_at = setting.preposition == "at" and known.is_a("looking", setting.lemma)
    there = known.is_a("place_prepositions", setting.preposition) and setting.preposition != "of" and not looked_at
    return setting.role == OBLIQUE and there and np.determiner == "the" and known.is_a("grounds", np.head)


def _kind_of_name(np: NounPhrase, setting: Setting) -> EntityKind | None:
    if np.alias is not None:
        return kind_of(np.alias, setting) or EntityKind.PERSON
    words = [*(modifier.text.lower() for modifier in np.modifiers), np.head.lower()]
    known = lexicon()
    if known.nouns.get(" ".join(words)) in ("time", "weather"):
        return None
    if any(word in known.names or known.nouns.get(word) == "person" for word in words):
        return EntityKind.PERSON
    if " ".join(words) in known.proper_places or words[-1] in known.proper_places or known.is_place(words[-1]):
        return EntityKind.PLACE
    if lexicon().is_a("place_prepositions", setting.preposition) or setting.preposition in (
        "down",
        "up",
        "along",
        "past",
    ):
        return EntityKind.PLACE
    if known.nouns.get(words[-1]) not in (None, "time", "weather", "abstract"):
        return known.kind(words[-1]) or EntityKind.OBJECT
    return EntityKind.PERSON


def _place_or_object(np: NounPhrase, setting: Setting, group: str) -> EntityKind:
    """Buildings and the like are places unless something is done with them: built, carried, lifted, flying."""
    known = lexicon()
    if (
        lexicon().is_a("looked_at", np.head)
        and setting.preposition == "at"
        and lexicon().is_a("looking", setting.lemma)
    ):
        return EntityKind.OBJECT
    if group not in ("building", "place"):
        located = setting.role == OBLIQUE and lexicon().is_a("place_prepositions", setting.preposition)
        travelled = setting.role == OBJECT and known.is_a("place_object", setting.lemma)
        if group and not (located or travelled):
            return known.kind(np.head) or EntityKind.OBJECT
        return EntityKind.PLACE if located and not group else known.kind(np.head) or EntityKind.PLACE
    verb = setting.clause.verb if setting.clause is not None else None
    handled = group == "building" and verb is not None and not known.is_a("place_object", setting.lemma)
    held = known.is_a("put_like", setting.lemma) and not known.is_a("place_object", setting.lemma)
    caught = np.head in ("moon", "star", "sky") and not known.is_a("place_object", setting.lemma)
    made = handled or held or caught or known.is_a("making", setting.lemma)
    if setting.role == OBJECT and not setting.preposition and made:
        return EntityKind.OBJECT if setting.lemma != "take" else EntityKind.PLACE
    passive = setting.clause is not None and setting.clause.verb is not None and setting.clause.verb.passive
    erupts = np.head == "volcano" and known.is_a("erupting", setting.lemma)
    if setting.role == SUBJECT and (erupts or (passive and known.is_a("making", setting.lemma))):
        return EntityKind.OBJECT
    moves = known.is_a("motion_to", setting.lemma) or setting.lemma in ("walk", "dance", "wake", "run", "collapse")
    if setting.role == SUBJECT and (group == "building" or lexicon().is_a("looked_at", np.head)) and moves:
        return EntityKind.OBJECT
    return EntityKind.PLACE


def _kind_of_unknown(np: NounPhrase, setting: Setting, hunch: Hunch | None) -> EntityKind | None:
    """A noun no list has: by its ending, by what it means if anybody knows that, and by what it does."""
    head = np.head
    if head.endswith(_ABSTRACT_ENDS) and setting.role != SUBJECT:
        return None
    felt = hunch.kind(head) if hunch is not None else None
    if felt is not None and (felt != EntityKind.PLACE or setting.role in (SUBJECT, OBLIQUE)):
        return EntityKind(felt)
    acts = setting.role == SUBJECT and setting.clause is not None and setting.clause.verb is not None
    if head.endswith(_PERSON_ENDS) and (acts or setting.role != OBLIQUE) and len(head) > 4:
        return EntityKind.PERSON if acts or head.endswith(("ist", "man", "woman")) else EntityKind.OBJECT
    if setting.role == OBLIQUE and setting.preposition in ("in", "into", "through", "across", "to", "at", "toward"):
        known_noun = "NOUN" in parts_of_speech(head)
        put = lexicon().is_a("put_like", setting.lemma) or (
            setting.preposition in ("to", "at") and not lexicon().is_a("motion_to", setting.lemma)
        )
        put = put or np.possessor is not None
        if not put and (lexicon().is_a("motion_to", setting.lemma) or not known_noun):
            return EntityKind.PLACE
    return EntityKind.OBJECT


def _differs(figure: Figure, np: NounPhrase) -> bool:
    """Whether the noun phrase has a modifier that the figure's own words do not have."""
    own = {word.lower() for word in figure.name.split()} | {
        v.lower() for values in figure.looks.values() for v in values
    }
    return any(modifier.text.lower() not in own for modifier in np.modifiers)


def _contradicts(figure: Figure, np: NounPhrase) -> bool:
    """ "the white cat" cannot be the black one; "the brave knight" can be any knight."""
    groups = lexicon().adjectives
    for modifier in np.modifiers:
        group = groups.get(modifier.text.lower())
        if not modifier.adjective or (group in ("color", "size", "age", "material") and group in figure.looks):
            return True
    return False


def _could_be(figure: Figure, word: str) -> bool:
    if word in _SAME_AS:
        if figure.kind is not EntityKind.PERSON or figure.head in _SAME_AS:
            return False
        if _SAME_AS[word] and figure.gender != _SAME_AS[word]:
            return False
        young = lexicon().is_a("children", figure.head) or figure.group != "person"
        return not (lexicon().is_a("adults", word) and young) and not (
            lexicon().is_a("children", word) and not figure.proper
        )
    if lexicon().is_a("any_animal", word):
        return figure.kind is EntityKind.ANIMAL
    if word in _BREEDS:
        return lexicon().is_a(_BREEDS[word], figure.head)
    if word in ("ship", "boat", "vehicle", "car"):
        return figure.group == "vehicle" and figure.head != word and word == "vehicle"
    return False


def _add_looks(figure: Figure, np: NounPhrase) -> None:
    """Adjectives, features, number and role as aspects, in the prompt's own words."""
    groups = lexicon().adjectives
    drawn = drawn_modifier(np)
    for modifier in np.modifiers:
        if modifier.adjective:
            figure.look(groups.get(modifier.text.lower(), "look"), modifier.text)
    if drawn is not None:
        figure.look("role", np.head)
    if np.count and np.count > 1:
        figure.look("count", np.determiner if np.determiner not in ("the", "") else str(np.count))
    for preposition, feature in np.features:
        if preposition == "in" or feature.group == "wear":
            figure.look("wears", feature.look)
        elif feature.look != feature.head_text and not feature.features:
            figure.look(feature.head_text.lower(), feature.look.removesuffix(f" {feature.head_text}"))
        else:
            figure.look("with", feature.look)
