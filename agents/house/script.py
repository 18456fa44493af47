"""The SCRIPT task: a prompt becomes title, logline, entities and scenes."""

import unicodedata

from videostudio.agents.house.acts import Act
from videostudio.agents.house.arc import Arc, Moment, condensed
from videostudio.agents.house.cast import Figure
from videostudio.agents.house.language import complaint
from videostudio.agents.house.places import Places, note_time_and_weather
from videostudio.agents.house.reading import Reading, read
from videostudio.agents.house.telling import Teller
from videostudio.agents.wire import ScriptAnswer, WireEntity, WireScene
from videostudio.film.entity import EntityKind
from videostudio.film.requests import WriterRequest

FEWEST_SCENES, MOST_SCENES = 4, 12
_SHORTEST_SCENE_MS, _LONGEST_SCENE_MS = 2_000, 60_000
_PRONOUN = {"m": "He", "f": "She"}


def write_script(request: WriterRequest) -> ScriptAnswer:
    """A whole script for any prompt that has a letter, a digit or a sign in it."""
    reading = read(request.prompt, request.own_names)
    degraded = complaint(request.prompt, reading)
    acts = [act for act in reading.acts if not act.soft and act.figures()]
    soft = [act for act in reading.acts if act.soft and act.figures() and act.clause.marker not in ("without", "from")]
    if not acts:
        acts, soft = _deeds(reading), soft
    start = Places().settle(reading.fragments, _split_lists(acts), request.seed)
    acts = _split_lists(acts)
    for act in soft:
        act.place = act.place or start
    note_time_and_weather([*reading.fragments, *acts], start)
    scenes = _scene_count(request, len(acts))
    kept, left_out = condensed(acts, scenes)
    moments = Arc(reading.figures, start, request.seed).filled(kept, soft, scenes)
    return _answer(request, moments, _notes(len(acts), scenes, left_out), degraded)


def _deeds(reading: Reading) -> list[Act]:
    return [act for act in reading.acts if not act.soft and (act.figures() or act.place is not None)]


def _split_lists(acts: list[Act]) -> list[Act]:
    """ "visits a sunflower, then a rose" are two acts."""
    split: list[Act] = []
    for act in acts:
        at = next((i for i, p in enumerate(act.phrases) if p.joiner == "then" and len(p.mentions) > 1), None)
        if at is None:
            split.append(act)
            continue
        phrase = act.phrases[at]
        for mention in phrase.mentions:
            one = type(phrase)(phrase.preposition, (mention,), inside=phrase.inside)
            phrases = (*act.phrases[:at], one, *act.phrases[at + 1 :])
            split.append(Act(act.clause, act.number, act.subjects, (), phrases, place=act.place))
    return split


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
        return (f"The prompt tells {events} events; {scenes - events} scenes of the arc were added.",)
    return ()


def _answer(
    request: WriterRequest, moments: list[Moment], notes: tuple[str, ...], degraded: tuple[str, ...]
) -> ScriptAnswer:
    teller = Teller()
    scenes, used, before = [], [], None
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
        return moment.lead if moment.text.startswith("{lead} [") else None
    subjects = [figure for mention in moment.act.subjects for figure in mention.figures]
    return subjects[0] if len(subjects) == 1 else None


def _narration(event: str, moment: Moment, before: Figure | None) -> str:
    """The event as it is read aloud: a pronoun where the same one goes on acting."""
    subject = _subject(moment)
    opening = "" if subject is None else f"The {subject.name} " if not subject.proper else f"{subject.name} "
    if subject is None or subject is not before or not event.startswith(opening):
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
    lead = next((moment.lead for moment in moments if moment.lead), None) or _subject(moments[0])
    lead = lead or next((figure for figure in used), None)
    second = next((f for f in used if f is not lead and f.kind is not EntityKind.PLACE), None)
    names = [figure.name if figure.proper else f"the {figure.name}" for figure in (lead, second) if figure is not None]
    return _capitals(" and ".join(names))[:120]


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
