"""Sentences that sound like wishes and are none: questions about the film, and remarks on what is wrong with it."""

import re

from videostudio.agents.chat.said import Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film.edits import SetNarration, SetTitle, Show

_ASKS = re.compile(
    r"(?:(?:and|so|but|well|ok|okay|hey)[\s,]+)*"
    r"(?:is|isn't|are|aren't|was|were|does|doesn't|did|didn't|has|hasn't|who|whose|what|which|where|why|how)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"(?:(?:and|so|but|well|ok|okay|hey|please|maybe|perhaps)[\s,]+)*"
    r"(?:(?:can|could|shall|should)\b|(?:would|will) (?:you|we|i)\b|let|how about\b|what about\b|why (?:not|don't (?:you|we))\b)"
    r"|.*\b(?:please|ok|okay|thanks|thank you)\s*\?+$",
    re.IGNORECASE,
)
_TOO = re.compile(
    r"(?P<before>\b(?:is|are|it's|looks?|seems?|feels?|gets?|lasts?|moves?|pans?|zooms?|goes)\s+)"
    r"(?:(?:far|much|way|just|still|a (?:bit|little))\s+)*too\s+(?P<much>[\w-]+(?: away)?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:(?:§[0-9]+|the|it|this|that|camera|light|lighting|shot|picture|weather|sky|movement|motion|pan|zoom|cut|in|of|for|and"
    r"|i think|but|so)[\s,:]*)*",
    re.IGNORECASE,
)
"""Scenes and how they are filmed: of whom acts in them a sentence may well tell that they are too tired."""
_OPPOSITES = {
    "long": "shorter",
    "short": "longer",
    "slow": "faster",
    "slowly": "faster",
    "fast": "slower",
    "quick": "slower",
    "quickly": "slower",
    "close": "wider",
    "wide": "closer",
    "far away": "closer",
}
"""What is wanted of what is too much; other words leave it open."""
_OFFERED = {
    "dark": ("make {} at noon", "make {} at dawn"),
    "bright": ("make {} at night", "make {} at dusk"),
    "sunny": ("make {} cloudy", "make {} at dusk"),
    "rainy": ("make {} sunny", "make {} cloudy"),
    "foggy": ("make {} sunny",),
}


def without_too(clause: str, turn: Turn) -> str:
    """ "§0 is too long" as "§0 is shorter". Raises Unclear where what is wanted instead is open: too dark for what?"""
    match = _TOO.search(clause)
    if match is None or "§" not in clause or not _SUBJECT.fullmatch(clause[: match.start()]):
        return clause
    mark, much = turn.about_scenes(clause), match["much"].lower()
    if opposite := _OPPOSITES.get(much) or _OPPOSITES.get(much.split()[0]):
        return f"{clause[: match.start()]}{match['before']}{opposite}{clause[match.end() :]}"
    where = turn.said(mark) if mark else "the film"
    choices = (choice.format(where) for choice in _OFFERED.get(much, ("another take of {}",)))
    raise Unclear(f"What should be different in {where}, where it is too {much}?", *choices)


def unanswered(text: str, turn: Turn) -> Unclear | None:
    """What a question is told that nothing here answers; None for what is no question."""
    if not _ASKS.match(text) or _OFFERS.match(text):
        return None
    mark = turn.about_scenes(turn.found.text)
    shown = (f"show {turn.said(mark)}",) if mark and len(turn.found.ids(mark)) == 1 else ()
    return Unclear("That is a question I cannot answer. I can show what there is.", *shown, "show the script")


def answered(text: str, said: tuple[Said, ...], turn: Turn) -> tuple[Said, ...]:
    """`said`, where `text` is a wish; what shows the answer, where it is a question. Raises Unclear for a question that
    may be a wish."""
    if all(isinstance(one, Show) for one in said) or _OFFERS.match(text):
        return said
    if any(isinstance(one, SetTitle | SetNarration) for one in said):
        # The words to be shown or read may be a question.
        return said
    if _ASKS.match(text):
        if (mark := turn.about_scenes(turn.found.text)) and len(turn.found.ids(mark)) == 1:
            return (Show(what="scene", scene=turn.found.ids(mark)[0]),)
        return (Show(),)
    if text.rstrip().endswith("?"):
        raise Unclear("Is that a question or a wish?", text.rstrip(" ?"), "show the script")
    return said
