"""The judge's training: what a picture teaches, the same batches wherever a run begins, and eyes that learn."""

from pathlib import Path

import numpy as np
import pytest
import torch

from videostudio.evaluation.mini.judge import Heads, Judge, colours, looks
from videostudio.evaluation.mini.judge_train import RECIPE, UNKNOWN, JudgeTask, batch_of, lesson
from videostudio.evaluation.mini.sight import Sight, Trunk
from videostudio.film.errors import BackendMissing
from videostudio.training.scenes.records import encoded
from videostudio.training.scenes.sample import Sample, Seen
from videostudio.training.scenes.shards import Shards, write_shard
from videostudio.training.scenes.world import kinds, nouns
from videostudio.training.trainer.run import run

pytestmark = pytest.mark.usefixtures("one_thread")
PLAIN, RED = next(iter(looks())), next(one for one, (_, colour) in looks().items() if colour == "red")


def sample(number: int) -> Sample:
    """A light square and a red one on noise."""
    picture = np.random.default_rng(number).integers(0, 120, (32, 64, 3), np.uint8)
    cast = []
    for at, (one, colour) in enumerate(((PLAIN, (220, 220, 90)), (RED, (230, 20, 20)))):
        mask = np.zeros((32, 64), np.bool_)
        mask[10:26, 6 + 28 * at : 22 + 28 * at] = True
        picture[mask] = colour
        cast.append(Seen(one, one, mask, np.zeros((4, 4, 4), np.uint8)))
    return Sample(number, picture, f"number {number}", tuple(cast), "the-castle-3 night")


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Shards:
    folder = tmp_path_factory.mktemp("shards")
    write_shard(folder / "0.tar", [(f"{number:08d}", encoded(sample(number))) for number in range(4)])
    return Shards(folder)


def test_a_picture_teaches_its_cast_its_place_and_where_nobody_is() -> None:
    one = lesson(sample(0), np.random.default_rng(0))
    names = list(nouns())
    assert set(one.nouns) == {names.index(looks()[PLAIN][0]), names.index(looks()[RED][0]), len(names)}
    assert set(one.colours) == {UNKNOWN, colours().index("red")}
    assert kinds()[one.place] == "castle"
    assert one.boxes.shape == (len(one.nouns), 4)
    batch = batch_of([one, one])
    assert batch["owner"].tolist() == [0] * len(one.nouns) + [1] * len(one.nouns)


def test_batches_are_the_same_wherever_a_run_begins(shards: Shards) -> None:
    task = JudgeTask(Judge(Sight(Trunk()), Heads()), shards, shards, size=2)
    first = task.batches(0)
    next(first)
    one, other = next(first), next(task.batches(1))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_eyes_and_heads_learn_together_and_are_kept(shards: Shards, tmp_path: Path) -> None:
    torch.manual_seed(0)
    judge = Judge(Sight(Trunk()), Heads())
    recipe = RECIPE.model_copy(update={"steps": 10, "batch": 4, "warmup": 0, "ema_decay": 0.5, "sample_every": 10})
    assert run(JudgeTask(judge, shards, shards, size=4), recipe, tmp_path / "run")
    assert (tmp_path / "run" / "samples" / "000010.png").is_file()
    judge.save(tmp_path / "judge.safetensors")
    assert (tmp_path / "judge.safetensors").stat().st_size < 5_000_000
    kept = Judge.read(tmp_path / "judge.safetensors")
    picture = sample(9)
    seen = kept.sight.seen(picture.picture)
    boxes = np.array([[6 / 64, 10 / 32, 22 / 64, 26 / 32], [34 / 64, 10 / 32, 50 / 64, 26 / 32]], np.float32)
    sure = kept.nouns_at(seen, boxes)
    mine = [list(nouns()).index(looks()[one][0]) for one in (PLAIN, RED)]
    assert sure[0, mine[0]] > sure[1, mine[0]]
    assert kept.of(seen, 2.0).place == "castle"


def test_without_weights_it_says_what_trains_it(tmp_path: Path) -> None:
    with pytest.raises(BackendMissing, match=r"make study-mini.*make train-mini"):
        Judge.read(tmp_path / "nothing.safetensors")
