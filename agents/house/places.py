"""A place for every act: stated, carried on from before, or inferred from who is there and what they do."""

from collections.abc import Iterable
from functools import lru_cache

from videostudio.agents.house.acts import Act, Mention, Phrase, figures_of
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.lexicon import data, lexicon
from videostudio.agents.house.phrases import NounPhrase
from videostudio.film.entity import EntityKind

_LONGEST_NAME = 80
_OVERHEAD = ("under", "beneath", "below")
_UNDER_THE_SKY = ("in", "through", *_OVERHEAD)


@lru_cache(maxsize=1)
def settings() -> dict[str, dict[str, list[str]]]:
    """`data/settings.json`: places by noun and verb, times of day, weathers, deeds of nouns."""
    found: dict[str, dict[str, list[str]]] = data("settings")
    return found


@lru_cache(maxsize=4)
def _table(name: str) -> dict[str, str]:
    """Word -> place, turned round from the lists of one table."""
    return {word: place for place, words in settings()[name].items() for word in words}


def _by_noun(act: Act) -> str | None:
    """The place where someone or something of this act is at home; who acts and who lives decide first."""
    found = _homes(act)
    return next((place for place in found if place not in settings()["weak"]), next(iter(found), None))


def _by_strong_verb(act: Act) -> str | None:
    """The place that what is done needs; what is done on water is done where who does it has water: a lighthouse
    keeper rows before the lighthouse, a fox on a river."""
    place, waters = _table("strong_verbs").get(act.lemma), settings()["waters"]
    if place not in waters:
        return place
    own = (home for figure in figures_of(act.subjects) for home in _homes_of(figure) if home in waters)
    return next(own, place)


def _homes(act: Act) -> list[str]:
    owners = [figure.owner for figure in act.figures() if figure.owner is not None]
    owners += [f for mention in act.subjects if mention.owner is not None for f in mention.owner.figures]
    found: list[str] = []
    subjects = figures_of(act.subjects)
    seen = [f for f in act.figures() if any(f is each for each in subjects) or not lexicon().is_a("looked_at", f.head)]
    for figure in (*sorted(seen, key=lambda each: not each.animate), *owners):
        found += _homes_of(figure)
    return found


def _homes_of(figure: Figure) -> list[str]:
    roles, name = figure.looks.get("role", []), figure.name.lower()
    homes = (_table("nouns").get(word.replace(" ", "-")) for word in (*roles, figure.head, name, *name.split()))
    found = [place for place in homes if place is not None]
    return [*found, *(word for word in name.split()[:-1] if _is_setting(word))]


def is_open_water(place: Figure) -> bool:
    return lexicon().is_a("open_waters", place.head.lower())


def at_sea(place: Figure, who: tuple[Figure, ...]) -> bool:
    """Whether these are out on the open sea and do not live there."""
    lead = who[0] if who else None
    if lead is None or not lead.animate or not is_open_water(place):
        return False
    swims = lead.kind is EntityKind.ANIMAL and lead.head in settings()["nouns"]["sea"]
    return not swims and not lexicon().is_a("at_home_in_water", lead.head)


def _vessel(act: Act) -> bool:
    return any(figure.group == "vehicle" for figure in act.figures())


def _is_setting(word: str) -> bool:
    """ "the lighthouse lamp", "a village girl": a modifier that names a place."""
    known = lexicon()
    return known.is_place(word) and word not in known.proper_places and not known.is_a("vague_places", word)


def _has(words: set[str], group: str) -> bool:
    return any(lexicon().is_a(group, word) for word in words)


def located(place: Figure, who: tuple[Figure, ...] = ()) -> str:
    """The preposition for being there: "on" a bridge, "at" the station, "in" most places; on, in or by water
    as those who are there float, swim or stand."""
    if _has({place.head.lower()}, "waters"):
        afloat = bool(who) and who[0].group == "vehicle"
        swims = bool(who) and who[0].kind is EntityKind.ANIMAL and who[0].head in settings()["nouns"]["sea"]
        return "on" if afloat else "in" if swims else "by"
    return standing(place.head, place.name)


