"""Agreement of a measured camera with its script, on flows that are known exactly."""

import pytest

from videostudio.film.camera import PERCENT_PER_SECOND, CameraMove, Direction, Flow, Speed
from videostudio.tools.scoring import agreement

WIDTH, HEIGHT, FPS = 320, 180, 24
MOVES = [CameraMove()] + [
    CameraMove(direction=direction, speed=speed)
    for direction in Direction
    if direction is not Direction.STATIC
    for speed in Speed
]


@pytest.mark.parametrize("move", MOVES, ids=str)
@pytest.mark.parametrize(("width", "height", "fps"), [(320, 180, 24), (180, 320, 60)])
def test_a_scripted_flow_agrees_with_its_own_script_only(move: CameraMove, width: int, height: int, fps: int) -> None:
    flow = move.flow(width, height, fps)
    frame = {"width": width, "height": height, "fps": fps}
    assert agreement.agreement(flow, move, **frame) == pytest.approx(1.0)
    for other in MOVES:
        if other.direction is not move.direction:
            assert agreement.agreement(flow, other, **frame) == pytest.approx(0.0, abs=1e-9)
        elif other != move:
            assert agreement.agreement(flow, other, **frame) <= 0.5 + 1e-9


@pytest.mark.parametrize("move", MOVES[1:], ids=str)
def test_direction_speed_and_ratio_of_a_scripted_flow(move: CameraMove) -> None:
    flow = move.flow(WIDTH, HEIGHT, FPS)
    frame = {"width": WIDTH, "height": HEIGHT, "fps": FPS}
    direction, percent = agreement.direction_of(flow, width=WIDTH, fps=FPS)
    assert direction is move.direction
    assert percent == pytest.approx(PERCENT_PER_SECOND[move.speed])
    assert agreement.speed_ratio(flow, move, **frame) == pytest.approx(1.0)
    back = Flow(-flow.dx, -flow.dy, 1 / flow.scale)
    assert agreement.speed_ratio(back, move, **frame) == pytest.approx(-1.0)
    assert agreement.agreement(back, move, **frame) == 0


def test_a_drift_slower_than_any_script_is_static() -> None:
    assert agreement.direction_of(Flow(0.1, 0.0, 1.0), width=WIDTH, fps=FPS)[0] is Direction.STATIC
    assert agreement.direction_of(Flow(0.3, 0.0, 1.0), width=WIDTH, fps=FPS)[0] is Direction.LEFT


def test_agreement_falls_evenly_with_the_error() -> None:
    wanted = CameraMove(direction=Direction.LEFT, speed=Speed.MEDIUM)
    flow = wanted.flow(WIDTH, HEIGHT, FPS)
    frame = {"width": WIDTH, "height": HEIGHT, "fps": FPS}
    for share in (0.5, 0.75, 1.25):
        off = Flow(flow.dx * share, 0.0, 1.0)
        assert agreement.agreement(off, wanted, **frame) == pytest.approx(1 - abs(1 - share))
    drift = CameraMove(direction=Direction.LEFT, speed=Speed.SLOW).flow(WIDTH, HEIGHT, FPS)
    assert agreement.agreement(Flow(drift.dx / 4, 0.0, 1.0), CameraMove(), **frame) == pytest.approx(0.75)


def test_the_direction_alone_can_be_judged() -> None:
    wanted = CameraMove(direction=Direction.UP, speed=Speed.MEDIUM)
    flow = wanted.flow(WIDTH, HEIGHT, FPS)
    frame = {"width": WIDTH, "height": HEIGHT, "fps": FPS}
    assert agreement.direction_agreement(Flow(0.0, flow.dy * 0.4, 1.0), wanted, **frame) == pytest.approx(1.0)
    assert agreement.direction_agreement(Flow(flow.dy, flow.dy, 1.0), wanted, **frame) == pytest.approx(0.5**0.5)
    assert agreement.direction_agreement(Flow(0.0, -flow.dy, 1.0), wanted, **frame) == 0
    assert agreement.direction_agreement(Flow(0.0, flow.dy * 0.1, 1.0), wanted, **frame) == 0
    assert agreement.direction_agreement(flow, CameraMove(), **frame) == 0
