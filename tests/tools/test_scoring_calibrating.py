"""Joint thresholds: closed forms, and the share of sound takes they reject when new ones come."""

import math

import numpy as np
import pytest

from videostudio.film.calibration import POINTS, CalibratedScore, Worse
from videostudio.film.requests import Subject
from videostudio.tools.arrays import Doubles
from videostudio.tools.scoring.calibrating import (
    LEAST_AUC,
    LEAST_PAIRS,
    LEAST_TAKES,
    PLANNED,
    Key,
    Sample,
    Tail,
    Wrong,
    auc,
    calibrated,
    joint_thresholds,
    rejected_share,
)
from videostudio.tools.scoring.platt import fitted

RATE = 0.02


def key(name: str, subject: Subject = Subject.CLIP) -> Key:
    return Key(subject, name, "scorer v1", "u")


def tail(sound: Doubles, wrong: Doubles | tuple[()] = ()) -> Tail:
    return Tail(np.asarray(sound, np.float64), np.asarray(wrong, np.float64))


def ranks(count: int) -> Doubles:
    """1 .. count: the k-th worst is count + 1 - k."""
    return np.arange(1, count + 1, dtype=np.float64)


def thresholds(
    matched: dict[str, Doubles], wrong: dict[str, Doubles], rate: float = RATE
) -> dict[str, CalibratedScore]:
    """Of scores that see takes of their own each, a kind a score."""
    rows = [Wrong(name, {key(name): value}) for name, values in wrong.items() for value in values]
    return calibrate(matched, rows, rate)


def calibrate(matched: dict[str, Doubles], wrong: list[Wrong], rate: float = RATE) -> dict[str, CalibratedScore]:
    found, expected = calibrated(Sample({key(name): list(values) for name, values in matched.items()}, wrong), rate)
    assert expected <= PLANNED * rate
    return {score.name: score for score in found}


def test_the_kth_worst_of_n_is_reached_with_probability_k_of_n_plus_1() -> None:
    one = tail(ranks(199))
    for k in (1, 2, 10, 100):
        assert one.at(k / 200) == pytest.approx(200 - k)
    assert one.at(1.5 / 200) == pytest.approx(198.5)


def test_beyond_the_worst_the_tail_is_exponential() -> None:
    one = tail(ranks(199))
    # The ten worst, 190 .. 199, exceed the next, 189, by 1 .. 10.
    assert one.scale == pytest.approx(5.5)
    assert one.at(1 / 200 / math.e) == pytest.approx(199 + 5.5)
    assert one.part(199 + 5.5) == pytest.approx(1 / math.e)
    assert one.part(199) == 0


def test_a_threshold_between_two_takes_counts_as_a_part_of_the_next() -> None:
    one = tail(ranks(199))
    assert one.part(198.25) == pytest.approx(0.75)
    assert rejected_share([one], [198.25]) == pytest.approx(1.75 / 200)
    assert rejected_share([one, one], [198.25, 198.25]) == pytest.approx(2.5 / 200)


def spread(count: int) -> Doubles:
    """Wrong values close enough to each other that a threshold stays near its quantile."""
    return np.linspace(0.9, 1.2, 4000) * count


def drawn(sound: dict[str, Doubles], rate: float = RATE) -> dict[str, float]:
    """The joint thresholds of scores whose wrong takes all look alike, and are other takes for each."""
    tails = {}
    for at, (name, values) in enumerate(sound.items()):
        wrong = np.full((len(sound), 4000), np.nan)
        wrong[at] = spread(len(values))
        tails[key(name)] = tail(values, wrong.ravel())
    found = joint_thresholds(tails, np.full(len(sound) * 4000, 1 / 4000), rate)
    assert rejected_share([tails[one] for one in found], list(found.values())) <= rate
    return {one.name: value for one, value in found.items()}


def test_one_score_is_cut_at_the_wanted_rate() -> None:
    assert 199 - 4 < drawn({"a": ranks(199)})["a"] < 199 - 2