def standing(head: str, name: str) -> str:
    """The preposition for standing there: "by" water, "on" a bridge, "at" the station, "in" most places."""
    words = {head.lower(), name.split(maxsplit=1)[0].lower()}
    if _has(words, "waters"):
        return "by"
    return "on" if _has(words, "places_on") else "at" if _has(words, "places_at") else "in"


def reached(place: Figure, who: tuple[Figure, ...] = ()) -> str:
    """The preposition for arriving there."""
    return (
        "at"
        if _has({place.head.lower()}, "waters") or _has({place.head.lower()}, "arrived_at")
        else located(place, who)
    )


def through(place: Figure) -> str:
    """The preposition for moving about there."""
    return "across" if lexicon().is_a("places_across", place.head.lower()) else "through"


class Places:
    """The places of one story; an inferred one is made once."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        """`figures`: everybody and everything of the story; no place takes the name of a thing."""
        known = {figure.name: figure for figure in figures}
        self._taken = {name.casefold() for name in known}
        self._made = {name: figure for name, figure in known.items() if figure.kind is EntityKind.PLACE}
        self._acts: list[Act] = []

    def settle(self, fragments: list[Act], acts: list[Act], variant: int = 0) -> Figure:
        """Gives every act its place, and says where the story begins. `variant` picks among equal defaults."""
        self._acts = acts
        for act in acts:
            if act.place is not None and act.place.np.homeward and _in_the_open(act):
                act.place = self.inferred((act,), variant)
        current: Figure | None = None
        stated = (act.place for act in (*fragments, *acts) if act.place is not None)
        self._made |= {place.name: place for place in stated}
        before = next((act for act in acts if act.place is not None), None)
        if before is not None and before.starts_in_place():
            current = before.place
        met: set[int] = set()
        waiting = sorted((act for act in fragments if act.place is not None), key=lambda act: act.number)
        for act in acts:
            while waiting and waiting[0].number < act.number:
                current = waiting.pop(0).place
            city = next((lead.place for lead in act.leads if lead.place is not None), current)
            if act.place is None:
                act.place = current or self.inferred((act,), variant)
            elif city is not None and id(act.place) not in met and _lies_in(act, city):
                act.place.name = self._free(f"{act.place.name} {standing(city.head, city.name)} {city.name}")
            met |= {id(act.place), *((id(city),) if city is not None else ())}
            current = act.place
        for fragment in waiting:
            current = current or fragment.place
        if acts and acts[0].place is not None:
            return acts[0].place
        return current or self.inferred(tuple(fragments), variant)

    def inferred(self, acts: tuple[Act, ...], variant: int = 0) -> Figure:
        """The likeliest place for these acts, by the lexicon: by what is done where that says it clearly, by
        who is there, then by what else is done; people and pets can be anywhere and decide last. Who is out in the
        rain or under the stars is not indoors."""
        nouns = [_by_noun(act) for act in acts]
        guesses = (
            *(_by_strong_verb(act) for act in acts),
            *(_table("occasions").get(word) for act in acts for word in _words(act)),
            *("snowy field" for act in acts if "snow" in _words(act)),
            *("sea" for act in acts if {"underwater", "under water"} & {each.text for each in act.fronted}),
            *(place for place in nouns if place not in settings()["weak"]),
            *(_table("verbs").get(act.lemma) for act in acts),
            *nouns,
        )
        roofed: list[str] = list(settings()["indoors"]) if any(_in_the_open(act) for act in acts) else []
        place = next((guess for guess in guesses if guess is not None and guess not in roofed), None)
        if place == "sea" and any(lexicon().is_a("making", act.lemma) for act in acts):
            # What is to swim is built on land.
            place = "beach"
        homeland = next((act.homeland for act in acts if act.homeland is not None), None)
        if homeland is not None:
            return self._place(place, homeland) if place is not None else homeland
        defaults: list[str] = list(settings()["default"])
        return self._place(place or defaults[variant % len(defaults)])

    def ashore(self, place: Figure, who: tuple[Figure, ...]) -> Figure:
        """Where those who cannot stand at sea wait and rest: the harbor if anybody sails, else the beach."""
        if not at_sea(place, who):
            return place
        sails = any(lexicon().is_a("voyaging", act.lemma) or _vessel(act) for act in self._acts)
        sails = sails or who[0].head in settings()["nouns"]["sea"]
        return self._place("harbor" if sails else "beach")

    def setting_out(self, act: Act) -> Figure | None:
        """Where a journey starts that says only where it leads."""
        new = act.place is not None and any(m.first for p in act.phrases if p.place is act.place for m in p.mentions)
        if not (new and lexicon().is_a("voyaging", act.lemma)) or act.starts_in_place() or act.source() is not None:
            return None
        return self._place("harbor")

    def _free(self, name: str) -> str:
        free = name if name.casefold() not in self._taken else f"other {name}"
        self._taken.add(free.casefold())
        return free

    def _place(self, name: str, homeland: Figure | None = None) -> Figure:
        head = name.rsplit(maxsplit=1)[-1]
        name = f"{name} of {homeland.name}" if homeland is not None else name
        if name not in self._made and name.casefold() in self._taken:
            name = head = next((each for each in settings()["default"] if each not in self._taken), f"place of {name}")
        if name not in self._made:
            np = NounPhrase((), head, name, determiner="" if name == "space" else "the")
            self._made[name] = Figure(name, head, EntityKind.PLACE, np, group="place")
        return self._made[name]


def _lies_in(act: Act, city: Figure) -> bool:
    """Whether the act's place lies in the city named before: "It rains in Seoul. A boy waits at a bus stop"."""
    place = act.place
    if place is None or place is city or place.proper or not city.proper or act.travels() or act.source() is not None:
        return False
    return len(place.name) + len(city.name) < _LONGEST_NAME


