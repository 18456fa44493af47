"""Acts as English sentences: present tense, names instead of pronouns, "a" the first time and "the" from then on."""

from itertools import groupby

from videostudio.agents.house.acts import Act, Mention, Phrase, figures_of
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.forms import conjugated, is_plural, owner_form, participle
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.phrases import NounPhrase, VerbGroup
from videostudio.film.entity import EntityKind


def joined(words: list[str], joiner: str = "and") -> str:
    """["a", "b", "c"] -> "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def sentence(text: str) -> str:
    """With a capital and a full stop, single spaces, no comma before the stop."""
    text = " ".join(text.replace(" ,", ",").split()).strip(" ,")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def article(word: str) -> str:
    """ "a" or "an" by the sound the word begins with."""
    low = word.lower()
    if low.startswith(("uni", "use", "eur", "one", "ufo", "uto", "uku")):
        return "a"
    return "an" if low.startswith(("a", "e", "i", "o", "u", "hour", "honest", "heir")) else "a"


class Teller:
    """Tells one story: remembers whom the audience has met."""

    def __init__(self) -> None:
        self._met: set[int] = set()

    def named(self, figure: Figure) -> str:
        """A figure under its one name; the first time with its looks and an article that introduces it."""
        if (
            lexicon().is_a("kin_names", figure.head)
            and not figure.plural
            and not figure.np.determiner
            and figure.np.possessor is None
        ):
            self._met.add(id(figure))
            return figure.name[:1].upper() + figure.name[1:]
        if id(figure) in self._met:
            return _definite(figure)
        self._met.add(id(figure))
        return self._introduced(figure)

    def all_named(self, figures: tuple[Figure, ...]) -> str:
        """Several figures in a row; those who came as one group are introduced as one: "two cooks named Tony and
        Gino"."""
        named: list[str] = []
        for key, several in groupby(figures, key=self._group_of):
            members = tuple(several)
            named += [self.named(f) for f in members] if key is None else [self._group_introduced(members)]
        return joined(named)

    def _group_of(self, figure: Figure) -> NounPhrase | None:
        """The plural that a named figure is still to be introduced with."""
        group = figure.np.alias
        return (
            group
            if group is not None and len(group.words) > 0 and _stood_for_many(group) and id(figure) not in self._met
            else None
        )

    def _group_introduced(self, members: tuple[Figure, ...]) -> str:
        group = members[0].np.alias
        assert group is not None
        self._met |= {id(figure) for figure in members}
        words = group.words if group.possessor is None else group.words[-1:]
        text = " ".join(word.token.text for word in words)
        names = joined([figure.name for figure in members])
        return f"{text} named {names}" if group.possessor is None else f"the {text} named {names}"

    def _introduced(self, figure: Figure) -> str:
        if figure.owner is not None and not figure.proper and id(figure.owner) not in self._met:
            return f"{owner_form(self.named(figure.owner), figure.owner.plural)} {figure.name}{_looks(figure)}"
        if figure.owner is not None and figure.animate and not figure.proper and not figure.plural:
            return f"{article(figure.name)} {figure.name}{_looks(figure)}"
        return _introduced(figure)

    def told(self, act: Act) -> str:
        """The act as one sentence."""
        parts = [self._clause(lead, lead=True) for lead in act.leads]
        parts.append(self._clause(act))
        text = " ".join(part for part in parts if part)
        for trail in act.trails:
            text += f" {trail.clause.marker or 'and'} {self._clause(trail, bare=True)}"
        return sentence(text)

    def _clause(self, act: Act, lead: bool = False, bare: bool = False) -> str:
        times = [self._phrase(phrase) for phrase in act.fronted if not bare and _is_time(phrase)]
        opening = f"{' '.join(times)}, " if times else ""
        subjects = self._subjects(act)
        verb = _verb_text(act.clause.verb, _is_plural(act)) if act.clause.verb else ""
        rest = [self._phrase(phrase) for phrase in act.phrases]
        behind = [
            self._phrase(phrase)
            for phrase in act.fronted
            if not _is_time(phrase)
            and (not phrase.inside or _moves_back(phrase, act))
            and phrase.text != "there"
            and (phrase.inside or phrase.preposition != "of")
        ]
        body = " ".join(part for part in (subjects, verb, *rest, *behind) if part)
        if not lead:
            return opening + body
        if act.clause.marker in ("when", "while", "until", "as", "after", "before", "once", "because", "since"):
            return f"{act.clause.marker} {opening}{body},"
        return f"{opening}{body}, and"

    def _subjects(self, act: Act) -> str:
        if act.impersonal:
            return "it"
        inside = [phrase for phrase in act.fronted if phrase.inside and not _moves_back(phrase, act)]
        figures = figures_of(act.subjects)
        if not inside and any(self._group_of(figure) is not None for figure in figures):
            return self.all_named(figures)
        named = []
        for at, mention in enumerate(act.subjects, start=1):
            beside = [self._phrase(phrase) for phrase in inside if phrase.after == at]
            name = self._mention(mention)
            comma = "," if beside and name.endswith(",") else ""
            named.append(" ".join((name.removesuffix(comma), *beside)) + comma)
        return joined(named)

    def _phrase(self, phrase: Phrase) -> str:
        if not phrase.mentions:
            return phrase.text
        named = joined([self._mention(mention) for mention in phrase.mentions], phrase.joiner)
        return f"{phrase.preposition} {named}".strip()

    def _mention(self, mention: Mention) -> str:
        np = mention.np
        if np.homeward or (np.pronoun and np.head.endswith(("self", "selves"))):
            return np.head_text.lower()
        if not mention.figures or (mention.inner is not None and mention.figures == mention.inner.figures):
            return self._plain(mention)
        if len(mention.figures) > 1:
            return joined([self.named(figure) for figure in mention.figures])
        figure = mention.figures[0]
        if id(figure) in self._met or np.pronoun or lexicon().is_a("kin_names", figure.head):
            text = self.named(figure)
        else:
            self._met.add(id(figure))
            text = self._first_time(figure, mention)
        if mention.inner is not None and " of " not in figure.name:
            text = f"{text} of {self._mention(mention.inner)}"
        return text

    def _first_time(self, figure: Figure, mention: Mention) -> str:
        owner = mention.owner
        if owner is None or (lexicon().is_a("kin_names", figure.head) and not owner.figures):
            return _introduced(figure)
        looks = _looks(figure)
        if figure.proper:
            return figure.name
        if mention.beside_owner and not figure.plural:
            return f"{article(figure.name)} {figure.name}{looks}"
        if mention.owned_by_subject or not (owner.figures or not owner.np.pronoun):
            return f"the {figure.name}{looks}"
        return f"{owner_form(self._mention(owner), _owner_plural(owner))} {figure.name}{looks}"

    def _plain(self, mention: Mention) -> str:
        """A noun phrase that is no figure, in its own words."""
        np = mention.np
        if np.pronoun or (np.head == "own" and np.possessor is not None):
            return np.head_text if np.pronoun or np.possessor is None else f"{np.possessor.head_text} own"
        words = [np.name]
        if np.count and np.determiner and np.determiner not in ("a", "an", "the"):
            words.insert(0, np.determiner)
        elif mention.owner is not None and not (mention.owned_by_subject or _nobody(mention.owner)):
            words.insert(0, owner_form(self._mention(mention.owner), _owner_plural(mention.owner)))
        elif mention.owner is not None:
            words.insert(0, mention.owner.np.head if _his_own(mention) else "the")
        elif np.determiner:
            words.insert(0, article(np.name) if np.determiner in ("a", "an") else np.determiner)
        text = " ".join(words)
        features = [f"{preposition} {_feature(feature)}" for preposition, feature in np.features]
        text = " ".join((text, *features))
        if mention.inner is not None:
            text = f"{text} of {self._mention(mention.inner)}"
        return text


