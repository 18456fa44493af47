"""The SCRIPT task: a prompt becomes title, logline, entities and scenes."""

import unicodedata
from collections.abc import Iterator

from videostudio.agents.house.acts import Act
from videostudio.agents.house.arc import Arc, Moment, condensed, hinted_deed, implied_people, split_lists, split_ways
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.hunch import Hunch
from videostudio.agents.house.language import ADVICE, complaint
from videostudio.agents.house.lexicon import lexicon
from videostudio.agents.house.places import Places, note_time_and_weather
from videostudio.agents.house.reading import read
from videostudio.agents.house.telling import Teller
from videostudio.agents.house.verbatim import verbatim
from videostudio.agents.wire import ScriptAnswer, WireEntity, WireScene
from videostudio.film.entity import EntityKind
from videostudio.film.requests import WriterRequest

FEWEST_SCENES, MOST_SCENES = 4, 12
_SHORTEST_SCENE_MS, _LONGEST_SCENE_MS = 2_000, 60_000
_NOTHING_SEEN = (
    "The house writer found nobody and nothing to show in the prompt and kept its words; name who or what the film"
    f" is about, or {ADVICE}."
)
_UNTOLD = frozenset({"without", "from", "instead of", "if", "unless", "for", "like"})
_PRONOUN = {"m": "He", "f": "She"}
_KINDS = {
    EntityKind.PERSON: "a person",
    EntityKind.ANIMAL: "an animal",
    EntityKind.OBJECT: "a thing",
    EntityKind.PLACE: "a place",
}


def write_script(request: WriterRequest, hunch: Hunch | None = None) -> ScriptAnswer:
    """A whole script for any prompt that has a letter, a digit or a sign in it."""
    reading = read(request.prompt, request.own_names, hunch)
    degraded = complaint(request.prompt, reading)
    if not reading.figures:
        reading.figures += implied_people(reading.fragments)
    nature = [act for act in reading.acts if act.of_nature and not act.soft]
    if not (reading.figures or nature) or (degraded and not reading.acts):
        moments = verbatim(request.prompt, _scene_count(request, 0), request.seed)
        return _answer(request, moments, (), degraded or (_NOTHING_SEEN,))
    acts = split_lists([act for act in reading.acts if not act.soft and (act.figures() or act.of_place)])
    acts = acts or nature
    soft = [act for act in reading.acts if act.soft and act.figures() and act.clause.marker not in _UNTOLD]
    places = Places(reading.figures)
    stated = [act for act in soft if act.place is not None or not acts]
    start = places.settle(reading.fragments, sorted((*acts, *stated), key=lambda a: a.number), request.seed)
    for act in soft:
        act.place = act.place or start
    note_time_and_weather([*reading.fragments, *acts], start)
    start = acts[0].place or start if acts else start
    source = (acts[0].source() or places.setting_out(acts[0])) if acts else None
    scenes = _scene_count(request, len(acts) + (source is not None))
    acts = split_ways(acts, scenes)
    start = acts[0].place or start if acts else start
    kept, left_out = condensed(acts, scenes)
    deed = "" if acts else hinted_deed(reading.fragments)
    moments = Arc(reading.figures, source or start, request.seed, places).moments(kept, soft, scenes, deed)
    notes = (*_notes(len(acts), scenes, left_out), *_felt(reading.figures, hunch))
    return _answer(request, moments, notes, degraded)


