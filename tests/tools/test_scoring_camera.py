"""The camera is measured on painted stages whose every motion is known."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.staging import Box
from videostudio.tools.scoring import agreement, camera
from videostudio.tools.scoring.similarity import fit_similarity

Grey = NDArray[np.uint8]

WIDTH, HEIGHT, FPS, STEP = 320, 180, 24, 6
GROUND_ROW = 0.6 * HEIGHT
DROPS = 140
MOVES = [CameraMove()] + [
    CameraMove(direction=direction, speed=speed)
    for direction in Direction
    if direction is not Direction.STATIC
    for speed in Speed
]


def paint(seed: int, brightness: int, amount: int, fine: float = 2.0) -> Grey:
    """A textured canvas, four times as large as the frame."""
    noise = np.random.default_rng(seed).normal(size=(4 * HEIGHT, 4 * WIDTH)).astype(np.float32)
    small, large = (cv2.GaussianBlur(noise, (0, 0), fine * sigma) for sigma in (1, 5))
    mixed = 0.4 * small / small.std() + 0.6 * large / large.std()
    return np.clip(brightness + amount * mixed, 0, 255).astype(np.uint8)


def seen_at(canvas: Grey, dx: float, dy: float, scale: float) -> Grey:
    """What a camera sees of a canvas whose content has moved from the frame's centre by scale * p + (dx, dy)."""
    height, width = canvas.shape
    shift = [(WIDTH - 1) / 2 + dx - scale * (width - 1) / 2, (HEIGHT - 1) / 2 + dy - scale * (height - 1) / 2]
    matrix = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], np.float32)
    return cv2.warpAffine(canvas, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)


def stage(
    move: CameraMove,
    *,
    seconds: float = 2,
    depth: float = 2.5,
    walkers: tuple[float, ...] = (1.5, -1.2, 0.8),
    followed: bool = False,
    ground_texture: int = 30,
) -> list[Grey]:
    """Pictures STEP frames apart of a far wall, the ground before it and striped figures on it, which walk at
    `walkers` px a frame or, `followed`, stay where they are in the frame."""
    flow = move.flow(WIDTH, HEIGHT, FPS)
    wall, ground, cloth = paint(1, 170, 30), paint(2, 100, ground_texture), paint(3, 128, 70, fine=1.0)
    pictures = []
    for frame in range(0, int(seconds * FPS) + 1, STEP):
        dx, dy, scale = flow.dx * frame, flow.dy * frame, flow.scale**frame
        picture = seen_at(wall, dx / depth, dy / depth, 1 + (scale - 1) / depth)
        row = int(np.clip(round(HEIGHT / 2 + scale * (GROUND_ROW - HEIGHT / 2) + dy), 0, HEIGHT))
        picture[row:] = seen_at(ground, dx, dy, scale)[row:]
        for number, speed in enumerate(walkers):
            x = -100 + 90 * number + speed * frame * (not followed)
            at = (x, 20.0) if followed else (scale * x + dx, scale * 20 + dy)
            figure = seen_at(cloth, at[0], at[1], 1.0)
            mask = np.zeros_like(picture)
            centre = (round(WIDTH / 2 + at[0]), round(HEIGHT / 2 + at[1]))
            cv2.ellipse(mask, centre, (17, 34), 0, 0, 360, 255, -1)
            picture[mask > 0] = figure[mask > 0]
        pictures.append(picture)
    return pictures


def measured(pictures: list[Grey], row: float | None = GROUND_ROW) -> camera.Measured:
    found = camera.measure(pictures, step=STEP, ground_row=row)
    assert found is not None
    return found


def kept(found: camera.Measured, wanted: CameraMove) -> float:
    return agreement.agreement(found.flow, wanted, width=WIDTH, height=HEIGHT, fps=FPS)


@pytest.mark.parametrize("move", MOVES, ids=str)
def test_every_move_is_recovered_behind_walking_figures_and_before_a_far_wall(move: CameraMove) -> None:
    found = measured(stage(move))
    assert agreement.direction_of(found.flow, width=WIDTH, fps=FPS)[0] is move.direction
    assert kept(found, move) > 0.95
    assert found.on_ground


@pytest.mark.parametrize("move", [MOVES[1], MOVES[5], MOVES[13]], ids=str)
def test_a_figure_the_camera_follows_does_not_hide_the_move(move: CameraMove) -> None:
    assert kept(measured(stage(move, followed=True)), move) > 0.95


def past_figures(pictures: list[Grey]) -> camera.Measured | None:
    """Measured with three figures known to stand where `stage` has those that are followed."""
    centres = [(WIDTH / 2 - 100 + 90 * number, HEIGHT / 2 + 20) for number in range(3)]
    boxes = [Box(left=round(x - 18), top=round(y - 35), width=36, height=70) for x, y in centres]
    return camera.measure(pictures, step=STEP, ground_row=GROUND_ROW, figures=boxes)


def test_who_keeps_pace_before_a_faint_ground_has_no_vote_where_they_are_known_to_stand() -> None:
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.MEDIUM)
    pictures = stage(move, followed=True, ground_texture=4)
    found = past_figures(pictures)
    assert found is not None
    assert kept(found, move) > 0.9
    assert kept(measured(pictures), move) < 0.2