def _his_own(mention: Mention) -> bool:
    """ "celebrates his birthday", "cuts her hair": what nobody else could have and is no thing."""
    inalienable = mention.np.group in ("time", "body", "abstract") and not mention.beside_owner
    return inalienable and mention.owner is not None and mention.owner.np.pronoun and bool(mention.owner.figures)


def _owner_plural(owner: Mention) -> bool:
    return owner.figures[-1].plural if owner.figures else owner.np.plural


def _nobody(owner: Mention) -> bool:
    return owner.np.pronoun and not owner.figures


def _stood_for_many(np: NounPhrase) -> bool:
    """Whether a singular noun phrase was made of a plural: "two pizza makers"."""
    return np.words[-1].lower != np.head and not np.proper and not np.plural and is_plural(np.words[-1].lower)


def _definite(figure: Figure) -> str:
    """How a figure is named once it is known."""
    bare = figure.proper or _takes_no_article(figure)
    return figure.name if bare and figure.np.determiner != "the" else f"the {figure.name}"


def _takes_no_article(figure: Figure) -> bool:
    """Bare place names never have one: "in space", "in town"."""
    bare = figure.np.determiner == "" and figure.np.possessor is None
    return bare and not figure.plural and figure.kind is EntityKind.PLACE


def _introduced(figure: Figure) -> str:
    """ "a young man with blue hair", "Lena, a tall scientist with round glasses,"."""
    np, looks = figure.np, _looks(figure)
    if figure.proper:
        if np.alias is not None and np.proper:
            kind = np.alias
            return f"{figure.name}, {article(kind.name)} {kind.name}{_features(kind)},"
        if np.alias is not None and np.possessor is None:
            return f"{article(np.name)} {np.name} named {figure.name}{looks}"
        return f"{'the ' if np.determiner == 'the' else ''}{figure.name}{looks}"
    if lexicon().is_a("collectives", np.head) and np.of is not None:
        return f"{np.determiner or article(np.name)} {np.name} of {figure.name}{looks}".strip()
    determiner = np.determiner
    if np.count and np.count > 1 and not determiner.isdigit() and determiner in ("", "the"):
        determiner = "the"
    if determiner in ("a", "an", "one", "each", "every", "no", "any") or (determiner == "another"):
        determiner = article(figure.name)
    elif determiner in ("this", "that", "these", "those", "all", "both") or np.possessor is not None:
        determiner = "the"
    if lexicon().is_a("only_one", figure.head.lower()) and not figure.plural and figure.name == figure.head:
        return f"the {figure.name}"
    if not determiner and not figure.plural and figure.animate and not lexicon().is_a("same_plural", figure.head):
        determiner = article(figure.name)
    if not determiner and figure.kind is EntityKind.PLACE and np.possessor is not None:
        determiner = "the"
    return f"{determiner} {figure.name}{looks}".strip()


