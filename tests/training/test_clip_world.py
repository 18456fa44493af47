"""The world of the house CLIP: what there is, how it is called, and what is kept for the exam."""

import numpy as np
import pytest

from videostudio.film.entity import EntityKind
from videostudio.generators.animatic.art import pack_named
from videostudio.tools.scoring import world as study
from videostudio.training import clip_world
from videostudio.training.clip_batches import ing


@pytest.fixture(scope="module")
def things() -> list[clip_world.Thing]:
    return clip_world.things(pack_named("openmoji"), people_count=60, seed=3)


def test_ids_are_unique_enough_to_be_scripted(things: list[clip_world.Thing]) -> None:
    kinds = {thing.entity.kind for thing in things}
    assert kinds == {EntityKind.PERSON, EntityKind.ANIMAL, EntityKind.OBJECT}
    assert len(things) > 1000
    assert all(thing.calls and all(thing.calls) for thing in things)


def test_the_same_seed_gives_the_same_world(things: list[clip_world.Thing]) -> None:
    assert clip_world.things(pack_named("openmoji"), people_count=60, seed=3) == things
    assert clip_world.things(pack_named("openmoji"), people_count=60, seed=4) != things


def test_what_the_study_keeps_is_held_out_in_every_colour(things: list[clip_world.Thing]) -> None:
    for name in study.held_out()["animals"]:
        doubles = [thing for thing in things if thing.base == name]
        assert doubles, f"the pack has no {name}"
        assert all(thing.held_out for thing in doubles)


def test_a_share_of_the_rest_is_held_out(things: list[clip_world.Thing]) -> None:
    share = np.mean([thing.held_out for thing in things])
    assert 0.07 < share < 0.2


def test_every_place_comes_at_every_hour_in_every_weather() -> None:
    spots = clip_world.spots(seed=1)
    assert len(spots) == len({(spot.kind, spot.time, spot.weather) for spot in spots})
    assert len(spots) % (len(clip_world.TIMES) * len(clip_world.WEATHERS)) == 0
    assert {spot.kind for spot in spots if spot.held_out} == set(study.held_out()["places"])


@pytest.mark.parametrize(
    ("names", "told"),
    [(["owl"], "an owl"), (["fox", "boy"], "a fox and a boy"), (["fox", "boy", "egg"], "a fox, a boy and an egg")],
)
def test_lists_read_as_english(names: list[str], told: str) -> None:
    assert clip_world.listed(names) == told


@pytest.mark.parametrize(
    ("verb", "told"), [("dance", "dancing"), ("walk", "walking"), ("flee", "fleeing"), ("run", "running")]
)
def test_verbs_go_on(verb: str, told: str) -> None:
    assert ing(verb) == told
