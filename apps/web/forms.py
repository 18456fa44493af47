"""From what a form was filled in with to typed edits: only what differs from the script is one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from videostudio.film.edits import ScriptEdit
from videostudio.film.entity import Entity
from videostudio.film.errors import BriefError, ScriptError
from videostudio.film.script import Script

LOOK = "look:"
"""What a field of looks begins with; the aspect's name follows."""

_EDITS: TypeAdapter[ScriptEdit] = TypeAdapter(ScriptEdit)
_HIDDEN = ("scene", "entity", "picture", "do")


def scene_edits(script: Script, scene_id: str, fields: Mapping[str, str]) -> Iterator[ScriptEdit]:
    """What is different about a scene, apart from its event. Raises ScriptError, BriefError."""
    place_of(script, scene_id)
    scene = script.scene(scene_id)
    place = script.entity(scene.background)
    many = {"scenes": (scene_id,)}
    if _differs(fields, "narration", scene.narration):
        yield _edit("narration", scene=scene_id, text=fields["narration"].strip())
    if _differs(fields, "place", place.id):
        yield _edit("place", **many, place=fields["place"])
    for light in ("time", "weather"):
        if _differs(fields, light, place.aspect(light) or "") and fields[light]:
            yield _edit(light, **many, **{light: fields[light]})
    camera = {"direction": scene.camera.direction, "speed": scene.camera.speed, "shot": scene.shot}
    if moved := {name: fields[name] for name, value in camera.items() if _differs(fields, name, value)}:
        yield _edit("camera", **many, **moved)
    if _differs(fields, "seconds", f"{scene.duration_ms / 1000:g}"):
        yield _edit("length", **many, duration_ms=round(1000 * number(fields, "seconds")))
    if _differs(fields, "join", scene.transition.kind):
        yield _edit("join", **many, join=fields["join"])


def changed_event(script: Script, scene_id: str, fields: Mapping[str, str]) -> str | None:
    """What happens instead in a scene, None where that stays."""
    event = script.scene(scene_id).event
    return fields["event"].strip() if _differs(fields, "event", event) and fields["event"].strip() else None


def film_edits(script: Script, fields: Mapping[str, str]) -> tuple[ScriptEdit, ...]:
    """Another title, another style."""
    known = {"title": script.title, "style": script.style}
    return tuple(
        _edit(name, **{name: fields[name].strip()}) for name, old in known.items() if _differs(fields, name, old)
    )


def looks(script: Script, entity_id: str, fields: Mapping[str, str]) -> Iterator[ScriptEdit]:
    """What is different about somebody's looks: an aspect that was emptied goes."""
    known = {aspect.name: aspect.value for aspect in member(script, entity_id).aspects}
    said = {name: fields[LOOK + name].strip() for name, old in known.items() if _differs(fields, LOOK + name, old)}
    aspects = tuple({"name": name, "value": value} for name, value in said.items() if value)
    without = tuple(name for name, value in said.items() if not value)
    if aspects or without:
        yield _edit("redescribe", entity=entity_id, aspects=aspects, without=without)


def member_wishes(script: Script, entity_id: str, fields: Mapping[str, str]) -> Iterator[str]:
    """What a form about one of the cast says in words."""
    entity = member(script, entity_id)
    if _differs(fields, "name", entity.name) and (name := fields["name"].strip()):
        yield f"replace the {entity.name} with a {name}"
    if wish := fields.get("wish", "").strip():
        yield wish


def member(script: Script, entity_id: str) -> Entity:
    """One of the cast. Raises ScriptError."""
    found = next((entity for entity in script.entities if entity.id == entity_id), None)
    if found is None:
        raise ScriptError("nobody of that name is in the film any more: look at it again")
    return found


def place_of(script: Script, scene_id: str) -> int:
    """A scene's place in the film, from 1. Raises ScriptError."""
    found = next((number for number, scene in enumerate(script.scenes, 1) if scene.id == scene_id), 0)
    if not found:
        raise ScriptError("that scene is not in the film any more: look at it again")
    return found


def number(fields: Mapping[str, str], name: str) -> float:
    """A figure that was typed in. Raises BriefError."""
    try:
        found = float(fields.get(name, ""))
    except ValueError:
        found = float("nan")
    if not abs(found) < 1e6:
        raise BriefError(f"{name}: {fields.get(name, '')[:40]!r} is no number")
    return found


def whole_number(fields: Mapping[str, str], name: str) -> int:
    """As `number`, without a fraction."""
    return round(number(fields, name))


def in_short(fields: Mapping[str, str]) -> str:
    """What was filled in, for the record of the conversation."""
    return ", ".join(_shown(fields))


def _shown(fields: Mapping[str, str]) -> Iterable[str]:
    return (f"{name.removeprefix(LOOK)} {value}" for name, value in fields.items() if value and name not in _HIDDEN)


def _differs(fields: Mapping[str, str], name: str, old: str) -> bool:
    return name in fields and fields[name].strip() != old.strip()


def _edit(kind: str, **facts: Any) -> ScriptEdit:
    """An edit, checked. Raises ScriptError with what is wrong about it."""
    try:
        return _EDITS.validate_python({"kind": kind, **facts})
    except ValidationError as refused:
        [first, *_] = refused.errors(include_url=False)
        raise ScriptError(f"{first['loc'][-1]}: {first['msg'][:1].lower()}{first['msg'][1:]}") from refused
