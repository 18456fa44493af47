"""Words about the film as a whole: yes and no, undo and redo, another profile, a look at it, its title and style."""

import re

from videostudio.agents.chat.references import NUMBERS, count
from videostudio.agents.chat.said import Context, Said, Unclear
from videostudio.agents.chat.turn import Turn
from videostudio.film.edits import Approve, Redo, Reject, Render, SetStyle, SetTitle, Show, Undo

_NUMBER = rf"[0-9]{{1,3}}|{'|'.join(NUMBERS)}"
_FILM = r"(?:it|this|that|§[0-9]+)"
_STEPS = rf"(?: (?:that|it|this))?(?: (?P<often>once|twice))?(?: (?:the )?(?:last )?(?P<steps>{_NUMBER})?(?: ?(?:changes?|edits?|steps?|times?|versions?|one|thing))?)?"
_APPROVAL = re.compile(
    r"(?:yes|yep|yeah|sure|ok|okay|approved?|perfect|great|good|fine|go ahead|go on|go|do (?:it|that)|accept(?:ed)?"
    r"|(?:that|it|this|§[0-9]+)?(?:'s| is| looks| sounds)? ?(?:looks |sounds )?(?:good|fine|great|perfect|right|ok|okay)"
    rf"|i (?:like|love) {_FILM}|(?:approve|accept|shoot|film|make|take) (?:{_FILM}|the (?:script|cut|edit|plan|change)))"
    r"(?:[,. ]+(?:please|yes|ok|go ahead|do it|thanks|thank you|that's (?:fine|good|great)|i (?:like|love) it|make it|good))*",
    re.IGNORECASE,
)
_UNDO = re.compile(rf"(?:undo|revert|take (?:that|it) back|go back|step back|back){_STEPS}", re.IGNORECASE)
_TO_VERSION = re.compile(
    rf"(?:go |step |come |get |bring it )?(?:back |forward |on |over )?to (?:the )?(?:(?P<first>first|original) version"
    rf"|version (?:number )?(?P<number>{_NUMBER}))|(?:restore|take|use) version (?:number )?(?P<restored>{_NUMBER})",
    re.IGNORECASE,
)
_REDO = re.compile(rf"(?:redo|go forward|undo the undo){_STEPS}", re.IGNORECASE)
_RENDER = re.compile(
    rf"(?:(?:render|make|film|shoot|draw|do)(?: {_FILM})?(?: again| once more)? (?:with|using|in|as)|switch {_FILM}?(?: )?to|use)"
    r"(?: the)?(?P<said> profile)? (?P<name>[\w-]{1,40})(?P<called> profile| quality)?",
    re.IGNORECASE,
)
_HELP = re.compile(r"(?:help|commands|what can (?:i|you) (?:say|do)|how does this work|what now|)\??", re.IGNORECASE)
_VERSIONS = re.compile(
    r"(?:show|list|see|what are)(?: me)?(?: all)?(?: the| my)? (?:versions|history|changes|edits)\??", re.I
)
_SCRIPT = re.compile(
    r"(?:show|list|read|print|see|tell)(?: me)?(?: again)?(?: (?:the |all )?(?:script|story|outline|cast|screenplay|scenes|§[0-9]+))?"
    r"(?: again)?|how long is (?:it|§[0-9]+)\??|who is in (?:it|§[0-9]+)\??|what (?:is|happens in) (?:it|§[0-9]+)(?: about)?\??",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"(?:show|tell|read|describe|see)(?: me)?(?: what happens in)? (?P<scene>§[0-9]+)"
    r"|what (?:happens|is|goes on)(?: going on)?(?: in)? (?P<asked>§[0-9]+)\??|how long is (?P<long>§[0-9]+)\??",
    re.IGNORECASE,
)
_TITLE = re.compile(
    rf"(?:(?:call|name|title|rename) {_FILM}(?: to| as)?|(?:the )?title(?: of §[0-9]+)?(?: is| should be| shall be|:| =)|"
    rf"(?:change|set|make) the title(?: of §[0-9]+)?(?: to| into|:)?|give {_FILM} the title) (?P<title>.+)",
    re.IGNORECASE,
)
_KNOWN_STYLES = (
    r"water ?colou?r|ink|pencil|noir|black[ -]and[ -]white|sepia|comic|cartoon|oil paint|paper ?cut|pixel art|sketch|"
    r"anime|clay|crayon|pastel|vintage|silhouette|storybook|felt|chalk|woodcut|poster"
)
_DRAWN = rf"(?:make|draw|paint|render|film|shoot|turn|do|show|set|have) (?P<what>{_FILM})(?: all)?(?: look)?(?: like| in| as| into| to)?"
_STYLE = re.compile(
    rf"{_DRAWN}(?: the| an?)? (?P<drawn>.+?) (?:style|look)"
    rf"|{_DRAWN.replace('what', 'whole')}(?: the| an?)? (?P<known>(?:[\w-]+ )?(?:{_KNOWN_STYLES}).*)"
    r"|(?:(?:change|set|switch) )?(?:the )?style(?: (?:of|for) (?P<of>§[0-9]+))?\s*(?:to|is|should be|:|=|into)\s*(?P<named>.+)"
    r"|(?:use|try|i want|give (?P<given>§[0-9]+|it)) (?:an?|the)? ?(?P<used>.+?) style(?: (?:for|in) (?P<for>§[0-9]+))?"
    rf"|(?:(?:make|draw|paint) {_FILM} )?in the style of (?P<like>.+)",
    re.IGNORECASE,
)
_NO_STYLE = re.compile(r"(?:no|without(?: a| any)?|remove the|drop the|plain|normal|usual) style", re.IGNORECASE)
_REJECTION = re.compile(
    r"(?:no|nope|nah|stop|cancel(?: (?:it|that))?|never ?mind|forget (?:it|that)|reject(?:ed)?(?: (?:it|this|that|the (?:script|cut)|§[0-9]+))?"
    r"|i (?:don't|do not) (?:like|want) (?:it|this|that|§[0-9]+))(?:(?:\s*[,:;.-]\s*|\s+because\s+)(?P<note>.+))?",
    re.IGNORECASE,
)


