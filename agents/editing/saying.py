"""What an edit does, in words for people: scenes by number, entities by name."""

from collections.abc import Callable, Sequence
from typing import Any

from videostudio.agents.editing.parts import entity_of, number
from videostudio.film import edits as e
from videostudio.film.edits import ScriptEdit
from videostudio.film.script import Script


def in_words(script: Script, edit: ScriptEdit) -> str:
    """ "scene 2: night". Raises ScriptError where the script lacks what the edit names."""
    return _SAY[type(edit)](script, edit)


def scenes_in_words(script: Script, ids: Sequence[str]) -> str:
    """ "scene 2", "scenes 1 and 3", "every scene"."""
    numbers = [number(script, scene_id) for scene_id in ids]
    if len(numbers) == len(script.scenes) > 1:
        return "every scene"
    if len(numbers) == 1:
        return f"scene {numbers[0]}"
    return f"scenes {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _of_narration(script: Script, edit: e.SetNarration) -> str:
    at = scenes_in_words(script, (edit.scene,))
    return f"{at}: the narrator says '{edit.text}'" if edit.text.strip() else f"{at}: no narration"


def _of_place(script: Script, edit: e.SetPlace) -> str:
    place = edit.newcomer or entity_of(script, edit.place)
    return f"{scenes_in_words(script, edit.scenes)}: set in '{place.name}'"


def _of_camera(script: Script, edit: e.SetCamera) -> str:
    move = " ".join(part.value for part in (edit.speed, edit.direction) if part is not None)
    parts = (f"{edit.shot.value} shot" if edit.shot else "", f"camera {move}" if move else "")
    return f"{scenes_in_words(script, edit.scenes)}: {', '.join(part for part in parts if part)}"


def _of_addition(script: Script, edit: e.AddScene) -> str:
    where = f"after scene {number(script, edit.after)}" if edit.after else "at the beginning"
    return f"a new scene {where}: {edit.telling.event}"


def _of_looks(script: Script, edit: e.Redescribe) -> str:
    looks = [f"{aspect.name} {aspect.value}" for aspect in edit.aspects] + [f"no {name}" for name in edit.without]
    return f"'{entity_of(script, edit.entity).name}': {', '.join(looks)}"


def _of_image(script: Script, edit: e.UseImage) -> str:
    picture = "your picture" if edit.image else "no picture of yours any more"
    return f"'{entity_of(script, edit.entity).name}' goes by {picture}"


_SAY: dict[type, Callable[[Script, Any], str]] = {
    e.TellScene: lambda script, edit: f"{scenes_in_words(script, (edit.scene,))}: {edit.telling.event}",
    e.SetNarration: _of_narration,
    e.SetJoin: lambda script, edit: f"a {edit.join.value} into {scenes_in_words(script, edit.scenes)}",
    e.Retake: lambda script, edit: f"{scenes_in_words(script, edit.scenes)}: another take",
    e.SetPlace: _of_place,
    e.SetTime: lambda script, edit: f"{scenes_in_words(script, edit.scenes)}: {edit.time}",
    e.SetWeather: lambda script, edit: f"{scenes_in_words(script, edit.scenes)}: weather {edit.weather}",
    e.SetCamera: _of_camera,
    e.SetLength: lambda script, edit: f"{scenes_in_words(script, edit.scenes)}: {edit.duration_ms / 1000:g} s",
    e.SetFilmLength: lambda script, edit: f"all scenes together: {edit.duration_ms / 1000:g} s",
    e.OrderScenes: lambda script, edit: f"order: scenes {', '.join(str(number(script, one)) for one in edit.order)}",
    e.SetStyle: lambda script, edit: f"style: {edit.style}" if edit.style else "no style",
    e.SetTitle: lambda script, edit: f"title: {edit.title}",
    e.AddScene: _of_addition,
    e.RemoveScenes: lambda script, edit: f"without {scenes_in_words(script, edit.scenes)}",
    e.SplitScene: lambda script, edit: f"{scenes_in_words(script, (edit.scene,))} becomes two",
    e.MergeScenes: lambda script, edit: f"{scenes_in_words(script, edit.scenes)} become one",
    e.Recast: lambda script, edit: f"'{edit.by.name}' instead of '{entity_of(script, edit.entity).name}'",
    e.Redescribe: _of_looks,
    e.UseImage: _of_image,
}
