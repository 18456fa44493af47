"""Packs behind their port: what each has to do, which one films use, and that a film keeps to one."""

import json
from pathlib import Path

import numpy as np
import pytest
from tiny_pack import tiny_archive, tiny_pack

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import BackendMissing
from videostudio.generators.animatic.art import ArtPack, concept_of, default_pack, installed, note_of, pack_named
from videostudio.generators.animatic.art.library import by_label
from videostudio.generators.animatic.art.packs.shelf import NAMES, folders
from videostudio.generators.animatic.backend import build
from videostudio.generators.animatic.identity import capabilities_of, identity_of
from videostudio.generators.given import Given
from videostudio.graphs.bootstrap import build_backends, profile_named, resolved
from videostudio.graphs.profile import Profile
from videostudio.tools.workspace import Workspace

HERE = [pytest.param(pack, id=name) for name, pack in installed().items()]
PATHS = ("../fox", "/etc/passwd", "fox.svg", "fox\0", "", "fox", "🦊/../🦊")


@pytest.mark.parametrize("pack", HERE)
def test_a_pack_keeps_to_its_port(pack: ArtPack) -> None:
    svg, pixels = pack.svg("🦊"), pack.pixels("🦊", 48)
    assert pack.name in NAMES
    assert pack.title
    assert pack.licence
    assert pack.licence_url.startswith("https://")
    assert pack.version
    assert pack.integrity
    assert pack.has("🦊")
    assert pack.has("🐕")
    assert svg is None or "<path" in svg
    assert pixels.shape == (48, 48, 4)
    assert pixels.dtype == np.uint8
    assert 0.2 < np.mean(pixels[..., 3] > 128) < 0.95
    assert {pack: 1}[type(pack)(**vars(pack))] == 1, "equal packs are one key"


@pytest.mark.parametrize("pack", HERE)
@pytest.mark.parametrize("name", PATHS)
def test_a_name_is_never_a_path(pack: ArtPack, name: str) -> None:
    assert not pack.has(name)
    with pytest.raises(KeyError):
        pack.pixels(name, 32)


@pytest.mark.parametrize("pack", HERE)
def test_a_pack_that_asks_for_something_says_it_in_a_sentence(pack: ArtPack) -> None:
    able = capabilities_of(pack)
    assert able.attribution == pack.attribution
    assert pack.licence in able.licence
    assert pack.title in note_of(pack)
    assert pack.licence in note_of(pack)
    if pack.licence.startswith("CC-BY"):
        assert pack.licence_url in able.attribution
    else:
        assert able.attribution == ""


def test_search_offers_only_what_the_pack_has(tmp_path: Path) -> None:
    pack = tiny_pack(tmp_path)
    dog = concept_of(Entity(id="x", name="puppy", kind=EntityKind.ANIMAL, head="puppy"), pack)
    cat = concept_of(Entity(id="x", name="cat", kind=EntityKind.ANIMAL, head="cat"), pack)
    assert (dog.concept.label, dog.similarity_milli) == ("dog", 970)
    assert "cat" not in by_label(pack)
    assert cat.similarity_milli < 950
    assert "Fluent Emoji" in (*cat.notes, *cat.degraded)[0]


def test_skin_tones_are_other_drawings_where_there_are_any(tmp_path: Path) -> None:
    pack = tiny_pack(tmp_path)
    assert pack.svg("🧑🏿") != pack.svg("🧑") == pack.svg("🧑🏻")


def test_films_use_the_best_pack_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_ART", str(tmp_path))
    assert default_pack().name == "openmoji"
    assert "videostudio art install" in note_of(default_pack())
    with pytest.raises(BackendMissing, match="videostudio art install fluent"):
        pack_named("fluent")
    tiny_archive(tmp_path)
    assert default_pack().name == pack_named("fluent").name == "fluent"
    with pytest.raises(BackendMissing, match="fluent, openmoji, noto"):
        pack_named("../fluent")


def test_the_environment_is_looked_in_before_the_users_folder() -> None:
    shared, user = folders({})
    assert shared.parts[-3:] == ("share", "videostudio", "art")
    assert user != shared
    assert folders({"VIDEOSTUDIO_ART": "/somewhere"}) == (Path("/somewhere"),)


def test_another_pack_is_another_identity(tmp_path: Path) -> None:
    fluent, openmoji = identity_of(tiny_pack(tmp_path)), identity_of(pack_named("openmoji"))
    assert (fluent.model, openmoji.model) == ("fluent", "openmoji")
    assert fluent.revision.startswith("1.2.7+")
    assert fluent.revision.partition("+")[2] != openmoji.revision.partition("+")[2]


def test_a_film_is_drawn_by_the_pack_its_order_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_ART", str(tmp_path))
    decided = resolved(profile_named("preview"), Workspace(tmp_path))
    assert decided.art == "openmoji"
    before = build_backends(decided)
    tiny_archive(tmp_path)
    assert default_pack().name == "fluent"
    worker = build_backends(Profile.model_validate_json(decided.model_dump_json()))
    roles = ("entity_imager", "scene_imager", "scene_filmer")
    assert [getattr(worker, role).identity for role in roles] == [getattr(before, role).identity for role in roles]
    assert worker.licences() == (pack_named("openmoji").attribution,)
    assert build_backends(resolved(profile_named("preview"), Workspace(tmp_path))).licences() == ()


def test_a_pack_that_is_gone_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEOSTUDIO_ART", str(tmp_path))
    with pytest.raises(BackendMissing, match="not installed"):
        build(Given(art="fluent"))


def test_the_table_of_keys_is_of_labels() -> None:
    table = Path(__file__).parents[2] / "generators/animatic/art/data/fluent/keys.json"
    assert set(json.loads(table.read_text(encoding="utf-8"))) <= set(by_label(pack_named("openmoji")))
