"""The bank: what it holds, how it is drawn, and that its graph sees what the model sees."""

import cv2
import numpy as np
import pytest
import torch
from little_world import held_out_thing, tiny_pool

from videostudio.training import clip_bank, clip_model
from videostudio.training.clip_bank import Amounts, Artist, Role
from videostudio.training.clip_pool import Pool
from videostudio.training.clip_pupil import tensor_of
from videostudio.training.clip_teacher import load_features
from videostudio.training.clip_views import Drawer

SIDE = 32


@pytest.fixture
def pool() -> Pool:
    return tiny_pool()


def test_the_bank_holds_nothing_that_is_held_out(pool: Pool) -> None:
    pool.things[0] = held_out_thing()
    rows = clip_bank.rows_of(pool, Amounts(), seed=1)
    assert {number for role, number, _ in rows if role in (Role.VIEW, Role.REFERENCE)} == set(range(1, 11))
    assert {number for role, number, _ in rows if role == Role.FRAME} == {1}, "the other frame shows what is held out"
    assert {number for role, number, _ in rows if role == Role.EMPTY} == {1}
    assert rows == clip_bank.rows_of(pool, Amounts(), seed=1)


def test_every_turned_view_has_a_reference_turned_alike(pool: Pool) -> None:
    rows = clip_bank.rows_of(pool, Amounts(), seed=1)
    turned = {(number, turn) for role, number, turn in rows if role == Role.VIEW and turn}
    assert turned
    assert turned == {(number, turn) for role, number, turn in rows if role == Role.REFERENCE and turn}


@pytest.mark.parametrize("row", [(role, 0, 0) for role in Role] + [(Role.VIEW, 0, 120), (Role.REFERENCE, 0, 120)])
def test_every_row_can_be_drawn(pool: Pool, row: clip_bank.Row) -> None:
    chance = np.random.default_rng(2)
    picture = Artist(pool, Drawer(pool.sets, SIDE, chance), chance).drawn(row)
    assert picture.shape == (SIDE, SIDE, 3)
    assert picture.dtype == np.uint8


def test_views_come_from_scenes_and_from_references(pool: Pool) -> None:
    """The first thing is staged in a black frame; its reference is white on sets of noise."""
    pool.frames[:] = 0
    pool.references[:] = 255
    chance = np.random.default_rng(3)
    artist = Artist(pool, Drawer(pool.sets, SIDE, chance), chance)
    dark = [artist.drawn((Role.VIEW, 0, 0)).mean() < 60 for _ in range(60)]
    assert 0.3 < np.mean(dark) < 0.8


def test_the_graph_sees_what_the_frozen_layers_see() -> None:
    model = clip_model.built().eval()
    load_features(model.visual.trunk)
    side = clip_model.pixels()
    noise = np.random.default_rng(0).integers(0, 256, (3, side // 8, side // 8, 3)).astype(np.uint8)
    pictures = tensor_of(np.stack([cv2.resize(one, (side, side)) for one in noise]))
    with torch.inference_mode():
        wanted = clip_model.first_features(model, pictures).numpy()
    found = clip_bank.eyes().run(None, {"input": pictures.contiguous().numpy()})[0]
    assert found.shape == wanted.shape == (3, 80, 8, 8)
    np.testing.assert_allclose(found, wanted, atol=1e-3)
