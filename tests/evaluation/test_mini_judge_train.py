"""The judge's lessons: what a picture teaches, that nothing is read twice, and that heads learn what can be learned."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tiny_scenes import write_world

from videostudio.evaluation.mini import judge_train as training
from videostudio.evaluation.mini.judge import Heads, colours, looks
from videostudio.evaluation.mini.judge_train import UNKNOWN, Lessons, even, learned, read
from videostudio.evaluation.mini.sight import WIDTH, Seen
from videostudio.training.scenes.sample import Sample
from videostudio.training.scenes.sample import Seen as Shown
from videostudio.training.scenes.shards import Shards
from videostudio.training.scenes.world import kinds, nouns

pytestmark = pytest.mark.usefixtures("one_thread")
PLAIN, RED = next(iter(looks())), next(one for one, (_, colour) in looks().items() if colour == "red")


class Colours:
    """Sees nothing else."""

    def seen(self, picture: Any) -> Seen:
        shown = np.moveaxis(picture.astype(np.float32) / 255, 2, 0)
        return Seen((*(np.resize(shown.mean((1, 2)), (count, 1, 1)) for count in (112, 1280)), shown, shown**2))


def sample(number: int) -> Sample:
    picture = np.random.default_rng(number).integers(0, 255, (56, 96, 3), np.uint8)
    cast = []
    for at, one in enumerate((PLAIN, RED)):
        mask = np.zeros((56, 96), np.bool_)
        mask[30:50, 10 + 40 * at : 25 + 40 * at] = True
        cast.append(Shown(one, one, mask, np.zeros((4, 4, 4), np.uint8)))
    return Sample(number, picture, f"number {number}", tuple(cast), "the-castle-3 night")


def test_a_picture_teaches_its_cast_its_place_and_where_nobody_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training, "PART", 2)
    asked: list[int] = []

    def samples() -> Iterator[Sample]:
        for number in range(3):
            asked.append(number)
            yield sample(number)

    first = read(samples, 3, Colours(), tmp_path)  # type: ignore[arg-type]
    (tmp_path / "0001.npz").unlink()
    again = read(samples, 3, Colours(), tmp_path)  # type: ignore[arg-type]
    third = read(samples, 3, Colours(), tmp_path)  # type: ignore[arg-type]
    assert asked == [0, 1, 2] * 2
    assert np.array_equal(first.regions, again.regions)
    assert np.array_equal(first.regions, third.regions)
    names = list(nouns())
    assert set(first.nouns) == {names.index(looks()[PLAIN][0]), names.index(looks()[RED][0]), len(names)}
    assert set(first.colours) == {UNKNOWN, colours().index("red")}
    assert first.places.tolist() == [kinds().index("castle")] * 3
    assert first.regions.shape == (len(first.nouns), WIDTH)


def test_heads_learn_what_regions_tell(tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    directions = chance.normal(size=(4, WIDTH)).astype(np.float32)
    labels = np.array([0, 1, 2, len(nouns())])[np.arange(200) % 4]
    rows = directions[np.arange(200) % 4] + chance.normal(0, 0.5, (200, WIDTH)).astype(np.float32)
    worn = np.where(labels == 1, 3, UNKNOWN)
    places = (np.arange(200) % 4).astype(np.int64)
    heads = learned(Lessons(rows, labels.astype(np.int64), worn.astype(np.int64), rows, places), steps=40)
    heads.save(tmp_path / "heads.safetensors")
    assert (tmp_path / "heads.safetensors").stat().st_size < 1_000_000
    kept = Heads.load(tmp_path / "heads.safetensors")
    import torch  # noqa: PLC0415

    with torch.no_grad():
        seen = kept.level(torch.from_numpy(rows))
        assert (kept.noun(seen).argmax(1).numpy() == labels).mean() > 0.95
        assert (kept.colour(seen[labels == 1]).argmax(1) == 3).all()
        assert (kept.place(seen).argmax(1).numpy() == places).mean() > 0.95


def test_pictures_are_chosen_until_each_noun_was_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = {f"square {n} {at}": ("square" if at else f"square {n % 2}", "") for n in range(6) for at in range(2)}
    monkeypatch.setattr(training, "looks", lambda: everybody)
    shards = Shards(write_world(tmp_path, (1, 1, 1, 1, 1, 1)))
    assert len(even(shards, 1)) == 2
    assert len(even(shards, 9)) == 6
