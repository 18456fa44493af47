"""Pronouns to figures: number, gender and kind decide who can be meant, recency and role who is."""

from dataclasses import dataclass

from videostudio.agents.house.cast import LOCATION, OBJECT, OWNER, SUBJECT, Cast, Figure
from videostudio.agents.house.lexicon import lexicon
from videostudio.film.entity import EntityKind

MALE, FEMALE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THIRD_PERSON = MALE | FEMALE | NEUTER | PLURAL
_REMEMBERED = 60
"""Figures that a pronoun can still mean: of very long prompts only the latest."""
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_POSSESSIVE = frozenset({"his", "her", "its", "their"})


@dataclass(frozen=True)
class Question:
    """A pronoun in its clause: what else the clause has, and whether it owns something."""

    word: str
    number: int
    role: str
    lemma: str = ""
    """The clause's verb."""
    owns: bool = False
    thing: str = ""
    """Head of what is owned."""
    subjects: tuple[Figure, ...] = ()
    """Whom the clause is about, as far as they are read."""
    others: tuple[Figure, ...] = ()
    """Other figures of the same clause: an object pronoun does not mean them."""
    likely: tuple[Figure, ...] = ()
    """Figures that the sense of the verb speaks for."""
    rather_not: tuple[Figure, ...] = ()
    """Figures that it means only if there is nobody else."""
    contrast: bool = False
    """The clause has a pronoun of the other gender too: whoever is known to be a woman is the "she"."""
    everyone: bool = False
    """"they all", "them both": more than one plural figure may be meant."""
    pair: bool = False


def resolve(question: Question, cast: Cast) -> tuple[Figure, ...]:
    """The figures a pronoun means; () when it means nobody ("it rains") or there is nobody."""
    if question.word in _REFLEXIVE:
        return question.subjects
    if question.word in PLURAL:
        return _plural(question, cast)
    fitting = [f for f in cast.figures[-_REMEMBERED:] if _can_be(question, f)]
    best = max(fitting, key=lambda figure: _weight(question, figure), default=None)
    if best is None or (best.kind is EntityKind.PLACE and _handled(question)):
        return ()
    if question.word in MALE | FEMALE:
        cast.fit += _weight(question, best)[0]
        best.gender = "m" if question.word in MALE else "f"
    if not (question.owns and question.word in NEUTER):
        best.called.add(_class_of(question.word))
    best.seen.append((question.number, OWNER if question.owns else question.role))
    return (best,)


def _handled(question: Question) -> bool:
    """Whether the verb takes its object in the hands, as nobody takes a place."""
    known = lexicon()
    in_hands = known.is_a("grasping", question.lemma) or known.is_a("put_like", question.lemma)
    return question.role == OBJECT and in_hands and not known.is_a("place_object", question.lemma)


def _class_of(word: str) -> str:
    return "m" if word in MALE else "f" if word in FEMALE else "n"


def _can_be(question: Question, figure: Figure) -> bool:
    if figure.plural or (not question.owns and figure in (*question.subjects, *question.others)):
        return False
    if question.word in NEUTER:
        like_it = lexicon().is_a("it_people", figure.head) and not figure.called & {"m", "f"}
        return like_it or (not figure.gender and figure.kind is not EntityKind.PERSON)
    sex = _class_of(question.word)
    if lexicon().is_a("many_in_one", figure.head):
        return False
    if figure.kind is EntityKind.PLACE or figure.gender not in ("", sex) or "n" in figure.called:
        return False
    return figure.animate


def _weight(question: Question, figure: Figure) -> tuple[int, int]:
    """Higher is likelier; ties go to who was named last."""
    number, role = _freshest(figure)
    weight = -7 * min(question.number - number, 6)
    if question.owns and figure in question.subjects:
        weight += -6 if _is_anothers(question) else 9
    weight += {SUBJECT: 6, OBJECT: 3, OWNER: -2, LOCATION: -7}.get(role, 1)
    if question.role == SUBJECT and role == SUBJECT and not question.owns:
        weight += 3
    if question.role != SUBJECT and role == OBJECT:
        weight += 3
    if lexicon().is_a("crews", question.thing) and question.word in NEUTER and figure.group == "vehicle":
        weight += 14
    weight -= 14 if figure in question.rather_not else 0
    weight += 18 if figure in question.likely else 0
    weight -= 4 if question.role != SUBJECT and lexicon().is_a("forces", figure.head) else 0
    if question.role == SUBJECT and not question.owns and not figure.animate:
        weight -= 8 if lexicon().is_a("of_alive", question.lemma) else 0
    if question.role == SUBJECT and not question.owns and figure.group:
        weight += 6 if lexicon().is_a(f"of_{figure.group}", question.lemma) else 0
    if question.role != SUBJECT and not question.owns and figure.group:
        weight += 8 if lexicon().is_a(f"with_{figure.group}", question.lemma) else 0
    weight += _kind_weight(question, figure)
    return weight, number


