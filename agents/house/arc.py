"""From acts to scenes: fills an arc where the prompt tells too little, condenses where it tells too much."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from videostudio.agents.house.acts import Act, Phrase, figures_of
from videostudio.agents.house.cast import SUBJECT, Cast, Figure, Setting
from videostudio.agents.house.forms import conjugated, is_plural, singular
from videostudio.agents.house.lexicon import data, lexicon
from videostudio.agents.house.phrases import Modifier, NounPhrase
from videostudio.agents.house.places import Places, at_sea, is_open_water, located, reached, settings, through
from videostudio.agents.house.telling import Teller, sentence
from videostudio.film.entity import EntityKind

MAX_FOREGROUND = 8
MOST_IN_COMPANY = 3
_AT_EASE = ("rest", "sleep", "wave")
Template = dict[str, Any]


@dataclass(frozen=True)
class Moment:
    """One scene to be: an act of the prompt, or a template of the arc with the figures for its slots."""

    action: str
    place: Figure
    act: Act | None = None
    text: str = ""
    lead: tuple[Figure, ...] = ()
    other: Figure | None = None
    things: tuple[Figure, ...] = ()
    aboard: tuple[Figure, ...] = ()
    """The vessel that carries the lead out at sea, seen although the text does not name it."""
    shows_lead: bool = False
    """The lead is seen although the text does not name it."""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Who and what is seen, the acting ones first; at most `MAX_FOREGROUND`."""
        if self.act is not None:
            return self.act.figures()[:MAX_FOREGROUND]
        shown = [*(self.lead if "{lead}" in self.text or self.shows_lead else ())]
        shown += [self.other] if self.other is not None and "{other}" in self.text else []
        shown += self.things if "{things}" in self.text else ()
        shown += [vessel for vessel in self.aboard if vessel not in shown]
        return tuple(figure for figure in shown if figure.kind is not EntityKind.PLACE)[:MAX_FOREGROUND]

    def told(self, teller: Teller) -> str:
        """The scene's event as a sentence."""
        return teller.told(self.act) if self.act is not None else self._filled(teller)

    def _filled(self, teller: Teller) -> str:
        text = " ".join(self._word(word) for word in self.text.split())
        slots = {"{lead}": self.lead, "{other}": (self.other,) if self.other else (), "{things}": self.things}
        for slot, figures in slots.items():
            if slot in text:
                text = text.replace(slot, teller.all_named(figures), 1)
        if "_place}" in text or "{place}" in text:
            name = teller.named(self.place)
            if self.place.np.homeward:
                text = text.replace("{at_place}", "at home").replace("{to_place}", "home")
                name = "the house"
            text = text.replace("{at_place}", f"{located(self.place, self.lead)} {name}")
            text = text.replace("{to_place}", f"{reached(self.place, self.lead)} {name}").replace("{place}", name)
            text = text.replace("{through_place}", f"{through(self.place)} {name}")
        return sentence(text)

    def _word(self, word: str) -> str:
        """A template's "[run]" agrees with its subject."""
        core = word.strip(".,")
        if not core.startswith("["):
            return word
        plural = len(self.lead) > 1 or (bool(self.lead) and self.lead[0].plural)
        plural = plural or " and {other}" in self.text or self.text.startswith("clouds")
        return word.replace(core, conjugated(core.strip("[]"), plural))


@lru_cache(maxsize=1)
def _arcs() -> dict[str, list[Template]]:
    found: dict[str, list[Template]] = data("arcs")
    return found


@lru_cache(maxsize=1)
def _deeds() -> dict[str, list[Template]]:
    found: dict[str, list[Template]] = data("deeds")
    return found


