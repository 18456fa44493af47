"""One scene told another way, because what was told could not be filmed."""

from videostudio.agents.llm.events import event_faults, is_foreign
from videostudio.agents.llm.limits import elements
from videostudio.agents.llm.names import Names, shortened, writing
from videostudio.agents.llm.shapes import RetoldShape, schema_of
from videostudio.agents.llm.tongue import tongues
from videostudio.agents.llm.turns import Faults, Interview, system, user
from videostudio.agents.prompts import render
from videostudio.agents.wire import RewriteAnswer, WireScene
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.scene import Scene
from videostudio.film.script import Script

TOKENS = 400


async def rewrite(interview: Interview, script: Script, scene: Scene) -> RewriteAnswer:
    """The scene anew, with names that the script has. Raises WriterError."""
    request = interview.request
    task = render(
        "rewrite_task",
        names=", ".join(f'"{entity.name}" ({entity.kind})' for entity in script.entities),
        scenes="\n".join(f"{each.id}: {each.event}" for each in script.scenes),
        scene=f"{scene.id}: {scene.event}",
        narration=scene.narration or "none",
        gaps="; ".join(gap.text for gap in request.gaps) or "it could not be filmed",
        limits="\n".join(elements(request)),
    )
    told = await interview.ask(
        (system(render("rewrite", schema=schema_of(RetoldShape))), user(task.strip())),
        RetoldShape,
        max_tokens=TOKENS,
        check=lambda answer: _check(answer, script, scene),
    )
    names, new = Names(entity.name for entity in script.entities), told.answer
    return RewriteAnswer(
        scene=WireScene(
            event=shortened(new.event, 1000),
            action=shortened(new.action.lower(), 60),
            foreground=tuple(dict.fromkeys(names.find(name) or name for name in new.foreground)),
            background=names.find(new.background) or new.background,
            narration=shortened(new.narration, 1000),
            beat=scene.beat,
        )
    )


def _check(answer: RetoldShape, script: Script, scene: Scene) -> None:
    by_name = {entity.name: entity for entity in script.entities}
    names = Names(by_name)
    if unknown := names.unknown((*answer.foreground, answer.background)):
        raise Faults([f"the film has no {', '.join(unknown)}: it has {names}"])
    faults = []
    seen = [_entity(by_name, names, name) for name in answer.foreground]
    if _entity(by_name, names, answer.background).kind is not EntityKind.PLACE:
        faults.append(f"the background, {answer.background}, is no place")
    faults += [f"`foreground` has the place {each.name}" for each in seen if each.kind is EntityKind.PLACE]
    faults += [f"the event {fault}" for fault in event_faults(answer.event, ((e.name, e.head) for e in seen))]
    read = " ".join(each.narration for each in script.scenes)
    if is_foreign(answer.narration, writing(read), tongues(read)):
        faults.append("the narration is not in the language of the other scenes")
    if answer.event == scene.event:
        faults.append("the event is the old one")
    if faults:
        raise Faults(faults)


def _entity(by_name: dict[str, Entity], names: Names, name: str) -> Entity:
    return by_name[names.find(name) or name]
