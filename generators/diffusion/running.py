"""One call of a pipeline, watched after every step."""

from collections.abc import Mapping
from inspect import signature
from typing import Any

from videostudio.generators.paper.finite import refuse_wild
from videostudio.generators.progress import stepped

ON_STEP = "callback_on_step_end"


def called(pipeline: Any, arguments: Mapping[str, Any]) -> Any:
    """What `pipeline` gives for `arguments`, all by name: the first of some takes pictures, of others words. Raises
    GeneratorError, with the step, where numbers run away."""

    def after_step(called: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        steps = len(called.scheduler.timesteps)
        refuse_wild(tensors["latents"], f"after step {step + 1} of {steps} (timestep {float(timestep):g})", "latents")
        stepped(step + 1, steps)
        return tensors

    # A few pipelines cannot be watched between their steps.
    watching = {} if ON_STEP not in signature(type(pipeline).__call__).parameters else {ON_STEP: after_step}
    return pipeline(**arguments, **watching)


def generators(seeds: list[int]) -> Any:
    """One source of noise an item, so that none depends on those beside it. On the CPU, so that seeds mean the same on
    every machine."""
    import torch

    return [torch.Generator("cpu").manual_seed(seed) for seed in seeds]
