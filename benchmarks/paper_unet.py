"""What making a clip's constants once saves VideoStudio-Vid's UNet: `python benchmarks/paper_unet.py --json`.

One guided denoising step the straightforward way, as the released code asks (both halves, tokens repeated over frames,
everything anew), and the same step ours (`vid_constants.py`), alternately with the same random weights: the ratio of
their times, how far their outputs are apart, the peak memory of each, and by the profiler what each part takes of it.
Ours is a clip's first step, which makes the constants; those after it have less to do. FLOPs are counted for this
width and for the released one: they owe nothing to the machine.

On the CPU, on Linux: one thread, SDXL's depths with a quarter of the channels (96, 160, 320: the nearest that 32
groups divide), 1280 channels and 257 tokens of context, 16 frames and the reference's at 40 x 64. On a busy machine the
clock on the wall says little: the ratio that counts is of the processor's time. With `--device cuda` the released
width, by CUDA events.
"""

import argparse
import json
import math
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.profiler import ProfilerActivity, profile, record_function
from torch.utils.flop_counter import FlopCounterMode

from videostudio.generators.paper.vid_constants import once_per_clip
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

PAIRS = 3
MOST_RATIO, MOST_APART = 0.8, 1e-5
"""Of our time to the other's, at a quarter of the channels; of outputs, as a share of the largest number."""

PARTS = {
    "temp_transformer_in": r"^temp_transformer_in$",
    "residual blocks": r"\.resnets\.\d+$",
    "convolutions over time": r"\.temp_convs\.\d+$",
    "attention over time": r"\.temp_attentions\.\d+$",
    "attention in a frame": r"\.attentions\.\d+\.transformer_blocks\.\d+\.attn1$",
    "attention to the tokens": r"\.attentions\.\d+\.transformer_blocks\.\d+\.attn2$",
    "feed-forward in a frame": r"\.attentions\.\d+\.transformer_blocks\.\d+\.ff$",
}
"""Part -> names of the modules whose whole work it is. What remains are projections, norms and changes of size."""


@dataclass(frozen=True)
class Size:
    """A configuration, and what one clip of it is: the reference's frame among `frames`, latents of `side`."""

    config: dict[str, Any]
    frames: int = 17
    tokens: int = 257
    side: tuple[int, int] = (40, 64)


RELEASED: dict[str, Any] = {
    "transformer_layers_per_block": (1, 2, 10),
    "attention_head_dim": (5, 10, 20),
    "use_linear_projection": True,
    "addition_time_embed_dim": 256,
    "projection_class_embeddings_input_dim": 2816,
    "aes_condition": True,
    "midf_clip_pool_fea_guidance": True,
    "action_prob_fea_guidance": True,
}
FULL = Size(RELEASED)
QUARTER = Size(RELEASED | {"block_out_channels": (96, 160, 320), "attention_head_dim": (1, 2, 5)})
TINY = Size(
    RELEASED
    | {
        "block_out_channels": (64, 64, 64),
        "layers_per_block": 1,
        "transformer_layers_per_block": 1,
        "attention_head_dim": 1,
        "cross_attention_dim": 24,
    },
    frames=3,
    tokens=7,
    side=(4, 6),
)


@dataclass(frozen=True)
class Step:
    """What one step of a guided clip is asked with; the unconditional half comes first."""

    model: UNet3DConditionXLModel
    sample: Tensor
    tokens: Tensor
    conditions: dict[str, Tensor]

    def straightforward(self) -> Tensor:
        """Both halves of the clip through `forward`."""
        both = torch.cat([self.sample, self.sample])
        noise: Tensor = self.model(both, 500, self.tokens, added_cond_kwargs=self.conditions, return_dict=False)[0]
        return noise

    def ours(self) -> Tensor:
        """The first step of a clip, its constants made on the way."""
        with once_per_clip(self.model, self.tokens, frames=self.sample.shape[2], guided=True):
            addends = self.model.embed_conditions(self.conditions, self.sample.dtype)
            noise: Tensor = self.model.denoise(self.sample, 500, self.tokens, addends)
        return noise


def step(size: Size, device: str, dtype: torch.dtype) -> Step:
    """Random weights, none of them zero, and random conditions. On the device "meta" there are shapes alone."""
    with torch.device("meta"):
        model = UNet3DConditionXLModel(**size.config).eval()
    if dtype is not torch.float32:
        model.to(dtype)
    model.to_empty(device=device)
    random = None if device == "meta" else torch.Generator(device).manual_seed(0)
    with torch.no_grad():
        for name, row in model.named_parameters():
            row.normal_(0, 0.1 if row.ndim == 1 else math.prod(row.shape[1:]) ** -0.5, generator=random)
            if row.ndim == 1 and name.endswith("weight"):
                row.add_(1)

    def some(*shape: int) -> Tensor:
        return torch.empty(shape, device=device, dtype=dtype).normal_(generator=random)

    context = model.config["cross_attention_dim"]
    return Step(
        model,
        some(1, 4, size.frames, *size.side),
        torch.cat([torch.zeros(1, size.tokens, context, device=device, dtype=dtype), some(1, size.tokens, context)]),
        {name: some(2, *shape) for name, shape in model.conditions.items()},
    )


@dataclass(frozen=True)
class Taken:
    """What one step took: seconds on the wall, of the processor or of the GPU's own clock; the most memory while it
    ran, weights included; of its time, percent per part. And the noise it gave."""

    wall_s: float
    busy_s: float
    peak_mib: float
    percent: dict[str, float]
    noise: Tensor


