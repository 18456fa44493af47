"""Pictures that bend, birds, fish, vehicles and rolling things: they answer every motion, each in its own way."""

import math
from itertools import combinations, pairwise

import numpy as np
import pytest

from videostudio.film.entity import Entity, EntityKind
from videostudio.generators.animatic.art import Concept, Match, pack_named
from videostudio.generators.animatic.art.match import concept_of
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigs import cutout_acts
from videostudio.generators.animatic.rigs.bird import PLUMAGE, Flight
from videostudio.generators.animatic.rigs.creature import creature_of
from videostudio.generators.animatic.rigs.fish import SWIMMERS, Bends
from videostudio.generators.animatic.rigs.pictured_art import Shown
from videostudio.generators.animatic.rigs.plant import SWAYS
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.rigs.warp import Act, Pictured, displaced
from videostudio.generators.animatic.rigs.wheels import MAKES, Make, Ride, Rolling, roller, vehicle
from videostudio.generators.animatic.yuv import Frame

CAR = Ride(MAKES["automobile"], (0.19, 0.19))
ACTS: dict[str, Act] = {
    "bird": Flight(PLUMAGE["bird"]),
    "butterfly": Flight(PLUMAGE["butterfly"]),
    "fish": Bends(SWIMMERS["fish"]),
    "crab": Bends(SWIMMERS["crab"]),
    "car": CAR,
    "ball": Rolling(),
    "flower": SWAYS["tulip"],
}
LIVING = ("bird", "fish", "crab")
ALIKE = {frozenset(("idle", "still"))}
APART = 0.45
"""Least mean difference of two acts, in degrees or hundredths of a height."""
CHECKED = np.zeros((60, 80, 4), np.uint8)
CHECKED[..., 3] = 255
CHECKED[::2, :, :3] = 200
CHECKED[20:40, 60:, 0] = 255


def at(act: Act, motion: str, t: float, length: float = 4.0) -> Pose:
    return act(motion, Moment(t, t / length, MOTIONS[motion].travel * 1280 / 300 / length))


def drawn(rig: Pictured, pose: Pose, height: float = 60.0) -> Frame:
    frame = Frame.blank(320, 240)
    frame.buffer[:] = 128
    rig.body(height, lambda rgba: rgba).draw(frame, pose, np.array([[height, 0, 160.0], [0, height, 180.0]]))
    return frame


@pytest.mark.parametrize("kind", sorted(ACTS))
@pytest.mark.parametrize("motion", [*sorted(MOTIONS), "xylophonize"])
def test_every_body_answers_every_motion_and_never_freezes(kind: str, motion: str) -> None:
    act = ACTS[kind]
    assert act(motion, Moment(0, 0, 0.2)) == act(motion, Moment(0, 0, 0.9))
    poses = [act(motion, Moment(0.31 * i, 0.31 * i / 4, 0.4)) for i in range(30)]
    for before, after in pairwise(poses):
        assert before != after
    assert all(math.isfinite(turn) for pose in poses for turn in pose.turns.values())


@pytest.mark.parametrize("kind", LIVING)
def test_acts_of_the_living_differ(kind: str) -> None:
    """Prints the two acts that are most alike."""
    tracks = {}
    for motion in MOTIONS:
        rows = []
        for t in np.arange(0.4, 3.8, 0.11):
            pose = at(ACTS[kind], motion, float(t))
            bends = [100 * pose.turns.get(name, 0.0) for name in ("swim", "stride", "nod", "phase")]
            wings = [pose.turns.get(name, 0.0) for name in ("near-wing", "far-wing", "bend", "spin")]
            rows.append([*bends, *wings, pose.lean, *(100 * v for v in (pose.along, pose.up, pose.wide, pose.tall))])
        tracks[motion] = np.array(rows)
    apart = {
        (a, b): float(np.abs(tracks[a] - tracks[b]).mean())
        for a, b in combinations(sorted(MOTIONS), 2)
        if frozenset((a, b)) not in ALIKE
    }
    least = min(apart, key=lambda pair: apart[pair])
    print(f"least apart ({kind}): {least} {apart[least]:.2f}")
    assert apart[least] > APART


