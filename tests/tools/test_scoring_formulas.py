"""Metrics as formulas: values worked out by hand, and what must hold for any embeddings."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from videostudio.tools.scoring import alignment, consistency, frechet, vbench
from videostudio.tools.scoring.consistency import SceneConsistency
from videostudio.tools.scoring.vectors import Vectors

X, Y, Z = np.eye(3)
NEAR_X = np.array([0.6, 0.8, 0.0])
"""0.6 like X, 0.8 like Y."""

embeddings = arrays.arrays(
    np.float64, st.tuples(st.integers(2, 6), st.just(4)), elements=st.floats(-1, 1, allow_subnormal=False)
).filter(lambda rows: bool((np.linalg.norm(rows, axis=1) > 1e-3).all()))


def cosine(one: Vectors, other: Vectors) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_frame_consistency_is_of_neighbours_and_not_of_all_pairs() -> None:
    assert consistency.frame_consistency([X, NEAR_X, Y]) == pytest.approx((0.6 + 0.8) / 2)
    assert consistency.frame_consistency([X, 3 * X, X]) == pytest.approx(1)
    with pytest.raises(ValueError, match="at least 2"):
        consistency.frame_consistency([X])


def test_scene_consistency_has_both_divisors_and_all_pairs() -> None:
    """Adjacent: 0.6 and 0.8 over 2 pairs or 3 scenes; all pairs: 0.6, 0.8 and cos(X, Y) = 0."""
    found = consistency.scene_consistency([X, NEAR_X, Y])
    assert (found.adjacent, found.as_printed) == (pytest.approx(0.7), pytest.approx(1.4 / 3))
    assert (found.all_pairs, found.seen, found.missed) == (pytest.approx(1.4 / 3), 3, 0)
    four = consistency.scene_consistency([X, X, X, Y])
    assert (four.adjacent, four.as_printed, four.all_pairs) == pytest.approx((2 / 3, 2 / 4, 3 / 6))


def test_who_is_missed_is_counted_and_costs_nothing_else() -> None:
    found = consistency.scene_consistency([None, X, None, NEAR_X, Y])
    assert found == SceneConsistency(*_figures(consistency.scene_consistency([X, NEAR_X, Y])), seen=3, missed=2)
    assert consistency.scene_consistency([X, None]) == SceneConsistency(None, None, None, 1, 1)
    assert consistency.scene_consistency([]) == SceneConsistency(None, None, None, 0, 0)


def _figures(one: SceneConsistency) -> tuple[float | None, float | None, float | None]:
    return one.adjacent, one.as_printed, one.all_pairs


def test_every_entity_counts_once_in_a_films_mean() -> None:
    often, seldom = consistency.scene_consistency([X] * 5), consistency.scene_consistency([X, Y])
    once = consistency.scene_consistency([X, None])
    film = consistency.mean_consistency([often, seldom, once])
    assert film.adjacent == pytest.approx((1 + 0) / 2)
    assert film.as_printed == pytest.approx((4 / 5 + 0) / 2)
    assert (film.seen, film.missed) == (8, 1)
    assert consistency.mean_consistency([once]).adjacent is None


def test_the_outlier_is_furthest_from_the_medoid() -> None:
    distances = consistency.from_medoid([Z, X, NEAR_X, X])
    assert distances == pytest.approx([1, 0, 0.4, 0])
    assert int(distances.argmax()) == 0


@settings(max_examples=50, deadline=None)
@given(embeddings)
def test_scene_consistency_of_any_film(rows: Vectors) -> None:
    found = consistency.scene_consistency(list(rows))
    count = len(rows)
    assert found.adjacent is not None
    assert found.as_printed == pytest.approx(found.adjacent * (count - 1) / count)
    assert found.adjacent == pytest.approx(np.mean([cosine(a, b) for a, b in pairwise(rows)]))
    assert found.all_pairs == pytest.approx(np.mean([cosine(a, b) for a, b in combinations(rows, 2)]), abs=1e-9)
    assert consistency.scene_consistency(list(rows[::-1])).adjacent == pytest.approx(found.adjacent)


def test_clipsim_is_the_mean_over_frames_not_the_likeness_of_their_mean() -> None:
    assert alignment.clipsim([X, NEAR_X, 2 * Y], X) == pytest.approx((1 + 0.6 + 0) / 3)
    assert alignment.clipsim([X, X], -X) == -1


def test_every_picture_is_held_against_its_own_reference() -> None:
    assert alignment.reference_sim([X, Y], [X, NEAR_X]) == pytest.approx((1 + 0.8) / 2)
    assert alignment.reference_sim([Y, X], [X, NEAR_X]) == pytest.approx((0 + 0.6) / 2)
    with pytest.raises(ValueError, match="own reference"):
        alignment.reference_sim([X, Y], [X])


def test_vbench_looks_at_the_first_frame_and_the_one_before() -> None:
    """Frame 1: (0.6 + 0.6) / 2; frame 2: (0.8 + 0) / 2."""
    assert vbench.subject_consistency([X, NEAR_X, Y]) == pytest.approx((0.6 + 0.4) / 2)
    assert vbench.subject_consistency([X, -X, -X]) == pytest.approx((0 + (1 + 0) / 2) / 2)
    with pytest.raises(ValueError, match="at least 2"):
        vbench.subject_consistency([X])


def test_flickering_is_the_share_of_255_that_neighbours_do_not_differ_by() -> None:
    dark, light = np.full((4, 6, 3), 10, np.uint8), np.full((4, 6, 3), 61, np.uint8)
    assert vbench.temporal_flickering([dark, light, dark]) == pytest.approx(1 - 51 / 255)
    assert vbench.temporal_flickering([dark, dark, light]) == pytest.approx(1 - 51 / 2 / 255)
    with pytest.raises(ValueError, match="at least 2"):
        vbench.temporal_flickering([dark])


def flow(length: float, share: float) -> np.ndarray:
    """(128, 100, 2): a share of the pixels moves `length` px, diagonally as 3 to 4."""
    found = np.zeros((128, 100, 2), np.float32)
    found.reshape(-1, 2)[: int(12_800 * share)] = (0.6 * length, 0.8 * length)
    return found


def test_the_fastest_twentieth_says_how_much_moves() -> None:
    assert vbench.fastest(flow(10, 0.05)) == pytest.approx(10)
    assert vbench.fastest(flow(10, 0.025)) == pytest.approx(5)


@pytest.mark.parametrize(("length", "moving", "much"), [(2.4, 4, True), (2.3, 15, False), (2.4, 3, False)])
def test_a_clip_moves_if_a_quarter_of_its_frames_does(length: float, moving: int, much: bool) -> None:
    """6 px at 256 px are 2.34 px at 100; of 16 frames, 15 flows, 4 have to be faster."""
    assert vbench.moves_much([flow(length, 0.1)] * moving + [flow(0, 0)] * (15 - moving)) is much


def test_frechet_distance_of_two_spreads_in_closed_form() -> None:
    """Means 3 apart; variances 2 and 8 over n - 1: 9 + 2 + 8 - 2 * 4. Over n they are 1 and 4: 9 + 1 + 4 - 2 * 2."""
    one, other = np.array([[-1.0], [1.0]]), np.array([[1.0], [5.0]])
    assert frechet.frechet_distance(one, other) == pytest.approx(9 + 2 + 8 - 8)
    assert frechet.frechet_distance(one, other, ddof=0) == pytest.approx(9 + 1 + 4 - 4)


def test_frechet_distance_with_fewer_samples_than_features_agrees_with_the_covariances() -> None:
    """tr (S1 S2)^(1/2) by the eigenvalues of the product, as torch-fidelity has it."""
    chance = np.random.default_rng(0)
    for count in (12, 40, 300):
        one, other = chance.normal(0, 1, (count, 20)), chance.normal(0.3, 1.5, (count, 20))
        first, second = np.cov(one, rowvar=False), np.cov(other, rowvar=False)
        root = np.sqrt(np.linalg.eigvals(first @ second).astype(complex)).real.sum()
        means = ((one.mean(0) - other.mean(0)) ** 2).sum()
        wanted = means + np.trace(first) + np.trace(second) - 2 * root
        assert frechet.frechet_distance(one, other) == pytest.approx(wanted, rel=1e-4), count
        assert frechet.frechet_distance(one, one) == pytest.approx(0, abs=1e-9)


def test_the_divisor_matters_where_samples_are_few() -> None:
    """64 samples of 400 features: beside the means the distance is 63 / 64 of what it is over n - 1."""
    chance = np.random.default_rng(0)
    one, other = chance.normal(0, 1, (64, 400)), chance.normal(0.1, 1.2, (64, 400))
    means = ((one.mean(0) - other.mean(0)) ** 2).sum()
    over_less, over_all = (frechet.frechet_distance(one, other, ddof=ddof) for ddof in (1, 0))
    assert over_all - means == pytest.approx((over_less - means) * 63 / 64)


def test_kid_by_hand_leaves_out_what_a_sample_is_to_itself() -> None:
    """k(x, y) = (x.y / 2 + 1)^3. Within: k(X, Y) = 1 and k(X, X) = 3.375; between: the mean of 3.375 and 1."""
    one, other = np.array([[1.0, 0], [0, 1.0]]), np.array([[1.0, 0], [1.0, 0]])
    assert frechet.kernel_distance(one, other) == pytest.approx(1 + 3.375 - 2 * (3.375 + 1) / 2)


def test_kid_is_unbiased_and_the_frechet_distance_is_not() -> None:
    chance = np.random.default_rng(0)
    pairs = [(chance.normal(size=(30, 8)), chance.normal(size=(30, 8))) for _ in range(60)]
    kids = [frechet.kernel_distance(*pair) for pair in pairs]
    assert abs(np.mean(kids)) < 3 * np.std(kids) / np.sqrt(len(kids))
    assert min(kids) < 0 < max(kids)
    assert min(frechet.frechet_distance(*pair) for pair in pairs) > 0.5


def test_sets_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="features are"):
        frechet.frechet_distance(np.ones((3, 2)), np.ones((3, 4)))
    with pytest.raises(ValueError, match="takes 2 samples"):
        frechet.kernel_distance(np.ones((1, 2)), np.ones((3, 2)))
