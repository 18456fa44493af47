"""From what a model said to the JSON in it: without thinking, fences and chatter, and closed where it was cut off."""

import json
import re
from collections import deque
from collections.abc import Iterator

LONGEST = 400_000
"""Characters that are looked at; no answer that anybody asked for is longer."""

_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_LEFT_OPEN = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)


def without_thinking(text: str) -> str:
    """`text` without what the model said to itself. Some servers swallow the tag that opens it."""
    return _LEFT_OPEN.sub("", _THINKING.sub("", text[:LONGEST])).strip()


def json_text(text: str) -> str | None:
    """The first JSON object in `text`, as JSON that can be parsed; None if there is none. An object that was cut off is
    closed after its last whole part, commas too many are left out, line breaks in strings are escaped: whether
    that is an answer is for whoever knows the schema to say."""
    text = without_thinking(text)
    if (start := text.find("{")) < 0:
        return None
    found = _parsed(text[start:]) or next(filter(None, map(_parsed, _closed(text[start:]))), None)
    return None if found is None else in_unicode(json.dumps(found, ensure_ascii=False))


def in_unicode(text: str) -> str:
    """`text` with a question mark for every half of a surrogate pair, which cannot be written down."""
    return text.encode("utf-8", "replace").decode()


def _parsed(text: str) -> dict[str, object] | None:
    """The object that `text` begins with; None if that is none, or an empty one."""
    try:
        found = json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and found else None


def _closed(text: str) -> Iterator[str]:
    """Ways to end the object that `text` begins, the one that keeps most first: where it closes itself or breaks off
    between two tokens, and cut back to the end of one of its last whole members. A string that was cut off is left
    out: half a sentence is no sentence."""
    kept: list[str] = []
    open_brackets: list[str] = []
    members: deque[tuple[int, str]] = deque(maxlen=4)
    in_string = escaped = False
    for char in text:
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char in "}]":
            if not open_brackets or open_brackets[-1] != char:
                break
            open_brackets.pop()
            _drop_comma(kept)
        elif char in "{[":
            open_brackets.append("}" if char == "{" else "]")
        elif char == ",":
            members.append((len(kept), _closing(open_brackets)))
        else:
            in_string = char == '"'
        kept.append(char)
        if not open_brackets:
            break
    if not in_string:
        _drop_comma(kept)
        yield "".join(kept) + _closing(open_brackets)
    for length, closing in reversed(members):
        yield "".join(kept[:length]) + closing


def _closing(open_brackets: list[str]) -> str:
    return "".join(reversed(open_brackets))


def _drop_comma(kept: list[str]) -> None:
    """Takes a comma away from the end, with the spaces behind it."""
    while kept and (kept[-1].isspace() or kept[-1] == ","):
        kept.pop()
