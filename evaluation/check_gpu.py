"""What preflight says of models, against what they really take on a GPU: `make check-gpu`, or
`python -m videostudio.evaluation.check_gpu --profile default`.

Every component of every model of a profile is made at its full size with random weights, so that nothing is fetched,
called as its pipeline calls it, and watched: seconds, and the most memory, beside what was worked out before. Then the
ladder: with less memory than a model needs, offloading has to let it work all the same. Prints Markdown to paste into
an issue. Nobody of this project has had such a GPU: without one it runs on the CPU, where only tiny widths end soon.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from videostudio.film.brief import Brief
from videostudio.film.errors import VideoStudioError
from videostudio.generators.given import CPU
from videostudio.generators.sizing.fitting import Model
from videostudio.generators.sizing.footprint import footprint
from videostudio.generators.sizing.live import watched
from videostudio.generators.sizing.probes import PROBES
from videostudio.generators.sizing.sizes import Footprint, Shot, Sized
from videostudio.graphs import bootstrap
from videostudio.graphs.fits import asked_by
from videostudio.tools.workspace import Workspace

GIB = 2**30
CLOSE = 0.15
"""How far measured memory may be from what was worked out."""
SPREAD = 0.02
"""Of random weights: small, so that nothing runs away."""
PURPOSE = """# Models with random weights, against preflight

