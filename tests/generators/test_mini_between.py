"""Frames between those of the clip model: what moves is half way, what stays stays, and a film says so."""

import numpy as np
from filmed import Shelf

from videostudio.film.entity import Entity, EntityKind
from videostudio.film.identity import Capabilities, Identity
from videostudio.film.requests import CastMember, ClipRequest
from videostudio.generators.mini.between import FilledFilmer, between, filled
from videostudio.generators.ports import Footage
from videostudio.tools.images import Pixels
from videostudio.tools.store.port import Artifacts

STEP = 6


def frame(left: int) -> Pixels:
    """A textured block on textured ground, 96 x 48 px."""
    chance = np.random.default_rng(0)
    picture = np.kron(chance.integers(90, 130, (12, 24, 3)), np.ones((4, 4, 1))).astype(np.uint8)
    picture[14:34, left : left + 20] = np.kron(chance.integers(150, 255, (10, 10, 3)), np.ones((2, 2, 1)))
    return picture


def test_what_moves_is_half_way_between() -> None:
    (middle,) = between(frame(30), frame(30 + STEP), 2)
    true = frame(30 + STEP // 2).astype(float)
    mixed = (frame(30).astype(float) + frame(30 + STEP)) / 2
    part = np.s_[14:34, 26 : 60 + STEP]
    away, by_mixing = (np.abs(one[part] - true[part]).mean() for one in (middle.astype(float), mixed))
    assert away < by_mixing / 2


def test_the_models_own_frames_stay_and_nothing_moves_in_a_still() -> None:
    made = list(filled(iter([frame(30), frame(30), frame(36)]), 4))
    assert len(made) == 12
    assert np.array_equal(made[0], frame(30))
    assert np.array_equal(made[8], frame(36))
    assert all(np.abs(one.astype(int) - frame(30)).max() <= 1 for one in made[:5])
    assert all(np.array_equal(one, frame(36)) for one in made[8:])
    assert list(filled(iter([]), 4)) == []


class Slow:
    """Makes two frames a second."""

    identity = Identity(backend="slow", code_version=1)
    capabilities = Capabilities(licence="MIT")

    def shoot_clip(self, request: ClipRequest, *, artifacts: Artifacts) -> Footage:
        return Footage(iter([frame(30), frame(36)]), 96, 48, 2)


def test_a_clip_has_as_many_frames_as_its_film_can_show() -> None:
    shelf = Shelf()
    place = CastMember(entity=Entity(id="sea", name="sea", kind=EntityKind.PLACE))
    request = ClipRequest(
        scene_id="scene-1", attempt=1, event="It is there.", action="rest", cast=(), place=place,
        image=shelf.put(b"", "image/png"), frames=8, tail_frames=2, width=96, height=48, fps=8, seed=1,
    )  # fmt: skip
    footage = FilledFilmer(Slow(), 24).shoot_clip(request, artifacts=shelf)
    assert (footage.fps, len(list(footage.frames))) == (8, 8)
    assert footage.notes == ("of 4 frames 3 lie between those of the model, which makes 2 a second",)
    assert FilledFilmer(Slow(), 3).shoot_clip(request, artifacts=shelf).fps == 2
    assert FilledFilmer(Slow(), 24).identity.switches == {"between": "1 to 24"}
