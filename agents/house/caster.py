"""Clauses into acts: finds out, in the order of the text, whom every noun phrase and pronoun means."""

from dataclasses import dataclass, replace
from itertools import pairwise

from videostudio.agents.house.acts import Act, Mention, Phrase, figures_of
from videostudio.agents.house.cast import LOCATION, OBJECT, OBLIQUE, OWNER, SUBJECT, Cast, Figure, Setting
from videostudio.agents.house.clauses import Clause, Piece
from videostudio.agents.house.forms import owner_form, singular
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.noun_phrases import ELIDED
from videostudio.agents.house.phrases import NounPhrase
from videostudio.agents.house.pronouns import FEMALE, MALE, THIRD_PERSON, Question, impersonal, resolve
from videostudio.agents.house.sense import likely_subjects
from videostudio.film.entity import EntityKind

_STRANGER = 20
"""What it costs the fit of a reading that a pronoun means somebody the prompt does not name."""
_STAND_INS = {
    "he": ("man", False),
    "she": ("woman", False),
    "they": ("people", True),
    "i": ("storyteller", False),
    "me": ("storyteller", False),
    "we": ("friends", True),
    "us": ("friends", True),
}


@dataclass(frozen=True)
class Resolution:
    """One pronoun of the prompt: its word, offset (in the NFC text) and the figures it means."""

    word: str
    start: int
    figures: tuple[Figure, ...]


