"""The light on figures: from the side of the sun, soft, and never so strong that somebody looks like somebody else."""

import numpy as np
import pytest

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.lighting import grade_in
from videostudio.generators.animatic.places import Place, place_in
from videostudio.generators.animatic.rigs.body import Lit, flat
from videostudio.generators.animatic.rigs.creature import creature_of
from videostudio.generators.animatic.rigs.person import person_of
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

TALL = 200


def a_place(time: Time = Time.SUNSET, weather: Weather = Weather.CLEAR, side: int = 1) -> Place:
    return next(
        place for seed in range(99) if (place := place_in("meadow", time, weather, seed)) and place.light.side == side
    )


def a_thing() -> Pixels:
    rgba = np.zeros((TALL, 120, 4), np.uint8)
    rgba[20:180, 20:100] = (150, 110, 90, 255)
    return rgba


def levels(grade: Lit) -> tuple[float, float, float]:
    """Brightness of the thing's left edge, middle and right edge, against the same without light and shade."""
    lit, plain = grade(a_thing()).astype(int), flat(grade)(a_thing()).astype(int)
    more = (lit - plain)[60:140, :, :3].mean(axis=(0, 2))
    return float(more[21:24].mean()), float(more[56:64].mean()), float(more[96:99].mean())


@pytest.mark.parametrize("time", list(Time))
@pytest.mark.parametrize("side", [-1, 1])
def test_the_edge_towards_the_light_is_lit_and_the_other_one_shaded(time: Time, side: int) -> None:
    left, middle, right = levels(grade_in(a_place(time, side=side), TALL))
    lit, shaded = (right, left) if side > 0 else (left, right)
    assert lit > 8
    assert shaded < -8
    assert abs(middle) <= 1


def test_a_figure_that_is_drawn_mirrored_is_lit_from_the_same_side_of_the_frame() -> None:
    place = a_place(side=1)
    as_it_is, mirrored = (levels(grade_in(place, TALL, side)) for side in (1, -1))
    assert as_it_is == pytest.approx(mirrored[::-1], abs=2)


def test_under_a_grey_sky_there_is_less_light_and_shade() -> None:
    clear, storm = (levels(grade_in(a_place(weather=weather), TALL)) for weather in (Weather.CLEAR, Weather.STORM))
    assert clear[2] - clear[0] > 1.5 * (storm[2] - storm[0])


def test_light_from_above_falls_on_what_does_not_turn() -> None:
    place = a_place(Time.DAY)
    tops = [
        int(grade_in(place, TALL, jointed=jointed)(a_thing())[21, 60, :3].astype(int).sum())
        for jointed in (False, True)
    ]
    assert tops[0] > tops[1]


@pytest.mark.parametrize("time", list(Time))
def test_colours_stay_who_they_are(time: Time) -> None:
    grade = grade_in(a_place(time), TALL)
    lit, plain = grade(a_thing()), flat(grade)(a_thing())
    seen = plain[..., 3] > 0
    assert np.array_equal(lit[..., 3], plain[..., 3])
    assert np.abs(lit[seen].astype(float).mean(axis=0) - plain[seen].mean(axis=0)).max() < 6


def test_faces_are_left_flat() -> None:
    rig = person_of(Entity(id="figure", name="girl", kind=EntityKind.PERSON, head="girl"))
    assert rig is not None
    rounded, kept = [], []

    def note(into: list[int], rgba: Pixels) -> Pixels:
        into.append(rgba.shape[0])
        return rgba

    body = rig.body(120, Lit(lambda rgba: note(rounded, rgba), lambda rgba: note(kept, rgba)))
    frame = Frame.blank(320, 240)
    for motion in ("idle", "laugh", "cry"):
        body.draw(frame, body.pose(motion, Moment(0.5, 0.1)), np.array([[120.0, 0, 160], [0, 120.0, 200]]))
    assert rounded
    assert kept
    assert min(kept) < max(rounded)


def test_what_turns_in_one_place_is_left_flat() -> None:
    ball = creature_of(Entity(id="ball", name="ball", kind=EntityKind.OBJECT, head="ball"), default_pack())
    assert ball is not None
    place = a_place()
    frames = []
    for grade in (grade_in(place, 80), flat(grade_in(place, 80))):
        body, frame = ball.body(80, grade), Frame.blank(160, 120)
        frame.buffer[:] = 128
        body.draw(frame, body.pose("roll", Moment(0.3, 0.1, 1.0)), np.array([[80.0, 0, 80], [0, 80.0, 100]]))
        frames.append(frame.buffer)
    assert np.array_equal(*frames)
