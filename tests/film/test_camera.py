import itertools
from math import ceil, floor

import pytest
from pydantic import ValidationError

from videostudio.film.camera import PERCENT_PER_SECOND, CameraMove, Direction, Flow, Speed, eased, ramp_frames

SPEEDS = {Speed.SLOW: 0.04, Speed.MEDIUM: 0.08, Speed.FAST: 0.16}


def test_the_papers_closed_set() -> None:
    assert " ".join(Direction) == "static left right up down forward backward"
    assert " ".join(Speed) == "slow medium fast"
    assert {Speed.SLOW: 4, Speed.MEDIUM: 8, Speed.FAST: 16} == PERCENT_PER_SECOND


@pytest.mark.parametrize("speed", Speed)
@pytest.mark.parametrize(
    ("direction", "x", "y"),
    [(Direction.LEFT, 1, 0), (Direction.RIGHT, -1, 0), (Direction.UP, 0, 1), (Direction.DOWN, 0, -1)],
)
def test_content_moves_against_a_pan(direction: Direction, x: int, y: int, speed: Speed) -> None:
    """In one second by that share of the frame's width, up and down too."""
    flow = CameraMove(direction=direction, speed=speed).flow(1280, 720, 24)
    assert flow.dx * 24 == pytest.approx(x * SPEEDS[speed] * 1280)
    assert flow.dy * 24 == pytest.approx(y * SPEEDS[speed] * 1280)
    assert flow.scale == 1


@pytest.mark.parametrize("speed", Speed)
def test_zooms_grow_and_shrink_by_their_share_in_a_second(speed: Speed) -> None:
    ahead = CameraMove(direction=Direction.FORWARD, speed=speed).flow(1280, 720, 24)
    back = CameraMove(direction=Direction.BACKWARD, speed=speed).flow(1280, 720, 24)
    assert ahead.scale**24 == pytest.approx(1 + SPEEDS[speed])
    assert back.scale**24 == pytest.approx(1 / (1 + SPEEDS[speed]))
    assert (ahead.dx, ahead.dy, back.dx, back.dy) == (0, 0, 0, 0)


def test_a_static_camera_moves_nothing_and_has_one_form() -> None:
    assert CameraMove().flow(640, 360, 30) == Flow(0, 0, 1)
    assert CameraMove(direction=Direction.STATIC, speed=Speed.FAST) == CameraMove() == CameraMove(speed=Speed.MEDIUM)
    assert CameraMove.model_validate({"direction": "static", "speed": "fast"}) == CameraMove()
    assert CameraMove(speed=Speed.FAST).speed is Speed.SLOW


def test_moves_keep_their_speed() -> None:
    for direction, speed in itertools.product(set(Direction) - {Direction.STATIC}, Speed):
        assert CameraMove(direction=direction, speed=speed).speed is speed
        assert CameraMove.model_validate({"direction": str(direction), "speed": str(speed)}).speed is speed


def test_a_move_says_itself() -> None:
    assert str(CameraMove()) == "static"
    assert str(CameraMove(direction=Direction.LEFT, speed=Speed.FAST)) == "fast left"


@pytest.mark.parametrize(
    "bad", [{"direction": "sideways"}, {"direction": "left", "speed": "warp"}, {"tilt": 3}, "left", None, 7]
)
def test_other_moves_are_refused(bad: object) -> None:
    with pytest.raises(ValidationError):
        CameraMove.model_validate(bad)


@pytest.mark.parametrize(("frames", "fps"), [(96, 24), (24, 24), (12, 12), (1440, 60)])
def test_a_camera_starts_and_stops_softly_and_has_its_speed_in_between(frames: int, fps: int) -> None:
    path = [eased(frame, frames, fps) for frame in range(frames + fps)]
    steps = [after - before for before, after in itertools.pairwise(path)]
    ramp = ramp_frames(frames, fps)
    assert path[0] == 0
    assert ramp <= 0.4 * fps + 1e-9
    assert all(step == pytest.approx(1) for step in steps[ceil(ramp) : floor(frames - ramp)])
    assert steps[: floor(ramp)] == sorted(steps[: floor(ramp)])
    assert steps[0] < 0.4
    assert path[frames] == pytest.approx(frames - ramp)
    assert set(path[frames:]) == {path[frames]}


def test_half_a_ramp_is_lost_at_each_end() -> None:
    assert ramp_frames(96, 24) == pytest.approx(9.6)
    assert eased(48, 96, 24) == pytest.approx(48 - 4.8)
    assert eased(0, 1, 24) == 0
