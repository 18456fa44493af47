"""A sentence read by the plain grammar: edits that the script can take, or a question back.

Nothing is guessed. A sentence has to be read whole, clause by clause, and every edit is applied to the script before it
is believed: what the script refuses becomes the question.
"""

import difflib
import re
import unicodedata

from videostudio.agents.chat.references import marked
from videostudio.agents.chat.rules import RULES
from videostudio.agents.chat.said import Context, Question, Said, Unclear, Understood
from videostudio.agents.chat.turn import Turn
from videostudio.agents.editing.apply import Unchanged, edited
from videostudio.film.edits import FILM_WORDS, Reject, ScriptEdit
from videostudio.film.errors import ScriptError

LONGEST = 2000
"""Characters of one sentence that are read."""

_POLITE = re.compile(
    r"^(?:(?:please|pls|ok|okay|yes|now|then|so|well|hey|hi|hello|um|uh|and|also|but|actually|just|maybe|perhaps|next|finally"
    r"|can you|could you|would you|will you|can we|could we|let us|let's|i want you to|i would like you to|i'd like you to"
    r"|i want to|i'd like to|i would like to|we should|you should|kindly|try to|i think)(?:[\s,]+|$))+(?=\S)",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:no|nope|nah)\s*,\s*(?=\S)", re.IGNORECASE)
_THANKS = re.compile(
    r"(?:[\s,]+(?:please|thanks|thank you|instead|now|for me|then|too|as well|ok))*[\s.!?]*$", re.IGNORECASE
)
_COMMANDS = (
    "make|set|turn|let|move|put|add|insert|remove|delete|drop|replace|change|swap|merge|join|split|undo|redo|call|rename|"
    "shorten|lengthen|extend|trim|use|give|paint|draw|render|pan|tilt|zoom|switch|start|end|approve|reject|skip|recast|dress|"
    "take|leave|the camera|show|style|title|shoot|reshoot|retake|another take|crossfade|dissolve|fade|mute"
)
_NEXT = re.compile(
    rf"\s*(?:;|\.\s|\n|,?\s+and\s+then\s|,\s*then\s|,?\s+and\s+(?:also\s+)?|,\s*(?:also\s+)?)\s*"
    rf"(?=(?:please |then |also )?(?:(?:{_COMMANDS})\b|(?:in |after |before )?§[0-9]))",
    re.IGNORECASE,
)
_USUAL = ("make scene 2 at night", "in scene 2 the dog jumps over a fence", "help")


def understand(text: str, context: Context) -> Understood | Question:
    """What `text` asks for. Never raises for anything that can be typed."""
    try:
        return _understood(_readable(text), context)
    except Unclear as unclear:
        return unclear.question
    except ScriptError as refused:
        return Question(text=f"That cannot be done: {refused}.")


def _understood(text: str, context: Context) -> Understood:
    bare = _THANKS.sub("", text) if not text.endswith("?") or text.count(" ") > 1 else text
    against = _NO.sub("", bare)
    wanted = _POLITE.sub("", against)
    try:
        return _read_whole(wanted, context)
    except (Unclear, ScriptError):
        if wanted != bare and (both := _or_none(bare, context)):
            return both
        if against != bare and context.waiting:
            return Understood(said=(Reject(note=against),), recent=context.recent)
        raise


def _or_none(text: str, context: Context) -> Understood | None:
    try:
        return _read_whole(text, context)
    except (Unclear, ScriptError):
        return None


def _read_whole(text: str, context: Context) -> Understood:
    """Reads a sentence as its parts where all of them can be read, else as one."""
    found = marked(text, context.script, context.recent)
    parts = [_POLITE.sub("", part).strip(" ,.;") for part in _NEXT.split(found.text)]
    try:
        if len(parts) > 1:
            return _read(parts, Turn(context, context.script, found, context.recent))
    except (Unclear, ScriptError) as told:
        try:
            return _read([found.text], Turn(context, context.script, found, context.recent))
        except (Unclear, ScriptError):
            raise told from None
    return _read(parts, Turn(context, context.script, found, context.recent))


def _read(parts: list[str], turn: Turn) -> Understood:
    said: list[Said] = []
    idle: list[Unchanged] = []
    for part in parts:
        for one in _clause(part, turn):
            try:
                if not isinstance(one, FILM_WORDS):
                    turn.script = edited(turn.script, [one])
                    turn.recent = _spoken_of(one, turn)
                said.append(one)
            except Unchanged as already:
                idle.append(already)
    if idle and not said:
        raise idle[-1]
    words = [one for one in said if isinstance(one, FILM_WORDS)]
    if words and len(said) > 1:
        raise Unclear("One thing at a time, please: what comes first?", *(_USUAL[:2]))
    return Understood(said=tuple(said), recent=turn.recent, already=tuple(one.what for one in idle))


def _clause(clause: str, turn: Turn) -> list[Said]:
    for rule in RULES:
        if (said := rule.read(clause, turn)) is not None and said:
            return said
    raise _not_read(clause, turn)


def _spoken_of(edit: ScriptEdit, turn: Turn) -> tuple[str, ...]:
    """The scenes that "it" means after an edit: those it names, or the new one."""
    here = [scene.id for scene in turn.script.scenes]
    before = {scene.id for scene in turn.context.script.scenes}
    if edit.kind == "add" and (new := [one for one in here if one not in before]):
        return (new[-1],)
    return tuple(one for one in turn.recent if one in here)


def _readable(text: str) -> str:
    """Words only. Raises Unclear for what is none."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("…", "...")
    text = "".join(" " if unicodedata.category(char)[0] == "C" and char != "\n" else char for char in text)
    text = re.sub(r"[ \t]+", " ", text).strip()
    if len(text) > LONGEST:
        raise Unclear(f"That is {len(text)} characters long; at most {LONGEST} are read. What is it, in a sentence?")
    letters = [char for char in text if char.isalpha()]
    if letters and sum(char.isascii() for char in letters) < 0.7 * len(letters):
        raise Unclear("I read plain English. Can you say it in English?", *_USUAL)
    return text


def _not_read(clause: str, turn: Turn) -> Unclear:
    """A question with the sentences that are most like what was said."""
    known = [example for rule in RULES for example in rule.examples]
    said = turn.plain(clause)
    near = difflib.get_close_matches(said.lower()[:200], known, n=3, cutoff=0.45)
    return Unclear(f"I do not know what to do with '{said[:100]}'. Can you say it another way?", *(near or _USUAL))
