"""Descriptions are written once; references are asked for by content."""

import json

import pytest

from scripts import ScriptedWriter, corgi_script
from videostudio.agents.designer import REFERENCE_PX, describe, reference_request
from videostudio.film.brief import Brief
from videostudio.film.entity import Aspect
from videostudio.film.errors import WriterError
from videostudio.film.look import Look
from videostudio.film.script import Script

BRIEF = Brief(prompt="a corgi", width=640, height=360, seed=3)
LOOK = Look.of(BRIEF)


async def test_everybody_gets_a_description_once() -> None:
    writer = ScriptedWriter()
    described = await describe(corgi_script(), BRIEF, writer.ask)
    assert [entity.description for entity in described.entities] == ["A plain corgi.", "A plain Mars.", "A plain home."]
    assert described.version == 1
    again = await describe(described, BRIEF, writer.ask)
    assert again is described
    assert len(writer.asked) == 1


async def test_a_face_never_changes_with_an_edit() -> None:
    script = corgi_script()
    kept = script.entities[0].model_copy(update={"description": "A brown corgi."})
    script = Script(**{**dict(script), "entities": (kept, *script.entities[1:])})
    described = await describe(script, BRIEF, ScriptedWriter().ask)
    assert described.entities[0] == kept
    assert described.entities[1].description == "A plain Mars."


async def test_what_its_user_has_edited_is_not_held_against_a_script() -> None:
    brief = BRIEF.model_copy(update={"must_have": ("unicorn",), "forbidden": ("corgi", "purple")})
    assert (await describe(corgi_script(), brief, ScriptedWriter().ask)).entities[0].description == "A plain corgi."
    purple = {"entities": [{"entity_id": e.id, "description": "purple"} for e in corgi_script().entities]}
    with pytest.raises(WriterError, match="purple, which the brief forbids"):
        await describe(corgi_script(), brief, ScriptedWriter(describe=[json.dumps(purple)] * 3).ask)


async def test_a_place_is_described_once_for_all_its_lights() -> None:
    script = corgi_script()
    _, mars, _ = script.entities
    night = mars.model_copy(
        update={"id": "mars-night", "variant_of": "mars", "aspects": (Aspect(name="time", value="night"),)}
    )
    second = script.scenes[1].model_copy(update={"background": "mars-night"})
    scenes = (script.scenes[0], second, *script.scenes[2:])
    script = Script(**{**dict(script), "entities": (night, *script.entities), "scenes": scenes})
    writer = ScriptedWriter()
    described = await describe(script, BRIEF, writer.ask)
    assert described.entity("mars").description == "A plain Mars."
    assert described.entity("mars-night").description == "Time of day: night. A plain Mars."
    asked = writer.asked[0].script
    assert asked is not None
    assert [entity.id for entity in asked.entities if not entity.description] == ["corgi", "mars", "home"]


async def test_the_prompts_own_aspects_win() -> None:
    aspects = [{"name": "colour", "value": "grey"}, {"name": "ears", "value": "long"}]
    answer = {
        "entities": [
            {"entity_id": e.id, "description": "d", "aspects": aspects if e.id == "corgi" else []}
            for e in corgi_script().entities
        ]
    }
    described = await describe(corgi_script(), BRIEF, ScriptedWriter(describe=[json.dumps(answer)]).ask)
    assert described.entity("corgi").aspect("colour") == "brown"
    assert described.entity("corgi").aspect("ears") == "long"


async def test_a_missing_description_is_asked_for_again_and_then_refused() -> None:
    writer = ScriptedWriter(describe=[json.dumps({"entities": []})])
    with pytest.raises(WriterError, match="no description of corgi, mars, home"):
        await describe(corgi_script(), BRIEF, writer.ask)
    assert [request.try_number for request in writer.asked] == [1, 2, 3]


def test_places_fill_the_frame_and_all_others_stand_in_a_square() -> None:
    corgi, mars, _ = corgi_script().entities
    place, figure = reference_request(mars, LOOK, 1), reference_request(corgi, LOOK, 1)
    assert (place.width, place.height) == (640, 360)
    assert (figure.width, figure.height) == (REFERENCE_PX, REFERENCE_PX)


def test_seeds_come_from_film_entity_and_attempt() -> None:
    corgi, mars, _ = corgi_script().entities
    seeds = {
        reference_request(entity, look, attempt).seed
        for entity in (corgi, mars)
        for look in (LOOK, LOOK.model_copy(update={"seed": 4}))
        for attempt in (1, 2)
    }
    assert len(seeds) == 8
    assert reference_request(corgi, LOOK, 2) == reference_request(corgi, LOOK, 2)
