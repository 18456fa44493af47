"""A calibration: what scores come to when a take is right and when it is wrong, and where the line is drawn.

It belongs to one profile and one scorer. Nobody types its thresholds in: they are measured.
"""

import math
from collections.abc import Iterable
from enum import StrEnum

from pydantic import Field

from videostudio.film.identity import Identity
from videostudio.film.noun import Noun
from videostudio.film.requests import Subject
from videostudio.film.score import Score

POINTS = 33
"""Values a distribution is kept by: the least, the greatest, and 31 evenly between them in rank."""

HIGH_IS_BAD = frozenset({"still", "flicker", "wildness", "extra", "copy"})
"""Scores that a bad take has too much of; of all others it has too little."""

TOLD_ONLY = frozenset({"still", "camera_speed_ratio"})
"""Scores that explain another one and are never judged themselves: `motion` and `camera` judge what they tell."""

CHECKS = frozenset({"decodable", "size_matches", "length_matches", "fps_matches"})
"""Yes/no checks of a file. They need no calibration: a no rejects."""


PROBABILITIES = frozenset({"event_probability"})
"""Shares that people are told as probabilities, once a calibration says how."""

LEAST_SHARE = 5e-5
"""Half of what scores are kept to: a share of 0 is no more than this."""


def logit(share: float) -> float:
    """log(p / (1 - p)) of a share in [0, 1], finite at both ends."""
    kept = min(max(share, LEAST_SHARE), 1 - LEAST_SHARE)
    return math.log(kept / (1 - kept))


class Worse(StrEnum):
    """Which values of a score are bad ones."""

    LOW = "low"
    HIGH = "high"


def worse(name: str) -> Worse:
    """Which values of the score called `name` are bad ones."""
    return Worse.HIGH if name in HIGH_IS_BAD else Worse.LOW


class CalibratedScore(Noun):
    """One score of one subject. `by` is who measured it (as in Score.by: a score by anybody else is not calibrated).

    `threshold` is the last value that passes; `advisory` says why the score only advises, "" if it rejects.
    `matched` and `mismatched` are POINTS values each, ascending, of `takes` sound takes and of `pairs` in which
    something is wrong that the score should see; a take's value is the worst of all the score is about. `auc` is how
    well the two are told apart, in [0, 1]; `caught` the share of the mismatched beyond the threshold. `platt` makes a
    probability of a share: slope and offset of its logit."""

    subject: Subject
    name: str
    by: str
    unit: str = ""
    worse: Worse
    threshold: float | None = None
    advisory: str = ""
    matched: tuple[float, ...] = ()
    mismatched: tuple[float, ...] = ()
    takes: int = Field(default=0, ge=0)
    pairs: int = Field(default=0, ge=0)
    auc: float | None = None
    caught: float | None = None
    platt: tuple[float, float] | None = None

    def probability(self, value: float) -> float | None:
        """How probable it is, in [0, 1], that a take with this share is a sound one, where as many are not; None where
        nobody fitted it. Grows with the share, so thresholds mean what they meant."""
        if self.platt is None:
            return None
        slope, offset = self.platt
        return 1 / (1 + math.exp(-(slope * logit(value) + offset)))

    @property
    def rejects(self) -> bool:
        """Whether a value beyond the threshold is reason enough to shoot again."""
        return self.threshold is not None and not self.advisory

    def beyond(self, value: float) -> bool:
        """Whether `value` is worse than the threshold lets pass; never without a threshold."""
        if self.threshold is None:
            return False
        return value < self.threshold if self.worse is Worse.LOW else value > self.threshold

    def known_sound(self, value: float) -> bool:
        """Whether some sound take was as bad as `value`."""
        if not self.matched:
            return False
        return value >= self.matched[0] if self.worse is Worse.LOW else value <= self.matched[-1]

    def distance(self, value: float) -> float:
        """How far beyond the threshold `value` lies, >= 0, in matched spreads."""
        if self.threshold is None or not self.matched or not self.beyond(value):
            return 0.0
        return self.apart(value, self.threshold)

    def apart(self, value: float, other: float) -> float:
        """How far two values lie apart, >= 0, in matched spreads: what lies between the median sound take and the
        threshold. Infinite for what has neither."""
        if self.threshold is None or not self.matched:
            return math.inf
        spread = abs(self.matched[len(self.matched) // 2] - self.threshold)
        return abs(value - other) / max(spread, 1e-4)


class Calibration(Noun):
    """Everything measured for one profile. `scorer` and `generators` (entity imager, scene imager, scene filmer) are
    whom it was measured with, `false_rejects` the share of sound takes that it is meant to reject, over all scores
    together; `rejected` the share that it is expected to. Without anything in it, nothing is calibrated."""

    profile: str = ""
    scorer: Identity | None = None
    generators: tuple[Identity, ...] = ()
    false_rejects: float = Field(default=0.02, ge=0, lt=1)
    rejected: float | None = None
    takes: int = Field(default=0, ge=0)
    scores: tuple[CalibratedScore, ...] = ()

    def of(self, subject: Subject, score: Score) -> CalibratedScore | None:
        """What is known of `score`; None if it was not calibrated, or measured by somebody else."""
        found = self.named(subject, score.name)
        return found if found is not None and found.by == score.by else None

    def told(self, subject: Subject, scores: Iterable[Score]) -> tuple[Score, ...]:
        """`scores` as people are told them: a share that is calibrated as a probability says that too. No value
        changes."""
        return tuple(self._told(score, self.of(subject, score)) for score in scores)

    def _told(self, score: Score, known: CalibratedScore | None) -> Score:
        share = None if known is None or score.value is None else known.probability(score.value)
        if share is None:
            return score
        told = f"{score.explanation}; calibrated, it is {share:.0%} probable, where as many takes show it as do not"
        return score.model_copy(update={"explanation": told})

    def named(self, subject: Subject, name: str) -> CalibratedScore | None:
        """What is known of the score called `name`."""
        return next((one for one in self.scores if (one.subject, one.name) == (subject, name)), None)
