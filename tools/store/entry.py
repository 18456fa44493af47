"""A manifest entry: the answer once given to a request, as one checksummed file."""

import hashlib
import json
from typing import Any

from pydantic import Field, ValidationError

from videostudio.film.artifact import ArtifactRef, Sha256
from videostudio.film.noun import Noun
from videostudio.film.take import Stage

SCHEMA = 1


class Entry(Noun):
    """What `identity` answered to `request`. `outputs` maps a role - "image", "staging", "clip", "scores",
    "answer", "film", "captions" - to the bytes; `request` and `identity` are plain JSON, kept for provenance
    and not read back as nouns; `seconds_milli` is what the call took, in ms, `tokens` and `money_milli` its cost."""

    fingerprint: Sha256
    stage: Stage
    outputs: dict[str, ArtifactRef]
    notes: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    request: dict[str, Any] = {}
    identity: dict[str, Any] = {}
    seconds_milli: int = Field(default=0, ge=0)
    tokens: int = Field(default=0, ge=0)
    money_milli: int = Field(default=0, ge=0)


class BrokenEntry(ValueError):
    """A manifest file that is not what was written; the message says in what way."""


def to_bytes(entry: Entry) -> bytes:
    """The file of `entry`: one JSON object whose "sha256" is that of its "entry" in compact JSON."""
    content = entry.model_dump(mode="json")
    return json.dumps({"schema": SCHEMA, "sha256": _checksum(content), "entry": content}, indent=1).encode() + b"\n"


def from_bytes(data: bytes) -> Entry:
    """The entry in a file's bytes. Raises BrokenEntry."""
    try:
        wrapped = json.loads(data)
        schema, checksum, content = wrapped["schema"], wrapped["sha256"], wrapped["entry"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BrokenEntry(f"is no manifest entry ({error!r})") from error
    if schema != SCHEMA:
        raise BrokenEntry(f"has schema {schema!r}, this program reads {SCHEMA}")
    if checksum != _checksum(content):
        raise BrokenEntry("does not match its checksum")
    try:
        return Entry.model_validate(content)
    except ValidationError as error:
        raise BrokenEntry(f"does not describe an answer ({error.error_count()} faults)") from error


def inputs(entry: Entry) -> set[str]:
    """The sha256 of every artifact that the entry's request points at."""
    return set(_hashes(entry.request))


def _hashes(value: object) -> list[str]:
    match value:
        case {"sha256": str(sha256)}:
            return [sha256]
        case dict():
            return [sha256 for item in value.values() for sha256 in _hashes(item)]
        case list():
            return [sha256 for item in value for sha256 in _hashes(item)]
    return []


def _checksum(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
