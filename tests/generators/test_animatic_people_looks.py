"""From words to people: what is said of somebody is what is drawn."""

import re
from itertools import combinations

import numpy as np
import pytest

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.rigs.person import Group, Person, person_of
from videostudio.generators.animatic.rigs.person.clothes import GARMENTS
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.person.hair import STYLES
from videostudio.generators.animatic.rigs.person.hats import HATS
from videostudio.generators.animatic.rigs.person.props import PROPS
from videostudio.generators.animatic.rigs.person.reading import count_of, design_of, table, told_of
from videostudio.generators.animatic.rigs.person.stance import Stance

ROLES = [
    "astronaut",
    "knight",
    "pirate",
    "chef",
    "doctor",
    "nurse",
    "king",
    "queen",
    "princess",
    "wizard",
    "witch",
    "farmer",
    "fisherman",
    "police officer",
    "firefighter",
    "teacher",
    "detective",
    "ballerina",
    "clown",
    "ninja",
    "builder",
    "scientist",
    "painter",
    "superhero",
    "fairy",
    "cowboy",
    "sea captain",
    "santa claus",
    "viking",
    "postman",
    "explorer",
    "musician",
    "vampire",
    "bride",
    "magician",
    "prince",
]


def entity(name: str, kind: EntityKind = EntityKind.PERSON, **aspects: str) -> Entity:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    head = re.split(" with | in ", name, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    return Entity(id="who", name=name, kind=kind, head=head, aspects=looks)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("old man", {"age": "old", "gender": "man"}),
        ("little girl", {"age": "child", "gender": "woman"}),
        ("young woman with a ponytail", {"age": "young", "gender": "woman", "hair": "ponytail"}),
        ("bald man in a suit", {"hair": "bald", "garment": "suit"}),
        ("girl in a yellow raincoat with an umbrella", {"garment": "raincoat", "prop": "umbrella", "top": "#ffd149"}),
        ("man with a long beard", {"beard": "long-beard moustache"}),
        ("boy with glasses", {"glasses": "glasses", "age": "child"}),
        ("woman with a hijab", {"hat": "headscarf"}),
        ("man with a turban", {"hat": "turban"}),
        ("fat cook", {"build": "stout", "hat": "chef-hat"}),
        ("woman with green skin", {"skin": "#5cb85a"}),
        ("Mia", {"gender": "woman"}),
        ("Tom", {"gender": "man"}),
        ("knight", {"hat": "knight-helmet", "garment": "armour", "prop": "sword"}),
        ("nurse", {"hat": "nurse-cap", "garment": "scrubs"}),
        ("robot", {"kind": "robot"}),
        ("alien", {"kind": "alien"}),
        ("grandmother", {"age": "old", "gender": "woman"}),
    ],
)
def test_what_is_said_is_drawn(name: str, wanted: dict[str, str]) -> None:
    design = design_of(entity(name))
    assert {key: getattr(design, key) for key in wanted} == wanted


def test_aspects_count_as_much_as_the_name() -> None:
    design = design_of(entity("woman", hair="curly red", clothes="green coat", holds="lantern", age="67"))
    assert (design.hair, design.garment, design.prop, design.age) == ("curly", "coat", "lantern", "old")
    assert design.hair_colour == table()["hair_palette"]["ginger"]
    assert design.top == table()["palette"]["green"]


def test_roles_differ_and_people_differ() -> None:
    designs = [design_of(entity(role)) for role in ROLES]
    dressed = {(d.garment, d.hat, d.prop, d.top) for d in designs}
    assert len(dressed) == len(ROLES)
    strangers = {design_of(Entity(id=f"p{i}", name=f"person {i}", kind=EntityKind.PERSON)) for i in range(30)}
    assert len(strangers) == 30


def test_every_word_of_the_table_means_something_that_can_be_drawn() -> None:
    people = table()
    for role in people["roles"].values():
        assert role.get("garment", "shirt") in GARMENTS
        assert role.get("hat", "cap") in HATS
        assert role.get("prop", "wand") in PROPS
        assert role.get("hair", "short") in STYLES
        for part in ("top", "bottom", "shoes", "accent"):
            assert role.get(part, "red") in people["palette"]
    for key, known in (("hair_words", STYLES), ("garment_words", GARMENTS), ("hat_words", HATS), ("prop_words", PROPS)):
        assert set(people[key]) <= set(known)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("two children", 2),
        ("three musicians", 3),
        ("the villagers", 3),
        ("twin sisters", 2),
        ("boy", 1),
        ("Thomas", 1),
        ("princess", 1),
        ("a couple", 2),
        ("a crowd of people", 5),
        ("family", 3),
        ("waitress", 1),
        ("the boss", 1),
    ],
)
def test_groups_are_counted(name: str, count: int) -> None:
    assert count_of(entity(name)) == count


def test_a_group_is_several_different_people_on_one_picture() -> None:
    rig = person_of(entity("three children"))
    assert isinstance(rig, Group)
    assert len({person.design for person in rig.people}) == 3
    assert all(person.design.age == "child" for person in rig.people)
    assert rig.picture(90).shape[1] > 1.8 * rig.people[0].picture(90).shape[1]


def test_who_is_no_person_has_no_puppet() -> None:
    for name in ("mermaid", "ghost", "snowman"):
        assert person_of(entity(name)) is None
    assert person_of(entity("dog", EntityKind.ANIMAL)) is None


def test_children_have_big_heads_and_hats_keep_the_body() -> None:
    child, grown = (Person(Design(age=age)).who for age in ("child", "adult"))
    assert child.build.head / child.units > 1.2 * grown.build.head / grown.units
    assert Person(Design(hat="witch-hat")).who.units > 1.15 * grown.units


def test_a_picture_stands_on_its_lower_edge_and_looks_the_same_again() -> None:
    person = person_of(entity("pirate"))
    assert person is not None
    picture = person.picture(120)
    assert abs(picture.shape[0] - 120) <= 4
    assert picture[-1, :, 3].max() > 60
    assert np.array_equal(picture, person.picture(120))


def test_expressions_can_be_told_apart() -> None:
    person = Person(Design())
    who = person.who
    names = ("calm", "happy", "sad", "surprised", "angry", "afraid", "asleep", "talk")
    faces = [person.posed(Stance(who, face=name), 200).astype(int) for name in names]
    for one, other in combinations(faces, 2):
        assert (np.abs(one - other).max(axis=2) > 60).sum() > 25


def test_the_report_says_what_is_not_shown() -> None:
    assert told_of(entity("knight")) == ()
    assert told_of(entity("woman with a ponytail")) == ()
    assert "chandler" in told_of(entity("chandler"))[0]
    assert "mood sad" in told_of(entity("woman", mood="sad"))[0]
