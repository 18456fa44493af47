"""From acts to scenes: fills an arc where the prompt tells too little, condenses where it tells too much."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from videostudio.agents.house.acts import Act
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.forms import conjugated
from videostudio.agents.house.lexicon import data
from videostudio.agents.house.telling import Teller, joined, sentence
from videostudio.film.entity import EntityKind

MAX_FOREGROUND = 8
_AT = {"sea": "on", "sky": "in", "moon": "on", "mars": "on", "island": "on", "road": "on", "street": "in", "beach": "on",
       "bridge": "on", "mountain": "on", "stage": "on", "rooftop": "on", "farm": "on", "planet": "on", "river": "on",
       "ocean": "on", "lake": "on", "coast": "on", "hill": "on", "battlefield": "on", "station": "at", "airport": "at",
       "lawn": "on", "cliff": "on", "balcony": "on", "platform": "on", "pier": "on", "dock": "on", "summit": "on",
       "plain": "on", "lighthouse": "at", "market": "at", "square": "in", "pond": "at", "shore": "on", "highway": "on"}  # fmt: skip
_ALONG = frozenset(
    [
        "sea",
        "road",
        "street",
        "beach",
        "bridge",
        "river",
        "coast",
        "shore",
        "path",
        "highway",
        "pier",
        "ocean",
        "hill",
        "mountain",
        "moon",
        "mars",
    ]
)


@dataclass
class Moment:
    """One scene to be: an act of the prompt, or a template of the arc with its figures."""

    beat: str
    action: str
    figures: tuple[Figure, ...]
    place: Figure
    act: Act | None = None
    text: str = ""
    lead: Figure | None = None
    other: Figure | None = None
    thing: Figure | None = None

    def told(self, teller: Teller) -> str:
        """The scene's event as a sentence."""
        if self.act is not None:
            return teller.told(self.act)
        return _filled(self, teller)


@lru_cache(maxsize=1)
def _arcs() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = data("arcs")
    return found


def _filled(moment: Moment, teller: Teller) -> str:
    """A template with its slots filled and its verbs agreeing with the lead."""
    text = moment.text
    plural = (moment.lead is not None and moment.lead.plural) or " and {other}" in text or text.startswith("clouds")
    words = []
    for word in text.split():
        core = word.strip(".,")
        if core.startswith("["):
            word = word.replace(core, conjugated(core.strip("[]"), plural))
        words.append(word)
    text = " ".join(words)
    for slot, figure in (("{lead}", moment.lead), ("{other}", moment.other), ("{thing}", moment.thing)):
        if slot in text and figure is not None:
            text = text.replace(slot, teller.named(figure), 1)
    return sentence(_with_place(text, moment.place, teller))


def _with_place(text: str, place: Figure, teller: Teller) -> str:
    low = place.head.lower()
    if "{at_place}" in text:
        text = text.replace("{at_place}", f"{_AT.get(low, 'in')} {teller.named(place)}")
    if "{through_place}" in text:
        text = text.replace("{through_place}", f"{'across' if low in _ALONG else 'through'} {teller.named(place)}")
    return text.replace("{place}", teller.named(place)) if "{place}" in text else text