def test_two_scores_that_agree_pay_once_and_two_that_do_not_share_the_rate() -> None:
    same = drawn({"a": ranks(999), "b": ranks(999)})
    # The second one's worst takes are others than the first one's.
    apart = drawn({"a": ranks(999), "b": ranks(999)[::-1]})
    assert sum(999 - value for value in same.values()) > 1.3 * sum(999 - value for value in apart.values())
    assert 999 * 2 - sum(apart.values()) == pytest.approx(18, abs=4)


def test_a_rate_too_small_for_the_sample_is_reached_in_the_tail() -> None:
    both = drawn({"a": ranks(99), "b": ranks(99)[::-1]}, 0.001)
    assert len(both) == 2
    assert all(value > 99 for value in both.values())


def test_the_rate_is_spent_where_it_catches_most() -> None:
    chance = np.random.default_rng(6)
    sound = {name: chance.normal(0, 1, 999) for name in ("sharp", "dull")}
    wrong = {"sharp": chance.normal(-3.5, 1, 400), "dull": chance.normal(-1.9, 1, 400)}
    halves = {name: tail(-sound[name], -wrong[name]) for name in sound}
    shared = sum(float((one.wrong > one.threshold(RATE / 2)).mean()) for one in halves.values())
    caught = {name: score.caught or 0 for name, score in thresholds(sound, wrong).items()}
    assert sum(caught.values()) > shared
    assert caught["sharp"] > 2 * caught["dull"]


def test_a_threshold_moves_to_the_middle_of_the_gap_before_what_it_catches() -> None:
    separate = tail(ranks(99), np.full(30, 199.0))
    assert separate.threshold(0.05) == pytest.approx((199 + 99) / 2)
    overlapping = tail(ranks(99), np.array([10.0, 97.5, 300.0]))
    assert overlapping.threshold(0.05) == pytest.approx((97.5 + 97) / 2)
    assert tail(ranks(99), np.array([10.0])).threshold(0.05) == separate.at(0.05)


def test_a_score_that_tells_perfectly_leaves_the_whole_rate_to_the_others() -> None:
    chance = np.random.default_rng(1)
    hard, easy = chance.normal(0, 1, 999), chance.normal(0, 1, 999)
    wrong = {"hard": chance.normal(-2.5, 1, 200), "easy": chance.normal(-60, 1, 200)}
    alone = thresholds({"hard": hard}, {"hard": wrong["hard"]})["hard"].threshold
    with_easy = thresholds({"hard": hard, "easy": easy}, wrong)
    assert with_easy["hard"].threshold == alone
    assert with_easy["easy"].caught == 1
    assert with_easy["easy"].threshold is not None
    assert -60 < with_easy["easy"].threshold < -20


@pytest.mark.parametrize("count", [200, 1000])
@pytest.mark.parametrize("correlation", [0.0, 0.7])
def test_new_sound_takes_are_rejected_at_the_wanted_rate(count: int, correlation: float) -> None:
    """Over many calibrations of six scores the mean false-reject rate on new takes is the wanted one within four
    standard errors, and a tenth of it for what a fitted tail may be off."""
    chance = np.random.default_rng(3)
    shape = np.full((6, 6), correlation) + np.eye(6) * (1 - correlation)
    shares = []
    for _ in range(20):
        sound, new = (chance.multivariate_normal(np.zeros(6), shape, n) for n in (count, 2000))
        wrong = chance.normal(-2, 1.5, (200, 6))
        found = thresholds({f"s{n}": sound[:, n] for n in range(6)}, {f"s{n}": wrong[:, n] for n in range(6)})
        beyond = [[found[f"s{n}"].beyond(value) for value in new[:, n]] for n in range(6)]
        shares.append(float(np.any(beyond, axis=0).mean()))
    error = np.std(shares) / math.sqrt(len(shares))
    assert np.mean(shares) <= RATE * 1.1 + 4 * error
    assert np.mean(shares) >= RATE / 2 - 4 * error


