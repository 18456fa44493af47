"""Where to draw the line: thresholds for a wanted share of sound takes rejected, jointly over all scores.

Pure maths on values of sound ("matched") and wrong ("mismatched") takes. Inside, every value is a badness - the
score, or its negative where low is bad - so that higher is worse and a take is rejected above a threshold.

How thresholds are set. Every score has a level q of its own. Its threshold is its q-quantile from the bad end,
`Tail.at(q)`. Between order statistics it is linear; beyond the worst of n sound takes, where a small sample says
nothing, it follows an exponential tail fitted to the worst values (peaks over threshold; Pickands, 1975). Then it moves
on, away from the sound takes, for as long as no wrong take gets away: to the middle of the gap before the least bad
wrong take that it catches. A score that tells right from wrong perfectly costs no sound take at all.

The wanted share of sound takes that ANY score rejects is spent where it buys most: no score rejects at first, and
again and again that level of that score is taken which catches most more wrong takes for every sound take more that is
expected to be rejected, while it can be paid. That is the greedy rule for covering on a budget (Khuller, Moss and Naor,
1999). A sound take that stands out in several scores is paid once, and a wrong take that several scores see is caught
once: next to nothing is paid for seeing it again. Every kind of what can be wrong counts alike, however many takes it
has, unless the sample says otherwise.

Scores of a film come after all others and look at takes that those let pass. So what they see is caught a second time
over, and counts ACROSS of what it counts in the takes: a second look that costs little is worth having, one that is
dear is not.

Thresholds that were chosen on the very takes reject more of new ones, so only the share PLANNED of the wanted rate is
spent.

The small-sample correction: a new value lies beyond the k-th worst of n with probability k / (n + 1), not
(k - 1) / n. So a take on which a threshold stands counts as rejected, a threshold between two takes, or beyond all,
counts as a part of one more, and the count is divided by n + 1; n are the takes that the score could measure. The rate
is that of new takes which every score can measure, so that those it cannot (in a style most cannot) pay for none.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from videostudio.film.calibration import POINTS, PROBABILITIES, CalibratedScore, Worse, worse
from videostudio.film.requests import Subject
from videostudio.film.score import PRECISION_DIGITS
from videostudio.tools.arrays import Doubles
from videostudio.tools.scoring.platt import fitted

LEAST_TAKES = 50
"""Sound takes that it takes to fit a tail to."""
LEAST_PAIRS = 10
"""Wrong takes that it takes to see whether a score tells them from sound ones."""
LEAST_AUC = 0.8
"""A score that tells less would reject sound takes nearly as often as wrong ones: it advises."""
LEAST_CAUGHT = 0.1
"""A threshold that catches fewer of the wrong takes costs more than it brings; a score that has no better one that can
be paid advises."""
TAIL_SHARE, LEAST_TAIL = 0.05, 5
"""The worst values that a tail is fitted to: a share of them, and not fewer than that."""
LEAST_SCALE = 10.0**-PRECISION_DIGITS
"""Scores are kept to this: a tail cannot be thinner."""
RUNGS = 48
"""Levels that are tried for every score, each LADDER of the one above, the planned rate the highest."""
LADDER = 2.0**-0.25
PLANNED = 0.85
"""Share of the wanted rate that is spent on the takes that the thresholds are chosen on."""
AGAIN = 0.03
"""What a wrong take counts that another score catches already: enough for what costs next to nothing."""
ACROSS = 0.3
"""What a wrong take counts beside its film, if it was to be seen alone too."""
FREE = 1e-9
"""Cost below which a step is as good as free."""


class Key(NamedTuple):
    """Which score: of what, called what, measured by whom, in which unit."""

    subject: Subject
    name: str
    by: str
    unit: str = ""


class Wrong(NamedTuple):
    """A take that is not sound: `what` is wrong with it, and the values of the scores that should see it."""

    what: str
    values: Mapping[Key, float]


@dataclass(frozen=True)
class Sample:
    """What was measured. `matched` has one value for each of n sound takes, in the same order for every score, NaN
    where it could not be measured; `wrong` the takes that are not sound. `counts` is what each kind of them counts
    beside the others, 1 if it is not named."""

    matched: Mapping[Key, Sequence[float]]
    wrong: Sequence[Wrong]
    counts: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def sights(self) -> "tuple[Sight, ...]":
        """Every wrong take as it is seen alone, then as it is seen beside its film."""
        alone = [Sight(one.what, values, self._counts(one)) for one in self.wrong if (values := _of(one, film=False))]
        again = dict.fromkeys((sight.what for sight in alone), ACROSS)
        beside = [
            Sight(f"{one.what} across", values, self._counts(one) * again.get(one.what, 1.0))
            for one in self.wrong
            if (values := _of(one, film=True))
        ]
        return (*alone, *beside)

    def _counts(self, one: Wrong) -> float:
        return self.counts.get(one.what, 1.0)


class Sight(NamedTuple):
    """A wrong take, the values of the scores that look at it at one time, and what all of its kind count together."""

    what: str
    values: Mapping[Key, float]
    counts: float


def _of(one: Wrong, *, film: bool) -> dict[Key, float]:
    return {key: value for key, value in one.values.items() if (key.subject is Subject.FILM) is film}


@dataclass(frozen=True)
class Tail:
    """One score's badness: `sound` (n,) and `wrong` (m,) per take, NaN where it was not measured or should see
    nothing."""

    sound: Doubles
    wrong: Doubles

    @cached_property
    def worst_first(self) -> Doubles:
        """Measured sound values, descending."""
        return -np.sort(-self.sound[~np.isnan(self.sound)])

    @cached_property
    def seen(self) -> Doubles:
        """Measured wrong values, ascending."""
        return np.sort(self.wrong[~np.isnan(self.wrong)])

    @cached_property
    def scale(self) -> float:
        """Mean excess of the worst values over the next one: the exponential tail's scale."""
        values = self.worst_first
        count = min(max(LEAST_TAIL, round(TAIL_SHARE * len(values))), len(values) - 1)
        return max(LEAST_SCALE, float(np.mean(values[:count] - values[count])))

    def at(self, level: float) -> float:
        """The value that a share `level` in (0, 1) of sound takes is expected to reach or exceed."""
        values, rank = self.worst_first, level * (len(self.worst_first) + 1)
        if rank < 1:
            return float(values[0] - self.scale * math.log(rank))
        return float(np.interp(rank, np.arange(1, len(values) + 1), values))

    def threshold(self, level: float) -> float:
        """`at(level)`, moved on to the middle of the gap before the least bad wrong take beyond it."""
        start = self.at(level)
        caught = self.seen[self.seen > start]
        if not len(caught):
            return start
        others = np.concatenate([self.worst_first, self.seen])
        below = others[others < caught[0]]
        return max(start, float(caught[0] + below.max()) / 2) if len(below) else start

    @cached_property
    def each(self) -> float:
        """The share of new takes that each measured sound take stands for."""
        return 1 / (len(self.worst_first) + 1)

    def reached(self, threshold: float) -> Doubles:
        """(n,) `each` for sound takes that reach `threshold`, 0 for the others."""
        return np.where(self.sound >= threshold, self.each, 0.0)

    def part(self, threshold: float) -> float:
        """Of one more take than those that reach `threshold`, the part in [0, 1] that is expected to: how far the
        threshold stands towards the next of them, beyond all of them what the tail says."""
        values = self.worst_first
        reached = int(np.searchsorted(-values, -threshold, "right"))
        if reached == 0:
            return math.exp((float(values[0]) - threshold) / self.scale)
        if reached == len(values):
            return 0.0
        return float((values[reached - 1] - threshold) / (values[reached - 1] - values[reached]))


