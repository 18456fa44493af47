"""What is on the pictures: colours where they belong, no water under boats, figures that differ and face right."""

import numpy as np
import pytest
from numpy.typing import NDArray

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.staging import Facing
from videostudio.generators.animatic.art import concept_of, facing, pack_named, portrait
from videostudio.generators.animatic.art.library import concepts
from videostudio.tools.images import Pixels

OPENMOJI = pack_named("openmoji")

ANIMAL, PERSON, OBJECT = EntityKind.ANIMAL, EntityKind.PERSON, EntityKind.OBJECT


def drawn(name: str, kind: EntityKind, head: str = "", seed: int = 1, **aspects: str) -> Pixels:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    return portrait(Entity(id="x", name=name, kind=kind, head=head, aspects=looks), 120, 160, seed, OPENMOJI).pixels


def area(pixels: Pixels, colour: str) -> int:
    """How many pixels have exactly a colour."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return int(np.all(pixels == [*channels, 255], axis=2).sum())


def rows_of(pixels: Pixels, colour: str) -> NDArray[np.intp]:
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return np.flatnonzero(np.all(pixels == [*channels, 255], axis=2).any(axis=1))


def test_blue_hair_is_above_and_a_red_coat_below() -> None:
    pixels = drawn("young man with blue hair in a red coat", PERSON, "man")
    hair, coat = rows_of(pixels, "#4f94e0"), rows_of(pixels, "#ea5a47")
    assert hair.max() < 70
    assert coat.min() > 50
    assert area(pixels, "#ea5a47") > 800


def test_a_red_dragon_is_no_longer_green() -> None:
    green, red = drawn("dragon", ANIMAL, "dragon"), drawn("red dragon", ANIMAL, "dragon")
    assert area(green, "#b1cc33") > 1000
    assert area(red, "#b1cc33") == 0
    assert area(red, "#ea5a47") > 1000


def test_black_cats_keep_their_outline_and_eye() -> None:
    pixels = drawn("black cat", ANIMAL, "cat")
    assert area(pixels, "#3f3f3f") > 1000
    assert area(pixels, "#fcea2b") > 2


@pytest.mark.parametrize("boat", ["sailboat", "speedboat", "motor boat", "passenger ship", "man rowing boat"])
def test_boats_lose_their_water(boat: str) -> None:
    pixels = drawn(boat, OBJECT, boat)
    # A speedboat's windscreen has the water's colour.
    assert area(pixels, "#92d3f5") < 300
    assert rows_of(pixels, "#92d3f5").size == 0 or rows_of(pixels, "#92d3f5").max() < 140


def test_side_views_face_right_and_the_rest_faces_us() -> None:
    def turned(name: str, kind: EntityKind) -> Facing:
        return facing(concept_of(Entity(id="x", name=name, kind=kind), OPENMOJI).concept)

    assert [turned(name, ANIMAL) for name in ("dog", "dragon", "owl")] == [Facing.RIGHT, Facing.RIGHT, Facing.CAMERA]
    assert turned("woman", PERSON) is Facing.CAMERA
    assert turned("car", OBJECT) is Facing.RIGHT


def test_a_cats_head_is_on_the_right() -> None:
    plain, hatted = drawn("cat", ANIMAL, "cat"), drawn("cat in a santa hat", ANIMAL, "cat")
    red = np.flatnonzero(np.all(hatted == [234, 90, 71, 255], axis=2).any(axis=0))
    assert red.min() > 60
    assert area(plain, "#ea5a47") == 0


def test_a_role_dresses_another_species() -> None:
    assert area(drawn("mouse king", ANIMAL, "mouse"), "#f8d34a") > 30
    assert area(drawn("mouse", ANIMAL, "mouse"), "#f8d34a") == 0


def test_glass_is_see_through_and_alpha_is_straight() -> None:
    pixels = drawn("corgi astronaut", ANIMAL, "corgi")
    glass = pixels[(pixels[:, :, 3] > 40) & (pixels[:, :, 3] < 70)]
    assert len(glass) > 50
    assert np.median(glass[:, 2]) > 240


def test_people_differ_by_seed_and_keep_their_looks_for_one_seed() -> None:
    women = [drawn("woman", PERSON, "woman", seed=seed) for seed in range(6)]
    assert len({pixels.tobytes() for pixels in women}) >= 4
    assert np.array_equal(women[2], drawn("woman", PERSON, "woman", seed=2))


def test_skin_follows_words() -> None:
    dark = drawn("woman", PERSON, "woman", skin="dark")
    green = drawn("woman", PERSON, "woman", skin="green")
    assert area(dark, "#9c6a3e") > 300
    assert area(green, "#8cc152") > 300


def test_seed_does_not_change_what_was_asked_for() -> None:
    for seed in range(4):
        assert area(drawn("king in a green robe with white hair", PERSON, "king", seed=seed), "#8cc152") > 600


def test_looks_without_a_place_on_the_artwork_are_told() -> None:
    entity = Entity(
        id="x", name="astronaut", kind=PERSON, head="astronaut", aspects=(Aspect(name="eyes", value="blue"),)
    )
    assert portrait(entity, 60, 80, 1, OPENMOJI).undrawn == ("eyes blue",)


def test_boots_on_a_fox_are_told_as_not_drawn() -> None:
    fox = Entity(id="x", name="red fox in blue boots", kind=ANIMAL, head="fox")
    assert portrait(fox, 60, 80, 1, OPENMOJI).undrawn == ("blue shoes",)


def test_children_are_drawn_shorter_in_the_legs() -> None:
    girl, woman = drawn("girl", PERSON, "girl"), drawn("woman", PERSON, "woman")
    widths = [int((pixels[:, :, 3] > 0).any(axis=0).sum()) for pixels in (girl, woman)]
    assert widths[0] > widths[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["openmoji", "fluent"])
def test_whatever_is_on_the_shelf_can_be_drawn(name: str) -> None:
    pack = pack_named(name)
    for concept in concepts(pack):
        if concept.kind != "other":
            label = concept.label.lower()
            entity = Entity(id="x", name=label, kind=EntityKind(concept.kind), head=label[:60])
            assert portrait(entity, 16, 16, 0, pack).pixels[..., 3].any(), label