class Caster:
    """Turns clauses into acts, in the order of the text, and keeps the trace of pronouns."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.trace: list[Resolution] = []
        self._elisions: set[int] = set()
        self._ahead: Clause | None = None
        self._following: Clause | None = None
        self._before: Act | None = None
        self._met: dict[int, Mention] = {}
        self._subjects: dict[int, tuple[Mention, ...]] = {}
        self._done_to: dict[str, Figure] = {}
        """By verb: the thing that it was last done to."""

    def act(self, clause: Clause, number: int, following: Clause | None = None) -> Act:
        """The clause as an act. Clauses must come in the order of the text; a pronoun may look ahead to the
        subject of the `following` one ("When she wakes, Lena ...")."""
        self._ahead = following if following is not None and following.sentence == clause.sentence else None
        self._following = following
        act = Act(clause, number)
        before = [piece for piece in clause.fronted if not piece.inside]
        fronted = [self._phrase(piece, act) for piece in before]
        act.subjects = self._subject_mentions(clause, act)
        self.cast.note_group(figures_of(act.subjects))
        inside = [self._phrase(piece, act) for piece in clause.fronted if piece.inside]
        for figure in figures_of(tuple(mention for phrase in inside for mention in phrase.mentions)):
            figure.seen = [(at, OBLIQUE if role == LOCATION else role) for at, role in figure.seen]
        fronted += inside
        act.fronted = tuple(fronted)
        for piece in clause.pieces:
            act.phrases = (*act.phrases, self._phrase(piece, act))
        act.place, act.soft = _place(act), _is_soft(act)
        _named_with_surroundings(act, self.cast)
        _mark_patients(act)
        _note_qualities(act)
        if _became(act):
            self._subjects[id(clause)] = act.phrases[0].mentions
        if clause.verb is not None:
            self._before = act
        for figure in figures_of(act.objects()):
            if figure.kind is EntityKind.OBJECT:
                self._done_to[act.lemma] = figure
        return act

    def _subject_mentions(self, clause: Clause, act: Act) -> tuple[Mention, ...]:
        if clause.subjects:
            mentions: tuple[Mention, ...] = ()
            for np in clause.subjects:
                mentions = (*mentions, self._mention(np, act, SUBJECT, "", mentions))
                act.subjects = mentions
        else:
            source = clause.shares
            while source is not None and not source.subjects and source.shares is not None:
                source = source.shares
            mentions = self._subjects.get(id(source), ())
            for figure in figures_of(mentions):
                figure.seen.append((act.number, SUBJECT))
            if not mentions and source is None and clause.verb is not None and "VB" in clause.verb.tags:
                mentions = self._whoever(act)
        self._subjects[id(clause)] = mentions
        return mentions

    def _phrase(self, piece: Piece, act: Act) -> Phrase:
        passive = act.clause.verb is not None and act.clause.verb.passive
        role = OBLIQUE if piece.preposition and not (passive and piece.preposition == "by") else OBJECT
        mentions: tuple[Mention, ...] = ()
        for np in piece.nps:
            mentions = (*mentions, self._mention(np, act, role, piece.preposition, mentions))
        if not piece.preposition or piece.preposition in ("with", "to"):
            self.cast.note_group(figures_of(mentions))
        return Phrase(piece.preposition, mentions, piece.text, piece.joiner, piece.inside, piece.after)

    def _mention(
        self, np: NounPhrase, act: Act, role: str, preposition: str = "", beside: tuple[Mention, ...] = ()
    ) -> Mention:
        if id(np) in self._met:
            mention = self._met[id(np)]
            for figure in mention.figures:
                figure.seen.append((act.number, role))
            return mention
        if not np.pronoun and self._is_predicate(np, act, role, preposition):
            self._met[id(np)] = Mention(np, figures_of(act.subjects))
            for figure in figures_of(act.subjects):
                figure.turns_out(np)
            return Mention(np, owner=self._owner(np, act, beside))
        if np.pronoun and role != SUBJECT and (part := self._part_before(np, act)) is not None:
            self.trace.append(Resolution(np.head, np.start, ()))
            mention = part
        elif np.pronoun:
            mention = Mention(np, self._pronoun(np, act, role, preposition))
        else:
            mention = self._noun(np, act, Setting(act.number, role, preposition, act.clause), beside)
        self._met[id(np)] = mention
        return mention

    def _part_before(self, np: NounPhrase, act: Act) -> Mention | None:
        """ "cuts her hair and ties it": the hair, which is no figure."""
        before = self._before
        if before is None or np.head not in ("it", "them") or before.clause.sentence != act.clause.sentence:
            return None
        if not act.subjects or figures_of(before.subjects) != figures_of(act.subjects):
            return None
        done_to = before.objects()
        last = done_to[-1] if done_to else None
        own = last is not None and last.np.group == "body" and last.owned_by_subject and not last.figures
        return last if own and last is not None and last.np.plural == (np.head == "them") else None

    def _is_predicate(self, np: NounPhrase, act: Act, role: str, preposition: str) -> bool:
        """ "is a food critic", "wants to be a king", "become friends": another word for the subject. What a
        caterpillar becomes is something to be seen."""
        if act.lemma in ("name", "call") and role == OBJECT and np.proper and act.phrases:
            return True
        turned = act.lemma == "turn" and preposition == "into"
        if not act.subjects or not (turned or (role == OBJECT and lexicon().is_a("becoming", act.lemma))):
            return False
        if lexicon().is_a("predicates", np.head) and not np.proper:
            return True
        if turned or np.determiner not in ("a", "an"):
            return False
        role_of_person = np.group == "person" and all(f.kind is EntityKind.PERSON for f in figures_of(act.subjects))
        return act.lemma == "be" or role_of_person

    def _noun(self, np: NounPhrase, act: Act, setting: Setting, beside: tuple[Mention, ...]) -> Mention:
        np = self._spelled_out(np, setting.role, act.lemma)
        owner = self._owner(np, act, beside)
        if np.head == ELIDED and (thing := self._elided(np, owner, setting)) is not None:
            return Mention(np, (thing,))
        known = len(self.cast.figures)
        if np.head == "other" and (many := [f for f in self.cast.figures if f.plural and f.animate]):
            return Mention(np, (many[-1],))
        figure = self.cast.identify(np, setting)
        if figure is not None and len(self.cast.figures) > known and owner is not None and owner.figures:
            figure.owner = owner.figures[0] if owner.figures[0] is not figure else None
        if figure is not None:
            self._trace_looks(np, figure, act)
        inner = None
        if np.of is not None and lexicon().is_a("measures", np.head):
            inner = Mention(np.of)
        elif np.of is not None and not (figure is not None and lexicon().is_a("collectives", np.head)):
            of_where = np.group == "animal" or lexicon().is_a("rulers", np.head)
            preposition = "of" if of_where and np.of.proper else setting.preposition
            inner = self._mention(np.of, act, OBLIQUE if figure is None else OWNER, preposition)
        figures: tuple[Figure, ...] = (figure,) if figure is not None else ()
        if figure is None and inner is not None and lexicon().is_a("part_nouns", np.head):
            figures = inner.figures
            for each in figures:
                each.seen.append((act.number, setting.role))
        subjects = figures_of((*act.subjects, *beside))
        mine = owner is not None and bool(owner.figures) and all(f in subjects for f in owner.figures)
        beside_owner = mine and any(f in figures_of(beside) for f in (owner.figures if owner else ()))
        return Mention(np, figures, owner, inner, mine, beside_owner, first=len(self.cast.figures) > known)

    def _elided(self, np: NounPhrase, owner: Mention | None, setting: Setting) -> Figure | None:
        """ "swap suitcases. He opens hers": the suitcase of hers."""
        things = [f for f in self.cast.figures if f.kind is EntityKind.OBJECT and f.seen[-1][1] == OBJECT]
        if owner is None or not owner.figures or not things:
            return None
        whose = owner.figures[0]
        thing = max(things, key=lambda f: (id(f) in self._elisions, f.plural or f.owner is not None, f.seen[-1][0]))
        alike = next((f for f in self.cast.figures if f.head == thing.head and f.owner is whose), None)
        if alike is None:
            name = f"{owner_form(whose.name, whose.plural)} {thing.head}"
            called = NounPhrase(
                np.words, thing.head, name, determiner="" if whose.proper else "the", proper=whose.proper
            )
            alike = self.cast.add(called, EntityKind.OBJECT)
            alike.owner, alike.head, alike.group = whose, thing.head, thing.group
            self._elisions.add(id(alike))
        alike.seen.append((setting.number, setting.role))
        return alike

    def _trace_looks(self, np: NounPhrase, figure: Figure, act: Act) -> None:
        """ "a skater with a cast on her wrist": the pronoun is hers, and says what she is."""
        if np.alias is not None:
            self._owner(np.alias, act, (), but=(figure,))
            self._trace_looks(np.alias, figure, act)
        for _, part in np.features:
            owner = part.possessor
            if owner is not None and owner.head in THIRD_PERSON:
                gender = "m" if owner.head in MALE else "f" if owner.head in FEMALE else ""
                if figure.gender and gender and figure.gender != gender:
                    self._owner(part, act, ())
                    continue
                figure.gender = figure.gender or (gender if figure.animate and not figure.plural else "")
                self.trace.append(Resolution(owner.head, owner.start, (figure,)))
            self._trace_looks(part, figure, act)

    def _spelled_out(self, np: NounPhrase, role: str, lemma: str) -> NounPhrase:
        """ "the taller one" of two thieves is a taller thief; who built a castle and builds "a bigger one" builds a
        castle, whatever was told of in between."""
        if np.head != "one" or not np.modifiers:
            return np
        many = [f for f in self.cast.figures if f.plural and f.animate] if role == SUBJECT else []
        things = [f for f in self.cast.figures if f.kind is EntityKind.OBJECT]
        if not many and not things:
            return np
        meant = many[-1] if many else self._done_to.get(lemma, things[-1])
        return replace(np, head=meant.head, head_text=meant.head, determiner="the" if many else "a")

    def _owner(
        self, np: NounPhrase, act: Act, beside: tuple[Mention, ...], but: tuple[Figure, ...] = ()
    ) -> Mention | None:
        owner = np.possessor
        if owner is None:
            return None
        if not owner.pronoun:
            return self._mention(owner, act, OBLIQUE if np.group == "body" else OWNER)
        figures: tuple[Figure, ...] = ()
        if owner.head in THIRD_PERSON:
            subjects = figures_of((*act.subjects, *beside))
            question = Question(
                owner.head, act.number, SUBJECT, act.lemma, owns=True, thing=np.head, subjects=subjects, rather_not=but
            )
            figures = resolve(question, self.cast) or self._looking_ahead(owner.head, act)
            self.trace.append(Resolution(owner.words[0].lower, owner.start, figures))
        return Mention(owner, figures)

    def _pronoun(self, np: NounPhrase, act: Act, role: str, preposition: str) -> tuple[Figure, ...]:
        if np.head == "one" and np.of is not None:
            return self._mention(np.of, act, role, preposition).figures
        if np.head in _STAND_INS and np.head not in THIRD_PERSON:
            return (self._stand_in(np, act, role),)
        if np.head not in THIRD_PERSON:
            return ()
        figures: tuple[Figure, ...] = (
            () if self._is_impersonal(np, act, role) else self._resolved(np, act, role, preposition)
        )
        if not figures and not act.impersonal:
            figures = self._looking_ahead(np.head, act)
        if not figures and not act.impersonal and role == SUBJECT and np.head in _STAND_INS:
            figures = (self._stand_in(np, act, role),)
        self.trace.append(Resolution(np.head, np.start, figures))
        return figures

    def _looking_ahead(self, word: str, act: Act) -> tuple[Figure, ...]:
        """The next clause's subject, when this one hangs on it and its pronoun fits."""
        ahead = self._ahead
        if ahead is None or not act.clause.marker or not ahead.subjects:
            return ()
        nps = ahead.subjects
        many = word in ("they", "them", "their")
        if any(np.pronoun for np in nps) or many != (len(nps) > 1 or nps[0].plural):
            return ()
        self._ahead = None
        figures = figures_of(tuple(self._mention(np, act, OBLIQUE) for np in nps))
        self._ahead = ahead
        gender = "m" if word in MALE else "f" if word in FEMALE else ""
        if not many and any(f.gender and f.gender != gender for f in figures):
            return ()
        for figure in figures:
            figure.gender = figure.gender or gender
        return figures

    def _whoever(self, act: Act) -> tuple[Mention, ...]:
        """ "Never open the door.": people are told so."""
        told = NounPhrase((), "they", "they", plural=True, pronoun=True)
        return (Mention(told, (self._stand_in(told, act, SUBJECT),)),)

    def _stand_in(self, np: NounPhrase, act: Act, role: str) -> Figure:
        """Somebody for a pronoun that the prompt begins with: "She runs." is about a woman."""
        name, plural = _STAND_INS[np.head]
        whole = NounPhrase(
            (),
            singular(name),
            name,
            determiner="" if plural else "the" if name == "storyteller" else "a",
            plural=plural,
        )
        met = next((figure for figure in self.cast.figures if figure.name == name), None)
        if met is not None:
            met.seen.append((act.number, role))
            return met
        self.cast.fit -= _STRANGER
        figure = self.cast.identify(whole, Setting(act.number, role, "", act.clause))
        assert figure is not None
        figure.called |= {figure.gender} - {""}
        return figure

    def _resolved(self, np: NounPhrase, act: Act, role: str, preposition: str) -> tuple[Figure, ...]:
        if preposition in ("in", "on", "inside", "around", "under") and (held := self._holder(np, act)) is not None:
            held.seen.append((act.number, role))
            return (held,)
        pieces = act.clause.pieces
        adverbs = {*(piece.text for piece in pieces), *(act.clause.verb.adverbs if act.clause.verb else ())}
        others = tuple(f for phrase in act.phrases for m in phrase.mentions for f in m.figures)
        again = self._in_infinitive(act)
        first = role == SUBJECT and not (act.clause.verb is not None and act.clause.verb.passive)
        question = Question(
            word=np.head,
            number=act.number,
            role=role,
            lemma=act.lemma,
            subjects=() if again else figures_of(act.subjects),
            likely=likely_subjects(act, self._before, self.cast.figures) if np.head in MALE | FEMALE and first else (),
            rather_not=figures_of(act.subjects) if again else self._named_later(act, role),
            others=others,
            contrast=_has_both(act.clause),
            everyone="all" in adverbs,
            pair="both" in adverbs,
        )
        return resolve(question, self.cast)

    def _named_later(self, act: Act, role: str) -> tuple[Figure, ...]:
        """ "it drops the crown": whoever drops the crown is not the crown. "She jumps, and the waitress laughs":
        whoever jumps is not the waitress."""
        if role != SUBJECT:
            return ()
        named = [np for piece in act.clause.pieces for np in piece.nps]
        after = self._following
        if after is not None and after.sentence == act.clause.sentence and not act.clause.marker:
            named += after.subjects
        heads = {np.head for np in named if np.definite and np.possessor is None and not np.pronoun}
        return tuple(figure for figure in self.cast.figures if figure.head in heads)

    def _in_infinitive(self, act: Act) -> bool:
        """ "begs him to let it go": behind an object and "to", the subject may be meant again."""
        texts = [at for at, phrase in enumerate(act.phrases) if phrase.text.startswith("to ")]
        return bool(texts) and any(each.mentions and not each.preposition for each in act.phrases[: texts[0]])

    def _holder(self, np: NounPhrase, act: Act) -> Figure | None:
        """ "a bottle with a message in it": the bottle."""
        if len(act.phrases) < 2 or act.phrases[-1].preposition != "with" or np.head != "it":
            return None
        return next((f for mention in act.phrases[-2].mentions for f in mention.figures), None)

    def _is_impersonal(self, np: NounPhrase, act: Act, role: str) -> bool:
        if np.head != "it" or role != SUBJECT or act.clause.verb is None:
            return False
        has_object = any(piece.nps and not piece.preposition for piece in act.clause.pieces)
        words = tuple(word for piece in act.clause.pieces for word in piece.text.split())
        times = tuple(np.head for piece in act.clause.pieces if not piece.preposition for np in piece.nps)
        act.impersonal = impersonal(act.lemma, has_object and not times, (*words, *times))
        return act.impersonal


