"""What is read aloud over a scene."""

import re

from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film.edits import SetNarration

LONGEST = 1000
_VOICE = r"(?:narrations?|narrator|voice[ -]?over|speaker)(?:'s (?:text|words|line))?"
_SAYS = r"(?:\s*[:=]|,? (?:is|be|says?|reads?|tells?|to|into|becomes?|should (?:be|say|read|tell)|as)\b\s*:?)"
_SET = re.compile(
    rf"(?:(?:change|set|make|rewrite|let|have) )?(?:the )?{_VOICE},? (?:of|in|for|over|to) (?P<a>§[0-9]+){_SAYS}\s*(?P<ta>.+)"
    rf"|(?:(?:change|set|make|rewrite) )?(?P<b>§[0-9]+)(?:'s)?,? {_VOICE}{_SAYS}\s*(?P<tb>.+)"
    rf"|(?:in|over|during|for) (?P<c>§[0-9]+),? (?:let |have )?(?:the )?{_VOICE}{_SAYS}\s*(?P<tc>.+)"
    rf"|(?:let |have )?(?:the )?{_VOICE}{_SAYS}\s*(?P<td>[\"'“].+[\"'”]) (?:in|over|during) (?P<d>§[0-9]+)",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"(?:(?:remove|delete|drop|cut|mute|silence|turn off|stop|take out)(?: the)?|no|without(?: the| any)?) {_VOICE}"
    r" (?:of|in|for|from|over|during) (?P<a>§[0-9]+)"
    rf"|(?:in |make )?(?P<b>§[0-9]+),? (?:without(?: a| any| the)?|with no|has no|should have no|no) {_VOICE}",
    re.IGNORECASE,
)


def narrating(clause: str, turn: Turn) -> list[Said] | None:
    """Another narration, or none."""
    if match := _NONE.fullmatch(clause):
        return [SetNarration(scene=one, text="") for one in turn.scenes(match["a"] or match["b"])]
    if not (match := _SET.fullmatch(clause)):
        return None
    part = next(name for name in "abcd" if match[name])
    scene, text = turn.scene(match[part]), _text(turn.plain(match[f"t{part}"]))
    if not 0 < len(text) <= LONGEST:
        raise Unclear(
            f"What does the narrator say? At most {LONGEST} characters are read.",
            "narration of scene 2: Nobody saw it leave.",
        )
    return [SetNarration(scene=scene, text=text)]


def _text(words: str) -> str:
    """Without the quotation marks around it, and with a full stop where a sentence lost it."""
    text = words.strip().strip('"“”').strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        text = text[1:-1].strip()
    return f"{text}." if text[-1:].isalnum() else text
