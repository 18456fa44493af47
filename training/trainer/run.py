"""A training run: steps by a recipe that can be stopped at any time and go on as if nothing had happened.

Batch number n and all chance in its loss depend on n and the recipe's seed alone, never on where the run began; so a
run that was interrupted ends with the very weights of one that was not, on a machine whose sums are reproducible.

    WORK/checkpoint.safetensors   the state
    WORK/log.jsonl, losses.png    loss and its parts, rate, gradient norm
    WORK/samples/000500.png       samples from the averaged weights after so many steps
"""

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from time import monotonic

import torch
from accelerate import Accelerator
from torch import Tensor, nn

from videostudio.film.fingerprint import derive_seed
from videostudio.training.trainer import checkpoint, plots
from videostudio.training.trainer.checkpoint import State
from videostudio.training.trainer.journal import Journal
from videostudio.training.trainer.learners import Average, learners
from videostudio.training.trainer.recipe import Recipe
from videostudio.training.trainer.stopping import listening
from videostudio.training.trainer.task import Batch, Task

LOWEST = 1 / 50
"""What a falling rate ends at, of its peak."""
SAMPLE_SEEDS = range(16)


def run(task: Task, recipe: Recipe, work: Path, say: Callable[[str], None] | None = None) -> bool:
    """Learns until the recipe's last step, or until told to stop by SIGTERM or SIGINT; whether all steps are done.
    Goes on where `work` was left. Afterwards the task's modules hold their averaged weights. Raises ValueError for a
    `work` that holds another run, and FloatingPointError for a loss that is not finite."""
    work.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        told = stack.enter_context(listening())
        runner = _Runner(task, recipe, work, say or _said)
        stack.callback(runner.average.give)
        while runner.step < recipe.steps and not told.to_stop:
            runner.learn()
        runner.keep()
    return runner.step >= recipe.steps


def rate_at(recipe: Recipe, step: int) -> float:
    """The learning rate of step number `step`, counted from 0."""
    risen = min(1.0, (step + 1) / recipe.warmup) if recipe.warmup else 1.0
    if recipe.schedule == "constant":
        return recipe.learning_rate * risen
    fall = LOWEST + (1 - LOWEST) * 0.5 * (1 + math.cos(math.pi * step / recipe.steps))
    return recipe.learning_rate * risen * fall


class _Lesson(nn.Module):
    """A task's loss as a module: what accelerate prepares is then called as one, over whichever parts the task has."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.parts = nn.ModuleDict(dict(task.modules))
        self._loss = task.loss

    def forward(self, batch: Batch, noise: torch.Generator) -> tuple[Tensor, dict[str, float]]:
        return self._loss(batch, noise)


class _Runner:
    def __init__(self, task: Task, recipe: Recipe, work: Path, say: Callable[[str], None]) -> None:
        self._task, self._recipe, self._work = task, recipe, work
        self._accelerator = Accelerator(
            mixed_precision="no" if recipe.precision == "fp32" else recipe.precision,
            gradient_accumulation_steps=recipe.accumulate,
        )
        self._leads = self._accelerator.is_main_process
        device = self._accelerator.device
        for module in (*task.modules.values(), *task.frozen.values()):
            module.to(device)
        for module in task.frozen.values():
            module.requires_grad_(False).eval()
        if recipe.gradient_checkpointing:
            _checkpoint_gradients(task)
        self._learners = learners(task.modules)
        self.average = Average(self._learners, recipe.ema_decay)
        self._optimiser = torch.optim.AdamW(
            self._learners.values(), lr=recipe.learning_rate, betas=recipe.betas, weight_decay=recipe.weight_decay
        )
        self._state = State(self._learners, self.average, self._optimiser, self._accelerator.scaler)
        self.step = checkpoint.restore(work, self._state, recipe)
        self._lesson, self._stepper = self._accelerator.prepare(_Lesson(task).train(), self._optimiser)
        self._noise = torch.Generator(device)
        self._batches = self._read()
        self._kept_at = monotonic()
        samples = recipe.batch * recipe.accumulate * self._accelerator.num_processes
        self._journal = (
            Journal(work, first=self.step, steps=recipe.steps, samples=samples, say=say) if self._leads else None
        )

    def learn(self) -> None:
        """One step, and what is due after it."""
        rate = rate_at(self._recipe, self.step)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        values = self._stepped()
        self.step += 1
        self.average.follow(self.step)
        if self._journal is None:
            return
        self._journal.note(self.step, values | {"rate": rate})
        if monotonic() - self._kept_at > self._recipe.checkpoint_every_s:
            self.keep()
        if self.step % self._recipe.sample_every == 0 or self.step == self._recipe.steps:
            self._show()

    def keep(self) -> None:
        """Writes the checkpoint."""
        if self._leads:
            checkpoint.keep(self._work, self._state, self._recipe, self.step)
            self._kept_at = monotonic()

    def _stepped(self) -> dict[str, float]:
        sums: dict[str, float] = {}
        for part in range(self._recipe.accumulate):
            with self._accelerator.accumulate(self._lesson):
                loss, parts = self._lesson(next(self._batches), self._chance(part))
                self._accelerator.backward(loss)
                for name, value in {"loss": float(loss.detach()), **parts}.items():
                    sums[name] = sums.get(name, 0.0) + value / self._recipe.accumulate
                if part == self._recipe.accumulate - 1:
                    norm = self._accelerator.clip_grad_norm_(self._learners.values(), self._recipe.clip_norm)
                    sums["norm"] = float(norm)
                self._stepper.step()
                self._stepper.zero_grad()
        if not math.isfinite(sums["loss"]):
            raise FloatingPointError(
                f"the loss of step {self.step + 1} is {sums['loss']}: lower learning_rate or use precision fp32; "
                f"{self._work} keeps the last good state"
            )
        return sums

    def _chance(self, part: int) -> torch.Generator:
        """The noise of a batch; dropout, which takes torch's own, is seeded alike."""
        number = self.step * self._recipe.accumulate + part
        seed = derive_seed("noise", self._recipe.seed, number, self._accelerator.process_index)
        torch.manual_seed(seed)
        self._noise.manual_seed(seed)
        return self._noise

    def _read(self) -> Iterator[Batch]:
        """This process's batches: of several, each takes every so many."""
        processes = self._accelerator.num_processes
        start = self.step * self._recipe.accumulate * processes + self._accelerator.process_index
        for batch in islice(self._task.batches(start), 0, None, processes):
            yield {name: value.to(self._accelerator.device) for name, value in batch.items()}

    def _show(self) -> None:
        for module in self._task.modules.values():
            module.eval()
        with self.average.in_place(), torch.no_grad():
            pictures = self._task.samples(SAMPLE_SEEDS)
        for module in self._task.modules.values():
            module.train()
        plots.write_sheet(pictures, self._work / "samples" / f"{self.step:06d}.png")
        plots.plot_losses(self._work)


def _checkpoint_gradients(task: Task) -> None:
    for name, module in task.modules.items():
        enable = getattr(module, "enable_gradient_checkpointing", None)
        if enable is None:
            raise ValueError(f"'{name}' cannot checkpoint gradients: set gradient_checkpointing to false")
        enable()


def _said(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