def _has_both(clause: Clause) -> bool:
    """ "she follows him"."""
    words = {np.head for np in (*clause.subjects, *(np for piece in clause.pieces for np in piece.nps)) if np.pronoun}
    return bool(words & MALE) and bool(words & FEMALE)


def _place(act: Act) -> Figure | None:
    """Where the act happens: its destination before its location before where it comes from."""
    best: tuple[int, Figure] | None = None
    for phrase in (*act.phrases, *act.fronted):
        rank = _rank(phrase)
        if phrase.place is not None and rank and (best is None or rank > best[0]):
            best = (rank, phrase.place)
    if best is not None:
        return best[1]
    subject = figures_of(act.subjects)
    mentions = (*act.subjects, *(mention for phrase in act.phrases for mention in phrase.mentions))
    homes = [f for m in mentions if m.inner and any(each.animate for each in m.figures) for f in m.inner.figures]
    home = next((figure for figure in homes if figure.kind is EntityKind.PLACE), None)
    act.homeland = home if home is not None and home.proper else None
    settled = home if act.homeland is None else None
    return next((figure for figure in subject if figure.kind is EntityKind.PLACE), settled)


def _named_with_surroundings(act: Act, cast: Cast) -> None:
    """A new place and what it lies in are one place: "on a bridge in Paris", "a temple on a mountain"; so are a way
    and where it leads: "on the road to Lisbon"."""
    for first, second in pairwise((*act.fronted, *act.phrases)):
        inner, outer = first.place, second.place
        leads = inner is not None and second.preposition == "to" and lexicon().is_a("ways", inner.head)
        if inner is None or outer is None or inner.proper or inner is outer or (inner is not act.place and not leads):
            continue
        new = any(mention.first for mention in first.mentions)
        if (
            new
            and (leads or second.preposition in ("in", "on", "by", "near", "at"))
            and len(inner.name) + len(outer.name) < 80
        ):
            np = second.mentions[0].np
            owned = np.possessor is not None
            determiner = "the " if owned else f"{np.determiner} " if np.determiner else ""
            inner.name = cast.unused(f"{inner.name} {second.preposition} {determiner}{outer.name}")
            act.place = inner
            act.phrases = tuple(phrase for phrase in act.phrases if phrase is not second)
            act.fronted = tuple(phrase for phrase in act.fronted if phrase is not second)
            return


