"""Vehicles: wheels sit where the artwork has them, turn as far as it goes, and smoke stays behind."""

import math

import numpy as np
import pytest

from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.cutout import Cutout
from videostudio.generators.animatic.rigs.pictured_art import Shown
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.rigs.wheels import MAKES, NOTHING, TIES, TRACK, Wheeled, WheeledBody, wheels_of
from videostudio.generators.animatic.sprites import Sprite
from videostudio.generators.animatic.yuv import Frame
from videostudio.tools.images import Pixels

GREY = np.full((60, 80, 4), 255, np.uint8)
SHOWN = Shown((0.0, 12.0, 64.0, 48.0))


class Chassis:
    """A stiff grey box as a rig."""

    def picture(self, height: int) -> Pixels:
        return GREY[:height]

    def body(self, height: float, grade: object) -> Body:
        return Cutout(Sprite.of(GREY, round(height * 80 / 60), round(height)))


def tractor() -> Wheeled:
    return wheels_of(Chassis(), SHOWN, MAKES["tractor"])


def test_wheels_are_where_the_artwork_has_them() -> None:
    wheel = next(piece for piece in tractor().pieces if piece.name == "wheel-0")
    assert (wheel.x, wheel.y) == pytest.approx(((16.8 - 32) / 48, (60 - 52.9) / 48))


def test_wheels_turn_as_far_as_the_way_and_stand_when_it_stands() -> None:
    body = tractor().body(60, lambda rgba: rgba)
    one, other = (body.pose("drive", Moment(t, t / 4, 0.4)) for t in (1.0, 1.5))
    for index, radius in enumerate(tractor().radii):
        turned = math.radians(one.turns[f"wheel-{index}"] - other.turns[f"wheel-{index}"])
        assert turned == pytest.approx(0.4 * 0.5 / radius)
    assert body.pose("sleep", Moment(2.0, 0.5, 0.4)).turns["wheel-0"] == 0


@pytest.mark.parametrize("motion", [*sorted(MOTIONS)])
def test_a_vehicle_begins_the_same_at_any_speed(motion: str) -> None:
    body = tractor().body(60, lambda rgba: rgba)
    assert body.pose(motion, Moment(0, 0, 0.2)) == body.pose(motion, Moment(0, 0, 0.9))


def test_smoke_rises_from_the_chimney_and_stays_behind() -> None:
    body = tractor().body(60, lambda rgba: rgba)
    assert isinstance(body, WheeledBody)
    early, late = (body.pose("drive", Moment(t, t / 4, 0.4)).shifts["puff-2"] for t in (0.1, 0.5))
    assert late[1] > early[1]
    assert late[0] < early[0]
    assert body.pose("still", Moment(1, 0.3)).faces["puff-2"] == NOTHING
    frames = []
    for motion in ("drive", "still"):
        frame = Frame.blank(320, 240)
        frame.buffer[:] = 100
        body.draw(frame, body.pose(motion, Moment(1.3, 0.3, 0.5)), np.array([[60.0, 0, 160], [0, 60.0, 200]]))
        frames.append(frame.y.astype(int))
    assert np.abs(frames[0] - frames[1]).sum() > 500
    assert body.grip(body.pose("still", Moment(1, 0.3))) is None


def test_a_track_stays_where_it_lies_while_the_train_goes() -> None:
    train = wheels_of(Chassis(), SHOWN, MAKES["train"])
    assert train.pieces[0].name == TRACK
    body = train.body(60, lambda rgba: rgba)
    for t in (0.4, 1.3, 2.9):
        along = body.pose("drive", Moment(t, t / 4, 0.7)).shifts[TRACK][0]
        ties = (0.7 * t + along) / TIES
        assert abs(ties - round(ties)) < 1e-6
    assert not any(piece.name == TRACK for piece in tractor().pieces)
