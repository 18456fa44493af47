"""What a model needs on its device and beside it, for each way to make do with less."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from videostudio.film.noun import Noun
from videostudio.generators.sizing.sizes import Footprint

Offload = Literal["none", "model", "group", "leaf"]
OFFLOADS: tuple[Offload, ...] = ("none", "model", "group", "leaf")
"""From fast to thrifty. All give the same pixels."""

GPU_CONTEXT = 600 * 2**20
"""What a GPU's driver and libraries take before the first tensor: a usual figure, not measured here."""
WASTE_PERCENT = 5
"""What allocators lose between tensors: a usual figure, not measured here."""


class Need(Noun):
    """Bytes on the device, and in this machine's own memory beside it."""

    device: int = Field(ge=0)
    host: int = Field(default=0, ge=0)


NOWHERE = 2**60
"""Bytes that no device has: what cannot be done fits nowhere."""


def need(parts: Mapping[str, Footprint], *, offload: Offload, tiling: bool, on_gpu: bool) -> Need:
    """What a pipeline of `parts` needs. Parts work one after the other, so of their work only the largest counts; what
    is not offloaded stays all the time."""
    works = {name: _work(part, tiling) for name, part in parts.items()}
    match offload:
        case "none":
            device = sum(part.weights for part in parts.values()) + max(works.values(), default=0)
        case "model":
            device = max((part.weights + works[name] for name, part in parts.items()), default=0)
        case "group":
            device = max((part.block + works[name] for name, part in parts.items()), default=0)
        case "leaf":
            device = max((part.leaf + works[name] for name, part in parts.items()), default=0)
    weights = 0 if offload == "none" else sum(part.weights for part in parts.values())
    device += device * WASTE_PERCENT // 100
    if on_gpu:
        return Need(device=device + GPU_CONTEXT, host=weights)
    # On the CPU both are the same memory: what is offloaded lies there too, and what is at work is a copy of it.
    return Need(device=device + weights)


def _work(part: Footprint, tiling: bool) -> int:
    if not tiling:
        return part.work
    return NOWHERE if part.work_tiled is None else part.work_tiled
