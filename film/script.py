"""The script: entities and scenes that fit together, checked on construction."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from videostudio.film.brief import END_MS, MAX_SCENES, TITLE_MS, Brief
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


def as_written(script: Script, brief: Brief) -> Brief:
    """The brief that asks for as many scenes and seconds as `script` has, cards on top: what the film comes to now."""
    cards_ms = TITLE_MS + END_MS if brief.has_cards(script.duration_ms) else 0
    return brief.model_copy(update={"scenes": len(script.scenes), "duration_ms": script.duration_ms + cards_ms})


def check_against(script: Script, brief: Brief) -> Script:
    """`script`, if it keeps the brief's limits; else ScriptError with the figures."""
    if brief.scenes is not None and len(script.scenes) != brief.scenes:
        raise ScriptError(f"the script has {len(script.scenes)} scenes, the brief asks for {brief.scenes}")
    if brief.scenes_ms is not None and script.duration_ms != brief.scenes_ms:
        wanted = f"{brief.scenes_ms / 1000:g} s"
        raise ScriptError(f"the script lasts {script.duration_ms / 1000:g} s, the brief asks for {wanted}")
    longest_ms = brief.longest_scene_ms
    if longest_ms is not None and (late := [s.id for s in script.scenes if s.duration_ms > longest_ms]):
        raise ScriptError(f"{', '.join(late)}: longer than the {longest_ms / 1000:g} s that the brief gives a scene")
    return check_elements(script, brief)


def check_elements(script: Script, brief: Brief) -> Script:
    """`script`, if it has all that the brief says it must have and nothing that it forbids; else ScriptError."""
    told = words_of(script)
    if missing := [words for words in brief.must_have if not says(told, words)]:
        raise ScriptError(f"the script has no {', no '.join(missing)}, which the brief must have: say it in the prompt")
    if there := [words for words in brief.forbidden if says(told, words)]:
        raise ScriptError(f"the script has {', '.join(there)}, which the brief forbids: leave it out of the prompt")
    return script


def upheld(brief: Brief, script: Script) -> Brief:
    """`brief` without what `script` goes against, as its user has edited it: their later word counts."""
    told = words_of(script)
    return brief.model_copy(
        update={
            "must_have": tuple(words for words in brief.must_have if says(told, words)),
            "forbidden": tuple(words for words in brief.forbidden if not says(told, words)),
        }
    )


def against(before: Script, after: Script, brief: Brief) -> tuple[str, ...]:
    """What `after` has against the brief and `before` had not, in words for whoever changes it."""
    was, told = words_of(before), words_of(after)
    found = [
        f"no '{words}', which it must have" for words in brief.must_have if says(was, words) and not says(told, words)
    ]
    found += [f"'{words}', which it forbids" for words in brief.forbidden if says(told, words) and not says(was, words)]
    if (longest_ms := brief.longest_scene_ms) is not None:
        known = {scene.id: scene.duration_ms for scene in before.scenes}
        found += [
            f"scene {number} is {scene.duration_ms / 1000:g} s, longer than {longest_ms / 1000:g} s"
            for number, scene in enumerate(after.scenes, 1)
            if scene.duration_ms > max(longest_ms, known.get(scene.id, 0))
        ]
    return tuple(f"against your brief: {one}" for one in found)


def words_of(script: Script) -> str:
    """Everything that is seen or read in the film, a line each."""
    looks = (f"{e.name}\n{e.description}\n{' '.join(aspect.value for aspect in e.aspects)}" for e in script.entities)
    scenes = (f"{scene.event}\n{scene.narration}" for scene in script.scenes)
    return "\n".join((script.title, script.logline, *looks, *scenes))


def says(text: str, words: str) -> bool:
    """Whether `text` has `words`, alone or in the plural, in any case. Scripts without spaces between words are
    searched for the signs."""
    text, wanted = text.casefold(), " ".join(words.casefold().split())
    if not wanted.isascii():
        return wanted in text
    return re.search(rf"(?<!\w){re.escape(wanted)}(?:s|es)?(?!\w)", text) is not None


Item = TypeVar("Item", Entity, Scene)


def _by_id(items: tuple[Item, ...], item_id: str) -> Item:
    for item in items:
        if item.id == item_id:
            return item
    raise KeyError(item_id)


def _refuse_repeats(what: str, ids: Iterable[str]) -> None:
    if twice := [item for item, count in Counter(ids).items() if count > 1]:
        raise ValueError(f"{what} used twice: {', '.join(twice)}")
