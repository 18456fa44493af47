"""The script: entities and scenes that fit together, checked on construction."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from videostudio.film.brief import MAX_SCENES, Brief
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.noun import Noun
from videostudio.film.scene import Scene


class Script(Noun):
    """A film on paper. `writer` signs it; `notes` tell choices, `degraded` tells what fell short."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    logline: Annotated[str, Field(max_length=500)] = ""
    style: Annotated[str, Field(max_length=200)] = ""
    entities: tuple[Entity, ...]
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=MAX_SCENES)
    version: int = Field(default=1, ge=1)
    writer: Annotated[str, Field(max_length=200)] = ""
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> "Script":
        _refuse_repeats("entity id", (entity.id for entity in self.entities))
        _refuse_repeats("scene id", (scene.id for scene in self.scenes))
        kinds = {entity.id: entity.kind for entity in self.entities}
        used: set[str] = set()
        for scene in self.scenes:
            for entity_id in (*scene.foreground, scene.background):
                if entity_id not in kinds:
                    raise ValueError(
                        f"scene '{scene.id}' names the entity '{entity_id}', which the script does not have"
                    )
            if kinds[scene.background] is not EntityKind.PLACE:
                raise ValueError(f"scene '{scene.id}' has '{scene.background}' as background, which is no place")
            for entity_id in scene.foreground:
                if kinds[entity_id] is EntityKind.PLACE:
                    raise ValueError(f"scene '{scene.id}' has the place '{entity_id}' in the foreground")
            used.update(scene.foreground, (scene.background,))
        if unused := [entity_id for entity_id in kinds if entity_id not in used]:
            raise ValueError(f"no scene uses the entities {', '.join(unused)}")
        return self

    @property
    def duration_ms(self) -> int:
        """Length of all scenes: scene seconds are film time, transitions take none. Cards come on top."""
        return sum(scene.duration_ms for scene in self.scenes)

    def entity(self, entity_id: str) -> Entity:
        """The entity of that id; KeyError if there is none."""
        return _by_id(self.entities, entity_id)

    def scene(self, scene_id: str) -> Scene:
        """The scene of that id; KeyError if there is none."""
        return _by_id(self.scenes, scene_id)

    def places(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if entity.kind is EntityKind.PLACE)


def check_against(script: Script, brief: Brief) -> Script:
    """`script`, if it keeps the brief's limits; else ScriptError with the figures."""
    if brief.scenes is not None and len(script.scenes) != brief.scenes:
        raise ScriptError(f"the script has {len(script.scenes)} scenes, the brief asks for {brief.scenes}")
    if brief.scenes_ms is not None and script.duration_ms != brief.scenes_ms:
        wanted = f"{brief.scenes_ms / 1000:g} s"
        raise ScriptError(f"the script lasts {script.duration_ms / 1000:g} s, the brief asks for {wanted}")
    return script


Item = TypeVar("Item", Entity, Scene)


def _by_id(items: tuple[Item, ...], item_id: str) -> Item:
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)


def _refuse_repeats(what: str, ids: Iterable[str]) -> None:
    if twice := [item for item, count in Counter(ids).items() if count > 1]:
        raise ValueError(f"{what} used twice: {', '.join(twice)}")
