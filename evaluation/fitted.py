"""The critic's own rule at a wanted rate of false positives: thresholds as calibrations set them, on takes of other
stories than those that are judged by them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from videostudio.evaluation.measured import JUDGED, TakeScores, rejecting
from videostudio.evaluation.takes import CLEAN
from videostudio.film.calibration import Calibration, Worse, worse
from videostudio.film.fingerprint import derive_seed
from videostudio.graphs.mismatched import Values, judged
from videostudio.tools.arrays import Doubles
from videostudio.tools.scoring.calibrating import LEAST_AUC, LEAST_TAKES, Key, Sample, Wrong, auc, calibrated

FOLDS = 2
"""Parts of the stories, each judged by thresholds that the others set."""


@dataclass(frozen=True)
class Fitted:
    """What critics say of a study's takes, each of the stories that had no part in its thresholds: `rejected` by
    TakeScores.key. `rejects` are the titles of the scores that may reject, of each critic."""

    rejected: Mapping[tuple[str, str], bool]
    rejects: tuple[tuple[str, ...], ...]


def fitted(takes: Sequence[TakeScores], rate: float) -> Fitted | None:
    """Critics for `rate` of clean takes rejected; None if thresholds would be set on fewer than LEAST_TAKES clean ones.
    Parts are drawn: faults come in turn, and every other story would never have some of them."""
    stories = sorted({take.story for take in takes}, key=lambda story: derive_seed("fold", story))
    rejected: dict[tuple[str, str], bool] = {}
    rejects = []
    for fold in (frozenset(stories[at::FOLDS]) for at in range(FOLDS)):
        others = [take for take in takes if take.story not in fold]
        if sum(take.fault == CLEAN for take in others) < LEAST_TAKES:
            return None
        critic = Calibration(scores=calibrated(_sample(others), rate)[0])
        rejected |= {take.key: bool(rejecting(take, critic)) for take in takes if take.story in fold}
        rejects.append(tuple(f"{one.subject}.{one.name}" for one in critic.scores if one.rejects))
    return Fitted(rejected, tuple(rejects))


def _sample(takes: Sequence[TakeScores]) -> Sample:
    """A score should see the kinds of fault that it tells from clean takes at all: those in which it is to find nothing
    would hide what it finds in others."""
    by_fault: dict[str, list[Values]] = {}
    for take in takes:
        by_fault.setdefault(take.fault, []).append(_values(take))
    clean = by_fault.pop(CLEAN)
    keys = sorted({key for values in clean for key in values})
    sound = {key: _column(clean, key) for key in keys}
    wrong: list[Wrong] = []
    for fault, faulty in by_fault.items():
        told = [key for key in keys if _tells(key, sound[key], _column(faulty, key))]
        wrong += (Wrong(fault, {key: values[key] for key in told if key in values}) for values in faulty)
    return Sample({key: column.tolist() for key, column in sound.items()}, wrong)


def _values(take: TakeScores) -> Values:
    return {key: value for subject in JUDGED for key, value in judged(subject, take.of(subject)).items()}


def _column(takes: Sequence[Values], key: Key) -> Doubles:
    """(n,) of the takes' values, NaN where unmeasured."""
    return np.array([values.get(key, math.nan) for values in takes], np.float64)


def _tells(key: Key, sound: Doubles, wrong: Doubles) -> bool:
    sign = 1.0 if worse(key.name) is Worse.HIGH else -1.0
    good, bad = (sign * values[~np.isnan(values)] for values in (sound, wrong))
    return bool(len(good) and len(bad)) and auc(good, bad) >= LEAST_AUC
