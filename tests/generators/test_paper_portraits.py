"""Entities drawn by the base model alone, on the real classes at a tiny size."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from filmed import Shelf

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.paper.img_imager import VideoStudioImg
from videostudio.generators.paper.img_settings import ImgSettings
from videostudio.generators.paper.parts import img_weights
from videostudio.generators.paper.portraits import BasePortraits
from videostudio.generators.ports import Picture
from videostudio.tools.digests import Digests
from videostudio.tools.images import encode_png
from videostudio.tools.scoring.segmenting.choice import best_segmenter

pytestmark = pytest.mark.usefixtures("one_thread")

FOX = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL, description="A red fox. It wears a blue scarf.")
SHELF = Shelf()


@pytest.fixture(scope="module")
def portraits(paper_models: Path) -> BasePortraits:
    imager = VideoStudioImg(img_weights(paper_models, Digests(None)), best_segmenter(), ImgSettings(steps=2, side=64))
    return BasePortraits(imager)


def drawn(portraits: BasePortraits, entity: Entity = FOX, **changes: Any) -> Picture:
    request = ReferenceRequest(entity=entity, width=64, height=64, seed=7)
    return portraits.shoot_reference(request.model_copy(update=changes), artifacts=SHELF)


def test_the_same_request_gives_the_same_pixels_and_another_does_not(portraits: BasePortraits) -> None:
    first = drawn(portraits)
    assert first.pixels.shape == (64, 64, 3)
    assert first.pixels.dtype == np.uint8
    assert first.notes == first.degraded == ()
    assert np.array_equal(drawn(portraits).pixels, first.pixels)
    others = {
        "seed": drawn(portraits, seed=8),
        "description": drawn(portraits, FOX.model_copy(update={"description": "A red fox. It wears a red scarf."})),
        "kind": drawn(portraits, FOX.model_copy(update={"kind": EntityKind.OBJECT})),
        "style": drawn(portraits, style="water colour"),
    }
    assert [name for name, other in others.items() if np.array_equal(other.pixels, first.pixels)] == []


def test_what_the_adapter_drew_before_leaves_no_trace(portraits: BasePortraits, paper_models: Path) -> None:
    """Both share a pipeline, whose adapters keep the last scales."""
    before = drawn(portraits).pixels
    portraits.imager._pipeline.set_ip_adapter_scale([1.0, 1.0])
    assert np.array_equal(drawn(portraits).pixels, before)


def test_a_place_fills_the_films_shape(portraits: BasePortraits) -> None:
    meadow = Entity(id="meadow", name="meadow", kind=EntityKind.PLACE, description="A green meadow.")
    found = drawn(portraits, meadow, width=160, height=90)
    assert found.pixels.shape == (90, 160, 3)
    assert found.notes == ("the picture of 'meadow' is drawn at 64 x 64 px",)


def test_a_description_that_does_not_fit_is_cut_at_a_sentence_and_said(portraits: BasePortraits) -> None:
    """The tiny tokenizer has a token for every letter."""
    long = FOX.model_copy(update={"description": f"A fox. It is {'very ' * 20}long."})
    found = drawn(portraits, long)
    assert found.degraded == ("the end of the description of 'fox' found no room in the prompt",)
    short = drawn(portraits, FOX.model_copy(update={"description": "A fox"}))
    assert np.array_equal(found.pixels, short.pixels)


@pytest.mark.parametrize(("kind", "corner"), [(EntityKind.ANIMAL, 255), (EntityKind.PLACE, 9)])
def test_a_users_own_picture_is_taken_as_it_is(portraits: BasePortraits, kind: EntityKind, corner: int) -> None:
    """All of a figure's, with white above; of a place's what fills the size."""
    wide = np.full((20, 80, 3), 9, np.uint8)
    own = SHELF.put(encode_png(wide), "image/png", width=80, height=20)
    found = drawn(portraits, FOX.model_copy(update={"kind": kind, "own_image": own}))
    assert found.pixels.shape == (64, 64, 3)
    assert found.pixels[0, 0].tolist() == [corner] * 3
    assert found.pixels[32, 32].tolist() == [9] * 3


def test_a_picture_that_is_none_is_refused(portraits: BasePortraits) -> None:
    own = SHELF.put(b"no picture", "image/png", width=1, height=1)
    with pytest.raises(ReferenceError_, match="no picture"):
        drawn(portraits, FOX.model_copy(update={"own_image": own}))


def test_identity_names_the_weights_and_all_that_changes_pixels(portraits: BasePortraits) -> None:
    assert portraits.identity.revision == portraits.imager.identity.revision
    assert portraits.identity.backend != portraits.imager.identity.backend
    slower = BasePortraits(replace(portraits.imager, settings=ImgSettings(steps=3, side=64)))
    assert slower.identity != portraits.identity
