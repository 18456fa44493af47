"""Long stories: condensed part by part, each part with the names of those before it, until a script can be made of
the whole."""

import re
from functools import partial
from typing import NamedTuple

from videostudio.agents.llm.names import shortened
from videostudio.agents.llm.shapes import PartShape, schema_of
from videostudio.agents.llm.turns import Interview, system, user
from videostudio.agents.prompts import line, render

LONGEST_STORY = 8_000
"""Characters that are given to the model as they are: about 2,000 tokens, with the examples half a context of 8,000."""
LONGEST_PART = 6_000
WORDS, FEWEST_WORDS = 1_100, 40
"""What all parts together come to, and the least for one of them."""
LETTERS_PER_WORD = 7
MOST_NAMES = 40

_HEADING = re.compile(
    r"^(?=[ \t]*(?:#{1,6} |(?:chapter|part|book|prologue|epilogue|kapitel|chapitre|cap[ií]tulo|capitolo)\b"
    r"|第.{1,6}[章回节]))",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")


class Condensed(NamedTuple):
    """A long story in short: its parts one below the other with the names, the language it was in, and a note for
    people."""

    text: str
    language: str
    note: str


async def condensed(interview: Interview, story: str) -> Condensed:
    """`story` in at most about LONGEST_STORY characters. What came of its parts stays as it is when the script is asked
    for again. Raises WriterError."""
    parts = chapters(story)
    words = max(FEWEST_WORDS, WORDS // len(parts))
    summaries: list[str] = []
    names: dict[str, str] = {}
    language = ""
    for number, part in enumerate(parts, 1):
        known = line("known_names", names="; ".join(names.values())) if names else line("no_names")
        task = render("condense_task", number=number, parts=len(parts), names=known, story=part)
        found = await interview.in_some_try(partial(_in_short, task=task, words=words))
        summaries.append(shortened(found.summary, words * LETTERS_PER_WORD))
        language = language or found.language
        for name in found.names[: MOST_NAMES - len(names)]:
            names.setdefault(name.partition(":")[0].casefold().strip(), shortened(name, 120))
    cast = line("known_names", names="; ".join(names.values())) if names else ""
    note = f"The story of {len(story):,} characters was condensed in {len(parts)} parts before it was told."
    return Condensed("\n".join((*summaries, cast)).strip(), language, note)


async def _in_short(interview: Interview, *, task: str, words: int) -> PartShape:
    opening = system(render("condense", words=words, schema=schema_of(PartShape)))
    return (await interview.ask((opening, user(task)), PartShape, max_tokens=4 * words + 300)).answer


def chapters(story: str) -> list[str]:
    """The story's own chapters, none longer than LONGEST_PART: long ones are divided between sentences, short ones stay
    together."""
    parts: list[str] = []
    for chapter in _HEADING.split(story):
        for piece in _pieces(chapter):
            if parts and len(parts[-1]) + len(piece) < LONGEST_PART:
                parts[-1] += piece
            else:
                parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def _pieces(chapter: str) -> list[str]:
    """A chapter in pieces of at most LONGEST_PART characters, divided where a sentence or a line ends."""
    pieces = [""]
    ends = [found.end() for found in _ENDS.finditer(chapter)]
    for start, end in zip([0, *ends], [*ends, len(chapter)], strict=True):
        for at in range(start, end, LONGEST_PART):
            sentence = chapter[at : min(end, at + LONGEST_PART)]
            if len(pieces[-1]) + len(sentence) > LONGEST_PART:
                pieces.append("")
            pieces[-1] += sentence
    return pieces
