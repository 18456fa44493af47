"""The script stage (paper, section 3.1): the prompt, five examples before it as earlier turns of the dialogue, and
every rule that can be checked checked after."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from videostudio.agents.llm.condense import LONGEST_STORY, condensed
from videostudio.agents.llm.coreference import resolved
from videostudio.agents.llm.events import is_english, is_foreign
from videostudio.agents.llm.limits import limits
from videostudio.agents.llm.names import Names, shortened, writing
from videostudio.agents.llm.overlooked import overlooked
from videostudio.agents.llm.shapes import EntityShape, ScriptShape, schema_of
from videostudio.agents.llm.tongue import astray, called, speaks_of_a_language, tongues
from videostudio.agents.llm.turns import Faults, Interview, as_story, system, user
from videostudio.agents.prompts import data, render
from videostudio.agents.wire import ScriptAnswer, WireEntity, WireScene
from videostudio.film.entity import Aspect, EntityKind
from videostudio.film.requests import Message, Role, WriterRequest
from videostudio.film.script import says

TOKENS, TOKENS_PER_SCENE = 1200, 220
USUAL_SCENES, MOST_OPEN = 10, 12


async def write_script(interview: Interview) -> ScriptAnswer:
    """The whole script. A long story is condensed first. Raises WriterError, and what the model's endpoint raises."""
    request, language = interview.request, ""
    notes: tuple[str, ...] = ()
    story = as_story(request.prompt)
    if len(story) > LONGEST_STORY:
        short = await condensed(interview, story)
        story, language, notes = short.text, short.language, (short.note,)
    exactly = {"scenes": request.scenes} if request.scenes else {}
    told = await interview.ask(
        (
            system(render("script", schema=schema_of(ScriptShape))),
            *examples(),
            user(render("script_task", story=story, limits=limits(request, language))),
        ),
        ScriptShape,
        max_tokens=TOKENS + TOKENS_PER_SCENE * (request.scenes or USUAL_SCENES),
        check=_Check(request),
        **exactly,
    )
    script = await resolved(interview, _with_whole_names(told.answer), story)
    notes += tuple(f"The story's {name} is in no scene." for name in overlooked(script, as_story(request.prompt)))
    return _answer(script, notes)


def examples() -> tuple[Message, ...]:
    """Five prompts and their scripts, as a dialogue that went before."""
    turns: list[Message] = []
    for example in data("script_examples"):
        script = ScriptShape.model_validate(example["answer"])
        turns.append(user(render("script_task", story=example["story"], limits=example["limits"])))
        turns.append(Message(role=Role.ASSISTANT, text=script.model_dump_json()))
    return tuple(turns)


@dataclass
class _Check:
    """Refuses a script with everything that is wrong with it. Who was overlooked is said once: then the model has had
    its chance, and what it left out is noted."""

    request: WriterRequest
    reminded: bool = False

    def __call__(self, script: ScriptShape) -> None:
        story = as_story(self.request.prompt)
        faults = list(_faults(script, self.request, story))
        if not self.reminded:
            faults += [
                f"{name}, of whom or which the story tells, is in no scene" for name in overlooked(script, story)
            ]
        self.reminded = True
        if faults:
            raise Faults(faults)


def _faults(script: ScriptShape, request: WriterRequest, story: str) -> Iterator[str]:
    """Everything that is wrong, so that one repair can mend all of it. `story` is the user's own, not what it was
    condensed to."""
    if request.scenes is not None and len(script.scenes) != request.scenes:
        yield f"there are {len(script.scenes)} scenes instead of {request.scenes}"
    if request.scenes is None and len(script.scenes) > MOST_OPEN:
        yield f"there are {len(script.scenes)} scenes, at most {MOST_OPEN} are wanted"
    names = Names(entity.name for entity in script.entities)
    places = Names(entity.name for entity in script.entities if entity.kind is EntityKind.PLACE)
    for number, scene in enumerate(script.scenes, 1):
        if unknown := names.unknown((*scene.foreground, scene.background)):
            yield f"scene {number} has {', '.join(unknown)}, who or which is not in `entities` ({names})"
            continue
        if places.find(scene.background) is None:
            yield f"the background of scene {number}, {scene.background}, is no place"
        if seen := [name for name in scene.foreground if places.find(name)]:
            yield f"scene {number} has the place {', '.join(seen)} in `foreground`"
        if not is_english(scene.event):
            yield f"the event of scene {number} is not English"
    yield from _tongue(script, story)
    told = _words(script)
    yield from (f"'{words}' is missing" for words in request.must_have if not says(told, words))
    yield from (f"'{words}' must not be in it" for words in request.forbidden if says(told, words))


