"""What a language model may call in a conversation about a film: small flat shapes, one a tool, all by id.

Every call quotes the words of the speaker that ask for it (`said`): what nobody said, nobody asked for, whatever a
story may say.
"""

import json
from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from pydantic.fields import FieldInfo

from videostudio.agents.chat.qualities import TIMES, WEATHERS
from videostudio.agents.llm.shapes import Shape, schema_of
from videostudio.agents.prompts import data
from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.entity import EntityId, EntityKind
from videostudio.film.requests import Tool
from videostudio.film.scene import TransitionKind

SAME = "same"
"""Of a camera: as it is."""
MOST_CALLS = 12


def _one_of(words: Iterable[str]) -> tuple[FieldInfo, AfterValidator]:
    """What makes a string one of `words`, in its schema and when it comes."""
    known = list(dict.fromkeys(words))

    def checked(word: str) -> str:
        if word not in known:
            raise ValueError(f"'{word}' is not one of {', '.join(known)}")
        return word

    return Field(json_schema_extra={"enum": [*known]}), AfterValidator(checked)


Time = Annotated[str, *_one_of(TIMES.values())]
Weather = Annotated[str, *_one_of(WEATHERS)]
DirectionOrSame = Annotated[str, *_one_of((SAME, *Direction))]
SpeedOrSame = Annotated[str, *_one_of((SAME, *Speed))]
ShotOrSame = Annotated[str, *_one_of((SAME, *ShotSize))]
Join = Annotated[str, *_one_of(TransitionKind)]
Shown = Annotated[str, *_one_of(("script", "scene", "versions", "help"))]


class Asked(Shape):
    """Base of all tools that somebody has to ask for. `said` is quoted from the speaker."""

    said: str = Field(min_length=1)


class NewEntity(Asked):
    """Somebody or something that the film does not have yet, under an `id` for the calls that use it. `looks` are
    "part: look"."""

    id: EntityId
    name: str = Field(min_length=1)
    noun: str
    kind: EntityKind
    looks: list[str] = Field(default=[], max_length=8)


class TellScene(Asked):
    scene: str
    event: str = Field(min_length=1)
    action: str = Field(min_length=1)
    foreground: list[str] = Field(max_length=8)
    narration: str = Field(default="", max_length=1000)


class AddScene(Asked):
    """`after` and `place` may be "": at the beginning, and where the scene before it is set."""

    after: str
    event: str = Field(min_length=1)
    action: str = Field(min_length=1)
    foreground: list[str] = Field(max_length=8)
    narration: str = Field(default="", max_length=1000)
    place: str = ""


class SplitScene(Asked):
    """Events may be "": then both parts go on telling what the scene told."""

    scene: str
    first_event: str = ""
    first_action: str = ""
    first_foreground: list[str] = Field(default=[], max_length=8)
    first_narration: str = Field(default="", max_length=1000)
    second_event: str = ""
    second_action: str = ""
    second_foreground: list[str] = Field(default=[], max_length=8)
    second_narration: str = Field(default="", max_length=1000)


class SetNarration(Asked):
    """`text` may be "": nothing is read aloud."""

    scene: str
    text: str = Field(max_length=1000)


class SetJoin(Asked):
    scenes: list[str] = Field(min_length=1)
    join: Join


class Retake(Asked):
    scenes: list[str] = Field(min_length=1)


class SetPlace(Asked):
    scenes: list[str] = Field(min_length=1)
    place: str


class SetTime(Asked):
    scenes: list[str] = Field(min_length=1)
    time: Time


class SetWeather(Asked):
    scenes: list[str] = Field(min_length=1)
    weather: Weather


class SetCamera(Asked):
    scenes: list[str] = Field(min_length=1)
    direction: DirectionOrSame = SAME
    speed: SpeedOrSame = SAME
    shot: ShotOrSame = SAME


class SetLength(Asked):
    scenes: list[str] = Field(min_length=1)
    seconds: float = Field(gt=0, le=3600)


