"""People on the stage: whose picture is a puppet, what hands hold, where water hides, and how quick it is."""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from kept import Memory

from videostudio.film.artifact import ArtifactRef
from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember, ReferenceRequest
from videostudio.generators.animatic.acting import Actor, Troupe
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.figures import figure_of
from videostudio.generators.animatic.imager import AnimaticEntityImager
from videostudio.generators.animatic.meeting import ARM, HEAD
from videostudio.generators.animatic.places import place_of
from videostudio.generators.animatic.rigs.person import Person
from videostudio.generators.animatic.rigs.person.design import Design
from videostudio.generators.animatic.rigs.pose import Moment, Pose
from videostudio.generators.animatic.roles import Wish, mounted
from videostudio.generators.animatic.shot import Shot, shot_of
from videostudio.generators.animatic.sprites import Matrix
from videostudio.generators.animatic.staging import stage
from videostudio.generators.animatic.yuv import Frame

WIDTH, HEIGHT, FPS = 640, 360, 12


def entity(name: str, kind: str = "person") -> Entity:
    return Entity(id=name.lower().replace(" ", "-"), name=name, kind=EntityKind(kind), head=name.rsplit(maxsplit=1)[-1])


def drawn(memory: Memory, who: Entity, width: int = 300, height: int = 400) -> ArtifactRef:
    request = ReferenceRequest(entity=who, width=width, height=height, seed=4)
    return memory.put_picture(AnimaticEntityImager(default_pack()).shoot_reference(request, artifacts=memory).pixels)


def test_our_own_picture_becomes_a_puppet_and_a_foreign_one_stays_a_picture() -> None:
    memory, knight, queen = Memory(), entity("knight"), entity("queen")
    for width, height in ((300, 400), (512, 512)):
        ours = CastMember(entity=knight, reference=drawn(memory, knight, width, height))
        assert isinstance(figure_of(ours, memory, default_pack()).rig, Person)
    assert isinstance(figure_of(CastMember(entity=knight), memory, default_pack()).rig, Person)
    assert figure_of(CastMember(entity=knight, reference=drawn(memory, queen)), memory, default_pack()).rig is None
    changed = np.frombuffer(bytes(4), np.uint8)
    pixels = (
        AnimaticEntityImager(default_pack())
        .shoot_reference(ReferenceRequest(entity=knight, width=300, height=400, seed=4), artifacts=memory)
        .pixels
    )
    blue = pixels.copy()
    blue[..., :2] = changed[:2]
    assert figure_of(CastMember(entity=knight, reference=memory.put_picture(blue)), memory, default_pack()).rig is None
    own = knight.model_copy(update={"own_image": memory.put_picture(pixels)})
    assert figure_of(CastMember(entity=own, reference=memory.put_picture(pixels)), memory, default_pack()).rig is None


def shot(names: Sequence[str | tuple[str, str]], motion: str, where: str) -> Shot:
    cast = [entity(n) if isinstance(n, str) else entity(*n) for n in names]
    figures = [figure_of(CastMember(entity=who), Memory(), default_pack()) for who in cast]
    place, camera = place_of(entity(where, "place")), CameraMove()
    staging = stage(Wish(figures, motion, camera), place, WIDTH, HEIGHT)
    return shot_of(staging, figures, place, camera, fps=FPS, frames=4 * FPS, tail=0)


def pictures(troupe: Troupe, at: int) -> np.ndarray:
    frame = Frame.blank(WIDTH, HEIGHT)
    frame.buffer[:] = 128
    troupe.draw(frame, at)
    return frame.y.copy()


def actors(found: Shot) -> list[Actor]:
    return list(found.troupe.actors)


def test_a_given_thing_travels_in_the_hand() -> None:
    found = shot(["girl", ("gift", "object"), "boy"], "give", "garden")
    thing = next(actor for actor in actors(found) if actor.held is not None)
    holder = found.troupe.actors[thing.held.by] if thing.held else thing
    assert holder.holds
    assert thing.held is not None
    assert thing.held.share(0.0) == 0
    assert thing.held.share(1.0) == 1
    assert thing.height * thing.held.scale <= 0.31 * holder.height
    early, late = (_middle_of(found, thing, at) for at in (0, 2 * FPS))
    assert abs(early - (thing.foot - thing.height / 2)) < 6
    assert late < early - 15