def _rank(phrase: Phrase) -> int:
    """How much a phrase says about where an act happens. The bare "home" of "comes home to the farm" says less than
    the place that is named."""
    if lexicon().is_a("not_to_a_place", phrase.preposition):
        return 0
    if lexicon().is_a("from_a_place", phrase.preposition):
        return 1
    if phrase.mentions and phrase.mentions[0].np.homeward:
        return 2
    return 4 if any(lexicon().is_a("to_a_place", word) for word in phrase.preposition.split()) else 3


def _is_soft(act: Act) -> bool:
    verb = act.clause.verb
    if verb is None:
        return True
    known = lexicon()
    forced = any(word.lower in ("had", "has", "have", "must") for word in verb.words) and len(verb.words) > 1
    if verb.lemma == "be":
        return verb.negated or act.place is None or _says_what(act)
    if forced and not verb.negated:
        return False
    if verb.negated or known.is_a("state", verb.lemma) or verb.modal in ("can", "could", "would", "'d"):
        return True
    if act.clause.marker in ("without", "instead of", "from", "like", "for", "if", "unless", "instead"):
        return True
    things = [f for mention in act.subjects for f in mention.figures]
    if act.clause.marker in ("that", "which") and things and not any(f.animate or f.group == "vehicle" for f in things):
        return True
    return act.clause.describes or known.is_a("wish", verb.helper)


