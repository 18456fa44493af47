"""The other tasks of the house writer: camera, descriptions, rewrites."""

import asyncio

import pytest

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.wire import CameraAnswer, DescribeAnswer, RewriteAnswer
from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import Direction, ShotSize
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.errors import StudioError
from videostudio.film.requests import WriterRequest, WriterTask
from videostudio.film.scene import Scene
from videostudio.film.script import Script
from videostudio.film.verdict import Gap

MAN = Entity(
    id="man",
    name="young man",
    head="man",
    kind=EntityKind.PERSON,
    aspects=(
        Aspect(name="age", value="young"),
        Aspect(name="hair", value="blue"),
        Aspect(name="wears", value="red coat"),
    ),
)
KEY = Entity(
    id="key", name="silver key", head="key", kind=EntityKind.OBJECT, aspects=(Aspect(name="color", value="silver"),)
)
DOG = Entity(
    id="dog",
    name="corgi astronaut",
    head="corgi",
    kind=EntityKind.ANIMAL,
    aspects=(Aspect(name="role", value="astronaut"),),
)
PLACE = Entity(
    id="park", name="park", head="park", kind=EntityKind.PLACE, aspects=(Aspect(name="time", value="night"),)
)
ACTIONS = ["walk", "run", "race", "fly", "fall", "talk", "sleep", "look", "open", "build", "leave", "wave"]


def a_script(actions: list[str]) -> Script:
    scenes = tuple(
        Scene(
            id=f"scene-{at}",
            event=f"The young man {action}s near the silver key and the corgi astronaut.",
            action=action,
            foreground=("man", "key", "dog"),
            background="park",
            duration_ms=4_000,
        )
        for at, action in enumerate(actions)
    )
    return Script(title="T", entities=(MAN, KEY, DOG, PLACE), scenes=scenes)


def ask(task: WriterTask, script: Script | None, **fields: object) -> str:
    request = WriterRequest(task=task, prompt="A young man", script=script, **fields)
    return asyncio.run(HouseWriter().answer(request))


def test_one_reasoned_move_for_every_scene_and_never_three_alike() -> None:
    script = a_script(ACTIONS)
    moves = CameraAnswer.model_validate_json(ask(WriterTask.CAMERA, script)).moves
    assert [move.scene_id for move in moves] == [scene.id for scene in script.scenes]
    assert all(move.reason for move in moves)
    directions = [move.direction for move in moves]
    assert all(len(set(directions[i : i + 3])) > 1 for i in range(len(directions) - 2))
    assert directions[3] is Direction.UP
    assert directions[4] is Direction.DOWN
    assert directions[-1] is Direction.BACKWARD
    assert len(set(directions)) >= 5


@pytest.mark.parametrize("action", ["walk", "look", "fly"])
def test_the_same_action_again_and_again_still_varies(action: str) -> None:
    moves = CameraAnswer.model_validate_json(ask(WriterTask.CAMERA, a_script([action] * 9))).moves
    directions = [move.direction for move in moves]
    assert all(len(set(directions[i : i + 3])) > 1 for i in range(7))


def sizes(script: Script) -> list[ShotSize]:
    return [move.shot for move in CameraAnswer.model_validate_json(ask(WriterTask.CAMERA, script)).moves]


def with_two(actions: list[str], **changes: dict[str, object]) -> Script:
    """Scenes of the man and the dog, some of them changed."""
    script = a_script(actions)
    scenes = [
        scene.model_copy(update={"foreground": ("man", "dog"), **changes.get(scene.id.replace("-", "_"), {})})
        for scene in script.scenes
    ]
    sea = PLACE.model_copy(update={"id": "sea", "name": "sea"})
    used = {entity_id for scene in scenes for entity_id in (*scene.foreground, scene.background)}
    entities = tuple(entity for entity in (*script.entities, sea) if entity.id in used)
    return Script(title="T", entities=entities, scenes=tuple(scenes))


def test_shots_follow_the_arc() -> None:
    wide, medium, close = ShotSize
    assert sizes(with_two(["arrive", "build", "talk", "walk"])) == [wide, medium, close, wide]
    assert sizes(with_two(["arrive", "build", "build", "find"])) == [wide, medium, medium, medium]


