"""Figures on plain ground, cut out; the drawing itself is a stand-in that gives a known picture."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest
from filmed import Shelf

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ReferenceRequest
from videostudio.generators.mini.plain_ground import GROUND
from videostudio.generators.mini.portraits import PlainPortraits
from videostudio.generators.mini.upscaled import UpscaledPortraits, Upscaling
from videostudio.generators.paper.img_references import foreground_of
from videostudio.generators.ports import Picture
from videostudio.tools.images import Pixels, encode_png
from videostudio.tools.scoring.segmenting.alpha import AlphaSegmenter
from videostudio.tools.scoring.segmenting.grab_cut import GrabCut
from videostudio.tools.store.port import Artifacts

FOX = Entity(id="fox", name="fox", kind=EntityKind.ANIMAL)
RED = (200, 40, 40)


@dataclass
class Painter:
    """Draws a red block, a quarter as wide as the picture and half as high, left of its middle."""

    ground: tuple[int, int, int] = GROUND
    identity: ClassVar = Identity(backend="painter", code_version=1)
    capabilities: ClassVar = Capabilities(licence="MIT")

    def shoot_reference(self, request: ReferenceRequest, *, artifacts: Artifacts) -> Picture:
        picture = np.full((request.height, request.width, 3), self.ground, np.uint8)
        picture[request.height // 4 : 3 * request.height // 4, request.width // 8 : 3 * request.width // 8] = RED
        return Picture(picture)


def drawn(painter: Painter, entity: Entity = FOX, width: int = 60, height: int = 60) -> Picture:
    portraits = PlainPortraits(painter, 96, 48)  # type: ignore[arg-type]
    request = ReferenceRequest(entity=entity, width=width, height=height, seed=1)
    return portraits.shoot_reference(request, artifacts=Shelf())


def bounds(alpha: Pixels) -> tuple[int, int]:
    return int(np.flatnonzero(alpha.any(1)).size), int(np.flatnonzero(alpha.any(0)).size)


def test_a_figure_is_cut_out_and_fills_its_picture() -> None:
    pixels = drawn(Painter()).pixels
    assert pixels.shape == (60, 60, 4)
    assert bounds(pixels[..., 3]) == (pytest.approx(60 / 1.12, abs=2),) * 2
    assert (pixels[30, 30] == (*RED, 255)).all()
    assert (pixels[1, 1] == (*GROUND, 0)).all()


def test_a_picture_without_a_figure_is_degraded() -> None:
    found = drawn(Painter(ground=RED))
    assert found.pixels.shape == (60, 60, 3)
    assert found.degraded == ("the picture of 'fox' shows no figure that can be told from its ground",)


def test_a_place_fills_its_picture() -> None:
    place = Entity(id="lake", name="lake", kind=EntityKind.PLACE)
    assert (drawn(Painter(), place, 40, 20).pixels[0, 0] == GROUND).all()


def test_what_is_cut_out_stays_so_when_it_is_made_large() -> None:
    portraits = UpscaledPortraits(PlainPortraits(Painter(), 96, 48), Upscaling("crisp", 68))  # type: ignore[arg-type]
    request = ReferenceRequest(entity=FOX, width=200, height=200, seed=1)
    pixels = portraits.shoot_reference(request, artifacts=Shelf()).pixels
    assert pixels.shape == (200, 200, 4)
    assert bounds(pixels[..., 3] > 127) == (pytest.approx(200 / 1.12, abs=6),) * 2
    assert portraits.identity.switches["plain_ground"] == "1 96x48"


def test_a_tight_reference_has_nothing_around_its_figure() -> None:
    shelf, segmenter = Shelf(), AlphaSegmenter(GrabCut())
    member = CastMember(entity=FOX, reference=shelf.put(encode_png(drawn(Painter(), height=90).pixels), "image/png"))
    loose, tight = (foreground_of(member, shelf, segmenter, tight=tight) for tight in (False, True))
    assert loose is not None
    assert tight is not None
    assert loose.image.size == (90, 90)
    assert tight.image.size[0] == pytest.approx(60 / 1.12, abs=2)
