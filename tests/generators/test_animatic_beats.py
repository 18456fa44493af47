"""When feet come down and tools strike, as the stage tells it, and that sound falls on it."""

from functools import cache

import numpy as np
import pytest
from kept import Memory

from videostudio.film.camera import CameraMove
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.requests import CastMember
from videostudio.generators.animatic.acting import Troupe
from videostudio.generators.animatic.art import default_pack
from videostudio.generators.animatic.beats import beats_of
from videostudio.generators.animatic.figures import Figure, figure_of
from videostudio.generators.animatic.places import place_in
from videostudio.generators.animatic.rigs.person.acts import gaits
from videostudio.generators.animatic.rigs.person.rig import PersonBody
from videostudio.generators.animatic.rigs.pose import Moment
from videostudio.generators.animatic.roles import Wish, mounted
from videostudio.generators.animatic.sets.light import Time, Weather
from videostudio.generators.animatic.shot import shot_of
from videostudio.generators.animatic.staging import stage
from videostudio.generators.sound.deeds import Deed
from videostudio.generators.sound.foley import foley
from videostudio.generators.sound.surroundings import surroundings_of
from videostudio.generators.sound.tone import RATE

SECONDS, FPS = 4, 24
PERSON, ANIMAL, OBJECT = EntityKind.PERSON, EntityKind.ANIMAL, EntityKind.OBJECT


def figure(name: str, kind: EntityKind) -> Figure:
    return figure_of(CastMember(entity=Entity(id=name, name=name, kind=kind, head=name)), Memory(), default_pack())


@cache
def troupe(motion: str, *cast: tuple[str, EntityKind], place: str = "meadow") -> Troupe:
    where = place_in(place, Time.DAY, Weather.CLEAR, 3)
    figures, motion = mounted([figure(*one) for one in cast], motion)
    staging = stage(Wish(figures, motion, CameraMove()), where, 320, 180)
    frames = SECONDS * FPS
    return shot_of(staging, figures, where, CameraMove(), fps=FPS, frames=frames, tail=0).troupe


@pytest.mark.parametrize(("motion", "gait"), [("walk", gaits.WALK), ("run", gaits.RUN), ("sneak", gaits.SNEAK)])
def test_a_persons_beats_are_their_gaits(motion: str, gait: gaits.Gait) -> None:
    shown = troupe(motion, ("girl", PERSON))
    actor = shown.actors[0]
    assert isinstance(actor.body, PersonBody)
    moment = Moment(1.0, 0.0, actor.travel / actor.height / SECONDS)
    step = 1 / (2 * gaits.cycles(moment, actor.body.who, gait))
    beats = np.array(beats_of(shown)) / 1000
    assert len(beats) >= 3
    assert np.abs(beats - step * np.arange(1, len(beats) + 1)).max() < 0.04
    assert SECONDS - beats[-1] < step + 0.04


@pytest.mark.parametrize(("motion", "name", "kind"), [("walk", "girl", PERSON), ("walk", "dog", ANIMAL)])
def test_a_foot_that_came_down_stays_where_it_is(motion: str, name: str, kind: EntityKind) -> None:
    shown = troupe(motion, (name, kind))
    actor = shown.actors[0]

    def soles(t: float) -> np.ndarray:
        feet = np.array(actor.body.feet(actor.pose(t, t / SECONDS, SECONDS)))
        return feet + np.array([actor.travel / actor.height * t / SECONDS, 0])

    for beat in np.array(beats_of(shown)) / 1000:
        before, now, after = soles(beat - 0.1), soles(beat + 0.04), soles(beat + 0.08)
        came_down = (now - before)[:, 1] > 0.008
        still = np.abs(after - now).max(axis=1) < 0.012
        assert (came_down & still).any()


def test_who_rides_is_heard_by_the_hooves() -> None:
    ridden = beats_of(troupe("drive", ("knight", PERSON), ("horse", ANIMAL)))
    assert len(ridden) > 20


def test_hops_and_blows_have_beats_too() -> None:
    for motion, name, kind, most in (
        ("jump", "frog", ANIMAL, 6),
        ("build", "man", PERSON, 5),
        ("dig", "man", PERSON, 4),
    ):
        assert 2 <= len(beats_of(troupe(motion, (name, kind)))) <= most


@pytest.mark.parametrize(
    ("motion", "name", "kind", "place"),
    [
        ("swim", "boy", PERSON, "sea"),
        ("fly", "owl", ANIMAL, "meadow"),
        ("drive", "car", OBJECT, "street"),
        ("talk", "girl", PERSON, "meadow"),
        ("walk", "girl", PERSON, "space"),
    ],
)
def test_nobody_is_heard_who_does_not_tread(motion: str, name: str, kind: EntityKind, place: str) -> None:
    assert beats_of(troupe(motion, (name, kind), place=place)) == ()


@pytest.mark.parametrize("effect", ["walk", "run", "sneak", "hooves", "jump", "dance", "hammer", "dig", "chop"])
def test_sounds_fall_on_the_beats_that_are_shown(effect: str) -> None:
    beats = (0.71, 1.62, 2.9)
    track = foley(Deed(effect, -26.0, 1.0), surroundings_of("street"), SECONDS, SECONDS * RATE + RATE // 2, 1, beats)
    level = np.sqrt((track**2).mean(axis=0).reshape(-1, RATE // 100).mean(axis=1))
    for beat in beats:
        at = round(beat * 100)
        assert level[at : at + 8].max() > 3 * level[at - 3 : at - 1].max()


def test_other_effects_keep_their_own_time() -> None:
    where, n = surroundings_of("kitchen"), 3 * RATE
    assert np.array_equal(*(foley(Deed("chomp", -26.0, 1.0), where, 2.5, n, 1, beats) for beats in ((), (0.3, 1.1))))
