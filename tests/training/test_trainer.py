"""The trainer: a run that is interrupted ends as one that is not."""

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from videostudio.tools.images import Pixels, decode
from videostudio.training.trainer import journal
from videostudio.training.trainer.learners import Average, learners
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.run import rate_at, run
from videostudio.training.trainer.task import Batch

RECIPE = Recipe(steps=12, batch=4, accumulate=2, learning_rate=0.05, warmup=3, schedule="cosine", sample_every=6)


class Sums:
    """Learns to add four numbers from noisy sums, with dropout and a frozen part."""

    def __init__(self, stop_at: int = -1, kill_at: int = -1) -> None:
        torch.manual_seed(0)
        self.modules: Mapping[str, nn.Module] = {
            "net": nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.2), nn.Linear(8, 1))
        }
        self.frozen: Mapping[str, nn.Module] = {"scale": nn.Linear(1, 1)}
        self.stop_at, self.kill_at = stop_at, kill_at
        self.seen: list[int] = []

    def batches(self, start: int) -> Iterator[Batch]:
        number = start
        while True:
            if number == self.stop_at:
                os.kill(os.getpid(), signal.SIGTERM)
            if number == self.kill_at:
                raise KeyboardInterrupt
            self.seen.append(number)
            yield {"x": torch.from_numpy(np.random.default_rng(number).normal(size=(4, 4)).astype(np.float32))}
            number += 1

    def loss(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        x = batch["x"]
        wanted = x.sum(1, keepdim=True) + 0.1 * torch.randn((len(x), 1), generator=noise)
        error = ((self.modules["net"](x) - wanted) ** 2).mean()
        return error, {"error": float(error.detach())}

    def samples(self, seeds: Sequence[int]) -> Sequence[Pixels]:
        assert not self.modules["net"].training
        return [np.full((4, 6, 3), seed, np.uint8) for seed in seeds]

    @property
    def weights(self) -> dict[str, Tensor]:
        return self.modules["net"].state_dict()


def same(one: Mapping[str, Tensor], other: Mapping[str, Tensor]) -> bool:
    return all(torch.equal(value, other[name]) for name, value in one.items())


def test_an_interrupted_run_ends_as_an_uninterrupted_one(tmp_path: Path) -> None:
    whole, first, second = Sums(), Sums(stop_at=9), Sums()
    assert run(whole, RECIPE, tmp_path / "whole")
    assert not run(first, RECIPE, tmp_path / "parts")
    assert run(second, RECIPE, tmp_path / "parts")
    assert first.seen + second.seen == whole.seen == list(range(24))
    assert same(whole.weights, second.weights)
    assert not same(whole.weights, first.weights)
    logs = [[line["step"] for line in journal.lines(tmp_path / name)] for name in ("whole", "parts")]
    assert logs == [[10, 12], [10, 12]]


def test_a_run_that_was_killed_goes_on_from_what_it_kept(tmp_path: Path) -> None:
    whole, killed, second = Sums(), Sums(kill_at=15), Sums()
    often = RECIPE.model_copy(update={"checkpoint_every_s": 1e-9})
    assert run(whole, often, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt):
        run(killed, often, tmp_path / "parts")
    assert run(second, often, tmp_path / "parts")
    assert second.seen[0] == 14, "the step that was not finished is done again as a whole"
    assert same(whole.weights, second.weights)


def test_what_a_run_leaves_behind(tmp_path: Path) -> None:
    told: list[str] = []
    run(Sums(), RECIPE, tmp_path, told.append)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "checkpoint.safetensors",
        "log.jsonl",
        "losses.png",
        "samples",
    ]
    assert sorted(path.name for path in (tmp_path / "samples").iterdir()) == ["000006.png", "000012.png"]
    assert decode((tmp_path / "samples" / "000012.png").read_bytes()).shape == (2 * 6, 8 * 8, 3)
    assert set(journal.lines(tmp_path)[0]) == {"step", "loss", "error", "norm", "rate"}
    assert "step 12 of 12" in told[-1]


def test_the_loss_falls(tmp_path: Path) -> None:
    run(Sums(), RECIPE.model_copy(update={"steps": 60}), tmp_path)
    losses = [line["loss"] for line in journal.lines(tmp_path)]
    assert losses[-1] < 0.5 * losses[0]


def test_another_recipe_does_not_go_on_with_a_run(tmp_path: Path) -> None:
    run(Sums(), RECIPE, tmp_path)
    for change in ({"learning_rate": 0.1}, {"steps": 20}):
        with pytest.raises(ValueError, match="give another --work"):
            run(Sums(), RECIPE.model_copy(update=change), tmp_path)
    assert run(Sums(), RECIPE.model_copy(update={"sample_every": 3}), tmp_path)


def test_another_model_does_not_go_on_with_a_run(tmp_path: Path) -> None:
    run(Sums(), RECIPE, tmp_path)
    larger = Sums()
    larger.modules = {"net": nn.Linear(4, 1)}
    with pytest.raises(ValueError, match="another model"):
        run(larger, RECIPE, tmp_path)


def test_gradients_are_checkpointed_only_by_who_can(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot checkpoint"):
        run(Sums(), RECIPE.model_copy(update={"gradient_checkpointing": True}), tmp_path)


def test_a_loss_that_runs_away_is_not_kept(tmp_path: Path) -> None:
    wild = RECIPE.model_copy(update={"learning_rate": 1e30, "warmup": 0})
    with pytest.raises(FloatingPointError, match="lower learning_rate"):
        run(Sums(), wild, tmp_path)
    assert not (tmp_path / "checkpoint.safetensors").exists()


def test_only_what_requires_gradients_learns(tmp_path: Path) -> None:
    task = Sums()
    first = task.modules["net"][0]  # type: ignore[index]
    first.requires_grad_(False)
    before = {name: value.clone() for name, value in task.weights.items()}
    run(task, RECIPE, tmp_path)
    changed = {name for name, value in task.weights.items() if not torch.equal(value, before[name])}
    assert changed == {"2.weight", "2.bias"}


def test_modules_with_running_statistics_are_refused() -> None:
    with pytest.raises(ValueError, match="running statistics"):
        learners({"net": nn.Sequential(nn.Conv2d(3, 4, 1), nn.BatchNorm2d(4))})
    with pytest.raises(ValueError, match="learns"):
        learners({"net": nn.Linear(2, 2).requires_grad_(False)})


def test_the_average_lags_behind_and_gives_the_weights_back() -> None:
    one = nn.Linear(1, 1, bias=False)
    nn.init.constant_(one.weight, 1.0)
    average = Average(learners({"one": one}), decay=0.9)
    with torch.no_grad():
        one.weight.fill_(2.0)
    average.follow(10_000)
    with average.in_place():
        assert float(one.weight.detach()) == pytest.approx(1.1)
    assert float(one.weight.detach()) == 2.0


def test_the_rate_rises_and_falls() -> None:
    rates = [rate_at(RECIPE, step) for step in range(RECIPE.steps)]
    assert rates[0] < rates[1] < rates[2]
    assert rates[2:] == sorted(rates[2:], reverse=True)
    constant = RECIPE.model_copy(update={"schedule": "constant"})
    assert {rate_at(constant, step) for step in range(3, 100)} == {0.05}
