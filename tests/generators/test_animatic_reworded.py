"""Words that the animatic's tables lack are replaced by the nearest ones that they have, and that is said."""

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pytest
from kept import Memory

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, ReferenceRequest, SceneImageRequest
from videostudio.generators.animatic.art import pack_named
from videostudio.generators.animatic.backend import build
from videostudio.generators.animatic.reworded import Wording
from videostudio.generators.given import Given
from videostudio.tools.embedding.nearest import Near
from videostudio.tools.images import encode_png

OPENMOJI = pack_named("openmoji")
LIKE = {
    ("wombat", "animal"): "koala",
    ("ibex", "animal"): "okapi",
    ("samovar", "object"): "teapot",
    ("taiga", "place"): "forest",
    ("barista", "person"): "waiter",
    ("skedaddle", "action"): "flee",
}


@dataclass
class Told:
    """Knows what it was told, and keeps what it was asked."""

    identity: str = "told"
    asked: list[str] = field(default_factory=list)

    def near(self, word: str, kind: str, among: Collection[str]) -> Near | None:
        self.asked.append(word)
        known = LIKE.get((word, kind))
        return Near(known, 0.81) if known in among else None


def an_entity(name: str, kind: EntityKind, head: str = "") -> Entity:
    return Entity(id="subject", name=name, head=head or name, kind=kind)


def reference(name: str, kind: EntityKind) -> ReferenceRequest:
    return ReferenceRequest(entity=an_entity(name, kind), width=96, height=96, seed=1)


@pytest.mark.parametrize(
    ("unknown", "known", "kind"),
    [
        ("wombat", "koala", EntityKind.ANIMAL),
        ("samovar", "teapot", EntityKind.OBJECT),
        ("taiga", "forest", EntityKind.PLACE),
    ],
)
def test_an_unknown_word_is_drawn_as_its_neighbour_and_said_to_be(unknown: str, known: str, kind: EntityKind) -> None:
    imager = build(Given(art="openmoji", nearest=Told())).entity_imager
    shown = imager.shoot_reference(reference(unknown, kind), artifacts=Memory())
    meant = imager.shoot_reference(reference(known, kind), artifacts=Memory())
    if kind is not EntityKind.PLACE:  # every place has a seed of its own
        assert np.array_equal(shown.pixels, meant.pixels)
    assert meant.degraded == ()
    (told,) = shown.degraded
    assert f"'{unknown}'" in told
    assert f"'{known}'" in told
    assert "0.81" in told
    assert shown.notes == meant.notes


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("dog", EntityKind.ANIMAL),
        ("okapi", EntityKind.ANIMAL),
        ("easel", EntityKind.OBJECT),
        ("forest", EntityKind.PLACE),
        ("pirate", EntityKind.PERSON),
        ("woman", EntityKind.PERSON),
        ("Mia", EntityKind.PERSON),
    ],
)
def test_tables_go_first(name: str, kind: EntityKind) -> None:
    told = Told()
    wording = Wording(told, OPENMOJI)
    assert wording.entity(an_entity(name, kind)) == (an_entity(name, kind), ())
    assert wording.action("run", ()) == ("run", ())
    assert told.asked == []


@pytest.mark.parametrize("name", ["xyzzy", "жираф", "<b>"])
def test_a_word_near_nothing_stays(name: str) -> None:
    entity = an_entity(name, EntityKind.ANIMAL)
    assert Wording(Told(), OPENMOJI).entity(entity) == (entity, ())


@pytest.mark.parametrize(
    ("name", "head", "kind", "renamed", "drawn"),
    [
        ("two old wombats", "wombat", EntityKind.ANIMAL, "two old koalas", "koala"),
        ("Bobo", "wombat", EntityKind.ANIMAL, "Bobo", "koala"),
        ("tired barista", "barista", EntityKind.PERSON, "tired waiter", "waiter"),
        ("misty taiga", "taiga", EntityKind.PLACE, "misty forest", "forest"),
    ],
)
def test_looks_number_and_names_are_kept(name: str, head: str, kind: EntityKind, renamed: str, drawn: str) -> None:
    entity, told = Wording(Told(), OPENMOJI).entity(an_entity(name, kind, head))
    assert (entity.name, entity.head, entity.id) == (renamed, drawn, "subject")
    assert len(told) == 1


def test_a_far_relative_is_drawn_under_the_name_of_its_picture() -> None:
    entity, _ = Wording(Told(), OPENMOJI).entity(an_entity("ibex", EntityKind.ANIMAL))
    assert entity.head == "horse"
    assert Wording(Told(), OPENMOJI).entity(entity) == (entity, ())


def test_nothing_is_said_where_the_user_gave_the_picture() -> None:
    memory = Memory()
    own = memory.put(encode_png(np.full((60, 40, 4), 200, np.uint8)))
    entity = an_entity("wombat", EntityKind.ANIMAL).model_copy(update={"own_image": own})
    renamed, told = Wording(Told(), OPENMOJI).entity(entity)
    assert renamed.head == "koala"
    assert told == ()


def test_a_scene_is_staged_and_filmed_in_known_words() -> None:
    memory, roles = Memory(), build(Given(art="openmoji", nearest=Told()))
    common = {
        "scene_id": "scene-1",
        "attempt": 1,
        "event": "the wombat skedaddles",
        "action": "skedaddle",
        "cast": (CastMember(entity=an_entity("wombat", EntityKind.ANIMAL)),),
        "place": CastMember(entity=Entity(id="place", name="taiga", head="taiga", kind=EntityKind.PLACE)),
        "width": 192,
        "height": 108,
        "seed": 3,
    }
    picture = roles.scene_imager.shoot_image(SceneImageRequest(**common), artifacts=memory)
    assert picture.staging is not None
    assert [text for text in picture.degraded if "'taiga'" in text]
    assert [note for note in picture.notes if "'skedaddle'" in note and "'flee'" in note]
    assert picture.staging.placements[0].pose == "run"
    clip = ClipRequest(
        **common,
        image=memory.put_picture(picture.pixels),
        staging=memory.put(picture.staging.model_dump_json().encode()),
        frames=2,
        tail_frames=0,
        fps=12,
    )
    footage = roles.scene_filmer.shoot_clip(clip, artifacts=memory)
    assert footage.notes == ()
    assert len(list(footage.frames)) == 2


def test_fingerprints_change_with_the_words_and_only_with_them() -> None:
    bare, told, other = (
        build(Given(art="openmoji")),
        build(Given(art="openmoji", nearest=Told())),
        build(Given(art="openmoji", nearest=Told("new"))),
    )
    for role in ("entity_imager", "scene_imager", "scene_filmer"):
        identities = [getattr(roles, role).identity for roles in (bare, told, other)]
        assert len(set(map(repr, identities))) == 3
        assert identities[1].model_copy(update={"switches": {}}) == identities[0]
