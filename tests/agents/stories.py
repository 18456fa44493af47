"""Forty prompts with what a person expects to see of each, and a language model's script for it: `stories.txt`."""

import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from videostudio.film.brief import Brief
from videostudio.film.script import Script, says


@dataclass(frozen=True)
class Story:
    """`expected` has what is to be seen, each as the words that it may be called by; `answer` is the model's script in
    the shape it is asked for; `limits` are facts for a brief."""

    name: str
    prompt: str
    language: str
    limits: dict[str, Any]
    expected: tuple[tuple[str, ...], ...]
    answer: dict[str, Any]

    @property
    def brief(self) -> Brief:
        """What the film is ordered with."""
        return Brief.model_validate({"prompt": self.prompt, **self.limits})

    def answered(self, **changes: Any) -> dict[str, Any]:
        """A copy of the answer, to be changed."""
        return {**copy.deepcopy(self.answer), **changes}

    def met(self, script: Script) -> list[str]:
        """What of the expected is somebody or something of the script, by the first of its words."""
        there = [f"{entity.name} {entity.head}" for entity in script.entities]
        return [words[0] for words in self.expected if any(says(one, word) for one in there for word in words)]


@lru_cache(maxsize=1)
def stories() -> tuple[Story, ...]:
    """All of them, in the file's order."""
    text = (Path(__file__).parent / "stories.txt").read_text("utf-8")
    return tuple(_story(part) for part in text.split("\n## ")[1:])


def _story(text: str) -> Story:
    head, *lines = text.strip().splitlines()
    name, _, words = head.partition(" | ")
    said = dict(word.split("=", 1) for word in _words(words))
    told: dict[str, list[str]] = {"?": [], "=": [], "-": []}
    prompt = [line for line in lines if line[:2].rstrip() not in told]
    for line in lines:
        if line[:2].rstrip() in told:
            told[line[0]].append(line[2:])
    expected = [tuple(one.strip().split("/")) for line in told["?"] for one in line.split(",") if one.strip()]
    language = said.pop("language", "English")
    scenes = [_scene(line, at, len(told["-"])) for at, line in enumerate(told["-"])]
    answer = {
        "language": language,
        "title": name.title(),
        "logline": scenes[0]["event"],
        "entities": [_entity(line) for line in told["="]],
        "scenes": scenes,
    }
    return Story(name, "\n".join(prompt), language, _limits(said), tuple(expected), answer)


def _words(text: str) -> list[str]:
    """ "scenes=3 must=red thread" as its parts."""
    words: list[str] = []
    for word in text.split():
        if "=" in word or not words:
            words.append(word)
        else:
            words[-1] += f" {word}"
    return words


def _limits(said: dict[str, str]) -> dict[str, Any]:
    ways = {
        "scenes": lambda value: {"scenes": int(value)},
        "seconds": lambda value: {"duration_ms": int(value) * 1000},
        "longest": lambda value: {"longest_scene_ms": int(value) * 1000},
        "must": lambda value: {"must_have": tuple(value.split(";"))},
        "forbid": lambda value: {"forbidden": tuple(value.split(";"))},
        "style": lambda value: {"style": value},
    }
    limits: dict[str, Any] = {}
    for name, value in said.items():
        limits |= ways[name](value)
    return limits


def _entity(line: str) -> dict[str, Any]:
    name, facts = line.split(": ", 1)
    noun, kind, *looks = facts.split(", ")
    return {"name": name, "noun": noun, "kind": kind, "looks": looks}


def _scene(line: str, at: int, many: int) -> dict[str, Any]:
    event, action, seen, place, narration = line.split(" | ")
    beat = "arrival" if at == 0 else "close" if at == many - 1 else "event"
    return {
        "event": event,
        "action": action,
        "foreground": seen.split(", "),
        "background": place,
        "narration": narration,
        "beat": beat,
    }