def _tongue(script: ScriptShape, story: str) -> Iterator[str]:
    """Whether the narration is in the story's language, as far as letters and small words tell. A story that speaks of
    a language may want to be told in that one."""
    letters = writing(story)
    wanted = frozenset[str]()
    if not speaks_of_a_language(story):
        # A story of a word or two does not tell: then the model has to keep to what it says itself.
        wanted = tongues(story[:LONGEST_STORY]) or called(script.language)
    wrong: list[int] = []
    for number, scene in enumerate(script.scenes, 1):
        if is_foreign(scene.narration, letters, wanted):
            wrong.append(number)
            yield f"the narration of scene {number} is not in the language of the story"
    # Short sentences tell little each: all of them together do.
    if not wrong and (other := astray(" ".join(scene.narration for scene in script.scenes), wanted)):
        yield f"the narration is in {other}, and the story is not"


def _words(script: ScriptShape) -> str:
    scenes = (f"{scene.event}\n{scene.narration}" for scene in script.scenes)
    looks = (f"{entity.name}\n{' '.join(entity.looks)}" for entity in script.entities)
    return "\n".join((script.title, script.logline, *scenes, *looks))


def _with_whole_names(script: ScriptShape) -> ScriptShape:
    """Every name as `entities` has it, nobody twice in a scene, and entities of one name made one."""
    names = Names(entity.name for entity in script.entities)
    scenes = [
        scene.model_copy(
            update={
                "foreground": list(dict.fromkeys(_known(names, name) for name in scene.foreground)),
                "background": _known(names, scene.background),
            }
        )
        for scene in script.scenes
    ]
    entities = {_known(names, entity.name): entity for entity in script.entities}
    kept = [entity.model_copy(update={"name": name}) for name, entity in entities.items()]
    return script.model_copy(update={"scenes": scenes, "entities": kept})


def _known(names: Names, name: str) -> str:
    found = names.find(name)
    assert found is not None, "the script was checked"
    return found


def _answer(script: ScriptShape, notes: tuple[str, ...]) -> ScriptAnswer:
    return ScriptAnswer(
        title=shortened(script.title, 120),
        logline=shortened(script.logline, 500),
        entities=tuple(_entity(entity) for entity in script.entities),
        scenes=tuple(
            WireScene(
                event=shortened(scene.event, 1000),
                action=shortened(scene.action.lower(), 60),
                foreground=tuple(scene.foreground),
                background=scene.background,
                narration=shortened(scene.narration, 1000),
                beat=scene.beat.value,
            )
            for scene in script.scenes
        ),
        notes=notes,
    )


def _entity(shape: EntityShape) -> WireEntity:
    looks = (aspect for look in shape.looks if (aspect := as_aspect(look)) is not None)
    return WireEntity(
        name=shape.name,
        head=shortened(shape.noun or shape.name, 60),
        kind=shape.kind,
        aspects=tuple(dict.fromkeys(looks)),
    )


def as_aspect(look: str) -> Aspect | None:
    """ "hair: blue" as an aspect; what has no colon is a look; None for nothing."""
    part, colon, value = look.partition(":")
    name, value = (part, value) if colon else ("look", look)
    name, value = re.sub(r"\s+", " ", name).strip().lower(), value.strip()
    return Aspect(name=name[:60], value=value[:200]) if name and value else None
