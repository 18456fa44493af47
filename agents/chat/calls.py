"""What a language model called, as what somebody wants: checked against the script as the grammar's edits are."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from videostudio.agents.chat import tools as t
from videostudio.agents.chat.people import cast_of
from videostudio.agents.chat.said import Context, Question, Said, Understood
from videostudio.agents.editing.apply import Unchanged, edited
from videostudio.agents.editing.parts import entity_of, number
from videostudio.agents.llm.events import event_faults, is_foreign
from videostudio.agents.llm.names import writing
from videostudio.agents.llm.script import as_aspect
from videostudio.agents.llm.shapes import Shape
from videostudio.agents.llm.tongue import ENGLISH, tongues
from videostudio.agents.llm.turns import Faults
from videostudio.agents.planner import in_short
from videostudio.film import edits as e
from videostudio.film.edits import FILM_WORDS, Telling
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ScriptError, WriterError
from videostudio.film.scene import SceneId, TransitionKind
from videostudio.film.script import Script


class NoCalls(WriterError):
    """An answer that calls nothing."""


@dataclass
class _Turn:
    """The script as the calls before left it, whom they brought along, and the words that were spoken."""

    context: Context
    script: Script
    words: str
    new: dict[str, Entity] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def entity(self, entity_id: str) -> Entity:
        """One of the cast, or one that was brought along. Raises ScriptError."""
        if entity_id in self.new:
            self.used.add(entity_id)
            return self.new[entity_id]
        return entity_of(self.script, entity_id)

    def place(self, entity_id: str) -> tuple[str, Entity | None]:
        """The id of a place, and the place if it is new. Raises ScriptError."""
        place = self.entity(entity_id)
        if place.kind is not EntityKind.PLACE:
            raise ScriptError(f"'{entity_id}' is no place")
        return place.id, self.new.get(entity_id)


def understood(answer: str, text: str, context: Context) -> Understood | Question:
    """What the calls in `answer` ask for, which somebody wanted with `text`. Raises NoCalls, and Faults with all that is
    wrong with them, in words for the model."""
    calls = _read(answer)
    for call in calls:
        if isinstance(call, t.AskBack):
            return Question(text=call.question[:1000], choices=tuple(choice[:200] for choice in call.choices))
    turn, said = _Turn(context, context.script, _plain(text)), list[Said]()
    faults: list[str] = []
    idle: list[Unchanged] = []
    for at, call in enumerate(calls, 1):
        try:
            for one in _wanted(call, turn):
                if not isinstance(one, FILM_WORDS):
                    turn.script = edited(turn.script, [one])
                said.append(one)
        except Unchanged as already:
            idle.append(already)
        except (ScriptError, ValidationError) as error:
            faults.append(f"call {at} ({_name(call)}): {in_short(error)}")
    idlers = [entity_id for entity_id in turn.new if entity_id not in turn.used]
    faults += [f"no call uses the new entity '{entity_id}'" for entity_id in idlers if not faults]
    if any(isinstance(one, FILM_WORDS) for one in said) and len(said) > 1:
        faults.append("approve, reject, undo, redo, render and show stand alone: call one thing only, or ask back")
    if faults:
        raise Faults(faults)
    if idle and not said:
        return Question(text=f"That cannot be done: {idle[-1]}.")
    cast = next((found for one in reversed(said) if (found := cast_of(one))), ())
    idly = tuple(one.what for one in idle)
    return Understood(said=tuple(said), recent=_spoken_of(said, turn), cast=cast, already=idly)


def _read(answer: str) -> list[Shape]:
    """The calls in their shapes. Raises NoCalls, Faults."""
    try:
        found = json.loads(answer)["calls"]
    except (ValueError, TypeError, KeyError, RecursionError):
        found = None
    if not isinstance(found, list) or not found:
        raise NoCalls("the answer calls no tool")
    if len(found) > t.MOST_CALLS:
        raise Faults([f"{len(found)} calls; at most {t.MOST_CALLS} are carried out for one sentence"])
    faults, calls = list[str](), list[Shape]()
    for at, call in enumerate(found, 1):
        name = call.get("tool") if isinstance(call, dict) else None
        if name not in t.TOOLS:
            faults.append(f"call {at}: there is no tool {str(name)[:60]!r}")
            continue
        try:
            calls.append(t.TOOLS[name].model_validate(call))
        except ValidationError as error:
            faults.append(f"call {at} ({name}): {in_short(error)}")
    if faults:
        raise Faults(faults)
    return calls


def _wanted(call: Shape, turn: _Turn) -> Iterable[Said]:
    """What a call asks for; nothing for one that only brings somebody along. Raises ScriptError, ValidationError."""
    if isinstance(call, t.Asked) and not _quoted(call.said, turn.words):
        raise ScriptError(
            f"`said` is not what the speaker said: {call.said[:80]!r} does not stand in their last sentence. Call only "
            "what that sentence asks for"
        )
    if isinstance(call, t.NewEntity):
        _bring(call, turn)
        return ()
    for scene_id in _named_by(call):
        # "scene 2" is no id either, and is told the same.
        number(turn.script, scene_id)
    return (_SAID[type(call)](call, turn),)


def _named_by(call: Shape) -> Iterator[str]:
    """The scenes that a call names."""
    if isinstance(call, t.Show) and call.what != "scene":
        return
    yield from (one for name in ("scene", "after") if (one := getattr(call, name, "")))
    for name in ("scenes", "order"):
        yield from getattr(call, name, ())


def _bring(call: t.NewEntity, turn: _Turn) -> None:
    if any(entity.id == call.id for entity in (*turn.script.entities, *turn.new.values())):
        raise ScriptError(f"'{call.id}' is in the cast already: use it, or choose another id")
    name, noun = call.name[:120], call.noun or call.name
    turn.new[call.id] = Entity(id=call.id, name=name, kind=call.kind, head=noun[:60], aspects=_aspects(call.looks))


def _telling(event: str, action: str, foreground: Sequence[str], narration: str, turn: _Turn) -> Telling:
    """An event that can be filmed - English, and in names - and what is read aloud over it, in the language of the
    film. Raises ScriptError."""
    seen = [turn.entity(entity_id) for entity_id in dict.fromkeys(foreground)]
    if places := [entity.id for entity in seen if entity.kind is EntityKind.PLACE]:
        raise ScriptError(
            f"the place {', '.join(places)} stands in foreground: only who and what is seen belongs there"
        )
    if faults := event_faults(event, ((entity.name, entity.head) for entity in seen)):
        raise ScriptError("; ".join(f"the event {fault}" for fault in faults))
    return Telling(
        event=" ".join(event.split()),
        action=action.lower(),
        foreground=tuple(entity.id for entity in seen),
        newcomers=tuple(entity for entity in seen if entity.id in turn.new),
        narration=_read_aloud(narration, turn),
    )


def _read_aloud(narration: str, turn: _Turn) -> str | None:
    """What is read aloud, None for the event. Raises ScriptError for another language than the film's."""
    read = " ".join(scene.narration for scene in turn.context.script.scenes)
    letters, languages = writing(read), tongues(read)
    narration = " ".join(narration.split())
    if not narration and (letters not in ("", "LATIN") or (languages and not languages & ENGLISH)):
        raise ScriptError(
            "the narration is missing: this film is not narrated in English, so that the event cannot be read"
        )
    if is_foreign(narration, letters, languages):
        raise ScriptError("the narration is not in the language of the other scenes")
    return narration or None


