"""What a critic study found, from the scores of its takes: pure arithmetic on the raw file."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from videostudio.evaluation.fitted import Fitted, fitted
from videostudio.evaluation.measured import Measured, TakeScores, rejecting
from videostudio.evaluation.rejects import false_rejects
from videostudio.evaluation.roc import interval, threshold_at, tpr_at
from videostudio.evaluation.shares import counted
from videostudio.evaluation.takes import CLEAN
from videostudio.film.calibration import HIGH_IS_BAD, Calibration
from videostudio.tools.arrays import Doubles
from videostudio.tools.scoring.calibrating import auc

AROUND_ONE = frozenset({"camera_speed_ratio"})
"""Ratios that should be 1: twice is as bad as half."""
RATE = 0.01
"""Of false positives at which true ones are counted."""
LEAST_UNIT = 1e-3
"""Scores are kept to 1e-4: closer than this, clean takes are all alike."""


def findings(takes: Sequence[TakeScores], calibration: Calibration, seed: int = 0) -> dict[str, Any]:
    """Everything the study says, as JSON: per kind of fault what moved, how well every score and the joint verdict
    tell it from clean takes, with 95 % intervals; what the thresholds of `calibration` do; and what the critic does
    with thresholds for RATE, `fitted` to takes of other stories, at the false positives it then really has."""
    clean = [take for take in takes if take.fault == CLEAN]
    by_fault = _by_fault(takes)
    names = score_names(takes)
    badness = {name: {take.key: worst(take, name) for take in takes} for name in names}
    joint = joint_badness(takes, badness)
    other = fitted(takes, RATE)
    return {
        "clean": false_rejects(clean, calibration),
        "fitted": other and {"wanted": RATE, "clean": _by_other(other, clean), "scores": other.rejects},
        "faults": {
            fault: {
                "takes": len(faulty),
                "scores": _moved(names, badness, clean, faulty),
                "best": _best(names, badness, clean, faulty, seed),
                "joint": _told(joint, clean, faulty, seed),
                "fitted": other and _by_other(other, faulty),
                "shipped": counted(bool(rejecting(take, calibration)) for take in faulty),
            }
            for fault, faulty in by_fault.items()
        },
    }


def score_names(takes: Sequence[TakeScores]) -> list[str]:
    """What was measured: "clip.camera" and the like."""
    return sorted({score.title for take in takes for score in take.scores})


def worst(take: TakeScores, name: str) -> float:
    """How bad a take is by the score `subject.name`: the worst of all it is measured about; -inf if unmeasured."""
    values = (_bad(score) for score in take.scores if score.title == name)
    return max(values, default=-math.inf)


def joint_badness(
    takes: Sequence[TakeScores], badness: Mapping[str, Mapping[tuple[str, str], float]]
) -> dict[tuple[str, str], float]:
    """How rare a take's rarest score is among clean takes, as -log of the share of them that are at least as bad;
    beyond the worst of them it grows with the distance from their median, whose distance from the worst is one unit.
    Every story is measured against the clean takes of all others, so that no take helps to set its own limits."""
    clean = [take for take in takes if take.fault == CLEAN]
    by_story: dict[int, list[TakeScores]] = defaultdict(list)
    for take in takes:
        by_story[take.story].append(take)
    found: dict[tuple[str, str], float] = {}
    for story, own in by_story.items():
        others = [take.key for take in clean if take.story != story]
        limits = {name: _sorted([values[key] for key in others]) for name, values in badness.items()}
        for take in own:
            key = take.key
            found[key] = max((_rarity(badness[name][key], limits[name]) for name in badness), default=-math.inf)
    return found


def _by_other(other: Fitted, takes: Sequence[TakeScores]) -> dict[str, Any]:
    return counted(other.rejected[take.key] for take in takes)


def _moved(
    names: Iterable[str],
    badness: Mapping[str, Mapping[tuple[str, str], float]],
    clean: Sequence[TakeScores],
    faulty: Sequence[TakeScores],
) -> dict[str, Any]:
    """Scores that tell the fault from clean takes at all, the best first."""
    told = {}
    for name in names:
        good, bad = (values_of(badness[name], takes) for takes in (clean, faulty))
        area = auc(good, bad)
        told[name] = {
            "auc": round(area, 4),
            "tpr": round(tpr_at(good, bad, RATE), 4),
            "measured": round(float(np.isfinite(bad).mean()), 4),
        }
    return dict(sorted(told.items(), key=lambda item: -abs(item[1]["auc"] - 0.5)))


def _best(
    names: Iterable[str],
    badness: Mapping[str, Mapping[tuple[str, str], float]],
    clean: Sequence[TakeScores],
    faulty: Sequence[TakeScores],
    seed: int,
) -> dict[str, Any]:
    """The single score with the highest true-positive rate, and by area where several have it."""

    def merit(name: str) -> tuple[float, float]:
        good, bad = (values_of(badness[name], takes) for takes in (clean, faulty))
        return tpr_at(good, bad, RATE), auc(good, bad)

    best = max(names, key=merit)
    return {"score": best, **_told(badness[best], clean, faulty, seed)}


def _told(
    values: Mapping[tuple[str, str], float], clean: Sequence[TakeScores], faulty: Sequence[TakeScores], seed: int
) -> dict[str, Any]:
    good, bad = values_of(values, clean), values_of(values, faulty)
    low, high = interval(lambda g, b: tpr_at(g, b, RATE), good, bad, seed)
    return {
        "auc": round(auc(good, bad), 4),
        "tpr": round(tpr_at(good, bad, RATE), 4),
        "tpr_interval": [round(low, 4), round(high, 4)],
        "threshold": _finite(threshold_at(good, RATE)),
    }


def values_of(values: Mapping[tuple[str, str], float], takes: Sequence[TakeScores]) -> Doubles:
    """(N,) of the takes' values."""
    return np.array([values[take.key] for take in takes], np.float64)


def _by_fault(takes: Sequence[TakeScores]) -> dict[str, list[TakeScores]]:
    found: dict[str, list[TakeScores]] = defaultdict(list)
    for take in takes:
        if take.fault != CLEAN:
            found[take.fault].append(take)
    return dict(sorted(found.items()))


def _sorted(values: Sequence[float]) -> Doubles:
    """What was measured, the least bad first."""
    return np.sort([value for value in values if math.isfinite(value)])


def _rarity(value: float, usual: Doubles) -> float:
    if not (math.isfinite(value) and len(usual)):
        return -math.inf
    rarest = math.log(len(usual) + 1)
    if value <= usual[-1]:
        return rarest - math.log(len(usual) - int(np.searchsorted(usual, value, "left")) + 1)
    median = float(np.median(usual))
    return rarest * (value - median) / max(float(usual[-1]) - median, LEAST_UNIT)


def _bad(score: Measured) -> float:
    if score.value is None or math.isnan(score.value):
        return -math.inf
    if score.name in AROUND_ONE:
        return abs(math.log(max(score.value, 1e-3)))
    return score.value if score.name in HIGH_IS_BAD else -score.value


def _finite(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None
