"""What every edit needs: finding scenes and entities, and putting a script together again."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pydantic import ValidationError

from videostudio.agents.transitions import CUT, transition
from videostudio.film.entity import Entity
from videostudio.film.errors import ScriptError
from videostudio.film.scene import Scene, Transition
from videostudio.film.script import Script

ASKED = "as you asked"
"""The reason of a join that nobody but the user decided."""


def number(script: Script, scene_id: str) -> int:
    """A scene's place in the film, from 1: what people call it by. Raises ScriptError."""
    for at, scene in enumerate(script.scenes, 1):
        if scene.id == scene_id:
            return at
    raise ScriptError(f"the script has no scene '{scene_id}': it has {', '.join(s.id for s in script.scenes)}")


def scene_of(script: Script, scene_id: str) -> Scene:
    """The scene of that id. Raises ScriptError."""
    return script.scenes[number(script, scene_id) - 1]


def entity_of(script: Script, entity_id: str) -> Entity:
    """The entity of that id. Raises ScriptError."""
    for entity in script.entities:
        if entity.id == entity_id:
            return entity
    raise ScriptError(f"the script has nobody and nothing called '{entity_id}': it has {names(script.entities)}")


def names(entities: Iterable[Entity]) -> str:
    """Ids for an error message."""
    return ", ".join(entity.id for entity in entities)


def with_scenes(script: Script, changed: Iterable[Scene]) -> tuple[Scene, ...]:
    """The script's scenes with those of `changed` in place of theirs."""
    new = {scene.id: scene for scene in changed}
    return tuple(new.get(scene.id, scene) for scene in script.scenes)


def admitted(script: Script, newcomers: Sequence[Entity]) -> tuple[Entity, ...]:
    """The script's entities and the new ones. Raises ScriptError for an id that is somebody else's."""
    known = {entity.id: entity for entity in script.entities}
    for entity in newcomers:
        if known.get(entity.id, entity) != entity:
            raise ScriptError(f"'{entity.id}' is in the script already, with other looks: give the new one another id")
        known[entity.id] = entity
    return tuple(known.values())


def rebuilt(script: Script, scenes: Sequence[Scene], entities: Iterable[Entity]) -> Script:
    """`script` with these scenes and those of `entities` that are in them. Joins are decided anew where two scenes were
    no neighbours before, or their places changed and nobody asked for the join there is. Raises ScriptError if it does
    not hold together."""
    used = {entity_id for scene in scenes for entity_id in (*scene.foreground, scene.background)}
    kept = tuple(entity for entity in entities if entity.id in used)
    try:
        new = Script(**{**dict(script), "scenes": tuple(scenes), "entities": kept})
        return Script(**{**dict(new), "scenes": _joined(script, new)})
    except ValidationError as refused:
        raise ScriptError("; ".join(_told(error["msg"]) for error in refused.errors(include_url=False))) from refused


def _told(message: str) -> str:
    if "at least 1 item" in message:
        return "a film needs at least one scene: keep one, or remove the film with `videostudio rm`"
    return message.removeprefix("Value error, ")


def _joined(old: Script, new: Script) -> tuple[Scene, ...]:
    before = {(a.id, b.id): _wanted(old, a, b) for a, b in pairwise(old.scenes)}
    first = new.scenes[0]
    opened = first if first.id == old.scenes[0].id else _join(first, CUT, "")
    scenes = [opened]
    for a, b in pairwise(new.scenes):
        wanted = _wanted(new, a, b)
        asked = (a.id, b.id) in before and b.transition_reason == ASKED
        scenes.append(b if asked or before.get((a.id, b.id)) == wanted else _join(b, *wanted))
    return tuple(scenes)


def _wanted(script: Script, before: Scene, after: Scene) -> tuple[Transition, str]:
    return transition(before, after, {place.id: place for place in script.places()})


def _join(scene: Scene, chosen: Transition, reason: str) -> Scene:
    return scene.model_copy(update={"transition": chosen, "transition_reason": reason[:200]})
