"""What a model might answer to every question of the LLM writer: a fitting one, unless a test says otherwise.

`python tests/llm_author.py` serves it until it is stopped, and prints the base URL to set as VIDEOSTUDIO_LLM_BASE_URL.
"""

import json
import re
import signal
from collections.abc import Callable
from typing import Any

from llm_server import Asked, Turn, serving

Answer = Callable[[Asked], str]


def stage(asked: Asked) -> str:
    """Which question a request asks."""
    said = [str(message["content"]) for message in asked.body["messages"] if message["role"] != "assistant"]
    first, last = said[0], [text for text in said if not text.startswith("This answer cannot be used")][-1]
    openings = {
        "You write scripts": "script",
        "You are the camera operator": "camera",
        "You correct the sentences": "coreference",
        "You condense": "condense",
        "You tell one scene": "rewrite",
        "You turn what somebody says": "chat",
        "Name two things": "probe",
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


def _quoting(said: str, tool: str, **arguments: Any) -> dict[str, Any]:
    return {"tool": tool, "said": said, **arguments}


TALK: dict[str, list[dict[str, Any]]] = {
    "make scene 2 at night": [_quoting("at night", "set_time", scenes=["scene-2"], time="night")],
    "It should be raining in the last scene.": [_quoting("raining", "set_weather", scenes=["scene-4"], weather="rain")],
    "Scene 3 needs a slow pan to the left, please.": [
        _quoting("a slow pan to the left", "set_camera", scenes=["scene-3"], direction="left", speed="slow")
    ],
    "I would rather see the second scene first.": [
        _quoting("the second scene first", "order_scenes", order=["scene-2", "scene-1", "scene-3", "scene-4"])
    ],
    "Throw out scene 3, and the title is The Long Nap.": [
        _quoting("Throw out scene 3", "remove_scenes", scenes=["scene-3"]),
        _quoting("The Long Nap", "set_title", title="The Long Nap"),
    ],
    "Szene 1 soll genau fünf Sekunden dauern": [_quoting("fünf Sekunden", "set_length", scenes=["scene-1"], seconds=5)],
    "I don't want a dog, I want a cat instead": [
        _quoting("a cat", "new_entity", id="the-cat", name="cat", noun="cat", kind="animal", looks=["fluffy"]),
        _quoting("a cat instead", "recast", entity="dog", by="the-cat"),
    ],
    "Hmm, that last change was a mistake, back to how it was before.": [_quoting("back to how it was", "undo")],
}
"""What a good model makes of sentences; of others it asks back."""
UNCLEAR = [{"tool": "ask_back", "question": "Better in which way?", "choices": []}]


def spoken(asked: Asked) -> str:
    """The sentence that a request is about."""
    return re.findall(r"<said>\n(.*)\n</said>", asked.words)[-1]


def _talk(asked: Asked) -> str:
    """Calls in words, which are understood on every rung."""
    return json.dumps({"calls": TALK.get(spoken(asked), UNCLEAR)})


USUAL: dict[str, str | Answer] = {
    "script": lambda asked: json.dumps(corgi(wanted_scenes(asked))),
    "camera": _camera,
    "coreference": _sentences,
    "aspects": json.dumps({"aspects": ["fur", "eyes"]}),
    "aspects_more": json.dumps({"aspects": ["light", "focal length"]}),
    "description": _description,
    "chat": _talk,
    "probe": json.dumps({"aspects": ["fur", "eyes"]}),
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


if __name__ == "__main__":
    with serving(Author()) as server:
        print(f"serving {server.url}", flush=True)
        signal.pause()
