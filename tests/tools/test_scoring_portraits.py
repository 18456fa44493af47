"""References as they are looked at: what was asked before changes nothing."""

import numpy as np
import pytest
from colour_embedder import RED, SKY

from videostudio.tools.images import Pixels
from videostudio.tools.scoring.portraits import upper_half


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