def test_nothing_tells_the_camera_where_only_those_who_keep_pace_have_texture() -> None:
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.MEDIUM)
    found = past_figures(stage(move, followed=True, ground_texture=2))
    assert found is not None
    assert found.support == 0


def test_figures_that_stand_on_the_ground_speak_for_a_faint_one() -> None:
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.MEDIUM)
    found = past_figures(stage(move, walkers=(0.0, 0.0, 0.0), ground_texture=2))
    assert found is not None
    assert found.on_ground
    assert kept(found, move) > 0.9


def test_a_faint_ground_before_a_bold_wall_still_decides() -> None:
    move = CameraMove(direction=Direction.LEFT, speed=Speed.FAST)
    assert kept(measured(stage(move, ground_texture=4)), move) > 0.9


def test_without_staging_the_lower_part_counts_as_ground() -> None:
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.MEDIUM)
    assert kept(measured(stage(move), row=None), move) > 0.95


def test_a_plain_ground_leaves_the_whole_frame_and_says_so() -> None:
    move = CameraMove(direction=Direction.RIGHT, speed=Speed.FAST)
    found = measured(stage(move, walkers=(), ground_texture=0))
    assert not found.on_ground
    direction, percent = agreement.direction_of(found.flow, width=WIDTH, fps=FPS)
    assert direction is Direction.RIGHT
    assert percent == pytest.approx(16 / 2.5, rel=0.05)


def test_ground_that_tilts_out_of_sight_is_measured_while_it_is_seen() -> None:
    move = CameraMove(direction=Direction.UP, speed=Speed.FAST)
    found = measured(stage(move, seconds=4, walkers=()))
    assert kept(found, move) > 0.95
    assert 2 <= found.pairs < 16


def test_nothing_to_see_is_no_measurement() -> None:
    flat = [np.full((HEIGHT, WIDTH), 90, np.uint8)] * 4
    assert camera.measure(flat, step=STEP) is None
    assert camera.measure(stage(MOVES[0], seconds=0), step=STEP) is None
    assert camera.measure([], step=STEP) is None


def test_support_tells_how_much_of_the_picture_follows() -> None:
    still = measured(stage(CameraMove(), walkers=()))
    busy = measured(stage(CameraMove()))
    assert still.support > 0.99
    assert 0.3 < busy.support < 0.95
    assert still.pairs == 8


def scattered(model: tuple[float, float, float], seed: int = 0) -> tuple[camera.Floats, camera.Floats]:
    rng = np.random.default_rng(seed)
    points = (rng.random((600, 2)) - 0.5) * (WIDTH, HEIGHT)
    dx, dy, growth = model
    return points.astype(np.float32), (points * growth + (dx, dy)).astype(np.float32)


def test_the_fit_ignores_what_moves_otherwise() -> None:
    points, moves = scattered((3.0, -1.0, 0.02))
    figure = (points[:, 0] > 0) & (points[:, 0] < 90)
    moves[figure] = (-4.0, 2.0)
    fit = fit_similarity(points, moves, (HEIGHT, WIDTH))
    assert fit is not None
    assert (fit.dx, fit.dy, fit.scale) == pytest.approx((3.0, -1.0, 1.02), abs=1e-3)
    assert fit.support == pytest.approx(1 - figure.mean(), abs=0.06)


def test_a_crowded_corner_has_no_more_votes_than_its_area() -> None:
    points, moves = scattered((2.0, 0.0, 0.0))
    crowd = (np.random.default_rng(1).random((5000, 2)) * 40).astype(np.float32)
    points, moves = np.concatenate([points, crowd]), np.concatenate([moves, np.full((5000, 2), -3, np.float32)])
    fit = fit_similarity(points, moves, (HEIGHT, WIDTH))
    assert fit is not None
    assert fit.dx == pytest.approx(2.0, abs=1e-3)


def test_few_cells_fit_nothing() -> None:
    points, moves = scattered((2.0, 0.0, 0.0))
    near = np.abs(points).max(axis=1) < 15
    assert fit_similarity(points[near], moves[near], (HEIGHT, WIDTH)) is None
    assert fit_similarity(points[:0], moves[:0], (HEIGHT, WIDTH)) is None


@pytest.mark.parametrize("direction", [Direction.LEFT, Direction.UP])
def test_rain_at_night_does_not_hide_the_camera(direction: Direction) -> None:
    move = CameraMove(direction=direction, speed=Speed.MEDIUM)
    dark = [np.asarray(picture // 4 + 20, np.uint8) for picture in stage(move)]
    wet = [rained_on(picture, number) for number, picture in enumerate(dark)]
    found = measured(wet)
    assert found.support > 0.35
    assert kept(found, move) > 0.95


def rained_on(picture: Grey, seed: int) -> Grey:
    """The picture behind drops that are elsewhere in every picture, and brighter than all else."""
    chance = np.random.default_rng(seed)
    wet = picture.copy()
    for x, y in chance.integers(0, (WIDTH, HEIGHT), (DROPS, 2)):
        cv2.line(wet, (int(x), int(y)), (int(x) - 2, int(y) + 9), 110, 1, cv2.LINE_AA)
    return wet
