"""Counting on pictures: contrast, coverage, change."""

import numpy as np
import pytest

from videostudio.tools.scoring import looks

RNG = np.random.default_rng(0)


def filled(*channels: int) -> looks.Pixels:
    return np.full((40, 60, len(channels)), channels, np.uint8)


@pytest.mark.parametrize(("rgb", "level"), [((255, 0, 0), 54), ((0, 255, 0), 182), ((0, 0, 255), 18), ((9, 9, 9), 9)])
def test_luma_weighs_like_bt709(rgb: tuple[int, int, int], level: int) -> None:
    assert (looks.luma(filled(*rgb)) == level).all()


def test_contrast_is_the_spread_of_brightness() -> None:
    halves = np.zeros((10, 10), np.uint8)
    assert looks.contrast(halves) == 0
    halves[:, 5:] = 200
    assert looks.contrast(halves) == pytest.approx(100)


@pytest.mark.parametrize("shade", [0, 255, 90])
def test_a_cut_out_of_one_colour_is_no_blank_reference(shade: int) -> None:
    silhouette = filled(shade, shade, shade, 0)
    silhouette[10:30, 20:40, 3] = 255
    assert looks.reference_contrast(silhouette) > 40
    assert looks.coverage(silhouette) == pytest.approx(400 / 2400)


def test_an_empty_or_a_full_single_colour_is_blank() -> None:
    assert looks.reference_contrast(filled(200, 10, 10, 0)) == 0
    assert looks.reference_contrast(filled(200, 10, 10, 255)) == 0
    assert looks.reference_contrast(filled(200, 10, 10)) == 0
    assert looks.coverage(filled(1, 2, 3, 127)) == 0
    assert looks.coverage(filled(1, 2, 3, 128)) == 1
    assert looks.coverage(filled(1, 2, 3)) == 1


def test_a_small_figure_that_moves_is_change_in_a_large_still_picture() -> None:
    still = np.full((180, 320), 60, np.uint8)
    here, there = still.copy(), still.copy()
    here[100:112, 50:62] = 200
    there[100:112, 52:64] = 200
    assert looks.changes([here, here, there]) == [0.0, pytest.approx(20, rel=0.3)]
    assert looks.changes([still]) == []


def test_noise_of_an_encoder_is_no_change() -> None:
    still = RNG.integers(5, 250, (180, 320), np.uint8)
    noisy = (still + RNG.integers(-1, 2, still.shape)).astype(np.uint8)
    assert max(looks.changes([still, noisy])) < looks.CHANGE_LEVELS


def test_the_longest_still_stretch_counts_neighbouring_pairs() -> None:
    assert looks.longest_still([0, 0, 9, 0, 0, 0, 9]) == range(3, 6)
    assert looks.longest_still([0, 9, 0]) == range(1)
    assert looks.longest_still([9, 9]) == range(0)
    assert looks.longest_still([0.99, looks.CHANGE_LEVELS]) == range(1)
    assert looks.longest_still([]) == range(0)


def test_the_dullest_stretch_is_around_the_dullest_picture() -> None:
    assert looks.dullest([40, 41, 0.3, 0.2, 5, 39, 0.4, 40]) == range(2, 5)
    assert looks.dullest([0.1, 30, 30]) == range(1)
    assert looks.dullest([30, 30, 0.1]) == range(2, 3)
    assert looks.dullest([0.0, 0.0]) == range(2)


def test_pictures_smaller_than_a_block_can_be_compared() -> None:
    assert looks.changes([np.zeros((4, 4), np.uint8), np.full((4, 4), 7, np.uint8)]) == [7.0]