For each component: what was worked out before, what it took, and how long one call took. A component that preflight
tells wrong by more than 15 % is marked. Then the ladder. Please paste all of this into an issue.
"""


@dataclass(frozen=True)
class Row:
    """One component: `told` and `took` are bytes, weights and work together; `seconds` of one call, after one before
    it. `error` is why there is no figure, "" where there is."""

    model: str
    part: str
    told: int
    took: int
    seconds: float
    error: str = ""

    @property
    def close(self) -> bool:
        """Whether preflight told it well enough."""
        return not self.error and abs(self.told / self.took - 1) <= CLOSE


@dataclass(frozen=True)
class Step:
    """One step of the ladder: whether the largest component worked with so much memory."""

    offload: str
    worked: bool
    text: str


def main(argv: Sequence[str] | None = None) -> int:
    """0 if all components work and are told well, 1 if not."""
    options = _options(argv)
    profile = bootstrap.resolved(bootstrap.profile_named(options.profile), Workspace.default())
    models = [model for found in bootstrap.models(profile).values() for model in found]
    asked = asked_by(Brief(prompt="A fox crosses a frozen lake", width=options.width, height=options.height))
    device = "cuda" if torch.cuda.is_available() else CPU
    dtype = torch.bfloat16 if device != CPU else torch.float32
    print(PURPOSE, flush=True)
    print(f"Profile {profile.name} on {machine(device)}, torch {torch.__version__}, {dtype}.\n", flush=True)
    print("| model | component | told, GiB | took, GiB | off | s a call | |\n|---|---|---|---|---|---|---|")
    rows, steps = [], []
    for model in models:
        shot = model.shot(model.rung, asked)
        for row in measured(model.card.name, model.card.components, shot, dtype, device):
            print(_line(row), flush=True)
            rows.append(row)
    if device != CPU:
        print("\n## The ladder\n\n| offload | works | |\n|---|---|---|")
        for step in ladder(models[-1], models[-1].shot(models[-1].rung, asked), dtype):
            print(f"| {step.offload} | {'yes' if step.worked else '**no**'} | {step.text} |", flush=True)
            steps.append(step)
    good = all(row.close for row in rows) and all(step.worked for step in steps[1:])
    print(f"\n{'All is as preflight tells.' if good else '**Not all is as preflight tells.**'}")
    return 0 if good else 1


def measured(model: str, components: Mapping[str, Sized], shot: Shot, dtype: torch.dtype, device: str) -> Iterator[Row]:
    """A row for each component that has a probe, made anew for it and thrown away after it."""
    for name, component in components.items():
        if component.kind not in PROBES:
            continue
        told = footprint(component, shot, dtype)
        try:
            took, seconds = _run(component, shot, dtype, device)
        except torch.cuda.OutOfMemoryError as error:
            text = f"out of memory: {str(error).splitlines()[0]}"
            yield Row(model, name, told.weights + told.work, 0, 0.0, text)
        else:
            yield Row(model, name, told.weights + told.work, took, seconds)
        finally:
            _forget(device)


def ladder(model: Model, shot: Shot, dtype: torch.dtype) -> Iterator[Step]:
    """The largest component of `model` with nine tenths of the memory that it needs whole: it has to run out of it, and
    then to work in blocks and in layers."""
    named = [(name, part) for name, part in model.card.components.items() if part.kind in PROBES]
    sizes: dict[str, Footprint] = {name: footprint(part, shot, dtype) for name, part in named}
    name = max(sizes, key=lambda each: sizes[each].weights)
    component, size = dict(named)[name], sizes[name]
    limit = (size.weights + size.work) * 9 // 10
    whole = torch.cuda.get_device_properties(0).total_memory
    torch.cuda.set_per_process_memory_fraction(min(1.0, limit / whole))
    try:
        yield _step("none", name, component, shot, dtype)
        yield _step("block_level", name, component, shot, dtype)
        yield _step("leaf_level", name, component, shot, dtype)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)


def machine(device: str) -> str:
    """What this runs on."""
    if device == CPU:
        return f"the CPU with {torch.get_num_threads()} threads"
    found = torch.cuda.get_device_properties(0)
    return f"{found.name} with {found.total_memory / GIB:.1f} GiB"


def _step(offload: str, name: str, component: Sized, shot: Shot, dtype: torch.dtype) -> Step:
    try:
        model = _made(component, dtype, "cuda" if offload == "none" else CPU)
        if offload != "none":
            from diffusers.hooks.group_offloading import apply_group_offloading  # noqa: PLC0415 - only on a GPU

            blocks: dict[str, Any] = {"num_blocks_per_group": 1} if offload == "block_level" else {}
            apply_group_offloading(
                model, onload_device=torch.device("cuda"), offload_type=offload, use_stream=True, **blocks
            )
        with torch.no_grad(), torch.device("cuda"):
            PROBES[component.kind].call(model, shot)
    except torch.cuda.OutOfMemoryError:
        return Step(offload, False, f"{name} runs out of memory" + (", as it has to" if offload == "none" else ""))
    finally:
        _forget("cuda")
    return Step(offload, True, f"{name} works" + (", though it should not" if offload == "none" else ""))


def _run(component: Sized, shot: Shot, dtype: torch.dtype, device: str) -> tuple[int, float]:
    """Bytes at the most, and seconds of the second call."""
    if device == CPU:
        model = _made(component, dtype, device)
        weights = sum(tensor.untyped_storage().nbytes() for tensor in (*model.parameters(), *model.buffers()))
        with watched() as live:
            seconds = _called(component, model, shot, device)
        return weights + live.peak, seconds
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    seconds = _called(component, _made(component, dtype, device), shot, device)
    return torch.cuda.max_memory_allocated() - before, seconds


def _called(component: Sized, model: Any, shot: Shot, device: str) -> float:
    with torch.no_grad(), torch.device(device):
        PROBES[component.kind].call(model, shot)
        _wait(device)
        began = time.monotonic()
        PROBES[component.kind].call(model, shot)
        _wait(device)
    return time.monotonic() - began


def _made(component: Sized, dtype: torch.dtype, device: str) -> Any:
    """The model with random weights."""
    used = torch.float32 if component.single else dtype
    model = component.on_meta()
    looked_up = {
        (name, key): value
        for name, module in model.named_modules()
        for key, value in vars(module).items()
        if isinstance(value, torch.Tensor)
    }
    model = model.to_empty(device=device).to(used).eval()
    for (name, key), value in looked_up.items():
        # Tables that some models keep outside of their buffers have to be somewhere, whatever is in them.
        setattr(model.get_submodule(name), key, torch.zeros(value.shape, dtype=value.dtype, device=device))
    torch.manual_seed(0)
    with torch.no_grad():
        for tensor in (*model.parameters(), *model.buffers()):
            if tensor.is_floating_point():
                tensor.normal_(0, SPREAD)
            else:
                tensor.zero_()
    return model


def _wait(device: str) -> None:
    if device != CPU:
        torch.cuda.synchronize()


def _forget(device: str) -> None:
    if device != CPU:
        torch.cuda.empty_cache()


def _line(row: Row) -> str:
    if row.error:
        return f"| {row.model} | {row.part} | {row.told / GIB:.2f} | | | | {row.error} |"
    off = row.told / row.took - 1
    figures = f"{row.told / GIB:.2f} | {row.took / GIB:.2f} | {off:+.1%} | {row.seconds:.2f}"
    return f"| {row.model} | {row.part} | {figures} | {'' if row.close else '**wrong**'} |"


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="check_gpu", description="Measure models with random weights.")
    parser.add_argument("--profile", default="default")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=720)
    return parser.parse_args(argv)


def _main() -> int:
    try:
        return main()
    except VideoStudioError as error:
        print(f"\n**It ends here:** {error}")
        return 1


if __name__ == "__main__":
    sys.exit(_main())
