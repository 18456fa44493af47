"""A sentence read by the plain grammar: edits that the script can take, or a question back.

Nothing is guessed. A sentence has to be read whole, clause by clause, and every edit is applied to the script before it
is believed: what the script refuses becomes the question.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from videostudio.agents.chat import people
from videostudio.agents.chat.again import again
from videostudio.agents.chat.references import marked
from videostudio.agents.chat.remarks import answered, unanswered, without_too
from videostudio.agents.chat.rules import RULES
from videostudio.agents.chat.said import Context, Question, Said, Unclear, Understood
from videostudio.agents.chat.turn import Turn
from videostudio.agents.editing.apply import Unchanged, edited
from videostudio.film.edits import FILM_WORDS, Reject, ScriptEdit
from videostudio.film.errors import ScriptError

LONGEST = 2000
"""Characters of one sentence that are read."""

_POLITE = re.compile(
    r"^(?:(?:please|pls|ok|okay|yes|now|then|so|well|hey|hi|hello|um|uh|and|also|but|actually|just|maybe|perhaps|next(?! (?:scene|shot|clip|one)\b)|finally"
    r"|can you|could you|would you|will you|can we|could we|let us|let's|i want you to|i would like you to|i'd like you to"
    r"|i want to|i'd like to|i would like to|we should|you should|kindly|try to|i think|how about|what about"
    r"|why not|why don't you|why don't we)(?:[\s,]+|$))+(?=\S)",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:no|nope|nah)\s*[,.:;!-]\s*(?=\S)", re.IGNORECASE)
_THANKS = re.compile(
    r"(?:[\s,]+(?:please|thanks|thank you|instead|now|for me|then|too|as well|ok))*[\s.!?]*$", re.IGNORECASE
)
_COMMANDS = (
    "make|set|turn|let|move|put|add|insert|remove|delete|drop|replace|change|swap|merge|join|split|undo|redo|call|rename|"
    "shorten|lengthen|extend|trim|use|give|paint|draw|render|pan|tilt|zoom|switch|start|end|approve|reject|skip|recast|dress|"
    "take|leave|the camera|show|style|title|shoot|reshoot|retake|another take|crossfade|dissolve|fade|mute"
)
_NEXT = re.compile(
    rf"\s*(?:;|\.\s|\n|,?\s+but\s+|,?\s+and\s+then\s|,\s*then\s|,?\s+and\s+(?:also\s+)?|,\s*(?:also\s+)?)\s*"
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
    turn = _turn(text, context)
    if (said := again(turn.found.text, turn)) is not None:
        return _told(_applied(said, turn), turn)
    try:
        found = _found(text, context)
    except Unclear as unclear:
        raise unanswered(text, turn) or unclear from None
    return found.model_copy(update={"said": answered(text, found.said, turn)})


def _found(text: str, context: Context) -> Understood:
    bare = _THANKS.sub("", text) if not text.endswith("?") or text.count(" ") > 1 else text
    against = _NO.sub("", bare)
    wanted = _POLITE.sub("", against)
    try:
        return _read_whole(wanted, context)
    except (Unclear, ScriptError):
        if wanted != bare and (both := _or_none(bare, context)):
            return both
        turn = _turn(against, context)
        if against != bare and context.waiting and not turn.about_scenes(turn.found.text):
            return Understood(said=(Reject(note=against),), recent=context.recent)
        raise


def _or_none(text: str, context: Context) -> Understood | None:
    try:
        return _read_whole(text, context)
    except (Unclear, ScriptError):
        return None


def _read_whole(text: str, context: Context) -> Understood:
    """Reads a sentence as its parts where all of them can be read, else as one."""
    whole = _turn(text, context).found.text
    parts = [_POLITE.sub("", part).strip(" ,.;") for part in _NEXT.split(whole)]
    try:
        if len(parts) > 1:
            return _read(parts, _turn(text, context))
    except (Unclear, ScriptError) as told:
        try:
            return _read([whole], _turn(text, context))
        except (Unclear, ScriptError):
            raise told from None
    return _read(parts, _turn(text, context))


def _turn(text: str, context: Context) -> Turn:
    return Turn(context, context.script, marked(text, context.script, context.recent), context.recent, context.cast)


def _read(parts: list[str], turn: Turn) -> Understood:
    done = _Done()
    for part in parts:
        _applied(_clause(part, turn), turn, done)
    return _told(done, turn)


@dataclass
class _Done:
    """What was said, and what of it is so already."""

    said: list[Said] = field(default_factory=list)
    idle: list[Unchanged] = field(default_factory=list)


def _applied(said: Iterable[Said], turn: Turn, done: _Done | None = None) -> _Done:
    """Each of `said` done to the script of the turn, as it is to be done to the film's."""
    done = done or _Done()
    for one in said:
        try:
            if not isinstance(one, FILM_WORDS):
                turn.script = edited(turn.script, [one])
                turn.recent = _spoken_of(one, turn)
                turn.cast = people.cast_of(one) or turn.cast
            done.said.append(one)
        except Unchanged as already:
            done.idle.append(already)
    return done


def _told(done: _Done, turn: Turn) -> Understood:
    if done.idle and not done.said:
        raise done.idle[-1]
    if len(done.said) > 1 and any(isinstance(one, FILM_WORDS) for one in done.said):
        raise Unclear("One thing at a time, please: what comes first?", *(_USUAL[:2]))
    idle = tuple(one.what for one in done.idle)
    return Understood(said=tuple(done.said), recent=turn.recent, cast=turn.cast, already=idle)


def _clause(clause: str, turn: Turn) -> list[Said]:
    """What a clause asks for. Pronouns that no rule can read mean who was spoken of last."""
    clause = without_too(clause, turn)
    try:
        return _ruled(clause, turn)
    except (Unclear, ScriptError):
        named, meant = people.named(clause, turn)
        if named == clause:
            raise
        said = _ruled(named, turn)  # what means nothing of the first of them means nothing of any
        people.ask_whom(meant)
        return said


def _ruled(clause: str, turn: Turn) -> list[Said]:
    for rule in RULES:
        if said := rule.read(clause, turn):
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