class Arc:
    """Builds the moments of one film."""

    def __init__(self, figures: list[Figure], start: Figure, seed: int) -> None:
        self.start = start
        self.seed = seed
        self.seen = [figure for figure in figures if figure.kind is not EntityKind.PLACE and figure.seen]
        self.alive = [figure for figure in self.seen if figure.animate]
        self.things = [figure for figure in self.seen if not figure.animate]
        self.lead = self._lead()
        self.used: set[str] = set()

    def _lead(self) -> Figure | None:
        """Who acts most often; the first of several."""
        pool = self.alive or self.things
        owners = [figure for figure in pool if any(role != "owner" for _, role in figure.seen)] or pool
        return max(owners, key=lambda f: sum(role == "subject" for _, role in f.seen), default=None)

    def filled(self, acts: list[Act], soft: list[Act], scenes: int) -> list[Moment]:
        """`scenes` moments: all acts, and around them as much of an arc as is missing."""
        self.used = {act.lemma for act in acts}
        missing = scenes - len(acts)
        taken = soft[: max(0, min(missing, 2 if acts else missing))]
        told = sorted((*acts, *taken), key=lambda act: (act not in taken, acts.index(act) if act in acts else 0))
        if taken and acts:
            told = _by_number(acts, taken)
        moments = [self._of_act(act) for act in told]
        missing = scenes - len(moments)
        opening = self._template("arrival", self.start) if missing and self._wants_opening(told) else None
        ending = told[-1].place if told and told[-1].place else self.start
        missing -= opening is not None
        close = self._template("close", ending, reserve=True) if missing else None
        missing -= close is not None
        middle = self._middle(missing, ending)
        return [*([opening] if opening else []), *moments, *middle, *([close] if close else [])]

    def _wants_opening(self, told: list[Act]) -> bool:
        return not told or not told[0].soft

    def _middle(self, count: int, place: Figure) -> list[Moment]:
        """Events between the prompt's own and the close; whoever has not been seen yet comes first."""
        moments: list[Moment] = []
        for index in range(count):
            beat = "turn" if index == count - 1 else "event"
            moments.append(self._template(beat, place, index))
        return moments

    def _of_act(self, act: Act) -> Moment:
        place = act.place or self.start
        return Moment("event", act.lemma, act.figures()[:MAX_FOREGROUND], place, act=act)

    def _template(self, beat: str, place: Figure, index: int = 0, reserve: bool = False) -> Moment:
        lead = self.lead
        other = next((f for f in _turned(self.alive, index) if f is not lead), None)
        thing = next((f for f in _turned(self.things, index) if f is not lead), None)
        if beat == "event" and self.alive and index:
            lead = self.alive[index % len(self.alive)]
            other = next((f for f in self.alive if f is not lead), None)
        fitting = [t for t in _arcs()[beat] if _fits(t, lead, other, thing)]
        fresh = [t for t in fitting if t["action"] not in self.used] or [
            t for name in ("event", "turn", "close") for t in _arcs()[name]
            if _fits(t, lead, other, thing) and t["action"] not in self.used
        ]  # fmt: skip
        pool = fresh or fitting
        choice = pool[(self.seed + (0 if fresh else index)) % len(pool)]
        self.used.add(choice["action"])
        text = choice["text"]
        figures = [lead if "{lead}" in text else None, other if "{other}" in text else None]
        figures.append(thing if "{thing}" in text else None)
        shown = tuple(figure for figure in figures if figure is not None)
        return Moment(beat, choice["action"], shown, place, text=text, lead=lead, other=other, thing=thing)


def _turned(figures: list[Figure], by: int) -> list[Figure]:
    at = by % len(figures) if figures else 0
    return figures[at:] + figures[:at]


def _by_number(acts: list[Act], extra: list[Act]) -> list[Act]:
    """Soft acts put where the text has them, the others in story order."""
    told = list(acts)
    for act in extra:
        at = next((i for i, each in enumerate(told) if each.number > act.number), len(told))
        told.insert(at, act)
    return told


def _fits(template: dict[str, Any], lead: Figure | None, other: Figure | None, thing: Figure | None) -> bool:
    kind = template["for"]
    if lead is None:
        return bool(kind == "place")
    if kind == "place" or (kind == "thing") == lead.animate:
        return False
    if kind in ("person", "animal") and lead.kind.value != kind:
        return False
    needs = template.get("needs")
    if needs == "thing":
        return thing is not None
    if needs == "other":
        return other is not None
    return needs is None or (other is not None and other.kind.value == needs)


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


def summary(figures: tuple[Figure, ...]) -> str:
    return joined([figure.name for figure in figures])
