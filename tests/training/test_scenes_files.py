"""Samples in shards, their order, and references made of them."""

from pathlib import Path

import numpy as np
import pytest

from videostudio.tools.images import encode_jpeg, encode_png
from videostudio.tools.scoring.segmenting.port import Matte
from videostudio.training.scenes.crops import crop
from videostudio.training.scenes.draw import cut
from videostudio.training.scenes.order import shuffled
from videostudio.training.scenes.records import decoded, encoded, picture_in
from videostudio.training.scenes.references import Quality, background, foreground, segmented
from videostudio.training.scenes.sample import Sample, Seen
from videostudio.training.scenes.shards import Shards, write_shard

CHANCE = np.random.default_rng(0)
BLUE, RED = (20, 40, 200), (220, 30, 30)


def sample(number: int = 3) -> Sample:
    """A red square on blue, 40 x 24 px."""
    mask = np.zeros((24, 40), np.bool_)
    mask[6:18, 10:22] = True
    plate = np.full((24, 40, 3), BLUE, np.uint8)
    picture = np.where(mask[..., None], np.array(RED, np.uint8), plate).astype(np.uint8)
    seen = Seen("square", "red square", mask, cut(picture, mask))
    return Sample(number, picture, "a red square in the sea", (seen,), "sea", plate, "stand")


def samples(folder: Path) -> list[Sample]:
    shards = Shards(folder)
    return [decoded(number, shards.files(number)) for number in range(len(shards))]


def same(one: Sample, other: Sample) -> bool:
    arrays = [(one.picture, other.picture), (one.plate, other.plate)]
    arrays += [
        pair for a, b in zip(one.cast, other.cast, strict=True) for pair in ((a.mask, b.mask), (a.cutout, b.cutout))
    ]
    words = [(s.number, s.caption, s.place, s.action, [(c.id, c.words) for c in s.cast]) for s in (one, other)]
    return words[0] == words[1] and all(np.array_equal(a, b) for a, b in arrays)  # type: ignore[arg-type]


def test_a_sample_comes_back_from_a_shard_as_it_went_in(tmp_path: Path) -> None:
    for shard in range(2):
        write_shard(tmp_path / f"{shard}.tar", ((f"{n:04d}", encoded(sample(n))) for n in (2 * shard, 2 * shard + 1)))
    found = samples(tmp_path)
    assert [one.number for one in found] == [0, 1, 2, 3]
    assert all(same(one, sample(number)) for number, one in enumerate(found))


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    write_shard(tmp_path / "0.tar", [("a", encoded(sample()))])
    shards = Shards(tmp_path)
    assert set(shards.files(0, "png", "txt")) == {"png"}
    assert set(shards.files(0)) == {"png", "json", "mask.png", "plate.png", "cut0.png"}
    assert shards.key(0) == "a"


def test_equal_samples_give_equal_bytes(tmp_path: Path) -> None:
    for name in "ab":
        write_shard(tmp_path / name, [("x", encoded(sample()))])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_pictures_with_captions_from_elsewhere_are_samples(tmp_path: Path) -> None:
    picture = sample().picture
    write_shard(tmp_path / "0.tar", [("dir/cat", {"jpg": encode_jpeg(picture, 95), "txt": b"a cat\n"})])
    (one,) = samples(tmp_path)
    assert (one.caption, one.cast, one.plate) == ("a cat", (), None)
    assert one.picture.shape == picture.shape
    with pytest.raises(ValueError, match="no picture"):
        picture_in({"txt": b"a cat"})
    with pytest.raises(ValueError, match="holds no samples"):
        Shards(tmp_path / "nowhere")


def test_damaged_pictures_are_told() -> None:
    with pytest.raises(ValueError, match="no picture"):
        decoded(0, {"png": b"nothing"})


def test_the_order_is_a_permutation_a_round_and_can_begin_anywhere() -> None:
    order = shuffled(7, 5, 0)
    first = [next(order) for _ in range(21)]
    assert all(sorted(first[at : at + 7]) == list(range(7)) for at in (0, 7, 14))
    assert first[:7] != first[7:14]
    for start in (3, 7, 12):
        later = shuffled(7, 5, start)
        assert [next(later) for _ in range(21 - start)] == first[start:]