def _is_anothers(question: Question) -> bool:
    """ "knocks on her door", "takes his hand": door and hand are rarely the doer's own."""
    known = lexicon()
    if known.is_a("at_others", question.lemma) and known.is_a("homes", question.thing):
        return True
    return known.is_a("touching", question.lemma) and known.nouns.get(question.thing) == "body"


def _freshest(figure: Figure) -> tuple[int, str]:
    """Clause and role of the latest mention; of several in one clause the most prominent."""
    number = figure.seen[-1][0]
    roles = [role for at, role in figure.seen[-6:] if at == number]
    return number, next((role for role in (SUBJECT, OBJECT) if role in roles), roles[-1])


def _kind_weight(question: Question, figure: Figure) -> int:
    sex = _class_of(question.word)
    if question.word in NEUTER:
        weight = {
            EntityKind.OBJECT: 3 if question.role == SUBJECT else 4,
            EntityKind.ANIMAL: 3,
            EntityKind.PLACE: -6,
        }.get(figure.kind, -1)
        weight += 3 if question.role == SUBJECT and figure.kind is EntityKind.ANIMAL else 0
        return weight + (6 if "n" in figure.called else 0)
    weight = 0 if figure.gender != sex else 16 if question.contrast else 8
    if not figure.gender and figure.leaning:
        weight += 2 if figure.leaning == sex else -2
    weight += 5 if sex in figure.called else 0
    return weight + (0 if figure.kind is EntityKind.PERSON or sex in figure.called else -16)


# --- plural -----------------------------------------------------------------------------------------


def _plural(question: Question, cast: Cast) -> tuple[Figure, ...]:
    choices: list[tuple[Figure, ...]] = []
    if not question.pair:
        choices += [
            (figure,)
            for figure in cast.figures[-_REMEMBERED:]
            if _is_many(figure) and figure.kind is not EntityKind.PLACE
        ]
    choices += cast.groups[-_REMEMBERED:]
    excluded = () if question.owns else (*question.subjects, *question.others)
    choices = [choice for choice in choices if not set(map(id, choice)) & set(map(id, excluded))]
    together = _together(question, cast, excluded)
    if len(together) > 1 or (together and (not choices or question.everyone)):
        choices.append(together)
    best = max(choices, key=lambda choice: _plural_weight(question, choice, together, cast.groups), default=together)
    for figure in best:
        figure.seen.append((question.number, OWNER if question.owns else question.role))
        figure.called.add("p")
    cast.note_group(best)
    return best


def _is_many(figure: Figure) -> bool:
    """A plural, or one word for several: "an old couple"."""
    return figure.plural or lexicon().is_a("many_in_one", figure.head)


def _together(question: Question, cast: Cast, excluded: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Everyone alive in the clauses just before: "A boy meets a girl. They dance."."""
    alive = [f for f in cast.figures[-_REMEMBERED:] if f.animate and f not in excluded and _freshest(f)[1] != OWNER]
    last = max((_freshest(figure)[0] for figure in alive), default=0)
    near = [figure for figure in alive if _freshest(figure)[0] >= last - (2 if question.everyone else 1)]
    return tuple(near[-2:] if question.pair else near)


def _plural_weight(
    question: Question, choice: tuple[Figure, ...], together: tuple[Figure, ...], groups: list[tuple[Figure, ...]]
) -> tuple[int, int]:
    number = max(_freshest(figure)[0] for figure in choice)
    roles = {_freshest(figure)[1] for figure in choice}
    weight = -7 * min(question.number - number, 6)
    weight += 6 if SUBJECT in roles else 3 if OBJECT in roles else 1
    if question.role == SUBJECT and not question.owns:
        weight += 3 if SUBJECT in roles else 0
        weight -= 0 if all(figure.animate for figure in choice) else 9
    elif OBJECT in roles and not question.owns:
        weight += 3
    if question.owns and not all(figure.animate for figure in choice):
        weight -= 6
    if question.owns and choice == question.subjects:
        weight += 9
    if len(choice) > 1 and choice == together and not (question.everyone or question.pair):
        mixed = any(figure.plural for figure in choice)
        weight -= 14 if mixed or question.role != SUBJECT else 4
    if question.everyone and choice == together:
        weight += 20
    if "p" in choice[0].called:
        weight += 2
    if len(choice) > 1 and choice in groups:
        weight += 6
    return weight, number


def impersonal(lemma: str, has_object: bool, adjectives: tuple[str, ...]) -> bool:
    """Whether "it" of this clause means the weather or the time: "it rains", "it gets dark"."""
    if lemma in ("rain", "snow", "pour", "hail", "thunder", "storm", "drizzle"):
        return not has_object
    if lemma in ("get", "be", "grow", "become", "turn", "start", "begin"):
        known = lexicon()
        sky = frozenset(
            [
                "dark",
                "late",
                "cold",
                "warm",
                "light",
                "hot",
                "windy",
                "rainy",
                "foggy",
                "sunny",
                "cloudy",
                "stormy",
                "early",
                "bright",
                "icy",
            ]
        )
        return any(word in sky or known.nouns.get(word) in ("time", "weather") for word in adjectives)
    return False
