"""Another take of a scene, and how scenes are joined."""

import re
from itertools import pairwise

from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film.edits import Retake, SetJoin
from videostudio.film.scene import TransitionKind

_IT = r"(?:§[0-9]+|it|this|that|them)"
_AGAIN = r"(?:again|once more|one more time|another time|anew|afresh)"
_RETAKE = re.compile(
    r"(?:(?:make|take|shoot|do|film|try|give me|give|i want|i'd like|we need|get|add|have)(?: me)? )?"
    rf"(?:another|a new|a different|a second|a fresh|one more) (?:take|try|version)(?: (?:of|for|on) (?P<of>{_IT}))?"
    rf"|(?:re-?shoot|re-?take|re-?film|re-?roll|re-?do|regenerate) (?P<re>{_IT})(?: {_AGAIN})?"
    rf"|(?:shoot|film|try|do|make|draw|take|render) (?P<again>{_IT}) {_AGAIN}(?: with (?:another|a new|a different) seed)?",
    re.IGNORECASE,
)
_KINDS = {
    TransitionKind.CUT: r"(?:hard |straight |plain |simple )?cut",
    TransitionKind.CROSSFADE: r"cross[ -]?fade|cross[ -]?dissolve|dissolve|blend",
    TransitionKind.FADE: r"(?:dip|fade)(?: (?:(?:to|through) black|out(?: and in)?))?",
}
_KIND = "|".join(f"(?P<{kind.value}{{0}}>{words})" for kind, words in _KINDS.items())
_WHERE = (
    r"(?:(?:in )?between (?:(?P<pair{0}>§[0-9]+)|the scenes)|(?:from|of) (?P<from{0}>§[0-9]+)(?: (?:in)?to (?P<upto{0}>§[0-9]+))?"
    r"|(?:in)?to (?P<into{0}>§[0-9]+)|(?:after|behind) (?P<after{0}>§[0-9]+)|before (?P<before{0}>§[0-9]+))"
)
_JOIN = r"(?:transitions?|joins?|change)"
_JOINED = re.compile(
    rf"(?:(?:make|use|put|add|set|have|insert|i want|let there be|do|with) )?(?:an? |the )?(?:{_KIND.format(0)})"
    rf"(?: {_JOIN})? {_WHERE.format(0)}"
    rf"|(?:(?:make|change|set|turn|let|have) )?(?:the )?{_JOIN} {_WHERE.format(1)}"
    rf"(?: to| into| be| is| as| should be|:)?(?: an?)? (?:{_KIND.format(1)})(?: {_JOIN})?"
    rf"|{_WHERE.format(2)},? (?:use |make |put |i want |let there be )?(?:an? )?(?:{_KIND.format(2)})(?: {_JOIN})?"
    rf"|(?P<cross>cross[ -]?fade|dissolve) (?P<pair3>§[0-9]+)",
    re.IGNORECASE,
)


def retaking(clause: str, turn: Turn) -> list[Said] | None:
    """The same scene once more, with other seeds."""
    if not (match := _RETAKE.fullmatch(clause)):
        return None
    return [Retake(scenes=turn.scenes(match["of"] or match["re"] or match["again"] or "it"))]


def joining(clause: str, turn: Turn) -> list[Said] | None:
    """How one scene follows another."""
    if not (match := _JOINED.fullmatch(clause)):
        return None
    told = {name: value for name, value in match.groupdict().items() if value}
    kinds = [kind for kind in TransitionKind for at in "012" if f"{kind.value}{at}" in told]
    kind = TransitionKind.CROSSFADE if "cross" in told else kinds[0]
    where = {name.rstrip("0123"): mark for name, mark in told.items() if mark.startswith("§")}
    scenes = _second_ones(where, turn)
    turn.recent = scenes
    return [SetJoin(scenes=scenes, join=kind)]


def _second_ones(where: dict[str, str], turn: Turn) -> tuple[str, ...]:
    """The scenes that begin with the join. Raises Unclear for scenes that do not follow each other."""
    ids = [scene.id for scene in turn.script.scenes]
    followers = dict(pairwise(ids))
    if "into" in where or "before" in where:
        return turn.scenes(where.get("into") or where["before"])
    if "after" in where or ("from" in where and "upto" not in where):
        first = turn.scene(where.get("after") or where["from"])
        if first not in followers:
            raise Unclear(
                "Nothing follows the last scene. Which scenes do you mean?", "crossfade between scenes 1 and 2"
            )
        return (followers[first],)
    named = [one for part in ("pair", "from", "upto") if part in where for one in turn.found.ids(where[part])] or ids
    both = sorted(dict.fromkeys(named), key=ids.index)
    if len(both) < 2 or any(followers.get(a) != b for a, b in pairwise(both)):
        raise Unclear(
            "A join is between two scenes that follow each other. Which ones?", "crossfade between scenes 1 and 2"
        )
    return tuple(both[1:])
