"""The planner checks, asks again and owns what no writer is trusted with."""

import json

import pytest

from scripts import ScriptedWriter, corgi_script, script_answer
from videostudio.agents.planner import TRIES, StandIn, durations, identifier, plan, rewrite, wanted_scenes
from videostudio.film.artifact import ArtifactRef
from videostudio.film.brief import Brief, OwnImage
from videostudio.film.camera import Direction
from videostudio.film.errors import EndpointError, OverBudget, WriterError
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import TransitionKind
from videostudio.film.script import says
from videostudio.film.verdict import Gap

PICTURE = ArtifactRef(sha256="0" * 64, media_type="image/png", size=1, width=1, height=1)
OTHER_PICTURE = PICTURE.model_copy(update={"size": 2})


async def test_a_script_comes_with_ids_camera_lengths_and_signature() -> None:
    writer = ScriptedWriter()
    script = await plan(Brief(prompt="a corgi", scenes=3, duration_ms=10_000, style="sepia"), writer.ask, "house v1")
    assert [scene.id for scene in script.scenes] == ["scene-1", "scene-2", "scene-3"]
    assert [entity.id for entity in script.entities] == ["corgi", "mars", "home"]
    assert [scene.duration_ms for scene in script.scenes] == [3334, 3333, 3333]
    assert [scene.camera.direction for scene in script.scenes] == [
        Direction.FORWARD,
        Direction.LEFT,
        Direction.BACKWARD,
    ]
    assert (script.writer, script.style, script.title) == ("house v1", "sepia", "The Corgi")
    assert script.entities[0].aspect("colour") == "brown"


async def test_the_writer_is_asked_in_the_papers_order_with_the_script_in_hand() -> None:
    writer = ScriptedWriter()
    await plan(Brief(prompt="a corgi", seed=7), writer.ask, "w")
    assert [request.task for request in writer.asked] == [WriterTask.SCRIPT, WriterTask.CAMERA]
    assert [request.seed for request in writer.asked] == [7, 7]
    assert writer.asked[0].scenes is None
    assert writer.asked[1].script is not None


async def test_an_unfit_answer_is_asked_for_again_and_the_third_is_the_last() -> None:
    good = json.dumps(script_answer(3))
    writer = ScriptedWriter(script=["no json", json.dumps(script_answer(2)), good])
    await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")
    assert writer.tries(WriterTask.SCRIPT) == [1, 2, 3]

    writer = ScriptedWriter(script=[json.dumps(script_answer(2))])
    with pytest.raises(WriterError, match="2 scenes instead of 3"):
        await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")
    assert len(writer.asked) == TRIES


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"entities": [*script_answer()["entities"], script_answer()["entities"][0]]}, "stands twice"),
        ({"entities": script_answer()["entities"][:2]}, "home, which is no entity"),
        ({"title": ""}, "title"),
    ],
)
async def test_answers_that_contradict_themselves_are_refused(change: dict[str, object], complaint: str) -> None:
    writer = ScriptedWriter(script=[json.dumps(script_answer(3, **change))])
    with pytest.raises(WriterError, match=complaint):
        await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")


async def test_a_camera_answer_has_to_cover_every_scene() -> None:
    writer = ScriptedWriter(camera=[json.dumps({"moves": []})])
    with pytest.raises(WriterError, match="no camera move for scene-1, scene-2, scene-3"):
        await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")


async def test_entities_that_no_scene_uses_are_left_out() -> None:
    extra = [*script_answer()["entities"], {"name": "cat", "head": "cat", "kind": "animal"}]
    writer = ScriptedWriter(script=[json.dumps(script_answer(3, entities=extra))])
    script = await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")
    assert "cat" not in [entity.id for entity in script.entities]


async def test_own_pictures_find_their_entity_and_strays_are_told() -> None:
    brief = Brief(
        prompt="a corgi",
        scenes=3,
        own_images=(
            OwnImage(name=" Corgi", image=PICTURE),
            OwnImage(name="Rex", image=PICTURE.model_copy(update={"size": 2})),
        ),
    )
    writer = ScriptedWriter()
    script = await plan(brief, writer.ask, "w")
    assert script.entity("corgi").own_image == PICTURE
    assert len(script.degraded) == 1
    assert "'Rex' is not used" in script.degraded[0]
    assert writer.asked[0].own_names == (" Corgi", "Rex")


