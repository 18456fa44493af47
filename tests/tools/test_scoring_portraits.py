"""References as they are looked at: what was asked before changes nothing."""

from pathlib import Path

import numpy as np
from colour_embedder import RED, SKY, Colours

from videostudio.evaluation.shelf import Shelf
from videostudio.tools.scoring.portraits import Portraits
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
