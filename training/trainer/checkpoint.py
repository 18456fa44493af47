"""All that a run needs to go on: one safetensors file, replaced as a whole, so that a kill leaves the old or the new.

learner/NAME, average/NAME       the parameters that learn, and their averages
adamw/SLOT/NAME                  the optimiser's state of each
metadata                         step, recipe and loss scale (fp16) as JSON
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from videostudio.training.trainer.learners import Average
from videostudio.training.trainer.recipe import Recipe

NAME = "checkpoint.safetensors"
FREE = {"checkpoint_every_s", "sample_every"}
"""What a run may change when it goes on: nothing that it learns depends on these."""


@dataclass(frozen=True)
class State:
    """What is kept, beside the step."""

    learners: Mapping[str, nn.Parameter]
    average: Average
    optimiser: torch.optim.Optimizer
    scaler: torch.amp.GradScaler | None


def keep(work: Path, state: State, recipe: Recipe, step: int) -> None:
    """Writes the state after `step` steps."""
    tensors = {f"learner/{name}": one.detach() for name, one in state.learners.items()}
    tensors |= {f"average/{name}": value for name, value in state.average.values.items()}
    for name, one in state.learners.items():
        tensors |= {f"adamw/{slot}/{name}": value for slot, value in state.optimiser.state[one].items()}
    facts = {"step": step, "recipe": recipe.model_dump(), "scaler": state.scaler.state_dict() if state.scaler else {}}
    part = work / f"{NAME}.tmp"
    save_file({name: value.contiguous() for name, value in tensors.items()}, part, {"run": json.dumps(facts)})
    part.replace(work / NAME)


def restore(work: Path, state: State, recipe: Recipe) -> int:
    """Takes the state up again; the steps it has behind it, 0 where nothing was kept. Raises ValueError for the state
    of another run."""
    if not (work / NAME).is_file():
        return 0
    with safe_open(work / NAME, framework="pt") as file:
        facts = json.loads(file.metadata()["run"])
        _refuse_other(work, Recipe.model_validate(facts["recipe"]), recipe)
        kept: dict[str, Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    _refuse_other_shapes(work, kept, state.learners)
    with torch.no_grad():
        for name, one in state.learners.items():
            one.copy_(kept[f"learner/{name}"])
    state.average.load({name: kept[f"average/{name}"] for name in state.learners})
    _optimiser_restored(state, kept)
    if state.scaler is not None:
        state.scaler.load_state_dict(facts["scaler"])
    return int(facts["step"])


def _optimiser_restored(state: State, kept: Mapping[str, Tensor]) -> None:
    slots = {name.split("/")[1] for name in kept if name.startswith("adamw/")}
    for name, one in state.learners.items():
        found = {slot: kept[f"adamw/{slot}/{name}"] for slot in slots}
        # The count of steps stays on the CPU, as torch's own AdamW keeps it.
        state.optimiser.state[one] = {
            slot: value if slot == "step" else value.to(one.device) for slot, value in found.items()
        }


def _refuse_other(work: Path, kept: Recipe, wanted: Recipe) -> None:
    before, now = kept.model_dump(), wanted.model_dump()
    # A constant rate does not know how many steps are to come.
    free = FREE | ({"steps"} if wanted.schedule == "constant" else set())
    differs: list[Any] = [
        f"{name} {before[name]} -> {now[name]}" for name in now if name not in free and before[name] != now[name]
    ]
    if differs:
        raise ValueError(f"{work} holds a run with another recipe ({', '.join(differs)}): give another --work")


def _refuse_other_shapes(work: Path, kept: Mapping[str, Tensor], wanted: Mapping[str, nn.Parameter]) -> None:
    there = {name.removeprefix("learner/"): value.shape for name, value in kept.items() if name.startswith("learner/")}
    if there != {name: one.shape for name, one in wanted.items()}:
        raise ValueError(f"{work} holds a run of another model: give another --work")
