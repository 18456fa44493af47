"""How things come before the house CLIP's eye."""

import numpy as np
import pytest

from videostudio.tools.images import Pixels
from videostudio.training import clip_views
from videostudio.training.clip_views import Drawer

SIDE = 32


def figure(colour: tuple[int, int, int]) -> Pixels:
    """A square of one colour in the middle of nothing."""
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[10:30, 12:28] = (*colour, 255)
    return rgba


@pytest.fixture
def drawer() -> Drawer:
    sets = np.random.default_rng(0).integers(0, 256, (3, 36, 64, 3)).astype(np.uint8)
    return Drawer(sets, SIDE, np.random.default_rng(5))


def test_every_view_has_the_size_the_model_sees(drawer: Drawer) -> None:
    red = figure((220, 30, 30))
    frame = np.zeros((36, 64, 3), np.uint8)
    for _ in range(40):
        for view in (drawer.portrait(red, 90.0), drawer.composite(red, 0.0), drawer.background(), drawer.whole(frame)):
            assert view.shape == (SIDE, SIDE, 3)
            assert view.dtype == np.uint8


@pytest.mark.parametrize("box", [(0, 0, 10, 10), (-20, -20, 30, 30), (60, 30, 40, 40), (5, 5, 1, 1)])
def test_boxes_over_the_edge_are_cut_too(drawer: Drawer, box: tuple[int, int, int, int]) -> None:
    frame = np.full((36, 64, 3), 77, np.uint8)
    assert drawer.cut(frame, box).shape == (SIDE, SIDE, 3)


def test_a_composite_shows_the_figure(drawer: Drawer) -> None:
    drawer = Drawer(np.zeros((1, 36, 64, 3), np.uint8), SIDE, np.random.default_rng(1))
    shares = [float((drawer.composite(figure((0, 255, 0)), 0.0)[..., 1] > 60).mean()) for _ in range(30)]
    assert np.median(shares) > 0.2


def test_turned_hues_change_colour_and_nothing_else() -> None:
    red = figure((220, 30, 30))
    turned = clip_views.hue_turned(red, 120.0)
    assert np.array_equal(turned[..., 3], red[..., 3])
    assert turned[20, 20].argmax() in (1, 3)
    assert turned[20, 20, 1] > turned[20, 20, 0]
    assert clip_views.hue_turned(red, 0.0) is red


def test_grey_things_are_not_colourful() -> None:
    assert clip_views.is_colourful(figure((220, 30, 30)))
    assert not clip_views.is_colourful(figure((128, 128, 128)))
    assert not clip_views.is_colourful(np.zeros((8, 8, 4), np.uint8))


def test_a_reference_is_judged_on_the_embedders_grey(drawer: Drawer) -> None:
    plain = drawer.plain(figure((220, 30, 30)))
    assert tuple(plain[0, 0]) == (clip_views.GREY,) * 3