def calibrated(sample: Sample, rate: float, least_auc: float = LEAST_AUC) -> tuple[tuple[CalibratedScore, ...], float]:
    """Every score of `sample` with its threshold, and the share of sound takes expected to be rejected (at most
    `rate`). A score that cannot be calibrated, or tells less than `least_auc`, is advisory: it has its own threshold
    for `rate` where there is one, and takes no part in the joint ones."""
    tails = {key: _tail(key, sample) for key in sample.matched}
    reasons = {key: reason for key, tail in tails.items() if (reason := _unfit(tail, least_auc))}
    fit = {key: tail for key, tail in tails.items() if key not in reasons}
    thresholds = joint_thresholds(fit, _weights(sample.sights, fit.values()), PLANNED * rate)
    dear = "too many sound takes would be rejected for what it sees and others do not"
    reasons |= {key: dear for key in tails if key not in reasons and key not in thresholds}
    expected = rejected_share([tails[key] for key in thresholds], list(thresholds.values()))
    alone = {key: tail.threshold(rate) for key, tail in tails.items() if key in reasons and _many(tail)}
    lines = alone | thresholds
    return tuple(_score(key, tails[key], lines.get(key), reasons.get(key, "")) for key in tails), expected


def joint_thresholds(tails: Mapping[Key, Tail], weights: Doubles, rate: float) -> dict[Key, float]:
    """A threshold for every score that may reject, so that `rejected_share` of all is at most `rate`; see the module's
    docstring. `weights` (m,) is what each wrong take counts. Scores that would cost too much for LEAST_CAUGHT of their
    wrong takes are not in it."""
    ladders = {key: _ladder(tail, rate) for key, tail in tails.items()}
    taken: dict[Key, _Rung] = {}
    nothing = _Rung(math.inf, np.zeros(_takes(tails.values())), 0.0, np.zeros(len(weights), bool))
    reached, parts, caught = nothing.reached, nothing.part, nothing.caught
    while True:
        share = float(reached.sum()) + parts
        best, worth = None, 0.0
        for key, ladder in ladders.items():
            now = taken.get(key, nothing)
            for rung in ladder:
                cost = float(np.maximum(reached, rung.reached).sum()) + parts - now.part + rung.part - share
                fresh = rung.caught & ~now.caught
                gain = float(weights[fresh & ~caught].sum() + AGAIN * weights[fresh & caught].sum()) / max(cost, FREE)
                if share + cost <= rate and gain > worth:
                    best, worth = (key, rung), gain
        if best is None:
            return {key: rung.threshold for key, rung in taken.items()}
        key, rung = best
        parts += rung.part - taken.get(key, nothing).part
        reached, caught, taken[key] = np.maximum(reached, rung.reached), caught | rung.caught, rung