def _says_what(act: Act) -> bool:
    """Whether "is" is followed by a quality or a noun rather than by a place."""
    if act.phrases and act.phrases[0].mentions and not act.phrases[0].preposition:
        return True
    return any(phrase.text not in ("", "back", "there", "home", "still", "again") for phrase in act.phrases)


def _note_qualities(act: Act) -> None:
    """ "It is slow", "The robot is old and rusty": what is always so is a look of whom it is said of."""
    verb, groups = act.clause.verb, lexicon().adjectives
    if verb is None or verb.lemma != "be" or verb.negated or verb.modal or verb.infinitive or verb.helper:
        return
    words = [phrase.text for phrase in act.phrases]
    if not all(words) or any(lexicon().is_a("degrees", word) for word in words):
        return
    for figure in figures_of(act.subjects):
        for word in words:
            if groups.get(word, "mood") not in ("mood", "condition"):
                figure.look(groups[word], word)


def _became(act: Act) -> bool:
    """ "turns into a bird": what comes next is done by the bird."""
    into = bool(act.phrases) and act.phrases[0].preposition == "into"
    changed = into and lexicon().is_a("transforming", act.lemma)
    return changed and any(f.kind is not EntityKind.PLACE for f in figures_of(act.phrases[0].mentions))


def _mark_patients(act: Act) -> None:
    """Who is transformed, caught or woken is whom the story goes on about: their mention counts as a subject's."""
    if _became(act):
        for figure in figures_of(act.phrases[0].mentions):
            figure.seen.append((act.number, SUBJECT))
        _demote(act, OBLIQUE)
    if not lexicon().is_a("patient_focus", act.lemma):
        return
    if act.lemma == "turn" and not any(phrase.preposition in ("into", "to") for phrase in act.phrases):
        return
    for phrase in act.phrases[:1]:
        for figure in figures_of(phrase.mentions):
            if figure.animate and not phrase.preposition:
                figure.seen.append((act.number, SUBJECT))
                _demote(act)


def _demote(act: Act, role: str = OBJECT) -> None:
    """The subjects count as mentioned in a lesser role."""
    for each in figures_of(act.subjects):
        each.seen[:] = [(n, role if n == act.number and r == SUBJECT else r) for n, r in each.seen]
