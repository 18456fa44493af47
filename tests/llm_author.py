"""What a model might answer to every question of the LLM writer: a fitting one, unless a test says otherwise."""

import json
import re
from collections.abc import Callable
from typing import Any

from llm_server import Asked, Turn

Answer = Callable[[Asked], str]


def stage(asked: Asked) -> str:
    """Which question a request asks."""
    said = [str(message["content"]) for message in asked.body["messages"] if message["role"] != "assistant"]
    first, *_, last = (text for text in said if not text.startswith("This answer cannot be used"))
    openings = {
        "You write scripts": "script",
        "You are the camera operator": "camera",
        "You correct the sentences": "coreference",
        "You condense": "condense",
        "You tell one scene": "rewrite",
    }
    for opening, name in openings.items():
        if first.startswith(opening):
            return name
    if last.startswith("Now describe"):
        return "description"
    return "aspects_more" if last.startswith("You are a professional") else "aspects"


class Author:
    """Answers of a server. `says` has answers for stages that are to differ: the first is given first, the last again
    and again; a string, a Turn, or a function of the request."""

    def __init__(self, **says: list[str | Turn | Answer]) -> None:
        self.says = says
        self.stages: list[str] = []

    def __call__(self, asked: Asked) -> Turn:
        name = stage(asked)
        self.stages.append(name)
        waiting = self.says.get(name, [])
        said = (waiting.pop(0) if len(waiting) > 1 else waiting[0]) if waiting else USUAL[name]
        if isinstance(said, Turn):
            return said
        return Turn(said if isinstance(said, str) else said(asked))


def corgi(scenes: int, /, **changes: Any) -> dict[str, Any]:
    """A script about a corgi with a red scarf who meets a robot."""
    verbs = ("walks over", "greets the robot on", "digs in", "finds the flower on", "sits on")
    told = []
    for number in range(scenes):
        verb = verbs[number % len(verbs)]
        seen = ["corgi", *(["robot"] if "robot" in verb else []), *(["flower"] if "flower" in verb else [])]
        told.append(
            {
                "event": f"The corgi {verb} the plain of Mars{', again' * (number // len(verbs))}.",
                "action": verb.split()[0].rstrip("s"),
                "foreground": seen,
                "background": "plain of Mars",
                "narration": f"Part {number + 1}.",
                "beat": "arrival" if not number else "close" if number == scenes - 1 else "event",
            }
        )
    entities = [
        {"name": "corgi", "noun": "corgi", "kind": "animal", "looks": ["wears: a red scarf", "fluffy"]},
        {"name": "robot", "noun": "robot", "kind": "object", "looks": []},
        {"name": "flower", "noun": "flower", "kind": "object", "looks": ["color: blue"]},
        {"name": "plain of Mars", "noun": "plain", "kind": "place", "looks": ["time: night"]},
    ]
    script = {"language": "English", "title": "Corgi on Mars", "logline": "A corgi goes to Mars."}
    return {**script, "entities": entities, "scenes": told, **changes}


def wanted_scenes(asked: Asked) -> int:
    """How many scenes the task asks for."""
    task = [text for text in asked.words.split("</story>") if "\nWrite " in text][-1]
    found = re.search(r"Write exactly (\d+) scenes", task)
    return int(found[1]) if found else 5


def _camera(asked: Asked) -> str:
    scenes = re.findall(r"^(scene-\d+) \(in:", asked.words, re.MULTILINE)
    ways = ("forward", "left", "right", "up")
    moves = [
        {"scene": s, "direction": ways[n % 4], "speed": "slow", "shot": "wide", "reason": "it shows"}
        for n, s in enumerate(scenes)
    ]
    return json.dumps({"moves": moves})


def _sentences(asked: Asked) -> str:
    found = re.findall(r"^(scene-\d+) \(([^;]*); in: ([^)]*)\)", asked.words, re.MULTILINE)
    told = [{"scene": s, "event": f"The {' and the '.join(who.split(', '))} play on the {at}."} for s, who, at in found]
    return json.dumps({"sentences": told})


def _description(asked: Asked) -> str:
    name = re.findall(r'describe the photo of "([^"]*)"', asked.words)[-1]
    return json.dumps({"description": f"One {name} in even light, seen as a whole from the front."})


USUAL: dict[str, str | Answer] = {
    "script": lambda asked: json.dumps(corgi(wanted_scenes(asked))),
    "camera": _camera,
    "coreference": _sentences,
    "aspects": json.dumps({"aspects": ["fur", "eyes"]}),
    "aspects_more": json.dumps({"aspects": ["light", "focal length"]}),
    "description": _description,
    "condense": json.dumps({"language": "English", "summary": "The corgi meets the robot.", "names": ["corgi: a dog"]}),
    "rewrite": json.dumps(
        {
            "event": "The corgi rests on the plain of Mars.",
            "action": "rest",
            "foreground": ["corgi"],
            "background": "plain of Mars",
            "narration": "A rest.",
        }
    ),
}