class Arc:
    """Builds the moments of one film around the acts of its prompt.

    `start` is the place where the story begins, `seed` picks among templates that fit equally well."""

    def __init__(self, figures: list[Figure], start: Figure, seed: int, places: Places | None = None) -> None:
        self.start = start
        self.places = places or Places()
        visible = [figure for figure in figures if figure.kind is not EntityKind.PLACE]
        self.seen = [figure for figure in visible if _takes_part(figure)] or visible
        self.alive = [figure for figure in self.seen if figure.animate]
        self.lead = self._lead()
        self.seed = seed + sum(map(ord, self.lead[0].name if self.lead else start.name))
        self.used: set[str] = set()
        self.shown: set[int] = set()
        self.after = self.lead
        """The lead with whoever is with it after the prompt's own acts."""
        self.together: list[tuple[Figure, ...]] = []
        """Who was seen in one act with whom."""

    def _lead(self) -> tuple[Figure, ...]:
        """Who acts most often; the first of several."""
        pool = self.alive or self.seen
        best = max(pool, key=lambda f: sum(role == "subject" for _, role in f.seen), default=None)
        return (best,) if best is not None else ()

    def moments(self, acts: list[Act], soft: list[Act], scenes: int, deed: str = "") -> list[Moment]:
        """`scenes` moments: all acts, and around them as much of an arc as is missing. `soft` acts fill in
        before templates do; `deed` is a verb the prompt only hints at ("battle": fight)."""
        told = self._with_soft(acts, soft, scenes)
        self.used = {act.lemma for act in told}
        self.after = company(self.lead, told)
        self.together = [act.figures() for act in told] or [tuple(self.alive)]
        self.shown = {id(figure) for act in told for figure in act.figures()}
        missing = scenes - len(told)
        opening, close = self._ends(told, missing)
        missing -= (opening is not None) + (close is not None)
        ending = told[-1].place if told and told[-1].place else self.start
        middle = self._middle(missing, ending, deed)
        parts = [opening, *(self._of_act(act) for act in told), *middle, close]
        return [moment for moment in parts if moment is not None]

    def _with_soft(self, acts: list[Act], soft: list[Act], scenes: int) -> list[Act]:
        """Soft acts where the text has them, as long as there is room; beside acts at most two."""
        told = list(acts)
        for act in soft[: max(0, min(scenes - len(acts), 2))]:
            at = next((i for i, each in enumerate(told) if each.number > act.number), len(told))
            told.insert(at, act)
        return told

    def _ends(self, told: list[Act], missing: int) -> tuple[Moment | None, Moment | None]:
        """An arrival and a close. With room for one only, a story that sets out at once gets the close."""
        if missing <= 0:
            return None, None
        elsewhere = bool(told) and told[0].place is not self.start
        opens_itself = bool(told) and not elsewhere and told[0].opens()
        place = told[-1].place if told and told[-1].place else self.start
        opening = None if missing == 1 and opens_itself else self._opening(told)
        close = self._close(told, place) if missing > (opening is not None) else None
        return opening, close

    def _opening(self, told: list[Act]) -> Moment | None:
        lead = told[0].actors() if told and not told[0].soft else ()
        lead = lead or (tuple(self.alive[:3]) if not told and self.alive else self.lead)
        return self._pick(_arcs()["arrival"], self.places.ashore(self.start, lead), lead)

    def _close(self, told: list[Act], place: Figure) -> Moment | None:
        """The lead with whom the story leaves it; nobody rests where there was a fight."""
        last = [figure for figure in (told[-1].figures() if told else self.alive) if figure.animate]
        lead = self.lead if not last or (self.lead and self.lead[0] in last) else (last[0],)
        lead = company(lead, told)
        fought = bool(told) and lexicon().is_a("hostile", told[-1].lemma)
        alone = bool(told) and len(lead) == 1
        pool = [
            t for t in _arcs()["close"] if not (fought and t["action"] in _AT_EASE) and not (alone and "needs" in t)
        ]
        return self._pick(pool, self.places.ashore(place, lead), lead)

    def _middle(self, count: int, place: Figure, deed: str) -> list[Moment]:
        """Moments between the prompt's own and the close: who has not been seen yet comes first, then what
        the lead's trade suggests, then what anybody does; the last of several is the turn."""
        moments: list[Moment] = []
        unseen = [figure for figure in self.seen if id(figure) not in self.shown]
        if deed and count and self.lead:
            template = {"text": f"{{lead}} [{deed}] {{at_place}}", "action": deed}
            moments.append(self._pick([template], place, tuple(self.alive[:3]) or self.lead))
        unseen = [figure for figure in unseen if id(figure) not in self.shown]
        while unseen and len(moments) < count:
            size = -(-len(unseen) // max(1, count - len(moments)))
            part, unseen = tuple(unseen[:size]), unseen[size:]
            moments.append(self._with_things(part, place))
        while len(moments) < count:
            moments.append(self._next(len(moments), count, place))
        return moments

    def _with_things(self, things: tuple[Figure, ...], place: Figure) -> Moment:
        lead = tuple(f for f in self.lead if f not in things)
        if not lead:
            lead, things = things[:1], things[1:]
        pool = _arcs()["things"] if things else _arcs()["event"]
        return self._pick(pool, place, lead, things=things)

    def _next(self, index: int, count: int, place: Figure) -> Moment:
        lead = self.lead
        if len(self.alive) > 1 and index % 2:
            lead = (self.alive[(index // 2 + 1) % len(self.alive)],)
        own = [deed for figure in lead for deed in self._deeds_of(figure) if deed["action"] not in self.used]
        last = index == count - 1
        if own and not last:
            return self._pick(own[:1], place, lead)
        pool = _arcs()["turn" if last else "event"]
        return self._pick(pool, place, self.after if lead == self.lead else lead)

    def _deeds_of(self, figure: Figure) -> list[Template]:
        for word in (*figure.looks.get("role", ()), figure.head, figure.head.split()[-1]):
            if word in _deeds():
                return _deeds()[word]
        return []

    def _pick(
        self, pool: list[Template], place: Figure, lead: tuple[Figure, ...], things: tuple[Figure, ...] = ()
    ) -> Moment:
        """A template that fits and whose action is new; when all are used up, any that fits."""
        other = next((figure for figure in self.alive if figure not in lead), None)
        everything = [*pool, *(t for beat in ("event", "turn", "close") for t in _arcs()[beat])]
        apart = other is not None and not any(other in act and lead[0] in act for act in self.together if lead)
        if apart or any(lexicon().is_a("hostile", lemma) for lemma in self.used):
            pool, everything = _sober(pool), _sober(everything)
        if is_open_water(place):
            pool, everything = _afloat(pool), _afloat(everything)
        fitting = [t for t in pool if _fits(t, lead, other)] or [t for t in everything if _fits(t, lead, other)]
        fresh = [t for t in fitting if t["action"] not in self.used]
        if not fresh:
            fresh = [t for t in everything if _fits(t, lead, other) and t["action"] not in self.used]
        choices = fresh or fitting
        at = (self.seed if fresh else self.seed + len(self.used) + len(self.shown)) % len(choices)
        danger = any(lexicon().is_a("hostile", lemma) for lemma in self.used)
        # Who has nothing to fear neither hides nor runs away.
        turned = [*choices[at:], *choices[:at]]
        choice = next((t for t in turned if danger or not t.get("danger")), turned[0])
        self.used.add(choice["action"])
        if not fresh:
            self.shown.add(-len(self.shown))
        aboard = tuple(f for f in self.seen if f.group == "vehicle")[:1] if at_sea(place, lead) else ()
        text, action = choice["text"], choice["action"]
        moment = Moment(action, place, text=text, lead=lead, other=other, things=things, aboard=aboard)
        self.shown |= {id(figure) for figure in moment.figures}
        return moment

    def _of_act(self, act: Act) -> Moment:
        verb = act.clause.verb
        still = act.lemma == "be" or (verb is not None and verb.negated)
        return Moment("stand" if still else _shown(act), act.place or self.start, act=act)


def company(lead: tuple[Figure, ...], told: list[Act]) -> tuple[Figure, ...]:
    """`lead` with whoever is with it at the end of these acts: whom it rescued, brought or married, and whom it helped
    or met last; not who fought with it, was lost or went away."""
    if len(lead) != 1 or not lead[0].animate:
        return lead
    mates: list[Figure] = []
    for act in told:
        known = lexicon()
        figures = [figure for figure in act.figures() if figure.animate]
        if known.is_a("hostile", act.lemma) or known.is_a("parting", act.lemma):
            mates = [mate for mate in mates if mate not in figures]
            continue
        together = _together(act)
        joins = known.is_a("uniting", act.lemma) or (act is told[-1])
        if joins and lead[0] in together:
            mates += [figure for figure in together if figure is not lead[0] and figure not in mates]
    return (*lead, *mates)[:MOST_IN_COMPANY]


def _together(act: Act) -> list[Figure]:
    """Who is beside whom in an act: those who do it together, whom it is done with, and whom a friendly deed is done
    to; not who only watches, or is watched."""
    beside = [*act.actors()]
    kind = lexicon().is_a("uniting", act.lemma) or lexicon().is_a("meeting", act.lemma)
    for phrase in act.phrases:
        if phrase.preposition == "with" or (kind and phrase.preposition in ("", "by")):
            beside += figures_of(phrase.mentions)
    return [figure for figure in dict.fromkeys(beside) if figure.animate] if len(beside) > 1 else []


def _shown(act: Act) -> str:
    """The verb of what is seen: who "falls asleep" sleeps."""
    asleep = any(phrase.text == "asleep" for phrase in act.phrases)
    return "sleep" if act.lemma == "fall" and asleep else act.lemma


def _takes_part(figure: Figure) -> bool:
    """Whether a figure is more than the owner of something else."""
    return any(role != "owner" for _, role in figure.seen)


def _sober(templates: list[Template]) -> list[Template]:
    """Without hugs and dances, which do not follow a fight or a theft."""
    return [template for template in templates if template["action"] not in ("dance", "hug", "play")]


def _afloat(templates: list[Template]) -> list[Template]:
    """What can be done in a boat or in the water."""
    return [template for template in templates if not lexicon().is_a("on_land", template["action"])]


def _fits(template: Template, lead: tuple[Figure, ...], other: Figure | None) -> bool:
    kind = template.get("for", "")
    if not kind:
        return True
    if not lead:
        return bool(kind == "place")
    if kind == "place" or (kind == "thing") == lead[0].animate:
        return False
    if kind in ("person", "animal") and any(figure.kind.value != kind for figure in lead):
        return False
    needs = template.get("needs")
    if needs is None:
        return True
    return other is not None and len(lead) == 1 and needs in ("other", other.kind.value)


def hinted_deed(fragments: list[Act]) -> str:
    """The verb behind a fragment's noun: "a samurai's last battle" is about fighting."""
    for act in fragments:
        for mention in (*act.subjects, *(m for phrase in act.fronted for m in phrase.mentions)):
            if not mention.figures and (deed := settings()["deeds"].get(mention.np.head)) is not None:
                return str(deed)
    return ""


def implied_people(fragments: list[Act]) -> list[Figure]:
    """Who must be there when a prompt names an occasion only: "A wedding in the rain"."""
    cast = Cast()
    for act in fragments:
        for mention in act.subjects:
            for name in settings()["people"].get(mention.np.head, ()):
                *modifiers, head = name.split()
                np = NounPhrase(
                    (), singular(head), head, "" if is_plural(head) else "a", plural=is_plural(head),
                    modifiers=tuple(Modifier(word, adjective=word == "old") for word in modifiers),
                )  # fmt: skip
                cast.identify(np, Setting(0, SUBJECT))
    return cast.figures


def condensed(acts: list[Act], scenes: int) -> tuple[list[Act], list[Act]]:
    """The `scenes` acts that tell most, in order, and those left out: first and last stay, then whatever
    brings in a new figure or place."""
    if len(acts) <= scenes:
        return acts, []
    worth = _worths(acts)
    ranked = sorted(range(len(acts)), key=lambda i: (-worth[i], i))
    keep = set(ranked[:scenes])
    return [act for i, act in enumerate(acts) if i in keep], [act for i, act in enumerate(acts) if i not in keep]


def _worths(acts: list[Act]) -> list[int]:
    worths: list[int] = []
    met: set[int] = set()
    for at, act in enumerate(acts):
        new = {id(figure) for figure in (*act.figures(), *([act.place] if act.place else []))} - met
        met |= new
        worths.append(2 * len(new) + (9 if at == len(acts) - 1 else 6 if at == 0 else 0))
    return worths


def split_lists(acts: list[Act]) -> list[Act]:
    """ "visits a sunflower, then a rose" are two acts."""
    split: list[Act] = []
    for act in acts:
        at = next((i for i, p in enumerate(act.phrases) if p.joiner == "then" and len(p.mentions) > 1), None)
        if at is None:
            split.append(act)
            continue
        phrase = act.phrases[at]
        for mention in phrase.mentions:
            one = replace(phrase, mentions=(mention,), joiner="and")
            phrases = (*act.phrases[:at], one, *act.phrases[at + 1 :])
            split.append(replace(act, phrases=phrases))
    return split


def split_ways(acts: list[Act], scenes: int) -> list[Act]:
    """ "runs over the roofs, through a laundry and down to the harbor" is an act for each place, as long as there are
    scenes for them; what is left of a way is one act."""
    told: list[Act] = []
    for number, act in enumerate(acts):
        room = scenes - len(told) - (len(acts) - number)
        told += _along(act, room) if room > 0 else [act]
    return told


def _along(act: Act, room: int) -> list[Act]:
    """The act at its places in turn, in at most `room` + 1 parts."""
    stops = [at for at, phrase in enumerate(act.phrases) if _on_the_way(phrase)]
    places = {id(act.phrases[at].place) for at in stops}
    if len(stops) < 2 or len(places) < len(stops) or act.trails or act.clause.verb is None or act.clause.verb.passive:
        return [act]
    starts = stops[: room + 1]
    common = act.phrases[: starts[0]]
    parts: list[Act] = []
    for start, end in zip(starts, [*starts[1:], len(act.phrases)], strict=True):
        here = act.phrases[start:end]
        stop = [phrase.place for phrase in here if _on_the_way(phrase)][-1]
        parts.append(replace(act, phrases=(*common, *here), place=stop, leads=[] if parts else act.leads))
    return parts


def _on_the_way(phrase: Phrase) -> bool:
    return phrase.place is not None and lexicon().is_a("path_prepositions", phrase.preposition)
