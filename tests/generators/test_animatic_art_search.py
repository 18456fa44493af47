"""What is drawn for a word: labels, synonyms, tags, spellings and stand-ins, and the tables behind them."""

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.art import DEGRADED_BELOW, NOTE_BELOW, ArtPack, concept_of, installed, pack_named
from videostudio.generators.animatic.art.library import by_label, concepts, pack_table, revision, table
from videostudio.generators.animatic.art.roles import role_of
from videostudio.generators.animatic.art.search import find, synonyms
from videostudio.generators.animatic.art.words import phrase

OPENMOJI = pack_named("openmoji")
NOUNS = json.loads((Path(__file__).parent / "story_nouns.json").read_text(encoding="utf-8"))
"""What stories are about, by kind: what everybody thinks of first, and a second list written without looking."""

ANIMAL, PERSON, OBJECT, PLACE = EntityKind.ANIMAL, EntityKind.PERSON, EntityKind.OBJECT, EntityKind.PLACE


def entity(name: str, kind: EntityKind, head: str = "", **aspects: str) -> Entity:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    return Entity(id="x", name=name, kind=kind, head=head, aspects=looks)


@pytest.mark.parametrize(
    ("name", "kind", "head", "label", "how"),
    [
        ("black cat", ANIMAL, "cat", "black cat", "label"),
        ("corgi astronaut", ANIMAL, "corgi", "corgi", "label"),
        ("stray kittens", ANIMAL, "kitten", "cat", "synonym"),
        ("husky", ANIMAL, "husky", "husky", "label"),
        ("sailing boat", OBJECT, "boat", "sailboat", "synonym"),
        ("old pirate ship", OBJECT, "ship", "pirate ship", "label"),
        ("red paper boat", OBJECT, "boat", "paper boat", "label"),
        ("house", PLACE, "house", "house", "label"),
        ("flower", OBJECT, "flower", "blossom", "synonym"),
        ("🦊", ANIMAL, "", "fox", "label"),
        ("elephent", ANIMAL, "elephent", "elephant", "fuzzy"),
        ("young woman", PERSON, "woman", "woman", "label"),
        ("little boy", PERSON, "boy", "boy", "label"),
        ("grandmother", PERSON, "grandmother", "old woman", "label"),
        ("woman astronaut", PERSON, "astronaut", "woman astronaut", "label"),
        ("wizard", PERSON, "wizard", "man mage", "label"),
        ("robot", PERSON, "robot", "robot", "label"),
        ("viking", PERSON, "viking", "person: beard", "synonym"),
        ("curly man", PERSON, "man", "man: curly hair", "label"),
    ],
)
def test_words_find_their_picture(name: str, kind: EntityKind, head: str, label: str, how: str) -> None:
    match = concept_of(entity(name, kind, head), OPENMOJI)
    assert (match.concept.label, match.how) == (label, how)
    assert match.degraded == ()


def test_the_very_thing_needs_no_note_and_a_neighbour_does() -> None:
    exact = concept_of(entity("dog", ANIMAL, "dog"), OPENMOJI)
    near = concept_of(entity("axolotl", ANIMAL, "axolotl"), OPENMOJI)
    assert exact.similarity_milli == 1000
    assert exact.notes == ()
    assert DEGRADED_BELOW <= near.similarity_milli < NOTE_BELOW
    assert near.notes == ("no picture of 'axolotl' in OpenMoji: drew 'lizard' (similarity 0.70)",)


@pytest.mark.parametrize(("kind", "label"), [(ANIMAL, "dog"), (OBJECT, "package")])
def test_a_stand_in_is_degraded(kind: EntityKind, label: str) -> None:
    match = concept_of(entity("xqzvw", kind, "xqzvw"), OPENMOJI)
    assert match.concept.label == label
    assert match.how == "kind"
    assert "'xqzvw'" in match.degraded[0]


def test_an_unknown_person_is_a_person() -> None:
    named, job = (
        concept_of(entity("Mia", PERSON, "Mia"), OPENMOJI),
        concept_of(entity("philosopher", PERSON, "philosopher"), OPENMOJI),
    )
    assert named.concept.label == job.concept.label == "person"
    assert named.notes == ()
    assert len(job.notes) == 1


def test_a_place_is_never_degraded_because_it_is_painted_as_a_set() -> None:
    match = concept_of(entity("Xanadu", PLACE, "Xanadu"), OPENMOJI)
    assert match.degraded == ()
    assert len(match.notes) == 1


def test_sizes_and_ages_change_the_height() -> None:
    def height(name: str, kind: EntityKind, head: str) -> float:
        return concept_of(entity(name, kind, head), OPENMOJI).concept.height_m

    assert height("tiny dragon", ANIMAL, "dragon") < height("dragon", ANIMAL, "dragon") / 2
    assert height("giant rabbit", ANIMAL, "rabbit") > 2 * height("rabbit", ANIMAL, "rabbit")
    assert height("girl", PERSON, "girl") < height("woman", PERSON, "woman")
    assert height("little girl", PERSON, "girl") == height("girl", PERSON, "girl")
    assert height("girl knight", PERSON, "knight") < 1.3
    assert height("mouse", ANIMAL, "mouse") < height("dog", ANIMAL, "dog") < height("rocket", OBJECT, "rocket")


