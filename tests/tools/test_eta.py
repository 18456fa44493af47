import pytest
from hypothesis import given
from hypothesis import strategies as st

from videostudio.film.take import Stage
from videostudio.tools.eta import WEIGHTS, time_left

EVEN = dict.fromkeys(Stage, 1.0)


def test_the_rest_takes_as_long_as_its_work() -> None:
    assert time_left({Stage.CLIP: 1}, {Stage.CLIP: 4}, 10.0, EVEN) == 30.0
    assert time_left({Stage.IMAGE: 2}, {Stage.IMAGE: 2, Stage.CLIP: 1}, 10.0, {**EVEN, Stage.CLIP: 4.0}) == 20.0


def test_nothing_is_known_before_anything_is_done() -> None:
    assert time_left({}, {Stage.CLIP: 4}, 10.0) is None
    assert time_left({Stage.CLIP: 0}, {Stage.CLIP: 4}, 10.0) is None
    assert time_left({Stage.CLIP: 1}, {Stage.CLIP: 4}, 0.0) is None
    assert time_left({Stage.CLIP: 1}, {Stage.CLIP: 4}, 0.5) is not None


def test_more_done_than_planned_takes_no_negative_time() -> None:
    assert time_left({Stage.CLIP: 5}, {Stage.CLIP: 4}, 10.0) == 0.0


def test_every_stage_has_a_weight_and_clips_weigh_most() -> None:
    assert set(WEIGHTS) == set(Stage)
    assert max(WEIGHTS, key=lambda stage: WEIGHTS[stage]) is Stage.CLIP
    assert min(WEIGHTS.values()) > 0


@given(st.integers(1, 50), st.integers(0, 50), st.floats(0.1, 1e4))
def test_time_left_falls_to_zero(done: int, more: int, elapsed_s: float) -> None:
    left = time_left({Stage.CLIP: done}, {Stage.CLIP: done + more}, elapsed_s)
    assert left == pytest.approx(more * elapsed_s / done, abs=1e-6)
