"""The wish before this one, for other scenes: "scene 3 too", "do the same in the last scene", "no, scene 3 instead"."""

import re
from collections.abc import Iterable

from videostudio.agents.chat.said import Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film import edits as e
from videostudio.film.edits import ScriptEdit

_MARK = r"§[0-9]+"
_AGAIN = re.compile(
    r"(?:(?:please|and|also|now|then|ok|okay|but)[\s,]+)*(?P<no>(?:no|nope|nah)\s*[,.:;!-]\s*)?(?:"
    rf"(?:(?:do|make|apply|repeat|use|have) )?(?:exactly )?the same(?: thing| change)?(?: again)?(?: (?:to|in|for|with|on))? (?P<same>{_MARK})"
    rf"|(?:do|apply|repeat) (?:it|that|this)(?: again)? (?:to|in|for|with|on) (?P<that>{_MARK})"
    rf"|(?:(?:for|in|to|with|make|take|and) )?(?P<too>{_MARK})(?P<how>(?:,? (?:too|as well|also|likewise|instead))+)?"
    r")(?:,? (?:too|as well|also|instead|please))*[\s.!]*",
    re.IGNORECASE,
)
_LIKE_ANOTHER = re.compile(rf"\bsame\b.*\b(?:as|like|of) (?P<other>{_MARK})", re.IGNORECASE)
_NO = re.compile(r"(?:(?:oh|ah|um|uh|wait)[\s,]+)*(?:no|nope|nah|nein|non|nej|nee)\s*[,.:;!-]\s*\S", re.IGNORECASE)
_INSTEAD = re.compile(r"\binstead[\s.!]*$", re.IGNORECASE)


def takes_back(text: str) -> bool:
    """Whether `text` says no to the wish before it, and then another one: "no, ..."."""
    return _NO.match(text.strip()) is not None


def is_instead(text: str) -> bool:
    """Whether `text` may put another wish in the place of the one before it: "no, ...", "... instead"."""
    return takes_back(text) or _INSTEAD.search(text.strip()) is not None


def are_alike(edits: Iterable[ScriptEdit], others: Iterable[ScriptEdit]) -> bool:
    """Whether some of each are of one kind, or of one scene, so that "instead" says the one for the other. "In scene 3
    the dog sleeps instead" says it for what happens in the film, and not for a night in scene 2."""
    edits, others = tuple(edits), tuple(others)
    kinds = {one.kind for one in edits} & {one.kind for one in others}
    return bool(kinds or _scenes(edits) & _scenes(others))


def again(clause: str, turn: Turn) -> list[ScriptEdit] | None:
    """The edits wished for last, for the scenes that `clause` names; None for another clause. Raises Unclear where
    there are none, or they are not about scenes."""
    match = _AGAIN.fullmatch(clause)
    if match is None or (match["too"] and not (match["how"] or match["no"])):
        if like := _LIKE_ANOTHER.search(clause):
            raise _which(like["other"], turn)
        return None
    mark = match["same"] or match["that"] or match["too"]
    where, scenes = turn.said(mark), turn.scenes(mark)
    if not turn.context.last:
        raise Unclear(f"What should {where} be like? I know of no change to repeat.", f"make {where} at night")
    return [one for edit in turn.context.last for one in _aimed(edit, scenes, where)]


def _scenes(edits: tuple[ScriptEdit, ...]) -> set[str]:
    one = {getattr(edit, "scene", None) for edit in edits} - {None}
    return {str(scene) for scene in one}.union(*(getattr(edit, "scenes", ()) for edit in edits))


def _aimed(edit: ScriptEdit, scenes: tuple[str, ...], where: str) -> list[ScriptEdit]:
    match edit:
        case e.TellScene() | e.SetNarration():
            return [edit.model_copy(update={"scene": scene}) for scene in scenes]
        case (
            e.SetTime()
            | e.SetWeather()
            | e.SetPlace()
            | e.SetCamera()
            | e.SetLength()
            | e.SetJoin()
            | e.Retake()
            | e.RemoveScenes()
        ):
            return [edit.model_copy(update={"scenes": scenes})]
    raise Unclear(f"What I changed last was not one scene's. What should {where} be like?", f"make {where} at night")


def _which(mark: str, turn: Turn) -> Unclear:
    """A scene that is to be like another: in what, only the speaker knows."""
    other = turn.script.scene(turn.scene(mark))
    others = [said for at, said in enumerate(turn.found.said) if f"§{at}" != mark and not turn.found.is_film(f"§{at}")]
    where = others[-1] if others else "scene 2"
    return Unclear(
        f"In what should {where} be the same: what happens, the place, the light, the camera? Say what it should be.",
        f"move {where} to the {turn.script.entity(other.background).name}",
        f"make {where} at night",
    )