def _middle_of(found: Shot, thing: Actor, at: int) -> float:
    """Row in the middle of what changes when a thing is not there."""
    bare = replace(thing, shadow=None, body=_Nothing())
    others = [bare if actor is thing else replace(actor, mark=None) for actor in found.troupe.actors]
    whole = [replace(actor, mark=None, shadow=None) for actor in found.troupe.actors]
    without = pictures(Troupe([replace(actor, shadow=None) for actor in others], found.lens, found.troupe.frames), at)
    seen = pictures(Troupe(whole, found.lens, found.troupe.frames), at)
    return float(np.flatnonzero((seen != without).any(axis=1)).mean())


class _Nothing:
    """A body that cannot be seen."""

    def pose(self, motion: str, moment: Moment) -> Pose:
        return Pose()

    def draw(self, frame: Frame, pose: Pose, place: Matrix) -> None:
        pass

    def grip(self, pose: Pose) -> tuple[float, float] | None:
        return None


def test_who_acts_together_face_each_other() -> None:
    one, other = sorted(actors(shot(["Mia", "Tom"], "hug", "park")), key=lambda actor: actor.x)
    assert (one.side, other.side) == (1, -1)
    assert one.toward is not None
    apart = other.x - one.x - (one.toward - ARM["hug"]) * one.height
    assert apart == pytest.approx(HEAD * (one.height + other.height))
    assert other.tall == pytest.approx(one.height / other.height)


def test_water_hides_what_is_below_it() -> None:
    found = shot(["boy"], "swim", "sea")
    swimmer = actors(found)[0]
    assert swimmer.line is not None
    dry = Troupe([replace(swimmer, mark=None)], found.lens, found.troupe.frames)
    bare = pictures(Troupe([], found.lens, found.troupe.frames), 6)
    changed = np.flatnonzero((pictures(dry, 6) != bare).any(axis=1))
    assert changed.max() < swimmer.line + 0.06 * swimmer.height


def test_riders_sit() -> None:
    horse, cowboy = actors(shot(["cowboy", ("horse", "animal")], "drive", "desert"))
    assert (horse.motion, cowboy.motion) == ("run", "ride")
    assert horse.foot - horse.height < cowboy.foot < horse.foot
    sailor = actors(shot(["sailor", ("boat", "object")], "sail", "lake"))[-1]
    assert sailor.motion == "sail"
    assert sailor.line is not None
    assert sailor.line < sailor.foot


def test_a_group_is_out_of_step() -> None:
    found = actors(shot(["three musicians"], "dance", "stage"))[0]
    pose = found.pose(1.0, 0.25, 4.0)
    each = getattr(pose, "each", ())
    assert len(each) == 3
    assert each[0].turns != each[1].turns


def test_a_person_is_drawn_in_little_time() -> None:
    body = Person(Design(hair="long", gender="woman", garment="dress")).body(300, lambda rgba: rgba)
    frame = Frame.blank(1280, 720)
    frame.buffer[:] = 128
    pose = body.pose("walk", Moment(0.3, 0.1, 0.3))
    place = np.array([[300.0, 0.0, 600.0], [0.0, 300.0, 600.0]])
    body.draw(frame, pose, place)
    best = min(_seconds(lambda: body.draw(frame, pose, place)) for _ in range(20))
    print(f"a person of 300 px takes {1000 * best:.2f} ms")
    assert best < 0.006


def _seconds(act: object) -> float:
    assert callable(act)
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def test_a_mount_that_carries_somebody_is_ridden() -> None:
    camel, princess = (
        figure_of(CastMember(entity=who), Memory(), default_pack())
        for who in (entity("camel", "animal"), entity("princess"))
    )
    assert mounted((camel, princess), "carry") == ((princess, camel), "drive")
    assert mounted((princess, camel), "carry") == ((princess, camel), "carry")
    assert mounted((camel, princess), "walk") == ((camel, princess), "walk")
