"""Edits of which scenes there are, in which order, and how long they last."""

from collections.abc import Sequence

from videostudio.agents.editing.filming import retold
from videostudio.agents.editing.parts import admitted, names, number, rebuilt, scene_of, with_scenes
from videostudio.agents.house.camera import move_camera
from videostudio.film.brief import DEFAULT_SCENE_MS, MAX_SCENE_MS, MAX_SCENES, MIN_SCENE_MS
from videostudio.film.camera import CameraMove, ShotSize
from videostudio.film.edits import (
    AddScene,
    MergeScenes,
    OrderScenes,
    RemoveScenes,
    SetFilmLength,
    SetLength,
    SplitScene,
    Telling,
)
from videostudio.film.entity import Entity
from videostudio.film.errors import ScriptError
from videostudio.film.scene import Scene, Transition
from videostudio.film.script import Script

MOST_SEEN = 8
"""Entities in one foreground."""


def lengthened(script: Script, edit: SetLength) -> Script:
    """Each of the scenes gets its length."""
    scenes = (scene_of(script, scene_id) for scene_id in edit.scenes)
    changed = [scene.model_copy(update={"duration_ms": edit.duration_ms}) for scene in scenes]
    return rebuilt(script, with_scenes(script, changed), script.entities)


def film_lengthened(script: Script, edit: SetFilmLength) -> Script:
    """All scenes together get a length. They keep their proportions as far as every scene keeps its least time."""
    scenes, total = script.scenes, edit.duration_ms
    low, high = len(scenes) * MIN_SCENE_MS, len(scenes) * MAX_SCENE_MS
    if not low <= total <= high:
        raise ScriptError(
            f"{len(scenes)} scene(s) last {low / 1000:g} to {high / 1000:g} s together, not {total / 1000:g} s: "
            "ask for a length between, or change the number of scenes"
        )
    # Whole milliseconds that add up: each scene ends where its share of the film does, kept within its limits.
    changed, told, ends = [], 0, 0
    for at, scene in enumerate(scenes, 1):
        told += scene.duration_ms
        left = len(scenes) - at
        least = max(ends + MIN_SCENE_MS, total - left * MAX_SCENE_MS)
        most = min(ends + MAX_SCENE_MS, total - left * MIN_SCENE_MS)
        end = min(max(round(total * told / script.duration_ms), least), most)
        changed.append(scene.model_copy(update={"duration_ms": end - ends}))
        ends = end
    return rebuilt(script, changed, script.entities)


def ordered(script: Script, edit: OrderScenes) -> Script:
    """The scenes in another order."""
    if sorted(edit.order) != sorted(scene.id for scene in script.scenes):
        have = ", ".join(scene.id for scene in script.scenes)
        raise ScriptError(f"an order names every scene once: these are {have}")
    return _shaped(script, [scene_of(script, scene_id) for scene_id in edit.order], script.entities)


def added(script: Script, edit: AddScene) -> Script:
    """A new scene, filmed as the house's camera would film it there."""
    if len(script.scenes) >= MAX_SCENES:
        raise ScriptError(f"a film has at most {MAX_SCENES} scenes: remove one first")
    at = 0 if edit.after is None else number(script, edit.after)
    beside = script.scenes[max(0, at - 1)]
    newcomers = edit.telling.newcomers + (() if edit.newcomer is None else (edit.newcomer,))
    new = Scene(
        id=_free(script),
        event=edit.telling.event,
        action=edit.telling.action,
        foreground=(),
        background=edit.place or beside.background,
        duration_ms=edit.duration_ms or beside.duration_ms or DEFAULT_SCENE_MS,
    )
    scenes = [*script.scenes[:at], retold(new, edit.telling), *script.scenes[at:]]
    told = _shaped(script, scenes, admitted(script, newcomers))
    move = next(move for move in move_camera(told).moves if move.scene_id == new.id)
    camera = CameraMove(direction=move.direction, speed=move.speed)
    shot = told.scene(new.id).model_copy(update={"camera": camera, "shot": move.shot})
    return told.model_copy(update={"scenes": with_scenes(told, [shot])})


def removed(script: Script, edit: RemoveScenes) -> Script:
    """Scenes are left out, and with them whoever is in no other."""
    gone = {scene_of(script, scene_id).id for scene_id in edit.scenes}
    return _shaped(script, [scene for scene in script.scenes if scene.id not in gone], script.entities)


