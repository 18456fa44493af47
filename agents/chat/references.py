"""Which scenes a sentence speaks of: "scene 2", "the last two scenes", "the scene where the dog sleeps".

Every reference becomes a mark in the text, so that the rules read one short word instead of twenty ways to count.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from videostudio.agents.chat.said import Unclear
from videostudio.agents.editing.saying import scenes_in_words
from videostudio.film.script import Script

MARK = "§"
"""Stands before the number of a group of scenes: "make §0 at night"."""

NUMBERS = {
    word: at
    for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_ORDINALS = {
    word: at
    for at, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
} | {"opening": 1, "last": -1, "final": -1, "closing": -1, "ending": -1}
_COUNT = rf"(?:[0-9]{{1,9}}|{'|'.join(NUMBERS)})"
_NOT_SECONDS = r"(?![0-9.]*[0-9])(?!\s*(?:s|sec|secs|seconds?|times)\b)"
_NUMBER = rf"(?:{_COUNT}\b{_NOT_SECONDS})"
_NOUN = r"(?:scenes?|shots?|clips?)"
_NTH = rf"(?:{'|'.join(_ORDINALS)}|[0-9]{{1,4}}(?:st|nd|rd|th))"
_REST = (
    r"(?=$|[,;.?!]| should | must | needs? | at (?:night|dawn|noon|dusk) | (?:slower|faster|longer|shorter|closer)\b)"
)

_REFERENCE = re.compile(
    "|".join(
        (
            r"(?P<film>\b(?:the )?(?:whole|entire|complete|full) (?:film|movie|video|story|thing)\b|\beverywhere\b"
            r"|\beverything\b|\b(?:the|this|my|our) (?:film|movie|video)\b)",
            rf"(?P<all>\b(?:all|every|each)(?: one)?(?: of)?(?: the)?(?: single)? {_NOUN}\b|\ball of them\b"
            r"|\ball(?= (?:but|except)\b))",
            rf"(?P<others>\b(?:all |every )?(?:the )?other {_NOUN}\b)",
            rf"(?P<some>\b(?:the )?(?P<end>first|last) (?P<many>{_COUNT}) {_NOUN}\b)",
            rf"(?P<range>\b{_NOUN} (?:number )?(?P<low>{_NUMBER})\s*(?:to|through|until|till|-|–)\s*(?P<high>{_NUMBER}))",
            rf"(?P<list>\b{_NOUN} (?:number |#)?{_NUMBER}(?:(?:\s*,\s*(?:and )?|\s*&\s*|\s+and\s+|\s*\+\s*){_NUMBER})*)",
            rf"(?P<nth>\b(?:the )?(?P<ordinal>{_NTH})(?: and(?: the)? (?P<also>{_NTH}))? (?:{_NOUN}|ones?)\b)",
            rf"(?P<barred>(?:(?<=\bbut )|(?<=\bexcept ))the (?P<bare>{_NTH})\b)",
            rf"(?P<beside>\b(?:the )?(?P<way>next|following|previous|preceding) (?:{_NOUN}|one)\b)",
            rf"(?P<told>\bthe {_NOUN} (?:where|in which|when|with|that shows) (?P<words>.+?){_REST})",
            rf"(?P<same>\b(?:this|that|the same) {_NOUN}\b|\b(?:these|those) {_NOUN}\b)",
        )
    ),
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    rf"{MARK}(?P<of>[0-9]+)(?P<rest>(?:(?!{MARK})[^;.!?])*?),?\s+(?:but|except|excluding|apart from|aside from|other than)"
    rf"(?: not)?(?: for| in| from)*\s+{MARK}(?P<out>[0-9]+)(?=(?P<more>[^,;.!?]*))"
)
_JOINED = re.compile(rf"{MARK}([0-9]+)(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+|\s*&\s*){MARK}([0-9]+)")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "of",
        "with",
        "by",
        "is",
        "are",
        "it",
        "its",
        "where",
        "when",
        "who",
        "whom",
        "that",
    ]
)


@dataclass
class Marked:
    """A sentence with marks for its scenes. `groups` are their ids, mark by mark, and `said` the words that stood there;
    `film` has the marks that mean the film as one."""

    text: str
    groups: list[tuple[str, ...]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    film: set[int] = field(default_factory=set)

    def ids(self, mark: str) -> tuple[str, ...]:
        """The scenes of a mark such as "§0"."""
        return self.groups[int(mark.removeprefix(MARK))]

    def is_film(self, mark: str) -> bool:
        """Whether a mark means the film as one."""
        return int(mark.removeprefix(MARK)) in self.film


def marked(text: str, script: Script, recent: tuple[str, ...]) -> Marked:
    """`text` with marks. Raises Unclear for scenes that there are not."""
    found = Marked("")

    def mark(match: re.Match[str]) -> str:
        if match["film"]:
            found.film.add(len(found.groups))
        found.groups.append(_scenes(match, script, recent))
        found.said.append(match[0])
        return f"{MARK}{len(found.groups) - 1}"

    found.text = _REFERENCE.sub(mark, text.replace(MARK, " "))
    while joined := _JOINED.search(found.text):
        both = (*found.groups[int(joined[1])], *found.groups[int(joined[2])])
        found.groups.append(tuple(dict.fromkeys(both)))
        found.said.append(f"{found.said[int(joined[1])]} and {found.said[int(joined[2])]}")
        found.text = f"{found.text[: joined.start()]}{MARK}{len(found.groups) - 1}{found.text[joined.end() :]}"
    found.text = _EXCEPT.sub(lambda match: _without(match, found, script), found.text)
    return found


def _without(match: re.Match[str], found: Marked, script: Script) -> str:
    """ "§0 at night but §1" as "§2 at night", with the scenes of the one that are not in the other. Raises Unclear."""
    if match["rest"].strip() and match["more"].strip():
        # "§0 at night but §1 at dawn" says two things.
        return match[0]
    of, out = (found.groups[int(match[name])] for name in ("of", "out"))
    left = tuple(one for one in of if one not in out)
    if not left or not set(out) <= set(of):
        raise Unclear(
            f"{scenes_in_words(script, out)} cannot be taken out of {scenes_in_words(script, of)}. Which ones do you mean?",
            "make every scene but scene 1 at night",
        )
    found.groups.append(left)
    found.said.append(scenes_in_words(script, left))
    return f"{MARK}{len(found.groups) - 1}{match['rest']}"


def count(word: str) -> int:
    """A number in digits or in letters."""
    return NUMBERS.get(word.lower()) or int(word)


def _scenes(match: re.Match[str], script: Script, recent: tuple[str, ...]) -> tuple[str, ...]:
    everyone = tuple(scene.id for scene in script.scenes)
    if match["film"] or match["all"]:
        return everyone
    if match["others"]:
        return tuple(one for one in everyone if one not in _same(script, recent)) or everyone
    if match["some"]:
        many = count(match["many"])
        return _existing(script, range(1, many + 1) if match["end"].lower() == "first" else range(-many, 0))
    if match["range"]:
        low, high = sorted((count(match["low"]), count(match["high"])))
        return _existing(script, range(low, high + 1))
    if match["list"]:
        return _existing(script, map(count, re.findall(rf"\b{_COUNT}\b", match["list"], re.IGNORECASE)))
    if match["nth"]:
        return _existing(script, (_place(word) for word in (match["ordinal"], match["also"]) if word))
    if match["barred"]:
        return _existing(script, (_place(match["bare"]),))
    if match["beside"]:
        return (_beside(match["way"], script, recent),)
    if match["told"]:
        return (_told(match["words"], script),)
    return _same(script, recent)


def _place(word: str) -> int:
    return _ORDINALS.get(word.lower()) or int(re.sub(r"\D", "", word))


def _existing(script: Script, numbers: Iterable[int]) -> tuple[str, ...]:
    """The scenes of these numbers, which count from 1, or from the end where they are negative."""
    have, ids = len(script.scenes), []
    for number in numbers:
        if number == 0 or not -have <= number <= have:
            there = "is one scene" if have == 1 else f"are {have} scenes"
            raise Unclear(f"There is no scene {abs(number)}: there {there}. Which one do you mean?", "show the script")
        ids.append(script.scenes[number - 1 if number > 0 else number].id)
    return tuple(dict.fromkeys(ids))


def _same(script: Script, recent: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(one for one in recent if one in {scene.id for scene in script.scenes})
    if not known:
        raise Unclear("Which scene do you mean?", *(f"scene {at}" for at in range(1, min(3, len(script.scenes)) + 1)))
    return known


def _beside(way: str, script: Script, recent: tuple[str, ...]) -> str:
    """The scene behind those spoken of last, or before them."""
    ids = [scene.id for scene in script.scenes]
    here = [ids.index(one) for one in _same(script, recent)]
    at = max(here) + 1 if way.lower() in ("next", "following") else min(here) - 1
    if not 0 <= at < len(ids):
        raise Unclear(f"There is no {way} scene: there are {len(ids)}. Which one do you mean?", "show the script")
    return ids[at]


def _told(words: str, script: Script) -> str:
    """The one scene whose event these words tell best."""
    wanted = _stems(words)
    ranked = sorted(((len(wanted & _stems(scene.event)), scene.id) for scene in script.scenes), reverse=True)
    best = [scene_id for shared, scene_id in ranked if shared == ranked[0][0]]
    if ranked[0][0] == 0:
        raise Unclear(f"No scene tells of '{words}'. Which one do you mean, by number?", "show the script")
    if len(best) > 1:
        which = scenes_in_words(script, sorted(best))
        raise Unclear(f"That may be {which}. Which one do you mean, by number?", "show the script")
    return best[0]


def _stems(words: str) -> set[str]:
    """Words without their endings, roughly: enough to find "sleeps" by "sleeping"."""
    found = re.findall(r"[a-z]+", words.lower())
    return {re.sub(r"(?:ing|es|ed|s)$", "", word) for word in found if word not in _SMALL}