def test_paper_boats_and_toys_are_as_high_as_a_hand() -> None:
    assert concept_of(entity("paper boat", OBJECT, "boat"), OPENMOJI).concept.height_m < 0.3
    assert concept_of(entity("boat", OBJECT, "boat", material="paper"), OPENMOJI).concept.height_m < 0.3
    assert concept_of(entity("paper", OBJECT, "paper"), OPENMOJI).similarity_milli >= 850


def test_the_head_noun_says_which_of_two_roles_it_is() -> None:
    pirate = entity("Captain Mia", PERSON, "pirate")
    keeper = entity("old lighthouse keeper", PERSON, "keeper")
    assert role_of(pirate).name == "pirate"
    assert role_of(keeper).word == "lighthouse keeper"
    assert role_of(entity("dog", ANIMAL, "dog")) is None


def test_things_that_hang_in_the_air_or_swim_do_not_stand() -> None:
    assert concept_of(entity("sun", OBJECT, "sun"), OPENMOJI).concept.aloft
    assert concept_of(entity("boat", OBJECT, "boat"), OPENMOJI).concept.afloat
    assert concept_of(entity("bird", ANIMAL, "bird"), OPENMOJI).concept.aloft
    dog = concept_of(entity("dog", ANIMAL, "dog"), OPENMOJI).concept
    assert (dog.aloft, dog.afloat) == (False, False)


def test_variants_flags_and_symbols_are_no_concepts() -> None:
    tones = {f"1F3F{digit}" for digit in "BCDEF"}
    assert len(concepts(OPENMOJI)) > 1300
    assert not [concept.code for concept in concepts(OPENMOJI) if tones & set(concept.code.split("-"))]
    assert find("flag: Germany", "object", OPENMOJI) is None
    assert not {"keycap: 1", "Aries", "regional indicator A"} & set(by_label(OPENMOJI))


def test_tables_name_only_artworks_that_exist() -> None:
    curation, people = table("curation"), table("people")
    named = {
        *curation["height_cm"]["by_label"],
        *curation["aloft"],
        *curation["afloat"],
        *curation["natural"],
        *(label for labels in table("synonyms").values() for label in labels),
        *(role["artwork"] for role in table("roles").values() if "artwork" in role),
        *(label for group in ("ages", "hairstyles") for by in people[group].values() for label in by.values()),
        *people["heads"],
        *table("variants"),
        *(variant["from"] for variant in table("variants").values()),
    }
    assert named - set(by_label(OPENMOJI)) == set()


@pytest.mark.parametrize("pack", installed().values(), ids=lambda pack: pack.name)
def test_the_tables_of_a_pack_name_only_what_somebody_has(pack: ArtPack) -> None:
    curation, edits = pack_table(pack, "curation"), pack_table(pack, "edits")
    animals = pack_table(pack, "animals")
    named = {
        *(label for labels in curation["facing"].values() for label in labels),
        *(label for labels in curation["form"].values() for label in labels),
        *curation["body_colour"],
        *pack_table(pack, "anchors"),
        *edits,
        *animals["tails"],
        *animals["fur"],
    }
    assert named - set(by_label(OPENMOJI)) == set()
    shown = {edit["from"] for edit in edits.values() if "from" in edit}
    assert shown - set(by_label(pack)) == set()


@pytest.mark.parametrize(("known", "least"), [("common", 0.98), ("rarer", 0.7)])
def test_story_nouns_are_found(known: str, least: float) -> None:
    nouns = [(word, EntityKind(kind)) for kind, words in NOUNS[known].items() for word in words]
    found = [word for word, kind in nouns if concept_of(entity(word, kind, word), OPENMOJI).similarity_milli >= 950]
    assert len(found) / len(nouns) >= least


def test_roles_wear_and_colour_only_what_there_is() -> None:
    roles = table("roles").values()
    worn = {name for role in roles for name in role.get("wears", ())}
    colours = {role[part] for role in roles for part in ("clothes", "trousers", "shoes", "hat", "hair") if part in role}
    words = Counter(word for role in roles for word in role["words"])
    assert worn | set(table("looks")["wears"]) <= set(table("wear"))
    assert colours | set(table("colours")["words"].values()) <= set(table("colours")["colours"])
    assert [word for word, times in words.items() if times > 1] == []


def test_no_synonym_hides_another() -> None:
    words = [word for labels in table("synonyms").values() for listed in labels.values() for word in listed]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert len(synonyms(OPENMOJI)) == len({phrase(word) for word in words})


def test_the_revision_names_pack_and_tables() -> None:
    version, _, tables = revision(OPENMOJI).partition("+")
    assert version == "17.0.0"
    assert len(tables) == 8


@settings(max_examples=60, deadline=None)
@given(name=st.text(min_size=1, max_size=120), head=st.text(max_size=60), kind=st.sampled_from(list(EntityKind)))
def test_any_words_find_some_picture(name: str, head: str, kind: EntityKind) -> None:
    match = concept_of(entity(name, kind, head), OPENMOJI)
    assert 0 < match.similarity_milli <= 1000
    assert 0 < match.concept.height_m < 200