@dataclass(frozen=True)
class _Rung:
    """What one level of one score means: its `threshold`, the share of new takes that every sound take stands for which
    reaches it (n,) and that the part of one more stands for, and the wrong takes that it catches (m,)."""

    threshold: float
    reached: Doubles
    part: float
    caught: NDArray[np.bool_]


def _ladder(tail: Tail, rate: float) -> list[_Rung]:
    """The levels of a score that catch enough to be worth having."""
    thresholds = dict.fromkeys(tail.threshold(rate * LADDER**rung) for rung in range(RUNGS))
    worth = (one for one in thresholds if _caught(tail, one) >= LEAST_CAUGHT)
    return [_Rung(one, tail.reached(one), tail.part(one) * tail.each, tail.wrong > one) for one in worth]


def _weights(sights: Sequence[Sight], tails: Iterable[Tail]) -> Doubles:
    """(m,) for `sights`: what each kind counts, shared evenly by its takes that any of `tails` has measured."""
    told = np.zeros(len(sights), bool)
    for tail in tails:
        told |= ~np.isnan(tail.wrong)
    takes = Counter(sight.what for sight, one in zip(sights, told, strict=True) if one)
    shares = [sight.counts / takes[sight.what] if one else 0.0 for sight, one in zip(sights, told, strict=True)]
    return np.array(shares, np.float64)


def _takes(tails: Iterable[Tail]) -> int:
    return next((len(tail.sound) for tail in tails), 0)


def rejected_share(tails: Sequence[Tail], thresholds: Sequence[float]) -> float:
    """The share of new sound takes that these thresholds are expected to reject; see the module's docstring."""
    reached, parts = np.zeros(_takes(tails)), 0.0
    for tail, threshold in zip(tails, thresholds, strict=True):
        reached = np.maximum(reached, tail.reached(threshold))
        parts += tail.part(threshold) * tail.each
    return float(reached.sum()) + parts


def auc(sound: Doubles, wrong: Doubles) -> float:
    """P(wrong > sound) + P(wrong = sound) / 2 of a random pair, [0, 1] (Mann and Whitney, 1947)."""
    ranked = np.sort(sound)
    below = np.searchsorted(ranked, wrong, "left") + np.searchsorted(ranked, wrong, "right")
    return float(below.mean() / (2 * len(ranked)))


def _tail(key: Key, sample: Sample) -> Tail:
    sign = 1.0 if worse(key.name) is Worse.HIGH else -1.0
    wrong = np.array([sight.values.get(key, math.nan) for sight in sample.sights], np.float64)
    return Tail(sign * np.asarray(sample.matched[key], np.float64), sign * wrong)


def _many(tail: Tail) -> bool:
    return len(tail.worst_first) >= LEAST_TAKES


def _unfit(tail: Tail, least_auc: float) -> str:
    """Why a score can only advise, "" if it may reject."""
    takes, pairs = len(tail.worst_first), len(tail.seen)
    if not _many(tail):
        return f"measured on {takes} sound takes, it needs {LEAST_TAKES}"
    if pairs < LEAST_PAIRS:
        return f"measured on {pairs} takes in which it should see something wrong, it needs {LEAST_PAIRS}"
    told = auc(tail.worst_first, tail.seen)
    return f"it does not tell right from wrong: AUC {told:.2f}, wanted {least_auc}" if told < least_auc else ""


def _caught(tail: Tail, threshold: float) -> float:
    return float((tail.seen > threshold).mean())


def _score(key: Key, tail: Tail, threshold: float | None, advisory: str) -> CalibratedScore:
    direction = worse(key.name)
    sign = 1.0 if direction is Worse.HIGH else -1.0
    both = len(tail.worst_first) and len(tail.seen)
    return CalibratedScore(
        subject=key.subject,
        name=key.name,
        by=key.by,
        unit=key.unit,
        worse=direction,
        threshold=None if threshold is None else round(sign * threshold, PRECISION_DIGITS),
        advisory=advisory,
        matched=_points(sign * tail.worst_first),
        mismatched=_points(sign * tail.seen),
        takes=len(tail.worst_first),
        pairs=len(tail.seen),
        auc=round(auc(tail.worst_first, tail.seen), PRECISION_DIGITS) if both else None,
        caught=round(_caught(tail, threshold), PRECISION_DIGITS) if both and threshold is not None else None,
        platt=fitted(sign * tail.worst_first, sign * tail.seen) if key.name in PROBABILITIES else None,
    )


def _points(values: Doubles) -> tuple[float, ...]:
    if not len(values):
        return ()
    return tuple(round(float(value), PRECISION_DIGITS) for value in np.quantile(values, np.linspace(0, 1, POINTS)))