def note_time_and_weather(acts: list[Act], start: Figure) -> None:
    """Times of day and weathers that the acts state become looks of their places."""
    for act in acts:
        place = act.place or start
        for told in (act, *act.leads, *act.trails):
            words = _words(told)
            for name in ("time", "weather"):
                found = next((settings()[name][word] for word in words if word in settings()[name]), None)
                if found is not None and name not in place.looks:
                    place.look(name, str(found))


def _in_the_open(act: Act) -> bool:
    """ "in the rain", "under the stars"."""
    return any(
        phrase.preposition in _UNDER_THE_SKY
        and (mention.np.head in settings()["weather"] or lexicon().is_a("looked_at", mention.np.head))
        for phrase in (*act.fronted, *act.phrases)
        for mention in phrase.mentions
    )


def _shines_at_night(mention: Mention, preposition: str) -> bool:
    """ "the moon", "the stars", "a shooting star", but no "paper moon", no "gold star", and not where one lands."""
    np, looks = mention.np, {modifier.text.lower() for modifier in mention.np.modifiers}
    kinds = {figure.kind for figure in mention.figures}
    over = kinds == {EntityKind.OBJECT} or (kinds == {EntityKind.PLACE} and preposition in _OVERHEAD)
    if not over or not all(modifier.adjective for modifier in np.modifiers):
        return False
    falls = bool(looks & {"falling", "shooting"})
    return np.head == "moon" or (np.head == "star" and (falls or (np.plural and np.determiner in ("", "the"))))


def _words(act: Act) -> list[str]:
    words: list[str] = [act.lemma] if act.impersonal else []
    for mention in act.subjects:
        if not mention.figures:
            words += mention.np.name.lower().split()
    phrases: tuple[Phrase, ...] = (*act.fronted, *act.phrases)
    for phrase in phrases:
        words += phrase.text.lower().split() if not phrase.mentions else []
        for mention in phrase.mentions:
            if not mention.figures:
                words += mention.np.name.lower().split()
            elif mention.figures[0].kind is EntityKind.PLACE and mention.first:
                words += [m.text.lower() for m in mention.np.modifiers if m.text.lower() != "dark"]
    named = [(mention, "") for mention in act.subjects]
    named += [(mention, phrase.preposition) for phrase in phrases for mention in phrase.mentions]
    return words + ["moonlight" for mention, preposition in named if _shines_at_night(mention, preposition)]