async def test_places_are_joined_by_crossfade_and_the_close_by_fade() -> None:
    script = await plan(Brief(prompt="a corgi", scenes=3), ScriptedWriter().ask, "w")
    assert [scene.transition.kind for scene in script.scenes] == [
        TransitionKind.CUT,
        TransitionKind.CUT,
        TransitionKind.FADE,
    ]


async def test_a_rewrite_changes_one_scene_and_the_version() -> None:
    script = corgi_script()
    gaps = (Gap(score="contrast", text="the picture is blank"),)
    writer = ScriptedWriter()
    new = await rewrite(script, Brief(prompt="a corgi"), "scene-2", gaps, writer.ask)
    assert new.version == 2
    assert (new.scenes[0], new.scenes[2]) == (script.scenes[0], script.scenes[2])
    assert new.scenes[1].event == "The corgi sits."
    assert new.scenes[1].duration_ms == script.scenes[1].duration_ms
    assert new.scenes[1].transition == script.scenes[1].transition
    assert new.entities == script.entities
    assert writer.asked[0].gaps == gaps
    assert writer.asked[0].scene_id == "scene-2"


async def test_a_rewrite_that_leaves_a_place_unused_drops_the_place() -> None:
    scene = {"event": "The corgi stays.", "action": "stay", "foreground": ["corgi"], "background": "Mars"}
    writer = ScriptedWriter(rewrite=[json.dumps({"scene": scene})])
    new = await rewrite(corgi_script(), Brief(prompt="a corgi"), "scene-3", (), writer.ask)
    assert [entity.id for entity in new.entities] == ["corgi", "mars"]


async def test_a_rewritten_scene_keeps_its_own_of_two_places_of_one_name() -> None:
    script = corgi_script()
    mars = next(entity for entity in script.entities if entity.id == "mars")
    by_night = mars.model_copy(update={"id": "mars-night", "variant_of": "mars"})
    scenes = [
        scene.model_copy(update={"background": "mars-night"}) if scene.id == "scene-1" else scene
        for scene in script.scenes
    ]
    both = script.model_copy(update={"entities": (*script.entities, by_night), "scenes": tuple(scenes)})
    told = {"event": "The corgi sits.", "action": "sit", "foreground": ["corgi"], "background": "Mars"}
    for scene_id, place in (("scene-2", "mars"), ("scene-1", "mars-night")):
        writer = ScriptedWriter(rewrite=[json.dumps({"scene": told})])
        new = await rewrite(both, Brief(prompt="a corgi"), scene_id, (), writer.ask)
        assert new.scene(scene_id).background == place


async def test_a_rewrite_that_changes_nothing_is_no_rewrite() -> None:
    old = corgi_script().scenes[1]
    same = {"event": old.event, "action": old.action, "foreground": ["corgi"], "background": "Mars"}
    writer = ScriptedWriter(rewrite=[json.dumps({"scene": same})])
    with pytest.raises(WriterError, match="is the old one"):
        await rewrite(corgi_script(), Brief(prompt="a corgi"), "scene-2", (), writer.ask)


@pytest.mark.parametrize(
    ("brief", "scenes"),
    [
        ({}, None),
        ({"scenes": 7}, 7),
        ({"scenes": 7, "duration_ms": 10_000}, 7),
        ({"duration_ms": 16_000}, 4),
        ({"duration_ms": 1_000}, 1),
        ({"duration_ms": 6_000_000}, 100),
    ],
)
def test_wanted_scenes_follow_the_brief(brief: dict[str, int], scenes: int | None) -> None:
    assert wanted_scenes(Brief.model_validate({"prompt": "x", **brief})) == scenes


