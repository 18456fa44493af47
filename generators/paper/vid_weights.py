"""Loads a VideoStudio-Vid UNet from a folder as released, and lets no tensor go missing.

diffusers' `from_pretrained` reads such folders too, but needs a config and no more than warns of a missing tensor.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor

from videostudio.film.errors import BackendMissing
from videostudio.generators.paper.eight_bits import unpacked
from videostudio.generators.paper.vid_config import config_from_state_dict
from videostudio.generators.paper.vid_unet import UNet3DConditionXLModel

NAME = "diffusion_pytorch_model"
CONFIG = "config.json"
SHOWN = 3
"""How many tensors an error names."""


def load_unet(
    folder: Path, *, dtype: torch.dtype, attention_head_dim: int | Sequence[int] | None = None
) -> UNet3DConditionXLModel:
    """The model of a folder, on the CPU, in `dtype`, ready to be asked.

    Reads `config.json` and the weights beside it: safetensors before `.bin` (tensors only, no other pickle), whole or
    in shards. Where there is no config it is read off the weights; `attention_head_dim` then says what they cannot.
    Raises BackendMissing for a folder without weights, and for weights that are not exactly the model's.
    """
    state = _read(folder)
    if (folder / CONFIG).is_file():
        config = UNet3DConditionXLModel.load_config(folder, local_files_only=True)
    elif attention_head_dim is not None:
        config = config_from_state_dict(state, attention_head_dim=attention_head_dim)
    else:
        raise BackendMissing(
            f"{folder} has no {CONFIG}, and weights do not tell the numbers of attention heads: fetch the file, or"
            " give attention_head_dim, which is (5, 10, 20) for a model as wide as SDXL"
        )
    with torch.device("meta"):
        model = cast(UNet3DConditionXLModel, UNet3DConditionXLModel.from_config(config))
    _compare(folder, model.state_dict(), state)
    model.load_state_dict({name: tensor.to(dtype) for name, tensor in state.items()}, assign=True)
    model.eval()
    return model


def _read(folder: Path) -> dict[str, Tensor]:
    for suffix in (".safetensors", ".bin"):
        whole = folder / f"{NAME}{suffix}"
        files = [whole] if whole.is_file() else sorted(folder.glob(f"{NAME}-*-of-*{suffix}"))
        if files:
            return {name: tensor for file in files for name, tensor in _tensors(file).items()}
    raise BackendMissing(f"{folder} holds no {NAME}.safetensors and no {NAME}.bin: fetch the weights")


def _tensors(file: Path) -> dict[str, Tensor]:
    if file.suffix == ".safetensors":
        return unpacked(load_file(file))
    tensors: dict[str, Tensor] = torch.load(file, map_location="cpu", weights_only=True, mmap=True)
    return tensors


def _compare(folder: Path, wanted: Mapping[str, Tensor], found: Mapping[str, Tensor]) -> None:
    missing = sorted(set(wanted) - set(found))
    foreign = sorted(set(found) - set(wanted))
    both = sorted(set(wanted) & set(found))
    misshapen = [
        f"{name} {tuple(found[name].shape)} for {tuple(wanted[name].shape)}"
        for name in both
        if found[name].shape != wanted[name].shape
    ]
    faults = {"missing": missing, "not the model's": foreign, "of another shape": misshapen}
    said = [
        f"{len(names)} {what} ({', '.join(names[:SHOWN])}{', ...' if len(names) > SHOWN else ''})"
        for what, names in faults.items()
        if names
    ]
    if said:
        raise BackendMissing(f"the weights in {folder} do not fit their config: tensors {'; '.join(said)}")
