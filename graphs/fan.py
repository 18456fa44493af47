"""The two fan-outs of the film graph: which entities and which scenes are worked on, and with what facts.

Pure functions of the state, like routing; a task gets only what it needs, because every checkpoint keeps it.
"""

from typing import Literal

from langgraph.types import Send

from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.fingerprint import digest
from videostudio.film.look import Look
from videostudio.film.requests import CastMember
from videostudio.film.scene import Scene
from videostudio.film.script import Script
from videostudio.film.take import unfilmed
from videostudio.graphs.state import (
    FilmState,
    Json,
    ReferenceState,
    SceneResult,
    SceneState,
    fact,
    facts,
    noun,
    told_now,
)


def references(state: FilmState) -> list[Send] | Literal["call_cast"]:
    """One task per entity that has no reference, or looks different from when it got one."""
    script, cast = _script(state), state.get("cast", {})
    wanted = [
        entity for entity in script.entities if entity.id not in cast or cast[entity.id]["entity"] != fact(entity)
    ]
    if not wanted:
        return "call_cast"
    return [Send("references", _reference_task(state, fact(entity))) for entity in wanted]


def scenes(state: FilmState) -> list[Send] | Literal["score_film"]:
    """One task per scene that is new, or differs from what was shot."""
    tasks = [_scene_task(state, scene, []) for scene in _script(state).scenes]
    shot = {scene_id: scene["digest"] for scene_id, scene in state.get("scenes", {}).items()}
    due = [task for task in tasks if shot.get(task["scene"]["id"]) != task["digest"]]
    return [Send("scenes", task) for task in due] or "score_film"


def outliers(state: FilmState) -> list[Send]:
    """One task per scene that the film as a whole wants to have again."""
    script = _script(state)
    return [
        Send("scenes", _scene_task(state, script.scene(scene_id), gaps))
        for scene_id, gaps in state["review"]["reshoot"].items()
    ]


def unwritten(state: FilmState) -> list[Send] | Literal["review_film"]:
    """One task per scene that was to be told another way, could not be, and has pictures that were all rejected: the
    best of them is filmed."""
    script = _script(state)
    tasks = [_scene_task(state, script.scene(scene_id), []) for scene_id in state["review"]["rewrite"]]
    due = [task for task in tasks if unfilmed(told_now(task))]
    return [Send("scenes", {**task, "attempts": 0, "rewrites_left": 0}) for task in due] or "review_film"


def standing(state: FilmState) -> dict[str, SceneResult]:
    """Scenes that were shot before the film's script was edited, and that the edit leaves as they are."""
    known = state.get("standing", {})
    if not known:
        return {}
    tasks = [_scene_task(state, scene, []) for scene in _script(state).scenes if scene.id not in state["scenes"]]
    return {task["scene"]["id"]: known[task["digest"]] for task in tasks if task["digest"] in known}


def _reference_task(state: FilmState, entity: Json) -> ReferenceState:
    brief = noun(Brief, state["brief"])
    return {
        "entity": entity,
        "look": fact(Look.of(brief, _script(state).style)),
        "attempts": brief.budget.attempts,
        "tries": [],
        "stop": "",
    }


def _scene_task(state: FilmState, scene: Scene, film_gaps: list[Json]) -> SceneState:
    brief, script = noun(Brief, state["brief"]), _script(state)
    cast = [_member(state, entity_id) for entity_id in scene.foreground]
    place, look = _member(state, scene.background), Look.of(brief, script.style)
    earlier = state.get("scenes", {}).get(scene.id)
    takes = earlier["takes"] if earlier else []
    name = _digest(scene, [*cast, place], look)
    told_so = bool(earlier and takes and earlier["digest"] == name)
    return {
        "scene": fact(scene),
        "cast": facts(cast),
        "place": fact(place),
        "look": fact(look),
        "digest": name,
        "script_version": takes[-1].get("script_version", 1) if told_so else script.version,
        "attempts": brief.budget.attempts,
        "rewrites_left": brief.budget.rewrites - state.get("rewrites", {}).get(scene.id, 0),
        "earlier": len(takes),
        "others": facts([_member(state, one.id) for one in script.entities if _is_other(one, scene)]),
        "distractors": [other.event for other in script.scenes if other.event != scene.event],
        "film_gaps": film_gaps,
        "takes": takes,
        "stop": "",
    }


def _is_other(entity: Entity, scene: Scene) -> bool:
    return entity.kind is not EntityKind.PLACE and entity.id not in scene.foreground


def _digest(scene: Scene, cast: list[CastMember], look: Look) -> str:
    """Changes when the scene has to be shot again; how it is joined and narrated, and where it stands in the story, is
    the affair of the cut and of its music."""
    pictured = scene.model_copy(
        update={"transition": type(scene.transition)(), "transition_reason": "", "narration": "", "beat": ""}
    )
    return digest({"scene": fact(pictured), "cast": facts(cast), "look": fact(look)})


def _member(state: FilmState, entity_id: str) -> CastMember:
    result = state["cast"][entity_id]
    entity = _script(state).entity(entity_id)
    reference = result["reference"]
    return CastMember(entity=entity, reference=noun(ArtifactRef, reference) if reference else None)


def _script(state: FilmState) -> Script:
    script = state["script"]
    assert script is not None
    return noun(Script, script)
