"""The critic: measured scores and a calibration in, a verdict out. It reads no pixels and knows no model.

A score rejects where its calibration says so; one without, or one whose calibration was made for another scorer,
advises: the verdict tells it and does not count it. The yes/no checks of a file need no calibration. What could not
be measured (value None, or not a number) never rejects; the score itself tells why, and `unmeasured` collects it.

A sound take is rejected now and then, and a generator that draws the same again would be rejected for the same each
time. So the critic doubts a gap that the take before had with about the same value, if sound takes have been known to
have such values: then it advises. What no sound take has been known to have, or what changes, is a gap each time, and
so is what was seen in the picture before and is seen in the clip now: that is another measurement.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from videostudio.film.calibration import CHECKS, TOLD_ONLY, CalibratedScore, Calibration, Worse
from videostudio.film.requests import Subject
from videostudio.film.score import Frames, Score
from videostudio.film.take import Take, unfilmed
from videostudio.film.verdict import Gap, Verdict, VerdictKind


class Fault(NamedTuple):
    """What a bad value of a score means in words, {about} being whom or what it is about. `grade` is how bad
    that is: of two takes that did not pass the one with the lower worst grade is kept."""

    words: str
    grade: int


WRONG, USELESS, BROKEN = 2, 3, 4
"""Grades: something is not as scripted; nothing can be seen; not the file that was asked for. 1 is a blemish."""

FAULTS = {
    "decodable": Fault("cannot be decoded", BROKEN + 1),
    "size_matches": Fault("has the wrong size", BROKEN),
    "length_matches": Fault("has the wrong length", BROKEN),
    "fps_matches": Fault("has the wrong frame rate", BROKEN),
    "contrast": Fault("is blank", USELESS),
    "coverage": Fault("shows hardly anything", USELESS),
    "motion": Fault("stands still", WRONG),
    "presence": Fault("does not show {about}", WRONG),
    "identity": Fault("does not show {about} as its reference has it", WRONG),
    "colours": Fault("does not show {about} in its own colours", WRONG),
    "extra": Fault("shows {about} more than once", WRONG),
    "copy": Fault("is only a reference, pasted", WRONG),
    "event": Fault("does not show what happens", WRONG),
    "event_probability": Fault("could as well show another event", WRONG),
    "place": Fault("is set somewhere else", WRONG),
    "palette": Fault("does not have its place's colours", WRONG),
    "daylight": Fault("is set at another time of day", WRONG),
    "text_match": Fault("does not look as described", WRONG),
    "entity_match": Fault("shows {about} unlike in the other scenes", WRONG),
    "colours_match": Fault("shows {about} in other colours than the other scenes", WRONG),
    "place_match": Fault("does not look like the other scenes at its place", WRONG),
    "camera": Fault("does not follow the scripted camera", 1),
    "frame_consistency": Fault("changes from frame to frame", 1),
    "flicker": Fault("flickers", 1),
    "wildness": Fault("moves too wildly", 1),
}
"""In the order in which a verdict names them."""

UNSCRIPTED = CHECKS
"""Faults of a file, which other words in the script would not mend."""

_ORDER = {name: rank for rank, name in enumerate(FAULTS)}
FAR = 10.0
"""A distance that known faults seldom reach, in matched spreads: what is not known is no better than they are."""
MICRO = 1_000_000
SAME = 0.25
"""Matched spreads within which two takes have the same value."""
_UNJUDGED = WRONG
"""A clip nobody could measure ranks like one that stands still: better than a blank one, worse than one whose
camera is known to be a little off."""


def judge_reference(scores: Sequence[Score], calibration: Calibration) -> Verdict:
    """The verdict on one reference picture: accept, or reshoot with what is wrong."""
    gaps = _gaps(scores, calibration, Subject.REFERENCE)
    return _word(gaps, _advice(scores, calibration, Subject.REFERENCE), rewrite=False)


def judge_image(
    scores: Sequence[Score],
    calibration: Calibration,
    *,
    attempt: int,
    attempts: int,
    rewrites_left: int,
    history: Sequence[Verdict] = (),
) -> Verdict:
    """The verdict on one scene image; see `judge_clip`."""
    return _in_round(scores, calibration, Subject.IMAGE, attempt >= attempts and rewrites_left > 0, history)


def judge_clip(
    scores: Sequence[Score],
    calibration: Calibration,
    *,
    attempt: int,
    attempts: int,
    rewrites_left: int,
    history: Sequence[Verdict] = (),
) -> Verdict:
    """The verdict on one clip: the `attempt`-th of at most `attempts` takes in this round, 1 being the first.

    `history` holds the verdicts on the earlier takes of this version of the script. When the last attempt
    fails, one gap stood in every one of them, the script can do something about it and a rewrite is left, the
    scene is to be rewritten; every other failure asks for another take, which the machine grants or not."""
    return _in_round(scores, calibration, Subject.CLIP, attempt >= attempts and rewrites_left > 0, history)


def with_picture(clip: Verdict, picture: Verdict) -> Verdict:
    """The verdict on a take whose picture was filmed although it may not have passed: what is wrong with either."""
    if not picture.gaps:
        return clip
    kind = clip.kind if clip.gaps else VerdictKind.RESHOOT
    return clip.model_copy(update={"kind": kind, "gaps": (*picture.gaps, *clip.gaps)})


def judge_film(scores: Sequence[Score], calibration: Calibration) -> Verdict:
    """The verdict on scenes that are seen together, a gap for each that does not fit the rest of the film: `about` the
    scene."""
    gaps = _gaps(scores, calibration, Subject.FILM)
    return _word(gaps, _advice(scores, calibration, Subject.FILM), rewrite=False)


def unmeasured(scores: Sequence[Score]) -> tuple[str, ...]:
    """One sentence for every reason why scores could not be measured, with their names."""
    reasons: dict[str, dict[str, None]] = {}
    for score in scores:
        if _value(score) is None:
            reasons.setdefault(score.explanation, {})[score.name] = None
    return tuple(f"{', '.join(names)}: {reason}" for reason, names in reasons.items())


def blind_in(style: str) -> str:
    """What the critic cannot judge of a film in `style`, in words; "" without one. See tools/scoring/styled.py."""
    if not style:
        return ""
    return (
        f"in the style '{style}' the critic does not judge who is seen and where: references are drawn without it, and "
        "what differs may be the style's"
    )


def best_take(takes: Iterable[Take], calibration: Calibration) -> Take | None:
    """The take to keep when none passed: the one whose worst gap is of the lowest grade, then the one whose gaps
    together lie least beyond their thresholds, in units of what sound takes differ by, then the earliest. Takes
    without a clip are no choice."""
    return _best((take for take in takes if take.clip is not None), calibration)


def best_picture(takes: Iterable[Take], calibration: Calibration) -> Take | None:
    """The take whose picture to film when none of the pictures passed, by the same order. None where there is a clip
    already, or no picture that was judged."""
    return _best(unfilmed(takes), calibration)


def _best(takes: Iterable[Take], calibration: Calibration) -> Take | None:
    return min(takes, key=lambda take: _badness(take, calibration), default=None)


def _badness(take: Take, calibration: Calibration) -> tuple[int, float, int]:
    if take.verdict is None:
        return _UNJUDGED, 0.0, take.attempt
    gaps = take.verdict.gaps
    worst = max((_fault(gap.score).grade for gap in gaps), default=0)
    return worst, sum(_missed_by(gap, take, calibration) for gap in gaps), take.attempt


def _missed_by(gap: Gap, take: Take, calibration: Calibration) -> float:
    """How far a gap's score lies beyond its threshold, in matched spreads; FAR where nobody knows."""
    for score in take.image_scores if take.clip and gap.subject is Subject.IMAGE else take.scores:
        known = calibration.of(gap.subject or Subject.CLIP, score)
        if (score.name, score.about) == (gap.score, gap.about) and known and (value := _value(score)) is not None:
            return known.distance(value)
    return FAR


