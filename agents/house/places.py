"""A place for every act: stated, carried on from before, or inferred from who is there and what they do."""

from functools import lru_cache

from videostudio.agents.house.acts import Act, Phrase
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.lexicon import data
from videostudio.agents.house.phrases import NounPhrase
from videostudio.film.entity import EntityKind


@lru_cache(maxsize=1)
def settings() -> dict[str, dict[str, list[str]]]:
    """`data/settings.json`: places by noun and verb, times of day, weathers, deeds of nouns."""
    found: dict[str, dict[str, list[str]]] = data("settings")
    return found


@lru_cache(maxsize=1)
def _place_of_word() -> dict[str, dict[str, str]]:
    return {
        table: {word: place for place, words in settings()[table].items() for word in words}
        for table in ("nouns", "verbs")
    }


_ON = frozenset(
    "sea ocean moon mars venus jupiter saturn island road beach bridge mountain stage rooftop farm planet river lake coast"
    " hill battlefield lawn cliff balcony platform pier dock summit plain shore highway hilltop shipwreck path roof iceberg"
    " raft boardwalk sidewalk glacier dune riverbank hillside mountaintop ranch deck terrace porch runway reef".split()
)
_AT = frozenset("station airport lighthouse market pond harbor port school fair zoo oasis well crossroads marina".split())
_ALONG = frozenset(
    "sea ocean road street beach bridge river coast shore path highway pier hill mountain moon mars lake field meadow"
    " desert square plain island lawn stage rooftop".split()
)


def located(place: Figure) -> str:
    """The preposition for being there: "on" the sea, "at" the station, "in" most places."""
    words = (place.head.lower(), place.name.split()[0].lower())
    return "on" if _ON.intersection(words) else "at" if _AT.intersection(words) else "in"


def through(place: Figure) -> str:
    """The preposition for moving about there."""
    return "across" if place.head.lower() in _ALONG else "through"


class Places:
    """The places of one story; an inferred one is made once."""

    def __init__(self) -> None:
        self._made: dict[str, Figure] = {}

    def settle(self, fragments: list[Act], acts: list[Act], variant: int = 0) -> Figure:
        """Gives every act its place, and says where the story begins. `variant` picks among equal defaults."""
        current: Figure | None = None
        waiting = sorted((act for act in fragments if act.place is not None), key=lambda act: act.number)
        for act in acts:
            while waiting and waiting[0].number < act.number:
                current = waiting.pop(0).place
            if act.place is None:
                act.place = current or self.inferred((act,), variant)
            current = act.place
        for fragment in waiting:
            current = current or fragment.place
        if acts and acts[0].place is not None:
            return acts[0].place
        return current or self.inferred(tuple(fragments), variant)

    def inferred(self, acts: tuple[Act, ...], variant: int = 0) -> Figure:
        """The likeliest place for these acts, by the lexicon."""
        tables = _place_of_word()
        for act in acts:
            for figure in sorted(act.figures(), key=lambda each: not each.animate):
                for word in (figure.head, figure.name.lower(), *figure.name.lower().split(), *_role(figure)):
                    if (place := tables["nouns"].get(word.replace(" ", "-"))) is not None:
                        return self._place(place)
        for act in acts:
            if (place := tables["verbs"].get(act.lemma)) is not None:
                return self._place(place)
        defaults: list[str] = list(settings()["default"])
        return self._place(defaults[variant % len(defaults)])

    def _place(self, name: str) -> Figure:
        if name not in self._made:
            head = name.rsplit(maxsplit=1)[-1]
            np = NounPhrase((), head, name, determiner="the")
            self._made[name] = Figure(name, head, EntityKind.PLACE, np, group="place")
        return self._made[name]


def _role(figure: Figure) -> list[str]:
    return figure.looks.get("role", [])


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
    return words