def _looks(figure: Figure) -> str:
    kind = figure.np.of if lexicon().is_a("collectives", figure.np.head) and figure.np.of else figure.np
    return _features(kind)


def _features(np: NounPhrase) -> str:
    parts: list[str] = []
    last = ""
    for preposition, feature in np.features:
        parts.append(f"{'and' if preposition == last else preposition} {_feature(feature)}")
        last = preposition
    return "".join(f" {part}" for part in parts)


def _feature(np: NounPhrase) -> str:
    determiner = np.determiner if np.determiner not in ("a", "an") else article(np.name)
    if np.possessor is not None:
        determiner = "" if np.plural else article(np.name)
    nested = (f"{where} {part.in_passing}" for where, part in np.features)
    return " ".join((determiner, np.name, *nested)).strip()


def _is_time(phrase: Phrase) -> bool:
    if phrase.mentions:
        return phrase.mentions[0].np.group == "time" and not phrase.inside
    words = phrase.text.split()
    known = lexicon()
    return bool(words) and any(known.nouns.get(word.rstrip("s")) == "time" or word == "later" for word in words)


def _moves_back(phrase: Phrase, act: Act) -> bool:
    """ "The clock in the square stops" is told as "The clock stops in the square"."""
    if phrase.mentions and phrase.mentions[0].np.group == "time":
        return True
    if act.phrases and act.clause.verb is not None:
        return False
    return phrase.place is not None and phrase.preposition not in ("of", "from", "with", "for")


def _is_plural(act: Act) -> bool:
    if act.impersonal:
        return False
    if len(act.subjects) > 1:
        return True
    if not act.subjects:
        return False
    mention = act.subjects[0]
    if len(mention.figures) > 1:
        return True
    if mention.figures:
        figure = mention.figures[0]
        return figure.plural
    return mention.np.plural


def _verb_text(verb: VerbGroup, plural: bool) -> str:
    adverbs = [word for word in verb.adverbs if not lexicon().is_a("sequence", word.lower()) and word != "all"]
    if verb.passive:
        text = f"{conjugated('be', plural)} {participle(verb.lemma)}"
    elif verb.modal and verb.modal not in ("will", "would", "shall", "'ll", "'d"):
        negation = "not" if verb.negated else ""
        text = "cannot " + verb.lemma if verb.modal == "can" and negation else f"{verb.modal} {negation} {verb.lemma}"
    elif verb.helper:
        at = next(i for i, word in enumerate(verb.words) if word.verb is not None)
        tail = " ".join(word.lower for word in verb.words[at + 1 :] if word.tag != "ADV")
        text = f"{conjugated(verb.helper, plural)} {tail}"
    else:
        text = conjugated(verb.lemma, plural)
    if verb.negated and not verb.modal:
        text = _negated(verb, text, plural)
    return " ".join((*adverbs, *text.split()))


def _negated(verb: VerbGroup, text: str, plural: bool) -> str:
    if any(word.lower == "never" for word in verb.words):
        return f"never {text}" if verb.lemma != "be" else f"{text} never"
    if verb.lemma == "be" or verb.passive:
        first, *others = text.split()
        return " ".join((first, "not", *others))
    return f"{conjugated('do', plural)} not {verb.lemma}"
