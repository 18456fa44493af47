"""Which scenes there are and in which order: move, swap, remove, split, merge, add."""

import re
from collections.abc import Sequence

from videostudio.agents.chat import people
from videostudio.agents.chat.references import NUMBERS, count
from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film.edits import AddScene, MergeScenes, OrderScenes, RemoveScenes, SplitScene, Telling

_IT = r"(?:§[0-9]+|it|this|that|them|these|those)"
_NUMBER = rf"[0-9]{{1,3}}|{'|'.join(NUMBERS)}"
_MOVE = re.compile(
    rf"(?:move|put|place|bring|play|show|shift|have|let|make) (?P<what>{_IT})(?: come| go| to)?"
    r" (?:(?:right |directly |just )?(?P<side>before|after|behind|in front of) (?P<where>§[0-9]+)"
    r"|(?:to )?(?:the )?(?:very )?(?P<end>first|last|start|beginning|front|top|end|back)(?: place| position| of §[0-9]+)?"
    rf"|(?:to )?(?:position|place|number|slot) (?P<at>{_NUMBER})|(?P<step>earlier|later))(?: by one)?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?:start|begin|open|(?P<close>end|close|finish))(?: §[0-9]+| it)? with (?P<what>{_IT})", re.IGNORECASE
)
_SWAP = re.compile(
    r"(?:swap|exchange|switch|flip) (?P<one>§[0-9]+)(?: (?:and|with|for) (?P<other>§[0-9]+))?(?: around)?",
    re.IGNORECASE,
)
_REVERSE = re.compile(
    r"(?:reverse|flip|invert)(?: the)?(?: order)?(?: of)?(?: (?:the scenes|§[0-9]+|it))?|(?:play )?(?:§[0-9]+|it) backwards",
    re.I,
)
_LISTED = re.compile(
    rf"(?:(?:put|play|show|set|order|arrange|sort) (?:the scenes|§[0-9]+|them)(?: in)?|(?:use |play )?the order(?: is| should be)?|order)"
    rf"(?: the)?(?: order)?(?: to| as|:)?\s+(?P<numbers>(?:(?:{_NUMBER})[\s,]*(?:and |then )?)+)",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    rf"(?:remove|delete|drop|skip|lose|cut(?: out)?|leave out|take out|throw (?:out|away)|get rid of|omit|kill) (?P<what>{_IT})"
    rf"|(?:leave|take|cut|throw) (?P<that>{_IT}) (?:out|away)|(?:no|without) (?P<less>§[0-9]+)|i don't need (?P<idle>§[0-9]+)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    rf"(?:split|divide|break|separate|cut) (?P<what>{_IT})(?: up)?(?: (?:in|into) (?:two|2|halves|half|pieces)(?: scenes| parts| shots)?)?"
    r"(?:\s*(?:[:,]|-|into|where)\s*(?P<first>.+?)\s*(?:/|\||;|,? and then | then )\s*(?P<second>.+))?",
    re.IGNORECASE,
)
_MERGE = re.compile(
    rf"(?:merge|join|combine|unite|fuse|put) (?P<one>{_IT})(?:(?: together)? (?:with|and|into|to) (?P<other>§[0-9]+))?"
    r"(?: together)?(?: into one(?: scene)?| in one)?",
    re.IGNORECASE,
)
_WHERE = (
    r"(?:(?:right |directly )?(?P<side{0}>before|after|behind) (?P<by{0}>§[0-9]+)|(?:at|to|as) the (?:very )?(?P<end{0}>end|beginning|start)"
    r"|between (?P<between{0}>§[0-9]+))"
)
_ADD = re.compile(
    rf"(?:{_WHERE.format(0)}[,:]? )?(?:add|insert|write|include|create|append|i want|we need|make|put in)(?: me| us)?"
    rf"(?: a| an| another| one more| one)?(?: new| extra| short)? (?:scene|shot)(?: {_WHERE.format(1)})?"
    r"\s*(?:[:,]|-|where|in which|when|with|that shows|showing|of|about)?\s*(?P<event>.*)",
    re.IGNORECASE,
)
_BEHIND = re.compile(rf"^(?P<event>.*?),? {_WHERE.format(2)}$", re.IGNORECASE)


def ordering(clause: str, turn: Turn) -> list[Said] | None:
    """Another order."""
    ids = [scene.id for scene in turn.script.scenes]
    if match := _MOVE.fullmatch(clause):
        return _moved(match, turn, ids)
    if match := _ENDS.fullmatch(clause):
        what = turn.scenes(match["what"])
        return [_order(ids, what, len(ids) if match["close"] else 0)]
    if match := _SWAP.fullmatch(clause):
        both = turn.found.ids(match["one"]) + (turn.found.ids(match["other"]) if match["other"] else ())
        if len(both) != 2:
            raise Unclear("Which two scenes change places?", "swap scenes 2 and 3")
        turn.recent = both
        at = [ids.index(one) for one in both]
        ids[at[0]], ids[at[1]] = ids[at[1]], ids[at[0]]
        return [OrderScenes(order=tuple(ids))]
    if _REVERSE.fullmatch(clause):
        return [OrderScenes(order=tuple(ids[::-1]))]
    if match := _LISTED.fullmatch(clause):
        numbers = [count(word) for word in re.findall(rf"\b(?:{_NUMBER})\b", match["numbers"], re.IGNORECASE)]
        if sorted(numbers) != list(range(1, len(ids) + 1)):
            asked = ", ".join(str(at) for at in range(1, len(ids) + 1))
            raise Unclear(f"An order names every scene once: {asked}. Which order do you mean?", "swap scenes 1 and 2")
        return [OrderScenes(order=tuple(ids[number - 1] for number in numbers))]
    return None


