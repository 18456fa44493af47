"""What language models answer: flat, with short strings and closed sets, one shape a question.

Small on purpose: models are held to these by grammars, and some servers drop a grammar that is too much for them
without a word. So there are no patterns and no lengths of strings in the schemas; the writer checks and cuts.
"""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from videostudio.film.camera import Direction, ShotSize, Speed
from videostudio.film.entity import EntityKind
from videostudio.film.fingerprint import canonical_json

_KEPT = frozenset({"type", "properties", "items", "enum", "minItems", "maxItems"})


class Shape(BaseModel):
    """Base of all shapes. What a model adds beyond the schema is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)


class Beat(StrEnum):
    """Where a scene stands in the story."""

    ARRIVAL = "arrival"
    EVENT = "event"
    TURN = "turn"
    CLOSE = "close"


class EntityShape(Shape):
    """`looks` are "part: look"."""

    name: str = Field(min_length=1)
    noun: str
    kind: EntityKind
    looks: list[str] = Field(max_length=8)


class SceneShape(Shape):
    """A scene in names."""

    event: str = Field(min_length=1)
    action: str = Field(min_length=1)
    foreground: list[str] = Field(max_length=4)
    background: str
    narration: str
    beat: Beat


class ScriptShape(Shape):
    """A whole script. `language` is that of the story."""

    language: str
    title: str = Field(min_length=1)
    logline: str
    entities: list[EntityShape] = Field(min_length=1, max_length=30)
    scenes: list[SceneShape] = Field(min_length=1)


class MoveShape(Shape):
    """How one scene is filmed."""

    scene: str
    direction: Direction
    speed: Speed
    shot: ShotSize
    reason: str


class CameraShape(Shape):
    """One move a scene."""

    moves: list[MoveShape] = Field(min_length=1)


class SentenceShape(Shape):
    """One scene's sentence."""

    scene: str
    event: str = Field(min_length=1)


class SentencesShape(Shape):
    """Sentences without pronouns."""

    sentences: list[SentenceShape] = Field(min_length=1)


class AspectsShape(Shape):
    """What matters in a photo."""

    aspects: list[str] = Field(min_length=1, max_length=8)


class DescriptionShape(Shape):
    """What is seen in a photo."""

    description: str = Field(min_length=20)


class PartShape(Shape):
    """One part of a long story in short."""

    language: str
    summary: str = Field(min_length=1)
    names: list[str] = Field(max_length=12)


class RetoldShape(Shape):
    """One scene told another way."""

    event: str = Field(min_length=1)
    action: str = Field(min_length=1)
    foreground: list[str] = Field(max_length=4)
    background: str
    narration: str


def schema_of(shape: type[Shape], **exactly: int) -> str:
    """The JSON schema of `shape` as canonical JSON, as strict servers want it: everything is required, nothing more is
    allowed, nothing is defined elsewhere. `exactly` says how many items a list is to have."""
    whole = shape.model_json_schema()
    plain = _plain(whole, whole.get("$defs", {}))
    for name, count in exactly.items():
        plain["properties"][name] |= {"minItems": count, "maxItems": count}
    return canonical_json(plain)


def _plain(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return _plain(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    plain = {name: value for name, value in node.items() if name in _KEPT}
    if "items" in plain:
        plain["items"] = _plain(plain["items"], definitions)
    if "properties" in plain:
        plain["properties"] = {name: _plain(each, definitions) for name, each in plain["properties"].items()}
        plain |= {"required": list(plain["properties"]), "additionalProperties": False}
    return plain
