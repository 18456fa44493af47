import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.tools.video.colour import black, planar_to_rgb, planes, rgb_to_planar, scaled

LEVEL = st.integers(0, 255)

# Rec. ITU-R BT.709, 8 bit limited range, rounded.
KNOWN = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (255, 255, 0): (219, 16, 138),
    (0, 255, 255): (188, 154, 16),
    (255, 0, 255): (78, 214, 230),
    (128, 128, 128): (126, 128, 128),
}


def flat(colour: tuple[int, int, int], height: int = 8, width: int = 12) -> np.ndarray:
    return np.full((height, width, 3), colour, np.uint8)


@pytest.mark.parametrize(("rgb", "yuv"), KNOWN.items())
def test_pure_colours_are_bt709_limited(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    for plane, level in zip(planes(rgb_to_planar(flat(rgb))), yuv, strict=True):
        assert np.abs(plane.astype(int) - level).max() <= 1


@settings(deadline=None)
@given(LEVEL, LEVEL, LEVEL)
def test_a_flat_colour_comes_back_within_two_levels(red: int, green: int, blue: int) -> None:
    rgb = flat((red, green, blue))
    assert np.abs(planar_to_rgb(rgb_to_planar(rgb)).astype(int) - rgb).max() <= 2


def test_planes_are_views_in_the_order_y_u_v() -> None:
    planar = np.arange(6 * 8, dtype=np.uint8).reshape(6, 8)
    luma, blue, red = planes(planar)
    assert luma.shape == (4, 8)
    assert blue.shape == red.shape == (2, 4)
    assert blue.reshape(-1).tolist() == list(range(32, 40))
    assert red.reshape(-1).tolist() == list(range(40, 48))
    red[...] = 7
    assert planar[-1].tolist() == [7] * 8


@pytest.mark.parametrize("size", [(12, 6), (4, 4), (14, 10), (1280, 720), (854, 480)])
def test_every_even_size_keeps_its_places(size: tuple[int, int]) -> None:
    width, height = size
    rgb = flat((10, 20, 30), height, width)
    rgb[: height // 2 // 2 * 2, : width // 2 // 2 * 2] = (200, 100, 50)
    back = planar_to_rgb(rgb_to_planar(rgb))
    assert back.shape == rgb.shape
    assert np.abs(back[0, 0].astype(int) - (200, 100, 50)).max() <= 2
    assert np.abs(back[-1, -1].astype(int) - (10, 20, 30)).max() <= 2


def test_scaling_on_the_way_to_rgb() -> None:
    assert planar_to_rgb(rgb_to_planar(flat((90, 10, 200), 40, 60)), (15, 7)).shape == (7, 15, 3)


def test_black_is_black() -> None:
    assert planar_to_rgb(black(12, 8)).max() == 0


def test_scaled_leaves_the_right_size_alone() -> None:
    rgb = flat((1, 2, 3))
    assert scaled(rgb, (12, 8)) is rgb