def _tell(call: t.TellScene, turn: _Turn) -> Said:
    telling = _telling(call.event, call.action, call.foreground, call.narration, turn)
    return e.TellScene(scene=call.scene, telling=telling)


def _add(call: t.AddScene, turn: _Turn) -> Said:
    place, new = turn.place(call.place) if call.place else (None, None)
    telling = _telling(call.event, call.action, call.foreground, call.narration, turn)
    return e.AddScene(after=call.after or None, telling=telling, place=place, newcomer=new)


def _split(call: t.SplitScene, turn: _Turn) -> Said:
    parts = [
        _telling(event, action, foreground, narration, turn) if event else None
        for event, action, foreground, narration in (
            (call.first_event, call.first_action, call.first_foreground, call.first_narration),
            (call.second_event, call.second_action, call.second_foreground, call.second_narration),
        )
    ]
    return e.SplitScene(scene=call.scene, first=parts[0], second=parts[1])


def _set(call: t.SetPlace, turn: _Turn) -> Said:
    place, new = turn.place(call.place)
    return e.SetPlace(scenes=tuple(call.scenes), place=place, newcomer=new)


def _film(call: t.SetCamera, turn: _Turn) -> Said:
    moves = {name: value for name in ("direction", "speed", "shot") if (value := getattr(call, name)) != t.SAME}
    return e.SetCamera.model_validate({"scenes": call.scenes, **moves})


def _describe(call: t.Redescribe, turn: _Turn) -> Said:
    turn.entity(call.entity)
    without = tuple(part[:60] for part in call.without)
    return e.Redescribe(entity=call.entity, aspects=_aspects(call.looks), without=without)


