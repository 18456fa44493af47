"""Weather moves, is seen at first sight, and leaves colours alone where it should."""

from functools import cache

import numpy as np
import pytest

from videostudio.generators.animatic.places import Place, place_in
from videostudio.generators.animatic.sets.light import Light, Time, Weather, light_of
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.weather import Lightning, weather_of
from videostudio.generators.animatic.yuv import Frame

WIDTH, HEIGHT, FPS = 240, 136, 24
MOVING = (Weather.RAIN, Weather.STORM, Weather.SNOW, Weather.FOG)


@cache
def a_place(weather: Weather, kind: str = "meadow", time: Time = Time.DAY) -> Place:
    return place_in(kind, time, weather, 5)


def drawn(weather: Weather, at: int) -> np.ndarray:
    """Mid-grey under what the weather draws at a frame."""
    place = a_place(weather)
    frame = Frame.of(np.full((HEIGHT * 3 // 2, WIDTH), 110, np.uint8))
    sky = weather_of(place, View.on(place.scenery, WIDTH, HEIGHT), FPS)
    assert sky is not None
    sky.behind(frame, at)
    sky.draw(frame, at)
    return frame.buffer


@pytest.mark.parametrize("weather", MOVING)
def test_it_is_seen_it_moves_and_it_is_the_same_again(weather: Weather) -> None:
    first, later = drawn(weather, 12), drawn(weather, 36)
    assert (np.abs(first.astype(int) - 110) > 10).mean() > 0.005
    assert not np.array_equal(first, later)
    assert np.array_equal(first, drawn(weather, 12))


@pytest.mark.parametrize("weather", [Weather.CLEAR, Weather.CLOUDY])
def test_nothing_moves_in_dry_air(weather: Weather) -> None:
    place = a_place(weather)
    assert weather_of(place, View.on(place.scenery, WIDTH, HEIGHT), FPS) is None


def test_no_weather_indoors() -> None:
    place = a_place(Weather.SNOW, "kitchen")
    assert weather_of(place, View.on(place.scenery, WIDTH, HEIGHT), FPS) is None
    assert not place.light.snowy


@pytest.mark.parametrize("weather", [Weather.RAIN, Weather.SNOW])
def test_drops_and_flakes_have_no_colour(weather: Weather) -> None:
    buffer = drawn(weather, 30)
    assert (buffer[HEIGHT:] == 110).all()


def test_a_flash_lights_the_sky_when_the_shot_begins_and_not_a_second_later() -> None:
    lightning = Lightning(80, 0.2, 3)
    frame = Frame.of(np.full((HEIGHT * 3 // 2, WIDTH), 60, np.uint8))
    lightning.draw(frame, 0.0)
    assert frame.y[:80].mean() > 90
    assert frame.y[110:].mean() == 60
    dark = Frame.of(np.full((HEIGHT * 3 // 2, WIDTH), 60, np.uint8))
    lightning.draw(dark, 1.0)
    assert (dark.buffer == 60).all()


def test_fog_and_snow_seam_nowhere() -> None:
    """Where a tile begins anew the picture is as smooth as elsewhere."""
    for at in (7, 50, 300):
        columns = np.abs(np.diff(drawn(Weather.FOG, at)[:HEIGHT].astype(int), axis=1)).mean(axis=0)
        assert columns.max() < 6


def test_light_falls_on_figures_as_data() -> None:
    day, dusk = light_of(Time.DAY, Weather.CLEAR, -1), light_of(Time.SUNSET, Weather.CLEAR, 1)
    assert day.key[0] < 0 < dusk.key[0]
    assert dusk.key[1] < day.key[1]
    assert dusk.shadow.lean < 0 < day.shadow.lean
    assert abs(dusk.shadow.lean) > abs(day.shadow.lean)
    assert light_of(Time.DAY, Weather.FOG).shadow.soft > day.shadow.soft
    assert dusk.rim[0] > dusk.rim[2]
    assert np.hypot(*day.key) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("time", list(Time))
def test_what_is_lit_is_lighter_than_what_is_in_shade_and_far_things_differ_less(time: Time) -> None:
    light: Light = light_of(time, Weather.CLEAR)
    near, far = light.tones((120, 140, 90)), light.tones((120, 140, 90), 12)
    assert sum(near.shade) < sum(near.base) < sum(near.lit)
    assert sum(far.lit) - sum(far.shade) < sum(near.lit) - sum(near.shade)
