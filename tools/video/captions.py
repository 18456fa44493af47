"""Captions as text: pages that can be read, a WebVTT file, and the samples of an MP4 text track."""

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

MAX_SAMPLE_BYTES = 65_535
"""A text sample's length is a 16 bit number."""


LINES, LINE_CHARACTERS = 2, 42
"""What a page holds: more cannot be read while it is shown."""


@dataclass(frozen=True)
class Caption:
    """One text and the time it is shown, in ms of film time."""

    start_ms: int
    end_ms: int
    text: str


def paged(text: str, start: int, stop: int) -> tuple[tuple[int, int, str], ...]:
    """A text as pages (start, stop, text) of at most LINES lines, each for its share of the time from `start` to
    `stop`, in any whole unit."""
    lines = [
        (number, part)
        for number, line in enumerate(_lines(text).splitlines())
        for part in textwrap.wrap(line, LINE_CHARACTERS)
    ]
    pages = [_page(lines[at : at + LINES]) for at in range(0, len(lines), LINES)]
    total, begun, shown = sum(map(len, pages)), start, list[tuple[int, int, str]]()
    for number, page in enumerate(pages, 1):
        until = start + (stop - start) * sum(map(len, pages[:number])) // total
        shown.append((begun, until, page))
        begun = until
    return tuple(shown)


def webvtt(captions: Iterable[Caption]) -> str:
    """A WebVTT file. Text is text: markup in it is escaped and shown as written."""
    cues = (f"{_clock(c.start_ms)} --> {_clock(c.end_ms)}\n{_escaped(c.text)}\n" for c in captions)
    return "\n".join(("WEBVTT\n", *cues))


def text_samples(captions: Iterable[Caption]) -> Iterator[tuple[Caption, bytes]]:
    """3GPP timed text samples without gaps: each caption, and an empty one wherever none is shown."""
    shown_until = 0
    for caption in captions:
        if caption.start_ms > shown_until:
            silence = Caption(shown_until, caption.start_ms, "")
            yield silence, _sample("")
        yield caption, _sample(_lines(caption.text))
        shown_until = caption.end_ms


def _page(lines: Sequence[tuple[int, str]]) -> str:
    """Lines (number of the text's own line, words): what one line was stays one, players break it themselves."""
    groups = groupby(lines, key=lambda line: line[0])
    return "\n".join(" ".join(words for _, words in group) for _, group in groups)


def _sample(text: str) -> bytes:
    encoded = text.encode()[:MAX_SAMPLE_BYTES].decode(errors="ignore").encode()
    return len(encoded).to_bytes(2, "big") + encoded


def _clock(ms: int) -> str:
    seconds, milli = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}.{milli:03}"


def _escaped(text: str) -> str:
    # Escaping > also breaks up "-->", which would start another cue.
    return _lines(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _lines(text: str) -> str:
    """No empty lines (they end a cue) and no control characters."""
    lines = ("".join(c for c in line if unicodedata.category(c) != "Cc").strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)