def test_durations_add_up_to_the_millisecond() -> None:
    assert durations(10_000, 3) == (3334, 3333, 3333)
    assert durations(None, 2) == (4000, 4000)
    assert durations(3_000, 3) == (1000, 1000, 1000)
    with pytest.raises(WriterError, match="4 scenes in 3 s"):
        durations(3_000, 4)


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("Corgi Astronaut", (), "corgi-astronaut"),
        ("corgi", ("corgi",), "corgi-2"),
        ("corgi", ("corgi", "corgi-2"), "corgi-3"),
        ("Žofie & Noël!", (), "zofie-noel"),
        ("狗", (), "entity"),
        ("../../etc/passwd", (), "etc-passwd"),
        ("x" * 100, (), "x" * 36),
    ],
)
def test_identifiers_are_plain_and_unique(name: str, taken: tuple[str, ...], wanted: str) -> None:
    assert identifier(name, taken) == wanted


async def test_where_a_writer_has_nothing_its_stand_in_writes_and_the_script_says_so() -> None:
    lost, found = ScriptedWriter(script=["no json"]), ScriptedWriter()
    script = await plan(Brief(prompt="a corgi", scenes=3), lost.ask, "llm v1", StandIn(found.ask, "house v1"))
    assert script.writer == "house v1"
    assert [text.split(":")[0] for text in script.degraded] == ["the script is by house v1"]
    assert lost.tries(WriterTask.CAMERA) == [1], "the next question goes to the first writer again"


@pytest.mark.parametrize("error", [EndpointError("nobody there"), OverBudget("all is spent")])
async def test_an_endpoint_that_is_down_is_asked_once_and_ends_the_film_where_nobody_stands_in(
    error: Exception,
) -> None:
    asked = []

    async def down(request: WriterRequest) -> str:
        asked.append(request.task)
        raise error

    brief = Brief(prompt="a corgi", scenes=3)
    script = await plan(brief, down, "llm v1", StandIn(ScriptedWriter().ask, "house v1"))
    assert asked == [WriterTask.SCRIPT, WriterTask.CAMERA]
    assert [text.split(" is")[0] for text in script.degraded] == ["the script", "the camera"]
    with pytest.raises(type(error), match=str(error)):
        await plan(brief, down, "llm v1")


async def test_a_writer_hears_what_its_last_answer_was_refused_for() -> None:
    writer = ScriptedWriter(
        script=[json.dumps(script_answer(2)), json.dumps({"title": 3}), json.dumps(script_answer(3))]
    )
    await plan(Brief(prompt="a corgi", scenes=3), writer.ask, "w")
    first, second, third = [request.complaint for request in writer.asked if request.task is WriterTask.SCRIPT]
    assert (first, second) == ("", "2 scenes instead of 3")
    assert third.startswith("title: Input should be a valid string; logline: Field required")


async def test_elements_and_the_length_of_scenes_are_checked_after() -> None:
    with pytest.raises(WriterError, match="no dragon, which the brief must have"):
        await plan(Brief(prompt="a corgi", scenes=3, must_have=("Corgi", "dragon")), ScriptedWriter().ask, "w")
    with pytest.raises(WriterError, match="has corgi, which the brief forbids"):
        await plan(Brief(prompt="a corgi", scenes=3, forbidden=("corgi", "cat")), ScriptedWriter().ask, "w")
    script = await plan(Brief(prompt="a corgi", longest_scene_ms=2500), ScriptedWriter().ask, "w")
    assert {scene.duration_ms for scene in script.scenes} == {2500}
    assert wanted_scenes(Brief(prompt="x", duration_ms=11_000, longest_scene_ms=2000, cards=False)) == 6


@pytest.mark.parametrize(
    ("text", "words", "there"),
    [
        ("Two red balls roll.", "Red  ball", True),
        ("A category of its own.", "cat", False),
        ("一条红龙飞过。", "红龙", True),
        ("The box opens.", "boxes", False),
        ("Two boxes open.", "box", True),
    ],
)
def test_words_are_found_whole_in_any_case_and_number(text: str, words: str, there: bool) -> None:
    assert says(text, words) is there