def taken(model: nn.Module, call: Callable[[], Tensor], device: str) -> Taken:
    """Runs it under the profiler, which costs either way the same."""
    hooks, running = [], list[record_function]()

    def enter(part: str) -> None:
        running.append(record_function(part))
        running[-1].__enter__()

    for name, module in model.named_modules():
        for part, pattern in PARTS.items():
            if re.search(pattern, name):
                hooks.append(module.register_forward_pre_hook(lambda *_, part=part: enter(part)))
                hooks.append(module.register_forward_hook(lambda *_: running.pop().__exit__(None, None, None)))
    on_gpu = device == "cuda"
    forget_peak(device)
    with profile(activities=[ProfilerActivity.CPU] + [ProfilerActivity.CUDA] * on_gpu) as profiler:
        began = time.perf_counter()
        with record_function("step"):
            busy_s, noise = seconds(call, device)
        wall_s = time.perf_counter() - began
    for hook in hooks:
        hook.remove()
    spent = {
        event.key: event.device_time_total if on_gpu else event.cpu_time_total
        for event in profiler.key_averages()
        if event.key in {*PARTS, "step"} and event.device_type.name == "CPU"
    }
    percent = {part: 100 * spent[part] / spent["step"] for part in PARTS}
    return Taken(wall_s, busy_s, peak_mib(device), percent, noise)


def seconds(call: Callable[[], Tensor], device: str) -> tuple[float, Tensor]:
    """How long the processor, or the GPU, is busy with it, and what it gives."""
    if device == "cpu":
        began = time.process_time()
        given = call()
        return time.process_time() - began, given
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    start.record()
    given = call()
    end.record()
    torch.cuda.synchronize()
    return start.elapsed_time(end) / 1000, given


def forget_peak(device: str) -> None:
    """Measures the peak of memory anew from here."""
    if device == "cpu":
        Path("/proc/self/clear_refs").write_text("5")
    else:
        torch.cuda.reset_peak_memory_stats()


def peak_mib(device: str) -> float:
    """The most memory since `forget_peak`."""
    if device == "cpu":
        (kib,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
        return int(kib) / 1024
    return torch.cuda.max_memory_allocated() / 1024**2


class _Unread(TorchFunctionMode):
    """Tensors on "meta" have no numbers to look at: says of all of them that they are zero."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        return False if func is torch.Tensor.any else func(*args, **(kwargs or {}))


def teraflops(call: Callable[[], Tensor]) -> float:
    """Of matrix products, convolutions and attention; a product and its sum are two."""
    with FlopCounterMode(display=False) as counter:
        call()
    return float(counter.get_total_flops()) / 1e12


def counted(size: Size) -> dict[str, float]:
    """FLOPs of both ways, computed from shapes alone."""
    asked = step(size, "meta", torch.float32)
    with _Unread():
        plain, ours = teraflops(asked.straightforward), teraflops(asked.ours)
    return {"straightforward": round(plain, 4), "ours": round(ours, 4), "ratio": round(ours / plain, 3)}


def measure(size: Size, device: str, dtype: torch.dtype, pairs: int) -> dict[str, Any]:
    """All figures of one width: ratios are ours to the straightforward way's, medians over the pairs."""
    asked = step(size, device, dtype)
    plain, ours = list[Taken](), list[Taken]()
    apart = list[float]()
    for _ in range(pairs):
        plain.append(taken(asked.model, asked.straightforward, device))
        ours.append(taken(asked.model, asked.ours, device))
        expected = plain[-1].noise
        apart.append(float((ours[-1].noise - expected).abs().max() / expected.abs().max()))
    together = list(zip(plain, ours, strict=True))
    ways = {"straightforward": plain, "ours": ours}
    return {
        "wall_s": {way: [round(each.wall_s, 3) for each in runs] for way, runs in ways.items()},
        "busy_s": {way: [round(each.busy_s, 3) for each in runs] for way, runs in ways.items()},
        "wall_ratio": round(statistics.median(our.wall_s / other.wall_s for other, our in together), 3),
        "busy_ratio": round(statistics.median(our.busy_s / other.busy_s for other, our in together), 3),
        "apart": max(apart),
        "peak_mib": {way: [round(each.peak_mib) for each in runs] for way, runs in ways.items()},
        "percent": {way: _medians([each.percent for each in runs]) for way, runs in ways.items()},
    }


def _medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(statistics.median(row[name] for row in rows), 1) for name in rows[0]}


def main(words: Sequence[str] | None = None) -> int:
    """Prints the figures; exit status 1 if ours takes more than it may, needs more memory or gives something else."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--dtype", choices=("float32", "float16", "bfloat16"), default="float32")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--quick", action="store_true", help="a tiny width, whose times say nothing")
    wanted = parser.parse_args(words)
    released = TINY if wanted.quick else FULL
    size = released if wanted.quick or wanted.device == "cuda" else QUARTER
    if size is QUARTER:
        torch.set_num_threads(1)
    with torch.inference_mode():
        figures = measure(size, wanted.device, getattr(torch, wanted.dtype), wanted.pairs)
        figures["teraflops"] = counted(size)
        figures["teraflops_of_the_released_width"] = counted(released)
    figures |= {"most_ratio": MOST_RATIO if size is QUARTER else 1, "most_apart": MOST_APART}
    if wanted.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name:>31}: {value}" for name, value in figures.items()))
    smaller = all(ours <= plain for plain, ours in zip(*figures["peak_mib"].values(), strict=True))
    kept = figures["busy_ratio"] <= figures["most_ratio"] and smaller
    # Half precision rounds by more than this, whichever the way.
    same = figures["apart"] <= MOST_APART or wanted.dtype != "float32"
    return 0 if kept and same else 1


if __name__ == "__main__":
    sys.exit(main())