def test_a_picture_that_does_not_bend_is_drawn_as_it_is() -> None:
    rig = Pictured(CHECKED, Rolling())
    flat, bent = drawn(rig, Pose()), drawn(rig, Pose(turns={"bend": 0.0}))
    assert np.abs(flat.y.astype(int) - bent.y).mean() < 1.0
    over = drawn(rig, Pose(turns={"bend": 30.0}))
    assert np.abs(flat.y.astype(int) - over.y).mean() > 2.0
    x, y = np.meshgrid(np.linspace(-0.5, 0.5, 5), np.linspace(0, 1, 5))
    same = displaced({}, x, y)
    assert np.array_equal(same[0], x)
    assert np.array_equal(same[1], y)
    foot = displaced({"bend": 40.0, "sway": 20.0}, np.zeros(1), np.zeros(1))
    assert abs(float(foot[0][0])) < 1e-9


def test_wheels_turn_as_far_as_the_way_and_balls_roll_without_sliding() -> None:
    for act, radius, name in ((CAR, 0.19, "wheel-0"), (Rolling(), 0.5, "spin")):
        one, other = (act("roll", Moment(t, t / 4, 0.4)) for t in (1.0, 1.5))
        turned = math.radians(one.turns[name] - other.turns[name])
        lean = math.radians(one.lean - other.lean) if name == "spin" else 0.0
        assert turned + lean == pytest.approx(0.4 * 0.5 / radius, abs=0.25)


def test_a_vehicle_has_its_wheels_where_its_artwork_has_them() -> None:
    shown = Shown(CHECKED, (0.0, 12.0, 64.0, 48.0))
    rig = vehicle(shown, Make(((16.0, 52.0, 8.0),), chimney=(50.0, 14.0)))
    wheel = next(piece for piece in rig.pieces if piece.name == "wheel-0")
    assert (wheel.x, wheel.y) == pytest.approx((-16 / 48, 8 / 48))
    going, standing = (drawn(rig, rig.act(motion, Moment(1.3, 0.3, 0.5))) for motion in ("drive", "still"))
    assert np.abs(going.y.astype(int) - standing.y).sum() > 500


def test_a_bird_on_the_ground_folds_its_wings() -> None:
    flight = Flight(PLUMAGE["bird"])
    assert flight("walk", Moment(1, 0.2)).faces["near-wing"] == "-"
    raised = [flight("fly", Moment(t, 0.2)).turns["near-wing"] for t in (0.1, 0.35)]
    assert abs(raised[0] - raised[1]) > 30


def test_unknown_motions_of_stiff_pictures_idle() -> None:
    assert cutout_acts.act_of("xylophonize") is cutout_acts.ACTS["idle"]


def test_creatures_are_found_for_animals_and_moving_things_only() -> None:
    pack = pack_named("openmoji")
    for name, kind, moves in (
        ("duck", EntityKind.ANIMAL, True),
        ("car", EntityKind.OBJECT, True),
        ("ball", EntityKind.OBJECT, True),
        ("tulip", EntityKind.OBJECT, True),
        ("key", EntityKind.OBJECT, False),
        ("woman", EntityKind.PERSON, False),
    ):
        entity = Entity(id=name, name=name, head=name, kind=kind)
        rig = creature_of(entity, concept_of(entity, pack), pack)
        assert (rig is not None) is moves
        if rig is not None:
            assert rig.picture(60).shape[0] == 60
    unheard = Entity(id="x", name="x", head="x", kind=EntityKind.ANIMAL)
    match = Match(Concept(code="1F511", label="key", emoji="🔑"), 100, "kind", "x")
    assert creature_of(unheard, match, pack) is not None
    assert roller(Shown(CHECKED, (0.0, 0.0, 40.0, 30.0))).picture(30).shape == (30, 40, 4)