class SetFilmLength(Asked):
    seconds: float = Field(gt=0, le=36_000)


class OrderScenes(Asked):
    order: list[str] = Field(min_length=1)


class RemoveScenes(Asked):
    scenes: list[str] = Field(min_length=1)


class MergeScenes(Asked):
    scenes: list[str] = Field(min_length=2)


class SetStyle(Asked):
    style: str


class SetTitle(Asked):
    title: str = Field(min_length=1)


class Recast(Asked):
    entity: str
    by: str


class Redescribe(Asked):
    entity: str
    looks: list[str] = Field(default=[], max_length=8)
    without: list[str] = Field(default=[], max_length=8)


class UseImage(Asked):
    """`picture` is the name of one of the speaker's own, "" for none any more."""

    entity: str
    picture: str = ""


class Approve(Asked):
    pass


class Reject(Asked):
    note: str = ""


class Undo(Asked):
    steps: int = Field(default=1, ge=1, le=1000)


class Redo(Asked):
    steps: int = Field(default=1, ge=1, le=1000)


class Render(Asked):
    profile: str


class Show(Asked):
    what: Shown
    scene: str = ""


class AskBack(Shape):
    """A question to the speaker, with sentences that would answer it."""

    question: str = Field(min_length=1)
    choices: list[str] = Field(default=[], max_length=4)


TOOLS: dict[str, type[Shape]] = {
    "new_entity": NewEntity,
    "tell_scene": TellScene,
    "add_scene": AddScene,
    "split_scene": SplitScene,
    "merge_scenes": MergeScenes,
    "remove_scenes": RemoveScenes,
    "order_scenes": OrderScenes,
    "set_narration": SetNarration,
    "set_join": SetJoin,
    "retake": Retake,
    "set_place": SetPlace,
    "set_time": SetTime,
    "set_weather": SetWeather,
    "set_camera": SetCamera,
    "set_length": SetLength,
    "set_film_length": SetFilmLength,
    "set_style": SetStyle,
    "set_title": SetTitle,
    "recast": Recast,
    "redescribe": Redescribe,
    "use_image": UseImage,
    "approve": Approve,
    "reject": Reject,
    "undo": Undo,
    "redo": Redo,
    "render": Render,
    "show": Show,
    "ask_back": AskBack,
}


@cache
def tools() -> tuple[Tool, ...]:
    """All of them, for endpoints that know tools."""
    told: dict[str, str] = data("chat_tools")
    return tuple(Tool(name=name, description=told[name], parameters=schema_of(shape)) for name, shape in TOOLS.items())


@cache
def calls_schema() -> str:
    """The JSON schema of a list of calls, for endpoints that know no tools. Its properties stand in the order in which
    a model is to think of them: those that are held to a schema write in its order."""
    forms = [_form(name, shape) for name, shape in TOOLS.items()]
    calls = {"type": "array", "items": {"anyOf": forms}, "minItems": 1, "maxItems": MOST_CALLS}
    return json.dumps(_object({"calls": calls}), separators=(",", ":"))


@cache
def tools_in_words() -> str:
    """A line for every tool: its name, its arguments, and what it is for."""
    return "\n".join(f"- {_signature(tool.name)}: {tool.description}" for tool in tools())


def _form(name: str, shape: type[Shape]) -> dict[str, Any]:
    return _object({"tool": {"type": "string", "enum": [name]}, **_arguments(shape)})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _arguments(shape: type[Shape]) -> dict[str, Any]:
    properties: dict[str, Any] = json.loads(schema_of(shape))["properties"]
    return {name: properties[name] for name in shape.model_fields}


def _signature(name: str) -> str:
    told = (f"{argument}: {_kind(of)}" for argument, of in _arguments(TOOLS[name]).items())
    return f"{name}({', '.join(told)})"


def _kind(of: dict[str, Any]) -> str:
    """ "[string]" for a list, the words themselves for a closed set."""
    if "enum" in of:
        return "|".join(of["enum"])
    return f"[{of['items']['type']}]" if "items" in of else str(of["type"])
