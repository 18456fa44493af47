"""Pictures and clips are decoded once for all scorers, and what they see is what each would see alone."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from moving_pictures import write_clip

from videostudio.evaluation.shelf import Shelf
from videostudio.film.artifact import ArtifactRef
from videostudio.film.entity import Entity, EntityKind
from videostudio.film.errors import ReferenceError_
from videostudio.film.requests import CastMember, ScoreItem, ScoreRequest, Subject
from videostudio.tools import images
from videostudio.tools.images import Pixels
from videostudio.tools.scoring.appearance import AppearanceScorer
from videostudio.tools.scoring.checks import ChecksScorer
from videostudio.tools.scoring.joined import JoinedScorer
from videostudio.tools.scoring.moments import moments
from videostudio.tools.scoring.pictures import picture
from videostudio.tools.scoring.reading import read_clip

FRAMES = 36


class Counted(Shelf):
    """Counts what is read."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.reads: Counter[str] = Counter()

    def read(self, ref: ArtifactRef) -> bytes:
        self.reads[ref.sha256] += 1
        return super().read(ref)


def noise(seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (54, 96, 3), np.uint8)


def clip(path: Path, seed: int = 0) -> Path:
    return write_clip(path, [np.roll(noise(seed), at, axis=1) for at in range(FRAMES)], tail=0)


def test_all_parts_of_a_scorer_look_at_one_decoded_picture(tmp_path: Path) -> None:
    shelf = Counted(tmp_path)
    scene, place = shelf.put_picture(noise(0)), shelf.put_picture(noise(1))
    member = CastMember(entity=Entity(id="park", name="park", kind=EntityKind.PLACE, head="park"), reference=place)
    request = ScoreRequest(
        subject=Subject.IMAGE, items=(ScoreItem(id="s1", artifact=scene),), cast=(member,), place=member
    )
    JoinedScorer((ChecksScorer(), AppearanceScorer(), AppearanceScorer())).score(request, artifacts=shelf)
    assert shelf.reads == {scene.sha256: 1, place.sha256: 1}


def test_a_shared_picture_cannot_be_painted_on(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    ref = shelf.put_picture(noise(0))
    with pytest.raises(ValueError, match="read-only"):
        picture(ref, shelf)[0, 0] = 0
    assert np.array_equal(picture(ref, shelf), images.decode(shelf.read(ref)))


def test_what_is_no_picture_is_none_every_time(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    (tmp_path / "broken").write_bytes(b"no picture")
    broken = shelf.put_file(tmp_path / "broken", "image/png")
    for _ in range(2):
        with pytest.raises(ReferenceError_):
            picture(broken, shelf)


@pytest.mark.parametrize("frames", [None, 1, 13, 24, 25])
def test_a_clip_that_was_read_shows_the_moments_of_one_that_was_not(tmp_path: Path, frames: int | None) -> None:
    path = clip(tmp_path / "clip.mp4")
    alone = moments(path, count=3, frames=frames)
    read_clip(path)
    read = moments(path, count=3, frames=frames)
    assert len(alone) == {None: 3, 1: 1, 13: 2, 24: 2, 25: 3}[frames]
    assert [one.at for one in read] == [one.at for one in alone]
    for one, other in zip(read, alone, strict=True):
        assert np.array_equal(one.picture, other.picture)


def test_a_clip_that_was_shot_again_is_read_again(tmp_path: Path) -> None:
    path = clip(tmp_path / "clip.mp4")
    read_clip(path)
    before = moments(path, count=1, frames=None)
    clip(path, seed=1)
    assert not np.array_equal(moments(path, count=1, frames=None)[0].picture, before[0].picture)


def test_of_a_torn_clip_nothing_is_kept(tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole.mp4").read_bytes()
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(whole[: len(whole) // 2])
    assert read_clip(torn).error
    assert moments(torn, count=3, frames=None) == ()
