"""Scenes drawn by the animatic: what is told of them is what they show."""

from pathlib import Path

import numpy as np
import pytest

from videostudio.generators.animatic.acting import Troupe
from videostudio.training.scenes import write
from videostudio.training.scenes.draw import CUT_PX, Drawer
from videostudio.training.scenes.form import Form
from videostudio.training.scenes.records import decoded, encoded
from videostudio.training.scenes.sample import Sample
from videostudio.training.scenes.shards import Shards
from videostudio.training.scenes.stream import drawer, stream
from videostudio.training.scenes.world import A_PLATE, Split, scripted

FORM = Form(width=96, height=56, fine=1, art="openmoji", seed=3)


def samples(folder: Path) -> list[Sample]:
    shards = Shards(folder)
    return [decoded(number, shards.files(number)) for number in range(len(shards))]


@pytest.fixture(scope="module")
def artist() -> Drawer:
    return drawer(FORM)


def test_masks_say_where_the_picture_differs_from_the_empty_place(artist: Drawer) -> None:
    for number in range(8):
        one = artist.scene(number)
        assert one.picture.shape == (56, 96, 3)
        assert one.plate is not None
        figures = np.any([seen.mask for seen in one.cast], axis=0)
        assert np.sum([seen.mask for seen in one.cast], axis=0).max() == 1, "nobody is where another is"
        differs = np.abs(one.picture.astype(int) - one.plate).max(2) > 24
        assert differs[figures].mean() > 0.8
        assert differs[~figures].mean() < 0.1


def test_cut_outs_show_the_figures(artist: Drawer) -> None:
    for seen in artist.scene(2).cast:
        height, width = seen.cutout.shape[:2]
        assert seen.cutout.shape[2] == 4
        assert max(height, width) <= CUT_PX
        assert 0.1 < (seen.cutout[..., 3] >= 128).mean() < 1


def test_the_same_number_gives_the_same_files_whatever_was_drawn_before(artist: Drawer) -> None:
    fresh = Drawer(FORM)
    for number in (5, 0):
        assert encoded(fresh.scene(number)) == encoded(artist.scene(number))


def test_a_scene_in_which_somebody_cannot_be_seen_is_told_again(
    artist: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, hidden = Troupe.masks, [True]

    def masks(troupe: Troupe) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
        found = honest(troupe)
        return {name: mask & (not hidden.pop()) for name, mask in found.items()} if hidden else found

    only = next(number for number in range(50) if len(scripted(3, number).cast) == 1)
    wanted = scripted(3, only, again=1)
    monkeypatch.setattr(Troupe, "masks", masks)
    one = artist.scene(only)
    assert one.caption == wanted.caption
    assert one.number == only


def test_shards_are_written_once_and_go_on(tmp_path: Path) -> None:
    assert list(write.write(FORM, Split.TRAIN, 5, tmp_path, jobs=1, blocks=1)) == [0, A_PLATE, 2 * A_PLATE]
    first = (tmp_path / "00000.tar").read_bytes()
    (tmp_path / "00001.tar").unlink()
    assert list(write.write(FORM, Split.TRAIN, 8, tmp_path, jobs=1, blocks=1)) == [A_PLATE, 2 * A_PLATE]
    assert (tmp_path / "00000.tar").read_bytes() == first
    assert [one.number for one in samples(tmp_path)] == list(range(8))
    with pytest.raises(ValueError, match="another form or split"):
        list(write.write(FORM, Split.NOVEL, 8, tmp_path, jobs=1, blocks=1))


def test_the_command_writes_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(write, "scale_named", lambda name, package, kind: FORM)
    monkeypatch.setattr(write, "BLOCKS", 1)
    assert write.main(["--out", str(tmp_path), "--pictures", "3", "--jobs", "1", "--split", "novel"]) == 0
    assert capsys.readouterr().err.splitlines()[-1].startswith("4 of 3 pictures")
    assert [one.caption for one in samples(tmp_path)] == [drawer(FORM).scene(n, Split.NOVEL).caption for n in range(4)]


def test_the_stream_begins_anywhere_and_keeps_its_order(artist: Drawer) -> None:
    endless = stream(FORM, 3, jobs=2)
    found = [next(endless) for _ in range(4)]
    endless.close()  # type: ignore[attr-defined]
    assert [one.number for one in found] == [3, 4, 5, 6]
    assert all(np.array_equal(one.picture, artist.scene(one.number).picture) for one in found)


def test_odd_sides_are_refused() -> None:
    with pytest.raises(ValueError, match="odd sides"):
        Form(width=97, height=56, fine=1)
