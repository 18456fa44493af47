"""Palettes of places: what they notice and what they overlook."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from videostudio.film.staging import Box
from videostudio.tools.scoring import places

SKY, GRASS, SAND = (120, 180, 240), (70, 150, 60), (220, 190, 120)


def scene(horizon: int = 45, *, sky: tuple[int, int, int] = SKY, ground: tuple[int, int, int] = GRASS) -> places.Pixels:
    picture = np.empty((90, 160, 3), np.uint8)
    picture[:horizon], picture[horizon:] = sky, ground
    return picture


def test_a_palette_is_a_distribution() -> None:
    for pictures in ([scene()], [scene(), scene(60)], [scene(), scene()[:50, :80]]):
        found = places.palette(pictures)
        assert found.sum() == pytest.approx(1)
        assert found.min() >= 0
    assert places.palette([]).sum() == 0


@given(arrays(np.uint8, (1, 1, 3)))
def test_a_colour_falls_into_its_bin_of_a_histogram_over_even_bins(picture: places.Pixels) -> None:
    lab = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float64)
    counts, _ = np.histogramdd(lab, places.BINS, [(0, 256)] * 3)
    assert places.palette([picture]).argmax() == counts.argmax()


def test_equal_palettes_are_alike_and_foreign_ones_are_not() -> None:
    meadow, beach = places.palette([scene()]), places.palette([scene(sky=(250, 150, 90), ground=SAND)])
    assert places.likeness(meadow, meadow) == pytest.approx(1)
    assert places.likeness(meadow, beach) < 0.05
    assert places.likeness(meadow, beach) == places.likeness(beach, meadow)


def test_a_tilted_or_dimmed_camera_changes_a_palette_less_than_another_paint() -> None:
    here = places.palette([scene(45)])
    tilted = places.likeness(here, places.palette([scene(60)]))
    shaded = places.likeness(here, places.palette([np.clip(scene().astype(int) - 1, 0, 255).astype(np.uint8)]))
    repainted = places.likeness(here, places.palette([scene(ground=SAND)]))
    assert min(tilted, shaded) > 0.9
    assert repainted < 0.75


def test_every_scene_is_held_against_the_most_typical_one() -> None:
    odd = places.palette([scene(sky=(20, 20, 60), ground=(40, 20, 40))])
    usual = [places.palette([scene(horizon)]) for horizon in (40, 45, 50)]
    values = places.match([odd, *usual])
    assert values[2] == pytest.approx(1)
    assert values[0] < 0.1
    assert min(values[1:]) > 0.98


def test_figures_in_their_boxes_are_left_out() -> None:
    crowded = scene()
    crowded[20:80, 50:110] = (250, 20, 200)
    empty = places.palette([scene()])
    box = Box(left=200, top=80, width=240, height=240)
    assert places.likeness(empty, places.palette([crowded])) < 0.9
    assert places.likeness(empty, places.palette([crowded], [box], 640)) > 0.98


def test_a_box_over_everything_leaves_the_whole_picture() -> None:
    everything = Box(left=-50, top=-50, width=900, height=900)
    assert np.array_equal(places.palette([scene()], [everything], 640), places.palette([scene()]))


def test_a_box_beside_the_picture_leaves_nothing_out() -> None:
    beside = Box(left=-300, top=10, width=100, height=100)
    assert np.array_equal(places.palette([scene()], [beside], 640), places.palette([scene()]))


def test_figures_make_way_for_the_view_behind_them() -> None:
    crowded, box = scene(), Box(left=-5, top=20, width=40, height=200)
    crowded[20:, :35] = 0
    assert np.array_equal(places.emptied(crowded, [box], scene()), scene())
    assert crowded[50, 10].sum() == 0
