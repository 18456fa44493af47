"""Where scenes happen: named places before the word home, and what is said of sky and weather."""

import asyncio

import pytest

from videostudio.agents.house.writer import HouseWriter
from videostudio.agents.wire import ScriptAnswer, WireEntity
from videostudio.film.requests import WriterRequest, WriterTask


def last_place(prompt: str) -> WireEntity:
    request = WriterRequest(task=WriterTask.SCRIPT, prompt=prompt)
    script = ScriptAnswer.model_validate_json(asyncio.run(HouseWriter().answer(request)))
    return next(entity for entity in script.entities if entity.name == script.scenes[-1].background)


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A cow walks through a meadow. At night she comes home to the farm.", "farm"),
        ("A knight fights a dragon in a cave and returns to the castle.", "castle"),
        ("A horse is back home at the farm.", "farm"),
        ("A girl leaves the city and goes home to her village.", "village"),
        ("A sailor sails across the sea and returns home to the harbor.", "harbor"),
        ("A princess rides home to her palace.", "palace"),
        ("A boy runs home through the forest.", "forest"),
        ("An elephant leads its baby back home to the savanna.", "savanna"),
        ("A bear goes home to its cave.", "cave"),
        ("A camel carries a merchant home to the oasis.", "oasis"),
        ("A queen arrives home at the castle.", "castle"),
        ("A farmer takes a lost sheep home to his farm.", "farm"),
        ("A cat comes home.", "home"),
        ("A fox wanders through the forest. In the evening it comes home.", "home"),
        ("A turtle walks home from the beach.", "home"),
    ],
)
def test_a_named_place_wins_over_the_word_home(prompt: str, place: str) -> None:
    assert last_place(prompt).name == place


@pytest.mark.parametrize(
    ("prompt", "look"),
    [
        ("A wolf walks through the snow.", ("weather", "snow")),
        ("A girl walks through the forest in the snow.", ("weather", "snow")),
        ("A dog waits in the rain at a bus stop.", ("weather", "rain")),
        ("A family camps in the forest under the stars.", ("time", "night")),
        ("A girl dances in the street under the moon.", ("time", "night")),
        ("A boy looks at the stars on a hill.", ("time", "night")),
        ("A fox sees a shooting star.", ("time", "night")),
    ],
)
def test_sky_and_weather_at_the_end_of_a_sentence_are_heard(prompt: str, look: tuple[str, str]) -> None:
    assert look in [(aspect.name, aspect.value) for aspect in last_place(prompt).aspects]


@pytest.mark.parametrize("prompt", ["A teacher gives a boy a gold star.", "A rocket flies to the moon."])
def test_a_star_on_paper_and_a_moon_that_is_reached_make_no_night(prompt: str) -> None:
    assert not [aspect for aspect in last_place(prompt).aspects if aspect.name == "time"]


@pytest.mark.parametrize(
    ("prompt", "roofed"),
    [
        ("A boy sings in the rain.", "theater stage"),
        ("A cat sleeps in the sun.", "bedroom"),
        ("Two lovers dance under the stars.", "sky"),
        ("A woman walks home in the rain.", "home"),
    ],
)
def test_who_is_out_in_the_weather_is_not_indoors(prompt: str, roofed: str) -> None:
    assert last_place(prompt).name != roofed


def test_rain_outside_keeps_nobody_out_of_the_library() -> None:
    assert last_place("Rain falls and a boy reads a book.").name == "library"


@pytest.mark.parametrize(
    ("prompt", "action", "place"),
    [
        ("A lighthouse keeper rows through a storm.", "row", "lighthouse"),
        ("A fox rows a boat.", "row", "river"),
        ("A dolphin swims with a girl.", "swim", "sea"),
        ("A knight swims.", "swim", "lake"),
        ("A penguin waits at the igloo.", "wait", "igloo"),
    ],
)
def test_what_is_done_on_water_is_done_where_there_is_some(prompt: str, action: str, place: str) -> None:
    request = WriterRequest(task=WriterTask.SCRIPT, prompt=prompt)
    script = ScriptAnswer.model_validate_json(asyncio.run(HouseWriter().answer(request)))
    assert [scene.background for scene in script.scenes if scene.action == action][:1] == [place]
