"""References as they are looked at: what was asked before changes nothing."""

from pathlib import Path

import numpy as np
import pytest
from colour_embedder import RED, SKY, Colours

from videostudio.evaluation.shelf import Shelf
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.portraits import Portraits, upper_half
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut


def test_a_place_looks_the_same_whether_or_not_it_was_cut_out_as_a_figure_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    picture = np.full((96, 128, 3), SKY, np.uint8)
    picture[30:80, 40:80] = RED
    reference = shelf.put_picture(picture)
    fresh, asked = (Portraits(Colours(), AlphaSegmenter(GrabCut())) for _ in range(2))
    cut = asked.of_figure(reference, shelf)
    place = fresh.of_place(reference, shelf)
    assert not np.array_equal(cut.vector, place.vector)
    assert np.array_equal(asked.of_place(reference, shelf).vector, place.vector)
    assert np.array_equal(asked.of_figure(reference, shelf).vector, cut.vector)


def test_the_upper_half_of_whoever_is_tall_stands_in_a_square() -> None:
    tall = np.zeros((100, 60, 4), np.uint8)
    tall[10:50, 20:40] = (*RED, 255)
    tall[50:90, 20:40] = (*SKY, 255)
    half = upper_half(tall)
    assert half is not None
    assert half.shape == (40, 40, 4)
    assert np.all(half[half[..., 3] > 0] == (*RED, 255))
    assert np.count_nonzero(half[..., 3]) == 40 * 20


@pytest.mark.parametrize("picture", [np.zeros((9, 9, 4), np.uint8), np.full((20, 60, 4), 255, np.uint8)])
def test_what_is_not_tall_has_no_upper_half(picture: Pixels) -> None:
    assert upper_half(picture) is None
