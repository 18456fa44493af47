"""Actions that are told once a scene: what is thrown flies, what explodes is gone, what is built rises."""

from itertools import pairwise

import numpy as np
import pytest
from kept import Memory

from videostudio.film.camera import CameraMove, Direction, Speed
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.acting import Actor, Hold, Troupe
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.blasts import Blast
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.lens import Lens
from videostudio.generators.animatic.motions import motion_for
from videostudio.generators.animatic.rigging import picture_of_person, rig_of
from videostudio.generators.animatic.rigs.body import Body
from videostudio.generators.animatic.rigs.creature import creature_of
from videostudio.generators.animatic.rigs.pose import BLAST, Moment
from videostudio.generators.animatic.rigs.throwing import LANDS, RELEASE, flight
from videostudio.generators.animatic.yuv import Frame

WIDE, HIGH, FRAMES = 640, 360, 96
LENS = Lens(CameraMove(direction=Direction.STATIC, speed=Speed.SLOW), WIDE, HIGH, 24, FRAMES)


def body(name: str, kind: EntityKind = EntityKind.OBJECT) -> Body:
    rig = creature_of(Entity(id="e", name=name, kind=kind, head=name), default_pack())
    assert rig is not None
    return rig.body(100, lambda rgba: rgba)


def actor(motion: str, x: float, height: float = 100.0, **more: object) -> Actor:
    facts = {"foot": 300.0, "shade": 300.0, "ahead": 1, "side": 1, "travel": 0.0, "beat": 0.0} | more
    return Actor(body=body("lantern"), shadow=None, motion=motion, x=x, height=height, **facts)  # type: ignore[arg-type]


def inked(troupe: Troupe, share: float) -> np.ndarray:  # type: ignore[type-arg]
    """Which pixels are drawn at a share of the scene."""
    frame = Frame.blank(WIDE, HIGH)
    frame.buffer[:] = 128
    troupe.draw(frame, round(share * FRAMES))
    return np.asarray(frame.y != 128)


def test_what_is_thrown_rises_comes_down_far_ahead_and_stays() -> None:
    way = [flight(share, 1.6) for share in np.linspace(RELEASE, LANDS, 30)]
    assert way[0][1] > 0.9
    assert max(up for _, up in way) > way[0][1]
    assert way[-1][1] < 0.1
    assert abs(way[-1][0] - 1.6) < 0.01
    assert all(a[0] < b[0] for a, b in pairwise(way))
    assert flight(1.5, 1.6)[0] < 1.8


def test_a_thrown_thing_leaves_the_hands_and_a_held_one_does_not() -> None:
    thrower = Actor(body("dog", EntityKind.ANIMAL), None, "idle", 100.0, 300.0, 300.0, 100.0, 1, 1, 0.0, 0.0)
    for far, leaves in ((1.5, True), (0.0, False)):
        thing = actor("still", 150.0, 30.0, held=Hold(0, -1.0, 0.5, 1.0, far))
        alone, both = Troupe([thrower], LENS, FRAMES), Troupe([thrower, thing], LENS, FRAMES)
        for share in (0.2, 0.95):
            columns = np.flatnonzero((inked(both, share) & ~inked(alone, share)).any(axis=0))
            assert len(columns)
            assert (columns.mean() > 215) == (leaves and share > RELEASE)


@pytest.mark.parametrize("share", [0.1, 0.35, 0.9])
def test_a_blast_sparks_bursts_and_leaves_smoke(share: float) -> None:
    sizes = [size for _, _, _, size in Blast().seen(4 * share, share)]
    heights = [up for _, _, up, _ in Blast().seen(4 * share, share)]
    assert (max(sizes) < 0.4) == (share < BLAST)
    assert (max(sizes) > 1.5) == (share == 0.35)
    assert (max(heights) > 1.2) == (share == 0.9)


def test_what_explodes_is_gone_and_what_is_built_rises_in_stages() -> None:
    lantern = body("lantern")
    before, after = (lantern.pose("explode", Moment(4 * p, p)) for p in (BLAST - 0.05, BLAST + 0.1))
    assert before.tall > 1
    assert after.tall < 0.1
    shown = [lantern.pose("built", Moment(4 * p, p)).shown for p in (0.0, 0.2, 0.5, 0.95)]
    assert shown[0] < 0.2
    assert 0.3 < shown[1] < 0.6 < shown[2] < 0.85
    assert shown[3] == pytest.approx(1.0)


def test_only_the_lower_part_of_what_is_half_built_is_drawn() -> None:
    troupe = Troupe([actor("built", 300.0)], LENS, FRAMES)
    early, late = (np.flatnonzero(inked(troupe, share).any(axis=1)) for share in (0.2, 0.95))
    assert abs(int(early[-1]) - int(late[-1])) < 6
    assert len(early) < 0.65 * len(late)


def test_an_arm_waves_and_is_not_seen_otherwise() -> None:
    ghost = body("ghost")
    turns = {round(ghost.pose("wave", Moment(t, 0.1)).turns["arm"]) for t in (0.1, 0.3, 0.5, 0.8)}
    assert len(turns) == 4
    assert "arm" not in ghost.pose("talk", Moment(0.3, 0.1)).turns


@pytest.mark.parametrize(
    ("verb", "thing", "motion"),
    [
        *(("build", "snowman", "mould"), ("make", "sandcastle", "mould"), ("build", "boat", "build")),
        *(("make", "cake", "bake"), ("chop", "carrot", "slice"), ("chop", "wood", "chop")),
    ],
)
def test_what_is_made_says_how(verb: str, thing: str, motion: str) -> None:
    assert motion_for(verb, [thing]) == (motion, ())


def test_a_snowman_can_be_made_and_a_girl_cannot() -> None:
    for name, made in (("snowman", True), ("girl", False)):
        entity = Entity(id="e", name=name, kind=EntityKind.PERSON, head=name)
        assert figure_of(CastMember(entity=entity, reference=None), Memory(), default_pack()).made is made


@pytest.mark.parametrize("name", ["sailor", "doctor", "robot", "man", "old man", "baker", "princess"])
@pytest.mark.parametrize("size", [300, 768])
def test_our_own_drawing_of_a_person_is_known_again(name: str, size: int) -> None:
    shelf, entity = Memory(), Entity(id="e", name=name, kind=EntityKind.PERSON, head=name.rsplit(maxsplit=1)[-1])
    own = picture_of_person(entity, size, size)
    assert own is not None
    assert rig_of(CastMember(entity=entity, reference=shelf.put_picture(own)), shelf, default_pack()) is not None
