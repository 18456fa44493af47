"""Which set stands for a place, in what light, and what the sets promise to the camera."""

from functools import cache

import cv2
import numpy as np
import pytest

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.generators.animatic.backdrop import backdrop_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.places import NEUTRAL, place_of
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame

WIDTH, HEIGHT = 480, 270


def a_place(name: str, head: str = "", **aspects: str) -> Entity:
    looks = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    return Entity(id="place", name=name, kind=EntityKind.PLACE, head=head, aspects=looks)


@cache
def paint_once(entity: Entity) -> Frame:
    return paint_again(entity, CameraMove())


def paint_again(entity: Entity, move: CameraMove) -> Frame:
    place = place_of(entity)
    view = View.on(place.scenery, WIDTH, HEIGHT)
    frame = Frame.blank(WIDTH, HEIGHT)
    backdrop_of(place, view, Lens(move, WIDTH, HEIGHT, 24, 1), 1).draw(frame, 0)
    return frame


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("Mars", "Mars", "mars"),
        ("enchanted forest", "forest", "forest"),
        ("the old harbour", "harbour", "harbour"),
        ("rice fields", "field", "meadow"),
        ("kitchen of a tiny restaurant", "kitchen", "kitchen"),
        ("coral reef", "reef", "underwater"),
        ("snowy forest", "forest", "snow"),
        ("village square", "square", "market"),
        ("busy street", "street", "street"),
        ("throne room", "room", "hall"),
        ("living room", "room", "living room"),
        ("stormy sea", "sea", "sea"),
        ("forest near the sea", "forest", "forest"),
        ("top of a mountain", "top", "mountains"),
        ("bottom of the sea", "bottom", "underwater"),
        ("small school", "school", "classroom"),
        ("toy shop", "shop", "shop"),
        ("pirate ship", "ship", "ship"),
        ("night train", "train", "train"),
        ("railway station", "station", "station"),
        ("theatre", "theatre", "stage"),
        ("hospital", "hospital", "hospital"),
        ("old workshop", "workshop", "workshop"),
        ("coffee shop", "shop", "restaurant"),
        ("spaceship", "spaceship", "spaceship"),
        ("country road", "road", "road"),
        ("African savannah", "savannah", "savanna"),
        ("waterhole", "waterhole", "savanna"),
        ("grassy steppe", "steppe", "savanna"),
        ("oasis in the desert", "oasis", "oasis"),
        ("home", "home", "living room"),
        ("holiday home", "home", "living room"),
        ("home with a garden", "home", "living room"),
        ("home at the farm", "home", "farm"),
        ("castle home", "home", "castle"),
    ],
)
def test_a_place_gets_the_set_of_its_words(name: str, head: str, kind: str) -> None:
    place = place_of(a_place(name, head))
    assert place.scenery.kind == kind
    assert not place.degraded


def test_a_misspelt_place_is_noted_and_an_unknown_one_degraded() -> None:
    near = place_of(a_place("forrest", "forrest"))
    assert near.scenery.kind == "forest"
    assert "forest" in near.notes[0]
    assert not near.degraded
    unknown = place_of(a_place("quibblezorp", "quibblezorp"))
    assert unknown.scenery.kind == NEUTRAL
    assert "quibblezorp" in unknown.degraded[0]


def test_time_and_weather_come_from_the_place_alone() -> None:
    assert place_of(a_place("forest at night", "forest")).light.time is Time.NIGHT
    assert place_of(a_place("beach", "beach", time="sunset")).light.time is Time.SUNSET
    assert place_of(a_place("rainy meadow", "meadow")).light.weather is Weather.RAIN
    assert place_of(a_place("meadow", "meadow")).light.time is Time.DAY
    assert place_of(a_place("knight's garden", "garden")).light.time is Time.DAY
    assert place_of(a_place("park", "park", weather="snow")).light.weather is Weather.SNOW
    assert place_of(a_place("meadow in the snow", "meadow")).light.weather is Weather.SNOW
    assert place_of(a_place("snow globe shop", "shop")).light.weather is Weather.CLEAR


def test_night_is_darker_than_day() -> None:
    assert (
        paint_once(a_place("meadow at night", "meadow")).y.mean()
        < 0.6 * paint_once(a_place("meadow", "meadow")).y.mean()
    )


def test_places_of_one_kind_differ_and_one_place_never_does() -> None:
    one, other = a_place("meadow", "meadow"), a_place("green meadow", "meadow")
    assert np.array_equal(paint_once(one).buffer, paint_again(one, CameraMove()).buffer)
    assert not np.array_equal(paint_once(one).buffer, paint_once(other).buffer)


@pytest.mark.parametrize("kind", sorted(SETS))
def test_every_set_fills_the_frame_with_something_to_follow(kind: str) -> None:
    scenery = SETS[kind]()
    assert scenery.layers[-1].depth == 1.0
    assert [layer.depth for layer in scenery.layers] == sorted((layer.depth for layer in scenery.layers), reverse=True)
    name = kind if kind != NEUTRAL else "quibblezorp"
    frame = paint_once(a_place(name, name))
    assert frame.y.min() >= 15
    assert frame.y.max() <= 236
    ground = round(scenery.horizon * HEIGHT)
    corners = cv2.cornerMinEigenVal(frame.y, 5)[ground:] > 2e-5
    cells = [cell.any() for row in np.array_split(corners, 4) for cell in np.array_split(row, 16, axis=1)]
    assert np.mean(cells) > 0.5, "the ground has too little texture to measure a camera by"


@pytest.mark.parametrize("kind", sorted(SETS))
def test_sideways_layers_at_rest_are_the_plate(kind: str) -> None:
    """Layers laid over each other give the picture that is painted on one canvas."""
    name = kind if kind != NEUTRAL else "quibblezorp"
    still, sliding = paint_once(a_place(name, name)), paint_again(a_place(name, name), CameraMove(direction="right"))
    off = np.abs(still.y.astype(int) - sliding.y)
    assert off.mean() < 0.5
    assert (off > 8).mean() < 0.03