def removing(clause: str, turn: Turn) -> list[Said] | None:
    """Scenes that are left out."""
    if not (match := _REMOVE.fullmatch(clause)):
        return None
    return [RemoveScenes(scenes=turn.scenes(next(mark for mark in match.groups() if mark)))]


def splitting(clause: str, turn: Turn) -> list[Said] | None:
    """One scene as two."""
    if not (match := _SPLIT.fullmatch(clause)):
        return None
    scene = turn.scene(match["what"])
    if match["first"] is None:
        return [SplitScene(scene=scene)]
    first, second = (_event(match[part], turn, scene) for part in ("first", "second"))
    return [SplitScene(scene=scene, first=first, second=second)]


def merging(clause: str, turn: Turn) -> list[Said] | None:
    """Several scenes as one."""
    if not (match := _MERGE.fullmatch(clause)) or (clause.lower().startswith("put") and "one" not in clause.lower()):
        return None
    both = turn.scenes(match["one"])
    if match["other"]:
        both = tuple(dict.fromkeys((*both, *turn.scenes(match["other"]))))
    if len(both) < 2:
        raise Unclear("Which scenes become one?", "merge scenes 2 and 3")
    turn.recent = both[:1]
    return [MergeScenes(scenes=both)]


def adding(clause: str, turn: Turn) -> list[Said] | None:
    """One scene more."""
    if not (match := _ADD.fullmatch(clause)):
        return None
    event, parts = match["event"].strip(), {name: match[f"{name}0"] or match[f"{name}1"] for name in _PLACED}
    if behind := _BEHIND.match(event):
        event, parts = behind["event"], {name: behind[f"{name}2"] for name in _PLACED}
    after = _after(parts, turn)
    if not event:
        raise Unclear("What happens in the new scene?", "add a scene at the end: the dog sleeps")
    beside = turn.script.scene(after) if after else turn.script.scenes[0]
    told = people.told(event, turn.script, beside)
    place = told.place.id if told.place else None
    return [AddScene(after=after, telling=told.telling, place=place, newcomer=told.place if told.new else None)]


_PLACED = ("side", "by", "end", "between")


def _after(parts: dict[str, str | None], turn: Turn) -> str | None:
    """The scene that a new one follows; at the end where nothing is said."""
    ids = [scene.id for scene in turn.script.scenes]
    if (mark := parts["between"]) is not None:
        both = sorted(map(ids.index, turn.scenes(mark)))
        if len(both) != 2 or both[1] != both[0] + 1:
            raise Unclear("Between which two neighbours?", "add a scene between scenes 1 and 2: the dog sleeps")
        return ids[both[0]]
    if (mark := parts["by"]) is not None:
        at = ids.index(turn.scene(mark))
        if (parts["side"] or "").lower() != "before":
            return ids[at]
        return ids[at - 1] if at else None
    return None if (parts["end"] or "").lower() in ("beginning", "start") else ids[-1]


def _moved(match: re.Match[str], turn: Turn, ids: Sequence[str]) -> list[Said]:
    if match["where"]:
        where = turn.scenes(match["where"])
        what = turn.scenes(match["what"])
        rest = [one for one in ids if one not in what]
        if not (beside := [rest.index(one) for one in where if one in rest]):
            raise Unclear("A scene cannot be moved beside itself. Where should it be?", "move scene 3 before scene 1")
        at = min(beside) if match["side"].lower() in ("before", "in front of") else max(beside) + 1
        return [_order(ids, what, at)]
    what = turn.scenes(match["what"])
    if match["end"]:
        return [
            _order(
                ids, what, 0 if match["end"].lower() in ("first", "start", "beginning", "front", "top") else len(ids)
            )
        ]
    if match["at"]:
        at = count(match["at"])
        if not 1 <= at <= len(ids):
            raise Unclear(f"There are {len(ids)} scenes. To which place should it move?", "move scene 3 to position 1")
        return [_order(ids, what, at - 1)]
    now = [one for one in ids if one in what]
    return [_order(ids, what, max(0, ids.index(now[0]) + (-1 if match["step"].lower() == "earlier" else 1)))]


def _order(ids: Sequence[str], what: Sequence[str], at: int) -> OrderScenes:
    """The order in which `what` stands, as it is, before the `at`-th of the others."""
    rest = [one for one in ids if one not in what]
    return OrderScenes(order=(*rest[:at], *(one for one in ids if one in what), *rest[at:]))


def _event(words: str, turn: Turn, scene: str) -> Telling:
    return people.told(words, turn.script, turn.script.scene(scene)).telling
