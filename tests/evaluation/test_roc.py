"""Areas, rates and thresholds in closed form."""

import numpy as np
import pytest

from videostudio.evaluation.roc import interval, roc, threshold_at, tpr_at
from videostudio.tools.scoring.calibrating import auc

GOOD = np.arange(100.0)
NEVER = np.full(10, -np.inf)


def test_area_is_one_for_what_never_mixes_half_for_the_same_and_nought_for_the_reverse() -> None:
    assert auc(GOOD, GOOD + 1000) == 1.0
    assert auc(GOOD, GOOD) == 0.5
    assert auc(GOOD, GOOD - 1000) == 0.0


def test_area_counts_pairs_and_half_of_ties() -> None:
    assert auc(np.array([1.0, 2.0]), np.array([2.0, 3.0])) == (0.5 + 1 + 1 + 1) / 4


def test_area_of_two_normal_distributions_is_that_of_their_difference() -> None:
    chance = np.random.default_rng(1)
    good, bad = chance.normal(0, 1, 20_000), chance.normal(1, 1, 20_000)
    assert auc(good, bad) == pytest.approx(0.7602, abs=0.01)


def test_the_area_under_the_curve_is_the_area() -> None:
    chance = np.random.default_rng(2)
    good, bad = chance.integers(0, 9, 300).astype(float), chance.integers(3, 12, 200).astype(float)
    false, true = roc(good, bad)
    assert (false[0], true[0], false[-1], true[-1]) == (0, 0, 1, 1)
    assert np.all(np.diff(false) >= 0)
    assert np.trapezoid(true, false) == pytest.approx(auc(good, bad))


@pytest.mark.parametrize(("rate", "threshold"), [(0.0, 99.0), (0.01, 98.0), (0.05, 94.0), (1.0, 0.0)])
def test_no_more_good_ones_than_the_rate_lie_above_the_threshold(rate: float, threshold: float) -> None:
    assert threshold_at(GOOD, rate) == threshold
    assert (threshold < GOOD).mean() <= rate


def test_true_positives_are_those_above_it() -> None:
    bad = np.array([97.0, 98.0, 98.5, 200.0])
    assert tpr_at(GOOD, bad, 0.01) == 0.5


def test_what_could_not_be_measured_is_never_rejected() -> None:
    assert tpr_at(GOOD, NEVER, 0.01) == 0.0
    assert tpr_at(NEVER, NEVER, 0.01) == 0.0
    assert auc(NEVER, NEVER) == 0.5


def test_the_interval_holds_the_value_narrows_with_number_and_repeats() -> None:
    chance = np.random.default_rng(3)
    few, many = ([chance.normal(m, 1, n) for m in (0, 1)] for n in (40, 1600))
    wide, narrow = interval(auc, *few, seed=4), interval(auc, *many, seed=4)
    assert wide[0] < auc(*few) < wide[1]
    assert narrow[1] - narrow[0] < (wide[1] - wide[0]) / 3
    assert wide == interval(auc, *few, seed=4)