def _in_round(
    scores: Sequence[Score], calibration: Calibration, subject: Subject, last: bool, history: Sequence[Verdict]
) -> Verdict:
    found = _gaps(scores, calibration, subject)
    doubted = [gap for gap in found if _doubted(gap, scores, calibration, subject, history)]
    gaps = tuple(gap for gap in found if gap not in doubted)
    advice = (*(_doubt(gap) for gap in doubted), *_advice(scores, calibration, subject))
    return _word(gaps, advice, rewrite=last and _stood_throughout(gaps, history))


def _word(gaps: tuple[Gap, ...], advice: tuple[Gap, ...], *, rewrite: bool) -> Verdict:
    if not gaps:
        return Verdict(kind=VerdictKind.ACCEPT, advice=advice)
    return Verdict(kind=VerdictKind.REWRITE if rewrite else VerdictKind.RESHOOT, gaps=gaps, advice=advice)


def _doubted(
    gap: Gap, scores: Sequence[Score], calibration: Calibration, subject: Subject, history: Sequence[Verdict]
) -> bool:
    """Whether the take before had this gap too, with about the same value, and sound takes have such values."""
    last = history[-1].gaps if history else ()
    before = next((one for one in last if one.subject is subject and _named(one) == _named(gap)), None)
    known = next((calibration.of(subject, one) for one in scores if (one.name, one.about) == _named(gap)), None)
    if before is None or known is None or gap.value_micro is None or before.value_micro is None:
        return False
    now, then = gap.value_micro / MICRO, before.value_micro / MICRO
    return known.known_sound(now) and known.apart(now, then) <= SAME