def test_a_figure_stands_alone_on_black() -> None:
    (seen,) = sample().cast
    found = foreground(seen, 30, Quality(), CHANCE)
    assert found.shape == (30, 30, 3)
    assert (found == RED).all()  # a square fills it


def test_a_wide_figure_lies_in_the_middle() -> None:
    mask = np.zeros((24, 40), np.bool_)
    mask[10:15, 5:25] = True
    picture = np.full((24, 40, 3), RED, np.uint8)
    found = foreground(Seen("bar", "bar", mask, cut(picture, mask)), 40, Quality(), CHANCE)
    rows = np.flatnonzero(found.any((1, 2)))
    assert (rows[0], rows[-1]) == (15, 24)
    assert found.any((0, 2)).all()


def test_the_place_is_seen_without_its_figures() -> None:
    one = sample()
    assert np.array_equal(background(one, Quality(), CHANCE), one.plate)  # type: ignore[arg-type]
    holed = background(one, Quality(hole="black"), CHANCE)
    assert not holed[one.cast[0].mask].any()
    assert (holed[~one.cast[0].mask] == BLUE).all()


def test_worse_masks_take_ground_along_or_lose_the_edge() -> None:
    (seen,) = sample().cast
    wide = foreground(seen, 48, Quality(erosion=-0.08), CHANCE)
    assert np.abs(wide[24, 1].astype(int) - BLUE).max() < 40
    assert (wide[24, 24] == RED).all()
    area = [np.count_nonzero(background(sample(), Quality(hole="black", erosion=e), CHANCE).any(2)) for e in (0.1, 0.0)]
    assert area[0] > area[1]
    torn = foreground(seen, 64, Quality(noise=0.5), np.random.default_rng(1))
    assert 0.2 < (torn == 0).all(2).mean() < 0.8


def test_fewer_px_show_less() -> None:
    mask = np.ones((32, 32), np.bool_)
    picture = np.random.default_rng(0).integers(0, 256, (32, 32, 3)).astype(np.uint8)
    seen = Seen("noise", "noise", mask, cut(picture, mask))
    sharp, soft = (foreground(seen, 32, Quality(px=px), CHANCE).astype(float) for px in (32, 4))
    assert soft.std() < 0.6 * sharp.std()


class Half:
    """Finds the left half of every picture salient, or can only guess."""

    def __init__(self, degraded: str = "") -> None:
        self.degraded = degraded

    def segment(self, picture: np.ndarray) -> Matte:  # type: ignore[type-arg]
        alpha = np.zeros(picture.shape[:2], np.float32)
        alpha[:, : picture.shape[1] // 2] = 1
        return Matte(alpha, self.degraded)


def test_of_other_pictures_a_segmenter_finds_the_references() -> None:
    bare = Sample(0, sample().picture, "something")
    found = segmented(bare, Half())  # type: ignore[arg-type]
    assert not background(found, Quality(), CHANCE)[:, :20].any(), "nobody knows what is behind: the hole stays"
    assert (background(found, Quality(), CHANCE)[:, 20:] == bare.picture[:, 20:]).all()
    assert foreground(found.cast[0], 16, Quality(), CHANCE).any()
    assert segmented(bare, Half("a guess")) == bare  # type: ignore[arg-type]


def test_pictures_of_any_size_are_cropped_where_chance_has_it() -> None:
    across = np.tile(np.arange(200, dtype=np.uint8)[None, :, None], (60, 1, 3))
    crops = [crop(across, 30, 30, np.random.default_rng(seed)) for seed in range(20)]
    assert all(one.shape == (30, 30, 3) for one in crops)
    assert all(abs(int(one[0, -1, 0]) - int(one[0, 0, 0]) - 58) <= 2 for one in crops), "as large as fits"
    assert len({int(one[0, 0, 0]) for one in crops}) > 5
    assert crop(across[:10, :10], 30, 20, CHANCE).shape == (20, 30, 3)


def test_an_empty_mask_is_refused() -> None:
    with pytest.raises(ValueError, match="shows nothing"):
        cut(sample().picture, np.zeros((24, 40), np.bool_))


def test_cut_outs_are_as_long_as_they_are_kept_at_most() -> None:
    mask = np.zeros((300, 400), np.bool_)
    mask[20:280, 100:200] = True
    found = cut(np.full((300, 400, 3), RED, np.uint8), mask)
    assert max(found.shape[:2]) == 128
    assert encode_png(found)