def split(script: Script, edit: SplitScene) -> Script:
    """One scene becomes two."""
    scene, at = scene_of(script, edit.scene), number(script, edit.scene)
    if scene.duration_ms < 2 * MIN_SCENE_MS:
        raise ScriptError(
            f"scene {at} lasts {scene.duration_ms / 1000:g} s, too short for two of at least "
            f"{MIN_SCENE_MS / 1000:g} s: make it longer first"
        )
    half = scene.duration_ms // 2
    second = {
        "id": _free(script),
        "duration_ms": half,
        "shot": scene.shot if edit.second else _closer(scene.shot),
        "transition": Transition(),
        "transition_reason": "",
    }
    parts = (
        _told(scene.model_copy(update={"duration_ms": scene.duration_ms - half}), edit.first),
        _told(scene.model_copy(update=second), edit.second),
    )
    newcomers = [e for telling in (edit.first, edit.second) if telling is not None for e in telling.newcomers]
    scenes = [*script.scenes[: at - 1], *parts, *script.scenes[at:]]
    return _shaped(script, scenes, admitted(script, newcomers))


def merged(script: Script, edit: MergeScenes) -> Script:
    """Neighbours become one."""
    at = sorted(number(script, scene_id) for scene_id in edit.scenes)
    if at != list(range(at[0], at[0] + len(at))):
        raise ScriptError(f"scenes {', '.join(map(str, at))} are no neighbours: move them together first")
    parts = [script.scenes[one - 1] for one in at]
    duration = sum(part.duration_ms for part in parts)
    if duration > MAX_SCENE_MS:
        limit = f"{MAX_SCENE_MS / 1000:g} s"
        raise ScriptError(f"together they last {duration / 1000:g} s, a scene at most {limit}: shorten them first")
    seen = tuple(dict.fromkeys(entity_id for part in parts for entity_id in part.foreground))
    if len(seen) > MOST_SEEN:
        shown = names(script.entity(entity_id) for entity_id in seen)
        raise ScriptError(f"together they show {len(seen)} ({shown}), a scene at most {MOST_SEEN}: leave somebody out")
    one = parts[0].model_copy(
        update={
            "event": _together([part.event for part in parts]),
            "narration": _together([part.narration for part in parts])[:1000],
            "foreground": seen,
            "duration_ms": duration,
        }
    )
    if len(one.event) > 1000:
        raise ScriptError("together their events are longer than 1000 characters: shorten one first")
    return _shaped(script, [*script.scenes[: at[0] - 1], one, *script.scenes[at[-1] :]], script.entities)


def _shaped(script: Script, scenes: Sequence[Scene], entities: Sequence[Entity]) -> Script:
    """The script with these scenes: an arrival opens the film and a close ends it, wherever they stood before."""
    ends = {0: "arrival", len(scenes) - 1: "close"}
    told = [
        scene.model_copy(update={"beat": ends.get(at) or ("event" if scene.beat in ends.values() else scene.beat)})
        for at, scene in enumerate(scenes)
    ]
    return rebuilt(script, told, entities)


def _told(scene: Scene, telling: Telling | None) -> Scene:
    return scene if telling is None else retold(scene, telling)


def _closer(shot: ShotSize) -> ShotSize:
    return ShotSize.MEDIUM if shot is ShotSize.WIDE else ShotSize.CLOSE


def _together(events: Sequence[str]) -> str:
    """Sentences as one: "The dog runs, and the dog finds a ball"."""
    told = [event.strip().rstrip(".!?") for event in dict.fromkeys(events) if event.strip()]
    if not told:
        return ""
    first, *others = told
    return ", and ".join((first, *(_lowered(other) for other in others))) + "."


def _lowered(event: str) -> str:
    first = event.split(maxsplit=1)[0]
    small = first in ("The", "A", "An", "It", "He", "She", "They", "One", "Two", "Three")
    return event[:1].lower() + event[1:] if small else event


def _free(script: Script) -> str:
    """An id for one more scene, above all numbers that there are."""
    known = (scene.id.removeprefix("scene-") for scene in script.scenes)
    return f"scene-{max((int(one) for one in known if one.isascii() and one.isdigit()), default=0) + 1}"