def _doubt(gap: Gap) -> Gap:
    return gap.model_copy(
        update={"text": f"doubted, since two takes were the same, and so are some sound ones: {gap.text}"}
    )


def _named(gap: Gap) -> tuple[str, str]:
    return gap.score, gap.about


def _gaps(scores: Sequence[Score], calibration: Calibration, subject: Subject) -> tuple[Gap, ...]:
    """What is wrong, in the order of FAULTS."""
    found = (_gap(score, calibration.of(subject, score), subject) for score in scores)
    return tuple(sorted((gap for gap in found if gap), key=lambda gap: _ORDER.get(gap.score, len(_ORDER))))


def _gap(score: Score, known: CalibratedScore | None, subject: Subject) -> Gap | None:
    value = _value(score)
    if value is None or score.name in TOLD_ONLY:
        return None
    if score.name in CHECKS:
        return _said(score, subject, score.explanation) if value < 1 else None
    if known is None or not known.rejects or not known.beyond(value):
        return None
    return _said(score, subject, f"{score.explanation} ({_figures(score, known)})")


def _advice(scores: Sequence[Score], calibration: Calibration, subject: Subject) -> tuple[Gap, ...]:
    """What the scores that may not reject would say."""
    found = []
    for score in scores:
        known = calibration.of(subject, score)
        if _value(score) is None or score.name in TOLD_ONLY | CHECKS or (known and known.rejects):
            continue
        figures = f"{score.value:g} {score.unit}".strip() if known is None else _figures(score, known)
        why = known.advisory if known else _uncalibrated(score, calibration.named(subject, score.name))
        found.append(_of(score, subject, f"advisory: {figures}; {why}"))
    return tuple(found)


def _uncalibrated(score: Score, other: CalibratedScore | None) -> str:
    return "not calibrated" if other is None else f"calibrated for {other.by}, measured by {score.by}"


def _said(score: Score, subject: Subject, told: str) -> Gap:
    whom = score.entity or ("" if subject is Subject.FILM else score.about)
    words = _fault(score.name).words.format(about=f"'{whom}'" if whom else "somebody")
    value = _value(score)
    micro = round(value * MICRO) if value is not None and math.isfinite(value * MICRO) else None
    gap = _of(score, subject, f"{_THE[subject]} {words}{_where(score.frames)}: {told}")
    return gap.model_copy(update={"value_micro": micro})


def _of(score: Score, subject: Subject, text: str) -> Gap:
    """What `text` says of a score."""
    return Gap(
        score=score.name, about=score.about, text=text, subject=subject, entity=score.entity, frames=score.frames
    )


def _where(frames: Frames | None) -> str:
    """ " in frames 12 to 35"; "" where nobody knows."""
    if frames is None:
        return ""
    first, last = frames
    return f" in frame {first}" if first == last else f" in frames {first} to {last}"


_THE = {
    Subject.REFERENCE: "the reference",
    Subject.IMAGE: "the scene image",
    Subject.CLIP: "the clip",
    Subject.FILM: "the scene",
}


def _figures(score: Score, known: CalibratedScore) -> str:
    """ "0.5 of at least 0.6 agreement"."""
    if known.threshold is None:
        return f"{score.value:g} {score.unit}".strip()
    limit = "at least" if known.worse is Worse.LOW else "at most"
    return f"{score.value:g} of {limit} {known.threshold:g} {score.unit}".strip()


def _fault(name: str) -> Fault:
    return FAULTS.get(name, Fault(f"has an unlikely {name.replace('_', ' ')}", 1))


def _value(score: Score) -> float | None:
    return None if score.value is None or math.isnan(score.value) else score.value


def _stood_throughout(gaps: Sequence[Gap], history: Sequence[Verdict]) -> bool:
    """Whether one of `gaps` that words could mend stood in every verdict of `history` too."""
    standing = {_named(gap) for gap in gaps if gap.score not in UNSCRIPTED}
    for verdict in history:
        standing &= {_named(gap) for gap in verdict.gaps}
    return bool(standing)
