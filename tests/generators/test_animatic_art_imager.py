"""The animatic's entity imager: any entity becomes a figure that stands on the lower edge."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import ReferenceRequest
from videostudio.generators.animatic.art import pack_named
from videostudio.generators.animatic.imager import AnimaticEntityImager
from videostudio.generators.ports import Picture
from videostudio.tools.images import Pixels, encode_png

OPENMOJI = pack_named("openmoji")


class NoArtifacts:
    def read(self, ref: ArtifactRef) -> bytes:
        raise AssertionError(f"nothing to read: {ref}")

    def path(self, ref: ArtifactRef) -> Path:
        raise AssertionError(f"nothing to read: {ref}")


def request(name: str, kind: EntityKind, head: str = "", seed: int = 1, **aspects: str) -> ReferenceRequest:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    entity = Entity(id="subject", name=name, kind=kind, head=head, aspects=looks)
    return ReferenceRequest(entity=entity, width=96, height=128, seed=seed)


@pytest.mark.parametrize(
    ("name", "kind", "head"),
    [
        ("corgi astronaut", EntityKind.ANIMAL, "corgi"),
        ("young man with blue hair", EntityKind.PERSON, "man"),
        ("old oak tree", EntityKind.OBJECT, "tree"),
        ("Mars", EntityKind.PLACE, "Mars"),
        ("😀", EntityKind.OBJECT, "😀"),
        ("<script>", EntityKind.OBJECT, ""),
        ("المدينة", EntityKind.PLACE, ""),
        ("xqzw", EntityKind.ANIMAL, "xqzw"),
    ],
)
def test_any_entity_stands_on_the_lower_edge(name: str, kind: EntityKind, head: str) -> None:
    picture = AnimaticEntityImager(OPENMOJI).shoot_reference(request(name, kind, head), artifacts=NoArtifacts())
    alpha = picture.pixels[:, :, 3]
    assert picture.pixels.shape == (128, 96, 4)
    assert alpha[-1].max() > 60
    assert 0.03 < np.mean(alpha > 128) < 0.9
    assert alpha[:, 0].max() == 0


class Shelf:
    """One stored picture."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, ref: ArtifactRef) -> bytes:
        return self.data

    def path(self, ref: ArtifactRef) -> Path:
        raise AssertionError(f"read, not opened: {ref}")


def own(data: bytes, kind: EntityKind = EntityKind.ANIMAL) -> Picture:
    ref = ArtifactRef(sha256="0" * 64, media_type="image/png", size=len(data))
    entity = Entity(id="subject", name="Rex", kind=kind, head="dog", own_image=ref)
    wanted = ReferenceRequest(entity=entity, width=90, height=120, seed=1)
    return AnimaticEntityImager(OPENMOJI).shoot_reference(wanted, artifacts=Shelf(data))


def photo() -> Pixels:
    """A red disc on noisy grass, left of the middle, with a blue dot at its left."""
    grass = np.random.default_rng(3).integers(0, 40, (200, 260, 3)) + np.array([40, 150, 50])
    picture = grass.astype(np.uint8)
    cv2.circle(picture, (120, 100), 55, (210, 40, 30), -1)
    cv2.circle(picture, (90, 100), 12, (30, 40, 220), -1)
    return picture


def test_a_picture_with_transparency_is_used_as_it_is() -> None:
    pixels = np.zeros((80, 60, 4), np.uint8)
    pixels[20:60, 10:20] = [250, 200, 20, 255]
    picture = own(encode_png(pixels))
    solid = picture.pixels[picture.pixels[:, :, 3] > 250]
    assert picture.pixels.shape == (120, 90, 4)
    assert picture.degraded == ()
    assert picture.pixels[-1, :, 3].max() == 255
    assert np.abs(solid[:, :3].astype(int) - [250, 200, 20]).max() <= 1


