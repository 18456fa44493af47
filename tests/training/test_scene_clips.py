"""Clips of the mini models' world: equal numbers give equal clips, with their action and camera."""

from pathlib import Path

import numpy as np
import pytest

from videostudio.film.camera import Direction
from videostudio.generators.animatic.motions import MOTIONS
from videostudio.training.scenes import clips
from videostudio.training.scenes.clip_records import decoded_clip
from videostudio.training.scenes.clips import Filming, camera_of, clip, write_one
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.shards import Shards

FILMING = Filming(form=Form(width=96, height=56, fine=1), frames=3, fps=6)


def test_a_clip_moves_and_says_how() -> None:
    number = next(n for n in range(50) if camera_of(FILMING, n).direction in {Direction.LEFT, Direction.RIGHT})
    found = clip(FILMING, number)
    assert found.frames.shape == (3, 56, 96, 3)
    assert found.motion in MOTIONS
    assert found.camera == camera_of(FILMING, number)
    assert np.abs(found.frames[2].astype(int) - found.frames[0]).mean() > 0.5
    assert np.array_equal(clip(FILMING, number).frames, found.frames)


def test_every_camera_move_occurs() -> None:
    moves = [camera_of(FILMING, number) for number in range(400)]
    assert len(set(moves)) == 19, "six directions at three speeds, and none"
    assert abs(sum(move.direction is Direction.STATIC for move in moves) / 400 - 0.25) < 0.06


def test_shards_are_drawn_once_and_more_can_follow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clips, "A_SHARD", 2)
    write_one(FILMING, 2, tmp_path / "00000.tar", 0)
    assert list(clips.write(FILMING, 2, tmp_path, jobs=1)) == [2], "nothing is drawn again"
    shards = Shards(tmp_path)
    assert [shards.key(n) for n in range(len(shards))] == ["00000000", "00000001"]
    read = decoded_clip(1, shards.files(1), frames=3, fps=6)
    assert read.caption == clip(FILMING, 1).caption
    with pytest.raises(ValueError, match="give another --out"):
        next(clips.write(FILMING.model_copy(update={"frames": 4}), 2, tmp_path, jobs=1))
