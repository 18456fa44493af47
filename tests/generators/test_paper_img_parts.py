"""What of VideoStudio-Img needs no model: words, references, regions and strengths."""

from typing import Any

import numpy as np
import pytest
from filmed import Shelf
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from videostudio.film.camera import ShotSize
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Identity
from videostudio.film.requests import Binding, CastMember, SceneImageRequest
from videostudio.film.staging import Box, Placement, Staging
from videostudio.generators.paper.img_conditioning import Conditioning, conditioning_of
from videostudio.generators.paper.img_prompt import prompt_of
from videostudio.generators.paper.img_references import Reference, background_of, foreground_of
from videostudio.generators.paper.img_regions import SIZE_STEP, everywhere, regions_of
from videostudio.generators.paper.img_settings import RELEASED
from videostudio.generators.sizing.sizes import drawn_size
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.scoring.segmenting.port import Matte

SHELF = Shelf()


def entity(name: str, description: str = "", kind: EntityKind = EntityKind.ANIMAL) -> Entity:
    return Entity(id=name, name=name, kind=kind, description=description)


CORGI, FOX = (
    CastMember(entity=entity("corgi", "A corgi with a red scarf.")),
    CastMember(entity=entity("fox", "An old fox.")),
)
PARK = CastMember(entity=entity("park", "A park in autumn.", EntityKind.PLACE))
REQUEST = SceneImageRequest(
    scene_id="s1", attempt=1, event="The corgi meets the fox.", action="meet", cast=(CORGI, FOX), place=PARK,
    width=64, height=64, seed=1,
)  # fmt: skip


def changed(**changes: Any) -> SceneImageRequest:
    return REQUEST.model_copy(update=changes)


@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (REQUEST, "The corgi meets the fox, park, medium shot"),
        (changed(emphasis=("fox",)), "fox, The corgi meets the fox, park, medium shot"),
        (changed(place_first=True, emphasis=("fox",)), "park, fox, The corgi meets the fox, medium shot"),
        (changed(single=("corgi",)), "The corgi meets the fox, only one corgi, park, medium shot"),
        (
            changed(shot=ShotSize.CLOSE, style="watercolour"),
            "The corgi meets the fox, park, close-up, watercolour",
        ),
    ],
)
def test_a_prompt_begins_with_what_must_not_be_missed(request_: SceneImageRequest, text: str) -> None:
    assert prompt_of(request_, lambda each: each == text).text == text
    whole = prompt_of(request_, lambda each: True)
    assert whole.text == f"{text}, A corgi with a red scarf, An old fox, A park in autumn"
    assert (whole.left_out, whole.cut) == ((), False)


@given(room=st.integers(0, 120))
def test_descriptions_come_whole_or_not_at_all(room: int) -> None:
    found = prompt_of(REQUEST, lambda text: len(text) <= room)
    assert found.cut == (len(found.text) > room)
    for member in (*REQUEST.cast, REQUEST.place):
        said = member.entity.description.rstrip(".") in found.text
        assert said == (member.entity.name not in found.left_out)


class Half:
    """Takes the left half of everything for salient."""

    identity = Identity(backend="half", code_version=1)

    def __init__(self, degraded: str = "") -> None:
        self.degraded = degraded

    def segment(self, picture: Pixels) -> Matte:
        height, width = picture.shape[:2]
        return Matte(np.tile(np.where(np.arange(width) < width / 2, 0.9, 0.1), (height, 1)), self.degraded)


def pictured(pixels: Pixels, name: str = "corgi") -> CastMember:
    return CastMember(entity=entity(name), reference=SHELF.put(encode_png(pixels), "image/png"))


WHITE = np.full((4, 8, 3), 255, np.uint8)


def test_a_figure_stands_alone_on_a_black_square() -> None:
    found = foreground_of(pictured(WHITE), SHELF, Half("a guess"))
    assert found is not None
    pixels = np.asarray(found.image)
    assert pixels.shape == (8, 8, 3)
    assert (pixels[2:6, :4] == 255).all()
    assert pixels.sum() == 4 * 4 * 3 * 255
    assert found.degraded == "the reference of 'corgi' is a guess"


def test_a_place_is_seen_without_what_stands_in_it() -> None:
    found = background_of(pictured(WHITE), SHELF, Half())
    assert found is not None
    assert (np.asarray(found.image) == np.where(np.arange(8) < 4, 0, 255)[None, :, None]).all()
    whole = background_of(pictured(WHITE), SHELF, Half("a guess"))
    assert whole is not None
    assert (np.asarray(whole.image) == 255).all()