def _picture(call: t.UseImage, turn: _Turn) -> Said:
    if call.picture and call.picture not in (pictures := turn.context.pictures):
        raise ScriptError(
            f"the speaker has no picture '{call.picture[:60]}': there are {', '.join(pictures) or 'none'}"
        )
    return e.UseImage(entity=call.entity, image=turn.context.pictures[call.picture] if call.picture else None)


def _render(call: t.Render, turn: _Turn) -> Said:
    if call.profile not in (profiles := turn.context.profiles):
        raise ScriptError(f"there is no profile '{call.profile[:60]}': there are {', '.join(profiles)}")
    return e.Render(profile=call.profile)


def _show(call: t.Show, turn: _Turn) -> Said:
    if call.what == "scene":
        number(turn.script, call.scene)
    return e.Show.model_validate({"what": call.what, "scene": call.scene if call.what == "scene" else None})


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)


_SAID: dict[type[Shape], Callable[[Any, _Turn], Said]] = {
    t.TellScene: _tell,
    t.AddScene: _add,
    t.SplitScene: _split,
    t.MergeScenes: lambda call, turn: e.MergeScenes(scenes=tuple(dict.fromkeys(call.scenes))),
    t.RemoveScenes: lambda call, turn: e.RemoveScenes(scenes=tuple(call.scenes)),
    t.OrderScenes: lambda call, turn: e.OrderScenes(order=tuple(call.order)),
    t.SetNarration: lambda call, turn: e.SetNarration(scene=call.scene, text=call.text),
    t.SetJoin: lambda call, turn: e.SetJoin(scenes=tuple(call.scenes), join=TransitionKind(call.join)),
    t.Retake: lambda call, turn: e.Retake(scenes=tuple(call.scenes)),
    t.SetPlace: _set,
    t.SetTime: lambda call, turn: e.SetTime(scenes=tuple(call.scenes), time=call.time),
    t.SetWeather: lambda call, turn: e.SetWeather(scenes=tuple(call.scenes), weather=call.weather),
    t.SetCamera: _film,
    t.SetLength: lambda call, turn: e.SetLength(scenes=tuple(call.scenes), duration_ms=_milliseconds(call.seconds)),
    t.SetFilmLength: lambda call, turn: e.SetFilmLength(duration_ms=_milliseconds(call.seconds)),
    t.SetStyle: lambda call, turn: e.SetStyle(style=call.style[:200]),
    t.SetTitle: lambda call, turn: e.SetTitle(title=call.title[:120]),
    t.Recast: lambda call, turn: e.Recast(entity=call.entity, by=turn.entity(call.by)),
    t.Redescribe: _describe,
    t.UseImage: _picture,
    t.Approve: lambda call, turn: e.Approve(),
    t.Reject: lambda call, turn: e.Reject(note=call.note[:2000]),
    t.Undo: lambda call, turn: e.Undo(steps=call.steps),
    t.Redo: lambda call, turn: e.Redo(steps=call.steps),
    t.Render: _render,
    t.Show: _show,
}


def _aspects(looks: Sequence[str]) -> tuple[Aspect, ...]:
    """Each part once, as it was said last."""
    found = {aspect.name: aspect for look in looks if (aspect := as_aspect(look)) is not None}
    return tuple(found.values())


def _quoted(said: str, words: str) -> bool:
    quote = _plain(said)
    return bool(quote) and f" {quote} " in f" {words} "


def _plain(text: str) -> str:
    """Words only, so that a quotation may differ in capitals and signs."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _name(call: Shape) -> str:
    return next(name for name, shape in t.TOOLS.items() if type(call) is shape)


def _spoken_of(said: Sequence[Said], turn: _Turn) -> tuple[SceneId, ...]:
    """The scenes that "it" means from now on: those that were named last, or the new one."""
    here = [scene.id for scene in turn.script.scenes]
    for one in reversed(said):
        if isinstance(one, e.AddScene):
            known = {scene.id for scene in turn.context.script.scenes}
            return tuple(scene_id for scene_id in here if scene_id not in known)[-1:]
        if named_scenes := tuple(scene_id for scene_id in _scenes_of(one) if scene_id in here):
            return named_scenes
    return tuple(scene_id for scene_id in turn.context.recent if scene_id in here)


def _scenes_of(one: Said) -> Iterator[SceneId]:
    if isinstance(scene := getattr(one, "scene", None), str):
        yield scene
    yield from getattr(one, "scenes", ())
