"""The grammar as a table: what can be said, with the guide's examples, and how it is read.

`docs/chat.md` and `videostudio chat --help` show the guide, and a test reads every one of its examples.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.agents.chat import casting, events, film, narration, order, qualities, takes
from videostudio.agents.chat.guide import EXAMPLES
from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn

Reader = Callable[[str, Turn], list[Said] | None]
"""Reads a clause; None if it says something else. Raises Unclear if it nearly says this."""


@dataclass(frozen=True)
class Rule:
    """One kind of thing to say."""

    topic: str
    examples: tuple[str, ...]
    read: Reader


_EITHER = re.compile(r"(?:move|shift|bring) (?:§[0-9]+|it) (?:forwards?|back(?:wards?)?|up|down)", re.IGNORECASE)
"""May be about the camera, and may be about the order."""


def _qualities(clause: str, turn: Turn) -> list[Said] | None:
    if _EITHER.fullmatch(clause):
        raise Unclear("Do you mean the camera, or the order of the scenes?", "scene 2: zoom in", "move scene 2 earlier")
    edits = qualities.read(clause, turn.found, turn.script, turn.recent)
    if edits is None:
        return None
    if marks := re.findall(r"§[0-9]+", clause):
        turn.scenes(marks[-1])
    return list(edits)


_READERS: dict[str, Reader] = {
    "Yes": film.approval,
    "Undo and redo": film.back_and_forth,
    "Another profile": film.rendering,
    "Look": film.looking,
    "Narration": narration.narrating,
    "Another take": takes.retaking,
    "Joins": takes.joining,
    "Time, weather, camera, length": _qualities,
    "Title": film.naming,
    "Style": film.styling,
    "Your own picture": casting.picturing,
    "Order": order.ordering,
    "Remove": order.removing,
    "Split": order.splitting,
    "Merge": order.merging,
    "Add": order.adding,
    "Cast": casting.casting,
    "Place": events.placing,
    "Event": events.telling,
    "No": film.rejection,
}

RULES = tuple(Rule(topic, examples, _READERS[topic]) for topic, examples in EXAMPLES.items())
"""In the order in which they are tried: the first that reads a clause has it."""