def test_high_is_bad_where_it_is() -> None:
    chance = np.random.default_rng(2)
    found = thresholds({"flicker": chance.normal(0, 1, 400)}, {"flicker": chance.normal(9, 1, 40)})["flicker"]
    assert found.worse is Worse.HIGH
    assert found.threshold is not None
    assert 3 < found.threshold < 7
    assert found.beyond(8)
    assert not found.beyond(0)


def test_a_score_that_tells_nothing_advises_and_takes_no_part() -> None:
    chance = np.random.default_rng(4)
    sound, useful = chance.normal(0, 1, 400), chance.normal(0, 1, 400)
    wrong = {"blind": chance.normal(0, 1, 100), "useful": chance.normal(-3, 1, 100)}
    found = thresholds({"blind": sound, "useful": useful}, wrong)
    assert not found["blind"].rejects
    assert "does not tell right from wrong" in found["blind"].advisory
    assert found["blind"].auc is not None
    assert found["blind"].auc < LEAST_AUC
    assert found["useful"].threshold == thresholds({"useful": useful}, wrong)["useful"].threshold


def test_a_score_whose_threshold_would_catch_nothing_advises() -> None:
    chance = np.random.default_rng(5)
    # Nine of ten sound takes are clearly better, the tenth is worse than anything wrong.
    sound = np.where(np.arange(400) % 10 == 0, -9.0, chance.normal(0, 0.1, 400))
    found = thresholds({"x": sound}, {"x": chance.normal(-5, 0.1, 100)})["x"]
    assert found.advisory == "too many sound takes would be rejected for what it sees and others do not"


def test_what_another_score_catches_already_is_hardly_paid_for() -> None:
    chance = np.random.default_rng(7)
    sound = {name: chance.normal(0, 1, 400) for name in ("sure", "echo", "alone")}
    same = [Wrong("same", {key("sure"): -30.0, key("echo"): value}) for value in chance.normal(-3, 1, 100)]
    other = [Wrong("other", {key("alone"): value}) for value in chance.normal(-3, 1, 100)]
    found = calibrate(sound, same + other)
    without = calibrate({name: sound[name] for name in ("sure", "alone")}, same + other)
    assert found["sure"].caught == without["sure"].caught == 1
    assert found["alone"].caught == pytest.approx(without["alone"].caught, abs=0.02)
    assert not found["echo"].rejects or (found["echo"].caught or 0) < (found["alone"].caught or 0)


def test_beside_its_film_a_wrong_take_is_looked_for_again() -> None:
    chance = np.random.default_rng(7)
    sound = {name: chance.normal(0, 1, 400) for name in ("sure", "echo", "alone")}
    values, others = chance.normal(-3, 1, 100), chance.normal(-3, 1, 100)

    def caught(subject: Subject) -> dict[str, float]:
        echo = key("echo", subject)
        wrong = [Wrong("same", {key("sure"): -30.0, echo: value}) for value in values]
        wrong += [Wrong("other", {key("alone"): value}) for value in others]
        matched = {one: list(sound[one.name]) for one in (key("sure"), echo, key("alone"))}
        return {score.name: score.caught or 0.0 for score in calibrated(Sample(matched, wrong), RATE)[0]}

    with_the_others, across = caught(Subject.CLIP), caught(Subject.FILM)
    assert across["echo"] > with_the_others["echo"] + 0.1
    assert across["alone"] > across["echo"]
    assert across["sure"] == 1


def test_a_kind_that_counts_more_is_caught_more_often() -> None:
    chance = np.random.default_rng(13)
    matched = {key(name): chance.normal(0, 1, 400).tolist() for name in ("place", "cast")}
    wrong = [Wrong(one.name, {one: value}) for one in matched for value in chance.normal(-2, 1, 200)]

    def caught(counts: dict[str, float]) -> dict[str, float]:
        return {score.name: score.caught or 0.0 for score in calibrated(Sample(matched, wrong, counts), RATE)[0]}

    places, casts = caught({"place": 8.0}), caught({"cast": 8.0})
    assert places["place"] > casts["place"]
    assert places["cast"] < casts["cast"]


