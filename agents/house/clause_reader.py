"""Reads the pieces of a sentence from left to right and opens a clause at every verb."""

from dataclasses import replace

from videostudio.agents.house.clauses import Clause, Piece
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.lookahead import Lookahead
from videostudio.agents.house.phrases import Item, NounPhrase, VerbGroup


def clauses(items: list[Item], sentence: int = 0) -> list[Clause]:
    """A sentence's clauses, in the order of its words."""
    return _Reader(items, sentence).run()


class _Reader(Lookahead):
    """One method for each kind of piece, then the opening of clauses."""

    def run(self) -> list[Clause]:
        while self.at < len(self.items):
            item = self.items[self.at]
            getattr(self, f"_on_{item.kind}", self._on_other)(item)
            self.at += 1
        self._flush()
        if self.resume and not any(clause.subjects == self.resume for clause in self.done):
            self.done.append(Clause(subjects=self.resume, sentence=self.sentence))
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

    def _on_np(self, item: Item) -> None:
        if item.np is not None and self._is_when(item.np) and not self._finite_at(self.at + 1):
            self._place(Piece(text=item.low)) if self.clause or not self._ends_here() else self._read_subject()
            return
        if item.np is not None and item.np.possessor is not None and item.np.possessor.head == "whose":
            self._read_whose(item.np)
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

    def _is_when(self, np: NounPhrase) -> bool:
        """A time of its own ("one day"), unless it is light that somebody handles: "catches the moonlight"."""
        verb = self.clause.verb if self.clause is not None else None
        handled = verb is not None and lexicon().is_a("lights", np.head) and lexicon().is_a("grasping", verb.lemma)
        owned = np.possessor is not None and np.possessor.pronoun
        return np.group == "time" and not owned and not (handled and self.items[self.at - 1].verb is verb)

    def _read_whose(self, np: NounPhrase) -> None:
        """ "a boy whose shadow has run away": a clause about what is the antecedent's."""
        antecedent = self._last_np()
        owned = replace(np, possessor=antecedent)
        if self.waiting:
            self.resume = self.waiting
        self.waiting, self.describing = (owned,), True

    def _on_prep(self, item: Item) -> None:
        following = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        if following is not None and following.verb is not None and not following.verb.finite:
            self.marker = item.low
            return
        if following is None or following.np is None:
            self._text(item.low)
            return
        self.at += 1
        nps, joiner = self._coordination()
        self._place(Piece(item.low, nps, joiner=joiner))

    def _on_comma(self, item: Item) -> None:
        if self._between_qualities():
            self._text(",")
            return
        self.comma = True
        self.marker = ""
        if self.antecedent is None and self.resume and self._verb_next(self.at + 1):
            self.waiting, self.resume = self.resume, ()

    def _on_conj(self, item: Item) -> None:
        if self._between_qualities():
            self._text(item.low)
            return
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
            if item.np is not None and item.np.group != "time":
                clause.pieces.append(Piece("", (item.np,)))
            else:
                clause.pieces.append(Piece(text=item.low))

    def _on_rel(self, item: Item) -> None:
        last = self._last_np()
        if last is None:
            return
        self.antecedent = (_who(last) if item.low in ("who", "whom") else last,)
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
        elif self._passive_goes_on(verb):
            self._open(replace(verb, finite=True, passive=True))
        elif not verb.finite and "VBG" not in verb.tags:
            self._past_participle(item)
        else:
            self._open(verb)

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
            clause.describes, self.describing = self.describing, False
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
            clause.describes = clause.aside = clause.describes and not self.comma
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
        following = self.items[self.at + 1].low if self.at + 1 < len(self.items) else ""
        if self.comma and not self.waiting and following == "by":
            return True
        if self.items[self.at - 1].np is None and not (self.comma and self.waiting):
            return False
        if self.waiting:
            return any(item.verb is not None and item.verb.finite for item in self.items[self.at + 1 :])
        return self.clause is not None and not self.comma

    def _passive_goes_on(self, verb: VerbGroup) -> bool:
        """ "is bought by a merchant and given to the empress"."""
        last = self.clause.verb if self.clause is not None else None
        bare = len(verb.words) == 1 and "VBN" in verb.tags and "VBZ" not in verb.tags and self.antecedent is None
        if self.at + 1 < len(self.items) and self.items[self.at + 1].np is not None:
            return False
        return last is not None and last.passive and self.comma and not self.waiting and bare

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

    def _place(self, piece: Piece) -> None:
        """A phrase goes to the open verb, or before the verb that is still to come."""
        if self.clause is not None and self.clause.verb is not None and not self.waiting and not self._fronted_again():
            self.clause.pieces.append(piece)
        else:
            self.fronted.append(replace(piece, inside=bool(self.waiting), after=len(self.waiting)))

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


def _who(np: NounPhrase) -> NounPhrase:
    """ "in the hands of a sweeper, who smiles": the one who smiles."""
    return np.of if np.of is not None and np.group not in ("person", "animal") and np.of.group == "person" else np
