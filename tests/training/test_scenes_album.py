"""Portraits made from shards: figures alone on plain ground, empty places, and what is known of them."""

from pathlib import Path

import numpy as np
import pytest
from tiny_scenes import SIDE, sample, write_pictures, write_world

from videostudio.generators.mini.plain_ground import GROUND, keyed
from videostudio.training.img.references import references_of
from videostudio.training.scenes.album import Album
from videostudio.training.scenes.references import GOOD


class Nobody:
    """No segmenter is asked about what is known."""


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Album:
    return Album.of(write_world(tmp_path_factory.mktemp("shards")), 0.5)


def test_an_album_is_its_shards_and_portraits_behind_them(album: Album) -> None:
    assert len(album) == 6 + 3
    assert np.array_equal(album.sample(1).picture, sample(1, 2).picture)
    figure, place = album.sample(6), album.sample(7)
    assert figure.caption == "the square on a plain ground"
    assert place.caption == "the plain"
    assert place.cast == ()
    assert [album.cast_of(number) for number in (1, 6, 7)] == [["square 1 0", "square 1 1"], [], []]
    assert np.array_equal(album.sample(6).picture, figure.picture)


def test_a_portrait_shows_one_figure_as_large_as_fits(album: Album) -> None:
    figure = album.sample(6)
    (seen,) = figure.cast
    rows, columns = np.flatnonzero(seen.mask.any(1)), np.flatnonzero(seen.mask.any(0))
    assert rows[-1] - rows[0] + 1 == round(0.9 * SIDE)
    assert abs(rows[0] + rows[-1] + 1 - SIDE) <= 1
    assert abs(columns[0] + columns[-1] + 1 - SIDE) <= 1
    assert (figure.picture[~seen.mask] == GROUND).all()
    assert seen.id.startswith("square")


def test_a_portrait_has_no_references(album: Album) -> None:
    found = references_of(album.sample(6), Nobody(), GOOD)  # type: ignore[arg-type]
    assert (found.figures, found.placed) == ((), False)
    assert found.area.any()


def test_what_a_portrait_shows_can_be_cut_out(album: Album) -> None:
    figure = album.sample(6)
    blurred = np.clip(figure.picture + np.random.default_rng(0).normal(0, 4, figure.picture.shape), 0, 255)
    alpha = keyed(blurred.astype(np.uint8))
    assert alpha is not None
    assert ((alpha > 0) == figure.cast[0].mask).mean() > 0.98
    assert keyed(np.full((SIDE, SIDE, 3), GROUND, np.uint8)) is None


def test_pictures_from_elsewhere_have_no_portraits(tmp_path: Path) -> None:
    shards = write_pictures(tmp_path, 2, width=SIDE, height=SIDE)
    assert len(Album.of(shards)) == 2
    with pytest.raises(ValueError, match="set portraits to 0"):
        Album.of(shards, 0.5)
