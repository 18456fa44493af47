"""The grammar as a table: what can be said, with examples, and how it is read.

`docs/chat.md` and `videostudio chat --help` show the examples of this table, and a test reads every one of them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from videostudio.agents.chat import casting, events, film, order, qualities
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


RULES = (
    Rule("Yes", ("yes", "looks good", "go ahead"), film.approval),
    Rule("Undo and redo", ("undo", "undo the last two changes", "redo"), film.back_and_forth),
    Rule("Another profile", ("render it with the paper profile",), film.rendering),
    Rule("Look", ("show the script", "what happens in scene 2?", "show the versions", "help"), film.looking),
    Rule(
        "Time, weather, camera, length",
        (
            "make scene 2 at night",
            "let it rain in the last scene",
            "scene 2: pan left slowly",
            "a close-up in scene 3",
            "make scene 2 two seconds longer",
            "make the film 20 seconds",
            "scene 1 at dawn and scene 2 in the fog",
        ),
        _qualities,
    ),
    Rule("Title", ("call the film The Long Way Home",), film.naming),
    Rule("Style", ("make it look like a watercolour", "style: black and white"), film.styling),
    Rule("Your own picture", ("use my picture for the dog", "forget my picture of the dog"), casting.picturing),
    Rule(
        "Order",
        ("move scene 3 before scene 1", "swap scenes 2 and 3", "put scene 4 first", "reverse the order of the scenes"),
        order.ordering,
    ),
    Rule("Remove", ("remove scene 3", "delete the last scene"), order.removing),
    Rule("Split", ("split scene 2", "split scene 2: the dog runs / the dog barks"), order.splitting),
    Rule("Merge", ("merge scenes 2 and 3",), order.merging),
    Rule(
        "Add",
        ("add a scene after scene 2: the dog sleeps", "add a scene at the end where the dog eats a bone"),
        order.adding,
    ),
    Rule(
        "Cast",
        (
            "replace the dog with a cat",
            "make the dog black",
            "give the dog a red collar",
            "the dog has long ears",
            "add a cat to scene 2",
        ),
        casting.casting,
    ),
    Rule("Place", ("move scene 2 to the beach", "scene 2 takes place in a dark forest"), events.placing),
    Rule("Event", ("in scene 2 the dog jumps over a fence", "scene 2: the dog sleeps"), events.telling),
    Rule("No", ("no", "reject: the dog is too small"), film.rejection),
)
"""In the order in which they are tried: the first that reads a clause has it."""
