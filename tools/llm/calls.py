"""Calls of tools in what a model said, whichever way a server passes them on, as one form:
`{"calls": [{"tool": NAME, ...arguments}]}`."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from videostudio.tools.llm.json_text import in_unicode, json_text, without_thinking

Call = dict[str, Any]
"""The name under "tool", the arguments beside it."""

_TAGGED = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)


def calls_of(raw: Iterable[object]) -> tuple[Call, ...]:
    """The field `tool_calls` of a message. Arguments that are no JSON are none: who checks the call will miss them."""
    functions = (one.get("function") for one in raw if isinstance(one, Mapping))
    return tuple(filter(None, (_call(function) for function in functions if isinstance(function, Mapping))))


def calls_in(text: str) -> tuple[Call, ...]:
    """Calls that were said instead of made: in our own form, alone, or between the tags that models are taught, which
    servers without a parser for them leave in the text."""
    plain = without_thinking(text)
    if tagged := _TAGGED.findall(plain):
        return tuple(filter(None, (_call(_object(one)) for one in tagged)))
    found = _object(plain)
    listed = found.get("calls")
    if isinstance(listed, list):
        return tuple(filter(None, (_call(one) for one in listed if isinstance(one, Mapping))))
    return tuple(filter(None, (_call(found),)))


def as_text(calls: Iterable[Call]) -> str:
    """Calls in our own form."""
    return in_unicode(json.dumps({"calls": [*calls]}, ensure_ascii=False))


def _call(found: Mapping[str, Any]) -> Call | None:
    """A call with its arguments beside its name, or under "arguments"; None for what has no name."""
    name = found.get("tool") or found.get("name")
    if not isinstance(name, str):
        return None
    if "arguments" not in found:
        return {**found, "tool": name} if "tool" in found else None
    given = found["arguments"]
    arguments = _object(given) if isinstance(given, str) else given
    return {**(arguments if isinstance(arguments, Mapping) else {}), "tool": name}


def _object(text: str) -> dict[str, Any]:
    found = json_text(text)
    parsed: dict[str, Any] = json.loads(found) if found else {}
    return parsed
