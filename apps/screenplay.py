"""A script as people read it."""

from videostudio.apps.format import bullets, plural
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.scene import Scene
from videostudio.film.script import Script


def screenplay(script: Script) -> str:
    """Title, cast and scenes, with what was noted and who wrote it."""
    head = f"{script.title}\n{plural(len(script.scenes), 'scene')}, {script.duration_ms / 1000:g} s"
    signed = f"Written by {script.writer}" if script.writer else ""
    short, noted = bullets("What fell short", script.degraded), bullets("Noted", script.notes)
    return "\n\n".join(part for part in (head, script.logline, outline(script), short, noted, signed) if part)


def outline(script: Script) -> str:
    """Cast and scenes, with place, camera and length of each."""
    cast = bullets("Cast", (_member(entity) for entity in script.entities))
    scenes = "\n".join(_scene(number, scene, script) for number, scene in enumerate(script.scenes, 1))
    return f"{cast}\n\n{scenes}"


def scene_in_words(script: Script, scene_id: str) -> str:
    """One scene of the outline."""
    at, scene = next((at, scene) for at, scene in enumerate(script.scenes, 1) if scene.id == scene_id)
    return _scene(at, scene, script)


def _member(entity: Entity) -> str:
    plain: tuple[str, ...] = ("time", "weather") if entity.kind is EntityKind.PLACE else ()
    told = (aspect.value if aspect.name in plain else f"{aspect.name} {aspect.value}" for aspect in entity.aspects)
    looks = ", ".join(told)
    return f"{entity.name} ({entity.kind}{', ' if looks else ''}{looks})"


def _scene(number: int, scene: Scene, script: Script) -> str:
    place = script.entity(scene.background)
    light = (place.aspect("time"), place.aspect("weather"))
    where = ", ".join((place.name, *(said for said in light if said)))
    filmed = f"{scene.shot} shot, camera {scene.camera}"
    return f"{number:>3}. {scene.event}\n     {where}; {filmed}; {scene.duration_ms / 1000:g} s"