def test_a_place_that_is_cut_out_keeps_what_is_left() -> None:
    clear = np.dstack([WHITE, np.tile(np.where(np.arange(8) < 2, 0, 255), (4, 1)).astype(np.uint8)])
    found = background_of(pictured(clear), SHELF, Half())
    assert found is not None
    assert (np.asarray(found.image) == np.where(np.arange(8) < 2, 0, 255)[None, :, None]).all()


def test_without_a_picture_there_is_no_reference() -> None:
    assert foreground_of(CORGI, SHELF, Half()) is None
    assert background_of(PARK, SHELF, Half()) is None


def staged(*boxes: Box, width: int = 64, height: int = 64) -> Staging:
    names = ("corgi", "fox")
    placements = tuple(Placement(entity_id=name, box=box) for name, box in zip(names, boxes, strict=False))
    return Staging(width=width, height=height, ground_px=1, placements=placements)


def test_regions_are_laid_on_the_middle_that_is_shown() -> None:
    # 1280 x 720 is shown from the middle of 704 x 384: 682.67 x 384, 10.67 px from the left
    right = Box(left=640, top=360, width=640, height=360)
    mask = regions_of(staged(right, width=1280, height=720), 704, 384)["corgi"]
    rows, columns = np.nonzero(mask)
    assert (rows.min(), rows.max() + 1, columns.min(), columns.max() + 1) == (192, 384, 352, 693)
    assert set(np.unique(mask)) == {0, 255}


@given(left=st.integers(-200, 200), top=st.integers(-200, 200), width=st.integers(1, 300), height=st.integers(1, 300))
def test_boxes_may_reach_over_the_edges(left: int, top: int, width: int, height: int) -> None:
    box = Box(left=left, top=top, width=width, height=height)
    found = regions_of(staged(box), 64, 64)
    shared = Box(left=0, top=0, width=64, height=64).shared(box)
    assert sum(int((mask > 0).sum()) for mask in found.values()) == shared
    assert ("corgi" in found) == (shared > 0)


SEEN = [Reference(name, Image.new("RGB", (8, 8))) for name in ("corgi", "fox")]
BEHIND = Reference("park", Image.new("RGB", (8, 8)))


def conditioned(
    request: SceneImageRequest, *, place: Reference | None = BEHIND, regions: dict[str, Pixels] | None = None
) -> Conditioning:
    return conditioning_of(request, SEEN, place, RELEASED, regions=regions or {}, size=(64, 64))


def binding(**scales: int) -> tuple[Binding, ...]:
    return tuple(Binding(entity_id=name, scale_milli=scale) for name, scale in scales.items())


def test_strengths_are_the_released_ones_times_what_is_asked() -> None:
    assert conditioned(REQUEST).scales == (0.5, 0.33)
    assert conditioned(changed(reference_scale_milli=2000)).scales == (1.0, 0.66)
    assert conditioned(changed(bindings=binding(park=500))).scales == (0.5, 0.165)
    assert conditioned(changed(bindings=binding(corgi=0))).scales == (0.5, 0.33)
    assert len(conditioned(changed(bindings=binding(corgi=0))).images[0]) == 1
    assert conditioned(changed(reference_scale_milli=0), place=None).scales == (0.0, 0.0)


def test_who_binds_in_a_way_of_its_own_attends_alone() -> None:
    found = conditioned(changed(bindings=binding(fox=3000)))
    assert found.scales == ([0.25, 0.75], 0.33)
    assert [int(mask.min()) for mask in found.regions] == [255, 255]
    assert conditioned(changed(bindings=binding(fox=1000))).regions == ()


def test_a_region_gives_the_whole_strength_there() -> None:
    left = regions_of(staged(Box(left=0, top=0, width=32, height=64)), 64, 64)
    found = conditioned(REQUEST, regions=left)
    assert found.scales == ([0.5, 0.25], 0.33)
    assert found.regions[0] is left["corgi"]
    assert (found.regions[1] == everywhere(64, 64)).all()


@given(width=st.integers(16, 4096), height=st.integers(16, 4096), side=st.sampled_from((64, 512, 768)))
def test_drawn_sizes_halve_evenly_and_keep_their_area(width: int, height: int, side: int) -> None:
    drawn = drawn_size(width, height, side, SIZE_STEP)
    assert all(each % 64 == 0 and each > 0 for each in drawn)
    if side >= 512 and 0.5 <= width / height <= 2:
        assert 0.8 < drawn[0] * drawn[1] / side**2 < 1.25
        assert 0.8 < drawn[0] / drawn[1] / (width / height) < 1.25
