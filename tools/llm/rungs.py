"""The ladder: the ways to ask for JSON, the strictest first, and which of them an endpoint was found to know.

Servers differ: some hold a model to a schema, some know only "JSON", some refuse every such wish with HTTP 400. Calls
of tools have a rung of their own above it, which is remembered apart: an endpoint may know schemas and no tools.
"""

import hashlib
import json
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from videostudio.film.errors import OperatorError
from videostudio.film.noun import Noun
from videostudio.tools.llm.settings import LlmSettings
from videostudio.tools.store.durable import Kind, write_atomic


class Rung(StrEnum):
    """How JSON is asked for. On PLAIN the request has nothing but the dialogue and its length."""

    TOOLS = "tools"
    SCHEMA = "json_schema"
    OBJECT = "json_object"
    PLAIN = "none"


LADDER = (Rung.SCHEMA, Rung.OBJECT, Rung.PLAIN)
TOOL_LADDER = (Rung.TOOLS, *LADDER)


def response_format(rung: Rung, answer_schema: str) -> dict[str, Any] | None:
    """The field of that name in the request's body. `strict` is always true: servers that go by it stop enforcing
    the schema without."""
    if rung is Rung.SCHEMA:
        schema = {"name": "answer", "strict": True, "schema": json.loads(answer_schema)}
        return {"type": "json_schema", "json_schema": schema}
    return {"type": "json_object"} if rung is Rung.OBJECT else None


class _Known(Noun):
    base_url: str
    model: str
    rung: Rung


class RungMemory:
    """Which rung worked, by endpoint and model, for answers and (`tools`) for calls of tools. `folder` keeps it for
    later runs, None only for this one. To have it found out anew, throw the folder away, or run `check-llm`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._known: dict[str, Rung] = {}

    def known(self, settings: LlmSettings, *, tools: bool = False) -> Rung | None:
        """The rung that worked last; None if nobody knows."""
        name = _name(settings, tools)
        if name not in self._known and (read := self._read(name)) is not None:
            self._known[name] = read
        return self._known.get(name)

    def worked(self, settings: LlmSettings, rung: Rung, *, tools: bool = False) -> None:
        """Remembers a rung."""
        if self.known(settings, tools=tools) is rung:
            return
        name = _name(settings, tools)
        self._known[name] = rung
        if self._folder is not None:
            kept = _Known(base_url=settings.base_url, model=settings.model, rung=rung)
            # Where nothing can be kept, the ladder is gone down again another time, and that is all.
            with suppress(OperatorError):
                write_atomic(self._folder / name, kept.model_dump_json().encode(), kind=Kind.FILM)

    def _read(self, name: str) -> Rung | None:
        if self._folder is None:
            return None
        try:
            return _Known.model_validate_json((self._folder / name).read_bytes()).rung
        except (OSError, ValidationError):
            return None


def _name(settings: LlmSettings, tools: bool) -> str:
    what = f"{settings.base_url} {settings.model}{' tools' if tools else ''}"
    return f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.json"
