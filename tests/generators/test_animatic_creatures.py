"""Creatures: how animals, vehicles and things move."""

from functools import cache
from itertools import combinations

import cv2
import numpy as np
import pytest
from kept import Memory

from videostudio.film.entity import Aspect, Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.art import default_pack, picture, portrait
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.generators.animatic.rigging import picture_of_creature, rig_of
from videostudio.generators.animatic.rigs.body import Body, Rig
from videostudio.generators.animatic.rigs.creature import Creature, creature_of
from videostudio.generators.animatic.rigs.creature.acts import ACTS
from videostudio.generators.animatic.rigs.creature.bends import Bends
from videostudio.generators.animatic.rigs.creature.build import Build
from videostudio.generators.animatic.rigs.creature.herd import Herd, Together, count_of
from videostudio.generators.animatic.rigs.creature.layers import cut
from videostudio.generators.animatic.rigs.creature.lids import shut_eyes
from videostudio.generators.animatic.rigs.creature.rig import bending_of
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.yuv import Frame

CAST = {"beast": "dog", "bird": "chicken", "fish": "fish", "vehicle": "car", "roller": "ball", "thing": "lantern"}
OTHERS = ("rabbit", "owl", "octopus", "balloon", "sailboat", "butterfly")


def entity(name: str, **aspects: str) -> Entity:
    kind = EntityKind.OBJECT if name in ("car", "ball", "lantern", "balloon", "sailboat") else EntityKind.ANIMAL
    found = tuple(Aspect(name=key, value=value) for key, value in aspects.items())
    return Entity(id="e", name=name, kind=kind, head=name.rsplit(maxsplit=1)[-1], aspects=found)


@cache
def creature(name: str) -> Creature:
    rig = bending_of(entity(name), default_pack())
    assert rig is not None
    return rig


@cache
def body(name: str) -> Body:
    return creature(name).body(60, lambda rgba: rgba)


def drawn(rig_body: Body, pose: Pose, height: float = 60.0) -> np.ndarray:  # type: ignore[type-arg]
    frame = Frame.blank(200, 160)
    frame.buffer[:] = 128
    turn = np.radians(pose.lean)
    cosine, sine = np.cos(turn) * height, np.sin(turn) * height
    place = np.array([[cosine, -sine, 90 + pose.along * height], [sine, cosine, 130 - pose.up * height]])
    rig_body.draw(frame, pose, place)
    return frame.y.copy()


def numbers(pose: Pose) -> list[float]:
    parts = [pose.along, pose.up, pose.lean, pose.wide, pose.tall, *pose.turns.values()]
    return [*parts, *(value for shift in pose.shifts.values() for value in shift)]


@pytest.mark.parametrize("name", [*CAST.values(), *OTHERS])
def test_every_motion_gives_a_pose_of_finite_numbers(name: str) -> None:
    for motion in MOTIONS:
        for t, p in ((0.0, 0.0), (0.7, 0.2), (2.0, 0.6), (6.0, 1.4)):
            for speed in (0.0, 0.02, 1.5):
                pose = body(name).pose(motion, Moment(t, p, speed, 0.8))
                assert np.isfinite(numbers(pose)).all(), (motion, t)
                assert pose.tall > 0.05, (motion, t)


def test_every_kind_of_body_has_every_motion() -> None:
    for acts in ACTS.values():
        assert all(name in acts or motion.like in acts for name, motion in MOTIONS.items())


@pytest.mark.parametrize("name", [*CAST.values(), *OTHERS])
def test_the_first_frame_does_not_depend_on_how_long_the_scene_is(name: str) -> None:
    for motion in MOTIONS:
        slow, quick = (body(name).pose(motion, Moment(0.0, 0.0, speed)) for speed in (0.1, 2.0))
        assert np.allclose(numbers(slow), numbers(quick), atol=1e-9), motion


@pytest.mark.parametrize("motion", ["walk", "run", "sneak", "chase", "follow"])
@pytest.mark.parametrize("speed", [0.15, 0.8, 2.0])
def test_a_foot_on_the_ground_stays_where_it_is(motion: str, speed: float) -> None:
    dog, tall, planted = creature("dog"), 300.0, 0
    for leg in dog.build.legs:
        held: list[float] = []
        for frame in range(90):
            t = frame / 30
            pose = body("dog").pose(motion, Moment(t, t / 3, speed))
            bends = Bends(dog.build, pose)
            x, y = bends.leg(leg, bends.trunk()) @ (*leg.foot, 1.0)
            if -y * tall > 1.0 or t < 0.4:
                held = []
                continue
            held.append((x + pose.along + speed * t) * tall)
            planted += 1
            assert max(held) - min(held) < 2.0
    assert planted > 60