def test_a_new_place_is_shown_first_and_a_crowd_is_never_close() -> None:
    sea: dict[str, object] = {"background": "sea"}
    moved = with_two(["look", "find", "find", "find", "rest"], scene_1=sea, scene_2=sea)
    assert sizes(moved)[:3] == [ShotSize.WIDE, ShotSize.CLOSE, ShotSize.CLOSE]
    crowd: dict[str, object] = {"foreground": ("man", "key", "dog")}
    later = with_two(["look", "find", "find", "find", "rest"], scene_1=crowd, scene_3=sea)
    assert sizes(later)[1] is ShotSize.MEDIUM
    assert sizes(later)[3] is ShotSize.WIDE


def test_nobody_is_filmed_close_who_runs_or_climbs_out_of_the_picture() -> None:
    for action in ("run", "climb", "fall", "flee"):
        assert ShotSize.CLOSE not in sizes(with_two(["arrive", action, action, action, "rest"]))[:3]


def test_one_scene_alone_is_neither_wide_nor_close() -> None:
    assert sizes(with_two(["find"])) == [ShotSize.MEDIUM]


def test_descriptions_repeat_every_word_about_looks() -> None:
    answer = DescribeAnswer.model_validate_json(ask(WriterTask.DESCRIBE, a_script(["walk"])))
    assert [each.entity_id for each in answer.entities] == ["man", "key", "dog", "park"]
    for entity, told in zip((MAN, KEY, DOG, PLACE), answer.entities, strict=True):
        assert entity.name in told.description
        for aspect in entity.aspects:
            assert aspect.value in told.description
        assert " may " not in told.description
        assert len(told.description) <= 600
    assert "blue hair" in answer.entities[0].description


@pytest.mark.parametrize("gap", ["frozen", "fg_sim"])
def test_a_rewrite_is_simpler_and_different(gap: str) -> None:
    script = a_script(["open", "walk"])
    gaps = (Gap(score=gap, about="key", text="0.31 where 0.5 is asked"),)
    told = [
        RewriteAnswer.model_validate_json(
            ask(WriterTask.REWRITE, script, scene_id="scene-0", gaps=gaps, try_number=number)
        ).scene
        for number in (1, 2)
    ]
    for scene in told:
        assert scene.event != script.scenes[0].event
        assert scene.action != "open"
        assert scene.background == "park"
        assert len(scene.foreground) < 3
        assert set(scene.foreground) <= {"young man", "silver key", "corgi astronaut"}
    assert told[0] != told[1]


def test_a_rewrite_keeps_who_is_seen_nowhere_else() -> None:
    script = a_script(["open"])
    scene = RewriteAnswer.model_validate_json(ask(WriterTask.REWRITE, script, scene_id="scene-0")).scene
    assert set(scene.foreground) == {"young man", "silver key", "corgi astronaut"}


def test_a_rewrite_leaves_out_what_no_take_could_show_unless_it_is_the_users_own() -> None:
    script, gaps = a_script(["open"]), (Gap(score="presence", about="key", text="no key"),)
    scene = RewriteAnswer.model_validate_json(ask(WriterTask.REWRITE, script, scene_id="scene-0", gaps=gaps)).scene
    assert set(scene.foreground) == {"young man", "corgi astronaut"}
    own = KEY.model_copy(update={"own_image": ArtifactRef(sha256="a" * 64, media_type="image/png", size=1)})
    theirs = script.model_copy(update={"entities": tuple(own if e.id == "key" else e for e in script.entities)})
    scene = RewriteAnswer.model_validate_json(ask(WriterTask.REWRITE, theirs, scene_id="scene-0", gaps=gaps)).scene
    assert "silver key" in scene.foreground


@pytest.mark.parametrize("task", [WriterTask.CAMERA, WriterTask.DESCRIBE, WriterTask.REWRITE])
def test_a_request_without_its_script_is_our_bug(task: WriterTask) -> None:
    with pytest.raises(StudioError, match="script"):
        ask(task, None)


def test_identity() -> None:
    assert str(HouseWriter().identity) == "house v4"
