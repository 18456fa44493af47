"""Small pictures made large on purpose: what each style does to an edge, and what none may do."""

import numpy as np
import pytest
from filmed import Shelf
from numpy.typing import NDArray

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.generators.mini.styles import STYLES, enlarged
from videostudio.generators.mini.upscaled import UpscaledFilmer, UpscaledImager, Upscaling
from videostudio.generators.ports import Footage, Picture
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

DARK, LIGHT = 40, 200


def edge() -> Pixels:
    """24 x 16 px: dark on the left, light on the right."""
    picture = np.full((16, 24, 3), DARK, np.uint8)
    picture[:, 12:] = LIGHT
    return picture


def between(picture: Pixels) -> int:
    """Pixels in the middle row that are neither dark nor light."""
    row: NDArray[np.int_] = picture[picture.shape[0] // 2, :, 0].astype(int)
    return int(((row > DARK + 20) & (row < LIGHT - 20)).sum())


@pytest.mark.parametrize("style", STYLES)
def test_a_style_keeps_flat_colours_and_is_the_same_every_time(style: str) -> None:
    picture = edge()
    shown = enlarged(picture, 144, 96, style)
    assert shown.shape == (96, 144, 3)
    assert abs(float(shown[20:76, 8:50].mean()) - DARK) < 2
    assert abs(float(shown[20:76, 94:136].mean()) - LIGHT) < 2
    assert np.array_equal(shown, enlarged(picture, 144, 96, style))


def test_crisp_edges_are_narrower_than_soft_ones() -> None:
    assert between(enlarged(edge(), 144, 96, "crisp")) < between(enlarged(edge(), 144, 96, "soft")) / 1.5


def test_a_painting_has_no_speck_smaller_than_its_brush() -> None:
    picture = np.full((16, 24, 3), DARK, np.uint8)
    picture[8, 12] = LIGHT
    assert enlarged(picture, 144, 96, "soft").max() > LIGHT - 40
    assert enlarged(picture, 144, 96, "painted").max() < LIGHT - 60


def test_what_is_large_enough_only_shrinks() -> None:
    assert np.array_equal(enlarged(edge(), 24, 16, "painted"), edge())


class Small:
    """Draws what it is asked for, as small as it is asked to."""

    identity = Identity(backend="small", code_version=1)
    capabilities = Capabilities(licence="")

    def shoot_image(self, request: SceneImageRequest, *, artifacts: Artifacts) -> Picture:
        assert request.width * request.height <= 24 * 16
        return Picture(np.full((request.height, request.width, 3), DARK, np.uint8), notes=("drawn",))

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        frame = np.full((request.height, request.width, 3), LIGHT, np.uint8)
        return Footage(iter([frame] * 2), request.width, request.height, 4)


def test_requests_are_met_at_their_size_and_the_style_is_told() -> None:
    place = CastMember(entity=Entity(id="mars", name="Mars", kind=EntityKind.PLACE))
    common = {"scene_id": "s1", "attempt": 1, "event": "", "action": "rest", "cast": (), "place": place, "seed": 1}
    upscaling, shelf = Upscaling("crisp", 19), Shelf()
    imager, filmer = UpscaledImager(Small(), upscaling), UpscaledFilmer(Small(), upscaling)
    picture = imager.shoot_image(SceneImageRequest(**common, width=320, height=180), artifacts=shelf)
    assert picture.pixels.shape == (180, 320, 3)
    assert picture.notes == ("drawn",)
    image = shelf.put(b"", "image/png")
    request = ClipRequest(**common, image=image, width=320, height=180, frames=4, tail_frames=0, fps=8)
    footage = filmer.shoot_clip(request, artifacts=shelf)
    assert [frame.shape for frame in footage.frames] == [(180, 320, 3)] * 2
    assert (footage.width, footage.height, footage.fps) == (320, 180, 4)
    other = UpscaledFilmer(Small(), Upscaling("painted", 19))
    assert filmer.identity.switches == {"upscale": "crisp"} != other.identity.switches
