"""The critic: measured scores in, a verdict out. It reads no pixels and knows no model.

What could not be measured (value None, or not a number) never rejects; the score itself tells why, and
`unmeasured` collects it for whoever reports.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from videostudio.film.score import Score
from videostudio.film.take import Take
from videostudio.film.verdict import Gap, Verdict, VerdictKind

YES = 1.0
"""Checks that hold or do not."""

CONTRAST_LEVELS = 3.0
"""A single colour measures under 1 even after encoding; fog with one faint figure in it measures 5 and more."""

COVERAGE_SHARE = 0.02
"""A figure that fills less of its own reference cannot be recognised by."""

MOTION_SHARE = 0.25
"""A figure may pause, a frozen clip never differs: pictures a quarter of a second apart differ at least once
a second on average."""

CAMERA_AGREEMENT = 0.6
"""Accepts the scripted move off by up to 40 %. The next slower speed reaches 0.5, the opposite or no move 0."""

PLACE_LIKENESS = 0.87
"""Four scenes each at the animatic's 45 sets by day, night and fog, with any cast and camera, two wide, one medium and
one close: of 201 such groups 9 hold a sound scene below this (the least alike 0.76: close shots in fog), and none one
in wrong colours (the most alike 0.849)."""


class Rule(NamedTuple):
    """`score` has to reach `least`; `fault` says in words what it means if it does not. Rules stand in order
    of severity: a take that breaks an earlier one is worse."""

    score: str
    least: float
    fault: str


_FILE = (
    Rule("decodable", YES, "cannot be decoded"),
    Rule("size_matches", YES, "has the wrong size"),
)
_BLANK = Rule("contrast", CONTRAST_LEVELS, "is blank")

REFERENCE_RULES = (*_FILE, _BLANK, Rule("coverage", COVERAGE_SHARE, "shows hardly anything"))
IMAGE_RULES = (*_FILE, _BLANK)
CLIP_RULES = (
    *_FILE,
    Rule("length_matches", YES, "has the wrong length"),
    Rule("fps_matches", YES, "has the wrong frame rate"),
    _BLANK,
    Rule("motion", MOTION_SHARE, "stands still"),
    Rule("camera", CAMERA_AGREEMENT, "does not follow the scripted camera"),
)
FILM_RULES = (Rule("place_match", PLACE_LIKENESS, "does not look like the other scenes at its place"),)

UNSCRIPTED = frozenset({"decodable", "size_matches", "length_matches", "fps_matches"})
"""Faults of a file, which other words in the script would not mend."""

_SEVERITY = {rule.score: len(CLIP_RULES) - rank for rank, rule in enumerate(CLIP_RULES)}
_LEAST = {rule.score: rule.least for rule in (*REFERENCE_RULES, *CLIP_RULES, *FILM_RULES)}
_UNJUDGED = _SEVERITY["motion"]
"""A clip nobody could measure ranks like one that stands still: better than a blank one, worse than one whose
camera is known to be a little off."""


def judge_reference(scores: Sequence[Score]) -> Verdict:
    """The verdict on one reference picture: accept, or reshoot with what is wrong."""
    return _word(_gaps(scores, REFERENCE_RULES, "the reference"), rewrite=False)


def judge_image(
    scores: Sequence[Score], *, attempt: int, attempts: int, rewrites_left: int, history: Sequence[Verdict] = ()
) -> Verdict:
    """The verdict on one scene image; see `judge_clip`."""
    gaps = _gaps(scores, IMAGE_RULES, "the scene image")
    return _word(gaps, rewrite=attempt >= attempts and rewrites_left > 0 and _stood_throughout(gaps, history))


def judge_clip(
    scores: Sequence[Score], *, attempt: int, attempts: int, rewrites_left: int, history: Sequence[Verdict] = ()
) -> Verdict:
    """The verdict on one clip: the `attempt`-th of at most `attempts` takes in this round, 1 being the first.

    `history` holds the verdicts on the earlier takes of this version of the script. When the last attempt
    fails, one gap stood in every one of them, the script can do something about it and a rewrite is left, the
    scene is to be rewritten; every other failure asks for another take, which the machine grants or not."""
    gaps = _gaps(scores, CLIP_RULES, "the clip")
    return _word(gaps, rewrite=attempt >= attempts and rewrites_left > 0 and _stood_throughout(gaps, history))


def judge_film(scores: Sequence[Score]) -> tuple[Gap, ...]:
    """The scenes that do not fit the rest of the film: one gap each, `about` the scene."""
    return _gaps(scores, FILM_RULES, "the scene")


def unmeasured(scores: Sequence[Score]) -> tuple[str, ...]:
    """One sentence for every score that could not be measured."""
    return tuple(f"{score.name}: {score.explanation}" for score in scores if _value(score) is None)


def best_take(takes: Iterable[Take]) -> Take | None:
    """The take to keep when none passed: the one whose worst gap weighs least, then the one with fewer gaps,
    then the one that missed by less, then the earliest. Takes without a clip are no choice."""
    filmed = [take for take in takes if take.clip is not None]
    return min(filmed, key=_badness, default=None)


def _badness(take: Take) -> tuple[float, int, float, int]:
    if take.verdict is None:
        return _UNJUDGED, 0, 0.0, take.attempt
    gaps = take.verdict.gaps
    worst = max((_SEVERITY.get(gap.score, 1) for gap in gaps), default=0)
    return worst, len(gaps), sum(_missed_by(gap, take.scores) for gap in gaps), take.attempt


def _missed_by(gap: Gap, scores: Sequence[Score]) -> float:
    """How far a gap's score fell short of what it has to reach, in shares of that."""
    least = _LEAST.get(gap.score)
    for score in scores:
        if (score.name, score.about) == (gap.score, gap.about) and least and (value := _value(score)) is not None:
            return max(0.0, 1 - value / least)
    return 1.0


def _gaps(scores: Sequence[Score], rules: Sequence[Rule], what: str) -> tuple[Gap, ...]:
    return tuple(
        Gap(score=rule.score, about=score.about, text=_text(rule, score, what))
        for rule in rules
        for score in scores
        if score.name == rule.score and (value := _value(score)) is not None and value < rule.least
    )


def _text(rule: Rule, score: Score, what: str) -> str:
    if rule.least == YES:
        return f"{what} {rule.fault}: {score.explanation}"
    return f"{what} {rule.fault}: {score.explanation} ({score.value:g} of at least {rule.least:g} {score.unit})"


def _value(score: Score) -> float | None:
    return None if score.value is None or math.isnan(score.value) else score.value


def _word(gaps: tuple[Gap, ...], *, rewrite: bool) -> Verdict:
    if not gaps:
        return Verdict(kind=VerdictKind.ACCEPT)
    return Verdict(kind=VerdictKind.REWRITE if rewrite else VerdictKind.RESHOOT, gaps=gaps)


def _stood_throughout(gaps: Sequence[Gap], history: Sequence[Verdict]) -> bool:
    """Whether one of `gaps` that words could mend stood in every verdict of `history` too."""
    standing = {(gap.score, gap.about) for gap in gaps if gap.score not in UNSCRIPTED}
    for verdict in history:
        standing &= {(gap.score, gap.about) for gap in verdict.gaps}
    return bool(standing)
