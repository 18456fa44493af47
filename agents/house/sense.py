"""What the verbs say about whom a pronoun means: who thanks was helped, who is scolded did something."""

from videostudio.agents.house.acts import Act, figures_of
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.forms import singular
from videostudio.agents.house.lexicon import lexicon

_TOWARDS = ("", "against", "at", "for", "into", "on", "over", "to")
_ANSWERS = (
    ("asking", "answering"),
    ("chasing", "escaping"),
    ("giving", "receiving"),
    ("helping", "thanking"),
    ("provoking", "reacting"),
    ("teaching", "learning"),
)
"""Groups of verbs: what somebody does to somebody, and what that one then does."""


def likely_subjects(act: Act, before: Act | None, figures: list[Figure]) -> tuple[Figure, ...]:
    """Figures that the clause's verb makes likely to be its "he" or "she": whose trade or name it is about, and
    who reacts to what the clause before did to somebody."""
    likely = [figure for figure in figures if _by_name(figure, act) or _by_trade(figure, act.lemma)]
    if before is not None:
        likely += _by_cause(act, before) or _by_reaction(act, before)
    return tuple(likely)


def _by_name(figure: Figure, act: Act) -> bool:
    """ "wins the race" is done by the race driver."""
    words = {singular(word) for word in figure.name.lower().split()[:-1]}
    things = {np.head for piece in act.clause.pieces for np in piece.nps if not np.pronoun and np.possessor is None}
    return figure.animate and not figure.proper and bool(words & things)


def _by_trade(figure: Figure, lemma: str) -> bool:
    """ "bandages" is done by the vet."""
    trades = lexicon().trades
    return any(lemma in trades[word] for word in (figure.head, *figure.name.lower().split()) if word in trades)


def _by_cause(act: Act, before: Act) -> tuple[Figure, ...]:
    """ "fires the clerk because he sleeps", "envies her because she wins": the verb says whose doing it is."""
    if act.clause.marker not in ("because", "since", "for"):
        return ()
    if lexicon().is_a("blames_object", before.lemma):
        return _patients(before)
    return figures_of(before.subjects) if lexicon().is_a("blames_subject", before.lemma) else ()


def _by_reaction(act: Act, before: Act) -> tuple[Figure, ...]:
    """ "startles a nurse. She screams", "helps a beggar. She thanks him"."""
    known = lexicon()
    answers = any(known.is_a(done, before.lemma) and known.is_a(answer, act.lemma) for done, answer in _ANSWERS)
    return _patients(before) if answers else ()


def _patients(act: Act) -> tuple[Figure, ...]:
    """To whom it is done: object, or whom the thing falls on; the subject of a passive."""
    if act.clause.verb is not None and act.clause.verb.passive:
        return tuple(figure for figure in figures_of(act.subjects) if figure.animate)
    doers = figures_of(act.subjects)
    phrases = [phrase for phrase in act.phrases if phrase.preposition in _TOWARDS]
    done_to = [f for phrase in phrases for f in figures_of(phrase.mentions) if f.animate and f not in doers]
    return tuple(done_to[:1])
