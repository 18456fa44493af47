"""What a name and its aspects say about looks."""

import pytest

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import looks_of


@pytest.mark.parametrize(
    ("name", "head", "colours"),
    [
        ("young man with blue hair", "man", {"hair": "blue"}),
        ("blue-haired woman", "woman", {"hair": "blue"}),
        ("girl in a bright yellow rubber raincoat", "girl", {"clothes": "yellow"}),
        ("man in a red coat and a green hat", "man", {"clothes": "red", "hat": "green"}),
        ("red dragon", "dragon", {"body": "red"}),
        ("light blue bird", "bird", {"body": "light blue"}),
        ("golden crown", "crown", {"body": "golden"}),
        ("orange", "orange", {}),
        ("red fox in blue boots", "fox", {"body": "red", "shoes": "blue"}),
        ("blonde ballerina", "ballerina", {"hair": "blond"}),
        ("plain dog", "dog", {}),
    ],
)
def test_colours_belong_to_the_part_they_stand_before(name: str, head: str, colours: dict[str, str]) -> None:
    entity = Entity(id="x", name=name, kind=EntityKind.PERSON, head=head)
    assert dict(looks_of(entity).colours) == colours


def test_an_aspects_name_says_which_part_a_colour_is_for() -> None:
    aspects = (Aspect(name="hair colour", value="green"), Aspect(name="skin", value="dark"))
    entity = Entity(id="x", name="Mia", kind=EntityKind.PERSON, aspects=(*aspects, Aspect(name="coat", value="red")))
    assert looks_of(entity).colour("hair") == "green"
    assert looks_of(entity).colour("clothes") == "red"


@pytest.mark.parametrize(
    ("name", "age", "gender"),
    [
        ("little girl", "child", "woman"),
        ("young boy", "child", "man"),
        ("little old man", "old", "man"),
        ("old woman", "old", "woman"),
        ("teenager", "young", "person"),
        ("queen", "adult", "woman"),
        ("sisters", "adult", "woman"),
        ("boys", "child", "man"),
        ("knight", "adult", "person"),
    ],
)
def test_age_and_gender(name: str, age: str, gender: str) -> None:
    entity = Entity(id="x", name=name, kind=EntityKind.PERSON, head=name.rsplit(maxsplit=1)[-1])
    assert (looks_of(entity).age, looks_of(entity).gender) == (age, gender)


@pytest.mark.parametrize(("stated", "age"), [("7 years", "child"), ("34", "adult"), ("about 80", "old")])
def test_stated_years_decide_the_age(stated: str, age: str) -> None:
    entity = Entity(id="x", name="Mia", kind=EntityKind.PERSON, aspects=(Aspect(name="age", value=stated),))
    assert looks_of(entity).age == age


@pytest.mark.parametrize(
    ("name", "worn"),
    [
        ("fox with a red scarf", ("scarf",)),
        ("bear in a straw hat", ("straw-hat",)),
        ("cat in a wizard hat and glasses", ("wizard-hat", "glasses")),
        ("crown", ()),
    ],
)
def test_what_is_worn(name: str, worn: tuple[str, ...]) -> None:
    entity = Entity(id="x", name=name, kind=EntityKind.ANIMAL, head=name.split(maxsplit=1)[0])
    assert looks_of(entity).wears == worn


def test_sizes_multiply_within_limits() -> None:
    def size(name: str) -> int:
        return looks_of(Entity(id="x", name=name, kind=EntityKind.ANIMAL, head="dog")).size_milli

    assert size("dog") == 1000
    assert size("tiny dog") == 400
    assert size("tiny little baby miniature dog") == 200
    assert size("giant gigantic dog") == 4000


def test_what_no_picture_shows_is_listed() -> None:
    aspects = (Aspect(name="eyes", value="green"), Aspect(name="mood", value="sad"), Aspect(name="hair", value="red"))
    entity = Entity(id="x", name="Mia", kind=EntityKind.PERSON, aspects=aspects)
    assert looks_of(entity).unused == ("eyes green", "mood sad")


def test_an_aspects_name_counts_as_a_word() -> None:
    aspects = (Aspect(name="beard", value="white"), Aspect(name="scarf", value="red"))
    looks = looks_of(Entity(id="x", name="keeper", kind=EntityKind.PERSON, head="keeper", aspects=aspects))
    assert looks.hairstyle == "beard"
    assert looks.wears == ("scarf",)
    assert looks.colour("scarf") == "red"
