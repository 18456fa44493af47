"""Random stories: seeded, varied, and never of words that are held out."""

from collections import Counter
from itertools import chain

import pytest

from videostudio.film.camera import Direction, ShotSize
from videostudio.film.entity import EntityKind
from videostudio.generators.animatic.motions import motion_for
from videostudio.tools.scoring import world
from videostudio.tools.scoring.world import Split, story

STORIES = [story(7, number) for number in range(150)]
SCENES = [scene for one in STORIES for scene in one.scenes]


def test_the_same_seed_and_number_tell_the_same_story() -> None:
    assert story(7, 3) == STORIES[3]
    assert story(8, 3).scenes != STORIES[3].scenes
    assert len({one.model_dump_json(exclude={"id"}) for one in STORIES}) == len(STORIES)


def test_all_words_moves_and_sizes_come_up() -> None:
    seen = {entity.name for one in STORIES for entity in one.entities}
    wanted = set(chain.from_iterable(world.words(group, Split.ALL) for group in world.KINDS))
    assert len(wanted & seen) > 0.9 * len(wanted)
    assert {one.place.name for one in STORIES} == set(world.words("places", Split.ALL))
    assert {scene.camera.direction for scene in SCENES} == set(Direction)
    assert {scene.shot for scene in SCENES} == set(ShotSize)
    assert {one.place.aspect("time") for one in STORIES} == {None, "dawn", "sunset", "night"}
    assert set(Counter(len(scene.cast) for scene in SCENES)) == {1, 2, 3}


def test_everything_that_is_done_has_a_motion_of_its_own() -> None:
    done = {scene.action for scene in SCENES} - {"stand"}
    assert len(done) > 30
    assert {action for action in done if motion_for(action, [])[0] == "idle"} <= {"wait", "stop"}


def test_scenes_of_a_story_share_its_place_and_entities() -> None:
    for one in STORIES:
        assert len(one.scenes) == world.SCENES
        for scene in one.scenes:
            assert scene.place == one.place
            assert set(scene.cast) <= set(one.entities)
            assert len({entity.id for entity in scene.cast}) == len(scene.cast)
            assert all(entity.name in scene.event.lower() for entity in scene.cast)


def test_colours_are_said_of_clothes_and_of_things() -> None:
    for entity in chain.from_iterable(one.entities for one in STORIES):
        assert {aspect.name for aspect in entity.aspects} <= (
            {"clothes"} if entity.kind is EntityKind.PERSON else {"color"}
        )


@pytest.mark.parametrize("group", [*world.KINDS, "places"])
def test_held_out_words_are_words_of_the_world_and_no_others_are(group: str) -> None:
    held, seen = set(world.words(group, Split.HELD_OUT)), set(world.words(group, Split.SEEN))
    assert held == set(world.held_out()[group])
    assert held
    assert held | seen == set(world.words(group, Split.ALL))
    assert not held & seen


@pytest.mark.parametrize("split", [Split.SEEN, Split.HELD_OUT])
def test_a_split_tells_only_of_its_own(split: Split) -> None:
    own = {name for group in (*world.KINDS, "places") for name in world.words(group, split)}
    for number in range(60):
        one = story(1, number, split)
        assert {one.place.name, *(entity.name for entity in one.entities)} <= own
