"""Edits of where and when: place, time of day, weather.

A place belongs to all scenes that are set in it. Where only some of them change, they get a variant: an entity of the
same name that grows from the same root, so that it is the same place in another light.
"""

import re
from collections.abc import Sequence

from videostudio.agents.editing.parts import admitted, entity_of, rebuilt, scene_of, with_scenes
from videostudio.agents.editing.wording import at_time, in_weather, somewhere_else
from videostudio.agents.house.places import settings
from videostudio.agents.lighting import TIME, WEATHER, sentence, without_light
from videostudio.agents.planner import identifier
from videostudio.film.edits import SetPlace, SetTime, SetWeather
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.scene import Scene
from videostudio.film.script import Script

USUAL = {TIME: "day", WEATHER: "clear"}
"""What a place has when nothing is said."""


def placed(script: Script, edit: SetPlace) -> Script:
    """The scenes at another place; their events name it where they named the old one."""
    entities = admitted(script, () if edit.newcomer is None else (edit.newcomer,))
    place = next((entity for entity in entities if entity.id == edit.place), None)
    place = place or entity_of(script, edit.place)
    if place.kind is not EntityKind.PLACE:
        raise ScriptError(f"'{place.name}' is no place: say where the scene is to be set")
    changed = [_set_in(script, scene_of(script, scene_id), place) for scene_id in edit.scenes]
    return rebuilt(script, with_scenes(script, changed), entities)


def timed(script: Script, edit: SetTime) -> Script:
    """The scenes at another time of day."""
    return _relit(script, edit.scenes, TIME, edit.time)


def weathered(script: Script, edit: SetWeather) -> Script:
    """The scenes in other weather."""
    return _relit(script, edit.scenes, WEATHER, edit.weather)


def _set_in(script: Script, scene: Scene, place: Entity) -> Scene:
    old = script.entity(scene.background)
    texts = {name: somewhere_else(getattr(scene, name), old, place) for name in ("event", "narration")}
    return scene.model_copy(update={"background": place.id, **texts})


def _relit(script: Script, scene_ids: Sequence[str], name: str, value: str) -> Script:
    wanted = {scene_of(script, scene_id).id for scene_id in scene_ids}
    entities, scenes = list(script.entities), list(script.scenes)
    for place in script.places():
        here = [scene for scene in scenes if scene.background == place.id]
        due = [scene for scene in here if scene.id in wanted]
        lit = _lit(place, name, value)
        if not due or lit == place:
            continue
        same = next((other for other in entities if _same_place(other, lit) and other.id != place.id), None)
        if same is not None:
            lit = same
        elif len(due) < len(here):
            taken = {entity.id for entity in (*entities, *script.entities)}
            lit = lit.model_copy(update={"id": identifier(f"{place.root}-{value}", taken), "variant_of": place.root})
            entities.insert(entities.index(place) + 1, lit)
        else:
            entities[entities.index(place)] = lit
        told = at_time if name == TIME else in_weather
        for scene in due:
            texts = {text: told(getattr(scene, text), value) for text in ("event", "narration")}
            scenes[scenes.index(scene)] = scene.model_copy(update={"background": lit.id, **texts})
    return rebuilt(script, scenes, entities)


def _lit(place: Entity, name: str, value: str) -> Entity:
    """The place with another time or weather. The usual one is said only where other words say something else."""
    rest = tuple(aspect for aspect in place.aspects if aspect.name != name)
    description = without_light(place.description, name)
    bare = place.model_copy(update={"aspects": rest, "description": description})
    if value == USUAL[name] and not _says_another(bare, name):
        return bare
    # First, because what is said first counts where words contradict each other.
    aspects = (Aspect(name=name, value=value), *rest)
    return place.model_copy(
        update={"aspects": aspects, "description": f"{sentence(name, value)} {description}" if description else ""}
    )


def _says_another(place: Entity, name: str) -> bool:
    said = " ".join((place.name, *(aspect.value for aspect in place.aspects), place.description)).lower()
    known = settings()[name]
    return any(re.search(rf"\b{re.escape(word)}\b", said) for word in known)


def _same_place(one: Entity, other: Entity) -> bool:
    """Whether two entities are one place in one light."""
    if one.kind is not EntityKind.PLACE or (one.root, one.name) != (other.root, other.name):
        return False
    looks = [sorted((aspect.name, aspect.value) for aspect in place.aspects) for place in (one, other)]
    return looks[0] == looks[1] and one.own_image == other.own_image