def test_a_photo_is_cut_out_roughly_not_turned_and_told() -> None:
    picture = own(encode_png(photo()))
    red = np.all(np.abs(picture.pixels[:, :, :3].astype(int) - [210, 40, 30]) < 20, axis=2)
    blue = np.all(np.abs(picture.pixels[:, :, :3].astype(int) - [30, 40, 220]) < 30, axis=2)
    visible = picture.pixels[:, :, 3] > 128
    assert (red & visible).sum() > 0.75 * visible.sum()
    assert np.flatnonzero(blue.any(axis=0)).mean() < np.flatnonzero(red.any(axis=0)).mean()
    assert "rough cut-out" in picture.degraded[0]
    assert "Rex" in picture.degraded[0]
    assert np.array_equal(picture.pixels, own(encode_png(photo())).pixels)


def test_a_picture_without_a_subject_becomes_a_framed_card() -> None:
    picture = own(encode_png(np.full((90, 90, 3), 120, np.uint8)))
    assert "framed card" in picture.degraded[0]
    assert np.mean(picture.pixels[:, :, 3] == 255) > 0.5


def test_a_users_place_fills_the_picture_uncut() -> None:
    picture = own(encode_png(photo()), EntityKind.PLACE)
    assert picture.pixels.shape == (120, 90, 3)
    assert picture.degraded == ()
    assert picture.pixels[60, 45, 0] > 180
    assert picture.pixels[2, 2, 1] > 140


def test_a_large_picture_with_transparency_keeps_clean_edges() -> None:
    pixels = np.zeros((900, 700, 4), np.uint8)
    pixels[:, :, 2] = 255
    cv2.circle(pixels, (350, 450), 300, (250, 200, 20, 255), -1)
    picture = own(encode_png(pixels))
    visible = picture.pixels[picture.pixels[:, :, 3] > 32]
    assert np.abs(visible[:, :3].astype(int) - [250, 200, 20]).max() <= 8


def test_a_broken_picture_is_the_users_to_mend() -> None:
    with pytest.raises(ReferenceError_, match="cannot be read"):
        own(encode_png(photo())[:200])


def test_notes_and_degradation_reach_the_picture() -> None:
    axolotl = AnimaticEntityImager(OPENMOJI).shoot_reference(
        request("axolotl", EntityKind.ANIMAL, "axolotl", mood="sad"), artifacts=NoArtifacts()
    )
    unknown = AnimaticEntityImager(OPENMOJI).shoot_reference(
        request("xqzw", EntityKind.OBJECT, "xqzw"), artifacts=NoArtifacts()
    )
    assert axolotl.notes == (
        "drawn with OpenMoji 17.0.0 (CC-BY-SA-4.0): its credit and licence stay with the film; "
        "`videostudio art install` fetches Fluent Emoji, which asks for none",
        "no picture of 'axolotl' in OpenMoji: drew 'lizard' (similarity 0.70)",
        "the picture of 'axolotl' does not show: mood sad",
    )
    assert axolotl.degraded == ()
    assert "your own picture" in unknown.degraded[0]


def test_one_request_gives_one_picture_and_callers_own_their_pixels() -> None:
    imager = AnimaticEntityImager(OPENMOJI)
    first = imager.shoot_reference(request("woman", EntityKind.PERSON), artifacts=NoArtifacts())
    first.pixels[:] = 0
    second = imager.shoot_reference(request("woman", EntityKind.PERSON), artifacts=NoArtifacts())
    assert second.pixels.any()


def test_licence_and_revision_are_stated() -> None:
    imager = AnimaticEntityImager(OPENMOJI)
    assert imager.capabilities.licence == "Apache-2.0; artwork OpenMoji: CC-BY-SA-4.0"
    assert "https://openmoji.org" in imager.capabilities.attribution
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in imager.capabilities.attribution
    assert imager.identity.model == "openmoji"
    assert imager.identity.revision.startswith("17.0.0+")
