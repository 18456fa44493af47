"""Places that are named for something show it, and what is done on water is shown on water."""

import json
from importlib.resources import files

import numpy as np
import pytest
from kept import Memory

from videostudio.film.camera import CameraMove, Direction, ShotSize
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ClipRequest, SceneImageRequest
from videostudio.generators.animatic.art import pack_named
from videostudio.generators.animatic.backdrop import backdrop_of
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.filmer import AnimaticFilmer
from videostudio.generators.animatic.framing import framing_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.motions import MOTIONS, motion_for
from videostudio.generators.animatic.places import Place, place_in, place_of
from videostudio.generators.animatic.roles import afloat, carrier
from videostudio.generators.animatic.scene_imager import AnimaticSceneImager
from videostudio.generators.animatic.sets.catalogue import SETS
from videostudio.generators.animatic.sets.landmarks import LANDMARKS
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.view import View
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import encode_png
from videostudio.tools.video.colour import planar_to_rgb

OPENMOJI = pack_named("openmoji")
WIDTH, HEIGHT, FPS, FRAMES = 240, 136, 12, 48
TABLE = json.loads((files("videostudio.generators.animatic") / "places.json").read_text("utf-8"))
NAMED = [(word, name) for name, words in TABLE["landmarks"].items() for word in words]
AFLOAT = ("ship",)
"""Sets out of doors that nobody has to leave to be on the water."""
OUTDOORS = sorted(kind for kind in set(SETS) - set(AFLOAT) if not (SETS[kind]().dry or SETS[kind]().floats))


def named(name: str) -> Place:
    return place_of(Entity(id="place", name=name, kind=EntityKind.PLACE, head=name.rsplit(maxsplit=1)[-1]))


def member(name: str, kind: EntityKind) -> CastMember:
    return CastMember(entity=Entity(id=name, name=name, kind=kind, head=name))


def seen(place: Place, move: CameraMove, shot: ShotSize = ShotSize.MEDIUM) -> list[Frame]:
    """The first and the last frame of a usual scene without figures."""
    view = framing_of(place.scenery, move, shot, WIDTH, HEIGHT).view
    backdrop = backdrop_of(place, view, Lens(move, WIDTH, HEIGHT, FPS, FRAMES), FRAMES)
    frames = [Frame.blank(WIDTH, HEIGHT), Frame.blank(WIDTH, HEIGHT)]
    for frame, at in zip(frames, (0, FRAMES - 1), strict=True):
        backdrop.draw(frame, at)
    return frames


def without(place: Place) -> Place:
    """The same place, but for its landmark."""
    return place_in(place.scenery.kind, place.light.time, place.light.weather, place.seed)


@pytest.mark.parametrize(("word", "name"), NAMED)
def test_a_place_that_is_named_for_a_landmark_has_it(word: str, name: str) -> None:
    place = named(word)
    assert place.landmark == name
    assert not place.degraded


def test_every_landmark_is_the_name_of_some_place() -> None:
    assert set(TABLE["landmarks"]) == set(LANDMARKS)
    assert set(TABLE["has"]) <= set(LANDMARKS)


@pytest.mark.parametrize(
    ("name", "landmark"),
    [
        ("beach near the lighthouse", "lighthouse"),
        ("village by the windmills", "windmill"),
        ("old church square", "church"),
        ("tower room", ""),
        ("circus tent", ""),
        ("control tower", ""),
        ("castle tower", ""),
        ("well-kept garden", ""),
        ("meadow", ""),
    ],
)
def test_whatever_the_name_says_stands_there_but_not_within_walls(name: str, landmark: str) -> None:
    assert named(name).landmark == landmark


@pytest.mark.parametrize("name", sorted(LANDMARKS))
def test_a_landmark_is_large_and_inside_the_frame(name: str) -> None:
    """What the landmark changes in a picture of the set is as high as a third of a figure at least, wide enough to be
    more than a pole, and not cut by the sides."""
    place = named(TABLE["landmarks"][name][0])
    with_it, bare = seen(place, CameraMove())[0], seen(without(place), CameraMove())[0]
    changed = np.abs(with_it.y.astype(int) - bare.y) > 12
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.mean(axis=0) > 0.08)
    assert rows[-1] - rows[0] > 0.2 * HEIGHT
    assert columns[-1] - columns[0] > 0.07 * WIDTH
    assert columns[0] > 0
    assert columns[-1] < WIDTH - 1
    assert changed.mean() > 0.012


@pytest.mark.parametrize("direction", [each for each in Direction if each is not Direction.STATIC])
@pytest.mark.parametrize("word", ["lighthouse", "pyramid", "well"])
def test_every_camera_move_keeps_the_landmark_in_the_picture(direction: Direction, word: str) -> None:
    place, move = named(word), CameraMove(direction=direction, speed="medium")
    for with_it, bare in zip(seen(place, move), seen(without(place), move), strict=True):
        assert (np.abs(with_it.y.astype(int) - bare.y) > 12).mean() > 0.006


