"""Clauses: who does what, to what and where. Cut from a sentence's pieces, still in the words of the prompt."""

from dataclasses import dataclass, field, replace

from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import Item, NounPhrase, VerbGroup

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


def clauses(items: list[Item], sentence: int = 0) -> list[Clause]:
    """A sentence's clauses, in the order of its words."""
    return _Reader(items, sentence).run()


class _Reader:
    """Reads pieces from left to right and opens a clause at every verb."""

    def __init__(self, items: list[Item], sentence: int) -> None:
        self.items = items
        self.sentence = sentence
        self.done: list[Clause] = []
        self.at = 0
        self.waiting: tuple[NounPhrase, ...] = ()
        """The subject read last, until its finite verb comes."""
        self.fronted: list[Piece] = []
        self.marker = ""
        self.antecedent: tuple[NounPhrase, ...] | None = None
        self.comma = False
        self.resume: tuple[NounPhrase, ...] = ()
        """Main subject to go on with after a relative clause or participle."""

    @property
    def clause(self) -> Clause | None:
        """The clause that takes what comes next."""
        if len(self.done) > 1 and self.done[-1].aside:
            return self.done[-2]
        return self.done[-1] if self.done else None

    def run(self) -> list[Clause]:
        while self.at < len(self.items):
            item = self.items[self.at]
            getattr(self, f"_on_{item.kind}", self._on_other)(item)
            self.at += 1
        self._flush()
        self._tidy()
        return self.done

    def _tidy(self) -> None:
        """What only the whole sentence shows: a participle is the main verb when no other came ("a fox crossing
        a river"), and a subject may follow its verb ("In the corner sits a cat")."""
        for clause in self.done:
            if self.resume and clause.owners == self.resume:
                clause.describes = False
            if clause.verb is not None and not clause.owners:
                bare = next((piece for piece in clause.pieces if piece.nps and not piece.preposition), None)
                if bare is not None and (lexicon().is_a("inverting", clause.verb.lemma) or clause.fronted):
                    clause.subjects = bare.nps
                    clause.pieces.remove(bare)

    # --- one method per kind of piece -----------------------------------------------------------

    def _on_np(self, item: Item) -> None:
        if item.np is not None and item.np.group == "time" and not self._finite_at(self.at + 1):
            self._place(Piece(text=item.low)) if self.clause or not self._ends_here() else self._read_subject()
            return
        if self._opens_clause(self.at):
            self._read_subject()
            return
        nps, joiner = self._coordination()
        if self.clause is not None and self.clause.verb is not None and not self.waiting:
            self.clause.pieces.append(Piece("", nps, joiner=joiner))
        elif self.waiting and not self._after_comma_or_conj() and not item.words[0].token.emoji:
            self.fronted.append(Piece("", nps, joiner=joiner))
        else:
            self.waiting = (*self.waiting, *nps)

    def _on_prep(self, item: Item) -> None:
        following = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        if following is not None and following.kind == "verb" and following.verb is not None:
            if not following.verb.finite:
                self.marker = item.low
                return
        if following is None or following.np is None:
            self._text(item.low)
            return
        self.at += 1
        nps, joiner = self._coordination()
        self._place(Piece(item.low, nps, joiner=joiner))

    def _on_comma(self, item: Item) -> None:
        self.comma = True
        self.marker = ""
        if self.antecedent is None and self.resume and self._verb_next(self.at + 1):
            self.waiting, self.resume = self.resume, ()

    def _on_conj(self, item: Item) -> None:
        self.comma = True
        self.marker = item.low if item.low in ("but", "so") else ""

    def _on_sub(self, item: Item) -> None:
        if self._is_complement(item):
            self._take_complement()
            return
        if self.waiting and self.clause is None and not self._opens_clause_ahead(self.at + 1):
            self._text(item.low)
            return
        if self.waiting and not (self.clause and self.clause.verb is None):
            self._flush()
        self.marker, self.comma = item.low, False
        following = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        if (
            following is not None
            and following.np is not None
            and following.low in ("that", "this")
            and item.low
            in (
                "after",
                "before",
            )
        ):
            self.at += 1
            self.marker = ""

    def _is_complement(self, item: Item) -> bool:
        """ "discovers that his dog can talk", "forgets where they are": the clause is what the verb is about."""
        if self.clause is None or self.clause.verb is None or self.waiting:
            return False
        just_verb = self.items[self.at - 1].verb is not None
        return item.low in ("that", "how", "why", "what") or (
            item.low in ("where", "if", "when", "who")
            and just_verb
            and self.clause.verb.lemma in ("forget", "know", "ask", "wonder", "remember", "see", "show", "learn")
        )

    def _take_complement(self) -> None:
        """Everything up to the next comma becomes part of the open clause, as it stands."""
        clause = self.clause
        assert clause is not None
        clause.pieces.append(Piece(text=self.items[self.at].low))
        while self.at + 1 < len(self.items) and self.items[self.at + 1].kind not in ("comma", "sub"):
            self.at += 1
            item = self.items[self.at]
            if item.kind == "conj" and self._opens_clause_ahead(self.at + 1):
                self.at -= 1
                return
            if item.np is not None and not (item.np.group == "time"):
                clause.pieces.append(Piece("", (item.np,)))
            else:
                clause.pieces.append(Piece(text=item.low))

    def _on_rel(self, item: Item) -> None:
        last = self._last_np()
        if last is None:
            return
        self.antecedent = (last,)
        if self.waiting and last in self.waiting:
            self.resume, self.waiting = self.waiting, ()
        self.marker = item.low

    def _on_adv(self, item: Item) -> None:
        if item.low in ("later", "ago", "before", "after", "earlier") and self._after_time():
            return
        if self.clause is None or self.clause.verb is None or self.comma or self.waiting or self.marker:
            if not lexicon().is_a("sequence", item.low):
                self.fronted.append(Piece(text=item.low))
        else:
            self._text(item.low)

    def _after_time(self) -> bool:
        """ "Years later", "two days ago": the word belongs to the time before it."""
        pieces = self.fronted or (self.clause.pieces if self.clause else [])
        before = self.items[self.at - 1].np if self.at else None
        if not pieces or before is None or before.group != "time":
            return False
        pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {self.items[self.at].low}")
        return True

    def _on_adj(self, item: Item) -> None:
        self._text(item.low)

    _on_other = _on_adj

    def _on_verb(self, item: Item) -> None:
        verb = item.verb
        assert verb is not None
        if verb.infinitive and self.clause is not None and not self.waiting:
            self._text(" ".join(word.lower for word in verb.words))
        elif verb.infinitive and self.clause is None:
            self._open(verb)
        elif self._is_aside():
            self._text(item.low)
        elif verb.finite and "VB" in verb.tags and self._caused(verb):
            self._text(" ".join(word.lower for word in verb.words))
        elif not verb.finite and "VBG" not in verb.tags:
            self._past_participle(item)
        else:
            self._open(verb)

    # --- opening clauses ------------------------------------------------------------------------

    def _open(self, verb: VerbGroup) -> None:
        clause = Clause(verb=verb, marker=self.marker, sentence=self.sentence, after_comma=self.comma)
        if self.antecedent is None or not self.resume:
            clause.fronted, self.fronted = self.fronted, []
        if self.antecedent is not None:
            self._relative(clause)
        elif not verb.finite:
            self._participle(clause)
        elif self.waiting:
            clause.subjects, self.waiting = self.waiting, ()
            self._give_subject(clause)
        elif self.resume and not self.comma:
            clause.subjects, self.resume = self.resume, ()
        else:
            clause.shares = self._sharer(verb)
            clause.describes = clause.shares.describes if clause.shares else False
        self.marker, self.comma = "", False
        self.done.append(clause)

    def _relative(self, clause: Clause) -> None:
        """ "who collects shells", or with a subject of its own: "that he built"."""
        antecedent = self.antecedent or ()
        self.antecedent = None
        clause.describes = bool(self.resume) or bool(self.waiting)
        if self.waiting:
            clause.subjects, self.waiting = self.waiting, ()
            clause.pieces.append(Piece("", antecedent))
            clause.aside = clause.describes
        else:
            clause.subjects = antecedent

    def _participle(self, clause: Clause) -> None:
        last = self.clause
        if self.waiting and self.waiting == self._subject_of_done():
            self.waiting = ()
        if self.waiting:
            clause.subjects, clause.describes = self.waiting, True
            self.resume, self.waiting = self.waiting, ()
        elif last is None or last.verb is None:
            clause.awaits_subject = True
        elif not self.comma and not self.marker and (np := self._object_just_before()) is not None:
            clause.subjects = (np,)
            clause.describes = not lexicon().is_a("perception", last.verb.lemma)
        else:
            clause.shares = self._sharer(clause.verb)

    def _subject_of_done(self) -> tuple[NounPhrase, ...]:
        return self.clause.subjects if self.clause else ()

    def _give_subject(self, clause: Clause) -> None:
        """A participle at the start gets the subject of the clause it leads to."""
        for earlier in self.done:
            if earlier.awaits_subject:
                earlier.subjects, earlier.awaits_subject = clause.subjects, False

    def _sharer(self, verb: VerbGroup | None) -> Clause | None:
        """The clause whose subject goes on: of the same kind, not a participle's or a relative's own."""
        for clause in reversed(self.done):
            if clause.verb is None:
                continue
            if clause.describes and verb is not None and verb.finite and not self._joins_relative(clause):
                continue
            if verb is not None and verb.finite and not clause.verb.finite and clause is not self.done[0]:
                continue
            return clause
        return next((clause for clause in self.done if clause.verb is not None), None)

    def _joins_relative(self, clause: Clause) -> bool:
        return clause is self.done[-1] and not self.resume and len(self.done) < 3

    def _is_aside(self) -> bool:
        """A bare participle behind its noun: "a house built by giants", "a new one made of straw"."""
        if self.at == 0 or self.antecedent is not None or not self._participle_at(self.at):
            return False
        if self.items[self.at - 1].np is None and not (self.comma and self.waiting):
            return False
        if self.waiting:
            return any(item.verb is not None and item.verb.finite for item in self.items[self.at + 1 :])
        return self.clause is not None and not self.comma

    def _past_participle(self, item: Item) -> None:
        self._text(item.low)

    def _caused(self, verb: VerbGroup) -> bool:
        """ "makes the dog bark", "lets it go": a base form after an object."""
        last = self.clause
        if self.waiting or self.comma or last is None or last.verb is None or not last.pieces:
            return False
        known = lexicon()
        lemma = last.verb.lemma
        if last.pieces[-1].nps == () or last.pieces[-1].preposition:
            return False
        if len(last.pieces) > 1 and last.pieces[-2].text.endswith((" let", " make", " help", " watch", " see")):
            return True
        return known.is_a("cause", lemma) or known.is_a("perception", lemma)

    # --- subjects -------------------------------------------------------------------------------

    def _read_subject(self) -> None:
        """Takes the coordinated subject; a second name of it ("Lena, a tall scientist, ...") is joined to it."""
        first = self.at
        nps, _ = self._coordination()
        if self.waiting and self.items[first - 1].low == "and" and self.clause is None:
            nps = (*self.waiting, *nps)
        elif self.waiting:
            self._flush()
        self.waiting = nps
        if self.antecedent is None and not self._contact_relative(first):
            self.resume = ()

    def _contact_relative(self, first: int) -> bool:
        """ "everything it paints", "an island nobody knows": a relative clause without "that"."""
        before = self.items[first - 1].np if first else None
        if before is None or self.clause is None or self.clause.verb is None or self.comma or self.marker:
            return False
        self.antecedent = (before,)
        return True

    def _opens_clause_ahead(self, at: int) -> bool:
        while at < len(self.items) and self.items[at].kind in ("adv", "comma"):
            at += 1
        return self._opens_clause(at)

    def _opens_clause(self, at: int) -> bool:
        """Whether the noun phrase at `at` is the subject of a verb that follows."""
        if at >= len(self.items) or self.items[at].np is None:
            return False
        if self.clause is not None and self.clause.verb is not None and not self._boundary_before(at):
            if self.resume or self._participle_at(at + 1):
                return False
            return self._finite_at(at + 1) and not self._takes_base_verb(at)
        return self._finite_after(at) is not None

    def _boundary_before(self, at: int) -> bool:
        while at > 0 and self.items[at - 1].kind in ("adv", "np", "prep") and self.items[at - 1].kind == "adv":
            at -= 1
        if at == 0 or self.items[at - 1].kind in ("comma", "conj", "sub", "rel"):
            return True
        return (bool(self.fronted) and self.comma) or self.marker in ("when", "while", "until", "before", "after", "as")

    def _finite_at(self, at: int) -> bool:
        while at < len(self.items) and self.items[at].kind == "adv":
            at += 1
        if at >= len(self.items):
            return False
        verb = self.items[at].verb
        return verb is not None and verb.finite

    def _participle_at(self, at: int) -> bool:
        """ "made of straw": a form that is a participle rather than a past tense, for a preposition follows it
        or the story is told in the present."""
        verb = self.items[at].verb if at < len(self.items) else None
        if verb is None or len(verb.words) > 1 or not {"VBN", "VBD"} <= verb.tags:
            return False
        verbs = [item.verb for item in self.items if item.verb is not None]
        told_now = any("VBZ" in each.tags for each in verbs)
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        if following is not None and following.np is not None:
            return False
        return told_now or (following is not None and following.low in ("by", "of", "with"))

    def _takes_base_verb(self, at: int) -> bool:
        """ "watches the sun set": the noun phrase is the object, the verb a bare infinitive."""
        verb = self.items[at + 1].verb if at + 1 < len(self.items) else None
        last = self.clause
        np = self.items[at].np
        if verb is None or last is None or last.verb is None or np is None:
            return False
        known = lexicon()
        agrees = np.plural or "VBZ" in verb.tags or "VBD" in verb.tags or len(verb.words) > 1
        if self.comma or np.head in ("he", "she", "they", "we", "i"):
            return False
        causes = known.is_a("cause", last.verb.lemma) or known.is_a("perception", last.verb.lemma)
        return "VB" in verb.tags and (causes or not agrees or "let" in (last.pieces[-1].text if last.pieces else ""))

    def _finite_after(self, at: int) -> int | None:
        """Index of the finite verb whose subject begins at `at`, past what may stand between."""
        i, second = at + 1, False
        while i < len(self.items):
            item = self.items[i]
            if item.verb is not None:
                return i if item.verb.finite or not self._any_finite(i) else None
            if item.kind == "rel":
                return i
            if item.kind == "sub":
                return None
            if item.kind in ("comma", "conj"):
                if not self._still_subject(i, at):
                    return None
                second = True
            elif item.kind == "np" and not second and self.items[i - 1].kind != "prep":
                return None
            i += 1
        return None

    def _any_finite(self, at: int) -> bool:
        return any(item.verb is not None and item.verb.finite for item in self.items[at:]) and False

    def _still_subject(self, at: int, start: int) -> bool:
        """Whether what follows a comma or "and" still belongs to the subject: a coordination or second name."""
        i = at + 1
        while i < len(self.items) and self.items[i].kind in ("conj", "comma"):
            i += 1
        if i >= len(self.items):
            return False
        if self.items[i].verb is not None:
            listed = any(item.kind == "conj" for item in self.items[start:at])
            named = any(item.kind == "comma" for item in self.items[start:at])
            return self.items[at].kind == "comma" and at + 1 == i and named and not listed
        if self.items[i].kind != "np":
            return False
        return self._finite_after(i) is not None

    def _coordination(self) -> tuple[tuple[NounPhrase, ...], str]:
        """The noun phrases joined from here on, and the joining word; leaves `at` on the last of them."""
        nps = [self._np_here(self.at)]
        joiner = "and"
        while True:
            i = self.at + 1
            joined = False
            while i < len(self.items) and (self.items[i].kind in ("comma", "conj") or self.items[i].low == "then"):
                if self.items[i].low in ("or", "but", "then"):
                    joiner = self.items[i].low
                joined = joined or self.items[i].kind == "conj" or self.items[i].low == "then"
                i += 1
            if i == self.at + 1 or i >= len(self.items) or self.items[i].np is None:
                break
            if not self._belongs_to_list(i, joined, len(nps)) or self._is_second_subject(i):
                break
            np = self._np_here(i)
            if not joined and self._is_second_name(i):
                nps[-1] = _with_alias(nps[-1], np)
            else:
                nps.append(np)
            self.at = i
        return tuple(nps), joiner

    def _is_second_subject(self, at: int) -> bool:
        """ "A girl in a wheelchair and her grandfather build": the one after "and" is no wheelchair."""
        if not self.waiting or self.items[self.at - 1].kind != "prep" or self.clause is not None:
            return False
        verb_at = self._finite_after(at)
        verb = self.items[verb_at].verb if verb_at is not None else None
        if verb is None:
            return False
        inside, second = self._np_here(self.at), self._np_here(at)
        return "VBZ" not in verb.tags and second.group in ("person", "animal") and inside.group != second.group

    def _np_here(self, at: int) -> NounPhrase:
        np = self.items[at].np
        assert np is not None
        return np

    def _belongs_to_list(self, at: int, joined: bool, size: int) -> bool:
        """Whether the noun phrase at `at`, after a comma or "and", is one more of the list."""
        starts_clause = self._finite_after(at) is not None
        subject_list = self.clause is None or self.clause.verb is None or self._boundary_before_list(size)
        if starts_clause:
            return subject_list and self._reaches_same_verb(at, joined)
        if joined:
            return True
        return self._list_goes_on(at) or self._is_second_name(at)

    def _boundary_before_list(self, size: int) -> bool:
        return bool(self.waiting) or self._boundary_before(self.at)

    def _reaches_same_verb(self, at: int, joined: bool) -> bool:
        """For a subject: "a cat and a dog sail" is one list, "She smiles, the dog barks" is not."""
        if joined:
            return self._finite_after(self.at) is not None
        return self._is_second_name(at) or self._list_goes_on(at)

    def _list_goes_on(self, at: int) -> bool:
        """ "a key, a map and a coin": a comma list ends with "and"."""
        for i in range(at + 1, len(self.items)):
            kind = self.items[i].kind
            if kind == "conj":
                return i + 1 < len(self.items) and self.items[i + 1].np is not None
            if kind not in ("np", "comma"):
                return False
        return False

    def _is_second_name(self, at: int) -> bool:
        """ "Lena, a tall scientist with glasses, ...": a comma, a noun phrase and a comma or the end."""
        first, second = self._np_here(self.at), self._np_here(at)
        if second.pronoun or first.pronoun or self.items[at - 1].kind != "comma" or at - 1 != self.at + 1:
            return False
        end = at + 1
        while end < len(self.items) and self.items[end].kind in ("prep", "np", "adj"):
            end += 1
        closed = end >= len(self.items) or self.items[end].kind == "comma"
        after = self.items[end + 1] if end + 1 < len(self.items) else None
        if not closed or (
            after is not None and after.kind in ("np", "conj") and not first.proper and not second.proper
        ):
            return False
        same_number = first.plural == second.plural
        named = (first.proper != second.proper) or (not first.proper and second.determiner in ("a", "an", "the"))
        verb_after = after is not None and (after.verb is not None or after.kind in ("rel", "adv"))
        return same_number and named and (first.proper != second.proper or verb_after)

    def _ends_here(self) -> bool:
        """Whether the piece at hand is all that is left but prepositional phrases: "Morning in a village"."""
        return not any(item.verb is not None or item.kind == "comma" for item in self.items[self.at :])

    # --- helpers --------------------------------------------------------------------------------

    def _after_comma_or_conj(self) -> bool:
        return self.at == 0 or self.items[self.at - 1].kind in ("comma", "conj", "adv")

    def _verb_next(self, at: int) -> bool:
        while at < len(self.items) and self.items[at].kind in ("adv", "comma"):
            at += 1
        return at < len(self.items) and self.items[at].verb is not None

    def _place(self, piece: Piece) -> None:
        """A phrase goes to the open verb, or before the verb that is still to come."""
        if self.clause is not None and self.clause.verb is not None and not self.waiting and not self._fronted_again():
            self.clause.pieces.append(piece)
        else:
            self.fronted.append(replace(piece, inside=bool(self.waiting), after=len(self.waiting)))

    def _fronted_again(self) -> bool:
        """Whether a prepositional phrase opens the next clause: "..., and by the fireplace they make up"."""
        return self.comma and self._opens_clause_ahead(self.at + 1)

    def _text(self, text: str) -> None:
        if self.clause is not None and self.clause.verb is not None and not self.waiting:
            self.clause.pieces.append(Piece(text=text))
        elif self.waiting:
            self.fronted.append(Piece(text=text, inside=True, after=len(self.waiting)))

    def _last_np(self) -> NounPhrase | None:
        if self.waiting:
            if self.fronted and self.fronted[-1].nps and self.items[self.at - 1].np is self.fronted[-1].nps[-1]:
                return self._better_antecedent(self.waiting[-1], self.fronted[-1].nps[-1])
            return self.waiting[-1]
        if self.clause is not None:
            for piece in reversed(self.clause.pieces):
                if piece.nps:
                    return piece.nps[-1]
            return self.clause.subjects[-1] if self.clause.subjects else None
        return None

    def _better_antecedent(self, subject: NounPhrase, nearer: NounPhrase) -> NounPhrase:
        who = self.items[self.at].low in ("who", "whom")
        return subject if who and nearer.group != "person" and not nearer.proper else nearer

    def _object_just_before(self) -> NounPhrase | None:
        before = self.items[self.at - 1] if self.at else None
        return before.np if before is not None else None

    def _flush(self) -> None:
        """What has no verb is a fragment: "two old friends with a chessboard"; at the end of a clause it
        hangs on to it."""
        if not self.waiting and not self.fronted:
            return
        last = self.clause
        if last is not None and last.verb is not None and not self.waiting:
            last.pieces.extend(self.fronted)
            if lexicon().is_a("inverting", last.verb.lemma) and not last.owners:
                pass
        else:
            self.done.append(
                Clause(subjects=self.waiting, fronted=self.fronted, sentence=self.sentence, marker=self.marker)
            )
        self.waiting, self.fronted = (), []


def _with_alias(first: NounPhrase, second: NounPhrase) -> NounPhrase:
    return replace(first, alias=second)
