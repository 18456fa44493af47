"""The weights of an open_clip model: one safetensors file in half precision, and where in it each tensor lies."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file


@dataclass(frozen=True)
class Place:
    """A tensor's bytes in its file, `offset` from the file's beginning; `dtype` in safetensors' words."""

    offset: int
    length: int
    dtype: str
    shape: tuple[int, ...]


def save_halves(model: torch.nn.Module, path: Path) -> None:
    """Writes a model's whole state, floats as float16. What it loses in precision the export inherits."""
    state = model.state_dict()
    halves = {name: (row.half() if row.is_floating_point() else row).contiguous() for name, row in state.items()}
    save_file(halves, path)


def places(path: Path) -> dict[str, Place]:
    """Name -> place, from the header: eight bytes of length, JSON, then the tensors without gaps."""
    with path.open("rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
    header.pop("__metadata__", None)
    return {name: _place(entry, 8 + size) for name, entry in header.items()}


def _place(entry: dict[str, object], base: int) -> Place:
    match entry:
        case {"data_offsets": [int(begin), int(end)], "dtype": str(dtype), "shape": list(shape)}:
            return Place(base + begin, end - begin, dtype, tuple(shape))
    raise ValueError(f"no safetensors entry: {entry}")
