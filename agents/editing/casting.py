"""Edits of who and what is in the film: somebody else, other looks, the user's own picture."""

from collections.abc import Iterable

from videostudio.agents.editing.parts import admitted, entity_of, rebuilt
from videostudio.agents.editing.wording import agreeing, headline, renamed, somewhere_else
from videostudio.agents.lighting import TOLD, family, in_light_of, without_light
from videostudio.film.edits import Recast, Redescribe, UseImage
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ScriptError
from videostudio.film.scene import Scene
from videostudio.film.script import Script

_PRONOUNS = frozenset({"it", "he", "she", "they"})


def recast(script: Script, edit: Recast) -> Script:
    """Somebody else in every scene, under their own name. Somebody who is in the film already takes the part over."""
    old, new = entity_of(script, edit.entity), edit.by
    if old.id == new.id:
        raise ScriptError(f"'{old.name}' cannot be replaced by itself: say how it is to look instead")
    if (old.kind is EntityKind.PLACE) != (new.kind is EntityKind.PLACE):
        raise ScriptError(f"'{old.name}' is {_a(old)} and '{new.name}' {_a(new)}: a place is replaced by a place only")
    entities = admitted(script, (new,))
    gone = [one.id for one in family(script, old)]
    scenes = tuple(_recast(scene, gone, old, new) for scene in script.scenes)
    told = rebuilt(script, scenes, _in_place(entities, old, new))
    return told.model_copy(
        update={"title": headline(script.title, old, new)[:120], "logline": renamed(script.logline, old, new)[:500]}
    )


def redescribed(script: Script, edit: Redescribe) -> Script:
    """Other looks, of a place in every light that it is seen in. A word of the name that says the old look gives way to
    the new one, wherever the name is told; the designer describes the entity anew."""
    old = entity_of(script, edit.entity)
    if missing := [name for name in edit.without if old.aspect(name) is None]:
        raise ScriptError(f"'{old.name}' has no {', '.join(missing)} to take away")
    new = _looking(old, edit)
    if (new.name, sorted(map(str, new.aspects))) == (old.name, sorted(map(str, old.aspects))):
        return script
    # The light is each one's own.
    lit = {
        "aspects": [a for a in edit.aspects if a.name not in TOLD],
        "without": [w for w in edit.without if w not in TOLD],
    }
    shared = edit.model_copy(update=lit)
    if shared.aspects or shared.without:
        changed = {one.id: new if one.id == old.id else _looking(one, shared) for one in family(script, old)}
    else:
        changed = {one.id: one for one in family(script, old)} | {old.id: _lit(old, new)}
    scenes = script.scenes
    if new.name != old.name:
        for one in family(script, old):
            scenes = tuple(_recast(scene, [one.id], one, changed[one.id]) for scene in scenes)
    told = rebuilt(script, scenes, [changed.get(entity.id, entity) for entity in script.entities])
    return told.model_copy(
        update={"title": headline(script.title, old, new)[:120], "logline": renamed(script.logline, old, new)[:500]}
    )


def pictured(script: Script, edit: UseImage) -> Script:
    """The user's own picture of an entity, of a place in every light, or none any more."""
    old = entity_of(script, edit.entity)
    shown = {one.id: one.model_copy(update={"own_image": edit.image}) for one in family(script, old)}
    return rebuilt(script, script.scenes, [shown.get(entity.id, entity) for entity in script.entities])


def _looking(old: Entity, edit: Redescribe) -> Entity:
    """An entity with other looks, which nobody has described yet."""
    changed = {aspect.name: aspect for aspect in edit.aspects}
    kept = [aspect for aspect in old.aspects if aspect.name not in changed and aspect.name not in edit.without]
    aspects = (*kept, *changed.values())
    return old.model_copy(update={"aspects": aspects, "name": _renamed(old, edit.aspects), "description": ""})


def _lit(old: Entity, new: Entity) -> Entity:
    """`new`, which is `old` in another light only: it is told in the words there are."""
    if old.kind is not EntityKind.PLACE or not old.description or new.name != old.name:
        return new
    return new.model_copy(update={"description": in_light_of(without_light(old.description), new)})


def _recast(scene: Scene, gone: list[str], old: Entity, new: Entity) -> Scene:
    if not {*scene.foreground, scene.background} & set(gone):
        return scene
    if old.kind is EntityKind.PLACE:
        texts = {name: somewhere_else(getattr(scene, name), old, new) for name in ("event", "narration")}
        return scene.model_copy(update={"background": new.id, **texts})
    event = renamed(scene.event, old, new)
    if scene.foreground[0] in gone:
        event = agreeing(event, scene.action, old, new)
    foreground = tuple(dict.fromkeys(new.id if one in gone else one for one in scene.foreground))
    # A pronoun may be wrong for somebody else: the event itself is read aloud then.
    opens = scene.narration.split(maxsplit=1)[0].lower() if scene.narration else ""
    narration = event if opens in _PRONOUNS and old.id != new.id else renamed(scene.narration, old, new)
    update = {"event": event[:1000], "narration": narration[:1000], "foreground": foreground}
    return scene.model_copy(update=update)


def _in_place(entities: tuple[Entity, ...], old: Entity, new: Entity) -> list[Entity]:
    """The entities with `new` where `old` stood."""
    others = [entity for entity in entities if entity.id != new.id]
    others.insert(next(at for at, entity in enumerate(others) if entity.id == old.id), new)
    return others


def _renamed(entity: Entity, aspects: Iterable[Aspect]) -> str:
    """ "red ball" is a "blue ball" once its colour is blue."""
    name = entity.name
    for aspect in aspects:
        said = entity.aspect(aspect.name)
        words = name.split()
        if said is not None and said in words[:-1]:
            name = " ".join(aspect.value if word == said else word for word in words)
    return name[:120]


def _a(entity: Entity) -> str:
    return (
        "an animal"
        if entity.kind is EntityKind.ANIMAL
        else "an object"
        if entity.kind is EntityKind.OBJECT
        else (f"a {entity.kind}")
    )