def _scene_count(request: WriterRequest, events: int) -> int:
    """As many as asked for; else as the prompt has events, within reason and within the film's time."""
    if request.scenes is not None:
        return request.scenes
    scenes = min(max(events, FEWEST_SCENES), MOST_SCENES)
    if request.duration_ms is not None:
        scenes = min(scenes, max(1, request.duration_ms // _SHORTEST_SCENE_MS))
        scenes = max(scenes, -(-request.duration_ms // _LONGEST_SCENE_MS))
    return scenes


def _notes(events: int, scenes: int, left_out: list[Act]) -> tuple[str, ...]:
    if left_out:
        verbs = ", ".join(dict.fromkeys(act.lemma for act in left_out[:12]))
        return (f"The prompt tells {events} events and the film has {scenes} scenes; left out: {verbs}.",)
    if events < scenes:
        told, added = _count(events, "event"), _count(scenes - events, "scene")
        return (f"The prompt tells {told}; {added} of the arc came around them.",)
    return ()


def _felt(figures: list[Figure], hunch: Hunch | None) -> Iterator[str]:
    """What nouns were taken for that no list has."""
    for figure in figures:
        unlisted = not figure.proper and not figure.np.group
        if hunch is not None and unlisted and hunch.kind(figure.head) == figure.kind:
            yield f"'{figure.head}' is in no list of the house writer, which takes it for {_KINDS[figure.kind]}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _answer(
    request: WriterRequest, moments: list[Moment], notes: tuple[str, ...], degraded: tuple[str, ...]
) -> ScriptAnswer:
    teller = Teller()
    scenes: list[WireScene] = []
    used: list[Figure] = []
    before: Figure | None = None
    for at, moment in enumerate(moments):
        event = moment.told(teller)[:1000]
        used += [figure for figure in (*moment.figures, moment.place) if all(figure is not each for each in used)]
        scenes.append(
            WireScene(
                event=event,
                action=moment.action[:60],
                foreground=tuple(figure.name for figure in moment.figures),
                background=moment.place.name,
                narration=_narration(event, moment, before),
                beat=_beat(at, len(moments)),
            )
        )
        before = _subject(moment)
    entities = tuple(_wire(figure) for figure in used)
    return ScriptAnswer(
        title=_title(request.prompt, moments, used),
        logline=_logline(request.prompt),
        entities=entities,
        scenes=tuple(scenes),
        notes=notes,
        degraded=degraded,
    )


def _wire(figure: Figure) -> WireEntity:
    return WireEntity(name=figure.name, head=figure.head, kind=figure.kind, aspects=figure.aspects)


def _beat(at: int, scenes: int) -> str:
    if at == 0:
        return "arrival"
    if at == scenes - 1:
        return "close"
    return "turn" if at == scenes - 2 and scenes > 3 else "event"


def _subject(moment: Moment) -> Figure | None:
    if moment.act is None:
        return moment.lead[0] if moment.text.startswith("{lead} [") and len(moment.lead) == 1 else None
    subjects = [figure for mention in moment.act.subjects for figure in mention.figures]
    return subjects[0] if len(subjects) == 1 else None


def _narration(event: str, moment: Moment, before: Figure | None) -> str:
    """The event as it is read aloud: a pronoun where the same one goes on acting."""
    subject = _subject(moment)
    opening = "" if subject is None else f"The {subject.name} " if not subject.proper else f"{subject.name} "
    if subject is None or subject is not before or not event.startswith(opening):
        return event
    if lexicon().is_a("prepositions", event[len(opening) :].split(maxsplit=1)[0]):
        return event
    if subject.plural:
        return f"They {event[len(opening) :]}"
    if subject.kind is EntityKind.PERSON and not subject.gender and "n" not in subject.called:
        return event
    return f"{_PRONOUN.get(subject.gender, 'It')} {event[len(opening) :]}"


def _title(prompt: str, moments: list[Moment], used: list[Figure]) -> str:
    """The lead and whom or what it is about; a short prompt without a verb is its own title."""
    if not any(moment.act is not None for moment in moments) and len(prompt) <= 60:
        return _capitals(" ".join(prompt.split()).strip(" .!?")) or "Untitled"
    leads = (*(_subject(moment) for moment in moments), *used)
    lead = next((figure for figure in leads if figure is not None), None)
    second = next((f for f in used if f is not lead and f.kind is not EntityKind.PLACE), None)
    named = [figure for figure in (lead, second) if figure is not None]
    names = [figure.name if figure.proper or _is_kin(figure) else f"the {figure.name}" for figure in named]
    return _capitals(" and ".join(names))[:120]


def _is_kin(figure: Figure) -> bool:
    return lexicon().is_a("kin_names", figure.head) and figure.np.determiner == "" and figure.np.possessor is None


def _capitals(text: str) -> str:
    small = {"and", "the", "a", "an", "of", "in", "on", "at", "to", "with", "from", "by", "for"}
    words = [w if w.lower() in small and i else w[:1].upper() + w[1:] for i, w in enumerate(text.split())]
    return " ".join(words)


def _logline(prompt: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", prompt).split())
    if len(text) <= 300:
        return text
    cut = text[:297].rsplit(" ", 1)[0]
    return f"{cut}..."