def test_a_threshold_stands_by_the_sound_takes_where_those_are_tight_and_wrong_ones_are_not() -> None:
    chance = np.random.default_rng(8)
    sound = {"tight": chance.uniform(0.95, 1, 400), "wide": chance.normal(0, 1, 400)}
    wrong = {"tight": chance.uniform(0.5, 0.94, 100), "wide": chance.normal(-2, 1, 400)}
    found = thresholds(sound, wrong)
    assert found["tight"].caught == 1
    assert found["tight"].threshold == pytest.approx(0.945, abs=0.01)


def test_kinds_of_what_is_wrong_count_alike_however_many_takes_they_have() -> None:
    chance = np.random.default_rng(9)
    sound = {name: chance.normal(0, 1, 400) for name in ("few", "many")}
    values = chance.normal(-3, 1, 20)
    found = thresholds(sound, {"few": values, "many": np.repeat(values, 50)})
    assert found["few"].caught == pytest.approx(found["many"].caught, abs=0.11)


def test_the_rate_is_that_of_takes_which_every_score_can_measure() -> None:
    styled = np.where(np.arange(399) % 2 == 0, ranks(399), np.nan)
    assert rejected_share([tail(styled)], [397.0]) == pytest.approx(2 / 201)
    whole = tail(ranks(399))
    assert rejected_share([tail(styled), whole], [397.0, 399.0]) == pytest.approx(2 / 201)
    assert rejected_share([tail(styled), whole], [397.0, 398.0]) == pytest.approx(2 / 201 + 1 / 400)


@pytest.mark.parametrize(("takes", "pairs"), [(LEAST_TAKES - 1, 100), (400, LEAST_PAIRS - 1), (0, 0)])
def test_too_few_takes_or_pairs_advise(takes: int, pairs: int) -> None:
    found = thresholds({"x": np.ones(takes)}, {"x": np.zeros(pairs)})["x"]
    assert "it needs" in found.advisory
    assert (found.takes, found.pairs) == (takes, pairs)


def test_what_could_not_be_measured_neither_counts_nor_rejects() -> None:
    values = np.where(np.arange(400) % 2 == 0, np.nan, 1.0)
    found = thresholds({"x": values}, {"x": np.array([0.0] * 30 + [np.nan] * 5)})["x"]
    assert (found.takes, found.pairs, found.caught) == (200, 30, 1.0)
    assert found.threshold == 0.5


def test_a_score_that_never_varies_rejects_what_differs() -> None:
    found = thresholds({"x": np.ones(400)}, {"x": np.full(30, 0.9)})["x"]
    assert found.threshold == pytest.approx(0.95)


def test_distributions_are_kept_by_points_in_rank() -> None:
    found = thresholds({"x": np.linspace(0, 32, 321)}, {"x": np.full(30, -50.0)})["x"]
    assert found.matched == tuple(float(n) for n in range(POINTS))
    assert found.threshold == -25.0


def test_distance_counts_in_what_lies_between_the_median_and_the_threshold() -> None:
    found = thresholds({"x": np.linspace(0, 32, 321)}, {"x": np.full(30, -50.0)})["x"]
    assert found.distance(-25.0) == found.distance(16.0) == 0.0
    assert found.distance(-25.0 - 41.0) == pytest.approx(1.0)


def test_auc_counts_ties_as_half() -> None:
    assert auc(np.array([0.0, 1.0]), np.array([1.0, 2.0])) == 0.875


def test_a_probability_is_as_often_right_as_it_says() -> None:
    """Shares whose logit is twice what it should be, and 1 too high."""
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 1.5, 20_000)
    sound = rng.random(20_000) < 1 / (1 + np.exp(-logits))
    shares = 1 / (1 + np.exp(-(2 * logits + 1)))
    found = fitted(shares[sound], shares[~sound])
    assert found == pytest.approx((0.5, -0.5), abs=0.03)
    assert fitted(1 - shares[sound], 1 - shares[~sound]) is None
    assert fitted(shares[sound], []) is None
