"""What comes next in a sentence: whether a noun phrase opens a clause, ends a list or is a second name."""

from dataclasses import replace

from videostudio.agents.house.clauses import Clause, Piece
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import Item, NounPhrase


class Lookahead:
    """A sentence's pieces, where reading stands, and what has been read of the clause."""

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
        self.describing = False
        """Whether the clause to come only tells about the main subject: "whose shadow has run away"."""
        self.resume: tuple[NounPhrase, ...] = ()
        """Main subject to go on with after a relative clause or participle."""

    @property
    def clause(self) -> Clause | None:
        """The clause that takes what comes next."""
        if len(self.done) > 1 and self.done[-1].aside:
            return self.done[-2]
        return self.done[-1] if self.done else None

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

    def _finite_after(self, at: int, start: int | None = None) -> int | None:
        """Index of the finite verb whose subject begins at `start` and goes on at `at`, past what may stand
        between."""
        start = at if start is None else start
        i, second = at + 1, False
        while i < len(self.items):
            item = self.items[i]
            if item.verb is not None:
                return i
            if item.kind == "rel":
                return i
            if item.kind == "sub":
                return None
            if item.kind in ("comma", "conj"):
                if not self._still_subject(i, start):
                    return None
                second = True
            elif item.kind == "np" and not second and self.items[i - 1].kind != "prep":
                return None
            i += 1
        return None

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
        return self._finite_after(i, start) is not None

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
        if starts_clause and not joined and self.at and self.items[self.at - 1].kind == "prep":
            return False
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

    def _after_comma_or_conj(self) -> bool:
        return self.at == 0 or self.items[self.at - 1].kind in ("comma", "conj", "adv")

    def _verb_next(self, at: int) -> bool:
        while at < len(self.items) and self.items[at].kind in ("adv", "comma"):
            at += 1
        return at < len(self.items) and self.items[at].verb is not None

    def _between_qualities(self) -> bool:
        """ "is tall, bald and very thin": a comma or "and" with an adjective before and behind."""
        after = self.at + 1
        while after < len(self.items) and self.items[after].kind in ("adv", "conj"):
            after += 1
        behind = after < len(self.items) and self.items[after].kind == "adj"
        return behind and self.at > 0 and self.items[self.at - 1].kind in ("adj", "comma")

    def _fronted_again(self) -> bool:
        """Whether a prepositional phrase opens the next clause: "..., and by the fireplace they make up"."""
        return self.comma and self._opens_clause_ahead(self.at + 1)

    def _object_just_before(self) -> NounPhrase | None:
        before = self.items[self.at - 1] if self.at else None
        return before.np if before is not None else None

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
            if self._np_here(i).group == "time" and nps[0].group != "time":
                break
            if not self._belongs_to_list(i, joined, len(nps)) or self._is_second_subject(i):
                break
            np = self._np_here(i)
            if not joined and self._is_second_name(i):
                second, i = self._with_its_things(np, i)
                nps[-1] = replace(nps[-1], alias=second)
            else:
                nps.append(np)
            self.at = i
        return tuple(_named_members(nps)), joiner

    def _with_its_things(self, np: NounPhrase, at: int) -> tuple[NounPhrase, int]:
        """A second name describes, and so does what it comes with: "a bald woman with a whistle"."""
        while at + 2 < len(self.items) and self.items[at + 1].low == "with":
            thing = self.items[at + 2].np
            if thing is None or thing.pronoun or thing.group in ("person", "animal"):
                break
            np, at = replace(np, features=(*np.features, ("with", thing))), at + 2
        return np, at


def _named_members(nps: list[NounPhrase]) -> list[NounPhrase]:
    """ "two pizza makers, Tony and Gino": Tony, a pizza maker, and Gino, a pizza maker."""
    at = next((i for i, np in enumerate(nps) if _is_group(np)), len(nps))
    group, names = nps[at : at + 1], nps[at + 1 :]
    if len(names) < 2 or group[0].count not in (None, len(names)) or not all(map(_is_name, names)):
        return nps
    member = replace(group[0], head_text=group[0].head, determiner="a", count=None, plural=False)
    return [*nps[:at], *(replace(np, head=np.head_text, proper=True, alias=np.alias or member) for np in names)]


def _is_group(np: NounPhrase) -> bool:
    return np.plural and not np.proper and np.group in ("person", "animal")


def _is_name(np: NounPhrase) -> bool:
    return np.proper or (np.head_text[0].isupper() and not np.determiner and np.possessor is None)
