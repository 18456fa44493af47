from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.errors import GeneratorError
from videostudio.tools.video.colour import planar_to_rgb, planes, rgb_to_planar
from videostudio.tools.video.conform import Fit, Source, Target, conformed, fit


def numbered(count: int, width: int = 16, height: int = 8) -> Iterator[np.ndarray]:
    """Frames whose every pixel is twice their number."""
    for number in range(count):
        yield np.full((height, width, 3), 2 * number, np.uint8)


def shown(count: int, fps: int, target_fps: int, frames: int) -> list[int]:
    made = conformed(numbered(count), Source(16, 8, fps), Target(16, 8, target_fps, frames))
    return [round((int(frame[0, 0]) - 16) * 255 / 219 / 2) for frame in made]


def test_the_same_rate_shows_every_frame_once() -> None:
    assert shown(10, 24, 24, 10) == list(range(10))


def test_half_the_rate_shows_every_frame_twice() -> None:
    assert shown(5, 12, 24, 10) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


def test_twice_the_rate_shows_every_second_frame() -> None:
    assert shown(10, 48, 24, 5) == [1, 3, 5, 7, 9]


def test_16_to_24_repeats_every_second_frame() -> None:
    assert shown(4, 16, 24, 6) == [0, 1, 1, 2, 3, 3]


@settings(deadline=None)
@given(st.sampled_from([8, 12, 15, 16, 24, 25, 30, 50, 60]), st.sampled_from([24, 25, 30]), st.integers(1, 40))
def test_footage_of_the_same_duration_is_always_enough(fps: int, target_fps: int, frames: int) -> None:
    enough = -(-frames * fps // target_fps)
    numbers = shown(enough, fps, target_fps, frames)
    assert len(numbers) == frames
    assert all(abs((n + 0.5) / fps - (k + 0.5) / target_fps) <= 0.5 / fps + 1e-9 for k, n in enumerate(numbers))


def test_too_few_frames_are_refused_with_figures() -> None:
    with pytest.raises(GeneratorError, match=r"gave 5 frames at 24 fps, needed are 6 .* 6 film frames at 24 fps"):
        shown(5, 24, 24, 6)
    with pytest.raises(GeneratorError, match=r"gave 3 frames at 12 fps, needed are 4 .* 8 film frames at 24 fps"):
        shown(3, 12, 24, 8)


def test_what_is_left_over_is_not_read() -> None:
    frames = numbered(100)
    assert len(list(conformed(frames, Source(16, 8, 24), Target(16, 8, 24, 3)))) == 3
    assert next(frames)[0, 0, 0] == 6


def test_a_frame_of_another_size_than_announced_is_refused() -> None:
    with pytest.raises(GeneratorError, match=r"frame 0 is uint8 \(8, 16, 3\), announced was uint8 \(10, 16, 3\)"):
        list(conformed(numbered(3), Source(16, 10, 24), Target(16, 10, 24, 3)))


def test_frames_of_another_type_are_refused() -> None:
    wrong = (frame.astype(np.float32) for frame in numbered(3))
    with pytest.raises(GeneratorError, match="float32"):
        list(conformed(wrong, Source(16, 8, 24), Target(16, 8, 24, 3)))


def test_a_little_too_wide_or_high_is_cropped() -> None:
    target = Target(1280, 720, 24, 1)
    assert fit(Source(640, 360, 24), target) == Fit(1280, 720)
    assert fit(Source(832, 480, 24), target) == Fit(1280, 738)
    assert fit(Source(848, 480, 24), target) == Fit(1280, 724)


def test_much_too_wide_or_high_gets_bars() -> None:
    target = Target(1280, 720, 24, 1)
    assert fit(Source(1024, 1024, 24), target) == Fit(720, 720)
    assert fit(Source(2000, 500, 24), target) == Fit(1280, 320)


@settings(deadline=None)
@given(*(st.integers(1, 2000) for _ in range(2)), *(st.integers(1, 500).map(lambda n: 2 * n) for _ in range(2)))
def test_a_fit_touches_two_opposite_edges_and_crops_little(
    width: int, height: int, out_width: int, out_height: int
) -> None:
    got = fit(Source(width, height, 24), Target(out_width, out_height, 24, 1))
    assert got.scaled_width % 2 == got.scaled_height % 2 == 0
    assert got.scaled_width == out_width or got.scaled_height == out_height
    assert got.scaled_width <= out_width * 8 / 7 + 2
    assert got.scaled_height <= out_height * 8 / 7 + 2


@pytest.mark.parametrize("pixel_format", ["rgb24", "yuv420p"])
def test_bars_are_black_and_the_picture_is_whole_between_them(pixel_format: str) -> None:
    rgb = np.full((40, 40, 3), (200, 60, 30), np.uint8)
    frame = rgb if pixel_format == "rgb24" else rgb_to_planar(rgb)
    source = Source(40, 40, 24, "rgb24" if pixel_format == "rgb24" else "yuv420p")
    (planar,) = conformed(iter([frame]), source, Target(64, 36, 24, 1))
    picture = planar_to_rgb(planar)
    assert picture.shape == (36, 64, 3)
    assert picture[:, :13].max() == 0
    assert picture[:, -13:].max() == 0
    assert np.abs(picture[:, 15:49].astype(int) - (200, 60, 30)).max() <= 2


def test_yuv_frames_of_the_right_size_pass_untouched() -> None:
    planar = np.random.default_rng(0).integers(0, 256, (12, 16), np.uint8)
    (got,) = conformed(iter([planar]), Source(16, 8, 24, "yuv420p"), Target(16, 8, 24, 1))
    assert np.array_equal(got, planar)


def test_the_middle_is_kept_when_cropping() -> None:
    rgb = np.zeros((36, 72, 3), np.uint8)
    rgb[:, 35:37] = 255
    (planar,) = conformed(iter([rgb]), Source(72, 36, 24), Target(64, 36, 24, 1))
    assert np.flatnonzero(planes(planar)[0][18] > 200).tolist() == [31, 32]


def test_odd_source_sizes_are_taken() -> None:
    rgb = np.full((37, 67, 3), 120, np.uint8)
    (planar,) = conformed(iter([rgb]), Source(67, 37, 24), Target(64, 36, 24, 1))
    assert np.abs(planar_to_rgb(planar).astype(int) - 120).max() <= 2