@pytest.mark.parametrize("kind", OUTDOORS)
def test_seen_from_the_water_every_set_is_water_where_swimmers_and_boats_are(kind: str) -> None:
    place = place_in(kind, Time.DAY, Weather.CLEAR, 4).on_the_water()
    scenery = place.scenery
    assert scenery.land is None
    assert scenery.water is not None
    frame, view = Frame.blank(WIDTH, HEIGHT), View.on(scenery, WIDTH, HEIGHT)
    backdrop_of(place, view, Lens(CameraMove(), WIDTH, HEIGHT, FPS, 1), 1).draw(frame, 0)
    band = slice(round(view.y(scenery.water - 60)) // 2, round(view.y(scenery.water + 60)) // 2)
    blue = frame.u[band].astype(int) - frame.v[band]
    assert np.median(blue, axis=1).min() > 16


def test_on_deck_within_walls_in_the_sky_and_under_water_nothing_changes() -> None:
    for kind in sorted(set(SETS) - set(OUTDOORS)):
        place = place_in(kind, Time.DAY, Weather.CLEAR, 4)
        assert place.on_the_water() is place


@pytest.mark.parametrize(
    ("lead", "kind", "verb", "where", "motion"),
    [
        ("girl", EntityKind.PERSON, "swim", "beach", "swim"),
        ("keeper", EntityKind.PERSON, "row", "lighthouse", "sail"),
        ("girl", EntityKind.PERSON, "float", "lake", "swim"),
        ("duck", EntityKind.ANIMAL, "float", "pond", "bob"),
        ("boat", EntityKind.OBJECT, "drift", "beach", "bob"),
        ("fox", EntityKind.ANIMAL, "row", "meadow", "sail"),
    ],
)
def test_who_swims_sails_or_floats_is_out_on_the_water(
    lead: str, kind: EntityKind, verb: str, where: str, motion: str
) -> None:
    figure = figure_of(member(lead, kind), Memory(), OPENMOJI)
    done, place = afloat([figure], motion_for(verb)[0], named(where))
    assert done == motion
    assert place.scenery.land is None


@pytest.mark.parametrize(("lead", "verb", "where"), [("girl", "walk", "beach"), ("astronaut", "float", "space")])
def test_who_does_not_stays_where_they_are(lead: str, verb: str, where: str) -> None:
    figure, place = figure_of(member(lead, EntityKind.PERSON), Memory(), OPENMOJI), named(where)
    assert afloat([figure], motion_for(verb)[0], place) == (motion_for(verb)[0], place)


@pytest.mark.parametrize(("verb", "motion"), [("fish", "angle"), ("paddle", "sail"), ("drift", "sail")])
def test_what_is_done_in_a_boat_is_done_aboard(verb: str, motion: str) -> None:
    cast = [member("girl", EntityKind.PERSON), member("boat", EntityKind.OBJECT)]
    figures = [figure_of(each, Memory(), OPENMOJI) for each in cast]
    found, _ = motion_for(verb, ["boat"])
    assert found == motion
    assert carrier(figures, found) == 1
    assert not MOTIONS[motion_for(verb)[0]].boards


@pytest.mark.parametrize("direction", [Direction.STATIC, Direction.RIGHT, Direction.FORWARD])
def test_a_clip_is_filmed_on_the_water_on_which_its_picture_was_staged(direction: Direction) -> None:
    memory, camera = Memory(), CameraMove(direction=direction)
    place = CastMember(entity=Entity(id="place", name="beach", kind=EntityKind.PLACE, head="beach"))
    shared = {"scene_id": "one", "attempt": 1, "event": "A girl swims.", "action": "swim", "place": place, "seed": 1}
    shared |= {"cast": (member("girl", EntityKind.PERSON),), "camera": camera, "width": WIDTH, "height": HEIGHT}
    picture = AnimaticSceneImager(OPENMOJI).shoot_image(SceneImageRequest.model_validate(shared), artifacts=memory)
    assert picture.staging is not None
    staging = picture.staging.model_dump_json().encode()
    refs = {"image": memory.put(encode_png(picture.pixels)), "staging": memory.put(staging)}
    request = ClipRequest.model_validate({**shared, **refs, "frames": 4, "tail_frames": 0, "fps": FPS})
    footage = AnimaticFilmer(OPENMOJI).shoot_clip(request, artifacts=memory)
    assert not footage.notes
    assert np.array_equal(planar_to_rgb(next(iter(footage.frames))), picture.pixels)
