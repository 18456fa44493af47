"""Scripts and answers that the agents' tests start from."""

import json
from typing import Any

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import Scene
from videostudio.film.script import Script


def script_answer(scenes: int = 3, **changes: Any) -> dict[str, Any]:
    """A fitting ScriptAnswer: a corgi on Mars, the last scene at home."""
    places = ["Mars"] * (scenes - 1) + ["home"]
    return {
        "title": "The Corgi",
        "logline": "A corgi goes to Mars.",
        "entities": [
            {"name": "corgi", "head": "corgi", "kind": "animal", "aspects": [{"name": "colour", "value": "brown"}]},
            {"name": "Mars", "head": "Mars", "kind": "place"},
            {"name": "home", "head": "home", "kind": "place"},
        ],
        "scenes": [
            {
                "event": f"The corgi walks, part {number}.",
                "action": "walk",
                "foreground": ["corgi"],
                "background": place,
                "beat": "close" if number == scenes else "",
            }
            for number, place in enumerate(places, 1)
        ],
        **changes,
    }


class ScriptedWriter:
    """Answers every question with what it was given for its task, in order; the last answer repeats."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = answers
        self.asked: list[WriterRequest] = []

    async def ask(self, request: WriterRequest) -> str:
        self.asked.append(request)
        waiting = self.answers.get(request.task, [])
        if waiting:
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return json.dumps(_usual(request))

    def tries(self, task: WriterTask) -> list[int]:
        return [request.try_number for request in self.asked if request.task is task]


def _usual(request: WriterRequest) -> dict[str, Any]:
    if request.task is WriterTask.SCRIPT:
        return script_answer(request.scenes or 3)
    assert request.script is not None
    if request.task is WriterTask.CAMERA:
        moves = ["forward", "left", "backward"]
        return {
            "moves": [
                {"scene_id": scene.id, "direction": moves[number % 3], "speed": "slow"}
                for number, scene in enumerate(request.script.scenes)
            ]
        }
    if request.task is WriterTask.DESCRIBE:
        return {"entities": [{"entity_id": e.id, "description": f"A plain {e.name}."} for e in request.script.entities]}
    return {"scene": {"event": "The corgi sits.", "action": "sit", "foreground": ["corgi"], "background": "Mars"}}


def corgi_script() -> Script:
    """A finished script of three scenes at two places."""
    scene = {"action": "walk", "foreground": ("corgi",), "duration_ms": 4000}
    return Script(
        title="The Corgi",
        entities=(
            Entity(id="corgi", name="corgi", kind=EntityKind.ANIMAL, aspects=(Aspect(name="colour", value="brown"),)),
            Entity(id="mars", name="Mars", head="Mars", kind=EntityKind.PLACE),
            Entity(id="home", name="home", head="home", kind=EntityKind.PLACE),
        ),
        scenes=(
            Scene.model_validate({"id": "scene-1", "event": "The corgi lands.", "background": "mars", **scene}),
            Scene.model_validate({"id": "scene-2", "event": "The corgi digs.", "background": "mars", **scene}),
            Scene.model_validate({"id": "scene-3", "event": "The corgi rests.", "background": "home", **scene}),
        ),
        writer="test v1",
    )
