"""Drawing without outlines: house drawings softened, artworks recoloured, dressed and cleared of their water."""

import re
from pathlib import Path

import numpy as np
import pytest
from tiny_pack import tiny_pack

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import ArtPack, installed, pack_named, picture, portrait
from videostudio.generators.animatic.art.artwork import artwork
from videostudio.generators.animatic.art.dress import Head, worn
from videostudio.generators.animatic.art.library import concepts, own_artwork, table
from videostudio.generators.animatic.art.packs.fluent import Fluent
from videostudio.generators.animatic.art.raster import render
from videostudio.generators.animatic.art.soften import softened, softened_drawing
from videostudio.generators.animatic.art.tint import lab_of
from videostudio.tools.images import Pixels

ANIMAL, OBJECT = EntityKind.ANIMAL, EntityKind.OBJECT
OWN = [concept for concept in concepts(pack_named("openmoji")) if concept.code.startswith("own/")]
BLACK_LINE = re.compile(r'stroke="(#000|#000000|black)"')


@pytest.fixture
def tiny(tmp_path: Path) -> Fluent:
    return tiny_pack(tmp_path)


def entity(name: str, kind: EntityKind = ANIMAL) -> Entity:
    head = name.partition(" in ")[0].split()[-1]
    return Entity(id="x", name=name, kind=kind, head=head)


def hue(pixels: Pixels) -> float:
    """The usual hue of a picture in degrees."""
    seen = lab_of(pixels[pixels[..., 3] > 200][:, :3])
    return float(np.degrees(np.arctan2(np.median(seen[:, 2]), np.median(seen[:, 1]))))


@pytest.mark.parametrize("concept", OWN, ids=lambda concept: concept.label)
def test_own_drawings_lose_their_outlines_and_keep_their_shape(concept) -> None:  # type: ignore[no-untyped-def]
    document = own_artwork(concept.code)
    soft = softened_drawing(document)
    hard = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", document, flags=re.S)
    drawn = [render(svg, (0, 0, 72, 72), 48, 48)[..., 3] > 100 for svg in (soft, hard)]
    assert not BLACK_LINE.search(soft)
    assert (drawn[0] & drawn[1]).sum() > 0.7 * drawn[1].sum()


@pytest.mark.parametrize("name", sorted(table("wear")))
def test_garments_have_no_black_outline(name: str) -> None:
    soft = softened(worn(name, Head(36, 36, 20), None))
    assert not BLACK_LINE.search(soft)
    assert render(soft, (-24, -24, 120, 120), 48, 48)[..., 3].any()


def test_a_gradient_takes_another_colour_and_keeps_its_light(tiny: Fluent) -> None:
    plain, blue = (portrait(entity(name), 60, 60, 1, tiny).pixels for name in ("dog", "blue dog"))
    column = [lab_of(np.ascontiguousarray(pixels[8:56:8, 30, :3]))[:, 0] for pixels in (plain, blue)]
    assert 40 < hue(plain) < 80
    assert abs(hue(blue)) > 80
    assert all(np.all(np.diff(lightness) < 0) for lightness in column)


def test_a_colour_that_an_animal_has_by_nature_changes_nothing(tiny: Fluent) -> None:
    plain, red, blue = (portrait(entity(name), 40, 40, 1, tiny).pixels for name in ("fox", "red fox", "blue fox"))
    assert np.array_equal(plain, red)
    assert not np.array_equal(plain, blue)


def test_boats_lose_their_water(tiny: Fluent) -> None:
    boat = portrait(entity("sailboat", OBJECT), 60, 60, 1, tiny).pixels
    assert hue(boat) < 60
    assert not np.any(boat[..., 2] > boat[..., 0].astype(int) + 80)


def test_a_hat_sits_on_the_side_that_the_head_is_on(tiny: Fluent) -> None:
    def red(name: str) -> np.ndarray:  # type: ignore[type-arg]
        pixels = portrait(entity(name), 120, 120, 1, tiny).pixels.astype(int)
        return np.flatnonzero(((pixels[..., 0] - pixels[..., 1] > 110) & (pixels[..., 3] > 200)).any(axis=0))

    assert not red("dog").size
    assert red("dog in a santa hat").mean() > 66, "the dog is turned to the right, and its hat with it"


def test_pictures_for_puppets_are_trimmed_to_a_height(tiny: Fluent) -> None:
    whole = picture(entity("dog"), tiny, 90)
    assert whole.shape[0] == 90
    assert all(whole[edge, :, 3].max() > 100 for edge in (0, -1))
    assert all(whole[:, edge, 3].max() > 100 for edge in (0, -1))


@pytest.mark.parametrize(
    "pack", [pack for pack in installed().values() if not pack.outline], ids=lambda pack: pack.name
)
def test_every_curated_animal_comes_out_in_red(pack: ArtPack) -> None:
    for name in ("dog", "wolf", "frog", "elephant", "duck", "fish"):
        pixels = portrait(entity(f"red {name}"), 64, 64, 1, pack).pixels.astype(int)
        seen = pixels[pixels[..., 3] > 200]
        assert np.mean((seen[:, 0] - seen[:, 1] > 60) & (seen[:, 0] - seen[:, 2] > 60)) > 0.25, name


def test_an_artwork_of_pixels_is_recoloured_too() -> None:
    noto = installed().get("noto")
    if noto is None:
        pytest.skip("Noto Color Emoji is not installed")
    grey, blue = (render(artwork("elephant", noto, colour), (0, 0, 72, 72), 48, 48) for colour in (None, "blue"))
    assert blue[..., 2].astype(int).sum() - blue[..., 0].astype(int).sum() > 20000
    assert np.array_equal(grey[..., 3], blue[..., 3])
