"""One call of a pipeline: watched after every step, ended inside one where nobody wants it any more."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from typing import Any

from videostudio.generators.diffusion.resident import DENOISERS
from videostudio.generators.interruption import Interrupted, Interrupting, Progress
from videostudio.generators.paper.finite import refuse_wild


@dataclass(frozen=True)
class Watch:
    """Who looks on: `progress` is told (steps done, steps in all), `interrupting` is asked whether what is made is no
    longer wanted."""

    progress: Progress | None = None
    interrupting: Interrupting | None = None


NOBODY = Watch()
ON_STEP = "callback_on_step_end"


def called(pipeline: Any, arguments: Mapping[str, Any], watch: Watch = NOBODY) -> Any:
    """What `pipeline` gives for `arguments`, all by name: the first of some takes pictures, of others words. Raises
    GeneratorError, with the step, where numbers run away, and Interrupted."""

    def after_step(called: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        steps = len(called.scheduler.timesteps)
        refuse_wild(tensors["latents"], f"after step {step + 1} of {steps} (timestep {float(timestep):g})", "latents")
        if watch.progress is not None:
            watch.progress(step + 1, steps)
        _stop_if(watch.interrupting)
        return tensors

    # A few pipelines cannot be watched between their steps.
    watching = {} if ON_STEP not in signature(type(pipeline).__call__).parameters else {ON_STEP: after_step}
    with stoppable(pipeline, watch.interrupting):
        return pipeline(**arguments, **watching)


def generators(seeds: list[int]) -> Any:
    """One source of noise an item, so that none depends on those beside it. On the CPU, so that seeds mean the same on
    every machine."""
    import torch

    return [torch.Generator("cpu").manual_seed(seed) for seed in seeds]


@contextmanager
def stoppable(pipeline: Any, interrupting: Callable[[], bool] | None) -> Iterator[None]:
    """Inside, `interrupting` is asked before every block of what works in a step; Interrupted is raised where it says
    so."""
    if interrupting is None:
        yield
        return
    hooks = [block.register_forward_pre_hook(lambda *_: _stop_if(interrupting)) for block in _blocks(pipeline)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def _stop_if(interrupting: Interrupting | None) -> None:
    if interrupting is not None and interrupting():
        raise Interrupted("it was stopped, as its caller wanted")


def _blocks(pipeline: Any) -> Iterator[Any]:
    import torch

    parts = (getattr(pipeline, name, None) for name in DENOISERS)
    for part in filter(None, parts):
        for child in part.children():
            if isinstance(child, torch.nn.ModuleList):
                yield from child