def approval(clause: str, turn: Turn) -> list[Said] | None:
    """ "yes", "looks good"."""
    return [Approve()] if _APPROVAL.fullmatch(clause) else None


def rejection(clause: str, turn: Turn) -> list[Said] | None:
    """ "no", "reject: too short": of all that waits. Raises Unclear for a no to one scene of it."""
    if (match := _REJECTION.fullmatch(clause)) is None:
        return None
    note = match["note"] or ""
    said = clause[: match.start("note")] if note else clause
    if mark := turn.about_scenes(said) or ("" if said.lower().startswith("reject") else turn.about_scenes(note)):
        where = turn.said(mark)
        why = turn.plain(f"{mark}: {note}" if mark in said else note).rstrip(": ")
        whole = (f"reject: {why}",) if turn.context.waiting else ()
        raise Unclear(f"What should be different in {where}?", f"another take of {where}", f"remove {where}", *whole)
    return [Reject(note=turn.plain(note)[:2000])]


def back_and_forth(clause: str, turn: Turn) -> list[Said] | None:
    """Undo and redo, by any number of steps."""
    if match := re.fullmatch(r"(?:undo|revert) (?P<what>§[0-9]+|all(?: changes| of it)?)", clause, re.IGNORECASE):
        if turn.about_scenes(match["what"]):
            raise Unclear("How many changes should be undone? They apply to the whole film.", "undo", "undo 3 changes")
        return [Undo(steps=max(1, turn.context.pending or len(turn.context.earlier)))]
    if match := _TO_VERSION.fullmatch(clause):
        return [_to(1 if match["first"] else count(match["number"] or match["restored"]), turn.context)]
    if match := _UNDO.fullmatch(clause):
        return [Undo(steps=_steps(match))]
    if match := _REDO.fullmatch(clause):
        return [Redo(steps=_steps(match))]
    return None


def _to(number: int, context: Context) -> Said:
    """The steps to a version, by its number in the list of them. Raises Unclear where none lead there."""
    if number in context.earlier:
        return Undo(steps=context.earlier.index(number) + 1)
    if number in context.later:
        return Redo(steps=context.later.index(number) + 1)
    if number == context.version:
        raise Unclear(f"The film has version {number}. Which one should it go back to?", "show the versions", "undo")
    raise Unclear(f"Nothing leads from here to version {number}. Which one do you mean?", "show the versions", "undo")


def _steps(match: re.Match[str]) -> int:
    return 2 if (match["often"] or "").lower() == "twice" else max(1, count(match["steps"] or "1"))


def rendering(clause: str, turn: Turn) -> list[Said] | None:
    """The same script with another profile. A word that is no profile is one only if it was called so."""
    if not (match := _RENDER.fullmatch(clause)):
        return None
    known = {name.lower(): name for name in turn.context.profiles}
    if match["name"].lower() in known:
        return [Render(profile=known[match["name"].lower()])]
    if match["said"] or match["called"]:
        there = ", ".join(turn.context.profiles)
        choices = (f"render it with the {name} profile" for name in turn.context.profiles)
        raise Unclear(f"There is no profile '{match['name']}': there are {there}. Which one?", *choices)
    return None


def looking(clause: str, turn: Turn) -> list[Said] | None:
    """What is there, and what can be said."""
    if _HELP.fullmatch(clause):
        return [Show(what="help")]
    if _VERSIONS.fullmatch(clause):
        return [Show(what="versions")]
    if match := _SCENE.fullmatch(clause):
        mark = match["scene"] or match["asked"] or match["long"]
        if len(turn.found.ids(mark)) == 1 and not turn.found.is_film(mark):
            return [Show(what="scene", scene=turn.scene(mark))]
    return [Show()] if _SCRIPT.fullmatch(clause) else None


def naming(clause: str, turn: Turn) -> list[Said] | None:
    """The film's title."""
    match = _TITLE.fullmatch(clause)
    if not match or ((mark := re.match(r"\w+ (§[0-9]+)", clause)) and not turn.found.is_film(mark[1])):
        return None
    title = turn.plain(match["title"]).strip(" \"'“”")
    if not 0 < len(title) <= 120:
        raise Unclear("What is the film's title? At most 120 characters are kept.", "call the film The Long Way Home")
    return [SetTitle(title=title)]


def styling(clause: str, turn: Turn) -> list[Said] | None:
    """The film's style."""
    if _NO_STYLE.fullmatch(clause):
        return [SetStyle(style="")]
    if not (match := _STYLE.fullmatch(clause)):
        return None
    marks = [match[name] for name in ("what", "whole", "of", "given", "for") if (match[name] or "").startswith("§")]
    if any(not turn.found.is_film(mark) and len(turn.found.ids(mark)) < len(turn.script.scenes) for mark in marks):
        raise Unclear(
            "A style is for the whole film. Should all of it have it?", "make the film look like a watercolour"
        )
    words = next(match[name] for name in ("drawn", "known", "named", "used", "like") if match[name])
    style = re.sub(r"^(?:an?|the) | (?:style|look)$", "", turn.plain(words).strip(" \"'.")).strip()
    if not 0 < len(style) <= 200:
        raise Unclear("Which style? At most 200 characters are read.", "style: watercolour")
    return [SetStyle(style="" if style.lower() in ("none", "plain", "normal") else style)]