@pytest.mark.parametrize("name", ["rabbit", "duck"])
def test_who_hops_does_not_slide_between_its_hops(name: str) -> None:
    held: list[float] = []
    for frame in range(60):
        pose = body(name).pose("walk", Moment(frame / 30, frame / 60, 0.6))
        if pose.up > 0.001:
            held = []
            continue
        held.append((pose.shifts["base"][0] + 0.6 * frame / 30) * 300)
        assert max(held) - min(held) < 2.0


def far_apart(one: list[np.ndarray], other: list[np.ndarray]) -> float:  # type: ignore[type-arg]
    """Mean difference of the pictures, in grey levels of those pixels that are not the background."""
    seen = [
        np.abs(a.astype(int) - b.astype(int)).sum() / max(1, (np.minimum(a, b) != 128).sum())
        for a, b in zip(one, other, strict=True)
    ]
    return float(np.mean(seen))


@pytest.mark.parametrize("kind", CAST)
def test_no_two_motions_of_a_kind_look_the_same(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    own, own_acts = body(CAST[kind]), [motion for motion in MOTIONS if motion in ACTS[creature(CAST[kind]).build.kind]]
    moments = [Moment(t, t / 4, 0.8, 0.8) for t in (0.45, 0.95, 1.6, 2.3)]
    shows_it = {motion: [drawn(own, own.pose(motion, moment)) for moment in moments] for motion in own_acts}
    found = {(a, b): far_apart(shows_it[a], shows_it[b]) for a, b in combinations(own_acts, 2)}
    nearest = min(found, key=lambda pair: found[pair])
    with capsys.disabled():
        print(f"\n{kind}: nearest are {nearest}, {found[nearest]:.2f} grey levels apart")
    assert found[nearest] > 0.4, nearest


def test_a_creature_at_rest_looks_like_the_artwork() -> None:
    for name in ("dog", "cow", "chicken", "car"):
        rig = creature(name)
        flat = drawn(Whole(rig), Pose())
        assert (flat != 128).mean() > 0.04, name
        assert np.abs(drawn(body(name), Pose()).astype(int) - flat.astype(int)).mean() < 1.0, name
        assert np.array_equal(rig.picture(80), picture(rig.entity, default_pack(), 80))


class Whole:
    """The artwork in one piece."""

    def __init__(self, rig: Creature) -> None:
        self.body = Creature(rig.entity, rig.pack, Build(kind="beast", wide=rig.build.wide)).body(60, lambda rgba: rgba)

    def pose(self, motion: str, moment: Moment) -> Pose:
        return self.body.pose(motion, moment)

    def draw(self, frame: Frame, pose: Pose, place: np.ndarray) -> None:  # type: ignore[type-arg]
        self.body.draw(frame, pose, place)

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        return None


def test_legs_of_four_legged_animals_are_found_on_both_ends() -> None:
    for name in ("dog", "cat", "cow", "lion", "elephant", "tiger"):
        build = creature(name).build
        hind = [leg.foot[0] for leg in build.legs if "hind" in leg.name]
        front = [leg.foot[0] for leg in build.legs if "front" in leg.name]
        assert len(hind) == len(front) == 2, name
        assert max(hind) < min(front), name


def test_a_cut_leg_takes_nothing_from_the_picture() -> None:
    rig = creature("dog")
    rgba = picture(rig.entity, default_pack(), 120)
    layers = cut(rgba, rig.build)
    together = np.maximum.reduce([layers.body[..., 3], *(leg[..., 3] for leg in layers.legs.values())])
    assert (rgba[..., 3].astype(int) - together).max() < 60


def test_birds_spread_wings_only_when_they_use_them() -> None:
    bird = body("chicken")
    assert bird.pose("sleep", Moment(1, 0.2)).shifts.get("wings", (0, 0))[0] == 0
    assert bird.pose("fly", Moment(1, 0.2)).shifts["wings"][0] > 0.9


def test_a_ball_rolls_as_far_as_it_goes() -> None:
    one, two = (body("ball").pose("roll", Moment(t, 0.5, 0.7)).turns["roll"] for t in (1.0, 2.0))
    assert np.radians(two - one) * 0.5 == pytest.approx(0.7)


def test_animals_hold_things_in_their_mouths_and_cars_hold_nothing() -> None:
    rest, low = (body("dog").grip(body("dog").pose(motion, Moment(1.2, 0.3))) for motion in ("still", "eat"))
    assert rest is not None
    assert low is not None
    assert rest[0] > 0.2
    assert low[1] > rest[1] + 0.2
    assert body("car").grip(Pose()) is None


@pytest.mark.parametrize(("name", "count"), [("two cats", 2), ("three ducks", 3), ("duck", 1), ("2 dogs", 2)])
def test_several_of_a_kind_are_drawn_side_by_side(name: str, count: int) -> None:
    assert count_of(entity(name)) == count
    rig: Rig | None = creature_of(entity(name), default_pack())
    assert rig is not None
    assert isinstance(rig, Herd) is (count > 1)
    single = picture(entity(name), default_pack(), 60)
    assert rig.picture(60).shape[1] >= single.shape[1] * (1 + 0.6 * (count - 1))


def test_a_herd_is_out_of_step() -> None:
    rig = creature_of(entity("cat", count="three"), default_pack())
    assert rig is not None
    pose = rig.body(60, lambda rgba: rgba).pose("run", Moment(1.7, 0.4, 0.9))
    assert isinstance(pose, Together)
    assert len({tuple(one.turns.items()) for one in pose.each}) == 3


def test_only_our_own_drawing_is_taken_for_one() -> None:
    shelf, dog = Memory(), entity("dog")
    own = picture_of_creature(dog, 300, 300, default_pack())
    own = portrait(dog, 300, 300, 0, default_pack()).pixels if own is None else own
    assert rig_of(CastMember(entity=dog, reference=shelf.put_picture(own)), shelf, default_pack()) is not None
    blue = own.copy()
    blue[..., :3] = (40, 60, 220)
    fish = portrait(entity("fish"), 300, 300, 0, default_pack()).pixels
    for foreign in (blue, fish):
        assert rig_of(CastMember(entity=dog, reference=shelf.put_picture(foreign)), shelf, default_pack()) is None


def test_people_and_places_are_no_creatures() -> None:
    for kind in (EntityKind.PERSON, EntityKind.PLACE):
        assert creature_of(Entity(id="e", name="girl", kind=kind, head="girl"), default_pack()) is None


@pytest.mark.parametrize(("middles", "eyes"), [([(60, 40)], 1), ([(45, 40), (75, 41)], 2), ([], 0)])
def test_eyes_are_found_and_closed(middles: list[tuple[int, int]], eyes: int) -> None:
    head = np.zeros((120, 120, 4), np.uint8)
    head[5:115, 5:115] = (240, 200, 90, 255)
    for x, y in middles:
        head[y - 5 : y + 6, x - 4 : x + 5, :3] = 30
    shut = shut_eyes(head, head)
    assert (shut is None) == (eyes == 0)
    for x, y in middles:
        assert shut is not None
        assert tuple(shut[y - 4, x]) == (240, 200, 90, 255)
        assert (shut[y : y + 9, x - 7 : x + 8, 0] < 120).sum() > 10


def test_an_eye_is_round_and_in_the_face() -> None:
    head = np.zeros((120, 120, 4), np.uint8)
    head[5:115, 5:115] = (60, 120, 240, 255)
    eye, crest = (slice(34, 55), slice(40, 61)), (slice(22, 50), slice(74, 104))
    y, x = np.mgrid[:120, :120]
    head[np.hypot(x - 50, y - 44) < 7.5, :3] = 30
    cv2.fillPoly(head, [np.array([(80, 26), (100, 26), (100, 44), (92, 46)])], (30, 30, 30, 255))
    shut = shut_eyes(head, head)
    assert shut is not None
    assert np.array_equal(shut[crest], head[crest])
    assert not np.array_equal(shut[eye], head[eye])
    assert shut_eyes(head, head, (10.0, 110.0, 30.0)) is None


def test_who_sleeps_has_closed_eyes_and_things_have_none() -> None:
    assert body("chicken").pose("sleep", Moment(1.0, 0.3)).faces["eyes"] == "shut"
    assert "eyes" not in body("chicken").pose("rest", Moment(1.0, 0.3)).faces
    assert "eyes" not in body("lantern").pose("sleep", Moment(1.0, 0.3)).faces
