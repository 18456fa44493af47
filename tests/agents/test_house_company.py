"""Who is in the house writer's last scene, and in the scenes that it adds: whoever the lead has beside them by then."""

import asyncio

import pytest

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.wire import ScriptAnswer, WireScene
from videostudio.film.requests import WriterRequest, WriterTask


def scenes(prompt: str, count: int = 4) -> tuple[WireScene, ...]:
    request = WriterRequest(task=WriterTask.SCRIPT, prompt=prompt, scenes=count)
    return ScriptAnswer.model_validate_json(asyncio.run(HouseWriter().answer(request))).scenes


@pytest.mark.parametrize(
    ("prompt", "cast"),
    [
        ("An old lighthouse keeper rows through a storm and rescues a dog", {"old lighthouse keeper", "dog"}),
        ("A firefighter saves a kitten from a burning house", {"firefighter", "kitten"}),
        ("A girl finds a wounded owl in the snow and takes it home", {"girl", "wounded owl"}),
        ("A sailor rescues a mermaid", {"sailor", "mermaid"}),
        ("A boy adopts a puppy. He walks to the park.", {"boy", "puppy"}),
        ("A knight fights a dragon and frees a princess", {"knight", "princess"}),
        ("A bear dances with a clown in the circus", {"bear", "clown"}),
        ("A chef cooks soup. A dragon helps her.", {"chef", "dragon"}),
        ("A nurse visits an old soldier", {"nurse", "old soldier"}),
        ("A prince marries a baker. The prince rides through the town.", {"prince", "baker"}),
        ("Two brothers meet a walrus", {"brothers", "walrus"}),
    ],
)
def test_whom_the_lead_has_found_stays(prompt: str, cast: set[str]) -> None:
    last = scenes(prompt)[-1]
    assert set(last.foreground) == cast
    assert all(name.split()[-1] in last.event for name in cast)


@pytest.mark.parametrize(
    ("prompt", "cast"),
    [
        ("A detective follows a thief through a night market", {"detective"}),
        ("A cat chases a mouse through the kitchen", {"cat"}),
        ("A fisherman rescues a seal. The seal leaves him.", {"fisherman"}),
        ("A girl meets an old man in the park. She walks home.", {"girl"}),
        ("A boy watches a bird", {"boy"}),
        ("A wolf eats a sheep", {"wolf"}),
    ],
)
def test_who_was_fought_watched_or_lost_does_not(prompt: str, cast: set[str]) -> None:
    assert set(scenes(prompt)[-1].foreground) == cast


def test_nobody_hides_where_there_is_nothing_to_fear_or_rests_after_a_fight() -> None:
    quiet = ("A firefighter saves a kitten", "A grandmother teaches her grandson", "A girl plants a tree")
    fights = ("A cat chases a mouse", "A knight fights a giant", "A fox steals a hen from the farm")
    for count in range(4, 9):
        for prompt in quiet:
            assert not {"hide"} & {scene.action for scene in scenes(prompt, count)}
        for prompt in fights:
            assert scenes(prompt, count)[-1].action not in ("rest", "sleep", "wave")


def test_a_way_is_told_place_by_place_while_there_are_scenes() -> None:
    prompt = "A paper boat floats down a gutter, through a sewer, past a rat, into a river and out to the sea."
    told = scenes(prompt, 4)
    assert [scene.background for scene in told] == ["gutter", "sewer", "river", "sea"]
    assert [scene.foreground for scene in told] == [
        ("paper boat",),
        ("paper boat", "rat"),
        ("paper boat",),
        ("paper boat",),
    ]
    assert told[1].event == "The paper boat floats through a sewer past a rat."
    half = scenes(prompt, 2)
    assert [scene.background for scene in half] == ["gutter", "sea"]
    assert half[1].event == "The paper boat floats through a sewer past a rat into a river out to the sea."
    assert len(scenes(prompt, 1)) == 1
    assert [scene.background for scene in scenes("A girl walks from the village to the castle", 2)] == [
        "village",
        "castle",
    ]


@pytest.mark.parametrize(
    ("prompt", "events"),
    [
        ("Two samurai meet on a bridge. They bow.", ["Two samurai meet on a bridge.", "The samurai bow."]),
        ("Break an egg into a bowl. Cut the bread.", ["People break an egg into a bowl.", "The people cut the bread."]),
        ("Anna sings. Her friend Malik forgets a song.", ["Anna sings.", "Malik forgets a song."]),
        ("A hen makes friends with a fox. It sleeps.", ["A hen makes friends with a fox.", "The hen sleeps."]),
    ],
)
def test_nobody_is_made_of_words(prompt: str, events: list[str]) -> None:
    told = scenes(prompt, 2)
    assert [scene.event for scene in told] == events
    assert not {"samurai meet", "break", "friends", "surface"} & {name for scene in told for name in scene.foreground}
